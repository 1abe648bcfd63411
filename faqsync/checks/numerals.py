"""Numbers in digits and in the characters of Chinese and Japanese: what they look like, and their value."""

from fractions import Fraction
from functools import lru_cache

from faqsync.checks.measures import Number
from faqsync.locales import separators

HALF = Fraction(1, 2)

_POWERS = {"十": 10, "百": 100, "千": 1000}
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "壱": 1, "弐": 2, "参": 3, "两": 2, "兩": 2, "俩": 2}
CHARACTERS = "".join(_DIGITS) + "".join(_POWERS)
"""The characters in which Chinese and Japanese write numbers."""

CHARACTER_SCALES = {"千": 10**3, "万": 10**4, "萬": 10**4, "만": 10**4, "億": 10**8, "亿": 10**8, "억": 10**8}
"""What multiplies digits before it in Chinese, Japanese and Korean: 200万."""

# Group separators that mean nothing else, in any locale: apostrophes, no-break and thin blanks, Arabic's own.
_GROUP = "'’٬\u00a0\u2009\u202f"
_NO_PLAIN_BLANKS = frozenset("en ja zh ko th ar fa he hi".split())


@lru_cache(maxsize=256)
def number_pattern(tag: str) -> str:
    """A pattern for a number in digits, of any script, as a locale groups and parts them.

    In ``de`` 4.000 is four thousand and 4,000 is four; 0.5 is a half, since no group has one digit.
    """
    decimal, group = separators(tag)
    comma = decimal == ","
    groups = _GROUP + ("." if comma else ",") + ("" if group in ".,\u066b\u066c" else group)
    blanks = "" if tag.partition("-")[0] in _NO_PLAIN_BLANKS else " "
    other = r"[.]" if comma else r"[,،]" if tag.partition("-")[0] in ("ar", "fa", "ur", "ckb") else r"[^\s\S]"
    return (
        rf"(?!0[.,٫])\d{{1,3}}(?:[{groups}{blanks}]\d{{3}})+(?![\d{groups}]\d)(?:[{decimal}٫]\d+)?(?!\d)"
        rf"|\d{{1,2}}(?:,\d\d)+,\d{{3}}(?!\d)"
        # Not in a list (1,3,5) nor a version or address (1.2.3), whose numbers are read one by one.
        rf"|(?<!\d[.,])(?:0[.,٫]\d+|\d+[{decimal}٫]\d+|\d+{other}(?!\d{{3}}(?!\d))\d+)(?![.,]?\d)"
        rf"|\d+"
    )


def read_digits(text: str, tag: str) -> Number:
    """The value of a match of `number_pattern`."""
    separator = next((character for character in reversed(text) if not character.isdecimal()), None)
    if separator is None:
        return _integer(text)
    whole, _, part = text.rpartition(separator)
    is_decimal = separator in (separators(tag)[0], "٫") or (
        separator in ".,،" and separator not in whole and (len(part) != 3 or whole == "0")
    )
    digits = "".join(filter(str.isdecimal, whole))
    return _integer(digits) + Fraction(_integer(part), 10 ** len(part)) if is_decimal else _integer(digits + part)


def _integer(digits: str) -> int:
    # Python reads no more than 4300 digits. A run of so many is no quantity, and any number of its own will do.
    return int(digits) if len(digits) < 1000 else int.from_bytes(digits.encode())


def read_fraction(text: str) -> Number:
    """The value of ``1/2`` or ``2 1/2``."""
    whole, _, fraction = text.rpartition(" ")
    above, _, below = fraction.replace("⁄", "/").partition("/")
    return int(whole or 0) + Fraction(int(above), int(below))


def read_characters(text: str) -> tuple[Number, ...]:
    """The number that a run of `CHARACTERS` writes; both of them where it is 两三, two or three. 半 is a half."""
    if text == "半":
        return (HALF,)
    if not any(character in _POWERS for character in text):
        values = tuple(_DIGITS[character] for character in text)
        if len(values) == 2 and values[1] == values[0] + 1:
            return values
        return (int("".join(map(str, values))),)
    total = current = 0
    for character in text:
        if character in _POWERS:
            total, current = total + (current or 1) * _POWERS[character], 0
        else:
            current = _DIGITS[character]
    return (total + current,)
