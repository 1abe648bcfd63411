"""How long a command takes, and how much memory it and its children take together."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

EVERY = 0.05
"""Seconds between two looks at the memory."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] = os.environ) -> float:
    """Run a command to its end; its wall time in seconds.

    Raises SystemExit, with what the command said, where it fails: a benchmark of a failure measures nothing.
    """
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    _check(command, done.returncode, done.stdout + done.stderr)
    return seconds


def peak_memory(command: Sequence[str], folder: Path, environment: Mapping[str, str] = os.environ) -> int:
    """Run a command to its end; the most memory, in bytes, that all of its processes ever had together.

    What processes share is counted once (the proportional set size of Linux), files of a memory file system are not.
    Looking costs the command time, so that this is never a run that is timed.
    """
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(_share, _family(process.pid))))
        time.sleep(EVERY)
    assert process.stderr is not None
    with process.stderr as errors:
        _check(command, process.returncode, errors.read().decode())
    return peak


def _check(command: Sequence[str], code: int, said: str) -> None:
    if code:
        sys.exit(f"{' '.join(command)} left with {code}:\n{said[-4000:]}")


def _family(process: int) -> list[int]:
    """A process and all that descend from it."""
    found = [process]
    for each in found:
        with suppress(FileNotFoundError, ProcessLookupError):
            for thread in Path(f"/proc/{each}/task").iterdir():
                found += map(int, _read(thread / "children").split())
    return found


def _share(process: int) -> int:
    """The proportional set size of one process in bytes; 0 where it has gone."""
    for line in _read(Path(f"/proc/{process}/smaps_rollup")).splitlines():
        name, _, size = line.partition(":")
        if name == "Pss":
            return int(size.split()[0]) * 1024
    return 0


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
