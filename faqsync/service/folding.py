"""Texts as search compares them: letters without case and accents, and scripts without spaces in pairs of letters."""

import re
import unicodedata

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Myanmar, Khmer
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # kana and Han
    "\u3005\u3007"
)
# Vowel signs of Indic scripts are marks, and no letters to Python; dandas are punctuation.
_WORD = "[^\\W_]|[\u0900-\u0963\u0966-\u0dff\u0f00-\u0fff]"
_RUN = re.compile(f"(?P<unspaced>[{_UNSPACED}]+)|(?P<word>(?:(?![{_UNSPACED}])(?:{_WORD}))+)")

# Marks that readers of these scripts leave out when they type: Latin, Greek and Cyrillic accents; Hebrew points;
# Arabic vowel signs, hamza above and below, and the tatweel. Kana's voicing marks and Indic vowels are letters.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670]"
)
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
        "ى": "ي",
        "ة": "ه",
        "ٱ": "ا",
        "ی": "ي",
        "ک": "ك",
    }
)


def fold(text: str) -> str:
    """The text without what a searcher may leave out or write otherwise: case, accents, width, optional marks."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", text).casefold()).casefold()
    stripped = _MARKS.sub("", unicodedata.normalize("NFKD", plain))
    return unicodedata.normalize("NFC", stripped).translate(_LETTERS)


def index_text(text: str) -> str:
    """The tokens of a text, parted by blanks: words, and of a run without spaces every pair and its last letter."""
    tokens: list[str] = []
    for match in _RUN.finditer(fold(text)):
        run = match[0]
        if match.lastgroup == "word":
            tokens.append(run)
        else:
            tokens.extend(run[at : at + 2] for at in range(len(run)))
    return " ".join(tokens)


def match_expression(query: str) -> str | None:
    """The FTS5 expression that finds the texts which have every part of ``query``; None where it has none.

    A word finds the words that begin with it, a run without spaces itself anywhere.
    """
    parts = []
    for match in _RUN.finditer(fold(query)):
        run = match[0]
        if match.lastgroup == "word" or len(run) == 1:
            parts.append(f'"{run}" *')
        else:
            parts.append('"' + " ".join(run[at : at + 2] for at in range(len(run) - 1)) + '"')
    return " AND ".join(parts) or None
