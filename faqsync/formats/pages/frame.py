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
from faqsync.model import LocalizedCategory, LocalizedSite, Text, Translation
from faqsync.records import Record

HTML = "text/html; charset=utf-8"
SUBSCRIBE = "subscribe/index.html"
OUTLINE = "feeds.opml"
FEEDS = (
    ("rss.xml", "application/rss+xml", "RSS"),
    ("atom.xml", "application/atom+xml", "Atom"),
    ("feed.json", "application/feed+json", "JSON Feed"),
)
"""File name, media type and proper name of each feed."""

Refer = Callable[[str], str]
"""From the path of a published file to the reference on a page."""


class Step(Record):
    """One step of the breadcrumb trail; without ``href`` the page itself."""

    name: str
    locale: str
    href: str | None = None


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
    trail: tuple[Step, ...] = ()


def referring(path: str) -> Refer:
    """How the file ``path`` refers to others."""
    return partial(addresses.relative, path)


def page(site: LocalizedSite, refer: Refer, title: str, **more: Any) -> Page:
    """What stands around the content of a page of ``site``."""
    return Page(
        title=title,
        home=refer(addresses.list_path(site.locale, addresses.INDEX)),
        subscribe=refer(addresses.list_path(site.locale, SUBSCRIBE)),
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


@lru_cache(maxsize=512)
def _template(site: Identity[LocalizedSite], name: str) -> Template:
    return template(name, site.value.templates)


@lru_cache(maxsize=64)
def _site_values(site: Identity[LocalizedSite]) -> dict[str, Any]:
    """What every template may use."""
    speaking = voice(site.value)
    return {
        "site": site.value,
        "direction": locales.direction(site.value.locale),
        "say": speaking.say,
        "label": speaking.label,
        "marked": speaking.marked,
        "date": speaking.date,
        "plain": plain,
        "publisher": speaking.agent(site.value.publisher),
        "license": None if site.value.license is None else speaking.license(site.value.license),
    }


# --- head ---------------------------------------------------------------------------------------


def alternate_links(alternates: tuple[Translation, ...]) -> Markup:
    """The ``link`` elements of a page's hreflang set."""
    line = '<link rel="alternate" hreflang="{}" href="{}">\n'
    return Markup("".join([line.format(escape(each.locale), escape(each.url)) for each in alternates]))


def feed_url(site: LocalizedSite, file: str, topic: LocalizedCategory | None = None) -> str:
    """The URL of a feed of the locale, or of a topic in it."""
    return addresses.url(site.base_url, addresses.list_path(site.locale, file, None if topic is None else topic.id))


def feed_links(site: LocalizedSite, topic: LocalizedCategory | None = None) -> Markup:
    """The feeds of the locale and, if given, of a topic in it, for feed readers to find."""
    return _feed_links(Identity(site), None) + (Markup() if topic is None else _feed_links(Identity(site), topic.id))


@lru_cache(maxsize=1024)
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
    return Markup("").join(
        _choice(each.locale, None)
        if each.locale == site.locale
        else _choice(each.locale, addresses.local_reference(site.base_url, path, each.url))
        for each in translations
    )


def _choice(locale: str, href: str | None) -> Markup:
    if href is None:
        return Markup('<li><span aria-current="true">{}</span></li>\n').format(locales.own_name(locale))
    return Markup('<li><a href="{}" hreflang="{}"{}>{}</a></li>\n').format(
        href, locale, language_attributes(locale), locales.own_name(locale)
    )


def trail(site: LocalizedSite, refer: Refer, *steps: Step) -> tuple[Step, ...]:
    """The way to a page: the locale's index first."""
    home = refer(addresses.list_path(site.locale, addresses.INDEX))
    return (Step(name=plain(site.title), locale=site.title.locale, href=home), *steps)


def step(text: Text, href: str | None = None) -> Step:
    """A step called by a text of the site."""
    return Step(name=plain(text), locale=text.locale, href=href)
