"""withdraw, restore and review change one member of a document."""

import json

import pytest
from conftest import Project

from faqsync.content import editing
from faqsync.content.articles import parse_time
from faqsync.model import Agent, Review, Withdrawal

COMPACT = '{"id": "a", "title": "{ \\" , }"}'
INDENTED = '{\n  "id": "a",\n  "sections": [\n    {"id": "x"}\n  ],\n  "draft": false\n}\n'
WITHDRAWAL = Withdrawal(on=parse_time("2026-03-01T00:00:00Z"), reason="Old “news”", replacement="b")


@pytest.mark.parametrize("text", [COMPACT, INDENTED, INDENTED.replace("\n", "\r\n"), INDENTED.replace("  ", "\t")])
def test_a_withdrawal_comes_and_goes_without_a_trace(text: str) -> None:
    changed = editing.withdrawn(text, WITHDRAWAL)
    assert json.loads(changed) == json.loads(text) | {
        "withdrawn": {"on": "2026-03-01T00:00:00Z", "reason": "Old “news”", "replacement": "b"}
    }
    assert editing.restored(changed) == text
    assert editing.withdrawn(changed, WITHDRAWAL) == changed
    assert editing.restored(text) == text


def test_a_member_in_the_middle_is_replaced_in_its_place() -> None:
    text = '{\n  "reviewed": {"by": {"name": "Old"}, "on": "2025-01-01"},\n  "id": "a"\n}\n'
    review = Review(by=Agent(name="New"), on="2026-01-01", text="sha256:0")
    changed = editing.reviewed(text, review)
    assert list(json.loads(changed)) == ["reviewed", "id"]
    assert json.loads(changed)["reviewed"] == {
        "by": {"name": "New", "kind": "person"},
        "on": "2026-01-01",
        "text": "sha256:0",
    }


def test_the_commands_edit_and_publish(project: Project) -> None:
    file = project.root / "content/aspirin.json"
    before = file.read_text("utf-8")
    now = ("--now", "2026-03-01T12:00:00Z")
    assert (
        project.run("withdraw", "aspirin", "--reason", "Recalled", "--replacement", "back-pain", *now).returncode == 0
    )
    assert json.loads(file.read_text("utf-8"))["withdrawn"] == {
        "on": "2026-03-01T12:00:00Z",
        "reason": "Recalled",
        "replacement": "back-pain",
    }
    assert project.run("restore", "aspirin").returncode == 0
    assert file.read_text("utf-8") == before
    assert project.run("review", "aspirin", "--by", "Dr. Ada", "--next", "2027-03-01", *now).returncode == 0
    project.publish()
    assert project.json("de/aspirin/article.json")["review"] == {
        "state": "current",
        "by": {"name": "Dr. Ada", "kind": "person"},
        "on": "2026-03-01",
        "next": "2027-03-01",
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("withdraw", "nothing", "--reason", "x"), "there is no article 'nothing'"),
        (("withdraw", "aspirin", "--reason", "x", "--replacement", "aspirin"), "lead back to this article"),
        (("withdraw", "aspirin", "--reason", " "), "has a blank at an end"),
        (("restore", "aspirin"), "is not withdrawn"),
        (("review", "aspirin", "--by", "A", "--next", "soon"), "does not fit"),
    ],
)
def test_a_change_that_would_be_invalid_is_not_made(project: Project, arguments: tuple[str, ...], message: str) -> None:
    before = (project.root / "content/aspirin.json").read_bytes()
    result = project.run(*arguments)
    assert (result.returncode, message in result.stderr) == (2, True), result.stderr
    assert (project.root / "content/aspirin.json").read_bytes() == before
