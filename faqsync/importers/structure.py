"""Lines -> parts: what each line of an article is, told by its mark, its shape and its neighbours."""

from collections.abc import Sequence
from typing import Literal

from faqsync.importers.headings import is_heading, is_title_case, landmark, names_questions
from faqsync.importers.lines import Line, Mark
from faqsync.importers.sentences import is_asking, is_question, sentences
from faqsync.records import Record, replace

Role = Literal["heading", "landmark", "faq", "question", "paragraph", "bullet", "number"]
"""``landmark`` and ``faq`` are headings, as `headings.landmark` has it."""

_LONGEST_QUESTION = 300


class Part(Record):
    """A heading, a question, a paragraph or a list item."""

    role: Role
    text: str
    line: int
    first: bool = False
    """Whether it is the first item of a list, though another list may stand right above."""


class _Faq(Record):
    """A run of questions: how they are marked, and the number and label of the last one."""

    style: Mark
    asked: int = 0
    label: str = ""


def find_parts(lines: Sequence[Line], title: str) -> list[Part]:
    """The parts of an article, in its order. All words are kept, and all marks but those that a role stands for."""
    reader = _Reader(lines, title)
    while reader.index < len(lines):
        reader.read()
    return reader.parts


class _Reader:
    """Reads the lines once, forward. ``faq`` is None outside of the questions."""

    def __init__(self, lines: Sequence[Line], title: str) -> None:
        self.lines = lines
        self.index = 0
        self.parts: list[Part] = []
        self.faq = _Faq(style=self._style()) if self._all_questions(title) else None
        self.numbered_headings = False

    def read(self) -> None:
        """Reads one line, or the list that starts with it."""
        line = self.lines[self.index]
        above = self.parts[-1].role if self.parts else None
        if len(run := self._numbered()) == 1 and (kind := landmark(line)):
            self._take(kind, _heading(line))
            self.faq = _Faq(style=self._style()) if kind == "faq" else None
        elif self._asks():
            self._ask(line)
        elif line.mark == "bullet":
            self._take("bullet", line.text)
        elif len(run) > 1:
            for each in run:
                self._take("number", each.text, first=each is run[0])
        elif above == "question":
            self._take("paragraph", self._answer(line))
        elif items := self._unmarked_items():
            for each in items:
                self._take("bullet", each.text)
        elif is_heading(line) and self._heads(line, above):
            self.numbered_headings = line.mark == "number"
            self._take("heading", _heading(line))
            self.faq = self.faq if self._asks() else None
        else:
            self._take("paragraph", line.whole)

    def _take(self, role: Role, text: str, first: bool = False) -> None:
        self.parts.append(Part(role=role, text=text, line=self.lines[self.index].number, first=first))
        self.index += 1

    def _at(self, index: int) -> Line | None:
        return self.lines[index] if 0 <= index < len(self.lines) else None

    # --- questions ---

    def _all_questions(self, title: str) -> bool:
        """Whether the whole article is an FAQ: its title says so, or all that might be headings are questions."""
        if any(landmark(line) == "faq" for line in self.lines):
            return False
        headings = [line for line in self.lines if line.mark == "none" and is_heading(line) and not landmark(line)]
        asked = [line for line in headings if is_question(line.text) and not is_title_case(line.text)]
        return names_questions(title) or len(headings) == len(asked) > 1

    def _style(self) -> Mark:
        """How the questions from here on are marked, by the first of them."""
        for index in range(self.index, len(self.lines)):
            line = self.lines[index]
            if line.mark == "question" or line.ordinal == 1 or is_asking(line.text):
                return line.mark
            if landmark(line) == "faq":
                break
        return "none"

    def _asks(self) -> bool:
        """Whether the line is a question that what follows answers."""
        line = self._at(self.index)
        if line is None or line.mark == "answer":
            return False
        if line.mark == "question":
            return True
        asking = len(line.text) <= _LONGEST_QUESTION and is_question(line.text)
        if self.faq is None:
            return line.mark == "number" and asking and self._stands_alone() and self._at(self.index + 1) is not None
        if line.mark == "number":
            if asking and self._stands_alone():
                return True
            due = self.faq.style == "number" and line.ordinal == self.faq.asked + 1
            return due and not asking and (all(_parted(line.text)) or len(self._numbered()) == 1)
        if line.mark == "none":
            return asking and (self.faq.style == "none" or not is_title_case(line.text))
        return asking and line.mark == self.faq.style and self._stands_alone()

    def _stands_alone(self) -> bool:
        """Whether a marked question is no item of a list: no item of the same kind touches it."""
        line, before, after = self.lines[self.index], self._at(self.index - 1), self._at(self.index + 1)
        if before and before.mark == line.mark and is_question(before.text) and _follows(before, line):
            return False
        return not (after and after.mark == line.mark and _follows(line, after))

    def _ask(self, line: Line) -> None:
        faq = self.faq or _Faq(style=line.mark)
        self.faq = replace(faq, asked=line.ordinal or faq.asked, label=line.label)
        question, answer = _parted(line.text)
        self._take("question", question or answer)
        if question and answer:
            self.parts.append(Part(role="paragraph", text=answer, line=line.number))

    def _answer(self, line: Line) -> str:
        """The line right below a question, without its ``A:``. ``A.`` is one only below ``Q.``: it may be a name's."""
        asked = self.faq.label if self.faq else ""
        stops = (":", asked[-1]) if "Q" in asked else (":",)
        return line.text if line.mark == "answer" and line.label.endswith(stops) else line.whole

    # --- lists and headings ---

    def _numbered(self) -> Sequence[Line]:
        """The numbered list that starts here, from 1 on; else this line alone."""
        first = self.lines[self.index]
        end = self.index + 1
        if first.mark == "number" and first.ordinal == 1:
            while end < len(self.lines) and _follows(self.lines[end - 1], self.lines[end]) and not self._asks_next(end):
                end += 1
        return self.lines[self.index : end]

    def _asks_next(self, index: int) -> bool:
        """Whether a number goes on from the questions, not from the list in an answer that it touches."""
        line, before = self.lines[index], self.lines[index - 1]
        due = self.faq is not None and line.ordinal == self.faq.asked + 1
        return due and is_question(line.text) and not is_question(before.text)

    def _unmarked_items(self) -> Sequence[Line]:
        """A list that has lost its bullets: three short lines or more after a colon, the last of which may be the
        heading of what follows."""
        if not (self.parts and self.parts[-1].role == "paragraph" and self.parts[-1].text.endswith(":")):
            return ()
        end = self.index
        while end < len(self.lines) and _is_short(self.lines[end]):
            end += 1
        following = self._at(end)
        if following is not None and landmark(following) is None:
            end -= 1
        return self.lines[self.index : end] if end - self.index > 1 else ()

    def _heads(self, line: Line, above: Role | None) -> bool:
        """Whether a line that looks like a heading is one. Numbered ones are, unless the first stands right below
        another heading: then all of them are steps of that section."""
        if line.mark != "number":
            return True
        return self.numbered_headings if line.ordinal > 1 else above not in ("heading", "landmark", "faq")


def _follows(line: Line, after: Line) -> bool:
    """Whether the second is the next item of the list that the first is in."""
    return line.mark == after.mark and (line.mark != "number" or after.ordinal == line.ordinal + 1)


def _is_short(line: Line) -> bool:
    return line.mark == "none" and is_heading(line) and not is_question(line.text) and landmark(line) is None


def _heading(line: Line) -> str:
    """The text of a heading. It keeps its number, as nothing else would number it."""
    return line.whole.removesuffix(":").rstrip()


def _parted(text: str) -> tuple[str, str]:
    """The questions at the start of a text, and the rest of it."""
    found = list(sentences(text))
    count = next((index for index, sentence in enumerate(found) if not is_asking(sentence)), len(found))
    return " ".join(found[:count]), " ".join(found[count:])
