"""Inline CommonMark: strong, emphasis, links and backslash escapes; all else, raw HTML included, is text.

The only module that knows markdown-it. A text is one paragraph.
"""

import re
from collections.abc import Callable, Iterator
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

SCHEMES = ("http", "https", "mailto", "tel")
ARTICLE_SCHEME = "article:"

_PLAIN = re.compile(r"[^*_\[\]\\\n]*")
_parser = MarkdownIt("zero").enable(["emphasis", "link", "escape", "balance_pairs", "fragments_join"])


def _any_target(_: str) -> bool:
    """What may be linked to is this module's rule (`allowed`), not the parser's."""
    return True


def _as_written(target: str) -> str:
    return target


_parser.validateLink = _any_target  # type: ignore[assignment]
_parser.normalizeLink = _as_written  # type: ignore[assignment]

Resolve = Callable[[str], str | None]
"""From an ``article:`` target as written to the address to use; None makes the link plain text."""


def allowed(target: str) -> bool:
    """Whether an address may become a link in a page: by scheme, after RFC 3986, section 3.1."""
    scheme, colon, rest = target.partition(":")
    return bool(colon and rest) and scheme.lower() in SCHEMES


def _tokens(text: str) -> list[Token]:
    return _parser.parseInline(text)[0].children or []


def html(text: str, resolve: Resolve) -> str:
    """The text as phrasing HTML, safe in content and in double-quoted attributes."""
    if _PLAIN.fullmatch(text):
        return escape(text)
    out: list[str] = []
    open_links: list[bool] = []
    for token in _tokens(text):
        if token.type == "link_open":
            href = _address(str(token.attrs["href"]), resolve)
            open_links.append(href is not None)
            if href is not None:
                out.append(f'<a href="{escape(href)}">')
        elif token.type == "link_close":
            if open_links.pop():
                out.append("</a>")
        elif token.type in ("strong_open", "strong_close", "em_open", "em_close"):
            out.append(f"<{'/' if token.nesting < 0 else ''}{token.tag}>")
        elif token.type in ("softbreak", "hardbreak"):
            out.append("\n")
        else:
            out.append(escape(token.content))
    return "".join(out)


def _address(target: str, resolve: Resolve) -> str | None:
    if target.startswith(ARTICLE_SCHEME):
        return resolve(target)
    return target if allowed(target) else None


def plain(text: str) -> str:
    """The text without its markup."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(token.content if token.type not in ("softbreak", "hardbreak") else "\n" for token in _tokens(text))


def targets(text: str) -> Iterator[str]:
    """The targets of the text's links, as written, in order."""
    if "[" in text:
        for token in _tokens(text):
            if token.type == "link_open":
                yield str(token.attrs["href"])
