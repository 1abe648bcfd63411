"""The second half of the line: what is to be published -> files in the folder of the release."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from faqsync import formats
from faqsync.addresses import DOCUMENT, article_path, list_path, url
from faqsync.formats import Format
from faqsync.model import (
    Artifact,
    Bundle,
    Listing,
    Notice,
    Overview,
    PublishedArticle,
    Redirect,
    Row,
    Sitemap,
)
from faqsync.publish.state import DamagedState, read_localized
from faqsync.publish.tasks import ArticleTask, LocaleTask, Rendering
from faqsync.releases import Folder


def _write(task: Rendering, format: Format[Any], path: str, argument: Any, **more: Any) -> Artifact:
    sha256, size = Folder(Path(task.outputs)).write(path, format.render(argument))
    return Artifact(path=path, media_type=format.media_type, sha256=sha256, bytes=size, updated=task.time, **more)


# --- articles ----------------------------------------------------------------------------------------------------


def render_articles(task: Rendering, articles: Sequence[ArticleTask]) -> list[tuple[Artifact, ...]]:
    """Render a chunk of articles; the artifacts of each."""
    return [tuple(_render_article(task, article)) for article in articles]


def _render_article(task: Rendering, article: ArticleTask) -> Iterator[Artifact]:
    for row in article.rows:
        published = PublishedArticle(
            site=task.sites[row.locale],
            localized=read_localized(task.state, row.article, row.locale, article.localized[row.locale]),
            row=row,
            links=article.links[row.locale],
        )
        for format in formats.formats_of(PublishedArticle):
            path = article_path(row.locale, row.slug, format.name)
            yield _write(task, format, path, published, state="published")


def render_notices(task: Rendering, notices: Iterable[Notice]) -> Iterator[Artifact]:
    """The pages in the place of held and withdrawn articles."""
    for notice in notices:
        state = "held" if notice.change.operation == "hold" else "withdrawn"
        for format in formats.formats_of(Notice):
            path = article_path(notice.site.locale, notice.change.slug, format.name)
            yield _write(task, format, path, notice, state=state)


def render_redirects(task: Rendering, redirects: Iterable[Redirect]) -> Iterator[Artifact]:
    """The pages at former addresses."""
    for redirect in redirects:
        for format in formats.formats_of(Redirect):
            path = article_path(redirect.site.locale, redirect.slug, format.name)
            yield _write(task, format, path, redirect, state="redirect", location=redirect.url)


# --- lists --------------------------------------------------------------------------------------------------------


def render_locale_pages(task: Rendering, locale: LocaleTask) -> list[tuple[Artifact, ...]]:
    """The index pages of a locale and of its topics, and its other pages."""
    return [tuple(_render_listings(task, locale, {}, pages=True))]


def render_locale_lists(task: Rendering, locale: LocaleTask) -> list[tuple[Artifact, ...]]:
    """The feeds, the sitemaps and the bundles of a locale."""
    feeds = _render_listings(task, locale, _shown(task, locale), pages=False)
    return [(*feeds, *_render_sitemaps(task, locale), *_render_bundles(task, locale))]


def _render_listings(
    task: Rendering, locale: LocaleTask, shown: Mapping[str, PublishedArticle], pages: bool
) -> Iterator[Artifact]:
    for topic, listing in _listings(task, locale, shown).items():
        for format in formats.formats_of(Listing):
            if format.page == pages and (topic is None or format.topics):
                yield _write(task, format, list_path(locale.locale, format.name, topic), listing)


def _render_sitemaps(task: Rendering, locale: LocaleTask) -> Iterator[Artifact]:
    """sitemap.xml, and where that is full sitemap-2.xml, …; none where nothing is published."""
    listing = _listings(task, locale, {})[None]
    for format in formats.formats_of(Sitemap):
        stem, _, suffix = format.name.rpartition(".")
        for number, sitemap in enumerate(formats.sitemaps(listing), 1):
            name = format.name if number == 1 else f"{stem}-{number}.{suffix}"
            yield _write(task, format, list_path(locale.locale, name), sitemap)


def _listings(task: Rendering, locale: LocaleTask, shown: Mapping[str, PublishedArticle]) -> dict[str | None, Listing]:
    """The locale's list, then those of its topics."""
    site = task.sites[locale.locale]
    categories = {category.id: category for category in site.categories}
    listings = {}
    for topic in (None, *locale.topics):
        rows = tuple(row for row in locale.rows if topic in (None, row.category))
        notices = (each for each in locale.notices if topic is None or each.category in (None, topic))
        listings[topic] = Listing(
            site=site,
            rows=rows,
            shown=tuple(shown[row.article] for row in rows[: locale.feed_items] if row.article in shown),
            tombstones=tuple(notices),
            topic=None if topic is None else categories[topic],
            topics=locale.topics,
            translations=locale.translations if topic is None else locale.topics[topic],
            feed_items=locale.feed_items,
        )
    return listings


def _shown(task: Rendering, locale: LocaleTask) -> dict[str, PublishedArticle]:
    """The whole articles that the feeds of a locale hold."""
    rows = {row.article: row for row in locale.rows}
    return {
        article: PublishedArticle(
            site=task.sites[locale.locale],
            localized=read_localized(task.state, article, locale.locale, shown.localized),
            row=rows[article],
            links=shown.links,
        )
        for article, shown in locale.shown.items()
    }


def _render_bundles(task: Rendering, locale: LocaleTask) -> Iterator[Artifact]:
    """The bundle whole, or its parts and then its head, which names them."""
    site = task.sites[locale.locale]
    rows = sorted(locale.rows, key=lambda row: row.article)
    digits = {1: 0, 16: 1, 256: 2}[locale.bundle_parts]
    parts: dict[str, str] = {}
    for format in formats.formats_of(Bundle):
        stem, _, suffix = format.name.rpartition(".")
        for number in range(locale.bundle_parts if digits else 0):
            part = f"{number:0{digits}x}"
            path = list_path(locale.locale, f"{stem}-{part}.{suffix}")
            parts[part] = url(site.base_url, path)
            bundle = Bundle(
                site=site,
                sequence=max((each for id, each in locale.sequences.items() if _part(id, digits) == part), default=0),
                documents=_documents(task, (row for row in rows if _part(row.article, digits) == part)),
                part=part,
            )
            yield _write(task, format, path, bundle)
        bundle = Bundle(
            site=site,
            sequence=max(locale.sequences.values(), default=0),
            documents=() if digits else _documents(task, rows),
            tombstones=locale.notices,
            parts=tuple(parts.values()),
        )
        yield _write(task, format, list_path(locale.locale, format.name), bundle)


def _part(article: str, digits: int) -> str:
    return hashlib.sha256(article.encode()).hexdigest()[:digits]


def _documents(task: Rendering, rows: Iterable[Row]) -> Iterator[bytes]:
    """The article.json of each row, as it was just published."""
    folder = Folder(Path(task.outputs))
    for row in rows:
        data = folder.read(article_path(row.locale, row.slug, DOCUMENT))
        if data is None:
            raise DamagedState(f"{row.article} in {row.locale} is not where it was written")
        yield data


# --- the root ----------------------------------------------------------------------------------------------------


def render_root(task: Rendering, overview: Overview, pages: bool) -> list[Artifact]:
    """The pages of the root, or its lists."""
    return [
        _write(task, format, format.name, overview) for format in formats.formats_of(Overview) if format.page == pages
    ]


def write_file(task: Rendering, path: str, media_type: str, data: bytes) -> Artifact:
    """A file that is published as it is."""
    sha256, size = Folder(Path(task.outputs)).write(path, (data,))
    return Artifact(path=path, media_type=media_type, sha256=sha256, bytes=size, updated=task.time)
