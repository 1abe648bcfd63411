"""The check of typography: what a language does differently with marks, blanks and letters."""

import re
from collections.abc import Callable, Iterator

from faqsync.checks.check import Check, Pair
from faqsync.checks.literals import mask
from faqsync.locales import direction, script
from faqsync.markup import plain

_ENDS = {"full stop": ".。।۔．", "question mark": "?？؟", "exclamation mark": "!！", "colon": ":：", "ellipsis": "…"}
_END_NAMES = {mark: name for name, marks in _ENDS.items() for mark in marks}
_CLOSERS = " \u00a0\u202f\"'”“’»«›)）」』]}"
# Thai, Lao, Khmer and Burmese end no sentence with a mark; a Japanese list item may end on its noun.
_WITHOUT_ENDS = frozenset("th lo km my".split())
_JAPANESE_ENDS = (("full stop", None), ("colon", "full stop"))

_ARABIC_MARKS = {"?": "؟", ",": "،", ";": "؛"}
_WIDE_MARKS = {"?": "？", "!": "！", ".": "。", ";": "；"}
_OWN_MARKS = {
    "ar": _ARABIC_MARKS,
    "fa": _ARABIC_MARKS,
    "ur": _ARABIC_MARKS | {".": "۔"},
    "ja": _WIDE_MARKS | {",": "、"},
    "zh": _WIDE_MARKS | {",": "，", ":": "："},
}
_MARK_AFTER_LETTER = re.compile("([\u0600-\u06ff\u3041-\u30ff\u3400-\u9fff])([?!,.;:])(?=\\s|$|[\"'”’»)])")

_FRENCH_TIGHT = re.compile(r"[^\s\u00a0\u202f(«¿¡?!…]([;!?»]|:(?!\d|//))|[ \t]([;!?»:])|«(?![\u00a0\u202f])")
_CANADIAN_TIGHT = re.compile(r"[^\s\u00a0\u202f]»|[ \t][»:]|«(?![\u00a0\u202f])")

_DOUBLED = re.compile(r"\b([^\W\d_]+)\s+\1\b", re.IGNORECASE)
_REDUPLICATING = frozenset("fa fil hi id jv ms sw th tl tr ur vi".split())
_RIGHTLY_DOUBLED = frozenset("die der das den dem sie nous vous had that que se si bla".split())
_BLANKS = re.compile(r"[ \u00a0]{2}|[ \u00a0][,.](?=\s|$)")

_PAIRS = tuple(zip("(（[{«‹「『【〈《", ")）]}»›」』】〉》", strict=True))
_DOUBLE_QUOTES = re.compile('["“”„‟＂]')

_INVISIBLE = "\u00ad\u180e\u200b\u2060\ufeff\u202a-\u202e"
_DIRECTION_MARKS = "\u061c\u200e\u200f\u2066-\u2069"
_JOINERS = "\u200c\u200d"
_UNJOINED_SCRIPTS = frozenset("Latn Cyrl Grek Hans Hant Jpan Kore Hang".split())
_MIXED_SCRIPTS = re.compile(
    r"\w*(?:[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]|[A-Za-z][ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ]|[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ][A-Za-z])\w*"
)


def _end(text: str) -> str | None:
    text = text.rstrip(_CLOSERS)
    return "ellipsis" if text.endswith("...") else _END_NAMES.get(text[-1:])


def _final_mark(pair: Pair, source: str, translation: str) -> Iterator[str]:
    language = pair.locale.partition("-")[0]
    wanted, found = _end(source), _end(translation)
    if language == "el" and wanted == "question mark" and translation.rstrip(_CLOSERS).endswith((";", "\u037e")):
        return
    if wanted == found or language in _WITHOUT_ENDS or {wanted, found} == {"exclamation mark", "full stop"}:
        return
    if language == "ja" and (wanted, found) in _JAPANESE_ENDS:
        return
    if language == "ja" and wanted == "question mark" and translation.rstrip(_CLOSERS).endswith("か。"):
        return
    yield f"the source ends with {_named(wanted)}, the translation with {_named(found)}"


def _named(end: str | None) -> str:
    return "no mark" if end is None else f"an {end}" if end[0] in "ae" else f"a {end}"


def _own_marks(pair: Pair, _: str, translation: str) -> Iterator[str]:
    marks = _OWN_MARKS.get(pair.locale.partition("-")[0])
    for match in _MARK_AFTER_LETTER.finditer(translation) if marks is not None else ():
        if marks is not None and match[2] in marks:
            yield f"“{match[0]}” should have “{marks[match[2]]}”"
            return


def _spanish_marks(pair: Pair, _: str, translation: str) -> Iterator[str]:
    if pair.locale.partition("-")[0] == "es":
        for opening, closing in (("¿", "?"), ("¡", "!")):
            if translation.count(opening) != translation.count(closing):
                yield f"each “{closing}” needs a “{opening}” where its sentence begins"


def _french_blanks(pair: Pair, _: str, translation: str) -> Iterator[str]:
    if pair.locale.partition("-")[0] == "fr":
        tight = _CANADIAN_TIGHT if pair.locale == "fr-CA" else _FRENCH_TIGHT
        if match := tight.search(translation):
            yield f"“{match[0]}” needs a no-break space (U+00A0 or U+202F) beside the mark"


def _doubles(pair: Pair, source: str, translation: str) -> Iterator[str]:
    if pair.locale.partition("-")[0] not in _REDUPLICATING and not _DOUBLED.search(source):
        for match in _DOUBLED.finditer(translation):
            if match[1].lower() not in _RIGHTLY_DOUBLED:
                yield f"“{match[0]}” has a word twice"
    blanks = _BLANKS.search(translation)
    if blanks is not None and not _BLANKS.search(source):
        mark = blanks[0].strip()
        yield f"there is a blank before “{mark}”" if mark else "there are two blanks together"


def _balance(_: Pair, source: str, translation: str) -> Iterator[str]:
    for opening, closing in _PAIRS:
        excess = translation.count(opening) - translation.count(closing)
        if excess and excess != source.count(opening) - source.count(closing):
            yield f"a “{closing if excess > 0 else opening}” is missing"
    if len(_DOUBLE_QUOTES.findall(translation)) % 2 and not len(_DOUBLE_QUOTES.findall(source)) % 2:
        yield "a quotation mark is missing"


def _invisible(pair: Pair, _: str, translation: str) -> Iterator[str]:
    refused = _INVISIBLE
    if direction(pair.locale) == "ltr":
        refused += _DIRECTION_MARKS
    if script(pair.locale) in _UNJOINED_SCRIPTS:
        refused += _JOINERS
    for character in dict.fromkeys(re.findall(f"[{refused}]", pair.translation)):
        yield f"it has the invisible character U+{ord(character):04X}"
    if translation.count("\u2069") != len(re.findall("[\u2066-\u2068]", translation)):
        yield "the isolates U+2066 to U+2068 and U+2069 do not pair"


def _scripts(_: Pair, source: str, translation: str) -> Iterator[str]:
    for word in _MIXED_SCRIPTS.findall(translation):
        if word not in source:
            yield f"“{word}” mixes letters of two scripts that look alike"


_RULES: tuple[Callable[[Pair, str, str], Iterator[str]], ...] = (
    _final_mark,
    _own_marks,
    _spanish_marks,
    _french_blanks,
    _doubles,
    _balance,
    _invisible,
    _scripts,
)


def _check_typography(pair: Pair) -> Iterator[str]:
    """The translation is set as its language sets texts: it ends with the same mark as the source, in the form of its
    script (。 ؟ ।), has ¿ and ¡ in Spanish and no-break spaces in French, no word or blank twice, brackets and
    quotation marks in pairs, no invisible or bidi control characters beyond those its script needs, and no word
    with letters of two scripts."""
    source, translation = mask(plain(pair.text)), mask(plain(pair.translation))
    for rule in _RULES:
        yield from rule(pair, source, translation)


TYPOGRAPHY = Check(
    name="typography",
    severity="warning",
    of=Pair,
    run=_check_typography,
    good=(
        Pair(text="Can I drive home?", translation="¿Puedo conducir a casa?", locale="es"),
        Pair(text="Can I drive home?", translation="هل يمكنني القيادة إلى المنزل؟", locale="ar"),
        Pair(text="Who is it for?", translation="À qui est-ce destiné\u00a0?", locale="fr"),
    ),
    bad=(
        Pair(text="Can I drive home?", translation="Puedo conducir a casa?", locale="es"),
        Pair(text="Can I drive home?", translation="هل يمكنني القيادة إلى المنزل?", locale="ar"),
        Pair(text="Who is it for?", translation="À qui est-ce destiné?", locale="fr"),
        Pair(text="Rest (a little).", translation="Ruhen Sie sich sich (etwas aus.", locale="de"),
        Pair(text="Rest a little.", translation="Отдохните немнoго.", locale="ru"),
    ),
)
