"""Each input is changed in turn: a publish that remembers gives what one gives that does not."""

import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import ROOT, Project, paragraph

from faqsync import schemas
from faqsync.publish import fingerprints

HOUR = timedelta(hours=1)


def png(grey: int) -> bytes:
    """An image of one pixel; all of them are of one size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes((0, grey)), 0))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def site(project: Project) -> Project:
    """A site that has everything which can be changed, and was published."""
    image = {"type": "image", "file": "spine.png", "alt": "A spine", "width": 1, "height": 1}
    project.write("content/spine.png", png(0))
    project.article("spine", sections=[{"id": "lead", "blocks": [paragraph("Look."), image]}])
    project.write("theme/own.css", "h1 { color: navy }")
    project.write("theme/logo.png", png(1))
    project.write("theme/templates/article.html", template("Call us."))
    project.translate("de", "site", "spine")
    project.translate("ar", "back-pain", leave=("How much?",))
    project.article("tea")
    project.translate("de", "tea")
    replace("locales/de/LC_MESSAGES/tea.po", "400 mg of tea. (de)", "900 mg of tea. (de)")(project)
    project.publish()
    return project


def template(text: str) -> str:
    return f'{{% extends "faqsync/article.html" %}}{{% block colophon %}}{{{{ super() }}}}<p>{text}</p>{{% endblock %}}'


def replace(path: str, old: str, new: str) -> Callable[[Project], None]:
    def change(site: Project) -> None:
        file = site.root / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    return change


def write(path: str, data: str | bytes) -> Callable[[Project], None]:
    return lambda site: site.write(path, data)


def remove(path: str) -> Callable[[Project], None]:
    return lambda site: (site.root / path).unlink()


def configure(old: str, new: str) -> Callable[[Project], None]:
    return replace("faqsync.toml", old, new)


def set_key(line: str) -> Callable[[Project], None]:
    """A line that the table [site] did not have."""
    return configure('title = "A clinic"', f'title = "A clinic"\n{line}')


def add_table(text: str) -> Callable[[Project], None]:
    return configure('[[category]]\nid = "general"', f'{text}\n\n[[category]]\nid = "general"')


FILES = {
    "an article": replace("content/aspirin.json", "400 mg", "200 mg"),
    "a catalog": replace("locales/de/LC_MESSAGES/aspirin.po", "How much? (de)", "Wie viel?"),
    "the header of a catalog": replace(
        "locales/de/LC_MESSAGES/aspirin.po", "Last-Translator: ", "Last-Translator: Ann"
    ),
    "no catalog": remove("locales/de/LC_MESSAGES/aspirin.po"),
    "the catalog of the site": replace("locales/de/LC_MESSAGES/site.po", "A clinic (de)", "Eine Klinik"),
    "an image": write("content/spine.png", png(2)),
    "a stylesheet": write("theme/own.css", "h1 { color: gray }"),
    "another stylesheet": write("theme/more.css", "h2 { color: gray }"),
    "no stylesheet": remove("theme/own.css"),
    "the logo": write("theme/logo.png", png(2)),
    "no logo": remove("theme/logo.png"),
    "a template": write("theme/templates/article.html", template("Write us.")),
    "no template": remove("theme/templates/article.html"),
}
CONFIG = {
    "base_url": configure("https://faq.example.org/", "https://clinic.example/faq/"),
    "title": configure('"A clinic"', '"Another clinic"'),
    "description": set_key('description = "Answers."'),
    "license": set_key('license = "https://example.org/license"'),
    "hub": set_key('hub = "https://hub.example.org/"'),
    "publisher": configure('"The clinic"', '"The hospital"'),
    "publisher.url": configure('name = "The clinic"', 'name = "The clinic", url = "https://clinic.example/"'),
    "publisher.logo": configure('name = "The clinic"', 'name = "The clinic", logo = "https://clinic.example/l.png"'),
    "locales": configure('["de", "ar"]', '["ar", "de", "fr"]'),
    "fewer locales": configure('["de", "ar"]', '["de"]'),
    "category.title": configure('title = "General"', 'title = "Everything"'),
    "category.description": configure('title = "General"', 'title = "General"\ndescription = "Everything."'),
    "incomplete": add_table('[publish]\nincomplete = "source"'),
    "feed_items": add_table("[publish]\nfeed_items = 1"),
    "bundle_parts": add_table("[publish]\nbundle_parts = 16"),
    "locale.incomplete": add_table('[locale.ar]\nincomplete = "source"'),
    "ignore": add_table('[[ignore]]\ncheck = "numbers"\narticle = "tea"'),
}


def full(site: Project, executable: Path | None = None) -> dict[str, bytes]:
    """What a publish makes of the site an hour later that remembers nothing."""
    other = Project(site.root.parent / "full")
    shutil.copytree(site.root, other.root, ignore=shutil.ignore_patterns(".*"))
    other.now = site.now
    run(other, executable)
    return other.tree()


def run(site: Project, package: Path | None) -> None:
    """Publish an hour later, by the faqsync in a folder or by our own."""
    if package is None:
        site.publish(HOUR, brake=False)
    else:
        now = f"{site.now + HOUR:%Y-%m-%dT%H:%M:%SZ}"
        done = site.run("publish", "--now", now, PYTHONPATH=str(package))
        assert done.returncode == 1, "a check keeps something of this site back"


@pytest.mark.parametrize("change", [*FILES.values(), *CONFIG.values()], ids=[*FILES, *CONFIG])
def test_what_the_site_owns(site: Project, change: Callable[[Project], None]) -> None:
    before = site.tree()
    change(site)
    whole = full(site)
    site.publish(HOUR, brake=False)
    assert site.tree() == whole
    assert site.tree() != before


def test_time_alone(site: Project) -> None:
    """A tombstone ends, an embargo ends, a withdrawal is due."""
    (site.root / "content/back-pain.json").unlink()
    site.article("flu", published="2026-03-05T00:00:00Z")
    site.article("cough", withdrawn={"on": "2026-03-07T00:00:00Z", "reason": "Wrong"})
    site.publish(HOUR)
    for _ in range(3):
        site.now += timedelta(days=150)
        whole = full(site)
        site.publish(HOUR)
        assert site.tree() == whole
        shutil.rmtree(site.root.parent / "full")


def test_another_history(site: Project, tmp_path: Path) -> None:
    """The tree is replaced by an older release of itself, as when a server is set back."""
    shutil.copytree(site.outputs, tmp_path / "older")
    site.article("aspirin", title="Edited")
    site.publish(HOUR)
    site.article("aspirin", title="Edited again")
    shutil.rmtree(site.outputs)
    (tmp_path / "older").rename(site.outputs)
    whole = full(site)
    site.publish(HOUR)
    assert site.tree() == whole


# --- the program ---------------------------------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A folder with a faqsync of its own."""
    folder = tmp_path / "installed"
    shutil.copytree(ROOT / "faqsync", folder / "faqsync", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    return folder


def test_another_template_of_faqsync(site: Project, package: Path) -> None:
    run(site, package)
    template = next(package.rglob("article.html"))
    template.write_text(template.read_text("utf-8").replace("<article", '<article data-new=""', 1), "utf-8")
    site.now += HOUR
    whole = full(site, package)
    run(site, package)
    assert site.tree() == whole
    assert "data-new" in site.texts()


@pytest.mark.parametrize("pattern", ["*.py", "*.html", "*.css", "*.po", "*.toml"])
def test_a_file_of_faqsync(package: Path, monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
    """Any of them, whatever it is for."""
    monkeypatch.setattr(fingerprints, "_PACKAGE", package / "faqsync")
    before = fingerprints.of_program.__wrapped__()
    file = sorted((package / "faqsync").rglob(pattern))[-1]
    file.write_bytes(file.read_bytes() + b"\n")
    edited = fingerprints.of_program.__wrapped__()
    file.rename(file.with_name(f"new-{file.name}"))
    assert len({before, edited, fingerprints.of_program.__wrapped__()}) == 3


def test_a_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprints.of_program.__wrapped__()
    monkeypatch.setattr(schemas, "schema_bytes", lambda _: b"{}")
    assert fingerprints.of_program.__wrapped__() != before


@pytest.mark.parametrize("library", fingerprints.LIBRARIES)
def test_another_version_of_a_library(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    before = fingerprints.of_program.__wrapped__()
    version = fingerprints.version
    monkeypatch.setattr(fingerprints, "version", lambda name: "0" if name == library else version(name))
    assert fingerprints.of_program.__wrapped__() != before


HARMLESS = set(
    "attrs click idna jsonschema-specifications rapidfuzz referencing rpds-py setuptools typing-extensions".split()
)
"""What a publish loads, but no byte of it hangs on."""


def test_no_library_is_left_out(project: Project) -> None:
    names = """
import sys
from importlib.metadata import packages_distributions
from faqsync.cli import run
sys.argv = ["faqsync", "publish"]
assert run() == 0
known = packages_distributions()
print(*sorted({name for module in sys.modules for name in known.get(module.partition(".")[0], ())}))
"""
    done = subprocess.run([sys.executable, "-c", names], cwd=project.root, capture_output=True, text=True, check=True)
    loaded = {name.lower().replace("_", "-") for name in done.stdout.splitlines()[-1].split()}
    assert loaded - HARMLESS - {"faqsync"} == set(fingerprints.LIBRARIES)
