"""The checks of texts that stand where there is little room."""

from collections.abc import Iterator

from faqsync.checks.check import Check, Pair, Source
from faqsync.markup import plain
from faqsync.model import MAXIMUM_LENGTHS, Message


def _excess(context: str, text: str) -> Iterator[str]:
    maximum = MAXIMUM_LENGTHS.get(context)
    if maximum is not None and len(text) > maximum and (length := len(plain(text))) > maximum:
        yield f"it has {length} characters, and more than {maximum} are cut off where it is shown"


def _check_length(pair: Pair) -> Iterator[str]:
    """Titles and summaries are shown in search results, feeds and lists, which cut off what is longer than 110
    characters (titles) or 300 (summaries)."""
    yield from _excess(pair.context, pair.translation)


def _check_source_length(source: Source) -> Iterator[str]:
    """A title of the source has at most 110 characters, a summary 300: search results, feeds and lists cut off the
    rest, and many languages need more room than the source."""
    yield from _excess(source.message.context, source.message.text)


LENGTH = Check(
    name="length",
    severity="warning",
    of=Pair,
    run=_check_length,
    good=(Pair(text="Back pain", translation="Rückenschmerzen", locale="de", context="title"),),
    bad=(Pair(text="Back pain", translation="Schmerzen im Rücken " * 6, locale="de", context="title"),),
)

SOURCE_LENGTH = Check(
    name="source-length",
    severity="warning",
    of=Source,
    run=_check_source_length,
    good=(Source(message=Message(context="title", text="Physical therapy for back pain")),),
    bad=(Source(message=Message(context="title", text="Physical therapy for pain in the back " * 3)),),
)
