"""The content stage: JSON -> Article -> Message.

`reading` opens a file, the schema and `rules` judge it alone, `outlines` judges the articles together, and
`articles` makes the record that the rest of the line works on.
"""

from faqsync.content.articles import messages
from faqsync.content.outlines import Outline, site_faults
from faqsync.content.reading import find_articles, parse_article, read_article, read_articles

__all__ = [
    "Outline",
    "find_articles",
    "messages",
    "parse_article",
    "read_article",
    "read_articles",
    "site_faults",
]
