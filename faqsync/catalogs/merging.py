"""Bring a catalog up to date with its template, so that nothing a translator wrote is lost.

A message is its msgctxt and msgid. For each one of the template, the first of these that holds:

1. The catalog has it: it stays as it is.
2. The catalog has it among its obsolete entries, or as the ``#|`` of a fuzzy one: an edit was taken back, and its
   translation comes back whole.
3. Its context has lost another text: the closest one's translation is offered, fuzzy, with that text as ``#|``.
4. The same text stands in another context: that one's translation is offered, fuzzy, likewise.
5. It is new and untranslated.

A translation whose message is gone stays as an obsolete entry, and so does the old pair of an edited text. A fuzzy
entry is an offer, not a translation of its msgid: it moves on with the next edit, and is dropped when the message it
came from is back. No rule rests on headers, comments, references or obsolete entries being there.
"""

from collections.abc import Iterable, Sequence

from faqsync.catalogs import headers
from faqsync.catalogs.pairing import pair
from faqsync.locales import gettext_name, plural_forms
from faqsync.model import Catalog, Entry, Message
from faqsync.records import replace

Key = tuple[str | None, str]


def template(name: str, messages: Sequence[Message], reference: str) -> Catalog:
    """The template (POT) of the messages, in their order; one that comes twice is one entry.

    ``name`` is what is translated, ``reference`` the path of the file that it stands in.
    """
    notes: dict[Key, list[str]] = {}
    for message in messages:
        notes.setdefault((message.context, message.text), []).extend(message.note.splitlines())
    entries = (
        Entry(context=context, text=text, strings=("",), notes=tuple(dict.fromkeys(lines)), references=(reference,))
        for (context, text), lines in notes.items()
    )
    return Catalog(headers=headers.new(name, "", None), entries=tuple(entries), flags=("fuzzy",))


def update(template: Catalog, old: Catalog | None, locale: str) -> Catalog:
    """The catalog of ``locale`` (BCP 47) for today's template. The headers of an old one stay as they are."""
    if old is None:
        name = template.header("Project-Id-Version") or ""
        old = Catalog(headers=headers.new(name, gettext_name(locale), plural_forms(locale)))
    merge = _Merge(template.entries, old)
    merge.restore()
    merge.pair_in_context()
    merge.offer_from_elsewhere()
    return merge.result()


class _Merge:
    """One update: the entries that are found for the template's, and what becomes of the others."""

    def __init__(self, wanted: Iterable[Entry], old: Catalog) -> None:
        self.old = old
        self.wanted = {_key(entry): entry for entry in wanted if not entry.obsolete}
        self.live = {_key(entry): entry for entry in old.entries if not entry.obsolete}
        self.obsolete = {_key(entry): entry for entry in old.entries if entry.obsolete}
        self.found = {key: entry for key, entry in self.live.items() if key in self.wanted}
        self.gone = {key: entry for key, entry in self.live.items() if key not in self.wanted}

    def missing(self) -> list[Key]:
        return [key for key in self.wanted if key not in self.found]

    def restore(self) -> None:
        """Bring back what an edit taken back had made obsolete or fuzzy, and drop the offers made from it."""
        offers: dict[Key | None, Entry] = {
            _previous(entry): entry for entry in self.live.values() if entry.fuzzy and any(entry.strings)
        }
        for key in self.missing():
            if key in self.obsolete:
                self.found[key] = replace(self.obsolete.pop(key), obsolete=False)
            elif key in offers:
                self.found[key] = replace(offers[key], flags=_without_fuzzy(offers[key].flags))
        for key, entry in list(self.gone.items()):
            previous = _previous(entry) if entry.fuzzy else None
            if previous in self.found and _holds(self.found[previous], entry):
                del self.gone[key]

    def pair_in_context(self) -> None:
        """Offer new texts the translations of those that their context has lost."""
        lost: dict[str | None, list[Key]] = {}
        for key in self.gone:
            lost.setdefault(key[0], []).append(key)
        new: dict[str | None, list[Key]] = {}
        for key in self.missing():
            if key[0] in lost:
                new.setdefault(key[0], []).append(key)
        for context, keys in new.items():
            pairs = pair([text for _, text in lost[context]], [text for _, text in keys])
            for new_index, old_index in pairs.items():
                self._offer(keys[new_index], lost[context][old_index])

    def _offer(self, key: Key, origin_key: Key) -> None:
        """Offer the translation of a message that is gone; if it was an offer itself, it moves on."""
        origin = self.gone[origin_key]
        self.found[key] = _offered(origin, origin.comments)
        if origin.fuzzy or not any(origin.strings):
            del self.gone[origin_key]

    def offer_from_elsewhere(self) -> None:
        """Offer the translation of the same text in another context."""
        by_text = {key[1]: key for key in reversed(self.gone)}
        translated = {
            key[1]: entry
            for entries in (self.obsolete, self.live)
            for key, entry in entries.items()
            if not entry.fuzzy and any(entry.strings)
        }
        for key in self.missing():
            if key[1] in by_text and by_text[key[1]] in self.gone:
                self._offer(key, by_text[key[1]])
            elif key[1] in translated:
                self.found[key] = _offered(translated[key[1]], ())

    def result(self) -> Catalog:
        live = [_current(self.found.get(key), entry) for key, entry in self.wanted.items()]
        obsolete = [entry for entry in self.obsolete.values() if any(entry.strings)]
        obsolete += [_retired(entry) for entry in self.gone.values() if any(entry.strings)]
        orphans = [
            line
            for entry in (*self.obsolete.values(), *self.gone.values())
            if not any(entry.strings)
            for line in entry.comments
            if line not in self.old.comments
        ]
        return replace(self.old, entries=(*live, *obsolete), comments=(*self.old.comments, *dict.fromkeys(orphans)))


def _key(entry: Entry) -> Key:
    return entry.context, entry.text


def _previous(entry: Entry) -> Key | None:
    return None if entry.previous_text is None else (entry.previous_context, entry.previous_text)


def _without_fuzzy(flags: Iterable[str]) -> tuple[str, ...]:
    return tuple(flag for flag in flags if flag != "fuzzy")


def _holds(origin: Entry, offer: Entry) -> bool:
    """Whether all that a translator wrote in ``offer`` stands in ``origin`` too."""
    return origin.strings == offer.strings and set(offer.comments) <= set(origin.comments)


def _offered(origin: Entry, comments: tuple[str, ...]) -> Entry:
    """What ``origin`` has to offer to another message: its translation, fuzzy, and where that comes from."""
    return replace(
        origin,
        comments=comments,
        flags=("fuzzy", *_without_fuzzy(origin.flags)),
        previous_context=origin.previous_context if origin.fuzzy else origin.context,
        previous_text=origin.previous_text if origin.fuzzy else origin.text,
        previous_plural=origin.previous_plural if origin.fuzzy else origin.plural,
    )


def _current(found: Entry | None, wanted: Entry) -> Entry:
    """The template's entry with what was found for it. ``#|`` stays only where there is an offer."""
    if found is None:
        return wanted
    offer = found.fuzzy and any(found.strings)
    return replace(
        found,
        context=wanted.context,
        text=wanted.text,
        notes=wanted.notes,
        references=wanted.references,
        flags=found.flags if offer else _without_fuzzy(found.flags),
        previous_context=found.previous_context if offer else None,
        previous_text=found.previous_text if offer else None,
        previous_plural=found.previous_plural if offer else None,
        obsolete=False,
        line=0,
    )


def _retired(entry: Entry) -> Entry:
    """The obsolete entry of a message that is gone: what translators wrote, without what the template said."""
    return replace(entry, notes=(), references=(), obsolete=True, line=0)
