"""RSS 2.0 (RSS Advisory Board, 2.0.11) after its Best Practices Profile, with what the format itself has no word for:

content:encoded (RSS 1.0 content module), atom:link and atom:updated (RFC 4287), dc:creator, dc:language and
dc:rights (Dublin Core 1.1; RSS's own ``author`` would have to be an e-mail address), fh:complete (RFC 5005,
section 2), rel="license" (RFC 4946), rel="hub" (WebSub, section 4). A tombstone is its guid again, as a notice.

feedgen writes the document. An extension adds what feedgen does not know or would write otherwise, and every
date is given: for one that is not, feedgen would read the clock.
"""

from collections.abc import Iterator
from functools import partial
from html import escape

from feedgen.entry import FeedEntry  # type: ignore[import-untyped]
from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]
from lxml import etree

from faqsync.formats.feed import Entry, Feed, Tombstone, feed, rfc3339
from faqsync.formats.format import Format
from faqsync.model import Listing

ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
HISTORY = "http://purl.org/syndication/history/1.0"


def render(listing: Listing) -> Iterator[bytes]:
    """The listing as an RSS channel, its notices among its items."""
    said = feed(listing, FORMAT)
    channel = FeedGenerator()
    channel.title(said.title.text)
    channel.link(href=said.page)
    channel.description(said.description.text)
    channel.language(said.locale)
    channel.updated(said.updated)
    channel.generator("faqsync")
    if said.rights is not None:
        channel.copyright(said.rights.text)
    channel.register_extension("faqsync", partial(_ChannelElements, said))
    for each in said.items:
        item = _item(each) if isinstance(each, Entry) else _notice(each)
        item.register_extension("faqsync", partial(_ItemElements, said, each))
        channel.add_entry(item, order="append")
    yield channel.rss_str(pretty=True)


def _item(entry: Entry) -> FeedEntry:
    item = FeedEntry()
    item.title(entry.title)
    item.link(href=entry.url)
    # By the profile an item's description is HTML, and a summary is not.
    item.description(escape(entry.summary, quote=False))
    item.content(entry.content)
    item.guid(entry.uri, permalink=False)
    item.category([{"term": each} for each in (entry.label.text, *entry.keywords)])
    item.published(entry.published)
    return item


def _notice(tombstone: Tombstone) -> FeedEntry:
    item = FeedEntry()
    item.title(tombstone.title.text)
    item.link(href=tombstone.url)
    item.description(tombstone.content)
    item.guid(tombstone.uri, permalink=False)
    item.published(tombstone.updated)
    return item


class _ChannelElements:
    """An extension of feedgen: the elements of a channel that it has no method for."""

    def __init__(self, said: Feed) -> None:
        self.said = said

    def extend_ns(self) -> dict[str, str]:
        """The prefixes, beside feedgen's own ``atom`` and ``content``."""
        return {"dc": DUBLIN_CORE, "fh": HISTORY}

    def extend_rss(self, rss: etree._Element) -> None:
        """Add them to the one channel of ``rss``."""
        channel, said = rss[0], self.said
        _link(channel, "self", said.url, said.media_type)
        if said.hub is not None:
            _link(channel, "hub", said.hub)
        if said.license is not None:
            _link(channel, "license", said.license)
        if said.complete:
            _add(channel, HISTORY, "complete")


class _ItemElements:
    """An extension of feedgen: the elements of an item that it has no method for."""

    def __init__(self, said: Feed, each: Entry | Tombstone) -> None:
        self.said, self.each = said, each

    def extend_rss(self, item: etree._Element) -> None:
        """Add them to ``item``."""
        said, each = self.said, self.each
        _add(item, DUBLIN_CORE, "language", said.locale)
        for author in each.authors if isinstance(each, Entry) else (said.publisher,):
            _add(item, DUBLIN_CORE, "creator", author.name)
        if isinstance(each, Entry) and said.rights is not None and said.license is not None:
            _add(item, DUBLIN_CORE, "rights", said.rights.text)
            _link(item, "license", said.license)
        _add(item, ATOM, "updated", rfc3339(each.updated))


def _add(parent: etree._Element, namespace: str, name: str, text: str | None = None, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{namespace}}}{name}", attributes).text = text


def _link(parent: etree._Element, relation: str, url: str, media_type: str | None = None) -> None:
    attributes = {"rel": relation, "href": url} | ({"type": media_type} if media_type else {})
    _add(parent, ATOM, "link", **attributes)


FORMAT = Format(name="rss.xml", media_type="application/rss+xml", of=Listing, render=render, topics=True)
