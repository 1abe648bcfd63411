"""What is answered from a release: pages, redirects, notices, headers; and how the next one is taken up."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import Project

from faqsync.errors import InvalidRelease
from faqsync.records import sha256
from faqsync.service.exchange import Problem, Request, Response
from faqsync.service.respond import respond
from faqsync.service.snapshot import Snapshot, load

DAY = timedelta(days=1)


def get(snapshot: Snapshot, path: str, query: str = "", **headers: str) -> Response:
    fields = {name.replace("_", "-").encode(): value.encode() for name, value in headers.items()}
    return respond(snapshot, Request("GET", path, query.encode(), fields))


def header(response: Response, name: str) -> str | None:
    values = [value.decode() for key, value in response.headers if key.decode() == name]
    assert len(values) <= 1
    return values[0] if values else None


def where(response: Response) -> tuple[int, str | None]:
    return response.status, header(response, "location")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Release 2: aspirin at another slug, back-pain held in German, an old article withdrawn. Not to be changed."""
    project = Project(tmp_path_factory.mktemp("published") / "site")
    project.config(('source = "en"', 'source = "en"\nhub = "https://hub.example.org/?a=b"'))
    for article in ("aspirin", "old"):
        project.article(article)
    project.article("back-pain", category="pain")
    project.translate("de", "site", "aspirin", "back-pain", "old")
    project.translate("ar", "site", "aspirin")
    project.publish()
    project.article("aspirin", slug="acetylsalicylic-acid")
    project.article("back-pain", category="pain", title="Another title")
    project.article("old", withdrawn={"on": "2026-03-01T00:00:00Z", "reason": "It is wrong."})
    project.publish(DAY, brake=False)
    return project


@pytest.fixture(scope="module")
def snapshot(published: Project) -> Snapshot:
    return load(published.outputs)


@pytest.fixture
def later(published: Project, tmp_path: Path) -> Project:
    """The same, to be changed."""
    project = Project(tmp_path / "site")
    shutil.copytree(published.root, project.root)
    project.now = published.now
    return project


# --- files and pages ---------------------------------------------------------------------------------------------


def test_every_file_is_served_as_it_stands_and_as_the_manifest_says(snapshot: Snapshot, published: Project) -> None:
    listed = {
        file["path"]: file
        for manifest in published.json("release.json")["manifests"]
        for file in published.json(manifest["path"])["files"]
    }
    for path, data in published.tree().items():
        response = get(snapshot, f"/{path}")
        assert response.body == data
        if path in listed:
            assert header(response, "content-type") == listed[path]["media_type"]
        assert header(response, "content-length") == str(len(data))


def test_codings_and_their_tags(snapshot: Snapshot) -> None:
    plain, zipped, packed = (
        get(snapshot, "/en/bundle.json", accept_encoding=coding) for coding in ("identity", "gzip", "br")
    )
    assert len({header(each, "etag") for each in (plain, zipped, packed)}) == 3
    assert {header(each, "vary") for each in (plain, zipped, packed)} == {"accept-encoding"}
    assert len(packed.body) < len(zipped.body) < len(plain.body)
    assert get(snapshot, "/en/bundle.json", accept_encoding="br", if_none_match=header(packed, "etag")).status == 304
    assert get(snapshot, "/en/bundle.json", accept_encoding="gzip", if_none_match=header(packed, "etag")).status == 200
    assert header(get(snapshot, "/robots.txt"), "vary") is None


def test_a_304_says_what_its_200_would_and_has_no_length(snapshot: Snapshot) -> None:
    whole = get(snapshot, "/en/rss.xml")
    same = get(snapshot, "/en/rss.xml", if_modified_since=header(whole, "last-modified") or "")
    assert same.status == 304
    assert same.body == b""
    assert {name for name, _ in same.headers} == {b"etag", b"cache-control", b"vary", b"access-control-allow-origin"}
    assert set(same.headers) < set(whole.headers)


def test_a_part_of_a_file(snapshot: Snapshot, published: Project) -> None:
    part = get(snapshot, "/robots.txt", range="bytes=2-5")
    assert (part.status, part.body) == (206, published.tree()["robots.txt"][2:6])
    assert header(part, "content-range") == f"bytes 2-5/{len(published.tree()['robots.txt'])}"
    assert header(part, "content-length") == "4"
    beyond = get(snapshot, "/robots.txt", range="bytes=99999-")
    assert (beyond.status, beyond.body) == (416, b"")
    assert header(beyond, "content-range") == f"bytes */{len(published.tree()['robots.txt'])}"


@pytest.mark.parametrize(
    ("path", "caching"),
    [
        ("/en/acetylsalicylic-acid/", "public, max-age=60"),
        ("/en/atom.xml", "public, max-age=60"),
        ("/changes/1.json", "public, max-age=31536000, immutable"),
        ("/changes.json", "no-cache"),
        ("/release.json", "no-cache"),
        ("/de/manifest.json", "no-cache"),
        ("/de/back-pain/", "no-cache"),  # held
    ],
)
def test_how_long_a_cache_may_answer(snapshot: Snapshot, path: str, caching: str) -> None:
    assert header(get(snapshot, path), "cache-control") == caching


def test_an_asset_is_for_ever_and_a_stylesheet_outlives_its_release_by_one(later: Project) -> None:
    before = load(later.outputs)
    (sheet,) = (path for path in before.files if path.endswith(".css"))
    assert header(get(before, f"/{sheet}"), "cache-control") == "public, max-age=31536000, immutable"
    manifest = later.outputs / "manifest.json"
    document = json.loads(manifest.read_bytes())
    document["files"] = [file for file in document["files"] if file["path"] != sheet]
    rewrite(later.outputs, {"manifest.json": json.dumps(document).encode()}, release=3)
    after = load(later.outputs, before)
    assert get(after, f"/{sheet}").status == 200
    rewrite(later.outputs, {}, release=4)
    assert get(load(later.outputs, load(later.outputs)), f"/{sheet}").status == 404


def test_links(snapshot: Snapshot) -> None:
    address = "https://faq.example.org/en/acetylsalicylic-acid/"
    assert header(get(snapshot, "/en/acetylsalicylic-acid/article.json"), "link") == f'<{address}>; rel="canonical"'
    assert '<article.json>; rel="alternate"' in (header(get(snapshot, "/en/acetylsalicylic-acid/"), "link") or "")
    for path in ("en/atom.xml", "en/rss.xml", "en/feed.json", "en/topics/pain/atom.xml"):
        expected = f'<https://hub.example.org/?a=b>; rel="hub", <https://faq.example.org/{path}>; rel="self"'
        assert header(get(snapshot, f"/{path}"), "link") == expected
    assert header(get(snapshot, "/en/bundle.json"), "link") == '<../schemas/bundle.schema.json>; rel="describedby"'


def test_guards_and_language(snapshot: Snapshot) -> None:
    page = get(snapshot, "/de/acetylsalicylic-acid/")
    assert header(page, "content-language") == "de"
    assert header(page, "access-control-allow-origin") == "*"
    assert header(page, "x-content-type-options") == "nosniff"
    assert "default-src 'none'" in (header(page, "content-security-policy") or "")


# --- ways that lead elsewhere ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/de", (301, "de/")),
        ("/de/acetylsalicylic-acid", (301, "../de/acetylsalicylic-acid/")),
        ("/de/topics/pain", (301, "../../de/topics/pain/")),
        ("/DE/", (301, "../de/")),
        ("/DE", (301, "de/")),
        ("/DE/acetylsalicylic-acid", (301, "../de/acetylsalicylic-acid/")),
        ("/De/atom.xml", (301, "../de/atom.xml")),
        ("/en/aspirin/", (301, "../acetylsalicylic-acid/")),  # its old slug
        ("/en/aspirin/index.html", (301, "../acetylsalicylic-acid/")),
    ],
)
def test_permanent_redirects(snapshot: Snapshot, path: str, expected: tuple[int, str]) -> None:
    assert where(get(snapshot, path)) == expected


@pytest.mark.parametrize(
    ("path", "languages", "expected"),
    [
        ("/", "de-AT, en;q=0.5", "de/"),
        ("/", "ar", "ar/"),
        ("/acetylsalicylic-acid", "de", "de/acetylsalicylic-acid/"),
        ("/acetylsalicylic-acid/", "de", "../de/acetylsalicylic-acid/"),
        ("/acetylsalicylic-acid", "fr", "en/acetylsalicylic-acid/"),  # x-default
        ("/aspirin", "de", "de/aspirin/"),  # and from there on
        ("/back-pain", "de", "en/back-pain/"),  # held in German
        ("/old", "de", "de/old/"),  # withdrawn everywhere: to the notice
    ],
)
def test_the_reader_s_language_chooses(snapshot: Snapshot, path: str, languages: str, expected: str) -> None:
    response = get(snapshot, path, accept_language=languages)
    assert where(response) == (303, expected)
    assert header(response, "vary") == "accept-language"


def test_a_choice_in_the_address_beats_the_browser_s_languages_and_varies_by_nothing(snapshot: Snapshot) -> None:
    response = get(snapshot, "/acetylsalicylic-acid", "locale=ar", accept_language="de")
    assert where(response) == (303, "ar/acetylsalicylic-acid/")
    assert header(response, "vary") is None
    assert where(get(snapshot, "/", "locale=de", accept_language="ar")) == (303, "de/")


def test_a_reader_of_none_of_the_languages_chooses_by_hand(snapshot: Snapshot, published: Project) -> None:
    response = get(snapshot, "/", accept_language="fr")
    assert (response.status, response.body) == (200, published.tree()["index.html"])
    assert header(response, "vary") == "accept-language, accept-encoding"


def test_what_was_withdrawn_is_gone_and_says_so(snapshot: Snapshot, published: Project) -> None:
    response = get(snapshot, "/de/old/")
    assert (response.status, response.body) == (410, published.tree()["de/old/index.html"])
    assert b"It is wrong." in response.body
    assert get(snapshot, "/de/old/article.json").status == 404


@pytest.mark.parametrize(
    "path",
    [
        *"/nothing /de/nothing/ // /de// /de/../en/ /../etc/passwd /..\\ /de/x /.publishing /404.html /xx-XX/".split(),
        *("/index.html/", "/release.json/", "/\ud7ff", "/" + "a" * 9000, "/de/" + "../" * 50),
    ],
)
def test_what_is_not_there(snapshot: Snapshot, published: Project, path: str) -> None:
    response = get(snapshot, path)
    assert (response.status, response.body) == (404, published.tree()["404.html"])
    assert header(response, "etag") is None


# --- the next release --------------------------------------------------------------------------------------------


def rewrite(outputs: Path, files: dict[str, bytes], release: int) -> None:
    """Make another release by hand."""
    for path, data in files.items():
        (outputs / path).write_bytes(data)
    document = json.loads((outputs / "release.json").read_bytes())
    for each in document["manifests"]:
        each["sha256"] = sha256((outputs / each["path"]).read_bytes())
    head = json.loads((outputs / "changes.json").read_bytes()) | {"release": release}
    (outputs / "changes.json").write_text(json.dumps(head))
    if release > document["release"]:
        page = {"release": release, "time": document["time"], "previous": head["page"], "changes": []}
        (outputs / f"changes/{release}.json").write_text(json.dumps(page))
    (outputs / "release.json").write_text(json.dumps(document | {"release": release}))


def test_a_snapshot_on_top_of_another_equals_one_from_nothing(later: Project) -> None:
    first = load(later.outputs)
    later.article("new")
    later.article("aspirin", slug="aspirin-2")
    later.publish(DAY)
    onto, anew = load(later.outputs, first), load(later.outputs)
    assert onto._replace(search=anew.search) == anew


def test_what_stayed_the_same_is_not_made_again(later: Project) -> None:
    first = load(later.outputs)
    later.article("new")
    later.publish(DAY)
    second = load(later.outputs, first)
    assert second.files["de/acetylsalicylic-acid/index.html"] is first.files["de/acetylsalicylic-acid/index.html"]


@pytest.mark.parametrize(
    "path", ["en/bundle.json", "de/manifest.json", "changes.json", "release.json", "changes/2.json"]
)
@pytest.mark.parametrize("damage", [None, b"", b"{}", b'{"release": 7}\n'])
def test_a_torn_release_is_refused(later: Project, path: str, damage: bytes | None) -> None:
    file = later.outputs / path
    file.unlink() if damage is None else file.write_bytes(damage)
    with pytest.raises(InvalidRelease) as caught:
        load(later.outputs)
    assert path in str(caught.value)


def test_a_path_that_leads_out_of_the_release_is_refused(later: Project) -> None:
    manifest = later.json("manifest.json")
    manifest["files"][0]["path"] = "../faqsync.toml"
    rewrite(later.outputs, {"manifest.json": json.dumps(manifest).encode()}, release=2)
    with pytest.raises(InvalidRelease, match="leads out"):
        load(later.outputs)


def test_without_a_page_for_it_what_is_missing_is_a_problem(snapshot: Snapshot) -> None:
    with pytest.raises(Problem) as caught:
        get(snapshot._replace(files={}, pages={}, chooser=None), "/")
    assert caught.value.status == 404


def test_the_time_of_the_release_that_changed_a_file_is_its_date(snapshot: Snapshot) -> None:
    assert header(get(snapshot, "/robots.txt"), "last-modified") == "Sun, 01 Mar 2026 12:00:00 GMT"
    assert header(get(snapshot, "/en/atom.xml"), "last-modified") == "Mon, 02 Mar 2026 12:00:00 GMT"
