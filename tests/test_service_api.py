"""The interface for partners: by its own description, and by what it promises beyond."""

from collections.abc import Iterator

import pytest
from conftest import Project
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode, openapi
from schemathesis.schemas import BaseSchema
from serving import Server, serving

from faqsync.service.api import ENDPOINTS

LOCALES = ("en", "es", "de", "ar", "ja")


@pytest.fixture(scope="module")
def server(sample: Project) -> Iterator[Server]:
    with serving(sample.outputs) as running:
        yield running


@pytest.fixture(scope="module")
def description(server: Server) -> BaseSchema:
    loaded = openapi.from_url(f"{server.url}api/openapi.json")
    loaded.config.update(base_url=server.url)
    return loaded


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        ("/api/changes", GenerationMode.POSITIVE),
        ("/api/changes", GenerationMode.NEGATIVE),
        ("/api/articles", GenerationMode.POSITIVE),
        ("/api/articles", GenerationMode.NEGATIVE),
        ("/api/locales", GenerationMode.POSITIVE),
    ],
)
def test_it_does_what_its_description_says(description: BaseSchema, path: str, mode: GenerationMode) -> None:
    operation = description[path]["get"]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=30, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def try_it(case: Case) -> None:
        if str(case.query.get("wait", "")).isdecimal():
            case.query["wait"] = 0  # a test does not wait for a minute
        case.call_and_validate()

    try_it()


def test_every_address_is_described(description: BaseSchema) -> None:
    assert {endpoint.path for endpoint in ENDPOINTS} == {each.ok().path for each in description.get_all_operations()}


# --- changes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [1, 7, 1000])
@pytest.mark.parametrize("locale", [None, "de", "pt-BR"])
def test_reading_on_from_cursor_to_cursor_gives_every_row_once(
    server: Server, sample: Project, limit: int, locale: str | None
) -> None:
    rows = [row for row in sample.json("changes/1.json")["changes"] if locale in (None, row["locale"])]
    found, cursor, more = [], 0, True
    while more:
        query = f"after={cursor}&limit={limit}" + (f"&locale={locale}" if locale else "")
        answer = server.get(f"/api/changes?{query}").json()
        found += answer["changes"]
        cursor, more = answer["next"], answer["more"]
    assert found == rows
    assert cursor == sample.json("changes.json")["sequence"]


def test_an_etag_spares_what_did_not_change(server: Server) -> None:
    answer = server.get("/api/changes?limit=3")
    assert server.get("/api/changes?limit=3", if_none_match=answer.headers["etag"]).status_code == 304
    assert server.get("/api/changes?limit=4", if_none_match=answer.headers["etag"]).status_code == 200


def test_a_cursor_of_another_log_is_told_to_start_over(server: Server, sample: Project) -> None:
    log = sample.json("changes.json")["log"]
    assert server.client.get("/api/changes", params={"log": log}).status_code == 200
    answer = server.client.get("/api/changes", params={"log": "tag:faq.example.org,2020::log:2020-01-01T00:00:00Z"})
    assert answer.status_code == 409
    assert log in answer.json()["detail"]


def test_a_cursor_beyond_the_log_stays(server: Server) -> None:
    assert server.get("/api/changes?after=1000000").json()["next"] == 1_000_000


# --- articles and locales ----------------------------------------------------------------------------------------


def ids(server: Server, **query: str) -> list[str]:
    return [each["id"] for each in server.client.get("/api/articles", params=query).json()["articles"]]


def test_search_in_a_locale(server: Server) -> None:
    assert "facet-joint-injections" in ids(server, locale="de", q="FACETTENGELENK")
    assert "facet-joint-injections" in ids(server, locale="ja", q="注射")
    assert "facet-joint-injections" in ids(server, locale="es", q="inyeccion")
    assert ids(server, locale="de", q="注射") == []


def test_look_up_by_medical_code(server: Server) -> None:
    assert ids(server, locale="en", code="ICD-10-CM|M47.816") == ["facet-joint-injections"]
    assert ids(server, locale="en", code="ICD-10|M47.816") == []
    assert server.client.get("/api/articles", params={"code": "M47.816"}).status_code == 400


def test_every_article_is_listed_once_and_as_it_was_published(server: Server, sample: Project) -> None:
    found, offset = [], 0
    while offset is not None:
        answer = server.get(f"/api/articles?limit=10&offset={offset}").json()
        found += answer["articles"]
        offset = answer["next"]
    assert (
        len(found)
        == answer["total"]
        == sum(len(sample.json(f"{locale}/bundle.json")["articles"]) for locale in LOCALES)
    )
    for each in found:
        published = sample.json(f"{each['locale']}/{each['slug']}/article.json")
        for field in ("id", "uri", "url", "category", "published", "updated", "digest", "translations"):
            assert each[field] == published[field]


def test_the_locales_in_the_order_of_the_site(server: Server) -> None:
    locales = server.get("/api/locales").json()["locales"]
    assert tuple(each["locale"] for each in locales) == LOCALES
    assert locales[3]["name"] == "العربية"
    assert locales[3]["dir"] == "rtl"
    for each in locales:
        for path in (each["manifest"], each["bundle"], *each["feeds"]):
            assert server.get(f"/{path}").status_code == 200
