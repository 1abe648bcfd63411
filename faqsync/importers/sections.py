"""Parts -> the sections of the JSON document."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count, groupby
from typing import Any

from faqsync.importers.ids import Ids
from faqsync.importers.structure import Part, Role
from faqsync.markup import plain
from faqsync.records import replace

_HEADINGS: tuple[Role, ...] = ("heading", "landmark", "faq")
_NUMBER = re.compile(r"^\(?[0-9]{1,3}[.)]\s*(?=\S)")

_MARKUP = re.compile(r"[*_\[\]\\]")
_MOST_TRIALS = 64


def settle(parts: Sequence[Part]) -> tuple[list[Part], list[str]]:
    """The parts with nothing under a heading or question but what belongs there, and what was doubtful.

    A heading with nothing under it, and a question without an answer, become paragraphs; questions that share an
    answer become one.
    """
    settled: list[Part] = []
    doubts: list[str] = []

    def demote(part: Part, reason: str) -> Part:
        doubts.append(f"line {part.line}: “{_short(part.text)}” {reason}, so it is kept as a paragraph")
        return replace(part, role="paragraph")

    for part in _joined_questions(parts, doubts):
        above = settled[-1] if settled else None
        if above and part.role in _HEADINGS:
            if above.role == "question":
                settled[-1] = demote(above, "has no answer under it")
            elif above.role == "heading" and part.role != "heading":
                settled[-1] = demote(above, "has nothing under it")
            elif above.role in _HEADINGS:
                part = demote(part, "stands right under another heading")
        settled.append(part)
    if settled and settled[-1].role in (*_HEADINGS, "question"):
        settled[-1] = demote(settled[-1], "has nothing under it")
    return settled, doubts


def _joined_questions(parts: Sequence[Part], doubts: list[str]) -> Iterator[Part]:
    for role, run in groupby(parts, key=lambda part: part.role):
        first, *others = run
        if role != "question" or not others:
            yield from (first, *others)
        else:
            doubts.append(f"line {first.line}: {len(others) + 1} questions share one answer, so they are kept as one")
            yield replace(first, text=" ".join(part.text for part in (first, *others)))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"


def build_sections(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """The sections that settled parts make, as the article's schema has them."""
    ids, questions = Ids(), count(1)
    groups = _split(parts, lambda part: part.role in _HEADINGS)
    return [_section(group, number, ids, questions) for number, group in enumerate(groups, 1)]


def _split(parts: Sequence[Part], starts: Callable[[Part], bool]) -> Iterator[Sequence[Part]]:
    """The parts in groups, each of which begins with one that starts a group, but maybe the first."""
    begin = 0
    for index, part in enumerate(parts):
        if index > begin and starts(part):
            yield parts[begin:index]
            begin = index
    if parts:
        yield parts[begin:]


def _section(parts: Sequence[Part], number: int, ids: Ids, questions: Iterator[int]) -> dict[str, Any]:
    head = parts[0] if parts[0].role in _HEADINGS else None
    groups = list(_split(parts[1:] if head else parts, lambda part: part.role == "question"))
    asked = [group for group in groups if group[0].role == "question"]
    section: dict[str, Any] = {}
    if head is None:
        section["id"] = ids.name("faq" if asked else "lead", "")
    else:
        name = "faq" if head.role == "faq" else _NUMBER.sub("", head.text)
        section["id"] = ids.name(name, f"section-{number}")
        section["heading"] = escape(head.text)
    if len(asked) < len(groups):
        section["blocks"] = _blocks(groups[0])
    if asked:
        section["questions"] = [_question(group, next(questions), ids) for group in asked]
    return section


def _question(parts: Sequence[Part], number: int, ids: Ids) -> dict[str, Any]:
    question, *answer = parts
    return {
        "id": ids.name(question.text, f"question-{number}"),
        "question": escape(question.text),
        "answer": _blocks(answer),
    }


def _blocks(parts: Sequence[Part]) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    for part in parts:
        text = escape(part.text)
        if part.role == "paragraph":
            blocks.append({"type": "paragraph", "text": text})
        elif blocks and blocks[-1].get("style") == part.role and not part.first:
            blocks[-1]["items"].append(text)
        else:
            blocks.append({"type": "list", "style": part.role, "items": [text]})
    return blocks


def escape(text: str) -> str:
    """Inline CommonMark that shows this text: a backslash where, and only where, something would become markup."""
    if plain(text) == text:
        return text
    marks = [match.start() for match in _MARKUP.finditer(text)]
    needed = set(marks)
    if len(marks) <= _MOST_TRIALS:
        for mark in reversed(marks):
            if plain(_escaped(text, needed - {mark})) == text:
                needed.remove(mark)
    return _escaped(text, needed)


def _escaped(text: str, places: set[int]) -> str:
    return "".join(f"\\{letter}" if index in places else letter for index, letter in enumerate(text))
