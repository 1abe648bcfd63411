"""The command line: what a person reads, and what a script gets. Broken input is tried in test_broken_input.py."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from conftest import Project

from faqsync import __version__
from faqsync.__main__ import main
from faqsync.cli import cli
from faqsync.errors import Fault

NOW = "2026-03-01T12:00:00Z"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The console script in this process, in the project: its exit code, and what it wrote to stdout and stderr."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772366400")
    monkeypatch.chdir(project.root)

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["faqsync", *arguments])
        code: object = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        assert isinstance(code, int)
        return code, *capsys.readouterr()

    return call


# --- help -----------------------------------------------------------------------------------------------------------


def commands(command: click.Command, *names: str) -> Iterator[tuple[str, ...]]:
    """The names of every command, groups included."""
    yield names
    for name, child in command.commands.items() if isinstance(command, click.Group) else ():
        yield from commands(child, *names, name)


@pytest.mark.parametrize("names", list(commands(cli)), ids=lambda names: " ".join(names) or "faqsync")
def test_help_says_what_every_command_and_option_is_for(run: Run, names: tuple[str, ...]) -> None:
    code, out, err = run(*names, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: faqsync {' '.join(names)}".rstrip())
    assert "..." not in out.partition("\n")[2], "a help text is cut off"
    command: click.Command = cli
    for name in names:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    assert command.help
    assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []


def test_the_version(run: Run) -> None:
    for arguments in (["--version"], ["-C", ".", "--version"]):
        assert run(*arguments) == (0, f"faqsync {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-C", "."], "Missing command"),
        (["nonsense"], "No such command 'nonsense'"),
        (["publish", "--nonsense"], "No such option"),
        (["publish", "--now"], "Option '--now' requires an argument"),
        (["status", "--format", "xml"], "'xml' is not one of 'text', 'json'"),
        (["-C", "faqsync.toml", "publish"], "is a file"),
        (["verify", "faqsync.toml"], "is a file"),
        (["init"], "Missing argument 'FOLDER'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_is_typed_wrong_is_told(run: Run, arguments: list[str], message: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err


# --- publish --------------------------------------------------------------------------------------------------------


def test_publish_tells_what_it_did_and_a_new_log_loudly(run: Run) -> None:
    code, out, err = run("publish")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "publish  ar       aspirin"
    assert lines[5].startswith(
        "held     ar       back-pain: 6 of 6 messages not current; title: there is no translation"
    )
    assert lines[-1].startswith("Release 1: ")
    assert lines[-1].endswith(" files. Published: en 2, de 2, ar 1.")
    assert "NEW log" in err


def test_publishing_again_says_so_and_nothing_on_stderr(run: Run) -> None:
    run("publish")
    code, out, err = run("publish")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "Nothing has changed since release 1. Published: en 2, de 2, ar 1."


def test_a_dry_run_tells_what_would_be_and_writes_nothing(run: Run, project: Project) -> None:
    code, out, err = run("publish", "--dry-run")
    assert (code, err) == (0, "")
    assert "would publish  de       aspirin\n" in out
    assert "held     ar       back-pain: " in out
    assert out.endswith("Dry run: nothing was written. Would be published: en 2, de 2, ar 1.\n")
    assert not project.outputs.exists()


def test_the_brake_is_released_by_yes(run: Run, project: Project) -> None:
    for number in range(4):
        project.article(f"article-{number}")
    assert run("publish")[0] == 0
    for number in range(4):
        (project.root / f"content/article-{number}.json").unlink()
    code, out, err = run("publish")
    assert (code, out) == (2, "")
    assert err.startswith("en: 4 of 6 published articles would be held or withdrawn: article-0 (withdraw), ")
    assert err.endswith("If this is meant, publish with --yes\n")
    code, out, _ = run("publish", "--yes")
    assert code == 0
    assert "withdraw en       article-0: removed\n" in out


def test_from_another_folder(run: Run, project: Project, tmp_path: Path) -> None:
    run("publish")
    project.outputs.rename(tmp_path / "live")
    code, out, err = run("publish", "--from", str(tmp_path / "live"))
    assert (code, err) == (0, "")
    assert "Nothing has changed since release 1." in out
    assert run("verify") == (0, "outputs is whole.\n", "")


def test_any_folder_by_its_path(run: Run, project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("-C", "site", "publish")[0] == 0
    assert run("-C", str(project.root), "verify")[1] == f"{project.outputs} is whole.\n"
    code, _, err = run("publish")
    assert code == 2
    assert err.startswith("faqsync.toml: there is no such file in this folder. ")


# --- check, status, verify, catalogs --------------------------------------------------------------------------------


def test_check_writes_nothing(run: Run, project: Project) -> None:
    before = {path for path in project.root.rglob("*") if ".faqsync" not in path.parts}
    assert run("check")[0] == 0
    assert {path for path in project.root.rglob("*") if ".faqsync" not in path.parts} == before


def status(run: Run, *arguments: str) -> dict[tuple[str, str], dict[str, object]]:
    code, out, err = run("status", "--format", "json", *arguments)
    assert (code, err) == (0, "")
    return {(row["locale"], row["article"]): row for row in json.loads(out)["status"]}


def test_status_as_json(run: Run) -> None:
    found = status(run)
    assert list(found) == [(locale, name) for locale in ("de", "ar") for name in ("aspirin", "back-pain", "site")]
    assert found["de", "aspirin"] == {
        "locale": "de",
        "article": "aspirin",
        "state": "published",
        "current": 6,
        "stale": 0,
        "missing": 0,
        "percent": 100,
        "words_left": 0,
        "reason": None,
    }
    assert found["ar", "back-pain"]["state"] == "held"
    assert found["ar", "back-pain"]["reason"] == "title: there is no translation"


def test_status_tells_stale_from_missing_and_rounds_down(run: Run, project: Project) -> None:
    document = (project.root / "content/aspirin.json").read_text("utf-8")
    project.write("content/aspirin.json", document.replace("400 mg", "200 mg"))
    row = status(run)["de", "aspirin"]
    assert (row["current"], row["stale"], row["missing"], row["percent"]) == (5, 1, 0, 83)
    assert row["reason"] == "faq/how-much/answer: the source text has changed"


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"draft": True}, "draft"),
        ({"published": "2026-03-01T12:00:01Z"}, "embargo"),
        ({"published": NOW}, "published"),
        ({"withdrawn": {"on": NOW, "reason": "R"}}, "withdrawn"),
        ({"withdrawn": {"on": "2026-03-01T12:00:01Z", "reason": "R"}}, "published"),
    ],
    ids=["draft", "embargo", "due", "withdrawn", "not yet withdrawn"],
)
def test_status_at_a_time(run: Run, project: Project, fields: dict[str, object], state: str) -> None:
    project.article("aspirin", **fields)
    assert status(run, "--now", NOW)["de", "aspirin"]["state"] == state


def test_status_tells_the_faults_of_all_catalogs(run: Run, project: Project) -> None:
    for name in ("aspirin", "back-pain"):
        project.write(f"locales/de/LC_MESSAGES/{name}.po", 'msgid "x\n')
    code, out, err = run("status")
    assert (code, out) == (2, "")
    assert [line.partition(":")[0] for line in err.splitlines()] == [
        "locales/de/LC_MESSAGES/aspirin.po",
        "locales/de/LC_MESSAGES/back-pain.po",
    ]


def test_status_in_a_pipe_breaks_no_line(run: Run) -> None:
    code, out, err = run("status")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "held     ar       back-pain: title: there is no translation"
    assert "\x1b" not in out


def test_verify_names_every_file_that_is_not_right(run: Run, project: Project) -> None:
    run("publish")
    (project.outputs / "de/rss.xml").write_text("torn")
    (project.outputs / "ar/atom.xml").unlink()
    (project.outputs / "stray.txt").write_text("")
    code, out, err = run("verify", "outputs")
    assert (code, out) == (2, "")
    assert [line.partition(":")[0] for line in err.splitlines()] == [
        "outputs/ar/atom.xml",
        "outputs/de/rss.xml",
        "outputs/stray.txt",
    ]


def test_verify_where_nothing_is_published(run: Run) -> None:
    code, out, err = run("verify")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "there is no release here" in err


def test_a_second_update_of_catalogs_writes_nothing(run: Run, project: Project) -> None:
    project.article("cough")
    assert run("catalogs", "update")[1].splitlines() == [
        "locales/templates/cough.pot",
        "locales/de/LC_MESSAGES/cough.po",
        "locales/ar/LC_MESSAGES/cough.po",
        "3 files written.",
    ]
    assert run("catalogs", "update") == (0, "0 files written.\n", "")


# --- import ---------------------------------------------------------------------------------------------------------

TEXT = """\
Caring for a sprained ankle

An ankle heals best with a little care. Most people walk well again within weeks.

At home

- Rest the foot.
- Cool it for ten minutes at a time.

Frequently Asked Questions

1. May I walk?

Yes, as soon as it does not hurt.
"""


def test_an_imported_text_is_an_article_that_publishes(run: Run, project: Project) -> None:
    project.write("ankle.txt", TEXT)
    code, out, err = run("import", "ankle.txt", "--category", "general", "--published", "2026-02-01T08:00:00Z")
    assert (code, out) == (0, "Wrote content/caring-for-a-sprained-ankle.json.\n")
    assert "summary" in err
    document = json.loads((project.root / "content/caring-for-a-sprained-ankle.json").read_bytes())
    assert document["published"] == "2026-02-01T08:00:00Z"
    assert [question["question"] for question in document["sections"][-1]["questions"]] == ["May I walk?"]
    assert "publish  en       caring-for-a-sprained-ankle\n" in run("publish")[1]


def test_an_import_writes_over_an_article_only_when_told(run: Run, project: Project) -> None:
    project.write("ankle.txt", TEXT)
    before = (project.root / "content/aspirin.json").read_bytes()
    code, out, err = run("import", "ankle.txt", "--category", "general", "--id", "aspirin")
    assert (code, out) == (2, "")
    assert err == "content/aspirin.json: it is there already. Give another --id, or --force\n"
    assert (project.root / "content/aspirin.json").read_bytes() == before
    assert run("import", "ankle.txt", "--category", "general", "--id", "aspirin", "--force")[0] == 0
    assert (project.root / "content/aspirin.json").read_bytes() != before


@pytest.mark.parametrize("id", ["../evil", "/evil", "Evil", "site", ""])
def test_an_import_writes_nowhere_else(run: Run, project: Project, id: str) -> None:
    project.write("ankle.txt", TEXT)
    before = set(project.root.parent.rglob("*"))
    code, out, err = run("import", "ankle.txt", "--category", "general", "--id", id)
    assert (code, out) == (2, "")
    assert "--id" in err
    assert set(project.root.parent.rglob("*")) == before


# --- terminals and pipes --------------------------------------------------------------------------------------------


def faqsync(project: Project, *arguments: str, **options: object) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1772366400"}
    return subprocess.Popen(
        [sys.executable, "-m", "faqsync", "-C", str(project.root), *arguments],
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment} | options,  # type: ignore[call-overload]
    )


def test_a_terminal_sees_progress_and_a_pipe_does_not(project: Project) -> None:
    terminal, inside = pty.openpty()
    process = faqsync(project, "publish", stderr=inside)
    os.close(inside)
    seen = b""
    try:
        while piece := os.read(terminal, 4096):
            seen += piece
    except OSError:
        pass  # Linux says so when the other end is closed
    out, _ = process.communicate(timeout=60)
    os.close(terminal)
    assert process.returncode == 0
    assert b"writing pages" in seen
    assert b"\x1b" not in out


def test_a_reader_that_goes_away_is_no_error(project: Project) -> None:
    out, inside = os.pipe()
    os.close(out)
    process = faqsync(project, "status", stdout=inside)
    os.close(inside)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "cp1252"])
def test_a_terminal_without_our_letters_gets_escapes(project: Project, encoding: str) -> None:
    project.article("aspirin", withdrawn={"on": "2026-02-01T00:00:00Z", "reason": "Přepsáno"})
    done = project.run("publish", "--now", NOW, PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("text", ["a\x1b[2Jb", "a\nb", "a\u202eb", "a\ud800b"])
def test_no_file_commands_the_terminal(text: str) -> None:
    assert str(Fault(file=text, what=text, cure=text)).isprintable()
