"""The check of negations: a "not" that is lost in translation turns advice into its opposite."""

from collections.abc import Iterator
from functools import lru_cache

from faqsync.checks.check import Check, Pair
from faqsync.checks.languages import fold, language
from faqsync.checks.sentences import sentences


@lru_cache(maxsize=4096)
def _negated(text: str, tag: str) -> tuple[str | None, ...]:
    """For each sentence of a text the word in it that says no."""
    words = language(tag)
    found: list[str | None] = []
    for sentence in sentences(text) if words.negations is not None else ():
        folded = fold(sentence)
        if words.affirmations is not None:
            folded = words.affirmations.sub("", folded)
        match = words.negations and words.negations.search(folded)
        found.append(match[0] if match else None)
    return tuple(found)


def _check_negation(pair: Pair) -> Iterator[str]:
    """Where the source says "not", "never", "no" or "without", the translation must say no too. It is looked for
    sentence by sentence where both have as many sentences, else in the whole text, in the languages whose negations
    are known: Arabic, Chinese, Dutch, English, French, German, Italian, Japanese, Polish, Portuguese, Russian and
    Spanish. A translation may well say the same without a negation: read it again, and answer the finding."""
    wanted = _negated(pair.text, pair.source)
    denials = language(pair.locale).denials
    if denials is None or not any(wanted):
        return
    said = sentences(pair.translation)
    if len(said) != len(wanted):
        said, wanted = [pair.translation], (next(filter(None, wanted)),)
    for word, sentence in zip(wanted, said, strict=True):
        if word is not None and not denials.search(fold(sentence)):
            yield f"“{word}” of the source has no negation that answers it in the translation"


NEGATION = Check(
    name="negation",
    severity="warning",
    of=Pair,
    run=_check_negation,
    good=(
        Pair(text="Do not drive.", translation="Fahren Sie nicht.", locale="de"),
        Pair(text="Never take a double dose.", translation="決して2回分を一度に服用しないでください。", locale="ja"),
        Pair(text="Take no more than 4 doses.", translation="Nehmen Sie höchstens 4 Dosen.", locale="de"),
    ),
    bad=(
        Pair(text="Do not drive.", translation="Fahren Sie.", locale="de"),
        Pair(text="Take it without food.", translation="Tómelo con comida.", locale="es"),
        Pair(text="Rest. Do not drive.", translation="استرح. قُد السيارة.", locale="ar"),
    ),
)
