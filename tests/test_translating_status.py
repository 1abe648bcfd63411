"""The status: what is left to translate, as a table, as JSON and as a page."""

import json
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from conftest import Project, paragraph

from faqsync.translating import Standing, Status, status_page, status_table, translation_status


def standing(project: Project, locale: str, article: str) -> Standing:
    status = translation_status(project.root, project.now)
    return next(each for each in status.standings if (each.locale, each.article) == (locale, article))


def lines(project: Project, width: int | None = None) -> list[str]:
    return list(status_table(translation_status(project.root, project.now), width, lambda text, _: text))


@pytest.fixture
def stale(project: Project) -> Project:
    """German lacks one answer of an article, Arabic the whole of another."""
    document = (project.root / "content/aspirin.json").read_text("utf-8")
    project.write("content/aspirin.json", document.replace("Take 400 mg", "Take at most 300 mg"))
    project.translate("ar", "aspirin")
    return project


# --- words --------------------------------------------------------------------------------------------------------


def test_words_left_are_those_of_the_texts_that_are_not_current(stale: Project) -> None:
    # "Take at most 300 mg of aspirin."
    assert standing(stale, "de", "aspirin").words_left == 7
    assert standing(stale, "ar", "aspirin").words_left == 0
    everything = ["Title of back-pain", "Summary of back-pain.", "Lead of back-pain.", "Questions", "How much?"]
    everything += ["Take 400 mg of back-pain."]
    assert standing(stale, "ar", "back-pain").words_left == sum(len(text.split()) for text in everything)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Never** stop [a *blood* thinner](https://x.example/one/two).", 5),
        ("4,000 mg a day – don’t!", 5),
        ("毎日お茶を飲む。", 7),
        ("—", 0),
    ],
)
def test_words_are_counted_as_translators_count_them(project: Project, text: str, words: int) -> None:
    project.translate("de", "aspirin")
    sections = [{"id": "lead", "blocks": [paragraph("Lead of aspirin."), paragraph(text)]}]
    project.article("aspirin", sections=sections)
    assert standing(project, "de", "aspirin").words_left == words


def test_the_site_has_words_too_and_they_hold_nothing(project: Project) -> None:
    project.config(('title = "A clinic"', 'title = "A new clinic"'))
    found = standing(project, "de", "site")
    assert (found.state, found.stale, found.words_left) == ("published", 1, 3)


# --- the table ------------------------------------------------------------------------------------------------------


def test_the_table(stale: Project) -> None:
    assert lines(stale)[:6] == [
        "                    de          ar",
        "aspirin        7  83%!       100%",
        "back-pain        100%     17   0%!",
        "site             100%        100%",
        "words left           7          17",
        "",
    ]


def test_reasons_follow_the_table(stale: Project) -> None:
    assert lines(stale)[-2:] == [
        "held     de       aspirin: faq/how-much/answer: the translation is fuzzy",
        "held     ar       back-pain: title: there is no translation",
    ]


def test_nothing_is_left_of_what_is_no_more_or_not_yet(project: Project) -> None:
    project.article("aspirin", draft=True)
    project.article("back-pain", withdrawn={"on": "2026-03-02T00:00:00Z", "reason": "R"})
    assert [line.split()[0] for line in lines(project)[1:4]] == ["aspirin", "back-pain", "site"]
    assert lines(project)[1].startswith("aspirin (draft) ")
    before = lines(project)[4].split()
    project.now += timedelta(days=1)
    assert lines(project)[2].startswith("back-pain (withdrawn) ")
    after = lines(project)[4].split()
    assert (before[:3], after[:3]) == (["words", "left", "0"], ["words", "left", "0"])
    assert int(before[3]) > int(after[3])
    assert not any(line.startswith("held") for line in lines(project))


def test_locales_that_do_not_fit_go_into_further_tables(project: Project) -> None:
    wide, narrow = lines(project), lines(project, width=30)
    assert wide[0].split() == ["de", "ar"]
    assert [line.split() for line in narrow if line.endswith(("de", "ar"))] == [["de"], ["ar"]]
    assert max(map(len, narrow[:-3])) <= 30
    assert wide[-1] == narrow[-1]


def test_no_id_and_no_reason_commands_the_terminal(project: Project) -> None:
    reason = "title: \x1b[2J"
    held = Standing(
        locale="de",
        article="a",
        state="held",
        current=0,
        stale=1,
        missing=0,
        percent=0,
        words_left=1,
        reason=reason,
    )
    status = Status(title="T", source="en", time=project.now, locales=("de",), standings=(held,))
    assert not any("\x1b" in line for line in status_table(status, None, lambda text, _: text))


def test_colours_on_a_terminal_alone(stale: Project) -> None:
    status = translation_status(stale.root, stale.now)
    painted = "".join(status_table(status, None, lambda text, heat: f"<{heat}:{text.split()[-1]}>"))
    assert "<1:83%!>" in painted
    assert "<3:100%>" in painted
    assert "<0:0%!>" in painted


# --- the page -------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """A page: its texts in order, and every attribute of it."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts += [data.strip()] if data.strip() else []


def page(project: Project) -> Page:
    return Page(status_page(translation_status(project.root, project.now)))


def test_the_page_needs_nothing_but_itself(stale: Project) -> None:
    found = page(stale)
    assert not {"script", "link", "img", "iframe", "object"} & set(found.tags)
    addresses = [value or "" for name, value in found.attributes if name in ("href", "src", "action", "style")]
    assert [address for address in addresses if not address.startswith("#")] == []
    data = status_page(translation_status(stale.root, stale.now)).decode()
    assert "url(" not in data
    assert "@import" not in data
    assert "prefers-color-scheme: dark" in data


def test_what_to_do_next_is_what_is_stale_then_what_is_least(stale: Project) -> None:
    stale.article("cough")
    stale.article("fever", summary="A longer summary of fever, which has more words to translate than the others.")
    texts = page(stale).texts
    german = texts[texts.index("Deutsch") :]
    german = german[: german.index("العربية")]
    assert [text for text in german if text in ("aspirin", "back-pain", "cough", "fever")] == [
        "aspirin",
        "cough",
        "fever",
    ]
    assert ": 7 words, 1 stale (held)" in german
    assert "locales/de/LC_MESSAGES/aspirin.po" in german
    assert "faq/how-much/answer" in german
    assert "Take at most 300 mg of aspirin." in german
    assert "the translation is fuzzy" in german


def test_a_locale_without_work_says_so(project: Project) -> None:
    texts = page(project).texts
    assert texts[texts.index("Deutsch") + 2] == "Nothing is left to do."


def test_texts_of_the_site_are_no_markup(project: Project) -> None:
    project.config(('title = "A clinic"', 'title = "<script>alert(1)</script>"'))
    found = page(project)
    assert "script" not in found.tags
    assert "<script>alert(1)</script>" in found.texts


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_page_is_written_beside_what_is_printed(project: Project) -> None:
    done = project.run("status", "--html", "reports/status.html", "--format", "json", "--now", "2026-03-01T00:00:00Z")
    assert (done.returncode, done.stderr) == (0, "Wrote reports/status.html.\n")
    rows: list[dict[str, Any]] = json.loads(done.stdout)["status"]
    assert {row["words_left"] for row in rows if row["locale"] == "de"} == {0}
    assert [path.name for path in (project.root / "reports").iterdir()] == ["status.html"]
    assert b"2026-03-01T00:00:00Z" in (project.root / "reports/status.html").read_bytes()


def test_an_invalid_project_writes_no_page(project: Project) -> None:
    project.write("locales/de/LC_MESSAGES/aspirin.po", "nonsense")
    done = project.run("status", "--html", "status.html")
    assert (done.returncode, done.stdout) == (2, "")
    assert not (project.root / "status.html").exists()
