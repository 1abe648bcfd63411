"""The merge driver for git: no conflict, no silent choice; and bringing in another version of a catalog."""

import pytest
from gnu import gnu, msgfmt_refuses
from hypothesis import given
from hypothesis import strategies as st

from faqsync.catalogs import bring_in, merge, read, template, update, write
from faqsync.model import Catalog, Entry, Message
from faqsync.records import replace

TEXTS = ["Joints", "Take 4 tablets.", "Rest.", "Call us."]
MARKED = "#-#-#-#-#  ours  #-#-#-#-#\n{}\n#-#-#-#-#  theirs  #-#-#-#-#\n{}"


def updated(old: Catalog | None, *texts: str) -> Catalog:
    messages = [Message(context="list", text=text) for text in texts]
    return read(write(update(template("a", messages, "a.json"), old, "de")), "de.po")


def worked(catalog: Catalog, wanted: str, **fields: object) -> Catalog:
    """The catalog with other fields in the entry whose text begins with a word."""
    entries = (replace(e, **fields) if word(e) == wanted and not e.obsolete else e for e in catalog.entries)
    return replace(catalog, entries=tuple(entries))


def translated(catalog: Catalog, **translations: str) -> Catalog:
    """The catalog with translations that somebody confirmed, by the first word of their text."""
    for wanted, translation in translations.items():
        catalog = worked(catalog, wanted, strings=(translation,), flags=())
    return catalog


def word(entry: Entry) -> str:
    return entry.text.split()[0].strip(".")


def strings(catalog: Catalog, text: str) -> str:
    return next(entry for entry in catalog.entries if entry.text == text).strings[0]


BASE = translated(updated(None, *TEXTS), Joints="Gelenke", Take="4 Tabletten.")


def test_changes_to_different_entries_and_headers_are_both_taken():
    ours = translated(BASE, Rest="Ruhen Sie.")
    ours = replace(ours, headers=(*(h for h in ours.headers if h[0] != "Language-Team"), ("X-Ours", "1")))
    theirs = replace(translated(BASE, Call="Rufen Sie an."), headers=(*BASE.headers, ("X-Theirs", "2")))
    merged = merge(BASE, ours, theirs)
    assert [entry.strings[0] for entry in merged.entries] == ["Gelenke", "4 Tabletten.", "Ruhen Sie.", "Rufen Sie an."]
    assert [header for header in merged.headers if header not in BASE.headers] == [("X-Ours", "1"), ("X-Theirs", "2")]
    assert merged.header("Language-Team") is None
    assert not any(entry.fuzzy for entry in merged.entries)


def test_two_translations_of_a_message_become_one_fuzzy_entry_that_shows_both(tmp_path):
    merged = merge(BASE, translated(BASE, Joints="Die Gelenke"), translated(BASE, Joints="Gelenk"))
    assert merged.entries[0].fuzzy
    assert merged.entries[0].strings == (MARKED.format("Die Gelenke", "Gelenk"),)
    assert merged.entries[1:] == replace(BASE, entries=tuple(replace(e, line=0) for e in BASE.entries)).entries[1:]
    path = tmp_path / "de.po"
    path.write_bytes(write(merged))
    assert gnu("msgcat", "--no-wrap", path).stdout == path.read_bytes()
    assert not msgfmt_refuses(path)
    assert read(path.read_bytes(), "de.po").entries[0].strings == merged.entries[0].strings


def test_of_plural_forms_only_those_that_differ_show_both():
    base = replace(BASE, entries=(Entry(text="day", plural="days", strings=("", "")),))
    ours, theirs = (
        replace(base, entries=(replace(base.entries[0], strings=s),)) for s in [("Tag", "Tage"), ("Tag", "d")]
    )
    assert merge(base, ours, theirs).entries[0].strings == ("Tag", MARKED.format("Tage", "d"))


def test_the_same_translation_on_both_sides_is_no_conflict_and_doubt_wins():
    ours = translated(BASE, Rest="Ruhen Sie.")
    doubtful = worked(ours, "Rest", flags=("fuzzy",))
    assert merge(BASE, ours, ours).entries == merge(BASE, ours, BASE).entries
    for one, other in [(ours, doubtful), (doubtful, ours)]:
        merged = merge(BASE, one, other)
        assert strings(merged, "Rest.") == "Ruhen Sie."
        assert merged.entries[2].fuzzy


def test_a_translation_beats_the_offer_of_an_update_but_not_the_work_on_one():
    edited = updated(BASE, "Joints", "Take 8 tablets.", *TEXTS[2:])
    confirmed = translated(edited, Take="8 Tabletten.")
    for one, other in [(edited, confirmed), (confirmed, edited)]:
        merged = merge(BASE, one, other)
        assert strings(merged, "Take 8 tablets.") == "8 Tabletten."
        assert not merged.entries[1].fuzzy
    draft = worked(edited, "Take", strings=("8 Pillen.",))
    assert strings(merge(BASE, draft, confirmed), "Take 8 tablets.") == MARKED.format("8 Pillen.", "8 Tabletten.")


def test_an_update_on_one_side_and_a_translation_on_the_other_keep_both():
    ours = updated(BASE, "Rest.", "Joints", "Take 8 tablets.", "Smile.")
    theirs = translated(BASE, Take="Vier Tabletten.", Rest="Ruhen Sie.", Call="Rufen Sie an.")
    merged = merge(BASE, ours, theirs)
    assert [entry.text for entry in merged.entries if not entry.obsolete] == [
        "Rest.",
        "Call us.",
        "Joints",
        "Take 8 tablets.",
        "Smile.",
    ]
    assert strings(merged, "Rest.") == "Ruhen Sie."
    (old,) = (entry for entry in merged.entries if entry.obsolete)
    assert (old.text, old.strings) == ("Take 4 tablets.", ("Vier Tabletten.",))
    later = updated(merged, "Rest.", "Joints", "Take 8 tablets.", "Smile.")
    assert "Rufen Sie an." in {entry.strings[0] for entry in later.entries}


def test_removed_on_one_side_and_untouched_on_the_other_is_removed():
    ours = updated(BASE, "Joints")
    assert [entry.text for entry in merge(BASE, ours, BASE).entries] == ["Joints", "Take 4 tablets."]
    assert [entry.text for entry in merge(BASE, BASE, ours).entries] == ["Joints", "Take 4 tablets."]


def test_comments_and_flags_of_both_sides_are_joined():
    base = worked(BASE, "Joints", comments=("a", "b"), flags=("no-wrap",))
    ours = worked(base, "Joints", comments=("a", "b", "c"), flags=())
    theirs = worked(base, "Joints", comments=("b", "d"), flags=("no-wrap", "c-format"))
    merged = merge(base, ours, theirs).entries[0]
    assert merged.comments == ("b", "c", "d")
    assert merged.flags == ("c-format",)


@pytest.mark.parametrize(
    ("ours", "theirs", "wanted"),
    [
        ("2026-01-02 10:00+0100", "2026-01-02 09:30+0000", "theirs"),
        ("2026-01-02 10:00+0000", "2026-01-02 10:30+0100", "ours"),
        ("2026-01-02 10:00+0000", "YEAR-MO-DA HO:MI+ZONE", "ours"),
        ("YEAR-MO-DA HO:MI+ZONE", "2026-01-02 10:00+0000", "theirs"),
    ],
)
def test_of_a_header_field_that_both_changed_the_later_side_has_the_last_word(ours, theirs, wanted):
    def signed(date: str, name: str) -> Catalog:
        fields = dict(BASE.headers) | {"PO-Revision-Date": date, "Last-Translator": name}
        return replace(BASE, headers=tuple(fields.items()))

    merged = merge(BASE, signed(ours, "ours"), signed(theirs, "theirs"))
    assert merged.header("Last-Translator") == wanted
    assert merged.header("PO-Revision-Date") == {"ours": ours, "theirs": theirs}[wanted]


def test_without_a_base_all_of_both_is_there():
    ours, theirs = updated(None, "Joints", "Rest."), translated(updated(None, "Joints", "Call us."), Joints="Gelenke")
    merged = merge(Catalog(), ours, theirs)
    assert [(entry.text, *entry.strings) for entry in merged.entries] == [
        ("Joints", "Gelenke"),
        ("Call us.", ""),
        ("Rest.", ""),
    ]


versions = st.lists(st.sampled_from(["", "eins", "zwei", "drei"]), min_size=4, max_size=4)


@given(versions, versions, versions)
def test_no_translation_is_chosen_silently(base, ours, theirs):
    catalogs = [
        translated(updated(None, *TEXTS), **dict(zip(map(word, BASE.entries), each, strict=True)))
        for each in (base, ours, theirs)
    ]
    merged = merge(*catalogs)
    for old, our, their, entry in zip(base, ours, theirs, merged.entries, strict=True):
        both = our and their and our != their and old not in (our, their)
        assert entry.fuzzy == bool(both)
        if both:
            assert entry.strings == (MARKED.format(our, their),)
        else:
            wanted = our if their == old else their if our == old else our or their
            assert entry.strings == (wanted,)
    assert merge(catalogs[0], merged, merged).entries == merged.entries


def test_another_version_brings_in_what_is_lacking_and_leaves_the_rest():
    edited = updated(BASE, "Joints", "Take 8 tablets.", "Rest.", "Smile.")
    older = translated(updated(None, *TEXTS, "Smile."), Joints="Gelenk", Take="Vier.", Rest="Ruhen.", Call="Anruf.")
    older = worked(older, "Rest", comments=("Ada said so.",))
    brought, rest = bring_in(edited, older)
    assert strings(brought, "Joints") == "Gelenke", "never overwritten"
    assert strings(brought, "Rest.") == "Ruhen."
    assert next(entry for entry in brought.entries if entry.text == "Rest.").comments == ("Ada said so.",)
    assert strings(brought, "Smile.") == ""
    assert {entry.text: entry.strings[0] for entry in rest} == {
        "Joints": "Gelenk",
        "Take 4 tablets.": "Vier.",
        "Call us.": "Anruf.",
    }
    assert bring_in(brought, older) == (brought, rest)


def test_a_platform_may_confirm_an_offer_but_a_doubt_stays():
    edited = updated(BASE, "Joints", "Take 8 tablets.", *TEXTS[2:])
    back = translated(edited, Take="8 Tabletten.")
    stripped = [Entry(context=e.context, text=e.text, strings=e.strings) for e in back.entries if not e.obsolete]
    brought, rest = bring_in(edited, replace(back, entries=tuple(stripped)))
    offer = next(entry for entry in brought.entries if entry.text == "Take 8 tablets.")
    assert (offer.strings, offer.fuzzy, offer.previous_text) == (("8 Tabletten.",), False, None)
    assert rest == ()
    doubtful = worked(BASE, "Joints", flags=("fuzzy",))
    brought, rest = bring_in(doubtful, BASE)
    assert brought == doubtful
    assert rest == ()
