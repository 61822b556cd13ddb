#include "desk.hpp"
#include "events/accepted.hpp"
#include "events/refused.hpp"
#include "events/requested.hpp"

#include <troupe/testing/rehearsal.hpp>

#include <boost/test/unit_test.hpp>

using namespace module_name;

BOOST_AUTO_TEST_SUITE(the_desk)

BOOST_AUTO_TEST_CASE(accepts_what_is_within_the_limit) {
  troupe::testing::rehearsal service{desk, desk_options{5}};
  service.when(requested{"A1", 5}).then(accepted{"A1", 5});
  BOOST_TEST(service.state("A1").accepted == 5);
  BOOST_TEST(service.ask(get_account{"A1"}).accepted == 5);
}

BOOST_AUTO_TEST_CASE(refuses_what_goes_beyond_it) {
  troupe::testing::rehearsal service{desk, desk_options{5}};
  service.given(requested{"A1", 4}).when(requested{"A1", 2}).then(refused{"A1", 2});
  BOOST_TEST(service.state("A1").accepted == 4);
}

BOOST_AUTO_TEST_CASE(keeps_accounts_apart) {
  troupe::testing::rehearsal service{desk, desk_options{5}};
  service.given(requested{"A1", 5}).when(requested{"A2", 5}).then(accepted{"A2", 5});
}

BOOST_AUTO_TEST_SUITE_END()
