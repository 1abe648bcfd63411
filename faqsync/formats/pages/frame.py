"""What stands around the content of every page: head, masthead, trail and colophon."""

from collections.abc import Callable
from functools import lru_cache, partial
from html import escape
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from faqsync import addresses, locales
from faqsync.formats.pages.themes import fill, template
from faqsync.formats.voices import Identity, language_attributes, plain, voice
from faqsync.model import LocalizedCategory, LocalizedSite, Translation
from faqsync.records import Record

HTML = "text/html; charset=utf-8"
OUTLINE = "feeds.opml"
FEEDS = (
    ("rss.xml", "application/rss+xml", "RSS"),
    ("atom.xml", "application/atom+xml", "Atom"),
    ("feed.json", "application/feed+json", "JSON Feed"),
)
"""File name, media type and proper name of each feed."""

Refer = Callable[[str], str]
"""From the path of a published file to the reference on a page."""


class Page(Record):
    """What a template is told of its page. References are relative to it; ``links`` are absolute."""

    title: str
    home: str
    subscribe: str | None
    logo: str | None
    stylesheets: tuple[str, ...]
    description: str = ""
    canonical: str | None = None
    """A page without one is not to be indexed."""
    links: Markup = Markup()
    """The ``link`` elements that name its translations and feeds."""
    languages: Markup = Markup()
    """The choices of the language switcher, as ``li`` elements."""
    choices: int = 0
    """How many they are."""
    trail: Markup = Markup()
    """The way from the locale's index, as ``li`` elements."""


def referring(path: str) -> Refer:
    """How the file ``path`` refers to others."""
    return partial(addresses.relative, path)


def page(site: LocalizedSite, refer: Refer, title: str, **more: Any) -> Page:
    """What stands around the content of a page of ``site``."""
    return Page(
        title=title,
        home=refer(addresses.list_path(site.locale, addresses.INDEX)),
        subscribe=refer(addresses.list_path(site.locale, addresses.SUBSCRIBE)),
        logo=None if site.logo is None else refer(site.logo),
        stylesheets=tuple(map(refer, site.stylesheets)),
        **more,
    )


def titled(site: LocalizedSite, title: str) -> str:
    """The name of a page in a browser's tab and in search results."""
    return f"{title} – {plain(site.title)}"


def render(site: LocalizedSite, name: str, page: Page, **values: Any) -> bytes:
    """The page that the template ``name`` makes of the values, in UTF-8."""
    return fill(_template(Identity(site), name), _site_values(Identity(site)) | {"page": page} | values)


@lru_cache(maxsize=2048)
def _template(site: Identity[LocalizedSite], name: str) -> Template:
    return template(name, site.value.templates)


@lru_cache(maxsize=256)
def _site_values(site: Identity[LocalizedSite]) -> dict[str, Any]:
    """What every template may use."""
    speaking = voice(site.value)
    return {
        "site": site.value,
        "direction": locales.direction(site.value.locale),
        "name": speaking.text(site.value.title),
        "published_by": speaking.say("Published by {publisher}", publisher=speaking.agent(site.value.publisher)),
        "license": None
        if site.value.license is None
        else speaking.say("License: {license}", license=speaking.license(site.value.license)),
        "words": speaking.phrases,
        "labels": speaking.labels,
        "say": speaking.say,
        "text": speaking.text,
        "date": speaking.date,
        "marked": speaking.marked,
    }


# --- head ---------------------------------------------------------------------------------------


def alternate_links(alternates: tuple[Translation, ...]) -> Markup:
    """The ``link`` elements of a page's hreflang set."""
    lines = [
        f'<link rel="alternate" hreflang="{escape(each.locale)}" href="{escape(each.url)}">\n' for each in alternates
    ]
    return Markup("".join(lines))


def feed_url(site: LocalizedSite, file: str, topic: LocalizedCategory | None = None) -> str:
    """The URL of a feed of the locale, or of a topic in it."""
    return addresses.url(site.base_url, addresses.list_path(site.locale, file, None if topic is None else topic.id))


def feed_links(site: LocalizedSite, topic: LocalizedCategory | None = None) -> Markup:
    """The feeds of the locale and, if given, of a topic in it, for feed readers to find."""
    return _feed_links(Identity(site), None) + (Markup() if topic is None else _feed_links(Identity(site), topic.id))


@lru_cache(maxsize=4096)
def _feed_links(site: Identity[LocalizedSite], topic_id: str | None) -> Markup:
    topic = next((each for each in site.value.categories if each.id == topic_id), None)
    title = plain(site.value.title) if topic is None else f"{plain(site.value.title)}: {plain(topic.title)}"
    line = Markup('<link rel="alternate" type="{}" title="{} ({})" href="{}">\n')
    return Markup("").join(
        line.format(media_type, title, name, feed_url(site.value, file, topic)) for file, media_type, name in FEEDS
    )


# --- masthead and trail ---------------------------------------------------------------------------


def languages(site: LocalizedSite, path: str, translations: tuple[Translation, ...]) -> Markup:
    """The choices of the language switcher of the page ``path``; nothing where there is no choice."""
    if all(each.locale == site.locale for each in translations):
        return Markup()
    choices = []
    for each in translations:
        if each.locale == site.locale:
            choices.append(f'<li><span aria-current="true">{_own_name(each.locale)}</span></li>\n')
        else:
            href = escape(addresses.local_reference(site.base_url, path, each.url))
            choices.append(f'<li><a href="{href}"{_link_language(each.locale)}>{_own_name(each.locale)}</a></li>\n')
    return Markup("".join(choices))


@lru_cache(maxsize=256)
def _own_name(locale: str) -> str:
    return escape(locales.own_name(locale))


@lru_cache(maxsize=256)
def _link_language(locale: str) -> str:
    return f' hreflang="{escape(locale)}"{language_attributes(locale)}'


def trail(site: LocalizedSite, refer: Refer, *steps: Markup) -> Markup:
    """The breadcrumb trail of a page: the locale's index, then the steps."""
    home = step(voice(site).text(site.title), refer(addresses.list_path(site.locale, addresses.INDEX)))
    return Markup("").join((home, *steps))


def step(name: Markup, href: str | None = None) -> Markup:
    """A step of the trail; without ``href`` the page itself."""
    if href is None:
        return Markup(f'<li><span aria-current="page">{name}</span></li>\n')
    return Markup(f'<li><a href="{escape(href)}">{name}</a></li>\n')
