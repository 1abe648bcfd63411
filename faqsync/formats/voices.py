"""How a site speaks in a locale: its words, names and dates as HTML, each marked where it is in another language."""

import html
import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

from markupsafe import Markup, escape

from faqsync import locales, markup
from faqsync.model import Agent, LocalizedSite, Text
from faqsync.words import pattern

T = TypeVar("T")

TONES = {"info": "Good to know", "tip": "Tip", "warning": "Warning"}
"""The label of a note, by its tone."""

_CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/"
    r"(?:licenses/(?P<terms>[a-z-]+)/(?P<version>[0-9.]+)|publicdomain/zero/(?P<zero>[0-9.]+))(?:/.*)?"
)


class Identity(Generic[T]):
    """A cache's key for what follows from a value: equal only for the very same one, which it keeps alive."""

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and other.value is self.value


class Phrases(dict[str, Markup]):
    """English -> what is said for it, each worked out once: for the many words with nothing to fill in."""

    def __init__(self, said: Callable[[str], Markup]) -> None:
        super().__init__()
        self._said = said

    def __missing__(self, text: str) -> Markup:
        said = self[text] = self._said(text)
        return said


class Voice:
    """The words of one site. Whatever it is given as a value is escaped, unless it is markup already."""

    def __init__(self, site: LocalizedSite) -> None:
        self.locale = site.locale
        self.source = site.source
        self.words = site.words
        self.speaks = site.locale if _serves(site.words.locale, site.locale) else site.words.locale
        """The locale that the words are in."""
        self.phrases = Phrases(self.say)
        self.labels = Phrases(self.label)

    def marked(self, locale: str) -> Markup:
        """The attributes of an element in ``locale``: none where that is the page's own."""
        return _NOTHING if locale == self.locale else language_attributes(locale)

    def label(self, text: str, plural: str | None = None, n: int | None = None, **values: object) -> Markup:
        """The words for ``text`` (English), for an attribute or a title, where nothing can be marked."""
        form = html.escape(pattern(self.words, text, plural, n))
        return Markup(form.format(n=n, **{name: escape(value) for name, value in values.items()}))

    def say(self, text: str, plural: str | None = None, n: int | None = None, **values: object) -> Markup:
        """The words for ``text`` (English), for content."""
        said = self.label(text, plural, n, **values)
        return said if self.speaks == self.locale else _span(self.speaks, said)

    def text(self, text: Text) -> Markup:
        """A text without its markup, in a ``span`` where it is in another language than the page."""
        said = escape(plain(text))
        return said if text.locale == self.locale else _span(text.locale, said)

    def tone(self, tone: str) -> Markup:
        """The label of a note."""
        return self.phrases[TONES[tone]]

    def date(self, day: date) -> Markup:
        """A day in the long form of the words' locale; of a time, its day in UTC."""
        return _time(day, self.speaks)

    def in_source(self, text: str) -> Markup:
        """What nobody translates, such as a name."""
        return escape(text) if self.source == self.locale else _span(self.source, escape(text))

    def agent(self, agent: Agent) -> Markup:
        """A person or organization by name, linked where there is an address."""
        name = self.in_source(agent.name)
        if agent.url is None or not markup.allowed(agent.url):
            return name
        return Markup(f'<a href="{escape(agent.url)}">{name}</a>')

    def agents(self, agents: Iterable[Agent]) -> Markup:
        """Their names, with the language's comma between them."""
        return self.label(", ").join(map(self.agent, agents))

    def license(self, url: str) -> Markup:
        """A link to the licence, by its name where that is known."""
        if not markup.allowed(url):
            return escape(url)
        return Markup(f'<a rel="license" href="{escape(url)}" dir="ltr">{escape(license_name(url))}</a>')


_NOTHING = Markup()


def _serves(words: str, locale: str) -> bool:
    """Whether words of one locale are the locale's own language: German ones are for de-AT, English ones never."""
    return words in locales.fallbacks(locale)


@lru_cache(maxsize=256)
def _voice(site: Identity[LocalizedSite]) -> Voice:
    return Voice(site.value)


def voice(site: LocalizedSite) -> Voice:
    """The voice of a site, made once for each."""
    return _voice(Identity(site))


@lru_cache(maxsize=256)
def language_attributes(locale: str) -> Markup:
    """The attributes of an element in ``locale``."""
    return Markup(f' lang="{escape(locale)}" dir="{locales.direction(locale)}"')


def _span(locale: str, content: Markup) -> Markup:
    return Markup(f"<span{language_attributes(locale)}>{content}</span>")


@lru_cache(maxsize=4096)
def _time(day: date, locale: str) -> Markup:
    machine = day.isoformat().replace("+00:00", "Z")
    return Markup(f'<time datetime="{machine}">{escape(locales.format_date(day, locale))}</time>')


def plain(text: Text) -> str:
    """A text without its markup: for titles, attributes, and links."""
    return markup.plain(text.markdown)


def license_name(url: str) -> str:
    """The short name of a Creative Commons licence; of any other, its address."""
    match = _CREATIVE_COMMONS.fullmatch(url)
    if match is None:
        return url
    return f"CC0 {match['zero']}" if match["zero"] else f"CC {match['terms'].upper()} {match['version']}"
