"""faqsync.toml -> Site. What is refused in it stands in test_broken_input.py."""

import pytest
from conftest import CONFIG, ROOT

from faqsync import config
from faqsync.errors import InvalidInput
from faqsync.model import Site

SMALL = """\
[site]
base_url = "https://clinic.example/faq"
authority = "clinic.example,2026-01-31"
source = "EN"
locales = ["pt_br", "zh-hant"]
title = "A clinic"
publisher = { name = "The clinic", url = "https://clinic.example/" }
"""


def parse(*more: str) -> Site:
    return config.parse_site("\n".join([SMALL, *more]))


def test_what_is_left_out_has_its_default() -> None:
    site = parse()
    assert (site.description, site.license, site.hub, site.categories) == (None, None, None, ())
    assert (site.incomplete, site.incomplete_in) == ("hold", {})
    assert (site.feed_items, site.tombstone_days, site.bundle_parts, site.brake) == (50, 400, 1, 0.2)


def test_locales_are_canonical_tags_with_the_source_first() -> None:
    assert parse().source == "en"
    assert parse().locales == ("en", "pt-BR", "zh-Hant")


def test_a_site_may_have_its_source_alone() -> None:
    assert config.parse_site(SMALL.replace('"pt_br", "zh-hant"', "")).locales == ("en",)


def test_a_tag_that_babel_does_not_know_is_fine() -> None:
    assert config.parse_site(SMALL.replace("pt_br", "prs").replace("zh-hant", "qaa-x-clinic")).locales[1:] == (
        "prs",
        "qaa-x-clinic",
    )


def test_the_base_url_ends_with_a_slash() -> None:
    assert parse().base_url == "https://clinic.example/faq/"


def test_the_publisher_is_an_organization() -> None:
    assert parse().publisher.kind == "organization"


def test_policy_for_the_site_and_for_one_locale_in_either_spelling() -> None:
    site = parse(
        '[publish]\nincomplete = "omit"\nbrake = 1', '[locale.pt-BR]\nincomplete = "source"', "[locale.zh_Hant]"
    )
    assert site.incomplete == "omit"
    assert site.incomplete_in == {"pt-BR": "source"}
    assert site.brake == 1


def test_messages_of_the_site_come_in_the_order_of_the_file() -> None:
    categories = '[[category]]\nid = "b"\ntitle = "B"\ndescription = "All of B."\n[[category]]\nid = "a"\ntitle = "A"'
    site = config.parse_site(
        SMALL.replace('title = "A clinic"', 'title = "A clinic"\ndescription = "All of it."') + categories
    )
    assert [(message.context, message.text) for message in config.messages(site)] == [
        ("title", "A clinic"),
        ("description", "All of it."),
        ("category/b/title", "B"),
        ("category/b/description", "All of B."),
        ("category/a/title", "A"),
    ]


@pytest.mark.parametrize("name", ["base_url", "authority", "source", "locales", "title", "publisher"])
def test_what_a_site_cannot_do_without(name: str) -> None:
    lines = [line for line in CONFIG.splitlines() if not line.startswith(f"{name} =")]
    with pytest.raises(InvalidInput, match=f"'{name}' is missing"):
        config.parse_site("\n".join(lines))


@pytest.mark.parametrize(
    "authority", ["clinic.example,2026", "a-b.example,2026-01", "me@clinic.example,2026-01-31", "localhost,2026"]
)
def test_tagging_entities(authority: str) -> None:
    assert config.parse_site(SMALL.replace("clinic.example,2026-01-31", authority)).authority == authority


@pytest.mark.parametrize(
    "authority",
    ["clinic.example", "clinic.example,26", "-a.example,2026", "a b,2026", "a:b,2026", "clinic.example,2026\\n"],
)
def test_no_tagging_entities(authority: str) -> None:
    with pytest.raises(InvalidInput, match=r"^faqsync\.toml: /site/authority: "):
        config.parse_site(SMALL.replace("clinic.example,2026-01-31", authority))


def test_the_sample_is_read() -> None:
    assert config.read_site(ROOT).locales == ("en", "es", "de", "ar", "ja")
