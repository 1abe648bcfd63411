"""The status as one page that needs nothing else: no script, no style sheet, no request."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from faqsync.addresses import catalog_file
from faqsync.locales import direction, own_name
from faqsync.markup import plain
from faqsync.translating.status import Standing, Status, words_left

_STYLE = """\
:root { color-scheme: light dark; --paper: #fff; --ink: #1c2024; --quiet: #5a6370; --line: #d5dae0;
  --heat-0: #f6c9c4; --heat-1: #fbe0b5; --heat-2: #e3edb4; --heat-3: #b9e3c3; --nowhere: #e6e8eb; }
@media (prefers-color-scheme: dark) { :root { --paper: #15181c; --ink: #e8eaed; --quiet: #a5adb8; --line: #3a4048;
  --heat-0: #6b2620; --heat-1: #664510; --heat-2: #46540f; --heat-3: #17512a; --nowhere: #2b3036; } }
body { margin: 2rem auto; padding-inline: 1rem; max-inline-size: 80rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
.map { overflow-x: auto; }
table { border-collapse: separate; border-spacing: 2px; font-variant-numeric: tabular-nums; }
caption, .quiet { color: var(--quiet); text-align: start; }
th { font-weight: 600; text-align: start; white-space: nowrap; padding: .2rem .6rem; }
td { text-align: center; padding: .2rem .6rem; min-inline-size: 5rem; border-radius: 4px; }
td small { display: block; }
.heat-0 { background: var(--heat-0); } .heat-1 { background: var(--heat-1); }
.heat-2 { background: var(--heat-2); } .heat-3 { background: var(--heat-3); }
.nowhere { background: var(--nowhere); }
.held { outline: 2px solid var(--ink); outline-offset: -2px; }
li { margin-block: .5rem; }
code { overflow-wrap: anywhere; }
section { border-block-start: 1px solid var(--line); margin-block-start: 2rem; }
"""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="robots" content="noindex">
<title>Translations of {title}</title>
<style>
{style}</style>
</head>
<body>
<main>
<h1>Translations of <span lang="{source}" dir="{direction}">{title}</span></h1>
<p class="quiet">As of <time datetime="{time}">{time}</time></p>
{body}</main>
</body>
</html>
"""


def status_page(status: Status) -> bytes:
    """The page, in English: a heat map of articles and locales, then for each locale what to do next."""
    body = [_map(status)] if status.locales else ["<p>The site has no locale but its source.</p>\n"]
    body += (_locale(locale, tasks) for locale, tasks in status.todo().items())
    return _PAGE.format(
        policy=_POLICY,
        style=_STYLE,
        title=escape(status.title),
        source=escape(status.source),
        direction=direction(status.source),
        time=f"{status.time:%Y-%m-%dT%H:%M:%SZ}",
        body="".join(body),
    ).encode()


# --- the picture -----------------------------------------------------------------------------------------------


def _map(status: Status) -> str:
    heads = "".join(f'<th scope="col"><a href="#{tag}">{tag}</a></th>' for tag in map(escape, status.locales))
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{_cells(cells)}</tr>\n' for name, cells in status.by_article().items()
    )
    totals = "".join(f"<td>{words_left(tasks)}</td>" for tasks in status.todo().values())
    return (
        '<div class="map" tabindex="0" role="region" aria-label="Articles and locales">\n<table>\n'
        "<caption>Messages that are current, and words left to translate. Framed: held.</caption>\n"
        f'<thead><tr><td></td>{heads}</tr></thead>\n<tbody>\n{body}</tbody>\n<tfoot><tr><th scope="row">words left'
        f"</th>{totals}</tr></tfoot>\n</table>\n</div>\n"
    )


def _cells(standings: Iterable[Standing]) -> str:
    return "".join(map(_cell, standings))


def _cell(standing: Standing) -> str:
    if standing.state in ("draft", "withdrawn"):
        return f'<td class="nowhere">{standing.state}</td>'
    told = (standing.state if standing.state != "published" else "", _words(standing.words_left))
    small = f"<small>{', '.join(filter(None, told))}</small>" if any(told) else ""
    held = " held" if standing.state == "held" else ""
    return f'<td class="heat-{standing.heat}{held}">{standing.percent}%{small}</td>'


def _words(count: int) -> str:
    return f"{count} word{'s' if count > 1 else ''}" if count else ""


# --- what to do next ---------------------------------------------------------------------------------------------


def _locale(locale: str, todo: Sequence[Standing]) -> str:
    tag = escape(locale)
    name = f'<span lang="{tag}" dir="{direction(locale)}">{escape(own_name(locale))}</span>'
    tasks = "".join(_tasks(todo))
    left = (
        f"<p>{_words(words_left(todo))} left.</p>\n<ol>\n{tasks}</ol>\n" if todo else "<p>Nothing is left to do.</p>\n"
    )
    return f'<section id="{tag}">\n<h2>{name} ({tag})</h2>\n{left}</section>\n'


def _tasks(todo: Iterable[Standing]) -> Iterator[str]:
    for each in todo:
        counts = ((each.stale, "stale"), (each.missing, "missing"))
        told = ", ".join(f"{count} {state}" for count, state in counts if count)
        yield f"<li><strong>{escape(each.article)}</strong>: {_words(each.words_left)}, {told}"
        yield f" ({each.state})<br>\n" if each.state != "published" else "<br>\n"
        yield f"<code>{escape(catalog_file(each.locale, each.article))}</code>\n"
        if each.shortfalls:
            yield "<details>\n<summary>What is stale</summary>\n<ul>\n"
            for text in each.shortfalls:
                yield f"<li><code>{escape(text.context)}</code>: <bdi>{escape(plain(text.text))}</bdi><br>\n"
                yield f'<bdi class="quiet">{escape(text.reason)}</bdi></li>\n'
            yield "</ul>\n</details>\n"
        yield "</li>\n"
