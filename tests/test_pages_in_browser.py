"""The sample site in Debian's Chromium, from disk and over HTTP: axe, narrow screens, print, keyboard, hostile text."""

import json
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import axe_playwright_python
import pytest
from conftest import Project, article, command, paragraph
from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

HOSTILE = (
    "</script><script>alert(1)</script><!--<script> ]]> &lt;b&gt; \"' \u2028 \u202e <img src=https://evil.example/x "
    "onerror=alert(2)> " + "Wort" * 80
)

PAGES = [
    "index.html",
    "no/such/page",
    "en/index.html",
    "ar/index.html",
    "en/facet-joint-injections/index.html",
    "ar/facet-joint-injections/index.html",
    "ja/topics/treatments/index.html",
    "ar/subscribe/index.html",
    "de/subscribe/index.html",
    "es/after-your-injection/index.html",
    "ar/after-your-injection/index.html",
    "en/hostile/index.html",
]
"""One of each kind and direction; after-your-injection is withdrawn, and nothing is at no/such/page."""


@pytest.fixture(scope="module")
def site(sample: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample a day later: with a withdrawn article, a renamed one, and one that is hostile."""
    made = Project(tmp_path_factory.mktemp("later") / "site")
    shutil.copytree(sample.root, made.root)
    made.now = sample.now
    edit(made.root / "content/after-your-injection.json", withdrawn={"on": "2026-07-01T00:00:00Z", "reason": HOSTILE})
    edit(made.root / "content/before-your-injection.json", slug="preparing")
    section = {"id": "lead", "heading": HOSTILE, "blocks": [paragraph(HOSTILE)]}
    texts = {"title": HOSTILE, "summary": HOSTILE, "category": "treatments", "keywords": [HOSTILE]}
    made.write("content/hostile.json", json.dumps(article("hostile", sections=[section], **texts)))
    made.publish(timedelta(days=1))
    return made.outputs


def edit(file: Path, **fields: Any) -> None:
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | fields), "utf-8")


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder as any host would, with 404.html for what is not there."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def origin(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = command("chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


class Visit(NamedTuple):
    """A page that is open, with what happened while it loaded."""

    page: Page
    requests: list[str]
    told: list[str]
    """By dialogs, errors, and the console."""


@pytest.fixture(scope="module", params=PAGES)
def visit(request: pytest.FixtureRequest, browser: Browser, origin: str) -> Iterator[Visit]:
    visit = Visit(browser.new_page(viewport={"width": 1280, "height": 900}), [], [])
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("pageerror", lambda error: visit.told.append(str(error)))
    visit.page.on("console", lambda message: visit.told.append(message.text))
    visit.page.on("dialog", lambda dialog: (visit.told.append(dialog.message), dialog.dismiss()))
    visit.page.goto(origin + request.param)
    yield visit
    visit.page.close()


# --- every page ------------------------------------------------------------------------------------------


def test_a_page_loads_nothing_from_outside_and_runs_nothing(visit: Visit, origin: str) -> None:
    assert len(visit.requests) == 2  # itself and one stylesheet
    assert all(url.startswith(origin) for url in visit.requests)
    assert [each for each in visit.told if "status of 404" not in each] == []
    assert visit.page.evaluate("getComputedStyle(document.body).marginTop") == "0px"  # the stylesheet applies


def test_axe_finds_nothing_in_light_or_dark(visit: Visit) -> None:
    visit.page.evaluate(AXE.read_text("utf-8"))
    light = visit.page.evaluate("axe.run()")
    visit.page.emulate_media(color_scheme="dark")
    dark = visit.page.evaluate("axe.run({runOnly: ['color-contrast']})")
    for found in (light, dark):
        assert found["passes"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []


def test_nothing_scrolls_sideways_on_the_narrowest_screen(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 320, "height": 640})
    assert visit.page.evaluate("document.documentElement.scrollWidth") == 320


# --- ways through the site ---------------------------------------------------------------------------------


def test_hostile_text_is_shown_as_it_was_written(page: Page, origin: str) -> None:
    page.goto(f"{origin}en/hostile/index.html")
    assert page.locator("h1").text_content() == HOSTILE
    assert page.locator("#lead p").text_content() == HOSTILE
    assert page.locator("script").count() == 1


def test_a_reader_finds_the_way_from_disk(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="Deutsch").click()
    page.get_by_role("link", name="Facettengelenkinjektionen").click()
    page.get_by_role("link", name="العربية").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator(".contents a").last.click()
    assert page.url.startswith((site / "ar/facet-joint-injections/index.html").as_uri() + "#")
    page.locator(".trail a").nth(1).click()
    assert page.url == (site / "ar/topics/treatments/index.html").as_uri()


def test_a_former_address_leads_on(page: Page, origin: str) -> None:
    page.goto(f"{origin}de/before-your-injection/index.html")
    page.wait_for_url(f"{origin}de/preparing/index.html")
    assert page.locator("html").get_attribute("lang") == "de"


def test_the_first_key_press_offers_to_skip_to_the_content(page: Page, origin: str) -> None:
    page.goto(f"{origin}en/index.html")
    skip = page.get_by_role("link", name="Skip to content")
    assert (skip.bounding_box() or {})["width"] == 1
    page.keyboard.press("Tab")
    assert (skip.bounding_box() or {})["width"] > 100
    page.keyboard.press("Enter")
    assert page.url.endswith("#_main")


def test_paper_shows_the_article_and_not_the_navigation(page: Page, origin: str) -> None:
    page.goto(f"{origin}en/facet-joint-injections/index.html")
    page.emulate_media(media="print", color_scheme="dark")
    for navigation in (".languages", ".trail", ".contents", ".skip"):
        assert page.locator(navigation).is_hidden()
    assert page.locator(".note.warning").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
