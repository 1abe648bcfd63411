"""The pages that stand where an article was: the notice of one that is held or withdrawn, and the redirect."""

from collections.abc import Iterator

from markupsafe import Markup

from faqsync import addresses
from faqsync.formats.format import Format
from faqsync.formats.pages import frame
from faqsync.formats.voices import voice
from faqsync.model import REMOVED, LocalizedSite, Notice, Redirect, Row


def render_notice(notice: Notice) -> Iterator[bytes]:
    """That the article is not here any more, why, and what to read instead; nothing of its title or text."""
    site, change = notice.site, notice.change
    path = addresses.article_path(site.locale, change.slug)
    refer = frame.referring(path)
    speaking = voice(site)
    withdrawn = change.operation == "withdraw"
    headline = "This article has been withdrawn." if withdrawn else "This article is being updated."
    title = speaking.labels[headline].unescape()
    page = frame.page(site, refer, frame.titled(site, title), links=frame.feed_links(site))
    reason = change.reason if withdrawn and change.reason != REMOVED else None
    yield frame.render(
        site,
        "notice.html",
        page,
        withdrawn=withdrawn,
        headline=speaking.phrases[headline],
        reason=speaking.in_source(reason) if reason else None,
        replacement=_link(notice.replacement, site, path) if notice.replacement else None,
        source=addresses.local_reference(site.base_url, path, notice.source_url) if notice.source_url else None,
    )


def _link(row: Row, site: LocalizedSite, path: str) -> Markup:
    href = addresses.local_reference(site.base_url, path, row.url)
    marked = voice(site).marked(row.locale)
    return Markup('<a href="{}" hreflang="{}"{}>{}</a>').format(href, row.locale, marked, row.title)


def render_redirect(redirect: Redirect) -> Iterator[bytes]:
    """The way from a former address to today's."""
    site = redirect.site
    path = addresses.article_path(site.locale, redirect.slug)
    title = voice(site).labels["This article has moved."].unescape()
    page = frame.page(
        site, frame.referring(path), frame.titled(site, title), canonical=redirect.url, links=frame.feed_links(site)
    )
    target = addresses.local_reference(site.base_url, path, redirect.url)
    yield frame.render(site, "redirect.html", page, target=target)


NOTICE_PAGE = Format(name=addresses.INDEX, media_type=frame.HTML, of=Notice, render=render_notice)
REDIRECT_PAGE = Format(name=addresses.INDEX, media_type=frame.HTML, of=Redirect, render=render_redirect)
