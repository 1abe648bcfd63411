"""The Link headers of a release (RFC 8288): what belongs to a file, for readers that do not parse it."""

from collections.abc import Mapping
from urllib.parse import quote

from faqsync.addresses import INDEX, LOG_HEAD, RELEASE, relative, schema_path
from faqsync.records import Record
from faqsync.service.documents import Listed

FEEDS = ("rss.xml", "atom.xml", "feed.json")
_SCHEMAS = {"bundle.json": "bundle", LOG_HEAD: "changes", RELEASE: "release"}
_REPRESENTATIONS = {"article.json": "application/json", "faq.jsonld": "application/ld+json"}


class Hub(Record):
    type: str
    url: str


class FeedHead(Record):
    """What a ``feed.json`` says of the feeds of its folder."""

    feed_url: str
    hubs: tuple[Hub, ...] = ()


def links_of(path: str, articles: Mapping[str, Listed], feeds: Mapping[str, FeedHead]) -> tuple[str, ...]:
    """The members of a file's Link header. Articles and feeds are given by their folders (``de/slug``).

    A feed names its hub and itself (WebSub, section 4), an article's data the page as canonical (RFC 6596),
    the page its data, and data for partners its schema.
    """
    folder, _, name = path.rpartition("/")
    if name in FEEDS and folder in feeds:
        itself = feeds[folder].feed_url.removesuffix("feed.json") + name
        hubs = [_link(hub.url, "hub") for hub in feeds[folder].hubs]
        return (*hubs, _link(itself, "self")) if hubs else ()
    if folder in articles:
        canonical = _link(articles[folder].url, "canonical")
        data = [_link(file, "alternate", kind) for file, kind in _REPRESENTATIONS.items()] if name == INDEX else []
        return (canonical, *data)
    if name in _SCHEMAS:
        return (_link(relative(path, schema_path(_SCHEMAS[name])), "describedby"),)
    return ()


def _link(target: str, relation: str, media_type: str | None = None) -> str:
    kind = f'; type="{media_type}"' if media_type else ""
    return f'<{quote(target, safe=":/?#[]@!$&()*+,;=%~")}>; rel="{relation}"{kind}'
