"""What stands inside a feed's entries: the whole article, or the notice in place of one that is gone.

HTML that stands on its own, as content:encoded of RSS, ``type="html"`` of Atom (RFC 4287, section 3.1.1.2) and
content_html of JSON Feed carry it: every address is absolute, and nothing rests on a style or an id.
"""

from collections.abc import Iterator
from html import escape

from markupsafe import Markup

from faqsync import addresses, markup
from faqsync.formats.voices import language_attributes, plain, voice
from faqsync.model import (
    REMOVED,
    Block,
    Image,
    ItemList,
    LocalizedSite,
    Note,
    Notice,
    Paragraph,
    PublishedArticle,
    Section,
    Text,
)

# --- an article ----------------------------------------------------------------------------------------


def article(published: PublishedArticle) -> str:
    """The whole article, its sources, and at the end who publishes it, where, and under which licence."""
    lines: list[str] = []
    for section in published.localized.sections:
        lines += _section(section, published)
    return "\n".join((*lines, *_sources(published), *_attribution(published)))


def _section(section: Section[Text], published: PublishedArticle) -> Iterator[str]:
    if section.heading is not None:
        yield _element("h2", section.heading, published)
    for block in section.blocks:
        yield _block(block, published)
    for question in section.questions:
        yield _element("h2" if section.heading is None else "h3", question.question, published)
        for block in question.answer:
            yield _block(block, published)


def _block(block: Block[Text], published: PublishedArticle) -> str:
    site = published.site
    match block:
        case Paragraph():
            return _element("p", block.text, published)
        case ItemList():
            tag = "ol" if block.style == "number" else "ul"
            items = "\n".join(_element("li", item, published) for item in block.items)
            return f"<{tag}>\n{items}\n</{tag}>"
        case Note():
            tone, text = voice(site).tone(block.tone), _element("p", block.text, published)
            return f"<aside>\n<p><strong>{tone}</strong></p>\n{text}\n</aside>"
        case Image():
            source = escape(addresses.url(site.base_url, block.asset))
            alt = f'alt="{escape(plain(block.alt))}"{voice(site).marked(block.alt.locale)}'
            return f'<p><img src="{source}" {alt} width="{block.width}" height="{block.height}"></p>'


def _element(tag: str, text: Text, published: PublishedArticle) -> str:
    """One text in an element, marked where it is not in the feed's language."""
    marked = voice(published.site).marked(text.locale)
    return f"<{tag}{marked}>{markup.html(text.markdown, published.links.get)}</{tag}>"


def _sources(published: PublishedArticle) -> Iterator[str]:
    written, said = published.localized.article, voice(published.site)
    if written.sources:
        yield f"<h2>{said.say('Sources')}</h2>"
        yield "<ol>"
        for source in written.sources:
            link = Markup('<a href="{}">{}</a>').format(source.url, source.title)
            yield f"<li{said.marked(written.language)}>{link}</li>"
        yield "</ol>"


def _attribution(published: PublishedArticle) -> Iterator[str]:
    site, row, said = published.site, published.row, voice(published.site)
    lines = [
        said.say("Published by {publisher}", publisher=said.agent(site.publisher)),
        # An address runs from left to right in every language.
        said.say("Original: {url}", url=Markup('<a href="{0}" dir="ltr">{0}</a>').format(row.url)),
    ]
    if site.license is not None:
        lines.append(said.say("License: {license}", license=said.license(site.license)))
    if published.localized.shortfalls:
        lines.insert(0, said.say("Parts of this article are not translated yet."))
    lines += [_source_link(site, each.url) for each in row.translations if each.locale == site.source != site.locale]
    yield "<hr>"
    yield f"<p>{Markup('<br>').join(lines)}</p>"


def _source_link(site: LocalizedSite, url: str) -> Markup:
    said = voice(site).say("Read it in the source language")
    return Markup('<a href="{}" hreflang="{}">{}</a>').format(url, site.source, said)


# --- a notice ------------------------------------------------------------------------------------------


def headline(gone: Notice) -> str:
    """What became of the article, in English as `words` knows it: its own title is not to be told any more."""
    withdrawn = gone.change.operation == "withdraw"
    return "This article has been withdrawn." if withdrawn else "This article is being updated."


def notice(gone: Notice) -> str:
    """That the article is withdrawn or held, why, and what to read instead; nothing of its title or text."""
    site, change, row, said = gone.site, gone.change, gone.replacement, voice(gone.site)
    lines = [said.say(headline(gone))]
    if change.operation == "withdraw" and change.reason and change.reason != REMOVED:
        lines.append(said.say("Reason: {reason}", reason=said.in_source(change.reason)))
    if row is not None:
        # Marked in any case: the words around it may be in another language than the feed.
        attributes = language_attributes(row.locale)
        link = Markup('<a href="{}" hreflang="{}"{}>{}</a>').format(row.url, row.locale, attributes, row.title)
        lines.append(said.say("Read instead: {title}", title=link))
    if gone.source_url is not None:
        lines.append(_source_link(site, gone.source_url))
    return "\n".join(f"<p>{line}</p>" for line in lines)
