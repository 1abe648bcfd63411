"""The language versions that belong together, as pages and sitemaps name them.

A set names every published version of something, itself included, and one to show to all other readers.
"""

from faqsync.addresses import SUBSCRIBE, list_path, url
from faqsync.model import LocalizedSite, Translation

X_DEFAULT = "x-default"


def alternates(translations: tuple[Translation, ...], source: str) -> tuple[Translation, ...]:
    """The set of an article or a topic: its default is the version in the ``source`` locale, where there is one."""
    default = url_in(source, translations)
    return translations if default is None else (*translations, Translation(locale=X_DEFAULT, url=default))


def index_alternates(translations: tuple[Translation, ...], site: LocalizedSite) -> tuple[Translation, ...]:
    """The set of the locales' index pages: its default is the language chooser of the root."""
    return (*translations, Translation(locale=X_DEFAULT, url=site.base_url))


def subscribe_pages(translations: tuple[Translation, ...], base_url: str) -> tuple[Translation, ...]:
    """The subscribe pages of the locales whose index pages these are."""
    return tuple(
        Translation(locale=each.locale, url=url(base_url, list_path(each.locale, SUBSCRIBE))) for each in translations
    )


def url_in(locale: str, translations: tuple[Translation, ...]) -> str | None:
    """The URL of the version in one locale, where there is one."""
    return next((each.url for each in translations if each.locale == locale), None)
