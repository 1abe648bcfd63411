"""A plain text becomes an article as its author meant it, without a word lost."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faqsync.errors import InvalidInput
from faqsync.importers import ImportOptions, import_text, read_text, to_json
from faqsync.importers.lines import clean
from faqsync.markup import plain
from faqsync.schemas import validate
from faqsync.texts import strings, text_faults

SAMPLE = Path(__file__).parent / "data" / "heat-for-stiff-shoulders.txt"
NOW = datetime(2026, 3, 4, 5, 6, 7, 890, tzinfo=UTC)


def options(**fields: Any) -> ImportOptions:
    return ImportOptions(**{"now": NOW, "categories": ("home-care", "living")} | fields)


def imported(text: str, **fields: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The document and the notes; the document is always valid."""
    document, notes = import_text(text, "article.txt", options(**fields))
    assert validate(document, "article", "article.txt") == []
    assert list(text_faults(document, "article.txt")) == []
    anchors = [part["id"] for section in document["sections"] for part in (section, *section.get("questions", []))]
    assert len(anchors) == len(set(anchors))
    assert not {"title", "summary"} & set(anchors)
    return document, notes


def document_of(text: str) -> dict[str, Any]:
    return imported(text)[0]


def refusal(text: str, **fields: Any) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        import_text(text, "article.txt", options(**fields))
    return caught.value


def outline(document: dict[str, Any]) -> list[Any]:
    """The sections without ids and markup: heading, blocks, questions with answers."""

    def blocks(found: list[Any]) -> list[Any]:
        return [
            (block["style"], list(map(plain, block["items"]))) if block["type"] == "list" else plain(block["text"])
            for block in found
        ]

    return [
        (
            plain(section.get("heading", "")),
            blocks(section.get("blocks", [])),
            [(plain(each["question"]), blocks(each["answer"])) for each in section.get("questions", [])],
        )
        for section in document["sections"]
    ]


def body(text: str) -> list[Any]:
    """The outline of an article of this text below a title."""
    return outline(document_of(f"Some Title\n{text}"))


# --- a whole article ------------------------------------------------------------------------------------


def test_an_article_comes_out_whole() -> None:
    document, notes = imported(read_text(SAMPLE))
    found = outline(document)

    assert list(document) == "$schema id language title summary category authors published sections".split()
    assert document["id"] == "can-warmth-help-a-stiff-shoulder-what-to-try-at-home"
    assert document["title"] == "Can Warmth Help a Stiff Shoulder? What to Try at Home"
    assert (
        document["summary"] == "A stiff shoulder makes small jobs hard, from combing your hair to reaching for a cup."
    )
    assert document["category"] == "home-care"
    assert document["authors"] == [{"name": "Harbour Street Therapy Team", "kind": "organization"}]
    assert document["published"] == "2026-03-04T05:06:07Z"
    assert [section["id"] for section in document["sections"]] == [
        "lead",
        "how-a-shoulder-becomes-stiff",
        "what-warmth-does",
        "can-warmth-be-used-before",
        "benefits-of-a-daily-routine",
        "risks-and-limits",
        "other-things-to-try",
        "faq",
        "conclusion",
    ]
    lists = [len(block[1]) for _, blocks, _ in found for block in blocks if isinstance(block, tuple)]
    assert lists == [3, 4]
    assert [question for question, _ in found[7][2]] == [
        "How long should I warm the shoulder?",
        "Is a hot water bottle safe?",
        "Can I use warmth and cold on the same day?",
        "How often may I repeat it?",
        "Are there creams that do the same?",
        "When should I see a doctor?",
    ]
    assert len(found[8][1]) == 3
    assert [note.partition(":")[0] for note in notes] == ["summary", "published"]


def test_no_word_of_an_article_is_lost_or_repeated() -> None:
    text = read_text(SAMPLE)
    closing = text.splitlines()[-1]
    expected = re.sub(r"(?m)^(- |\d\. )", "", text.removesuffix(closing + "\n")).split()
    assert words(document_of(text)) == expected


def words(document: dict[str, Any]) -> list[str]:
    """Every word that a reader sees, in order, but the summary's."""
    places = ("title", "heading", "text", "question")
    return [
        word
        for path, text in strings({"title": document["title"], "sections": document["sections"]})
        if path[-1] in places or isinstance(path[-1], int)
        for word in plain(text).split()
    ]


# --- the questions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "FAQ",
        "FAQs:",
        "Frequently Asked Questions (FAQ)",
        "Common questions",
        "Questions and Answers",
        "FAQs about needles",
        "## FAQ",
    ],
)
def test_an_faq_is_known_by_its_heading(heading: str) -> None:
    section = document_of(f"Some Title\nA lead.\n{heading}\nIs it safe?\nIt is.\nDoes it hurt?\nNo.")["sections"][1]
    assert section["id"] == "faq"
    assert [question["id"] for question in section["questions"]] == ["is-it-safe", "does-it-hurt"]


@pytest.mark.parametrize(
    "text",
    [
        "1. Is it safe?\nIt is.\n2. Does it hurt?\nNo.",
        "1) Is it safe?\n\nIt is.\n\n2) Does it hurt?\n\nNo.",
        "1. Is it safe? It is.\n2. Does it hurt? No.",
        "Q: Is it safe?\nA: It is.\nQ: Does it hurt?\nA: No.",
        "Q1: Is it safe? A1: It is.\nQ2: Does it hurt? A2: No.",
        "Question 1: Is it safe?\nAnswer: It is.\nQuestion 2: Does it hurt?\nAnswer: No.",
        "Is it safe?\nIt is.\nDoes it hurt?\nNo.",
        "- Is it safe?\nIt is.\n- Does it hurt?\nNo.",
        "### Is it safe?\nIt is.\n### Does it hurt?\nNo.",
    ],
)
def test_questions_are_known_by_their_marks(text: str) -> None:
    questions = [("Is it safe?", ["It is."]), ("Does it hurt?", ["No."])]
    assert body(f"FAQ\n{text}\nConclusion\nThe end.") == [("FAQ", [], questions), ("Conclusion", ["The end."], [])]


def test_answers_hold_paragraphs_and_lists_and_a_numbered_list_is_no_question() -> None:
    text = """FAQ
1. How do I prepare?
In three steps:
1. Eat.
2. Drink.
And rest.
2. What do I bring?
1. A card.
2. A coat.
3. May I drive?
Ask yourself:
1. Am I tired?
2. Am I dizzy?
Then decide."""
    assert body(text) == [
        (
            "FAQ",
            [],
            [
                ("How do I prepare?", ["In three steps:", ("number", ["Eat.", "Drink."]), "And rest."]),
                ("What do I bring?", [("number", ["A card.", "A coat."])]),
                ("May I drive?", ["Ask yourself:", ("number", ["Am I tired?", "Am I dizzy?"]), "Then decide."]),
            ],
        )
    ]


def test_an_initial_is_no_answer_mark() -> None:
    assert body("FAQ\nQ. Is it new?\nA. No.")[0][2] == [("Is it new?", ["No."])]
    for mark in ("", "1. ", "Q: "):
        assert body(f"FAQ\n{mark}Who found it?\nA. Smith did.")[0][2] == [("Who found it?", ["A. Smith did."])]


@pytest.mark.parametrize(
    "text",
    [
        "FAQ on Needles\nIs it safe?\nIt is.\nDoes it hurt?\nNo.",
        "Needles\nIs it safe?\nIt is.\nDoes it hurt?\nNo.",
        "Needles\n1. Is it safe?\nIt is.\n2. Does it hurt?\nNo.",
    ],
)
def test_the_whole_text_may_be_questions(text: str) -> None:
    document = document_of(text)
    assert [section["id"] for section in document["sections"]] == ["faq"]
    assert outline(document) == [("", [], [("Is it safe?", ["It is."]), ("Does it hurt?", ["No."])])]


def test_questions_that_share_an_answer_are_one_and_one_without_is_kept() -> None:
    document, notes = imported("Needles\nLead.\nFAQ\nIs it safe?\nIs it new?\nYes.\nWho knows?\nConclusion\nEnd.")
    assert outline(document)[1] == ("FAQ", [], [("Is it safe? Is it new?", ["Yes.", "Who knows?"])])
    assert [note for note in notes if note.startswith("line")] == [
        "line 4: 2 questions share one answer, so they are kept as one",
        "line 7: “Who knows?” has no answer under it, so it is kept as a paragraph",
    ]


# --- headings, lists, paragraphs -----------------------------------------------------------------------------


def test_rows_that_were_wrapped_are_joined() -> None:
    text = """
The first paragraph of this text was wrapped by an editor, and
Dr. Reyes, who wrote it, has not noticed it at all; it is well-
known.

A Heading

- an item that is long enough to be wrapped as well, and that
  goes on
- a short one
"""
    lead = (
        "The first paragraph of this text was wrapped by an editor, and Dr. Reyes, who wrote it, has not noticed it "
        "at all; it is well-known."
    )
    items = ["an item that is long enough to be wrapped as well, and that goes on", "a short one"]
    assert body(text) == [("", [lead], []), ("A Heading", [("bullet", items)], [])]


def test_numbers_that_are_no_list_stay_in_the_text() -> None:
    assert body("Lead.\n3. Third of none.\n1. First Part\nText.\n2. Second Part\nText.") == [
        ("", ["Lead.", "3. Third of none."], []),
        ("1. First Part", ["Text."], []),
        ("2. Second Part", ["Text."], []),
    ]


def test_numbered_steps_below_a_heading_are_no_headings() -> None:
    assert body("Lead.\nWhat to Do\n1. First Step\nText.\n2. Second Step\nText.") == [
        ("", ["Lead."], []),
        ("What to Do", ["1. First Step", "Text.", "2. Second Step", "Text."], []),
    ]


def test_lists_are_told_apart() -> None:
    assert body("• one\n• two\n1. a\n2. b\n1. c\n2. d\n– e") == [
        ("", [("bullet", ["one", "two"]), ("number", ["a", "b"]), ("number", ["c", "d"]), ("bullet", ["e"])], [])
    ]


def test_a_list_that_lost_its_bullets_is_a_list() -> None:
    assert body("Bring:\nYour card\nA coat\nSome water\nNext Steps\nText.") == [
        ("", ["Bring:", ("bullet", ["Your card", "A coat", "Some water"])], []),
        ("Next Steps", ["Text."], []),
    ]


def test_what_would_become_markup_is_escaped_and_nothing_else() -> None:
    document = document_of("Some Title\nTake 2 * 3 of snake_case, *not* [this](http://x.example) or \\* <b>.")
    text = document["sections"][0]["blocks"][0]["text"]
    assert text == r"Take 2 * 3 of snake_case, \*not* \[this](http://x.example) or \\* <b>."


def test_text_is_cleaned() -> None:
    document, notes = imported("\ufeffSome\u00a0 Title\r\n\r\nCafe\u0301 \u200bau\tlait\x07.  \u2028Next\u00ad.\r\n")
    assert document["title"] == "Some Title"
    assert outline(document) == [("", ["Café au lait.", "Next."], [])]
    assert notes[0] == "control characters: 1 of them left out"


# --- what the text does not say ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "category", "author"),
    [
        ("This article is in the category Back Pain and created by Ann Lee.", "back-pain", ("Ann Lee", "person")),
        ("This post was written by Dr. A. Lee and posted in the category Living", "living", ("Dr. A. Lee", "person")),
        ("Posted in Health and Living by Lee Clinic", "health-and-living", ("Lee Clinic", "organization")),
        ("This article is in the Living category, created by Lee Ltd.", "living", ("Lee Ltd", "organization")),
        ("Category: Living\nAuthor: Ann Lee", "living", ("Ann Lee", "person")),
        ("This article was created by Ann Lee", "home-care", ("Ann Lee", "person")),
    ],
)
def test_the_closing_line_gives_category_and_author(line: str, category: str, author: tuple[str, str]) -> None:
    document = document_of(f"Some Title\nText.\n\n{line}\n")
    assert document["category"] == category
    assert document["authors"] == [dict(zip(("name", "kind"), author, strict=True))]
    assert outline(document) == [("", ["Text."], [])]


def test_what_the_text_does_not_say_is_told() -> None:
    document, notes = imported("Some Title\nFAQ\nIs it safe?\nYes.")
    assert document["summary"] == "Some Title"
    assert "authors" not in document
    assert notes == (
        "summary: not in the text; taken as the title, --summary sets another",
        "category: not in the text; taken as home-care, --category sets another",
        "published: not in the text; taken as 2026-03-04T05:06:07Z, --published sets another",
    )


def test_options_go_before_the_text() -> None:
    document, notes = imported(
        "Some Title\nText.\nPosted in Living by Ann Lee",
        id="mine",
        title="My Title",
        summary="My summary.",
        category="elsewhere",
        published="2026-02-03T01:00:00+02:00",
        language="de",
    )
    assert [document[key] for key in ("id", "title", "summary", "category", "published", "language")] == [
        "mine",
        "My Title",
        "My summary.",
        "elsewhere",
        "2026-02-02T23:00:00Z",
        "de",
    ]
    assert notes == (
        "title: --title stands for the first line, “Some Title”",
        "category: the site has no elsewhere (it has home-care, living); add it to faqsync.toml, or set another "
        "with --category",
    )


@pytest.mark.parametrize("title", ["ar", "Topics", "Site", "痛み", "?"])
def test_an_id_is_free_whatever_the_title_is(title: str) -> None:
    document, notes = imported(f"{title}\nText.")
    assert document["id"] in (f"{title.lower()}-article", f"article-{document['id'][-8:]}")
    assert notes[0].startswith("id: the title")


def test_texts_without_latin_letters_get_ids_by_their_place() -> None:
    sections = document_of("痛み\n安全です。\n注射とは\n薬です。\nFAQ\n安全ですか？\nはい。")["sections"]
    assert [section["id"] for section in sections] == ["lead", "section-2", "faq"]
    assert sections[2]["questions"][0]["id"] == "question-1"


# --- what is no article ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "article.txt: there is no text in it. Write a title and an article"),
        ("\n \u200b\n---\n", "article.txt: there is no text in it. Write a title and an article"),
        ("Some Title\n\n", "article.txt: there is nothing below the title. Write the article there"),
        (
            "Some Title\nPosted in Living by Ann Lee",
            "article.txt: there is nothing below the title. Write the article there",
        ),
        ("PK\x03\x04\0\0", "article.txt: it is no text: it has NUL characters. Save it as plain text in UTF-8"),
        (
            "\n- An item.\nText.",
            "article.txt:2: the text does not start with a title. "
            "Write the title in the first line, or give it with --title",
        ),
        (
            "A paragraph. And no title.\nText.",
            "article.txt:1: the text does not start with a title. "
            "Write the title in the first line, or give it with --title",
        ),
    ],
)
def test_what_is_no_article_is_refused(text: str, message: str) -> None:
    assert str(refusal(text)) == message


def test_all_options_that_cannot_be_are_named_at_once() -> None:
    error = refusal("Some Title\nText.", id="My Id", category="site!", title=" ", published="2026-01-01T00:00:00")
    assert [fault.what for fault in error.faults] == [
        "--id 'My Id' is no id",
        "--category 'site!' is no id",
        "--title is empty",
        "--published '2026-01-01T00:00:00' is no time with a zone",
    ]
    assert refusal("Some Title\nText.", id="site").faults[0].what == "--id 'site' is taken by the site itself"


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("Title\nCafé".encode("latin-1"))
    with pytest.raises(InvalidInput) as caught:
        read_text(tmp_path / "latin.txt")
    assert (caught.value.faults[0].line, caught.value.faults[0].what) == (2, "byte 9 is not UTF-8")
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_text(tmp_path / "none.txt")


def test_json_is_indented_utf8() -> None:
    assert to_json({"title": "Café", "sections": []}) == '{\n  "title": "Café",\n  "sections": []\n}\n'.encode()


# --- properties ---------------------------------------------------------------------------------------------------

VOCABULARY = "pain relief Łódź naïve joint U.S. 4.5 e.g. *care* _rest_ [x] c:\\* warm vs. daily Zoë’s (slowly)".split()
INNER = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=7).map(" ".join)
SENTENCE = INNER.map("The {} ends here.".format)
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=3).map(" ".join)
TITLE = st.lists(
    st.sampled_from("Pain|Relief|Łódź|Joint|Of the|Dr. Lee’s|Cold vs. Warm".split("|")), min_size=1, max_size=6
)
HEADING = st.builds("About {}{}".format, TITLE.map(" ".join), st.sampled_from(["", "?"]))
QUESTION = INNER.map("How does it help, {} again?".format)
ITEM = st.one_of(SENTENCE, INNER.map("Label: it {} so".format))
BLOCK = st.one_of(
    PARAGRAPH,
    st.tuples(st.just("bullet"), st.lists(ITEM, min_size=1, max_size=4)),
    st.tuples(st.just("number"), st.lists(ITEM, min_size=2, max_size=4)),
)


def no_touching_bullets(blocks: list[Any]) -> bool:
    return all(first[0] != "bullet" or second[0] != "bullet" for first, second in pairwise(blocks))


BLOCKS = st.lists(BLOCK, min_size=1, max_size=4).filter(no_touching_bullets)
QUESTIONS = st.lists(st.tuples(QUESTION, BLOCKS), min_size=1, max_size=4)
SECTION = st.tuples(HEADING, BLOCKS, st.just([]))
FAQ = st.tuples(st.sampled_from(["FAQ", "Frequently Asked Questions", "Common questions"]), st.just([]), QUESTIONS)


@st.composite
def outlines(draw: st.DrawFn) -> list[Any]:
    """A lead, headed sections and an FAQ among them; each may be missing, but not all."""
    lead = draw(st.lists(st.tuples(st.just(""), BLOCKS, st.just([])), max_size=1))
    sections = draw(st.lists(SECTION, max_size=3))
    after = draw(st.lists(st.tuples(st.just("Conclusion"), BLOCKS, st.just([])), max_size=1))
    faq = draw(st.lists(FAQ, min_size=not (lead or sections or after), max_size=1))
    at = draw(st.integers(0, len(sections)))
    return [*lead, *sections[:at], *faq, *sections[at:], *after]


def rows(sections: list[Any], question_mark: str, answer_mark: str, bullet: str) -> Iterator[str]:
    """The rows of a plain text with this outline. ``{}`` in a question's mark is its number."""

    def block_rows(blocks: list[Any]) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, str):
                yield block
            else:
                style, items = block
                yield from (f"{bullet if style == 'bullet' else f'{n}.'} {item}" for n, item in enumerate(items, 1))

    for heading, blocks, questions in sections:
        if heading:
            yield heading
        yield from block_rows(blocks)
        for number, (question, answer) in enumerate(questions, 1):
            yield question_mark.format(number) + question
            first, *rest = block_rows(answer)
            yield answer_mark + first if isinstance(answer[0], str) else first
            yield from rest


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    sections=outlines(),
    marks=st.sampled_from([("{}. ", ""), ("{}) ", ""), ("Q: ", "A: "), ("Q{}: ", "")]),
    bullet=st.sampled_from("-*–•"),
    between=st.sampled_from(["\n", "\r\n", "\n\n", " \u00a0\r\n \r\n"]),
    start=st.sampled_from(["", "\ufeff", "\n\n"]),
    form=st.sampled_from(["NFC", "NFD"]),
)
def test_what_is_rendered_as_text_comes_back(
    sections: list[Any], marks: tuple[str, str], bullet: str, between: str, start: str, form: str
) -> None:
    text = start + between.join(["My Own Title", *rows(sections, *marks, bullet)])
    document = document_of(unicodedata.normalize(form, text))
    assert outline(document) == sections


NASTY = st.sampled_from(
    [
        *"FAQ|Conclusion:|Heading Here|Is it so?|Is It So?|Two things:|lower case|A sentence. Another one.|¿Que?".split(
            "|"
        ),
        *"1. One|2. Two?|3) Three. Four?|10. Ten|1.1.1. deep|- dash|•dot|*|-|---|# hash|#|\t\t indented|\x0b".split(
            "|"
        ),
        *"Q: ask?|Q:|A: reply|A:|*a* _b_ [c](d) \\|安全ですか？|はい。|よくある質問".split("|"),
        "A very long row of words that goes on and on until it is cut somewhere by",
    ]
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.one_of(st.text(), st.lists(st.one_of(NASTY, st.text(max_size=12)), max_size=30).map("\n".join)))
def test_no_text_breaks_it_and_no_word_is_lost(text: str) -> None:
    try:
        document = document_of(text)
    except InvalidInput:
        return
    # Letters only, and more than one: the marks of lists, questions and answers go.
    letters = re.compile(r"[^\W\d_]{2,}")
    assert letters.findall(" ".join(words(document))) == letters.findall(" ".join(map(clean, text.splitlines())))
