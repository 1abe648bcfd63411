"""What lasts after a loss of power: everything is on the disk before the first file that tells of it."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import Project

from faqsync.releases import folder
from faqsync.releases.folder import MARKER

TOLD = ("changes/2.json", "changes.json", "release.json")


@pytest.fixture
def events(project: Project, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What a publish asks of the system, in order: put, remove and flush, with the path in outputs/."""
    seen: list[tuple[str, str]] = []
    replace, unlink, fsync = os.replace, os.unlink, os.fsync

    def path_of(path: object) -> str:
        return os.path.relpath(str(path), project.outputs)

    def put(source: object, target: object, **more: object) -> None:
        replace(source, target, **more)  # type: ignore[call-overload]
        seen.append(("put", path_of(target)))

    def remove(path: object, **more: object) -> None:
        unlink(path, **more)  # type: ignore[call-overload]
        if not str(path).endswith(".new"):
            seen.append(("remove", path_of(path)))

    def flush(descriptor: int) -> None:
        fsync(descriptor)
        seen.append(("flush", path_of(os.readlink(f"/proc/self/fd/{descriptor}"))))  # noqa: PTH115

    monkeypatch.setattr(os, "replace", put)
    monkeypatch.setattr(os, "unlink", remove)
    monkeypatch.setattr(os, "fsync", flush)
    monkeypatch.setattr(folder, "_flush_file_system", lambda _: seen.append(("flush", "everything")))
    return seen


def test_a_release_lasts_in_the_order_in_which_it_is_told(project: Project, events: list[tuple[str, str]]) -> None:
    project.publish()
    (project.root / "content/back-pain.json").unlink()
    project.article("aspirin", title="Edited")
    events.clear()
    project.publish(timedelta(hours=1))

    flushed = events.index(("flush", "everything"))
    before, after = events[:flushed], events[flushed + 1 :]
    assert before[0] == ("flush", "."), "that a publisher is at work is known before it does anything"
    assert ("remove", "en/back-pain/article.json") in before
    assert [event for event in after if event[0] != "flush"] == [*(("put", path) for path in TOLD), ("remove", MARKER)]
    for path in TOLD:
        place = after.index(("put", path))
        assert after[place - 1] == ("flush", temporary(path))
        assert after[place + 1] == ("flush", os.path.dirname(path) or ".")  # noqa: PTH120


def test_a_manifest_is_never_torn(project: Project, events: list[tuple[str, str]]) -> None:
    """The next publish reads it, also where the one before came to no end."""
    project.publish()
    for path in ("manifest.json", "en/manifest.json", "de/manifest.json"):
        assert events[events.index(("put", path)) - 1] == ("flush", temporary(path))


def test_where_nothing_changed_only_the_marker_is_flushed(project: Project, events: list[tuple[str, str]]) -> None:
    project.publish()
    events.clear()
    project.publish(timedelta(hours=1))
    assert events == [("flush", "."), ("remove", MARKER)]


def temporary(path: str) -> str:
    file = Path(path)
    return file.with_name(f".{file.name}.{os.getpid()}.new").as_posix()
