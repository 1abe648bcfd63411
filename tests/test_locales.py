"""Locales: what stands in for one, which way it is written, and tags that CLDR does not know."""

import unicodedata
from datetime import date

import pytest
from conftest import Project

from faqsync import locales
from faqsync.locales import RIGHT_TO_LEFT_SCRIPTS, closest, direction, fallbacks, nearest, own_name, script

# --- fallback ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "chain"),
    [
        ("de", "de"),
        ("de-AT", "de-AT de de-Latn"),
        ("es-MX", "es-MX es-419 es es-Latn"),
        ("pt-AO", "pt-AO pt-PT pt pt-Latn"),
        ("en-AU", "en-AU en-001 en en-Latn"),
        ("zh-TW", "zh-TW zh-Hant"),
        ("zh-MO", "zh-MO zh-Hant-HK zh-Hant"),
        ("zh-CN", "zh-CN zh zh-Hans"),
        ("sr-ME", "sr-ME sr-Latn"),
        ("pa-PK", "pa-PK pa-Arab"),
        ("az-Arab", "az-Arab"),
        ("es-419-x-clinic", "es-419-x-clinic es-419 es es-Latn"),
        ("prs", "prs fa-AF fa fa-Arab"),
        ("hmn", "hmn"),
        ("en-XA", "en-XA en en-Latn"),
        ("x-house", "x-house"),
    ],
)
def test_fallback_follows_the_parents_and_likely_scripts_of_cldr(tag: str, chain: str) -> None:
    assert fallbacks(tag) == chain.split()


@pytest.mark.parametrize("tag", ["zh-TW", "zh-HK", "zh-MO", "zh-Hant", "sr-ME", "pa-PK", "uz-AF", "az-IR", "yue-CN"])
def test_no_reader_is_served_another_script(tag: str) -> None:
    others = ("zh", "zh-Hans", "zh-CN", "sr", "sr-Cyrl", "pa", "uz", "az", "yue", "yue-Hant")
    others = tuple(other for other in others if script(other) != script(tag))
    assert others
    assert nearest(tag, others) is None
    assert closest(tag, others) is None


@pytest.mark.parametrize(
    ("tag", "available", "served"),
    [
        ("pt-PT", ("pt-BR",), "pt-BR"),
        ("es-MX", ("es-ES", "es-419"), "es-419"),
        ("zh-TW", ("zh-Hans", "zh-Hant"), "zh-Hant"),
        ("prs", ("ar", "fa"), "fa"),
        ("fa", ("prs",), "prs"),
        ("iw", ("he",), "he"),
        ("de", ("en", "nl"), None),
    ],
)
def test_the_closest_locale_serves_a_reader(tag: str, available: tuple[str, ...], served: str | None) -> None:
    assert closest(tag, available) == served


# --- direction --------------------------------------------------------------------------------------------------

# Names of Unicode characters begin with their script's; these are not called like their ISO 15924 codes.
CODES = {
    "ARABIC": "Arab",
    "AVESTAN": "Avst",
    "CHORASMIAN": "Chrs",
    "CYPRIOT": "Cprt",
    "GARAY": "Gara",
    "HEBREW": "Hebr",
    "IMPERIAL": "Armi",
    "INSCRIPTIONAL PAHLAVI": "Phli",
    "INSCRIPTIONAL PARTHIAN": "Prti",
    "KHAROSHTHI": "Khar",
    "LYDIAN": "Lydi",
    "MANDAIC": "Mand",
    "MANICHAEAN": "Mani",
    "MENDE": "Mend",
    "MEROITIC CURSIVE": "Merc",
    "MEROITIC HIEROGLYPHIC": "Mero",
    "NABATAEAN": "Nbat",
    "NKO": "Nkoo",
    "OLD HUNGARIAN": "Hung",
    "OLD NORTH": "Narb",
    "OLD SOGDIAN": "Sogo",
    "OLD SOUTH": "Sarb",
    "OLD TURKIC": "Orkh",
    "OLD UYGHUR": "Ougr",
    "PALMYRENE": "Palm",
    "PHOENICIAN": "Phnx",
    "PSALTER": "Phlp",
    "SAMARITAN": "Samr",
    "SIDETIC": "Sidt",
    "SOGDIAN": "Sogd",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "ADLAM": "Adlm",
    "ELYMAIC": "Elym",
    "HANIFI": "Rohg",
    "HATRAN": "Hatr",
    "YEZIDI": "Yezi",
}


def test_every_script_with_letters_from_right_to_left_is_known() -> None:
    letters = (chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in ("R", "AL"))
    names = {unicodedata.name(letter) for letter in letters if unicodedata.category(letter) == "Lo"}
    codes = {next((code for start, code in CODES.items() if name.startswith(start)), name) for name in names}
    assert "Hebr" in codes
    assert codes <= RIGHT_TO_LEFT_SCRIPTS


@pytest.mark.parametrize(
    "tag", "ar fa ur he yi ps ug ckb sd dv syr nqo prs pnb ks az-Arab ku-Arab pa-PK uz-AF ff-Adlm rhg ar-XB iw".split()
)
def test_from_right_to_left(tag: str) -> None:
    assert direction(tag) == "rtl"


@pytest.mark.parametrize("tag", "en de ja zh-Hant ru ks-Deva ar-Latn pa uz ff ku en-XA hmn x-house mn-Mong".split())
def test_from_left_to_right(tag: str) -> None:
    assert direction(tag) == "ltr"


# --- names, dates, tags unknown to CLDR -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("pt-BR", "português (Brasil)"),
        ("zh-Hant", "中文 (繁體)"),
        ("en-XA", "English (Pseudo-Accents)"),
        ("hmn", "hmn"),
        ("x-house", "x-house"),
    ],
)
def test_the_name_of_a_language_in_itself(tag: str, name: str) -> None:
    assert own_name(tag) == name


def test_a_date_in_a_locale() -> None:
    day = date(2026, 3, 1)
    assert locales.format_date(day, "de-XX") == "1. März 2026"
    assert locales.format_date(day, "hmn") == "2026-03-01"


def test_a_site_in_locales_that_cldr_does_not_know(project: Project) -> None:
    tags = ("prs", "hmn", "en-XA", "zh-TW")
    project.config(('["de", "ar"]', str(list(tags)).replace("'", '"')))
    for tag in tags:
        project.translate(tag.replace("-", "_"), "site", "aspirin", "back-pain")
    assert project.publish().published == {"en": 2} | dict.fromkeys(tags, 2)
    for tag, side in zip(tags, ("rtl", "ltr", "ltr", "ltr"), strict=True):
        page = (project.outputs / tag / "aspirin/index.html").read_text("utf-8")
        assert f'<html lang="{tag}" dir="{side}">' in page
        assert project.json(f"{tag}/feed.json")["language"] == tag
    assert project.publish().new is False
