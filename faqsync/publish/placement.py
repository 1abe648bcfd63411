"""What stands where in the release to make: rows, links, notices and redirects, out of the plan and the candidates."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from faqsync.addresses import DOCUMENT, INDEX, article_path, article_url, entry_uri, list_path, url
from faqsync.content import Outline
from faqsync.markup import ARTICLE_SCHEME
from faqsync.model import Artifact, Candidate, Change, LocalizedSite, Notice, Overview, Redirect, Row, Site, Translation
from faqsync.publish.tasks import ArticleTask, LocaleTask, Shown
from faqsync.records import Record, replace
from faqsync.releases import Plan, tombstones
from faqsync.releases.history import Pair


class Placement(Record):
    """Everything that is published, by where it stands."""

    site: Site
    plan: Plan
    outlines: dict[str, Outline]
    """Article -> its outline."""
    rows: dict[Pair, Row]
    localized: dict[Pair, str]
    """SHA-256 of each published localized article."""
    omitted: dict[Pair, tuple[str, ...]]
    """The anchors that a published article lacks in a locale."""
    tombstones: tuple[Change, ...]
    """With today's URLs."""
    locales: tuple[str, ...]
    """The site's locales, then those that were taken out and still have a tombstone."""
    before: frozenset[str] = frozenset()
    """The paths of the last release."""


def place(
    site: Site, plan: Plan, outlines: Iterable[Outline], candidates: Iterable[Candidate], before: Iterable[str] = ()
) -> Placement:
    """Where everything stands once the plan is carried out; ``before`` are the paths of the last release."""
    published: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.state == "published":
            published[candidate.article].append(candidate)
    rows = {}
    for article, found in published.items():
        found.sort(key=lambda candidate: site.locales.index(candidate.locale))
        translations = tuple(
            Translation(locale=each.locale, url=article_url(site.base_url, each.locale, each.slug)) for each in found
        )
        for candidate, translation in zip(found, translations, strict=True):
            updated = plan.standings[article, candidate.locale].change.updated
            rows[article, candidate.locale] = _row(site, candidate, translation.url, updated, translations)
    gone = tuple(
        replace(change, url=article_url(site.base_url, change.locale, change.slug)) for change in tombstones(site, plan)
    )
    retired = sorted({change.locale for change in gone} - set(site.locales))
    return Placement(
        site=site,
        plan=plan,
        outlines={outline.id: outline for outline in outlines},
        rows=rows,
        localized={(each.article, each.locale): each.localized for found in published.values() for each in found},
        omitted={(each.article, each.locale): each.omitted for found in published.values() for each in found},
        tombstones=gone,
        locales=(*site.locales, *retired),
        before=frozenset(before),
    )


def _row(
    site: Site, candidate: Candidate, address: str, updated: datetime, translations: tuple[Translation, ...]
) -> Row:
    return Row(
        article=candidate.article,
        locale=candidate.locale,
        uri=entry_uri(site.authority, candidate.article, candidate.locale),
        slug=candidate.slug,
        url=address,
        title=candidate.title,
        summary=candidate.summary,
        category=candidate.category,
        published=candidate.published,
        updated=updated,
        digest=candidate.digest,
        translations=translations,
    )


# --- articles ----------------------------------------------------------------------------------------------------


def article_tasks(placement: Placement) -> list[ArticleTask]:
    """Every published article, by id."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for (article, _), row in placement.rows.items():
        rows[article].append(row)
    resolve = _resolver(placement)
    return [
        ArticleTask(
            article=article,
            rows=tuple(rows[article]),
            localized={row.locale: placement.localized[article, row.locale] for row in rows[article]},
            links={row.locale: _links(placement.outlines[article], row.locale, resolve) for row in rows[article]},
        )
        for article in sorted(rows)
    ]


Resolve = Callable[[str, str], str | None]
"""From an ``article:`` target and the reader's locale to a URL."""


def _resolver(placement: Placement) -> Resolve:
    gone = {(change.article, change.locale): change.url for change in placement.tombstones}
    source = placement.site.source

    def resolve(target: str, locale: str) -> str | None:
        """The article in the reader's locale, else its source page, else the notice in its place."""
        article, mark, anchor = target.removeprefix(ARTICLE_SCHEME).partition("#")
        row = placement.rows.get((article, locale)) or placement.rows.get((article, source))
        if row is not None:
            return row.url if anchor in placement.omitted[article, row.locale] else row.url + mark + anchor
        return gone.get((article, locale)) or gone.get((article, source))

    return resolve


def _links(outline: Outline, locale: str, resolve: Resolve) -> dict[str, str]:
    """What leads nowhere is not among them."""
    found = {target: resolve(target, locale) for _, target in outline.links}
    return {target: address for target, address in found.items() if address is not None}


def notices(placement: Placement, sites: Mapping[str, LocalizedSite]) -> Iterator[Notice]:
    """What is told of every tombstone, in their order."""
    for change in placement.tombstones:
        source = placement.rows.get((change.article, placement.site.source))
        outline = placement.outlines.get(change.article)
        instead = change.replacement
        yield Notice(
            site=sites[change.locale],
            change=change,
            category=None if outline is None else outline.category,
            source_url=None if source is None else source.url,
            replacement=None
            if instead is None
            else placement.rows.get((instead, change.locale)) or placement.rows.get((instead, placement.site.source)),
        )


def redirects(placement: Placement, sites: Mapping[str, LocalizedSite]) -> Iterator[Redirect]:
    """From every former address of an article to where it, or the notice in its place, is now."""
    there = {pair: row.url for pair, row in placement.rows.items()}
    there |= {(change.article, change.locale): change.url for change in placement.tombstones}
    for pair in sorted(there):
        for slug in placement.plan.standings[pair].former_slugs:
            yield Redirect(site=sites[pair[1]], slug=slug, url=there[pair])


# --- lists --------------------------------------------------------------------------------------------------------


def _index_translations(placement: Placement, topic: str | None = None) -> tuple[Translation, ...]:
    """The index page, or that of a topic, in every locale that has a published article in it."""
    with_rows = {row.locale for row in placement.rows.values() if topic in (None, row.category)}
    base_url = placement.site.base_url
    return tuple(
        Translation(locale=locale, url=url(base_url, list_path(locale, INDEX, topic)))
        for locale in placement.site.locales
        if locale in with_rows
    )


def locale_tasks(
    placement: Placement, sites: Mapping[str, LocalizedSite], artifacts: Mapping[str, Artifact]
) -> list[LocaleTask]:
    """The lists of every locale, once the articles are written as these artifacts (by path)."""
    by_locale: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(placement.rows.values(), key=lambda row: row.article):
        by_locale[row.locale].append(row)
    told: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices(placement, sites):
        told[notice.site.locale].append(notice)
    sequences: dict[str, dict[str, int]] = defaultdict(dict)
    for (article, locale), standing in placement.plan.standings.items():
        sequences[locale][article] = standing.change.sequence
    home = _index_translations(placement)
    topics = {category.id: _index_translations(placement, category.id) for category in placement.site.categories}
    return [
        _locale_task(
            placement,
            by_locale[locale],
            topics,
            locale=locale,
            documents={
                row.article: artifacts[article_path(locale, row.slug, DOCUMENT)].sha256 for row in by_locale[locale]
            },
            notices=tuple(told[locale]),
            translations=home,
            sequences=sequences[locale],
        )
        for locale in placement.locales
    ]


def _locale_task(
    placement: Placement, rows: list[Row], topics: dict[str, tuple[Translation, ...]], **more: Any
) -> LocaleTask:
    site, resolve = placement.site, _resolver(placement)
    rows.sort(key=lambda row: row.updated, reverse=True)
    # A topic whose last article went keeps its feeds until partners have been told.
    here = {row.category for row in rows} | {notice.category for notice in more["notices"]}
    if None in here:  # nobody knows any more in which topic an article was whose file is gone
        here |= {topic for topic in topics if list_path(more["locale"], INDEX, topic) in placement.before}
    topics = {topic: translations for topic, translations in topics.items() if topic in here}
    shown = rows[: site.feed_items]
    for topic in topics:
        shown = shown + [row for row in rows if row.category == topic][: site.feed_items]
    return LocaleTask(
        rows=tuple(rows),
        shown={
            row.article: Shown(
                localized=placement.localized[row.article, row.locale],
                links=_links(placement.outlines[row.article], row.locale, resolve),
            )
            for row in shown
        },
        topics=topics,
        feed_items=site.feed_items,
        bundle_parts=site.bundle_parts,
        **more,
    )


def overview(placement: Placement, sites: Mapping[str, LocalizedSite], sitemaps: Iterable[str] = ()) -> Overview:
    """What the root says of all locales; ``sitemaps`` are the paths of theirs."""
    updated: dict[str, datetime] = {}
    topics: dict[str, set[str]] = defaultdict(set)
    for row in placement.rows.values():
        updated[row.locale] = max(row.updated, updated.get(row.locale, row.updated))
        topics[row.locale].add(row.category)
    return Overview(
        sites=tuple(sites[locale] for locale in placement.locales),
        translations=_index_translations(placement),
        topics={
            locale: tuple(category.id for category in placement.site.categories if category.id in topics[locale])
            for locale in placement.locales
        },
        updated=updated,
        sitemaps=tuple(sitemaps),
    )
