"""The checks at work: in `faqsync check`, and in the gate of a publish."""

import json
from datetime import timedelta

import pytest
from conftest import Project

from faqsync.checking import check_site

DAY = timedelta(days=1)


def mistranslate(project: Project, comment: str = "") -> None:
    """Let the German answer say 40 mg for 400 mg."""
    file = project.root / "locales/de/LC_MESSAGES/aspirin.po"
    text = file.read_text("utf-8")
    assert 'msgstr "Take 400 mg of aspirin. (de)"' in text
    text = text.replace('msgstr "Take 400 mg of aspirin. (de)"', 'msgstr "Take 40 mg of aspirin. (de)"')
    start = text.rindex("\n\n", 0, text.index('msgctxt "faq/how-much/answer"')) + 2
    file.write_text(text[:start] + comment + text[start:], "utf-8")


def test_a_wrong_dose_is_never_published(project: Project) -> None:
    project.publish()
    mistranslate(project)
    report = project.publish(DAY)
    assert [(change.operation, change.locale, change.article) for change in report.changes] == [
        ("hold", "de", "aspirin")
    ]
    assert {finding.check for finding in report.findings} == {"numbers"}
    assert "40 mg of aspirin. (de)" not in project.texts().replace("400 mg", "")


def test_publish_ends_with_1_where_a_check_keeps_something_back(project: Project) -> None:
    mistranslate(project)
    result = project.run("publish", "--now", "2026-03-01T12:00:00Z")
    assert result.returncode == 1
    assert "locales/de/LC_MESSAGES/aspirin.po:" in result.stdout


@pytest.mark.parametrize("answer", ["comment", "row"])
def test_a_finding_can_be_answered_for_good(project: Project, answer: str) -> None:
    mistranslate(project, "# faqsync-ignore: numbers\n" if answer == "comment" else "")
    if answer == "row":
        config = (project.root / "faqsync.toml").read_text("utf-8")
        project.write("faqsync.toml", f'{config}\n[[ignore]]\ncheck = "numbers"\narticle = "aspirin"\nlocale = "de"\n')
    assert not project.publish().findings
    assert "Take 40 mg of aspirin. (de)" in project.texts()


def test_the_reason_stands_in_the_status(project: Project) -> None:
    mistranslate(project)
    found = json.loads(project.run("status", "--format", "json").stdout)["status"]
    reason = next(each["reason"] for each in found if (each["locale"], each["article"]) == ("de", "aspirin"))
    assert reason.startswith("faq/how-much/answer: numbers: ")


def test_check_tells_all_and_writes_nothing(project: Project) -> None:
    mistranslate(project)
    result = project.run("check", "--format", "json")
    findings = json.loads(result.stdout)["findings"]
    assert result.returncode == 1
    error = next(each for each in findings if each["severity"] == "error")
    assert (error["check"], error["locale"], error["article"], error["context"]) == (
        "numbers",
        "de",
        "aspirin",
        "faq/how-much/answer",
    )
    assert not project.outputs.exists()


def test_terms_come_from_the_configuration_and_a_glossary(project: Project) -> None:
    config = (project.root / "faqsync.toml").read_text("utf-8")
    terms = '[checks]\nglossary = ["terms.csv"]\n[[term]]\ntext = "lead"\nrequired = { de = ["Einleitung"] }\n'
    project.write("faqsync.toml", config + terms)
    project.write("terms.csv", "term,de\naspirin,ASS\n")
    found = check_site(project.root, project.now)
    assert {(each.context, each.locale) for each in found if each.check == "terms"} >= {
        ("lead", "de"),
        ("title", "de"),
    }


def test_an_overdue_review_is_told(project: Project) -> None:
    review = {"by": {"name": "Dr. Ada"}, "on": "2025-01-10", "next": "2026-01-10"}
    project.article("aspirin", reviewed=review)
    assert "review-overdue" in {each.check for each in check_site(project.root, project.now)}


def test_explain(project: Project) -> None:
    assert "numbers (error)" in project.run("check", "--explain", "numbers").stdout
    unknown = project.run("check", "--explain", "nothing")
    assert (unknown.returncode, "Name one of" in unknown.stderr) == (2, True)
