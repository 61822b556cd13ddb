#include "service_name.hpp"

#include "event_header"

#include <troupe/testing/rehearsal.hpp>

#include <boost/test/unit_test.hpp>

using namespace module_name;

BOOST_AUTO_TEST_SUITE(the_service_name)

BOOST_AUTO_TEST_CASE(counts_what_happened) {
  const event_struct happened{};
  troupe::testing::rehearsal service{service_name};
  service.given(happened).when(happened).then_nothing();
  BOOST_TEST(service.state(troupe::key_of(happened)).handled == 2);
}

BOOST_AUTO_TEST_SUITE_END()
