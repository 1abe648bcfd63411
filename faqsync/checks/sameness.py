"""The checks of translations that are too much alike, or not enough."""

import re
from collections.abc import Iterator

from faqsync.checks.check import Check, Pair, Versions
from faqsync.checks.tokens import clean

_WORD = re.compile(r"[^\W\d_]{2,}")


def _check_same_as_source(pair: Pair) -> Iterator[str]:
    """A translation that is the source text itself was most often forgotten. Texts of one word, names that are not
    translated, numbers and addresses are left alone, and so are translations into another form of the same
    language."""
    if pair.text != pair.translation or pair.locale.partition("-")[0] == pair.source.partition("-")[0]:
        return
    text = clean(pair.text)
    for term in pair.terms:
        if term.keep:
            text = text.replace(term.text, "")
    if len(_WORD.findall(text)) > 1:
        yield "the translation is the source text"


def _check_inconsistent(versions: Versions) -> Iterator[str]:
    """One source text should have one translation in a locale, in all articles. Two that say the same in other words
    make readers look for a difference. Where the context asks for another word, answer the finding."""
    if len(versions.translations) > 1:
        others = ", ".join(f"“{text}”" for text in versions.translations)
        yield f"“{versions.text}” has {len(versions.translations)} translations: {others}"


SAME_AS_SOURCE = Check(
    name="same-as-source",
    severity="warning",
    of=Pair,
    run=_check_same_as_source,
    good=(
        Pair(text="Call us today.", translation="Rufen Sie uns heute an.", locale="de"),
        Pair(text="Paracetamol", translation="Paracetamol", locale="de"),
        Pair(text="Call us today.", translation="Call us today.", locale="en-GB"),
    ),
    bad=(Pair(text="Call us today.", translation="Call us today.", locale="de"),),
)

INCONSISTENT = Check(
    name="inconsistent",
    severity="warning",
    of=Versions,
    run=_check_inconsistent,
    good=(Versions(text="Other options", translations=("Andere Möglichkeiten",)),),
    bad=(Versions(text="Other options", translations=("Andere Möglichkeiten", "Weitere Optionen")),),
)
