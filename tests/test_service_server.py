"""The server as a process on the loopback: the short way, what strangers send, new releases, stopping."""

import json
import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from conftest import Project
from serving import Server, serving

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def server(sample: Project) -> Iterator[Server]:
    with serving(sample.outputs) as running:
        yield running


# --- the short way -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["de/", "de/index.html", "en/bundle.json", "release.json", "robots.txt"])
@pytest.mark.parametrize("coding", ["identity", "gzip", "br", "gzip;q=0.5, br;q=0.2"])
def test_the_short_way_answers_as_the_long_way(server: Server, path: str, coding: str) -> None:
    short = server.get(path, accept_encoding=coding)
    long = server.get(path, accept_encoding=coding, if_unmodified_since="Fri, 01 Jan 2100 00:00:00 GMT")
    assert short.status_code == long.status_code == 200
    assert sorted(short.headers.raw) == sorted(long.headers.raw)
    assert short.content == long.content
    tag = short.headers["etag"]
    assert server.get(path, accept_encoding=coding, if_none_match='"x", "y"').content == short.content
    short = server.get(path, accept_encoding=coding, if_none_match=f'"x", {tag}')
    long = server.get(
        path, accept_encoding=coding, if_none_match=tag, if_unmodified_since="Fri, 01 Jan 2100 00:00:00 GMT"
    )
    assert short.status_code == long.status_code == 304
    assert sorted(short.headers.raw) == sorted(long.headers.raw)


def test_head_has_the_headers_of_get_and_no_body(server: Server) -> None:
    got, head = server.get("/en/"), server.client.head("/en/")
    assert head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"] or head.headers["content-encoding"]
    assert head.headers["etag"] == got.headers["etag"]


def test_many_requests_at_once_are_answered_in_their_order(server: Server) -> None:
    paths = ["robots.txt", "api/locales", "release.json", "nothing", "changes.json", "de/"]
    asked = "".join(f"GET /{path} HTTP/1.1\r\nHost: x\r\n\r\n" for path in paths)
    answers = server.raw(f"{asked}GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert re.findall(rb"HTTP/1.1 (\d+)", answers) == [b"200", b"200", b"200", b"404", b"200", b"200", b"200"]
    lengths = [int(each) for each in re.findall(rb"content-length: (\d+)", answers)]
    assert lengths == [len(server.get(f"/{path}", accept_encoding="identity").content) for path in [*paths, "health"]]


# --- what strangers send -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "statuses"),
    [
        ("/%2e%2e/%2e%2e/etc/passwd", {404}),
        ("/../../../etc/passwd", {404}),
        ("/de/..%2f..%2frelease.json", {404}),
        ("/de%2findex.html", {200, 404}),
        ("/..%5c..%5cwindows", {404}),
        ("/de/%00", {400}),
        ("/de/%0d%0aset-cookie:%20a=b", {400}),
        ("/%ff%fe", {400}),
        ("/%c0%ae%c0%ae/", {400}),
        ("/%", {404}),
        ("/%zz", {404}),
        ("/%u0041", {404}),
        ("/\xe9", {400}),
        ("//evil.example/", {404}),
        ("///", {404}),
        ("/\\evil.example", {400, 404}),
        ("/;/de/", {404}),
        ("/de/?" + "x" * 1000, {200}),
        ("/" + "a" * 3000, {414}),
        ("/" + "a/" * 1000, {404}),
        ("http://x/robots.txt", {200}),
        ("http://x", {200, 303, 400}),
        ("*", {404}),
        ("x", {400, 404}),
        ("/api/changes?after=%ff", {400}),
        ("/api/changes?" + "&".join("a" * 30), {400}),
        ("/api/articles?q=%22%20OR%20%2a", {200}),
        ("/api/articles?q=%00", {200}),
        ("/?locale=%ff", {200}),
        ("/?locale=de%0d%0ax:y", {200}),
    ],
)
def test_odd_targets_are_answered_and_never_with_500(server: Server, target: str, statuses: set[int]) -> None:
    answer = server.raw(f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode("latin-1"))
    status = re.match(rb"HTTP/1.1 (\d+)", answer)
    assert status is not None
    assert int(status[1]) in statuses
    assert b"root:" not in answer
    assert b"set-cookie" not in answer.lower()


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"POST /de/ HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc", b"405"),
        (b"DELETE /de/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"405"),
        (b"GET /de/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\nabc", b"413"),
        (b"GET /de/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"413"),
        (b"GET /de/ HTTP/1.1\r\nHost: x\r\n" + b"X-A: " + b"b" * 20_000 + b"\r\n\r\n", b"431"),
        (b"GET /de/ HTTP/1.1\r\nHost: x\r\n" + b"X-A: b\r\n" * 5_000, b"431"),
        (b"GET /" + b"a" * 30_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"431"),
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET /de/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", b"400"),
        (b"GET /health HTTP/1.0\r\n\r\n", b"200"),
        (b"GET /de/ HTTP/1.0\r\n\r\n", b"200"),
        (b"OPTIONS /api/changes HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"204"),
        (b"GET /de/ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n", b"200"),
    ],
)
def test_odd_requests(server: Server, request_: bytes, status: bytes) -> None:
    assert server.raw(request_).startswith(b"HTTP/1.1 " + status)


def test_a_connection_that_does_nothing_is_ended_and_one_that_waits_for_an_answer_is_not(sample: Project) -> None:
    with serving(sample.outputs, patience=0.1) as server:
        assert server.raw(b"") == b""
        assert server.raw(b"GET /de/ HTTP/1.1\r\nHost:") == b""
        assert server.raw(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n").startswith(b"HTTP/1.1 200")
        assert server.get("/api/changes?after=1000&wait=1").status_code == 200


def test_errors_of_the_interface_are_problem_documents(server: Server) -> None:
    answer = server.get("/api/changes?after=-1&limit=x&local=de")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert {each["parameter"] for each in answer.json()["errors"]} == {"after", "limit", "local"}
    assert server.get("/api/nothing").json()["status"] == 404


# --- for those who run it ----------------------------------------------------------------------------------------


def test_health_readiness_and_metrics(server: Server, sample: Project) -> None:
    assert server.get("/health").json() == {"status": "ok"}
    assert server.get("/ready").json()["release"] == sample.json("release.json")["release"]
    before = counters(server)
    server.get("/robots.txt")
    server.get("/nothing")
    after = counters(server)
    assert after['faqsync_requests_total{status="200"}'] - before['faqsync_requests_total{status="200"}'] == 2
    assert after['faqsync_requests_total{status="404"}'] - before['faqsync_requests_total{status="404"}'] == 1
    assert after['faqsync_articles{locale="en"}'] == len(sample.json("en/bundle.json")["articles"])


def counters(server: Server) -> dict[str, float]:
    lines = server.get("/metrics").text.splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}


def test_the_access_log_tells_of_requests_and_not_of_people(project: Project, tmp_path: Path) -> None:
    project.publish()
    with serving(project.outputs, log=tmp_path / "log") as server:
        server.get("/robots.txt", user_agent="Somebody")
        server.get("/api/articles?q=secret")
        server.stop()
    rows = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert [(row["method"], row["path"], row["status"]) for row in rows] == [
        ("GET", "/robots.txt", 200),
        ("GET", "/api/articles", 200),
    ]
    assert rows[0]["bytes"] == len(project.tree()["robots.txt"])
    text = (tmp_path / "log").read_text()
    assert not any(word in text for word in ("secret", "Somebody", "127.0.0.1"))


def test_below_a_path(project: Project) -> None:
    project.config(("https://faq.example.org/", "https://example.org/faq/"))
    project.publish()
    with serving(project.outputs, prefix="/faq") as server:
        base = server.url
        assert base.endswith("/faq/")
        for path in ("", "en/", "api/locales", "health"):
            assert httpx.get(base + path).status_code == 200
        assert httpx.get(base, headers={"accept-language": "de"}).headers["location"] == "de/"
        assert httpx.get(base + "nothing").status_code == 404
        root = base.removesuffix("faq/")
        assert httpx.get(f"{root}faq").headers["location"] == "faq/"
        assert httpx.get(f"{root}en/").status_code == 404


def test_two_processes_count_together(project: Project) -> None:
    project.publish()
    with serving(project.outputs, workers=2) as server:
        for _ in range(20):
            assert httpx.get(server.url + "robots.txt").status_code == 200
        assert counters(server)['faqsync_requests_total{status="200"}'] == 20
        assert server.stop() == 0


# --- releases ----------------------------------------------------------------------------------------------------


def test_a_new_release_is_taken_up_and_whoever_waits_is_told(project: Project) -> None:
    project.publish()
    with serving(project.outputs) as server:
        cursor = server.get("/api/changes").json()["next"]
        answers: list[httpx.Response] = []
        waiting = threading.Thread(target=lambda: answers.append(server.get(f"/api/changes?after={cursor}&wait=30")))
        waiting.start()
        project.article("new", title="Something new")
        project.publish(DAY)
        waiting.join()
        assert [row["article"] for row in answers[0].json()["changes"]] == ["new"]
        assert "Something new" in server.get("/en/new/").text
        assert server.get("/release.json").json()["release"] == 2


def test_a_torn_release_is_not_taken_up(project: Project) -> None:
    project.publish()
    with serving(project.outputs) as server:
        whole = (project.outputs / "en/bundle.json").read_bytes()
        (project.outputs / "release.json").write_bytes(b'{"release": 2')
        (project.outputs / "en/bundle.json").write_bytes(b"torn")
        while not counters(server)["faqsync_load_failures_total"]:
            assert server.get("/en/bundle.json").content == whole
        assert server.get("/ready").json()["release"] == 1


def test_before_the_first_release_the_server_waits_for_one(project: Project) -> None:
    project.outputs.mkdir()
    with serving(project.outputs) as server:
        assert server.get("/health").status_code == 200
        assert (server.get("/ready").status_code, server.get("/").status_code) == (503, 503)
        project.publish()
        assert server.get("/api/changes?wait=30").json()["release"] == 1
        assert server.get("/ready").status_code == 200


def test_stopping_lets_go_who_waits(project: Project) -> None:
    project.publish()
    with serving(project.outputs) as server:
        cursor = server.get("/api/changes").json()["next"]
        answers: list[httpx.Response] = []
        waiting = threading.Thread(
            target=lambda: answers.append(httpx.get(f"{server.url}api/changes?after={cursor}&wait=60", timeout=60))
        )
        waiting.start()
        while counters(server)["faqsync_waiting"] < 1:
            pass
        assert server.stop() == 0
        waiting.join()
        assert answers[0].status_code == 200
        assert answers[0].json()["changes"] == []
