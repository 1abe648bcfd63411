"""The rules for every string that a person writes into faqsync.toml or an article."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from faqsync.errors import Fault
from faqsync.schemas import pointer

# Control characters, lone surrogates and noncharacters: none of them may stand in XML 1.0.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def text_faults(document: Any, file: str) -> Iterator[Fault]:
    """What is wrong with the strings of a document, wherever they stand in it."""
    for path, text in strings(document):
        place = pointer(*path)
        if match := _FORBIDDEN.search(text):
            name = f"U+{ord(match.group()):04X}"
            cure = "Write one paragraph, and a new block for the next" if match.group() == "\n" else "Take it out"
            yield Fault(file=file, pointer=place, what=f"it has the control character {name}", cure=cure)
        elif not unicodedata.is_normalized("NFC", text):
            cure = "Normalize it: é is one character, not e and an accent"
            yield Fault(file=file, pointer=place, what="it is not in Unicode NFC", cure=cure)
        elif text != text.strip():
            yield Fault(file=file, pointer=place, what="it has a blank at an end", cure="Take the blank away")


def strings(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every string in a JSON value, with the keys and indexes that lead to it, in document order."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from strings(child, (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from strings(child, (*path, index))


def is_web_address(text: str) -> bool:
    """Whether it is an absolute http: or https: URL with a host (RFC 3986), without blanks."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"\\^`{|}]", text)
    except ValueError:
        return False
