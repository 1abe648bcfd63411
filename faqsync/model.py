"""The frozen records that flow along the line, in the order in which they are made.

    JSON -> Article -> Message -> Catalog -> LocalizedArticle -> PublishedArticle -> Artifact -> Release

Locales are BCP 47 tags in canonical case (``pt-BR``); times are aware and in UTC.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Generic, Literal, TypeVar

from faqsync.records import Record

T = TypeVar("T")

Incomplete = Literal["hold", "omit", "source"]
State = Literal["current", "stale", "missing"]
Severity = Literal["error", "warning"]
Operation = Literal["publish", "update", "rename", "hold", "withdraw", "restore"]


# --- what the author wrote ---------------------------------------------------------------------


class Message(Record):
    """One translatable text. It is its (context, text) and nothing else; the note is for the translator."""

    context: str
    text: str
    note: str = ""


MAXIMUM_LENGTHS = {"title": 110, "summary": 300}
"""Context -> how many characters search results, feeds and lists show of it."""


class Paragraph(Record, Generic[T], tag="paragraph", tag_field="type"):
    """One paragraph."""

    text: T


class ItemList(Record, Generic[T], tag="list", tag_field="type"):
    """A bulleted or numbered list."""

    items: tuple[T, ...]
    style: Literal["bullet", "number"]


class Note(Record, Generic[T], tag="note", tag_field="type"):
    """A paragraph set apart. One of tone ``warning`` may never be left out of its article."""

    text: T
    tone: Literal["info", "tip", "warning"]


class Image(Record, Generic[T], tag="image", tag_field="type"):
    """A picture beside the article; ``asset`` is its path in the release, named by its digest."""

    alt: T
    asset: str
    width: int
    height: int


Block = Paragraph[T] | ItemList[T] | Note[T] | Image[T]


class Question(Record, Generic[T]):
    """A question and its answer; ``id`` is its fragment on the page."""

    id: str
    question: T
    answer: tuple[Block[T], ...]


class Section(Record, Generic[T]):
    """Blocks, then questions; ``id`` is its fragment on the page."""

    id: str
    heading: T | None = None
    blocks: tuple[Block[T], ...] = ()
    questions: tuple[Question[T], ...] = ()


class Agent(Record):
    """Who wrote, reviewed or publishes."""

    name: str
    kind: Literal["person", "organization"] = "person"
    url: str | None = None
    logo: str | None = None


class Review(Record):
    """A medical review, as the author states it. Dates are ISO 8601 calendar dates."""

    by: Agent
    on: str
    next: str | None = None
    text: str | None = None
    """``sha256:…`` of the messages as they were reviewed."""


CODE_SYSTEMS = {
    "ICD-10-CM": "2.16.840.1.113883.6.90",
    "ICD-10": "2.16.840.1.113883.6.3",
    "SNOMED-CT": "2.16.840.1.113883.6.96",
    "MeSH": "2.16.840.1.113883.6.177",
    "LOINC": "2.16.840.1.113883.6.1",
    "RxNorm": "2.16.840.1.113883.6.88",
}
"""The medical code systems that the article schema knows, with their OIDs."""


class Code(Record):
    """A medical code in one of `CODE_SYSTEMS`."""

    system: str
    code: str


class Subject(Record):
    """What an article is about. ``kind`` is a class of schema.org."""

    name: str
    kind: str
    codes: tuple[Code, ...] = ()


class Reference(Record):
    """A source that the article cites."""

    title: str
    url: str


class Withdrawal(Record):
    """An article taken back by its source, from ``on``."""

    on: datetime
    reason: str
    replacement: str | None = None


class Article(Record):
    """One canonical document, in the site's source language."""

    id: str
    path: str
    """Where it was read, relative to the project, with ``/``."""
    slug: str
    language: str
    title: Message
    summary: Message
    category: str
    published: datetime
    sections: tuple[Section[Message], ...]
    keywords: tuple[str, ...] = ()
    authors: tuple[Agent, ...] = ()
    text: str = ""
    """``sha256:…`` over ``context NUL msgid LF`` of all messages: what a medical review is a review of."""
    reviewed: Review | None = None
    about: tuple[Subject, ...] = ()
    sources: tuple[Reference, ...] = ()
    draft: bool = False
    withdrawn: Withdrawal | None = None

    @property
    def review_covers_text(self) -> bool:
        """Whether the review was of today's text, so that it may be claimed."""
        return self.reviewed is not None and self.reviewed.text == self.text


class Category(Record):
    """A category of the site."""

    id: str
    title: Message
    description: Message | None = None


class Term(Record):
    """An entry of the glossary. Locales are keys; what holds for ``pt`` holds for ``pt-BR``, where that has none."""

    text: str
    """In the source language, in its basic form."""
    required: dict[str, tuple[str, ...]] = {}
    """Locale -> translations, one of which must be used."""
    forbidden: dict[str, tuple[str, ...]] = {}
    """Locale -> translations that must not be used."""
    keep: bool = False
    """A name: it stays as it is in every locale."""


class Ignore(Record):
    """A finding answered for good: of this check, in all articles, locales and contexts that are not named."""

    check: str
    article: str | None = None
    locale: str | None = None
    context: str | None = None


class Site(Record):
    """What faqsync.toml says, with its defaults filled in."""

    base_url: str
    """Absolute, ends with ``/``."""
    authority: str
    source: str
    locales: tuple[str, ...]
    """The source first, then the others as listed."""
    title: Message
    publisher: Agent
    description: Message | None = None
    license: str | None = None
    hub: str | None = None
    categories: tuple[Category, ...] = ()
    incomplete: Incomplete = "hold"
    incomplete_in: dict[str, Incomplete] = {}
    """What single locales say instead."""
    feed_items: int = 50
    tombstone_days: int = 400
    bundle_parts: int = 1
    brake: float = 0.2
    glossaries: tuple[str, ...] = ()
    """Paths of the glossary files, relative to the project."""
    terms: tuple[Term, ...] = ()
    ignored: tuple[Ignore, ...] = ()
    """The findings that faqsync.toml answers."""


# --- what the translators wrote ----------------------------------------------------------------


class Entry(Record):
    """One entry of a catalog, as it stands in the PO file.

    ``text`` is the msgid. ``strings`` holds the one msgstr, or msgstr[0], msgstr[1], … where there is a
    ``plural``. ``previous_*`` are the ``#|`` lines (``#~|`` in an obsolete entry).
    """

    text: str
    strings: tuple[str, ...]
    context: str | None = None
    plural: str | None = None
    comments: tuple[str, ...] = ()
    """Lines of the translator's, after ``#``."""
    notes: tuple[str, ...] = ()
    """Lines to the translator, after ``#.``."""
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous_context: str | None = None
    previous_text: str | None = None
    previous_plural: str | None = None
    obsolete: bool = False
    line: int = 0
    """Where its msgid (or msgctxt) stands in the file, 1-based; 0 where it was not read from one."""

    @property
    def key(self) -> tuple[str | None, str]:
        """The message that it is of."""
        return self.context, self.text

    @property
    def fuzzy(self) -> bool:
        return "fuzzy" in self.flags

    @property
    def translated(self) -> bool:
        return bool(self.strings) and all(self.strings)


class Catalog(Record):
    """One PO file: its headers in their order, then its entries in theirs, obsolete ones included."""

    headers: tuple[tuple[str, str], ...] = ()
    entries: tuple[Entry, ...] = ()
    comments: tuple[str, ...] = ()
    """The translator comments above the header entry."""
    notes: tuple[str, ...] = ()
    """The ``#.`` lines above the header entry."""
    flags: tuple[str, ...] = ()
    """The flags of the header entry (``fuzzy`` in a template)."""

    def header(self, name: str) -> str | None:
        """The value of a header field, its name in any case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Finding(Record):
    """What a check has to say: data, never an exception."""

    check: str
    severity: Severity
    file: str
    line: int
    locale: str
    article: str
    context: str
    message: str


# --- one article in one locale -----------------------------------------------------------------


class Text(Record):
    """A text as it is shown: inline CommonMark in ``locale``. In another locale than its article's, it stands in
    for a translation that is not current."""

    markdown: str
    locale: str


class Shortfall(Record):
    """A message that is not current in a locale, and why."""

    context: str
    text: str
    state: State
    reason: str


class LocalizedArticle(Record):
    """The article in one locale as the gate lets it through; without sections where it is held."""

    article: Article
    """Its metadata, without its sections."""
    locale: str
    state: Literal["published", "held"]
    title: Text
    summary: Text
    sections: tuple[Section[Text], ...] = ()
    digest: str = ""
    """SHA-256 of its content: localized texts and metadata, ``article:`` links as written."""
    messages: int = 0
    """How many messages the article has."""
    shortfalls: tuple[Shortfall, ...] = ()
    findings: tuple[Finding, ...] = ()
    """The errors behind some of the shortfalls."""
    revised: datetime | None = None
    """PO-Revision-Date of the catalog."""
    translator: str | None = None
    """Last-Translator of the catalog, without the address."""


class LocalizedCategory(Record):
    """A category in one locale."""

    id: str
    title: Text
    description: Text | None = None


class Words(Record):
    """The words of the pages themselves, in ``locale``: English text -> its forms (more than one for plurals)."""

    locale: str
    forms: dict[str, tuple[str, ...]]
    plural_rule: str = "n != 1"
    """The C expression of the catalog's Plural-Forms."""


class LocalizedSite(Record):
    """The site in one locale: what every page, feed and list of it says about itself."""

    locale: str
    source: str
    base_url: str
    authority: str
    title: Text
    publisher: Agent
    words: Words
    description: Text | None = None
    license: str | None = None
    hub: str | None = None
    categories: tuple[LocalizedCategory, ...] = ()
    stylesheets: tuple[str, ...] = ()
    """Paths in the release, in the order in which pages name them."""
    logo: str | None = None
    """Path in the release."""
    templates: dict[str, str] = {}
    """The site's own page templates: name -> source."""


# --- what is published -------------------------------------------------------------------------


class Translation(Record):
    """One published language version of something, as hreflang names it."""

    locale: str
    url: str


class Candidate(Record):
    """What today's files say of an article in a locale."""

    article: str
    locale: str
    state: Literal["published", "held", "withdrawn"]
    """Whether it may be shown; that it is withdrawn is only known with the release time."""
    slug: str
    category: str
    title: str
    """Plain text, like `summary`."""
    summary: str
    published: datetime
    dated: datetime
    """The later of `published` and the catalog's PO-Revision-Date."""
    digest: str = ""
    localized: str = ""
    """SHA-256 of the whole localized article: of all that its formats may see of it."""
    reason: str | None = None
    """Why it is held, or withdrawn."""
    replacement: str | None = None
    draft: bool = False
    withdrawn: Withdrawal | None = None
    findings: tuple[Finding, ...] = ()
    """The errors that the checks found in its catalog."""
    omitted: tuple[str, ...] = ()
    """The ids of sections and questions that are left out here."""


class Row(Record):
    """One published article of a locale, as lists know it. ``title`` and ``summary`` are plain text."""

    article: str
    locale: str
    uri: str
    slug: str
    url: str
    title: str
    summary: str
    category: str
    published: datetime
    updated: datetime
    digest: str
    translations: tuple[Translation, ...] = ()
    """Every published locale of the article, its own included, in the site's order."""


REMOVED = "removed"
"""The reason of a withdrawal that its source does not give: the file, or the locale, is gone."""


class Change(Record, rename={"from_": "from"}):
    """One row of the change log."""

    sequence: int
    release: int
    time: datetime
    locale: str
    article: str
    uri: str
    operation: Operation
    slug: str
    url: str
    digest: str
    """Of the content now published; of that last published, in `hold` and `withdraw`."""
    updated: datetime
    reason: str | None = None
    replacement: str | None = None
    """The id of the article to read instead."""
    from_: str | None = None
    """The slug it had before."""


class PublishedArticle(Record):
    """All that an article format may see."""

    site: LocalizedSite
    localized: LocalizedArticle
    row: Row
    links: dict[str, str]
    """``article:…`` targets, as written, to absolute URLs. One that is not here leads nowhere: plain text."""


class Listing(Record):
    """All that a list format may see: a locale, or one topic of it."""

    site: LocalizedSite
    rows: tuple[Row, ...]
    """Newest `updated` first, then by article id."""
    shown: tuple[PublishedArticle, ...] = ()
    """The whole articles of the first `feed_items` rows."""
    tombstones: tuple["Notice", ...] = ()
    """Held and withdrawn, newest first, then by article id."""
    topic: LocalizedCategory | None = None
    topics: dict[str, tuple[Translation, ...]] = {}
    """The categories that have a published article here, in the site's order -> that topic in every locale."""
    translations: tuple[Translation, ...] = ()
    """The same list in every locale that has a published article in it."""
    feed_items: int = 50

    @property
    def complete(self) -> bool:
        """Whether the feeds hold every article of the list (RFC 5005, section 2)."""
        return len(self.rows) <= self.feed_items


class SitemapEntry(Record):
    """One page as a sitemap lists it."""

    url: str
    updated: datetime
    versions: tuple[Translation, ...]
    """Its hreflang set, with ``x-default``."""


class Sitemap(Record):
    """All that one sitemap file may see."""

    entries: tuple[SitemapEntry, ...]


class Bundle(Record):
    """All that a bundle may see. ``documents`` are the article.json of its articles, by article id."""

    site: LocalizedSite
    sequence: int
    """Of the last change in the locale."""
    documents: Iterable[bytes]
    tombstones: tuple["Notice", ...] = ()
    parts: tuple[str, ...] = ()
    """In the head of a bundle in parts: their URLs."""
    part: str | None = None
    """In a part: the hexadecimal digits with which the SHA-256 of its articles' ids begin."""


class Notice(Record):
    """All that the page, and every feed, may tell of a held or withdrawn article."""

    site: LocalizedSite
    change: Change
    category: str | None = None
    """The article's category; None where its file is gone."""
    source_url: str | None = None
    """The article in the source language, where it is published."""
    replacement: Row | None = None
    """The article to read instead, in the locale of the notice or else in the source."""


class Redirect(Record):
    """All that the page at a former slug may see."""

    site: LocalizedSite
    slug: str
    url: str
    """Where the article is now."""


class Overview(Record):
    """All that the formats of the root may see."""

    sites: tuple[LocalizedSite, ...]
    """Every locale that has files, the source first."""
    translations: tuple[Translation, ...]
    """The index pages of the locales that have a published article."""
    topics: dict[str, tuple[str, ...]] = {}
    """Locale -> the categories that have a published article there."""
    updated: dict[str, datetime] = {}
    """Locale -> newest `updated` among its rows."""
    sitemaps: tuple[str, ...] = ()
    """The paths of all sitemaps."""


class Artifact(Record):
    """One published file. ``path`` is relative to the root of ``outputs/``, with ``/``."""

    path: str
    media_type: str
    sha256: str
    bytes: int
    updated: datetime
    """The time of the release in which its bytes last changed."""
    state: Literal["published", "held", "withdrawn", "redirect"] | None = None
    location: str | None = None
    """Where a redirect leads: an absolute URL."""


class Manifest(Record):
    """Every file of a locale, or of the root (then without locale)."""

    files: tuple[Artifact, ...]
    locale: str | None = None


class LogPage(Record):
    """One page of the change log: ``changes/<n>.json``."""

    release: int
    time: datetime
    previous: str | None
    """Path of the page before."""
    changes: tuple[Change, ...]


class LogHead(Record):
    """``changes.json``: where the log stands."""

    log: str
    release: int
    sequence: int
    page: str


class ManifestDigest(Record):
    """A manifest as ``release.json`` vouches for it."""

    path: str
    sha256: str


class Release(Record):
    """``release.json``: one numbered publication."""

    release: int
    time: datetime
    log: str
    digest: str
    manifests: tuple[ManifestDigest, ...]
