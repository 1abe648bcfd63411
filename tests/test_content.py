"""Articles: what a JSON document comes to, and which texts of it are messages."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Project, article, paragraph

from faqsync import config, content
from faqsync.errors import InvalidInput
from faqsync.model import Article, ItemList, Note
from faqsync.texts import decode_text, forbidden_character, is_web_address

RICH = [
    {
        "id": "lead",
        "blocks": [
            paragraph("One."),
            {"type": "list", "style": "number", "items": ["Two.", "Three."]},
            {"type": "note", "tone": "warning", "text": "Four."},
        ],
    },
    {
        "id": "faq",
        "heading": "Questions",
        "blocks": [paragraph("Before.")],
        "questions": [
            {"id": "why", "question": "Why?", "answer": [paragraph("So."), {"type": "list", "items": ["A", "B"]}]},
            {"id": "how", "question": "How?", "answer": [paragraph("Thus.")]},
        ],
    },
]


@pytest.fixture
def site(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.config()
    return made


def read(site: Project, id: str = "cough", **fields: Any) -> Article:
    site.article(id, **fields)
    found, _ = content.read_article(site.root, f"content/{id}.json", config.read_site(site.root))
    return found


def pairs(article: Article) -> list[tuple[str, str]]:
    return [(message.context, message.text) for message in content.messages(article)]


# --- messages -------------------------------------------------------------------------------------------------------


def test_messages_come_in_the_order_of_the_article_with_contexts_made_of_ids(site: Project) -> None:
    assert pairs(read(site, sections=RICH)) == [
        ("title", "Title of cough"),
        ("summary", "Summary of cough."),
        ("lead", "One."),
        ("lead", "Two."),
        ("lead", "Three."),
        ("lead", "Four."),
        ("faq/heading", "Questions"),
        ("faq", "Before."),
        ("faq/why/question", "Why?"),
        ("faq/why/answer", "So."),
        ("faq/why/answer", "A"),
        ("faq/why/answer", "B"),
        ("faq/how/question", "How?"),
        ("faq/how/answer", "Thus."),
    ]


def test_moving_sections_questions_and_blocks_changes_no_message(site: Project) -> None:
    before = read(site, sections=RICH)
    lead, faq = RICH
    moved = [
        {**faq, "questions": faq["questions"][::-1]},
        {**lead, "heading": "Lead", "blocks": lead["blocks"][::-1]},
    ]
    after = read(site, sections=moved)
    assert set(pairs(after)) - set(pairs(before)) == {("lead/heading", "Lead")}
    assert set(pairs(before)) <= set(pairs(after))


def test_the_same_text_is_one_message_in_one_context_and_two_in_two(site: Project) -> None:
    blocks = [paragraph("Again."), paragraph("Again."), {"type": "list", "items": ["Again.", "Other."]}]
    sections = [{"id": "a", "blocks": blocks}, {"id": "b", "heading": "Again.", "blocks": [paragraph("Again.")]}]
    found = pairs(read(site, sections=sections))
    assert found[2:] == [("a", "Again."), ("a", "Other."), ("b/heading", "Again."), ("b", "Again.")]


def test_every_note_says_where_the_text_stands(site: Project) -> None:
    notes = {message.context: message.note for message in content.messages(read(site, sections=RICH))}
    page = "https://faq.example.org/en/cough/"
    assert notes["title"] == f"“Title of cough”, title, at most 110 characters\n{page}"
    assert notes["summary"] == f"“Title of cough”, summary, at most 300 characters\n{page}"
    assert notes["faq/heading"] == f"“Title of cough”, section faq, heading\n{page}#faq"
    assert notes["faq/why/question"] == f"“Title of cough”, section faq, question\n{page}#why"
    assert notes["faq/how/answer"] == f"“Title of cough”, section faq, answer, paragraph\n{page}#how"
    assert notes["lead"] == f"“Title of cough”, section lead, note (warning)\n{page}#lead"


def test_the_digest_of_the_text_is_that_of_contexts_and_messages(site: Project) -> None:
    found = read(site, sections=RICH, summary="Größe.")
    data = b"".join(f"{context}\0{text}\n".encode() for context, text in pairs(found))
    assert found.text == f"sha256:{hashlib.sha256(data).hexdigest()}"


@pytest.mark.parametrize(
    ("fields", "moved"),
    [
        ({"keywords": ["x"]}, False),
        ({"draft": True}, False),
        ({"title": "Other"}, True),
        ({"sections": RICH[:1]}, True),
    ],
)
def test_a_review_covers_the_text_and_nothing_else(site: Project, fields: dict[str, Any], moved: bool) -> None:
    review = {"by": {"name": "N"}, "on": "2026-01-01", "text": read(site, sections=RICH).text}
    assert read(site, sections=RICH, reviewed=review).review_covers_text
    assert read(site, **{"sections": RICH, "reviewed": review} | fields).review_covers_text is not moved


def test_a_review_that_names_no_text_covers_none(site: Project) -> None:
    assert not read(site, reviewed={"by": {"name": "N"}, "on": "2026-01-01"}).review_covers_text


# --- articles -------------------------------------------------------------------------------------------------------


def test_what_is_left_out_has_its_default(site: Project) -> None:
    found = read(
        site, sections=[{"id": "a", "blocks": [{"type": "list", "items": ["x"]}, {"type": "note", "text": "y"}]}]
    )
    assert (found.slug, found.draft, found.withdrawn, found.reviewed, found.keywords) == (
        "cough",
        False,
        None,
        None,
        (),
    )
    first, second = found.sections[0].blocks
    assert isinstance(first, ItemList)
    assert first.style == "bullet"
    assert isinstance(second, Note)
    assert second.tone == "info"


def test_times_are_in_utc_and_whole_seconds(site: Project) -> None:
    withdrawn = {"on": "2026-03-01T00:30:00-05:00", "reason": "R"}
    found = read(site, published="2026-01-15T10:00:00.75+01:00", withdrawn=withdrawn)
    assert f"{found.published:%FT%T%z}" == "2026-01-15T09:00:00+0000"
    assert found.withdrawn is not None
    assert f"{found.withdrawn.on:%FT%T%z}" == "2026-03-01T05:30:00+0000"


def test_an_image_is_named_by_its_bytes_wherever_its_article_lies(site: Project) -> None:
    image = {"type": "image", "file": "img/knee.png", "alt": "A knee", "width": 2, "height": 1}
    document = json.dumps(article("cough", sections=[{"id": "a", "blocks": [image]}]))
    for folder in ("content", "content/more"):
        site.write(f"{folder}/cough.json", document)
        site.write(f"{folder}/img/knee.png", b"PNG")
    digest = hashlib.sha256(b"PNG").hexdigest()[:16]
    for folder in ("content", "content/more"):
        found, outline = content.read_article(site.root, f"{folder}/cough.json", config.read_site(site.root))
        assert found.sections[0].blocks[0].asset == f"assets/knee-{digest}.png"
        assert outline.images == ((f"{folder}/img/knee.png", f"assets/knee-{digest}.png"),)


def test_articles_are_found_in_any_folder_in_one_order(site: Project) -> None:
    for path in ("content/b.json", "content/z/a.json", "content/a.txt", "content/z/y/c.json", "other/d.json"):
        site.write(path, "{}")
    assert content.find_articles(site.root) == ("content/b.json", "content/z/a.json", "content/z/y/c.json")


def test_every_article_of_the_sample_is_valid() -> None:
    site = config.read_site(ROOT)
    outlines = [content.read_article(ROOT, path, site)[1] for path in content.find_articles(ROOT)]
    assert len(outlines) >= 6
    assert content.site_faults(outlines, {}) == []


# --- articles together ----------------------------------------------------------------------------------------------


def outline(id: str, **fields: Any) -> content.Outline:
    given = {"path": f"content/{id}.json", "slug": id, "category": "general", "anchors": (), "links": ()} | fields
    return content.Outline(id=id, **given)


def whats(*outlines: content.Outline, former: dict[str, str] | None = None) -> list[tuple[str, str]]:
    return [(fault.file, fault.what) for fault in content.site_faults(outlines, former or {})]


def test_a_slug_belongs_for_ever_to_the_first_that_had_it() -> None:
    former = {"old": "cough"}
    assert whats(outline("cough"), former=former) == []
    assert whats(outline("cough", slug="old"), former=former) == []
    assert whats(outline("rash", slug="old"), former=former) == [
        ("content/rash.json", "the slug 'old' is or was that of 'cough'")
    ]


@pytest.mark.parametrize(
    ("chain", "faulty"),
    [
        ({"a": "b", "b": "c", "c": None}, []),
        ({"a": "b", "b": "c", "c": "a"}, ["a", "b", "c"]),
        ({"a": "b", "b": "c", "c": "b"}, ["b", "c"]),
        ({"a": "a"}, ["a"]),
    ],
    ids=["ends", "circle", "leads into a circle", "itself"],
)
def test_replacements_lead_to_an_end(chain: dict[str, str | None], faulty: list[str]) -> None:
    outlines = [outline(id, replacement=replacement) for id, replacement in chain.items()]
    assert [Path(file).stem for file, _ in whats(*outlines)] == faulty


def test_links_lead_to_articles_sections_and_questions() -> None:
    links = tuple((f"/{target}", f"article:{target}") for target in ("b", "b#faq", "b#no", "no", "no#faq"))
    faults = content.site_faults([outline("a", links=links), outline("b", anchors=("faq",))], {})
    assert [fault.pointer for fault in faults] == ["/b#no", "/no", "/no#faq"]


# --- texts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("char", ["\0", "\t", "\n", "\x7f", "\x85", "\ud800", "\ufdd0", "\ufffe", "\uffff"])
def test_characters_that_pages_and_feeds_cannot_carry(char: str) -> None:
    assert forbidden_character(f"a{char}b") == f"U+{ord(char):04X}"


@pytest.mark.parametrize("text", ["", "Ärzte", "مرحبا", "a\u200cb", "\u2028", "💊", "\u00a0", "\ufffd"])
def test_all_other_characters_are_fine(text: str) -> None:
    assert forbidden_character(text) is None


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("https://x.example/a?b=c&d=%C3%A9#e", True),
        ("http://127.0.0.1:8000/", True),
        ("https://[::1]/", True),
        ("https://x.example/é", False),
        ("https://x.example/a b", False),
        ("https://x.example:99999/", False),
        ("https://x.example:0/", False),
        ("https:///a", False),
        ("https://", False),
        ("https://[::1", False),
        ("//x.example/", False),
        ("ftp://x.example/", False),
        ("javascript:alert(1)", False),
        ("https://x.example/\x07", False),
        ('https://x.example/"', False),
        ("", False),
    ],
)
def test_web_addresses(text: str, fine: bool) -> None:
    assert is_web_address(text) is fine


def test_a_file_is_utf_8_without_a_mark() -> None:
    assert decode_text("Größe".encode(), "f") == "Größe"
    with pytest.raises(InvalidInput, match=r"^f:3: this is not UTF-8"):
        decode_text(b"a\nb\n\xff", "f")
    with pytest.raises(InvalidInput, match=r"^f:1: .* byte order mark"):
        decode_text("\ufeffa".encode(), "f")
