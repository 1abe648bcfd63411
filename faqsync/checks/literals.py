"""Checks of what is the same in every language: placeholders and addresses."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

from faqsync.checks.check import Check, Pair

_PLACEHOLDER = re.compile(
    r"""\{\{[^{}]*\}\} | \$?\{[A-Za-z_][\w.]*\}    # {{ name }}, {name}, ${name}
      | %\([A-Za-z_]\w*\)[sdif]                    # %(name)s
      | (?<![\d\s%])%(?:\d\$)?[sd]\b               # %s, %1$d; but not "5 %" nor "100%"
    """,
    re.VERBOSE,
)

_URL = r"(?:https?://|www\.)[^\s<>\"'«»“”„)\]،。、，）]*[^\s<>\"'«»“”„)\].,;:!?،。、，；：！？）]"
_MAIL = r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_PHONE = r"""
    (?<![\w.,/-]) (?<!\d\s) (?: \+\d[\d\s().\u2010-]{5,}\d           # +1 202 555 0143
      | \(?0\d[\d\s()./\u2010-]{4,}\d                      # 0800 123456, (030) 1234-567
      | \(?\d{3}\)?[-.\s]\d{3}[-.]\d{4} | \d{3}-\d{4}      # 202-555-0143, 555-0143
    ) (?!\w)"""
_ADDRESS = re.compile(rf"(?P<url>{_URL})|(?P<mail>{_MAIL})|(?P<phone>{_PHONE})", re.VERBOSE)
_MANY_DIGITS = re.compile(r"\d(?:[\s().\u2010/-]{0,2}\d){6}")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d")
_LINK_TARGET = re.compile(r"\]\([^)\s]*\)")


def _may_have_address(text: str) -> bool:
    return "@" in text or "://" in text or "www." in text or _MANY_DIGITS.search(text) is not None


def mask(text: str) -> str:
    """The text without link targets, and with U+FFFC for each address, whose numbers are no quantities."""
    if "](" in text:
        text = _LINK_TARGET.sub("]", text)
    if not _may_have_address(text):
        return text
    return _ADDRESS.sub(lambda match: match[0] if _DATE.fullmatch(match[0]) else "\ufffc", text)


def _placeholders(text: str) -> list[str]:
    return _PLACEHOLDER.findall(text) if "{" in text or "%" in text else []


def _addresses(text: str) -> list[str]:
    """The addresses that a reader sees: URLs and e-mail addresses as written, telephone numbers by their digits."""
    found: list[str] = []
    if not _may_have_address(text):
        return found
    for match in _ADDRESS.finditer(_LINK_TARGET.sub("]", normalize("NFKC", text))):
        if match["phone"] is None:
            found.append(match[0].rstrip("*_").lower())
        elif not _DATE.fullmatch(match[0]):
            found.append("".join(str(int(digit)) for digit in match[0] if digit.isdecimal()))
    return found


# An article is translated into many locales: its texts are read once.
_source_addresses = lru_cache(maxsize=4096)(_addresses)


def _differences(wanted: list[str], found: list[str]) -> Iterator[str]:
    if wanted != found:
        for text in (Counter(wanted) - Counter(found)).elements():
            yield f"“{text}” of the source is not in the translation"
        for text in (Counter(found) - Counter(wanted)).elements():
            yield f"“{text}” is in the translation, but not in the source"


def _check_placeholders(pair: Pair) -> Iterator[str]:
    """Placeholders, such as {name} or %(count)s, are filled in by a program: the translation must have each of them,
    written exactly as in the source, as many times. They may stand in another order."""
    yield from _differences(_placeholders(pair.text), _placeholders(pair.translation))


def _check_addresses(pair: Pair) -> Iterator[str]:
    """Web addresses, e-mail addresses and telephone numbers that the reader sees must be those of the source. A
    telephone number may be grouped in another way and use the digits of the language, but none may be lost, changed
    or added."""
    yield from _differences(_source_addresses(pair.text), _addresses(pair.translation))


PLACEHOLDERS = Check(
    name="placeholders",
    severity="error",
    of=Pair,
    run=_check_placeholders,
    good=(
        Pair(text="Page {page} of {count}", translation="Seite {page} von {count}", locale="de"),
        Pair(text="In 5% of people", translation="Bei 5 % der Menschen", locale="de"),
    ),
    bad=(
        Pair(text="Page {page} of {count}", translation="Página {página} de {count}", locale="es"),
        Pair(text="Reviewed by %(name)s", translation="Geprüft", locale="de"),
    ),
)

ADDRESSES = Check(
    name="addresses",
    severity="error",
    of=Pair,
    run=_check_addresses,
    good=(
        Pair(text="Call +1 202 555 0143.", translation="Rufen Sie +1 (202) 555-0143 an.", locale="de"),
        Pair(text="Call +1 202 555 0143.", translation="اتصل على ‎+١ ٢٠٢ ٥٥٥ ٠١٤٣.", locale="ar"),
        Pair(text="Write to hello@clinic.example.org.", translation="hello@clinic.example.orgへ。", locale="ja"),
    ),
    bad=(
        Pair(text="Call +1 202 555 0143.", translation="Llame al +1 202 555 0134.", locale="es"),
        Pair(text="See https://clinic.example.org/help.", translation="Siehe https://clinic.example.org.", locale="de"),
        Pair(text="Call us.", translation="Besuchen Sie www.example.com.", locale="de"),
    ),
)
