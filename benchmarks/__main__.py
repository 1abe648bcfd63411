"""Every benchmark, one after the other: `make bench`."""

import subprocess
import sys

NAMES = ("publish", "merge", "serving")


def main() -> int:
    """Run them all; 1 where one of them failed."""
    codes = [subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode for name in NAMES]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
