"""The import stage: a plain-text article -> the canonical JSON document.

`lines` cleans the text and reads the marks at the start of its lines, `structure` finds what each line is,
`closings` reads the line that names category and author, `sections` makes the document's sections, and
`plain_text` puts them together and says what the text left open.
"""

from faqsync.importers.plain_text import ImportOptions, import_text, read_text, to_json

__all__ = ["ImportOptions", "import_text", "read_text", "to_json"]
