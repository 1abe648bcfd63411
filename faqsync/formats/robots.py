"""robots.txt (RFC 9309): everything may be read, and there is the sitemap."""

from collections.abc import Iterable

from faqsync.addresses import url
from faqsync.formats.format import Format
from faqsync.formats.sitemap import INDEX_FORMAT
from faqsync.model import Overview


def render(overview: Overview) -> Iterable[bytes]:
    return (f"User-agent: *\nAllow: /\n\nSitemap: {url(overview.sites[0].base_url, INDEX_FORMAT.name)}\n".encode(),)


FORMAT = Format(name="robots.txt", media_type="text/plain; charset=utf-8", of=Overview, render=render)
