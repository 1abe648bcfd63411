"""The one place that says what a result depends on. Whatever is left out here makes an incremental publish lie.

A result may be used again while its fingerprint is the same. The fingerprint of everything covers the program:
faqsync's own files (code, templates, words, css) and the libraries whose versions shape bytes. The others cover the
argument of a pure function, whole.
"""

import sys
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from faqsync import schemas
from faqsync.model import LocalizedSite, Site
from faqsync.publish.tasks import ArticleTask, LocaleTask
from faqsync.records import digest

LIBRARIES = (
    "babel",
    "feedgen",
    "jinja2",
    "jsonschema",
    "lxml",
    "markdown-it-py",
    "markupsafe",
    "mdurl",
    "msgspec",
    "python-dateutil",
)
"""Those whose versions shape what is published, or what is accepted."""

_PACKAGE = Path(__file__).parents[1]


@lru_cache(maxsize=1)
def of_program() -> str:
    """Of faqsync and its libraries, as they are installed here."""
    files = sorted(path for path in _PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    hashed = sha256()
    for file in files:
        hashed.update(f"{file.relative_to(_PACKAGE)}\0".encode())
        hashed.update(sha256(file.read_bytes()).digest())
    for name in schemas.NAMES:  # a checkout has them beside the package
        hashed.update(schemas.schema_bytes(name))
    versions = [f"{name} {version(name)}" for name in LIBRARIES]
    return digest((hashed.hexdigest(), versions, sys.version))


def of_everything(site: Site) -> str:
    """Of what every result depends on: another program or another configuration, and nothing may be used again."""
    return digest((of_program(), site))


def of_article(task: ArticleTask, sites: dict[str, LocalizedSite]) -> str:
    """Of the files of an article."""
    return digest((task, [sites[row.locale] for row in task.rows]))


def of_locale(task: LocaleTask, site: LocalizedSite) -> str:
    """Of the lists of a locale."""
    return digest((task, site))
