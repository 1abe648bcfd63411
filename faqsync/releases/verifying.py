"""Whether a published tree is whole: every file against ``release.json``."""

from collections.abc import Iterator

from faqsync.addresses import LOG_HEAD, RELEASE, is_inside, log_path
from faqsync.errors import Fault
from faqsync.model import Artifact, LogHead, Manifest, ManifestDigest, Release
from faqsync.records import decode, sha256
from faqsync.releases.folder import Folder
from faqsync.releases.history import log_digest

_CURE = "Take .faqsync away and publish again, or copy the tree anew"


def verify(folder: Folder) -> Iterator[Fault]:
    """Everything in which the tree is not the release that its ``release.json`` tells of."""
    if folder.read(RELEASE) is None:
        yield Fault(file=RELEASE, what="there is no release here", cure="Publish first, or name a published folder")
        return
    try:
        release = decode(folder.read(RELEASE) or b"", Release)
        head_data = folder.read(LOG_HEAD) or b""
        head = decode(head_data, LogHead)
    except ValueError as error:
        yield Fault(file=RELEASE, what=f"there is no whole release here ({error})", cure=_CURE)
        return
    known = {RELEASE, LOG_HEAD}
    digests, pages = {}, {}
    for manifest in release.manifests:
        known.add(manifest.path)
        files, fault = _files(folder, manifest)
        digests[manifest.path] = manifest.sha256
        if fault is not None:
            yield fault
        for file in files:
            known.add(file.path)
            found = folder.read(file.path)
            if found is None or sha256(found) != file.sha256:
                yield _fault(file.path, found)
    for number in range(1, head.release + 1):
        path = log_path(number)
        known.add(path)
        page = folder.read(path)
        if page is None:
            yield _fault(path, page)
            break
        pages[path] = sha256(page)
    same = (release.release, release.log) == (head.release, head.log)
    if release.digest != log_digest(pages, head_data, digests) or not same:
        yield Fault(file=RELEASE, what="its digest is not that of the manifests and the log", cure=_CURE)
    for path in sorted(set(folder.paths()) - known):
        yield Fault(file=path, what="it is of no release", cure="Take it away")


def _files(folder: Folder, manifest: ManifestDigest) -> tuple[tuple[Artifact, ...], Fault | None]:
    """The files that a manifest names, unless something is wrong with it."""
    data = folder.read(manifest.path) if is_inside(manifest.path) else None
    if data is None or sha256(data) != manifest.sha256:
        return (), _fault(manifest.path, data)
    try:
        files = decode(data, Manifest).files
    except ValueError as error:
        return (), Fault(file=manifest.path, what=f"it is no manifest ({error})", cure=_CURE)
    for file in files:
        if not is_inside(file.path):
            return (), Fault(file=manifest.path, what=f"it names {file.path!r}, which is not below it", cure=_CURE)
    return files, None


def _fault(path: str, data: bytes | None) -> Fault:
    return Fault(file=path, what="it is missing" if data is None else "its bytes are not those published", cure=_CURE)
