"""A release as it is served: read whole, checked against its manifests, and never changed again.

A snapshot is made beside the one that is being served, and takes from it what is the same. No request touches a disk.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from faqsync.addresses import INDEX, LOG_HEAD, RELEASE, log_path
from faqsync.model import Artifact, LogHead, LogPage, Manifest, Release
from faqsync.records import sha256
from faqsync.service.changelog import ChangeLog, make_log
from faqsync.service.documents import Document, Listed, listed
from faqsync.service.links import FeedHead, links_of
from faqsync.service.resources import Resource, folder, make_resource
from faqsync.service.search import Index, make_index
from faqsync.service.tree import Tree, damaged, parse

JSON = "application/json"
STYLESHEETS = "text/css"


class Snapshot(NamedTuple):
    """Everything that answers are made of."""

    release: Release
    files: dict[str, Resource]
    """By path."""
    pages: dict[str, Resource]
    """Pages by the address of their folder: ``de/slug/``, and ```` of the root."""
    chooser: Resource | None
    """The page of the root, for a reader whose languages are not known."""
    slugs: dict[str, dict[str, str]]
    """Slug -> locale, in the site's order -> state of what is there: published, held, withdrawn or redirect."""
    articles: dict[str, Listed]
    """The published articles by their folders: ``de/slug``."""
    locales: dict[str, int]
    """How many articles each locale has that has any, in the site's order: the source first."""
    log: ChangeLog
    search: Index


def load(root: Path, before: Snapshot | None = None) -> Snapshot:
    """The release in the folder ``root``. ``before`` is what was loaded of it last.

    Raises InvalidRelease where it is not whole, as while one is being published.
    """
    known = {} if before is None else before.files
    tree = Tree(root, {each.artifact.sha256: each.variants["identity"].body for each in known.values()})
    release_data, release = tree.record(RELEASE, Release)
    unlisted = {RELEASE: (release_data, release.time)}
    listing: list[Artifact] = []
    for each in release.manifests:
        data, manifest = tree.record(each.path, Manifest, each.sha256)
        unlisted[each.path] = data, release.time
        listing.extend(manifest.files)
    log = _read_log(tree, release, before, unlisted)
    listing.extend(_artifact(path, data, updated) for path, (data, updated) in unlisted.items())
    bodies = {file.path: unlisted[file.path][0] if file.path in unlisted else tree.body(file) for file in listing}
    documents = _documents(listing, bodies, known)
    articles = _articles(listing, documents, before)
    kept = {} if before is None else before.articles
    gone = [place for place, article in kept.items() if articles.get(place) is not article]
    locales = _locales(articles.values())
    files = _resources(listing, bodies, articles, known)
    return Snapshot(
        release=release,
        files=files | _stylesheets(known, files),
        pages={address: each for path, each in files.items() if (address := folder(path)) is not None},
        chooser=_chooser(files),
        slugs=_slugs(listing, tuple(locales)),
        articles=articles,
        locales=locales,
        log=log,
        search=make_index(documents, gone, None if before is None else before.search),
    )


Unlisted = dict[str, tuple[bytes, datetime]]
"""The files that no manifest lists: path -> bytes, and when they last changed."""


def _read_log(tree: Tree, release: Release, before: Snapshot | None, unlisted: Unlisted) -> ChangeLog:
    """The log; ``changes.json`` and every page of it are added to ``unlisted``."""
    data, head = tree.record(LOG_HEAD, LogHead)
    unlisted[LOG_HEAD] = data, release.time
    if (head.release, head.log) != (release.release, release.log):
        raise damaged(LOG_HEAD, "it is not that of the release")
    same = before is not None and before.release.log == head.log and before.release.release <= head.release
    continued = before if same else None
    pages = []
    for number in range(1, head.release + 1):
        path = log_path(number)
        if continued is not None and number <= continued.release.release:
            known = continued.files[path]
            unlisted[path] = known.variants["identity"].body, known.artifact.updated
        else:
            data, page = tree.record(path, LogPage)
            unlisted[path] = data, page.time
            pages.append(page)
    return make_log(head, pages, None if continued is None else continued.log)


def _artifact(path: str, data: bytes, updated: datetime) -> Artifact:
    return Artifact(path=path, media_type=JSON, sha256=sha256(data), bytes=len(data), updated=updated)


def _documents(
    listing: Iterable[Artifact], bodies: Mapping[str, bytes], known: Mapping[str, Resource]
) -> dict[str, Document]:
    """The published articles that are new or have changed, by their folders."""
    return {
        file.path.rpartition("/")[0]: parse(file.path, bodies[file.path], Document)
        for file in listing
        if _holds_article(file) and (file.path not in known or known[file.path].artifact.sha256 != file.sha256)
    }


def _holds_article(file: Artifact) -> bool:
    return file.state == "published" and file.path.endswith("/article.json")


def _articles(
    listing: Iterable[Artifact], documents: Mapping[str, Document], before: Snapshot | None
) -> dict[str, Listed]:
    """All published articles, by their folders."""
    places = (file.path.rpartition("/")[0] for file in listing if _holds_article(file))
    kept = {} if before is None else before.articles
    return {place: listed(documents[place]) if place in documents else kept[place] for place in places}


def _resources(
    listing: Iterable[Artifact],
    bodies: Mapping[str, bytes],
    articles: Mapping[str, Listed],
    known: Mapping[str, Resource],
) -> dict[str, Resource]:
    """Every file with its answers; those of a file that stayed the same are taken over."""
    feeds = {
        path.rpartition("/")[0]: parse(path, data, FeedHead)
        for path, data in bodies.items()
        if path.endswith("/feed.json")
    }
    resources = {}
    for file in listing:
        links = links_of(file.path, articles, feeds)
        same = known.get(file.path)
        if same is None or same.artifact != file or same.links != links:
            same = make_resource(file, bodies[file.path], links)
        resources[file.path] = same
    return resources


def _stylesheets(known: Mapping[str, Resource], files: Mapping[str, Resource]) -> dict[str, Resource]:
    """The stylesheets that this release has no more: a page that was read a moment ago may still ask for them.

    Only those of the release just before, and never anything that has text in it.
    """
    return {
        path: resource
        for path, resource in known.items()
        if path not in files and resource.artifact.media_type.startswith(STYLESHEETS)
    }


def _chooser(files: Mapping[str, Resource]) -> Resource | None:
    """The page of the root as the answer to a reader whose languages chose it."""
    page = files.get(INDEX)
    if page is None:
        return None
    return make_resource(page.artifact, page.variants["identity"].body, page.links, vary=b"accept-language")


def _slugs(listing: Iterable[Artifact], locales: tuple[str, ...]) -> dict[str, dict[str, str]]:
    places: dict[str, dict[str, str]] = {}
    for file in listing:
        if file.state is not None and file.path.endswith("/" + INDEX):
            locale, slug, _ = file.path.split("/")
            places.setdefault(slug, {})[locale] = file.state
    return {
        slug: {locale: states[locale] for locale in (*locales, *states) if locale in states}
        for slug, states in places.items()
    }


def _locales(articles: Iterable[Listed]) -> dict[str, int]:
    counts = Counter(article.locale for article in articles)
    order = max((article.translations for article in articles), key=len, default=())
    first = [translation.locale for translation in order]
    return {locale: counts[locale] for locale in dict.fromkeys([*first, *sorted(counts)])}
