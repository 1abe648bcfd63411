"""Times of day: how they are written, and the minutes that they stand for."""

import re

_CLOCK = r"""
    (?<![\d:.,]) (?:
        (?:午前|午後|上午|下午|早上|晚上)? (?:[01]?\d|2[0-4]) (?:時(?!間)|[点點]) (?:\d{1,2}分|半)?
      | (?:[01]?\d|2[0-4]) :[0-5]\d (?![\d:]) (?:\s?(?:[ap]\.\s?m\b\.?|AM|uhr\b|ص\b|م\b|صباحا|مساء|h\b))?
      | (?:[01]?\d|2[0-4]) (?:\.[0-5]\d)? \s? (?:[ap]\.\s?m\b\.?|AM|uhr\b|صباحا|مساء)
      | (?:[01]?\d|2[0-4]) \s?h\s? [0-5]\d (?!\d)
      | (?:1[0-2]|[1-9]) \s (?: de\ la\ (?:mañana|tarde|noche) | du\ (?:matin|soir) | de\ l['’]après-midi
            | da\ (?:manhã|tarde|noite) | di\ (?:mattina|sera) | del\ pomeriggio | утра | вечера | rano | wieczorem )
    )"""
_MORNING = re.compile(r"a\.?\s?m\b|午前|上午|早上|صباح|ص|mañana|matin|manhã|mattin|утра|rano")
_EVENING = re.compile(
    r"p\.?\s?m\b|午後|下午|晚上|مساء|م|tarde|noche|soir|après-midi|noite|sera|pomeriggio|вечера|wiecz"
)


def clock_pattern(language: str) -> str:
    """A verbose pattern for times of day in folded text: 10:30, 3 pm, 15 Uhr, 8 h 30, 午後3時."""
    # "3 am Tag" is no time in German.
    return _CLOCK.replace("AM", r"pm\b" if language == "de" else r"[ap]m\b")


def minutes(text: str) -> tuple[int, bool]:
    """The minutes since midnight of a match of `clock_pattern`; and whether they are certain, not perhaps 720 more."""
    hour, *rest = (int(digits) for digits in re.findall(r"\d+", text))
    past = rest[0] if rest else 30 if "半" in text else 0
    morning, evening = _MORNING.search(text) is not None, _EVENING.search(text) is not None
    if morning or evening:
        hour = hour % 12 + (12 if evening else 0) if hour <= 12 else hour
    return hour % 24 * 60 + past, morning or evening or not 1 <= hour <= 12
