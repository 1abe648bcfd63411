"""bundle.json: everything that a partner needs in one locale. Its articles are what their article.json hold."""

from collections.abc import Iterator
from typing import Any

from faqsync.formats.format import Format
from faqsync.locales import direction
from faqsync.model import Bundle, Change, LocalizedCategory, LocalizedSite, Text
from faqsync.records import encode

VERSION = 1
"""Of the bundle's schema."""


def render(bundle: Bundle) -> Iterator[bytes]:
    """The articles pass through one by one: a bundle may be larger than memory."""
    head, tail = _around(bundle)
    yield head
    for index, document in enumerate(bundle.documents):
        yield (b"," if index else b"") + document.rstrip()
    yield tail


def _around(bundle: Bundle) -> tuple[bytes, bytes]:
    """What stands before and after the articles."""
    site = bundle.site
    before = {
        "schema": VERSION,
        "locale": site.locale,
        "dir": direction(site.locale),
        "sequence": bundle.sequence,
        "license": site.license,
        "publisher": {"name": site.publisher.name, "url": site.publisher.url or site.base_url},
        "categories": [_category(category, site) for category in site.categories],
    }
    if bundle.parts:
        before["parts"] = bundle.parts
    if bundle.part is not None:
        before["part"] = bundle.part
    after = {
        "held": [_row(each.change) for each in bundle.tombstones if each.change.operation == "hold"],
        "withdrawn": [_row(each.change) for each in bundle.tombstones if each.change.operation == "withdraw"],
    }
    opening = encode(_present(before)).rstrip()[:-1] + b',"articles":['
    return opening, b"]," + encode(after)[1:]


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None}


def _category(category: LocalizedCategory, site: LocalizedSite) -> dict[str, Any]:
    description = category.description
    return _present(
        {
            "id": category.id,
            "title": _text(category.title, site),
            "description": None if description is None else _text(description, site),
        }
    )


def _text(text: Text, site: LocalizedSite) -> dict[str, str]:
    marked = {"lang": text.locale, "dir": direction(text.locale)} if text.locale != site.locale else {}
    return {"text": text.markdown} | marked


def _row(change: Change) -> dict[str, Any]:
    return _present(
        {
            "id": change.article,
            "uri": change.uri,
            "slug": change.slug,
            "url": change.url,
            "sequence": change.sequence,
            "on": change.time,
            "digest": change.digest,
            "reason": change.reason,
            "replacement": change.replacement,
        }
    )


FORMAT = Format(name="bundle.json", media_type="application/json", of=Bundle, render=render)
