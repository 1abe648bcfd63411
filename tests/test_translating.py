"""Catalogs on their way: updates, pseudo-locales, what comes back from elsewhere, and git merges."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Project, command

from faqsync import catalogs
from faqsync.errors import InvalidInput
from faqsync.model import Catalog, Entry
from faqsync.pseudo import pseudo_text
from faqsync.records import replace
from faqsync.translating import bring_in_files, merge_files, update_catalogs


def catalog_path(project: Project, locale: str, name: str) -> Path:
    return project.root / "locales" / locale / "LC_MESSAGES" / f"{name}.po"


def read(path: Path) -> Catalog:
    return catalogs.read(path.read_bytes(), path.name)


def edit(path: Path, **strings: str) -> None:
    """Translate the messages of these contexts, whole."""
    found = read(path)
    entries = (replace(each, strings=(strings.get(each.context or "", each.strings[0]),)) for each in found.entries)
    path.write_bytes(catalogs.write(replace(found, entries=tuple(entries))))


def string(path: Path, context: str) -> str:
    return next(each.strings[0] for each in read(path).entries if each.context == context)


# --- pseudo-locales -------------------------------------------------------------------------------------------------


def test_pseudo_catalogs_are_written_beside_the_others(project: Project) -> None:
    project.article("cough")
    assert "locales/de/LC_MESSAGES/cough.po" in (changed := update_catalogs(project.root, pseudo=True))
    for locale in ("en_XA", "ar_XB"):
        assert {path for path in changed if locale in path} == {
            f"locales/{locale}/LC_MESSAGES/{name}.po" for name in ("site", "aspirin", "back-pain", "cough")
        }
    assert string(catalog_path(project, "en_XA", "cough"), "title") == "⟦ Ţííţłéé óóƒ çóóúúğĥ ⟧"
    assert update_catalogs(project.root, pseudo=True) == []


def test_pages_in_a_pseudo_locale_have_no_plain_text_of_ours(project: Project) -> None:
    """What is left as it was is not translatable: the publisher's name, and what the author did not write as text."""
    project.config(('["de", "ar"]', '["en-XA", "ar-XB"]'), ('title = "A clinic"', 'title = "Clinic"'))
    update_catalogs(project.root)
    assert project.publish().published == {"en": 2, "en-XA": 2, "ar-XB": 2}
    page = (project.outputs / "en-XA/aspirin/index.html").read_text("utf-8")
    assert pseudo_text("Lead of aspirin.", "en-XA") in page
    for plain in ("Lead of", "How much", "Skip to content", "On this page", "Clinic<"):
        assert plain not in page
    assert "400 ɱğ" in page
    assert "The clinic" in page
    assert '<html lang="ar-XB" dir="rtl">' in (project.outputs / "ar-XB/aspirin/index.html").read_text("utf-8")


def test_pseudo_catalogs_of_the_site_follow_its_texts_without_being_asked(project: Project) -> None:
    project.config(('["de", "ar"]', '["en-XA"]'))
    update_catalogs(project.root)
    project.article("aspirin", title="Other")
    update_catalogs(project.root)
    found = read(catalog_path(project, "en_XA", "aspirin"))
    assert not any(each.fuzzy or each.obsolete for each in found.entries)
    assert project.publish().published["en-XA"] == 2


# --- bringing in ------------------------------------------------------------------------------------------------------


@pytest.fixture
def download(project: Project, tmp_path: Path) -> Path:
    """The German catalog of aspirin as a platform gives it back: headers and comments gone; ours has lost the title."""
    path = catalog_path(project, "de", "aspirin")
    found = read(path)
    entries = tuple(Entry(context=each.context, text=each.text, strings=each.strings) for each in found.entries)
    headers = (("Content-Type", "text/plain; charset=UTF-8"), ("Language", "de"))
    file = tmp_path / "aspirin.po"
    file.write_bytes(catalogs.write(Catalog(headers=headers, entries=entries)))
    edit(path, title="")
    return file


def test_what_is_lacking_is_brought_in(project: Project, download: Path) -> None:
    (brought,) = bring_in_files(project.root, [download])
    assert (brought.into, brought.count) == ("locales/de/LC_MESSAGES/aspirin.po", 1)
    assert (brought.differing, brought.unknown) == ((), ())
    assert string(catalog_path(project, "de", "aspirin"), "title") == "Title of aspirin (de)"
    assert project.publish().published["de"] == 2


def test_what_is_there_is_never_overwritten_and_the_rest_is_told(project: Project, download: Path) -> None:
    edit(catalog_path(project, "de", "aspirin"), summary="Neuer.")
    edit(download, lead="Alter Anfang.")
    project.article("aspirin", sections=[{"id": "lead", "blocks": [{"type": "paragraph", "text": "New lead."}]}])
    done = project.run("catalogs", "bring-in", str(download))
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == f"locales/de/LC_MESSAGES/aspirin.po: 1 brought in from {download}"
    assert lines[1].endswith(": summary: left out, it has another one")
    assert lines[2].endswith(": lead: left out, it is no message of today")
    assert len(lines) == 3, "what is kept as obsolete is not left out"
    assert string(catalog_path(project, "de", "aspirin"), "summary") == "Neuer."


def test_who_brings_in_a_later_revision_is_named(project: Project, download: Path) -> None:
    headers = {"PO-Revision-Date": "2026-02-01 10:00+0000", "Last-Translator": "Eva Roth <eva@x.example>"}
    found = read(download)
    download.write_bytes(catalogs.write(replace(found, headers=(*found.headers, *headers.items()))))
    bring_in_files(project.root, [download])
    found = read(catalog_path(project, "de", "aspirin"))
    assert {name: found.header(name) for name in headers} == headers


def test_two_files_for_one_catalog_both_count(project: Project, download: Path, tmp_path: Path) -> None:
    edit(catalog_path(project, "de", "aspirin"), title="", summary="")
    first, second = tmp_path / "a" / "aspirin.po", tmp_path / "b" / "aspirin.po"
    for file, gap in ((first, "title"), (second, "summary")):
        file.parent.mkdir()
        file.write_bytes(download.read_bytes())
        edit(file, **{gap: ""})
    assert [each.count for each in bring_in_files(project.root, [first, second])] == [1, 1]
    assert project.publish().published["de"] == 2


@pytest.mark.parametrize(
    ("name", "locale", "message"),
    [
        ("nothing.po", None, "there is no article 'nothing'"),
        ("aspirin.po", "fr", "its language is 'fr'.*one of de, ar"),
        ("aspirin.po", "en", "its language is 'en'"),
        ("aspirin.po", "no tag", "its language is 'no tag'"),
    ],
)
def test_a_file_that_fits_nowhere_is_refused_and_nothing_is_written(
    project: Project, download: Path, name: str, locale: str | None, message: str
) -> None:
    before = catalog_path(project, "de", "aspirin").read_bytes()
    other = download.with_name(name)
    other.write_bytes(download.read_bytes())
    with pytest.raises(InvalidInput, match=message):
        bring_in_files(project.root, [download, other], locale)
    assert catalog_path(project, "de", "aspirin").read_bytes() == before


def test_a_language_may_be_given_in_either_spelling(project: Project, download: Path) -> None:
    project.config(('["de", "ar"]', '["de", "pt-BR"]'))
    (brought,) = bring_in_files(project.root, [download], "pt_BR")
    assert (brought.into, brought.count) == ("locales/pt_BR/LC_MESSAGES/aspirin.po", 6)


# --- git ------------------------------------------------------------------------------------------------------------


class Repository:
    """A git repository of the project, with its merge driver as docs/translating.md has it."""

    def __init__(self, project: Project) -> None:
        self.git_program = command("git")
        self.root = project.root
        project.write(".gitattributes", "*.po merge=faqsync\n")
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "merge.faqsync.name", "gettext catalogs")
        self.git("config", "merge.faqsync.driver", f"{sys.executable} -m faqsync catalogs merge %O %A %B")
        self.commit("Begin")

    def git(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        names = {f"GIT_{who}_{what}": "t@x.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        environment = os.environ | names | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        return subprocess.run(
            [self.git_program, *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=check,
        )

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)


@pytest.fixture
def repository(project: Project) -> Repository:
    return Repository(project)


def test_git_merges_two_translators(project: Project, repository: Repository) -> None:
    path = catalog_path(project, "de", "aspirin")
    repository.git("checkout", "--quiet", "-b", "theirs")
    edit(path, title="Ihr Titel", summary="Dasselbe.", lead="Ihr Anfang")
    repository.commit("Theirs")
    repository.git("checkout", "--quiet", "main")
    edit(path, title="Unser Titel", summary="Dasselbe.", **{"faq/heading": "Unsere Fragen"})
    repository.commit("Ours")
    done = repository.git("merge", "theirs")
    assert "title: two translations, shown together as fuzzy" in done.stdout + done.stderr
    found = {each.context: each for each in read(path).entries}
    assert found["lead"].strings == ("Ihr Anfang",)
    assert found["faq/heading"].strings == ("Unsere Fragen",)
    assert (found["summary"].strings, found["summary"].fuzzy) == (("Dasselbe.",), False)
    assert found["title"].fuzzy
    assert {"Unser Titel", "Ihr Titel"} <= set(found["title"].strings[0].splitlines())
    assert repository.git("status", "--porcelain").stdout == ""


def test_git_merges_a_catalog_that_both_have_added(project: Project, repository: Repository) -> None:
    project.article("cough")
    repository.commit("An article")
    path = catalog_path(project, "de", "cough")
    for branch, context in (("theirs", "title"), ("ours", "summary")):
        repository.git("checkout", "--quiet", "-b", branch, "main")
        update_catalogs(project.root)
        edit(path, **{context: f"{context} auf Deutsch"})
        repository.commit(branch)
    repository.git("merge", "theirs")
    assert (string(path, "title"), string(path, "summary")) == ("title auf Deutsch", "summary auf Deutsch")


def test_git_is_told_where_a_side_is_no_catalog(project: Project, repository: Repository) -> None:
    path = catalog_path(project, "de", "aspirin")
    repository.git("checkout", "--quiet", "-b", "theirs")
    path.write_bytes(path.read_bytes() + b'msgid "torn\n')
    repository.commit("Theirs")
    repository.git("checkout", "--quiet", "main")
    edit(path, title="Unser Titel")
    repository.commit("Ours")
    done = repository.git("merge", "theirs", check=False)
    assert done.returncode == 1
    assert "CONFLICT" in done.stdout
    assert string(path, "title") == "Unser Titel"


def test_the_faults_of_all_sides_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("base.po", "ours.po", "theirs.po")]
    for file in files[1:]:
        file.write_text("nonsense")
    with pytest.raises(InvalidInput) as error:
        merge_files(*files)
    assert {Path(fault.file).name for fault in error.value.faults} == {"base.po", "ours.po", "theirs.po"}
    assert files[1].read_text() == "nonsense"
