"""A new site publishes at once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Project

from faqsync import config, schemas
from faqsync.errors import InvalidInput
from faqsync.starter import make_site

URL = "https://faq.example.org/"


def test_a_new_site_publishes_at_once_and_can_be_translated(tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "faqsync", *arguments], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout

    now = ("--now", "2026-03-01T00:00:00Z")
    assert "Next: faqsync -C clinic publish" in run("init", "clinic", "--locale", "de", "--locale", "pt_BR", *now)
    assert "Published: en 1, de 0, pt-BR 0." in run("-C", "clinic", "publish", *now)
    assert "locales/pt_BR/LC_MESSAGES/your-first-visit.po" in run("-C", "clinic", "catalogs", "update")
    site = Project(tmp_path / "clinic")
    site.translate("de", "site", "your-first-visit")
    assert "Published: en 1, de 1, pt-BR 0." in run("-C", "clinic", "publish", *now)
    assert "outputs is whole" in run("-C", "clinic", "verify")


def test_the_files_of_a_new_site(tmp_path: Path) -> None:
    made = make_site(tmp_path / "a" / "b", "https://clinic.example:8443/faq", ("pt-BR",), 2026)
    assert [path.relative_to(tmp_path / "a" / "b").as_posix() for path in made] == [
        ".gitignore",
        "content/your-first-visit.json",
        "faqsync.toml",
        "schemas/article.schema.json",
        "schemas/site.schema.json",
    ]
    site = config.read_site(tmp_path / "a" / "b")
    assert site.base_url == "https://clinic.example:8443/faq/"
    assert site.authority == "clinic.example,2026"
    assert site.locales == ("en", "pt-BR")


def test_an_editor_finds_the_schema_that_an_article_names(tmp_path: Path) -> None:
    make_site(tmp_path, URL, (), 2026)
    article = tmp_path / "content/your-first-visit.json"
    named = article.parent / json.loads(article.read_bytes())["$schema"]
    assert named.read_bytes() == schemas.schema_bytes("article")


@pytest.mark.parametrize(
    ("base_url", "locales", "message"),
    [
        ("clinic.example", (), "--base-url: 'clinic.example' is no web address"),
        ('https://x.example/"\n[evil]', (), "--base-url: .* is no web address"),
        ("https://x.example/?a", (), "/site/base_url: the base URL has a query"),
        ("https://[::1]/", (), "/site/authority: .* does not fit"),
        (URL, ("no tag",), "/site/locales/0: 'no tag' is not a well-formed BCP 47 tag"),
        (URL, ('de"]\nx = ["',), "/site/locales/0: .* is not a well-formed BCP 47 tag"),
        (URL, ("de", "DE"), "/site/locales/1: 'DE' is listed twice"),
        (URL, ("en",), "/site/locales/0: 'en' is listed twice"),
        (URL, ("assets",), "/site/locales/0: the address 'assets' is taken"),
    ],
)
def test_what_makes_no_site_makes_no_file(
    tmp_path: Path, base_url: str, locales: tuple[str, ...], message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        make_site(tmp_path / "new", base_url, locales, 2026)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("used", ["a file", "a folder that is in use"])
def test_what_is_there_is_left_alone(tmp_path: Path, used: str) -> None:
    place = tmp_path / "site"
    file = place if used == "a file" else place / "notes.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_text("mine")
    with pytest.raises(InvalidInput, match="it is not an empty folder"):
        make_site(place, URL, (), 2026)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]
