"""How far every article is translated, and what is left."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

from faqsync import config, gate
from faqsync.addresses import SITE_CATALOG
from faqsync.errors import Fault, InvalidInput
from faqsync.markup import plain
from faqsync.model import Article, Shortfall, Site
from faqsync.publish.preparing import localize, read_catalog, read_site
from faqsync.records import Record
from faqsync.translating.reading import read_articles

State = Literal["published", "held", "draft", "embargo", "withdrawn"]

_WARM = (50, 90, 100)
"""Percentages at which the heat rises by one."""

# Chinese and Japanese write no blanks: translators count their characters.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\W_]+(?:['’.,-][^\W_]+)*")


class Standing(Record):
    """How far an article, or the site itself (``site``), is translated into a locale. Counts are of messages."""

    locale: str
    article: str
    state: State
    current: int
    stale: int
    missing: int
    percent: int
    """Of messages that are current, rounded down."""
    words_left: int
    """Words of the source texts that are not current."""
    reason: str | None
    """Why it is held."""
    shortfalls: tuple[Shortfall, ...] = ()
    """Of its stale messages; those that are missing are only counted."""

    @property
    def heat(self) -> int:
        """From 0, where little or nothing is current, to 3, where all is."""
        return sum(self.percent >= bound for bound in _WARM)

    @property
    def wanted(self) -> bool:
        """Whether there is anything to translate: not in a draft, nor in what is withdrawn."""
        return self.words_left > 0 and self.state not in ("draft", "withdrawn")


class Status(Record):
    """The state of a site's translations at a time."""

    title: str
    """Of the site, in its source language."""
    source: str
    time: datetime
    locales: tuple[str, ...]
    """All but the source, in the site's order."""
    standings: tuple[Standing, ...]
    """By locale, in each of them the articles by id, then the site itself."""

    def by_article(self) -> dict[str, list[Standing]]:
        """Article -> how it stands in each of the locales, in their order."""
        rows: dict[str, list[Standing]] = {}
        for each in self.standings:
            rows.setdefault(each.article, []).append(each)
        return rows

    def todo(self) -> dict[str, list[Standing]]:
        """Locale -> what there is to translate. What is stale comes first, since readers may have seen it; then what
        needs the fewest words."""
        tasks: dict[str, list[Standing]] = {locale: [] for locale in self.locales}
        for each in sorted(self.standings, key=lambda each: (each.stale == 0, each.words_left, each.article)):
            if each.wanted:
                tasks[each.locale].append(each)
        return tasks


def words_left(standings: Iterable[Standing]) -> int:
    """The words still to be translated."""
    return sum(each.words_left for each in standings if each.wanted)


def translation_status(root: Path, now: datetime) -> Status:
    """Every article in every locale but the source, as it stands at ``now`` (aware).

    Raises InvalidInput, where articles or catalogs are invalid, with the faults of all of them.
    """
    site = read_site(root)
    found: list[Standing] = []
    faults: list[Fault] = []
    articles = read_articles(root, site)
    for standings in (*(_of_article(root, site, article, now) for article in articles), _of_site(root, site)):
        try:
            found += standings
        except InvalidInput as error:
            faults += error.faults
    if faults:
        raise InvalidInput(faults)
    locales = tuple(locale for locale in site.locales if locale != site.source)
    places = {locale: place for place, locale in enumerate(locales)}
    return Status(
        title=plain(site.title.text),
        source=site.source,
        time=now,
        locales=locales,
        standings=tuple(
            sorted(found, key=lambda each: (places[each.locale], each.article == SITE_CATALOG, each.article))
        ),
    )


def _of_article(root: Path, site: Site, article: Article, now: datetime) -> Iterator[Standing]:
    nowhere = _nowhere(article, now)
    for localized in localize(root, site, article):
        if localized.locale != site.source:
            state = nowhere or localized.state
            yield _standing(localized.locale, article.id, state, localized.messages, localized.shortfalls)


def _of_site(root: Path, site: Site) -> Iterator[Standing]:
    """The site's own messages: they never hold anything."""
    messages = config.messages(site)
    for locale in site.locales:
        if locale != site.source:
            catalog = read_catalog(root, locale, SITE_CATALOG)
            verdicts = gate.judge(messages, catalog, locale, site.source)
            yield _standing(locale, SITE_CATALOG, "published", len(messages), verdicts.shortfalls)


def _standing(locale: str, article: str, state: State, messages: int, shortfalls: tuple[Shortfall, ...]) -> Standing:
    stale = tuple(shortfall for shortfall in shortfalls if shortfall.state == "stale")
    current = messages - len(shortfalls)
    return Standing(
        locale=locale,
        article=article,
        state=state,
        current=current,
        stale=len(stale),
        missing=len(shortfalls) - len(stale),
        percent=100 * current // messages,
        words_left=sum(_count_words(shortfall.text) for shortfall in shortfalls),
        reason=f"{shortfalls[0].context}: {shortfalls[0].reason}" if state == "held" else None,
        shortfalls=stale,
    )


def _count_words(text: str) -> int:
    return len(_WORD.findall(plain(text)))


def _nowhere(article: Article, now: datetime) -> State | None:
    """Why the article is published in no locale at all, if so."""
    if article.draft:
        return "draft"
    if article.published > now:
        return "embargo"
    return "withdrawn" if article.withdrawn is not None and article.withdrawn.on <= now else None
