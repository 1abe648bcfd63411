"""What the service reads in each ``article.json``: enough to list an article, to find it, and to link to it."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape

from faqsync.model import Code, Translation
from faqsync.records import Record

_TAG = re.compile(r"<[^>]*>")


class Shown(Record):
    """A text of the article."""

    html: str

    @property
    def plain(self) -> str:
        """Without its markup."""
        return unescape(_TAG.sub("", self.html)) if "<" in self.html or "&" in self.html else self.html


class Block(Record):
    """A block of any type."""

    text: Shown | None = None
    items: tuple[Shown, ...] = ()
    alt: Shown | None = None

    @property
    def texts(self) -> Iterator[Shown]:
        yield from (each for each in (self.text, *self.items, self.alt) if each is not None)


class Question(Record):
    question: Shown
    answer: tuple[Block, ...] = ()


class Section(Record):
    heading: Shown | None = None
    blocks: tuple[Block, ...] = ()
    questions: tuple[Question, ...] = ()


class Subject(Record):
    codes: tuple[Code, ...] = ()


class Document(Record):
    """An article in a locale, as it was published."""

    id: str
    uri: str
    digest: str
    locale: str
    slug: str
    url: str
    title: Shown
    summary: Shown
    category: str
    published: datetime
    updated: datetime
    about: tuple[Subject, ...] = ()
    sections: tuple[Section, ...] = ()
    translations: tuple[Translation, ...] = ()

    @property
    def codes(self) -> tuple[Code, ...]:
        """Its medical codes, each once."""
        return tuple(dict.fromkeys(code for subject in self.about for code in subject.codes))

    @property
    def text(self) -> str:
        """All that it says below its summary."""
        return "\n".join(each.plain for section in self.sections for each in _texts(section))


class Listed(Record):
    """An article as the service lists it. ``title`` and ``summary`` are plain text."""

    id: str
    uri: str
    locale: str
    slug: str
    url: str
    title: str
    summary: str
    category: str
    codes: tuple[Code, ...]
    published: datetime
    updated: datetime
    digest: str
    translations: tuple[Translation, ...]
    """Every locale in which it is published, in the site's order: the source first."""


def listed(document: Document) -> Listed:
    """The article without its text."""
    return Listed(
        id=document.id,
        uri=document.uri,
        locale=document.locale,
        slug=document.slug,
        url=document.url,
        title=document.title.plain,
        summary=document.summary.plain,
        category=document.category,
        codes=document.codes,
        published=document.published,
        updated=document.updated,
        digest=document.digest,
        translations=document.translations,
    )


def _texts(section: Section) -> Iterator[Shown]:
    if section.heading is not None:
        yield section.heading
    for block in section.blocks:
        yield from block.texts
    for question in section.questions:
        yield question.question
        for block in question.answer:
            yield from block.texts
