"""What a catalog's header says of the work on it: when it was last revised, and by whom."""

import re
from datetime import UTC, datetime

from faqsync.model import Catalog


def revised(catalog: Catalog) -> datetime | None:
    """PO-Revision-Date, in UTC; None where it is missing, still GNU's model, or no time."""
    try:
        time = datetime.strptime(catalog.header("PO-Revision-Date") or "", "%Y-%m-%d %H:%M%z")
        return time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def translator(catalog: Catalog) -> str | None:
    """The name in Last-Translator, without the address; None where there is none, or still GNU's model."""
    name = re.sub(r"\s*<[^>]*>\s*$", "", catalog.header("Last-Translator") or "").strip()
    return None if name in ("", "FULL NAME", "Automatically generated") else name
