"""The only place that makes a path, a URL or an id."""

from urllib.parse import urljoin

import pytest

from faqsync import addresses
from faqsync.locales import canonical_tag

BASE = "https://clinic.example/faq/"


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.html", BASE),
        ("de/index.html", f"{BASE}de/"),
        ("de/cough/index.html", f"{BASE}de/cough/"),
        ("de/cough/faq.jsonld", f"{BASE}de/cough/faq.jsonld"),
        ("404.html", f"{BASE}404.html"),
        ("de/index.html.txt", f"{BASE}de/index.html.txt"),
    ],
)
def test_a_page_is_addressed_by_its_folder(path: str, url: str) -> None:
    assert addresses.url(BASE, path) == url


def test_the_address_of_an_article_and_of_a_question() -> None:
    assert addresses.article_url(BASE, "pt-BR", "cough") == f"{BASE}pt-BR/cough/"
    assert addresses.article_url(BASE, "pt-BR", "cough", "why") == f"{BASE}pt-BR/cough/#why"


PAGES = ["index.html", "404.html", "de/index.html", "de/cough/index.html", "de/topics/pain/index.html", "assets/a.css"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("target", PAGES)
def test_a_relative_reference_leads_to_its_target(path: str, target: str) -> None:
    reference = addresses.relative(path, target)
    assert not reference.startswith("/")
    assert urljoin(BASE + path, reference) == BASE + target


@pytest.mark.parametrize(
    ("target", "reference"),
    [
        (f"{BASE}de/rash/", "../rash/index.html"),
        (f"{BASE}de/rash/#why", "../rash/index.html#why"),
        (f"{BASE}de/cough/#why", "index.html#why"),
        (f"{BASE}de/rss.xml", "../rss.xml"),
        (BASE, "../../index.html"),
        ("https://clinic.example/", "https://clinic.example/"),
        ("https://clinic.example/faq-old/", "https://clinic.example/faq-old/"),
        ("mailto:a@clinic.example", "mailto:a@clinic.example"),
    ],
)
def test_pages_of_the_site_are_named_by_their_files(target: str, reference: str) -> None:
    assert addresses.local_reference(BASE, "de/cough/index.html", target) == reference


@pytest.mark.parametrize(
    ("path", "locale"),
    [
        ("pt-BR/cough/index.html", "pt-BR"),
        ("de/manifest.json", "de"),
        ("release.json", None),
        ("changes/1.json", None),
        ("assets/a.css", None),
        ("schemas/article.schema.json", None),
    ],
)
def test_whose_manifest_lists_a_file(path: str, locale: str | None) -> None:
    assert addresses.locale_of(path) == locale


def test_no_folder_of_the_root_is_taken_for_a_locale() -> None:
    made = (addresses.asset_path("a", "0" * 64, ".css"), addresses.schema_path("site"), addresses.log_path(1))
    assert {path.partition("/")[0] for path in made} <= addresses.RESERVED_SLUGS


def test_an_asset_is_named_by_what_it_holds_in_a_name_that_fits_every_disk() -> None:
    assert addresses.asset_path("logo", "0123456789abcdef" * 4, ".svg") == "assets/logo-0123456789abcdef.svg"
    assert len(addresses.asset_path("x" * 300, "0" * 64, ".jpeg")) < 120


def test_catalogs_carry_the_names_of_gettext() -> None:
    assert addresses.catalog_file("pt-BR", "cough") == "locales/pt_BR/LC_MESSAGES/cough.po"
    assert addresses.template_file("cough") == "locales/templates/cough.pot"
    with pytest.raises(ValueError, match="templates"):
        canonical_tag("templates")


def test_ids_are_tags_and_tell_entries_feeds_and_logs_apart() -> None:
    """RFC 4151; no article id holds a colon, so that none can be read as the id of a feed."""
    authority = "faq.example.org,2026"
    assert addresses.entry_uri(authority, "cough", "de") == "tag:faq.example.org,2026:cough:de"
    assert addresses.feed_uri(authority, "de") == "tag:faq.example.org,2026::de:feed"
    assert addresses.feed_uri(authority, "de", "pain") == "tag:faq.example.org,2026::de:topics/pain"
    assert addresses.log_uri(authority, "2026-01-01T00:00:00Z") == "tag:faq.example.org,2026::log:2026-01-01T00:00:00Z"


@pytest.mark.parametrize(("base_url", "path"), [("https://x.example/", "/"), (BASE, "/faq/")])
def test_the_path_under_which_a_site_is_served(base_url: str, path: str) -> None:
    assert addresses.site_path(base_url) == path
