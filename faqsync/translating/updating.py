"""Templates and catalogs for the messages of today."""

from collections.abc import Iterator
from pathlib import Path

from faqsync import catalogs, config, content
from faqsync.addresses import SITE_CATALOG, SITE_CONFIG, catalog_file, template_file
from faqsync.errors import Fault, InvalidInput
from faqsync.locales import PSEUDO_LOCALES
from faqsync.model import Catalog, Message, Site
from faqsync.pseudo import pseudo_text
from faqsync.publish.preparing import read_catalog
from faqsync.records import replace
from faqsync.releases import Folder
from faqsync.translating.reading import read_articles


def update_catalogs(root: Path, pseudo: bool = False) -> list[str]:
    """Write templates and catalogs for the messages of today; the paths of those that changed.

    The catalogs of pseudo-locales are made anew: with ``pseudo``, of all of them, else of those among the site's
    locales. Raises InvalidInput, and writes nothing, where an article or a catalog is invalid.
    """
    site = config.read_site(root)
    locales = tuple(locale for locale in site.locales if locale != site.source)
    if pseudo:
        locales = tuple(dict.fromkeys((*locales, *PSEUDO_LOCALES)))
    faults: list[Fault] = []
    files: dict[str, bytes] = {}
    for name, template in templates(root, site):
        files[template_file(name)] = catalogs.write(template)
        for locale in locales:
            try:
                files[catalog_file(locale, name)] = catalogs.write(updated(root, name, template, locale))
            except InvalidInput as error:
                faults += error.faults
    if faults:
        raise InvalidInput(faults)
    return write_changed(root, files)


def templates(root: Path, site: Site) -> Iterator[tuple[str, Catalog]]:
    """The name and the template of every catalog: the site's own, then each article's. Raises InvalidInput."""
    sources: list[tuple[str, tuple[Message, ...], str]] = [(SITE_CATALOG, config.messages(site), SITE_CONFIG)]
    sources += [(article.id, content.messages(article), article.path) for article in read_articles(root, site)]
    for name, messages, reference in sources:
        yield name, catalogs.template(name, messages, reference)


def updated(root: Path, name: str, template: Catalog, locale: str) -> Catalog:
    """The catalog of a locale for today's template. Raises InvalidInput where the one that is there is invalid."""
    if locale not in PSEUDO_LOCALES:
        return catalogs.update(template, read_catalog(root, locale, name), locale)
    new = catalogs.update(template, None, locale)
    entries = (replace(entry, strings=(pseudo_text(entry.text, locale),)) for entry in new.entries)
    return replace(new, entries=tuple(entries))


def write_changed(root: Path, files: dict[str, bytes]) -> list[str]:
    """Write the files (path -> bytes) that are not so already; their paths."""
    project = Folder(root)
    changed = [path for path, data in files.items() if project.read(path) != data]
    for path in changed:
        project.write(path, [files[path]])
    return changed
