"""The gate: which messages are current, and what of an article is shown while not all of them are."""

from collections.abc import Iterable
from typing import Any

import pytest

from faqsync.content import messages
from faqsync.content.articles import parse_time
from faqsync.gate import Verdicts, judge, localize
from faqsync.model import (
    Article,
    Catalog,
    Entry,
    Finding,
    Incomplete,
    ItemList,
    LocalizedArticle,
    Message,
    Note,
    Paragraph,
    Question,
    Section,
    Text,
)
from faqsync.records import replace

TITLE = Message(context="title", text="Cough")


def entry(string: str = "Husten", **fields: Any) -> Entry:
    return Entry(**{"context": "title", "text": "Cough", "strings": (string,), "line": 7} | fields)


def finding(**fields: Any) -> Finding:
    given = {"check": "numbers", "severity": "error", "line": 7, "message": "400 is missing"} | fields
    return Finding(file="cough.po", locale="de", article="cough", context="title", **given)


def judged(*entries: Entry, findings: Iterable[Finding] = ()) -> Verdicts:
    return judge([TITLE], Catalog(entries=entries), "de", "en", findings)


# --- what is current ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "entries",
    [
        [entry()],
        [entry(flags=("no-wrap",), previous_text="Old")],
        [entry(text="Old", strings=("Alt",)), entry()],
        [entry(obsolete=True, strings=("Alt",)), entry()],
    ],
    ids=["translated", "flags that say nothing", "beside an old text", "beside an obsolete one"],
)
def test_current(entries: list[Entry]) -> None:
    found = judged(*entries)
    assert found.text(TITLE) == Text(markdown="Husten", locale="de")
    assert found.shortfalls == ()


@pytest.mark.parametrize(
    ("entries", "state", "reason"),
    [
        ([], "missing", "there is no translation"),
        ([entry("")], "missing", "there is no translation"),
        ([entry(" \u00a0")], "missing", "there is no translation"),
        ([entry(obsolete=True)], "missing", "there is no translation"),
        ([entry(context="summary")], "missing", "there is no translation"),
        ([entry(context=None)], "missing", "there is no translation"),
        ([entry(plural="Coughs", strings=("Husten", "Husten"))], "missing", "there is no translation"),
        ([entry(text="Old")], "stale", "the source text has changed"),
        ([entry(text="Old", flags=("fuzzy",))], "stale", "the source text has changed"),
        ([entry(flags=("fuzzy",))], "stale", "the translation is fuzzy"),
        ([entry("Hus\aten")], "stale", "the translation has the control character U+0007"),
        ([entry("Hus\nten")], "stale", "the translation has the control character U+000A"),
        ([entry("Hus\ufffeten")], "stale", "the translation has the control character U+FFFE"),
    ],
)
def test_not_current(entries: list[Entry], state: str, reason: str) -> None:
    found = judged(*entries)
    assert found.text(TITLE) is None
    assert found.text_or_source(TITLE) == Text(markdown="Cough", locale="en")
    assert [(each.context, each.text, each.state, each.reason) for each in found.shortfalls] == [
        ("title", "Cough", state, reason)
    ]


@pytest.mark.parametrize(
    ("error", "current"),
    [(finding(), False), (finding(severity="warning"), True), (finding(line=8), True)],
    ids=["an error", "a warning", "an error elsewhere"],
)
def test_an_error_of_a_check_makes_a_translation_stale(error: Finding, current: bool) -> None:
    found = judged(entry(), findings=[error])
    assert [each.reason for each in found.shortfalls] == ([] if current else ["numbers: 400 is missing"])


def test_without_a_catalog_all_is_missing() -> None:
    assert [each.state for each in judge([TITLE], None, "de", "en").shortfalls] == ["missing"]


def test_the_source_is_always_current() -> None:
    found = judge([TITLE], None, "en", "en")
    assert found.text(TITLE) == Text(markdown="Cough", locale="en")
    assert found.shortfalls == ()


# --- what is shown --------------------------------------------------------------------------------------------------


def message(context: str, text: str) -> Message:
    return Message(context=context, text=text)


ARTICLE = Article(
    id="cough",
    path="content/cough.json",
    slug="cough",
    language="en",
    title=TITLE,
    summary=message("summary", "All of it."),
    category="general",
    published=parse_time("2026-01-01T00:00:00Z"),
    sections=(
        Section(
            id="lead",
            blocks=(
                Paragraph(text=message("lead", "Lead.")),
                ItemList(style="bullet", items=(message("lead", "One"), message("lead", "Two"))),
                Note(tone="tip", text=message("lead", "Tip.")),
            ),
        ),
        Section(
            id="signs", heading=message("signs/heading", "Signs"), blocks=(Paragraph(text=message("signs", "Sign.")),)
        ),
        Section(
            id="faq",
            heading=message("faq/heading", "Questions"),
            blocks=(Note(tone="warning", text=message("faq", "Call.")),),
            questions=(
                Question(
                    id="a",
                    question=message("faq/a/question", "A?"),
                    answer=(
                        Paragraph(text=message("faq/a/answer", "A1.")),
                        Paragraph(text=message("faq/a/answer", "A2.")),
                    ),
                ),
                Question(
                    id="b",
                    question=message("faq/b/question", "B?"),
                    answer=(Paragraph(text=message("faq/b/answer", "B1.")),),
                ),
            ),
        ),
    ),
)


def localized(incomplete: Incomplete, *lacking: str, article: Article = ARTICLE) -> LocalizedArticle:
    """The article in German, where every text but the lacking ones is translated as itself in capitals."""
    entries = tuple(
        Entry(context=each.context, text=each.text, strings=(each.text.upper(),))
        for each in messages(article)
        if each.text not in lacking
    )
    verdicts = judge(messages(article), Catalog(entries=entries), "de", "en")
    return localize(article, verdicts, incomplete, revised=None, translator=None)


def shown(article: LocalizedArticle) -> str:
    """The texts of the article's sections, each in its language if that is not German."""

    def text(text: Text | None) -> str:
        return "" if text is None else text.markdown + ("" if text.locale == "de" else f" ({text.locale})")

    def blocks(blocks: Iterable[Any]) -> str:
        return " ".join(
            "+".join(map(text, block.items)) if isinstance(block, ItemList) else text(block.text) for block in blocks
        )

    return " | ".join(
        " ".join(
            filter(
                None,
                [
                    text(section.heading),
                    blocks(section.blocks),
                    *(f"{text(each.question)}={blocks(each.answer)}" for each in section.questions),
                ],
            )
        )
        for section in article.sections
    )


WHOLE = "LEAD. ONE+TWO TIP. | SIGNS SIGN. | QUESTIONS CALL. A?=A1. A2. B?=B1."


@pytest.mark.parametrize("incomplete", ["hold", "omit", "source"])
def test_an_article_that_is_wholly_current_is_shown_whole(incomplete: Incomplete) -> None:
    found = localized(incomplete)
    assert (found.state, shown(found), found.shortfalls, found.messages) == ("published", WHOLE, (), 15)


@pytest.mark.parametrize("lacking", ["Cough", "All of it.", "Lead.", "Two", "B1."])
def test_hold_shows_nothing_until_all_is_current(lacking: str) -> None:
    found = localized("hold", lacking)
    assert (found.state, found.sections, found.digest) == ("held", (), "")


@pytest.mark.parametrize(
    ("lacking", "left"),
    [
        (["Lead."], "ONE+TWO TIP. | SIGNS SIGN. | QUESTIONS CALL. A?=A1. A2. B?=B1."),
        (["Two"], "LEAD. TIP. | SIGNS SIGN. | QUESTIONS CALL. A?=A1. A2. B?=B1."),
        (["Tip."], "LEAD. ONE+TWO | SIGNS SIGN. | QUESTIONS CALL. A?=A1. A2. B?=B1."),
        (["Sign."], "LEAD. ONE+TWO TIP. | QUESTIONS CALL. A?=A1. A2. B?=B1."),
        (["Signs"], "LEAD. ONE+TWO TIP. | QUESTIONS CALL. A?=A1. A2. B?=B1."),
        (["A?"], "LEAD. ONE+TWO TIP. | SIGNS SIGN. | QUESTIONS CALL. B?=B1."),
        (["A2."], "LEAD. ONE+TWO TIP. | SIGNS SIGN. | QUESTIONS CALL. B?=B1."),
        (["A2.", "B1."], "LEAD. ONE+TWO TIP. | SIGNS SIGN. | QUESTIONS CALL."),
        (["Lead.", "One", "Tip."], "SIGNS SIGN. | QUESTIONS CALL. A?=A1. A2. B?=B1."),
    ],
    ids=" ".join,
)
def test_omit_leaves_out_what_is_not_current(lacking: list[str], left: str) -> None:
    found = localized("omit", *lacking)
    assert (found.state, shown(found)) == ("published", left)


@pytest.mark.parametrize("lacking", ["Cough", "All of it.", "Call."], ids=["title", "summary", "warning"])
def test_omit_holds_what_must_not_be_left_out(lacking: str) -> None:
    assert localized("omit", lacking).state == "held"


def test_omit_holds_an_article_of_which_nothing_is_left() -> None:
    alone = replace(ARTICLE, sections=ARTICLE.sections[1:2])
    assert localized("omit", "Sign.", article=alone).state == "held"


@pytest.mark.parametrize(
    ("lacking", "part"),
    [
        ("Two", "ONE+Two (en) TIP."),
        ("Signs", "Signs (en) SIGN."),
        ("Call.", "QUESTIONS Call. (en) A?"),
        ("A2.", "A?=A1. A2. (en) B?"),
        ("B?", "B? (en)=B1."),
    ],
)
def test_source_marks_what_stands_in_for_a_translation(lacking: str, part: str) -> None:
    found = localized("source", lacking)
    assert found.state == "published"
    assert part in shown(found)
    assert shown(found).count("(en)") == 1


@pytest.mark.parametrize("lacking", ["Cough", "All of it."])
def test_source_holds_without_title_or_summary(lacking: str) -> None:
    assert localized("source", lacking).state == "held"


# --- the digest of the content --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "moves"),
    [
        ({"category": "pain"}, True),
        ({"keywords": ("x",)}, True),
        ({"published": parse_time("2026-01-02T00:00:00Z")}, True),
        ({"slug": "other"}, False),
        ({"path": "content/more/cough.json"}, False),
    ],
    ids=["category", "keywords", "published", "slug", "path"],
)
def test_the_digest_is_that_of_the_content_and_not_of_its_address(fields: dict[str, Any], moves: bool) -> None:
    other = localized("hold", article=replace(ARTICLE, **fields))
    assert (other.digest != localized("hold").digest) is moves


def test_a_text_in_another_language_is_another_content() -> None:
    assert localized("source", "B1.").digest != localized("source").digest


def test_a_translator_whose_name_no_page_can_show_is_not_named() -> None:
    verdicts = judge(messages(ARTICLE), None, "en", "en")
    for name, given in (("Ada", "Ada"), ("A\ada", None), (None, None)):
        assert localize(ARTICLE, verdicts, "hold", revised=None, translator=name).translator == given
