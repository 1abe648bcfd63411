"""The line from files to a release. The only module that knows the order of the stages."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from faqsync import content, releases, schemas
from faqsync.addresses import RELEASE, outputs_folder, schema_path
from faqsync.content import Outline
from faqsync.errors import Fault, InvalidInput, InvalidRelease
from faqsync.model import Artifact, Candidate, Change, Finding, LocalizedSite, Site
from faqsync.publish import fingerprints
from faqsync.publish.placement import Placement, article_tasks, locale_tasks, notices, overview, place, redirects
from faqsync.publish.preparing import Preparation, Prepared, localize_site, prepare, read_site
from faqsync.publish.rendering import (
    render_articles,
    render_locale_lists,
    render_locale_pages,
    render_notices,
    render_redirects,
    render_root,
    write_file,
)
from faqsync.publish.stamps import stamp_of, stamp_of_images
from faqsync.publish.state import DamagedState, State, forget_state, open_state
from faqsync.publish.tasks import Rendering
from faqsync.publish.theme import Theme, read_theme
from faqsync.records import Record, decode, encode, replace, sha256
from faqsync.releases import Folder, History

T = TypeVar("T")
R = TypeVar("R")
C = TypeVar("C")

CHUNK = 20
"""How many articles a worker takes at once: all that ever stands in its memory."""

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

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps of it are, and of how many."""


def _silent(_: str, __: int, ___: int) -> None:
    pass


class Options(Record):
    """How to publish."""

    now: datetime
    """The release time, in UTC."""
    history_from: str | None = None
    """A folder whose release is to be continued, instead of that in ``outputs/``."""
    dry_run: bool = False
    brake: bool = True
    """Whether to stop where many articles would go at once."""


class Report(Record):
    """What a publish did or, in a dry run, would do."""

    release: int
    """The release that ``outputs/`` now holds."""
    new: bool
    """Whether it is a new one."""
    new_log: bool
    """Whether a new log starts with it."""
    changes: tuple[Change, ...]
    held: tuple[Candidate, ...]
    """Every article that is held in a locale, with the reason."""
    findings: tuple[Finding, ...]
    """The errors that keep a message from being current."""
    published: dict[str, int]
    """Locale -> how many articles are published in it."""
    files: int = 0


class Spread:
    """A function over many chunks: on an executor, or here, one by one."""

    def __init__(self, executor: Executor | None, progress: Progress) -> None:
        self._map = map if executor is None else executor.map
        self._progress = progress

    def over(self, what: str, function: Callable[[T], list[R]], chunks: Sequence[T]) -> Iterator[R]:
        """The results of all chunks, in their order."""
        self._progress(what, 0, len(chunks))
        for done, results in enumerate(self._map(function, chunks), 1):
            yield from results
            self._progress(what, done, len(chunks))


def publish(root: Path, options: Options, executor: Executor | None = None, progress: Progress = _silent) -> Report:
    """Publish the project at ``root`` into its ``outputs/``.

    Chunks of articles are spread over ``executor``; without one, they are done here. Raises FaqsyncError, before
    anything is written, where the input is invalid, the history is damaged, or the brake or the time forbids it.
    """
    spread = Spread(executor, progress)
    try:
        return _publish(root, options, spread)
    except DamagedState:
        forget_state(root)
        return _publish(root, options, spread)


def _publish(root: Path, options: Options, spread: Spread) -> Report:
    site = read_site(root)
    theme = read_theme(root)
    folder = Folder(outputs_folder(root))
    source = _history_source(folder, options)
    with open_state(root, fingerprints.of_everything(site), keep=not options.dry_run) as state:
        outlines, candidates = _prepare_all(root, site, state, spread)
        candidates = list(releases.due(candidates, options.now))
        history = releases.read_history(source)
        _check_together(outlines, history)
        plan = releases.plan_release(site, history, candidates, options.now)
        if options.brake:
            releases.check_brake(site, history, plan)
        placement = place(site, plan, outlines, candidates)
        sites = _localize_sites(root, placement, theme)
        report = _report(history, placement, candidates)
        if options.dry_run:
            return report
        task = Rendering(outputs=str(folder.root), state=str(state.path), time=options.now, sites=sites)
        with folder.publishing() as killed:
            heal = killed or source is not folder
            known = state.rendered() if not heal and state.fact("release") == _release_digest(folder) else {}
            renderer = Renderer(task, placement, spread, state, known)
            artifacts = [*_plain_files(root, theme, placement, task), *renderer.render_all()]
            new = releases.finish_release(folder, source, history, plan, artifacts, heal)
        state.learn("release", _release_digest(folder))
        state.forget_rendered(known.keys() - renderer.done)
    return replace(report, new=new, release=plan.release if new else history.release, files=len(artifacts))


def _release_digest(folder: Folder) -> str:
    """Of which release the tree is, to the byte."""
    return sha256(folder.read(RELEASE) or b"")


def _history_source(folder: Folder, options: Options) -> Folder:
    """Where the release to be continued lies; another tree than our own is verified first."""
    if options.history_from is None or Path(options.history_from).resolve() == folder.root.resolve():
        return folder
    source = Folder(Path(options.history_from))
    faults = tuple(releases.verify(source))
    if faults:
        raise InvalidRelease(faults)
    return source


def _prepare_all(root: Path, site: Site, state: State, spread: Spread) -> tuple[list[Outline], list[Candidate]]:
    """Every article of the project: out of the state where its files are as they were, else anew.

    Raises InvalidInput with the faults of all of them.
    """
    paths = content.find_articles(root)
    known = state.prepared()
    prepared: dict[str, Prepared] = {}
    stamps: dict[str, bytes] = {}
    for path in paths:
        stamp, data = known.get(path, (b"", b""))
        kept = decode(data, Prepared) if stamp else Prepared(path=path)
        stamps[path] = stamp_of(root, site, path)
        if stamp and stamp == stamps[path] + stamp_of_images(root, kept):
            prepared[path] = kept
    todo = [path for path in paths if path not in prepared]
    for found in spread.over("reading", partial(prepare, Preparation(root=str(root), site=site)), _chunks(todo)):
        prepared[found.path] = replace(found, localized={})
        if found.outline is not None:
            stamp = stamps[found.path] + stamp_of_images(root, found)
            state.keep_prepared(found.path, found.outline.id, stamp, encode(prepared[found.path]), found.localized)
    if faults := [fault for path in paths for fault in prepared[path].faults]:
        raise InvalidInput(faults)
    state.forget_prepared(known.keys() - set(paths))
    state.share()
    outlines = [found.outline for found in prepared.values() if found.outline is not None]
    return outlines, [candidate for path in paths for candidate in prepared[path].candidates]


def _chunks(items: Sequence[T]) -> list[Sequence[T]]:
    return [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]


def _check_together(outlines: list[Outline], history: History) -> None:
    former = {
        slug: article
        for (article, _), standing in history.standings.items()
        for slug in (standing.change.slug, *standing.former_slugs)
    }
    faults = content.site_faults(outlines, former)
    if faults:
        raise InvalidInput(faults)


def _localize_sites(root: Path, placement: Placement, theme: Theme) -> dict[str, LocalizedSite]:
    faults: list[Fault] = []
    sites = {}
    for locale in placement.locales:
        try:
            sites[locale] = localize_site(root, placement.site, locale, theme)
        except InvalidInput as error:
            faults += error.faults
    if faults:
        raise InvalidInput(faults)
    return sites


def _plain_files(root: Path, theme: Theme, placement: Placement, task: Rendering) -> Iterator[Artifact]:
    """What is published as it is: the theme, the images of the articles, and the schemas."""
    for asset in theme.assets:
        yield write_file(task, asset.path, asset.media_type, asset.data)
    for file, path in sorted({image for outline in placement.outlines.values() for image in outline.images}):
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
        state: State,
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
        written = {each.path: each for each in self._render("writing pages", render_articles, articles, _chunks)}
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
            if kept == fingerprint:
                yield from decode(data, tuple[Artifact, ...])
            else:
                todo.append((task, name, fingerprint))
        results = self._spread.over(what, partial(render, self._task), chunks([task for task, _, _ in todo]))
        for (_, name, fingerprint), artifacts in zip(todo, results, strict=True):
            self._state.keep_rendered(name, fingerprint, encode(artifacts))
            yield from artifacts


def _report(history: History, placement: Placement, candidates: list[Candidate]) -> Report:
    published = dict.fromkeys(placement.locales, 0)
    for row in placement.rows.values():
        published[row.locale] += 1
    return Report(
        release=placement.plan.release,
        new=bool(placement.plan.changes) or history.release == 0,
        new_log=history.release == 0,
        changes=placement.plan.changes,
        held=tuple(each for each in candidates if each.state == "held"),
        findings=tuple(finding for each in candidates if each.state != "withdrawn" for finding in each.findings),
        published=published,
    )
