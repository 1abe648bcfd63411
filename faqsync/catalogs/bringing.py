"""Bring what another version of a catalog has into today's: one of an older revision, or one back from a platform."""

from faqsync.model import Catalog, Entry
from faqsync.records import replace


def bring_in(current: Catalog, other: Catalog) -> tuple[Catalog, tuple[Entry, ...]]:
    """Today's catalog with the translations that it lacks and ``other`` has, and the entries of ``other`` left over.

    A translation is lacking where there is none, or only an offer: a fuzzy one with ``#|``. One that is there is never
    overwritten, nor is one that somebody may have put in doubt (fuzzy, without ``#|``). Left over is what differs from
    what is there, and what belongs to no message of ``current``.
    """
    live = {entry.key: entry for entry in current.entries if not entry.obsolete}
    kept = {entry.key: entry.strings for entry in current.entries}
    brought: dict[tuple[str | None, str], Entry] = {}
    rest: list[Entry] = []
    for entry in other.entries:
        here = live.get(entry.key)
        if not any(entry.strings) or (here and (here.strings, here.fuzzy) == (entry.strings, entry.fuzzy)):
            continue
        if here and _lacks(here, entry):
            brought[entry.key] = _filled(here, entry)
        elif not entry.obsolete and kept.get(entry.key) != entry.strings:
            rest.append(entry)
    entries = (entry if entry.obsolete else brought.get(entry.key, entry) for entry in current.entries)
    return replace(current, entries=tuple(entries)), tuple(rest)


def _lacks(here: Entry, other: Entry) -> bool:
    """Whether an entry lacks the translation that the other one has."""
    if len(here.strings) != len(other.strings) or (here.plural is None) != (other.plural is None):
        return False
    is_offer = here.fuzzy and here.previous_text is not None
    return not any(here.strings) or (is_offer and not other.fuzzy)


def _filled(here: Entry, other: Entry) -> Entry:
    """The entry with the other one's translation, and its translator's comments too."""
    flags = tuple(flag for flag in here.flags if flag != "fuzzy")
    return replace(
        here,
        strings=other.strings,
        comments=tuple(dict.fromkeys(here.comments + other.comments)),
        flags=("fuzzy", *flags) if other.fuzzy else flags,
        previous_context=other.previous_context if other.fuzzy else None,
        previous_text=other.previous_text if other.fuzzy else None,
        previous_plural=other.previous_plural if other.fuzzy else None,
    )
