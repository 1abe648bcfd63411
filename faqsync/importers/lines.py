"""Plain text -> clean lines, with the marks at their start read: bullets, numbers, ``Q:``, ``A:`` and ``#``."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from faqsync.importers.sentences import is_asking, is_ended
from faqsync.records import Record, replace

Mark = Literal["none", "bullet", "number", "question", "answer", "heading"]

# What no reader sees or XML forbids: zero-width characters that editors leave behind, soft hyphens, control
# characters, lone surrogates and noncharacters. Joiners and direction marks stay: some scripts need them.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_SEPARATOR = re.compile(r"[-=_*~#•·–—\s]{3,}")
_MARKS: tuple[tuple[Mark, re.Pattern[str]], ...] = (
    ("heading", re.compile(r"#{1,6}(?: |$)")),
    ("bullet", re.compile(r"[•‣▪▫◦●○■□·∙⁃➢➤►✓✔] ?|[*+–—-](?: |$)")),
    ("number", re.compile(r"\(?(?P<ordinal>[0-9]{1,3})[.)](?: |$|(?=[A-ZÀ-Þ]))")),
    ("question", re.compile(r"(?:Q|Question|QUESTION) ?[0-9]{0,3} ?(?::|[.)](?= |$))")),
    ("answer", re.compile(r"(?:A|Answer|ANSWER) ?[0-9]{0,3} ?(?::|[.)](?= |$))")),
)
_ANSWER_WITHIN = re.compile(r" (?=(?:A|Answer|ANSWER) ?[0-9]{0,3} ?: )")

_HYPHENATED = re.compile(r"\w-$")
_WIDEST = 120
"""No one wraps lines wider than this; a longer line is a paragraph of its own."""
_NARROWEST = 40
"""A line shorter than this was ended by its author, not by wrapping."""


class Line(Record):
    """One paragraph, heading or list item, as the text has it."""

    number: int
    """Where it starts in the file, 1-based."""
    text: str
    """Without its mark."""
    whole: str
    """With its mark."""
    mark: Mark = "none"
    ordinal: int = 0
    """The number that it is marked with."""

    @property
    def label(self) -> str:
        """Its mark as the text has it, such as ``1)`` or ``Q:``."""
        return self.whole.removesuffix(self.text).rstrip()


class _Row(Record):
    """One row of the file that is not blank."""

    number: int
    text: str
    indented: bool
    after_gap: bool
    """Whether a blank row or a separator stands before it."""


def clean(text: str) -> str:
    """One line of text: blanks folded, nothing invisible in it, in Unicode NFC, no blank at either end."""
    return unicodedata.normalize("NFC", " ".join(_CONTROL.sub("", _INVISIBLE.sub("", text)).split()))


def control_characters(text: str) -> int:
    """How many characters of the text are neither text nor layout."""
    return len(_CONTROL.findall(text))


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text; wrapped ones are joined, blank ones and ruled separators are gone."""
    rows = tuple(_rows(text))
    width = _wrap_width(rows)
    groups: list[tuple[Line, list[str]]] = []
    for index, row in enumerate(rows):
        line = _marked(row)
        if groups and _continues(*groups[-1], rows[index - 1], row, line.mark, width):
            groups[-1][1].append(row.text)
        else:
            groups.append((line, []))
    lines = (_joined(line, rest) if rest else line for line, rest in groups)
    return tuple(part for line in lines if line.text for part in _answers_apart(line))


def _rows(text: str) -> Iterator[_Row]:
    gap = False
    for number, row in enumerate(text.splitlines(), 1):
        content = clean(row)
        if content and not _SEPARATOR.fullmatch(content):
            yield _Row(number=number, text=content, indented=row[0].isspace(), after_gap=gap)
        gap = not content or bool(_SEPARATOR.fullmatch(content))


def _wrap_width(rows: Sequence[_Row]) -> int:
    """The width at which the text is wrapped, 0 where it is not: then each row is a paragraph."""
    width = max((len(row.text) for row in rows), default=0)
    wrapped = any(row.after_gap for row in rows) and any(_is_cut(before, row) for before, row in pairwise(rows))
    return width if wrapped and width <= _WIDEST else 0


def _is_cut(before: _Row, row: _Row) -> bool:
    """Whether a sentence plainly runs on from one row into the next."""
    long_enough = len(before.text) >= _NARROWEST
    return long_enough and not row.after_gap and row.text[0].islower() and not is_ended(before.text)


def _continues(line: Line, rest: Sequence[str], before: _Row, row: _Row, mark: Mark, width: int) -> bool:
    """Whether a row goes on with the line above it, whose rows are its own, the ``rest``, and last ``before``."""
    if mark != "none":
        return False
    if not line.text and not rest:
        return True
    if row.after_gap:
        return False
    if row.indented and line.mark in ("bullet", "number"):
        return True
    first_word = row.text.partition(" ")[0]
    return _is_cut(before, row) or 0 < width < len(before.text) + 1 + len(first_word)


def _joined(line: Line, rest: Sequence[str]) -> Line:
    """The line with the rows that go on with it. A hyphen at the end of a row may be the word's own: it stays."""
    tail = "".join(
        after if _HYPHENATED.search(before) and after[0].islower() else f" {after}"
        for before, after in pairwise((line.text, *rest))
    )
    return replace(line, text=(line.text + tail).lstrip(), whole=(line.whole + tail).lstrip())


def _marked(row: _Row) -> Line:
    """The row with its mark read. A heading may be numbered, and a question marked twice: ``1. Q: …``."""
    line = Line(number=row.number, text=row.text, whole=row.text)
    for mark, pattern in _MARKS:
        match = pattern.match(line.text)
        if match is None or (mark == "answer" and line.mark != "none"):
            continue
        text = line.text[match.end() :].lstrip()
        ordinal = int(match["ordinal"]) if mark == "number" else line.ordinal
        whole = text if mark == "heading" else line.whole
        line = replace(line, mark=mark, text=text, whole=whole, ordinal=ordinal)
        if mark == "bullet":
            break
    return line


def _answers_apart(line: Line) -> Iterator[Line]:
    """A question and an answer on one line (``Q: … A: …``) are two."""
    cut = _ANSWER_WITHIN.search(line.text) if line.mark == "question" else None
    if cut is None or not is_asking(line.text[: cut.start()]):
        yield line
        return
    answer = _marked(_Row(number=line.number, text=line.text[cut.end() :], indented=False, after_gap=False))
    yield replace(line, text=line.text[: cut.start()])
    yield answer
