"""faq.jsonld: schema.org's view of an article, equal to the island in its page.

A page with questions is an FAQPage, which is a WebPage; one without is a MedicalWebPage about an Article.
Terms are those of schema.org's vocabulary. Questions of which a text is not in the page's language are left out.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from faqsync.addresses import INDEX, list_path, url
from faqsync.formats.format import Format
from faqsync.formats.voices import Identity, voice
from faqsync.markup import html, plain
from faqsync.model import Agent, Block, Image, ItemList, Note, Paragraph, PublishedArticle, Question, Subject, Text
from faqsync.records import encode

_TYPES = {"person": "Person", "organization": "Organization"}


def render(published: PublishedArticle) -> Iterable[bytes]:
    return (encode(document(published)),)


def document(published: PublishedArticle) -> dict[str, Any]:
    """The JSON-LD document: one page and all that it says of itself."""
    return _document(Identity(published))


@lru_cache(maxsize=1)
def _document(published: Identity[PublishedArticle]) -> dict[str, Any]:
    """Made once for both of its places, the file and the island."""
    return {"@context": "https://schema.org", "@graph": [_page(published.value)]}


def _page(published: PublishedArticle) -> dict[str, Any]:
    questions = [_question(question, published) for question in _current_questions(published)]
    site, row, article = published.site, published.row, published.localized.article
    page = {
        "@type": "FAQPage" if questions else "MedicalWebPage",
        "@id": row.url,
        "url": row.url,
        "name": row.title,
        "description": row.summary,
        "inLanguage": row.locale,
        "datePublished": row.published,
        "dateModified": row.updated,
        "author": [_agent(author) for author in article.authors],
        "translator": _translator(published),
        "publisher": _agent(site.publisher),
        "license": site.license,
        "keywords": ", ".join(article.keywords) if row.locale == site.source else None,
        "about": [each for subject in article.about if (each := _subject(subject, row.locale == site.source))],
        "citation": [{"@type": "CreativeWork", "name": each.title, "url": each.url} for each in article.sources],
        "isPartOf": _website(published),
        "breadcrumb": _breadcrumb(published),
        **_review(published),
        **_translations(published),
        "mainEntity": questions or _article(published),
    }
    return _present(page)


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in (None, [], "")}


# --- questions ----------------------------------------------------------------------------------------------------


def _current_questions(published: PublishedArticle) -> Iterator[Question[Text]]:
    """Those wholly in the page's language, whose answer is more than a picture."""
    locale = published.localized.locale
    for section in published.localized.sections:
        for question in section.questions:
            texts = [question.question, *(text for block in question.answer for text in _texts(block))]
            said = any(not isinstance(block, Image) for block in question.answer)
            if said and all(text.locale == locale for text in texts):
                yield question


def _texts(block: Block[Text]) -> tuple[Text, ...]:
    match block:
        case ItemList():
            return block.items
        case Image():
            return (block.alt,)
        case Paragraph() | Note():
            return (block.text,)


def _question(question: Question[Text], published: PublishedArticle) -> dict[str, Any]:
    answer = "".join(_block(block, published) for block in question.answer)
    return {
        "@type": "Question",
        "@id": f"{published.row.url}#{question.id}",
        "name": plain(question.question.markdown),
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }


def _block(block: Block[Text], published: PublishedArticle) -> str:
    """The HTML that search engines take in an answer: paragraphs, lists, links, strong and emphasis."""

    def show(text: Text) -> str:
        return html(text.markdown, published.links.get)

    match block:
        case Paragraph():
            return f"<p>{show(block.text)}</p>"
        case Note():
            label = voice(published.site).tone(block.tone).striptags()
            return f"<p><strong>{label}</strong></p><p>{show(block.text)}</p>"
        case ItemList():
            tag = "ol" if block.style == "number" else "ul"
            return f"<{tag}>{''.join(f'<li>{show(item)}</li>' for item in block.items)}</{tag}>"
        case Image():
            return ""


def _article(published: PublishedArticle) -> dict[str, Any]:
    row, article = published.row, published.localized.article
    return _present(
        {
            "@type": "Article",
            "headline": row.title,
            "description": row.summary,
            "inLanguage": row.locale,
            "datePublished": row.published,
            "dateModified": row.updated,
            "author": [_agent(author) for author in article.authors],
            "publisher": _agent(published.site.publisher),
            "mainEntityOfPage": row.url,
        }
    )


# --- what the page says of itself -------------------------------------------------------------------------------------


def _agent(agent: Agent) -> dict[str, Any]:
    return _present({"@type": _TYPES[agent.kind], "name": agent.name, "url": agent.url, "logo": agent.logo})


def _translator(published: PublishedArticle) -> dict[str, Any] | None:
    name = published.localized.translator
    return None if name is None else {"@type": "Person", "name": name}


def _subject(subject: Subject, named: bool) -> dict[str, Any] | None:
    """Names are in the source language, and go only into its pages; codes go everywhere."""
    codes = [{"@type": "MedicalCode", "codeValue": code.code, "codingSystem": code.system} for code in subject.codes]
    said = _present({"name": subject.name if named else None, "code": codes})
    return {"@type": subject.kind} | said if said else None


def _website(published: PublishedArticle) -> dict[str, Any]:
    site = published.site
    return {
        "@type": "WebSite",
        "@id": site.base_url,
        "url": site.base_url,
        "name": plain(site.title.markdown),
        "publisher": _agent(site.publisher),
    }


def _breadcrumb(published: PublishedArticle) -> dict[str, Any]:
    site, row = published.site, published.row
    steps = [(plain(site.title.markdown), url(site.base_url, list_path(site.locale, INDEX)))]
    for category in site.categories:
        if category.id == row.category:
            address = url(site.base_url, list_path(site.locale, INDEX, category.id))
            steps.append((plain(category.title.markdown), address))
    steps.append((row.title, row.url))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": {"@type": "WebPage", "@id": address},
            }
            for position, (name, address) in enumerate(steps, 1)
        ],
    }


def _review(published: PublishedArticle) -> dict[str, Any]:
    """Only a review that covers today's text is claimed."""
    article = published.localized.article
    if article.reviewed is None or not article.review_covers_text:
        return {}
    return {"lastReviewed": article.reviewed.on, "reviewedBy": _agent(article.reviewed.by)}


def _translations(published: PublishedArticle) -> dict[str, Any]:
    """The source page names its translations, each of them the source: over just the published locales."""
    site, row = published.site, published.row
    pages = {
        each.locale: {"@type": "WebPage", "@id": each.url, "url": each.url, "inLanguage": each.locale}
        for each in row.translations
    }
    if row.locale == site.source:
        return {"workTranslation": [page for locale, page in pages.items() if locale != row.locale]}
    return {"translationOfWork": pages.get(site.source)}


FORMAT = Format(name="faq.jsonld", media_type="application/ld+json", of=PublishedArticle, render=render)
