"""What is handed to a worker that renders. A task, with the site in its locales, is all that its result depends on."""

from datetime import datetime

from faqsync.model import LocalizedSite, Notice, Row, Translation
from faqsync.records import Record


class Rendering(Record):
    """What every worker needs."""

    outputs: str
    state: str
    """The file in which localized articles wait."""
    time: datetime
    """Of the release."""
    sites: dict[str, LocalizedSite]


class ArticleTask(Record):
    """One article to render, in every locale in which it is published."""

    article: str
    rows: tuple[Row, ...]
    localized: dict[str, str]
    """Locale -> SHA-256 of the localized article."""
    links: dict[str, dict[str, str]]
    """Locale -> ``article:`` target -> URL."""

    @property
    def name(self) -> str:
        return f"article {self.article}"


class Shown(Record):
    """What a feed needs to show an article whole, besides its row."""

    localized: str
    """SHA-256 of the localized article."""
    links: dict[str, str]


class LocaleTask(Record):
    """The lists of one locale to render."""

    locale: str
    rows: tuple[Row, ...]
    """Newest `updated` first, then by article id."""
    shown: dict[str, Shown]
    """Article -> what the feeds need: for the first `feed_items` rows of the locale and of each topic."""
    documents: dict[str, str]
    """Article -> SHA-256 of its article.json."""
    notices: tuple[Notice, ...]
    translations: tuple[Translation, ...]
    topics: dict[str, tuple[Translation, ...]]
    sequences: dict[str, int]
    """Article -> the sequence of its last change here."""
    feed_items: int
    bundle_parts: int

    @property
    def name(self) -> str:
        return f"locale {self.locale}"
