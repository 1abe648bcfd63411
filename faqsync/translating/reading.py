"""The whole project at once, as those need it who ask about all of its articles."""

from pathlib import Path

from faqsync import content
from faqsync.errors import Fault, InvalidInput
from faqsync.model import Article, Site


def read_articles(root: Path, site: Site) -> list[Article]:
    """Every article, by path. Raises InvalidInput with the faults of all of them."""
    articles: list[Article] = []
    outlines: list[content.Outline] = []
    faults: list[Fault] = []
    for path in content.find_articles(root):
        try:
            article, outline = content.read_article(root, path, site)
        except InvalidInput as error:
            faults += error.faults
        else:
            articles.append(article)
            outlines.append(outline)
    faults = faults or content.site_faults(outlines, {})
    if faults:
        raise InvalidInput(faults)
    return articles
