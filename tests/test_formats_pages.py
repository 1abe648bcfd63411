"""The pages, read back by an independent parser.

After a wanted change, ``python tests/test_formats_pages.py`` writes the golden files anew.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqsync import addresses, catalogs, words
from faqsync.errors import InvalidInput
from faqsync.formats import Format, jsonld, pages
from faqsync.model import (
    REMOVED,
    Agent,
    Article,
    Change,
    Code,
    Image,
    ItemList,
    Listing,
    LocalizedArticle,
    LocalizedCategory,
    LocalizedSite,
    Message,
    Note,
    Notice,
    Overview,
    Paragraph,
    PublishedArticle,
    Question,
    Redirect,
    Reference,
    Review,
    Row,
    Section,
    Shortfall,
    Subject,
    Text,
    Translation,
    Words,
)
from faqsync.records import replace

GOLDEN = Path(__file__).with_name("golden") / "pages"
BASE = "https://faq.example.org/help/"
JANUARY, MARCH = datetime(2026, 1, 15, 9, tzinfo=UTC), datetime(2026, 3, 2, 12, tzinfo=UTC)
XHTML = "{http://www.w3.org/1999/xhtml}"


# --- a site by hand --------------------------------------------------------------------------------------


def words_for(locale: str) -> Words:
    found = words.catalog_data(locale)
    return words.ENGLISH if found is None else words.words_of(catalogs.read(found[1], found[0]), locale)


def site(locale: str = "de", **fields: Any) -> LocalizedSite:
    """A site in German, but for its title and one category, which nobody has translated."""
    known: dict[str, Any] = {
        "locale": locale,
        "source": "en",
        "base_url": BASE,
        "authority": "faq.example.org,2026",
        "title": Text(markdown="Lindenhof", locale="en"),
        "description": Text(markdown="Antworten", locale=locale),
        "publisher": Agent(name="The clinic", url="https://clinic.example.org/"),
        "words": words_for(locale),
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "categories": (
            LocalizedCategory(id="care", title=Text(markdown="Pflege", locale=locale)),
            LocalizedCategory(id="drugs", title=Text(markdown="Drugs", locale="en")),
        ),
        "stylesheets": ("assets/faqsync-0123456789abcdef.css",),
    }
    return LocalizedSite(**(known | fields))


def german(markdown: str) -> Text:
    return Text(markdown=markdown, locale="de")


def english(markdown: str) -> Text:
    return Text(markdown=markdown, locale="en")


SECTIONS: tuple[Section[Text], ...] = (
    Section(
        id="lead",
        blocks=(
            Paragraph(text=german("Lesen Sie *dies*, [das](article:other#how) und [jenes](article:nowhere).")),
            ItemList(style="number", items=(german("**Eins**"), english("Two"))),
            Note(tone="warning", text=german("400 mg, nicht mehr.")),
            Image(alt=english("A map"), asset="assets/map-0123456789abcdef.png", width=640, height=480),
        ),
    ),
    Section(
        id="faq",
        heading=german("Fragen"),
        questions=(
            Question(id="how", question=german("Wie?"), answer=(Paragraph(text=german("So.")),)),
            Question(id="when", question=english("When?"), answer=(Paragraph(text=english("Now.")),)),
        ),
    ),
)


def translations(slug: str, *locales: str) -> tuple[Translation, ...]:
    return tuple(Translation(locale=each, url=addresses.article_url(BASE, each, slug)) for each in locales)


def row(article: str = "after", locale: str = "de", **fields: Any) -> Row:
    known: dict[str, Any] = {
        "article": article,
        "locale": locale,
        "uri": f"tag:faq.example.org,2026:{article}:{locale}",
        "slug": article,
        "url": addresses.article_url(BASE, locale, article),
        "title": "Danach",
        "summary": "Was dann kommt.",
        "category": "care",
        "published": JANUARY,
        "updated": MARCH,
        "digest": "0" * 64,
        "translations": translations(article, "en", "de", "ar"),
    }
    return Row(**(known | fields))


def published(
    *, of: LocalizedSite | None = None, about: Row | None = None, written: Any = None, **localized: Any
) -> PublishedArticle:
    """The German page of an article: half of it is not translated."""
    about = about or row()
    article: dict[str, Any] = {
        "id": about.article,
        "path": f"content/{about.article}.json",
        "slug": about.slug,
        "language": "en",
        "title": Message(context="title", text="Afterwards"),
        "summary": Message(context="summary", text="What comes then."),
        "category": about.category,
        "published": about.published,
        "sections": (),
        "authors": (Agent(name="Ada Lindqvist"), Agent(name="Team", kind="organization", url="https://team.example/")),
        "reviewed": Review(by=Agent(name="Dr. Okonjo"), on="2026-01-10", next="2027-01-10", text="sha256:today"),
        "text": "sha256:today",
        "about": (Subject(name="Back pain", kind="MedicalCondition", codes=(Code(system="ICD-10", code="M54"),)),),
        "keywords": ("aftercare",),
        "sources": (Reference(title="A study", url="https://study.example/?a=1&b=2"),),
    }
    known: dict[str, Any] = {
        "locale": about.locale,
        "state": "published",
        "title": Text(markdown=about.title, locale=about.locale),
        "summary": Text(markdown=about.summary, locale=about.locale),
        "sections": SECTIONS,
        "shortfalls": (Shortfall(context="lead", text="Two", state="missing", reason="there is no translation"),),
        "translator": "Erika Mustermann",
    }
    return PublishedArticle(
        site=of or site(about.locale),
        localized=LocalizedArticle(article=Article(**(article | (written or {}))), **(known | localized)),
        row=about,
        links={"article:other#how": f"{BASE}de/other/#how"},
    )


def listing(**fields: Any) -> Listing:
    index = tuple(Translation(locale=each, url=f"{BASE}{each}/") for each in ("en", "de"))
    known: dict[str, Any] = {
        "site": site(),
        "rows": (row(), row("pills", category="drugs", title="Pillen", updated=JANUARY)),
        "topics": {"care": (), "drugs": ()},
        "translations": index,
    }
    return Listing(**(known | fields))


def topic() -> Listing:
    both = tuple(Translation(locale=each, url=f"{BASE}{each}/topics/drugs/") for each in ("en", "de"))
    return listing(topic=site().categories[1], rows=listing().rows[1:], translations=both)


def notice(operation: Any = "withdraw", **fields: Any) -> Notice:
    change = Change(
        sequence=3,
        release=2,
        time=MARCH,
        locale="de",
        article="gone",
        uri="tag:faq.example.org,2026:gone:de",
        operation=operation,
        slug="gone",
        url=f"{BASE}de/gone/",
        digest="0" * 64,
        updated=MARCH,
        reason=fields.pop("reason", "No longer true."),
    )
    return Notice(site=site(), change=change, **fields)


def overview() -> Overview:
    index = tuple(Translation(locale=each, url=f"{BASE}{each}/") for each in ("en", "de", "ar"))
    return Overview(sites=(site("en"), site("de"), site("ar")), translations=index)


PAGES: dict[str, tuple[Format[Any], Any]] = {
    "article.html": (pages.ARTICLE_PAGE, published()),
    "index.html": (pages.INDEX_PAGE, listing()),
    "topic.html": (pages.INDEX_PAGE, topic()),
    "subscribe.html": (pages.SUBSCRIBE_PAGE, listing()),
    "withdrawn.html": (pages.NOTICE_PAGE, notice(replacement=row("pills", "en", title="Pills"))),
    "held.html": (pages.NOTICE_PAGE, notice("hold", source_url=f"{BASE}en/gone/")),
    "redirect.html": (pages.REDIRECT_PAGE, Redirect(site=site(), slug="before", url=f"{BASE}de/after/")),
    "root.html": (pages.ROOT_PAGE, overview()),
    "404.html": (pages.NOT_FOUND_PAGE, overview()),
}


# --- how to read a page ----------------------------------------------------------------------------------


def render(format: Format[Any], argument: Any) -> str:
    return b"".join(format.render(argument)).decode()


def article_page(**fields: Any) -> Element:
    return parse(render(pages.ARTICLE_PAGE, published(**fields)))


def parse(html: str) -> Element:
    """The page as a tree. Fails on whatever the HTML standard calls a parse error."""
    root: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    return root


def text_of(element: Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def find(page: Element, path: str) -> Element:
    found = page.find(path)
    assert found is not None, path
    return found


def links(page: Element, rel: str) -> list[dict[str, str]]:
    return [each.attrib for each in page.iter("link") if each.get("rel") == rel]


def references(page: Element) -> Iterator[str]:
    """Where a reader may go from a page, and what it loads."""
    for each in page.iter():
        if each.tag in ("a", "img") or (each.tag == "link" and each.get("rel") == "stylesheet"):
            yield each.get("href") or each.get("src") or ""


def facts(page: Element) -> list[str]:
    return [text_of(each) for each in page.findall(".//ul[@class='facts']/li")]


def golden(name: str) -> str:
    """The page, but for its JSON-LD, which has its own tests."""
    page = re.sub(r'(ld\+json">).*(</script>)', r"\1…\2", render(*PAGES[name]))
    return re.sub(r"sha256-[^']*", "sha256-…", page)


@pytest.mark.parametrize("name", PAGES)
def test_golden(name: str) -> None:
    assert golden(name) == (GOLDEN / name).read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_valid_and_says_its_language(name: str) -> None:
    page = parse(render(*PAGES[name]))
    assert (page.get("lang"), page.get("dir")) == (
        ("en", "ltr") if name in ("root.html", "404.html") else ("de", "ltr")
    )
    assert len(page.findall(".//h1")) == 1
    assert text_of(find(page, ".//title"))
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert all(id in ("lead", "faq", "how", "when") or str(id).startswith("_") for id in ids)


@pytest.mark.parametrize("name", sorted(PAGES.keys() - {"404.html"}))
def test_a_page_can_be_read_from_disk(name: str) -> None:
    for reference in references(parse(render(*PAGES[name]))):
        path = reference.partition("#")[0]
        assert not path or "://" in reference or (path.endswith((".html", ".css", ".png")) and not path.startswith("/"))
        assert not reference.startswith(BASE) or re.search(r"\.(xml|json|opml)$", reference), reference


def test_a_page_that_stands_at_any_depth_names_files_from_the_top() -> None:
    page = parse(render(*PAGES["404.html"]))
    assert all(each.startswith(("/help/", "https://", "#")) for each in references(page))


# --- an article -------------------------------------------------------------------------------------------


def test_the_hreflang_set_is_closed_and_its_default_is_the_source() -> None:
    assert [(each["hreflang"], each["href"]) for each in links(article_page(), "alternate") if "hreflang" in each] == [
        ("en", f"{BASE}en/after/"),
        ("de", f"{BASE}de/after/"),
        ("ar", f"{BASE}ar/after/"),
        ("x-default", f"{BASE}en/after/"),
    ]
    without = article_page(about=row(translations=translations("after", "de", "ar")))
    assert [each["hreflang"] for each in links(without, "alternate") if "hreflang" in each] == ["de", "ar"]


def test_the_switcher_offers_what_is_published_and_folds_where_that_is_much() -> None:
    switcher = find(article_page(), ".//nav[@class='languages']")
    assert [(each.get("lang"), each.get("dir"), each.text, each.get("href")) for each in switcher.iter("a")] == [
        ("en", "ltr", "English", "../../en/after/index.html"),
        ("ar", "rtl", "العربية", "../../ar/after/index.html"),
    ]
    alone = article_page(about=row(translations=translations("after", "de")))
    assert alone.find(".//nav[@class='languages']") is None
    many = translations("after", "en", "de", "ar", "es", "fr", "it", "ja", "pl", "ru")
    assert article_page(about=row(translations=many)).find(".//nav[@class='languages']/details/ul") is not None


def test_what_is_in_another_language_says_so() -> None:
    page = article_page()
    marked = {
        (text_of(each), each.get("lang"), each.get("dir")) for each in find(page, "body").iter() if each.get("lang")
    }
    for text in ("Lindenhof", "Two", "When?", "Now.", "Ada Lindqvist", "A study", "aftercare", "The clinic"):
        assert (text, "en", "ltr") in marked
    assert ("Back pain ICD-10 M54", "en", "ltr") in marked
    assert find(page, ".//img[@alt='A map']").get("lang") == "en"
    assert not any("Danach" in text or "Fragen" in text for text, _, _ in marked)


def test_words_without_a_translation_are_marked_as_english_with_an_english_date() -> None:
    page = parse(render(pages.INDEX_PAGE, listing(site=site("sw"), rows=(row(locale="sw"),))))
    updated = find(page, ".//p[@class='updated']/span")
    assert (updated.get("lang"), text_of(updated)) == ("en", "Updated on March 2, 2026")


def test_links_to_articles_lead_within_the_tree_or_nowhere() -> None:
    paragraph = find(article_page(), ".//div[@id='lead']/p")
    assert [(each.text, each.get("href")) for each in paragraph.iter("a")] == [("das", "../other/index.html#how")]
    assert text_of(paragraph) == "Lesen Sie dies, das und jenes."


def test_the_contents_name_every_heading_and_question() -> None:
    entries = find(article_page(), ".//nav[@class='contents']").iter("a")
    assert [(each.text, each.get("href")) for each in entries] == [
        ("Fragen", "#faq"),
        ("Wie?", "#how"),
        ("When?", "#when"),
    ]
    assert article_page(sections=SECTIONS[:1]).find(".//nav[@class='contents']") is None


def test_a_note_tells_its_tone_in_words() -> None:
    assert text_of(find(article_page(), ".//div[@class='note warning']")) == "Warnung 400 mg, nicht mehr."


def test_a_translation_claims_only_the_review_of_its_original() -> None:
    assert facts(article_page()) == [
        "Von Ada Lindqvist, Team",
        "Original geprüft von Dr. Okonjo am 10. Januar 2026",
        "Nächste Prüfung bis 10. Januar 2027",
        "Übersetzt von Erika Mustermann",
        "Veröffentlicht am 15. Januar 2026",
        "Aktualisiert am 2. März 2026",
    ]
    source = facts(article_page(about=row(locale="en", updated=JANUARY)))
    assert source[1:] == [
        "Reviewed by Dr. Okonjo on January 10, 2026",
        "Next review due on January 10, 2027",
        "Published on January 15, 2026",
    ]


def test_a_review_of_another_text_is_not_claimed() -> None:
    told = facts(article_page(written={"text": "sha256:edited"}))
    assert "Prüfung steht aus" in told
    assert not any("Okonjo" in each for each in told)


def test_readers_learn_what_a_translation_lacks() -> None:
    gap = find(article_page(), ".//p[@class='gap']")
    assert "Sie werden in der Originalsprache gezeigt." in text_of(gap)
    assert find(gap, "a").attrib == {"href": "../../en/after/index.html", "hreflang": "en"}
    omitted = (Section(id="lead", blocks=(Paragraph(text=german("So.")),)),)
    assert "Sie sind hier ausgelassen." in text_of(article_page(sections=omitted).find(".//p[@class='gap']"))
    assert article_page(shortfalls=()).find(".//p[@class='gap']") is None


def test_the_island_equals_the_json_ld() -> None:
    page = article_page()
    island = find(page, ".//script").text or ""
    assert json.loads(island) == json.loads(b"".join(jsonld.FORMAT.render(published())))
    digest = b64encode(sha256(island.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in (find(page, ".//meta[@http-equiv]").get("content") or "")


# --- lists, notices, redirects, the root -----------------------------------------------------------------


def test_the_default_of_index_pages_is_the_language_chooser() -> None:
    page = parse(render(*PAGES["index.html"]))
    assert links(page, "alternate")[2] == {"rel": "alternate", "hreflang": "x-default", "href": BASE}
    page = parse(render(*PAGES["topic.html"]))
    assert links(page, "alternate")[2]["href"] == f"{BASE}en/topics/drugs/"


def test_an_index_lists_every_article_under_its_category() -> None:
    sections = parse(render(*PAGES["index.html"])).findall(".//section[@class='topic']")
    assert [text_of(each) for each in sections] == [
        "Pflege 1 Artikel Danach Was dann kommt. Aktualisiert am 2. März 2026",
        "Drugs 1 Artikel Pillen Was dann kommt. Veröffentlicht am 15. Januar 2026",
    ]


def test_a_locale_without_articles_says_so_and_is_not_indexed() -> None:
    empty = listing(rows=(), topics={}, translations=listing().translations[:1])
    for format in (pages.INDEX_PAGE, pages.SUBSCRIBE_PAGE):
        page = parse(render(format, empty))
        assert find(page, ".//meta[@name='robots']").get("content") == "noindex"
        assert links(page, "canonical") == []
        assert not any("hreflang" in each for each in links(page, "alternate"))
    assert "In dieser Sprache gibt es noch keine Artikel." in render(pages.INDEX_PAGE, empty)


def test_feeds_are_announced_by_their_absolute_addresses() -> None:
    announced = [each["href"] for each in links(article_page(), "alternate") if "type" in each]
    assert announced == [
        BASE + path + file for path in ("de/", "de/topics/care/") for file in ("rss.xml", "atom.xml", "feed.json")
    ]


def test_a_notice_gives_the_reason_that_a_person_gave() -> None:
    page = parse(render(*PAGES["withdrawn.html"]))
    assert text_of(find(page, ".//main")) == (
        "Dieser Artikel wurde zurückgezogen. Bitte verlassen Sie sich nicht auf Kopien davon. "
        "Grund: No longer true. Lesen Sie stattdessen: Pills Alle Artikel"
    )
    assert "Grund" not in render(pages.NOTICE_PAGE, notice(reason=REMOVED))
    assert "Grund" not in render(pages.NOTICE_PAGE, notice("hold", reason="2 of 9 messages are stale"))


@pytest.mark.parametrize("name", ["withdrawn.html", "held.html", "redirect.html", "404.html"])
def test_what_is_no_article_is_not_indexed(name: str) -> None:
    assert find(parse(render(*PAGES[name])), ".//meta[@name='robots']").get("content") == "noindex"


def test_a_redirect_leads_to_the_new_address() -> None:
    page = parse(render(*PAGES["redirect.html"]))
    assert find(page, ".//meta[@http-equiv='refresh']").get("content") == "0; url=../after/index.html"
    assert links(page, "canonical")[0]["href"] == f"{BASE}de/after/"


# --- themes ----------------------------------------------------------------------------------------------


def test_a_site_may_fill_a_block_of_a_template() -> None:
    own = {
        "article.html": '{% extends "faqsync/article.html" %}{% block colophon %}<p>Ours: {{ name }}</p>{% endblock %}'
    }
    page = article_page(of=site(templates=own, logo="assets/logo-0123456789abcdef.svg"))
    assert page.find(".//footer[@class='colophon']") is None
    assert "Ours: Lindenhof" in text_of(find(page, "body"))
    assert find(page, ".//p[@class='name']//img").get("src") == "../../assets/logo-0123456789abcdef.svg"


def test_a_template_that_others_extend_changes_them_all() -> None:
    own = {"base.html": '{% extends "faqsync/base.html" %}{% block masthead %}<p>Ours</p>{% endblock %}'}
    for format, argument in PAGES.values():
        argument = replace(argument, **with_templates(argument, own))
        page = parse(render(format, argument))
        assert page.find(".//header[@class='masthead']") is None
        assert page.find(".//main") is not None


def with_templates(argument: Any, templates: dict[str, str]) -> dict[str, Any]:
    if isinstance(argument, Overview):
        return {"sites": tuple(replace(each, templates=templates) for each in argument.sites)}
    return {"site": replace(argument.site, templates=templates)}


def test_a_broken_template_is_a_fault_with_its_place() -> None:
    with pytest.raises(InvalidInput) as caught:
        pages.check_templates({"article.html": "<p>\n{% if %}</p>"})
    assert (caught.value.faults[0].file, caught.value.faults[0].line) == ("theme/templates/article.html", 2)
    with pytest.raises(InvalidInput) as caught:
        article_page(of=site(templates={"article.html": "<p>\n{{ nobody.knows }}</p>"}))
    assert (caught.value.faults[0].file, caught.value.faults[0].line) == ("theme/templates/article.html", 2)
    assert "nobody" in caught.value.faults[0].what


# --- hostile text ------------------------------------------------------------------------------------------

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "&lt;b&gt;",
    "\"'`=",
    "a\u2028b\u2029c",
    "\u202eabc\u2066",
    "👩‍⚕️ e\u0301",
    "{{ name }}{% raw %}",
    "W" * 300,
]


def all_fields(text: str) -> PublishedArticle:
    """An article with this text wherever a person may write one."""
    foreign = Text(markdown=text, locale="en")
    agent = Agent(name=text)
    hostile_site = site(title=foreign, publisher=agent, categories=(LocalizedCategory(id="care", title=foreign),))
    section = Section(
        id="lead",
        heading=foreign,
        blocks=(Paragraph(text=foreign), ItemList(style="bullet", items=(foreign,)), Note(tone="tip", text=foreign)),
        questions=(
            Question(id="how", question=foreign, answer=(Image(alt=foreign, asset="a.png", width=1, height=1),)),
        ),
    )
    written = {
        "authors": (agent,),
        "reviewed": Review(by=agent, on="2026-01-10", text="sha256:today"),
        "about": (Subject(name=text, kind="Drug", codes=(Code(system="MeSH", code=text),)),),
        "keywords": (text,),
        "sources": (Reference(title=text, url="https://study.example/"),),
    }
    about = row(title=text, summary=text)
    return published(of=hostile_site, about=about, written=written, sections=(section,), translator=text)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(hostile: str) -> None:
    page = parse(render(pages.ARTICLE_PAGE, all_fields(hostile)))
    assert [each.get("type") for each in page.iter("script")] == ["application/ld+json"]
    assert {each.tag for each in page.iter() if isinstance(each.tag, str)} <= ALLOWED
    for path in (".//h1", ".//h2", ".//section[@id='lead']/p", ".//li/bdi", ".//dd[@class='keyword']"):
        assert "".join(find(page, path).itertext()) == hostile, path
    assert find(page, ".//meta[@name='description']").get("content") == hostile
    island = json.loads(find(page, ".//script").text or "")
    assert island["@graph"][0]["name"] == hostile


ALLOWED = frozenset(
    "html head meta title link script body a header p img span nav ul li ol main article h1 h2 h3 time section div "
    "footer dl dt dd bdi".split()
)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_title_comes_back(title: str) -> None:
    page = parse(render(pages.INDEX_PAGE, listing(rows=(row(title=title, summary=title),))))
    assert "".join(find(page, ".//li/h3/a").itertext()) == title


def write_golden(names: Iterable[str]) -> None:
    for name in names:
        (GOLDEN / name).write_text(golden(name), "utf-8")


if __name__ == "__main__":
    write_golden(PAGES)
