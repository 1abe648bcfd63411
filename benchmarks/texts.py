"""Whether two sites say the same: every text of the corpus is looked for in what each of them has published."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from benchmarks.corpus import article, article_id, localized, messages

FEED_ITEMS = 50
_TAGS = re.compile(r"<[^>]*>")
_MARKUP = re.compile(r"\*+|\[|\]\([^)]*\)")


def check_same_texts(trees: Sequence[Path], articles: int, locales: Sequence[str]) -> int:
    """How many texts each tree has: on pages, in article.json, as questions in faq.jsonld, and whole in the bundle.

    Locales are folders in lower case in a tree that has them so. Raises SystemExit naming what lacks which text.
    """
    found = 0
    for number in range(articles):
        document = article(number, articles)
        for locale in locales:
            said = localized(document, locale)
            wanted = [_plain(message.text) for message in messages(said)]
            asked = [_plain(message.text) for message in messages(said) if message.context.endswith("/question")]
            for tree in trees:
                folder = _folder(tree, locale) / document["id"]
                _check(folder / "index.html", _shown((folder / "index.html").read_text()), wanted)
                _check(folder / "article.json", _strings(folder / "article.json"), wanted)
                _check(folder / "faq.jsonld", _strings(folder / "faq.jsonld"), asked)
            found += len(wanted)
    for tree in trees:
        for locale in locales:
            _check_lists(_folder(tree, locale), articles)
    return found


def _folder(tree: Path, locale: str) -> Path:
    return tree / locale if (tree / locale).exists() else tree / locale.lower()


def _plain(text: str) -> str:
    return _MARKUP.sub("", text)


def _shown(html: str) -> str:
    return unescape(_TAGS.sub("", html))


def _strings(file: Path) -> str:
    return _shown("\n".join(_each_string(json.loads(file.read_text()))))


def _each_string(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _each_string(each)


def _check(file: Path, said: str, wanted: Sequence[str]) -> None:
    for text in wanted:
        if text not in said:
            sys.exit(f"{file} does not say {text!r}: the two sites are not the same")


def _check_lists(folder: Path, articles: int) -> None:
    """The bundle holds what every article.json holds; the feed has its items; the sitemap names every page."""
    bundle = {each["id"]: each for each in json.loads((folder / "bundle.json").read_text())["articles"]}
    for name in map(article_id, range(articles)):
        if bundle[name] != json.loads((folder / name / "article.json").read_text()):
            sys.exit(f"{folder / 'bundle.json'} has another {name} than its article.json")
    items = len(ElementTree.parse(folder / "rss.xml").findall("channel/item"))
    if items != min(articles, FEED_ITEMS):
        sys.exit(f"{folder / 'rss.xml'} has {items} items")
    if (folder / "sitemap.xml").read_text().count("<loc>") < articles:
        sys.exit(f"{folder / 'sitemap.xml'} lacks articles")
