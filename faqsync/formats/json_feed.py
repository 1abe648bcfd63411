"""JSON Feed 1.1 (top-level, items, authors, hubs), with what it has no word for in ``_faqsync`` (section Extensions).

A tombstone is an item with its id, whose ``_faqsync`` says ``withdrawn`` or ``held``.
"""

from collections.abc import Iterator
from typing import Any

from faqsync.formats.feed import Entry, Feed, Tombstone, feed
from faqsync.formats.format import Format
from faqsync.model import Agent, Listing
from faqsync.records import encode

VERSION = "https://jsonfeed.org/version/1.1"


def render(listing: Listing) -> Iterator[bytes]:
    """The listing as a JSON Feed, its tombstones among its items."""
    said = feed(listing, FORMAT)
    items = [_item(each, said) if isinstance(each, Entry) else _notice(each, said) for each in said.items]
    yield encode(_without_none(_head(said)) | {"items": items})


def _head(said: Feed) -> dict[str, Any]:
    return {
        "version": VERSION,
        "title": said.title.text,
        "home_page_url": said.page,
        "feed_url": said.url,
        "description": said.description.text,
        "authors": [_author(said.publisher)],
        "language": said.locale,
        "hubs": said.hub and [{"type": "WebSub", "url": said.hub}],
        "_faqsync": _without_none(
            {
                "about": said.guide,
                "uri": said.uri,
                "updated": said.updated,
                "changes": said.log,
                "complete": said.complete,
                "license": said.license,
                "rights": said.rights and said.rights.text,
                "translations": said.translations,
            }
        ),
    }


def _item(entry: Entry, said: Feed) -> dict[str, Any]:
    return {
        "id": entry.uri,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.content,
        "summary": entry.summary,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": list(map(_author, entry.authors)),
        "tags": [entry.label.text, *entry.keywords],
        "language": said.locale,
        "_faqsync": {
            "about": said.guide,
            "category": entry.category,
            "digest": entry.digest,
            "translations": entry.translations,
        },
    }


def _notice(tombstone: Tombstone, said: Feed) -> dict[str, Any]:
    why = {
        "on": tombstone.updated,
        "reason": tombstone.reason,
        "replacement": tombstone.replacement,
        "replacement_url": tombstone.replacement_url,
    }
    return {
        "id": tombstone.uri,
        "url": tombstone.url,
        "title": tombstone.title.text,
        "content_html": tombstone.content,
        "date_modified": tombstone.updated,
        "language": said.locale,
        "_faqsync": {"about": said.guide, tombstone.state: _without_none(why)},
    }


def _author(agent: Agent) -> dict[str, Any]:
    return _without_none({"name": agent.name, "url": agent.url})


def _without_none(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


FORMAT = Format(name="feed.json", media_type="application/feed+json", of=Listing, render=render, topics=True)
