"""faqsync's own words: every catalog is whole, and each number finds its form."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from faqsync import catalogs, words
from faqsync.formats.pages.themes import packaged_templates
from faqsync.formats.voices import TONES
from faqsync.locales import gettext_name
from faqsync.model import Catalog, Words

PACKAGE = Path(words.__file__).parent
LOCALES = [locale for locale in words.available() if locale != "en"]


def read(name: str) -> Catalog:
    return catalogs.read((PACKAGE / "translations" / name).read_bytes(), name)


def words_for(locale: str) -> Words:
    found = words.catalog_data(locale)
    return words.ENGLISH if found is None else words.words_of(catalogs.read(found[1], found[0]), locale)


def fields(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


# --- what is said --------------------------------------------------------------------------------------


def said_in_templates() -> Iterator[tuple[str, str | None]]:
    for source in packaged_templates().values():
        tree = Environment().parse(source)
        for item in tree.find_all(nodes.Getitem):
            if isinstance(item.node, nodes.Name) and item.node.name in ("words", "labels"):
                assert isinstance(item.arg, nodes.Const)
                yield item.arg.value, None
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "say":
                forms = [each.value for each in call.args if isinstance(each, nodes.Const)]
                yield forms[0], forms[1] if len(forms) > 1 else None


def said_in_code() -> Iterator[str]:
    for file in sorted((PACKAGE / "formats").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="say" | "label"), args=[ast.Constant(value=str(text)), *_]):
                    yield text
                case ast.Call(func=ast.Name(id="say"), args=[_, ast.Constant(value=str(text)), *_]):
                    yield text
                case ast.Subscript(value=ast.Attribute(attr="phrases" | "labels"), slice=ast.Constant(value=str(text))):
                    yield text


def test_the_template_has_what_is_said_and_nothing_else() -> None:
    entries = {entry.text: entry.plural for entry in read("faqsync.pot").entries}
    said = dict(said_in_templates()) | dict.fromkeys([*said_in_code(), *TONES.values()])
    assert "By {authors}" in said
    assert entries.items() >= said.items()
    code = "".join(file.read_text("utf-8") for file in (PACKAGE / "formats").rglob("*.py"))
    assert [text for text in entries.keys() - said.keys() if f'"{text}"' not in code] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_catalog_says_all_of_it(locale: str) -> None:
    name = f"{gettext_name(locale)}.po"
    catalog, template = read(name), read("faqsync.pot")
    assert catalogs.write(catalog) == (PACKAGE / "translations" / name).read_bytes()
    header = catalog.header("Plural-Forms") or ""
    count = re.match(r"nplurals=(\d);", header)
    assert count is not None
    assert [entry.text for entry in catalog.entries] == [entry.text for entry in template.entries]
    for entry in catalog.entries:
        assert entry.translated and not entry.fuzzy and not entry.obsolete
        assert len(entry.strings) == (1 if entry.plural is None else int(count[1]))
        for string in entry.strings:
            assert fields(string) == fields(entry.text) or entry.plural is not None, string
            assert string == string.strip() or entry.text == ", "


# --- which locale, which form -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "served_by"),
    [
        ("de-AT", "de"),
        ("pt-BR", "pt"),
        ("zh", "zh"),
        ("zh-Hans", "zh"),
        ("zh-CN", "zh"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant", "zh-Hant"),
        ("he", "he"),
        ("en-GB", "en"),
        ("sw", "en"),
        ("x-house", "en"),
    ],
)
def test_the_nearest_catalog_serves_a_locale(locale: str, served_by: str) -> None:
    assert words_for(locale).locale == served_by


@pytest.mark.parametrize(
    ("locale", "n", "form"),
    [
        ("en", 0, "0 articles"),
        ("en", 1, "1 article"),
        ("fr", 0, "0 article"),
        ("pl", 1, "1 artykuł"),
        ("pl", 3, "3 artykuły"),
        ("pl", 12, "12 artykułów"),
        ("pl", 22, "22 artykuły"),
        ("ru", 21, "21 статья"),
        ("ar", 2, "مقالان"),
        ("ar", 7, "7 مقالات"),
        ("ar", 11, "11 مقالًا"),
        ("ar", 100, "100 مقال"),
        ("ja", 5, "5件の記事"),
    ],
)
def test_each_number_finds_its_form(locale: str, n: int, form: str) -> None:
    assert words.say(words_for(locale), "{n} article", "{n} articles", n=n) == form


def test_what_has_no_translation_stays_english() -> None:
    german = Words(locale="de", forms={"Tip": ("Tipp",)})
    assert words.say(german, "Tip") == "Tipp"
    assert words.say(german, "Warning") == "Warning"
    assert words.say(german, "{n} bed", "{n} beds", n=2) == "2 beds"


def test_a_translation_that_is_fuzzy_or_missing_is_not_used() -> None:
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n#, fuzzy\nmsgid "Tip"\nmsgstr "Typ"\n'
    found = words.words_of(catalogs.read(po.encode(), "de.po"), "de")
    assert words.say(found, "Tip") == "Tip"


def test_a_value_is_never_read_as_a_pattern() -> None:
    assert words.say(words.ENGLISH, "Reason: {reason}", reason="{0} {n} {reason}") == "Reason: {0} {n} {reason}"
