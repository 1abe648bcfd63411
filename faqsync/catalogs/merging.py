"""Bring a catalog up to date with its template, and lose nothing that a translator wrote.

A message is its msgctxt and msgid. For each one of the template, the first of these that holds:

1. The catalog has it: it stays as it is.
2. The catalog has it among its obsolete entries, or as the ``#|`` of a fuzzy one: an edit was taken back, and its
   translation comes back whole.
3. Its context has lost another text: the closest one's translation is offered, fuzzy, with that text as ``#|``.
4. The same text is or was translated in another context: that translation is offered, fuzzy, likewise.
5. It is new and untranslated.

A translation whose message is gone becomes an obsolete entry, that of an edited text too. A fuzzy entry is an offer and
no translation of its own msgid: it moves on with the next edit, and goes when the message that it came from is back.
No rule rests on headers, comments, references or obsolete entries being there.
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

    ``name`` says what is translated; ``reference`` is the path of the file that the messages stand in.
    """
    notes: dict[Key, list[str]] = {}
    for message in messages:
        notes.setdefault((message.context, message.text), []).extend(message.note.splitlines())
    entries = (
        Entry(context=context, text=text, strings=("",), notes=tuple(dict.fromkeys(lines)), references=(reference,))
        for (context, text), lines in notes.items()
    )
    return Catalog(headers=headers.new(name, ""), entries=tuple(entries), flags=("fuzzy",))


def update(template: Catalog, old: Catalog | None, locale: str) -> Catalog:
    """The catalog of ``locale`` (BCP 47) for today's template. The headers of an old one stay as they are."""
    if old is None:
        project = template.header("Project-Id-Version") or ""
        old = Catalog(headers=headers.new(project, gettext_name(locale), plural_forms(locale)))
    merge = _Merge(template.entries, old)
    merge.restore()
    merge.pair_within_contexts()
    merge.offer_across_contexts()
    return merge.result()


class _Merge:
    """An update under way: what has been found for the template's messages, and the entries that are gone from it."""

    def __init__(self, wanted: Iterable[Entry], old: Catalog) -> None:
        self.old = old
        self.wanted = {entry.key: entry for entry in wanted if not entry.obsolete}
        self.live = {entry.key: entry for entry in old.entries if not entry.obsolete}
        self.obsolete = {entry.key: entry for entry in old.entries if entry.obsolete}
        self.found = {key: entry for key, entry in self.live.items() if key in self.wanted}
        self.gone = {key: entry for key, entry in self.live.items() if key not in self.wanted}

    def missing(self) -> list[Key]:
        return [key for key in self.wanted if key not in self.found]

    def restore(self) -> None:
        """Bring back what edits that were taken back had made obsolete or fuzzy, and drop the offers made from it."""
        offers = {_origin(entry): entry for entry in self.live.values() if _is_offer(entry)}
        for key in self.missing():
            if key in self.obsolete:
                self.found[key] = self.obsolete.pop(key)
            elif key in offers:
                self.found[key] = replace(offers[key], flags=_without_fuzzy(offers[key].flags))
        self.gone = {key: entry for key, entry in self.gone.items() if not _is_spent(entry, self.found)}

    def pair_within_contexts(self) -> None:
        """Offer new texts the translations of those that their context has lost."""
        gone: dict[str | None, list[Key]] = {}
        for key in self.gone:
            gone.setdefault(key[0], []).append(key)
        new: dict[str | None, list[Key]] = {}
        for key in self.missing():
            new.setdefault(key[0], []).append(key)
        for context, keys in new.items():
            origins = gone.get(context, [])
            for index, origin in pair([text for _, text in origins], [text for _, text in keys]).items():
                self._offer(keys[index], origins[origin])

    def _offer(self, key: Key, origin: Key) -> None:
        """Offer a message the translation of one that is gone; what is no translation itself moves there."""
        entry = self.gone[origin]
        self.found[key] = _offered(entry)
        if entry.fuzzy or not any(entry.strings):
            del self.gone[origin]

    def offer_across_contexts(self) -> None:
        """Offer messages the translation of the same text in another context."""
        gone = {key[1]: key for key, entry in reversed(self.gone.items()) if any(entry.strings)}
        elsewhere = {
            key[1]: entry
            for entries in (self.obsolete, self.live)
            for key, entry in entries.items()
            if any(entry.strings) and not entry.fuzzy
        }
        for key in self.missing():
            if gone.get(key[1]) in self.gone:
                self._offer(key, gone[key[1]])
            elif key[1] in elsewhere:
                self.found[key] = replace(_offered(elsewhere[key[1]]), comments=())

    def result(self) -> Catalog:
        forms = headers.plural_count(self.old.header("Plural-Forms") or "") or 2
        live = (_merged(entry, self.found.get(key), forms) for key, entry in self.wanted.items())
        gone = [entry for entry in self.gone.values() if not _is_spent(entry, self.obsolete)]
        past = [*self.obsolete.values(), *(replace(e, notes=(), references=(), obsolete=True, line=0) for e in gone)]
        kept = (entry for entry in past if any(entry.strings))
        # gettext has no obsolete entry without a translation: what was written above one moves to the head of the file.
        orphans = (line for entry in past if not any(entry.strings) for line in entry.comments)
        comments = dict.fromkeys(line for line in orphans if line not in self.old.comments)
        return replace(self.old, entries=(*live, *kept), comments=(*self.old.comments, *comments))


def _is_offer(entry: Entry) -> bool:
    return entry.fuzzy and any(entry.strings) and entry.previous_text is not None


def _origin(entry: Entry) -> Key:
    """The message that an offer comes from."""
    return entry.previous_context, entry.previous_text or ""


def _is_spent(entry: Entry, entries: dict[Key, Entry]) -> bool:
    """Whether an offer holds nothing that is not in one of these entries too, the one that it comes from."""
    origin = entries.get(_origin(entry)) if _is_offer(entry) else None
    return origin is not None and entry.strings == origin.strings and set(entry.comments) <= set(origin.comments)


def _offered(entry: Entry) -> Entry:
    """What an entry has to offer to another message: its translation, fuzzy, with the message that this is of."""
    return replace(
        entry,
        flags=("fuzzy", *_without_fuzzy(entry.flags)),
        previous_context=entry.previous_context if entry.fuzzy else entry.context,
        previous_text=entry.previous_text if entry.fuzzy else entry.text,
        previous_plural=entry.previous_plural if entry.fuzzy else entry.plural,
        plural=None,
    )


def _merged(wanted: Entry, found: Entry | None, forms: int) -> Entry:
    """The template's entry with what was found for it. ``#|`` stays where there is an offer, and only there."""
    if found is None:
        return wanted if wanted.plural is None else replace(wanted, strings=("",) * forms)
    plural = found.plural if wanted.plural is None else wanted.plural
    count = 1 if plural is None else max(forms, len(found.strings) if found.plural else 1)
    offer = found.fuzzy and any(found.strings)
    return replace(
        wanted,
        plural=plural,
        strings=(*found.strings, *("",) * count)[:count],
        comments=found.comments,
        flags=found.flags if offer else _without_fuzzy(found.flags),
        previous_context=found.previous_context if offer else None,
        previous_text=found.previous_text if offer else None,
        previous_plural=found.previous_plural if offer else None,
        line=0,
    )


def _without_fuzzy(flags: Iterable[str]) -> tuple[str, ...]:
    return tuple(flag for flag in flags if flag != "fuzzy")
