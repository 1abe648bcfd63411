"""What must hold in a catalog beyond its grammar, as ``msgfmt -c`` has it."""

from collections.abc import Iterable, Iterator, Sequence

from faqsync.catalogs import headers
from faqsync.model import Entry

Wrong = tuple[int, str, str]
"""The line, what is wrong there, and the cure."""


def contradictions(entries: Sequence[Entry]) -> Iterator[Wrong]:
    """All that is wrong between the entries of a file, its header among them."""
    if len({entry.key for entry in entries}) < len(entries):
        yield from _duplicates(entries)
    header = next(filter(is_header, entries), None)
    if header is None:
        cure = r'Begin it with msgid "" and msgstr "Content-Type: text/plain; charset=UTF-8\n"'
        yield 1, "the file has no header", cure
        return
    special = [entry for entry in entries if entry.plural is not None or "\n" in entry.text or "\n" in entry.strings[0]]
    claims = [entry for entry in special if entry.strings[0] and not (entry.obsolete or entry.fuzzy)]
    yield from _in_header(header, [entry for entry in claims if entry.plural is not None])
    for entry in claims:
        if entry is not header:
            yield from _line_feeds(entry)


def is_header(entry: Entry) -> bool:
    """Whether this is the entry that holds the header."""
    return not entry.text and entry.context is None and not entry.obsolete


def _duplicates(entries: Iterable[Entry]) -> Iterator[Wrong]:
    first: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        line = first.setdefault(entry.key, entry.line)
        if line != entry.line:
            yield entry.line, f"the same message as in line {line}", "Keep one of the two"


def _in_header(header: Entry, plurals: Sequence[Entry]) -> Iterator[Wrong]:
    text = header.strings[0]
    try:
        headers.parse(text)
    except ValueError as error:
        yield header.line, f"the header begins with {str(error)!r}, which is no field", "Write 'Name: value'"
    for fault in (headers.charset_fault(text), headers.plural_fault(text, bool(plurals))):
        if fault is not None:
            yield header.line, *fault
    count = headers.plural_count(text)
    for entry in plurals:
        if count is not None and len(entry.strings) != count:
            yield entry.line, f"{len(entry.strings)} plural forms, but nplurals is {count}", "Write as many"


def _line_feeds(entry: Entry) -> Iterator[Wrong]:
    """A translation begins and ends with a line feed where its msgid does, and so does a msgid_plural."""
    others = entry.strings if entry.plural is None else (entry.plural, *entry.strings)
    for other in others:
        if other.startswith("\n") != entry.text.startswith("\n"):
            yield entry.line, "msgid and its translation do not both begin with a line feed", r"Add or remove the \n"
        if other.endswith("\n") != entry.text.endswith("\n"):
            yield entry.line, "msgid and its translation do not both end with a line feed", r"Add or remove the \n"
