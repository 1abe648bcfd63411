"""A site of any size, the same on every machine: articles in English, and catalogs in letters of other scripts.

The translations are no language. Each English word has one made-up word in every locale; numbers with their units,
markup and link targets are kept, as a translator keeps them.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from random import Random
from typing import Any, NamedTuple

SOURCE = "en"
BASE_URL = "https://faq.example.org/"
TITLE = "Answers for patients"
DESCRIPTION = "Clear answers about pain and its treatment."
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
PUBLISHER = {"name": "Lindenhof Pain Clinic", "url": "https://clinic.example.org/"}
AUTHOR = {"name": "Lindenhof Pain Clinic", "kind": "organization", "url": "https://clinic.example.org/team"}
TRANSLATOR = "Robin Example"
REVISED = "2026-02-01"
"""The day on which all translations were made."""
CATEGORIES = ("treatments", "appointments", "medicines", "living", "benefits", "exercise", "sleep", "nutrition")


class Script(NamedTuple):
    """The letters of made-up words; without blanks between words where ``spaced`` is false."""

    onsets: str
    vowels: tuple[str, ...]
    letters: int
    """How many English letters one syllable stands for."""
    stops: str = ".?,"
    spaced: bool = True


_LATIN = Script("bdfgklmprst", tuple("aeiou"), 2)
_CYRILLIC = Script("бвгджзклмпрст", tuple("аеиоуы"), 2)
_NO_VOWEL = ("",)
SCRIPTS = {
    "es": Script("bdfgklmprstñ", tuple("aeoáí"), 2),
    "de": Script("bdfghklmprstw", ("a", "e", "o", "ä", "ö", "ei"), 2),
    "ar": Script("بتجحدرسشصطعغفقكمه", ("", "ا", "و", "ي"), 2, ".؟،"),
    "ja": Script(
        "あいうえおかきくけこさしすせそたちつてとはひふへほまみむめもらりるれろ", _NO_VOWEL, 3, "。?、", False
    ),
    "pt-BR": Script("bcdfglmprstv", ("a", "e", "o", "ã", "é"), 2),
    "fr": Script("bcdfglmprstv", ("a", "e", "i", "é", "è", "ou"), 2),
    "ru": _CYRILLIC,
    "hi": Script("कखगचजटडतदपबमरलस", ("", "ा", "ि", "े", "ो"), 2, "।?,"),
    "zh-Hans": Script("的是在有这来说着国地子出会可天生对多成学", _NO_VOWEL, 4, "。?,", False),
    "it": _LATIN,
    "pl": Script("bcdfgklmprstwż", tuple("aeioyą"), 2),
    "tr": Script("bcdfgğklmprsşt", tuple("aeıioöuü"), 2),
    "uk": Script("бвгджзклмпрст", tuple("аеиоуії"), 2),
    "ko": Script("가거고구기다더도두라러로루마머모무바버보부사서소수", _NO_VOWEL, 3),
    "vi": Script("bcdghklmprst", tuple("aeioăâêơư"), 2),
    "el": Script("βγδζθκλμπρστφ", tuple("αειοηυ"), 2, ".;,"),
    "he": Script("בגדהזחטיכמסעפצקרש", ("", "ו", "י"), 2),
    "fa": Script("بپتجچحخدرزسشکگمه", ("", "ا", "و", "ی"), 2, ".؟،"),
    "nl": _LATIN,
}
LOCALES = (SOURCE, *SCRIPTS)

# No word here says a number, a time, or no: the translations could not say it too.
_WORDS = """
    ability active advice ankle area arm back balance bath bending blood body bone bottle breath bruise calm capsules
    care careful chair change chest clear clinic clothing cold comfort common community condition control cough cream
    daily desk diet dizzy doctor dose dressing drink driving easier effect elbow energy exercise family fever fingers
    finger floor food foot friend gentle goals habit hand head healing health heart heat help hip home hospital
    immediate injection joint knee ladder leaflet leg letter lifting limb list local lower lung medicine mild mood
    morning movement muscle neck needle nerve nurse pain palm partner patch people pharmacist pillow plan plaster
    posture practical practice pressure previous progress question rash recovery relaxed relief rest result risk routine
    safe scan scar sensitive shoe shoulder side signs skin sleep small soft soreness spine sport stairs steady steps
    stiff stomach strength stress stretch strong support surgery sweat swelling swimming symptom tablets talk tension
    test therapy throat tissue touch traffic treatment upper usual vein visit walking warm warning water weight wound
    wrist yoga
""".split()
_PIECES = re.compile(r"(\]\([^)]*\))|(\d+ (?:mg|ml|%))|([A-Za-z]+)|([.?,])(?=[\s*]|$)")
_BLANK_BETWEEN_WORDS = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")


# --- translations ----------------------------------------------------------------------------------------------


def translate(text: str, locale: str) -> str:
    """The text in a locale; the source's own as it is."""
    if locale == SOURCE:
        return text
    script = SCRIPTS[locale]

    def piece(match: re.Match[str]) -> str:
        target, quantity, word, stop = match.groups()
        if word:
            return made_up(word, locale)
        return script.stops[".?,".index(stop)] if stop else target or quantity

    translated = _PIECES.sub(piece, text)
    return translated if script.spaced else _BLANK_BETWEEN_WORDS.sub("", translated)


@cache
def made_up(word: str, locale: str) -> str:
    """The word that stands for an English one, with a capital where that has one."""
    script = SCRIPTS[locale]
    random = Random(f"{locale}/{word.lower()}")
    syllables = max(2, (len(word) + script.letters - 1) // script.letters)
    found = "".join(random.choice(script.onsets) + random.choice(script.vowels) for _ in range(syllables))
    return found.capitalize() if word[0].isupper() else found


# --- articles -------------------------------------------------------------------------------------------------


def article_id(number: int) -> str:
    """The id of an article, from 0."""
    return f"article-{number:05}"


class _Author:
    """Writes texts at random, always the same for the same seed."""

    def __init__(self, number: int, articles: int) -> None:
        self.random = Random(f"article/{number}")
        self.number, self.articles = number, articles

    def words(self, least: int, most: int) -> str:
        return " ".join(self.random.choices(_WORDS, k=self.random.randint(least, most)))

    def phrase(self, least: int = 3, most: int = 6) -> str:
        return self.words(least, most).capitalize()

    def sentence(self) -> str:
        return f"{self.phrase(6, 10)}."

    def paragraph(self) -> str:
        return f"{self.sentence()} {self.sentence()}"

    def item(self) -> str:
        return f"**{self.phrase(1, 2)}:** {self.words(5, 9)}."

    def dose(self) -> str:
        amount = self.random.randint(2, 18) * 50
        return f"{self.phrase(2, 4)} {amount} mg {self.words(2, 4)} *{self.words(1, 2)}* {self.words(2, 3)}."

    def link(self) -> str:
        target = article_id((self.number + self.random.randint(1, 50)) % self.articles)
        return f"{self.phrase(2, 5)} [{self.words(2, 3)}](article:{target}#faq) {self.words(2, 4)}."


def _paragraphs(*texts: str) -> list[dict[str, Any]]:
    return [{"type": "paragraph", "text": text} for text in texts]


def _list(style: str, *items: str) -> dict[str, Any]:
    return {"type": "list", "style": style, "items": list(items)}


def _note(tone: str, text: str) -> dict[str, Any]:
    return {"type": "note", "tone": tone, "text": text}


def _sections(by: _Author) -> Iterator[dict[str, Any]]:
    yield {"id": "lead", "blocks": _paragraphs(by.paragraph())}
    yield {"id": "background", "heading": by.phrase(), "blocks": _paragraphs(by.paragraph(), by.link())}
    benefits = _list("bullet", by.item(), by.item(), by.item(), by.item())
    yield {"id": "benefits", "heading": by.phrase(), "blocks": [*_paragraphs(by.sentence()), benefits]}
    steps = _list("number", by.dose(), by.dose(), by.sentence(), by.dose())
    dose = [*_paragraphs(by.dose()), steps, _note("warning", f"**{by.phrase()}** {by.words(5, 9)}.")]
    yield {"id": "dose", "heading": by.phrase(), "blocks": dose}
    risks = [*_paragraphs(by.paragraph()), _list("bullet", by.item(), by.item(), by.item()), _note("tip", by.link())]
    yield {"id": "risks", "heading": by.phrase(), "blocks": risks}
    answers = [by.sentence(), by.dose(), by.link(), by.paragraph(), by.sentence(), by.paragraph()]
    questions = [
        {"id": f"question-{number}", "question": f"{by.phrase(4, 7)}?", "answer": _paragraphs(answer)}
        for number, answer in enumerate(answers, 1)
    ]
    yield {"id": "faq", "heading": by.phrase(), "questions": questions}
    yield {"id": "conclusion", "heading": by.phrase(), "blocks": _paragraphs(by.paragraph())}


def article(number: int, articles: int) -> dict[str, Any]:
    """One of so many articles, as its author writes it."""
    by = _Author(number, articles)
    document: dict[str, Any] = {
        "$schema": "../schemas/article.schema.json",
        "id": article_id(number),
        "language": SOURCE,
        "title": by.phrase(4, 7),
        "summary": by.sentence(),
        "category": CATEGORIES[number % len(CATEGORIES)],
        "keywords": [by.words(1, 2), by.words(3, 3), by.words(4, 4)],
        "authors": [AUTHOR],
        "published": f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}T09:00:00Z",
        "about": [
            {
                "name": by.phrase(),
                "kind": "MedicalCondition",
                "codes": [{"system": "ICD-10-CM", "code": f"M{number % 90 + 10}.{number % 10}"}],
            },
            {"name": by.phrase(), "kind": "MedicalProcedure"},
        ],
        "sections": list(_sections(by)),
        "sources": [
            {"title": by.phrase(5, 8), "url": f"https://guidelines.example.org/{number}"},
            {"title": by.phrase(5, 8), "url": f"https://journal.example.org/{number}"},
        ],
    }
    document["reviewed"] = {
        "by": {"name": "Dr. Ada Lindqvist", "kind": "person"},
        "on": "2026-01-10",
        "next": "2027-01-10",
        "text": _text_digest(document),
    }
    return document


def _text_digest(document: dict[str, Any]) -> str:
    texts = "".join(f"{each.context}\0{each.text}\n" for each in messages(document))
    return f"sha256:{hashlib.sha256(texts.encode()).hexdigest()}"


# --- messages -------------------------------------------------------------------------------------------------


class Message(NamedTuple):
    """One text of an article, and where it stands."""

    context: str
    text: str
    note: str


def messages(document: dict[str, Any]) -> Iterator[Message]:
    """The texts of an article in its order, as its catalogs have them."""
    name = f"“{document['title']}”"
    yield Message("title", document["title"], "Title of the article")
    yield Message("summary", document["summary"], f"Summary of {name}")
    for section in document["sections"]:
        context, where = section["id"], f"{name}, section {section['id']}"
        if "heading" in section:
            yield Message(f"{context}/heading", section["heading"], f"{where}: heading")
        yield from _block_messages(section.get("blocks", ()), context, where)
        for question in section.get("questions", ()):
            inner = f"{context}/{question['id']}"
            yield Message(f"{inner}/question", question["question"], f"{where}: question")
            yield from _block_messages(question["answer"], f"{inner}/answer", f"{where}: answer")


def _block_messages(blocks: Iterable[dict[str, Any]], context: str, where: str) -> Iterator[Message]:
    for block in blocks:
        if block["type"] == "list":
            for item in block["items"]:
                yield Message(context, item, f"{where}, list item")
        else:
            role = f"note ({block['tone']})" if block["type"] == "note" else "paragraph"
            yield Message(context, block["text"], f"{where}, {role}")


def localized(document: dict[str, Any], locale: str) -> dict[str, Any]:
    """An article with all of its texts in a locale."""
    sections = [_localized(section, locale) for section in document["sections"]]
    texts = {key: translate(document[key], locale) for key in ("title", "summary")}
    return document | texts | {"sections": sections}


_IDS = frozenset(("id", "type", "style", "tone"))


def _localized(value: Any, locale: str) -> Any:
    if isinstance(value, dict):
        return {key: each if key in _IDS else _localized(each, locale) for key, each in value.items()}
    if isinstance(value, list):
        return [_localized(each, locale) for each in value]
    return translate(value, locale)
