"""What machines read: JSON-LD, article.json, bundles, sitemaps. Tried on every page of the sample site."""

import json
import re
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from conftest import Project, article, paragraph
from lxml import etree

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}

# Of schema.org's vocabulary, what faqsync says: class -> its properties (own and inherited).
WORK = "@id author dateModified datePublished description inLanguage license name publisher translator url"
PAGE = f"{WORK} about breadcrumb citation isPartOf keywords lastReviewed mainEntity reviewedBy translationOfWork"
VOCABULARY = {
    "FAQPage": f"{PAGE} workTranslation",
    "MedicalWebPage": f"{PAGE} workTranslation",
    "WebPage": WORK,
    "WebSite": WORK,
    "Article": f"{WORK} headline mainEntityOfPage",
    "CreativeWork": WORK,
    "Question": "@id name acceptedAnswer",
    "Answer": "text",
    "Organization": "name url logo",
    "Person": "name url",
    "BreadcrumbList": "itemListElement",
    "ListItem": "position name item",
    "MedicalCode": "codeValue codingSystem",
    **dict.fromkeys(["MedicalCondition", "MedicalTherapy", "MedicalProcedure", "Drug", "MedicalTest"], "name code"),
}


def pages(sample: Project) -> Iterator[tuple[str, Any, dict[str, Any], dict[str, Any]]]:
    """Folder, parsed page, JSON-LD node and article.json of every article of the sample."""
    for file in sorted(sample.outputs.glob("*/*/article.json")):
        folder = file.parent.relative_to(sample.outputs).as_posix()
        page = html5lib.parse((file.parent / "index.html").read_bytes(), "lxml", namespaceHTMLElements=False)
        graph = sample.json(f"{folder}/faq.jsonld")["@graph"]
        assert len(graph) == 1
        yield folder, page, graph[0], sample.json(f"{folder}/article.json")


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from nodes(child)
    elif isinstance(value, list):
        for child in value:
            yield from nodes(child)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_island_is_the_file(sample: Project) -> None:
    for folder, page, _, _ in pages(sample):
        island = page.find(".//script[@type='application/ld+json']").text
        assert json.loads(island) == sample.json(f"{folder}/faq.jsonld")
        assert not set(island) & set("<>&\u2028\u2029")


def test_terms_are_those_of_schema_org(sample: Project) -> None:
    for _, _, node, _ in pages(sample):
        for each in nodes(node):
            assert each.keys() - {"@type"} <= set(VOCABULARY[each["@type"]].split()), each["@type"]


def test_the_data_says_what_the_page_shows(sample: Project) -> None:
    seen = 0
    for folder, page, node, _ in pages(sample):
        canonical = page.find(".//link[@rel='canonical']").get("href")
        assert node["url"] == node["@id"] == canonical == f"https://faq.example.org/{folder}/"
        assert node["inLanguage"] == page.getroot().get("lang")
        assert node["name"] == "".join(page.find(".//h1").itertext())
        for question in node["mainEntity"] if node["@type"] == "FAQPage" else []:
            address, _, anchor = question["@id"].partition("#")
            assert address == canonical
            shown = page.find(f".//*[@id='{anchor}']")
            heading = shown.find("*")
            assert squeezed(question["name"]) == squeezed("".join(heading.itertext()))
            answer = html5lib.parseFragment(question["acceptedAnswer"]["text"], "lxml")
            said = "".join("".join(each.itertext()) if not isinstance(each, str) else each for each in answer)
            assert squeezed(said) == squeezed("".join(shown.itertext())).removeprefix(squeezed(question["name"]))
            seen += 1
    assert seen > 100


def test_answers_have_only_the_html_that_search_engines_take(sample: Project) -> None:
    for _, _, node, _ in pages(sample):
        for each in nodes(node):
            if each["@type"] == "Answer":
                assert set(re.findall(r"</?([a-z0-9]+)", each["text"])) <= set("p br ol ul li a b strong i em".split())
                assert all(re.match("https?:|mailto:|tel:", href) for href in re.findall('href="([^"]*)', each["text"]))


def test_translations_are_closed_over_the_published_locales(sample: Project) -> None:
    by_article: dict[str, dict[str, dict[str, Any]]] = {}
    for folder, _, node, document in pages(sample):
        by_article.setdefault(document["id"], {})[folder.split("/")[0]] = node
    for found in by_article.values():
        source = found.pop("en")
        assert {each["@id"] for each in source["workTranslation"]} == {node["@id"] for node in found.values()}
        assert {node["translationOfWork"]["@id"] for node in found.values()} == {source["@id"]}
    assert "ja" not in by_article["physical-therapy-for-back-pain"]


def test_hreflang_is_closed_and_the_same_in_page_and_sitemap(sample: Project) -> None:
    listed: dict[str, set[tuple[str, str]]] = {}
    for file in sorted(sample.outputs.glob("*/sitemap.xml")):
        for entry in etree.parse(file).getroot():
            assert [etree.QName(child).localname for child in entry][:2] == ["loc", "lastmod"]
            links = {(link.get("hreflang"), link.get("href")) for link in entry.findall("x:link", NS)}
            listed[entry.findtext("s:loc", namespaces=NS)] = links
    for address, links in listed.items():
        assert address in {href for _, href in links}
        assert [tag for tag, _ in links].count("x-default") == 1
        for tag, href in links:
            assert tag == "x-default" or listed[href] == links
    for address, links in listed.items():
        file = sample.outputs / address.removeprefix("https://faq.example.org/") / "index.html"
        page = html5lib.parse(file.read_bytes(), "lxml", namespaceHTMLElements=False)
        assert {(link.get("hreflang"), link.get("href")) for link in page.findall(".//link[@hreflang]")} == links
    assert {node["url"] for _, _, node, _ in pages(sample)} <= listed.keys()


@pytest.mark.parametrize("limit", ["MOST_ENTRIES", "MOST_BYTES"])
def test_a_full_sitemap_is_followed_by_another(project: Project, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(f"faqsync.formats.sitemap.{limit}", 3 if limit == "MOST_ENTRIES" else 1200)
    project.publish()
    root = etree.parse(project.outputs / "sitemap.xml").getroot()
    files = [address.text.removeprefix("https://faq.example.org/") for address in root.iter("{*}loc")]
    german = [name for name in files if name.startswith("de/")]
    assert {"de/sitemap-2.xml", "de/sitemap.xml"} <= set(german)
    sizes = [len((project.outputs / name).read_bytes()) for name in german]
    entries = [len(etree.parse(project.outputs / name).getroot()) for name in german]
    assert sum(entries) == 6
    assert max(entries) <= 3 if limit == "MOST_ENTRIES" else max(sizes) <= 1200


def test_a_bundle_holds_what_the_articles_hold(sample: Project) -> None:
    for locale in ("en", "es", "de", "ar", "ja"):
        documents = {document["id"]: document for folder, _, _, document in pages(sample) if folder[:2] == locale}
        bundle = sample.json(f"{locale}/bundle.json")
        assert {each["id"]: each for each in bundle["articles"]} == documents
        assert [each["id"] for each in bundle["articles"]] == sorted(documents)


def test_a_bundle_does_not_depend_on_time(project: Project) -> None:
    project.publish()
    before = project.json("de/bundle.json")
    project.article("aspirin", slug="acetyl")
    project.publish()
    project.article("aspirin")
    project.publish()
    after = project.json("de/bundle.json")
    assert after["sequence"] > before["sequence"]
    assert [each["digest"] for each in after["articles"]] == [each["digest"] for each in before["articles"]]


def review(project: Project, **fields: Any) -> dict[str, Any]:
    project.article("aspirin", reviewed={"by": {"name": "Dr. Ada"}, "on": "2026-01-10", **fields})
    project.publish()
    return project.json("en/aspirin/faq.jsonld")["@graph"][0]


def test_a_review_is_claimed_while_it_covers_the_text(project: Project) -> None:
    texts = {"title": "Title of aspirin", "summary": "Summary of aspirin.", "lead": "Lead of aspirin."}
    texts |= {"faq/heading": "Questions", "faq/how-much/question": "How much?"}
    texts |= {"faq/how-much/answer": "Take 400 mg of aspirin."}
    import hashlib

    covered = hashlib.sha256("".join(f"{key}\0{text}\n" for key, text in texts.items()).encode()).hexdigest()
    assert review(project, text=f"sha256:{covered}")["lastReviewed"] == "2026-01-10"
    stale = review(project, text=f"sha256:{'0' * 64}")
    assert not stale.keys() & {"lastReviewed", "reviewedBy"}
    assert project.json("en/aspirin/article.json")["review"] == {"state": "pending"}
    assert "Dr. Ada" not in (project.outputs / "en/aspirin/index.html").read_text("utf-8")


def test_names_of_subjects_and_keywords_stay_in_the_source_language(project: Project) -> None:
    codes = [{"system": "ICD-10-CM", "code": "M47.816"}]
    about = [{"name": "Facet pain", "kind": "MedicalCondition", "codes": codes}, {"name": "Rest", "kind": "Drug"}]
    project.article("aspirin", about=about, keywords=["spine"])
    project.publish()
    code = {"@type": "MedicalCode", "codeValue": "M47.816", "codingSystem": "ICD-10-CM"}
    english = project.json("en/aspirin/faq.jsonld")["@graph"][0]
    german = project.json("de/aspirin/faq.jsonld")["@graph"][0]
    assert english["about"][0] == {"@type": "MedicalCondition", "name": "Facet pain", "code": [code]}
    assert german["about"] == [{"@type": "MedicalCondition", "code": [code]}]
    assert (english["keywords"], "keywords" in german) == ("spine", False)
    assert project.json("de/aspirin/article.json")["about"][0]["codes"][0]["oid"] == "2.16.840.1.113883.6.90"


@pytest.mark.parametrize("place", ["title", "summary", "text", "question"])
@pytest.mark.parametrize(
    "hostile",
    ["</script>", "<!--<script>", "]]>", "&lt;b&gt;", "\"'", "a\u2028b", "a\u202eb", "💊", "e\u0301̈", "w" * 300],
)
def test_hostile_text_comes_back_as_text(project: Project, place: str, hostile: str) -> None:
    import unicodedata

    hostile = unicodedata.normalize("NFC", hostile)
    document = article("aspirin")
    if place in ("title", "summary"):
        document[place] = f"x {hostile} y"
    elif place == "text":
        document["sections"][0]["blocks"] = [paragraph(f"x {hostile} y")]
    else:
        document["sections"][1]["questions"][0]["question"] = f"x {hostile} y"
    project.write("content/aspirin.json", json.dumps(document))
    project.publish()
    found = project.json("en/aspirin/article.json")
    texts = {
        "title": found["title"],
        "summary": found["summary"],
        "text": found["sections"][0]["blocks"][0]["text"],
        "question": found["sections"][1]["questions"][0]["question"],
    }
    assert texts[place]["markdown"] == f"x {hostile} y"
    page = html5lib.parse((project.outputs / "en/aspirin/index.html").read_bytes(), "lxml", namespaceHTMLElements=False)
    body = page.find("body")
    assert f"x {hostile} y" in "".join(body.itertext())
    assert body.find(".//script") is None
