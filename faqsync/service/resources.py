"""A published file as it is served: all that an answer needs is computed here, once, when a release is loaded."""

import gzip
from collections.abc import Sequence
from email.utils import formatdate
from typing import NamedTuple

import brotli  # type: ignore[import-untyped]

from faqsync.addresses import INDEX, LOG_HEAD, RELEASE, locale_of
from faqsync.model import Artifact
from faqsync.service.conditional import Headers, evaluate
from faqsync.service.exchange import GUARDS, UNCACHED, Header, Response
from faqsync.service.negotiation import codings

FOR_EVER: Header = (b"cache-control", b"public, max-age=31536000, immutable")
A_MINUTE: Header = (b"cache-control", b"public, max-age=60")
"""So long may a withdrawn text still be shown by a cache."""

_STATUS = {"withdrawn": 410, "redirect": 301}
_SMALLEST = 256
_WORTHWHILE = 0.95
_SUFFIXES = {"br": b"-br", "gzip": b"-gz", "identity": b""}
_ON_NOT_MODIFIED = (b"etag", b"cache-control", b"vary", b"access-control-allow-origin")
"""What a 304 repeats (RFC 9110, section 15.4.5). Content-Length is not among it: a server that is told of a body and
given none takes the connection for broken."""


class Variant(NamedTuple):
    """A file in one coding."""

    etag: bytes
    headers: tuple[Header, ...]
    body: bytes
    unchanged: tuple[Header, ...]
    """The headers of its 304."""
    head: bytes
    """Status line and headers of its 200, as HTTP/1.1 sends them, but for Date and the empty line."""
    unchanged_head: bytes
    """The same of its 304."""


class Resource(NamedTuple):
    """A file in every coding that pays."""

    artifact: Artifact
    status: int
    modified: int
    """Seconds since 1970, UTC."""
    variants: dict[str, Variant]
    links: tuple[str, ...] = ()

    def variant(self, accepted: bytes | None) -> Variant:
        """The one to serve for an Accept-Encoding."""
        for coding in codings(accepted):
            if coding in self.variants:
                return self.variants[coding]
        return self.variants["identity"]

    def respond(self, method: str, headers: Headers) -> Response:
        """The answer to a GET or HEAD."""
        variant = self.variant(headers.get(b"accept-encoding"))
        if self.status != 200:
            return Response(self.status, variant.headers, variant.body)
        size = len(variant.body)
        outcome = evaluate(method, headers, variant.etag, self.modified, size)
        if outcome.status == 200:
            return Response(200, variant.headers, variant.body)
        if outcome.status == 304:
            return Response(304, variant.unchanged)
        if outcome.status == 206:
            span = b"bytes %d-%d/%d" % (outcome.start, outcome.stop - 1, size)
            return _partial(206, variant, variant.body[outcome.start : outcome.stop], (b"content-range", span))
        if outcome.status == 416:
            return _partial(416, variant, b"", (b"content-range", b"bytes */%d" % size))
        return _partial(412, variant, b"")


def _partial(status: int, variant: Variant, body: bytes, *more: Header) -> Response:
    length = (b"content-length", str(len(body)).encode())
    headers = [length if header[0] == length[0] else header for header in variant.headers]
    return Response(status, (*headers, *more), body)


def make_resource(artifact: Artifact, body: bytes, links: tuple[str, ...] = (), *, vary: bytes = b"") -> Resource:
    """A file with its answers. ``links`` are the members of its Link header (RFC 8288); ``vary`` is what chooses it
    beside its coding."""
    status = 404 if artifact.path == "404.html" else _STATUS.get(artifact.state or "", 200)
    modified = int(artifact.updated.timestamp())
    bodies = {"identity": body} | _coded(artifact.media_type, body)
    fields = b", ".join(filter(None, (vary, b"accept-encoding" if len(bodies) > 1 else b"")))
    common: list[Header] = [_caching(artifact), *GUARDS]
    if status == 200:
        common += [(b"last-modified", formatdate(modified, usegmt=True).encode()), (b"accept-ranges", b"bytes")]
    if fields:
        common.append((b"vary", fields))
    if (locale := locale_of(artifact.path)) is not None:
        common.append((b"content-language", locale.encode()))
    if artifact.state == "redirect":
        common.append((b"location", _beside(artifact.location or "")))
    if links:
        common.append((b"link", ", ".join(links).encode()))
    variants = {coding: _variant(artifact, coding, coded, status, common) for coding, coded in bodies.items()}
    return Resource(artifact, status, modified, variants, links)


def _variant(artifact: Artifact, coding: str, body: bytes, status: int, common: list[Header]) -> Variant:
    etag = b'"' + artifact.sha256[:32].encode() + _SUFFIXES[coding] + b'"'
    headers = [
        (b"content-type", artifact.media_type.encode()),
        (b"content-length", str(len(body)).encode()),
        *([(b"etag", etag)] if status == 200 else []),
        *([(b"content-encoding", coding.encode())] if coding != "identity" else []),
        *common,
    ]
    unchanged = tuple(header for header in headers if header[0] in _ON_NOT_MODIFIED)
    return Variant(
        etag, tuple(headers), body, unchanged, serialize(b"200 OK", headers), serialize(b"304 Not Modified", unchanged)
    )


def serialize(status: bytes, headers: Sequence[Header]) -> bytes:
    """A status line and headers as HTTP/1.1 sends them (RFC 9112, section 2.1)."""
    return b"HTTP/1.1 " + status + b"\r\n" + b"".join(b"%b: %b\r\n" % header for header in headers)


def _coded(media_type: str, body: bytes) -> dict[str, bytes]:
    """The codings that save enough to be worth their place in memory."""
    packed = media_type.startswith(("image/", "font/")) and "svg" not in media_type
    if packed or len(body) < _SMALLEST:
        return {}
    found = {"br": brotli.compress(body, quality=5, lgwin=16), "gzip": gzip.compress(body, 6, mtime=0)}
    return {coding: coded for coding, coded in found.items() if len(coded) < _WORTHWHILE * len(body)}


def _caching(artifact: Artifact) -> Header:
    """How long a cache may answer without asking."""
    path = artifact.path
    if path.startswith(("assets/", "changes/")):
        return FOR_EVER
    if artifact.state == "held" or path in (RELEASE, LOG_HEAD) or path.endswith("manifest.json"):
        return UNCACHED
    return A_MINUTE


def _beside(location: str) -> bytes:
    """A redirect leads to another slug of its locale. Said relatively, it is right under any host and path."""
    return f"../{location.rstrip('/').rpartition('/')[2]}/".encode()


def folder(path: str) -> str | None:
    """The address of a page by its folder (``de/slug/``); None where the file is no page of a folder."""
    return path.removesuffix(INDEX) if path == INDEX or path.endswith("/" + INDEX) else None
