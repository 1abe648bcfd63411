"""content/**/*.json -> validated articles."""

import json
from pathlib import Path
from typing import Any

from faqsync.addresses import CONTENT
from faqsync.content.articles import build_article
from faqsync.content.outlines import Outline, outline
from faqsync.content.rules import article_faults
from faqsync.errors import Fault, InvalidInput
from faqsync.model import Article, Site
from faqsync.schemas import validate
from faqsync.texts import text_faults


def find_articles(root: Path) -> tuple[str, ...]:
    """The paths of all articles of the project, relative to ``root``, with ``/``, sorted."""
    return tuple(sorted(path.relative_to(root).as_posix() for path in (root / CONTENT).rglob("*.json")))


def read_article(root: Path, path: str, site: Site) -> tuple[Article, Outline]:
    """The article at ``path`` (relative to ``root``).

    Raises InvalidInput with everything that is wrong with it on its own; see `outlines.site_faults` for the rest.
    """
    document = read_json(root, path)
    faults = validate(document, "article", path)
    if not faults:
        faults = [*text_faults(document, path), *article_faults(root, path, document, site)]
    if faults:
        raise InvalidInput(faults)
    return build_article(root, path, document), outline(root, path, document)


def read_json(root: Path, path: str) -> Any:
    """The JSON document in a file that a person edits: strict, and no key twice.

    Raises InvalidInput naming the line.
    """
    line = None
    try:
        return json.loads((root / path).read_text("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except OSError as error:
        what, cure = f"it cannot be read ({error.strerror})", "Make it a readable file"
    except UnicodeDecodeError as error:
        what, cure = f"byte {error.start} is not UTF-8", "Save the file as UTF-8"
    except json.JSONDecodeError as error:
        line, what, cure = error.lineno, f"it is not JSON: {error.msg} in column {error.colno}", "Mend it at this place"
    except RecursionError:
        what, cure = "it is nested too deep", "See the schema for what an article looks like"
    except _Unacceptable as error:
        what, cure = str(error), "Keep one of them"
    raise InvalidInput([Fault(file=path, line=line, what=what, cure=cure)])


class _Unacceptable(Exception):
    """JSON by the letter, but with two meanings or none."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _Unacceptable(f"the key {twice!r} stands twice in one object")
    return document


def _no_constant(name: str) -> Any:
    raise _Unacceptable(f"{name} is not a JSON value")
