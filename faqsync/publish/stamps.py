"""Stat signatures of an article's inputs. A stamp decides nothing but whether a file need be read again."""

import os
from array import array
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from faqsync.addresses import catalog_file
from faqsync.model import Site
from faqsync.publish.preparing import Prepared


def stamp_of(root: Path, site: Site, path: str) -> bytes:
    """The stamp of an article file and its catalogs."""
    name = PurePosixPath(path).stem
    catalogs = (catalog_file(locale, name) for locale in site.locales if locale != site.source)
    return _stamp(f"{root}/{each}" for each in (path, *catalogs))


def stamp_of_images(root: Path, prepared: Prepared) -> bytes:
    """The stamp of the images that an article shows."""
    return _stamp(f"{root}/{file}" for file, _ in (prepared.outline.images if prepared.outline else ()))


def moment(folder: Path) -> int:
    """Now, in nanoseconds, by the clock of the file system that ``folder`` is on."""
    os.utime(folder)
    return os.stat(folder).st_ctime_ns  # noqa: PTH116  like the stamps


def is_settled(stamp: bytes, moment: int) -> bool:
    """Whether a file of this stamp that changes after this moment gets another.

    Clocks of file systems tick slowly, some once in a second or two: a text changed twice within one tick, and as
    long as it was, keeps its stamp.
    """
    numbers = array("q", stamp)
    return max(numbers[1::4], default=0) < moment


def _stamp(paths: Iterable[str]) -> bytes:
    numbers = array("q")
    for path in paths:
        try:
            stat = os.stat(path)  # noqa: PTH116  a Path for each of 100,000 files costs more than the stat
        except OSError:
            numbers.extend((0, 0, 0, 0))
        else:
            numbers.extend((stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino))
    return numbers.tobytes()
