"""Every check finds nothing in its good examples and something in its bad ones, and tells the user what it is for."""

from pathlib import Path
from typing import Any

import pytest

from faqsync.checks import CHECKS, ERRORS, explain
from faqsync.checks.check import Check, Pair, explanation

ROOT = Path(__file__).parents[1]
GOOD = [pytest.param(check, example, id=check.name) for check in CHECKS for example in check.good]
BAD = [pytest.param(check, example, id=check.name) for check in CHECKS for example in check.bad]


@pytest.mark.parametrize(("check", "example"), GOOD)
def test_finds_nothing_in_a_good_example(check: Check[Any], example: Any) -> None:
    assert list(check.run(example)) == []


@pytest.mark.parametrize(("check", "example"), BAD)
def test_finds_something_in_a_bad_example(check: Check[Any], example: Any) -> None:
    assert list(check.run(example))


@pytest.mark.parametrize("example", [example for check in CHECKS if check.of is Pair for example in check.good])
def test_a_good_translation_passes_every_check_that_could_hold_it(example: Pair) -> None:
    assert [message for check in ERRORS if check.of is Pair for message in check.run(example)] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_explains_itself_with_examples(check: Check[Any]) -> None:
    text = explain(check.name)
    assert text.startswith(f"{check.name} ({check.severity})\n")
    assert explanation(check)[:60] in text.replace("\n", " ")
    assert text.count("-> ") >= len(check.bad)


def test_names_are_unique() -> None:
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_the_manual_says_what_the_check_says(check: Check[Any]) -> None:
    manual = " ".join((ROOT / "docs" / "checks.md").read_text(encoding="utf-8").split())
    assert f"**{check.name}** ({check.severity}): {explanation(check)}" in manual
