"""The release that is being served: taken up whole when there is a new one, while requests go on."""

import asyncio
import gc
import logging
from pathlib import Path
from urllib.parse import quote

from faqsync.addresses import RELEASE
from faqsync.errors import InvalidRelease
from faqsync.service.metrics import Counters
from faqsync.service.resources import Resource, folder
from faqsync.service.snapshot import Snapshot, load

logger = logging.getLogger(__name__)

Signature = tuple[int, int, int]


class Current:
    """Belongs to one event loop. ``snapshot`` is None until a first release was read."""

    def __init__(self, root: Path, prefix: str, counters: Counters) -> None:
        self.snapshot: Snapshot | None = None
        self.direct: dict[bytes, Resource] = {}
        """Files and pages that are simply there, by the target of a request for them."""
        self.stopping = False
        self._root = root
        self._prefix = prefix
        self._counters = counters
        self._news = asyncio.Event()
        self._signature: Signature | None = None
        self._complaint = ""

    async def refresh(self) -> bool:
        """Take up the release on disk, if it is another; whether there was nothing wrong with it."""
        signature = await asyncio.to_thread(self._read_signature)
        if signature is None or signature == self._signature:
            return True
        try:
            snapshot, direct = await asyncio.to_thread(self._load)
        except InvalidRelease as error:
            self._counters.count_load(failed=True)
            if str(error) != self._complaint:
                logger.warning("%s", error)
            self._complaint = str(error)
            return False
        old = [self.snapshot, self.direct]
        self.snapshot, self.direct = snapshot, direct
        self._signature, self._complaint = signature, ""
        self._counters.count_load(failed=False)
        logger.info("Serving release %d.", snapshot.release.release)
        self._tell()
        await asyncio.to_thread(old.clear)  # what a large release held takes a while to give back
        return True

    async def news(self) -> None:
        """Return when there is another release, or the server stops."""
        if not self.stopping:
            await self._news.wait()

    def stop(self) -> None:
        """Let everyone go who waits for news."""
        self.stopping = True
        self._tell()

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def _read_signature(self) -> Signature | None:
        """What tells that ``release.json`` was replaced. It is never rewritten in place."""
        try:
            status = (self._root / RELEASE).stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    def _load(self) -> tuple[Snapshot, dict[bytes, Resource]]:
        """In a thread. A release is made of many small records and no cycles: the collector would only
        hold up the requests that go on meanwhile."""
        gc.disable()
        try:
            snapshot = load(self._root, self.snapshot)
            return snapshot, self._targets(snapshot)
        finally:
            gc.freeze()
            gc.enable()

    def _targets(self, snapshot: Snapshot) -> dict[bytes, Resource]:
        found = {}
        for path, resource in snapshot.files.items():
            if resource.status == 200:
                for name in (path, folder(path)):
                    if name:
                        found[(self._prefix + quote(name)).encode()] = resource
        return found
