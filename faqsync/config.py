"""faqsync.toml -> Site."""

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from faqsync.addresses import SITE_CONFIG
from faqsync.errors import Fault, InvalidInput
from faqsync.locales import canonical_tag
from faqsync.model import Agent, Category, Message, Site
from faqsync.schemas import pointer, validate
from faqsync.texts import is_web_address, strings, text_faults


def read_site(root: Path) -> Site:
    """The site that the project at ``root`` is.

    Raises InvalidInput with everything that is wrong with its faqsync.toml.
    """
    document = _read_toml(root / SITE_CONFIG)
    faults = validate(document, "site", SITE_CONFIG) or [*text_faults(document, SITE_CONFIG), *_rule_faults(document)]
    if faults:
        raise InvalidInput(faults)
    return _site(document)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        fault = Fault(
            file=SITE_CONFIG,
            what="there is no such file in this folder",
            cure="Go to the site's folder, or make a new site with `faqsync init`",
        )
    except OSError as error:
        fault = Fault(file=SITE_CONFIG, what=f"it cannot be read ({error.strerror})", cure="Make it readable")
    except UnicodeDecodeError as error:
        fault = Fault(file=SITE_CONFIG, what=f"byte {error.start} is not UTF-8", cure="Save the file as UTF-8")
    except tomllib.TOMLDecodeError as error:
        fault = Fault(file=SITE_CONFIG, what=f"it is not TOML: {error}", cure="Mend the file at this place")
    raise InvalidInput([fault])


def _rule_faults(document: dict[str, Any]) -> list[Fault]:
    """What the schema cannot say."""

    def fault(what: str, cure: str, *path: str | int) -> None:
        faults.append(Fault(file=SITE_CONFIG, pointer=pointer(*path), what=what, cure=cure))

    faults: list[Fault] = []
    site = document["site"]
    for place, value in strings(document):
        if place[-1] in ("base_url", "license", "hub", "url", "logo") and not is_web_address(value):
            fault(f"{value!r} is no http: or https: address", "Write an absolute address", *place)
    if urlsplit(site["base_url"]).query or "#" in site["base_url"]:
        fault("the base URL has a query or a fragment", "End it with the path, such as /faq/", "site", "base_url")

    tags: list[str] = []
    named: list[tuple[tuple[str | int, ...], str]] = [(("site", "source"), site["source"])]
    named += [(("site", "locales", index), name) for index, name in enumerate(site["locales"])]
    for place, name in named:
        if (tag := _tag(name)) is None:
            fault(f"{name!r} is not a well-formed BCP 47 tag", "Write one, such as pt-BR or zh-Hant", *place)
        elif tag in tags:
            fault(f"{name!r} is listed twice", "Name each locale once; the source is not among `locales`", *place)
        else:
            tags.append(tag)
    for name in document.get("locale", {}):
        if _tag(name) not in tags:
            fault(f"{name!r} is not one of the site's locales", "Add it to site.locales, or drop it", "locale", name)

    ids: set[str] = set()
    for index, category in enumerate(document.get("category", [])):
        if category["id"] in ids:
            fault(f"there are two categories {category['id']!r}", "Give one another id", "category", index, "id")
        ids.add(category["id"])
    return faults


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
        **publish,
    )


def _category(document: dict[str, Any]) -> Category:
    place, description = f"category/{document['id']}", document.get("description")
    return Category(
        id=document["id"],
        title=Message(context=f"{place}/title", text=document["title"], note="Title of a category"),
        description=description
        and Message(context=f"{place}/description", text=description, note="What the category holds, in a sentence"),
    )


def messages(site: Site) -> tuple[Message, ...]:
    """The site's own messages, in the order in which they stand in its catalog."""
    found = [site.title, site.description]
    for category in site.categories:
        found += [category.title, category.description]
    return tuple(message for message in found if message is not None)
