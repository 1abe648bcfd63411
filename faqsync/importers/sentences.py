"""Where sentences end."""

import re
from collections.abc import Iterator

_STOP = re.compile(r"(?<![.!?…؟۔।])[.!?…؟۔।]++[\"'”’»)\]]*+(?= )|[。！？]+[」』）”]*")
_ENDED = re.compile(r"[.!?…:;,؟۔।،؛。！？：；，、][\"'”’»)\]」』）*_]*$")
_ASKING = re.compile(r"[?？؟][\"'”’»)\]」』）]*$")

_TITLES = frozenset("dr mr mrs ms prof st vs ca cf approx inc ltd jr sr al dept".split())
_BEFORE_NUMBERS = frozenset("no nos fig figs vol p pp ch sec art".split())
SMALL_WORDS = frozenset("a an the and or but nor of for in on to with at by from vs as is are per via".split())
"""Words that a title in capitals leaves small."""

_FAR = 60
"""How far back a full stop may look, in characters."""

_DOTTED = re.compile(r"[^\W\d_](\.[^\W\d_])+")


def sentences(text: str) -> Iterator[str]:
    """The sentences of one paragraph, in order, without the blanks between them.

    A full stop after an abbreviation (``Dr.``, ``e.g.``, ``U.S.``), an initial, or before a small letter ends none.
    """
    start = 0
    for stop in _STOP.finditer(text):
        if _ends_here(text, start, stop):
            yield text[start : stop.end()].strip()
            start = stop.end()
    if rest := text[start:].strip():
        yield rest


def _ends_here(text: str, start: int, stop: re.Match[str]) -> bool:
    following = text[stop.end() : stop.end() + 2].lstrip()
    if following[:1].islower():
        return False
    if stop.group() != ".":
        return True
    before, _, word = text[max(start, stop.start() - _FAR) : stop.start()].rpartition(" ")
    word = word.lstrip("\"'“‘«([")
    if word.lower() in _BEFORE_NUMBERS:
        return not following[:1].isdigit()
    if len(word) == 1 and word.isupper():
        previous = before.rpartition(" ")[2]
        return previous[:1].islower() and previous not in SMALL_WORDS
    return word.lower() not in _TITLES and not _DOTTED.fullmatch(word)


def is_ended(text: str) -> bool:
    """Whether it ends as a sentence or a part of one does: in a full stop, a question mark, a colon and so on."""
    return _ENDED.search(text) is not None


def is_question(text: str) -> bool:
    """Whether it is made of questions alone."""
    return is_asking(text) and all(map(is_asking, sentences(text)))


def is_asking(sentence: str) -> bool:
    """Whether it ends with a question mark, whatever closes after it."""
    return _ASKING.search(sentence) is not None
