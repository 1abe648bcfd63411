"""The HTML pages. They need no JavaScript and nothing from another host, and can be read from disk."""

from faqsync.formats.pages.article import ARTICLE_PAGE
from faqsync.formats.pages.lists import INDEX_PAGE, SUBSCRIBE_PAGE
from faqsync.formats.pages.notices import NOTICE_PAGE, REDIRECT_PAGE
from faqsync.formats.pages.root import NOT_FOUND_PAGE, ROOT_PAGE
from faqsync.formats.pages.themes import check_templates, stylesheet

__all__ = [
    "ARTICLE_PAGE",
    "INDEX_PAGE",
    "NOTICE_PAGE",
    "NOT_FOUND_PAGE",
    "REDIRECT_PAGE",
    "ROOT_PAGE",
    "SUBSCRIBE_PAGE",
    "check_templates",
    "stylesheet",
]
