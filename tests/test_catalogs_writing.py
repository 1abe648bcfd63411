"""The canonical form: what is written is read back, and GNU gettext leaves it as it is."""

import polib
from gnu import gnu, msgfmt_refuses
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_catalogs_reading import assert_equals_polib

from faqsync.catalogs import read, template, update, write
from faqsync.model import Catalog, Entry, Message
from faqsync.records import replace

PLAIN = "aBz09%#~|,.:;!?()[]<>&'\"\\äßñéمفصل関節ー。🦴\u0301\u200d"
COMMENTS = st.lists(st.text(PLAIN + " ", max_size=12).map(str.rstrip), max_size=3)
FLAGS = ["fuzzy", "c-format", "no-python-format", "qt-format", "range: 0..7", "no-wrap"]
"""The last two msgcat drops from obsolete entries."""
HEADERS = (
    ("X-Generator", "hand: made"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("X-Empty", ""),
    ("Project-Id-Version", 'faq \\ "1"'),
)


@st.composite
def texts(draw, begins: bool | None = None, ends: bool | None = None) -> str:
    """A text, with line feeds at its ends as wanted."""
    text = draw(st.text(PLAIN + "  \u00a0\u3000\t\n\n", min_size=1, max_size=40))
    if begins is not None:
        text = "\n" * begins + (text.strip("\n") or "a") + "\n" * bool(ends)
    return text


@st.composite
def entries(draw) -> Entry:
    begins, ends = draw(st.booleans()), draw(st.booleans())
    sides = texts(begins, ends)
    plural = draw(st.none() | sides)
    obsolete = draw(st.booleans())
    strings = st.just("") if plural is None and not obsolete and draw(st.booleans()) else sides
    flags = draw(st.lists(st.sampled_from(FLAGS[:4] if obsolete else FLAGS), unique=True))
    previous = draw(st.none() | texts())
    return Entry(
        context=draw(st.none() | st.just("") | texts()),
        text=draw(sides),
        plural=plural,
        strings=tuple(draw(strings) for _ in range(1 if plural is None else 2)),
        comments=tuple(draw(COMMENTS)),
        notes=tuple(draw(COMMENTS)),
        references=tuple(draw(st.lists(st.sampled_from(["a.json", "b/c.json:12", "ü" * 30, "d" * 50, "日.json"])))),
        flags=tuple(flags),
        previous_context=None if previous is None else draw(st.none() | texts()),
        previous_text=previous,
        previous_plural=None if previous is None else draw(st.none() | texts()),
        obsolete=obsolete,
    )


catalogs = st.builds(
    Catalog,
    headers=st.permutations(HEADERS).map(tuple),
    entries=st.lists(entries(), min_size=1, max_size=4, unique_by=lambda entry: entry.key).map(tuple),
    comments=COMMENTS.map(tuple),
    flags=st.sampled_from([(), ("fuzzy",)]),
)
few = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def bare(catalog: Catalog) -> Catalog:
    """The catalog without what the canonical form does not keep: lines, repeated references, and orders of its own."""
    live = [entry for entry in catalog.entries if not entry.obsolete]
    obsolete = [entry for entry in catalog.entries if entry.obsolete]
    return replace(
        catalog,
        headers=tuple(sorted(catalog.headers)),
        comments=tuple(_apart(line) for line in catalog.comments),
        entries=tuple(
            replace(
                entry,
                line=0,
                comments=tuple(_apart(line) for line in entry.comments),
                notes=tuple(_apart(line) for line in entry.notes),
                references=tuple(dict.fromkeys(entry.references)),
                flags=tuple(sorted(flag for flag in entry.flags if flag != "fuzzy" or any(entry.strings))),
            )
            for entry in live + obsolete
        ),
    )


def _apart(line: str) -> str:
    return f"{line} " if line.endswith("\\") else line


@settings(deadline=None)
@given(catalogs)
def test_what_is_written_is_read_back(catalog):
    data = write(catalog)
    found = read(data, "de.po")
    assert bare(found) == bare(catalog)
    assert write(found) == data


@settings(deadline=None)
@given(catalogs)
def test_polib_reads_the_same(catalog):
    assert_equals_polib(write(catalog))


@settings(deadline=None)
@given(catalogs)
def test_what_polib_writes_wrapped_is_read_as_it_is_meant(catalog):
    silent = [
        replace(entry, comments=(), notes=()) for entry in catalog.entries
    ]  # polib writes some that it cannot read
    theirs = polib.pofile(write(replace(catalog, comments=(), entries=tuple(silent))).decode(), wrapwidth=40)
    assert_equals_polib(f"{theirs}\n".encode())


@few
@given(catalogs)
def test_msgcat_leaves_it_as_it_is_and_msgfmt_accepts_it(tmp_path_factory, catalog):
    path = tmp_path_factory.mktemp("written") / "de.po"
    path.write_bytes(write(catalog))
    assert gnu("msgcat", "--no-wrap", path).stdout == path.read_bytes()
    path.write_bytes(path.read_bytes().replace(b"-format", b"-text"))
    assert not msgfmt_refuses(path)


@few
@given(catalogs, st.integers(20, 80))
def test_what_gnu_wraps_is_read_as_it_is_meant(tmp_path_factory, catalog, width):
    path = tmp_path_factory.mktemp("wrapped") / "de.po"
    path.write_bytes(write(catalog))
    wrapped = gnu("msgcat", f"--width={width}", path).stdout
    assert bare(read(wrapped + b"\n", "de.po")) == bare(read(path.read_bytes(), "de.po"))


def test_new_files_are_accepted_by_gnu_without_a_warning_and_left_as_they_are(tmp_path):
    messages = [
        Message(context="title", text='Joint "injections"', note="Title of the article\nAt most 60 letters"),
        Message(context="lead", text="Two\nlines"),
        Message(context="title", text='Joint "injections"', note="Title of the page"),
    ]
    pot = template("injections", messages, "content/our clinic/injections.json")
    assert [entry.text for entry in pot.entries] == ['Joint "injections"', "Two\nlines"]
    assert pot.entries[0].notes == ("Title of the article", "At most 60 letters", "Title of the page")
    for name, catalog in {
        "a.pot": pot,
        "pl.po": update(pot, None, "pl"),
        "zh.po": update(pot, None, "zh-Hant"),
    }.items():
        path = tmp_path / name
        path.write_bytes(write(catalog))
        assert gnu("msgcat", "--no-wrap", path).stdout == path.read_bytes()
        result = gnu("msgfmt", "-c", "-o", "/dev/null", path)
        assert result.returncode == 0
        assert not result.stderr or name.endswith("pot")


def test_the_form_in_full():
    pot = template("injections", [Message(context="title", text="Joints", note="Title")], "content/a.json")
    catalog = update(pot, None, "zh-Hant")
    old = Entry(context="title", text="Hips", strings=("髖",), obsolete=True, previous_text="Hip")
    assert (
        write(replace(catalog, entries=(old, *catalog.entries))).decode()
        == """\
msgid ""
msgstr ""
"Project-Id-Version: injections\\n"
"Report-Msgid-Bugs-To: \\n"
"PO-Revision-Date: \\n"
"Last-Translator: \\n"
"Language-Team: \\n"
"Language: zh_Hant\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

#. Title
#: content/a.json
msgctxt "title"
msgid "Joints"
msgstr ""

#~| msgid "Hip"
#~ msgctxt "title"
#~ msgid "Hips"
#~ msgstr "髖"
"""
    )


def test_a_flag_that_gnu_does_not_know_is_kept():
    entry = Entry(text="a", strings=("b",), flags=("max-length:5", "no-wrap", "python-format", "fuzzy", "c-format"))
    data = write(Catalog(headers=HEADERS, entries=(entry,)))
    assert b"#, fuzzy, c-format, python-format, no-wrap, max-length:5\n" in data
