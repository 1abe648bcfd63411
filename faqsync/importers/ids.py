"""Ids that say what they name."""

import re
import unicodedata
from collections.abc import Sequence

from faqsync.importers.sentences import SMALL_WORDS

LONGEST = 80
"""The schema's limit, in characters."""

_SHORT = 48
_FEWEST_WORDS = 5

_APOSTROPHES = re.compile(r"['’ʼ`´]")
# Letters of the Latin script that Unicode does not decompose into an ASCII letter and a mark.
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i"})


def slugify(text: str, limit: int = LONGEST) -> str:
    """The text as ``[a-z0-9]+(-[a-z0-9]+)*`` of at most ``limit`` characters, cut after a word; empty where it has no
    Latin letter and no digit."""
    folded = _APOSTROPHES.sub("", text[: 4 * LONGEST]).casefold().translate(_LETTERS)
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))
    return _cut("-".join(re.findall(r"[a-z0-9]+", bare)), limit)


def _cut(slug: str, limit: int) -> str:
    if len(slug) <= limit:
        return slug
    return slug[: limit + 1].rpartition("-")[0] or slug[:limit]


def _trimmed(words: Sequence[str], count: int) -> Sequence[str]:
    """The first words, without those that only lead on to the next."""
    while 1 < count < len(words) and words[count - 1] in SMALL_WORDS:
        count -= 1
    return words[:count]


class Ids:
    """Gives each section and question of one article an id of its own."""

    def __init__(self) -> None:
        self._uses = {"title": 1, "summary": 1}
        """How often an id was wanted; a number behind it tells the later ones apart."""

    def name(self, text: str, fallback: str) -> str:
        """A short id from the first words of the text, more words where an earlier one has the same."""
        words = (slugify(text) or fallback).split("-")
        counts = range(min(_FEWEST_WORDS, len(words)), len(words) + 1)
        slugs = ["-".join(_trimmed(words, count)) for count in counts]
        short = [slug for slug in slugs if len(slug) <= _SHORT] or [_cut(slugs[0], _SHORT)]
        return self._take(next((slug for slug in short if slug not in self._uses), short[0]))

    def _take(self, slug: str) -> str:
        free = slug
        while free in self._uses:
            self._uses[slug] += 1
            free = f"{slug}-{self._uses[slug]}"
        self._uses[free] = 1
        return free
