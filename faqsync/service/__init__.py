"""The HTTP service: it serves a published release, and answers what files alone cannot.

It reads what a release holds by the records of `model` and renders nothing: a server cannot publish.
"""

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import AF_INET, AF_INET6, create_server
from tempfile import TemporaryDirectory
from types import FrameType

import uvicorn
from uvicorn.supervisors import Multiprocess

from faqsync.errors import FaqsyncError, Fault, InvalidRelease
from faqsync.service.app import App
from faqsync.service.protocol import Protocol

KEEP_ALIVE_SECONDS = 15
STOP_SECONDS = 10


class CannotListen(FaqsyncError):
    """The system does not give the address to listen on."""


def serve(
    outputs: Path, host: str, port: int, workers: int = 1, path_prefix: str = "/", access_log: bool = True
) -> None:
    """Serve the release in ``outputs``, and every later one, until SIGTERM or SIGINT.

    ``path_prefix`` is the path that is left on the requests that come here, ``/`` where a proxy takes it off. Port 0
    is any that is free. The access log goes to stdout, everything else to stderr. A folder without a release is
    served as soon as it has one. Raises InvalidRelease where there is no such folder;
    CannotListen.
    """
    if not outputs.is_dir():
        cure = "Publish first, or name the folder that was published"
        raise InvalidRelease([Fault(file=str(outputs), what="there is no such folder", cure=cure)])
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    with TemporaryDirectory(prefix="faqsync-") as counters:
        prefix = f"/{path_prefix.strip('/')}/".replace("//", "/")
        config = uvicorn.Config(
            App(outputs.resolve(), Path(counters), prefix, access_log),
            host=host,
            port=port,
            workers=workers,
            http=Protocol,
            ws="none",
            lifespan="on",
            loop="uvloop",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=STOP_SECONDS,
        )
        try:
            socket = create_server((host, port), family=AF_INET6 if ":" in host else AF_INET, backlog=config.backlog)
        except OSError as error:
            cure = "Name another --port or --host, or stop what listens there"
            fault = Fault(file=f"{host}:{port}", what=f"cannot be listened on ({error.strerror})", cure=cure)
            raise CannotListen([fault]) from None
        address = f"[{host}]" if ":" in host else host
        logging.info("Listening on http://%s:%d%s", address, socket.getsockname()[1], prefix)
        with _stopping_quietly():
            if workers > 1:
                Multiprocess(config, sockets=[socket]).run()
            else:
                uvicorn.Server(config).run(sockets=[socket])


class _Stopped(BaseException):
    pass


@contextmanager
def _stopping_quietly() -> Iterator[None]:
    """uvicorn stops in good order at SIGTERM and SIGINT, and then sends them to itself: here that ends the block."""

    def stop(_: int, __: FrameType | None) -> None:
        raise _Stopped

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        with suppress(_Stopped):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
