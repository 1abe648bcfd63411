"""The header of a catalog: its fields, their order, its charset and its plural forms."""

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
"""GNU's fields in GNU's order; all others follow."""

Fields = tuple[tuple[str, str], ...]
Wrong = tuple[str, str]
"""What is wrong, and the cure."""

_RANK = {name.lower(): rank for rank, name in enumerate(ORDER)}
_CHARSET = re.compile(r"charset=([^\s;]+)")
_COUNT = re.compile(r"nplurals=\s*([0-9]+)")
_EXPRESSION = re.compile(r"plural=([^;\n]*)")


def parse(text: str) -> Fields:
    """The fields of a header's msgstr, in their order. A line without a colon belongs to the field above it.

    Raises ValueError, with the line, where there is none above it.
    """
    fields: list[tuple[str, str]] = []
    for line in text.removesuffix("\n").split("\n") if text else ():
        name, colon, content = line.partition(":")
        if colon:
            fields.append((name, content.strip()))
        elif fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]}\n{line.strip()}")
        else:
            raise ValueError(line)
    return tuple(fields)


def render(fields: Fields) -> str:
    """The msgstr of the header, in GNU's order."""
    ordered = sorted(fields, key=lambda field: _RANK.get(field[0].lower(), len(_RANK)))
    return "".join(f"{name}: {content}\n" for name, content in ordered)


def new(project: str, language: str, plural_forms: str | None = None) -> Fields:
    """The header of a new file: what is known without a clock, and empty fields for those who will fill them."""
    known = {
        "Project-Id-Version": project,
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    fields = [(name, known.get(name, "")) for name in ORDER if name not in ("POT-Creation-Date", "Plural-Forms")]
    return (*fields, ("Plural-Forms", plural_forms)) if plural_forms else tuple(fields)


def charset_fault(text: str) -> Wrong | None:
    """What is wrong with the charset in a header's msgstr: only UTF-8 is right."""
    match = _CHARSET.search(text)
    if match is None:
        return "the header names no charset", r'Write "Content-Type: text/plain; charset=UTF-8\n" in its msgstr'
    if match[1].lower() != "utf-8":
        return f"the charset is {match[1]}", "Convert the file: msgconv --to-code=UTF-8"
    return None


def plural_count(text: str) -> int | None:
    """``nplurals`` in a header's msgstr."""
    match = _COUNT.search(text)
    return int(match[1]) if match else None


def plural_fault(text: str, needed: bool) -> Wrong | None:
    """What is wrong with Plural-Forms in a header's msgstr; it is only ``needed`` where there are plural forms."""
    cure = 'Write a Plural-Forms field such as "nplurals=2; plural=(n != 1);"'
    count = plural_count(text)
    expression = _EXPRESSION.search(text)
    if count is None and "nplurals=" in text:
        return "nplurals is no number", cure
    if needed and (count is None or expression is None):
        return "there are plural forms, but the header has no Plural-Forms with nplurals and plural", cure
    if expression is None:
        return None
    try:
        forms = _forms(expression[1])
    except (ValueError, ZeroDivisionError) as error:
        return f"the plural expression {expression[1].strip()!r} is invalid: {error}", cure
    outside = sorted(form for form in forms if form < 0 or (count is not None and form >= count))
    if outside:
        return f"the plural expression gives {outside[0]}, but nplurals is {count}", cure
    return None


@lru_cache(maxsize=256)
def _forms(expression: str) -> frozenset[int]:
    """The forms that a plural expression gives for the numbers that ``msgfmt -c`` tries."""
    return frozenset(map(gettext.c2py(expression), range(1001)))
