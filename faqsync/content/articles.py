"""A valid JSON document -> Article: every text in it becomes a message."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from faqsync.addresses import article_url, asset_path
from faqsync.model import (
    MAXIMUM_LENGTHS,
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
    Site,
    Subject,
    Withdrawal,
)
from faqsync.records import replace, sha256

# RFC 3339, section 5.6. Python reads other forms too, and each of its versions others.
_TIME = re.compile(r"[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)


class _Place(NamedTuple):
    """Where a message stands, as its note tells the translator: in words, and by the address of the source page."""

    words: str
    address: str

    def message(self, context: str, text: str, role: str) -> Message:
        maximum = MAXIMUM_LENGTHS.get(context)
        limit = f", at most {maximum} characters" if maximum else ""
        return Message(context=context, text=text, note=f"{self.words}, {role}{limit}\n{self.address}")

    def within(self, fragment: str, words: str = "") -> "_Place":
        return _Place(self.words + words, f"{self.address.partition('#')[0]}#{fragment}")


def build_article(root: Path, path: str, document: dict[str, Any], site: Site) -> Article:
    """The article that a valid document of the site, read from ``path`` (relative to ``root``), describes."""
    folder = (root / path).parent
    slug = document.get("slug", document["id"])
    place = _Place(f"“{document['title']}”", article_url(site.base_url, site.source, slug))
    review = document.get("reviewed")
    withdrawn = document.get("withdrawn")
    article = Article(
        id=document["id"],
        path=path,
        slug=slug,
        language=document["language"],
        title=place.message("title", document["title"], "title"),
        summary=place.message("summary", document["summary"], "summary"),
        category=document["category"],
        published=parse_time(document["published"]),
        sections=tuple(_section(section, place, folder) for section in document["sections"]),
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


def _section(document: dict[str, Any], article: _Place, folder: Path) -> Section[Message]:
    """Contexts are made of ids, never of positions, so that moving a text loses no translation."""
    section, heading = document["id"], document.get("heading")
    place = article.within(section, f", section {section}")
    return Section(
        id=section,
        heading=heading and place.message(f"{section}/heading", heading, "heading"),
        blocks=tuple(_block(block, section, place, folder) for block in document.get("blocks", ())),
        questions=tuple(_question(question, section, place, folder) for question in document.get("questions", ())),
    )


def _question(document: dict[str, Any], section: str, section_place: _Place, folder: Path) -> Question[Message]:
    context, place = f"{section}/{document['id']}", section_place.within(document["id"])
    answer = place.within(document["id"], ", answer")
    return Question(
        id=document["id"],
        question=place.message(f"{context}/question", document["question"], "question"),
        answer=tuple(_block(block, f"{context}/answer", answer, folder) for block in document["answer"]),
    )


def _block(document: dict[str, Any], context: str, place: _Place, folder: Path) -> Block[Message]:
    def message(text: str, role: str) -> Message:
        return place.message(context, text, role)

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
