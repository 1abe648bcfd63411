"""faqsync.toml -> Site."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from faqsync.addresses import INDEX, RESERVED_SLUGS, SITE_CONFIG, list_path, url
from faqsync.errors import Fault, InvalidInput
from faqsync.locales import canonical_tag
from faqsync.model import Agent, Category, Ignore, Message, Site, Term
from faqsync.records import replace
from faqsync.schemas import pointer, validate
from faqsync.texts import decode_text, is_web_address, strings, text_faults

Place = tuple[str | int, ...]
"""Keys and indexes that lead to a value of the file."""

Flaw = tuple[Place, str, str]
"""Where, what is wrong, and how to mend it."""


def read_site(root: Path) -> Site:
    """The site that the project at ``root`` is.

    Raises InvalidInput with everything that is wrong with its faqsync.toml.
    """
    try:
        data = (root / SITE_CONFIG).read_bytes()
    except FileNotFoundError:
        what = "there is no such file in this folder"
        cure = "Go to the site's folder, or make a new site with `faqsync init`"
    except OSError as error:
        what, cure = f"it cannot be read ({error.strerror})", "Make it a readable file"
    else:
        return parse_site(decode_text(data, SITE_CONFIG))
    raise InvalidInput([Fault(file=SITE_CONFIG, what=what, cure=cure)])


def parse_site(text: str) -> Site:
    """The site that the text of a faqsync.toml describes. Raises InvalidInput like `read_site`."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, cure = f"it is not TOML: {error}", "Mend the file at this place"
    except RecursionError:
        what, cure = "it is nested too deep", "See the schema for what it holds"
    except ValueError:
        what, cure = "it has a number with thousands of digits", "Write a smaller one"
    else:
        faults = validate(document, "site", SITE_CONFIG)
        faults = faults or [*text_faults(document, SITE_CONFIG), *_rule_faults(document)]
        if faults:
            raise InvalidInput(faults)
        return _site(document)
    raise InvalidInput([Fault(file=SITE_CONFIG, what=what, cure=cure)])


def _rule_faults(document: dict[str, Any]) -> Iterator[Fault]:
    """What the schema cannot say."""
    for place, what, cure in (
        *_addresses(document),
        *_locales(document),
        *_check_locales(document),
        *_categories(document),
    ):
        yield Fault(file=SITE_CONFIG, pointer=pointer(*place), what=what, cure=cure)


def _addresses(document: dict[str, Any]) -> Iterator[Flaw]:
    for place, value in strings(document):
        if place[-1] in ("base_url", "license", "hub", "url", "logo") and not is_web_address(value):
            yield place, f"{value!r} is no http: or https: address", "Write an absolute one, in ASCII"
        elif place[-1] == "base_url" and ("?" in value or "#" in value):
            yield place, "the base URL has a query or a fragment", "End it with the path, such as /faq/"
        elif place[-1] == "base_url" and ("@" in value or "/." in value):
            yield place, "the base URL has a user, or a dot segment", "Write it as readers see it"


def _locales(document: dict[str, Any]) -> Iterator[Flaw]:
    site = document["site"]
    tags: list[str | None] = []
    named: list[tuple[Place, str]] = [(("site", "source"), site["source"])]
    named += [(("site", "locales", index), name) for index, name in enumerate(site["locales"])]
    for place, name in named:
        tag = _tag(name)
        if tag is None:
            yield place, f"{name!r} is not a well-formed BCP 47 tag", "Write one, such as pt-BR or zh-Hant"
        elif tag in RESERVED_SLUGS:
            yield place, f"the address {name!r} is taken by the site itself", "Name another locale"
        elif tag in tags:
            yield place, f"{name!r} is listed twice", "Name each locale once; the source is not among `locales`"
        tags.append(tag)
    tables = [(name, _tag(name)) for name in document.get("locale", {})]
    for index, (name, tag) in enumerate(tables):
        if tag is None or tag not in tags:
            yield ("locale", name), f"{name!r} is not one of the site's locales", "Add it to site.locales, or drop it"
        elif tag in (before for _, before in tables[:index]):
            yield ("locale", name), f"the locale {tag!r} has two tables", "Make one of them"


def _check_locales(document: dict[str, Any]) -> Iterator[Flaw]:
    """The locales in the glossary and in the findings that are answered."""
    for key, tables in (("required", "term"), ("forbidden", "term")):
        for index, term in enumerate(document.get(tables, [])):
            for name in term.get(key, {}):
                if _tag(name) is None:
                    yield (
                        (tables, index, key, name),
                        f"{name!r} is not a well-formed BCP 47 tag",
                        "Write one like pt-BR",
                    )
    for index, row in enumerate(document.get("ignore", [])):
        if "locale" in row and _tag(row["locale"]) is None:
            name = row["locale"]
            yield ("ignore", index, "locale"), f"{name!r} is not a well-formed BCP 47 tag", "Write one like pt-BR"


def _categories(document: dict[str, Any]) -> Iterator[Flaw]:
    ids: set[str] = set()
    for index, category in enumerate(document.get("category", [])):
        if category["id"] in ids:
            yield ("category", index, "id"), f"there are two categories {category['id']!r}", "Give one another id"
        ids.add(category["id"])


def _tag(name: str) -> str | None:
    try:
        return canonical_tag(name)
    except ValueError:
        return None


def _site(document: dict[str, Any]) -> Site:
    site = document["site"]
    description = site.get("description")
    base_url = site["base_url"]
    publish = document.get("publish", {})
    return Site(
        base_url=base_url if base_url.endswith("/") else base_url + "/",
        authority=site["authority"],
        source=canonical_tag(site["source"]),
        locales=tuple(map(canonical_tag, (site["source"], *site["locales"]))),
        title=Message(context="title", text=site["title"], note="Title of the site"),
        description=description
        and Message(context="description", text=description, note="What the site offers, in a sentence"),
        license=site.get("license"),
        hub=site.get("hub"),
        publisher=Agent(**site["publisher"], kind="organization"),
        categories=tuple(map(_category, document.get("category", []))),
        incomplete_in={
            canonical_tag(name): settings["incomplete"]
            for name, settings in document.get("locale", {}).items()
            if "incomplete" in settings
        },
        glossaries=tuple(document.get("checks", {}).get("glossary", ())),
        terms=tuple(map(_term, document.get("term", []))),
        ignored=tuple(map(_ignore, document.get("ignore", []))),
        **publish,
    )


def _term(document: dict[str, Any]) -> Term:
    return Term(
        text=document["text"],
        required=_by_locale(document.get("required", {})),
        forbidden=_by_locale(document.get("forbidden", {})),
        keep=document.get("keep", False),
    )


def _by_locale(translations: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {canonical_tag(name): tuple(found) for name, found in translations.items()}


def _ignore(document: dict[str, Any]) -> Ignore:
    locale = document.get("locale")
    return Ignore(**document | {"locale": None if locale is None else canonical_tag(locale)})


def _category(document: dict[str, Any]) -> Category:
    place, description = f"category/{document['id']}", document.get("description")
    return Category(
        id=document["id"],
        title=Message(context=f"{place}/title", text=document["title"], note="Title of a category"),
        description=description
        and Message(context=f"{place}/description", text=description, note="What the category holds, in a sentence"),
    )


def messages(site: Site) -> tuple[Message, ...]:
    """The site's own messages, in the order in which they stand in its catalog; each note names the page."""
    found: list[tuple[str | None, Message | None]] = [(None, site.title), (None, site.description)]
    for category in site.categories:
        found += [(category.id, category.title), (category.id, category.description)]
    return tuple(
        replace(message, note=f"{message.note}\n{url(site.base_url, list_path(site.source, INDEX, topic))}")
        for topic, message in found
        if message is not None
    )
