"""Ids are readable, well-formed and unique."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faqsync.importers.ids import Ids, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Can You Get It? Yes!", "can-you-get-it-yes"),
        ("It’s Zoë’s café—in Łódź, Straße 5!", "its-zoes-cafe-in-lodz-strasse-5"),
        ("痛みについて", ""),
        ("word " * 40, "-".join(["word"] * 16)),
        ("w" * 100, "w" * 80),
    ],
)
def test_a_slug_says_what_the_text_says(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_names_are_short_and_grow_until_they_differ() -> None:
    ids = Ids()
    texts = ["How long does the relief of an injection last?", "How long does the relief of a pill last?"]
    assert [ids.name(text, "question-1") for text in [*texts, texts[0], "Why?", "Why?", "なぜ？", "Summary"]] == [
        "how-long-does-the-relief",
        "how-long-does-the-relief-of-a-pill",
        "how-long-does-the-relief-of-an-injection",
        "why",
        "why-2",
        "question-1",
        "summary-2",
    ]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.one_of(st.text(), st.sampled_from(["a", "a 2", "A-2!", "title", "w" * 90])), max_size=12))
def test_ids_are_wellformed_and_unique(texts: list[str]) -> None:
    ids = Ids()
    names = [ids.name(text, "section-1") for text in texts]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) and len(name) <= 80 for name in names)
    assert not {"title", "summary"} & set(names)
