"""Everything that a release holds but manifests and log, as files: again what has changed, the rest as it was."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from faqsync import schemas
from faqsync.addresses import schema_path
from faqsync.model import Artifact
from faqsync.publish import fingerprints
from faqsync.publish.placement import Placement, article_tasks, locale_tasks, notices, overview, redirects
from faqsync.publish.rendering import (
    render_articles,
    render_locale_lists,
    render_locale_pages,
    render_notices,
    render_redirects,
    render_root,
    write_file,
)
from faqsync.publish.spreading import Spread, chunks_of
from faqsync.publish.state import State
from faqsync.publish.tasks import Rendering
from faqsync.publish.theme import Theme
from faqsync.records import decode, encode

T = TypeVar("T")
C = TypeVar("C")

IMAGES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
}
"""The media types of the images that the article schema allows."""


def plain_files(root: Path, theme: Theme, placement: Placement, task: Rendering) -> Iterator[Artifact]:
    """What is published as it is: the theme, the images of the articles, and the schemas."""
    for asset in theme.assets:
        yield write_file(task, asset.path, asset.media_type, asset.data)
    shown = {article for article, _ in placement.rows}
    images = {image for article in shown for image in placement.outlines[article].images}
    for file, path in sorted(images):
        yield write_file(task, path, IMAGES[Path(path).suffix], (root / file).read_bytes())
    for name in schemas.NAMES:
        yield write_file(task, schema_path(name), "application/schema+json", schemas.schema_bytes(name))


class Renderer:
    """Everything that is rendered: again what has changed, the rest as it was."""

    def __init__(
        self,
        task: Rendering,
        placement: Placement,
        spread: Spread,
        state: State | None,
        known: dict[str, tuple[str, bytes]],
    ) -> None:
        self.done: set[str] = set()
        self._task = task
        self._placement = placement
        self._spread = spread
        self._state = state
        self._known = known

    def render_all(self) -> Iterator[Artifact]:
        """Pages first, then the lists that name them."""
        task, placement = self._task, self._placement
        articles = [(each, each.name, fingerprints.of_article(each, task.sites)) for each in article_tasks(placement)]
        written = {each.path: each for each in self._render("writing pages", render_articles, articles, chunks_of)}
        yield from written.values()
        yield from render_notices(task, notices(placement, task.sites))
        yield from render_redirects(task, redirects(placement, task.sites))
        locales = [
            (each, each.name, fingerprints.of_locale(each, task.sites[each.locale]))
            for each in locale_tasks(placement, task.sites, written)
        ]
        pages = [(each, f"{name} pages", fingerprint) for each, name, fingerprint in locales]
        lists = [(each, f"{name} lists", fingerprint) for each, name, fingerprint in locales]
        yield from self._render("writing indexes", render_locale_pages, pages, list)
        yield from render_root(task, overview(placement, task.sites), pages=True)
        listed = list(self._render("writing feeds", render_locale_lists, lists, list))
        yield from listed
        sitemaps = sorted(each.path for each in listed if "/sitemap" in each.path)
        yield from render_root(task, overview(placement, task.sites, sitemaps), pages=False)

    def _stands(self, artifact: Artifact) -> bool:
        """Whether its file still is where it was written, as far as a stat can tell."""
        try:
            return Path(self._task.outputs, artifact.path).stat().st_size == artifact.bytes
        except OSError:
            return False

    def _render(
        self,
        what: str,
        render: Callable[[Rendering, C], list[tuple[Artifact, ...]]],
        tasks: list[tuple[T, str, str]],
        chunks: Callable[[list[T]], Sequence[C]],
    ) -> Iterator[Artifact]:
        """The artifacts of all tasks (each with its name and fingerprint)."""
        todo = []
        for task, name, fingerprint in tasks:
            self.done.add(name)
            kept, data = self._known.get(name, ("", b""))
            artifacts = decode(data, tuple[Artifact, ...]) if kept == fingerprint else ()
            if artifacts and all(map(self._stands, artifacts)):
                yield from artifacts
            else:
                todo.append((task, name, fingerprint))
        results = self._spread.over(what, partial(render, self._task), chunks([task for task, _, _ in todo]))
        for (_, name, fingerprint), artifacts in zip(todo, results, strict=True):
            if self._state is not None:
                self._state.keep_rendered(name, fingerprint, encode(artifacts))
            yield from artifacts
