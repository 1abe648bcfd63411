"""What translators ask of a site: catalogs that fit today's articles, and how far they are."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

from faqsync import catalogs, config, content
from faqsync.addresses import SITE_CATALOG, SITE_CONFIG, catalog_file, template_file
from faqsync.errors import Fault, InvalidInput
from faqsync.model import Article, Message, Site
from faqsync.publish.preparing import localize, read_catalog, read_site
from faqsync.records import Record
from faqsync.releases import Folder


def _read_articles(root: Path, site: Site) -> list[Article]:
    """Every article. Raises InvalidInput with the faults of all of them."""
    articles: list[Article] = []
    outlines: list[content.Outline] = []
    faults: list[Fault] = []
    for path in content.find_articles(root):
        try:
            article, outline = content.read_article(root, path, site)
        except InvalidInput as error:
            faults += error.faults
        else:
            articles.append(article)
            outlines.append(outline)
    faults = faults or content.site_faults(outlines, {})
    if faults:
        raise InvalidInput(faults)
    return articles


def update_catalogs(root: Path) -> list[str]:
    """Write templates and catalogs for the messages of today; the paths of those that changed.

    Raises InvalidInput, and writes nothing, where an article or a catalog is invalid.
    """
    site = config.read_site(root)
    faults: list[Fault] = []
    files: dict[str, bytes] = {}
    sources = [(SITE_CATALOG, config.messages(site), SITE_CONFIG)]
    sources += [(article.id, content.messages(article), article.path) for article in _read_articles(root, site)]
    for name, messages, reference in sources:
        try:
            files |= _updated(root, site, name, messages, reference)
        except InvalidInput as error:
            faults += error.faults
    if faults:
        raise InvalidInput(faults)
    project = Folder(root)
    changed = [path for path, data in files.items() if project.read(path) != data]
    for path in changed:
        project.write(path, [files[path]])
    return changed


def _updated(root: Path, site: Site, name: str, messages: tuple[Message, ...], reference: str) -> dict[str, bytes]:
    """The template and the catalogs of an article, or of the site."""
    template = catalogs.template(name, messages, reference)
    files = {template_file(name): catalogs.write(template)}
    for locale in site.locales:
        if locale != site.source:
            old = read_catalog(root, locale, name)
            files[catalog_file(locale, name)] = catalogs.write(catalogs.update(template, old, locale))
    return files


State = Literal["published", "held", "draft", "embargo", "withdrawn"]


class Standing(Record):
    """How far an article is translated into a locale. Counts are of messages."""

    locale: str
    article: str
    state: State
    current: int
    stale: int
    missing: int
    percent: int
    """Of messages that are current, rounded down."""
    reason: str | None
    """Why it is held."""


def translation_status(root: Path, now: datetime) -> list[Standing]:
    """Every article in every locale but the source, by locale, then article; as it stands at ``now`` (aware).

    Raises InvalidInput, where articles or catalogs are invalid, with the faults of all of them.
    """
    site = read_site(root)
    found: list[Standing] = []
    faults: list[Fault] = []
    for article in _read_articles(root, site):
        try:
            found += _standings(root, site, article, now)
        except InvalidInput as error:
            faults += error.faults
    if faults:
        raise InvalidInput(faults)
    return sorted(found, key=lambda each: (site.locales.index(each.locale), each.article))


def _standings(root: Path, site: Site, article: Article, now: datetime) -> Iterator[Standing]:
    nowhere = _nowhere(article, now)
    for localized in localize(root, site, article):
        if localized.locale == site.source:
            continue
        states = [shortfall.state for shortfall in localized.shortfalls]
        current = localized.messages - len(states)
        state, reason = nowhere or localized.state, None
        if state == "held":
            reason = f"{localized.shortfalls[0].context}: {localized.shortfalls[0].reason}"
        yield Standing(
            locale=localized.locale,
            article=article.id,
            state=state,
            current=current,
            stale=states.count("stale"),
            missing=states.count("missing"),
            percent=100 * current // localized.messages,
            reason=reason,
        )


def _nowhere(article: Article, now: datetime) -> State | None:
    """Why the article is published in no locale at all, if so."""
    if article.draft:
        return "draft"
    if article.published > now:
        return "embargo"
    return "withdrawn" if article.withdrawn is not None and article.withdrawn.on <= now else None
