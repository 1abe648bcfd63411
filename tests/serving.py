"""A server of its own for a test: a real process on a free port of the loopback."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

_SERVE = """
import sys
from pathlib import Path
from faqsync.service import protocol, serve
outputs, workers, prefix, log, patience = sys.argv[1:]
protocol.PATIENCE = float(patience)
serve(Path(outputs), "127.0.0.1", 0, int(workers), prefix, log == "log")
"""


class Server:
    """A server that is running, and a client for it."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process = process
        self.url = url
        self.port = httpx.URL(url).port
        self.client = httpx.Client(base_url=url, timeout=30)

    def get(self, path: str, **headers: str) -> httpx.Response:
        """GET without following redirects; an underscore in a header's name stands for a hyphen."""
        return self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def raw(self, data: bytes) -> bytes:
        """Everything that is answered to these bytes until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port or 0), timeout=30) as connection:
            connection.sendall(data)
            received = b""
            while piece := connection.recv(65536):
                received += piece
            return received

    def stop(self) -> int:
        """Ask it to stop as systemd does; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


@contextmanager
def serving(
    outputs: Path, workers: int = 1, prefix: str = "/", log: Path | None = None, patience: float = 10.0
) -> Iterator[Server]:
    """A server for a published folder. ``log`` is a file for its access log."""
    command = [sys.executable, "-c", _SERVE, str(outputs), str(workers), prefix, "log" if log else "", str(patience)]
    with log.open("wb") if log else open("/dev/null", "wb") as stdout:  # noqa: PTH123
        process = subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    heard = ""
    for line in process.stderr:
        heard += line
        if line.startswith("Listening on "):
            break
    else:
        raise AssertionError(heard)
    server = Server(process, line.removeprefix("Listening on ").strip())
    try:
        yield server
    finally:
        server.client.close()
        if process.poll() is None:
            server.stop()
        process.stderr.close()
