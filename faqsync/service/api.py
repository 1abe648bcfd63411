"""The interface for partners: the change log from a cursor, search, the locales, and its own description.

Every answer is a function of the release and the query, so it has an entity tag and can be cached.
"""

from functools import lru_cache
from typing import Any

from faqsync.addresses import list_path
from faqsync.locales import direction, own_name
from faqsync.records import encode, sha256
from faqsync.service import openapi, parameters
from faqsync.service.changelog import changes_after
from faqsync.service.conditional import is_known
from faqsync.service.exchange import UNCACHED, Problem, Request, Response, answer
from faqsync.service.openapi import Endpoint, Values
from faqsync.service.parameters import code_of, read_parameters
from faqsync.service.search import Query
from faqsync.service.snapshot import Snapshot

FOLDER = "/api/"
CHANGES = "/api/changes"
ARTICLES = "/api/articles"
DESCRIPTION = "/api/openapi.json"


def respond(snapshot: Snapshot, request: Request) -> Response:
    """The answer to a GET or HEAD below ``/api/``. Raises Problem."""
    if request.path == DESCRIPTION:
        read_parameters(request.query, ())
        return _answer(_description(), request)
    endpoint = next((each for each in ENDPOINTS if each.path == request.path), None)
    if endpoint is None:
        there = ", ".join(each.path for each in ENDPOINTS)
        raise Problem(404, f"There is nothing at this address. There are: {there}.")
    return _answer(encode(endpoint.find(snapshot, read_parameters(request.query, endpoint.parameters))), request)


def waiting_time(request: Request) -> int:
    """For how many seconds a request is content to wait for news. Raises Problem."""
    return int(read_parameters(request.query, _CHANGES.parameters)["wait"]) if request.path == CHANGES else 0


def has_news(snapshot: Snapshot, request: Request) -> bool:
    """Whether a request for changes need not wait: there are rows for it, or its log is no more. Raises Problem."""
    values = read_parameters(request.query, _CHANGES.parameters)
    return bool(_find_changes(snapshot, values)["changes"])


def _answer(body: bytes, request: Request) -> Response:
    etag = f'"{sha256(body)[:32]}"'.encode()
    if (known := request.headers.get(b"if-none-match")) is not None and is_known(known, etag):
        return Response(304, ((b"etag", etag), UNCACHED, (b"access-control-allow-origin", b"*")))
    return answer(body, b"application/json", (b"etag", etag), UNCACHED)


def _find_changes(snapshot: Snapshot, values: Values) -> dict[str, Any]:
    head = snapshot.log.head
    if values["log"] not in (None, head.log):
        raise Problem(409, f"The log is {head.log} now. Start over: read the bundles, then follow this log.")
    found = changes_after(snapshot.log, values["after"], values["locale"], values["limit"])
    return {
        "log": head.log,
        "release": head.release,
        "sequence": head.sequence,
        "next": found.next,
        "more": found.more,
        "changes": found.changes,
    }


def _find_articles(snapshot: Snapshot, values: Values) -> dict[str, Any]:
    query = Query(values["locale"], values["category"], code_of(values["code"]), values["q"])
    limit, offset = values["limit"], values["offset"]
    hits = snapshot.search.find(query, limit, offset)
    end = offset + len(hits.places)
    return {
        "release": snapshot.release.release,
        "total": hits.total,
        "next": end if end < hits.total and hits.places else None,
        "articles": [snapshot.articles[place] for place in hits.places],
    }


def _find_locales(snapshot: Snapshot, _: Values) -> dict[str, Any]:
    return {
        "release": snapshot.release.release,
        "locales": [
            {
                "locale": locale,
                "name": own_name(locale),
                "dir": direction(locale),
                "articles": count,
                "manifest": list_path(locale, "manifest.json"),
                "bundle": list_path(locale, "bundle.json"),
                "feeds": [list_path(locale, name) for name in ("atom.xml", "rss.xml", "feed.json")],
            }
            for locale, count in snapshot.locales.items()
        ],
    }


_CHANGES = Endpoint(
    path=CHANGES,
    summary="The change log from a cursor, in order",
    parameters=(parameters.AFTER, parameters.LOCALE, parameters.LIMIT, parameters.WAIT, parameters.LOG),
    find=_find_changes,
    answer=openapi.CHANGES,
    conflicts=True,
)
_ARTICLES = Endpoint(
    path=ARTICLES,
    summary="The published articles: by words, by category, by medical code",
    parameters=(
        parameters.LOCALE,
        parameters.CATEGORY,
        parameters.CODE,
        parameters.WORDS,
        parameters.LIMIT,
        parameters.OFFSET,
    ),
    find=_find_articles,
    answer=openapi.ARTICLES,
)
_LOCALES = Endpoint(
    path="/api/locales",
    summary="The locales that have a published article, the source first",
    parameters=(),
    find=_find_locales,
    answer=openapi.LOCALES,
)
ENDPOINTS = (_CHANGES, _ARTICLES, _LOCALES)


@lru_cache(maxsize=1)
def _description() -> bytes:
    return encode(openapi.describe(ENDPOINTS))
