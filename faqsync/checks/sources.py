"""The checks of what the authors wrote."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from faqsync.checks.check import Check, Source, texts
from faqsync.checks.markup import left_over
from faqsync.markup import plain
from faqsync.model import Agent, Article, Block, Message, Paragraph, Review

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_LETTER = re.compile(r"\w")


def _check_unbalanced_markup(source: Source) -> Iterator[str]:
    """Asterisks and brackets that pair with no other are shown to readers as they are, and translators copy them. Close
    the mark, or write a backslash before it where it is meant: `\\*`."""
    for mark in left_over(source.message.text):
        yield f"“{mark}” pairs with no other mark"


def _check_control_characters(source: Source) -> Iterator[str]:
    """Control characters cannot be written in XML: one of them would spoil a whole feed. Take them out."""
    for character in dict.fromkeys(_CONTROL.findall(source.message.text)):
        yield f"it has the control character U+{ord(character):04X}"


def _check_question(source: Source) -> Iterator[str]:
    """A question of an FAQ asks: it ends with a question mark. Search engines and assistants match it with what people
    ask."""
    if source.answer is not None and not plain(source.message.text).rstrip("\"'”’»)").endswith(("?", "？", "؟", ";")):
        yield "the question does not end with a question mark"


def _check_empty_answer(source: Source) -> Iterator[str]:
    """Every question has an answer with words in it."""
    if source.answer is not None:
        said = (plain(text) for block in source.answer for text in texts(block))
        if not any(map(_LETTER.search, said)):
            yield "the answer is empty"


def _check_review_overdue(source: Source) -> Iterator[str]:
    """The day of the next medical review, as the article states it, has not passed. Review the article, and set `on`
    and `next` anew."""
    review = source.article.reviewed if source.article is not None else None
    if review is not None and review.next is not None and date.fromisoformat(review.next) < source.today:
        yield f"its next review was due on {review.next}"


def _message(text: str, context: str = "faq/drive/question") -> Message:
    return Message(context=context, text=text)


def _reviewed(day: str) -> Article:
    title = _message("Back pain", "title")
    return Article(
        id="back-pain",
        path="content/back-pain.json",
        slug="back-pain",
        language="en",
        title=title,
        summary=title,
        category="treatments",
        published=datetime(2026, 1, 15, tzinfo=UTC),
        sections=(),
        reviewed=Review(by=Agent(name="Dr. Lee"), on="2026-01-10", next=day),
    )


_QUESTION = _message("Can I drive home?")
_ANSWER: tuple[Block[Message], ...] = (Paragraph(text=_message("No. Ask an adult to take you home.")),)
_TODAY = date(2026, 6, 1)

UNBALANCED_MARKUP = Check(
    name="unbalanced-markup",
    severity="error",
    of=Source,
    run=_check_unbalanced_markup,
    good=(Source(message=_message("**Never** stop it.")), Source(message=_message("5 \\* 3"))),
    bad=(Source(message=_message("**Never stop it.")), Source(message=_message("See [the plan](article:plan."))),
)

CONTROL_CHARACTERS = Check(
    name="control-characters",
    severity="error",
    of=Source,
    run=_check_control_characters,
    good=(Source(message=_message("Rest.")),),
    bad=(Source(message=_message("Rest\x0b.")),),
)

QUESTION = Check(
    name="question",
    severity="warning",
    of=Source,
    run=_check_question,
    good=(Source(message=_QUESTION, answer=_ANSWER), Source(message=_message("Driving", "faq/heading"))),
    bad=(Source(message=_message("Driving home"), answer=_ANSWER),),
)

EMPTY_ANSWER = Check(
    name="empty-answer",
    severity="error",
    of=Source,
    run=_check_empty_answer,
    good=(Source(message=_QUESTION, answer=_ANSWER),),
    bad=(Source(message=_QUESTION, answer=()), Source(message=_QUESTION, answer=(Paragraph(text=_message("…")),))),
)

REVIEW_OVERDUE = Check(
    name="review-overdue",
    severity="warning",
    of=Source,
    run=_check_review_overdue,
    good=(Source(message=_message("Back pain", "title"), article=_reviewed("2027-01-10"), today=_TODAY),),
    bad=(Source(message=_message("Back pain", "title"), article=_reviewed("2026-05-31"), today=_TODAY),),
)
