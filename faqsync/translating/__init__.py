"""What translators ask of a site: catalogs that fit today's articles, and how far they are."""

from faqsync.translating.status import Standing, Status, translation_status
from faqsync.translating.status_page import status_page
from faqsync.translating.status_table import status_table
from faqsync.translating.updating import update_catalogs
from faqsync.translating.versions import bring_in_files, merge_files

__all__ = [
    "Standing",
    "Status",
    "bring_in_files",
    "merge_files",
    "status_page",
    "status_table",
    "translation_status",
    "update_catalogs",
]
