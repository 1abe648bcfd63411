"""The JSON Schemas (2020-12) that ship with faqsync. The only module that knows jsonschema."""

import json
import math
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

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


_DEPTH = 50
"""No document of ours is nested so deep; recursion would end in a crash far below."""


def _is_integer(_: object, value: object) -> bool:
    """JSON Schema counts 50.0 among the integers; what is sliced and counted with them does not."""
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(_: object, value: object) -> bool:
    """Python reads NaN and infinity, which no JSON holds, and which slip past every limit."""
    return _is_integer(_, value) or (isinstance(value, float) and math.isfinite(value))


_TYPES = Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer).redefine("number", _is_number)
_Strict: type[Validator] = extend(Draft202012Validator, type_checker=_TYPES)  # type: ignore[no-untyped-call]


@cache
def _validator(name: str) -> Validator:
    return _Strict(json.loads(schema_bytes(name)))


def validate(document: Any, name: str, file: str) -> list[Fault]:
    """Everything in which a document, read from ``file``, breaks a schema; by place."""
    if _is_deep(document):
        cure = "Take the brackets away that lead nowhere"
        return [Fault(file=file, what=f"it is nested more than {_DEPTH} deep", cure=cure)]
    errors = sorted(_validator(name).iter_errors(document), key=lambda error: list(error.path))
    faults: dict[tuple[str | None, str], Fault] = {}
    for fault in (_fault(error, file) for error in errors):
        faults.setdefault((fault.pointer, fault.what), fault)  # what several branches of a schema say is said once
    return list(faults.values())


def _is_deep(document: Any) -> bool:
    level = [document]
    for _ in range(_DEPTH):
        level = [child for value in level for child in _children(value)]
    return bool(level)


def _children(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def pointer(*path: str | int) -> str:
    """The JSON pointer (RFC 6901) that leads along these keys and indexes."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in path)


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
            unknown = [key for key in value if key not in known]
            near = get_close_matches(unknown[0], known, 1)
            hint = f"Write {near[0]!r} or take it out" if near else "Take it out"
            verb = "is" if len(unknown) == 1 else "are"
            return f"{', '.join(map(repr, unknown))} {verb} not known here", f"{hint}; known are {', '.join(known)}"
        case "enum" | "const":
            choices = [rule] if error.validator == "const" else rule
            return f"{_short(value)} is not allowed", f"Write one of {', '.join(map(repr, choices))}. {meaning}"
        case "type":
            return f"{_short(value)} is not of type {rule}", meaning
        case "not":
            return f"{_short(value)} is reserved", meaning
        case "minLength" | "minItems":
            return "it is empty", f"Write something. {meaning}"
        case "anyOf":
            return "it has neither blocks nor questions", meaning
        case _:
            return f"{_short(value)} does not fit ({error.validator} {_short(rule)})", meaning


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"
