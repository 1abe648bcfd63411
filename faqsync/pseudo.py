"""Texts in the pseudo-locales: what is not translatable stands out on a page, and so does what has too little room.

In ``en-XA`` letters have accents, vowels are doubled, which makes texts about a third longer, and brackets show where
a text begins and ends. In ``ar-XB`` each word runs from right to left, by control characters of UAX #9.
"""

import re
from collections.abc import Callable

# What a program reads, or dials: link targets, placeholders, URLs and e-mail addresses.
_KEPT = r"""
    \]\( (?: [^()\\] | \\. | \([^()]*\) )* \)
  | \{\{[^{}]*\}\} | \$?\{[^{}]*\} | %(?:\(\w+\)|\d\$)?[sdif]\b
  | (?:https?://|www\.)\S+ | \S+@\S+"""
_PIECE = re.compile(rf"(?P<kept>{_KEPT})|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)", re.VERBOSE | re.DOTALL)

_ACCENTS = str.maketrans(
    dict(zip("bcdfghjklmnpqrstvwxyz", "ƀçďƒğĥĵķłɱñþɋřšţṽŵẋýž", strict=True))
    | dict(zip("BCDFGHJKLMNPQRSTVWXYZ", "ƁÇĎƑĞĤĴĶŁḾÑÞɊŘŠŢṼŴẊÝŽ", strict=True))
    | {vowel: accented * 2 for vowel, accented in zip("aeiou", "áéíóú", strict=True)}
    | {vowel: accented + accented.lower() for vowel, accented in zip("AEIOU", "ÁÉÍÓÚ", strict=True)}
)
_RLM, _RLO, _PDF = "\u200f\u202e\u202c"


def pseudo_text(text: str, locale: str) -> str:
    """The text (inline CommonMark) in one of `locales.PSEUDO_LOCALES`, with the same marks, link targets, numbers and
    placeholders."""
    if locale == "ar-XB":
        return _each_word(text, _mirrored)
    # The blanks keep marks at both ends what they are (CommonMark 0.31, section 6.2).
    return f"⟦ {_each_word(text, _accented)} ⟧"


def _each_word(text: str, change: Callable[[str], str]) -> str:
    return _PIECE.sub(lambda match: change(match[0]) if match.lastgroup == "word" else match[0], text)


def _accented(word: str) -> str:
    return word.translate(_ACCENTS)


def _mirrored(word: str) -> str:
    return f"{_RLM}{_RLO}{word}{_PDF}{_RLM}"
