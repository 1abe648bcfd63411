"""The only place that makes a path, a URL or an id.

Paths of the release are relative to the root of ``outputs/``, with ``/``; a page is named by its file
(``de/slug/index.html``), its URL by its folder (``https://faq.example.org/de/slug/``).
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

from faqsync.locales import gettext_name

SITE_CONFIG = "faqsync.toml"
SITE_CATALOG = "site"
"""The name of the catalog that holds the site's own messages: no article may be called so."""
CONTENT = "content"
OUTPUTS = "outputs"

RELEASE = "release.json"
LOG_HEAD = "changes.json"
INDEX = "index.html"
DOCUMENT = "article.json"
SUBSCRIBE = "subscribe/index.html"
MANIFEST = "manifest.json"
ASSETS = "assets/"

RESERVED_SLUGS = frozenset("topics subscribe api assets changes schemas health ready metrics".split())


# --- what the user owns: paths relative to the project ---------------------------------------------


def catalog_file(locale: str, name: str) -> str:
    """The catalog of an article (or of the site, `SITE_CATALOG`) in a locale."""
    return f"locales/{gettext_name(locale)}/LC_MESSAGES/{name}.po"


def template_file(name: str) -> str:
    """The template of an article's catalogs, or of the site's."""
    return f"locales/templates/{name}.pot"


def article_file(article: str) -> str:
    """Where a new article is written."""
    return f"{CONTENT}/{article}.json"


def outputs_folder(root: Path) -> Path:
    """Where the project at ``root`` is published."""
    return root / OUTPUTS


# --- what is published: paths relative to the release -------------------------------------------------


def list_path(locale: str, name: str, topic: str | None = None) -> str:
    """A file of a locale, or of one topic in it: index page, feed, bundle, sitemap or manifest."""
    return f"{locale}/{name}" if topic is None else f"{locale}/topics/{topic}/{name}"


def article_path(locale: str, slug: str, name: str = INDEX) -> str:
    """A file of an article in a locale."""
    return f"{locale}/{slug}/{name}"


def manifest_path(locale: str | None = None) -> str:
    """The manifest of a locale, or of the root."""
    return MANIFEST if locale is None else f"{locale}/{MANIFEST}"


def log_path(release: int) -> str:
    """The page of the change log of one release."""
    return f"changes/{release}.json"


def schema_path(name: str) -> str:
    """A published JSON Schema."""
    return f"schemas/{name}.schema.json"


def asset_path(stem: str, sha256: str, suffix: str) -> str:
    """A file named by what it holds, so that it can be cached for ever."""
    return f"{ASSETS}{stem[:80]}-{sha256[:16]}{suffix}"


_SAFE_PATH = re.compile(r"[^/\\\x00-\x1f.][^/\\\x00-\x1f]*(?:/[^/\\\x00-\x1f.][^/\\\x00-\x1f]*)*")


def is_inside(path: str) -> bool:
    """Whether a path, read from a file, stays below the folder it is relative to, and names nothing hidden."""
    return _SAFE_PATH.fullmatch(path) is not None


def locale_of(path: str) -> str | None:
    """The locale whose manifest lists a file; None for the root's."""
    folder, slash, _ = path.partition("/")
    return folder if slash and folder not in RESERVED_SLUGS else None


def relative(path: str, target: str) -> str:
    """The relative reference from the file ``path`` to the file ``target``."""
    here, there = path.split("/")[:-1], target.split("/")
    shared = 0
    while shared < len(here) and shared < len(there) - 1 and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])


# --- URLs ----------------------------------------------------------------------------------------------


def url(base_url: str, path: str) -> str:
    """The absolute URL of a published file; a page is addressed by its folder."""
    folder, _, name = path.rpartition("/")
    if name == INDEX:
        return f"{base_url}{folder}/" if folder else base_url
    return base_url + path


def article_url(base_url: str, locale: str, slug: str, fragment: str | None = None) -> str:
    """The URL of an article's page, or of a section or question on it."""
    page = url(base_url, article_path(locale, slug))
    return page if fragment is None else f"{page}#{fragment}"


def local_reference(base_url: str, path: str, target: str) -> str:
    """``target`` as the file ``path`` refers to it: relative where it is on this site, else unchanged.

    Pages are named with their ``index.html``, so that the tree can be read from disk.
    """
    if not target.startswith(base_url):
        return target
    file, hash_mark, fragment = target.removeprefix(base_url).partition("#")
    if not file or file.endswith("/"):
        file += INDEX
    return relative(path, file) + hash_mark + fragment


def site_path(base_url: str) -> str:
    """The path under which the site is served: ``/`` or ``/faq/``."""
    return urlsplit(base_url).path


# --- ids (RFC 4151) ---------------------------------------------------------------------------------------


def entry_uri(authority: str, article: str, locale: str) -> str:
    """The id of an article in a locale: in every feed, bundle and log, for ever."""
    return f"tag:{authority}:{article}:{locale}"


def feed_uri(authority: str, locale: str, topic: str | None = None) -> str:
    """The id of a feed."""
    return f"tag:{authority}::{locale}:" + ("feed" if topic is None else f"topics/{topic}")


def log_uri(authority: str, first_release: str) -> str:
    """The id of a change log, from the time (RFC 3339) of its release 1."""
    return f"tag:{authority}::log:{first_release}"
