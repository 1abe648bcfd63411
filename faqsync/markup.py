"""Inline CommonMark: strong, emphasis, links and backslash escapes; all else, raw HTML included, is text.

The only module that knows markdown-it. A text is one paragraph. Most texts need none of CommonMark's finer rules and
are read by one regular expression; the others, and only they, by markdown-it. Both ways give the same.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

SCHEMES = ("http", "https", "mailto", "tel")
ARTICLE_SCHEME = "article:"

Resolve = Callable[[str], str | None]
"""From an ``article:`` target as written to the address to use; None makes the link plain text."""


def allowed(target: str) -> bool:
    """Whether an address may become a link in a page: by scheme, after RFC 3986, section 3.1."""
    scheme, colon, rest = target.partition(":")
    return bool(colon and rest) and scheme.lower() in SCHEMES


def html(text: str, resolve: Resolve) -> str:
    """The text as phrasing HTML, safe in content and in double-quoted attributes."""
    pieces = _parse(text)
    if len(pieces) == 1 and pieces[0].tag is None:
        return pieces[0].html
    out: list[str] = []
    open_links: list[bool] = []
    for piece in pieces:
        if piece.tag is None:
            out.append(piece.html)
        elif piece.tag == "a":
            href = _address(piece.target, resolve)
            open_links.append(href is not None)
            if href is not None:
                out.append(f'<a href="{escape(href)}">')
        elif open_links.pop():
            out.append("</a>")
    return "".join(out)


def plain(text: str) -> str:
    """The text without its markup."""
    return "".join(piece.plain for piece in _parse(text))


def targets(text: str) -> Iterator[str]:
    """The targets of the text's links, as written, in order."""
    if "[" in text:
        yield from (piece.target for piece in _parse(text) if piece.tag == "a")


def outline(text: str) -> tuple[tuple[str, ...], ...]:
    """Each strong, emphasis and link of the text, as the path of marks that leads down to it; sorted.

    Links are named by their target: ``(("strong",), ("strong", "link to tel:112"))``.
    """
    path: list[str] = []
    found = []
    for piece in _parse(text):
        if piece.tag == "a":
            path.append(f"link to {piece.target}")
            found.append(tuple(path))
        elif piece.tag is not None:
            path.pop()
        else:
            for end, name in _HTML_TAG.findall(piece.html):
                if end:
                    path.pop()
                else:
                    path.append(name)
                    found.append(tuple(path))
    return tuple(sorted(found))


def _address(target: str, resolve: Resolve) -> str | None:
    if target.startswith(ARTICLE_SCHEME):
        return resolve(target)
    return target if allowed(target) else None


# --- parsing ------------------------------------------------------------------------------------------------


class _Piece(NamedTuple):
    """HTML and plain text of a run without links; or the start (``a``) or end (``/a``) of a link."""

    html: str
    plain: str
    tag: str | None = None
    target: str = ""


_HTML_TAG = re.compile("<(/?)(strong|em)>")


@lru_cache(maxsize=4096)
def _parse(text: str) -> tuple[_Piece, ...]:
    if _PLAIN.fullmatch(text):
        return (_Piece(escape(text), text),)
    if _SIMPLE.fullmatch(text):
        return tuple(_simple_pieces(text))
    return tuple(_commonmark_pieces(text))


# Where a run of asterisks opens or closes for certain, whatever follows (CommonMark 0.31, section 6.2): next to a
# letter, digit or combining mark inside; or between a blank or an end of the text outside and anything else inside.
_TEXT = r"[^*_\[\]\\\r\n]"
_SOLID = r"[^*_\[\]\\\s]"
_WORD = r"(?:[^\W_]|[\u0300-\u036f\u064b-\u0652\u0900-\u0963])"
_BLANK = "[ \u00a0]"
_TARGET = r"[^\s\x00-\x1f\x7f()<>\\*\[\]\"'&]+"
_KINDS = {
    "strong": rf"\*\*(?:(?<![^ \u00a0]\*\*)(?={_SOLID})|(?={_WORD}))(?P<strong>{_TEXT}++)"
    rf"(?:(?<={_WORD})|(?<={_SOLID})(?=\*\*(?:{_BLANK}|\Z)))\*\*(?!\*)",
    "em": rf"\*(?:(?<![^ \u00a0]\*)(?={_SOLID})|(?={_WORD}))(?P<em>{_TEXT}++)"
    rf"(?:(?<={_WORD})|(?<={_SOLID})(?=\*(?:{_BLANK}|\Z)))\*(?!\*)",
    "link": rf"\[(?P<label>{_TEXT}++)\]\((?P<link>{_TARGET})\)",
    "text": rf"(?P<text>{_TEXT}++)",
}
_PLAIN = re.compile(rf"{_TEXT}*+")
_PIECE = re.compile("|".join(_KINDS.values()))
_SIMPLE = re.compile(f"(?:{re.sub(r'[?]P<[a-z]+>', '?:', _PIECE.pattern)})*+")


def _simple_pieces(text: str) -> Iterator[_Piece]:
    """The pieces of a text in which no mark stands in another and none needs an escape."""
    for match in _PIECE.finditer(text):
        kind = match.lastgroup or "text"
        content = match[kind]
        if kind == "link":
            yield _Piece("", "", "a", content)
            yield _Piece(escape(match["label"]), match["label"])
            yield _Piece("", "", "/a")
        elif kind == "text":
            yield _Piece(escape(content), content)
        else:
            yield _Piece(f"<{kind}>{escape(content)}</{kind}>", content)


def _commonmark_pieces(text: str) -> Iterator[_Piece]:
    for token in _parser.parseInline(text)[0].children or []:
        yield _commonmark_piece(token)


def _commonmark_piece(token: Token) -> _Piece:
    match token.type:
        case "link_open":
            return _Piece("", "", "a", str(token.attrs["href"]))
        case "link_close":
            return _Piece("", "", "/a")
        case "strong_open" | "em_open":
            return _Piece(f"<{token.tag}>", "")
        case "strong_close" | "em_close":
            return _Piece(f"</{token.tag}>", "")
        case "softbreak" | "hardbreak":
            return _Piece("\n", "\n")
        case _:
            return _Piece(escape(token.content), token.content)


def _any_target(_: str) -> bool:
    """What may be linked to is this module's rule (`allowed`), not the parser's."""
    return True


def _as_written(target: str) -> str:
    return target


_parser = MarkdownIt("zero").enable(["emphasis", "link", "escape", "balance_pairs", "fragments_join"])
_parser.validateLink = _any_target  # type: ignore[assignment]
_parser.normalizeLink = _as_written  # type: ignore[assignment]
