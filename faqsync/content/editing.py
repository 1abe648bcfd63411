"""Changes that a command makes in an article's file: one member of the document, and not a byte beside it."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from faqsync.content.outlines import Outline, site_faults
from faqsync.content.reading import find_articles, parse_article
from faqsync.errors import Fault, InvalidInput
from faqsync.model import Agent, Article, Review, Site, Withdrawal

_BLANK = re.compile(r"[ \t\r\n]*")
_decoder = json.JSONDecoder()


def amend(root: Path, site: Site, article: str, change: Callable[[str, Article], str]) -> tuple[str, bytes]:
    """The path of an article's file, and its bytes once ``change`` has made another text of it.

    Raises InvalidInput where there is no such article, or where the site would not be valid with the change.
    """
    outlines: dict[str, Outline] = {}
    amended: tuple[str, bytes] | None = None
    for path in find_articles(root):
        data = (root / path).read_bytes()
        found, outlines[path] = parse_article(root, path, data, site)
        if found.id == article:
            amended = path, change(data.decode(), found).encode()
            _, outlines[path] = parse_article(root, *amended, site)
    if amended is None:
        fault = Fault(file="content", what=f"there is no article {article!r}", cure="Give the id of an article")
        raise InvalidInput([fault])
    if faults := site_faults(outlines.values(), {}):
        raise InvalidInput(faults)
    return amended


def withdrawn(text: str, withdrawal: Withdrawal) -> str:
    """The document with a withdrawal, in the place of an earlier one if there is one."""
    value = {"on": f"{withdrawal.on:%Y-%m-%dT%H:%M:%SZ}", "reason": withdrawal.reason}
    if withdrawal.replacement is not None:
        value["replacement"] = withdrawal.replacement
    return _with_member(text, "withdrawn", value)


def restored(text: str) -> str:
    """The document without its withdrawal."""
    return _without_member(text, "withdrawn")


def reviewed(text: str, review: Review) -> str:
    """The document with a review, in the place of an earlier one if there is one."""
    value: dict[str, Any] = {"by": _agent(review.by), "on": review.on}
    if review.next is not None:
        value["next"] = review.next
    return _with_member(text, "reviewed", value | {"text": review.text})


def _agent(agent: Agent) -> dict[str, str]:
    return {"name": agent.name, "kind": agent.kind} | ({} if agent.url is None else {"url": agent.url})


# --- the members of a JSON object, by their places in its text ------------------------------------------------------


class _Member(NamedTuple):
    key: str
    start: int
    value: int
    """Where its value starts."""
    end: int


def _members(text: str) -> Iterator[_Member]:
    """The members of the object that a valid JSON text holds."""
    at = _skip(text, _skip(text, 0) + 1)
    while text[at] == '"':
        key, colon = _decoder.raw_decode(text, at)
        value = _skip(text, _skip(text, colon) + 1)
        _, end = _decoder.raw_decode(text, value)
        yield _Member(key, at, value, end)
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _with_member(text: str, key: str, value: Any) -> str:
    members = list(_members(text))
    for member in members:
        if member.key == key:
            return text[: member.value] + _styled(text, value) + text[member.end :]
    last = members[-1]
    before = text[_skip(text, members[-2].end) + 1 : last.start] if len(members) > 1 else " "
    return f"{text[: last.end]},{before}{json.dumps(key)}: {_styled(text, value)}{text[last.end :]}"


def _without_member(text: str, key: str) -> str:
    members = list(_members(text))
    for index, member in enumerate(members):
        if member.key == key:
            if index:
                return text[: members[index - 1].end] + text[member.end :]
            follower = members[index + 1].start if len(members) > 1 else member.end
            return text[: member.start] + text[follower:]
    return text


def _styled(text: str, value: Any) -> str:
    """The value as JSON, laid out as the document is."""
    indent = re.match(r"\s*\{\r?\n([ \t]+)", text)
    if indent is None:
        return json.dumps(value, ensure_ascii=False)
    lines = json.dumps(value, ensure_ascii=False, indent=indent[1])
    return lines.replace("\n", ("\r\n" if "\r\n" in text else "\n") + indent[1])
