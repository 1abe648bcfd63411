"""A quick look at a text's numbers, which spares most translations the slow one of `quantities`."""

import re
from functools import lru_cache

from faqsync.checks.languages import fold, language
from faqsync.checks.measures import SYMBOLS, Number
from faqsync.checks.numerals import CHARACTER_SCALES, number_pattern, read_digits
from faqsync.checks.tokens import clean
from faqsync.checks.vocabulary import sense

Figures = tuple[tuple[Number, str | None], ...]
"""The numbers in digits, in order, each with the unit directly after it."""

# A sign, a time, a fraction, a power, a code.
_NOT_PLAIN = re.compile(
    r"(?:^|[\s(])[-\u2212\u2013]\d|\d[:/⁄^]\d|[a-z]\d|(?:minus|menos|moins|meno|минус|ناقص|マイナス|零下)\s?\d"
)


@lru_cache(maxsize=256)
def _pattern(tag: str) -> re.Pattern[str]:
    words = language(tag)
    if words.spaced:
        after = r"[^\W\d_]+"
    else:
        names = sorted((name for name in words.units if not name.isascii()), key=len, reverse=True)
        after = "|".join(["[a-zµμ]+", *map(re.escape, names), *CHARACTER_SCALES])
    unit = rf"[\s\-\u2010\u2011]?(?P<after>°\s?[cf](?![a-z])|[%٪]|{after})"
    return re.compile(rf"(?=\d)(?P<number>{number_pattern(tag)})(?:{unit})?")


def figures(text: str, tag: str) -> Figures | None:
    """The figures of a text, or None where a quick look is not enough to tell."""
    folded = fold(clean(text))
    if _NOT_PLAIN.search(folded):
        return None
    found: list[tuple[Number, str | None]] = []
    for match in _pattern(tag).finditer(folded):
        unit = None
        if match["after"] is not None:
            known = _unit(match["after"], tag)
            if known is None:
                return None
            unit = known or None
        found.append((read_digits(match["number"], tag), unit))
    return tuple(found)


def _unit(word: str, tag: str) -> str | None:
    """The unit that a word after a number is; empty where it says nothing; None where it says something else."""
    words = language(tag)
    if word in CHARACTER_SCALES or word in words.phrases:
        return None
    if word in SYMBOLS or not words.spaced:
        return SYMBOLS.get("".join(word.split())) or words.units.get(word, "")
    known = sense(word, tag, "number")
    return "" if known is None else known.unit if known.kind == "unit" else None
