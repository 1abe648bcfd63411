"""The whole project at once, as those need it who ask about all of its articles."""

from pathlib import Path

from faqsync import content
from faqsync.errors import InvalidInput
from faqsync.model import Article, Site


def read_articles(root: Path, site: Site) -> list[Article]:
    """Every article, by path. Raises InvalidInput with the faults of all of them."""
    articles, faults = content.read_articles(root, site)
    if faults:
        raise InvalidInput(faults)
    return articles
