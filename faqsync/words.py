"""The words of the pages and feeds themselves: faqsync's own catalogs, which ship with the package.

They are called as CLDR calls its data: ``pt`` is Brazilian Portuguese, ``zh`` Chinese in simplified characters.
Those of pseudo-locales are made of the template.
"""

from functools import lru_cache
from gettext import c2py
from pathlib import Path

from faqsync.locales import PSEUDO_LOCALES, gettext_name, nearest
from faqsync.model import Catalog, Words
from faqsync.pseudo import pseudo_text

ENGLISH = Words(locale="en", forms={})
"""The words as they stand in the code."""

_FOLDER = Path(__file__).with_name("translations")


@lru_cache(maxsize=1)
def available() -> tuple[str, ...]:
    """The locales that have a catalog, English (which needs none) included."""
    return ("en", *sorted(file.stem.replace("_", "-") for file in _FOLDER.glob("*.po")))


def words_locale(locale: str) -> str:
    """The locale whose words serve ``locale``: the nearest that has a catalog, else English."""
    return locale if locale in PSEUDO_LOCALES else nearest(locale, available()) or ENGLISH.locale


def catalog_data(locale: str) -> tuple[str, bytes] | None:
    """The name and the bytes of the PO file whose words serve ``locale``; none where they are the English ones."""
    found = words_locale(locale)
    if found == ENGLISH.locale:
        return None
    file = _FOLDER / ("faqsync.pot" if found in PSEUDO_LOCALES else f"{gettext_name(found)}.po")
    return f"faqsync/translations/{file.name}", file.read_bytes()


def words_of(catalog: Catalog, locale: str) -> Words:
    """The words that ``catalog``, as read from `catalog_data` of the same ``locale``, holds."""
    if locale in PSEUDO_LOCALES:
        texts = {entry.text: (entry.text, *filter(None, [entry.plural])) for entry in catalog.entries}
        forms = {key: tuple(pseudo_text(text, locale) for text in both) for key, both in texts.items()}
        return Words(locale=locale, forms=forms)
    forms = {
        entry.text: entry.strings
        for entry in catalog.entries
        if entry.translated and not entry.fuzzy and not entry.obsolete
    }
    _, _, rule = (catalog.header("Plural-Forms") or "").partition("plural=")
    return Words(locale=words_locale(locale), forms=forms, plural_rule=rule.strip().rstrip(";") or "n != 1")


def pattern(words: Words, text: str, plural: str | None = None, n: int | None = None) -> str:
    """The form of ``text`` (English) in these words, its ``{fields}`` not yet filled in.

    With ``plural``, the form for the number ``n``. A text without a translation stays English.
    """
    forms = words.forms.get(text)
    if plural is None or n is None:
        return forms[0] if forms else text
    if not forms:
        return text if n == 1 else plural
    return forms[min(_plural_index(words.plural_rule)(n), len(forms) - 1)]


def say(words: Words, text: str, plural: str | None = None, /, *, n: int | None = None, **values: str) -> str:
    """``text`` in these words with its ``{fields}`` filled in: plain text, not yet escaped for anything.

    ``say(words, "Reason: {reason}", reason="…")``; ``say(words, "{n} article", "{n} articles", n=3)``.
    """
    return pattern(words, text, plural, n).format(n=n, **values)


_plural_index = lru_cache(maxsize=64)(c2py)
