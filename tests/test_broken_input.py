"""Broken input through the real command line: exit code 2, one clear line for each fault, and outputs/ as it was.

In a message that is expected, ``…`` stands for any text.
"""

import json
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import CONFIG, START, Project, article, paragraph

from faqsync.__main__ import main

Break = Callable[[Project], object]

LATER = START + timedelta(days=1)
ARTICLE = "content/aspirin.json"
CATALOG = "locales/de/LC_MESSAGES/aspirin.po"
SITE_CATALOG = "locales/de/LC_MESSAGES/site.po"


@pytest.fixture(scope="module")
def published() -> Iterator[Project]:
    """A site that is published; tests copy it."""
    with tempfile.TemporaryDirectory() as folder:
        made = Project(Path(folder))
        made.config()
        made.article("aspirin")
        made.article("back-pain", category="pain")
        made.translate("de", "site", "aspirin", "back-pain")
        made.translate("ar", "site", "aspirin")
        made.publish()
        yield made


@pytest.fixture
def site(published: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A copy of the published site, a day later."""
    shutil.copytree(published.root, tmp_path / "site")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(LATER.timestamp())))
    return Project(tmp_path / "site")


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(site: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The console script in this process, on the site: its exit code, and what it wrote to stdout and stderr."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["faqsync", "-C", str(site.root), *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        assert isinstance(ended.value.code, int)
        return ended.value.code, *capsys.readouterr()

    return call


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, but for the cache."""
    paths = (path for path in folder.rglob("*") if path.is_file() and folder / ".faqsync" not in path.parents)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def assert_told(stderr: str, *expected: str) -> None:
    lines = stderr.splitlines()
    assert len(lines) == len(expected), stderr
    for line, words in zip(lines, expected, strict=True):
        pattern = ".*".join(map(re.escape, words.split("…")))
        assert re.fullmatch(pattern, line), f"{line!r} is not {words!r}"


# --- ways to break a site ---------------------------------------------------------------------------------------


def write(path: str, data: str | bytes) -> Break:
    return lambda site: site.write(path, data)


def edit(path: str, old: str, new: str) -> Break:
    def change(site: Project) -> None:
        text = (site.root / path).read_text("utf-8")
        assert old in text
        site.write(path, text.replace(old, new, 1))

    return change


def cut(path: str, end: str) -> Break:
    """The file only as far as this text."""
    return lambda site: site.write(path, (site.root / path).read_text("utf-8").partition(end)[0])


def fields(**values: Any) -> Break:
    """Other fields in the article; None takes one out."""
    return lambda site: site.article("aspirin", **values)


def lead(*blocks: Any) -> Break:
    return fields(sections=[{"id": "lead", "blocks": list(blocks)}])


def folder(path: str) -> Break:
    """A folder where a file should be."""

    def change(site: Project) -> None:
        (site.root / path).unlink(missing_ok=True)
        (site.root / path).mkdir(parents=True)

    return change


def settings(text: str) -> Break:
    """More at the end of faqsync.toml."""
    return write("faqsync.toml", f"{CONFIG}\n{text}\n")


def config(old: str, new: str) -> Break:
    return edit("faqsync.toml", old, new)


def both(*breaks: Break) -> Break:
    return lambda site: [each(site) for each in breaks]


def text_of(id: str = "aspirin", **values: Any) -> str:
    return json.dumps(article(id, **values))


def withdrawn(replacement: str) -> dict[str, str]:
    return {"on": "2026-03-01T00:00:00Z", "reason": "Wrong", "replacement": replacement}


def section(id: str, **values: Any) -> dict[str, Any]:
    return {"id": id, "blocks": [paragraph("Text.")], **values}


# --- articles -----------------------------------------------------------------------------------------------------

JSON = [
    ("truncated", write(ARTICLE, text_of()[:60]), f"{ARTICLE}:1: it is not JSON: … in column …. Mend it at this place"),
    ("empty", write(ARTICLE, ""), f"{ARTICLE}:1: it is not JSON: Expecting value in column 1. Mend it…"),
    ("second line", write(ARTICLE, '{\n"id" 1}'), f"{ARTICLE}:2: it is not JSON: Expecting ':' delimiter…"),
    ("NaN", edit(ARTICLE, '"general"', "NaN"), f"{ARTICLE}: /category: NaN is not of type string. …"),
    (
        "huge number",
        edit(ARTICLE, '"general"', "7" * 5000),
        f"{ARTICLE}: it has a number with thousands of digits. Write…",
    ),
    (
        "duplicate keys",
        write(ARTICLE, text_of().replace('"id": "lead"', '"id": "lead", "id": "lead"')),
        f"{ARTICLE}: /sections/0: 'id' stands twice here. Keep one of them",
    ),
    (
        "byte order mark",
        write(ARTICLE, "\ufeff" + text_of()),
        f"{ARTICLE}:1: …byte order mark. Save it as UTF-8 without…",
    ),
    (
        "not UTF-8",
        write(ARTICLE, text_of(title="X").replace(",", ",\n", 2).replace("X", "Ü").encode("latin-1")),
        f"{ARTICLE}:3: this is not UTF-8. Save the file as UTF-8",
    ),
    ("bottomless", write(ARTICLE, "[" * 100_000), f"{ARTICLE}: it is nested too deep. See the schema…"),
    (
        "deep",
        edit(ARTICLE, '"general"', "[" * 700 + "]" * 700),
        f"{ARTICLE}: it is nested more than 50 deep. Take the brackets away…",
    ),
    ("a list", write(ARTICLE, "[]"), f"{ARTICLE}: (the whole document): [] is not of type object. One canonical…"),
    (
        "a folder",
        folder("content/x.json"),
        "content/x.json: it cannot be read (Is a directory). Make it a readable file",
    ),
]

SCHEMA = [
    (
        "wrong types",
        fields(draft="no", keywords="x", title=5),
        f'{ARTICLE}: /draft: "no" is not of type boolean. While true, the article is published nowhere.',
        f'{ARTICLE}: /keywords: "x" is not of type array. Words to find the article by…',
        f"{ARTICLE}: /title: 5 is not of type string. …",
    ),
    (
        "unknown keys",
        fields(titel="T", mood=1),
        f"{ARTICLE}: (the whole document): 'titel', 'mood' are not known here. Write 'title' or take it out; …",
    ),
    (
        "missing key",
        fields(category=None),
        f"{ARTICLE}: (the whole document): 'category' is missing. Add it. The id of one of the categories…",
    ),
    ("no sections", fields(sections=[]), f"{ARTICLE}: /sections: it is empty. Write something. The article's parts…"),
    (
        "empty section",
        fields(sections=[{"id": "lead"}]),
        f"{ARTICLE}: /sections/0: it has neither blocks nor questions. A part of the article…",
    ),
    (
        "block without type",
        lead({"text": "T"}),
        f"{ARTICLE}: /sections/0/blocks/0: 'type' is missing. Add it. What kind…",
    ),
    (
        "block that is a text",
        lead("T"),
        f'{ARTICLE}: /sections/0/blocks/0: "T" is not of type object. A paragraph, a list…',
    ),
    (
        "unknown kind of block",
        lead({"type": "video", "text": "T"}),
        f"{ARTICLE}: /sections/0/blocks/0/type: \"video\" is not allowed. Write one of 'paragraph', 'list', 'note', …",
    ),
    (
        "image elsewhere",
        lead({"type": "image", "file": "../x.png", "alt": "A", "width": 1, "height": 1}),
        f'{ARTICLE}: /sections/0/blocks/0/file: "../x.png" does not fit …. The file\'s name, relative to…',
    ),
    (
        "width of 1.0",
        lead({"type": "image", "file": "x.png", "alt": "A", "width": 1.0, "height": 1}),
        f"{ARTICLE}: /sections/0/blocks/0/width: 1.0 is not of type integer. The width in CSS pixels.",
    ),
]

RULES = [
    (
        "id of two files",
        both(write("content/more/aspirin.json", text_of())),
        "content/more/aspirin.json: /id: the id 'aspirin' is also that of content/aspirin.json. Rename…",
    ),
    (
        "id and file name",
        write(ARTICLE, text_of("cough")),
        f"{ARTICLE}: /id: the id 'cough' is not the file's name. …'aspirin'",
    ),
    (
        "reserved id",
        write("content/site.json", text_of("site")),
        'content/site.json: /id: "site" is reserved. …not `site`.',
    ),
    (
        "id of a question and a section",
        fields(
            sections=[
                {"id": "a", "questions": [{"id": "b", "question": "Q?", "answer": [paragraph("A.")]}]},
                section("b", heading="B"),
            ]
        ),
        f"{ARTICLE}: /sections/1/id: the id 'b' is there twice. Give one another id: sections and…",
    ),
    (
        "reserved section id",
        fields(sections=[section("title")]),
        f'{ARTICLE}: /sections/0/id: "title" is reserved. The section…',
    ),
    (
        "no such category",
        fields(category="feet"),
        f"{ARTICLE}: /category: there is no category 'feet'. Add it to faqsync.toml, or choose one of general, pain",
    ),
    (
        "cyclic replacement",
        both(
            fields(withdrawn=withdrawn("back-pain")),
            lambda site: site.article("back-pain", category="pain", withdrawn=withdrawn("aspirin")),
        ),
        f"{ARTICLE}: /withdrawn/replacement: the replacements lead back to this article. Let…",
        "content/back-pain.json: /withdrawn/replacement: the replacements lead back to this article. Let…",
    ),
    (
        "replacement of itself",
        fields(withdrawn=withdrawn("aspirin")),
        f"{ARTICLE}: /withdrawn/replacement: the replacements lead back to this article. …",
    ),
    (
        "no such replacement",
        fields(withdrawn=withdrawn("cough")),
        f"{ARTICLE}: /withdrawn/replacement: there is no article 'cough' to replace it. Name the id of an article",
    ),
    (
        "time without zone",
        fields(published="2026-01-15T09:00:00"),
        f"{ARTICLE}: /published: '2026-01-15T09:00:00' is no time of the calendar with a zone. Write it…",
    ),
    (
        "no such day",
        fields(published="2026-02-30T00:00:00Z"),
        f"{ARTICLE}: /published: '2026-02-30T00:00:00Z' is no time…",
    ),
    (
        "week date",
        fields(published="2026-W03-4T09:00:00Z"),
        f"{ARTICLE}: /published: '2026-W03-4T09:00:00Z' is no time…",
    ),
    ("first of all days", fields(published="0001-01-01T00:00:00+14:00"), f"{ARTICLE}: /published: '0001-… is no time…"),
    ("last of all days", fields(published="9999-12-31T23:59:59-14:00"), f"{ARTICLE}: /published: '9999-… is no time…"),
    (
        "no such day of review",
        fields(reviewed={"by": {"name": "N"}, "on": "2026-02-30"}),
        f"{ARTICLE}: /reviewed/on: '2026-02-30' is no day of the calendar. Write it like 2026-01-15",
    ),
    (
        "javascript: link",
        lead(paragraph("[x](JavaScript:alert)")),
        f"{ARTICLE}: /sections/0/blocks/0/text: the link to 'JavaScript:alert' is not allowed. Link to http:, …",
    ),
    (
        "disguised javascript: link",
        lead(paragraph("[x](&#106;avascript:alert)")),
        f"{ARTICLE}: /sections/0/blocks/0/text: the link to '…javascript:alert' is not allowed. Link to http:, …",
    ),
    (
        "relative link",
        fields(summary="[x](/y)"),
        f"{ARTICLE}: /summary: the link to '/y' is not allowed. Link to http:…",
    ),
    (
        "javascript: author",
        fields(authors=[{"name": "N", "url": "javascript:alert(1)"}]),
        f"{ARTICLE}: /authors/0/url: 'javascript:alert(1)' is no http: or https: address. Write an…",
    ),
    (
        "javascript: source",
        fields(sources=[{"title": "T", "url": "javascript:alert(1)"}]),
        f"{ARTICLE}: /sources/0/url: 'javascript:alert(1)' is no http: or https: address. Write an…",
    ),
    (
        "link to no article",
        lead(paragraph("[x](article:cough)")),
        f"{ARTICLE}: /sections/0/blocks/0/text: there is no article 'cough' to link to. Link to the id of an article",
    ),
    (
        "link to no question",
        lead(paragraph("[x](article:back-pain#why)")),
        f"{ARTICLE}: /sections/0/blocks/0/text: 'back-pain' has no section or question 'why'. Link to one that it has",
    ),
    (
        "reserved slug",
        fields(slug="topics"),
        f"{ARTICLE}: /slug: the address 'topics' is taken by the site itself. Choose…",
    ),
    (
        "slug that is a locale",
        fields(slug="pt-br"),
        f"{ARTICLE}: /slug: the address 'pt-br' is taken by the site itself. …",
    ),
    (
        "slug of another",
        lambda site: site.article("back-pain", category="pain", slug="aspirin"),
        "content/back-pain.json: /slug: the slug 'aspirin' is or was that of 'aspirin'. Choose one that was never used",
    ),
    ("other language", fields(language="de"), f"{ARTICLE}: /language: the language is 'de'. Write 'en': articles are…"),
    (
        "no heading",
        fields(sections=[section("a"), section("b")]),
        f"{ARTICLE}: /sections/1: the section has no heading. Add one; only the first may go without",
    ),
    (
        "no image",
        lead({"type": "image", "file": "x.png", "alt": "A", "width": 1, "height": 1}),
        f"{ARTICLE}: /sections/0/blocks/0/file: there is no file 'x.png'. Put it beside the article",
    ),
]

TEXTS = [
    ("control character", fields(title="a\ab"), f"{ARTICLE}: /title: it has the control character U+0007. Take it out"),
    (
        "line feed",
        lead(paragraph("a\nb")),
        f"{ARTICLE}: /sections/0/blocks/0/text: …control character U+000A. Write one paragraph, and a new block…",
    ),
    (
        "lone surrogate",
        write(ARTICLE, text_of(title="\ud800")),
        f"{ARTICLE}: /title: it has the control character U+D800. …",
    ),
    ("not NFC", fields(summary="e\u0301"), f"{ARTICLE}: /summary: it is not in Unicode NFC. Normalize it: é is one…"),
    ("blank at an end", fields(title="a\u00a0"), f"{ARTICLE}: /title: it has a blank at an end. Take the blank away"),
    (
        "hostile folder",
        both(write("content/a\nb/cough.json", text_of("cough"))),
        "content/a\\u000ab/cough.json: its path has the character U+000A. Rename the folder…",
    ),
]

# --- catalogs -----------------------------------------------------------------------------------------------------

CATALOGS = [
    (
        "string not closed",
        edit(CATALOG, 'much? (de)"', "much? (de)"),
        f"{CATALOG}:47: the string is not closed. End it with…",
    ),
    (
        "entry twice",
        edit(CATALOG, 'msgctxt "summary"\nmsgid "Summary of aspirin."', 'msgctxt "title"\nmsgid "Title of aspirin"'),
        f"{CATALOG}:24: the same message as in line 17. Keep one of the two",
    ),
    ("bad escape", edit(CATALOG, "much? (de)", r"much\q"), rf"{CATALOG}:47: \q is no escape. Write \\ for a backslash"),
    (
        "conflict markers",
        edit(CATALOG, 'msgctxt "lead"', '<<<<<<< HEAD\nmsgctxt "lead"'),
        f"{CATALOG}:31: a conflict marker of a merge. Resolve the conflict…",
    ),
    ("wrong charset", edit(CATALOG, "UTF-8", "ISO-8859-1"), f"{CATALOG}:1: the charset is ISO-8859-1. Convert…"),
    (
        "not UTF-8",
        lambda site: site.write(CATALOG, (site.root / CATALOG).read_bytes().replace(b"much? (de)", b"viel \xfc")),
        f"{CATALOG}:47: this is not UTF-8. Convert the file…",
    ),
    ("no header", write(CATALOG, ""), f"{CATALOG}:1: the file has no header. Begin it with…"),
    ("cut off", cut(CATALOG, 'msgstr "How much?'), f"{CATALOG}:46: the file ends after msgid…. Get the whole file…"),
    ("no catalog at all", write(CATALOG, "Hallo\n"), f"{CATALOG}:1: …'Hallo'…. …"),
    ("hostile escape", edit(CATALOG, "much? (de)", "much\\\x1b[2J"), f"{CATALOG}:47: \\\\u001b is no escape. …"),
    ("catalog of the site", write(SITE_CATALOG, 'msgid "x\n'), f"{SITE_CATALOG}:1: the string is not closed. …"),
    ("a folder", folder(CATALOG), f"{CATALOG}: it cannot be read (Is a directory). Make it a readable file"),
]

# --- faqsync.toml -------------------------------------------------------------------------------------------------

TOML = "faqsync.toml"
SETTINGS = [
    (
        "missing",
        lambda site: (site.root / TOML).unlink(),
        f"{TOML}: there is no such file in this folder. …`faqsync init`",
    ),
    ("a folder", folder(TOML), f"{TOML}: it cannot be read (Is a directory). Make it a readable file"),
    ("not TOML", write(TOML, "[site"), f"{TOML}: it is not TOML: Expected ']' …. Mend the file at this place"),
    ("not UTF-8", write(TOML, b"[site]\n\xff"), f"{TOML}:2: this is not UTF-8. Save the file as UTF-8"),
    ("bottomless", settings("[publish]\nbrake = " + "[" * 100_000), f"{TOML}: it is nested too deep. See the schema…"),
    ("deep", settings(f"[publish]\nbrake{'.a' * 700} = 1"), f"{TOML}: it is nested more than 50 deep. Take the…"),
    (
        "huge number",
        settings(f"[publish]\nbrake = {'7' * 5000}"),
        f"{TOML}: it has a number with thousands of digits. …",
    ),
    (
        "wrong types",
        both(config('["de", "ar"]', '"de"'), config('"A clinic"', "2026-01-01")),
        f'{TOML}: /site/locales: "de" is not of type array. The languages…',
        f'{TOML}: /site/title: "2026-01-01" is not of type string. The site\'s title…',
    ),
    (
        "unknown keys",
        both(settings("[publsh]"), config("[site]", "[site]\nhost = 1")),
        f"{TOML}: (the whole document): 'publsh' is not known here. Write 'publish' or take it out; …",
        f"{TOML}: /site: 'host' is not known here. Take it out; known are authority,…",
    ),
    (
        "two same categories",
        config('"pain"', '"general"'),
        f"{TOML}: /category/1/id: there are two categories 'general'. Give…",
    ),
    (
        "empty title",
        config('"Pain"', '""'),
        f"{TOML}: /category/1/title: it is empty. Write something. The category's…",
    ),
    (
        "blank title",
        config('"Pain"', '" "'),
        f"{TOML}: /category/1/title: it has a blank at an end. Take the blank away",
    ),
    (
        "no web address",
        config("https://faq", "ftp://faq"),
        f"{TOML}: /site/base_url: 'ftp://… is no http: or https: address. …",
    ),
    (
        "no host",
        config("https://faq.example.org/", "https://[::1/"),
        f"{TOML}: /site/base_url: 'https://[::1/' is no http:…",
    ),
    (
        "no port",
        config("example.org/", "example.org:99999/"),
        f"{TOML}: /site/base_url: 'https://… is no http: or https:…",
    ),
    (
        "query",
        config("example.org/", "example.org/?"),
        f"{TOML}: /site/base_url: the base URL has a query or a fragment. …",
    ),
    (
        "no authority",
        config("org,2026", "org"),
        f'{TOML}: /site/authority: "faq.example.org" does not fit …. The tagging entity…',
    ),
    (
        "no tag",
        config('"ar"', '"arab?"'),
        f"{TOML}: /site/locales/1: 'arab?' is not a well-formed BCP 47 tag. Write one, …",
    ),
    ("path for a tag", config('"ar"', '"../x"'), f"{TOML}: /site/locales/1: '../x' is not a well-formed BCP 47 tag. …"),
    ("same tag", config('"ar"', '"DE"'), f"{TOML}: /site/locales/1: 'DE' is listed twice. Name each locale once; …"),
    (
        "source among locales",
        config('"ar"', '"en"'),
        f"{TOML}: /site/locales/1: 'en' is listed twice. …source is not among…",
    ),
    (
        "reserved tag",
        config('"ar"', '"assets"'),
        f"{TOML}: /site/locales/1: the address 'assets' is taken by the site…. …",
    ),
    (
        "endless tag",
        config('"ar"', f'"x{"-aaaaaaaa" * 40}"'),
        f'{TOML}: /site/locales/1: "x-aaa… does not fit (maxLength 80). …',
    ),
    (
        "foreign locale",
        settings("[locale.fr]"),
        f"{TOML}: /locale/fr: 'fr' is not one of the site's locales. Add it to…",
    ),
    (
        "locale in two spellings",
        both(config('"ar"', '"pt-BR"'), lambda site: settings_added(site, "[locale.pt_BR]\n[locale.pt-BR]")),
        f"{TOML}: /locale/pt-BR: the locale 'pt-BR' has two tables. Make one of them",
    ),
    (
        "locale of a term",
        settings('[[term]]\ntext = "Pain"\nrequired = { "no tag" = ["Schmerz"] }'),
        f"{TOML}: /term/0/required/no tag: 'no tag' is not a well-formed BCP 47 tag. Write one…",
    ),
    (
        "locale of an answer",
        settings('[[ignore]]\ncheck = "numbers"\nlocale = "no tag"'),
        f"{TOML}: /ignore/0/locale: 'no tag' is not a well-formed BCP 47 tag. Write one…",
    ),
    (
        "below range",
        settings("[publish]\nfeed_items = 0"),
        f"{TOML}: /publish/feed_items: 0 does not fit (minimum 1). How many…",
    ),
    (
        "above range",
        settings("[publish]\nbrake = 1.5"),
        f"{TOML}: /publish/brake: 1.5 does not fit (maximum 1). The share…",
    ),
    ("no number", settings("[publish]\nbrake = nan"), f"{TOML}: /publish/brake: NaN is not of type number. The share…"),
    (
        "no integer",
        settings("[publish]\nfeed_items = 50.0"),
        f"{TOML}: /publish/feed_items: 50.0 is not of type integer. …",
    ),
    (
        "no such policy",
        settings('[publish]\nincomplete = "x"'),
        f"{TOML}: /publish/incomplete: \"x\" is not allowed. …'hold', …",
    ),
    (
        "parts",
        settings("[publish]\nbundle_parts = 7"),
        f"{TOML}: /publish/bundle_parts: 7 is not allowed. Write one of 1, 16, …",
    ),
]


def settings_added(site: Project, text: str) -> None:
    site.write(TOML, (site.root / TOML).read_text("utf-8") + text)


def table(*groups: list[tuple[Any, ...]]) -> list[Any]:
    return [pytest.param(breaks, messages, id=name) for group in groups for name, breaks, *messages in group]


@pytest.mark.parametrize(("breaks", "messages"), table(JSON, SCHEMA, RULES, TEXTS, CATALOGS, SETTINGS))
def test_what_a_person_wrote(site: Project, run: Run, breaks: Break, messages: list[str]) -> None:
    breaks(site)
    before = files(site.root)
    for command in (["publish"], ["check"], ["catalogs", "update"]):
        code, stdout, stderr = run(*command)
        assert (code, stdout) == (2, ""), command
        assert_told(stderr, *messages)
    assert files(site.root) == before


# --- what is published, and what it is dressed in -------------------------------------------------------------------


def published_file(path: str, data: bytes | None) -> Break:
    """A published file that holds something else, or is gone."""
    return lambda site: (site.outputs / path).unlink() if data is None else (site.outputs / path).write_bytes(data)


def outputs_is_a_file(site: Project) -> None:
    shutil.rmtree(site.outputs)
    site.outputs.write_text("x")


def outputs_leads_nowhere(site: Project) -> None:
    shutil.rmtree(site.outputs)
    site.outputs.symlink_to(site.root / "gone" / "gone")


def outputs_is_foreign(site: Project) -> None:
    shutil.rmtree(site.outputs)
    site.write("outputs/holiday.jpg", "x")


RESTORE = "Restore the published tree from a backup, or publish into an empty folder to start a new log"
OUTPUTS = [
    ("outputs is a file", outputs_is_a_file, "…outputs…: it cannot be written (File exists). Mend…"),
    ("outputs is a broken link", outputs_leads_nowhere, "…outputs…: it cannot be written (File exists). Mend…"),
    (
        "foreign files",
        outputs_is_foreign,
        "…/outputs: it holds files that are no release. Publish into an empty folder",
    ),
    ("log cut off", published_file("changes.json", b'{"log"'), f"changes.json: it cannot be read: …. {RESTORE}"),
    ("log of other things", published_file("changes.json", b"{}"), f"changes.json: it cannot be read: …. {RESTORE}"),
    ("page of the log gone", published_file("changes/1.json", None), f"changes/1.json: it is missing. {RESTORE}"),
    ("release not UTF-8", published_file("release.json", b"\xff"), f"release.json: it cannot be read: …. {RESTORE}"),
    (
        "manifest of a list",
        published_file("de/manifest.json", b"[]"),
        f"de/manifest.json: it cannot be read: …. {RESTORE}",
    ),
    (
        "release is a folder",
        folder("outputs/release.json"),
        "…release.json: Is a directory. Mend the file or its folder…",
    ),
]

GLOSSARIES = [
    (
        "glossary missing",
        settings('[checks]\nglossary = ["terms.csv"]'),
        "terms.csv: it cannot be read (No such file …). …",
    ),
    (
        "glossary of no terms",
        both(settings('[checks]\nglossary = ["terms.csv"]'), write("terms.csv", "de,fr\n")),
        "terms.csv:1: the first column is not “term”. …",
    ),
    (
        "glossary cut off",
        both(settings('[checks]\nglossary = ["terms.tbx"]'), write("terms.tbx", "<tbx>\n")),
        "terms.tbx:2: it is not XML: …. …",
    ),
]

TEMPLATES = "theme/templates"
THEME = [
    (
        "template that ends too soon",
        write(f"{TEMPLATES}/article.html", "\n{% if %}"),
        f"{TEMPLATES}/article.html:2: the template cannot be used: Expected an expression, …. Mend it, or remove it…",
    ),
    (
        "unknown filter",
        write(f"{TEMPLATES}/article.html", "{{ 1|no }}"),
        f"{TEMPLATES}/article.html:1: …'no'…. Mend it, …",
    ),
    ("template not UTF-8", write(f"{TEMPLATES}/article.html", b"\xff"), "theme…: …. Make its files readable, in UTF-8"),
    ("logo is a folder", folder("theme/logo.svg"), "theme…: it cannot be read (…). Make its files readable, in UTF-8"),
]


@pytest.mark.parametrize(("breaks", "messages"), table(OUTPUTS, GLOSSARIES, THEME))
def test_what_else_a_publish_reads(site: Project, run: Run, breaks: Break, messages: list[str]) -> None:
    breaks(site)
    before = files(site.root)
    code, stdout, stderr = run("publish")
    assert (code, stdout) == (2, "")
    assert_told(stderr, *messages)
    assert files(site.root) == before


# --- arguments ------------------------------------------------------------------------------------------------------

ARGUMENTS = [
    (["--now", "yesterday"], "--now: 'yesterday' is no time to publish at. Write it like 2026-01-15T09:00:00Z"),
    (["--now", "2026-03-02T00:00:00"], "--now: '2026-03-02T00:00:00' is no time to publish at. Write it like…"),
    (["--now", "9999-12-31T00:00:00Z"], "--now: '9999-12-31T00:00:00Z' is no time to publish at. Write it like…"),
    (
        ["--now", "2026-02-28T00:00:00Z"],
        "release.json: the release time 2026-02-28T00:00:00Z is before that of release 1. Give --now …, or…",
    ),
    (["--from", "gone"], "…release.json: there is no release here. …"),
    (["--from", "content"], "…release.json: there is no release here. …"),
    (["--from", "faqsync.toml"], "…release.json: there is no release here. …"),
]


@pytest.mark.parametrize(("arguments", "message"), ARGUMENTS, ids=[" ".join(each) for each, _ in ARGUMENTS])
def test_arguments(
    site: Project, run: Run, arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.root)
    before = files(site.root)
    code, stdout, stderr = run("publish", *arguments)
    assert (code, stdout) == (2, "")
    assert_told(stderr, message)
    assert files(site.root) == before


@pytest.mark.parametrize(
    "epoch", ["soon", "1e9", " ", "9" * 20, "9" * 5000, "253402300799"], ids=lambda text: text[:20]
)
def test_source_date_epoch(site: Project, run: Run, epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    before = files(site.root)
    code, _, stderr = run("publish")
    assert code == 2
    assert_told(stderr, f"SOURCE_DATE_EPOCH: '{epoch}' is no time to publish at. Give seconds since 1970")
    assert files(site.root) == before


# --- together, and through a process of its own -----------------------------------------------------------------------


def test_all_faults_of_all_files_are_told_at_once(site: Project, run: Run) -> None:
    site.article("aspirin", title=5, mood=1)
    site.article("back-pain", category="feet", slug="topics", summary="[x](data:y)")
    site.article("cough")
    site.write("content/cold.json", "{")
    site.write("locales/de/LC_MESSAGES/cough.po", 'msgid "x\n')
    site.write("locales/ar/LC_MESSAGES/cough.po", "")
    code, _, stderr = run("publish")
    assert code == 2
    assert_told(
        stderr,
        "content/aspirin.json: (the whole document): 'mood' is not known here. …",
        "content/aspirin.json: /title: 5 is not of type string. …",
        "content/back-pain.json: /slug: …",
        "content/back-pain.json: /category: …",
        "content/back-pain.json: /summary: …",
        "content/cold.json:1: it is not JSON: …",
        "locales/de/LC_MESSAGES/cough.po:1: …",
        "locales/ar/LC_MESSAGES/cough.po:1: …",
    )


@pytest.mark.parametrize(
    ("breaks", "message"),
    [
        (write(ARTICLE, "[" * 100_000), f"{ARTICLE}: it is nested too deep. …"),
        (write(ARTICLE, text_of(title="\ud800")), f"{ARTICLE}: /title: it has the control character U+D800. …"),
        (write(TOML, "[site"), f"{TOML}: it is not TOML: …"),
        (edit(CATALOG, "much? (de)", r"much\q"), f"{CATALOG}:47: …"),
        (outputs_is_a_file, "outputs…: it cannot be written (File exists). …"),
    ],
    ids=["JSON", "surrogate", "TOML", "PO", "outputs"],
)
def test_in_a_process_of_its_own(site: Project, breaks: Break, message: str) -> None:
    breaks(site)
    before = files(site.root)
    done = site.run("publish")
    assert (done.returncode, done.stdout) == (2, "")
    assert_told(done.stderr, message)
    assert files(site.root) == before


# --- rubbish ----------------------------------------------------------------------------------------------------------

ODD = [None, True, -1, 1e999, 10**400, "", " ", "\0", "\ud800", "*[x](y)", "x" * 10_000, [], {}, [[[]]], {"id": {}}]
TOKENS = [b'"', b"\\", b"\n", b"\0", b"\xff", b"[", b"{", b"= ", b"#~ ", b"#| ", b"msgid ", b"msgctxt ", b"msgstr[0] "]
TOKENS += [
    b"msgid_plural ",
    b"1979-05-27",
    b"nan",
    b"\x1b[2J",
    b"\xef\xbb\xbf",
    b"\xf0\x9f\x92\x8a",
    b"9" * 5000,
    b"(" * 3000,
]


def odd_values(dice: random.Random, data: bytes) -> bytes:
    """The JSON document with odd values in some of its places."""
    document = json.loads(data)
    for _ in range(dice.randint(1, 3)):
        place: Any = document
        while True:
            keys = list(place) if isinstance(place, dict) else range(len(place))
            key = dice.choice(keys)
            if not isinstance(place[key], dict | list) or not place[key] or dice.random() < 0.2:
                break
            place = place[key]
        place[key] = dice.choice(ODD)
        if isinstance(place, dict) and dice.random() < 0.2:
            place[dice.choice(["", "id", "\0", "type"])] = place.pop(key)
    return json.dumps(document).encode()


def odd_bytes(dice: random.Random, data: bytes) -> bytes:
    """The file with pieces of it lost, doubled, moved, or rubbish in their place."""
    for _ in range(dice.randint(1, 4)):
        start, end = sorted(dice.randint(0, len(data)) for _ in range(2))
        end = min(end, start + dice.choice([0, 1, 5, 500]))
        middle = dice.choice([b"", data[start:end] * 2, dice.choice(TOKENS), dice.randbytes(3)])
        data = data[:start] + middle + data[end:]
    return data


@pytest.mark.parametrize(
    ("path", "change"),
    [(ARTICLE, odd_values), (ARTICLE, odd_bytes), (TOML, odd_bytes), (CATALOG, odd_bytes), (SITE_CATALOG, odd_bytes)],
    ids=["values of an article", "article", "faqsync.toml", "catalog", "catalog of the site"],
)
def test_rubbish_is_published_or_told(
    site: Project, run: Run, path: str, change: Callable[[random.Random, bytes], bytes]
) -> None:
    good = (site.root / path).read_bytes()
    for seed in range(60):
        site.write(path, change(random.Random(seed), good))
        code, _, stderr = run("check")
        assert code in (0, 1, 2), seed
        assert all("…" in line or ". " in line for line in stderr.splitlines()), seed
