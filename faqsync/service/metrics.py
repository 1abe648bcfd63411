"""What the service counts, over all of its processes, in the text format of Prometheus."""

import mmap
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from faqsync.service.snapshot import Snapshot

MEDIA_TYPE = b"text/plain; version=0.0.4; charset=utf-8"
STATUSES = (200, 204, 206, 301, 303, 304, 400, 404, 405, 409, 410, 412, 413, 414, 416, 431, 500, 503)
"""Every status that the service answers with."""

_BYTES, _LOADS, _FAILURES = range(len(STATUSES), len(STATUSES) + 3)
_SIZE = 8 * (len(STATUSES) + 3)
_PLACES = {status: place for place, status in enumerate(STATUSES)}


class Counters:
    """The counters of this process, in a file beside those of the others: a reader adds them up.

    The file of a process that ended stays, so that no sum ever falls.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"{os.getpid()}.counters"
        with self._file.open("w+b") as file:
            file.truncate(_SIZE)
            self._own = memoryview(mmap.mmap(file.fileno(), _SIZE)).cast("Q")

    def count(self, status: int, size: int) -> None:
        """An answer, and the bytes of its body."""
        self._own[_PLACES[status]] += 1
        self._own[_BYTES] += size

    def count_load(self, failed: bool) -> None:
        """A release taken up, or one that could not be."""
        self._own[_FAILURES if failed else _LOADS] += 1

    def sums(self) -> list[int]:
        """The counters of all processes."""
        files = (path for path in self._file.parent.glob("*.counters") if path != self._file)
        others = (memoryview(path.read_bytes()).cast("Q") for path in files)
        return [sum(each) for each in zip(self._own, *others, strict=True)]


def render(counters: Counters, snapshot: Snapshot | None, waiting: int, now: datetime) -> bytes:
    """The page that Prometheus reads. ``now`` is in UTC; ``waiting`` is of this process."""
    return "".join(f"{line}\n" for line in _lines(counters.sums(), snapshot, waiting, now)).encode()


def _lines(sums: list[int], snapshot: Snapshot | None, waiting: int, now: datetime) -> Iterator[str]:
    yield from _head("faqsync_requests_total", "counter", "Requests by the status of their answers.")
    for status, place in _PLACES.items():
        yield f'faqsync_requests_total{{status="{status}"}} {sums[place]}'
    yield from _single("faqsync_response_bytes_total", "counter", "Bytes of bodies.", sums[_BYTES])
    yield from _single("faqsync_loads_total", "counter", "Releases taken up, by all processes.", sums[_LOADS])
    failures = sums[_FAILURES]
    yield from _single("faqsync_load_failures_total", "counter", "Releases that could not be read whole.", failures)
    text = "Requests that wait for news, in the process that answers this."
    yield from _single("faqsync_waiting", "gauge", text, waiting)
    if snapshot is None:
        return
    release = snapshot.release
    yield from _single("faqsync_release", "gauge", "The number of the release that is served.", release.release)
    age = int((now - release.time).total_seconds())
    yield from _single("faqsync_release_age_seconds", "gauge", "How long ago it was published.", age)
    yield from _head("faqsync_articles", "gauge", "Published articles by locale.")
    for locale, count in snapshot.locales.items():
        yield f'faqsync_articles{{locale="{locale}"}} {count}'


def _single(name: str, kind: str, text: str, value: int) -> Iterator[str]:
    yield from _head(name, kind, text)
    yield f"{name} {value}"


def _head(name: str, kind: str, text: str) -> Iterator[str]:
    yield f"# HELP {name} {text}"
    yield f"# TYPE {name} {kind}"
