"""The description of the interface in OpenAPI 3.1, made from the endpoints themselves."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from faqsync import __version__
from faqsync.model import CODE_SYSTEMS, Operation
from faqsync.records import Record
from faqsync.service.parameters import Parameter
from faqsync.service.snapshot import Snapshot

Schema = dict[str, Any]
Values = Mapping[str, Any]


class Endpoint(Record):
    """One address of the interface."""

    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    find: Callable[[Snapshot, Values], dict[str, Any]]
    """From a release and checked parameters to the document to answer. Raises Problem."""
    answer: Schema
    """Of the document."""
    conflicts: bool = False
    """Whether it may answer 409."""


def describe(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """The OpenAPI document. Its server is the folder above its own address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "faqsync",
            "version": __version__,
            "description": "Follow the published articles of a site, and find them. Everything else is a file: see "
            "`release.json` and the manifests.",
        },
        "servers": [{"url": ".."}],
        "paths": {endpoint.path: {"get": _operation(endpoint)} for endpoint in endpoints},
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    errors = {"400": "The query is not valid"} | ({"409": "The cursor is of another log"} if endpoint.conflicts else {})
    return {
        "operationId": endpoint.path.rpartition("/")[2],
        "summary": endpoint.summary,
        "parameters": [_parameter(parameter) for parameter in endpoint.parameters],
        "responses": {
            "200": _response("What was found", "application/json", endpoint.answer),
            "304": {"description": "What you have is still right (If-None-Match)"},
            "503": _response("No release is loaded yet", _PROBLEM_TYPE, PROBLEM),
        }
        | {status: _response(reason, _PROBLEM_TYPE, PROBLEM) for status, reason in errors.items()},
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {"name": parameter.name, "in": "query", "description": parameter.description, "schema": parameter.schema}


def _response(description: str, media_type: str, schema: Schema) -> dict[str, Any]:
    return {"description": description, "content": {media_type: {"schema": schema}}}


# --- schemas ---------------------------------------------------------------------------------------


def _object(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    properties = required | (optional or {})
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_PROBLEM_TYPE = "application/problem+json"
_COUNT: Schema = {"type": "integer", "minimum": 0}
_TEXT: Schema = {"type": "string"}
_TIME: Schema = {"type": "string", "format": "date-time"}
_URL: Schema = {"type": "string", "format": "uri"}

_ROW = _object(
    {"sequence": _COUNT, "release": _COUNT, "time": _TIME}
    | dict.fromkeys(("locale", "article", "uri"), _TEXT)
    | {"operation": {"enum": list(get_args(Operation))}, "slug": _TEXT, "url": _URL, "digest": _TEXT, "updated": _TIME},
    dict.fromkeys(("reason", "replacement", "from"), _TEXT),
)
_CODE = _object({"system": {"enum": list(CODE_SYSTEMS)}, "code": _TEXT})
_TRANSLATION = _object({"locale": _TEXT, "url": _URL})
_ARTICLE = _object(
    dict.fromkeys(("id", "uri", "locale", "slug", "title", "summary", "category", "digest"), _TEXT)
    | {"url": _URL, "codes": _list(_CODE), "published": _TIME, "updated": _TIME, "translations": _list(_TRANSLATION)}
)
_LOCALE = _object(
    {"locale": _TEXT, "name": _TEXT, "dir": {"enum": ["ltr", "rtl"]}, "articles": _COUNT}
    | {"manifest": _TEXT, "bundle": _TEXT, "feeds": _list(_TEXT)}
)

CHANGES = _object(
    {"log": _TEXT, "release": _COUNT, "sequence": _COUNT, "next": _COUNT, "more": {"type": "boolean"}}
    | {"changes": _list(_ROW)}
)
ARTICLES = _object(
    {"release": _COUNT, "total": _COUNT, "next": {"type": ["integer", "null"]}, "articles": _list(_ARTICLE)}
)
LOCALES = _object({"release": _COUNT, "locales": _list(_LOCALE)})
PROBLEM = _object(
    {"title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT},
    {"errors": _list(_object({"parameter": _TEXT, "detail": _TEXT}))},
)
