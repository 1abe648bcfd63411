"""Atom (RFC 4287), with at:deleted-entry for what is withdrawn or held (RFC 6721), fh:complete (RFC 5005, section 2),
rel="license" (RFC 4946) and rel="hub" (WebSub, section 4).
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from faqsync.formats.feed import Entry, Feed, Plain, Tombstone, feed, rfc3339
from faqsync.formats.format import Format
from faqsync.model import Agent, Listing, Translation

ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
HISTORY = "http://purl.org/syndication/history/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
PREFIXES: Any = {None: ATOM, "at": TOMBSTONES, "fh": HISTORY}


def render(listing: Listing) -> Iterator[bytes]:
    """The listing as an Atom feed."""
    said = feed(listing, FORMAT)
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=PREFIXES)
    root.set(f"{{{XML}}}lang", said.locale)
    _head(root, said)
    # Before the entries, so that a reader who stops at the first one it knows has met them all.
    for tombstone in said.tombstones:
        _deleted_entry(root, tombstone, said)
    for entry in said.entries:
        _entry(root, entry, said)
    yield etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _head(root: etree._Element, said: Feed) -> None:
    _add(root, "id", said.uri)
    _text(root, "title", said.title, said)
    _text(root, "subtitle", said.description, said)
    _add(root, "updated", rfc3339(said.updated))
    _person(root, "author", said.publisher)
    _link(root, "self", said.url, type=said.media_type)
    for translation in said.translations:
        _alternate(root, translation)
    if said.hub is not None:
        _link(root, "hub", said.hub)
    _license(root, said)
    _add(root, "generator", "faqsync")
    if said.complete:
        etree.SubElement(root, f"{{{HISTORY}}}complete")


def _deleted_entry(root: etree._Element, tombstone: Tombstone, said: Feed) -> None:
    deleted = etree.SubElement(root, f"{{{TOMBSTONES}}}deleted-entry", ref=tombstone.uri)
    deleted.set("when", rfc3339(tombstone.updated))
    comment = etree.SubElement(deleted, f"{{{TOMBSTONES}}}comment", type="html")
    comment.text = tombstone.content
    _alternate(deleted, Translation(locale=said.locale, url=tombstone.url))
    if tombstone.replacement_url is not None:
        _link(deleted, "related", tombstone.replacement_url, type="text/html")


def _entry(root: etree._Element, entry: Entry, said: Feed) -> None:
    element = _add(root, "entry")
    _add(element, "id", entry.uri)
    _add(element, "title", entry.title, type="text")
    _alternate(element, Translation(locale=said.locale, url=entry.url))
    for translation in entry.translations:
        _alternate(element, translation)
    _add(element, "published", rfc3339(entry.published))
    _add(element, "updated", rfc3339(entry.updated))
    for author in entry.authors:
        _person(element, "author", author)
    category = _add(element, "category", term=entry.category, label=entry.label.text)
    _mark(category, entry.label, said)
    for keyword in entry.keywords:
        _add(element, "category", term=keyword)
    # Said again, for a reader that keeps the entry apart from its feed.
    _license(element, said)
    _add(element, "summary", entry.summary, type="text")
    _add(element, "content", entry.content, type="html")


def _license(parent: etree._Element, said: Feed) -> None:
    if said.license is not None and said.rights is not None:
        _link(parent, "license", said.license)
        _text(parent, "rights", said.rights, said)


def _person(parent: etree._Element, name: str, agent: Agent) -> None:
    person = _add(parent, name)
    _add(person, "name", agent.name)
    if agent.url is not None:
        _add(person, "uri", agent.url)


def _text(parent: etree._Element, name: str, plain: Plain, said: Feed) -> None:
    _mark(_add(parent, name, plain.text, type="text"), plain, said)


def _mark(element: etree._Element, plain: Plain, said: Feed) -> None:
    """Say the language of an element that is not in that of the feed."""
    if plain.locale != said.locale:
        element.set(f"{{{XML}}}lang", plain.locale)


def _alternate(parent: etree._Element, translation: Translation) -> None:
    _link(parent, "alternate", translation.url, type="text/html", hreflang=translation.locale)


def _link(parent: etree._Element, relation: str, url: str, **attributes: str) -> None:
    _add(parent, "link", rel=relation, href=url, **attributes)


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element


FORMAT = Format(name="atom.xml", media_type="application/atom+xml", of=Listing, render=render, topics=True)
