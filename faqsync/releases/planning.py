"""What a release changes: the standings of the last one against today's candidates."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from faqsync.addresses import RELEASE, article_url, entry_uri, log_uri
from faqsync.errors import Fault, Refused
from faqsync.model import REMOVED, Candidate, Change, Operation, Site
from faqsync.records import Record, replace
from faqsync.releases.history import History, Pair, Standing, replay

BRAKE_MINIMUM = 3
"""The brake never stops a publish that takes no more articles than this from a locale."""

_OPERATIONS: dict[tuple[str, str], Operation] = {
    ("new", "published"): "publish",
    ("published", "held"): "hold",
    ("published", "withdrawn"): "withdraw",
    ("held", "published"): "publish",
    ("held", "withdrawn"): "withdraw",
    ("withdrawn", "published"): "restore",
    ("withdrawn", "held"): "hold",
}
"""What becomes of an article by where it stood and what the files say today; a pair that is not here is no change,
but for what `_still_published` and `_still_withdrawn` say."""


class Plan(Record):
    """The release to make."""

    log: str
    release: int
    time: datetime
    changes: tuple[Change, ...]
    sequence: int
    standings: dict[Pair, Standing]
    """Where every article stands once the changes are made."""


def due(candidates: Iterable[Candidate], time: datetime) -> Iterator[Candidate]:
    """The candidates as they are at ``time`` (UTC): drafts and embargoes are nowhere, due withdrawals are made."""
    for candidate in candidates:
        withdrawn = candidate.withdrawn
        if candidate.draft or candidate.published > time:
            continue
        if withdrawn is not None and withdrawn.on <= time:
            reason, replacement = withdrawn.reason, withdrawn.replacement
            yield replace(candidate, state="withdrawn", reason=reason, replacement=replacement)
        else:
            yield candidate


def plan_release(site: Site, history: History, candidates: Iterable[Candidate], time: datetime) -> Plan:
    """The next release of a site at ``time`` (UTC); its ``candidates`` are those `due`.

    Raises Refused where ``time`` is earlier than that of the last release.
    """
    if history.time is not None and time < history.time:
        what = f"the release time {_rfc3339(time)} is before that of release {history.release}"
        cure = f"Give --now {_rfc3339(history.time)} or later, or mend the clock"
        raise Refused([Fault(file=RELEASE, what=what, cure=cure)])
    today = {(candidate.article, candidate.locale): candidate for candidate in candidates}
    changes: list[Change] = []
    for pair in sorted(today.keys() | history.standings.keys()):
        standing = history.standings.get(pair)
        change = _change(
            site,
            standing,
            today.get(pair),
            Stamp(sequence=history.sequence + len(changes) + 1, release=history.release + 1, time=time),
        )
        if change is not None:
            changes.append(change)
    return Plan(
        log=history.log or log_uri(site.authority, _rfc3339(time)),
        release=history.release + 1,
        time=time,
        changes=tuple(changes),
        sequence=history.sequence + len(changes),
        standings=replay(changes, history.standings),
    )


class Stamp(Record):
    """Where in the log a change would stand."""

    sequence: int
    release: int
    time: datetime


def _change(site: Site, standing: Standing | None, candidate: Candidate | None, stamp: Stamp) -> Change | None:
    """The change that leads an article in a locale from where it stood to what the files say, if it is one."""
    if candidate is None or candidate.state != "published":
        return None if standing is None else _removal(standing, candidate, stamp)
    if standing is None:
        before, operation = None, _OPERATIONS["new", "published"]
    else:
        before = standing.change
        known = _OPERATIONS.get((_state(standing), "published")) or _still_published(before, candidate)
        if known is None:
            return None
        operation = known
    moved = before is not None and before.slug != candidate.slug
    if operation == "rename" and before is not None and before.digest == candidate.digest:
        updated = before.updated
    else:
        updated = stamp.time if stamp.release > 1 else min(candidate.dated, stamp.time)
    return Change(
        sequence=stamp.sequence,
        release=stamp.release,
        time=stamp.time,
        locale=candidate.locale,
        article=candidate.article,
        uri=entry_uri(site.authority, candidate.article, candidate.locale),
        operation=operation,
        slug=candidate.slug,
        url=article_url(site.base_url, candidate.locale, candidate.slug),
        digest=candidate.digest,
        updated=updated,
        from_=before.slug if before is not None and moved else None,
    )


def _state(standing: Standing) -> str:
    return {"hold": "held", "withdraw": "withdrawn"}.get(standing.change.operation, "published")


def _still_published(before: Change, candidate: Candidate) -> Operation | None:
    """An article that was published and is: a new address, other content, or no change."""
    if before.slug != candidate.slug:
        return "rename"
    return "update" if before.digest != candidate.digest else None


def _removal(standing: Standing, candidate: Candidate | None, stamp: Stamp) -> Change | None:
    """The article leaves the locale, or the source says another thing of its withdrawal."""
    before = standing.change
    state = "withdrawn" if candidate is None else candidate.state
    reason = None if candidate is None or state == "held" else candidate.reason
    replacement = None if candidate is None else candidate.replacement
    operation = _OPERATIONS.get((_state(standing), state))
    if operation is None:
        said_otherwise = candidate is not None and (before.reason, before.replacement) != (reason, replacement)
        if state == "held" or not said_otherwise:
            return None
        operation = "withdraw"
    return replace(
        before,
        sequence=stamp.sequence,
        release=stamp.release,
        time=stamp.time,
        operation=operation,
        updated=stamp.time,
        reason=reason or (REMOVED if operation == "withdraw" else None),
        replacement=replacement,
        from_=None,
    )


# --- the brake, and tombstones ---------------------------------------------------------------------------------


def check_brake(site: Site, history: History, plan: Plan) -> None:
    """Raises Refused, with the list, where the plan takes too much of a locale away at once."""
    published = Counter(locale for (_, locale), standing in history.standings.items() if standing.published)
    lost: dict[str, list[Change]] = {}
    for change in plan.changes:
        standing = history.standings.get((change.article, change.locale))
        if standing is not None and standing.published and change.operation in ("hold", "withdraw"):
            lost.setdefault(change.locale, []).append(change)
    faults = [
        Fault(
            file=locale,
            what=f"{len(changes)} of {published[locale]} published articles would be held or withdrawn: "
            + ", ".join(f"{change.article} ({change.operation})" for change in changes),
            cure="If this is meant, publish with --yes",
        )
        for locale, changes in lost.items()
        if len(changes) > BRAKE_MINIMUM and len(changes) > site.brake * published[locale]
    ]
    if faults:
        raise Refused(faults)


def tombstones(site: Site, plan: Plan) -> tuple[Change, ...]:
    """The held and withdrawn articles of which partners are still told, newest first, then by article and locale."""
    days = timedelta(days=site.tombstone_days)
    told = [
        standing.change
        for standing in plan.standings.values()
        if not standing.published and plan.time < standing.change.time + days
    ]
    told.sort(key=lambda change: (change.article, change.locale))
    return tuple(sorted(told, key=lambda change: change.time, reverse=True))


def _rfc3339(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"
