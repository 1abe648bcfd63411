"""The short way through `markup` gives what CommonMark gives, of any text without a NUL: those are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqsync import markup

MARKS = ["*", "**", "***", "_", "[", "](", ")", "](https://a.example/b_c)", "](article:x#y)", "\\", "!", "&amp;", "<b>"]
WORDS = ["a", "Wort", "重要", "مهم", "मात्रा", "é", " ", "。", "：", ".", "\u00a0", "\u3000", "-", "“", "1", "\u2028"]
texts = st.lists(
    st.sampled_from(MARKS + WORDS) | st.text(st.characters(exclude_characters="\0"), max_size=3), max_size=12
).map("".join)
simple = st.lists(
    st.sampled_from(
        ["**a b**", "*重要*", "[x y](https://a.example/)", "**दवा**", " ", "。", "text", "*a*", "**1日目**", "：", "mg"]
    ),
    max_size=8,
).map("".join)


def joined(pieces: object) -> tuple[str, str, list[str]]:
    found = list(pieces)  # type: ignore[call-overload]
    html = "".join(each.html if each.tag is None else f"<{each.tag} {each.target}>" for each in found)
    return html, "".join(each.plain for each in found), [each.target for each in found if each.tag == "a"]


@given(texts | simple)
def test_simple_texts_are_read_as_commonmark_reads_them(text: str) -> None:
    if markup._SIMPLE.fullmatch(text):
        assert joined(markup._simple_pieces(text)) == joined(markup._commonmark_pieces(text))


@pytest.mark.parametrize(
    "text",
    [
        "**Day 1:** rest",
        "**Tag 1** bis **Tag 2**",
        "see [it](article:x#y)",
        "**1日目**：安静",
        "no *not* now",
        "a &amp; b",
    ],
)
def test_usual_texts_take_the_short_way(text: str) -> None:
    assert markup._SIMPLE.fullmatch(text) or markup._PLAIN.fullmatch(text)
