"""The console script. It answers ``--version`` before anything is loaded that a version does not need."""

import io
import sys

from faqsync import __version__


def main() -> None:
    """Run the command line, and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        print(f"faqsync {__version__}")
        return
    from faqsync.cli import run

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without our letters gets their escapes
    sys.exit(run())


if __name__ == "__main__":
    main()
