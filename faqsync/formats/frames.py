"""What stands around the content of every page, and how a page of a site speaks.

What is the same for all pages of a site is worked out once: see `voice`.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, Generic, TypeVar

from jinja2 import Environment
from markupsafe import Markup, escape

from faqsync import addresses, locales, markup
from faqsync.formats.themes import environment
from faqsync.model import Agent, Block, LocalizedCategory, LocalizedSite, Text, Translation
from faqsync.records import Record
from faqsync.words import pattern

T = TypeVar("T")

HTML = "text/html; charset=utf-8"
X_DEFAULT = "x-default"
FEEDS = (
    ("rss.xml", "application/rss+xml", "RSS"),
    ("atom.xml", "application/atom+xml", "Atom"),
    ("feed.json", "application/feed+json", "JSON Feed"),
)
"""File name, media type and proper name of each feed."""

_CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/(?:licenses/(?P<terms>[a-z-]+)/(?P<version>[0-9.]+)|publicdomain/zero/(?P<zero>[0-9.]+))/?.*"
)


class Feed(Record):
    """A feed as a page names it."""

    media_type: str
    title: str
    url: str


class Language(Record):
    """One choice of the language switcher; without ``href`` the page's own."""

    locale: str
    direction: str
    name: str
    href: str | None = None


class Step(Record):
    """One step of the breadcrumb trail; without ``href`` the page itself."""

    name: str
    locale: str
    href: str | None = None


class Page(Record):
    """What stands around the content: all references are relative to the page, but for those in ``head``."""

    locale: str
    direction: str
    title: str
    home: str
    stylesheets: tuple[str, ...]
    logo: str | None = None
    description: str = ""
    canonical: str | None = None
    """Absolute; a page without is not to be indexed."""
    alternates: tuple[Translation, ...] = ()
    feeds: tuple[Feed, ...] = ()
    languages: tuple[Language, ...] = ()
    trail: tuple[Step, ...] = ()
    subscribe: str | None = None


class Identity(Generic[T]):
    """A key for what follows from a value: equal only for the very same one, which it keeps alive."""

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and other.value is self.value


class Voice:
    """How the pages of a site speak: its templates, and the functions that every one of them may call."""

    def __init__(self, site: LocalizedSite) -> None:
        self.site = site
        self.theme: Environment = environment(site.templates)
        own = site.words.locale in locales.fallbacks(site.locale)
        self._words_locale = site.locale if own else site.words.locale
        self.functions: dict[str, Callable[..., Any]] = {
            "say": self.say,
            "label": self.label,
            "marked": self.marked,
            "date": self.date,
            "agent": self.agent,
            "agents": self.agents,
            "license": self.license,
            "tone": self.tone,
            "plain": plain,
            "kind": kind,
        }

    def marked(self, locale: str) -> str:
        """The attributes of an element in ``locale``: none where it is the page's own."""
        return "" if locale == self.site.locale else _language_attributes(locale)

    def label(self, text: str, plural: str | None = None, n: int | None = None, **values: object) -> Markup:
        """The site's words for ``text``, for an attribute or a title; values are escaped unless they are markup."""
        return escape(pattern(self.site.words, text, plural, n)).format(n=n, **values)

    def say(self, text: str, plural: str | None = None, n: int | None = None, **values: object) -> Markup:
        """The site's words for ``text``, for content: marked where they are in another language than the page."""
        said = self.label(text, plural, n, **values)
        if self._words_locale == self.site.locale:
            return said
        return Markup("<span{}>{}</span>").format(_language_attributes(self._words_locale), said)

    def tone(self, tone: str) -> Markup:
        """The label of a note."""
        return self.say({"info": "Good to know", "tip": "Tip", "warning": "Warning"}[tone])

    def date(self, day: date) -> Markup:
        """A day in the locale's own long form; of a time, its day in UTC."""
        return _time(day, self.site.locale)

    def in_source(self, text: str) -> Markup:
        """A text that nobody translates, such as a name."""
        if self.site.source == self.site.locale:
            return escape(text)
        return Markup("<span{}>{}</span>").format(_language_attributes(self.site.source), text)

    def agent(self, agent: Agent) -> Markup:
        """A person or organization by name, linked where there is an address."""
        name = self.in_source(agent.name)
        if agent.url is None or not markup.allowed(agent.url):
            return name
        return Markup('<a href="{}">{}</a>').format(agent.url, name)

    def agents(self, agents: Iterable[Agent]) -> Markup:
        """Their names, with the locale's comma between them."""
        return self.label(", ").join(map(self.agent, agents))

    def license(self, url: str) -> Markup:
        """A link to the licence, by its name where that is known."""
        if not markup.allowed(url):
            return escape(url)
        return Markup('<a rel="license" href="{}">{}</a>').format(url, license_name(url))


@lru_cache(maxsize=64)
def _voice(site: Identity[LocalizedSite]) -> Voice:
    return Voice(site.value)


def voice(site: LocalizedSite) -> Voice:
    """The voice of a site, made once for each."""
    return _voice(Identity(site))


@lru_cache(maxsize=256)
def _language_attributes(locale: str) -> Markup:
    return Markup(' lang="{}" dir="{}"').format(locale, locales.direction(locale))


@lru_cache(maxsize=4096)
def _time(day: date, locale: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(
        day.isoformat().replace("+00:00", "Z"), locales.format_date(day, locale)
    )


def plain(text: Text) -> str:
    """A text without its markup: for titles, attributes, and links."""
    return markup.plain(text.markdown)


def kind(block: Block[Text]) -> str:
    """``paragraph``, ``list``, ``note`` or ``image``."""
    return str(block.__struct_config__.tag)


def license_name(url: str) -> str:
    """The short name of a Creative Commons licence; of any other, its address."""
    match = _CREATIVE_COMMONS.fullmatch(url)
    if match is None:
        return url
    if match["zero"]:
        return f"CC0 {match['zero']}"
    return f"CC {match['terms'].upper()} {match['version']}"


def alternates(translations: tuple[Translation, ...], default: str) -> tuple[Translation, ...]:
    """The hreflang set: every translation and, where ``default`` is a locale among them, one ``x-default``."""
    source = [Translation(locale=X_DEFAULT, url=each.url) for each in translations if each.locale == default]
    return (*translations, *source)


def feeds(site: LocalizedSite, topic: LocalizedCategory | None = None) -> tuple[Feed, ...]:
    """The feeds of a locale, or of one topic in it."""
    title = plain(site.title) if topic is None else f"{plain(site.title)}: {plain(topic.title)}"
    topic_id = None if topic is None else topic.id
    return tuple(
        Feed(
            media_type=media_type,
            title=f"{title} ({name})",
            url=addresses.url(site.base_url, addresses.list_path(site.locale, file, topic_id)),
        )
        for file, media_type, name in FEEDS
    )


@lru_cache(maxsize=512)
def language(locale: str) -> Language:
    """A choice that leads nowhere yet."""
    return Language(locale=locale, direction=locales.direction(locale), name=locales.own_name(locale))


def languages(site: LocalizedSite, path: str, translations: tuple[Translation, ...]) -> tuple[Language, ...]:
    """The choices of the language switcher on the page ``path``: none where there is nothing to choose."""
    if all(each.locale == site.locale for each in translations):
        return ()
    return tuple(
        Language(
            locale=each.locale,
            direction=language(each.locale).direction,
            name=language(each.locale).name,
            href=None if each.locale == site.locale else addresses.local_reference(site.base_url, path, each.url),
        )
        for each in translations
    )


def page(site: LocalizedSite, refer: Callable[[str], str], title: str, **more: Any) -> Page:
    """What stands around the content; ``refer`` makes a reference on the page out of the path of a file."""
    return Page(
        locale=site.locale,
        direction=locales.direction(site.locale),
        title=title,
        home=refer(addresses.list_path(site.locale, addresses.INDEX)),
        stylesheets=tuple(map(refer, site.stylesheets)),
        logo=refer(site.logo) if site.logo else None,
        **more,
    )
