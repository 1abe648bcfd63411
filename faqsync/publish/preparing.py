"""The first half of the line, article by article: JSON and catalogs -> localized articles and candidates."""

from collections.abc import Sequence
from pathlib import Path

from faqsync import catalogs, checks, config, content, gate, markup, words
from faqsync.addresses import SITE_CATALOG, SITE_CONFIG, catalog_file
from faqsync.errors import Fault, InvalidInput
from faqsync.model import (
    Article,
    Candidate,
    Catalog,
    Finding,
    Incomplete,
    LocalizedArticle,
    LocalizedSite,
    Message,
    Site,
    Words,
)
from faqsync.publish.theme import Theme
from faqsync.records import Record, encode, replace, sha256


class Prepared(Record):
    """What one article file came to. With faults, nothing else counts."""

    path: str
    faults: tuple[Fault, ...] = ()
    outline: content.Outline | None = None
    candidates: tuple[Candidate, ...] = ()
    localized: dict[str, bytes] = {}
    """Locale -> the JSON of the localized article, where it is not held."""


class Preparation(Record):
    """What a worker needs to prepare articles."""

    root: str
    site: Site


def prepare(task: Preparation, paths: Sequence[str]) -> list[Prepared]:
    """Prepare a chunk of articles; their paths are relative to the project."""
    return [_prepare(task, path) for path in paths]


def _prepare(task: Preparation, path: str) -> Prepared:
    root = Path(task.root)
    try:
        article, outline = content.read_article(root, path, task.site)
        localized = localize(root, task.site, article)
    except InvalidInput as error:
        return Prepared(path=path, faults=error.faults)
    data = {each.locale: encode(each) for each in localized if each.state == "published"}
    candidates = tuple(
        _candidate(each, article, sha256(data.get(each.locale, b"")), outline.anchors) for each in localized
    )
    return Prepared(path=path, outline=outline, candidates=candidates, localized=data)


def read_site(root: Path) -> Site:
    """The site that the project at ``root`` is, with the terms of its glossary files. Raises InvalidInput."""
    site = config.read_site(root)
    known = {each.name for each in checks.CHECKS}
    faults = [
        Fault(
            file=SITE_CONFIG,
            pointer=f"/ignore/{index}/check",
            what=f"there is no check {row.check!r}",
            cure=f"Name one of {', '.join(sorted(known))}",
        )
        for index, row in enumerate(site.ignored)
        if row.check not in known
    ]
    if faults:
        raise InvalidInput(faults)
    read = (checks.read_glossary(root / file, file, site.source) for file in site.glossaries)
    return replace(site, terms=site.terms + tuple(term for terms in read for term in terms))


def localize(root: Path, site: Site, article: Article) -> tuple[LocalizedArticle, ...]:
    """The article in every locale of the site, as the gate lets it through.

    Raises InvalidInput with the faults of all its catalogs.
    """
    messages = content.messages(article)
    read: dict[str, Catalog | None] = {}
    faults: list[Fault] = []
    for locale in site.locales:
        try:
            read[locale] = None if locale == site.source else read_catalog(root, locale, article.id)
        except InvalidInput as error:
            faults += error.faults
    if faults:
        raise InvalidInput(faults)
    return tuple(_localize(site, article, messages, locale, catalog) for locale, catalog in read.items())


def _localize(
    site: Site, article: Article, messages: tuple[Message, ...], locale: str, catalog: Catalog | None
) -> LocalizedArticle:
    findings: tuple[Finding, ...] = ()
    if catalog is not None:
        file = catalog_file(locale, article.id)
        found = checks.CatalogFile(article=article.id, file=file, locale=locale, messages=messages, catalog=catalog)
        findings = checks.examine_catalog(checks.ERRORS, found, site.source, site.terms, site.ignored)
    return gate.localize(
        article,
        gate.judge(messages, catalog, locale, site.source, findings),
        incomplete_in(site, locale),
        revised=None if catalog is None else catalogs.revised(catalog),
        translator=None if catalog is None else catalogs.translator(catalog),
    )


def incomplete_in(site: Site, locale: str) -> Incomplete:
    """What a locale does with an article that is not wholly current."""
    return site.incomplete_in.get(locale, site.incomplete)


def read_catalog(root: Path, locale: str, name: str) -> Catalog | None:
    """The catalog of an article, or of the site, in a locale; None where there is none. Raises InvalidInput."""
    path = catalog_file(locale, name)
    try:
        data = (root / path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        fault = Fault(file=path, what=f"it cannot be read ({error.strerror})", cure="Make it a readable file")
        raise InvalidInput([fault]) from None
    return catalogs.read(data, path)


def _candidate(localized: LocalizedArticle, article: Article, sha256: str, anchors: tuple[str, ...]) -> Candidate:
    shown = {section.id for section in localized.sections}
    shown |= {question.id for section in localized.sections for question in section.questions}
    reason = None
    if localized.state == "held":
        first, count = localized.shortfalls[0], len(localized.shortfalls)
        reason = f"{count} of {localized.messages} messages not current; {first.context}: {first.reason}"
    return Candidate(
        article=article.id,
        locale=localized.locale,
        state=localized.state,
        slug=article.slug,
        category=article.category,
        title=markup.plain(localized.title.markdown),
        summary=markup.plain(localized.summary.markdown),
        published=article.published,
        dated=max(article.published, localized.revised or article.published),
        digest=localized.digest,
        localized=sha256,
        reason=reason,
        draft=article.draft,
        withdrawn=article.withdrawn,
        findings=localized.findings,
        omitted=tuple(anchor for anchor in anchors if anchor not in shown) if shown else (),
    )


# --- the site itself ------------------------------------------------------------------------------------------------


def localize_site(root: Path, site: Site, locale: str, theme: Theme) -> LocalizedSite:
    """The site in one locale: what is not current in its catalog is shown in the source language.

    Raises InvalidInput where its catalog is broken.
    """
    catalog = None if locale == site.source else read_catalog(root, locale, SITE_CATALOG)
    verdicts = gate.judge(config.messages(site), catalog, locale, site.source)
    return LocalizedSite(
        locale=locale,
        source=site.source,
        base_url=site.base_url,
        authority=site.authority,
        title=verdicts.text_or_source(site.title),
        description=None if site.description is None else verdicts.text_or_source(site.description),
        publisher=site.publisher,
        words=_words(locale),
        license=site.license,
        hub=site.hub,
        categories=tuple(gate.localize_category(category, verdicts) for category in site.categories),
        stylesheets=tuple(asset.path for asset in theme.stylesheets),
        logo=None if theme.logo is None else theme.logo.path,
        templates=theme.templates,
    )


def _words(locale: str) -> Words:
    """The words of the pages, by the same strict reader as every catalog."""
    found = words.catalog_data(locale)
    return words.ENGLISH if found is None else words.words_of(catalogs.read(found[1], found[0]), locale)
