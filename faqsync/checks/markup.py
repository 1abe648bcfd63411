"""The check of markup in a translation."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from faqsync.checks.check import Check, Pair
from faqsync.markup import outline, plain

_HINT = re.compile(r"[*_\[\\<&]")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:[A-Za-z]+|#\d+|#x[\dA-Fa-f]+);")
_ESCAPED = re.compile(r"\\[^\w\s]")
_LEFT_OVER = re.compile(r"\*+(?=\S)|(?<=\S)\*+|\]\(")


@lru_cache(maxsize=4096)
def _marks(text: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...], tuple[str, ...]]:
    """The outline of a text, the marks in it that pair with no other, and its HTML."""
    return outline(text), left_over(text), tuple(_HTML.findall(text))


def left_over(text: str) -> tuple[str, ...]:
    """The asterisks and brackets of a text that were meant as markup, by the look of them, and are none."""
    return tuple(_LEFT_OVER.findall(plain(_ESCAPED.sub("x", text)))) if _HINT.search(text) else ()


def _check_markup(pair: Pair) -> Iterator[str]:
    """The translation must have the same markup as the source: as many **strong** and *emphasised* parts, the same
    links to the same targets, one within the other in the same way. It must have no link, HTML or stray asterisk of its
    own. In Japanese and Chinese, asterisks pair only where a letter is next to them inside or a blank outside: set the
    punctuation outside, as in `**緩和**：文`."""
    if not (_HINT.search(pair.translation) or _HINT.search(pair.text)):
        return
    (wanted, source_rest, source_html), (found, rest, html) = _marks(pair.text), _marks(pair.translation)
    if wanted != found:
        for path in (Counter(wanted) - Counter(found)).elements():
            yield f"the source has {_name(path)}, the translation does not"
        for path in (Counter(found) - Counter(wanted)).elements():
            yield f"the translation has {_name(path)}, the source does not"
    for mark in (Counter(rest) - Counter(source_rest)).elements():
        yield f"“{mark}” in the translation pairs with no other mark"
    for tag in (Counter(html) - Counter(source_html)).elements():
        yield f"the translation has the HTML “{tag}”, which readers would see as text"


def _name(path: tuple[str, ...]) -> str:
    names = {"strong": "a part in **strong**", "em": "a part in *emphasis*"}
    return " within ".join(names.get(mark, f"a {mark}") for mark in reversed(path))


MARKUP = Check(
    name="markup",
    severity="error",
    of=Pair,
    run=_check_markup,
    good=(
        Pair(text="**Never** stop it.", translation="Setzen Sie es **nie** ab.", locale="de"),
        Pair(text="**Relief:** less pain", translation="**緩和**：痛みが減ります", locale="ja"),
        Pair(text="See [the plan](article:plan).", translation="Siehe [Plan](article:plan).", locale="de"),
    ),
    bad=(
        Pair(text="**Never** stop it.", translation="Setzen Sie es nie ab.", locale="de"),
        Pair(text="**Relief:** less pain", translation="**緩和：**痛みが減ります", locale="ja"),
        Pair(text="See [the plan](article:plan).", translation="Siehe [Plan](https://example.com).", locale="de"),
        Pair(text="Call us.", translation="Llámenos <b>ya</b>.", locale="es"),
    ),
)
