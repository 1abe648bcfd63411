"""Bringing catalogs up to date: nothing lost, nothing stale current, an edit taken back restored whole."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from faqsync.catalogs import read, template, update, write
from faqsync.model import Catalog, Entry, Message
from faqsync.records import replace

DOSE = "Take up to 4 tablets a day."
EDITED = "Take up to 8 tablets a day."
AGAIN = "Take no more than 8 tablets a day."


def pot(*messages: tuple[str, str], notes: str = "") -> Catalog:
    return template(
        "a", [Message(context=context, text=text, note=notes) for context, text in messages], "content/a.json"
    )


def updated(old: Catalog | None, *messages: tuple[str, str], notes: str = "") -> Catalog:
    """The catalog after an update, as it is read back, which a second update leaves as it is."""
    new = pot(*messages, notes=notes)
    data = write(update(new, old, "de"))
    found = read(data, "de.po")
    assert write(update(new, found, "de")) == data
    assert [entry.key for entry in found.entries if not entry.obsolete] == [*dict.fromkeys(messages)]
    return found


def changed(catalog: Catalog, text: str, **fields: object) -> Catalog:
    """The catalog with an entry changed, as by a translator."""
    assert any(entry.text == text for entry in catalog.entries)
    entries = (replace(entry, **fields) if entry.text == text else entry for entry in catalog.entries)
    return replace(catalog, entries=tuple(entries))


def translated(*messages: tuple[str, str]) -> Catalog:
    """A catalog in which every message is translated by itself in capitals, and commented."""
    catalog = updated(None, *messages)
    entries = (replace(e, strings=(e.text.upper(),), comments=(f"about {e.text}",)) for e in catalog.entries)
    return read(write(replace(catalog, entries=tuple(entries))), "de.po")


def stripped(catalog: Catalog) -> Catalog:
    """The catalog as it may come back from a platform: msgctxt, msgid, msgstr and fuzzy."""
    entries = (
        Entry(context=entry.context, text=entry.text, strings=entry.strings, flags=entry.flags)
        for entry in catalog.entries
        if not entry.obsolete
    )
    return Catalog(headers=(("Content-Type", "text/plain; charset=UTF-8"),), entries=tuple(entries))


def live(catalog: Catalog, text: str, context: str | None = None) -> Entry:
    (entry,) = (e for e in catalog.entries if e.text == text and not e.obsolete and context in (None, e.context))
    return entry


def obsolete(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    return {entry.text: entry.strings for entry in catalog.entries if entry.obsolete}


def test_a_new_catalog_knows_its_language_and_its_plural_forms():
    catalog = update(pot(("title", "Joints")), None, "pt-BR")
    assert catalog.header("Language") == "pt_BR"
    assert catalog.header("Plural-Forms").startswith("nplurals=3; plural=(n <= 1 ? 0")
    assert catalog.header("POT-Creation-Date") is None
    assert catalog.flags == ()


def test_what_did_not_change_keeps_all_and_takes_its_place_and_notes_from_the_template():
    old = translated(("title", "Joints"), ("lead", "Hello."))
    old = replace(
        changed(old, "Joints", flags=("no-wrap",)), comments=("Ask Ada.",), headers=(*old.headers, ("X-A", "1"))
    )
    new = updated(old, ("lead", "Hello."), ("lead", "More."), ("title", "Joints"), notes="Note")
    assert new.headers == old.headers
    assert new.comments == ("Ask Ada.",)
    assert [entry.text for entry in new.entries] == ["Hello.", "More.", "Joints"]
    assert replace(new.entries[2], line=0) == Entry(
        context="title",
        text="Joints",
        strings=("JOINTS",),
        comments=("about Joints",),
        notes=("Note",),
        references=("content/a.json",),
        flags=("no-wrap",),
    )


def test_one_edit_changes_its_own_entry_and_adds_the_old_pair():
    messages = [("title", "Joints"), ("dose", DOSE), ("end", "Bye.")]
    before = write(translated(*messages)).decode()
    after = write(updated(read(before.encode(), "de.po"), messages[0], ("dose", EDITED), messages[2])).decode()
    old = f'msgctxt "dose"\nmsgid "{DOSE}"\nmsgstr "{DOSE.upper()}"\n'
    edited = before.replace(
        old, f'#, fuzzy\n#| msgctxt "dose"\n#| msgid "{DOSE}"\n' + old.replace(f'msgid "{DOSE}"', f'msgid "{EDITED}"')
    )
    obsolete_pair = "".join(f"#~ {line}\n" for line in old.splitlines())
    assert after == f"{edited}\n# about {DOSE}\n{obsolete_pair}"


def test_an_edit_taken_back_brings_all_back_byte_for_byte():
    before = translated(("title", "Joints"), ("dose", DOSE))
    edited = updated(before, ("title", "Joints"), ("dose", EDITED))
    twice = updated(edited, ("title", "Joints"), ("dose", AGAIN))
    assert live(twice, AGAIN).previous_text == DOSE
    assert obsolete(twice) == {DOSE: (DOSE.upper(),)}
    for later in (edited, twice):
        assert write(updated(later, ("title", "Joints"), ("dose", DOSE))) == write(before)


def test_a_deleted_text_stays_obsolete_and_comes_back_current():
    before = translated(("title", "Joints"), ("dose", DOSE))
    deleted = updated(before, ("title", "Joints"))
    assert obsolete(deleted) == {DOSE: (DOSE.upper(),)}
    assert write(updated(deleted, ("title", "Joints"), ("dose", DOSE))) == write(before)


def test_a_text_moved_to_another_context_is_offered_there():
    moved = updated(translated(("lead", DOSE)), ("faq/dose/answer", DOSE))
    offer = live(moved, DOSE)
    assert (offer.fuzzy, offer.strings) == (True, (DOSE.upper(),))
    assert (offer.previous_context, offer.previous_text) == ("lead", DOSE)
    assert obsolete(moved) == {DOSE: (DOSE.upper(),)}
    assert not live(updated(moved, ("lead", DOSE)), DOSE).fuzzy


def test_a_text_that_stands_in_another_context_is_offered_from_there():
    both = updated(translated(("a/heading", "Risks")), ("a/heading", "Risks"), ("b/heading", "Risks"))
    assert not live(both, "Risks", "a/heading").fuzzy
    assert live(both, "Risks", "b/heading").fuzzy
    assert live(both, "Risks", "b/heading").comments == ()
    assert obsolete(both) == {}
    alone = replace(both, entries=tuple(entry for entry in both.entries if entry.fuzzy))
    third = updated(alone, ("b/heading", "Risks"), ("c/heading", "Risks"))
    assert live(third, "Risks", "c/heading").strings == ("",), "an offer is not offered on"


def test_within_a_context_the_closest_texts_are_paired_each_once():
    old = translated(("list", "Wash your hands well."), ("list", "Wait for 10 minutes."), ("list", "Rest."))
    new = updated(
        old,
        ("list", "Call us."),
        ("list", "Wait for 15 minutes."),
        ("list", "Wait for 10 long minutes."),
        ("list", "Wash your hands very well."),
    )
    assert {entry.text: entry.previous_text for entry in new.entries if not entry.obsolete} == {
        "Call us.": "Rest.",
        "Wait for 15 minutes.": "Wait for 10 minutes.",
        "Wait for 10 long minutes.": None,
        "Wash your hands very well.": "Wash your hands well.",
    }


def test_another_context_takes_no_part_in_the_pairing():
    new = updated(
        translated(("a", "Wait for 10 minutes."), ("b", "Rest.")), ("a", "Rest a bit."), ("b", "Wait for 10 min.")
    )
    assert [entry.previous_text for entry in new.entries[:2]] == ["Wait for 10 minutes.", "Rest."]


def test_a_confirmed_translation_sheds_what_it_was_before():
    edited = updated(translated(("dose", DOSE)), ("dose", EDITED))
    confirmed = changed(edited, EDITED, strings=("ACHT",), flags=())
    assert live(confirmed, EDITED).previous_text == DOSE
    settled = updated(confirmed, ("dose", EDITED))
    assert live(settled, EDITED).previous_text is None
    back = updated(settled, ("dose", DOSE))
    assert live(back, DOSE).strings == (DOSE.upper(),)
    assert obsolete(back) == {EDITED: ("ACHT",)}
    assert live(updated(back, ("dose", EDITED)), EDITED).strings == ("ACHT",)


@pytest.mark.parametrize("work", [{"strings": ("ACHT?",)}, {"comments": ("Ask Ada.",)}])
def test_work_on_an_offer_is_not_lost(work):
    edited = updated(translated(("dose", DOSE)), ("dose", EDITED))
    draft = updated(changed(edited, EDITED, **work), ("dose", EDITED))
    further = updated(draft, ("dose", AGAIN))
    assert replace(live(further, AGAIN), text=EDITED, line=0) == replace(live(draft, EDITED), line=0)
    assert obsolete(further) == {DOSE: (DOSE.upper(),)}
    back = updated(draft, ("dose", DOSE))
    assert live(back, DOSE).strings == (DOSE.upper(),)
    assert obsolete(back).keys() == {EDITED}
    again = updated(back, ("dose", EDITED))
    assert replace(live(again, EDITED), line=0) == replace(live(draft, EDITED), line=0)


def test_a_confirmed_translation_is_none_of_the_text_that_it_was_offered_from():
    edited = updated(translated(("dose", DOSE)), ("dose", EDITED))
    confirmed = changed(edited, EDITED, strings=("ACHT",), flags=())
    confirmed = replace(confirmed, entries=tuple(entry for entry in confirmed.entries if not entry.obsolete))
    back = updated(confirmed, ("dose", DOSE))
    assert (live(back, DOSE).fuzzy, live(back, DOSE).previous_text) == (True, EDITED)


def test_without_obsolete_entries_the_previous_text_restores():
    edited = updated(translated(("dose", DOSE)), ("dose", EDITED))
    edited = replace(edited, entries=tuple(entry for entry in edited.entries if not entry.obsolete))
    back = updated(edited, ("dose", DOSE))
    assert (live(back, DOSE).fuzzy, live(back, DOSE).strings) == (False, (DOSE.upper(),))
    assert obsolete(back) == {}


def test_a_stripped_catalog_keeps_what_is_current_and_what_is_not():
    edited = updated(translated(("title", "Joints"), ("dose", DOSE)), ("title", "Joints"), ("dose", EDITED))
    again = updated(stripped(edited), ("title", "Joints"), ("dose", EDITED))
    assert [(entry.strings, entry.fuzzy) for entry in again.entries] == [(("JOINTS",), False), ((DOSE.upper(),), True)]
    back = updated(again, ("title", "Joints"), ("dose", DOSE))
    assert (live(back, DOSE).fuzzy, live(back, DOSE).strings) == (True, (DOSE.upper(),))
    assert live(back, DOSE).previous_text is None, "nobody knows any more what it was of"


def test_an_untranslated_edit_leaves_nothing_behind():
    new = updated(updated(None, ("dose", DOSE)), ("dose", EDITED))
    assert [(entry.text, entry.strings, entry.flags) for entry in new.entries] == [(EDITED, ("",), ())]


def test_a_comment_on_an_untranslated_message_moves_with_it_and_stays_when_it_goes():
    asked = changed(updated(None, ("dose", DOSE)), DOSE, comments=("A day, or 24 hours?",))
    edited = updated(asked, ("dose", EDITED))
    assert live(edited, EDITED).comments == ("A day, or 24 hours?",)
    assert edited.comments == ()
    assert updated(edited, ("title", "Joints")).comments == ("A day, or 24 hours?",)


def test_plural_entries_are_kept_and_offered_whole():
    plural = Entry(text="day", plural="days", strings=("Tag", "Tage"), context="a")
    old = replace(updated(None, ("a", "day")), entries=(plural,))
    kept = live(updated(old, ("a", "day")), "day")
    assert (kept.plural, kept.strings) == ("days", ("Tag", "Tage"))
    edited = updated(old, ("a", "full day"))
    assert (live(edited, "full day").strings, live(edited, "full day").previous_plural) == (("Tag",), "days")
    assert obsolete(edited) == {"day": ("Tag", "Tage")}
    several = replace(pot(), entries=(replace(plural, strings=("", ""), text="week", plural="weeks"),))
    assert update(several, None, "ar").entries[0].strings == ("",) * 6
    assert update(several, old, "de").entries[0].strings == ("Tag", "Tage")


@pytest.mark.parametrize("count", [100, 2000])
def test_many_edits_in_one_context_are_paired(count):
    def text(number: int, word: str) -> str:
        return f"Step {number * 7919 % 99991}: {word} the {number * 104729 % 99991} exercises of week {number}."

    old = translated(*(("list", text(number, "repeat")) for number in range(count)))
    new = updated(old, *(("list", text(number, "do")) for number in reversed(range(count))))
    pairs = {entry.text: entry.previous_text for entry in new.entries if not entry.obsolete}
    assert pairs == {text(number, "do"): text(number, "repeat") for number in range(count)}


def test_many_texts_too_much_alike_to_tell_are_paired_in_order():
    old = translated(*(("list", f"{'Take one tablet with water. ' * 3}({number})") for number in range(300)))
    new = updated(old, *(("list", f"{'Take one tablet with water. ' * 3}[{number}]") for number in range(300)))
    offers = [entry for entry in new.entries if not entry.obsolete]
    assert all(entry.fuzzy for entry in offers)
    assert len({entry.previous_text for entry in offers}) == 300


class History(RuleBasedStateMachine):
    """Authors edit, delete, restore, move and reorder; translators translate, draft and comment; platforms strip."""

    contexts = st.sampled_from(["title", "lead", "faq/q/answer"])
    words = st.lists(st.sampled_from("take wait rest 4 8 mg hours daily".split()), min_size=1, max_size=4).map(" ".join)
    place = st.integers(0, 20)

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[tuple[str, str]] = [("title", "take 4 mg")]
        self.catalog = updated(None, *self.messages)
        self.confirmed: dict[tuple[str | None, str], tuple[str, ...]] = {}
        """What translators last said a message means."""
        self.drafts: set[str] = set()
        """What else they wrote into translations."""
        self.comments: set[str] = set()
        self.forgotten: set[tuple[str | None, str]] = set()
        """Messages whose translation a platform threw away while they were gone."""
        self.count = 0

    def write(self, entry: Entry, confirm: bool, keep_previous: bool) -> None:
        text = self.new(entry.text.upper())
        flags = () if confirm else ("fuzzy",)
        previous = entry.previous_text if keep_previous else None
        self.drafts -= set(entry.strings)
        self.put(entry, replace(entry, strings=(text,), flags=flags, previous_text=previous))
        if confirm:
            self.confirmed[entry.key] = (text,)
            self.forgotten.discard(entry.key)
        else:
            self.drafts.add(text)
            self.confirmed.pop(entry.key, None)

    def new(self, text: str) -> str:
        self.count += 1
        return f"{self.count}. {text}"

    def put(self, entry: Entry, other: Entry) -> None:
        entries = (other if each is entry else each for each in self.catalog.entries)
        self.catalog = replace(self.catalog, entries=tuple(entries))

    def entry(self, place: int) -> Entry:
        present = [entry for entry in self.catalog.entries if not entry.obsolete]
        return present[place % len(present)]

    @rule(place=place, context=contexts, text=words)
    def add(self, place: int, context: str, text: str) -> None:
        self.messages.insert(place % (len(self.messages) + 1), (context, text))
        self.messages = [*dict.fromkeys(self.messages)]

    @rule(place=place, text=words)
    def edit(self, place: int, text: str) -> None:
        index = place % len(self.messages)
        self.messages[index] = (self.messages[index][0], text)
        self.messages = [*dict.fromkeys(self.messages)]

    @rule(place=place, context=contexts)
    def move(self, place: int, context: str) -> None:
        self.messages.append((context, self.messages.pop(place % len(self.messages))[1]))
        self.messages = [*dict.fromkeys(self.messages)]

    @precondition(lambda self: len(self.messages) > 1)
    @rule(place=place)
    def delete(self, place: int) -> None:
        self.messages.pop(place % len(self.messages))

    @rule(place=place, keep_previous=st.booleans())
    def translate(self, place: int, keep_previous: bool) -> None:
        self.write(self.entry(place), True, keep_previous)

    @rule(place=place)
    def draft(self, place: int) -> None:
        self.write(self.entry(place), False, True)

    @rule(place=place)
    def comment(self, place: int) -> None:
        entry = self.entry(place)
        comment = self.new("Why?")
        self.put(entry, replace(entry, comments=(*entry.comments, comment)))
        self.comments.add(comment)

    @rule()
    def strip(self) -> None:
        self.catalog = stripped(self.catalog)
        here = {entry.key for entry in self.catalog.entries}
        self.forgotten |= self.confirmed.keys() - here
        self.drafts &= {string for entry in self.catalog.entries for string in entry.strings}
        self.comments.clear()

    @rule()
    def update(self) -> None:
        self.catalog = updated(self.catalog, *self.messages)
        entries = {entry.key: entry for entry in self.catalog.entries}
        for key in self.confirmed.keys() - self.forgotten:
            assert entries[key].strings == self.confirmed[key], "lost, or not restored"
            assert not entries[key].fuzzy
        assert self.drafts <= {string for entry in entries.values() for string in entry.strings}, "a draft is lost"
        comments = {comment for entry in entries.values() for comment in entry.comments}
        assert self.comments <= comments | set(self.catalog.comments), "a comment is lost"

    @invariant()
    def nothing_stale_is_current(self) -> None:
        for entry in self.catalog.entries:
            if any(entry.strings) and not entry.fuzzy:
                assert self.confirmed.get(entry.key) == entry.strings


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
