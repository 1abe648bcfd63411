"""Checks, and what they are run on -> findings."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from faqsync.checks.check import Check, Pair, Source, Versions
from faqsync.checks.terms import relevant
from faqsync.locales import PSEUDO_LOCALES
from faqsync.model import Article, Catalog, Entry, Finding, Ignore, Message, Term
from faqsync.records import Record

_ANSWER = re.compile(r"faqsync-ignore:\s*([a-z, -]+)")


class CatalogFile(Record):
    """A catalog where it lies, and the messages of today that it translates."""

    article: str
    """The id of its article, or the name of the site's own catalog."""
    file: str
    """Relative to the project, with ``/``."""
    locale: str
    messages: tuple[Message, ...]
    catalog: Catalog

    def current(self) -> Iterator[Entry]:
        """The entries that translate a message of today, and are not fuzzy; none of a pseudo-locale."""
        wanted = {(message.context, message.text) for message in self.messages}
        for entry in self.catalog.entries if self.locale not in PSEUDO_LOCALES else ():
            fit = entry.translated and not entry.obsolete and not entry.fuzzy and entry.plural is None
            if fit and (entry.context or "", entry.text) in wanted:
                yield entry


def examine_catalog(
    checks: Sequence[Check[Any]],
    found: CatalogFile,
    source: str,
    terms: Sequence[Term] = (),
    ignored: Iterable[Ignore] = (),
) -> tuple[Finding, ...]:
    """What those of the checks that judge translations find in a catalog, at the line of the entry.

    ``source`` is the locale of the messages.
    """
    checks = [check for check in checks if check.of is Pair]
    rows = _rows(ignored, found.article, found.locale)
    findings: list[Finding] = []
    for entry in found.current():
        pair = Pair(
            text=entry.text,
            translation=entry.strings[0],
            locale=found.locale,
            source=source,
            context=entry.context or "",
            terms=relevant(terms, entry.text, source),
        )
        findings += [
            _finding(check, entry, found, message)
            for check, message in _run(checks, pair)
            if not _is_answered(check, entry, rows)
        ]
    return tuple(findings)


def examine_locale(
    checks: Sequence[Check[Any]], found: Iterable[CatalogFile], ignored: Sequence[Ignore] = ()
) -> tuple[Finding, ...]:
    """What those of the checks that judge one text's translations find between the catalogs of a locale.

    The finding is at each entry that does not have the most frequent translation, or the first of these.
    """
    checks = [check for check in checks if check.of is Versions]
    places: dict[str, list[tuple[CatalogFile, Entry]]] = defaultdict(list)
    for each in found:
        for entry in each.current():
            places[entry.text].append((each, entry))
    findings: list[Finding] = []
    for text, entries in places.items():
        counts = Counter(entry.strings[0] for _, entry in entries)
        usual = max(counts, key=counts.__getitem__)
        findings += [
            _finding(check, entry, each, message)
            for check, message in _run(checks, Versions(text=text, translations=tuple(counts)))
            for each, entry in entries
            if entry.strings[0] != usual and not _is_answered(check, entry, _rows(ignored, each.article, each.locale))
        ]
    return tuple(sorted(findings, key=lambda finding: (finding.file, finding.line)))


def examine_article(
    checks: Sequence[Check[Any]],
    article: Article,
    messages: Iterable[Message],
    today: date,
    ignored: Iterable[Ignore] = (),
) -> tuple[Finding, ...]:
    """What those of the checks that judge sources find in an article.

    The line of a finding is 0: its context says where in the JSON it is.
    """
    checks = [check for check in checks if check.of is Source]
    rows = _rows(ignored, article.id, article.language)
    questions = {each.question: each.answer for section in article.sections for each in section.questions}
    findings: list[Finding] = []
    for message in messages:
        source = Source(
            message=message,
            answer=questions.get(message),
            article=article if message == article.title else None,
            locale=article.language,
            today=today,
        )
        findings += [
            Finding(
                check=check.name,
                severity=check.severity,
                file=article.path,
                line=0,
                locale=article.language,
                article=article.id,
                context=message.context,
                message=text,
            )
            for check, text in _run(checks, source)
            if not _covers(rows, check, message.context)
        ]
    return tuple(findings)


def _run(checks: Iterable[Check[Any]], subject: Pair | Source | Versions) -> Iterator[tuple[Check[Any], str]]:
    for check in checks:
        for message in check.run(subject):
            yield check, message


def _rows(ignored: Iterable[Ignore], article: str, locale: str) -> list[Ignore]:
    return [row for row in ignored if row.article in (None, article) and row.locale in (None, locale)]


def _covers(rows: Iterable[Ignore], check: Check[Any], context: str) -> bool:
    return any(row.check == check.name and row.context in (None, context) for row in rows)


def _is_answered(check: Check[Any], entry: Entry, rows: Iterable[Ignore]) -> bool:
    """Whether somebody has looked at a finding and decided that all is well."""
    answers = (match[1] for comment in entry.comments for match in _ANSWER.finditer(comment))
    return _covers(rows, check, entry.context or "") or any(
        check.name in re.split(r"[,\s]+", answer) for answer in answers
    )


def _finding(check: Check[Any], entry: Entry, found: CatalogFile, message: str) -> Finding:
    return Finding(
        check=check.name,
        severity=check.severity,
        file=found.file,
        line=entry.line,
        locale=found.locale,
        article=found.article,
        context=entry.context or "",
        message=message,
    )
