"""The feeds, read back by other people's readers.

After a wanted change, ``python tests/test_formats_feeds.py`` writes the golden files anew.
"""

import html
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from faqsync import addresses
from faqsync.formats import atom, json_feed, opml, rss
from faqsync.formats.feed import clean
from faqsync.model import (
    Agent,
    Article,
    Change,
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
    Reference,
    Row,
    Section,
    Shortfall,
    Text,
    Translation,
    Words,
)
from faqsync.records import replace
from faqsync.words import ENGLISH

GOLDEN = Path(__file__).with_name("golden") / "feeds"
BASE = "https://faq.example.org/"
AUTHORITY = "faq.example.org,2026"
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "fh": "http://purl.org/syndication/history/1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

SPANISH = Words(
    locale="es",
    forms={
        "This article has been withdrawn.": ("Este artículo se ha retirado.",),
        "Reason: {reason}": ("Motivo: {reason}",),
        "License: {license}": ("Licencia: {license}",),
    },
)


# --- a listing by hand ---------------------------------------------------------------------------------


def text(markdown: str, locale: str = "es") -> Text:
    return Text(markdown=markdown, locale=locale)


def make_site(locale: str = "es", **fields: Any) -> LocalizedSite:
    return LocalizedSite(
        **{
            "locale": locale,
            "source": "en",
            "base_url": BASE,
            "authority": AUTHORITY,
            "title": text("Respuestas", locale),
            "description": text("Lo que hay que saber", locale),
            "publisher": Agent(name="Clinic & Co", kind="organization", url="https://clinic.example.org/"),
            "words": ENGLISH if locale == "en" else SPANISH,
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "hub": "https://hub.example.org/",
            "categories": (LocalizedCategory(id="care", title=text("Cuidados", locale)),),
        }
        | fields
    )


SECTIONS = (
    Section(
        id="lead",
        blocks=(
            Paragraph(text=text("Lea *esto* y [lo otro](article:other), no [lo secreto](article:secret).")),
            ItemList(style="number", items=(text("**Uno**"), text("Two", "en"))),
            Note(tone="warning", text=text("¡Cuidado!")),
            Image(alt=text('Un "mapa"'), asset="assets/map-0123456789abcdef.png", width=640, height=480),
        ),
    ),
    Section(
        id="faq",
        heading=text("Preguntas"),
        questions=(Question(id="when", question=text("¿Cuándo?"), answer=(Paragraph(text=text("Hoy.")),)),),
    ),
)


def make_published(article: str = "after", day: int = 10, site: LocalizedSite | None = None, **fields: Any) -> Any:
    """An article, published on ``day`` of January and updated two days later."""
    site = site or make_site()
    name, summary = fields.pop("title", "Después"), fields.pop("summary", "Lo que sigue")
    sections, localized = fields.pop("sections", SECTIONS), fields.pop("localized", {})
    written = {
        "id": article,
        "path": f"content/{article}.json",
        "slug": article,
        "language": "en",
        "title": Message(context="title", text="Afterwards"),
        "summary": Message(context="summary", text="What comes next"),
        "category": "care",
        "published": NEW_YEAR + timedelta(days=day),
        "sections": (),
        "keywords": ("aftercare",),
        "authors": (Agent(name="Ada Lindqvist"), Agent(name="Team", kind="organization", url="https://team.example/")),
        "sources": (Reference(title="A study", url="https://study.example/"),),
    }
    return PublishedArticle(
        site=site,
        localized=LocalizedArticle(
            article=Article(**(written | fields)),
            locale=site.locale,
            state="published",
            title=text(name, site.locale),
            summary=text(summary, site.locale),
            sections=sections,
            **localized,
        ),
        row=Row(
            article=article,
            locale=site.locale,
            uri=addresses.entry_uri(AUTHORITY, article, site.locale),
            slug=article,
            url=addresses.article_url(BASE, site.locale, article),
            title=name,
            summary=summary,
            category="care",
            published=NEW_YEAR + timedelta(days=day),
            updated=NEW_YEAR + timedelta(days=day + 2),
            digest="0" * 64,
            translations=tuple(
                Translation(locale=each, url=addresses.article_url(BASE, each, article)) for each in ("en", "es", "ar")
            ),
        ),
        links={"article:other": f"{BASE}es/other/"},
    )


def make_notice(article: str = "gone", operation: Any = "withdraw", day: int = 20, **fields: Any) -> Notice:
    """What is left of an article that was withdrawn, or held, on ``day`` of January."""
    time = NEW_YEAR + timedelta(days=day)
    change = Change(
        sequence=7,
        release=3,
        time=time,
        locale="es",
        article=article,
        uri=addresses.entry_uri(AUTHORITY, article, "es"),
        operation=operation,
        slug=article,
        url=addresses.article_url(BASE, "es", article),
        digest="1" * 64,
        updated=time,
        reason=fields.pop("reason", None),
        replacement=fields["replacement"].article if "replacement" in fields else None,
    )
    return Notice(site=fields.pop("site", None) or make_site(), change=change, **fields)


def make_listing(*shown: PublishedArticle, site: LocalizedSite | None = None, **fields: Any) -> Listing:
    return Listing(site=site or make_site(), rows=tuple(each.row for each in shown), shown=shown, **fields)


def sample() -> Listing:
    """Two articles, one withdrawn between them in time, and one held."""
    gone = make_notice(day=11, reason="Out of date", replacement=make_published().row)
    translations = tuple(Translation(locale=each, url=f"{BASE}{each}/") for each in ("en", "es"))
    return make_listing(
        make_published(),
        make_published("before", 3, title="Antes", summary="Lo que precede", sections=SECTIONS[1:], sources=()),
        tombstones=(gone, make_notice("paused", "hold", 2, source_url=f"{BASE}en/paused/")),
        translations=translations,
    )


def overview() -> Overview:
    sites = (make_site("en", title=text("Answers", "en")), make_site(), make_site("ar", title=text("أجوبة", "ar")))
    return Overview(sites=sites, translations=(), topics={"en": ("care",), "es": ("care",)})


def render(format: Any, listing: Any) -> bytes:
    return b"".join(format.FORMAT.render(listing))


def tree(format: Any, listing: Any) -> Any:
    return etree.fromstring(render(format, listing))


def find(element: Any, path: str) -> list[Any]:
    return list(element.xpath(path, namespaces=NAMESPACES))


def read(format: Any, listing: Listing) -> Any:
    parsed = feedparser.parse(render(format, listing))
    assert not parsed.bozo, parsed.bozo_exception
    return parsed


def items(listing: Listing) -> list[dict[str, Any]]:
    return list(json.loads(render(json_feed, listing))["items"])


def contents(listing: Listing) -> list[str]:
    """The content of the first item or entry, as each of the three formats carries it."""
    return [
        find(tree(rss, listing), "//item[1]/content:encoded")[0].text,
        find(tree(atom, listing), "//atom:entry[1]/atom:content")[0].text,
        items(listing)[0]["content_html"],
    ]


def parse_html(content: str) -> Any:
    """The elements of a fragment of HTML; html5lib refuses any that is not valid."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False)
    return parser.parse(f"<!DOCTYPE html><html><head><title>x</title></head><body><main>{content}</main></body></html>")


GOLDEN_FILES = {rss: sample, atom: sample, json_feed: sample, opml: overview}


# --- the whole -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", GOLDEN_FILES, ids=lambda format: format.FORMAT.name)
def test_the_format_is_as_it_was(format: Any) -> None:
    assert render(format, GOLDEN_FILES[format]()) == (GOLDEN / format.FORMAT.name).read_bytes()


def test_rss_says_what_feedgen_alone_would_not() -> None:
    parsed = read(rss, sample())
    assert parsed.version == "rss20"
    assert parsed.feed.link == f"{BASE}es/"
    links = {each.rel: each.href for each in parsed.feed.links}
    assert links["self"] == f"{BASE}es/rss.xml"
    assert links["hub"] == "https://hub.example.org/"
    assert links["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert parsed.feed.language == "es"
    assert parsed.feed.generator == "faqsync"
    assert parsed.feed.updated == "Tue, 13 Jan 2026 00:00:00 +0000"
    channel = tree(rss, sample())[0]
    assert [len(channel.findall(name)) for name in ("title", "link", "description", "language")] == [1, 1, 1, 1]


def test_an_rss_item_has_all_of_the_article() -> None:
    entry = read(rss, sample()).entries[0]
    assert (entry.title, entry.summary) == ("Después", "Lo que sigue")
    assert (entry.id, entry.guidislink) == ("tag:faq.example.org,2026:after:es", False)
    assert entry.link == f"{BASE}es/after/"
    assert (entry.published, entry.updated) == ("Sun, 11 Jan 2026 00:00:00 +0000", "2026-01-13T00:00:00Z")
    assert [author.name for author in entry.authors] == ["Ada Lindqvist", "Team"]
    assert [tag.term for tag in entry.tags] == ["Cuidados"]
    item = find(tree(rss, sample()), "//item")[0]
    assert find(item, "dc:language/text()") == ["es"]
    assert find(item, "dc:rights/text()")[0].startswith("Clinic & Co. Licencia: CC BY 4.0 (https://")
    assert find(item, "author") == [], "an RSS author is an e-mail address"


def test_an_atom_entry_has_all_of_the_article() -> None:
    parsed = read(atom, sample())
    assert (parsed.version, parsed.feed.id) == ("atom10", "tag:faq.example.org,2026::es:feed")
    assert tree(atom, sample()).get(LANG) == "es"
    entry = parsed.entries[0]
    assert (entry.title, entry.title_detail.type) == ("Después", "text/plain")
    assert (entry.published, entry.updated) == ("2026-01-11T00:00:00Z", "2026-01-13T00:00:00Z")
    alternates = [(each.hreflang, each.href) for each in entry.links if each.rel == "alternate"]
    assert alternates == [(locale, f"{BASE}{locale}/after/") for locale in ("es", "en", "ar")]
    assert [(tag.term, tag.label) for tag in entry.tags] == [("care", "Cuidados")]
    assert entry.rights.startswith("Clinic & Co. Licencia: CC BY 4.0 (https://")
    assert entry.content[0].type == "text/html"


def test_atom_names_no_two_alternates_of_one_language() -> None:  # RFC 4287, section 4.1.1
    root = tree(atom, sample())
    for parent in (root, *find(root, "//atom:entry")):
        languages = find(parent, "atom:link[@rel='alternate']/@hreflang")
        assert len(languages) == len(set(languages)) > 1


def test_json_feed_keeps_to_its_types() -> None:
    feed = json.loads(render(json_feed, sample()))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example.org/"}]
    assert feed["_faqsync"]["about"] == f"{BASE}es/subscribe/"
    assert feed["items"][0]["authors"] == [{"name": "Ada Lindqvist"}, {"name": "Team", "url": "https://team.example/"}]
    assert feed["items"][0]["date_modified"] == "2026-01-13T00:00:00Z"
    assert feed["items"][0]["tags"] == ["Cuidados"]
    assert {item["language"] for item in feed["items"]} == {"es"} == {feed["language"]}
    assert all(isinstance(item["id"], str) and "content_html" in item for item in feed["items"])


def test_a_topic_has_feeds_of_its_own() -> None:
    listing = replace(sample(), topic=LocalizedCategory(id="care", title=text("Cuidados")))
    root = tree(atom, listing)
    assert find(root, "atom:id/text()") == ["tag:faq.example.org,2026::es:topics/care"]
    assert find(root, "atom:link[@rel='self']/@href") == [f"{BASE}es/topics/care/atom.xml"]
    assert read(rss, listing).feed.link == f"{BASE}es/topics/care/"
    assert json.loads(render(json_feed, listing))["title"] == "Respuestas: Cuidados"


def test_opml_names_every_feed_of_every_locale() -> None:
    outlines = tree(opml, overview()).findall("body/outline")
    lists = ["en/", "en/topics/care/", "es/", "es/topics/care/", "ar/"]
    files = ["rss.xml", "atom.xml", "feed.json"]
    assert [each.get("xmlUrl") for each in outlines] == [BASE + folder + file for folder in lists for file in files]
    assert all(each.get("text") == each.get("title") and each.get("type") == "rss" for each in outlines)
    assert len({each.get("text") for each in outlines}) == len(outlines)


# --- dates, order and completeness ---------------------------------------------------------------------


@pytest.mark.parametrize(("tombstone", "updated"), [(2, "2026-01-13T00:00:00Z"), (30, "2026-01-31T00:00:00Z")])
def test_a_feed_is_as_new_as_the_newest_in_it(tombstone: int, updated: str) -> None:
    listing = make_listing(make_published(), tombstones=(make_notice(day=tombstone),))
    assert read(atom, listing).feed.updated == updated
    assert json.loads(render(json_feed, listing))["_faqsync"]["updated"] == updated


def test_an_empty_feed_is_as_old_as_its_authority() -> None:
    listing = make_listing()
    assert read(atom, listing).feed.updated == "2026-01-01T00:00:00Z"
    assert read(rss, listing).feed.updated == "Thu, 01 Jan 2026 00:00:00 +0000"
    assert json.loads(render(json_feed, listing))["items"] == []


def test_notices_stand_among_the_items_by_time() -> None:
    expected = ["after", "gone", "before", "paused"]
    assert [entry.id.split(":")[2] for entry in read(rss, sample()).entries] == expected
    assert [item["id"].split(":")[2] for item in items(sample())] == expected


@pytest.mark.parametrize(("feed_items", "complete"), [(2, True), (1, False)])
def test_only_a_feed_that_holds_all_says_that_it_is_complete(feed_items: int, complete: bool) -> None:
    shown = (make_published(), make_published("before", 3))[:feed_items]
    listing = replace(make_listing(*shown, feed_items=feed_items), rows=sample().rows)
    assert bool(find(tree(rss, listing), "channel/fh:complete")) is complete
    assert bool(find(tree(atom, listing), "fh:complete")) is complete
    assert json.loads(render(json_feed, listing))["_faqsync"]["complete"] is complete


# --- content -------------------------------------------------------------------------------------------


def test_content_is_valid_html_with_absolute_addresses() -> None:
    for content in contents(make_listing(make_published())):
        page = parse_html(content)
        addresses_in_it = page.xpath("//main//@href | //main//@src")
        assert f"{BASE}es/other/" in addresses_in_it
        assert f"{BASE}assets/map-0123456789abcdef.png" in addresses_in_it
        assert all(each.startswith("https://") for each in addresses_in_it)
        assert "no lo secreto." in "".join(page.getroot().itertext()), "a target without an address is plain text"
        assert page.xpath("//img/@alt") == ['Un "mapa"']
        assert page.xpath("//h3/text()") == ["¿Cuándo?"]


def test_content_ends_with_who_publishes_it_and_where() -> None:
    for content in contents(make_listing(make_published())):
        last = parse_html(content).xpath("//main/p[last()]")[0]
        assert last.xpath("a/@href | span/a/@href") == [
            "https://clinic.example.org/",
            f"{BASE}es/after/",
            "https://creativecommons.org/licenses/by/4.0/",
            f"{BASE}en/after/",
        ]


def test_a_text_in_another_language_is_marked() -> None:
    for content in contents(make_listing(make_published())):
        page = parse_html(content)
        assert page.xpath("//li[text()='Two']/@lang | //li[text()='Two']/@dir") == ["en", "ltr"]
        assert page.xpath("//li[strong]/@lang") == []
        assert page.xpath("//li[a='A study']/@lang") == ["en"], "sources are not translated"


def test_content_says_when_parts_of_the_article_are_missing() -> None:
    missing = Shortfall(context="lead", text="Rest.", state="missing", reason="there is no translation")
    for content in contents(make_listing(make_published(localized={"shortfalls": (missing,)}))):
        assert "Parts of this article are not translated yet." in content
    assert "not translated yet" not in contents(make_listing(make_published()))[0]


def test_words_that_are_not_in_the_feeds_language_are_marked() -> None:
    site = make_site("ar", words=ENGLISH)
    page = parse_html(contents(make_listing(make_published(site=site), site=site))[0])
    assert page.xpath("//span[contains(., 'Published by')]/@lang") == ["en"]
    rights = find(tree(atom, make_listing(site=site)), "atom:rights")[0]
    assert rights.get(LANG) == "en"


@pytest.mark.parametrize(("locale", "tags"), [("en", ["Cuidados", "aftercare"]), ("es", ["Cuidados"])])
def test_keywords_stay_in_the_source_language(locale: str, tags: list[str]) -> None:
    site = make_site(locale)
    listing = make_listing(make_published(site=site), site=site)
    assert [tag.term for tag in read(rss, listing).entries[0].tags] == tags
    assert items(listing)[0]["tags"] == tags
    assert ("aftercare" in [tag.term for tag in read(atom, listing).entries[0].tags]) is (locale == "en")


# --- withdrawn and held --------------------------------------------------------------------------------


def test_atom_tells_of_the_deleted_before_the_entries() -> None:  # RFC 6721
    root = tree(atom, sample())
    names = [etree.QName(each).localname for each in root]
    assert names.index("entry") == max(place for place, name in enumerate(names) if name == "deleted-entry") + 1
    deleted = find(root, "at:deleted-entry")[0]
    assert dict(deleted.attrib) == {"ref": "tag:faq.example.org,2026:gone:es", "when": "2026-01-12T00:00:00Z"}
    assert "Motivo" in find(deleted, "at:comment[@type='html']")[0].text
    assert find(deleted, "atom:link/@href") == [f"{BASE}es/gone/", f"{BASE}es/after/"]


def test_rss_tells_of_the_withdrawn_under_the_same_guid() -> None:
    notice = read(rss, sample()).entries[1]
    assert notice.id == "tag:faq.example.org,2026:gone:es"
    assert notice.title == "Este artículo se ha retirado."
    page = parse_html(find(tree(rss, sample()), "//item[2]/description")[0].text)
    assert "".join(page.xpath("//main//text()")).split("\n") == [
        "Este artículo se ha retirado.",
        "Motivo: Out of date",
        "Read instead: Después",
    ]
    assert page.xpath("//span/@lang") == ["en"], "a reason is not translated"
    assert page.xpath("//a/@href") == [f"{BASE}es/after/"]


def test_json_feed_tells_what_became_of_an_article() -> None:
    gone, paused = (items(sample())[place]["_faqsync"] for place in (1, 3))
    assert gone["withdrawn"] == {
        "on": "2026-01-12T00:00:00Z",
        "reason": "Out of date",
        "replacement": "after",
        "replacement_url": f"{BASE}es/after/",
    }
    assert paused["held"] == {"on": "2026-01-03T00:00:00Z"}


def test_a_held_article_leads_to_its_source() -> None:
    notice = make_notice("paused", "hold", reason="three texts are missing", source_url=f"{BASE}en/paused/")
    page = parse_html(items(make_listing(tombstones=(notice,)))[0]["content_html"])
    assert page.xpath("//a/@href") == [f"{BASE}en/paused/"]
    assert "three texts" not in "".join(page.getroot().itertext()), (
        "why it is held is for the publisher, not for readers"
    )


def test_an_article_whose_file_is_gone_is_withdrawn_without_a_reason_for_people() -> None:
    item = items(make_listing(tombstones=(make_notice(reason="removed"),)))[0]
    assert item["_faqsync"]["withdrawn"]["reason"] == "removed"
    assert "Motivo" not in item["content_html"]


def test_a_replacement_in_another_language_is_marked() -> None:
    row = make_published("new", site=make_site("en"), title="Newer").row
    listing = make_listing(tombstones=(make_notice(replacement=row),))
    link = parse_html(items(listing)[0]["content_html"]).xpath("//a")[0]
    assert dict(link.attrib) == {"href": f"{BASE}en/new/", "hreflang": "en", "lang": "en", "dir": "ltr"}


# --- hostile text --------------------------------------------------------------------------------------

HOSTILE = [
    "</script>",
    "<!--<script>alert(1)</script>",
    "]]>",
    "&lt;b&gt;",
    "<b>bold</b> & \"both\" 'quotes'",
    "a\u2028b\u2029c",
    "\u202eevil\u202c \u2066x\u2069",
    "👩🏽‍⚕️ e\u0301",
    "W" * 3000,
    "a\x00b\x0bc\x1fd\x7fe\x85f\ufffeg",
]


def hostile_listing(hostile: str) -> Listing:
    """``hostile`` in every field that a person writes."""
    site = make_site(
        "en",
        title=text(hostile, "en"),
        description=text(hostile, "en"),
        publisher=Agent(name=hostile, kind="organization"),
        categories=(LocalizedCategory(id="care", title=text(hostile, "en")),),
    )
    paragraph = Paragraph(text=text(hostile, "en"))
    section = Section(
        id="a",
        heading=text(hostile, "en"),
        blocks=(
            paragraph,
            ItemList(style="bullet", items=(text(hostile, "en"),)),
            Note(tone="tip", text=text(hostile, "en")),
            Image(alt=text(hostile, "en"), asset="assets/a.png", width=1, height=1),
        ),
        questions=(Question(id="b", question=text(hostile, "en"), answer=(paragraph,)),),
    )
    published = make_published(
        site=site,
        title=hostile,
        summary=hostile,
        sections=(section,),
        keywords=(hostile,),
        authors=(Agent(name=hostile),),
        sources=(Reference(title=hostile, url="https://study.example/"),),
    )
    tombstones = (make_notice(site=site, reason=hostile, replacement=published.row),)
    return make_listing(published, site=site, tombstones=tombstones)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: ascii(hostile)[:24])
def test_hostile_text_comes_back_the_same(hostile: str) -> None:
    listing, same = hostile_listing(hostile), clean(hostile)
    for format in (rss, atom):
        parsed = read(format, listing)
        entry = parsed.entries[-1]
        unescape = html.unescape if format is rss else str
        assert [parsed.feed.title, entry.title, unescape(entry.summary)] == [same] * 3
        assert same in (entry.tags[0].get("label") or entry.tags[0].term)
        assert entry.tags[-1].term == entry.author == same
    said = items(listing)
    assert [said[1][field] for field in ("title", "summary")] == [same] * 2
    assert (
        said[1]["tags"] == [same, same] == [said[1]["authors"][0]["name"], said[0]["_faqsync"]["withdrawn"]["reason"]]
    )
    expected = same.replace("\r", "\n")
    for content in (said[1]["content_html"], find(tree(atom, listing), "//atom:content")[0].text):
        page = parse_html(content)
        for path in ("//h2[1]", "//main/p[1]", "//ul/li", "//aside/p[2]", "//h3", "//ol/li"):
            assert "".join(page.xpath(path)[0].itertext()) == expected
        assert page.xpath("//img/@alt") == [expected]
        assert not page.xpath("//script | //b | //comment()")


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


@given(ANY_TEXT)
def test_no_character_breaks_a_feed(anything: str) -> None:
    title = f"x{anything}"
    site = make_site(title=text(title), words=replace(SPANISH, forms={"Sources": (re.sub("[{}]", "", anything),)}))
    listing = make_listing(
        make_published(site=site, title=title, sections=(Section(id="a", blocks=(Paragraph(text=text(anything)),)),)),
        site=site,
    )
    assert find(tree(rss, listing), "//item/title/text()") == [clean(title)]
    assert find(tree(atom, listing), "//atom:entry/atom:title/text()") == [clean(title)]
    assert items(listing)[0]["title"] == clean(title)
    assert etree.fromstring(render(opml, Overview(sites=(site,), translations=()))) is not None


def test_clean_keeps_all_that_xml_may_carry() -> None:
    kept = "\t\n é ا 漢 👩🏽‍⚕️ \u2028 \u202e \ufffd"
    assert clean(kept) == kept
    assert not re.search("[\x00-\x08\x0e-\x1f\x7f-\x9f]", clean("".join(map(chr, range(256)))))


if __name__ == "__main__":
    for golden_format, build in GOLDEN_FILES.items():
        (GOLDEN / golden_format.FORMAT.name).write_bytes(render(golden_format, build()))
