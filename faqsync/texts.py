"""The rules for every text that a person writes: faqsync.toml, the articles, and the strings in them."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from faqsync.errors import Fault, InvalidInput
from faqsync.schemas import pointer

# Control characters, lone surrogates and noncharacters: pages and feeds (XML 1.0) cannot carry them.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Every character that RFC 3986 (section 2) leaves out of an address.
_NOT_IN_URL = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")


def decode_text(data: bytes, file: str) -> str:
    """The text of a file. Raises InvalidInput where it is not UTF-8, or begins with a byte order mark."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fault = Fault(file=file, line=line, what="this is not UTF-8", cure="Save the file as UTF-8")
        raise InvalidInput([fault]) from None
    if text.startswith("\ufeff"):
        cure = "Save it as UTF-8 without one"
        raise InvalidInput([Fault(file=file, line=1, what="the file begins with a byte order mark", cure=cure)])
    return text


def forbidden_character(text: str) -> str | None:
    """The name (``U+0007``) of the first character of a text that nothing published may hold."""
    match = _FORBIDDEN.search(text)
    return f"U+{ord(match.group()):04X}" if match else None


def text_faults(document: Any, file: str) -> Iterator[Fault]:
    """What is wrong with the strings of a document, wherever they stand in it."""
    for path, text in strings(document):
        place = pointer(*path)
        if name := forbidden_character(text):
            cure = "Write one paragraph, and a new block for the next" if name == "U+000A" else "Take it out"
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
    """Whether it is an absolute http: or https: URL with a host (RFC 3986): in ASCII, the rest as %-escapes."""
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return has_host and parts.scheme in ("http", "https") and not _NOT_IN_URL.search(text)
