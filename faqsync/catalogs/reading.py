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
    blank    = [ "#~" ] LF                                           no line ends in "\"

Beyond the grammar: the header says ``charset=UTF-8``; no two entries, obsolete ones included, have one msgctxt and
msgid; a translation that is not fuzzy begins and ends with a line feed where its msgid does; there are as many plural
forms as ``nplurals`` says, and ``plural`` stays below that.

A file cut off between two lines is still of the grammar, and could end in the middle of a translation. So the last one
must have an empty line after it, or not end in the beginning of a number of its msgid, and, in a file that is wrapped,
have the digits of its msgid and no blank at its end.
"""

import re
from collections.abc import Iterator

from faqsync.catalogs import headers
from faqsync.catalogs.consistency import contradictions, is_header
from faqsync.catalogs.lines import Broken, Comments, entry_at, flags_of, references_of, unescape
from faqsync.errors import Fault, InvalidInput
from faqsync.model import Catalog, Entry

_STRINGS = r'"([^\n]*(?:"\n"[^\n]*)*)"\n'
_TYPICAL = re.compile(
    r"\n*((?:# [^\n]*\n)*)((?:#\. [^\n]*\n)*)((?:#: [^\n]*\n)*)(?:#, ([^\n]*)\n)?"
    rf"()(?:msgctxt {_STRINGS})?msgid {_STRINGS}msgstr {_STRINGS}(?=\n)"
)
"""An entry as nearly all are, with an empty line after it. What this does not match is read line by line."""
_BEGIN = 5
"""The group of it where the msgctxt or msgid begins."""
_JOINT = '"\n"'
"""Between two strings of one text."""
_PLAIN = re.compile(rf'[^"\\]*(?:(?:\\[ntr"\\]|{_JOINT})[^"\\]*)*')
"""What may stand within the outer quotation marks of typical strings."""


def read(data: bytes, file: str) -> Catalog:
    """The catalog that ``data`` holds; ``file`` is its name in messages.

    Raises InvalidInput with every fault that was found: file, line, what is wrong and how to mend it.
    """
    entries: list[Entry] = []
    rest = Comments()
    wrong: list[tuple[int, str, str]] = []
    try:
        for item in _items(_decode(data)):
            if isinstance(item, Entry):
                entries.append(item)
            elif isinstance(item, Comments):
                rest = item
            else:
                wrong.append(item.args)
    except Broken as broken:
        wrong.append(broken.args)
    wrong = wrong or list(contradictions(entries))
    if wrong:
        raise InvalidInput(Fault(file=file, line=line, what=what, cure=cure) for line, what, cure in wrong)
    header = next(filter(is_header, entries))
    entries.remove(header)
    return Catalog(
        headers=headers.parse(header.strings[0]),
        entries=tuple(entries),
        comments=header.comments + rest.comments,
        notes=header.notes,
        flags=header.flags,
    )


def _decode(data: bytes) -> str:
    """The text of a file, its lines ending in LF. Raises Broken where there is none."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Broken(line, "this is not UTF-8", "Convert the file: msgconv --to-code=UTF-8") from None
    if text.startswith("\ufeff"):
        raise Broken(1, "the file begins with a byte order mark", "Save it as UTF-8 without one")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Broken(line, "a NUL character", "Get the file anew: it is damaged")
    text = text.replace("\r\n", "\n")
    if "\\\n" in text:
        line = text.count("\n", 0, text.index("\\\n")) + 1
        raise Broken(line, "a line ends in a backslash: gettext would join it with the next", "Write a blank after it")
    return text


def _items(text: str) -> Iterator[Entry | Comments | Broken]:
    """The entries in order, the comments that no entry follows, and the places where reading failed."""
    position, line = 0, 1
    while position < len(text):
        match = _TYPICAL.match(text, position)
        entry = match and _typical(match, line + text.count("\n", position, match.start(_BEGIN)))
        if match and entry:
            yield entry
            position, line = match.end(), entry.line + text.count("\n", match.start(_BEGIN), match.end())
            continue
        try:
            item, position, line = entry_at(text, position, line)
            yield item
        except Broken as broken:
            yield broken
            position, line = _after(broken.args[0], text, position, line)


def _after(broken: int, text: str, position: int, line: int) -> tuple[int, int]:
    """The position and line of the first empty line after the broken one, where reading can go on."""
    for _ in range(broken - line):
        position = text.index("\n", position) + 1
    empty = text.find("\n\n", position) + 1
    return (empty, broken + text.count("\n", position, empty)) if empty else (len(text), broken)


def _typical(match: re.Match[str], line: int) -> Entry | None:
    """The entry of a match, or none where the precise reading must decide."""
    comments, notes, references, flags, _, context, msgid, msgstr = match.groups()
    try:
        return Entry(
            text=_text(msgid),
            strings=(_text(msgstr),),
            context=context and _text(context),
            comments=tuple(comments[2:-1].split("\n# ")) if comments else (),
            notes=tuple(notes[3:-1].split("\n#. ")) if notes else (),
            references=references_of(references[2:].replace("\n#:", "")) if references else (),
            flags=flags_of(flags) if flags else (),
            line=line,
        )
    except ValueError:
        return None


def _text(strings: str) -> str:
    """The text of strings, from the first one's opening to the last one's closing quotation mark.

    Raises ValueError where these are not typical.
    """
    if '"' not in strings and "\\" not in strings:
        return strings
    if not _PLAIN.fullmatch(strings):
        raise ValueError
    return unescape(strings.replace(_JOINT, ""), 0)
