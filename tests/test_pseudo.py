"""Pseudo-locales: every letter is another, and nothing that a program reads is."""

import re

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from faqsync import config, content, markup
from faqsync.locales import PSEUDO_LOCALES
from faqsync.pseudo import pseudo_text

PIECES = [
    "**",
    "*",
    "_",
    "[",
    "](tel:112)",
    "](article:cough#why)",
    "\\",
    "word",
    "Two.",
    " ",
    "4 mg",
    "(",
    "{n}",
    "’s",
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)


@pytest.mark.parametrize(
    ("text", "accented", "mirrored"),
    [
        ("Rest 2 days", "⟦ Řééšţ 2 ďááýš ⟧", "<Rest> 2 <days>"),
        ("**Never** stop", "⟦ **Ñééṽééř** šţóóþ ⟧", "**<Never>** <stop>"),
        ("[us](tel:+1-800-CALL)", "⟦ [úúš](tel:+1-800-CALL) ⟧", "[<us>](tel:+1-800-CALL)"),
        ("[a](article:cough#how)", "⟦ [áá](article:cough#how) ⟧", "[<a>](article:cough#how)"),
        ("[b](https://x.example/a_(b)c)", "⟦ [ƀ](https://x.example/a_(b)c) ⟧", "[<b>](https://x.example/a_(b)c)"),
        ("By {authors}, %(n)s", "⟦ Ɓý {authors}, %(n)s ⟧", "<By> {authors}, %(n)s"),
        ("a@b.example www.b.example", "⟦ a@b.example www.b.example ⟧", "a@b.example www.b.example"),
        ("Don’t", "⟦ Ďóóñ’ţ ⟧", "<Don’t>"),
        ("B12", "⟦ Ɓ12 ⟧", "<B>12"),
    ],
)
def test_texts(text: str, accented: str, mirrored: str) -> None:
    assert pseudo_text(text, "en-XA") == accented
    assert pseudo_text(text, "ar-XB") == mirrored.replace("<", "\u200f\u202e").replace(">", "\u202c\u200f")


@pytest.mark.parametrize("locale", PSEUDO_LOCALES)
@given(text=TEXTS)
def test_the_marks_links_and_numbers_stay(locale: str, text: str) -> None:
    other = pseudo_text(text, locale)
    assert markup.outline(other) == markup.outline(text)
    assert re.findall(r"\d+|\{n\}", other) == re.findall(r"\d+|\{n\}", text)


def test_english_grows_by_about_a_third() -> None:
    site = config.read_site(ROOT)
    texts = [
        message.text
        for path in content.find_articles(ROOT)
        for message in content.messages(content.read_article(ROOT, path, site)[0])
    ]
    growth = sum(len(pseudo_text(text, "en-XA")) for text in texts) / sum(map(len, texts))
    assert 1.25 < growth < 1.4
