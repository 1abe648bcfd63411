"""What is read in a text: numbers in any digits and words, the units that they count, and how often."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faqsync.checks import CHECKS
from faqsync.checks.check import Pair
from faqsync.checks.comparing import differences
from faqsync.checks.quantities import read

LOCALES = "en de fr es pt-BR it nl pl ru ar fa he hi ja zh-Hans zh-Hant ko th sv fi x-none".split()


def quantities(text: str, tag: str) -> list[tuple[int | Fraction, str | None]]:
    return [(each.number, each.unit) for each in read(text, tag).quantities]


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "500 mg to 1,000 mg", [(500, "mg"), (1000, "mg")]),
        ("en", "2 to 3 times a week for 6 to 12 weeks", [(2, "times"), (3, "times"), (6, "week"), (12, "week")]),
        ("en", "Days 2 to 3: rest", [(2, "day"), (3, "day")]),
        ("en", "15 or more days a month", [(15, "day")]),
        ("en", "3 or 4 a year", [(3, None), (4, None)]),
        ("en", "1.2.3, 192.168.0.1", [(1, None), (2, None), (3, None), (192, None), (168, None), (0, None), (1, None)]),
        ("en", "B12, 10⁹, m², text¹", [(12, None), (10, None), (9, None)]),
        ("en", "call +1 202 555 0143 or see https://x.example/24", []),
        ("en", "[4 hours](article:4-hours)", [(4, "hour")]),
        ("en", "twenty-four hours, 2 million", [(24, "hour"), (2_000_000, None)]),
        ("en", "2½ hours, 1/2 tablet", [(Fraction(5, 2), "hour"), (Fraction(1, 2), "tablet")]),
        ("en", "an hour and a half", [(Fraction(3, 2), "hour")]),
        ("en", "10:30 pm, 3 a.m.", [(1350, "clock"), (180, "clock")]),
        ("en", "-18 °C", [(-18, "°C")]),
        (
            "de",
            "4.000 mg, 0,5 ml, 0.5 ml, 4’000",
            [(4000, "mg"), (Fraction(1, 2), "ml"), (Fraction(1, 2), "ml"), (4000, None)],
        ),
        ("de", "2. Woche, 14-tägig, zweimal", [(2, "week"), (14, "day"), (2, "times")]),
        ("fr", "4 000 mg, vingt-quatre heures", [(4000, "mg"), (24, "hour")]),
        ("ar", "٤٬٠٠٠ ملغ، ساعتين، اليوم الثاني", [(4000, "mg"), (2, "hour"), (2, "day")]),
        ("ar", "خمسة عشر يومًا، خمس وعشرون دقيقة", [(15, "day"), (25, "minute")]),
        ("fa", "۲۰ میلی‌گرم", [(20, "mg")]),
        ("hi", "१,००,००० लोग, ४ घंटे", [(100_000, None), (4, "hour")]),
        ("ja", "１日２回、2時間半、二十四時間", [(1, "day"), (2, "times"), (Fraction(5, 2), "hour"), (24, "hour")]),
        ("ja", "2026年1月15日、200万人", [(2026, None), (1, None), (15, None), (2_000_000, None)]),
        ("zh-Hans", "两三天，百分之20", [(2, "day"), (3, "day"), (20, "%")]),
        ("ko", "24시간에 3번", [(24, "hour"), (3, None)]),
        ("tr", "24 saatte", [(24, "hour")]),
    ],
)
def test_reads(tag: str, text: str, expected: list[tuple[int | Fraction, str | None]]) -> None:
    assert quantities(text, tag) == expected


def test_reads_how_often() -> None:
    assert read("Take 2 tablets a day.", "en").rates == ("day",)
    assert read("Take 10 mg/kg.", "en").rates == ("kg",)
    assert read("Walk every day.", "en").every == ("day",)
    assert read("Wait for a day.", "en").rates == ()


# Pieces that the reading turns on, and anything else.
PIECES = (
    "a 2 3 24 4,000 0.5 4.000 1/2 ½ 10⁹ twice daily hours mg % °C each every week to or - – . , ; ( ** 3 pm 10:30 half "
    "two million 2026-01-15 May IV B12 +1 202 555 0143 http://x.y/1 * [ ]( \\ {n} %s < ² ٤ ４ ساعتين يوم و3 か月 "
    "2時間半 万 两三 半 每天 -18 minus 1\u202f000 \u200f"
).split(" ")
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=14).map(" ".join)


@pytest.mark.parametrize("text", ["9" * 5000, "B" + "9" * 5000, "0." + "9" * 5000, "1," * 500, "- " * 500, "**" * 500])
def test_a_monstrous_text_is_read_too(text: str) -> None:
    assert differences(text, "en", text, "en").numbers == ()
    assert differences(f"{text} 7", "en", f"{text} 8", "de").numbers


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(LOCALES))
def test_a_text_agrees_with_itself(text: str, tag: str) -> None:
    found = differences(text, tag, text, tag)
    assert (found.numbers, found.units, found.order) == ((), (), ())


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(LOCALES))
def test_no_text_breaks_a_check(text: str, translation: str, tag: str) -> None:
    pair = Pair(text=text, translation=translation, locale=tag)
    for check in CHECKS:
        if check.of is Pair:
            assert all(isinstance(message, str) for message in check.run(pair))
