"""Merge a large catalog with its new template, and GNU msgmerge beside it: wall time and peak memory.

python -m benchmarks.merge [--messages 50000] [--edited 0.1] [--contexts 12500] [--without-gnu]

Both read the same two files and write a third. The texts are made by a seeded generator.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from faqsync import catalogs
from faqsync.model import Catalog, Message
from faqsync.records import replace

ROOT = Path(__file__).parents[1]
WORDS = """
    after aid an ankle any apply arm ask avoid back before best bring brace bruise call can care check clinic cold
    common cream daily day days doctor dose drink drive each eat exercise fever few first food for from gently hands
    heat help hip hours ice if in injection it joint keep knee last less lie lift light long may medicine mg minutes
    more move must neck need needle never not nurse of often on once or pain patient pressure rest risk rub shoulder
    side skin sleep slowly soon spine stop stretch swelling tablet take team tell the then therapy to twice walk warm
    wash water week weeks when with work wound you your
""".split()


def sentence(chance: random.Random) -> str:
    """A text of 6 to 30 words, some of them numbers."""
    words = [chance.choice(WORDS) if chance.random() < 0.9 else str(chance.randint(1, 4000)) for _ in range(30)]
    return " ".join(words[: chance.randint(6, 30)]).capitalize() + "."


def edited(text: str, chance: random.Random) -> str:
    """The text with one of its words changed."""
    words = text.split()
    words[chance.randrange(len(words) - 1)] = f"{chance.choice(WORDS)}{chance.randint(0, 9)}"
    return " ".join(words)


def make_files(folder: Path, count: int, contexts: int, share: float) -> None:
    """A catalog that is translated throughout, and the template of an article in which some texts were edited."""
    chance = random.Random(2026)
    old = [Message(context=f"q{n * contexts // count}/answer", text=f"{sentence(chance)} ({n})") for n in range(count)]
    catalog = catalogs.update(catalogs.template("large", old, "content/large.json"), None, "de")
    translated = (replace(entry, strings=(entry.text.swapcase(),)) for entry in catalog.entries)
    write(folder / "old.po", replace(catalog, entries=tuple(translated)))
    new = [replace(m, text=edited(m.text, chance)) if chance.random() < share else m for m in old]
    write(folder / "new.pot", catalogs.template("large", new, "content/large.json"))


def write(file: Path, catalog: Catalog) -> None:
    file.write_bytes(catalogs.write(catalog))


def read(file: Path) -> Catalog:
    return catalogs.read(file.read_bytes(), file.name)


def merge(folder: Path) -> None:
    """What is measured of faqsync."""
    write(folder / "faqsync.po", catalogs.update(read(folder / "new.pot"), read(folder / "old.po"), "de"))


def measure(name: str, command: list[str], folder: Path) -> None:
    """Run a command, and print what this one process took, as the system counts it."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{name} left with {process.returncode}")
    entries = read(folder / f"{name}.po").entries
    fuzzy, obsolete = sum(entry.fuzzy for entry in entries), sum(entry.obsolete for entry in entries)
    cpu = usage.ru_utime + usage.ru_stime
    print(f"{name:10} {wall:8.2f} {cpu:8.2f} {usage.ru_maxrss / 1024:9.0f} {fuzzy:8} {obsolete:9}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--contexts", type=int, default=12_500)
    parser.add_argument("--edited", type=float, default=0.1)
    parser.add_argument("--without-gnu", action="store_true", help="leave msgmerge out, which takes minutes")
    parser.add_argument("--merge", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.merge:
        merge(options.merge)
        return
    if not options.without_gnu and shutil.which("msgmerge") is None:
        sys.exit("GNU gettext's msgmerge is not installed: nothing to compare with")
    with TemporaryDirectory() as name:
        folder = Path(name)
        make_files(folder, options.messages, options.contexts, options.edited)
        size = (folder / "old.po").stat().st_size / 1e6
        print(
            f"{options.messages} messages ({size:.1f} MB) in {options.contexts} contexts, {options.edited:.0%} edited"
        )
        print(f"{'':10} {'wall s':>8} {'CPU s':>8} {'peak MiB':>9} {'fuzzy':>8} {'obsolete':>9}")
        measure("faqsync", [sys.executable, "-m", "benchmarks.merge", "--merge", name], folder)
        if not options.without_gnu:
            command = ["msgmerge", "--quiet", "--previous", "--no-wrap", f"--output-file={folder / 'msgmerge.po'}"]
            measure("msgmerge", [*command, str(folder / "old.po"), str(folder / "new.pot")], folder)


if __name__ == "__main__":
    main()
