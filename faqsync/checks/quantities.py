"""Text -> its quantities: every number with the unit that it counts, and the units that stand alone."""

import re
from bisect import bisect_right
from fractions import Fraction

from faqsync.checks.languages import fold, language
from faqsync.checks.measures import CLOCKS, COUNTS, TIMES, Amount, Number, amount
from faqsync.checks.sentences import SENTENCE_END
from faqsync.checks.tokens import GLUE, Token, clean, tokens
from faqsync.records import Record


class Quantity(Record):
    """A number and what it counts."""

    number: Number
    unit: str | None
    digits: bool
    """Whether it is written in digits."""
    text: str
    """As it stands in the text."""
    place: int = 0
    """Where it stands among the numbers and units of the text."""
    sentence: int = 0
    near: tuple[str, ...] = ()
    """Units close to a number without one."""
    upper: Number | None = None
    """The number after it, where the two are a range or a choice."""

    @property
    def amount(self) -> Amount:
        return amount(self.number, self.unit)


class Reading(Record):
    """What a text says in numbers."""

    quantities: tuple[Quantity, ...] = ()
    bare: tuple[str, ...] = ()
    """Units without a number, rates included."""
    rates: tuple[str, ...] = ()
    """Those that a quantity is for: "twice a day"."""
    every: tuple[str, ...] = ()
    """Those that say how often without a quantity: "every day"."""
    known: bool = True
    """Whether the words for numbers are known in its language."""
    asks: bool = False
    """Whether a translation has to answer to it."""

    @property
    def units(self) -> frozenset[str]:
        """Every unit that it speaks of."""
        return frozenset(quantity.unit for quantity in self.quantities if quantity.unit).union(self.bare)


_TRANSPARENT = re.compile(
    r"\s*(?:or (?:more|fewer|less)|more|full|whole|further|consecutive|oder mehr|weitere[nr]?|ganze[nr]?|o más|ou plus"
    r"|ou mais|o più|of meer|lub więcej|или более)\s*"
)
_OF_A = re.compile(r"\s+(?:of )?(?:an?|the|de|d['’]une?|una?|une|einer?|eines|um|uma|een|di|d['’])\s*")
_JOINER = re.compile(
    r"\s*[-\u2010-\u2015\u2212~〜～/、・]\s*"
    r"|\s*(?:か|から|または|あるいは|至|到|或|或者|和|及)\s*"
    r"|\s+(?:to|or|and|bis|oder|und|al?|o|u|y|e|à|ou|et|of|en|tot|do|lub|albo|i|oraz|или|и|до|الي|حتي|او)\s+|\s+و\s*"
)
_CLOSE = re.compile(r"[^.!?;:,()。！？؟،؛、]{0,12}")
_CLAUSE = re.compile(r"[^.!?;:,()。！？؟،؛、]{0,25}")
_PER = re.compile(
    r"(?:\b(?P<every>per|each|every|pro|jede[nmrs]?|cada|chaque|todos los|todas las|tous les|toutes les|ogni|elke"
    r"|iedere|każdego|co|каждый|каждую|كل)|/|\b(?:an?|al|à la|a la|por|par|am|im|in der|ao|à|na|w|в|في))\s*$"
)
_ROMAN = re.compile(r"[IVX]{2,}\b")
_YEARS = range(1900, 2100)
_ROMAN_NUMBERS = {
    tens + ones: 10 * len(tens) + value
    for tens in ("", "X", "XX")
    for value, ones in enumerate(("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"))
}


def read(text: str, tag: str) -> Reading:
    """The quantities of a text in a locale."""
    cleaned = clean(text)
    folded = fold(cleaned)
    found = tokens(folded, tag)
    units, taken = _attach(found, folded, language(tag).spaced)
    ends = [match.end() for match in SENTENCE_END.finditer(folded)] if len(found) > 2 else []
    quantities = [
        Quantity(
            number=token.number,
            unit=units[place],
            digits=token.digits,
            text=_as_written(place, found, taken, cleaned, folded),
            place=place,
            sentence=bisect_right(ends, token.start),
            near=() if units[place] else _near(place, found, units, folded),
            upper=_upper(place, found, taken, folded),
        )
        for place, token in enumerate(found)
        if token.kind in ("number", "name")
    ]
    quantities += [
        Quantity(number=_ROMAN_NUMBERS[numeral], unit=None, digits=False, text=numeral)
        for numeral in _ROMAN.findall(cleaned)
        if numeral in _ROMAN_NUMBERS
    ]
    bare = [place for place, token in enumerate(found) if token.kind in ("unit", "rate") and place not in taken]
    often = [(found[place].unit or "", _how_often(place, found, folded)) for place in bare]
    rates = tuple(unit for unit, how in often if how == "rate")
    every = tuple(unit for unit, how in often if how == "every")
    counted = (each.digits or (each.number != 1 and each.unit in TIMES | COUNTS) for each in quantities)
    return Reading(
        asks=bool(every) or not TIMES.isdisjoint(rates) or any(counted),
        known=language(tag).known,
        quantities=tuple(quantities),
        bare=tuple(unit for unit, _ in often),
        rates=rates,
        every=every,
    )


def _attach(found: list[Token], text: str, spaced: bool) -> tuple[list[str | None], dict[int, int]]:
    """The unit of each token that is a number; and the units that numbers took, with the number that took each."""
    units = [token.unit if token.kind == "number" else None for token in found]
    taken: dict[int, int] = {}
    for place in reversed(range(len(found) - 1)):  # a unit after the number, which a range shares: "2 to 3 days"
        number, after = found[place], found[place + 1]
        if number.kind == "number" and number.unit is None:
            if after.kind == "unit" and _counts(number, text[number.end : after.start], spaced):
                units[place] = after.unit
                taken[place + 1] = place
            elif after.kind == "number" and _joins(number, after, text):
                units[place] = units[place + 1] if units[place + 1] not in CLOCKS else None
    for place in range(1, len(found)):  # a unit before it, if it counts nothing yet: "days 2 to 3", "% 50"
        before, number = found[place - 1], found[place]
        if number.kind == "number" and units[place] is None:
            if before.kind == "unit" and place - 1 not in taken and (spaced or before.unit == "%"):
                if GLUE.fullmatch(text, before.end, number.start):
                    units[place] = before.unit
                    taken[place - 1] = place
            elif before.kind == "number" and place - 2 in taken and _JOINER.fullmatch(text, before.end, number.start):
                units[place] = units[place - 1]
    for place, token in enumerate(found):
        if units[place] == "year" and token.number in _YEARS:
            units[place] = None
    return units, taken


def _counts(number: Token, gap: str, spaced: bool) -> bool:
    """Whether a number counts the unit after such a gap. The dot is that of an ordinal: "2. Woche"."""
    if "." in gap and not spaced:
        return False
    if GLUE.fullmatch(gap) or _TRANSPARENT.fullmatch(gap):
        return True
    return isinstance(number.number, Fraction) and _OF_A.fullmatch(gap) is not None


def _joins(first: Token, second: Token, text: str) -> bool:
    """Whether two numbers are a range or a choice: "2 to 3", 两三."""
    if first.end == second.start:
        return not first.digits and not second.digits
    return _JOINER.fullmatch(text, first.end, second.start) is not None


def _as_written(place: int, found: list[Token], taken: dict[int, int], cleaned: str, folded: str) -> str:
    """The number with its unit, for a person to find."""
    text = cleaned if len(cleaned) == len(folded) else folded
    start, end = found[place].start, found[place].end
    if taken.get(place + 1) == place:
        end = found[place + 1].end
    elif taken.get(place - 1) == place:
        start = found[place - 1].start
    return text[start:end]


def _near(place: int, found: list[Token], units: list[str | None], text: str) -> tuple[str, ...]:
    """The units close to a number, which may count them: also that of an ordinal after it, "los dos primeros días"."""
    near = []
    if place + 1 < len(found) and found[place + 1].kind == "number" and not found[place + 1].digits:
        near += [
            unit for unit in (units[place + 1],) if unit and text[found[place].end : found[place + 1].start] == " "
        ]
    for other in (place - 1, place + 1) if found[place].digits else (place + 1,):
        if 0 <= other < len(found) and found[other].kind in ("unit", "rate"):
            first, second = sorted((found[place], found[other]), key=lambda token: token.start)
            if _CLAUSE.fullmatch(text, first.end, second.start):
                near.append(found[other].unit or "")
    return tuple(near)


def _upper(place: int, found: list[Token], taken: dict[int, int], text: str) -> Number | None:
    after = place + (2 if taken.get(place + 1) == place else 1)
    if after < len(found) and found[after].kind == "number":
        joined = _JOINER.fullmatch(text, found[after - 1].end, found[after].start)
        return found[after].number if joined else None
    return None


def _how_often(place: int, found: list[Token], text: str) -> str | None:
    """Whether a unit that stands alone says how often: a ``rate`` of something counted, or ``every`` such time."""
    token, before = found[place], found[place - 1] if place else None
    close = before is not None and _CLOSE.fullmatch(text, before.end, token.start) is not None
    if token.kind == "rate":
        return "rate" if close and any(other.kind == "number" for other in found[max(0, place - 2) : place]) else None
    per = _PER.search(text, max(0, token.start - 12), token.start)
    if per is None:
        return None
    if close:
        return "rate"
    if per["every"]:
        counted = any(
            other.kind == "number" and other.digits and not SENTENCE_END.search(text, other.end, token.start)
            for other in found[:place]
        )
        return "rate" if counted else "every"
    return None
