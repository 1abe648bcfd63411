"""The short way on uvicorn: a file that is simply there is answered from the parser, in one write, as it was prepared.

uvicorn makes a scope, a task and a cycle of messages for every request; for a file none of them decides
anything. Everything that is not so simple goes uvicorn's own way, to the same application. What uvicorn
leaves open is closed here: how large the head of a request may be, and how long it may take to come.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from faqsync.service.app import App
from faqsync.service.resources import serialize

LARGEST_HEAD = 16_384
"""In bytes."""
PATIENCE = 10.0
"""In seconds: so long a connection may do nothing, take for the head of a request, or leave an answer unread."""

_SMALL = 4_096


class Protocol(HttpToolsProtocol):
    """A connection."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._service: App = self.config.app  # type: ignore[assignment]
        self._open = False
        """Whether the head of a request has begun to come, and not come to its end."""
        self._received = 0
        self._answered = False
        self._requests = 0
        self._watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch = self.loop.call_later(PATIENCE, self._look_after, -1, 0)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._watch is not None:
            self._watch.cancel()
        super().connection_lost(exc)

    def _look_after(self, requests: int, unread: int) -> None:
        """End the connection where nothing has happened since the last look, which saw ``requests`` and ``unread``.

        One look for each connection and no timer for each request: those would cost as much as the answers.
        """
        buffered = self.transport.get_write_buffer_size()
        if buffered and buffered == unread:
            self.transport.abort()
        elif requests == self._requests and not buffered and (self.cycle is None or self.cycle.response_complete):
            self.transport.close()
        else:
            self._watch = self.loop.call_later(PATIENCE, self._look_after, self._requests, buffered)

    def data_received(self, data: bytes) -> None:
        self._received += len(data)
        super().data_received(data)
        if not self._open:
            self._received = 0
        elif self._received > LARGEST_HEAD:
            self._refuse()

    def on_message_begin(self) -> None:
        self._open, self._answered = True, False
        self._requests += 1
        self.url, self.headers, self.expect_100_continue = b"", [], False

    def on_headers_complete(self) -> None:
        self._open = False
        if self._received > LARGEST_HEAD and self._head_size() > LARGEST_HEAD:
            self._refuse()
        elif not self._answer():
            self._begin_scope()
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self._answered:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if not self._answered:
            super().on_message_complete()

    def shutdown(self) -> None:
        self._service.current.stop()
        super().shutdown()

    def _begin_scope(self) -> None:
        """What uvicorn does when a message begins, done late: the short way has no use for it."""
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.expect_100_continue = url, expects
        self.headers += headers

    def _head_size(self) -> int:
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)

    def _answer(self) -> bool:
        """Answer the short way, if the request and the connection allow it."""
        parser, cycle = self.parser, self.cycle
        if (
            (cycle is not None and not cycle.response_complete)
            or self.flow.write_paused
            or parser.get_method() != b"GET"
            or not parser.should_keep_alive()
            or parser.get_http_version() != "1.1"
        ):
            return False
        found = self._service.shortcut(self.url, self.headers)
        if found is None:
            return False
        self._answered = True
        head, body = found
        around = b"%b%b\r\n" % (head, _lines(self.server_state.default_headers))
        if len(body) < _SMALL:
            self.transport.write(around + body)
        else:
            self.transport.writelines((around, body))
        self.server_state.total_requests += 1
        return True

    def _refuse(self) -> None:
        self._answered = True
        self._service.record(self.parser.get_method().decode() if self.parser else "", b"", 431, 0, 0.0)
        fields = ((b"content-length", b"0"), (b"connection", b"close"))
        self.transport.write(serialize(b"431 Request Header Fields Too Large", fields) + b"\r\n")
        self.transport.close()


_latest: tuple[list[tuple[bytes, bytes]], bytes] = ([], b"")


def _lines(headers: list[tuple[bytes, bytes]]) -> bytes:
    """The headers of every answer (Date) as lines. uvicorn makes a new list of them each second."""
    global _latest
    if _latest[0] is not headers:
        _latest = headers, b"".join(b"%b: %b\r\n" % header for header in headers)
    return _latest[1]
