"""The answer to a request for a file of a release: a choice among what the snapshot holds, and nothing else."""

from urllib.parse import parse_qs

from faqsync.locales import canonical_tag
from faqsync.service.exchange import GUARDS, Header, Problem, Request, Response
from faqsync.service.negotiation import best_locale
from faqsync.service.resources import A_MINUTE, Resource
from faqsync.service.snapshot import Snapshot

NOT_FOUND = "404.html"
_BY_LANGUAGE: Header = (b"vary", b"accept-language")
_STANDING = ("published", "redirect", "held", "withdrawn")
"""What a reader without a choice of address is led to: the first of these that there is."""


def respond(snapshot: Snapshot, request: Request) -> Response:
    """The answer to a GET or HEAD.

    Raises Problem where there is nothing at the path, and the release has no page to say so.
    """
    resource = _resource(snapshot, request)
    if isinstance(resource, Response):
        return resource
    return resource.respond(request.method, request.headers)


def _resource(snapshot: Snapshot, request: Request) -> Resource | Response:
    path = request.path.removeprefix("/")
    if not path:
        return _home(snapshot, request)
    found = snapshot.files.get(path) or snapshot.pages.get(path)
    if found is not None:
        return found
    if f"{path}/" in snapshot.pages:
        return moved(301, request.path, f"{path}/", A_MINUTE)
    if (canonical := _in_canonical_case(snapshot, path)) is not None:
        return moved(301, request.path, canonical, A_MINUTE)
    if (places := snapshot.slugs.get(path.removesuffix("/"))) is not None:
        return _article(request, path.removesuffix("/"), places)
    if (missing := snapshot.files.get(NOT_FOUND)) is not None:
        return missing
    raise Problem(404, "There is nothing at this address.")


def _home(snapshot: Snapshot, request: Request) -> Resource | Response:
    """``/``: to the index page of the reader's locale, or the page that lets them choose."""
    locale, *vary = _wanted(request, tuple(snapshot.locales))
    if locale is not None:
        return moved(303, request.path, f"{locale}/", A_MINUTE, *vary)
    if snapshot.chooser is None:
        raise Problem(404, "There is nothing at this address.")
    return snapshot.chooser


def _article(request: Request, slug: str, places: dict[str, str]) -> Response:
    """``/<slug>``: to the article in the reader's locale, else in the source's, else to a notice of it."""
    standing = next(state for state in _STANDING if state in places.values())
    offered = tuple(locale for locale, state in places.items() if state == standing)
    locale, *vary = _wanted(request, offered)
    return moved(303, request.path, f"{locale or offered[0]}/{slug}/", A_MINUTE, *vary)


def _wanted(request: Request, offered: tuple[str, ...]) -> tuple[str | None, *tuple[Header, ...]]:
    """The locale to lead to, and what the answer varies by: ``?locale=`` is a choice, Accept-Language a wish."""
    chosen = parse_qs(request.query.decode("latin-1")).get("locale")
    if chosen:
        return (best_locale(chosen[0].encode("latin-1", "replace"), offered),)
    return best_locale(request.headers.get(b"accept-language", b""), offered), _BY_LANGUAGE


def _in_canonical_case(snapshot: Snapshot, path: str) -> str | None:
    """The path with its locale as it is written here (``pt-BR/`` for ``pt_br/``), where that leads somewhere."""
    first, _, rest = path.partition("/")
    try:
        locale = canonical_tag(first)
    except ValueError:
        return None
    if locale == first:
        return None
    targets = (f"{locale}/{rest}", f"{locale}/{rest}/")
    return next((target for target in targets if target in snapshot.files or target in snapshot.pages), None)


def moved(status: int, path: str, target: str, *headers: Header) -> Response:
    """Elsewhere on this site, said relatively: right under any host and path (RFC 9110, section 10.2.2)."""
    location = "../" * (path.count("/") - 1) + target
    return Response(status, ((b"location", location.encode()), (b"content-length", b"0"), *headers, *GUARDS))
