"""Search: folding, scripts without spaces, and the index through releases."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqsync.model import Code
from faqsync.service.documents import Block, Document, Section, Shown, Subject
from faqsync.service.folding import fold, match_expression
from faqsync.service.search import Query, make_index

TIME = datetime(2026, 1, 1, tzinfo=UTC)


def document(id: str, locale: str, text: str, code: str = "M47.816", title: str = "-") -> Document:
    return Document(
        id=id,
        uri=f"tag:x:{id}",
        digest="0",
        locale=locale,
        slug=id,
        url=f"https://faq.example.org/{locale}/{id}/",
        title=Shown(html=title),
        summary=Shown(html="-"),
        category="pain",
        published=TIME,
        updated=TIME,
        about=(Subject(codes=(Code(system="ICD-10-CM", code=code),)),),
        sections=(Section(blocks=(Block(text=Shown(html=text)),)),),
    )


def found(text: str, words: str) -> bool:
    return make_index({"x/a": document("a", "x", text)}).find(Query(words=words), 10).total == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rückenschmerzen", "ruckenschmerz"),
        ("RÜCKEN", "rücken"),
        ("Straße", "STRASSE"),
        ("inyección", "inyeccion"),
        ("inyeccion", "inyección"),
        ("cœur, Ødegård", "coeur odegard"),
        ("İstanbul", "istanbul"),
        ("腰痛の注射", "腰痛"),
        ("腰痛の注射", "注"),
        ("腰痛の注射", "射"),
        ("ボツリヌス", "ツリヌ"),
        ("MRI検査を受ける", "mri 検査"),
        ("ｱｽﾋﾟﾘﾝ", "アスピリン"),
        ("ปวดหลังเรื้อรัง", "หลัง"),
        ("الأَلَم المُزمن", "الالم المزمن"),
        ("إبرة", "ابره"),
        ("<em>take</em> <a href='x'>400&nbsp;mg</a> R&amp;D", "take 400 mg d"),
        ("M47.816", "M47.816"),
        ("a_b", "a_b"),
        ("दर्द के लिए", "दर्द"),
    ],
)
def test_what_is_found(text: str, words: str) -> None:
    assert found(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("かき", "がき"),  # a voicing mark makes another letter
        ("腰の痛み", "腰痛"),
        ("注射", "射注"),
        ("pain", "ain"),
        ("<em>pain</em>", "em"),
        ("pain", "pain relief"),
        ("pain", "!?"),
        ("दर्द", "र्द"),
        ("กิน", "กน"),  # nor is a vowel sign an accent
    ],
)
def test_what_is_not_found(text: str, words: str) -> None:
    assert not found(text, words)


def test_a_title_weighs_more_than_the_body() -> None:
    index = make_index(
        {
            "en/a": document("a", "en", "knee " * 3),
            "en/b": document("b", "en", "Nothing about it.", title="The knee"),
        }
    )
    assert index.find(Query(words="knee"), 10).places == ("en/b", "en/a")


def test_conditions_meet_and_pages_follow_one_another() -> None:
    index = make_index(
        {f"{locale}/a{n}": document(f"a{n}", locale, "pain") for locale in ("de", "en") for n in range(3)}
    )
    assert index.find(Query(locale="de", category="pain", code=Code(system="ICD-10-CM", code="M47.816")), 2).total == 3
    assert index.find(Query(locale="de", words="pain"), 2).places == ("de/a0", "de/a1")
    assert index.find(Query(locale="de", words="pain"), 2, 2).places == ("de/a2",)
    assert index.find(Query(code=Code(system="ICD-10", code="M47.816")), 10).total == 0
    assert index.find(Query(category="other"), 10).total == 0


def test_the_next_release_keeps_what_is_the_same_and_leaves_the_old_index_alone() -> None:
    old = make_index({"en/a": document("a", "en", "one"), "en/b": document("b", "en", "two")})
    new = make_index({"en/b": document("b", "en", "three", code="M54.5")}, ["en/a", "en/b"], old)
    assert [new.find(Query(words=word), 9).total for word in ("one", "two", "three")] == [0, 0, 1]
    assert [old.find(Query(words=word), 9).total for word in ("one", "two", "three")] == [1, 1, 0]
    assert new.find(Query(code=Code(system="ICD-10-CM", code="M47.816")), 9).total == 0


@given(st.text(max_size=40))
def test_any_words_are_a_query(words: str) -> None:
    make_index({}).find(Query(words=words), 1)


@given(st.text(alphabet="aéßöжёひがプ腰痛กิأَ 9-_'\"*()", min_size=1, max_size=12))
def test_a_text_is_found_by_itself(text: str) -> None:
    assert match_expression(text) is None or found(text, text)


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
