"""The service as an ASGI application, for any server; `protocol` makes it fast on uvicorn.

The edge of the service: here, and only here, it reads the clock and writes a log.
"""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from faqsync.records import encode
from faqsync.service import api, metrics
from faqsync.service.conditional import is_known
from faqsync.service.current import Current
from faqsync.service.exchange import GUARDS, UNCACHED, Header, Problem, Request, Response, answer, decode_path
from faqsync.service.metrics import Counters
from faqsync.service.respond import moved, respond

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

logger = logging.getLogger(__name__)

WATCH_SECONDS = 0.5
"""So often the release on disk is looked at, and the access log written out."""
RETRY_SECONDS = 5.0
"""The same after a release that is not whole: it may be large, and reading it again is work."""

MOST_WAITING = 1000
"""So many requests may wait for news in one process; who comes after is answered at once."""

_METHODS: Header = (b"allow", b"GET, HEAD, OPTIONS")
_PREFLIGHT: tuple[Header, ...] = (
    (b"access-control-allow-methods", b"GET, HEAD, OPTIONS"),
    (b"access-control-allow-headers", b"if-none-match, if-modified-since, range"),
    (b"access-control-max-age", b"86400"),
)
_NEEDS_THOUGHT = frozenset(
    b"range if-match if-modified-since if-unmodified-since content-length transfer-encoding expect upgrade".split()
)
"""Headers of requests that are never answered by the short way."""


class App:
    """The service of one folder. It can be pickled until it is started."""

    def __init__(self, outputs: Path, counters: Path, prefix: str = "/", access_log: bool = True) -> None:
        """``counters`` is a folder that all processes share; ``prefix`` starts and ends with ``/``."""
        self.prefix = prefix
        self.access_log = access_log
        self._outputs = outputs
        self._counters_folder = counters
        self._waiting = 0
        self.current: Current
        self._counters: Counters

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)

    # --- from start to stop ------------------------------------------------------------------------

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._counters = Counters(self._counters_folder)
        self.current = Current(self._outputs, self.prefix, self._counters)
        well = await self.current.refresh()
        if self.current.snapshot is None:
            logger.warning("There is no whole release in %s yet. Waiting for one.", self._outputs)
        watching = asyncio.create_task(self._watch(well))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        sys.stdout.flush()
        await send({"type": "lifespan.shutdown.complete"})

    async def _watch(self, well: bool) -> None:
        while True:
            await asyncio.sleep(WATCH_SECONDS if well else RETRY_SECONDS)
            try:
                well = await self.current.refresh()
                sys.stdout.flush()
            except Exception:
                well = False
                logger.exception("The release on disk could not be looked at.")

    # --- requests ------------------------------------------------------------------------------------

    async def _serve(self, scope: Message, receive: Receive, send: Send) -> None:
        started = perf_counter()
        raw = scope.get("raw_path") or scope["path"].encode()
        try:
            response = await self._respond(scope, raw, receive)
        except Problem as problem:
            response = problem.response()
        except Exception:
            logger.exception("An answer failed.")
            response = Problem(500, "This is our fault. It was logged.").response()
        body = b"" if scope["method"] == "HEAD" else response.body
        self.record(scope["method"], raw, response.status, len(body), perf_counter() - started)
        await send({"type": "http.response.start", "status": response.status, "headers": list(response.headers)})
        await send({"type": "http.response.body", "body": body})

    async def _respond(self, scope: Message, raw: bytes, receive: Receive) -> Response:
        """Raises Problem."""
        method, headers = scope["method"], _joined(scope["headers"])
        if method not in ("GET", "HEAD", "OPTIONS"):
            raise Problem(405, f"{method} is not done here.", header=_METHODS)
        if headers.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in headers:
            raise Problem(413, "No request here has a body.", header=(b"connection", b"close"))
        path = decode_path(raw)
        if method == "OPTIONS":
            return Response(204, (_METHODS, *_PREFLIGHT, *GUARDS))
        if f"{path}/" == self.prefix:
            return moved(301, path, self.prefix[1:])
        if not path.startswith(self.prefix):
            raise Problem(404, f"Everything here is below {self.prefix}")
        request = Request(method, path[len(self.prefix) - 1 :], scope["query_string"], headers)
        if request.path in ("/health", "/ready", "/metrics"):
            return self._state(request.path)
        return await self._from_release(request, receive)

    async def _from_release(self, request: Request, receive: Receive) -> Response:
        if request.path == api.CHANGES:
            await self._wait_for_news(request, receive)
        snapshot = self.current.snapshot
        if snapshot is None:
            raise Problem(503, "No release is loaded yet.", header=(b"retry-after", b"5"))
        if request.path == api.ARTICLES:
            return await asyncio.to_thread(api.respond, snapshot, request)
        return (api.respond if request.path.startswith(api.FOLDER) else respond)(snapshot, request)

    async def _wait_for_news(self, request: Request, receive: Receive) -> None:
        """Wait as long as the request says for something to tell it, or until its client has gone."""
        seconds = api.waiting_time(request)
        if not seconds or self._waiting >= MOST_WAITING:
            return
        gone = asyncio.create_task(_disconnected(receive))
        self._waiting += 1
        try:
            async with asyncio.timeout(seconds):
                while not (gone.done() or self.current.stopping or self._has_news(request)):
                    news = asyncio.create_task(self.current.news())
                    try:
                        await asyncio.wait((gone, news), return_when=asyncio.FIRST_COMPLETED)
                    finally:
                        news.cancel()
        except TimeoutError:
            pass
        finally:
            self._waiting -= 1
            gone.cancel()

    def _has_news(self, request: Request) -> bool:
        return self.current.snapshot is not None and api.has_news(self.current.snapshot, request)

    def _state(self, path: str) -> Response:
        """For those who run the service."""
        snapshot, now = self.current.snapshot, datetime.now(UTC)
        if path == "/metrics":
            return answer(metrics.render(self._counters, snapshot, self._waiting, now), metrics.MEDIA_TYPE, UNCACHED)
        if path == "/health":
            return answer(encode({"status": "ok"}), b"application/json", UNCACHED)
        if snapshot is None:
            raise Problem(503, "No release is loaded yet.", header=(b"retry-after", b"5"))
        release = snapshot.release
        age = int((now - release.time).total_seconds())
        document = {"status": "ready", "release": release.release, "time": release.time, "age": age}
        return answer(encode(document), b"application/json", UNCACHED)

    # --- the short way -----------------------------------------------------------------------------------

    def shortcut(self, target: bytes, headers: Iterable[Header]) -> tuple[bytes, bytes] | None:
        """What `__call__` answers to a GET for a file: status line and headers, but for Date and the empty line, and
        the body. None where the request needs more thought."""
        resource = self.current.direct.get(target)
        if resource is None:
            return None
        accepted = known = None
        for name, value in headers:
            if name == b"accept-encoding" and accepted is None:
                accepted = value
            elif name == b"if-none-match" and known is None:
                known = value
            elif name in _NEEDS_THOUGHT or name in (b"accept-encoding", b"if-none-match"):
                return None
        variant = resource.variant(accepted)
        if known is not None and is_known(known, variant.etag):
            self.record("GET", target, 304, 0, 0.0)
            return variant.unchanged_head, b""
        self.record("GET", target, 200, len(variant.body), 0.0)
        return variant.head, variant.body

    def record(self, method: str, path: bytes, status: int, size: int, seconds: float) -> None:
        """Count an answer and log it: without the client's address and the query, which tell of a patient."""
        self._counters.count(status, size)
        if self.access_log:
            line = {
                "time": datetime.now(UTC),
                "method": method,
                "path": path.decode("latin-1"),
                "status": status,
                "bytes": size,
                "milliseconds": round(seconds * 1000, 1),
            }
            try:
                sys.stdout.buffer.write(encode(line))
            except OSError:
                self.access_log = False  # nobody reads it any more


def _joined(headers: Iterable[Header]) -> dict[bytes, bytes]:
    """The headers by name; of a name that is there more than once, the values as one list (RFC 9110, 5.3)."""
    joined: dict[bytes, bytes] = {}
    for name, value in headers:
        joined[name] = joined[name] + b", " + value if name in joined else value
    return joined


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
