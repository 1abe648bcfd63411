"""A small site that tests write, translate, publish and read."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from faqsync import catalogs
from faqsync.publish import Options, Report, publish
from faqsync.records import replace
from faqsync.translating import update_catalogs

ROOT = Path(__file__).parents[1]
START = datetime(2026, 3, 1, 12, tzinfo=UTC)

CONFIG = """\
[site]
base_url = "https://faq.example.org/"
authority = "faq.example.org,2026"
source = "en"
locales = ["de", "ar"]
title = "A clinic"
publisher = { name = "The clinic" }

[[category]]
id = "general"
title = "General"

[[category]]
id = "pain"
title = "Pain"
"""


def paragraph(text: str) -> dict[str, Any]:
    return {"type": "paragraph", "text": text}


def article(id: str, **fields: Any) -> dict[str, Any]:
    """A valid article with a lead and one question, but for the fields given; one that is None is left out."""
    document: dict[str, Any] = {
        "id": id,
        "language": "en",
        "title": f"Title of {id}",
        "summary": f"Summary of {id}.",
        "category": "general",
        "published": "2026-01-15T09:00:00Z",
        "sections": [
            {"id": "lead", "blocks": [paragraph(f"Lead of {id}.")]},
            {
                "id": "faq",
                "heading": "Questions",
                "questions": [
                    {"id": "how-much", "question": "How much?", "answer": [paragraph(f"Take 400 mg of {id}.")]}
                ],
            },
        ],
    }
    return {key: value for key, value in (document | fields).items() if value is not None}


class Project:
    """A site in a folder, with a clock of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.now = START
        self.outputs = root / "outputs"

    def write(self, path: str, text: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def config(self, *replacements: tuple[str, str]) -> None:
        """Write faqsync.toml, with texts replaced in it."""
        text = CONFIG
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new)
        self.write("faqsync.toml", text)

    def article(self, id: str, **fields: Any) -> None:
        self.write(f"content/{id}.json", json.dumps(article(id, **fields), ensure_ascii=False, indent=2))

    def translate(self, locale: str, *ids: str, leave: tuple[str, ...] = ()) -> None:
        """Update all catalogs, then translate these articles: every message but those whose text is to be left."""
        update_catalogs(self.root)
        for id in ids:
            file = self.root / "locales" / locale / "LC_MESSAGES" / f"{id}.po"
            catalog = catalogs.read(file.read_bytes(), file.name)
            entries = tuple(
                entry if entry.obsolete or entry.text in leave else self._translated(entry, locale)
                for entry in catalog.entries
            )
            file.write_bytes(catalogs.write(replace(catalog, entries=entries)))

    @staticmethod
    def _translated(entry: Any, locale: str) -> Any:
        flags = tuple(flag for flag in entry.flags if flag != "fuzzy")
        return replace(
            entry, strings=(f"{entry.text} ({locale})",), flags=flags, previous_context=None, previous_text=None
        )

    def publish(self, later: timedelta = timedelta(0), **options: Any) -> Report:
        """Publish, some time after the last publish of this project."""
        self.now += later
        return publish(self.root, Options(now=self.now, **options))

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the command line in this project."""
        return subprocess.run(
            [sys.executable, "-m", "faqsync", *arguments],
            cwd=self.root,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def json(self, path: str) -> Any:
        return json.loads((self.outputs / path).read_bytes())

    def tree(self) -> dict[str, bytes]:
        """Every published file."""
        return tree(self.outputs)

    def texts(self) -> str:
        """All that is published, as one text."""
        return "\n".join(data.decode(errors="replace") for data in self.tree().values())


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but those whose name starts with a dot."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A site with two articles, translated into German, and one of them into Arabic."""
    made = Project(tmp_path / "site")
    made.config()
    made.article("aspirin")
    made.article("back-pain", category="pain")
    made.translate("de", "site", "aspirin", "back-pain")
    made.translate("ar", "site", "aspirin")
    return made


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample site, published once. Tests may read it, but not write it."""
    root = tmp_path_factory.mktemp("sample")
    for name in ("content", "locales"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "faqsync.toml", root)
    made = Project(root)
    made.now = datetime(2026, 7, 1, tzinfo=UTC)
    made.publish()
    return made


def command(name: str) -> str:
    """The path of a program from Debian; skips the test where it is missing, but in CI fails."""
    found = shutil.which(name)
    if found is None:
        message = f"{name} is not installed: `make test` installs it where it runs as root on Debian"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found
