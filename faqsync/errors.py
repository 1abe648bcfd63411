"""Errors stop a run, carry fields and speak to a person; what only deserves a mention is a Finding."""

import re
from collections.abc import Iterable
from typing import NamedTuple

# What would move a terminal's cursor, break a line or turn the writing around: no file may do that in a message.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """The text on one line, with an escape such as ``\\u001b`` for every character that a terminal would obey."""
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


class Fault(NamedTuple):
    """One thing that is wrong in what the user gave: where, what, and how to mend it."""

    file: str
    what: str
    cure: str
    pointer: str | None = None
    """RFC 6901 JSON pointer, where the file is JSON."""
    line: int | None = None
    """1-based, where the file is read by lines."""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        if self.pointer is not None:
            place = f"{place}: {self.pointer or '(the whole document)'}"
        return printable(f"{place}: {self.what}. {self.cure}")


class FaqsyncError(Exception):
    """The run cannot be done. The command line prints the faults and exits with 2."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type["FaqsyncError"], tuple[tuple[Fault, ...]]]:
        """As a worker process sends it home: with its fields, not with its text."""
        return type(self), (self.faults,)


class InvalidInput(FaqsyncError):
    """A file that the user owns breaks its contract."""


class InvalidRelease(FaqsyncError):
    """A published tree is not whole: a file is missing, torn or not of its release."""


class Refused(FaqsyncError):
    """The input is valid, but the publisher will not do this unasked: the brake, or a time gone backwards."""
