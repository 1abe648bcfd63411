"""The corpus as a faqsync project, and the same texts as a Hugo site."""

import json
import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from babel import Locale

from benchmarks import corpus
from benchmarks.corpus import CATEGORIES, SOURCE, article, localized, messages, translate

RIGHT_TO_LEFT = frozenset(("ar", "he", "fa"))
TEMPLATES = Path(__file__).parent / "hugo"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


# --- faqsync ---------------------------------------------------------------------------------------------------


def write_project(folder: Path, articles: int, locales: Sequence[str]) -> None:
    """A faqsync project, completely translated."""
    _write(folder / "faqsync.toml", _configuration(locales))
    site = [
        ("title", corpus.TITLE, "Title of the site"),
        ("description", corpus.DESCRIPTION, "What the site offers, in a sentence"),
    ]
    site += [(f"category/{each}/title", each.capitalize(), "Title of a category") for each in CATEGORIES]
    for locale in locales[1:]:
        _write(catalog_file(folder, locale, "site"), _catalog("site", locale, site, "faqsync.toml"))
    for number in range(articles):
        document = article(number, articles)
        name = document["id"]
        path = f"content/{name}.json"
        _write(folder / path, json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        texts = list(messages(document))
        for locale in locales[1:]:
            _write(catalog_file(folder, locale, name), _catalog(name, locale, texts, path))


def catalog_file(folder: Path, locale: str, name: str) -> Path:
    """The catalog of an article in a locale."""
    return folder / "locales" / locale.replace("-", "_") / "LC_MESSAGES" / f"{name}.po"


def _configuration(locales: Sequence[str]) -> str:
    lines = [
        "[site]",
        f'base_url = "{corpus.BASE_URL}"',
        'authority = "faq.example.org,2026"',
        f'source = "{SOURCE}"',
        f"locales = {json.dumps(list(locales[1:]))}",
        f'title = "{corpus.TITLE}"',
        f'description = "{corpus.DESCRIPTION}"',
        f'license = "{corpus.LICENSE}"',
        f'publisher = {{ name = "{corpus.PUBLISHER["name"]}", url = "{corpus.PUBLISHER["url"]}" }}',
    ]
    for category in CATEGORIES:
        lines += ["", "[[category]]", f'id = "{category}"', f'title = "{category.capitalize()}"']
    return "\n".join(lines) + "\n"


def _catalog(name: str, locale: str, texts: Sequence[tuple[str, str, str]], path: str) -> str:
    """A PO file in the form that ``faqsync catalogs update`` leaves as it is."""
    language = locale.replace("-", "_")
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Project-Id-Version: {name}\\n"\n"Report-Msgid-Bugs-To: \\n"\n'
        f'"PO-Revision-Date: {corpus.REVISED} 10:00+0000\\n"\n'
        f'"Last-Translator: {corpus.TRANSLATOR} <robin@example.org>\\n"\n"Language-Team: \\n"\n'
        f'"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    )
    entries = (
        f'#. {note}\n#: {path}\nmsgctxt "{context}"\nmsgid "{text}"\nmsgstr "{translate(text, locale)}"\n'
        for context, text, note in texts
    )
    return "\n".join((header, *entries))


# --- Hugo ------------------------------------------------------------------------------------------------------


def write_hugo_site(folder: Path, articles: int, locales: Sequence[str]) -> None:
    """A Hugo site: one content file for each article and locale, with its texts in the front matter."""
    shutil.copytree(TEMPLATES, folder, dirs_exist_ok=True)
    _write(folder / "hugo.json", json.dumps(_hugo_configuration(locales), ensure_ascii=False, indent=1))
    for locale in locales:
        for category in CATEGORIES:
            front = {"title": translate(category.capitalize(), locale)}
            _write(folder / f"content/{locale}/topics/{category}/_index.md", json.dumps(front) + "\n")
    for number in range(articles):
        document = article(number, articles)
        for locale in locales:
            _write(content_file(folder, locale, document["id"]), _content(localized(document, locale), locale))


def content_file(folder: Path, locale: str, name: str) -> Path:
    """The content file of an article in a locale."""
    return folder / "content" / locale / f"{name}.md"


def _content(document: dict[str, Any], locale: str) -> str:
    """A page as a Hugo author writes it: its text in Markdown, its questions in the front matter for all formats."""
    sections = document["sections"]
    front = {
        "title": document["title"],
        "description": document["summary"],
        "date": document["published"],
        "lastmod": document["published"] if locale == SOURCE else f"{corpus.REVISED}T10:00:00Z",
        "topics": [document["category"]],
        "translator": None if locale == SOURCE else corpus.TRANSLATOR,
        "questions": [
            {"id": question["id"], "question": question["question"], "answer": _markdown(question["answer"])}
            for section in sections
            for question in section.get("questions", ())
        ],
        **{key: document[key] for key in ("keywords", "authors", "about", "sources", "reviewed")},
    }
    body = "\n".join(map(_section, sections))
    # Hugo takes root-relative links where faqsync takes article:<id>.
    page = f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{body}"
    return re.sub(r"\]\(article:([a-z0-9-]+)", r"](/\1/", page)


def _section(section: dict[str, Any]) -> str:
    heading = f"## {section['heading']} {{#{section['id']}}}\n\n" if "heading" in section else ""
    faq = "{{% faq %}}\n" if "questions" in section else ""
    return heading + _markdown(section.get("blocks", ())) + faq


def _markdown(blocks: Iterable[dict[str, Any]]) -> str:
    """Blocks as Markdown, with a blank line after each."""
    out = []
    for block in blocks:
        match block["type"]:
            case "list":
                mark = "1." if block["style"] == "number" else "-"
                out.append("".join(f"{mark} {item}\n" for item in block["items"]))
            case "note":
                out.append(f"> [!{block['tone'].upper()}]\n> {block['text']}\n")
            case _:
                out.append(f"{block['text']}\n")
    return "\n".join((*out, ""))


def _hugo_configuration(locales: Sequence[str]) -> dict[str, Any]:
    languages = {
        locale.lower(): {
            "locale": locale,
            "label": Locale.parse(locale, sep="-").get_display_name(),
            "direction": "rtl" if locale in RIGHT_TO_LEFT else "ltr",
            "weight": weight,
            "title": translate(corpus.TITLE, locale),
            "contentDir": f"content/{locale}",
            "params": {"description": translate(corpus.DESCRIPTION, locale)},
        }
        for weight, locale in enumerate(locales, 1)
    }
    return {
        "baseURL": corpus.BASE_URL,
        "defaultContentLanguage": SOURCE,
        "defaultContentLanguageInSubdir": True,
        "languages": languages,
        "taxonomies": {"topic": "topics"},
        "disableKinds": ["taxonomy", "section", "404"],
        "mediaTypes": {"application/ld+json": {"suffixes": ["jsonld"]}},
        "outputFormats": {
            "faq": {"mediaType": "application/ld+json", "baseName": "faq", "isPlainText": True, "notAlternative": True},
            "article": {"mediaType": "application/json", "baseName": "article", "isPlainText": True},
            "bundle": {"mediaType": "application/json", "baseName": "bundle", "isPlainText": True},
            "rss": {"mediaType": "application/rss+xml", "baseName": "rss"},
        },
        "outputs": {"home": ["html", "rss", "bundle"], "term": ["html"], "page": ["html", "faq", "article"]},
        "params": {"license": corpus.LICENSE, "publisher": corpus.PUBLISHER},
        "enableRobotsTXT": True,
    }
