"""The parameters of the interface: one table each, from which they are checked and described."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

from faqsync.locales import canonical_tag
from faqsync.model import CODE_SYSTEMS, Code
from faqsync.records import Record
from faqsync.service.exchange import Problem

_MOST_FIELDS = 20
_INTEGER = re.compile(r"0|[1-9][0-9]{0,15}")


class Parameter(Record):
    """A parameter of a query. ``schema`` is its JSON Schema, of type integer or string."""

    name: str
    description: str
    schema: dict[str, Any]

    @property
    def default(self) -> Any:
        return self.schema.get("default")


_TAG = (
    "([A-Za-z]{2,3}([-_][A-Za-z]{3}){0,3}|[A-Za-z]{4,8})([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|[0-9]{3}))?"
    "([-_]([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*([-_][0-9A-WYZa-wyz]([-_][A-Za-z0-9]{2,8})+)*"
    "([-_][Xx]([-_][A-Za-z0-9]{1,8})+)?"
)
"""A language tag of RFC 5646, section 2.1, in the spelling of BCP 47 or of gettext."""

LOCALE = Parameter(
    name="locale",
    description="A BCP 47 tag. Without it: all locales.",
    schema={"type": "string", "pattern": f"^{_TAG}$", "maxLength": 35},
)
AFTER = Parameter(
    name="after",
    description="The cursor: the `sequence` of the last row that you have, or the `next` of the last answer.",
    schema={"type": "integer", "minimum": 0, "maximum": 2**53 - 1, "default": 0},
)
LIMIT = Parameter(
    name="limit",
    description="At most so many rows.",
    schema={"type": "integer", "minimum": 1, "maximum": 1000, "default": 100},
)
WAIT = Parameter(
    name="wait",
    description="Where there is no row yet, wait so many seconds for one.",
    schema={"type": "integer", "minimum": 0, "maximum": 60, "default": 0},
)
LOG = Parameter(
    name="log",
    description="The log that the cursor is of. Where it is another by now, the answer is 409: start over.",
    schema={"type": "string", "minLength": 1, "maxLength": 500},
)
CATEGORY = Parameter(
    name="category",
    description="The id of a category.",
    schema={"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80},
)
CODE = Parameter(
    name="code",
    description="A medical code with its system, as in `ICD-10-CM|M47.816`.",
    schema={"type": "string", "pattern": rf"^({'|'.join(CODE_SYSTEMS)})\|[A-Za-z0-9.+/-]{{1,40}}$"},
)
WORDS = Parameter(
    name="q",
    description="Words that the articles must all have. Case and accents do not matter; a word finds those that begin "
    "with it; in scripts without spaces it is found anywhere.",
    schema={"type": "string", "minLength": 1, "maxLength": 200},
)
OFFSET = Parameter(
    name="offset",
    description="Leave out so many, or the `next` of the last answer.",
    schema={"type": "integer", "minimum": 0, "maximum": 1_000_000, "default": 0},
)


def read_parameters(query: bytes, known: Sequence[Parameter]) -> dict[str, Any]:
    """The values of a query by name, defaults filled in; None where there is none.

    Raises Problem with everything that is wrong: a name that is not known, or twice there, a value that its
    schema does not allow.
    """
    values: dict[str, Any] = {parameter.name: parameter.default for parameter in known}
    by_name = {parameter.name: parameter for parameter in known}
    errors: dict[str, str] = {}
    given: set[str] = set()
    for name, text in _fields(query):
        if name not in by_name:
            errors[name] = f"It is not known. There are: {', '.join(by_name) or 'none'}."
        elif name in given:
            errors[name] = "It is given twice. Give it once."
        elif (fault := _fault(by_name[name].schema, text)) is not None:
            errors[name] = fault
        elif name == LOCALE.name:
            values[name] = canonical_tag(text)
        else:
            values[name] = int(text) if by_name[name].schema["type"] == "integer" else text
        given.add(name)
    if errors:
        told = tuple({"parameter": name, "detail": detail} for name, detail in errors.items())
        raise Problem(400, "The query is not valid.", errors=told)
    return values


def code_of(text: str | None) -> Code | None:
    """The code that a value of `CODE` names."""
    if text is None:
        return None
    system, _, code = text.partition("|")
    return Code(system=system, code=code)


def _fields(query: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError:
        raise Problem(400, "The query is not in UTF-8, percent-encoded.") from None
    except ValueError:
        raise Problem(400, f"The query has more than {_MOST_FIELDS} fields.") from None


def _fault(schema: dict[str, Any], text: str) -> str | None:
    """What is wrong with a value, and how to mend it."""
    if schema["type"] == "integer":
        span = f"a whole number from {schema['minimum']} to {schema['maximum']}"
        fits = _INTEGER.fullmatch(text) and schema["minimum"] <= int(text) <= schema["maximum"]
        return None if fits else f"It is not {span}."
    if not schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text)):
        return f"It is not of {schema.get('minLength', 0)} to {schema['maxLength']} characters."
    if "pattern" in schema and re.fullmatch(schema["pattern"], text, re.ASCII) is None:
        return "It is not of the form that the description of this interface gives."
    return None
