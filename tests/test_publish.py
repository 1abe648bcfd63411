"""The promises of a release, each tried from the outside."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import START, Project, paragraph

from faqsync.errors import InvalidInput, InvalidRelease, Refused
from faqsync.model import LogPage
from faqsync.records import decode
from faqsync.releases import Folder, replay, verify

DAY = timedelta(days=1)


def operations(project: Project) -> list[tuple[str, str, str]]:
    """The rows of the newest page of the log."""
    page = project.json(project.json("changes.json")["page"])
    return [(row["operation"], row["locale"], row["article"]) for row in page["changes"]]


def uris(project: Project, locale: str) -> set[str]:
    return {each["uri"] for each in project.json(f"{locale}/bundle.json")["articles"]}


# --- pure, minimal, whole ---------------------------------------------------------------------------------------


def test_the_same_inputs_give_the_same_bytes_anywhere(project: Project) -> None:
    now = "2026-03-01T12:00:00Z"
    assert project.run("publish", "--now", now).returncode == 0
    here = project.tree()
    shutil.rmtree(project.outputs)
    there = project.run("publish", "--now", now, TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="7")
    assert there.returncode == 0
    assert project.tree() == here


def test_source_date_epoch_stands_in_for_now(project: Project) -> None:
    project.run("publish", SOURCE_DATE_EPOCH=str(int(START.timestamp())))
    assert project.json("release.json")["time"] == "2026-03-01T12:00:00Z"


def test_publishing_again_changes_no_byte(project: Project) -> None:
    project.publish()
    before = {path: (project.outputs / path).stat().st_mtime_ns for path in project.tree()}
    assert not project.publish(DAY).new
    assert {path: (project.outputs / path).stat().st_mtime_ns for path in project.tree()} == before


def test_an_edited_translation_changes_that_article_and_the_lists_that_name_it(project: Project) -> None:
    project.publish()
    before = project.tree()
    catalog = project.root / "locales/de/LC_MESSAGES/aspirin.po"
    catalog.write_text(catalog.read_text("utf-8").replace("How much? (de)", "Wie viel? (de)"), "utf-8")
    project.publish(DAY)
    after = project.tree()
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert {path for path in changed if "/aspirin/" in path} == {
        "de/aspirin/index.html",
        "de/aspirin/faq.jsonld",
        "de/aspirin/article.json",
    }
    assert not any("back-pain" in path for path in changed)
    assert not any(path.startswith(("en/", "ar/")) for path in changed)
    assert operations(project) == [("update", "de", "aspirin")]


def test_any_executor_makes_the_same_release(project: Project) -> None:
    from concurrent.futures import ProcessPoolExecutor

    from faqsync.publish import Options, publish

    project.publish()
    here = project.tree()
    shutil.rmtree(project.outputs)
    with ProcessPoolExecutor(2) as executor:
        publish(project.root, Options(now=START), executor)
    assert project.tree() == here


def test_a_tree_is_whole_and_a_torn_one_is_not(project: Project) -> None:
    project.publish()
    assert list(verify(Folder(project.outputs))) == []
    page = project.outputs / "de/aspirin/index.html"
    page.write_bytes(page.read_bytes()[:-1])
    (project.outputs / "ar/rss.xml").unlink()
    (project.outputs / "stray.html").write_text("")
    assert [fault.file for fault in verify(Folder(project.outputs))] == [
        "ar/rss.xml",
        "de/aspirin/index.html",
        "stray.html",
    ]


def test_every_promise_of_the_manifests_is_kept(project: Project) -> None:
    project.publish()
    for locale in ("", "en/", "de/", "ar/"):
        for file in project.json(f"{locale}manifest.json")["files"]:
            assert (project.outputs / file["path"]).stat().st_size == file["bytes"]


def test_the_next_publish_completes_a_killed_one(project: Project) -> None:
    project.publish()
    whole = project.tree()
    (project.outputs / ".publishing").touch()
    (project.outputs / "release.json").unlink()
    (project.outputs / "de/aspirin/index.html").write_text("torn")
    (project.outputs / "de/aspirin/.index.html.1.new").write_text("torn")
    (project.outputs / "de/left-over").mkdir()
    (project.outputs / "de/left-over/index.html").write_text("of no release")
    project.publish(DAY)
    assert project.tree() == whole
    assert not (project.outputs / "de/aspirin/.index.html.1.new").exists()
    assert not (project.outputs / ".publishing").exists()


def test_a_release_killed_before_its_last_file_keeps_its_number_and_time(project: Project) -> None:
    project.publish()
    old_release = (project.outputs / "release.json").read_bytes()
    project.article("cough")
    project.publish(DAY)
    whole = project.tree()
    (project.outputs / "release.json").write_bytes(old_release)
    (project.outputs / ".publishing").touch()
    assert not project.publish(DAY).new
    assert project.tree() == whole


def test_two_publishers_do_not_meet(project: Project) -> None:
    with (
        Folder(project.outputs).publishing(),
        pytest.raises(Refused, match="another publish is at work"),
    ):
        project.publish()


def test_a_foreign_folder_is_left_alone(project: Project) -> None:
    project.write("outputs/holiday.jpg", "x")
    with pytest.raises(Refused, match="holds files that are no release"):
        project.publish()
    assert list(project.tree()) == ["holiday.jpg"]


# --- identity and dates -------------------------------------------------------------------------------------------


def test_ids_outlive_edits_slugs_and_addresses(project: Project) -> None:
    project.publish()
    before = uris(project, "de")
    project.article("aspirin", slug="acetylsalicylic-acid", title="Aspirin, anew")
    project.translate("de", "aspirin")
    project.config(("https://faq.example.org/", "https://other.example/faq/"))
    project.publish(DAY)
    assert (
        uris(project, "de")
        == before
        == {
            "tag:faq.example.org,2026:aspirin:de",
            "tag:faq.example.org,2026:back-pain:de",
        }
    )


def test_updated_is_the_later_of_publication_and_revision_in_release_one(project: Project) -> None:
    catalog = project.root / "locales/de/LC_MESSAGES/aspirin.po"
    text = catalog.read_text("utf-8")
    catalog.write_text(text.replace('"PO-Revision-Date: \\n"', '"PO-Revision-Date: 2026-02-03 06:00+0200\\n"'), "utf-8")
    project.publish()
    dates = {
        locale: {each["id"]: each["updated"] for each in project.json(f"{locale}/bundle.json")["articles"]}
        for locale in ("en", "de")
    }
    assert dates["de"]["aspirin"] == "2026-02-03T04:00:00Z"
    assert dates["de"]["back-pain"] == dates["en"]["aspirin"] == "2026-01-15T09:00:00Z"


def test_updated_moves_with_content_and_not_with_addresses(project: Project) -> None:
    project.publish()
    project.article("aspirin", slug="acetyl")
    project.publish(DAY)
    assert project.json("de/acetyl/article.json")["updated"] == "2026-01-15T09:00:00Z"
    project.article("aspirin", slug="acetyl", keywords=["fever"])
    project.publish(DAY)
    assert project.json("de/acetyl/article.json")["updated"] == "2026-03-03T12:00:00Z"


def test_time_does_not_go_backwards(project: Project) -> None:
    project.publish()
    with pytest.raises(Refused, match="is before that of release 1"):
        project.publish(-DAY)
    project.now = START
    assert not project.publish().new


# --- the gate ------------------------------------------------------------------------------------------------------


def test_a_stale_translation_is_nowhere_and_comes_back_with_its_source(project: Project) -> None:
    project.publish()
    before = project.tree()
    original = (project.root / "content/aspirin.json").read_text("utf-8")
    project.write("content/aspirin.json", original.replace("400 mg", "200 mg"))
    project.publish(DAY)
    assert "400 mg of aspirin" not in project.texts()
    assert operations(project) == [("hold", "ar", "aspirin"), ("hold", "de", "aspirin"), ("update", "en", "aspirin")]
    assert "noindex" in (project.outputs / "de/aspirin/index.html").read_text("utf-8")
    assert not (project.outputs / "de/aspirin/article.json").exists()
    assert "aspirin" not in (project.outputs / "de/sitemap.xml").read_text("utf-8")

    project.write("content/aspirin.json", original)
    project.publish(DAY)
    assert operations(project) == [
        ("publish", "ar", "aspirin"),
        ("publish", "de", "aspirin"),
        ("update", "en", "aspirin"),
    ]
    again = project.tree()
    assert (
        again["de/aspirin/faq.jsonld"].replace(b"2026-03-03T12:00:00Z", b"2026-01-15T09:00:00Z")
        == before["de/aspirin/faq.jsonld"]
    )


@pytest.mark.parametrize("touch", [False, True], ids=["before catalogs update", "after it"])
def test_no_mode_publishes_a_stale_text(project: Project, touch: bool) -> None:
    for mode in ("hold", "omit", "source"):
        project.config(('source = "en"', f'source = "en"\ndescription = "{mode}"'))
        project.write("faqsync.toml", (project.root / "faqsync.toml").read_text() + f'[publish]\nincomplete="{mode}"\n')
        document = (project.root / "content/aspirin.json").read_text("utf-8")
        project.write("content/aspirin.json", document.replace("400 mg", "4000 mg"))
        if touch:
            project.translate("de")
        project.publish(DAY)
        assert "400 mg of aspirin. (de)" not in project.texts()


def test_omit_leaves_out_what_is_not_current(project: Project) -> None:
    project.write("faqsync.toml", (project.root / "faqsync.toml").read_text() + '[locale.de]\nincomplete="omit"\n')
    project.article(
        "cough",
        sections=[
            {"id": "lead", "blocks": [paragraph("Kept."), {"type": "list", "items": ["One", "Two"]}]},
            {"id": "signs", "heading": "Signs", "blocks": [paragraph("Gone with its heading.")]},
            {
                "id": "faq",
                "heading": "Questions",
                "questions": [
                    {"id": "a", "question": "A?", "answer": [paragraph("Answer A.")]},
                    {"id": "b", "question": "B?", "answer": [paragraph("Answer B."), paragraph("More of B.")]},
                ],
            },
        ],
    )
    project.translate("de", "cough", leave=("Two", "Signs", "More of B."))
    project.publish()
    document = project.json("de/cough/article.json")
    assert [section["id"] for section in document["sections"]] == ["lead", "faq"]
    assert [block["type"] for block in document["sections"][0]["blocks"]] == ["paragraph"]
    assert [question["id"] for question in document["sections"][1]["questions"]] == ["a"]


def test_omit_holds_an_article_without_its_warning(project: Project) -> None:
    project.write("faqsync.toml", (project.root / "faqsync.toml").read_text() + '[publish]\nincomplete="omit"\n')
    for tone in ("tip", "warning"):
        note = {"type": "note", "tone": tone, "text": "Call us."}
        project.article(f"a-{tone}", sections=[{"id": "lead", "blocks": [paragraph("Lead."), note]}])
        project.translate("de", f"a-{tone}", leave=("Call us.",))
    assert [(each.locale, each.article) for each in project.publish().held if each.locale == "de"] == [
        ("de", "a-warning")
    ]


def test_source_marks_what_stands_in(project: Project) -> None:
    project.write("faqsync.toml", (project.root / "faqsync.toml").read_text() + '[locale.ar]\nincomplete="source"\n')
    project.article("cough")
    project.translate("ar", "cough", leave=("How much?",))
    project.publish()
    section = project.json("ar/cough/article.json")["sections"][1]
    assert section["questions"][0]["question"] == {
        "markdown": "How much?",
        "html": "How much?",
        "lang": "en",
        "dir": "ltr",
    }
    assert "lang" not in section["heading"]
    graph = project.json("ar/cough/faq.jsonld")["@graph"]
    assert [node["@type"] for node in graph] == ["MedicalWebPage"]


@pytest.mark.parametrize("mode", ["omit", "source"])
def test_a_title_must_be_current_in_every_mode(project: Project, mode: str) -> None:
    project.write("faqsync.toml", (project.root / "faqsync.toml").read_text() + f'[publish]\nincomplete="{mode}"\n')
    project.article("cough")
    project.translate("de", "cough", leave=("Title of cough",))
    assert ("cough", "de") in {(each.article, each.locale) for each in project.publish().held}


# --- leaving and coming back --------------------------------------------------------------------------------------


def test_a_withdrawn_article_is_nowhere_and_everybody_is_told(project: Project) -> None:
    project.publish()
    withdrawn = {"on": "2026-03-02T00:00:00Z", "reason": "New evidence", "replacement": "back-pain"}
    project.article("aspirin", withdrawn=withdrawn)
    assert not project.publish(timedelta(hours=1)).new, "the withdrawal is not due yet"
    project.publish(DAY)
    assert "of aspirin" not in project.texts()
    assert operations(project) == [("withdraw", locale, "aspirin") for locale in ("ar", "de", "en")]
    row = project.json("de/bundle.json")["withdrawn"][0]
    assert (row["id"], row["reason"], row["replacement"]) == ("aspirin", "New evidence", "back-pain")
    notice = (project.outputs / "de/aspirin/index.html").read_text("utf-8")
    assert "New evidence" in notice
    assert "Title of back-pain (de)" in notice
    assert "tag:faq.example.org,2026:aspirin:de" in (project.outputs / "de/rss.xml").read_text("utf-8")

    project.publish(timedelta(days=401))
    assert not (project.outputs / "de/aspirin").exists()
    assert project.json("de/bundle.json")["withdrawn"] == []

    project.article("aspirin")
    project.publish(DAY)
    assert operations(project) == [("restore", locale, "aspirin") for locale in ("ar", "de", "en")]


def test_a_removed_file_is_a_withdrawal(project: Project) -> None:
    project.publish()
    (project.root / "content/aspirin.json").unlink()
    project.publish(DAY)
    assert {row["reason"] for row in project.json("changes/2.json")["changes"]} == {"removed"}


def test_a_draft_and_an_embargo_are_nowhere(project: Project) -> None:
    project.article("draft", draft=True)
    project.article("embargo", published="2026-04-01T00:00:00Z")
    project.article("linking", sections=[{"id": "lead", "blocks": [paragraph("See [it](article:embargo).")]}])
    project.publish()
    assert "Title of draft" not in project.texts()
    assert "Title of embargo" not in project.texts()
    assert project.json("en/linking/article.json")["sections"][0]["blocks"][0]["text"]["html"] == "See it."
    project.publish(timedelta(days=31))
    assert ("publish", "en", "embargo") in operations(project)
    html = project.json("en/linking/article.json")["sections"][0]["blocks"][0]["text"]["html"]
    assert html == 'See <a href="https://faq.example.org/en/embargo/">it</a>.'


def test_a_new_slug_leaves_a_redirect(project: Project) -> None:
    project.publish()
    project.article("aspirin", slug="acetyl")
    project.publish(DAY)
    rows = project.json("changes/2.json")["changes"]
    assert {(row["operation"], row["from"], row["slug"]) for row in rows} == {("rename", "aspirin", "acetyl")}
    page = (project.outputs / "de/aspirin/index.html").read_text("utf-8")
    assert 'href="https://faq.example.org/de/acetyl/"' in page
    redirect = next(
        file for file in project.json("de/manifest.json")["files"] if file["path"] == "de/aspirin/index.html"
    )
    assert (redirect["state"], redirect["location"]) == ("redirect", "https://faq.example.org/de/acetyl/")
    project.article("cough", slug="aspirin")
    with pytest.raises(InvalidInput, match="is or was that of 'aspirin'"):
        project.publish(DAY)


def test_a_locale_taken_out_tells_its_readers(project: Project) -> None:
    project.publish()
    project.config(('["de", "ar"]', '["de"]'))
    project.publish(DAY)
    assert operations(project) == [("withdraw", "ar", "aspirin")]
    assert project.json("ar/bundle.json")["withdrawn"][0]["reason"] == "removed"
    assert (project.outputs / "ar/rss.xml").exists()
    assert "/ar/" not in (project.outputs / "sitemap.xml").read_text("utf-8")
    project.publish(timedelta(days=400))
    assert not (project.outputs / "ar").exists()
    project.config()
    project.publish(DAY)
    assert operations(project) == [("restore", "ar", "aspirin")]


def test_the_brake(project: Project) -> None:
    for number in range(8):
        project.article(f"article-{number}")
    project.publish()
    before = project.tree()
    for number in range(4):
        (project.root / f"content/article-{number}.json").unlink()
    with pytest.raises(Refused, match="4 of 10 published articles would be held or withdrawn: article-0"):
        project.publish(DAY)
    assert project.tree() == before
    assert project.publish(brake=False).new


def test_a_dry_run_tells_and_writes_nothing(project: Project) -> None:
    report = project.publish(dry_run=True)
    assert {(change.operation, change.locale, change.article) for change in report.changes} >= {
        ("publish", "de", "aspirin")
    }
    assert not project.outputs.exists()


# --- the log ------------------------------------------------------------------------------------------------------


def test_replaying_the_log_gives_the_published_set(project: Project) -> None:
    project.publish()
    (project.root / "content/back-pain.json").unlink()
    project.publish(DAY)
    project.article("aspirin", slug="acetyl")
    project.publish(DAY)
    head = project.json("changes.json")
    pages = [
        decode((project.outputs / f"changes/{number}.json").read_bytes(), LogPage)
        for number in range(1, head["release"] + 1)
    ]
    standings = replay(change for page in pages for change in page.changes)
    followed = {
        (pair[1], standing.change.uri, standing.change.digest, standing.change.url)
        for pair, standing in standings.items()
        if standing.published
    }
    published = {
        (locale, each["uri"], each["digest"], each["url"])
        for locale in ("en", "de", "ar")
        for each in project.json(f"{locale}/bundle.json")["articles"]
    }
    assert followed == published


def test_a_fresh_clone_continues_the_live_site(project: Project, tmp_path: Path) -> None:
    project.publish()
    (project.root / "content/back-pain.json").unlink()
    project.publish(DAY)
    clone = Project(tmp_path / "clone")
    shutil.copytree(project.root, clone.root, ignore=shutil.ignore_patterns("outputs"))
    clone.now = project.now + DAY
    assert not clone.publish(history_from=str(project.outputs)).new
    assert clone.tree() == project.tree()
    clone.article("cough")
    assert clone.publish(DAY).release == 3


def test_a_damaged_tree_is_not_continued(project: Project, tmp_path: Path) -> None:
    project.publish()
    old = tmp_path / "old"
    shutil.copytree(project.outputs, old)
    (old / "de/aspirin/article.json").write_text("{}")
    shutil.rmtree(project.outputs)
    with pytest.raises(InvalidRelease, match="its bytes are not those published"):
        project.publish(history_from=str(old))
    assert not project.outputs.exists()


def test_a_damaged_log_stops_the_publish(project: Project) -> None:
    project.publish()
    (project.outputs / "changes/1.json").write_text("{")
    before = project.tree()
    with pytest.raises(InvalidRelease, match=r"changes/1\.json: it cannot be read"):
        project.publish(DAY)
    assert project.tree() == before


# --- addresses ----------------------------------------------------------------------------------------------------


def test_a_site_under_a_path(project: Project) -> None:
    project.config(("https://faq.example.org/", "https://clinic.example/faq"))
    project.publish()
    assert project.json("de/aspirin/article.json")["url"] == "https://clinic.example/faq/de/aspirin/"
    assert "https://clinic.example/faq/de/sitemap.xml" in (project.outputs / "sitemap.xml").read_text("utf-8")
    assert "faq.example.org/" not in project.texts().replace("faq.example.org,2026", "")


def test_parts_of_a_bundle_hold_its_articles(project: Project) -> None:
    project.write("faqsync.toml", (project.root / "faqsync.toml").read_text() + "[publish]\nbundle_parts = 16\n")
    project.publish()
    head = project.json("de/bundle.json")
    parts = [project.json(url.removeprefix("https://faq.example.org/")) for url in head["parts"]]
    assert head["articles"] == []
    assert sorted(each["id"] for part in parts for each in part["articles"]) == ["aspirin", "back-pain"]
    assert len(parts) == 16


def test_json_is_canonical(project: Project) -> None:
    project.publish()
    data = (project.outputs / "release.json").read_bytes()
    assert data == json.dumps(json.loads(data), separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    assert datetime.fromisoformat(json.loads(data)["time"]) == START.astimezone(UTC)


def test_a_template_that_fails_on_one_page_leaves_the_release_alone(project: Project) -> None:
    project.publish()
    before = project.tree()
    project.write("theme/templates/notice.html", "{{ there_is_no_such_thing.at_all }}")
    (project.root / "content/back-pain.json").unlink()
    with pytest.raises(InvalidInput, match=r"theme/templates/notice\.html"):
        project.publish(DAY)
    assert project.tree() == before


@pytest.mark.parametrize("path", ["../content/aspirin.json", "/etc/hosts", "de/../../content/aspirin.json", ".hidden"])
def test_a_manifest_cannot_lead_out_of_the_release(project: Project, path: str) -> None:
    project.publish()
    manifest = project.json("de/manifest.json")
    manifest["files"].append(manifest["files"][0] | {"path": path})
    project.write("outputs/de/manifest.json", json.dumps(manifest))
    with pytest.raises(InvalidRelease, match="which is not below it"):
        project.publish(DAY)
    assert (project.root / "content/aspirin.json").exists()


def test_only_a_check_that_there_is_can_be_answered(project: Project) -> None:
    project.write("faqsync.toml", (project.root / "faqsync.toml").read_text() + '[[ignore]]\ncheck = "numbrs"\n')
    with pytest.raises(InvalidInput, match="there is no check 'numbrs'"):
        project.publish()


@pytest.mark.parametrize("field", ["slug", "article", "locale"])
def test_a_log_cannot_lead_out_of_the_release(project: Project, field: str) -> None:
    project.publish()
    (project.root / "content/aspirin.json").unlink()
    project.publish(DAY)
    page = project.json("changes/2.json")
    page["changes"][1][field] = "../../pwned"
    project.write("outputs/changes/2.json", json.dumps(page))
    (project.root / ".faqsync/state.sqlite").unlink()
    with pytest.raises(InvalidRelease, match="it names what is no id"):
        project.publish(DAY)
    assert not list(project.root.parent.rglob("pwned"))


def test_what_went_from_the_release_is_made_again(project: Project) -> None:
    project.publish()
    whole = project.tree()
    (project.outputs / "de/aspirin/article.json").unlink()
    (project.outputs / "ar/index.html").write_text("torn")
    project.publish(DAY)
    assert project.tree() == whole


def test_an_older_copy_cannot_rewrite_the_log(project: Project, tmp_path: Path) -> None:
    project.publish()
    shutil.copytree(project.outputs, tmp_path / "old")
    project.article("cough")
    project.publish(DAY)
    with pytest.raises(Refused, match="outputs/ is at release 2 of the same log"):
        project.publish(DAY, history_from=str(tmp_path / "old"))


def test_the_image_of_a_draft_is_nowhere(project: Project) -> None:
    image = {"type": "image", "file": "x.png", "alt": "X", "width": 1, "height": 1}
    project.write("content/x.png", b"secret")
    project.article("secret", draft=True, sections=[{"id": "lead", "blocks": [image]}])
    project.publish()
    assert not list((project.outputs / "assets").glob("x-*"))


def test_a_link_to_what_is_left_out_leads_to_the_page(project: Project) -> None:
    config = (project.root / "faqsync.toml").read_text("utf-8")
    project.write("faqsync.toml", config + '[locale.de]\nincomplete = "omit"\n')
    project.article("linking", sections=[{"id": "lead", "blocks": [paragraph("See [it](article:aspirin#how-much).")]}])
    project.translate("de", "linking")
    file = project.root / "locales/de/LC_MESSAGES/aspirin.po"
    file.write_text(file.read_text("utf-8").replace('msgstr "How much? (de)"', 'msgstr ""'), "utf-8")
    project.publish()
    page = (project.outputs / "de/linking/index.html").read_text("utf-8")
    assert 'href="../aspirin/index.html"' in page


def test_a_withdrawal_is_told_in_its_own_topic(project: Project) -> None:
    project.article("cough", category="pain")
    project.publish()
    project.article("aspirin", draft=True)
    project.publish(DAY)
    feeds = [(project.outputs / f"en/topics/{topic}/atom.xml").read_text("utf-8") for topic in ("general", "pain")]
    assert ["deleted-entry" in feed for feed in feeds] == [True, False]
