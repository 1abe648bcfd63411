"""GNU gettext, for tests that compare with it: they skip where it is missing, but fail where CI=true."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def gnu(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run a tool of GNU gettext, in English and UTF-8."""
    if shutil.which(tool) is None:
        message = f"GNU gettext's {tool} is not installed: nothing was compared with it"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(message)
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    return subprocess.run([tool, *map(str, arguments)], capture_output=True, env=environment, check=False)


def msgfmt_refuses(path: Path) -> bool:
    """Whether ``msgfmt -c`` refuses a file."""
    return gnu("msgfmt", "-c", "-o", os.devnull, path).returncode != 0
