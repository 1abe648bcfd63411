"""sitemap.xml by the Sitemaps protocol 0.9: the index at the root, and one sitemap a locale with hreflang links."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from faqsync.addresses import INDEX, list_path, url
from faqsync.formats.format import Format
from faqsync.formats.hreflang import alternates, index_alternates
from faqsync.model import Listing, Overview, Translation

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def render(listing: Listing) -> Iterator[bytes]:
    """The published pages of a locale that stand for themselves: its index, its topics and its articles."""
    site, rows = listing.site, listing.rows
    yield f"{_DECLARATION}<urlset {_SITEMAP} {_XHTML}>\n".encode()
    if rows:
        address = url(site.base_url, list_path(site.locale, INDEX))
        newest = max(row.updated for row in rows)
        yield _entry(address, newest, index_alternates(listing.translations, site))
    for topic, translations in listing.topics.items():
        if updated := [row.updated for row in rows if row.category == topic]:
            address = url(site.base_url, list_path(site.locale, INDEX, topic))
            yield _entry(address, max(updated), alternates(translations, site.source))
    for row in rows:
        yield _entry(row.url, row.updated, alternates(row.translations, site.source))
    yield b"</urlset>\n"


def _entry(address: str, updated: datetime, versions: Iterable[Translation]) -> bytes:
    """``lastmod`` before the links: the protocol's schema wants it so."""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(each.locale)} href={quoteattr(each.url)}/>\n'
        for each in versions
    )
    return f"<url>\n<loc>{escape(address)}</loc>\n<lastmod>{_time(updated)}</lastmod>\n{links}</url>\n".encode()


def render_index(overview: Overview) -> Iterator[bytes]:
    """The sitemaps of all locales that have a published article."""
    yield f"{_DECLARATION}<sitemapindex {_SITEMAP}>\n".encode()
    for site in overview.sites:
        if site.locale in overview.updated:
            address = escape(url(site.base_url, list_path(site.locale, FORMAT.name)))
            newest = _time(overview.updated[site.locale])
            yield f"<sitemap>\n<loc>{address}</loc>\n<lastmod>{newest}</lastmod>\n</sitemap>\n".encode()
    yield b"</sitemapindex>\n"


def _time(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


FORMAT = Format(name="sitemap.xml", media_type="application/xml", of=Listing, render=render)
INDEX_FORMAT = Format(name="sitemap.xml", media_type="application/xml", of=Overview, render=render_index)
