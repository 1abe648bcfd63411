"""The state is a cache: lost, old, damaged or locked, it is made again, and the release is the same."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import Project, command

from faqsync.errors import InvalidInput, Refused
from faqsync.publish import rendering, stamps, state
from faqsync.releases import Folder

HOUR = timedelta(hours=1)
FILE = ".faqsync/state.sqlite"


def full(project: Project, now: timedelta = HOUR) -> dict[str, bytes]:
    """What a publish without a state makes of the same project and history."""
    other = Project(project.root.parent / "full")
    shutil.rmtree(other.root, ignore_errors=True)
    shutil.copytree(project.root, other.root, ignore=shutil.ignore_patterns(".*"))
    other.now = project.now
    other.publish(now, brake=False)
    return other.tree()


def edited(project: Project) -> Project:
    """The project, published, with an edit since."""
    project.publish()
    project.article("aspirin", title="Edited")
    return project


def database(project: Project) -> sqlite3.Connection:
    return sqlite3.connect(project.root / FILE)


# --- lost, old, damaged --------------------------------------------------------------------------------------------


def of_another_version(project: Project) -> None:
    with database(project) as open_database:
        open_database.execute("UPDATE fact SET value = 'of old' WHERE name = 'fingerprint'")


def of_other_tables(project: Project) -> None:
    with database(project) as open_database:
        open_database.execute("ALTER TABLE prepared RENAME COLUMN stamp TO signature")


def random_bytes(project: Project) -> None:
    (project.root / FILE).write_bytes(bytes(range(256)) * 64)


def truncated(project: Project) -> None:
    database(project).execute("PRAGMA wal_checkpoint(TRUNCATE)").connection.close()
    file = project.root / FILE
    os.truncate(file, file.stat().st_size // 2)


def half_zero(project: Project) -> None:
    file = project.root / FILE
    data = file.read_bytes()
    file.write_bytes(data[:8192] + bytes(len(data) - 8192))


def of_a_file(project: Project) -> None:
    shutil.rmtree(project.root / ".faqsync")
    (project.root / ".faqsync").write_text("")


DAMAGES = {
    "deleted": lambda project: shutil.rmtree(project.root / ".faqsync"),
    "of another version": of_another_version,
    "with other tables": of_other_tables,
    "random bytes": random_bytes,
    "empty": lambda project: (project.root / FILE).write_bytes(b""),
    "truncated": truncated,
    "half of it zero": half_zero,
    "no folder": of_a_file,
    "a folder in its place": lambda project: ((project.root / FILE).unlink(), (project.root / FILE).mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_lost_state_is_made_again(project: Project, damage: Callable[[Project], object]) -> None:
    edited(project)
    whole = full(project)
    damage(project)
    project.publish(HOUR)
    assert project.tree() == whole


@pytest.mark.parametrize(
    ("table", "column", "old", "new"),
    [
        ("localized", "data", b"400 mg", b"900 mg"),
        ("prepared", "data", b"Title of aspirin", b"Title of asp!rin"),
        ("rendered", "artifacts", b"de/aspirin/", b"de/asp!rin/"),
    ],
)
def test_a_flipped_byte_is_not_published(project: Project, table: str, column: str, old: bytes, new: bytes) -> None:
    project.publish()
    project.write("theme/own.css", "h1 { color: navy }")  # every page is rendered again
    if table == "rendered":
        (project.root / "theme/own.css").unlink()
    whole = full(project)
    with database(project) as opened:
        rows = [data for (data,) in opened.execute(f"SELECT {column} FROM {table}")]
        assert any(old in data for data in rows)
        for data in rows:
            opened.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (data.replace(old, new), data))
    project.publish(HOUR)
    assert project.tree() == whole
    assert new not in b"".join(whole.values())


@pytest.fixture
def read_only() -> Iterator[Callable[[Path], None]]:
    """Makes a folder read-only, for root too. The test is skipped where that is not possible."""
    mounted: list[Path] = []

    def make(folder: Path) -> None:
        if os.geteuid() != 0:
            folder.chmod(0o500)
            return
        for options in (["--bind", str(folder)], ["-o", "remount,bind,ro"]):
            done = subprocess.run(
                [command("mount"), *options, str(folder)], capture_output=True, text=True, check=False
            )
            if done.returncode:
                pytest.skip(f"no folder can be made read-only here: {done.stderr}")
        mounted.append(folder)

    yield make
    for folder in mounted:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_read_only_state_is_not_needed(project: Project, read_only: Callable[[Path], None]) -> None:
    edited(project)
    whole = full(project)
    read_only(project.root / ".faqsync")
    project.publish(HOUR)
    assert project.tree() == whole
    assert not project.publish(HOUR).new


def test_a_state_that_cannot_be_written_is_told_in_one_line(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise state.DamagedState("database or disk is full")

    monkeypatch.setattr(rendering, "read_localized", fail)
    with pytest.raises(Refused, match=r"^\.faqsync: it cannot be written \(database or disk is full\)\. Mend"):
        project.publish()


def test_a_dry_run_leaves_no_state(project: Project) -> None:
    project.publish(dry_run=True)
    assert not (project.root / ".faqsync").exists()


# --- what is remembered of a publish that came to no end ----------------------------------------------------------


def test_a_failed_publish_leaves_no_memory_of_its_pages(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages were written, then the disk was full; then somebody brought the old tree back from a backup."""
    edited(project)
    backup = project.root / "backup"
    shutil.copytree(project.outputs, backup)
    with monkeypatch.context() as patched:
        patched.setattr("faqsync.releases.finish_release", full_disk)
        with pytest.raises(Refused, match="full"):
            project.publish(HOUR)
    shutil.rmtree(project.outputs)
    backup.rename(project.outputs)
    whole = full(project, timedelta(0))
    project.publish()
    assert project.tree() == whole


def full_disk(*_: Any) -> None:
    raise Refused([state.Fault(file="outputs", what="the disk is full", cure="Mend it")])


def test_healing_forgets_the_pages_that_are_gone(project: Project) -> None:
    """An article withdrawn while a tree was healed, and brought back within the same second, has no page there."""
    project.article("flu", published=f"{project.now:%Y-%m-%dT%H:%M:%SZ}")
    project.publish()
    (project.root / "content/flu.json").rename(project.root / "flu")
    (project.outputs / ".publishing").touch()
    project.publish()
    (project.root / "flu").rename(project.root / "content/flu.json")
    whole = full(project, timedelta(0))
    project.publish()
    assert project.tree() == whole
    assert "en/flu/article.json" in whole


def test_what_was_read_is_kept_when_another_file_is_invalid(project: Project) -> None:
    project.write("content/broken.json", "{")
    with pytest.raises(InvalidInput):
        project.publish()
    with database(project) as opened:
        assert opened.execute("SELECT count(*) FROM prepared").fetchone() == (2,)


def test_an_article_may_move_to_another_folder(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    edited(project)
    project.publish(HOUR)
    before = project.tree()
    (project.root / "content/medicines").mkdir()
    (project.root / "content/aspirin.json").rename(project.root / "content/medicines/aspirin.json")
    monkeypatch.setattr(state, "forget_state", lambda _: pytest.fail("the state is taken for damaged"))
    assert not project.publish(HOUR).new
    assert project.tree() == before


def test_a_text_changed_twice_within_a_tick_of_the_clock(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system that counts hours, the second edit has the stat signature of the first."""

    def coarse(path: Any) -> SimpleNamespace:
        found, hour = Path(path).stat(), 3_600_000_000_000
        times = {name: getattr(found, name) // hour * hour for name in ("st_mtime_ns", "st_ctime_ns")}
        return SimpleNamespace(st_size=found.st_size, st_ino=found.st_ino, **times)

    monkeypatch.setattr(stamps, "os", SimpleNamespace(stat=coarse, utime=os.utime))
    project.publish()
    article = project.root / "content/aspirin.json"
    article.write_text(article.read_text("utf-8").replace("400 mg", "200 mg"), "utf-8")
    project.publish(HOUR)
    assert "400 mg of aspirin" not in project.texts()


# --- two publishers ------------------------------------------------------------------------------------------------


def test_a_second_publisher_is_told_of_the_first(project: Project) -> None:
    with state.open_state(project.root, "of the first", keep=True):
        done = project.run("publish")
    assert done.returncode == 2
    assert done.stderr == ".faqsync: another publish is at work here. Wait until it has ended\n"
    assert not project.outputs.exists()


def test_a_release_that_came_in_between_is_not_written_over(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no state can be kept, only outputs/ holds two publishers apart."""
    edited(project)
    of_a_file(project)
    publishing = Folder.publishing

    @contextmanager
    def after_another(folder: Folder) -> Iterator[bool]:
        monkeypatch.setattr(Folder, "publishing", publishing)
        project.publish(HOUR)
        with folder.publishing() as killed:
            yield killed

    monkeypatch.setattr(Folder, "publishing", after_another)
    with pytest.raises(Refused, match="another publish has just ended here"):
        project.publish(HOUR)
    assert project.json("release.json")["release"] == 2
