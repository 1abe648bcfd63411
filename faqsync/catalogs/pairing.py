"""Pair old texts with new ones by closeness. The only module that knows rapidfuzz."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

_ALL_PAIRS = 20_000
"""Up to so many pairs, all are compared; beyond, only texts that share some stretch of letters."""
_STRETCH = 8
_COMMON = 32
"""A stretch that stands in more old texts than this tells nothing."""
_CANDIDATES = 12


def pair(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For indices of ``new``, the index of the old text that it stems from, each used once.

    The closest pair comes first; among equals the first new text, then the first old one. Where there are many texts
    this takes time in proportion to their number, and those too much like all others are paired in order.
    """
    if not old or not new:
        return {}
    if len(old) == len(new) == 1:
        return {0: 0}
    compare = _every_pair if len(old) * len(new) <= _ALL_PAIRS else _likely_pairs
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, new_index, old_index in sorted((-score, n, o) for score, n, o in compare(old, new)):
        if new_index not in pairs and old_index not in used:
            pairs[new_index] = old_index
            used.add(old_index)
    left = (old_index for old_index in range(len(old)) if old_index not in used)
    return pairs | dict(zip([each for each in range(len(new)) if each not in pairs], left, strict=False))


def _every_pair(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    for new_index, text in enumerate(new):
        for _, score, old_index in extract(text, old, scorer=ratio, limit=None):
            yield score, new_index, old_index


def _likely_pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    where: dict[str, list[int]] = {}
    for old_index, text in enumerate(old):
        for stretch in _stretches(text):
            where.setdefault(stretch, []).append(old_index)
    for new_index, text in enumerate(new):
        shared: Counter[int] = Counter()
        for stretch in _stretches(text):
            places = where.get(stretch, ())
            if len(places) <= _COMMON:
                shared.update(places)
        for old_index, _ in shared.most_common(_CANDIDATES):
            yield ratio(text, old[old_index]), new_index, old_index


def _stretches(text: str) -> set[str]:
    return {text[start : start + _STRETCH] for start in range(max(1, len(text) - _STRETCH + 1))}
