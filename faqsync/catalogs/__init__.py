"""Catalogs: what translators own, as PO files.

They are read strictly, so that a damaged file is never taken for another; written in one canonical form, so that a
diff shows what changed and nothing else; and merged so that nothing a translator wrote is lost.
"""

from faqsync.catalogs.bringing import bring_in
from faqsync.catalogs.driver import merge
from faqsync.catalogs.merging import template, update
from faqsync.catalogs.reading import read
from faqsync.catalogs.revision import revised, translator
from faqsync.catalogs.writing import write

__all__ = ["bring_in", "merge", "read", "revised", "template", "translator", "update", "write"]
