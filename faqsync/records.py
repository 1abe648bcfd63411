"""What a record is: frozen, equal by value, JSON both ways, and with one digest for one value.

The only module that knows msgspec.
"""

import hashlib
from typing import Any, TypeVar, dataclass_transform

import msgspec

R = TypeVar("R")


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A frozen record. Fields left at their defaults stay out of its JSON."""


def replace(record: R, **fields: Any) -> R:
    """The record with other values in some of its fields."""
    return msgspec.structs.replace(record, **fields)  # type: ignore[type-var]


def encode(value: Any) -> bytes:
    """The canonical JSON of a record or of plain data: UTF-8, no blanks, one closing line feed.

    Fields come in the order in which the record declares them, dict keys in the order of the dict;
    times are RFC 3339 in UTC with a ``Z``.
    """
    return msgspec.json.encode(value) + b"\n"


def decode(data: bytes, kind: type[R]) -> R:
    """The record that ``data`` (JSON) describes.

    Raises ValueError, with the place in JSONPath, where it is no such record.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def sha256(data: bytes) -> str:
    """The SHA-256 of ``data`` in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest(value: Any) -> str:
    """The SHA-256 of a value's canonical JSON."""
    return sha256(msgspec.json.encode(value))
