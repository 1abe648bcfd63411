"""A valid JSON document -> Article: every text in it becomes a message."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from faqsync.addresses import asset_path
from faqsync.model import (
    Agent,
    Article,
    Block,
    Code,
    Image,
    ItemList,
    Message,
    Note,
    Paragraph,
    Question,
    Reference,
    Review,
    Section,
    Subject,
    Withdrawal,
)
from faqsync.records import replace, sha256

# RFC 3339, section 5.6. Python reads other forms too, and each of its versions others.
_TIME = re.compile(r"[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)


def build_article(root: Path, path: str, document: dict[str, Any]) -> Article:
    """The article that a valid document, read from ``path`` (relative to ``root``), describes."""
    name = f"“{document['title']}”"
    folder = (root / path).parent
    review = document.get("reviewed")
    withdrawn = document.get("withdrawn")
    article = Article(
        id=document["id"],
        path=path,
        slug=document.get("slug", document["id"]),
        language=document["language"],
        title=Message(context="title", text=document["title"], note="Title of the article"),
        summary=Message(context="summary", text=document["summary"], note=f"Summary of {name}"),
        category=document["category"],
        published=parse_time(document["published"]),
        sections=tuple(_section(section, name, folder) for section in document["sections"]),
        keywords=tuple(document.get("keywords", ())),
        authors=tuple(Agent(**author) for author in document.get("authors", ())),
        reviewed=review and Review(**review | {"by": Agent(**review["by"])}),
        about=tuple(_subject(subject) for subject in document.get("about", ())),
        sources=tuple(Reference(**source) for source in document.get("sources", ())),
        draft=document.get("draft", False),
        withdrawn=withdrawn and Withdrawal(**withdrawn | {"on": parse_time(withdrawn["on"])}),
    )
    return replace(article, text=text_digest(messages(article)))


def parse_time(text: str) -> datetime:
    """An RFC 3339 time, in UTC and whole seconds.

    Raises ValueError or OverflowError where it is none, such as for want of a zone, or is before the year 1000.
    """
    if not _TIME.fullmatch(text):
        raise ValueError(f"{text!r} is no RFC 3339 time")
    return datetime.fromisoformat(text).astimezone(UTC).replace(microsecond=0)


def _subject(document: dict[str, Any]) -> Subject:
    codes = tuple(Code(**code) for code in document.get("codes", ()))
    return Subject(name=document["name"], kind=document["kind"], codes=codes)


def _section(document: dict[str, Any], name: str, folder: Path) -> Section[Message]:
    """Contexts are made of ids, never of positions, so that moving a text loses no translation."""
    section, heading = document["id"], document.get("heading")
    where = f"{name}, section {section}"
    return Section(
        id=section,
        heading=heading and Message(context=f"{section}/heading", text=heading, note=f"{where}: heading"),
        blocks=tuple(_block(block, section, where, folder) for block in document.get("blocks", ())),
        questions=tuple(
            _question(question, f"{section}/{question['id']}", where, folder)
            for question in document.get("questions", ())
        ),
    )


def _question(document: dict[str, Any], context: str, where: str, folder: Path) -> Question[Message]:
    text, answer = document["question"], f"{context}/answer"
    return Question(
        id=document["id"],
        question=Message(context=f"{context}/question", text=text, note=f"{where}: question"),
        answer=tuple(_block(block, answer, f"{where}: answer", folder) for block in document["answer"]),
    )


def _block(document: dict[str, Any], context: str, where: str, folder: Path) -> Block[Message]:
    def message(text: str, role: str) -> Message:
        return Message(context=context, text=text, note=f"{where}, {role}")

    match document["type"]:
        case "paragraph":
            return Paragraph(text=message(document["text"], "paragraph"))
        case "list":
            items = tuple(message(item, "list item") for item in document["items"])
            return ItemList(items=items, style=document.get("style", "bullet"))
        case "note":
            tone = document.get("tone", "info")
            return Note(text=message(document["text"], f"note ({tone})"), tone=tone)
        case _:
            return Image(
                alt=message(document["alt"], "what the image shows"),
                asset=image_asset(folder / document["file"]),
                width=document["width"],
                height=document["height"],
            )


def image_asset(file: Path) -> str:
    """Where the image in ``file`` is published."""
    return asset_path(file.stem, sha256(file.read_bytes()), file.suffix)


# --- messages ------------------------------------------------------------------------------------------------


def messages(article: Article) -> tuple[Message, ...]:
    """The article's messages in its order; the same text twice in one context is one message."""
    found: dict[tuple[str, str], Message] = {}
    for message in _all_messages(article):
        found.setdefault((message.context, message.text), message)
    return tuple(found.values())


def _all_messages(article: Article) -> Iterator[Message]:
    yield article.title
    yield article.summary
    for section in article.sections:
        if section.heading is not None:
            yield section.heading
        for block in section.blocks:
            yield from _block_messages(block)
        for question in section.questions:
            yield question.question
            for block in question.answer:
                yield from _block_messages(block)


def _block_messages(block: Block[Message]) -> Iterator[Message]:
    match block:
        case ItemList(items=items):
            yield from items
        case Image(alt=alt):
            yield alt
        case Paragraph(text=text) | Note(text=text):
            yield text


def text_digest(messages: Iterable[Message]) -> str:
    """``sha256:…`` over ``context NUL msgid LF`` of these messages, in UTF-8."""
    return "sha256:" + sha256("".join(f"{each.context}\0{each.text}\n" for each in messages).encode())
