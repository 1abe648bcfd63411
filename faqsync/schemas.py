"""The JSON Schemas (2020-12) that ship with faqsync. The only module that knows jsonschema."""

import json
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from faqsync.errors import Fault

_PACKAGE = Path(__file__).parent
# An installed wheel carries the schemas inside the package; a checkout has them beside it.
_FOLDER = next(folder for folder in (_PACKAGE / "schemas", _PACKAGE.parent / "schemas") if folder.is_dir())
_SUFFIX = ".schema.json"

NAMES = tuple(sorted(file.name.removesuffix(_SUFFIX) for file in _FOLDER.glob(f"*{_SUFFIX}")))
"""The public contract: all of these are published with every release."""


def schema_bytes(name: str) -> bytes:
    """The schema as it ships and is published."""
    return (_FOLDER / f"{name}{_SUFFIX}").read_bytes()


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_bytes(name)))


def validate(document: Any, name: str, file: str) -> list[Fault]:
    """Everything in which a document, read from ``file``, breaks a schema; in document order."""
    errors = sorted(_validator(name).iter_errors(document), key=lambda error: [str(key) for key in error.path])
    return [_fault(each, file) for error in errors for each in _leaves(error)]


def pointer(*path: str | int) -> str:
    """The JSON pointer (RFC 6901) that leads along these keys and indexes."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in path)


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """The errors that stand for this one: what an ``if`` led to says more than the ``if``."""
    if error.validator == "if" and error.context:
        for child in error.context:
            yield from _leaves(child)
    else:
        yield error


def _fault(error: ValidationError, file: str) -> Fault:
    what, cure = _words(error)
    return Fault(file=file, pointer=pointer(*error.absolute_path), what=what, cure=cure)


def _words(error: ValidationError) -> tuple[str, str]:
    """What is wrong, and how to mend it, for a person who has not read the schema."""
    schema: Any = error.schema
    rule: Any = error.validator_value
    value: Any = error.instance
    meaning = schema.get("description", "See the schema.")
    match error.validator:
        case "required":
            missing = next(key for key in rule if f"{key!r} is a required" in error.message)
            meaning = schema.get("properties", {}).get(missing, {}).get("description", "")
            return f"{missing!r} is missing", f"Add it. {meaning}".strip()
        case "additionalProperties":
            known = sorted(schema.get("properties", {}))
            unknown = next(key for key in value if key not in known)
            near = get_close_matches(unknown, known, 1)
            hint = f"Write {near[0]!r} or take it out" if near else "Take it out"
            return f"{unknown!r} is not known here", f"{hint}; known are {', '.join(known)}"
        case "enum" | "const":
            choices = [rule] if error.validator == "const" else rule
            return f"{_short(value)} is not allowed", f"Write one of {', '.join(map(repr, choices))}. {meaning}"
        case "type":
            return f"{_short(value)} is not of type {rule}", meaning
        case "not":
            return f"{_short(value)} is reserved", meaning
        case "minLength" | "minItems":
            return "it is empty", f"Write something, or leave the key out. {meaning}"
        case "anyOf":
            return "it has neither blocks nor questions", meaning
        case _:
            return f"{_short(value)} does not fit ({error.validator} {_short(rule)})", meaning


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"
