"""The line from files to a release. The only module that knows the order of the stages."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from faqsync import config, content, releases, schemas
from faqsync.addresses import outputs_folder, schema_path
from faqsync.content import Outline
from faqsync.errors import Fault, InvalidInput, InvalidRelease
from faqsync.model import Artifact, Candidate, Change, LocalizedSite
from faqsync.publish.placement import Placement, article_tasks, locale_tasks, notices, overview, place, redirects
from faqsync.publish.preparing import Preparation, localize_site, prepare
from faqsync.publish.rendering import (
    Rendering,
    render_articles,
    render_locale_lists,
    render_locale_pages,
    render_notices,
    render_redirects,
    render_root,
    write_file,
)
from faqsync.publish.theme import Theme, read_theme
from faqsync.records import Record, replace
from faqsync.releases import Folder, History

T = TypeVar("T")
R = TypeVar("R")

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
    site = config.read_site(root)
    theme = read_theme(root)
    folder = Folder(outputs_folder(root))
    source = _history_source(folder, options)
    spread = Spread(executor, progress)
    with TemporaryDirectory(prefix="faqsync-") as spool:
        preparation = Preparation(root=str(root), site=site, time=options.now, spool=None if options.dry_run else spool)
        outlines, candidates = _prepare_all(preparation, spread)
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
        with folder.publishing() as killed:
            rendering = Rendering(outputs=str(folder.root), spool=spool, time=options.now, sites=sites)
            artifacts = list(_render_all(root, theme, placement, rendering, spread))
            heal = killed or source is not folder
            new = releases.finish_release(folder, source, history, plan, artifacts, heal)
    return replace(report, new=new, release=plan.release if new else history.release, files=len(artifacts))


def _history_source(folder: Folder, options: Options) -> Folder:
    """Where the release to be continued lies; another tree than our own is verified first."""
    if options.history_from is None or Path(options.history_from).resolve() == folder.root.resolve():
        return folder
    source = Folder(Path(options.history_from))
    faults = tuple(releases.verify(source))
    if faults:
        raise InvalidRelease(faults)
    return source


def _prepare_all(preparation: Preparation, spread: Spread) -> tuple[list[Outline], list[Candidate]]:
    """Every article of the project. Raises InvalidInput with the faults of all of them."""
    paths = content.find_articles(Path(preparation.root))
    faults: list[Fault] = []
    outlines: list[Outline] = []
    candidates: list[Candidate] = []
    for prepared in spread.over("reading", partial(prepare, preparation), _chunks(paths)):
        faults += prepared.faults
        candidates += prepared.candidates
        if prepared.outline is not None:
            outlines.append(prepared.outline)
    if faults:
        raise InvalidInput(faults)
    return outlines, candidates


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


def _render_all(root: Path, theme: Theme, placement: Placement, task: Rendering, spread: Spread) -> Iterator[Artifact]:
    """Everything but manifests and log: assets, then pages, then the lists that name them."""
    for asset in theme.assets:
        yield write_file(task, asset.path, asset.media_type, asset.data)
    for file, path in sorted({image for outline in placement.outlines.values() for image in outline.images}):
        yield write_file(task, path, IMAGES[Path(path).suffix], (root / file).read_bytes())
    for name in schemas.NAMES:
        yield write_file(task, schema_path(name), "application/schema+json", schemas.schema_bytes(name))

    yield from spread.over("writing pages", partial(render_articles, task), _chunks(article_tasks(placement)))
    yield from render_notices(task, notices(placement, task.sites))
    yield from render_redirects(task, redirects(placement, task.sites))
    locales = locale_tasks(placement, task.sites)
    yield from spread.over("writing indexes", partial(render_locale_pages, task), locales)
    yield from render_root(task, overview(placement, task.sites), pages=True)

    yield from spread.over("writing feeds", partial(render_locale_lists, task), locales)
    yield from render_root(task, overview(placement, task.sites), pages=False)


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
        published=published,
    )
