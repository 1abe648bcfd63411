"""Merge a large catalog with its new template, and GNU msgmerge beside it: wall time and peak memory.

    python benchmarks/merge.py [--messages 50000] [--edited 0.1] [--without-gnu]

Both read the same two files and write a third. The texts are made by a seeded generator.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from faqsync import catalogs
from faqsync.model import Catalog, Message
from faqsync.records import replace

WORDS = """
    after aid an ankle any apply arm ask avoid back before best bring brace bruise call can care check clinic cold
    common cream daily day days doctor dose drink drive each eat exercise fever few first food for from gently hands
    heat help hip hours ice if in injection it joint keep knee last less lie lift light long may medicine mg minutes
    more move must neck need needle never not nurse of often on once or pain patient pressure rest risk rub shoulder
    side skin sleep slowly soon spine stop stretch swelling tablet take team tell the then therapy to twice walk warm
    wash water week weeks when with work wound you your
""".split()


def sentence(random: random.Random) -> str:
    """A text of 6 to 30 words, some of them numbers."""
    words = [random.choice(WORDS) if random.random() < 0.9 else str(random.randint(1, 4000)) for _ in range(30)]
    return " ".join(words[: random.randint(6, 30)]).capitalize() + "."


def edited(text: str, random: random.Random) -> str:
    """The text with one of its words changed."""
    words = text.split()
    words[random.randrange(len(words) - 1)] = f"{random.choice(WORDS)}{random.randint(0, 9)}"
    return " ".join(words)


def make_files(folder: Path, count: int, share: float) -> None:
    """A catalog that is translated throughout, and the template of an article in which some texts were edited."""
    numbers = random.Random(2026)
    old = [Message(context=f"s{n // 40}/q{n // 4}/answer", text=f"{sentence(numbers)} ({n})") for n in range(count)]
    catalog = catalogs.update(catalogs.template("large", old, "content/large.json"), None, "de")
    translated = (replace(entry, strings=(entry.text.swapcase(),)) for entry in catalog.entries)
    write(folder / "old.po", replace(catalog, entries=tuple(translated)))
    new = [replace(m, text=edited(m.text, numbers)) if numbers.random() < share else m for m in old]
    write(folder / "new.pot", catalogs.template("large", new, "content/large.json"))


def write(path: Path, catalog: Catalog) -> None:
    path.write_bytes(catalogs.write(catalog))


def read(path: Path) -> Catalog:
    return catalogs.read(path.read_bytes(), path.name)


def measure(name: str, command: list[str], folder: Path) -> None:
    """Run a command and print what it took, by getrusage of that process alone."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{name} failed: {process.returncode}")
    output = read(folder / f"{name}.po")
    fuzzy = sum(entry.fuzzy for entry in output.entries)
    obsolete = sum(entry.obsolete for entry in output.entries)
    cpu = usage.ru_utime + usage.ru_stime
    print(f"{name:10} {wall:8.2f} {cpu:8.2f} {usage.ru_maxrss / 1024:9.0f} {fuzzy:8} {obsolete:9}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--edited", type=float, default=0.1)
    parser.add_argument("--without-gnu", action="store_true", help="leave msgmerge out")
    parser.add_argument("--merge", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.merge:
        folder = options.merge
        write(folder / "faqsync.po", catalogs.update(read(folder / "new.pot"), read(folder / "old.po"), "de"))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_files(folder, options.messages, options.edited)
        size = (folder / "old.po").stat().st_size / 1e6
        print(f"{options.messages} messages ({size:.1f} MB), {options.edited:.0%} edited")
        print(f"{'':10} {'wall s':>8} {'CPU s':>8} {'peak MiB':>9} {'fuzzy':>8} {'obsolete':>9}")
        measure("faqsync", [sys.executable, str(Path(__file__).resolve()), "--merge", name], folder)
        if not options.without_gnu:
            if shutil.which("msgmerge") is None:
                sys.exit("GNU gettext's msgmerge is not installed: nothing to compare with")
            command = [
                "msgmerge",
                "--quiet",
                "--previous",
                "--no-wrap",
                "--output-file=msgmerge.po",
                "old.po",
                "new.pot",
            ]
            measure("msgmerge", command, folder)


if __name__ == "__main__":
    main()
