"""Findings -> what people and machines read of them: text, JSON, GitHub workflow commands and SARIF."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from faqsync.model import Finding
from faqsync.records import encode

Report = Callable[[Sequence[Finding], Mapping[str, str]], str]
"""From findings, and from what each check is for, to a text that ends with a line feed, or is empty."""


def _text(findings: Sequence[Finding], _: Mapping[str, str]) -> str:
    """One line a finding: file, line, severity, check, context and message."""
    lines = []
    for finding in findings:
        place = f"{finding.file}:{finding.line}" if finding.line else finding.file
        lines.append(f"{place}: {finding.severity}: {finding.check}: {finding.context}: {finding.message}\n")
    return "".join(lines)


def _json(findings: Sequence[Finding], _: Mapping[str, str]) -> str:
    """The document of schemas/findings.schema.json."""
    return encode({"findings": findings}).decode()


def _github(findings: Sequence[Finding], _: Mapping[str, str]) -> str:
    """Workflow commands, which GitHub Actions turns into annotations of the files."""
    lines = []
    for finding in findings:
        fields = {"file": finding.file, "title": f"{finding.check} ({finding.context})"}
        if finding.line:
            fields["line"] = str(finding.line)
        written = ",".join(f"{name}={_escape(value, ':,')}" for name, value in fields.items())
        lines.append(f"::{finding.severity} {written}::{_escape(finding.message)}\n")
    return "".join(lines)


def _escape(text: str, marks: str = "") -> str:
    """Percent-encoding as the runner of workflow commands undoes it."""
    for character in "%\r\n" + marks:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _sarif(findings: Sequence[Finding], explanations: Mapping[str, str]) -> str:
    """A log of SARIF 2.1.0 (OASIS)."""
    names = sorted({finding.check for finding in findings})
    rules = [{"id": name, "fullDescription": {"text": explanations.get(name, name)}} for name in names]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "faqsync", "rules": rules}},
                "results": [_sarif_result(finding, names.index(finding.check)) for finding in findings],
            }
        ],
    }
    return encode(log).decode()


def _sarif_result(finding: Finding, rule: int) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.file)}}
    if finding.line:
        physical["region"] = {"startLine": finding.line}
    name = f"{finding.locale}/{finding.article}/{finding.context}"
    return {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": name}]}],
    }


REPORTS: dict[str, Report] = {"text": _text, "json": _json, "github": _github, "sarif": _sarif}
