"""The status as a heat table for a terminal."""

from collections.abc import Callable, Iterator, Sequence

from faqsync.errors import printable
from faqsync.translating.status import Standing, Status, words_left

Paint = Callable[[str, int], str]
"""From a text and its heat, 0 to 3, to the text in a colour."""

_CELL = 12
_HELD = "!"


def status_table(status: Status, width: int | None, paint: Paint) -> Iterator[str]:
    """The lines: a row for each article, a column for each locale, then why articles are held.

    With a ``width``, in characters, locales that do not fit go into further tables.
    """
    rows = {_name(article, row): row for article, row in status.by_article().items()}
    totals = [words_left(tasks) for tasks in status.todo().values()]
    first = max(map(len, (*rows, "words left")))
    cell = max((_CELL, *(len(locale) + 2 for locale in status.locales)))
    fitting = max(1, len(status.locales) if width is None else (width - first) // cell)
    for start in range(0, len(status.locales), fitting):
        part = slice(start, start + fitting)
        yield " " * first + "".join(f"{locale:>{cell}}" for locale in status.locales[part])
        for name, row in rows.items():
            cells = (paint(f"{_cell(each):>{cell}}", each.heat) for each in row[part])
            yield f"{name:<{first}}{''.join(cells)}".rstrip()
        yield f"{'words left':<{first}}" + "".join(f"{total:>{cell}}" for total in totals[part])
        yield ""
    yield from _reasons(status.standings)


def _name(article: str, row: Sequence[Standing]) -> str:
    return f"{article} ({row[0].state})" if row[0].state in ("draft", "embargo", "withdrawn") else article


def _cell(standing: Standing) -> str:
    mark = _HELD if standing.state == "held" else " "
    return f"{standing.words_left or '':>6} {standing.percent:>3}%{mark}"


def _reasons(standings: Sequence[Standing]) -> Iterator[str]:
    yield "In each place: words left to translate, messages that are current, and ! where the article is held."
    for each in standings:
        if each.state == "held":
            yield printable(f"{'held':<8} {each.locale:<8} {each.article}: {each.reason}")
