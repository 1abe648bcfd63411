r"""Read a PO file: strictly, so that a damaged one is never taken for another, and fast.

The grammar, by lines that end in LF or CRLF. Nothing that ``msgfmt -c`` refuses is of it; format strings
(``c-format`` and the like) are not looked into::

    file     = *( entry / blank )         in UTF-8, without a byte order mark; one entry is the header
    entry    = *( comment / blank ) [ previous ] [ line msgctxt ] line msgid ( line msgstr / plural )
    previous = [ line msgctxt ] line msgid [ line msgid_plural ]     each marked "#|"
    plural   = line msgid_plural 1*( line msgstr[N] )                N counts from 0
    line KEY = [ mark ] KEY string LF *( [ mark ] string LF )        no blank before a further string
    mark     = "#~" / "#|" / "#~|"        "#~" on every line of an entry or on none: it is obsolete
    string   = <"> *( char / escape ) <">       char: any but LF, NUL, <"> and "\"
    escape   = "\" ( "a" / "b" / "f" / "n" / "r" / "t" / "v" / "\" / <"> / 1*3OCTAL / "x" 1*HEX )
    comment  = "#" ( "." note / ":" references / "," flags / "!" flags / text ) LF
    blank    = [ "#~" ] LF

Beyond the grammar: the header says ``charset=UTF-8``; no two entries, obsolete ones included, have one msgctxt and
msgid; a translation that is not fuzzy begins and ends with a line feed where its msgid does; there are as many plural
forms as ``nplurals`` says, and ``plural`` stays below that.

A file cut off between two lines is still of the grammar, and could end in the middle of a wrapped translation: the
last translation of a wrapped file must have the digits of its msgid, or an empty line after it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from faqsync.catalogs import headers
from faqsync.errors import Fault, InvalidInput
from faqsync.model import Catalog, Entry

# An entry as nearly all are: comments, then one line each. What it does not match is read line by line.
_PLAIN_STRING = r'"([^"\\\n\0]*(?:\\[ntr"\\][^"\\\n\0]*)*)"\n'
_TYPICAL = re.compile(
    rf"\n*((?:\#(?![~|])[^\n]*\n)*)(?:msgctxt {_PLAIN_STRING})?msgid {_PLAIN_STRING}msgstr {_PLAIN_STRING}(?=\n|\Z)"
)
_BLANK = r"[ \t\r\f\v]*"
_LINE = re.compile(
    rf"""{_BLANK}
    (?: (?P<mark> \#~\|? | \#\| )? {_BLANK}
        (?: (?P<keyword> msgctxt | msgid_plural | msgid | msgstr )
            {_BLANK} (?: \[ {_BLANK} (?P<index> [0-9]+ ) {_BLANK} \] )? {_BLANK} )?
        "(?P<string> [^"\\\n\0]* (?: \\. [^"\\\n\0]* )* )" {_BLANK}
      | \# (?![~|]) (?P<comment> [^\n]* )
      | (?: \#~ )? {_BLANK}
    ) (?: \n | \Z )""",
    re.VERBOSE,
)
_FLAG = re.compile(r"range:\s*\S+|[^\s,]+")
_REFERENCE = re.compile(r"(?:\u2068[^\u2069]*\u2069|[^ \t])+")
_ESCAPE = re.compile(r"((?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+))+)|\\(.)")
_ESCAPED = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\", '"': '"'}
_WRAPPED = re.compile(rf'(?<!\\n)(?<!\s)"\n{_BLANK}(?:\#(?:~\|?|\|))?{_BLANK}"')

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
_LAST = ("msgstr", "msgstr[]")


class _Broken(Exception):
    """A line that is not of the grammar: its number, what is wrong, the cure."""


class _Comments(NamedTuple):
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


def read(data: bytes, file: str) -> Catalog:
    """The catalog that ``data`` holds; ``file`` is its name in messages.

    Raises InvalidInput with every fault that was found: file, line, what is wrong and how to mend it.
    """
    text = _decode(data, file)
    entries: list[Entry] = []
    faults: list[Fault] = []
    rest = _Comments()
    for item in _items(text):
        if isinstance(item, Entry):
            entries.append(item)
        elif isinstance(item, _Comments):
            rest = item
        else:
            line, what, cure = item.args
            faults.append(Fault(file=file, line=line, what=what, cure=cure))
    if not faults:
        faults = [Fault(file=file, line=line, what=what, cure=cure) for line, what, cure in _contradictions(entries)]
    if faults:
        raise InvalidInput(faults)
    header = next(entry for entry in entries if _is_header(entry))
    return Catalog(
        headers=headers.parse(header.strings[0]),
        entries=tuple(entry for entry in entries if entry is not header),
        comments=header.comments + rest.comments,
        notes=header.notes,
        flags=header.flags,
    )


def _decode(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fault = Fault(file=file, line=line, what="this is not UTF-8", cure="Convert the file: msgconv --to-code=UTF-8")
        raise InvalidInput([fault]) from None
    if text.startswith("\ufeff"):
        cure = "Save the file as UTF-8 without one"
        raise InvalidInput([Fault(file=file, line=1, what="the file begins with a byte order mark", cure=cure)])
    return text.replace("\r\n", "\n")


def _items(text: str) -> Iterator[Entry | _Comments | _Broken]:
    """The entries in order, the comments that no entry follows, and the places where reading failed."""
    position, line, end = 0, 1, len(text)
    while position < end:
        match = _TYPICAL.match(text, position)
        if match is not None:
            comments, context, msgid, msgstr = match.groups()
            line += text.count("\n", position, match.end(1))
            parts = _comments(comments[1:-1].split("\n#")) if comments else _Comments()
            if "\\" in match[0]:
                context = context and _unescape(context, line)
                msgid, msgstr = _unescape(msgid, line), _unescape(msgstr, line)
            yield Entry(
                text=msgid,
                strings=(msgstr,),
                context=context,
                comments=parts.comments,
                notes=parts.notes,
                references=parts.references,
                flags=parts.flags,
                line=line,
            )
            line += 2 if context is None else 3
            position = match.end()
            continue
        try:
            item, position, line = _read_by_lines(text, position, line)
            yield item
        except _Broken as broken:
            yield broken
            resumed = text.find("\n\n", text.find("\n", position) + 1)
            line += text.count("\n", position, resumed) if resumed > 0 else 0
            position = resumed if resumed > 0 else end


class _Parts:
    """What has been read of one entry, line by line."""

    def __init__(self) -> None:
        self.last = ""
        self.pieces: dict[str, list[str]] = {}
        self.forms: list[list[str]] = []
        self.comments: list[str] = []
        self.obsolete = False
        self.line = 0
        self.closed = False

    def begin(self, part: str, index: str | None, obsolete: bool, line: int) -> None:
        """Begin a part, where it may stand."""
        if part not in _FOLLOWERS[self.last]:
            raise _Broken(line, *_misplaced(part, self.last))
        if self.last and obsolete != self.obsolete:
            raise _Broken(line, "only a part of the entry is marked #~", "Mark all of its lines or none")
        if index is not None and int(index) != len(self.forms):
            raise _Broken(line, f"msgstr[{index}] stands where msgstr[{len(self.forms)}] is due", "Number them from 0")
        if part in ("msgctxt", "msgid") and not self.line:
            self.line = line
        self.last, self.obsolete = part, obsolete
        target: list[str] = []
        if part in _LAST:
            self.forms.append(target)
        else:
            self.pieces[part] = target

    def add(self, string: str, mark: str, line: int) -> None:
        """Add a string to the part that was begun last."""
        if not self.last or self.closed:
            raise _Broken(line, "a string without a keyword", "Remove it, or the empty line above it")
        if mark.startswith("#~") != self.obsolete or mark.endswith("|") != self.last.startswith("#|"):
            raise _Broken(line, "the string is not marked as the line above it", "Mark both with the same #~ or #|")
        (self.forms[-1] if self.last in _LAST else self.pieces[self.last]).append(_unescape(string, line))

    def text(self, part: str) -> str | None:
        pieces = self.pieces.get(part)
        return None if pieces is None else "".join(pieces)

    def entry(self) -> Entry:
        comments, notes, references, flags = _comments(self.comments)
        return Entry(
            text=self.text("msgid") or "",
            strings=tuple(map("".join, self.forms)),
            context=self.text("msgctxt"),
            plural=self.text("msgid_plural"),
            comments=comments,
            notes=notes,
            references=references,
            flags=flags,
            previous_context=self.text("#|msgctxt"),
            previous_text=self.text("#|msgid"),
            previous_plural=self.text("#|msgid_plural"),
            obsolete=self.obsolete,
            line=self.line,
        )


def _read_by_lines(text: str, position: int, line: int) -> tuple[Entry | _Comments, int, int]:
    """The entry at ``position``, or the comments if none follows, and where the reading goes on.

    Raises _Broken at the first line that is not of the grammar.
    """
    parts = _Parts()
    while position < len(text):
        match = _LINE.match(text, position)
        if match is None:
            raise _Broken(line, *_diagnosis(text[position:].split("\n", 1)[0]))
        mark, keyword, index, string, comment = match.groups(default="")
        if match["string"] is not None:
            if keyword:
                part = ("#|" if mark.endswith("|") else "") + keyword + ("[]" if index else "")
                if parts.last in _LAST and part not in _FOLLOWERS[parts.last] and part in _FOLLOWERS[""]:
                    return parts.entry(), position, line
                parts.begin(part, match["index"], mark.startswith("#~"), line)
                parts.closed = False
            parts.add(string, mark, line)
        elif match["comment"] is not None:
            if parts.last in _LAST:
                return parts.entry(), position, line
            if parts.last:
                raise _Broken(line, "a comment inside an entry", "Move it above the entry")
            parts.comments.append(comment)
        elif parts.last:
            parts.closed = True
        position = match.end()
        line += 1
    if not parts.last:
        return _comments(parts.comments), position, line
    if parts.last not in _LAST:
        raise _Broken(line - 1, f"the file ends after {parts.last}: it is cut off", "Get the whole file")
    if not parts.closed and _looks_cut(text, parts):
        cure = "Get the whole file; if it is whole, end it with an empty line"
        raise _Broken(line - 1, "the file seems to be cut off inside its last translation", cure)
    return parts.entry(), position, line


def _looks_cut(text: str, parts: _Parts) -> bool:
    """Whether the last translation, wrapped and at the very end, lacks a digit of its msgid or has another."""
    pieces = parts.forms[-1]
    wrapped = len(pieces) == 2 and not pieces[0] and not pieces[1].endswith("\n")
    if len(pieces) < 2 or not (wrapped or _WRAPPED.search(text)):
        return False
    sources = (parts.text("msgid") or "", parts.text("msgid_plural") or "")
    return _digits("".join(pieces)) not in map(_digits, sources)


def _digits(text: str) -> Counter[int]:
    return Counter(unicodedata.decimal(char) for char in text if char.isdecimal())


def _comments(lines: Iterable[str]) -> _Comments:
    """The comments of an entry, by kind, from their lines without the ``#``."""
    comments: list[str] = []
    notes: list[str] = []
    references: list[str] = []
    flags: list[str] = []
    for line in lines:
        kind = line[:1]
        if kind == ":":
            references += _REFERENCE.findall(line, 1)
        elif kind == ".":
            notes.append(line[2:] if line[1:2] == " " else line[1:])
        elif kind in (",", "!"):
            flags += _FLAG.findall(line, 1)
        else:
            comments.append(line[1:] if kind == " " else line)
    return _Comments(tuple(comments), tuple(notes), tuple(references), tuple(flags))


def _unescape(string: str, line: int) -> str:
    if "\\" not in string:
        return string

    def plain(match: re.Match[str]) -> str:
        if match[1]:
            return _numeric(match[1], line)
        if match[2] not in _ESCAPED:
            raise _Broken(line, f"\\{match[2]} is no escape", r"Write \\ for a backslash")
        return _ESCAPED[match[2]]

    return _ESCAPE.sub(plain, string)


def _numeric(escapes: str, line: int) -> str:
    """The characters that octal and hexadecimal escapes spell in UTF-8."""
    values = [int(each[1:], 16) if each[0] == "x" else int(each, 8) for each in escapes.split("\\")[1:]]
    try:
        if 0 in values:
            raise ValueError
        return bytes(values).decode("utf-8")
    except ValueError:
        raise _Broken(line, f"{escapes} spells no character in UTF-8", "Write the character itself") from None


def _is_header(entry: Entry) -> bool:
    return not entry.text and entry.context is None and not entry.obsolete


def _contradictions(entries: list[Entry]) -> Iterator[tuple[int, str, str]]:
    """What is wrong with the entries as a whole: line, what, cure."""
    seen: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        first = seen.setdefault((entry.context, entry.text), entry.line)
        if first != entry.line:
            yield entry.line, f"the same message as in line {first}", "Keep one of the two"
    header = next(filter(_is_header, entries), None)
    if header is None:
        yield (
            1,
            "the file has no header",
            r'Begin it with msgid "" and msgstr "Content-Type: text/plain; charset=UTF-8\n"',
        )
        return
    yield from _header_contradictions(header, entries)
    for entry in entries:
        if entry is not header and not entry.obsolete and entry.strings[0] and not entry.fuzzy:
            yield from _newline_contradictions(entry)


def _header_contradictions(header: Entry, entries: list[Entry]) -> Iterator[tuple[int, str, str]]:
    try:
        fields = Catalog(headers=headers.parse(header.strings[0]))
    except ValueError as error:
        yield header.line, f"the header begins with {str(error)!r}, which is no field", "Write 'Name: value'"
        return
    plurals = [e for e in entries if e.plural is not None and e.strings[0] and not (e.obsolete or e.fuzzy)]
    plural_forms = fields.header("Plural-Forms")
    for wrong in (
        headers.charset_fault(fields.header("Content-Type")),
        headers.plural_fault(plural_forms, bool(plurals)),
    ):
        if wrong is not None:
            yield header.line, *wrong
    count = headers.plural_count(plural_forms)
    for entry in plurals:
        if count is not None and len(entry.strings) != count:
            yield (
                entry.line,
                f"{len(entry.strings)} plural forms, but nplurals is {count}",
                "Write as many",
            )


def _newline_contradictions(entry: Entry) -> Iterator[tuple[int, str, str]]:
    others = entry.strings if entry.plural is None else (entry.plural, *entry.strings)
    for other in others:
        if other.startswith("\n") != entry.text.startswith("\n"):
            yield entry.line, "msgid and its translation do not both begin with a line feed", r"Add or remove the \n"
        if other.endswith("\n") != entry.text.endswith("\n"):
            yield entry.line, "msgid and its translation do not both end with a line feed", r"Add or remove the \n"


def _misplaced(part: str, last: str) -> tuple[str, str]:
    if not last:
        return f"{part} stands without a msgid", "Write its msgid above it"
    due = " or ".join(_FOLLOWERS[last]) or "a new entry"
    return f"{part} follows {last}, where {due} is due", "Complete the entry"


_CONFLICT = re.compile(r"<{7}|={7}|>{7}|\|{7}")
_BEGINNING = re.compile(rf'{_BLANK}(?:\#~\|?|\#\|)?{_BLANK}([A-Za-z_$][\w$]*(?:{_BLANK}\[[^\]"]*\])?)?{_BLANK}("?)')
_STRING = re.compile(r'[^"\\\0]*(?:\\.[^"\\\0]*)*"')


def _diagnosis(line: str) -> tuple[str, str]:
    """What is wrong with a line that is not of the grammar, and the cure."""
    if _CONFLICT.match(line):
        return "a conflict marker of a merge", "Resolve the conflict and remove the marker"
    if "\0" in line:
        return "a NUL character", "Remove it; the file may be damaged"
    beginning = _BEGINNING.match(line)
    if beginning is None or not (beginning[1] or beginning[2]):
        return f"stray text: {line.strip()[:40]!r}", "Remove it, or write # before it"
    keyword, quote = beginning.groups()
    if quote and not _STRING.match(line, beginning.end()):
        return "the string is not closed", 'End it with "; write \\" for a quotation mark inside it'
    if keyword and not re.fullmatch(r"msgctxt|msgid_plural|msgid|msgstr(?:\s*\[\s*\d+\s*\])?", keyword):
        return f"unknown keyword {keyword!r}", "Use msgctxt, msgid, msgid_plural, msgstr or msgstr[N]"
    if not quote:
        return f"no string after {keyword}", 'Begin it with "'
    return "text after the end of the string", 'Write \\" for a quotation mark inside it'
