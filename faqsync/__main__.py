"""The console script. It answers ``--version`` before anything is loaded that a version does not need."""

import sys

from faqsync import __version__


def main() -> None:
    """Run the command line, and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        print(f"faqsync {__version__}")
        return
    from faqsync.cli import run

    sys.exit(run())


if __name__ == "__main__":
    main()
