"""The line that ends a text and is none of it: ``This article is in the category X and created by Y``."""

import re
from collections.abc import Sequence
from typing import Literal

from faqsync.importers.lines import Line
from faqsync.importers.sentences import sentences
from faqsync.records import Record

_SUBJECT = r"(?:this (?:article|post|page|text|entry|faq|guide|content) )?(?:(?:is|was|has been) )?"
_PLACED = r"(?:(?:posted|published|filed|listed|placed) )?(?:in|under)"
_CATEGORY = r"(?P<category>[^.!?]{1,80}?)"
_PLACES = (
    rf"{_PLACED} (?:the )?category(?: of)?:? {_CATEGORY}",
    rf"{_PLACED} the {_CATEGORY} category",
    rf"(?:posted|filed) (?:in|under) {_CATEGORY}",
    rf"category: {_CATEGORY}",
)
_MAKER = r"(?:created|written|posted|published|authored|prepared|provided|submitted|contributed) by"
_AUTHOR = rf"(?:(?:is |was |has been )?{_MAKER}|author:) (?P<author>.{{1,120}}?)"
_AND = r"(?:,? and |, ?| )"
_FORMS = [
    form
    for place in _PLACES
    for form in (f"{place}{_AND}{_AUTHOR}", f"{place} by (?P<author>.{{1,120}}?)", f"{_AUTHOR}{_AND}{place}", place)
]
_CLOSINGS = tuple(re.compile(rf"{_SUBJECT}{form}\.?", re.IGNORECASE) for form in (*_FORMS, _AUTHOR))

_LONGEST = 240
_ORGANIZATIONS = frozenset(
    "agency association board center centre clinic clinics college committee company corporation council department "
    "editors editorial foundation gmbh group hospital hospitals inc institute laboratory llc ltd network office "
    "organization partners practice press school service services society staff team trust university".split()
)
_PERSON = re.compile(r"(?:dr|prof|mr|mrs|ms)\b", re.IGNORECASE)


class Closing(Record):
    """What the closing lines say, as they say it."""

    category: str | None = None
    author: str | None = None


def split_closing(lines: Sequence[Line]) -> tuple[Sequence[Line], Closing]:
    """The lines without the closing ones, of which there may be two, and what those say."""
    found: dict[str, str] = {}
    while lines and len(found) < 2 and (said := _said(lines[-1])) and not said.keys() & found.keys():
        found |= said
        lines = lines[:-1]
    return lines, Closing(**found)


def _said(line: Line) -> dict[str, str]:
    if line.mark != "none" or len(line.text) > _LONGEST or len(list(sentences(line.text))) > 1:
        return {}
    matches = (pattern.fullmatch(line.text) for pattern in _CLOSINGS)
    match = next(filter(None, matches), None)
    said = {key: value.strip(" “”\"'") for key, value in match.groupdict().items()} if match else {}
    return said if not any(value[:1].islower() for value in said.values()) else {}


def author_kind(name: str) -> Literal["person", "organization"]:
    """Whether a name is rather a person's or an organization's."""
    words = re.findall(r"\w+", name.casefold())
    return "organization" if _ORGANIZATIONS.intersection(words) and not _PERSON.match(name) else "person"
