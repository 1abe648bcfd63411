"""Markup, addresses, negations and typography, in the languages where they differ."""

import pytest

from faqsync.checks import CHECKS
from faqsync.checks.check import Pair

BY_NAME = {check.name: check for check in CHECKS}


def messages(name: str, text: str, translation: str, locale: str) -> list[str]:
    return list(BY_NAME[name].run(Pair(text=text, translation=translation, locale=locale)))


@pytest.mark.parametrize(
    ("name", "text", "translation", "locale"),
    [
        ("markup", "**Do** *not* drive.", "**لا** *تقُد*.", "ar"),
        ("markup", "**See [the plan](article:a)**", "**[計画](article:a)** を見る", "ja"),
        ("markup", "a*", "b*", "de"),
        ("markup", "Less than 5 < 6", "Weniger als 5 < 6", "de"),
        ("addresses", "See https://a.example/x.", "Siehe https://a.example/x.", "de"),
        ("addresses", "on 2026-01-15 or 15.01.2026", "am 15. Januar 2026", "de"),
        ("addresses", "1,000,000 people", "1 000 000 de personas", "es"),
        ("negation", "Not only pain", "Schmerzen und mehr", "de"),
        ("negation", "Do not wait. Call us.", "Appelez-nous sans attendre.", "fr"),
        ("negation", "You cannot drive.", "लेकिन", "hi"),
        ("typography", "Is it safe?", "Είναι ασφαλές;", "el"),
        ("typography", "Rest.", "พักผ่อน", "th"),
        ("typography", "You have a fever.", "発熱がある方", "ja"),
        ("typography", "He said “rest”.", "Er sagte „Ruhe“.", "de"),
        ("typography", "at 10:30", "à 10:30", "fr"),
        ("typography", "Note: rest", "Note\u00a0: repos", "fr"),
        ("typography", "Note: rest", "Note\u00a0: repos", "fr-CA"),
        ("typography", "Really!", "Vraiment!", "fr-CA"),
        ("typography", "Slowly", "Yavaş yavaş", "tr"),
        ("typography", "They who rest", "Die die ruhen", "de"),
        ("typography", "10 µg of β-carotene", "10 µg β-Carotin", "de"),
        ("typography", "books", "کتاب\u200cها", "fa"),
        ("same-as-source", "B12, 5 mg", "B12, 5 mg", "de"),
    ],
)
def test_right_passes(name: str, text: str, translation: str, locale: str) -> None:
    assert messages(name, text, translation, locale) == []


@pytest.mark.parametrize(
    ("name", "text", "translation", "locale", "message"),
    [
        ("markup", "**a** and *b*", "*a* und **b", "de", "the source has a part in **strong**"),
        ("markup", "*a **b***", "*a* **b**", "de", "the source has a part in **strong** within a part in *emphasis*"),
        ("markup", "Call", "[Ruf](javascript:x)", "de", "the translation has a link to javascript:x"),
        ("markup", "[a](tel:112)", "[a](tel:911)", "de", "the source has a link to tel:112"),
        ("markup", "a & b", "a &amp; b", "de", "the translation has the HTML “&amp;”"),
        ("markup", "See [a](article:b)", "Siehe [a] (article:b)", "de", "the source has a link to article:b"),
        ("addresses", "Call 0800 123 456.", "Rufen Sie 0800 123 465 an.", "de", "“0800123456” of the source"),
        ("addresses", "hello@a.example", "hello@b.example", "ja", "“hello@a.example” of the source"),
        ("placeholders", "{count} of {total}", "{count} von {count}", "de", "“{total}” of the source"),
        ("negation", "Never drive.", "Conduzca siempre.", "es", "“never” of the source"),
        ("negation", "You don’t need it.", "Er is een nodig.", "nl", "“don’t” of the source"),
        ("negation", "Do not drive. Rest.", "Prowadź. Nie odpoczywaj.", "pl", "“not” of the source"),
        ("negation", "without food", "на еду", "ru", "“without” of the source"),
        ("negation", "Do not drive.", "请开车。", "zh-Hans", "“not” of the source"),
        (
            "typography",
            "Rest.",
            "Ruhen Sie sich aus",
            "de",
            "the source ends with a full stop, the translation with no",
        ),
        ("typography", "Rest", "Descanse.", "es", "the source ends with no mark, the translation with a full stop"),
        ("typography", "Really? Yes!", "¿De verdad? Sí!", "es", "each “!” needs a “¡”"),
        ("typography", "Rest, then walk.", "استرح, ثم امش.", "ar", "“ح,” should have “،”"),
        ("typography", "Rest.", "休んでください.", "ja", "“い.” should have “。”"),
        ("typography", "Rest a bit.", "Ruhen  Sie etwas.", "de", "there are two blanks together"),
        ("typography", "Rest a bit.", "Ruhen Sie etwas .", "de", "there is a blank before “.”"),
        ("typography", "(Rest)", "（休む", "ja", "a “）” is missing"),
        ("typography", "A “b” c", "A „b c", "de", "a quotation mark is missing"),
        ("typography", "Rest", "Ruhe\u200b", "de", "it has the invisible character U+200B"),
        ("typography", "Rest", "\u202bراحة", "ar", "it has the invisible character U+202B"),
        ("typography", "Rest", "Ruhe\u200f", "de", "it has the invisible character U+200F"),
        ("typography", "Rest", "\u2068راحة", "ar", "the isolates"),
        ("typography", "Paracetamol", "Пaрацетамол", "ru", "“Пaрацетамол” mixes letters of two scripts"),
        ("typography", "Who?", "Qui ?", "fr", "“ ?” needs a no-break space"),
    ],
)
def test_wrong_is_found(name: str, text: str, translation: str, locale: str, message: str) -> None:
    assert any(found.startswith(message) for found in messages(name, text, translation, locale))
