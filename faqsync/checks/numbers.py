"""The checks of numbers, of units and of their order: is every quantity of the source in the translation?"""

from collections.abc import Iterator

from faqsync.checks.check import Check, Pair
from faqsync.checks.comparing import differences


def _check_numbers(pair: Pair) -> Iterator[str]:
    """Every number of the source must be in the translation, and no other: doses, ranges, dates and times of day. It
    may use the digits and separators of the language (4.000 in German, ٤ in Arabic, ２ in Japanese), a word or form
    that says the number (zwei, ساعتين, twice), or an equal amount (2 weeks, 14 days). Numbers must not change places
    between sentences, nor ranges be turned round."""
    yield from differences(pair.text, pair.source, pair.translation, pair.locale).numbers


def _check_units(pair: Pair) -> Iterator[str]:
    """Every number must keep its unit, and what is so much a day or twice a week must stay so. The unit may be written
    as the language writes it (hours, h, Stunden, 時間, ساعات; mcg, µg), or be another where the amount is the same
    (1 g, 1000 mg)."""
    yield from differences(pair.text, pair.source, pair.translation, pair.locale).units


def _check_order(pair: Pair) -> Iterator[str]:
    """Where one sentence has two quantities of one kind, such as 2 tablets in the morning and 1 in the evening, they
    should come in the same order in the translation. Some languages must turn the sentence round: read it again, and
    answer the finding."""
    yield from differences(pair.text, pair.source, pair.translation, pair.locale).order


NUMBERS = Check(
    name="numbers",
    severity="error",
    of=Pair,
    run=_check_numbers,
    good=(
        Pair(text="No more than 4,000 mg in 24 hours", translation="Höchstens 4.000 mg in 24 Stunden", locale="de"),
        Pair(text="Wait 2 hours.", translation="انتظر ساعتين.", locale="ar"),
        Pair(text="1 or 2 tablets", translation="１錠または２錠", locale="ja"),
    ),
    bad=(
        Pair(text="Take 4,000 mg.", translation="Nehmen Sie 4,000 mg.", locale="de"),
        Pair(text="Wait 6 hours.", translation="Espere 8 horas.", locale="es"),
        Pair(text="For 6 to 12 weeks", translation="12〜6週間", locale="ja"),
    ),
)

UNITS = Check(
    name="units",
    severity="error",
    of=Pair,
    run=_check_units,
    good=(
        Pair(text="Take 100 mcg.", translation="Nehmen Sie 100 Mikrogramm.", locale="de"),
        Pair(text="Twice a day for 6 hours", translation="1日2回、6時間", locale="ja"),
        Pair(text="Up to 1 g", translation="Hasta 1000 mg", locale="es"),
    ),
    bad=(
        Pair(text="Take 100 mcg.", translation="Nehmen Sie 100 mg.", locale="de"),
        Pair(text="3 times a day", translation="3 veces por semana", locale="es"),
        Pair(text="For 10 days", translation="لمدة 10 ساعات", locale="ar"),
    ),
)

ORDER = Check(
    name="order",
    severity="warning",
    of=Pair,
    run=_check_order,
    good=(Pair(text="2 tablets now, 1 later", translation="2 Tabletten jetzt, 1 Tablette später", locale="de"),),
    bad=(Pair(text="2 tablets now, 1 tablet later", translation="1 Tablette jetzt, 2 Tabletten später", locale="de"),),
)
