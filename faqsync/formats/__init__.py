"""The published formats: one small module each, all with the same parts in the same order, listed here."""

from typing import Any

from faqsync.formats import (
    article_json,
    atom,
    bundle,
    json_feed,
    jsonld,
    opml,
    pages,
    robots,
    rss,
    sitemap,
)
from faqsync.formats.format import Format
from faqsync.formats.sitemap import sitemaps

__all__ = ["FORMATS", "Format", "formats_of", "sitemaps"]

FORMATS: tuple[Format[Any], ...] = (
    pages.ARTICLE_PAGE,
    jsonld.FORMAT,
    article_json.FORMAT,
    pages.NOTICE_PAGE,
    pages.REDIRECT_PAGE,
    pages.INDEX_PAGE,
    pages.SUBSCRIBE_PAGE,
    rss.FORMAT,
    atom.FORMAT,
    json_feed.FORMAT,
    bundle.FORMAT,
    sitemap.FORMAT,
    pages.ROOT_PAGE,
    pages.NOT_FOUND_PAGE,
    robots.FORMAT,
    sitemap.INDEX_FORMAT,
    opml.FORMAT,
)


def formats_of(kind: type) -> tuple[Format[Any], ...]:
    """The formats that render this kind of record, in the order in which they are listed."""
    return tuple(format for format in FORMATS if format.of is kind)
