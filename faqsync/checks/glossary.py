"""Glossary files -> Terms: CSV (RFC 4180) and TBX (ISO 30042, both the 2008 and the 2019 form)."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from faqsync.errors import Fault, InvalidInput
from faqsync.locales import canonical_tag, nearest
from faqsync.model import Term

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CURE_CSV = "Write a line of column names: term, then a tag (de), !tag for what is forbidden (!de), or keep"


def read_glossary(path: Path, file: str, source: str) -> tuple[Term, ...]:
    """The terms of a file, named ``file`` in messages: ``.csv``, else TBX. ``source`` is the locale of the articles.

    Raises InvalidInput with file and line where it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        fault = Fault(file=file, what=f"it cannot be read ({error.strerror})", cure="Mend its name or its rights")
        raise InvalidInput([fault]) from None
    except UnicodeDecodeError as error:
        fault = Fault(file=file, what=f"byte {error.start} is not UTF-8", cure="Save the file as UTF-8")
        raise InvalidInput([fault]) from None
    return tuple(_read_csv(text, file) if path.suffix.lower() == ".csv" else _read_tbx(text, file, source))


def _read_csv(text: str, file: str) -> Iterator[Term]:
    """One term a row. Several translations in a cell are parted by ``|``."""
    rows = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = next(rows, [])
        columns = [_column(name, file) for name in header]
        if not columns or columns[0] != ("term", ""):
            raise InvalidInput([Fault(file=file, line=1, what="the first column is not “term”", cure=_CURE_CSV)])
        for row in rows:
            if not any(row):
                continue
            if len(row) != len(columns) or not row[0].strip():
                what = f"the row has {len(row)} cells for {len(columns)} columns" if row[0] else "the row has no term"
                raise InvalidInput([Fault(file=file, line=rows.line_num, what=what, cure="Fill in every cell")])
            cells = [(*column, _alternatives(cell)) for column, cell in zip(columns, row, strict=True)]
            yield Term(
                text=row[0].strip(),
                required={tag: names for kind, tag, names in cells if kind == "required" and names},
                forbidden={tag: names for kind, tag, names in cells if kind == "forbidden" and names},
                keep=any(kind == "keep" and names for kind, _, names in cells),
            )
    except csv.Error as error:
        fault = Fault(file=file, line=rows.line_num, what=f"it is not CSV: {error}", cure="Mend this row")
        raise InvalidInput([fault]) from None


def _column(name: str, file: str) -> tuple[str, str]:
    name = name.strip()
    if name in ("term", "keep"):
        return name, ""
    try:
        return ("forbidden" if name.startswith("!") else "required"), canonical_tag(name.removeprefix("!"))
    except ValueError:
        fault = Fault(file=file, line=1, what=f"the column {name!r} is no language tag", cure=_CURE_CSV)
        raise InvalidInput([fault]) from None


def _alternatives(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split("|") if name.strip())


def _read_tbx(text: str, file: str, source: str) -> Iterator[Term]:
    """One term a concept. A translation whose administrative status is deprecated or superseded is forbidden."""
    if "<!ENTITY" in text:
        raise InvalidInput([Fault(file=file, what="it defines entities", cure="Write the characters themselves")])
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        fault = Fault(file=file, line=error.position[0], what=f"it is not XML: {error.msg}", cure="Mend this place")
        raise InvalidInput([fault]) from None
    for concept in _named(root, "termEntry", "conceptEntry"):
        required: dict[str, tuple[str, ...]] = {}
        forbidden: dict[str, tuple[str, ...]] = {}
        for section in _named(concept, "langSet", "langSec"):
            try:
                tag = canonical_tag(section.get(_LANG, ""))
            except ValueError:
                what = f"{section.get(_LANG)!r} is no language tag"
                raise InvalidInput([Fault(file=file, what=what, cure="Write a BCP 47 tag in xml:lang")]) from None
            for entry in _named(section, "tig", "ntig", "termSec"):
                names = forbidden if _is_deprecated(entry) else required
                terms = ("".join(term.itertext()).strip() for term in _named(entry, "term"))
                names[tag] = (*names.get(tag, ()), *terms)
        own = nearest(source, list(required))
        for name in required.pop(own) if own is not None else ():
            yield Term(text=name, required=required, forbidden=forbidden)


def _named(element: ElementTree.Element, *names: str) -> Iterator[ElementTree.Element]:
    """The descendants with one of these names, in whatever namespace."""
    return (child for child in element.iter() if child.tag.rpartition("}")[2] in names)


def _is_deprecated(entry: ElementTree.Element) -> bool:
    """Whether a term is one that must not be used (ISO 12620, administrative status)."""
    statuses: Iterable[str] = ("".join(note.itertext()) for note in _named(entry, "termNote", "administrativeStatus"))
    return any(status.strip().startswith(("deprecated", "superseded")) for status in statuses)
