"""What comes in and what goes out, apart from any server."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from faqsync.records import encode

Header = tuple[bytes, bytes]

LONGEST_TARGET = 2048
"""In bytes. No address of a release comes near it."""

PHRASES = {
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    413: "Content Too Large",
    414: "URI Too Long",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
"""The phrases of the errors (RFC 9110, section 15)."""

GUARDS: tuple[Header, ...] = (
    (b"access-control-allow-origin", b"*"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
        b"frame-ancestors 'none'",
    ),
)
"""On every answer: anyone may read it, nothing in it may run, and no other site learns which page was read."""

UNCACHED: Header = (b"cache-control", b"no-cache")


class Request(NamedTuple):
    """A request for something below the path of the site. ``headers`` as `conditional.Headers`."""

    method: str
    path: str
    """Decoded, starts with ``/``."""
    query: bytes
    headers: Mapping[bytes, bytes]


class Response(NamedTuple):
    """An answer whole. In that to a HEAD request, the body that a GET would be given: the edge leaves it out."""

    status: int
    headers: tuple[Header, ...]
    body: bytes = b""


class Problem(Exception):
    """A request that cannot be answered; becomes a problem document (RFC 9457)."""

    def __init__(
        self, status: int, detail: str, *, errors: tuple[dict[str, str], ...] = (), header: Header | None = None
    ) -> None:
        self.status, self.detail, self.errors, self.header = status, detail, errors, header
        super().__init__(detail)

    def response(self) -> Response:
        """Its document, of type ``about:blank``: the status tells the kind, ``detail`` and ``errors`` the rest."""
        document: dict[str, Any] = {"title": PHRASES[self.status], "status": self.status, "detail": self.detail}
        if self.errors:
            document["errors"] = self.errors
        more = () if self.header is None else (self.header,)
        return answer(encode(document), b"application/problem+json", UNCACHED, *more, status=self.status)


def answer(body: bytes, media_type: bytes, *headers: Header, status: int = 200) -> Response:
    """A response with a body, its length and the guards."""
    length = str(len(body)).encode()
    return Response(status, ((b"content-type", media_type), (b"content-length", length), *headers, *GUARDS), body)


def decode_path(raw: bytes) -> str:
    """The path that a request names. Raises Problem where it is too long, or no UTF-8, or has control characters."""
    if len(raw) > LONGEST_TARGET:
        raise Problem(414, f"The address is longer than {LONGEST_TARGET} bytes.")
    try:
        path = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        raise Problem(400, "The path is not in UTF-8.") from None
    if any(character < " " or character == "\x7f" for character in path):
        raise Problem(400, "The path has a control character.")
    return path
