"""How many seeded errors of dose the checks find in the sample's translations, and how many right ones they report.

Each number of a translation that stands for one of its source is changed, dropped and shifted, and each unit that is
counted is swapped for another; what means the same afterwards (4000 for 4.000, 100,40 for 100,4) is no error.
`pytest -rP` shows the figures.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import polib

from faqsync.checks import ERRORS
from faqsync.checks.check import Pair
from faqsync.checks.numbers import ORDER

LOCALES = Path(__file__).parents[1] / "locales"
DECIMAL = {"es": ",", "de": ",", "ar": ".", "ja": "."}
UNITS = {
    "es": """horas>días horas>minutos días>horas días>semanas semanas>meses semanas>días semana>día mg>g mg>µg mg>ml
        kg>g minutos>horas meses>años meses>semanas unidades>mg °C>°F °F>°C comprimidos>cápsulas lb>kg""",
    "de": """Stunden>Tage Stunden>Minuten Tage>Stunden Tage>Wochen Tagen>Wochen Wochen>Monate Wochen>Tage Woche>Tag
        mg>g mg>µg mg>ml kg>g Minuten>Stunden Monate>Jahre Einheiten>mg °C>°F °F>°C Tabletten>Kapseln lb>kg""",
    "ar": """ساعة>يوم ساعات>أيام أيام>ساعات يومًا>ساعة أسابيع>أشهر أسبوعًا>يومًا مليغرام>غرام مليغرام>ميكروغرام
        كيلوغرامًا>غرامًا دقائق>ساعات دقيقة>ساعة أشهر>أسابيع وحدة>مليغرام أرطال>كيلوغرام""",
    "ja": """時間>日 時間>分 日間>週間 日>週間 週間>か月 週間>日 mg>g mg>µg mg>ml kg>g 分>時間 か月>年 単位>mg °C>°F
        °F>°C 錠>カプセル ポンド>kg""",
}
# What Arabic says without a digit, and how often something is done.
WORDS = {
    "es": ["al día>por semana", "por semana>al día", "al mes>al año", "al año>al mes"],
    "de": ["am Tag>pro Woche", "pro Tag>pro Woche", "im Monat>im Jahr", "im Jahr>im Monat"],
    "ar": [
        "ساعتين>3 ساعات",
        "ساعتين>يومين",
        "يومين>3 أيام",
        "يومين>أسبوعين",
        "أسبوعين>شهرين",
        "أسبوعين>4 أسابيع",
        "قرصين>3 أقراص",
        "قرصين>كبسولتين",
        "دقيقتين>ساعتين",
        "مرتين>3 مرات",
        "الثاني>الثالث",
        "في الشهر>في الأسبوع",
        "يوميًا>أسبوعيًا",
    ],
    "ja": ["月に>週に", "年に>月に", "1日>1週間"],
}
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MASKED = re.compile(r"\]\([^)]*\)|\+[\d ]+|\S+@\S+")


def translations() -> Iterator[tuple[str, str, str]]:
    for folder in sorted(LOCALES.glob("*/LC_MESSAGES")):
        for file in sorted(folder.glob("*.po")):
            for entry in polib.pofile(file.read_text(encoding="utf-8")):
                if entry.translated() and not entry.obsolete:
                    yield folder.parent.name, entry.msgid, entry.msgstr


def messages(locale: str, text: str, translation: str) -> list[str]:
    pair = Pair(text=text, translation=translation, locale=locale)
    return [message for check in ERRORS if check.of is Pair for message in check.run(pair)]


def visible(text: str) -> str:
    """The text with blanks for link targets and addresses, as long as before."""
    return MASKED.sub(lambda match: " " * len(match[0]), text)


def digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def mutants(locale: str, text: str, translation: str) -> Iterator[tuple[str, str]]:
    """What went wrong, and the translation in which it did."""
    wanted = {digits(number) for number in NUMBER.findall(visible(text))}
    numbers = [match for match in NUMBER.finditer(visible(translation)) if digits(match[0]) in wanted]
    for match in numbers:
        before, number, after = translation[: match.start()], match[0], translation[match.end() :]
        for kind, other in altered(locale, number):
            yield kind, re.sub(" {2,}", " ", before + other + after)
    for first, second in pairwise(numbers):
        if first[0] != second[0]:
            between = translation[first.end() : second.start()]
            yield (
                "exchange",
                translation[: first.start()] + second[0] + between + first[0] + translation[second.end() :],
            )
    for swap in UNITS.get(locale, "").split():
        unit, other = swap.split(">")
        end = "" if locale == "ja" else r"(?!\w)"
        for match in re.finditer(rf"(?:(?<=\d)|(?<=\d )){re.escape(unit)}{end}", translation):
            yield "unit", translation[: match.start()] + other + translation[match.end() :]
    for swap in WORDS.get(locale, []):
        words, other = swap.split(">")
        for match in re.finditer(re.escape(words), translation):
            yield "word", translation[: match.start()] + other + translation[match.end() :]


def altered(locale: str, number: str) -> Iterator[tuple[str, str]]:
    """A number as it might be mistyped."""
    plain = digits(number)
    decimal = DECIMAL.get(locale, ",")
    yield "change", str(int(plain) + 1)
    yield "change", str(int(plain) + 7)
    yield "change", "1" + number
    if int(plain) > 1:
        yield "change", str(int(plain) - 1)
    if not re.search(r"[.,]\d$", number):
        yield "change", number + "0"
    if len(plain) > 1:
        yield "change", plain[:-1]
        yield "change", plain[1:].lstrip("0") or "0"
        yield "shift", plain[:-1] + decimal + plain[-1]
        if plain[0] != plain[1]:
            yield "change", plain[1] + plain[0] + plain[2:]
    if re.search(r"[.,]\d{3}$", number):
        yield "shift", number.translate({ord("."): ",", ord(","): "."})
    elif re.search(r"[.,]\d$", number):
        yield "shift", plain
    if not (locale == "ar" and plain == "1"):  # there the noun alone says "one"
        yield "drop", ""


def test_errors_of_dose_are_found_and_right_translations_pass() -> None:
    found, seeded, reported, all_right = Counter[str](), Counter[str](), [], 0
    for locale, text, translation in translations():
        all_right += 1
        if messages(locale, text, translation):
            reported.append((locale, text, translation))
        for kind, mutant in {(kind, each) for kind, each in mutants(locale, text, translation) if each != translation}:
            seeded[kind] += 1
            found[kind] += bool(messages(locale, text, mutant)) or (
                # Within a sentence a language may turn two quantities round, so this is only a warning.
                kind == "exchange" and any(ORDER.run(Pair(text=text, translation=mutant, locale=locale)))
            )
    recall, false_alarms = found.total() / seeded.total(), len(reported) / all_right
    for kind, count in sorted(seeded.items()):
        print(f"{kind}: {found[kind]} of {count} found")
    print(f"recall {recall:.2%}; false alarms {false_alarms:.2%}: {len(reported)} of {all_right} translations")
    assert seeded.total() > 2000
    assert recall >= 0.995
    assert false_alarms < 0.02, reported
