"""Merge two versions of a catalog that stem from a third, as git asks for it: no conflict, and no silent choice.

What one side changed is taken; what both changed is joined. Two translations of one message become one fuzzy entry that
shows both, under marks like those of GNU's msgcat.
"""

from collections.abc import Iterable
from itertools import zip_longest
from typing import TypeVar

from faqsync.catalogs.revision import revised
from faqsync.model import Catalog, Entry
from faqsync.records import replace

T = TypeVar("T")
Key = tuple[str | None, str]
Entries = dict[Key, Entry]


def merge(base: Catalog, ours: Catalog, theirs: Catalog) -> Catalog:
    """The catalog with what both sides changed since ``base``; where they share no base, that is an empty one.

    Entries stand in our order; one that only they have follows the one that it follows there. Of a header field that
    both changed, the side with the later PO-Revision-Date has the last word.
    """
    versions = _entries(base), _entries(ours), _entries(theirs)
    entries = [_entry(key, *versions) for key in _in_order(versions[1], versions[2])]
    return Catalog(
        headers=_headers(base, ours, theirs),
        entries=tuple(entry for entry in entries if entry is not None),
        comments=_joined(base.comments, ours.comments, theirs.comments),
        notes=_joined(base.notes, ours.notes, theirs.notes),
        flags=_joined(base.flags, ours.flags, theirs.flags),
    )


def _entries(catalog: Catalog) -> dict[Key, Entry]:
    return {entry.key: replace(entry, line=0) for entry in catalog.entries}


def _in_order(ours: Iterable[Key], theirs: Iterable[Key]) -> list[Key]:
    """All keys: ours in their order, and each that only they have after the one before it."""
    known = set(ours)
    followers: dict[Key | None, list[Key]] = {}
    last: Key | None = None
    for key in theirs:
        if key in known:
            last = key
        else:
            followers.setdefault(last, []).append(key)
    return followers.get(None, []) + [each for key in ours for each in (key, *followers.get(key, ()))]


def _entry(key: Key, base: Entries, ours: Entries, theirs: Entries) -> Entry | None:
    """A message as both sides have it; None where one removed it and the other left it as it was."""
    old, our, their = base.get(key), ours.get(key), theirs.get(key)
    if our is None or their is None:
        left = our or their
        return None if old and left and _work(old) == _work(left) else left
    if old is None:
        old = Entry(context=key[0], text=key[1], strings=())
    joined = replace(
        _translation(old, our, their, base | theirs | ours),
        plural=_changed(old.plural, our.plural, their.plural),
        comments=_joined(old.comments, our.comments, their.comments),
        notes=_joined(old.notes, our.notes, their.notes),
        references=_joined(old.references, our.references, their.references),
        obsolete=_changed(old.obsolete, our.obsolete, their.obsolete),
    )
    flags = (flag for flag in _joined(old.flags, our.flags, their.flags) if flag != "fuzzy")
    return replace(joined, flags=("fuzzy", *flags) if joined.fuzzy else tuple(flags))


def _translation(old: Entry, ours: Entry, theirs: Entry, origins: Entries) -> Entry:
    """The side whose translation holds, or one fuzzy translation that shows both."""
    if _state(theirs) in (_state(old), _state(ours)):
        return ours
    if _state(ours) == _state(old):
        return theirs
    if ours.strings == theirs.strings:
        return ours if ours.fuzzy else theirs
    if not any(theirs.strings) or _is_untouched(theirs, origins):
        return ours if any(ours.strings) else theirs
    if not any(ours.strings) or _is_untouched(ours, origins):
        return theirs
    both = zip_longest(ours.strings, theirs.strings, fillvalue="")
    strings = tuple(our if our == their else _BOTH.format(our, their) for our, their in both)
    return replace(ours, strings=strings, flags=("fuzzy", *ours.flags))


_BOTH = "#-#-#-#-#  ours  #-#-#-#-#\n{}\n#-#-#-#-#  theirs  #-#-#-#-#\n{}"


def _state(entry: Entry) -> tuple[object, ...]:
    """A translation, and whether and why it is in doubt."""
    previous = entry.previous_context, entry.previous_text, entry.previous_plural
    return entry.strings, entry.fuzzy, *(previous if entry.fuzzy else ())


def _work(entry: Entry) -> tuple[object, ...]:
    """All that a translator may have changed in an entry."""
    return entry.strings, entry.flags, entry.comments, entry.obsolete


def _is_untouched(entry: Entry, origins: Entries) -> bool:
    """Whether an entry only offers the translation of another message, as an update has left it."""
    origin = origins.get((entry.previous_context, entry.previous_text or "")) if entry.fuzzy else None
    return origin is not None and origin.strings == entry.strings


def _changed(old: T, ours: T, theirs: T) -> T:
    """The value that differs from the old one; ours where both do."""
    return theirs if ours == old else ours


def _joined(old: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """Our lines without those that they removed, then those that they added."""
    if ours == old:
        return theirs
    kept = [line for line in ours if line in theirs or line not in old]
    return (*kept, *(line for line in theirs if line not in ours and line not in old))


def _headers(base: Catalog, ours: Catalog, theirs: Catalog) -> tuple[tuple[str, str], ...]:
    old, our, their = (dict(catalog.headers) for catalog in (base, ours, theirs))
    times = revised(ours), revised(theirs)
    theirs_is_later = times[1] is not None and (times[0] is None or times[1] > times[0])
    merged: list[tuple[str, str]] = []
    for name in {**our, **their}:
        values = our.get(name), their.get(name)
        both = values[0] != old.get(name) != values[1]
        value = values[theirs_is_later] if both else _changed(old.get(name), *values)
        if both and value is None:
            value = values[0] or values[1]
        if value is not None:
            merged.append((name, value))
    return tuple(merged)
