"""Sentences end where a reader would say so."""

import pytest

from faqsync.importers.sentences import is_ended, is_question, sentences


@pytest.mark.parametrize(
    "text",
    [
        "Ask Dr. Lee about it. Then decide.",
        "Take 4.5 mg, e.g. Aspirin. Not more.",
        "It began in the U.S. Army. Then it spread.",
        "J. Lee and R. B. Roe found it. They published it.",
        "Botox vs. Fillers is the question. See Fig. 2 for more!",
        "He has hepatitis C. That is known.",
        "“Is it safe?” she asked. “Yes.” He nodded.",
        "Wait … and see. (Or do not.) Good",
        "安全です。痛いですか？ はい。",
    ],
)
def test_sentences_are_split_and_none_is_cut(text: str) -> None:
    found = list(sentences(text))
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert len(found) == {"“": 3, "W": 3, "安": 3}.get(text[0], 2)


@pytest.mark.parametrize(
    ("text", "ended", "question"),
    [
        ("A heading", False, False),
        ("Is it?", False, True),
        ("Is it? Or not?", False, True),
        ("Is it? Yes.", True, False),
        ("Is it? Unraveling the mystery", False, False),
        ("Bring these:", True, False),
        ("He said “no.”", True, False),
        ("هل هو آمن؟", False, True),
        ("安全です。", True, False),
    ],
)
def test_ends_are_told_apart(text: str, ended: bool, question: bool) -> None:
    assert (is_ended(text) and not is_question(text), is_question(text)) == (ended, question)
