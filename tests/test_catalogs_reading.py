"""The strict reader: what it refuses, with the line, and that it reads all else as polib and GNU gettext do."""

import importlib.metadata
import importlib.util
import re

import polib
import pytest
from gnu import gnu, msgfmt_refuses
from hypothesis import given, settings
from hypothesis import strategies as st

from faqsync.catalogs import read
from faqsync.errors import InvalidInput
from faqsync.model import Catalog, Entry

HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
ENTRY = 'msgid "a"\nmsgstr "b"\n'


def fault(text: str | bytes) -> tuple[int | None, str]:
    """The first fault of a file."""
    with pytest.raises(InvalidInput) as caught:
        read(text if isinstance(text, bytes) else text.encode(), "de.po")
    return caught.value.faults[0].line, caught.value.faults[0].what


def entries(body: str) -> tuple[Entry, ...]:
    return read((HEADER + body).encode(), "de.po").entries


REFUSED = {
    "string not closed": (HEADER + 'msgid "a"\nmsgstr "4000\n', 7, "the string is not closed"),
    "string not closed at the end": (HEADER + 'msgid "a"\nmsgstr "400', 7, "the string is not closed"),
    "escaped quote does not close": (HEADER + 'msgid "a"\nmsgstr "b\\"\n', 7, "the string is not closed"),
    "string not opened": (HEADER + 'msgid "a"\nmsgstr b"\n', 7, "no string after msgstr"),
    "no string at all": (HEADER + 'msgid "a"\nmsgstr\n', 7, "no string after msgstr"),
    "text after string": (HEADER + 'msgid "a"\nmsgstr "b" c\n', 7, "text after the end of the string"),
    "quote inside": (HEADER + 'msgid "a"\nmsgstr "b"c"\n', 7, "text after the end of the string"),
    "stray text": (HEADER + "Hello, world\n" + ENTRY, 6, "unknown keyword 'Hello'"),
    "stray mark": (HEADER + "?\n" + ENTRY, 6, "stray text: '?'"),
    "unknown keyword": (HEADER + 'msgid "a"\nmsgstrr "b"\n', 7, "unknown keyword 'msgstrr'"),
    "domain": (HEADER + 'domain "a"\n' + ENTRY, 6, "unknown keyword 'domain'"),
    "conflict": (HEADER + 'msgid "a"\n<<<<<<< ours\nmsgstr "b"\n=======\n', 7, "a conflict marker of a merge"),
    "bad escape": (HEADER + 'msgid "a"\nmsgstr "5 \\% b"\n', 7, "\\% is no escape"),
    "bad escape in a long text": (HEADER + 'msgid ""\n"a\\n"\n"\\q"\nmsgstr "b"\n', 8, "\\q is no escape"),
    "joined lines": (HEADER + "# \\\n" + ENTRY, 6, "a line ends in a backslash"),
    "NUL": (HEADER + 'msgid "a"\nmsgstr "b"\n\0', 8, "a NUL character"),
    "no msgstr": (HEADER + 'msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 8, "msgid follows msgid, where "),
    "no msgstr at the end": (HEADER + 'msgid "a"\n', 6, "the file ends after msgid"),
    "no msgid": (HEADER + 'msgstr "a"\n', 6, "msgstr stands without a msgid"),
    "two msgstr": (HEADER + ENTRY + 'msgstr "c"\n', 8, "msgstr follows msgstr, where a new entry is due"),
    "comment inside": (HEADER + 'msgid "a"\n# c\nmsgstr "b"\n', 7, "a comment inside an entry"),
    "comment among strings": (HEADER + ENTRY + '# c\n"d"\n', 9, "a string without a keyword"),
    "duplicate": (HEADER + ENTRY + "\n" + ENTRY, 9, "the same message as in line 6"),
    "duplicate of a plural": (
        HEADER + ENTRY + '\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "c"\n',
        9,
        "the same message as in line 6",
    ),
    "duplicate of an obsolete entry": (HEADER + ENTRY + '\n#~ msgid "a"\n#~ msgstr ""\n', 9, "the same message as"),
    "two obsolete entries": (HEADER + '#~ msgid "a"\n#~ msgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n', 9, "the same"),
    "half obsolete": (HEADER + '#~ msgid "a"\nmsgstr "b"\n', 7, "only a part of the entry is marked #~"),
    "half obsolete string": (HEADER + '#~ msgid "a"\n#~ msgstr ""\n"b"\n', 8, "the string is not marked as the line"),
    "previous not obsolete": (HEADER + '#| msgid "a"\n#~ msgid "b"\n#~ msgstr "c"\n', 7, "only a part of the entry"),
    "previous context alone": (HEADER + '#| msgctxt "c"\nmsgid "a"\nmsgstr "b"\n', 7, "msgid follows #|msgctxt"),
    "comment after previous": (HEADER + '#| msgid "c"\n# d\nmsgid "a"\nmsgstr "b"\n', 7, "a comment inside an entry"),
    "plural without forms": (HEADER + 'msgid "a"\nmsgid_plural "as"\nmsgstr "b"\n', 8, "msgstr follows msgid_plural"),
    "forms without plural": (HEADER + 'msgid "a"\nmsgstr[0] "b"\n', 7, "msgstr[] follows msgid"),
    "forms from 1": (HEADER + 'msgid "a"\nmsgid_plural "as"\nmsgstr[1] "b"\n', 8, "msgstr[1] stands where msgstr[0]"),
    "too few forms": (HEADER + 'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\n', 6, "1 plural forms, but nplurals is 2"),
    "no plural rule": (
        HEADER.replace("Plural-Forms", "X").replace("plural", "p")
        + 'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "c"\n',
        1,
        "there are plural forms, but the header has no Plural-Forms",
    ),
    "bad plural rule": (HEADER.replace("(n != 1)", "(n =! 1)"), 1, "the plural expression '(n =! 1)' is invalid"),
    "plural rule too large": (
        HEADER.replace("(n != 1)", "n % 3"),
        1,
        "the plural expression gives 2, but nplurals is 2",
    ),
    "plural rule below 0": (HEADER.replace("(n != 1)", "n > 0 ? 0 : -1"), 1, "the plural expression"),
    "plural rule divides by 0": (HEADER.replace("(n != 1)", "5 / n > 9"), 1, "the plural expression"),
    "nplurals no number": (HEADER.replace("=2", "=INTEGER"), 1, "nplurals is no number"),
    "begins with a line feed": (
        HEADER + 'msgid "a"\nmsgstr "\\nb"\n',
        6,
        "msgid and its translation do not both begin",
    ),
    "ends with a line feed": (HEADER + 'msgid "a\\n"\nmsgstr "b"\n', 6, "msgid and its translation do not both end"),
    "no header": (ENTRY, 1, "the file has no header"),
    "empty file": ("", 1, "the file has no header"),
    "no charset": ('msgid ""\nmsgstr "Language: de\\n"\n\n' + ENTRY, 1, "the header names no charset"),
    "model charset": (HEADER.replace("UTF-8", "CHARSET") + ENTRY, 1, "the charset is CHARSET"),
    "other charset": (HEADER.replace("UTF-8", "ISO-8859-1") + ENTRY, 1, "the charset is ISO-8859-1"),
    "no field": (
        'msgid ""\nmsgstr "charset=UTF-8\\n"\n',
        1,
        "the header begins with 'charset=UTF-8', which is no field",
    ),
    "byte order mark": ("\ufeff" + HEADER + ENTRY, 1, "the file begins with a byte order mark"),
    "not UTF-8": ((HEADER + ENTRY).encode() + b'\nmsgid "c"\nmsgstr "\xe9"\n', 10, "this is not UTF-8"),
    "surrogate": ((HEADER + ENTRY).encode() + b'\nmsgid "c"\nmsgstr "\xed\xa0\x80"\n', 10, "this is not UTF-8"),
}
STRICTER = {"no charset", "model charset", "other charset", "no field", "NUL"}
"""What we refuse and ``msgfmt -c`` does not, or only sometimes."""


@pytest.mark.parametrize(("text", "line", "what"), REFUSED.values(), ids=REFUSED)
def test_a_damaged_file_is_refused_with_its_line(text, line, what):
    found_line, found = fault(text)
    assert found.startswith(what)
    assert found_line == line


@pytest.mark.parametrize("name", sorted(REFUSED.keys() - STRICTER))
def test_the_examples_of_damage_are_damage_to_gnu_too(name, tmp_path):
    text = REFUSED[name][0]
    path = tmp_path / "de.po"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert msgfmt_refuses(path)


def test_every_fault_is_reported_and_each_has_a_cure():
    body = 'msgid "a"\nmsgstr "b\n\nmsgid "c"\nmsgstr "d"\n\nmsgid "e"\nmsgstr f\n\nmsgid "g"\nmsgstr "\\h"\n'
    with pytest.raises(InvalidInput) as caught:
        read((HEADER + body).encode(), "de.po")
    assert [(each.file, each.line) for each in caught.value.faults] == [("de.po", 7), ("de.po", 13), ("de.po", 16)]
    assert all(each.cure for each in caught.value.faults)


def test_a_catalog_keeps_all_that_is_in_it():
    text = """\
# Team comment
#, fuzzy
msgid ""
msgstr ""
"Project-Id-Version: faq\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"X-Generator: Poedit: 3.4\\n"
"X-Empty: \\n"

# a comment

#  indented
#. a note
#: b.json:3 \u2068c d.json\u2069:4
#, fuzzy, c-format
#| msgctxt "was"
#| msgid "before"
#| msgid_plural "befores"
msgctxt "title"
msgid "now"
msgid_plural "nows"
msgstr[0] "jetzt"
msgstr[1] ""

#~| msgid "older"
#~ msgctxt ""
#~ msgid "old"
#~ msgstr ""
#~ "alt\\n"
#~ "\\101\\x42\\xc3\\xa9\\t\\"\\\\"
# the end
"""
    assert read(text.encode(), "de.po") == Catalog(
        headers=(
            ("Project-Id-Version", "faq"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("X-Generator", "Poedit: 3.4"),
            ("X-Empty", ""),
        ),
        comments=("Team comment", "the end"),
        flags=("fuzzy",),
        entries=(
            Entry(
                context="title",
                text="now",
                plural="nows",
                strings=("jetzt", ""),
                comments=("a comment", " indented"),
                notes=("a note",),
                references=("b.json:3", "c d.json:4"),
                flags=("fuzzy", "c-format"),
                previous_context="was",
                previous_text="before",
                previous_plural="befores",
                line=19,
            ),
            Entry(
                context="",
                text="old",
                strings=('alt\nABé\t"\\',),
                previous_text="older",
                obsolete=True,
                line=26,
            ),
        ),
    )


def test_both_tempos_read_alike():
    """An entry with an empty line after it is matched whole; the same at the very end is read line by line."""
    body = '# c\n#. n\n#. m\n#: r s\n#, fuzzy, no-wrap\nmsgctxt "x"\nmsgid ""\n"a\\n"\n"\\"b\\""\nmsgstr "c\\\\n"\n'
    assert entries(body) == entries(body + "\n") == entries(body.replace("\n", "\r\n"))
    assert entries("\n\n" + body + "\n")[0].line == entries(body)[0].line + 2


def test_flags_are_seen_however_they_are_written():
    body = '#,fuzzy c-format\n#, range: 0..3\n#! no-wrap\nmsgid "a"\nmsgstr "b"\n'
    assert entries(body)[0].flags == ("fuzzy", "c-format", "range: 0..3", "no-wrap")


CUT = """\
# comment
#. note
#: a.json
msgctxt "dose"
msgid "Take up to 4000 mg in 24 hours. Do not take more than 1.5 g at once."
msgstr "Nehmen Sie in 24 Stunden höchstens 4.000 mg ein. Nehmen Sie nie mehr als 1,5 g auf einmal."

#, fuzzy
#| msgid "Wait 4 hours."
msgctxt "wait"
msgid "Wait 14 hours."
msgstr "Warten Sie 4 Stunden."

msgctxt "tablets"
msgid "one tablet of 500 mg"
msgid_plural "%d tablets of 500 mg"
msgstr[0] "eine Tablette zu 500 mg"
msgstr[1] "%d Tabletten zu 500 mg"

msgctxt "last"
msgid ""
"Children: 15 mg per kg, every 6 hours.\\n"
"Adults: 1000 mg, at most 4 times in 24 hours, and for no more than 10 days; then ask a doctor."
msgstr ""
"Kinder: 15 mg pro kg, alle 6 Stunden.\\n"
"Erwachsene: 1000 mg, höchstens 4-mal in 24 Stunden, und nicht länger als 10 Tage; fragen Sie dann ärztlich nach."

#~ msgctxt "old"
#~ msgid "Take 12 drops."
#~ msgstr "12 Tropfen einnehmen."
"""


@pytest.mark.parametrize("layout", ["canonical", "wrapped"])
def test_a_cut_changes_no_number_in_a_translation(layout, tmp_path):
    data = (HEADER + CUT).encode()
    if layout == "wrapped":
        path = tmp_path / "de.po"
        path.write_bytes(data)
        data = gnu("msgcat", "--width=40", path).stdout
        assert data.count(b"\n") > (HEADER + CUT).count("\n") + 10
    whole = {entry.key: entry.strings for entry in read(data, "de.po").entries}
    accepted = 0
    for end in range(len(data)):
        try:
            cut = read(data[:end], "de.po")
        except InvalidInput:
            continue
        accepted += 1
        for entry in cut.entries:
            for string, complete in zip(entry.strings, whole[entry.key], strict=False):
                assert not string or re.findall(r"\d+", string) == re.findall(r"\d+", complete)
    assert accepted > 5


@pytest.mark.parametrize(
    "translation",
    [
        '"höchstens 40"\n"00 mg"',
        '"höchstens 4 "\n"000 mg"',
        '""\n"bis zu 4.0"\n"00 mg"',
        '""\n"höchstens "\n"4000 mg"',
        '""\n"höchstens ４０"\n"００ mg"',
    ],
)
def test_a_wrapped_translation_at_the_end_is_whole_or_refused(translation):
    whole = (
        HEADER + 'msgid "wrapped"\nmsgstr ""\n"um"\n"brochen"\n\nmsgid "at most 4000 mg"\nmsgstr ' + translation + "\n"
    )
    read(whole.encode(), "de.po")
    cut = whole[: whole.rindex('"\n"') + 2]
    assert fault(cut) == (cut.count("\n"), "the file seems to be cut off inside its last translation")
    read((cut + "\n").encode(), "de.po")


PIECES = [
    '"',
    "\\",
    "\n",
    "#",
    "#~ ",
    "#| ",
    "msgid ",
    "msgstr ",
    'msgid "a"\n',
    "[1]",
    " ",
    "\r",
    "\\n",
    "\\x41",
    "é",
    '"\n"',
]
damage = st.tuples(
    st.sampled_from(["cut", "insert", "drop line", "repeat line"]), st.floats(0, 1), st.sampled_from(PIECES)
)


def damaged(text: str, how: str, where: float, piece: str) -> str:
    position = int(where * len(text))
    lines = text.splitlines(keepends=True)
    line = int(where * (len(lines) - 1))
    return {
        "cut": text[:position],
        "insert": text[:position] + piece + text[position:],
        "drop line": "".join(lines[:line] + lines[line + 1 :]),
        "repeat line": "".join(lines[: line + 1] + lines[line:]),
    }[how]


@settings(max_examples=60, deadline=None)
@given(st.lists(damage, min_size=1, max_size=3))
def test_what_msgfmt_refuses_is_refused(tmp_path_factory, damages):
    text = HEADER + CUT
    for each in damages:
        text = damaged(text, *each)
    path = tmp_path_factory.mktemp("damaged") / "de.po"
    path.write_bytes(text.encode())
    if msgfmt_refuses(path):
        fault(text)


INSTALLED = [
    path.locate()
    for package in ("django", "sphinx")
    if importlib.util.find_spec(package)
    for path in importlib.metadata.files(package) or ()
    if path.suffix == ".po"
]
"""Some 1,300 catalogs of many hands and tools; each run of the tests reads every ninth."""


def as_polib_has_it(entry: Entry) -> tuple[object, ...]:
    previous = (entry.previous_context, entry.previous_text, entry.previous_plural)
    return (
        entry.context,
        entry.text,
        entry.plural or "",
        entry.strings,
        [line.rstrip() for line in entry.comments if line.strip()],
        [line.rstrip() for line in entry.notes if line.strip()],
        list(entry.references),
        list(entry.flags),
        entry.obsolete,
        None if entry.obsolete else previous,
    )


def of_polib(entry: polib.POEntry) -> tuple[object, ...]:
    plural = tuple(string for _, string in sorted(entry.msgstr_plural.items()))
    return (
        entry.msgctxt,
        entry.msgid,
        entry.msgid_plural,
        plural or (entry.msgstr,),
        [line.rstrip() for line in entry.tcomment.split("\n") if line.strip()],
        [line.rstrip() for line in entry.comment.split("\n") if line.strip()],
        [f"{file}:{line}" if line else file for file, line in entry.occurrences],
        entry.flags,
        bool(entry.obsolete),
        None if entry.obsolete else (entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural),
    )


def assert_equals_polib(data: bytes) -> None:
    """What we read is what polib reads, message for message.

    But for what polib loses: the ``#~|`` of obsolete entries, and blanks and empty lines in comments.
    """
    ours = read(data, "de.po")
    theirs = polib.pofile(data.decode())
    assert [as_polib_has_it(entry) for entry in ours.entries] == [of_polib(entry) for entry in theirs]
    assert dict(ours.headers) == theirs.metadata


@pytest.mark.skipif(not INSTALLED, reason="neither Django nor Sphinx is installed: no real catalogs to read")
def test_real_catalogs_are_read_as_polib_reads_them_or_refused_as_msgfmt_refuses_them():
    refused = []
    for path in INSTALLED[::9]:
        data = path.read_bytes()
        try:
            read(data, str(path))
        except InvalidInput:
            refused.append(path)
        else:
            assert_equals_polib(data)
    assert len(refused) < 10
    assert all(msgfmt_refuses(path) for path in refused)
