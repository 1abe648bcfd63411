"""A plain-text article -> the canonical JSON document, and what the text left open."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from faqsync.addresses import RESERVED_SLUGS, SITE_CATALOG
from faqsync.errors import Fault, InvalidInput
from faqsync.importers.closings import Closing, author_kind, split_closing
from faqsync.importers.headings import landmark
from faqsync.importers.ids import LONGEST, slugify
from faqsync.importers.lines import Line, clean, control_characters, read_lines
from faqsync.importers.sections import build_sections, escape, settle
from faqsync.importers.sentences import is_ended, is_question, sentences
from faqsync.importers.structure import Part, find_parts
from faqsync.locales import is_language
from faqsync.records import Record, sha256

SCHEMA = "../schemas/article.schema.json"

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_TITLE = 200
_LONGEST_SUMMARY = 300
_NO_CATEGORY = "general"


class ImportOptions(Record):
    """What the one who imports says beside the text. What is None is taken from the text, or made up and told."""

    now: datetime
    """The time of the import, aware."""
    language: str = "en"
    """The site's source language."""
    categories: tuple[str, ...] = ()
    """The ids of the site's categories."""
    id: str | None = None
    title: str | None = None
    """A title for the first line's; where that is no title, it is the first line of the body."""
    summary: str | None = None
    category: str | None = None
    published: str | None = None
    """An RFC 3339 time with a zone, or a day: then its start in UTC."""


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, a byte order mark allowed. Raises InvalidInput naming the line."""
    line = None
    try:
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        what, cure = f"it cannot be read ({error.strerror})", "Name a readable text file"
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what, cure = f"byte {error.start} is not UTF-8", "Save the file as plain text in UTF-8"
    raise InvalidInput([Fault(file=path.as_posix(), line=line, what=what, cure=cure)])


def to_json(document: dict[str, Any]) -> bytes:
    """The document as it is kept in the project: UTF-8, indented by two blanks."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def import_text(text: str, file: str, options: ImportOptions) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The article that a text, read from ``file``, holds, valid against the schema ``article``; and in words what was
    not in the text, or not clear, and what was done about it.

    Raises InvalidInput where there is no title or no body, or where an option is not what it has to be.
    """
    faults = _option_faults(options, file)
    if "\0" in text:
        faults.append(
            Fault(file=file, what="it is no text: it has NUL characters", cure="Save it as plain text in UTF-8")
        )
    if faults:
        raise InvalidInput(faults)
    notes = []
    if dropped := control_characters(text):
        notes.append(f"control characters: {dropped} of them left out")
    lines, closing = split_closing(read_lines(text))
    title, body, more = _title(lines, file, options)
    parts, doubts = settle(find_parts(body, title))
    if not parts:
        raise InvalidInput([Fault(file=file, what="there is nothing below the title", cure="Write the article there")])
    category, category_notes = _category(closing, options)
    summary, summary_notes = _summary(parts, title, options)
    article, id_notes = _id(title, options)
    published, published_notes = _published(options)
    authors = [{"name": closing.author, "kind": author_kind(closing.author)}] if closing.author else []
    document = {
        "$schema": SCHEMA,
        "id": article,
        "language": options.language,
        "title": escape(title),
        "summary": escape(summary),
        "category": category,
        **({"authors": authors} if authors else {}),
        "published": published,
        "sections": build_sections(parts),
    }
    notes += [*more, *id_notes, *summary_notes, *category_notes, *published_notes, *doubts]
    return document, tuple(notes)


def _option_faults(options: ImportOptions, file: str) -> list[Fault]:
    faults = []
    for name, value in (("id", options.id), ("category", options.category)):
        if value is not None and (not _ID.fullmatch(value) or len(value) > LONGEST):
            cure = (
                f"Write small letters a to z and digits in words joined by hyphens, such as {slugify(value) or 'my-id'}"
            )
            faults.append(Fault(file=file, what=f"--{name} {value!r} is no id", cure=cure))
    if options.id is not None and _is_reserved(options.id):
        faults.append(Fault(file=file, what=f"--id {options.id!r} is taken by the site itself", cure="Choose another"))
    for name, value in (("title", options.title), ("summary", options.summary)):
        if value is not None and not clean(value):
            faults.append(Fault(file=file, what=f"--{name} is empty", cure="Write something, or leave the option out"))
    try:
        _published(options)
    except (ValueError, OverflowError):
        what = f"--published {options.published!r} is no time with a zone"
        faults.append(Fault(file=file, what=what, cure="Write it like 2026-01-15T09:00:00Z"))
    return faults


def _is_reserved(slug: str) -> bool:
    return slug == SITE_CATALOG or slug in RESERVED_SLUGS or is_language(slug)


def _title(lines: Sequence[Line], file: str, options: ImportOptions) -> tuple[str, Sequence[Line], list[str]]:
    """The title, the lines below it, and a note where the two do not come from the text alone."""
    if not lines:
        raise InvalidInput([Fault(file=file, what="there is no text in it", cure="Write a title and an article")])
    first, text = lines[0], lines[0].text
    fits = first.mark in ("none", "heading") and len(text) <= _LONGEST_TITLE
    if options.title is not None:
        title = clean(options.title)
        if not fits or landmark(first) or (is_ended(text) and not is_question(text)):
            return title, lines, []
        note = [f"title: --title stands for the first line, “{text}”"] if text != title else []
        return title, lines[1:], note
    if not fits or (text.endswith(".") and len(list(sentences(text))) > 1):
        cure = "Write the title in the first line, or give it with --title"
        raise InvalidInput(
            [Fault(file=file, line=first.number, what="the text does not start with a title", cure=cure)]
        )
    return text, lines[1:], []


def _id(title: str, options: ImportOptions) -> tuple[str, list[str]]:
    if options.id is not None:
        return options.id, []
    if slug := slugify(title):
        if not _is_reserved(slug):
            return slug, []
        slug = f"{slug}-article"
        return slug, [f"id: the title's own is taken by the site; taken as {slug}, --id sets another"]
    slug = f"article-{sha256(title.encode())[:8]}"
    return slug, [f"id: the title has no Latin letters; taken as {slug}, --id sets another"]


def _summary(parts: Sequence[Part], title: str, options: ImportOptions) -> tuple[str, list[str]]:
    """The option's, else the first sentence of the first paragraph that is no answer, else the title."""
    if options.summary is not None:
        return clean(options.summary), []
    lead = ""
    for part in parts:
        if part.role == "question":
            break
        if part.role == "paragraph":
            lead = next(sentences(part.text))
            break
    source = "the first sentence below the title" if lead else "the title"
    summary = lead or title
    if len(summary) > _LONGEST_SUMMARY:
        summary, source = summary[:_LONGEST_SUMMARY].rpartition(" ")[0] + "…", f"the start of {source}"
    return summary, [f"summary: not in the text; taken as {source}, --summary sets another"]


def _category(closing: Closing, options: ImportOptions) -> tuple[str, list[str]]:
    notes = []
    if options.category is not None:
        category = options.category
    elif not (category := slugify(closing.category or "")):
        category = next(iter(options.categories), _NO_CATEGORY)
        notes.append(f"category: not in the text; taken as {category}, --category sets another")
    if category not in options.categories:
        known = ", ".join(options.categories) or "none"
        notes.append(
            f"category: the site has no {category} (it has {known}); add it to faqsync.toml, or set another "
            "with --category"
        )
    return category, notes


def _published(options: ImportOptions) -> tuple[str, list[str]]:
    """The time in UTC, to the second. Raises ValueError where the option is none."""
    if options.published is None:
        time = _utc(options.now)
        return time, [f"published: not in the text; taken as {time}, --published sets another"]
    moment = datetime.fromisoformat(options.published)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", options.published):
        moment = moment.replace(tzinfo=UTC)
    return _utc(moment), []


def _utc(time: datetime) -> str:
    if time.tzinfo is None:
        raise ValueError("a time without a zone")
    return time.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
