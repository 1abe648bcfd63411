"""The one place that reads the clock."""

import os
from datetime import UTC, datetime

from faqsync.errors import Fault, InvalidInput

LAST_YEAR = 9000
"""So that the end of a tombstone is still a date."""


def release_time(now: str | None, option: str = "--now") -> datetime:
    """The time given (by this option), else SOURCE_DATE_EPOCH, else now; in UTC and whole seconds."""
    from faqsync.content.articles import parse_time

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if now is None and not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        time = parse_time(now) if now is not None else datetime.fromtimestamp(int(epoch or ""), UTC)
    except (ValueError, OverflowError, OSError):
        time = None
    if time is None or time.year > LAST_YEAR:
        name, value = (option, now) if now is not None else ("SOURCE_DATE_EPOCH", epoch)
        cure = "Write it like 2026-01-15T09:00:00Z" if now is not None else "Give seconds since 1970"
        raise InvalidInput([Fault(file=name, what=f"{value!r} is no time to publish at", cure=cure)])
    return time
