"""The page of an article."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from markupsafe import Markup, escape

from faqsync import addresses
from faqsync.formats.format import Format
from faqsync.formats.hreflang import alternates, url_in
from faqsync.formats.jsonld import document
from faqsync.formats.pages import frame
from faqsync.formats.pages.prose import Prose, contents, texts
from faqsync.formats.voices import Voice, voice
from faqsync.model import LocalizedCategory, PublishedArticle, Review
from faqsync.records import encode

_READ_BY_HTML = "<>&\u2028\u2029"


def render(published: PublishedArticle) -> Iterator[bytes]:
    """The whole page."""
    site, localized, row = published.site, published.localized, published.row
    path = addresses.article_path(site.locale, row.slug)
    refer = frame.referring(path)

    def resolve(target: str) -> str | None:
        url = published.links.get(target)
        return None if url is None else addresses.local_reference(site.base_url, path, url)

    speaking, json_ld = voice(site), island(encode(document(published)))
    prose = Prose(voice=speaking, resolve=resolve, refer=refer)
    yield frame.render(
        site,
        "article.html",
        _page(published, path, refer),
        article=localized.article,
        title=prose.inline(localized.title),
        summary=prose.inline(localized.summary),
        facts=tuple(_facts(published, speaking)),
        gap=_gap(published, path, speaking),
        contents=contents(localized.sections, speaking),
        in_source=speaking.marked(site.source),
        sections=prose.sections(localized.sections),
        island=json_ld,
        island_hash=script_hash(json_ld),
    )


def island(data: bytes) -> Markup:
    """JSON as it may stand in a ``script`` element: the same JSON, without a character that HTML or a script reads."""
    text = data.decode().strip()
    for character in _READ_BY_HTML:
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def script_hash(script: str) -> str:
    """The hash by which a Content Security Policy (level 3, section 2.3.1) lets an inline script stand.

    Browsers ask for none where the script is data; validators do.
    """
    return "sha256-" + b64encode(sha256(script.encode()).digest()).decode()


def _page(published: PublishedArticle, path: str, refer: frame.Refer) -> frame.Page:
    site, row = published.site, published.row
    category = _category(published)
    topic = refer(addresses.list_path(site.locale, addresses.INDEX, category.id))
    return frame.page(
        site,
        refer,
        frame.titled(site, row.title),
        description=row.summary,
        canonical=row.url,
        links=frame.alternate_links(alternates(row.translations, site.source)) + frame.feed_links(site, category),
        languages=frame.languages(site, path, row.translations),
        choices=len(row.translations),
        trail=frame.trail(
            site, refer, frame.step(voice(site).text(category.title), topic), frame.step(escape(row.title))
        ),
    )


def _category(published: PublishedArticle) -> LocalizedCategory:
    return next(each for each in published.site.categories if each.id == published.row.category)


def _facts(published: PublishedArticle, voice: Voice) -> Iterator[Markup]:
    """Who wrote, reviewed and translated the article, and when."""
    localized, row = published.localized, published.row
    article = localized.article
    if article.authors:
        yield voice.say("By {authors}", authors=voice.agents(article.authors))
    if article.reviewed is not None and article.review_covers_text:
        yield from _review(article.reviewed, localized.locale == article.language, voice)
    elif article.reviewed is not None:
        yield voice.phrases["Review pending"]
    if localized.translator and localized.locale != article.language:
        name = Markup(f"<bdi>{escape(localized.translator)}</bdi>")
        yield voice.say("Translated by {name}", name=name)
    yield voice.say("Published on {date}", date=voice.date(row.published))
    if row.updated.date() > row.published.date():
        yield voice.say("Updated on {date}", date=voice.date(row.updated))


def _review(review: Review, of_this_text: bool, voice: Voice) -> Iterator[Markup]:
    """Who reviewed the article, and when: a review of the source is not one of its translation."""
    by, on = voice.agent(review.by), voice.date(date.fromisoformat(review.on))
    if of_this_text:
        yield voice.say("Reviewed by {by} on {date}", by=by, date=on)
    else:
        yield voice.say("Original reviewed by {by} on {date}", by=by, date=on)
    if review.next is not None:
        yield voice.say("Next review due on {date}", date=voice.date(date.fromisoformat(review.next)))


def _gap(published: PublishedArticle, path: str, voice: Voice) -> Markup | None:
    """What readers of a translation that is not whole must know, and where all of it can be read."""
    site, localized = published.site, published.localized
    if not localized.shortfalls:
        return None
    said = [voice.phrases["Parts of this article are not translated yet."]]
    if any(text.locale != localized.locale for text in texts(localized.sections)):
        said.append(voice.phrases["They are shown in the source language."])
    else:
        said.append(voice.phrases["They are left out here."])
    source = url_in(site.source, published.row.translations)
    if source is not None:
        href = addresses.local_reference(site.base_url, path, source)
        link = voice.phrases["Read it in the source language"]
        said.append(Markup('<a href="{}" hreflang="{}">{}</a>').format(href, site.source, link))
    return Markup(" ").join(said)


ARTICLE_PAGE = Format(name=addresses.INDEX, media_type=frame.HTML, of=PublishedArticle, render=render)
