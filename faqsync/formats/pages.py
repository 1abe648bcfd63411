"""The HTML pages. They need no JavaScript and nothing from another host, and can be read from disk."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from faqsync import addresses, markup
from faqsync.formats import frames
from faqsync.formats.format import Format
from faqsync.formats.themes import fill
from faqsync.model import (
    Listing,
    LocalizedCategory,
    LocalizedSite,
    Notice,
    Overview,
    PublishedArticle,
    Redirect,
    Row,
    Section,
    Text,
    Translation,
)
from faqsync.records import encode

try:
    from faqsync.formats.jsonld import document
except ImportError:  # until that module stands

    def document(published: PublishedArticle) -> dict[str, Any]:
        return {"@context": "https://schema.org", "@graph": []}


SUBSCRIBE = "subscribe/index.html"
NOT_FOUND = "404.html"
REMOVED = "removed"
"""The reason of a withdrawal that nobody gave one for: the article's file is gone."""

_IN_SCRIPT = str.maketrans({each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"})


def _fill(site: LocalizedSite, name: str, **values: Any) -> Iterator[bytes]:
    voice = frames.voice(site)
    yield fill(voice.theme, name, voice.functions | {"site": site} | values)


# --- an article --------------------------------------------------------------------------------


def island(data: bytes) -> Markup:
    """JSON as it may stand in a ``script`` element: equal as JSON, without a character that HTML knows."""
    return Markup(data.decode().strip().translate(_IN_SCRIPT))


def _render_article(published: PublishedArticle) -> Iterator[bytes]:
    site, localized, row = published.site, published.localized, published.row
    path = addresses.article_path(site.locale, row.slug)
    category = next((each for each in site.categories if each.id == row.category), None)

    def resolve(target: str) -> str | None:
        url = published.links.get(target)
        return None if url is None else addresses.local_reference(site.base_url, path, url)

    def html(text: Text) -> Markup:
        return Markup(markup.html(text.markdown, resolve))

    yield from _fill(
        site,
        "article.html",
        page=frames.page(
            site,
            partial(addresses.relative, path),
            f"{row.title} – {frames.plain(site.title)}",
            description=row.summary,
            canonical=row.url,
            alternates=frames.alternates(row.translations, site.source),
            feeds=frames.feeds(site) + (frames.feeds(site, category) if category else ()),
            languages=frames.languages(site, path, row.translations),
            trail=_trail(site, path, category, row.title),
            subscribe=_subscribe(site, path),
        ),
        article=localized.article,
        localized=localized,
        facts=tuple(_facts(published)),
        gap=_gap(published),
        contents=_contents(localized.sections),
        island=island(encode(document(published))),
        html=html,
        file=partial(addresses.relative, path),
    )


def _facts(published: PublishedArticle) -> Iterator[Markup]:
    """Who wrote, reviewed and translated the article, and when."""
    localized, row = published.localized, published.row
    article, voice = localized.article, frames.voice(published.site)
    if article.authors:
        yield voice.say("By {authors}", authors=voice.agents(article.authors))
    yield voice.say("Published on {date}", date=voice.date(row.published))
    if row.updated.date() > row.published.date():
        yield voice.say("Updated on {date}", date=voice.date(row.updated))
    if article.reviewed and not article.review_covers_text:
        yield voice.say("Review pending")
    if localized.translator and localized.locale != article.language:
        yield voice.say("Translated by {name}", name=localized.translator)


def _gap(published: PublishedArticle) -> Markup | None:
    """What to tell readers of a translation that is not whole."""
    if not published.localized.shortfalls:
        return None
    return frames.voice(published.site).say("Parts of this article are not translated yet.")


def _contents(sections: tuple[Section[Text], ...]) -> tuple[Section[Text], ...]:
    """The sections for the table of contents: none where there is next to nothing to find in it."""
    entries = sum((section.heading is not None) + len(section.questions) for section in sections)
    return sections if entries > 2 else ()


def _trail(site: LocalizedSite, path: str, category: LocalizedCategory | None, title: str) -> tuple[frames.Step, ...]:
    steps = [_home_step(site, path)]
    if category is not None:
        target = addresses.list_path(site.locale, addresses.INDEX, category.id)
        steps.append(
            frames.Step(
                name=frames.plain(category.title),
                locale=category.title.locale,
                href=addresses.relative(path, target),
            )
        )
    return (*steps, frames.Step(name=title, locale=site.locale))


def _home_step(site: LocalizedSite, path: str) -> frames.Step:
    home = addresses.relative(path, addresses.list_path(site.locale, addresses.INDEX))
    return frames.Step(name=frames.plain(site.title), locale=site.title.locale, href=home)


def _subscribe(site: LocalizedSite, path: str) -> str:
    return addresses.relative(path, addresses.list_path(site.locale, SUBSCRIBE))


# --- lists -------------------------------------------------------------------------------------


class Group(NamedTuple):
    """The articles of one category on an index page, each with the reference to it."""

    category: LocalizedCategory | None
    href: str | None
    rows: list[tuple[Row, str]]


def _render_index(listing: Listing) -> Iterator[bytes]:
    site, topic = listing.site, listing.topic
    path = addresses.list_path(site.locale, addresses.INDEX, None if topic is None else topic.id)
    title = site.title if topic is None else topic.title
    about = site.description if topic is None else topic.description
    name = frames.plain(site.title)
    trail: tuple[frames.Step, ...] = ()
    if topic is not None:
        trail = (_home_step(site, path), frames.Step(name=frames.plain(title), locale=title.locale))
    yield from _fill(
        site,
        "index.html",
        page=frames.page(
            site,
            partial(addresses.relative, path),
            name if topic is None else f"{frames.plain(title)} – {name}",
            description=frames.plain(about) if about else "",
            canonical=addresses.url(site.base_url, path) if listing.rows else None,
            alternates=_list_alternates(listing),
            feeds=frames.feeds(site) + (frames.feeds(site, topic) if topic else ()),
            languages=frames.languages(site, path, listing.translations),
            trail=trail,
            subscribe=_subscribe(site, path),
        ),
        title=title,
        description=about,
        groups=_groups(listing, path),
    )


def _list_alternates(listing: Listing) -> tuple[Translation, ...]:
    """A topic's default is the source topic; that of the locales' index pages is the language chooser."""
    if not listing.rows:
        return ()
    if listing.topic is not None:
        return frames.alternates(listing.translations, listing.site.source)
    return (*listing.translations, Translation(locale=frames.X_DEFAULT, url=listing.site.base_url))


def _groups(listing: Listing, path: str) -> list[Group]:
    def linked(rows: list[Row]) -> list[tuple[Row, str]]:
        return [(row, addresses.local_reference(listing.site.base_url, path, row.url)) for row in rows]

    if listing.topic is not None:
        return [Group(None, None, linked(list(listing.rows)))] if listing.rows else []
    by_category: dict[str, list[Row]] = {}
    for row in listing.rows:
        by_category.setdefault(row.category, []).append(row)
    return [
        Group(
            each,
            addresses.relative(path, addresses.list_path(listing.site.locale, addresses.INDEX, each.id)),
            linked(by_category[each.id]),
        )
        for each in listing.site.categories
        if each.id in by_category
    ]


def _render_subscribe(listing: Listing) -> Iterator[bytes]:
    site = listing.site
    path = addresses.list_path(site.locale, SUBSCRIBE)
    title = frames.voice(site).label("Subscribe to these articles").unescape()
    yield from _fill(
        site,
        "subscribe.html",
        page=frames.page(
            site,
            partial(addresses.relative, path),
            f"{title} – {frames.plain(site.title)}",
            canonical=addresses.url(site.base_url, path) if listing.rows else None,
            feeds=frames.feeds(site),
            trail=(_home_step(site, path), frames.Step(name=title, locale=site.words.locale)),
        ),
    )


# --- notices and redirects -----------------------------------------------------------------------


def _render_notice(notice: Notice) -> Iterator[bytes]:
    site, change, replacement = notice.site, notice.change, notice.replacement
    path = addresses.article_path(site.locale, change.slug)
    voice = frames.voice(site)
    withdrawn = change.operation == "withdraw"
    headline = "This article has been withdrawn." if withdrawn else "This article is being updated."
    reason = change.reason if withdrawn and change.reason != REMOVED else None
    link = None
    if replacement is not None:
        href = addresses.local_reference(site.base_url, path, replacement.url)
        link = Markup('<a href="{}"{}>{}</a>').format(href, voice.marked(replacement.locale), replacement.title)
    source = notice.source_url and addresses.local_reference(site.base_url, path, notice.source_url)
    yield from _fill(
        site,
        "notice.html",
        page=frames.page(
            site,
            partial(addresses.relative, path),
            voice.label(headline).unescape(),
            feeds=frames.feeds(site),
            subscribe=_subscribe(site, path),
        ),
        headline=headline,
        explanation="",
        reason=voice.in_source(reason) if reason else None,
        replacement=link,
        source=source,
    )


def _render_redirect(redirect: Redirect) -> Iterator[bytes]:
    site = redirect.site
    path = addresses.article_path(site.locale, redirect.slug)
    yield from _fill(
        site,
        "redirect.html",
        page=frames.page(site, partial(addresses.relative, path), "", canonical=redirect.url),
        target=addresses.local_reference(site.base_url, path, redirect.url),
    )


# --- the root --------------------------------------------------------------------------------------


class Choice(NamedTuple):
    """One locale of the language chooser."""

    site: LocalizedSite
    language: frames.Language
    href: str


def _choices(overview: Overview, refer: Callable[[str], str]) -> list[Choice]:
    sites = {site.locale: site for site in overview.sites}
    return [
        Choice(
            sites[each.locale],
            frames.language(each.locale),
            refer(addresses.list_path(each.locale, addresses.INDEX)),
        )
        for each in overview.translations
    ]


def _render_root(overview: Overview) -> Iterator[bytes]:
    site = overview.sites[0]
    refer = partial(addresses.relative, addresses.INDEX)
    default = Translation(locale=frames.X_DEFAULT, url=site.base_url)
    yield from _fill(
        site,
        "root.html",
        page=frames.page(
            site,
            refer,
            frames.plain(site.title),
            description=frames.plain(site.description) if site.description else "",
            canonical=site.base_url,
            alternates=(*overview.translations, default),
        ),
        choices=_choices(overview, refer),
    )


def _render_not_found(overview: Overview) -> Iterator[bytes]:
    """Served at any depth, so it refers to the site's files by their absolute paths."""
    site = overview.sites[0]
    root = addresses.site_path(site.base_url)

    def refer(path: str) -> str:
        return root + path

    title = frames.voice(site).label("Page not found").unescape()
    yield from _fill(site, "404.html", page=frames.page(site, refer, title), choices=_choices(overview, refer))


ARTICLE_PAGE = Format(name=addresses.INDEX, media_type=frames.HTML, of=PublishedArticle, render=_render_article)
INDEX_PAGE = Format(name=addresses.INDEX, media_type=frames.HTML, of=Listing, render=_render_index, topics=True)
SUBSCRIBE_PAGE = Format(name=SUBSCRIBE, media_type=frames.HTML, of=Listing, render=_render_subscribe)
NOTICE_PAGE = Format(name=addresses.INDEX, media_type=frames.HTML, of=Notice, render=_render_notice)
REDIRECT_PAGE = Format(name=addresses.INDEX, media_type=frames.HTML, of=Redirect, render=_render_redirect)
ROOT_PAGE = Format(name=addresses.INDEX, media_type=frames.HTML, of=Overview, render=_render_root)
NOT_FOUND_PAGE = Format(name=NOT_FOUND, media_type=frames.HTML, of=Overview, render=_render_not_found)
