"""Word -> what it says of quantities: a number, a unit, or how often."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from faqsync.checks.languages import Language, language
from faqsync.checks.measures import MEASURES, SYMBOLS, Number
from faqsync.records import Record

Kind = Literal["number", "name", "scale", "unit", "rate"]
"""A number; a name that says one without counting ("May"); a scale, which multiplies a number ("million"); a unit; a
rate, which says how often ("daily")."""


class Sense(Record):
    """What a word says."""

    kind: Kind
    number: Number = 0
    unit: str | None = None
    """Of a number too, whose word says its unit: "twice"."""


@lru_cache(maxsize=65536)
def sense(word: str, tag: str, after: Literal["", "number", "ordinal"]) -> Sense | None:
    """What a folded word says, in a text where it stands ``after`` a number, an ordinal with a dot, or neither.

    After a number a word is rather a unit than a number, and only there is a short symbol a unit: "30 s", "24 hr".
    """
    words = language(tag)
    for stem in _stems(word, words):
        if (found := _listed(stem, after, words)) is not None:
            return found
    if words.suffixes and (found := _compound(word, words)) is not None:
        return found
    if words.dual and word.endswith(words.dual) and len(word) > 5:
        return Sense(kind="number", number=2)
    return _inflected(word, words) if after and not words.known else None


def _stems(word: str, words: Language) -> Iterator[str]:
    """The word, then what is left of it without what is written onto its front."""
    yield word
    for prefix in words.prefixes:
        shorter = prefix.sub("", word, count=1)
        if shorter != word and len(shorter) > 1:
            word = shorter
            yield word


def _listed(word: str, after: str, words: Language) -> Sense | None:
    unit = words.units.get(word)
    if unit is not None:
        short = len(word) == 1 or (word in SYMBOLS and unit not in MEASURES)
        if after == "number" or (not short and (after or word not in words.numbers)):
            return Sense(kind="unit", unit=unit)
    if (number := words.numbers.get(word)) is not None:
        return Sense(kind="number", number=number)
    if (quantity := words.quantities.get(word)) is not None:
        return Sense(kind="number", number=quantity[0], unit=quantity[1])
    if (rate := words.rates.get(word)) is not None:
        return Sense(kind="rate", unit=rate)
    if (scale := words.scales.get(word)) is not None:
        return Sense(kind="scale", number=scale)
    if (month := words.months.get(word)) is not None:
        return Sense(kind="name", number=month)
    return None


def _compound(word: str, words: Language) -> Sense | None:
    """Zweimal, dreitägig, Kopfschmerztage: what ends in a unit, perhaps after a number."""
    for cut in range(1, len(word) - 2):
        unit = words.units.get(word[cut:]) or words.rates.get(word[cut:])
        if unit is not None and unit not in MEASURES:
            number = words.numbers.get(word[:cut])
            if number is not None:
                return Sense(kind="number", number=number, unit=unit)
            if len(word) - cut > 3:
                return Sense(kind="unit", unit=unit)
    return None


def _inflected(word: str, words: Language) -> Sense | None:
    """A unit in a language whose endings are not known: what the word begins with."""
    for length in range(len(word) - 1, max(2, len(word) - 5), -1):
        if (unit := words.units.get(word[:length])) is not None and word[:length] not in SYMBOLS:
            return Sense(kind="unit", unit=unit)
    return None
