"""The pages of a locale: its articles by category, those of one topic, and how to subscribe to them."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from faqsync import addresses
from faqsync.formats.format import Format
from faqsync.formats.hreflang import alternates, index_alternates, subscribe_pages
from faqsync.formats.pages import frame
from faqsync.formats.voices import Voice, plain, voice
from faqsync.model import Listing, LocalizedCategory, LocalizedSite, Row


class Link(NamedTuple):
    """A published file as a page shows it."""

    name: str
    url: str


class Item(NamedTuple):
    """An article in a list. Its title and summary are plain text; ``dated`` is HTML."""

    title: str
    summary: str
    href: str
    dated: Markup


class Group(NamedTuple):
    """The articles of one category."""

    category: LocalizedCategory
    href: str
    articles: tuple[Item, ...]


# --- the index --------------------------------------------------------------------------------------


def render_index(listing: Listing) -> Iterator[bytes]:
    """The index page of a locale, or of one topic in it."""
    site, topic = listing.site, listing.topic
    path = _path(site, topic)
    refer = frame.referring(path)
    title, about = (site.title, site.description) if topic is None else (topic.title, topic.description)
    page = frame.page(
        site,
        refer,
        plain(title) if topic is None else frame.titled(site, plain(title)),
        description=plain(about) if about else "",
        canonical=addresses.url(site.base_url, path) if listing.rows else None,
        links=_alternates(listing) + frame.feed_links(site, topic),
        languages=frame.languages(site, path, listing.translations),
        choices=len(listing.translations),
        trail=Markup() if topic is None else frame.trail(site, refer, frame.step(voice(site).text(title))),
    )
    groups = tuple(_groups(listing, path))
    yield frame.render(site, "index.html", page, topic=topic, title=title, description=about, groups=groups)


def _path(site: LocalizedSite, topic: LocalizedCategory | None) -> str:
    return addresses.list_path(site.locale, addresses.INDEX, None if topic is None else topic.id)


def _alternates(listing: Listing) -> Markup:
    """The other language versions of the list; none while it is empty and therefore not to be indexed."""
    if not listing.rows:
        return Markup()
    if listing.topic is None:
        return frame.alternate_links(index_alternates(listing.translations, listing.site))
    return frame.alternate_links(alternates(listing.translations, listing.site.source))


def _groups(listing: Listing, path: str) -> Iterator[Group]:
    """The articles by category, in the order of the site; within one, in that of the rows."""
    site = listing.site
    by_category: dict[str, list[Item]] = {}
    for row in listing.rows:
        href = addresses.local_reference(site.base_url, path, row.url)
        by_category.setdefault(row.category, []).append(Item(row.title, row.summary, href, _dated(row, voice(site))))
    for each in site.categories:
        if each.id in by_category:
            yield Group(each, addresses.relative(path, _path(site, each)), tuple(by_category[each.id]))


def _dated(row: Row, voice: Voice) -> Markup:
    if row.updated.date() > row.published.date():
        return voice.say("Updated on {date}", date=voice.date(row.updated))
    return voice.say("Published on {date}", date=voice.date(row.published))


# --- how to subscribe -----------------------------------------------------------------------------------


def render_subscribe(listing: Listing) -> Iterator[bytes]:
    """The page that explains the feeds of a locale to readers and partners."""
    site = listing.site
    path = addresses.list_path(site.locale, addresses.SUBSCRIBE)
    refer = frame.referring(path)
    speaking = voice(site)
    title = speaking.labels["Subscribe to these articles"].unescape()
    translations = subscribe_pages(listing.translations, site.base_url)
    versions = alternates(translations, site.source) if listing.rows else ()
    page = frame.page(
        site,
        refer,
        frame.titled(site, title),
        canonical=addresses.url(site.base_url, path) if listing.rows else None,
        links=frame.alternate_links(versions) + frame.feed_links(site),
        languages=frame.languages(site, path, translations),
        choices=len(translations),
        trail=frame.trail(site, refer, frame.step(speaking.phrases["Subscribe to these articles"])),
    )
    yield frame.render(
        site,
        "subscribe.html",
        page,
        feeds=_feeds(site),
        topics=[(each, _feeds(site, each)) for each in site.categories if each.id in listing.topics],
        bundle=frame.feed_url(site, "bundle.json"),
        log=addresses.url(site.base_url, addresses.LOG_HEAD),
        outline=addresses.url(site.base_url, frame.OUTLINE),
        hub=site.hub and _address(site.hub),
    )


def _feeds(site: LocalizedSite, topic: LocalizedCategory | None = None) -> tuple[Link, ...]:
    return tuple(Link(name, frame.feed_url(site, file, topic)) for file, _, name in frame.FEEDS)


def _address(url: str) -> Markup:
    return Markup('<a href="{0}" dir="ltr">{0}</a>').format(url)


INDEX_PAGE = Format(name=addresses.INDEX, media_type=frame.HTML, of=Listing, render=render_index, topics=True)
SUBSCRIBE_PAGE = Format(name=addresses.SUBSCRIBE, media_type=frame.HTML, of=Listing, render=render_subscribe)
