"""The publisher is killed at every step, meets a full disk or a read-only one, and is read while it is at work.

A publisher in a child process does what the command does, and an audit hook counts its steps: every file it opens to
write, puts in place or takes away, every folder it makes or takes away. At one of them it is killed, or the system
refuses. With ``THOROUGH=1`` each step has its turn; else more than a hundred of them have.
"""

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from conftest import START, Project, command, tree

from faqsync.cli import run
from faqsync.cli.release import SMALL_SITE
from faqsync.releases import Folder, verify

STRIDE = 1 if os.environ.get("THOROUGH") else 3
"""One step of so many is tried."""

BASE = "https://faq.example.org/"
HOUR = timedelta(hours=1)
NOW = f"{START:%Y-%m-%dT%H:%M:%SZ}"
RELEASE_3 = START + timedelta(days=402)
"""By then the tombstones of release 2 have ended."""


@pytest.fixture(scope="module")
def memory() -> Iterator[Path]:
    """A folder in memory where there is one: what is tried here is the order of things, and not the disk."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else None) as folder:
        yield Path(folder)


# --- a site with a release to make -------------------------------------------------------------------------------


def new_site(root: Path) -> Project:
    """A site that was never published."""
    site = Project(root)
    site.config()
    site.write("theme/own.css", "h1 { color: navy }")
    for id in ("aspirin", "cough", "old"):
        site.article(id)
    site.article("back-pain", category="pain")
    site.translate("de", "site", "aspirin", "cough", "old", "back-pain")
    return site


def old_site(root: Path) -> Project:
    """A site with two releases, whose third has something of everything to do."""
    site = new_site(root)
    site.translate("ar", "aspirin")
    site.publish()
    (site.root / "content/old.json").unlink()
    site.config(('["de", "ar"]', '["de"]'))
    site.publish(HOUR)
    site.article("aspirin", title="Edited")
    site.article("cough", slug="coughing")
    site.article("dizzy", category="pain")
    (site.root / "content/back-pain.json").unlink()
    site.translate("de", "aspirin")
    site.write("theme/own.css", "h1 { color: black }")
    return site


SITES = {"the first release": new_site, "a later release": old_site}


class Trial:
    """A site before a release, and what that release makes of it at two times."""

    def __init__(self, folder: Path, make: Callable[[Path], Project]) -> None:
        self.folder = folder
        self.before = make(folder / "before")
        self.old = tree(self.before.outputs)
        self.new = self.published(RELEASE_3)
        self.new_later = self.published(RELEASE_3 + HOUR)

    def published(self, now: Any) -> dict[str, bytes]:
        """The tree of a publisher that is left in peace."""
        site = self.start(now)
        site.publish()
        return site.tree()

    def start(self, now: Any = RELEASE_3) -> Project:
        """The site anew, as it was before."""
        site = Project(self.folder / "site")
        shutil.rmtree(site.root, ignore_errors=True)
        shutil.copytree(self.before.root, site.root)
        site.now = now
        return site

    def check_readers(self, site: Project) -> None:
        """Nobody who reads the tree now, with its publisher gone, is told a lie."""
        found = site.tree()
        torn = [path for path, data in found.items() if data not in (self.old.get(path), self.new.get(path))]
        assert not torn
        missing = {path: named_in for path, named_in in named(found).items() if path not in found}
        assert not missing
        if found.get("release.json") == self.new["release.json"] or not (site.outputs / ".publishing").exists():
            assert list(verify(Folder(site.outputs))) == [] or not found

    def check_healed(self, site: Project) -> None:
        """The next publish, an hour later, gives what it would give had the one before come to its end, or had it
        never begun; and nothing is left of that."""
        ended = site.tree().get("changes.json") == self.new["changes.json"]
        site.publish(HOUR)
        assert site.tree() == (self.new if ended else self.new_later)
        assert not [path for path in site.outputs.rglob("*") if path.name.startswith(".") or is_empty(path)]


def is_empty(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())


@pytest.fixture(scope="module", params=SITES)
def trial(request: pytest.FixtureRequest, memory: Path) -> Trial:
    return Trial(memory / request.param.replace(" ", "-"), SITES[request.param])


def named(files: dict[str, bytes]) -> dict[str, str]:
    """Every page that a list of this tree names, and every file that a manifest or the log does, with where."""
    found: dict[str, str] = {}
    for path, data in files.items():
        name = path.rpartition("/")[2]
        if name in ("rss.xml", "atom.xml", "feed.json") or name.startswith(("sitemap", "bundle")):
            urls = re.findall(rf'{BASE}[^"<&\s]*', data.decode())
            lists = name in ("sitemap.xml", "bundle.json")  # of sitemaps, and of the parts of a bundle
            paths = [file_of(url) for url in urls if url.endswith("/") or (lists and url.endswith((".xml", ".json")))]
        elif name == "manifest.json":
            paths = [file["path"] for file in json.loads(data)["files"]]
        elif path == "changes.json":
            paths = [f"changes/{number}.json" for number in range(1, json.loads(data)["release"] + 1)]
        else:
            continue
        found |= dict.fromkeys(paths, path)
    return found


def file_of(url: str) -> str:
    path = url.removeprefix(BASE)
    return path + "index.html" if not path or path.endswith("/") else path


# --- a publisher in a child ----------------------------------------------------------------------------------------

Act = Callable[[str, str], None]
"""What happens at a step, by its event and file: it may kill, or raise what the system would."""

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def publish_in_child(site: Project, act: Act) -> tuple[int, str]:
    """Run the command in a child; its exit code (-9 where it was killed), and what it said."""
    said = site.root / "said"
    child = os.fork()
    if child == 0:
        code = 70
        try:
            sys.stdout = sys.stderr = said.open("w")
            sys.argv = ["faqsync", "-C", str(site.root), "publish", "--now", f"{site.now:%Y-%m-%dT%H:%M:%SZ}", "--yes"]
            sys.addaudithook(lambda event, arguments: watch(event, arguments, str(site.root), act))
            code = run()
        finally:
            sys.stdout.flush()
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, said.read_text("utf-8")


def is_step(event: str, arguments: tuple[Any, ...], root: str) -> bool:
    """Whether an audit event is about to change something in the site's folder."""
    if not arguments or not str(arguments[0]).startswith(root):
        return False
    match event:
        case "open":
            return bool(arguments[2] & WRITING)
        case "os.mkdir":
            return not os.path.lexists(arguments[0])
        case "os.remove" | "os.rmdir":
            return os.path.lexists(arguments[0])
    return event == "os.rename"


def watch(event: str, arguments: tuple[Any, ...], root: str, act: Act) -> None:
    if is_step(event, arguments, root):
        act(event, str(arguments[1 if event == "os.rename" else 0]))


def kill_at(number: int) -> Act:
    steps = count(1)

    def act(_: str, __: str) -> None:
        if next(steps) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return act


def kill_before(event: str, file: str) -> Act:
    def act(now: str, path: str) -> None:
        if (now, path) == (event, file):
            os.kill(os.getpid(), signal.SIGKILL)

    return act


def refuse_from(number: int, error: int) -> Act:
    """From this step on the disk is full, so that nothing new finds room; or it is read-only."""
    steps = count(1)
    events = {"open", "os.mkdir"} if error == errno.ENOSPC else {"open", "os.mkdir", "os.rename", "os.remove"}

    def act(event: str, _: str) -> None:
        if next(steps) >= number and event in events:
            raise OSError(error, os.strerror(error))

    return act


# --- killed, no space left, read-only ------------------------------------------------------------------------------


def test_killed_at_any_step(trial: Trial) -> None:
    for number in count(1, STRIDE):
        site = trial.start()
        code, said = publish_in_child(site, kill_at(number))
        if code == 0:
            break
        assert code == -signal.SIGKILL, said
        trial.check_readers(site)
        trial.check_healed(site)
    assert number > 50 * STRIDE
    assert site.tree() == trial.new


@pytest.mark.parametrize("name", ["manifest.json", "de/manifest.json", "changes.json", "release.json", ".publishing"])
def test_killed_before_the_file_that_counts(trial: Trial, name: str) -> None:
    site = trial.start()
    event = "os.remove" if name == ".publishing" else "os.rename"
    code, said = publish_in_child(site, kill_before(event, f"{site.outputs}/{name}"))
    assert code == -signal.SIGKILL, said
    trial.check_readers(site)
    trial.check_healed(site)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS], ids=["no space", "read-only"])
def test_refused_at_any_step(trial: Trial, error: int) -> None:
    for number in count(1, 10 * STRIDE):
        site = trial.start()
        code, said = publish_in_child(site, refuse_from(number, error))
        if code == 0:
            break
        check_refusal(code, said, os.strerror(error))
        trial.check_readers(site)
        trial.check_healed(site)
    assert number > 50 * STRIDE


def check_refusal(code: int, said: str, reason: str) -> None:
    """One clear line: where, what, and how to mend it."""
    assert code == 2, said
    assert re.fullmatch(rf"\S+: it cannot be written \({reason}\)\. Mend the .+\n", said), said


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own. The test is skipped where none can be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mount(place, "-t", "tmpfs", "-o", "size=4m", "tmpfs")
    yield place
    subprocess.run(["umount", "--recursive", place], check=True)


def mount(place: Path, *arguments: str) -> None:
    done = subprocess.run([command("mount"), *arguments, str(place)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr}")


@pytest.mark.parametrize("free", [0, 30_000, 250_000, 450_000])
def test_a_full_disk(disk: Path, free: int) -> None:
    site = new_site(disk / "site")
    whole = publish_elsewhere(site)
    ballast = disk / "ballast"
    space = os.statvfs(disk)
    ballast.write_bytes(bytes(max(0, space.f_bavail * space.f_frsize - free)))
    done = site.run("publish", "--now", NOW, TMPDIR=str(disk))
    check_refusal(done.returncode, done.stderr, "No space left on device")
    assert not named(site.tree()).keys() - site.tree().keys()
    ballast.unlink()
    assert site.run("publish", "--now", NOW).returncode == 0
    assert site.tree() == whole


def test_a_read_only_disk(tmp_path: Path, disk: Path) -> None:
    made = old_site(tmp_path / "made")
    site = Project(disk / "site")
    shutil.copytree(made.root, site.root)
    before = site.tree()
    mount(disk, "-o", "remount,ro")
    done = site.run("publish", "--now", "2027-06-01T00:00:00Z")
    check_refusal(done.returncode, done.stderr, "Read-only file system")
    assert site.tree() == before
    mount(disk, "-o", "remount,rw")
    assert site.run("publish", "--now", "2027-06-01T00:00:00Z").returncode == 0
    assert site.json("release.json")["release"] == 3


def publish_elsewhere(site: Project) -> dict[str, bytes]:
    """What a publish of the site gives where it is left in peace."""
    with tempfile.TemporaryDirectory() as folder:
        other = Project(Path(folder) / "site")
        shutil.copytree(site.root, other.root)
        other.publish()
        return other.tree()


# --- the command itself, with its worker processes --------------------------------------------------------------------


@pytest.fixture(scope="module")
def large(memory: Path) -> tuple[Project, dict[str, bytes]]:
    """A site so large that it is spread over processes, and what a publish in peace makes of it."""
    site = Project(memory / "large")
    site.config(('["de", "ar"]', "[]"))
    for number in range(SMALL_SITE + 20):
        site.article(f"article-{number}")
    other = Project(memory / "large-and-whole")
    shutil.copytree(site.root, other.root)
    other.publish()
    return site, other.tree()


@pytest.mark.parametrize("files", [0, 60, 150, 300])
def test_killed_with_its_workers(large: tuple[Project, dict[str, bytes]], files: int) -> None:
    """They end with it, and the next publisher need not wait for them."""
    site, whole = large
    for folder in (site.outputs, site.root / ".faqsync"):
        shutil.rmtree(folder, ignore_errors=True)
    publisher = subprocess.Popen([sys.executable, "-m", "faqsync", "-C", str(site.root), "publish", "--now", NOW])
    while publisher.poll() is None and not (site.root / ".faqsync").exists():
        pass
    while publisher.poll() is None and len(tree(site.outputs)) < files:
        pass
    publisher.kill()
    assert publisher.wait() == -signal.SIGKILL
    done = site.run("publish", "--now", NOW)
    assert done.returncode == 0, done.stderr
    assert site.tree() == whole


# --- readers ---------------------------------------------------------------------------------------------------------


def test_a_reader_sees_only_whole_files(memory: Path) -> None:
    site = new_site(memory / "read")
    site.publish()
    released = {(path, sha256(data).digest()) for path, data in site.tree().items()}
    seen: set[tuple[str, bytes]] = set()
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            for folder, _, files in os.walk(site.outputs):
                for file in (Path(folder, name) for name in files if not name.startswith(".")):
                    with suppress(FileNotFoundError):
                        seen.add((file.relative_to(site.outputs).as_posix(), sha256(file.read_bytes()).digest()))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(50):
            site.article("aspirin", title=f"Title {number}", slug=f"aspirin-{number % 3}")
            site.article("cough", draft=bool(number % 2))
            site.publish(HOUR)
            released |= {(path, sha256(data).digest()) for path, data in site.tree().items()}
    finally:
        ended.set()
        reader.join()
    assert len(seen) > 200
    assert not {path for path, _ in seen - released}
