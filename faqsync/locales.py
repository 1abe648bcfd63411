"""Locales: tags (BCP 47), gettext's names for them, and what CLDR knows of each. The only module that knows Babel."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global
from babel.dates import format_date as babel_format_date
from babel.units import UnknownUnitError, format_unit

from faqsync import plurals

# RFC 5646, section 2.1: langtag, without the grandfathered tags, and private use alone.
_WELL_FORMED = re.compile(
    r"""
    (?: (?P<language> [a-z]{2,3} (?:-[a-z]{3}){0,3} | [a-z]{4,8} )
        (?: - (?P<script> [a-z]{4} ) )?
        (?: - (?P<region> [a-z]{2} | [0-9]{3} ) )?
        (?P<rest>
            (?: - (?: [a-z0-9]{5,8} | [0-9][a-z0-9]{3} ) )*
            (?: - [0-9a-wy-z] (?: - [a-z0-9]{2,8} )+ )*
            (?: - x (?: - [a-z0-9]{1,8} )+ )? )
    ) | x (?: - [a-z0-9]{1,8} )+
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

RIGHT_TO_LEFT_SCRIPTS = frozenset(
    "Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat "
    "Nkoo Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc Syre Syrj Syrn Thaa Yezi".split()
)
"""ISO 15924 codes of the scripts that Unicode writes from right to left."""

PSEUDO_LOCALES = ("en-XA", "ar-XB")
"""CLDR's locales of no language: the source text with accents, and from right to left. A program writes them."""

_UNIT_LENGTHS: tuple[Literal["long", "short"], ...] = ("long", "short")
_PLURAL_SAMPLES = (0.5, 100, 11, 5, 3, 2, 1, 0)
_NUMBER = re.compile(r"\d+(?:\D\d+)?")


def canonical_tag(name: str) -> str:
    """The BCP 47 tag that ``name`` spells, in the case of RFC 5646, section 2.1.1.

    gettext's spelling (``pt_BR``) is accepted. Raises ValueError where the tag is not well-formed.
    """
    tag = name.replace("_", "-")
    match = _WELL_FORMED.fullmatch(tag)
    if match is None:
        raise ValueError(f"{name!r} is not a well-formed BCP 47 tag")
    language, script, region, rest = match.group("language", "script", "region", "rest")
    if language is None:
        return tag.lower()
    parts = [language.lower(), script and script.title(), region and region.upper()]
    return "-".join(filter(None, parts)) + rest.lower()


def gettext_name(tag: str) -> str:
    """gettext's name for a tag: ``pt_BR``, ``zh_Hant``."""
    return tag.replace("-", "_")


@lru_cache(maxsize=256)
def _cldr(tag: str) -> Locale | None:
    """The nearest locale of CLDR in the tag's own script, or none."""
    for candidate in fallbacks(tag):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _unaliased(tag: str) -> str:
    """The tag with the language that CLDR has for its own: Dari (``prs``) is Persian as in Afghanistan (``fa-AF``)."""
    language, hyphen, rest = tag.partition("-")
    alias = get_global("language_aliases").get(language)
    return tag if alias is None else alias.replace("_", "-") + hyphen + rest


def _region(tag: str) -> str | None:
    return next((subtag for subtag in tag.split("-")[1:] if len(subtag) == 2 and subtag.isupper()), None)


@lru_cache(maxsize=256)
def script(tag: str) -> str | None:
    """The tag's script (ISO 15924): as written in it, else the likely one of CLDR, else none."""
    tag = _unaliased(tag)
    subtags = tag.split("-")
    written = next((subtag for subtag in subtags[1:] if len(subtag) == 4 and subtag.isalpha()), None)
    if written is not None:
        return written.title()
    likely = get_global("likely_subtags")
    region = _region(tag)
    for key in ([f"{subtags[0]}_{region}"] if region else []) + [subtags[0]]:
        if key in likely:
            return str(likely[key].split("_")[1])
    return None


def fallbacks(tag: str) -> list[str]:
    """The tag, then what may stand in for it, nearest first: RFC 4647 lookup along CLDR's parents,
    never in another script (``zh-TW`` goes to ``zh-Hant``, not to ``zh``)."""
    wanted = script(tag)
    current = _unaliased(tag)
    found = [tag, current]
    language, hyphen, rest = current.partition("-")
    if wanted is not None and hyphen and f"-{wanted}" not in current and script(language) != wanted:
        current = f"{language}-{wanted}-{rest}"
    while True:
        parent = get_global("parent_exceptions").get(gettext_name(current))
        if parent is None:
            head = re.sub(r"(-[a-z0-9])?-[^-]+$", "", current)
            parent = head if head not in (current, "x") else None
        if parent is None or parent == "root":
            break
        current = parent.replace("_", "-")
        found.append(current)
    if wanted is not None and hyphen:
        found.append(f"{language}-{wanted}")
    return [each for each in dict.fromkeys(found) if each == tag or script(each) == wanted]


def nearest(tag: str, available: Sequence[str]) -> str | None:
    """The first of the tag's fallbacks that is available."""
    return next((each for each in fallbacks(tag) if each in available), None)


def closest(tag: str, available: Sequence[str]) -> str | None:
    """The available locale that serves a reader of ``tag`` best: one of its fallbacks, else one of its language and
    script (``pt-BR`` for ``pt-PT``), that of the likely region first. Never another script or language."""
    if (found := nearest(tag, available)) is not None:
        return found
    tag = _unaliased(tag)
    parts = tag.split("-")[0], script(tag)
    kin = [each for each in available if (each.split("-")[0], script(each)) == parts or tag in fallbacks(each)]
    likely = get_global("likely_subtags").get(parts[0], "").rpartition("_")[2]
    return min(kin, key=lambda each: not each.endswith(f"-{likely}"), default=None)


def direction(tag: str) -> str:
    """``rtl`` or ``ltr``, by the tag's script."""
    return "rtl" if script(tag) in RIGHT_TO_LEFT_SCRIPTS else "ltr"


def own_name(tag: str) -> str:
    """The language's name in itself (``português (Brasil)``); the tag where CLDR has none."""
    locale, region = _cldr(tag), _region(tag)
    if locale is None:
        return tag
    name = locale.get_display_name() or tag
    other = locale.territories.get(region) if region and region != locale.territory else None
    return f"{name} ({other})" if other else name


def format_date(day: date, tag: str) -> str:
    """The date in the locale's own long form; ISO 8601 where CLDR does not know the locale."""
    locale = _cldr(tag)
    return day.isoformat() if locale is None else babel_format_date(day, "long", locale)


@lru_cache(maxsize=256)
def plural_forms(tag: str) -> str:
    """The value of the Plural-Forms header, from CLDR; English's where CLDR does not know the locale."""
    rule = (_cldr(tag) or Locale("en")).plural_form
    return plurals.plural_forms(dict(rule.abstract), rule)


def is_language(name: str) -> bool:
    """Whether CLDR knows a locale by this tag, in any case: a name that an address may not take."""
    try:
        return bool(localedata.exists(gettext_name(canonical_tag(name))))
    except ValueError:
        return False


@lru_cache(maxsize=256)
def separators(tag: str) -> tuple[str, str]:
    """The decimal and the group separator of numbers in Latin digits; English's where CLDR has none."""
    locale = _cldr(tag)
    symbols = locale.number_symbols.get("latn", {}) if locale is not None else {}
    return symbols.get("decimal", "."), symbols.get("group", ",")


@lru_cache(maxsize=256)
def _one_of_each_plural(tag: str) -> tuple[float, ...]:
    """A number, small if it can be, for each of the locale's plural forms."""
    locale = _cldr(tag)
    return () if locale is None else tuple({locale.plural_form(count): count for count in _PLURAL_SAMPLES}.values())


@lru_cache(maxsize=256)
def unit_names(tag: str, unit: str) -> dict[str, int | None]:
    """What a unit of CLDR (``duration-day``, ``mass-milligram``) is called beside a number, in full and abbreviated,
    in every plural form; with the number where the name says it by itself (Arabic's dual). Empty where CLDR has none.
    """
    locale = _cldr(tag)
    names: dict[str, int | None] = {}
    for length in _UNIT_LENGTHS if locale is not None else ():
        for count in _one_of_each_plural(tag):
            try:
                phrase = format_unit(count, unit, length, locale=locale, numbering_system="latn")
            except UnknownUnitError:
                continue
            before, number, after = _NUMBER.sub("\0", phrase).partition("\0")
            if unit not in after and not (before.strip() and after.strip()):
                name = (before + after).replace("\N{NO-BREAK SPACE}", " ").strip().strip(".\u200e\u200f\u061c")
                names[name] = None if number else int(count)
    names.pop("", None)
    return names


@lru_cache(maxsize=256)
def month_names(tag: str) -> dict[str, int]:
    """The names of the months, in full and short, within a date and alone, and their numbers from 1."""
    locale = _cldr(tag)
    if locale is None:
        return {}
    return {
        name.strip("."): month
        for context in locale.months.values()
        for width in ("wide", "abbreviated")
        for month, name in context[width].items()
    }
