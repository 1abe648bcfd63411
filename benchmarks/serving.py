"""How fast the service answers, beside nginx and a bare ASGI function, and how it takes up a large release meanwhile.

    python benchmarks/serving.py [--seconds 3] [--rounds 5] [--pages 10000]

Needs wrk and nginx from Debian. Loopback, one worker each, 64 connections. The servers take turns, and medians of the
rounds are printed: rates suffer from whatever else the machine does, ratios within a round less, and what the server
itself spent on a request (µs of CPU) least.
"""

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from string import Template
from typing import NamedTuple

from faqsync.addresses import LOG_HEAD, RELEASE, article_path, list_path, log_path, manifest_path
from faqsync.model import Artifact, LogHead, LogPage, Manifest, ManifestDigest, Release
from faqsync.records import encode, sha256

HERE = Path(__file__).parent
LOG = "tag:bench.example,2026::log:2026-01-01T00:00:00Z"
START = datetime(2026, 1, 1, tzinfo=UTC)
PAGE, BUNDLE = article_path("en", "page-0"), list_path("en", "bundle.json")
HTML = "text/html; charset=utf-8"

_SERVE = "import sys; from pathlib import Path; from faqsync.service import serve; serve(Path(sys.argv[1]), "
_SERVE += "'127.0.0.1', int(sys.argv[2]), access_log=False)"


# --- a release that no site needs ----------------------------------------------------------------------------------


def text(size: int, seed: str) -> bytes:
    """Text of about the redundancy of a page, in ASCII."""
    words = [sha256(f"{seed} {number}".encode())[:7] for number in range(97)]
    return " ".join(words[number * number % 97] for number in range(size // 8 + 1)).encode()[:size]


def write_release(root: Path, pages: int, number: int) -> None:
    """A release in which every page is another than in the one before."""
    time = START + timedelta(days=number)
    files = [write(root, BUNDLE, text(100_000, f"bundle {number}"))]
    for page in range(pages):
        body = b"<!DOCTYPE html><title>%d</title><p>" % number + text(15_000, f"{page} {number}")
        files.append(write(root, article_path("en", f"page-{page}"), body, HTML))
    log = LogPage(release=number, time=time, previous=log_path(number - 1) if number > 1 else None, changes=())
    manifest = encode(Manifest(locale="en", files=tuple(files)))
    head = LogHead(log=LOG, release=number, sequence=0, page=log_path(number))
    digests = (ManifestDigest(path=manifest_path("en"), sha256=sha256(manifest)),)
    release = Release(release=number, time=time, log=LOG, digest="", manifests=digests)
    for path, data in (
        (manifest_path("en"), manifest),
        (log_path(number), encode(log)),
        (LOG_HEAD, encode(head)),
        (RELEASE, encode(release)),
    ):
        write(root, path, data)


def write(root: Path, path: str, data: bytes, media_type: str = "application/json") -> Artifact:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(".new")
    temporary.write_bytes(data)
    temporary.replace(target)
    return Artifact(path=path, media_type=media_type, sha256=sha256(data), bytes=len(data), updated=START)


# --- servers and load ----------------------------------------------------------------------------------------------


class Server(NamedTuple):
    name: str
    pid: int
    url: str


class Load(NamedTuple):
    """What wrk saw, and what the server spent on it."""

    per_second: float
    slowest: float
    """In milliseconds."""
    errors: int
    cpu: float
    """Microseconds a request."""
    requests: int


@contextmanager
def running(name: str, port: int, *command: str) -> Iterator[Server]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise SystemExit(f"{name} does not start: {' '.join(command)}") from None
        yield Server(name, process.pid, f"http://127.0.0.1:{port}/")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def nginx(folder: Path, root: Path) -> tuple[int, list[str]]:
    port = free_port()
    config = Template((HERE / "nginx.conf").read_text()).substitute(folder=folder, root=root, port=port)
    (folder / "nginx.conf").write_text(config)
    return port, ["nginx", "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]


def cpu_seconds(pid: int) -> float:
    """Of a process and its children, user and system."""
    children = [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") + sum(map(cpu_seconds, children))


def resident(pid: int) -> float:
    """The memory of a process, in MB."""
    match = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(match[1]) / 1024 if match else 0.0


def press(server: Server, path: str, seconds: int, header: str = "X-None: 0") -> Load:
    """64 connections that ask for a file again and again."""
    before = cpu_seconds(server.pid)
    command = ["wrk", "-t1", "-c64", f"-d{seconds}", "--timeout", "10", "-H", header, server.url + path]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    requests = int(found(r"(\d+) requests in", report))
    errors = sum(int(each) for each in re.findall(r"(?:connect|read|write|timeout) (\d+)", report))
    errors += int(found(r"Non-2xx or 3xx responses: (\d+)", report, "0"))
    slowest = found(r"Latency\s+\S+\s+\S+\s+(\S+)", report)
    spent = 1e6 * (cpu_seconds(server.pid) - before) / max(1, requests)
    return Load(float(found(r"Requests/sec:\s+(\S+)", report)), milliseconds(slowest), errors, spent, requests)


def found(pattern: str, report: str, default: str | None = None) -> str:
    match = re.search(pattern, report)
    if match is None and default is None:
        raise SystemExit(f"wrk reported nothing like {pattern}:\n{report}")
    return match[1] if match else str(default)


def milliseconds(value: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", value).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 1e-3, "ms": 1, "s": 1e3, "m": 6e4}[unit]


def etag(server: Server, path: str) -> str:
    with urllib.request.urlopen(server.url + path) as answer:
        return str(answer.headers["etag"])


# --- the bare function ---------------------------------------------------------------------------------------------


def bare(root: str, port: str) -> None:
    """The least that an ASGI application can do: what a framework has to be compared with."""
    import uvicorn

    bodies = {f"/{path}": (Path(root) / path).read_bytes() for path in (PAGE, BUNDLE)}
    tag = (b"etag", b'"bare"')

    async def application(scope, receive, send):  # type: ignore[no-untyped-def]  # noqa: ARG001
        body, status, headers = bodies[scope["path"]], 200, [tag]
        if (b"if-none-match", tag[1]) in scope["headers"]:
            body, status = b"", 304
        else:
            headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    config = uvicorn.Config(
        application, port=int(port), loop="uvloop", http="httptools", lifespan="off", access_log=False, log_config=None
    )
    uvicorn.Server(config).run()


# --- the two measurements ------------------------------------------------------------------------------------------


def measure_answers(seconds: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder, root = Path(name), Path(name) / "outputs"
        folder.chmod(0o755)  # nginx reads as another user
        write_release(root, 1, 1)
        (nginx_port, nginx_command), own, other = nginx(folder, root), free_port(), free_port()
        servers = [
            stack.enter_context(running("nginx", nginx_port, *nginx_command)),
            stack.enter_context(running("faqsync", own, sys.executable, "-c", _SERVE, str(root), str(own))),
            stack.enter_context(running("bare ASGI", other, sys.executable, __file__, "--bare", str(root), str(other))),
        ]
        memory = resident(servers[1].pid)
        loads: dict[tuple[str, str], list[Load]] = defaultdict(list)
        for _ in range(rounds):
            for path in (PAGE, BUNDLE):
                for status in (200, 304):
                    for server in servers:
                        header = f"If-None-Match: {etag(server, path)}" if status == 304 else "X-None: 0"
                        case = f"{status} {path.rpartition('/')[2]}"
                        loads[server.name, case].append(press(server, path, seconds, header))
        print_table([server.name for server in servers], loads)
        errors = sum(load.errors for (name, _), each in loads.items() for load in each if name == "faqsync")
        requests = sum(load.requests for (name, _), each in loads.items() for load in each if name == "faqsync")
        after = resident(servers[1].pid)
        print(f"faqsync: {requests} requests, {errors} errors, {memory:.0f} MB before and {after:.0f} MB after")


def print_table(names: list[str], loads: dict[tuple[str, str], list[Load]]) -> None:
    """Medians: requests a second, CPU a request, and the share of nginx's requests in the same round."""
    print(f"{'':18}" + "".join(f"{name:<32}" for name in names))
    for case in sorted({case for _, case in loads}):
        cells = []
        for name in names:
            rate = median(load.per_second for load in loads[name, case])
            cpu = median(load.cpu for load in loads[name, case])
            rounds = zip(loads[name, case], loads["nginx", case], strict=True)
            share = median(load.per_second / other.per_second for load, other in rounds)
            cells.append(f"{rate:>8.0f}/s {cpu:>5.1f} µs" + (f"  × {share:.2f}" if name != "nginx" else ""))
        print(f"{case:18}" + "".join(f"{cell:<32}" for cell in cells))


def measure_take_up(pages: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "outputs"
        write_release(root, pages, 1)
        port = free_port()
        with running("faqsync", port, sys.executable, "-c", _SERVE, str(root), str(port)) as server:
            assert served(server) == 1
            quiet = press(server, PAGE, 5)
            write_release(root, pages, 2)
            loads, before = [], resident(server.pid)
            while served(server) < 2:
                loads.append(press(server, PAGE, 5))
            loads.append(press(server, PAGE, 2))
            print(
                f"{pages} new pages, taken up within {5 * len(loads)} s of full load: slowest answer "
                f"{max(load.slowest for load in loads):.0f} ms (without: {quiet.slowest:.0f} ms), "
                f"{sum(load.errors for load in loads)} errors, {min(load.per_second for load in loads):.0f} requests/s "
                f"meanwhile (without: {quiet.per_second:.0f}), "
                f"{before:.0f} MB before, {resident(server.pid):.0f} MB after"
            )


def served(server: Server) -> int:
    with urllib.request.urlopen(server.url + RELEASE) as answer:
        return int(re.search(rb'"release":(\d+)', answer.read())[1])  # type: ignore[index]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--bare"]:
        bare(*sys.argv[2:])
    else:
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("--seconds", type=int, default=3)
        parser.add_argument("--rounds", type=int, default=5)
        parser.add_argument("--pages", type=int, default=10_000)
        options = parser.parse_args()
        measure_answers(options.seconds, options.rounds)
        measure_take_up(options.pages)
