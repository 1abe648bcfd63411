"""A reader in Debian's Chromium at the real server: pages, languages, redirects, notices."""

import shutil
from collections.abc import Iterator
from datetime import timedelta

import pytest
from conftest import Project, command
from playwright.sync_api import Browser, Page, sync_playwright
from serving import Server, serving

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A site with an article that was renamed, one that is held in German, and one that was withdrawn."""
    project = Project(tmp_path_factory.mktemp("browser") / "site")
    project.config()
    for article in ("aspirin", "back-pain", "old"):
        project.article(article)
    project.translate("de", "site", "aspirin", "back-pain", "old")
    project.translate("ar", "site", "aspirin")
    project.publish()
    project.article("aspirin", slug="acetylsalicylic-acid")
    project.article("back-pain", title="Another title")
    project.article("old", withdrawn={"on": "2026-03-01T00:00:00Z", "reason": "It is wrong.", "replacement": "aspirin"})
    project.publish(timedelta(days=1), brake=False)
    with serving(project.outputs) as running:
        yield running
    shutil.rmtree(project.root)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = command("chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def locale() -> str:
    """Of the reader, where a test names no other."""
    return "de-DE"


@pytest.fixture
def page(browser: Browser, server: Server, locale: str) -> Iterator[Page]:
    """A page in the reader's browser. But for the statuses that a test is about, nothing may fail in it."""
    context = browser.new_context(base_url=server.url, locale=locale)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("requestfailed", lambda failed: complaints.append(failed.url))
    yield opened
    context.close()
    assert [each for each in complaints if "410" not in each and "404" not in each] == []


def path(page: Page, server: Server) -> str:
    return page.url.removeprefix(server.url)


@pytest.mark.parametrize(("locale", "expected"), [("de-AT", "de/"), ("ar-EG", "ar/"), ("en-GB", "en/"), ("fr-FR", "")])
def test_the_root_leads_to_the_reader_s_language(page: Page, server: Server, locale: str, expected: str) -> None:
    page.goto("")
    assert path(page, server) == expected
    if locale == "fr-FR":
        page.get_by_role("link", name="Deutsch").click()
        assert path(page, server) == "de/index.html"


def test_an_address_without_a_language_leads_to_the_article_in_the_reader_s(page: Page, server: Server) -> None:
    page.goto("acetylsalicylic-acid")
    assert path(page, server) == "de/acetylsalicylic-acid/"
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.get_by_role("heading", level=1).inner_text() == "Title of aspirin (de)"


def test_the_stylesheet_is_allowed_and_applied(page: Page) -> None:
    page.goto("en/")
    assert page.evaluate("document.styleSheets.length") == 1
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 0


def test_switching_the_language_stays_at_the_article(page: Page, server: Server) -> None:
    page.goto("de/acetylsalicylic-acid/")
    page.locator('a[hreflang="en"]').first.click()
    assert path(page, server) == "en/acetylsalicylic-acid/index.html"
    assert page.get_by_role("heading", level=1).inner_text() == "Title of aspirin"


def test_an_old_address_and_one_in_another_case_lead_on(page: Page, server: Server) -> None:
    page.goto("en/aspirin/")
    assert path(page, server) == "en/acetylsalicylic-acid/"
    page.goto("DE/acetylsalicylic-acid")
    assert path(page, server) == "de/acetylsalicylic-acid/"


def test_a_withdrawn_article_says_why_and_what_to_read_instead(page: Page, server: Server) -> None:
    answer = page.goto("de/old/")
    assert answer is not None
    assert answer.status == 410
    assert "It is wrong." in page.inner_text("main")
    page.locator("main a").first.click()
    assert path(page, server) == "de/acetylsalicylic-acid/index.html"


def test_a_held_article_leads_to_its_source(page: Page, server: Server) -> None:
    answer = page.goto("de/back-pain/")
    assert answer is not None
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache")
    page.locator("main a").first.click()
    assert path(page, server) == "en/back-pain/index.html"


def test_what_is_missing_leads_back(page: Page, server: Server) -> None:
    answer = page.goto("de/no/such/page")
    assert answer is not None
    assert answer.status == 404
    page.locator('main a[hreflang="de"]').click()
    assert path(page, server) == "de/index.html"
