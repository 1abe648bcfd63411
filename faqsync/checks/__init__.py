"""The checks stage: texts and their translations -> findings.

A check is one small function of `CHECKS`, whose docstring is what the user reads. `numbers` compares what
`quantities` reads in both texts, with the words of a language that `languages` knows from its file.
"""

from collections.abc import Sequence
from typing import Any

from faqsync.checks import check
from faqsync.checks.check import Check
from faqsync.checks.examining import CatalogFile, examine_article, examine_catalog, examine_locale
from faqsync.checks.glossary import read_glossary
from faqsync.checks.length import LENGTH, SOURCE_LENGTH
from faqsync.checks.literals import ADDRESSES, PLACEHOLDERS
from faqsync.checks.markup import MARKUP
from faqsync.checks.negation import NEGATION
from faqsync.checks.numbers import NUMBERS, ORDER, UNITS
from faqsync.checks.reports import REPORTS
from faqsync.checks.sameness import INCONSISTENT, SAME_AS_SOURCE
from faqsync.checks.sources import CONTROL_CHARACTERS, EMPTY_ANSWER, QUESTION, REVIEW_OVERDUE, UNBALANCED_MARKUP
from faqsync.checks.terms import TERMS
from faqsync.checks.typography import TYPOGRAPHY
from faqsync.model import Finding

__all__ = [
    "CHECKS",
    "ERRORS",
    "REPORTS",
    "CatalogFile",
    "examine_article",
    "examine_catalog",
    "examine_locale",
    "explain",
    "read_glossary",
    "report",
]

CHECKS: tuple[Check[Any], ...] = (
    NUMBERS,
    UNITS,
    ORDER,
    NEGATION,
    MARKUP,
    PLACEHOLDERS,
    ADDRESSES,
    TERMS,
    TYPOGRAPHY,
    SAME_AS_SOURCE,
    INCONSISTENT,
    LENGTH,
    UNBALANCED_MARKUP,
    CONTROL_CHARACTERS,
    QUESTION,
    EMPTY_ANSWER,
    SOURCE_LENGTH,
    REVIEW_OVERDUE,
)
ERRORS = tuple(each for each in CHECKS if each.severity == "error")
"""Those whose findings keep a message from being current."""


def explain(name: str) -> str:
    """What a user reads of a check, with its examples. Raises KeyError where there is none of this name."""
    return check.explain({each.name: each for each in CHECKS}[name])


def report(findings: Sequence[Finding], form: str) -> str:
    """The findings in one of the forms of `REPORTS`."""
    return REPORTS[form](findings, {each.name: check.explanation(each) for each in CHECKS})
