# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""The official JSON Schema of AsyncAPI 3.0 accepts what `troupe catalog show --format asyncapi` prints of
each deployment, and refuses it where something of it is broken. The examples in it are valid by the schemas
of their own events. The schema is the one of npm's @asyncapi/specs, which is kept beside the build; without
it, and without a way to get it, the test is skipped; `scripts/test` tells which were.

    asyncapi_test.py FOLDER DEPLOYMENT...
"""
import base64
import copy
import hashlib
import io
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import urllib.request

SPECS = "https://registry.npmjs.org/@asyncapi/specs/-/specs-6.11.1.tgz"
SHA512 = "A3WBLqAKGoJ2+6FWFtpjBlCQ1oFCcs4GxF7zsIGvNqp/klGUHjlA3aAcZ9XMMpLGE8zPeYDz2x9FmO6DSuKraQ=="
SCHEMA = "package/schemas/3.0.0-without-$id.json"


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


try:
    import jsonschema
except ImportError:
    skip("Debian's python3-jsonschema is not there; scripts/setup tests installs it")


class Resolver(jsonschema.RefResolver):
    """Of a schema without `$id`s, but with members that are called so, which Debian's version takes for some."""
    def _find_in_subschemas(self, url):
        return None


def schema_of_asyncapi(folder):
    kept = folder / "asyncapi-3.0.0.json"
    if not kept.exists():
        try:
            packed = urllib.request.urlopen(SPECS, timeout=60).read()
        except OSError as failed:
            skip(f"{SPECS} cannot be had: {failed}")
        found = base64.b64encode(hashlib.sha512(packed).digest()).decode()
        assert found == SHA512, f"{SPECS} is another file than it was: sha512 {found}"
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            text = archive.extractfile(SCHEMA).read()
        folder.mkdir(parents=True, exist_ok=True)
        draft = kept.with_suffix(f".{os.getpid()}")
        draft.write_bytes(text)
        draft.rename(kept)
    return json.loads(kept.read_text())


def document_of(deployment):
    shown = subprocess.run([os.environ["TROUPE_PROGRAM"], "catalog", "show", deployment, "--format", "asyncapi"],
                           check=True, capture_output=True, text=True)
    return json.loads(shown.stdout)


def check_references(document):
    """Each reference leads somewhere within the document."""
    def walk(at):
        if isinstance(at, dict):
            if "$ref" in at:
                place = document
                for step in at["$ref"].removeprefix("#/").split("/"):
                    place = place[step]
            at = list(at.values())
        if isinstance(at, list):
            for each in at:
                walk(each)
    walk(document)


def check_examples(document):
    """How many examples there are, each of which is an event by its own schema."""
    count = 0
    for name, message in document["components"]["messages"].items():
        for example in message.get("examples", []):
            jsonschema.Draft7Validator({**message["payload"], "components": document["components"]}).validate(
                example["payload"])
            count += 1
    return count


def check_that_it_could_fail(validator, document):
    for spoil in (lambda d: d.pop("info"),
                  lambda d: d.update(asyncapi="2.6.0"),
                  lambda d: next(iter(d["operations"].values())).update(action="shout"),
                  lambda d: next(iter(d["components"]["messages"].values()))["payload"].update(type="strange")):
        spoilt = copy.deepcopy(document)
        spoil(spoilt)
        assert list(validator.iter_errors(spoilt)), f"nothing is wrong with {json.dumps(spoilt)[:200]}"


def main(folder, deployments):
    schema = schema_of_asyncapi(pathlib.Path(folder))
    validator = jsonschema.Draft7Validator(schema, resolver=Resolver.from_schema(schema))
    examples = 0
    for deployment in deployments:
        document = document_of(deployment)
        errors = [f"{list(e.absolute_path)}: {e.message[:300]}" for e in validator.iter_errors(document)]
        assert not errors, f"{deployment}: {errors}"
        assert document["channels"] and document["operations"], f"{deployment} has no events"
        check_references(document)
        check_that_it_could_fail(validator, document)
        examples += check_examples(document)
        print(f"{deployment}: {len(document['channels'])} channels, {len(document['operations'])} operations")
    assert examples > 0, "none of the events has an example"


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
