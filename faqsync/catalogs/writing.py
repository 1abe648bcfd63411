"""Write a catalog in its canonical form, which ``msgcat --no-wrap`` leaves as it is.

UTF-8 and LF, no wrapping of texts but after ``\\n``, the header first, obsolete entries last, flags in GNU's order. A
flag that GNU does not know is kept, after the others.
"""

import re
from collections.abc import Iterable, Iterator

from faqsync.catalogs import headers
from faqsync.model import Catalog, Entry

_SPECIAL = re.compile(r'["\\\a\b\f\n\r\t\v]')
_BLANKS = re.compile(r"(.*?)(:[0-9]+)?\Z")
_ESCAPES = str.maketrans(
    {'"': r"\"", "\\": r"\\", "\a": r"\a", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\v": r"\v"}
)
_FORMATS = (
    "c objc python python-brace java java-printf csharp javascript scheme lisp elisp librep ruby sh awk lua "
    "object-pascal smalltalk qt qt-plural kde kde-kuit boost tcl perl perl-brace php gcc-internal gfc-internal ycp"
).split()
_FLAG_ORDER = {flag: rank for rank, flag in enumerate(["fuzzy", *(f"{name}-format" for name in _FORMATS)])}


def write(catalog: Catalog) -> bytes:
    """The PO file of a catalog."""
    header = Entry(
        text="",
        strings=(headers.render(catalog.headers),),
        comments=catalog.comments,
        notes=catalog.notes,
        flags=catalog.flags,
    )
    live = (entry for entry in catalog.entries if not entry.obsolete)
    obsolete = (entry for entry in catalog.entries if entry.obsolete)
    return "\n".join(map(_entry, (header, *live, *obsolete))).encode()


def _entry(entry: Entry) -> str:
    """The entry as it stands in the file, with its last line feed."""
    mark = "#~ " if entry.obsolete else ""
    out = [_comment("#", line) for line in entry.comments]
    out += [_comment("#.", line) for line in entry.notes]
    if entry.references:
        out += _references(entry.references)
    if entry.flags:
        out.extend(_flags(entry))
    if entry.previous_text is not None:
        previous = "#~| " if entry.obsolete else "#| "
        if entry.previous_context is not None:
            out.append(_string(previous, "msgctxt", entry.previous_context))
        out.append(_string(previous, "msgid", entry.previous_text))
        if entry.previous_plural is not None:
            out.append(_string(previous, "msgid_plural", entry.previous_plural))
    if entry.context is not None:
        out.append(_string(mark, "msgctxt", entry.context))
    out.append(_string(mark, "msgid", entry.text))
    if entry.plural is None:
        out.append(_string(mark, "msgstr", entry.strings[0]))
    else:
        out.append(_string(mark, "msgid_plural", entry.plural))
        out += [_string(mark, f"msgstr[{index}]", string) for index, string in enumerate(entry.strings)]
    return "".join(out)


def _comment(mark: str, line: str) -> str:
    """The line of a comment. GNU would join one that ends in a backslash with the next: a blank keeps them apart."""
    blank = " " if line.endswith("\\") else ""
    return f"{mark} {line}{blank}\n" if line else f"{mark}\n"


def _string(mark: str, keyword: str, text: str) -> str:
    """A keyword and its string: on one line, or on one for each of the text's lines, after an empty string."""
    if not _SPECIAL.search(text):
        return f'{mark}{keyword} "{text}"\n'
    if "\n" not in text[:-1]:
        return f'{mark}{keyword} "{text.translate(_ESCAPES)}"\n'
    lines = (f'{mark}"{line.translate(_ESCAPES)}"\n' for line in _lines(text))
    return f'{mark}{keyword} ""\n{"".join(lines)}'


def _lines(text: str) -> Iterable[str]:
    """The lines of a text, each with its line feed."""
    head, _, tail = text.rpartition("\n")
    yield from (line + "\n" for line in head.split("\n"))
    if tail:
        yield tail


def _references(references: Iterable[str]) -> Iterator[str]:
    """The lines of references: as many on each as fit in 79 bytes, the one thing that msgcat wraps all the same."""
    line = "#:"
    for reference in dict.fromkeys(references):
        if " " in reference:
            reference = _BLANKS.sub("\u2068\\1\u2069\\2", reference)
        if line != "#:" and len(line.encode()) + 1 + len(reference.encode()) > 79:
            yield f"{line}\n"
            line = "#:"
        line += f" {reference}"
    yield f"{line}\n"


def _flags(entry: Entry) -> Iterator[str]:
    """The line of flags; an entry without a translation is not fuzzy."""
    flags = [flag for flag in dict.fromkeys(entry.flags) if flag != "fuzzy" or any(entry.strings)]
    if flags:
        yield f"#, {', '.join(sorted(flags, key=_flag_rank))}\n"


def _flag_rank(flag: str) -> int:
    rank = _FLAG_ORDER.get(flag.removeprefix("no-"))
    if rank is not None:
        return rank
    return len(_FLAG_ORDER) + (0 if flag.startswith("range:") else 1 if flag == "no-wrap" else 2)
