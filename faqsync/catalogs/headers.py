"""The header entry of a catalog: its fields, their order, its charset and its plural forms."""

import gettext
import re
from functools import lru_cache

ORDER = (
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Plural-Forms",
)
"""GNU's order of the fields; all others follow."""

_RANK = {name.lower(): rank for rank, name in enumerate(ORDER)}
_CHARSET = re.compile(r"charset=([^\s;]+)")
_COUNT = re.compile(r"nplurals=\s*([0-9]+)")
_EXPRESSION = re.compile(r"\bplural=([^;\n]*)")

Fields = tuple[tuple[str, str], ...]
Wrong = tuple[str, str]
"""What is wrong, and its cure."""


def parse(text: str) -> Fields:
    """The fields of a header's msgstr. A line without a colon belongs to the field above it.

    Raises ValueError where there is none above it.
    """
    fields: list[tuple[str, str]] = []
    for line in text.removesuffix("\n").split("\n") if text else ():
        name, colon, value = line.partition(":")
        if colon:
            fields.append((name, value.strip()))
        elif fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]}\n{line.strip()}")
        else:
            raise ValueError(line)
    return tuple(fields)


def render(fields: Fields) -> str:
    """The msgstr of the header: GNU's fields in GNU's order, then the others in theirs."""
    ordered = sorted(fields, key=lambda field: _RANK.get(field[0].lower(), len(_RANK)))
    return "".join(f"{name}: {value}\n" for name, value in ordered)


def new(name: str, language: str, plural_forms: str | None) -> Fields:
    """The header of a new file: what is known without asking a clock or a person."""
    values = {
        "Project-Id-Version": name,
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms,
    }
    return tuple((field, values.get(field, "") or "") for field in ORDER if field in _WRITTEN or values.get(field))


_WRITTEN = frozenset(ORDER) - {"POT-Creation-Date", "Plural-Forms"}


def charset_fault(content_type: str | None) -> Wrong | None:
    """What is wrong with the charset that a Content-Type names: only UTF-8 is right."""
    match = _CHARSET.search(content_type or "")
    if match is None:
        return "the header names no charset", r'Write "Content-Type: text/plain; charset=UTF-8\n" in its msgstr'
    if match[1].lower() != "utf-8":
        return f"the charset is {match[1]}", "Convert the file: msgconv --to-code=UTF-8"
    return None


def plural_count(plural_forms: str | None) -> int | None:
    """``nplurals`` of a Plural-Forms field."""
    match = _COUNT.search(plural_forms or "")
    return int(match[1]) if match else None


@lru_cache(maxsize=256)
def plural_fault(plural_forms: str | None, needed: bool) -> Wrong | None:
    """What ``msgfmt -c`` says against a Plural-Forms field, which only is ``needed`` where there are plural forms."""
    count = plural_count(plural_forms)
    expression = _EXPRESSION.search(plural_forms or "")
    cure = 'Write a Plural-Forms field such as "nplurals=2; plural=(n != 1);"'
    if count is None and "nplurals=" in (plural_forms or ""):
        return "nplurals is no number", cure
    if needed and (count is None or expression is None):
        return "there are plural forms, but the header has no Plural-Forms with nplurals and plural", cure
    if expression is None:
        return None
    try:
        rule = gettext.c2py(expression[1])
        values = [rule(n) for n in range(1001)]
    except (ValueError, ZeroDivisionError) as error:
        return f"the plural expression {expression[1].strip()!r} is invalid ({error})", cure
    if min(values) < 0 or (count is not None and max(values) >= count):
        worst = min(values) if min(values) < 0 else max(values)
        return f"the plural expression gives {worst}, but nplurals is {count}", cure
    return None
