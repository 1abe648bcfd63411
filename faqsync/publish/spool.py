"""Where localized articles wait between the two halves of the line, so that never all of them stand in memory."""

from pathlib import Path

from faqsync.model import LocalizedArticle
from faqsync.records import decode, encode


class Spool:
    """A folder with one file an article."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, article: str, localized: tuple[LocalizedArticle, ...]) -> None:
        """Keep an article in those locales in which it is published."""
        (self.root / f"{article}.json").write_bytes(encode(localized))

    def get(self, article: str) -> dict[str, LocalizedArticle]:
        """Locale -> the article in it."""
        localized = decode((self.root / f"{article}.json").read_bytes(), tuple[LocalizedArticle, ...])
        return {each.locale: each for each in localized}
