"""`faqsync check`: every check, over every article and catalog of a site."""

from datetime import datetime
from pathlib import Path

from faqsync import checks, config, content
from faqsync.addresses import SITE_CATALOG, catalog_file
from faqsync.errors import InvalidInput
from faqsync.model import Finding, Message
from faqsync.publish.preparing import read_catalog, read_site


def check_site(root: Path, now: datetime) -> tuple[Finding, ...]:
    """All that the checks have to say of the project at ``root``, by file and line.

    ``now`` (UTC) says which reviews are overdue. Raises InvalidInput with everything that is invalid.
    """
    site = read_site(root)
    sources: list[tuple[str, tuple[Message, ...]]] = [(SITE_CATALOG, config.messages(site))]
    findings: list[Finding] = []
    articles, faults = content.read_articles(root, site)
    for article in articles:
        messages = content.messages(article)
        sources.append((article.id, messages))
        findings += checks.examine_article(checks.CHECKS, article, messages, now.date(), site.ignored)
    for locale in site.locales[1:]:
        files: list[checks.CatalogFile] = []
        for name, messages in sources:
            try:
                catalog = read_catalog(root, locale, name)
            except InvalidInput as error:
                faults += error.faults
                continue
            if catalog is not None:
                file = catalog_file(locale, name)
                files.append(
                    checks.CatalogFile(article=name, file=file, locale=locale, messages=messages, catalog=catalog)
                )
        for found in files:
            findings += checks.examine_catalog(checks.CHECKS, found, site.source, site.terms, site.ignored)
        findings += checks.examine_locale(checks.CHECKS, files, site.ignored)
    if faults:
        raise InvalidInput(faults)
    return tuple(sorted(findings, key=lambda each: (each.file, each.line, each.context)))
