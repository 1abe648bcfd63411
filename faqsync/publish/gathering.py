"""Every article of a project: out of the state where its files are as they were, else prepared anew."""

from functools import partial
from pathlib import Path

from faqsync import content
from faqsync.errors import InvalidInput
from faqsync.model import Candidate, Site
from faqsync.publish.preparing import Preparation, Prepared, prepare
from faqsync.publish.spreading import Spread, chunks_of
from faqsync.publish.stamps import is_settled, moment, stamp_of, stamp_of_images
from faqsync.publish.state import State
from faqsync.records import decode, encode, replace


def gather(root: Path, site: Site, state: State, spread: Spread) -> tuple[list[content.Outline], list[Candidate]]:
    """The outlines and the candidates of all articles.

    Raises InvalidInput with the faults of all of them.
    """
    start = moment(state.path.parent)
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
    state.forget_prepared(known.keys() - set(paths))
    todo = [path for path in paths if path not in prepared]
    for found in spread.over("reading", partial(prepare, Preparation(root=str(root), site=site)), chunks_of(todo)):
        prepared[found.path] = replace(found, localized={})
        if found.outline is not None:
            stamp = stamps[found.path] + stamp_of_images(root, found)
            stamp = stamp if is_settled(stamp, start) else b""
            state.keep_prepared(found.path, found.outline.id, stamp, encode(prepared[found.path]), found.localized)
    state.share()
    if faults := [fault for path in paths for fault in prepared[path].faults]:
        raise InvalidInput(faults)
    outlines = [found.outline for found in prepared.values() if found.outline is not None]
    return outlines, [candidate for path in paths for candidate in prepared[path].candidates]
