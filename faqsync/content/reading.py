"""content/**/*.json -> validated articles."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from faqsync.addresses import CONTENT
from faqsync.content.articles import build_article
from faqsync.content.outlines import Outline, outline_of, site_faults
from faqsync.content.rules import article_faults
from faqsync.errors import Fault, InvalidInput
from faqsync.model import Article, Site
from faqsync.schemas import pointer, validate
from faqsync.texts import decode_text, text_faults


def find_articles(root: Path) -> tuple[str, ...]:
    """The paths of all articles of the project, relative to ``root``, with ``/``, sorted; none that is hidden."""
    paths = (path.relative_to(root).as_posix() for path in (root / CONTENT).rglob("*.json"))
    return tuple(sorted(path for path in paths if "/." not in path))


def read_articles(root: Path, site: Site) -> tuple[list[Article], list[Fault]]:
    """Every valid article, by path, and the faults of all the others; then those between them."""
    articles: list[Article] = []
    outlines: list[Outline] = []
    faults: list[Fault] = []
    for path in find_articles(root):
        try:
            article, outline = read_article(root, path, site)
        except InvalidInput as error:
            faults += error.faults
        else:
            articles.append(article)
            outlines.append(outline)
    return articles, faults or site_faults(outlines, {})


def read_article(root: Path, path: str, site: Site) -> tuple[Article, Outline]:
    """The article at ``path`` (relative to ``root``).

    Raises InvalidInput with everything that is wrong with it on its own; see `outlines.site_faults` for the rest.
    """
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        fault = Fault(file=path, what=f"it cannot be read ({error.strerror})", cure="Make it a readable file")
        raise InvalidInput([fault]) from None
    return parse_article(root, path, data, site)


def parse_article(root: Path, path: str, data: bytes, site: Site) -> tuple[Article, Outline]:
    """The article that ``data`` is, as it stands at ``path`` or would. Raises InvalidInput as `read_article` does."""
    document = parse_json(data, path)
    faults = validate(document, "article", path)
    if not faults:
        faults = [*text_faults(document, path), *article_faults(root, path, document, site)]
    if faults:
        raise InvalidInput(faults)
    return build_article(root, path, document, site), outline_of(root, path, document)


def parse_json(data: bytes, path: str) -> Any:
    """The JSON document in a file that a person edits, at ``path``: strict, and no key twice.

    Raises InvalidInput with the line, or with the place of every key that stands twice.
    """
    line = None
    try:
        document = json.loads(decode_text(data, path), object_pairs_hook=_object)
        repeated = tuple(_repeated_keys(document))
    except json.JSONDecodeError as error:
        line, what, cure = error.lineno, f"it is not JSON: {error.msg} in column {error.colno}", "Mend it at this place"
    except RecursionError:
        what, cure = "it is nested too deep", "See the schema for what an article looks like"
    except ValueError:
        what, cure = "it has a number with thousands of digits", "Write a smaller one"
    else:
        if not repeated:
            return document
        raise InvalidInput(
            Fault(file=path, pointer=pointer(*place), what=f"{key!r} stands twice here", cure="Keep one of them")
            for place, key in repeated
        )
    raise InvalidInput([Fault(file=path, line=line, what=what, cure=cure)])


class _Ambiguous(dict[str, Any]):
    """An object of which every reader would see another: some of its keys stand twice."""

    repeated: tuple[str, ...]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) == len(pairs):
        return document
    ambiguous = _Ambiguous(document)
    ambiguous.repeated = tuple(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
    return ambiguous


def _repeated_keys(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The keys that stand twice, and where."""
    if isinstance(value, _Ambiguous):
        yield from ((place, key) for key in value.repeated)
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _repeated_keys(child, (*place, key))
