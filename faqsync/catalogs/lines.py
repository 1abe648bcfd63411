"""Read one entry of a PO file line by line, to the letter of the grammar (see `reading`), or say where it is broken."""

import re
from functools import lru_cache
from typing import NamedTuple

from faqsync.catalogs.ending import looks_cut
from faqsync.model import Entry

_BLANK = r"[ \t\r\f\v]*"
_LINE = re.compile(
    rf"""{_BLANK}
    (?: ( \#~\|? | \#\| )? {_BLANK}                                             # 1 mark
        (?: ( msgctxt | msgid_plural | msgid | msgstr ) {_BLANK}                # 2 keyword
            (?: \[ {_BLANK} ( [0-9]+ ) {_BLANK} \] {_BLANK} )? )?               # 3 index
        " ( [^"\\\n]* (?: \\. [^"\\\n]* )* ) " {_BLANK}                         # 4 string
      | \# (?![~|]) ( [^\n]* )                                                  # 5 comment
      | (?: \#~ )? {_BLANK}
    ) (?: \n | \Z )""",
    re.VERBOSE,
)
_FLAG = re.compile(r"range:\s*[^\s,]+|[^\s,]+")
_REFERENCE = re.compile(r"\u2068([^\u2069]*)\u2069(\S*)|(\S+)")
_ESCAPE = re.compile(r"((?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+))+)|\\(.)")
_ESCAPED = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\", '"': '"'}

_FOLLOWERS = {
    "": ("#|msgctxt", "#|msgid", "msgctxt", "msgid"),
    "#|msgctxt": ("#|msgid",),
    "#|msgid": ("#|msgid_plural", "msgctxt", "msgid"),
    "#|msgid_plural": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr[]",),
    "msgstr": (),
    "msgstr[]": ("msgstr[]",),
}
"""Which part of an entry may follow which."""
_COMPLETE = ("msgstr", "msgstr[]")
"""The parts with which an entry may end."""


class Broken(Exception):
    """A line that is not of the grammar: its number, what is wrong, the cure."""


class Comments(NamedTuple):
    """The comments above an entry, by kind."""

    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


def entry_at(text: str, position: int, line: int) -> tuple[Entry | Comments, int, int]:
    """The entry at a position, or the comments that no entry follows; and the position and line where it ends.

    Raises Broken at the first line that is not of the grammar.
    """
    parts = _Parts()
    while position < len(text):
        match = _LINE.match(text, position)
        if match is None:
            end = text.find("\n", position)
            raise Broken(line, *_diagnosis(text[position : None if end < 0 else end]))
        mark, keyword, index, string, comment = match.groups()
        if parts.ends_before(mark or "", keyword, comment):
            break
        if comment is not None:
            parts.comment(comment, line)
        elif string is None:
            parts.closed = True
        else:
            if keyword:
                parts.begin(mark or "", keyword, index, line)
            parts.add(mark or "", string, line)
        position, line = match.end(), line + 1
    else:
        parts.check_end(text, line - 1)
    return parts.entry() if parts.part else comments_of(parts.comments), position, line


class _Parts:
    """What has been read of one entry."""

    def __init__(self) -> None:
        self.part = ""
        self.strings: dict[str, list[str]] = {}
        self.forms: list[list[str]] = []
        self.comments: list[str] = []
        self.obsolete = False
        self.line = 0
        self.closed = False

    def ends_before(self, mark: str, keyword: str | None, comment: str | None) -> bool:
        """Whether a line with this begins another entry."""
        if self.part not in _COMPLETE:
            return False
        return comment is not None or mark.endswith("|") or keyword in ("msgctxt", "msgid")

    def comment(self, comment: str, line: int) -> None:
        if self.part:
            raise Broken(line, "a comment inside an entry", "Move it above the entry")
        self.comments.append(comment)

    def begin(self, mark: str, keyword: str, index: str | None, line: int) -> None:
        """Begin the next part."""
        part = ("#|" if mark.endswith("|") else "") + keyword + ("[]" if index else "")
        if part not in _FOLLOWERS[self.part]:
            raise Broken(line, *_misplaced(part, self.part))
        obsolete = mark.startswith("#~")
        if self.part and obsolete != self.obsolete:
            raise Broken(line, "only a part of the entry is marked #~", "Mark all of its lines or none")
        if index and int(index) != len(self.forms):
            raise Broken(line, f"msgstr[{index}] stands where msgstr[{len(self.forms)}] is due", "Number them from 0")
        if not self.line and not mark.endswith("|"):
            self.line = line
        self.part, self.obsolete, self.closed = part, obsolete, False
        if part in _COMPLETE:
            self.forms.append([])
        else:
            self.strings[part] = []

    def add(self, mark: str, string: str, line: int) -> None:
        """Add a string to the part that was begun last."""
        if not self.part or self.closed:
            raise Broken(line, "a string without a keyword", "Remove it, or the empty line above it")
        if mark.startswith("#~") != self.obsolete or mark.endswith("|") != self.part.startswith("#|"):
            raise Broken(line, "the string is not marked as the line above it", "Mark both with the same #~ or #|")
        strings = self.forms[-1] if self.part in _COMPLETE else self.strings[self.part]
        strings.append(unescape(string, line) if "\\" in string else string)

    def check_end(self, text: str, line: int) -> None:
        """Refuse the end of the file where it cuts an entry off, or may do so."""
        if self.part and self.part not in _COMPLETE:
            raise Broken(line, f"the file ends after {self.part}", "Get the whole file: it is cut off")
        if self.part and not self.closed and looks_cut(self.forms[-1], self._sources(), text):
            cure = "Get the whole file; if it is whole, end it with an empty line"
            raise Broken(line, "the file seems to be cut off inside its last translation", cure)

    def _sources(self) -> list[str]:
        return [text for text in (self._text("msgid"), self._text("msgid_plural")) if text is not None]

    def _text(self, part: str) -> str | None:
        strings = self.strings.get(part)
        return None if strings is None else "".join(strings)

    def entry(self) -> Entry:
        """The entry, complete."""
        comments, notes, references, flags = comments_of(self.comments)
        return Entry(
            text=self._text("msgid") or "",
            strings=tuple(map("".join, self.forms)),
            context=self._text("msgctxt"),
            plural=self._text("msgid_plural"),
            comments=comments,
            notes=notes,
            references=references,
            flags=flags,
            previous_context=self._text("#|msgctxt"),
            previous_text=self._text("#|msgid"),
            previous_plural=self._text("#|msgid_plural"),
            obsolete=self.obsolete,
            line=self.line,
        )


def comments_of(lines: list[str]) -> Comments:
    """The comments of an entry by kind, from their lines after the ``#``."""
    comments: list[str] = []
    notes: list[str] = []
    references: list[str] = []
    flags: list[str] = []
    for line in lines:
        kind = line[:1]
        if kind == ":":
            references += references_of(line[1:])
        elif kind == ".":
            notes.append(line[2:] if line[1:2] == " " else line[1:])
        elif kind in (",", "!"):
            flags += flags_of(line[1:])
        else:
            comments.append(line[1:] if kind == " " else line)
    return Comments(tuple(comments), tuple(notes), tuple(references), tuple(flags))


@lru_cache(maxsize=1024)
def references_of(line: str) -> tuple[str, ...]:
    """The references of a line. One that contains blanks stands between U+2068 and U+2069, but for its line number."""
    if "\u2068" not in line:
        return tuple(line.split())
    return tuple(quoted + rest or plain for quoted, rest, plain in _REFERENCE.findall(line))


@lru_cache(maxsize=1024)
def flags_of(line: str) -> tuple[str, ...]:
    """The flags of a line, separated by commas or blanks."""
    return tuple(_FLAG.findall(line))


def unescape(string: str, line: int) -> str:
    """The string without its escapes. Raises Broken where one is none of the grammar's."""

    def character(match: re.Match[str]) -> str:
        numeric, letter = match.groups()
        if letter is None:
            return _spelled(numeric, line)
        if letter not in _ESCAPED:
            raise Broken(line, f"\\{letter} is no escape", r"Write \\ for a backslash")
        return _ESCAPED[letter]

    return _ESCAPE.sub(character, string)


def _spelled(escapes: str, line: int) -> str:
    """The characters that octal and hexadecimal escapes spell in UTF-8."""
    values = [int(each[1:], 16) if each[0] == "x" else int(each, 8) for each in escapes.split("\\")[1:]]
    try:
        if 0 in values:
            raise ValueError
        return bytes(values).decode("utf-8")
    except ValueError:
        raise Broken(line, f"{escapes} spells no character in UTF-8", "Write the character itself") from None


_CONFLICT = re.compile(r"<{7}|={7}|>{7}|\|{7}")
_BEGINNING = re.compile(rf'{_BLANK}(?:\#~\|?|\#\|)?{_BLANK}([A-Za-z_$][\w$]*(?:{_BLANK}\[[^\]"]*\])?)?{_BLANK}("?)')
_KEYWORD = re.compile(r"msgctxt|msgid_plural|msgid|msgstr(?:\s*\[\s*[0-9]+\s*\])?")
_REST = re.compile(r'[^"\\]*(?:\\.[^"\\]*)*"')


def _diagnosis(line: str) -> tuple[str, str]:
    """What is wrong with a line that is not of the grammar, and the cure."""
    if _CONFLICT.match(line):
        return "a conflict marker of a merge", "Resolve the conflict and remove the marker"
    beginning = _BEGINNING.match(line)
    keyword, quote = beginning.groups() if beginning else (None, None)
    if not (keyword or quote):
        return f"stray text: {line.strip()[:40]!r}", "Remove it, or write # before it"
    if beginning and quote and not _REST.match(line, beginning.end()):
        return "the string is not closed", r'End it with "; write \" for a quotation mark inside it'
    if keyword and not _KEYWORD.fullmatch(keyword):
        return f"unknown keyword {keyword!r}", "Use msgctxt, msgid, msgid_plural, msgstr or msgstr[N]"
    if not quote:
        return f"no string after {keyword}", 'Begin it with "'
    return "text after the end of the string", r"Write \" for a quotation mark inside it"


def _misplaced(part: str, last: str) -> tuple[str, str]:
    if not last:
        return f"{part} stands without a msgid", "Write its msgid above it"
    due = " or ".join(_FOLLOWERS[last]) or "a new entry"
    return f"{part} follows {last}, where {due} is due", "Complete the entry"
