"""The check of terms against the glossary."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from faqsync.checks.check import Check, Pair
from faqsync.checks.languages import fold, language
from faqsync.locales import nearest
from faqsync.model import Term


@lru_cache(maxsize=8192)
def _pattern(term: str, tag: str, *, inflected: bool) -> re.Pattern[str]:
    """Finds a translation in a folded text: as it is, or ``inflected``, where each word may have another ending and
    be a part of a longer one."""
    words = fold(term).split()
    if not language(tag).spaced:
        return re.compile(re.escape(fold(term)))
    if not inflected:
        return re.compile(rf"(?<!\w){'[ -]+'.join(map(re.escape, words))}(?!\w)")
    return re.compile("[ -]+".join(re.escape(word[: max(4, len(word) - 2)]) + r"\w{0,5}" for word in words))


@lru_cache(maxsize=4096)
def _any_of(names: tuple[str, ...], tag: str) -> re.Pattern[str]:
    pattern = "|".join(re.escape(fold(name)) for name in sorted(names, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{pattern})s?(?!\w)" if language(tag).spaced else pattern)


def relevant(terms: Sequence[Term], text: str, source: str) -> tuple[Term, ...]:
    """The terms that a source text has, in the singular or with an s."""
    if not terms:
        return ()
    folded = fold(text)
    if not _any_of(tuple(term.text for term in terms), source).search(folded):
        return ()
    return tuple(term for term in terms if _any_of((term.text,), source).search(folded))


def _check_terms(pair: Pair) -> Iterator[str]:
    """The glossary is kept: where the source has a term, the translation has one of its required translations, in any
    inflection, and none of the forbidden ones; names that are not translated stay as they are. The glossary stands in
    faqsync.toml, or in a CSV or TBX file named there."""
    translation = fold(pair.translation)
    for term in relevant(pair.terms, pair.text, pair.source):
        if term.keep:
            if term.text not in pair.translation:
                yield f"the name “{term.text}” is not translated: keep it as it is"
            continue
        required, forbidden = (_for_locale(names, pair.locale) for names in (term.required, term.forbidden))
        if required and not any(_pattern(name, pair.locale, inflected=True).search(translation) for name in required):
            yield f"“{term.text}” is to be translated as {' or '.join(f'“{name}”' for name in required)}"
        for name in forbidden:
            if _pattern(name, pair.locale, inflected=False).search(translation):
                yield f"“{term.text}” is not to be translated as “{name}”"


def _for_locale(names: dict[str, tuple[str, ...]], locale: str) -> tuple[str, ...]:
    tag = nearest(locale, list(names))
    return () if tag is None else names[tag]


_THINNER = Term(
    text="blood thinner", required={"de": ("Blutverdünner", "Gerinnungshemmer")}, forbidden={"de": ("Aspirin",)}
)
_CLINIC = Term(text="Lindenhof", keep=True)

TERMS = Check(
    name="terms",
    severity="warning",
    of=Pair,
    run=_check_terms,
    good=(
        Pair(text="Blood thinners", translation="Wegen des Blutverdünners", locale="de", terms=(_THINNER,)),
        Pair(text="At Lindenhof", translation="En Lindenhof", locale="es", terms=(_CLINIC,)),
    ),
    bad=(
        Pair(text="A blood thinner", translation="Ein Herzmittel", locale="de", terms=(_THINNER,)),
        Pair(text="A blood thinner", translation="Ein Blutverdünner (Aspirin)", locale="de", terms=(_THINNER,)),
        Pair(text="At Lindenhof", translation="En el Patio de los Tilos", locale="es", terms=(_CLINIC,)),
    ),
)
