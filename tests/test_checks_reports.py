"""Findings as text, JSON, GitHub workflow commands and SARIF."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from faqsync.checks import CHECKS, REPORTS, report
from faqsync.model import Finding

IN_CATALOG = Finding(
    check="numbers",
    severity="error",
    file="locales/pt_BR/LC_MESSAGES/a b.po",
    line=12,
    locale="pt-BR",
    article="a-b",
    context="faq/wait/answer",
    message="“50 %” of the source, twice:\nnot in the translation",
)
IN_ARTICLE = Finding(
    check="review-overdue",
    severity="warning",
    file="content/a-b.json",
    line=0,
    locale="en",
    article="a-b",
    context="title",
    message="its next review was due on 2026-05-31",
)
BOTH = (IN_CATALOG, IN_ARTICLE)


def test_text_has_a_line_for_each() -> None:
    assert report((IN_ARTICLE,), "text") == (
        "content/a-b.json: warning: review-overdue: title: its next review was due on 2026-05-31\n"
    )
    assert report((IN_CATALOG,), "text").startswith("locales/pt_BR/LC_MESSAGES/a b.po:12: error: numbers: ")


def test_json_keeps_its_schema() -> None:
    schema = json.loads((Path(__file__).parents[1] / "schemas" / "findings.schema.json").read_text(encoding="utf-8"))
    document = json.loads(report(BOTH, "json"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(document)
    assert document["findings"][0] == {
        "check": "numbers",
        "severity": "error",
        "file": "locales/pt_BR/LC_MESSAGES/a b.po",
        "line": 12,
        "locale": "pt-BR",
        "article": "a-b",
        "context": "faq/wait/answer",
        "message": "“50 %” of the source, twice:\nnot in the translation",
    }
    assert list(document["findings"][1]) == list(schema["$defs"]["finding"]["required"])


def test_github_commands_cannot_be_forged_by_a_text() -> None:
    first, second = report(BOTH, "github").splitlines()
    assert first == (
        "::error file=locales/pt_BR/LC_MESSAGES/a b.po,title=numbers (faq/wait/answer),line=12::"
        "“50 %25” of the source, twice:%0Anot in the translation"
    )
    assert second.startswith("::warning file=content/a-b.json,title=review-overdue (title)::")


def test_sarif_names_rule_place_and_level() -> None:
    log = json.loads(report(BOTH, "sarif"))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    first, second = run["results"]
    assert log["version"] == "2.1.0"
    assert [rules[result["ruleIndex"]]["id"] for result in (first, second)] == ["numbers", "review-overdue"]
    assert all(rule["fullDescription"]["text"].endswith(".") for rule in rules)
    assert first["level"] == "error"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "locales/pt_BR/LC_MESSAGES/a%20b.po"},
        "region": {"startLine": 12},
    }
    assert "region" not in second["locations"][0]["physicalLocation"]


@pytest.mark.parametrize("form", REPORTS)
def test_no_findings_make_a_valid_report_too(form: str) -> None:
    text = report((), form)
    assert json.loads(text) if form in ("json", "sarif") else text == ""


def test_every_check_can_be_reported() -> None:
    assert {check.severity for check in CHECKS} == {"error", "warning"}
