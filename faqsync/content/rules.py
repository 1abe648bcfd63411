"""What a schema cannot say of an article on its own."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from faqsync.addresses import RESERVED_SLUGS
from faqsync.content.articles import parse_time
from faqsync.errors import Fault
from faqsync.locales import canonical_tag, is_language
from faqsync.markup import ARTICLE_SCHEME, allowed, targets
from faqsync.model import Site
from faqsync.schemas import pointer
from faqsync.texts import forbidden_character, is_web_address, strings

Place = tuple[str | int, ...]
"""Keys and indexes that lead to a value of the document."""

Flaw = tuple[Place, str, str]
"""Where, what is wrong, and how to mend it."""


def article_faults(root: Path, path: str, document: dict[str, Any], site: Site) -> Iterator[Fault]:
    """What is wrong with an article that its schema has accepted."""
    if name := forbidden_character(path):
        yield Fault(file=path, what=f"its path has the character {name}", cure="Rename the folder: catalogs name it")
    for place, what, cure in (
        *_identity(path, document, site),
        *_anchor_ids(document),
        *_headings(document),
        *_images(document, (root / path).parent),
        *_addresses(document),
        *_dates(document),
    ):
        yield Fault(file=path, pointer=pointer(*place), what=what, cure=cure)


def _identity(path: str, document: dict[str, Any], site: Site) -> Iterator[Flaw]:
    article, name = document["id"], Path(path).stem
    slug = document.get("slug", article)
    if article != name:
        yield ("id",), f"the id {article!r} is not the file's name", f"Make both the same, such as {name!r}"
    if slug in RESERVED_SLUGS or is_language(slug) or slug in map(str.lower, site.locales):
        place = ("slug",) if "slug" in document else ("id",)
        yield place, f"the address {slug!r} is taken by the site itself", "Choose another slug"
    if not _is_tag(document["language"], site.source):
        cure = f"Write {site.source!r}: articles are written in the site's source language"
        yield ("language",), f"the language is {document['language']!r}", cure
    categories = [category.id for category in site.categories]
    if document["category"] not in categories:
        others = f", or choose one of {', '.join(categories)}" if categories else ""
        yield ("category",), f"there is no category {document['category']!r}", f"Add it to faqsync.toml{others}"


def _is_tag(name: str, tag: str) -> bool:
    try:
        return canonical_tag(name) == tag
    except ValueError:
        return False


def anchors(document: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """The ids of sections and questions, which are the fragments of the page."""
    for index, section in enumerate(document["sections"]):
        yield ("sections", index, "id"), section["id"]
        for number, question in enumerate(section.get("questions", [])):
            yield ("sections", index, "questions", number, "id"), question["id"]


def _anchor_ids(document: dict[str, Any]) -> Iterator[Flaw]:
    seen: set[str] = set()
    for place, anchor in anchors(document):
        if anchor in seen:
            yield place, f"the id {anchor!r} is there twice", "Give one another id: sections and questions share a page"
        seen.add(anchor)


def _headings(document: dict[str, Any]) -> Iterator[Flaw]:
    for index, section in enumerate(document["sections"]):
        if index and "heading" not in section:
            yield ("sections", index), "the section has no heading", "Add one; only the first may go without"


def image_files(document: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """The files of the images, as written: relative to the article's folder."""
    for place, text in strings(document):
        if place[0] == "sections" and place[-1] == "file":
            yield place, text


def _images(document: dict[str, Any], folder: Path) -> Iterator[Flaw]:
    for place, file in image_files(document):
        if not (folder / file).is_file():
            yield place, f"there is no file {file!r}", "Put it beside the article"


def _addresses(document: dict[str, Any]) -> Iterator[Flaw]:
    for place, text in strings(document):
        if place[-1] == "url" and not is_web_address(text):
            yield place, f"{text!r} is no http: or https: address", "Write an absolute one, in ASCII"
        elif place[0] in ("title", "summary", "sections"):
            for target in targets(text):
                if target.startswith(ARTICLE_SCHEME):
                    continue
                if not allowed(target):
                    cure = "Link to http:, https:, mailto:, tel: or article:<id>"
                    yield place, f"the link to {target!r} is not allowed", cure
                elif target.lower().startswith("http") and not is_web_address(target):
                    yield place, f"{target!r} is no http: or https: address", "Write an absolute one, in ASCII"


def _dates(document: dict[str, Any]) -> Iterator[Flaw]:
    rules: tuple[tuple[tuple[str, ...], Callable[[str], Any], str, str], ...] = (
        (("published",), parse_time, "time of the calendar with a zone", "2026-01-15T09:00:00Z"),
        (("withdrawn", "on"), parse_time, "time of the calendar with a zone", "2026-01-15T09:00:00Z"),
        (("reviewed", "on"), date.fromisoformat, "day of the calendar", "2026-01-15"),
        (("reviewed", "next"), date.fromisoformat, "day of the calendar", "2026-01-15"),
    )
    for place, parse, kind, example in rules:
        value: Any = document
        for key in place:
            value = value.get(key, {})
        if not value:
            continue
        try:
            parse(value)
        except (ValueError, OverflowError):
            yield place, f"{value!r} is no {kind}", f"Write it like {example}"
