"""Two readings -> what a translation makes of the quantities of its source."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, pairwise

from faqsync.checks.figures import Figures, figures
from faqsync.checks.languages import Language, language
from faqsync.checks.measures import CLOCKS, COUNTS, MEASURES, TIMES, amount
from faqsync.checks.quantities import Quantity, Reading, read
from faqsync.records import Record

Matches = list[tuple[Quantity, Quantity]]

_EVERYWHERE = frozenset("µg mg g kg ml l % °C °F".split())
"""Units that every language writes beside the number, in a form that is known."""
_ONE_OF = {amount(1, unit): unit for unit in TIMES}
"""What is exactly one unit of time: 24 hours, 7 days."""
_DIGIT = re.compile(r"\d")


class Differences(Record):
    """What a translation makes of the quantities of its source, in sentences for the translator."""

    numbers: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


_NONE = Differences()


# An article is translated into many locales: its texts are read once.
_read_source = lru_cache(maxsize=4096)(read)


@lru_cache(maxsize=4096)
def _plain_figures(text: str, source: str) -> Figures | None:
    """The figures of a source text, if a translation with the same figures in the same order can have no fault."""
    reading = _read_source(text, source)
    found = figures(text, source)
    asked = [quantity for quantity in reading.quantities if quantity.digits or _is_meant(quantity, reading)]
    often = reading.rates or reading.every or any(quantity.near for quantity in asked)
    if found is None or often or len(found) != len(asked):
        return None
    for quantity, after, (number, unit) in zip(asked, [*asked[1:], None], found, strict=False):
        shared = unit is None and quantity.upper is not None and after is not None and quantity.unit == after.unit
        if quantity.number != number or not (quantity.unit == unit or shared):
            return None
    return found


@lru_cache(maxsize=64)  # three checks ask for the same pair in turn
def differences(text: str, source: str, translation: str, locale: str) -> Differences:
    """What is different between a text in the locale ``source`` and its translation into another."""
    wanted = _read_source(text, source)
    if not wanted.asks and not _DIGIT.search(translation):
        return _NONE
    plain = _plain_figures(text, source)
    if plain is not None and plain == figures(translation, locale):
        return _NONE
    return _compare(wanted, read(translation, locale), language(locale))


def _compare(source: Reading, translation: Reading, words: Language) -> Differences:
    matches, missing, left = _match(source, translation)
    numbers, units = [], []
    for quantity in missing:
        if _goes_without_saying(quantity, translation, words):
            continue
        twins = [other for other in left if other.number == quantity.number]
        if not twins:
            numbers.append(f"“{quantity.text}” of the source is not in the translation")
        else:
            twin = max(twins, key=lambda other: other.unit is not None)
            left.remove(twin)
            units.append(f"“{quantity.text}” of the source has become “{twin.text}”")
    numbers += [
        f"“{quantity.text}” is in the translation, but not in the source{_as_read(quantity, missing)}"
        for quantity in left
        if quantity.digits and not _is_known(quantity, source)
    ]
    units += _lost_rates(source, translation, words)
    if not numbers and not units:
        numbers += [*_turned_ranges(source, translation), *_exchanges(matches)]
    order = () if numbers or units else tuple(_inversions(matches))
    return Differences(numbers=tuple(numbers), units=tuple(units), order=order)


def _required(source: Reading, translation: Reading) -> list[Quantity]:
    """What the translation must say: all digits; and of words, if the language is known, those that count something."""
    return [
        quantity
        for quantity in source.quantities
        if quantity.digits or (translation.known and quantity.number < 100 and _is_meant(quantity, source))
    ]


def _is_meant(quantity: Quantity, source: Reading) -> bool:
    """Whether a word is meant as a number: "two weeks", "twice a day"; not "one day", nor "think twice"."""
    if quantity.unit == "times":
        return quantity.number > 2 or (quantity.number == 2 and bool(source.rates))
    return quantity.number != 1 and quantity.unit in TIMES | COUNTS


def _match(source: Reading, translation: Reading) -> tuple[Matches, list[Quantity], list[Quantity]]:
    """Each required quantity with its like in the translation, those without one, and what the translation has left."""
    matches: Matches = []
    required = _required(source, translation)
    left = list(translation.quantities)
    for alike in (_is_equal, _is_same, _is_close, _is_same_time):
        missing = []
        for quantity in required:
            found = [other for other in left if alike(quantity, other, source, translation)]
            if found:
                best = min(found, key=lambda other: (not other.digits, other.sentence != quantity.sentence))
                left.remove(best)
                matches.append((quantity, best))
            else:
                missing.append(quantity)
        required = missing
    return matches, required, left


def _is_equal(quantity: Quantity, other: Quantity, *_: Reading) -> bool:
    return quantity.number == other.number and quantity.unit == other.unit


def _is_same(quantity: Quantity, other: Quantity, *_: Reading) -> bool:
    """Whether it is the same amount: two weeks are 14 days, and "quinze jours"."""
    if quantity.amount == amount(2, "week") and other.unit == "day" and other.number == 15:
        return not other.digits
    return quantity.amount == other.amount


def _is_close(quantity: Quantity, other: Quantity, source: Reading, translation: Reading) -> bool:
    """Whether it is the same number, with or without the unit, as a language may leave it unsaid or say it apart."""
    if quantity.number != other.number:
        return False
    unit = quantity.unit
    if "°" in (unit, other.unit) and {unit, other.unit} <= {None, "°", "°C", "°F"}:
        return True
    if unit is None and other.unit in TIMES:
        return other.unit == "year" or other.unit in source.units  # "over 65" is "65 years" elsewhere
    if unit is None or other.unit is not None:
        return {unit, other.unit} <= COUNTS | {None} and (unit is None or "times" in (unit, other.unit))
    if unit in other.near or (unit in COUNTS and other.digits) or not (quantity.digits or other.digits):
        return True
    if not translation.known:
        return unit not in _EVERYWHERE
    return unit in TIMES and other.digits and translation.bare.count(unit) > source.bare.count(unit)


def _is_same_time(quantity: Quantity, other: Quantity, _: Reading, translation: Reading) -> bool:
    """Whether it is the same time of day, said with fewer words: 15:00 for 3 p.m., half of it as 8.30, or 15 h."""
    if quantity.unit in TIMES and other.unit in CLOCKS:
        return quantity.amount == amount(other.number, "minute")  # 1 h 30
    if quantity.unit not in CLOCKS:
        return False
    if other.unit in CLOCKS:
        return "dial" in (quantity.unit, other.unit) and (quantity.number - other.number) % 720 == 0
    hour, minute = divmod(int(quantity.number), 60)
    if other.unit not in (None, "hour") or other.number not in (hour, hour % 12, hour + 12, hour + minute / 100):
        return False
    return (
        minute == 0
        or other.number != int(other.number)
        or any(each.number == minute for each in translation.quantities)
    )


def _goes_without_saying(quantity: Quantity, translation: Reading, words: Language) -> bool:
    """Whether a noun alone says the number: "within a week" where there are no articles, or none that are known."""
    if quantity.number != 1 or (words.known and words.articles):
        return False
    return quantity.unit in translation.bare or (not words.known and quantity.unit in COUNTS)


def _as_read(quantity: Quantity, missing: list[Quantity]) -> str:
    """What to add where a number looks like one that is missing, and is read as another: 4,000 is four in German."""
    if len(quantity.text) < 20 and any(quantity.text.split()[0] == other.text.split()[0] for other in missing):
        return f": here it is read as {float(quantity.number):g}"
    return ""


def _is_known(quantity: Quantity, source: Reading) -> bool:
    """Whether the source explains a quantity that the translation has more; "1 day" explains itself by "a day"."""
    if quantity.number == 1 and (quantity.unit not in TIMES | MEASURES or quantity.unit in source.bare):
        return True
    return any(_accounts_for(known, quantity) for known in source.quantities)


def _accounts_for(known: Quantity, quantity: Quantity) -> bool:
    """Whether a quantity of the source explains one that the translation has more: said twice, in digits for a word,
    or as 50 % for a half."""
    if known.amount == quantity.amount:
        return True
    if known.number == quantity.number:
        return known.unit is None or quantity.unit is None or {known.unit, quantity.unit} <= COUNTS
    if known.unit in CLOCKS:
        return quantity.number in (int(known.number) // 60, int(known.number) % 60, int(known.number) // 60 % 12)
    return quantity.unit == "%" and known.number * 100 == quantity.number


def _lost_rates(source: Reading, translation: Reading, words: Language) -> Iterator[str]:
    """What the source says "a day" or "every week" of, where the translation does not."""
    if not source.bare:
        return
    said = [*translation.bare, *(_ONE_OF.get(quantity.amount) for quantity in translation.quantities)]
    heard = translation.units
    # Where blanks do not part words, the character for a minute is in many others.
    sure = heard if words.spaced else {quantity.unit for quantity in translation.quantities}
    new = sorted((TIMES & sure) - source.units)
    for unit in dict.fromkeys(source.rates):
        if unit not in TIMES | MEASURES:
            continue
        if said.count(unit) < source.rates.count(unit) if words.known else (unit not in said and new):
            yield f"the source says how often or how much in a {unit}, the translation does not"
    for unit in dict.fromkeys(source.bare):
        if new and unit in TIMES and unit not in source.rates and unit not in heard:
            yield f"the source speaks of a {unit}, the translation of a {new[0]}"


def _turned_ranges(source: Reading, translation: Reading) -> Iterator[str]:
    ranges, others = ({(each.number, each.upper) for each in reading.quantities} for reading in (source, translation))
    for quantity in source.quantities:
        low, high = quantity.number, quantity.upper
        if high is not None and low < high and (high, low) in others - ranges:
            yield f"the range that begins with “{quantity.text}” is turned round in the translation"


def _exchanges(matches: Matches) -> Iterator[str]:
    """Quantities of one kind that have changed places between two sentences."""
    for (one, its), (two, twos) in combinations(matches, 2):
        apart = one.sentence != two.sentence and its.sentence != twos.sentence
        counted = one.unit is not None and one.unit == two.unit and one.amount != two.amount
        if apart and counted and (one.place < two.place) != (its.place < twos.place):
            yield f"“{one.text}” and “{two.text}” have changed places in the translation"


def _inversions(matches: Matches) -> Iterator[str]:
    """Quantities of one kind in one sentence, that come in another order."""
    ordered = sorted(matches, key=lambda match: match[0].place)
    for (one, its), (two, twos) in pairwise(ordered):
        same_kind = one.unit == two.unit or (its.unit is not None and its.unit == twos.unit)
        same_sentence = one.sentence == two.sentence and one.amount != two.amount
        if same_kind and same_sentence and its.digits and twos.digits and its.place > twos.place:
            yield f"“{one.text}” and “{two.text}” come in another order in the translation"
