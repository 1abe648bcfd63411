"""The line from files to a release. The only module that knows the order of the stages."""

from concurrent.futures import Executor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from faqsync import content, releases
from faqsync.addresses import RELEASE, outputs_folder
from faqsync.content import Outline
from faqsync.errors import Fault, InvalidInput, InvalidRelease, Refused
from faqsync.model import Candidate, Change, Finding, LocalizedSite
from faqsync.publish import fingerprints
from faqsync.publish.gathering import gather
from faqsync.publish.placement import Placement, place
from faqsync.publish.preparing import localize_site, read_site
from faqsync.publish.renderer import Renderer, plain_files
from faqsync.publish.spreading import Progress, Spread, silent
from faqsync.publish.state import FOLDER, DamagedState, open_state
from faqsync.publish.tasks import Rendering
from faqsync.publish.theme import Theme, read_theme
from faqsync.records import Record, replace, sha256
from faqsync.releases import Folder, History


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


def publish(root: Path, options: Options, executor: Executor | None = None, progress: Progress = silent) -> Report:
    """Publish the project at ``root`` into its ``outputs/``.

    Chunks of articles are spread over ``executor``; without one, they are done here. Raises FaqsyncError, before
    anything is written, where the input is invalid, the history is damaged, or the brake or the time forbids it.
    """
    spread = Spread(executor, progress)
    with suppress(DamagedState):  # what was damaged is forgotten by now
        return _publish(root, options, spread)
    try:
        return _publish(root, options, spread)
    except DamagedState as error:
        what, cure = f"it cannot be written ({error})", "Mend the permissions or the disk, and publish again"
        raise Refused([Fault(file=FOLDER, what=what, cure=cure)]) from None


def _publish(root: Path, options: Options, spread: Spread) -> Report:
    site = read_site(root)
    theme = read_theme(root)
    folder = Folder(outputs_folder(root))
    source = _history_source(folder, options)
    with open_state(root, fingerprints.of_everything(site), keep=not options.dry_run) as state:
        outlines, candidates = gather(root, site, state, spread)
        candidates = list(releases.due(candidates, options.now))
        last = _release_digest(folder)
        history = releases.read_history(source, site.locales)
        _check_together(outlines, history)
        plan = releases.plan_release(site, history, candidates, options.now)
        if options.brake:
            releases.check_brake(site, history, plan)
        placement = place(site, plan, outlines, candidates, history.files)
        sites = _localize_sites(root, placement, theme)
        report = _report(history, placement, candidates)
        if options.dry_run:
            return report
        task = Rendering(outputs=str(folder.root), state=str(state.path), time=options.now, sites=sites)
        if theme.templates:
            _try_templates(task, placement, spread)
        with folder.publishing() as killed:
            if _release_digest(folder) != last:
                what, cure = "another publish has just ended here", "Publish again, if there is more to publish"
                raise Refused([Fault(file=str(folder.root), what=what, cure=cure)])
            heal = killed or source is not folder
            kept = state.rendered()
            known = kept if not heal and state.fact("release") == last else {}
            renderer = Renderer(task, placement, spread, state, known)
            artifacts = [*plain_files(root, theme, placement, task), *renderer.render_all()]
            new = releases.finish_release(folder, source, history, plan, artifacts, heal)
        state.learn("release", _release_digest(folder))
        state.forget_rendered(kept.keys() - renderer.done)
    return replace(report, new=new, release=plan.release if new else history.release, files=len(artifacts))


def _try_templates(task: Rendering, placement: Placement, spread: Spread) -> None:
    """Render everything elsewhere first: a template of the site's own may fail on just one page, and a release is
    not to be touched then. Raises InvalidInput."""
    with TemporaryDirectory(prefix="faqsync-") as elsewhere:
        for _ in Renderer(replace(task, outputs=elsewhere), placement, spread, None, {}).render_all():
            pass


def _release_digest(folder: Folder) -> str:
    """Of which release the tree is, to the byte."""
    return sha256(folder.read(RELEASE) or b"")


def _history_source(folder: Folder, options: Options) -> Folder:
    """Where the release to be continued lies; another tree than our own is verified first."""
    if options.history_from is None or Path(options.history_from).resolve() == folder.root.resolve():
        return folder
    if "://" in options.history_from:
        cure = "Copy the published tree into a folder first, and name that"
        raise Refused([Fault(file=options.history_from, what="this is no folder", cure=cure)])
    source = Folder(Path(options.history_from))
    faults = [fault._replace(file=f"{options.history_from}/{fault.file}") for fault in releases.verify(source)]
    if faults:
        raise InvalidRelease(faults)
    ours, theirs = releases.read_history(folder), releases.read_history(source)
    if ours.log == theirs.log and ours.release > theirs.release:
        what = f"it ends with release {theirs.release}, and outputs/ is at release {ours.release} of the same log"
        raise Refused([Fault(file=options.history_from, what=what, cure="Publish without --from, or empty outputs/")])
    return source


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
