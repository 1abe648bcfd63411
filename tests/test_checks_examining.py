"""What is examined, what findings say, and how they are answered for good."""

from datetime import UTC, date, datetime

from faqsync.checks import CHECKS, ERRORS, CatalogFile, examine_article, examine_catalog, examine_locale
from faqsync.model import (
    Agent,
    Article,
    Catalog,
    Entry,
    Finding,
    Ignore,
    Message,
    Paragraph,
    Question,
    Review,
    Section,
    Term,
)

WAIT = Message(context="faq/wait/answer", text="Wait 6 hours.")


def entry(translation: str, **fields: object) -> Entry:
    given = {"context": WAIT.context, "text": WAIT.text, "strings": (translation,), "line": 12} | fields
    return Entry(**given)  # type: ignore[arg-type]


def found(*entries: Entry, article: str = "back-pain", messages: tuple[Message, ...] = (WAIT,)) -> CatalogFile:
    return CatalogFile(
        article=article,
        file=f"locales/de/LC_MESSAGES/{article}.po",
        locale="de",
        messages=messages,
        catalog=Catalog(entries=entries),
    )


def examine(*entries: Entry, ignored: tuple[Ignore, ...] = (), terms: tuple[Term, ...] = ()) -> list[str]:
    return [each.check for each in examine_catalog(CHECKS, found(*entries), "en", terms, ignored)]


def test_a_finding_says_where_it_is() -> None:
    assert examine_catalog(ERRORS, found(entry("Warten Sie 6 Tage.")), "en") == (
        Finding(
            check="units",
            severity="error",
            file="locales/de/LC_MESSAGES/back-pain.po",
            line=12,
            locale="de",
            article="back-pain",
            context="faq/wait/answer",
            message="“6 hours” of the source has become “6 Tage”",
        ),
    )


def test_only_current_translations_of_today_are_examined() -> None:
    wrong = "Warten Sie 8 Stunden."
    assert examine(entry(wrong)) == ["numbers", "numbers"]
    for fields in (
        {"flags": ("fuzzy",)},
        {"obsolete": True},
        {"strings": ("",)},
        {"text": "Wait 5 hours."},
        {"context": "faq/other/answer"},
        {"plural": "Wait."},
    ):
        assert examine(entry(wrong, **fields)) == []


def test_a_translator_answers_a_finding_in_the_catalog() -> None:
    wrong = "Warten Sie 8 Tage"
    assert set(examine(entry(wrong))) == {"numbers", "typography"}
    assert set(examine(entry(wrong, comments=("Agreed.", "faqsync-ignore: numbers")))) == {"typography"}
    assert examine(entry(wrong, comments=("faqsync-ignore: numbers, typography",))) == []
    assert set(examine(entry(wrong, comments=("faqsync-ignore: number",)))) == {"numbers", "typography"}


def test_an_editor_answers_a_finding_for_the_site() -> None:
    wrong = entry("Warten Sie 8 Tage.")
    assert examine(wrong, ignored=(Ignore(check="numbers"),)) == []
    fits = {"article": "back-pain", "locale": "de", "context": "faq/wait/answer"}
    assert examine(wrong, ignored=(Ignore(check="numbers", **fits),)) == []
    for name in fits:
        assert examine(wrong, ignored=(Ignore(check="numbers", **fits | {name: "other"}),))


def test_terms_are_asked_for_only_where_the_source_has_them() -> None:
    terms = (Term(text="hour", required={"de": ("Zeitstunde",)}), Term(text="week", required={"de": ("Siebentage",)}))
    assert examine(entry("Warten Sie 6 Stunden."), terms=terms) == ["terms"]
    assert examine(entry("Warten Sie 6 Zeitstunden."), terms=terms) == []


def test_one_text_translated_in_two_ways_is_found_at_the_rarer_one() -> None:
    catalogs = [
        found(entry("Warten Sie 6 Stunden."), article="a"),
        found(entry("6 Stunden warten.", line=30), article="b"),
        found(entry("Warten Sie 6 Stunden."), article="c"),
    ]
    (finding,) = examine_locale(CHECKS, catalogs)
    assert (finding.check, finding.severity, finding.article, finding.line) == ("inconsistent", "warning", "b", 30)
    assert examine_locale(CHECKS, catalogs, [Ignore(check="inconsistent", article="b")]) == ()
    assert examine_locale(CHECKS, catalogs[::2]) == ()


def test_an_article_is_examined_as_it_was_written() -> None:
    question = Message(context="faq/drive/question", text="Driving home")
    title = Message(context="title", text="**Back pain")
    article = Article(
        id="back-pain",
        path="content/back-pain.json",
        slug="back-pain",
        language="en",
        title=title,
        summary=Message(context="summary", text="Short."),
        category="treatments",
        published=datetime(2026, 1, 15, tzinfo=UTC),
        sections=(
            Section(
                id="faq",
                questions=(
                    Question(id="drive", question=question, answer=(Paragraph(text=Message(context="x", text="—")),)),
                ),
            ),
        ),
        reviewed=Review(by=Agent(name="Dr. Lee"), on="2026-01-10", next="2026-05-31"),
    )
    messages = (title, article.summary, question)
    findings = examine_article(CHECKS, article, messages, date(2026, 6, 1))
    assert [(each.check, each.severity, each.context) for each in findings] == [
        ("unbalanced-markup", "error", "title"),
        ("review-overdue", "warning", "title"),
        ("question", "warning", "faq/drive/question"),
        ("empty-answer", "error", "faq/drive/question"),
    ]
    assert {(each.file, each.line, each.locale) for each in findings} == {("content/back-pain.json", 0, "en")}
    assert len(examine_article(CHECKS, article, messages, date(2026, 5, 31))) == 3
    rows = (Ignore(check="question", locale="en"),)
    assert len(examine_article(CHECKS, article, messages, date(2026, 5, 31), rows)) == 2
