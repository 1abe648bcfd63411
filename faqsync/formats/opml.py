"""The list of all feeds, for feed readers to import: OPML 2.0, section "Subscription lists"."""

from collections.abc import Iterator

from lxml import etree

from faqsync import addresses, locales
from faqsync.formats import atom, json_feed, rss
from faqsync.formats.feed import clean, title
from faqsync.formats.format import Format
from faqsync.model import LocalizedCategory, LocalizedSite, Overview

FEEDS = {"RSS": rss.FORMAT, "Atom": atom.FORMAT, "JSON Feed": json_feed.FORMAT}


def render(overview: Overview) -> Iterator[bytes]:
    """One outline for each feed: those of a locale, then those of its topics, then the next locale's."""
    source = overview.sites[0]
    opml = etree.Element("opml", version="2.0")
    head = etree.SubElement(opml, "head")
    etree.SubElement(head, "title").text = title(source, None).text
    etree.SubElement(head, "ownerName").text = clean(source.publisher.name)
    if source.publisher.url is not None:
        etree.SubElement(head, "ownerId").text = source.publisher.url
    etree.SubElement(head, "docs").text = "http://opml.org/spec2.opml"
    body = etree.SubElement(opml, "body")
    for site in overview.sites:
        _subscriptions(body, site, None)
        for topic in site.categories:
            if topic.id in overview.topics.get(site.locale, ()):
                _subscriptions(body, site, topic)
    yield etree.tostring(opml, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _subscriptions(body: etree._Element, site: LocalizedSite, topic: LocalizedCategory | None) -> None:
    for kind, format in FEEDS.items():
        name = f"{locales.own_name(site.locale)} – {title(site, topic).text} ({kind})"
        # Feed readers import every kind of feed by this one type, and see what it is when they fetch it.
        outline = etree.SubElement(body, "outline", type="rss", text=name, title=name)
        outline.set("xmlUrl", _url(site, format.name, topic))
        outline.set("htmlUrl", _url(site, addresses.INDEX, topic))
        outline.set("language", site.locale)


def _url(site: LocalizedSite, name: str, topic: LocalizedCategory | None) -> str:
    return addresses.url(site.base_url, addresses.list_path(site.locale, name, None if topic is None else topic.id))


FORMAT = Format(name="feeds.opml", media_type="text/x-opml", of=Overview, render=render)
