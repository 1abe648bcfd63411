"""What the three feeds of a listing say, before one of them puts it into its format.

All that a person may have written is cleaned here, once, of what XML 1.0 (section 2.2) cannot carry or advises against.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

from faqsync import addresses
from faqsync.formats import entry
from faqsync.formats.format import Format
from faqsync.formats.voices import Identity, license_name, plain
from faqsync.model import (
    Agent,
    Listing,
    LocalizedCategory,
    LocalizedSite,
    Notice,
    PublishedArticle,
    Text,
    Translation,
)
from faqsync.records import Record, replace
from faqsync.words import say

GUIDE = "subscribe/index.html"
"""The page of a locale that explains its feeds."""

# Content and configuration refuse these; a translation may still bring them.
_NOT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Plain(Record):
    """A text without markup, and the locale it is in."""

    text: str
    locale: str


class Entry(Record):
    """A published article; ``content`` is HTML."""

    uri: str
    url: str
    title: str
    summary: str
    content: str
    category: str
    label: Plain
    """The title of its category."""
    keywords: tuple[str, ...]
    authors: tuple[Agent, ...]
    published: datetime
    updated: datetime
    digest: str
    translations: tuple[Translation, ...]
    """The other locales in which it is published."""


class Tombstone(Record):
    """An article that is withdrawn or held; ``content`` is HTML."""

    uri: str
    url: str
    title: Plain
    content: str
    state: Literal["withdrawn", "held"]
    updated: datetime
    """The time of the release that took it away."""
    reason: str | None
    replacement: str | None
    """The id of the article to read instead."""
    replacement_url: str | None


class Feed(Record):
    """One feed. ``entries`` and ``tombstones`` come newest first, then by article id."""

    uri: str
    url: str
    media_type: str
    locale: str
    page: str
    """The page of the same list, for people."""
    guide: str
    """The URL of `GUIDE`."""
    log: str
    """The head of the change log."""
    title: Plain
    description: Plain
    updated: datetime
    """Newest of its entries and tombstones; of an empty feed, the start of the year of the site's authority
    (RFC 4151, section 2.1), since when it may speak: no clock, and never to change."""
    publisher: Agent
    entries: tuple[Entry, ...]
    tombstones: tuple[Tombstone, ...]
    translations: tuple[Translation, ...]
    """The page in every locale that has one, its own included."""
    complete: bool
    license: str | None
    rights: Plain | None
    hub: str | None

    @property
    def items(self) -> list[Entry | Tombstone]:
        """Entries and tombstones as one list, newest first, for formats in which a tombstone is one more item."""
        return sorted((*self.entries, *self.tombstones), key=lambda each: each.updated, reverse=True)


def feed(listing: Listing, format: Format[Listing]) -> Feed:
    """What the feed of ``listing`` in ``format`` says."""
    site, topic = listing.site, None if listing.topic is None else listing.topic.id
    name = title(site, listing.topic)
    entries = tuple(_entry(Identity(each)) for each in listing.shown)
    tombstones = tuple(map(_tombstone, listing.tombstones))
    times = [*(each.updated for each in entries), *(each.updated for each in tombstones)]
    page = _url(site, addresses.INDEX, topic)
    return Feed(
        uri=addresses.feed_uri(site.authority, site.locale, topic),
        url=_url(site, format.name, topic),
        media_type=format.media_type,
        locale=site.locale,
        page=page,
        guide=_url(site, GUIDE),
        log=addresses.url(site.base_url, addresses.LOG_HEAD),
        title=name,
        description=_description(listing) or name,
        updated=max(times, default=_start(site.authority)),
        publisher=_clean_agent(site.publisher),
        entries=entries,
        tombstones=tombstones,
        translations=listing.translations or (Translation(locale=site.locale, url=page),),
        complete=listing.complete,
        license=site.license,
        rights=_rights(site),
        hub=site.hub,
    )


def clean(text: str) -> str:
    """The text without the characters that XML cannot carry."""
    return _NOT_FOR_XML.sub("", text)


def rfc3339(time: datetime) -> str:
    """A time in UTC as RFC 3339 writes it."""
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def title(site: LocalizedSite, topic: LocalizedCategory | None) -> Plain:
    """The title of the feeds of a locale, or of one topic in it."""
    own = _plain(site.title)
    return own if topic is None else Plain(text=f"{own.text}: {_plain(topic.title).text}", locale=own.locale)


def _url(site: LocalizedSite, name: str, topic: str | None = None) -> str:
    return addresses.url(site.base_url, addresses.list_path(site.locale, name, topic))


def _start(authority: str) -> datetime:
    return datetime(int(authority.rpartition(",")[2][:4]), 1, 1, tzinfo=UTC)


def _plain(text: Text) -> Plain:
    return Plain(text=clean(plain(text)), locale=text.locale)


def _clean_agent(agent: Agent) -> Agent:
    return replace(agent, name=clean(agent.name))


def _description(listing: Listing) -> Plain | None:
    text = listing.site.description if listing.topic is None else listing.topic.description
    return None if text is None else _plain(text)


def _rights(site: LocalizedSite) -> Plain | None:
    if site.license is None:
        return None
    name = license_name(site.license)
    license = name if name == site.license else f"{name} ({site.license})"
    said = say(site.words, "License: {license}", license=license)
    return Plain(text=clean(f"{site.publisher.name}. {said}"), locale=site.words.locale)


@lru_cache(maxsize=256)
def _entry(shown: Identity[PublishedArticle]) -> Entry:
    """Made once for the three formats, and for a locale and its topics."""
    published = shown.value
    site, row, article = published.site, published.row, published.localized.article
    labels = {each.id: _plain(each.title) for each in site.categories}
    return Entry(
        uri=row.uri,
        url=row.url,
        title=clean(row.title),
        summary=clean(row.summary),
        content=clean(entry.article(published)),
        category=row.category,
        label=labels[row.category],
        keywords=tuple(map(clean, article.keywords)) if site.locale == site.source else (),
        authors=tuple(map(_clean_agent, article.authors or (site.publisher,))),
        published=row.published,
        updated=row.updated,
        digest=row.digest,
        translations=tuple(each for each in row.translations if each.locale != site.locale),
    )


def _tombstone(notice: Notice) -> Tombstone:
    words, change, replacement = notice.site.words, notice.change, notice.replacement
    return Tombstone(
        uri=change.uri,
        url=change.url,
        title=Plain(text=clean(say(words, entry.headline(notice))), locale=words.locale),
        content=clean(entry.notice(notice)),
        state="withdrawn" if change.operation == "withdraw" else "held",
        updated=change.time,
        reason=None if change.reason is None else clean(change.reason),
        replacement=change.replacement,
        replacement_url=None if replacement is None else replacement.url,
    )
