"""The JSON Schemas: a public contract that explains itself, and that the published files keep."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from conftest import ROOT, Project, article
from jsonschema import Draft202012Validator, FormatChecker

from faqsync import schemas
from faqsync.content.articles import parse_time
from faqsync.model import CODE_SYSTEMS
from faqsync.texts import is_web_address

formats = FormatChecker(formats=())
formats.checks("date-time", ValueError)(lambda value: not isinstance(value, str) or bool(parse_time(value)))
formats.checks("date", ValueError)(lambda value: not isinstance(value, str) or bool(date.fromisoformat(value)))
formats.checks("uri")(lambda value: not isinstance(value, str) or is_web_address(value) or value.startswith("tag:"))

PUBLISHED = {
    "release": "release.json",
    "changes": "changes.json",
    "manifest": "**/manifest.json",
    "bundle": "*/bundle.json",
    "localized-article": "*/*/article.json",
}


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schemas.schema_bytes(name))
    return found


def parts(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every part of a schema, and the JSON pointer to it."""
    yield place, value
    if isinstance(value, dict | list):
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from parts(child, f"{place}/{key}")


def references(value: Any, document: Any) -> Iterator[tuple[Any, Any, str]]:
    """Every `$ref`, with the part it stands in and the schema that it counts from: the nearest with an `$id`."""
    if isinstance(value, dict):
        document = value if "$id" in value else document
        if "$ref" in value:
            yield value, document, value["$ref"]
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from references(child, document)


def leads(document: Any, target: str) -> bool:
    """Whether a schema has what a reference in it names: a place, or another schema that it carries."""
    places = {f"#{place}" for place, _ in parts(document)}
    return target in places | {part["$id"] for _, part in parts(document) if isinstance(part, dict) and "$id" in part}


def test_every_schema_ships() -> None:
    files = {file.name.removesuffix(".schema.json") for file in (ROOT / "schemas").iterdir()}
    assert set(schemas.NAMES) == files >= {"article", "site", *PUBLISHED}


@pytest.mark.parametrize("name", schemas.NAMES)
def test_a_schema_says_who_it_is_and_what_its_parts_mean(name: str) -> None:
    contract = schema(name)
    Draft202012Validator.check_schema(contract)
    assert contract["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert contract["$id"].endswith(f"/{name}.schema.json")
    assert contract["title"]
    mute = [
        f"{place}/{key}"
        for place, part in parts(contract)
        if place.endswith("/properties")
        # What an `if` asks for is explained where it is defined.
        and not place.endswith("/if/properties")
        for key, value in part.items()
        if not value.get("description")
    ]
    assert mute == []


@pytest.mark.parametrize("name", schemas.NAMES)
def test_every_reference_in_a_schema_leads_somewhere(name: str) -> None:
    contract = schema(name)
    assert [place for place, document, target in references(contract, contract) if not leads(document, target)] == []


def test_a_bundle_holds_what_article_json_holds() -> None:
    """The schema of a bundle carries that of its articles, so that partners need one file."""
    alone = schema("localized-article")
    assert [each for each in schema("bundle")["$defs"].values() if each.get("$id") == alone["$id"]] == [alone]


def test_the_code_systems_of_the_schema_are_those_with_an_oid() -> None:
    enums = [part["enum"] for _, part in parts(schema("article")) if isinstance(part, dict) and "enum" in part]
    assert list(CODE_SYSTEMS) in enums


@pytest.mark.parametrize(("name", "files"), PUBLISHED.items(), ids=PUBLISHED)
def test_what_is_published_keeps_its_contract(sample: Project, name: str, files: str) -> None:
    paths = sorted(sample.outputs.glob(files))
    assert paths
    validator = Draft202012Validator(schema(name), format_checker=formats)
    for path in paths:
        errors = [
            f"{path}: {error.json_path}: {error.message}"
            for error in validator.iter_errors(json.loads(path.read_bytes()))
        ]
        assert errors == []


def test_the_pages_of_the_log_keep_their_contract(sample: Project) -> None:
    contract = schema("changes")
    validator = Draft202012Validator(contract, format_checker=formats)
    assert [
        list(validator.iter_errors(json.loads(page.read_bytes()))) for page in sample.outputs.glob("changes/*")
    ] == [[]]


def test_the_format_checks_of_these_tests_can_fail() -> None:
    head = {"release": 1, "time": "2026-02-30T00:00:00Z", "log": "tag:x", "digest": "0" * 64, "manifests": []}
    validator = Draft202012Validator(schema("release"), format_checker=formats)
    assert ["time"] in [list(error.path) for error in validator.iter_errors(head)]


def test_faults_stand_in_the_order_of_their_places() -> None:
    sections = [{"id": "a", "blocks": [{"type": "paragraph", "text": "x"}]} for _ in range(12)]
    for index in (10, 9, 2):
        sections[index]["id"] = "A!"
    faults = schemas.validate(article("cough", title=1, sections=sections), "article", "f")
    assert [fault.pointer for fault in faults] == ["/sections/2/id", "/sections/9/id", "/sections/10/id", "/title"]


def test_a_pointer_escapes_what_would_split_it() -> None:
    assert schemas.pointer("a/b", 0, "c~d") == "/a~1b/0/c~0d"
    assert schemas.pointer() == ""


def test_what_python_reads_but_json_does_not_hold_is_no_number() -> None:
    for brake in (float("nan"), float("inf"), True):
        faults = schemas.validate({"site": {}, "publish": {"brake": brake}}, "site", "f")
        assert "/publish/brake" in [fault.pointer for fault in faults], brake


def test_times_are_read_the_same_by_every_python() -> None:
    assert parse_time("2026-01-15T10:30:00.9+01:00") == datetime.fromisoformat("2026-01-15T09:30:00+00:00")
