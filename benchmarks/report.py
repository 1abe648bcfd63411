"""What a benchmark prints: the machine, the versions, and a table of figures with their bars and aims."""

import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One row: a ratio, what it was made of, and what it is to be. Smaller is better."""

    work: str
    measured: str
    """Ours, with its unit."""
    beside: str
    """What it is compared with, with its unit."""
    ratio: float
    bar: float | None = None
    """What is promised."""
    aim: float | None = None
    """What is wished for."""

    @property
    def reached(self) -> str:
        """The better of the two that the ratio has reached, if any."""
        if self.aim is not None and self.ratio <= self.aim:
            return "aim"
        return "bar" if self.bar is not None and self.ratio <= self.bar else "missed"


@dataclass(frozen=True)
class Table:
    """The figures of one run of a benchmark."""

    title: str
    machine: str
    versions: Mapping[str, str]
    notes: Sequence[str]
    figures: Sequence[Figure]


def machine(folder: Path) -> str:
    """Processor, cores, memory, what else is running, and the file system that ``folder`` is on."""
    with Path("/proc/cpuinfo").open() as lines:
        name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "processor")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{name}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}, "
        f"load {os.getloadavg()[0]:.1f} before; files on {file_system(folder)}"
    )


def file_system(folder: Path) -> str:
    """The type of the file system, with a word where it is memory."""
    mounts = (line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines())
    within = [(Path(point), kind) for point, kind in mounts if folder.resolve().is_relative_to(point)]
    kind = max(within, key=lambda each: len(each[0].parts))[1]
    return f"{kind} (memory)" if kind in ("tmpfs", "ramfs") else f"{kind} (NOT memory)"


def render(table: Table) -> Iterator[str]:
    """The table in Markdown, line by line."""
    yield f"## {table.title}"
    yield ""
    yield f"- {table.machine}"
    yield f"- {', '.join(f'{name} {version}' for name, version in table.versions.items())}"
    yield from (f"- {note}" for note in table.notes)
    yield ""
    yield "| work | faqsync | beside | ratio | bar | aim | reached |"
    yield "|---|--:|--:|--:|--:|--:|---|"
    for each in table.figures:
        numbers = ("" if number is None else f"{number:.3g} ×" for number in (each.ratio, each.bar, each.aim))
        yield f"| {' | '.join((each.work, each.measured, each.beside, *numbers, each.reached))} |"


def save(file: Path, name: str, table: Table) -> None:
    """Keep the table in a file of results, in the place of the last one of that name."""
    results: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
    figures = [asdict(each) | {"reached": each.reached} for each in table.figures]
    results[name] = asdict(table) | {"figures": figures}
    file.write_text(json.dumps(results, indent=2, ensure_ascii=False, sort_keys=True) + "\n")


def seconds(value: float) -> str:
    """A time as people read it."""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.0f} ms"


def memory(value: int) -> str:
    """A number of bytes as people read it."""
    return f"{value / 1e9:.2f} GB" if value >= 1e9 else f"{value / 1e6:.0f} MB"
