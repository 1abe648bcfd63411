"""What the checks know of a language: words for numbers and units, and how it says no.

Each language is one file of ``words/``. In its tables ``zwei,en,er`` stands for ``zwei``, ``zweien`` and ``zweier``,
``/`` parts words of one meaning, ``-`` is a blank within a phrase, and ``*`` any letters:

- ``cardinals`` from zero on, ``tens`` from twenty, ``ordinals`` from the first, ``scales``: 100, 1000, a million, a
  thousand millions; ``half``, ``quarter``; ``compound`` is how 21 to 99 are written as one word
- ``articles``: a noun alone does not say "one" here; ``suffixes``: numbers and units are written as one word;
  ``prefixes``: a pattern of what may be written onto the front of a word; ``dual``: endings that say "two"
- ``negations`` say no, except within ``affirmations``; ``negative`` words can do so in a translation
- ``[units]``: a unit's words; ``"/day"`` are those that say "every day"
- ``[quantities]``: words that are a number with its unit

A language without a file has what CLDR knows of its units.
"""

import re
import tomllib
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files

from faqsync.checks.measures import SYMBOLS, UNITS, Number
from faqsync.locales import month_names, script, unit_names
from faqsync.records import Record

_SCALES = (100, 1000, 10**6, 10**9)
_UNSPACED = frozenset("Hans Hant Jpan Kore Hang Thai Laoo Khmr Mymr Tibt".split())
"""Scripts in which a unit runs into the next word."""
_SEVERAL_WORDS = re.compile(r"(?<=\w)[\s.-]+(?=\w)|(?<=\.) (?=\w)")
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_SPELLINGS = str.maketrans("أإآٱىةیک", "ااااي" + "هيك")
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u200c\u200d]")


class Language(Record):
    """The words of one locale, folded as by `fold`."""

    known: bool
    """Whether it has a file, and so its number words are known."""
    articles: bool
    suffixes: bool
    spaced: bool
    """Whether blanks part words."""
    prefixes: tuple[re.Pattern[str], ...]
    """What may be written onto the front of a word, in order."""
    dual: tuple[str, ...]
    numbers: dict[str, Number]
    months: dict[str, int]
    scales: dict[str, int]
    quantities: dict[str, tuple[Number, str | None]]
    units: dict[str, str]
    rates: dict[str, str]
    phrases: dict[str, tuple[tuple[str, str], ...]]
    """First word -> the units of several words that begin with it, longest first."""
    affirmations: re.Pattern[str] | None
    negations: re.Pattern[str] | None
    denials: re.Pattern[str] | None
    """Negations, and negative words too."""


def fold(text: str) -> str:
    """The text in lower case, and Arabic without the marks and letters that writers vary."""
    text = text.lower()
    if text.isascii() or not _ARABIC.search(text):
        return text
    return _ARABIC_MARKS.sub("", text).translate(_ARABIC_SPELLINGS)


@lru_cache(maxsize=256)
def language(tag: str) -> Language:
    """What is known of a locale's language."""
    code = tag.partition("-")[0]
    file = files("faqsync.checks") / "words" / f"{code}.toml"
    tables = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    spaced = script(tag) not in _UNSPACED
    prefixes = tables.get("prefixes", "").split()
    units, rates = _units(tag, tables.get("units", {}))
    return Language(
        known=bool(tables),
        articles=tables.get("articles", not tables or not spaced),
        suffixes=tables.get("suffixes", False),
        spaced=spaced,
        prefixes=tuple(re.compile(f"^(?:{prefix})") for prefix in prefixes),
        dual=tuple(tables.get("dual", "").split()),
        numbers=_numbers(tables),
        months={fold(name): month for name, month in month_names(tag).items() if not name[0].isdigit()},
        scales={
            fold(word): value
            for value, words in zip(_SCALES, _places(tables.get("scales", "")), strict=False)
            for word in words
        },
        quantities=_quantities(tag)
        | {
            fold(word): (_number(number), unit or None)
            for key, table in tables.get("quantities", {}).items()
            for number, _, unit in [key.partition(" ")]
            for words in _places(table)
            for word in words
        },
        units={name: unit for name, unit in units.items() if not _SEVERAL_WORDS.search(name)},
        rates=rates,
        phrases=_phrases(units),
        affirmations=_any_word(tables.get("affirmations", ""), spaced, []),
        negations=_any_word(tables.get("negations", ""), spaced, prefixes),
        denials=_any_word(" ".join((tables.get("negations", ""), tables.get("negative", ""))), spaced, prefixes),
    )


def _places(table: str) -> Iterator[tuple[str, ...]]:
    """The words of a table, one tuple for each of its places."""
    for place in table.split():
        words = []
        for alternative in place.split("/"):
            stem, *endings = alternative.split(",")
            words += [stem, *(stem + ending for ending in endings)]
        yield tuple(words)


def _numbers(tables: dict[str, str]) -> dict[str, Number]:
    """Every word for a number; a cardinal goes before an ordinal, and both before a fraction."""
    ones, tens = list(_places(tables.get("cardinals", ""))), list(_places(tables.get("tens", "")))
    words: list[tuple[str, Number]] = [
        *((word, Fraction(1, 4)) for place in _places(tables.get("quarter", "")) for word in place),
        *((word, Fraction(1, 2)) for place in _places(tables.get("half", "")) for word in place),
        *((word, rank) for rank, place in enumerate(_places(tables.get("ordinals", "")), start=1) for word in place),
        *((word, ten * 10) for ten, place in enumerate(tens, start=2) for word in place),
        *((word, one) for one, place in enumerate(ones) for word in place),
    ]
    if "compound" in tables:
        words += [
            (tables["compound"].format(one=ones[one][0], ten=place[0]), ten * 10 + one)
            for ten, place in enumerate(tens, start=2)
            for one in range(1, 10)
        ]
    return {fold(word): value for word, value in words}


def _number(text: str) -> Number:
    value = Fraction(text)
    return int(value) if value.denominator == 1 else value


def _quantities(tag: str) -> dict[str, tuple[Number, str | None]]:
    """The names of CLDR that say their number by themselves."""
    return {
        fold(name): (number, unit.name)
        for unit in UNITS.values()
        if unit.cldr is not None
        for name, number in unit_names(tag, unit.cldr).items()
        if number is not None
    }


def _units(tag: str, table: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The words for units, CLDR's and the file's, and those for rates."""
    units = {
        fold(name): unit.name
        for unit in UNITS.values()
        if unit.cldr is not None
        for name, number in unit_names(tag, unit.cldr).items()
        if number is None and name != "in" and (len(name) > 1 or not name.isascii())
    }
    rates: dict[str, str] = {}
    for unit_name, words in table.items():
        for place in _places(words):
            for word in place:
                (rates if unit_name.startswith("/") else units)[fold(word).replace("-", " ")] = unit_name.strip("/")
    return units | SYMBOLS, rates


def _phrases(units: dict[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    phrases: dict[str, list[tuple[str, str]]] = {}
    for name, unit in sorted(units.items(), key=lambda item: -len(item[0])):
        if _SEVERAL_WORDS.search(name):
            phrases.setdefault(_SEVERAL_WORDS.split(name)[0].rstrip("."), []).append((name, unit))
    return {first: tuple(rest) for first, rest in phrases.items()}


def _any_word(table: str, spaced: bool, prefixes: list[str]) -> re.Pattern[str] | None:
    """A pattern that finds any of the words in a folded text."""
    words = sorted({fold(word) for place in _places(table) for word in place}, key=len, reverse=True)
    if not words:
        return None
    front = "".join(f"(?:{prefix})?" for prefix in prefixes)
    pattern = "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\-", " ") for word in words)
    return re.compile(rf"(?<!\w){front}(?:{pattern})(?!\w)" if spaced else pattern)
