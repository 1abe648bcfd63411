"""article.json: one article in one locale, as data for partners. The bundle holds the same."""

from collections.abc import Iterable
from typing import Any

from faqsync.addresses import DOCUMENT, url
from faqsync.formats.format import Format
from faqsync.locales import direction
from faqsync.markup import html
from faqsync.model import (
    CODE_SYSTEMS,
    Agent,
    Article,
    Block,
    Image,
    ItemList,
    Note,
    Paragraph,
    PublishedArticle,
    Question,
    Section,
    Text,
)
from faqsync.records import encode


def render(published: PublishedArticle) -> Iterable[bytes]:
    return (encode(document(published)),)


def document(published: PublishedArticle) -> dict[str, Any]:
    """The document, by ``localized-article.schema.json``. What a locale or article lacks is not in it."""
    row, localized = published.row, published.localized
    article = localized.article
    return _present(
        {
            "id": article.id,
            "uri": row.uri,
            "digest": localized.digest,
            "source_digest": article.text,
            "locale": localized.locale,
            "dir": direction(localized.locale),
            "slug": row.slug,
            "url": row.url,
            "title": _text(localized.title, published),
            "summary": _text(localized.summary, published),
            "category": article.category,
            "published": article.published,
            "updated": row.updated,
            "authors": [_agent(author) for author in article.authors],
            "translator": localized.translator,
            "review": _review(article),
            "keywords": article.keywords if localized.locale == article.language else (),
            "about": [_subject(each, localized.locale == article.language) for each in article.about],
            "sections": [_section(section, published) for section in localized.sections],
            "sources": article.sources,
            "translations": row.translations,
        }
    )


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in (None, (), [])}


def _text(text: Text, published: PublishedArticle) -> dict[str, str]:
    """A text as Markdown, with ``article:`` links as written, and as HTML, with absolute ones."""
    document = {"markdown": text.markdown, "html": html(text.markdown, published.links.get)}
    if text.locale != published.localized.locale:
        document |= {"lang": text.locale, "dir": direction(text.locale)}
    return document


def _agent(agent: Agent) -> dict[str, Any]:
    return _present({"name": agent.name, "kind": agent.kind, "url": agent.url})


def _review(article: Article) -> dict[str, Any] | None:
    """A review is claimed only while it covers today's text."""
    review = article.reviewed
    if review is None:
        return None
    if not article.review_covers_text:
        return {"state": "pending"}
    return _present({"state": "current", "by": _agent(review.by), "on": review.on, "next": review.next})


def _subject(subject: Any, named: bool) -> dict[str, Any]:
    codes = [{"system": code.system, "oid": CODE_SYSTEMS[code.system], "code": code.code} for code in subject.codes]
    return _present({"name": subject.name if named else None, "kind": subject.kind, "codes": codes})


def _section(section: Section[Text], published: PublishedArticle) -> dict[str, Any]:
    return _present(
        {
            "id": section.id,
            "heading": None if section.heading is None else _text(section.heading, published),
            "blocks": [_block(block, published) for block in section.blocks],
            "questions": [_question(question, published) for question in section.questions],
        }
    )


def _question(question: Question[Text], published: PublishedArticle) -> dict[str, Any]:
    return {
        "id": question.id,
        "url": f"{published.row.url}#{question.id}",
        "question": _text(question.question, published),
        "answer": [_block(block, published) for block in question.answer],
    }


def _block(block: Block[Text], published: PublishedArticle) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"type": "paragraph", "text": _text(block.text, published)}
        case ItemList():
            return {"type": "list", "style": block.style, "items": [_text(item, published) for item in block.items]}
        case Note():
            return {"type": "note", "tone": block.tone, "text": _text(block.text, published)}
        case Image():
            size = {"width": block.width, "height": block.height}
            address = url(published.site.base_url, block.asset)
            return {"type": "image", "url": address, "alt": _text(block.alt, published)} | size


FORMAT = Format(name=DOCUMENT, media_type="application/json", of=PublishedArticle, render=render)
