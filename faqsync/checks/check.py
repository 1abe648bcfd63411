"""The shape of every check: a frozen record that holds one pure function, and what it judges."""

import inspect
import textwrap
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Generic, TypeVar

from faqsync.model import Article, Block, Image, ItemList, Message, Note, Paragraph, Severity, Term
from faqsync.records import Record

S = TypeVar("S")


class Pair(Record):
    """A source text and its translation."""

    text: str
    translation: str
    locale: str
    source: str = "en"
    """The locale of `text`."""
    context: str = ""
    terms: tuple[Term, ...] = ()


class Source(Record):
    """A message as its author wrote it."""

    message: Message
    answer: tuple[Block[Message], ...] | None = None
    """What answers it, where it is a question."""
    article: Article | None = None
    """The article that it is the title of."""
    locale: str = "en"
    today: date = date.min


class Versions(Record):
    """One source text and its translations in a locale, each once."""

    text: str
    translations: tuple[str, ...]


class Check(Record, Generic[S]):
    """One check.

    ``run`` sees nothing but its argument, and yields a sentence for each thing that it finds. Its docstring is what
    the user reads.
    """

    name: str
    severity: Severity
    of: type[S]
    """The record that it judges."""
    run: Callable[[S], Iterator[str]]
    good: tuple[S, ...]
    bad: tuple[S, ...]


def explanation(check: Check[Any]) -> str:
    """What the check is for, in a paragraph."""
    return " ".join(inspect.cleandoc(check.run.__doc__ or "").split())


def explain(check: Check[Any]) -> str:
    """What a user reads of a check: its name, severity and paragraph, then its examples, with what it says of them."""
    lines = [f"{check.name} ({check.severity})", "", *textwrap.wrap(explanation(check), 100), ""]
    lines += ["Right:", *(line for example in check.good for line in _shown(example)), ""]
    lines.append("Wrong:")
    for example in check.bad:
        lines += [*_shown(example), *(f"    -> {message}" for message in check.run(example))]
    return "\n".join(lines) + "\n"


def _shown(example: Any) -> Iterator[str]:
    match example:
        case Pair():
            yield f"  {example.source}: {example.text}"
            yield f"  {example.locale}: {example.translation}"
        case Versions():
            yield f"  {example.text}: {', '.join(example.translations)}"
        case Source(article=Article() as article) if article.reviewed is not None:
            yield f"  next review {article.reviewed.next}, read on {example.today}"
        case Source():
            yield f"  {example.message.context}: {example.message.text!r}"
            for block in example.answer or ():
                yield f"  answer: {', '.join(texts(block))}"


def texts(block: Block[Message]) -> Iterator[str]:
    """The texts of a block."""
    match block:
        case Paragraph() | Note():
            yield block.text.text
        case ItemList():
            yield from (item.text for item in block.items)
        case Image():
            yield block.alt.text
