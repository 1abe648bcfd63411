"""sitemap.xml by the Sitemaps protocol 0.9: the index at the root, and one sitemap a locale with hreflang links."""

from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from faqsync.addresses import INDEX, SUBSCRIBE, list_path, locale_of, url
from faqsync.formats.format import Format
from faqsync.formats.hreflang import alternates, index_alternates, subscribe_pages
from faqsync.model import Listing, Overview, Sitemap, SitemapEntry

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


MOST_ENTRIES = 50_000
MOST_BYTES = 50 * 1024 * 1024
"""The protocol's limits of one file, before compression."""


def sitemaps(listing: Listing) -> Iterator[Sitemap]:
    """The published pages of a locale that stand for themselves, in as many sitemaps as the limits ask for."""
    entries: list[SitemapEntry] = []
    size = len(_OPENING) + len(_CLOSING)
    for entry in _entries(listing):
        length = len(_entry(entry))
        if len(entries) == MOST_ENTRIES or size + length > MOST_BYTES:
            yield Sitemap(entries=tuple(entries))
            entries, size = [], len(_OPENING) + len(_CLOSING)
        entries.append(entry)
        size += length
    if entries:
        yield Sitemap(entries=tuple(entries))


def _entries(listing: Listing) -> Iterator[SitemapEntry]:
    """The index page and that of the feeds, the topics and the articles."""
    site, rows = listing.site, listing.rows
    if rows:
        address = url(site.base_url, list_path(site.locale, INDEX))
        newest = max(row.updated for row in rows)
        yield SitemapEntry(url=address, updated=newest, versions=index_alternates(listing.translations, site))
        address = url(site.base_url, list_path(site.locale, SUBSCRIBE))
        pages = subscribe_pages(listing.translations, site.base_url)
        yield SitemapEntry(url=address, updated=newest, versions=alternates(pages, site.source))
    for topic, translations in listing.topics.items():
        if updated := [row.updated for row in rows if row.category == topic]:
            address = url(site.base_url, list_path(site.locale, INDEX, topic))
            yield SitemapEntry(url=address, updated=max(updated), versions=alternates(translations, site.source))
    for row in rows:
        yield SitemapEntry(url=row.url, updated=row.updated, versions=alternates(row.translations, site.source))


_OPENING = f"{_DECLARATION}<urlset {_SITEMAP} {_XHTML}>\n".encode()
_CLOSING = b"</urlset>\n"


def render(sitemap: Sitemap) -> Iterator[bytes]:
    yield _OPENING
    yield from map(_entry, sitemap.entries)
    yield _CLOSING


def _entry(entry: SitemapEntry) -> bytes:
    """``lastmod`` before the links: the protocol's schema wants it so."""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(each.locale)} href={quoteattr(each.url)}/>\n'
        for each in entry.versions
    )
    address, updated = escape(entry.url), _time(entry.updated)
    return f"<url>\n<loc>{address}</loc>\n<lastmod>{updated}</lastmod>\n{links}</url>\n".encode()


def render_index(overview: Overview) -> Iterator[bytes]:
    """The index of all sitemaps, at the root."""
    base_url = overview.sites[0].base_url
    yield f"{_DECLARATION}<sitemapindex {_SITEMAP}>\n".encode()
    for path in overview.sitemaps:
        address, newest = escape(url(base_url, path)), _time(overview.updated[locale_of(path) or ""])
        yield f"<sitemap>\n<loc>{address}</loc>\n<lastmod>{newest}</lastmod>\n</sitemap>\n".encode()
    yield b"</sitemapindex>\n"


def _time(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


FORMAT = Format(name="sitemap.xml", media_type="application/xml", of=Sitemap, render=render)
INDEX_FORMAT = Format(name="sitemap.xml", media_type="application/xml", of=Overview, render=render_index)
