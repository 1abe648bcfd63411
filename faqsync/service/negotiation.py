"""Which coding and which language a reader is given: RFC 9110, section 12.5, and RFC 4647, section 3.4."""

from collections.abc import Iterator
from functools import lru_cache

from faqsync.locales import canonical_tag, closest

CODINGS = ("br", "gzip", "identity")
"""Every coding that may be served, the best first among those that a client likes equally."""

MOST = 500
"""So much of a header is read. No browser sends more, and no stranger shall fill the caches."""


@lru_cache(maxsize=1024)
def codings(accepted: bytes | None) -> tuple[str, ...]:
    """The codings to choose from for an Accept-Encoding, the most wanted first.

    ``identity`` is always among them, last where the header refuses it: a reader is better served by a page
    in no coding than by an error (12.5.3).
    """
    if accepted is None:
        return ("identity",)
    weights = {name.lower().replace("x-gzip", "gzip"): weight for name, weight in _weighted(accepted)}
    anything = weights.get("*", 0.0)
    wanted = {coding: weights.get(coding, anything) for coding in CODINGS}
    if "identity" not in weights and "*" not in weights:
        wanted["identity"] = 0.001
    chosen = sorted((name for name in CODINGS if wanted[name] > 0), key=lambda name: -wanted[name])
    return tuple(chosen if "identity" in chosen else [*chosen, "identity"])


@lru_cache(maxsize=4096)
def best_locale(accepted: bytes, available: tuple[str, ...]) -> str | None:
    """The available locale that an Accept-Language asks for first; None where it asks for none of them.

    A range leads to a locale of its own language and script only (`locales.closest`); one of weight 0 rules
    out what it leads to. ``*`` is no preference.
    """
    ranges = [(tag, weight) for name, weight in _weighted(accepted) if (tag := _tag(name)) is not None]
    refused = {tag for tag, weight in ranges if weight == 0}
    offered = tuple(locale for locale in available if locale not in refused)
    for tag, weight in sorted(ranges, key=lambda each: -each[1]):
        if weight > 0 and (found := closest(tag, offered)) is not None:
            return found
    return None


def _tag(name: str) -> str | None:
    """The tag that a language range begins with: ``de`` for ``de-*`` (RFC 4647, section 3.4)."""
    try:
        return canonical_tag(name.partition("-*")[0])
    except ValueError:
        return None


def _weighted(header: bytes) -> Iterator[tuple[str, float]]:
    """The members of a list with quality values (RFC 9110, section 12.4.2); what cannot be read is passed over."""
    for member in header[:MOST].decode("latin-1").split(","):
        name, _, parameter = member.partition(";")
        key, _, value = parameter.strip().partition("=")
        try:
            weight = float(value) if key.strip().lower() == "q" else 1.0
        except ValueError:
            continue
        if name.strip() and 0 <= weight <= 1:
            yield name.strip(), weight
