"""The end of a publish, in the order in which readers may trust it: manifests, removals, the log, ``release.json``.

A file goes when no list and no manifest names it any more, and before the log tells that it is gone. All of that is
safe from a loss of power before the log is written, and each file of the log before the next; a manifest or a log that
is there is never torn (see docs/durability.md).
"""

from collections import defaultdict
from collections.abc import Iterable

from faqsync.addresses import (
    ASSETS,
    DOCUMENT,
    INDEX,
    LOG_HEAD,
    MANIFEST,
    RELEASE,
    locale_of,
    log_path,
    manifest_path,
)
from faqsync.model import Artifact, LogHead, LogPage, Manifest, ManifestDigest, Release
from faqsync.records import encode, replace
from faqsync.releases.folder import Folder
from faqsync.releases.history import History, Readable, log_digest
from faqsync.releases.planning import Plan


def finish_release(
    folder: Folder, source: Readable, history: History, plan: Plan, artifacts: Iterable[Artifact], heal: bool
) -> bool:
    """Make the written artifacts a release; whether that made a new one.

    ``source`` is where the history was read. The ``updated`` of each artifact is set here: it stays while its
    bytes do. Where nothing changed there is no new release, but a killed one is completed. ``heal`` also takes
    away files of no release.
    """
    manifests = _manifests(history, plan, artifacts)
    files = {file.path: file for manifest in manifests.values() for file in manifest.files}
    changed = bool(plan.changes) or files != history.files or (history.finished and not history.vouched)
    if not changed and history.finished and not heal:
        return False
    number = plan.release if changed else history.release
    head = LogHead(log=plan.log, release=number, sequence=plan.sequence, page=log_path(number))
    pages = dict(history.pages)
    digests = {path: folder.write(path, [encode(manifest)], lasting=True)[0] for path, manifest in manifests.items()}
    _remove_old(folder, history, {*files, *manifests, *pages, LOG_HEAD, RELEASE}, heal)
    if source is not folder:
        for path in history.pages:
            folder.write(path, [source.read(path) or b""])
    folder.flush()
    if changed:
        pages[log_path(number)], _ = folder.write(log_path(number), [encode(_log_page(plan))], lasting=True)
    folder.write(LOG_HEAD, [encode(head)], lasting=True)
    release = Release(
        release=number,
        time=plan.time if changed else history.time or plan.time,
        log=plan.log,
        digest=log_digest(pages, encode(head), digests),
        manifests=tuple(ManifestDigest(path=path, sha256=digest) for path, digest in digests.items()),
    )
    folder.write(RELEASE, [encode(release)], lasting=True)
    return changed


def _log_page(plan: Plan) -> LogPage:
    previous = log_path(plan.release - 1) if plan.release > 1 else None
    return LogPage(release=plan.release, time=plan.time, previous=previous, changes=plan.changes)


def _remove_old(folder: Folder, history: History, kept: set[str], heal: bool) -> None:
    there = history.files.keys() | {manifest_path(locale_of(path)) for path in history.files}
    if heal:
        there |= set(folder.paths())
        folder.clear()
    for path in sorted(there - kept, key=_by_what_names_it):
        folder.remove(path)


def _by_what_names_it(path: str) -> tuple[int, str]:
    """Manifests go before lists, lists before the pages that they name, and last what pages are dressed in."""
    name = path.rpartition("/")[2]
    order = 3 if path.startswith(ASSETS) else 2 if name in (INDEX, DOCUMENT) else 0 if name == MANIFEST else 1
    return order, path


def _manifests(history: History, plan: Plan, artifacts: Iterable[Artifact]) -> dict[str, Manifest]:
    """The manifests by their paths, the root's first.

    A killed publisher may have left manifests of a release that never came to be: their times count for nothing.
    """
    files: dict[str | None, list[Artifact]] = defaultdict(list)
    for artifact in artifacts:
        before = history.files.get(artifact.path)
        updated = plan.time
        if before is not None and before.sha256 == artifact.sha256 and before.updated <= (history.time or plan.time):
            updated = before.updated
        files[locale_of(artifact.path)].append(replace(artifact, updated=updated))
    return {
        manifest_path(locale): Manifest(locale=locale, files=tuple(sorted(files[locale], key=lambda file: file.path)))
        for locale in sorted(files, key=lambda locale: locale or "")
    }
