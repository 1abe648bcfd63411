"""The pages of the root: the language chooser, and what a server shows where there is nothing."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from faqsync import addresses, locales
from faqsync.formats.format import Format
from faqsync.formats.hreflang import index_alternates
from faqsync.formats.pages import frame
from faqsync.formats.voices import plain, voice
from faqsync.model import LocalizedSite, Overview
from faqsync.records import replace

NOT_FOUND = "404.html"


class Choice(NamedTuple):
    """One locale that a reader may choose: its index page, and what it says in its own language."""

    locale: str
    direction: str
    name: str
    href: str
    title: Markup
    not_found: Markup


def render_root(overview: Overview) -> Iterator[bytes]:
    """The language chooser."""
    site = overview.sites[0]
    refer = frame.referring(addresses.INDEX)
    page = replace(
        _page(site, refer, plain(site.title)),
        description=plain(site.description) if site.description else "",
        canonical=site.base_url,
        links=frame.alternate_links(index_alternates(overview.translations, site)) + _feeds(site),
    )
    yield frame.render(site, "root.html", page, choices=_choices(overview, refer))


def render_not_found(overview: Overview) -> Iterator[bytes]:
    """What stands at no address of its own: it refers to files by their paths on the host, from whatever depth."""
    site = overview.sites[0]
    root = addresses.site_path(site.base_url)

    def refer(path: str) -> str:
        return root + path

    title = voice(site).labels["Page not found"].unescape()
    page = replace(_page(site, refer, frame.titled(site, title)), links=_feeds(site))
    yield frame.render(site, "404.html", page, choices=_choices(overview, refer))


def _page(site: LocalizedSite, refer: frame.Refer, title: str) -> frame.Page:
    return replace(frame.page(site, refer, title), home=refer(addresses.INDEX), subscribe=None)


def _feeds(site: LocalizedSite) -> Markup:
    """The feeds of the source locale, and the list of all."""
    outline = '<link rel="alternate" type="text/x-opml" href="{}">\n'
    return frame.feed_links(site) + Markup(outline).format(addresses.url(site.base_url, frame.OUTLINE))


def _choices(overview: Overview, refer: frame.Refer) -> tuple[Choice, ...]:
    sites = {site.locale: site for site in overview.sites}
    return tuple(
        Choice(
            locale=each.locale,
            direction=locales.direction(each.locale),
            name=locales.own_name(each.locale),
            href=refer(addresses.list_path(each.locale, addresses.INDEX)),
            title=voice(sites[each.locale]).text(sites[each.locale].title),
            not_found=voice(sites[each.locale]).phrases["Page not found"],
        )
        for each in overview.translations
    )


ROOT_PAGE = Format(name=addresses.INDEX, media_type=frame.HTML, of=Overview, render=render_root)
NOT_FOUND_PAGE = Format(name=NOT_FOUND, media_type=frame.HTML, of=Overview, render=render_not_found)
