"""Text -> the numbers, units and rates in it, in order, each on its own."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal
from unicodedata import is_normalized, normalize

from faqsync.checks.clocks import clock_pattern, minutes
from faqsync.checks.languages import language
from faqsync.checks.literals import mask
from faqsync.checks.measures import SYMBOLS, Number
from faqsync.checks.numerals import (
    CHARACTER_SCALES,
    CHARACTERS,
    HALF,
    number_pattern,
    read_characters,
    read_digits,
    read_fraction,
)
from faqsync.checks.vocabulary import Kind, sense
from faqsync.locales import script
from faqsync.records import Record, replace


class Token(Record):
    """A number, unit or rate where it stands in a text; see `vocabulary` for the kinds."""

    kind: Kind
    start: int
    end: int
    number: Number = 0
    unit: str | None = None
    digits: bool = False
    """Whether a number is written in digits."""


_MARKS = re.compile(r"[*\\\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]")
_SUPERSCRIPT = re.compile("[⁰¹²³⁴-⁹]+")
_VULGAR = re.compile("[¼-¾⅐-⅞]")
_FIXED_BLANK = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
GLUE = re.compile(r"[\s\-\u2010\u2011.]{0,2}")
"""What may stand between a number and its unit."""

_ELISION = re.compile(r"['’.]\w")
"""After a single letter: an elided article, or the next letter of an abbreviation."""

_DATE = r"""
    (?<!\d) (?:
        \d{4}-\d\d-\d\d | \d{1,2}(?P<dot>[./])\d{1,2}(?P=dot)\d{4}
      | (?:\d{2,4}\s?[年년]\s?)? \d{1,2}\s?[月월]\s? \d{1,2}\s?[日일]
    ) (?!\d)"""
_NEGATIVE = r"""
    (?: (?<=[-\u2212\u2013])(?<![^\s(].) | (?<=(?:minus|menos|moins|минус)\s) | (?<=(?:meno|ناقص)\s)
      | (?<=マイナス) | (?<=零下) )
    \d+ (?= \s? (?: ° | 度 | grad | degr | grau | stop | град | درج ) )"""
_FRACTION = r"(?<![\d/.,])(?:\d+\s)?[1-7][/⁄](?:2|3|4|5|8)(?![\d/])"
_LETTER = r"[^\W\d_]"
_VOWEL_SIGN = r"[\u0900-\u0963\u0980-\u0dff]"
_INDIC = frozenset("Beng Deva Gujr Guru Knda Mlym Orya Sinh Taml Telu".split())


def _superscript(match: re.Match[str]) -> str:
    # 10⁹ keeps its power; the 2 of m² and the 1 of a footnote are no quantities.
    return "^" + normalize("NFKC", match[0]) if match.string[: match.start()][-1:].isdecimal() else ""


def clean(text: str) -> str:
    """The text without markup, addresses and invisible characters, in compatibility form (NFKC)."""
    text = _MARKS.sub("", mask(text))
    if text.isascii() or is_normalized("NFKC", text):
        return text
    text = _SUPERSCRIPT.sub(_superscript, text)
    text = _VULGAR.sub(lambda match: " " + normalize("NFKC", match[0]), text)
    return normalize("NFKC", _FIXED_BLANK.sub("’", text))


@lru_cache(maxsize=256)
def _pattern(tag: str) -> re.Pattern[str]:
    words = language(tag)
    digits = {
        "date": _DATE,
        "clock": clock_pattern(tag.partition("-")[0]),
        "negative": _NEGATIVE,
        "fraction": _FRACTION,
        "code": r"(?<=[a-z])\d+",
        "digits": number_pattern(tag),
        "symbol": r"°\s?(?:[cf](?![a-z])|[مف]\b)|[%٪]",
    }
    if words.spaced:
        # In the scripts of India a vowel sign is no letter to a regular expression.
        rest = f"(?:{_LETTER}|{_VOWEL_SIGN})*" if script(tag) in _INDIC else f"{_LETTER}*"
        word = f"(?P<word>{_LETTER}{rest})"
        return re.compile(rf"{word}|(?=[\d%٪°])(?:{_named(digits)})", re.VERBOSE)
    names = [name for name in words.units if not name.isascii()]
    others = {
        "rate": _alternatives(words.rates),
        "unit": _alternatives(names),
        "scale": rf"(?<=[\d{CHARACTERS}])[{''.join(CHARACTER_SCALES)}]",
        "characters": f"[{CHARACTERS}]+|半",
        "word": "[a-zµμ]+",
    }
    first = {name[0] for name in (*words.rates, *names, *CHARACTER_SCALES, *CHARACTERS, *"半午上下早晚µμ٪")}
    return re.compile(rf"(?=[\da-z%°{''.join(sorted(first))}])(?:{_named(digits | others)})", re.VERBOSE)


def _named(branches: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{branch})" for name, branch in branches.items())


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)"


_SILENT_WORDS = 100_000


@lru_cache(maxsize=256)
def _silent(_: str) -> set[str]:
    """The words of a locale that were found to say nothing of quantities, as most do: they need no second look."""
    return set()


def tokens(text: str, tag: str) -> list[Token]:
    """The tokens of a text that is cleaned and folded."""
    found: list[Token] = []
    counted, done = -9, 0  # where the last number ended, and the last token
    silent = _silent(tag)
    for match in _pattern(tag).finditer(text):
        is_word = match.lastgroup == "word"
        if is_word and match[0] in silent:
            continue
        start = match.start()
        if start < done:
            continue
        if is_word:
            gap = text[counted:start] if start - counted <= 2 else None
            token = _word(match, gap, tag)
            if token is not None:
                found.append(token)
            elif gap is None and sense(match[0], tag, "number") is None and len(silent) < _SILENT_WORDS:
                silent.add(match[0])
        else:
            found += _read(match, tag)
        if found and found[-1].end > done:
            done = found[-1].end
            counted = done if found[-1].kind == "number" else -9
    return _merged(found, text)


def _word(match: re.Match[str], gap: str | None, tag: str) -> Token | None:
    """What a word says, ``gap`` after a number."""
    after: Literal["", "number", "ordinal"] = ""
    if gap is not None and GLUE.fullmatch(gap):
        after = "ordinal" if "." in gap else "number"
    word, start, end = match[0], match.start(), match.end()
    if start and match.string[start - 1] == "/":
        after = "number"  # of a rate: mg/kg
    for phrase, unit in language(tag).phrases.get(word, ()):
        if match.string.startswith(phrase, start):
            return Token(kind="unit", start=start, end=start + len(phrase), unit=unit)
    known = sense(word, tag, after)
    if known is None or (len(word) == 1 and _ELISION.match(match.string, end)):
        return None
    return Token(kind=known.kind, start=start, end=end, number=known.number, unit=known.unit)


def _read(match: re.Match[str], tag: str) -> Iterator[Token]:
    """The tokens that a match of any other part of the pattern stands for."""
    start, end, text = match.start(), match.end(), match[0]
    match match.lastgroup:
        case "digits":
            yield Token(kind="number", start=start, end=end, number=read_digits(text, tag), digits=True)
        case "negative":
            yield Token(kind="number", start=start, end=end, number=-read_digits(text, tag), digits=True)
        case "code":
            yield Token(kind="name", start=start, end=end, number=read_digits(text, tag), digits=True)
        case "date":
            for part in re.finditer(r"\d+", text):
                place = start + part.start()
                yield Token(kind="number", start=place, end=place + len(part[0]), number=int(part[0]), digits=True)
        case "clock":
            time, certain = minutes(text)
            unit = "clock" if certain else "dial"
            yield Token(kind="number", start=start, end=end, number=time, unit=unit, digits=True)
        case "fraction":
            yield Token(kind="number", start=start, end=end, number=read_fraction(text), digits=True)
        case "symbol":
            yield Token(kind="unit", start=start, end=end, unit=SYMBOLS["".join(text.split())])
        case "rate":
            yield Token(kind="rate", start=start, end=end, unit=language(tag).rates[text])
        case "unit":
            yield Token(kind="unit", start=start, end=end, unit=language(tag).units[text])
        case "scale":
            yield Token(kind="scale", start=start, end=end, number=CHARACTER_SCALES[text])
        case "characters":
            *first, last = read_characters(text)
            for place, value in enumerate(first, start):
                yield Token(kind="number", start=place, end=place + 1, number=value)
            yield Token(kind="number", start=start + len(first), end=end, number=last)


# --- numbers of several words --------------------------------------------------------------------------------

_AND = re.compile(r"\s*(?:-|and an?|and|und|y|et|ed?|e|i|en|с|و)?\s*")


def _merged(found: list[Token], text: str) -> list[Token]:
    """With numbers of several words made one: 2 million, twenty-four, two and a half, two hours and a half."""
    merged: list[Token] = []
    for token in found:
        before = merged[-1] if merged else None
        if before is not None and token.kind != "unit" and _AND.fullmatch(text, before.end, token.start):
            if token.kind == "scale" and before.kind == "number" and before.unit is None:
                merged[-1] = replace(before, end=token.end, number=before.number * token.number)
                continue
            total = _sum(before, token, text)
            if total is not None:
                merged[-1] = replace(before, end=token.end, number=total)
                continue
            if token.number == HALF and not token.digits and not text[before.end : token.start].isspace():
                _add_half(merged, token)
                continue
        merged.append(replace(token, kind="number") if token.kind == "scale" else token)
    return merged


def _add_half(merged: list[Token], half: Token) -> None:
    """Two and a half, two hours and a half, an hour and a half."""
    last = merged[-1]
    if last.kind == "number":
        merged[-1] = replace(last, end=half.end, number=last.number + HALF)
    elif len(merged) > 1 and merged[-2].kind == "number":
        merged[-2] = replace(merged[-2], number=merged[-2].number + HALF)
    elif last.kind == "unit":
        merged[-1] = replace(last, kind="number", end=half.end, number=1 + HALF)


def _sum(first: Token, second: Token, text: str) -> Number | None:
    """Twenty and four, four and twenty (Arabic's order), four and ten."""
    if first.kind != "number" or second.kind != "number" or first.digits or second.digits:
        return None
    one, ten = sorted((first.number, second.number))
    if 1 <= one <= 9 and ten in range(20, 100, 10) and one == int(one):
        arabic = text[second.start] == "و"
        return one + ten if (ten == second.number) == arabic else None
    if 1 <= first.number <= 9 and second.number == 10 and "\u0600" <= text[second.start] <= "\u06ff":
        return first.number + 10
    return None
