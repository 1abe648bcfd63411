"""Units of measure, and which of them are one and the same amount."""

from fractions import Fraction

from faqsync.records import Record

Number = int | Fraction


class Unit(Record):
    """A unit: quantities of one dimension are equal where number times size is."""

    name: str
    dimension: str
    size: int = 1
    cldr: str | None = None
    """Its name in CLDR."""


_TABLE: tuple[tuple[str, str, int, str | None], ...] = (
    ("µg", "mass", 1, "mass-microgram"),
    ("mg", "mass", 10**3, "mass-milligram"),
    ("g", "mass", 10**6, "mass-gram"),
    ("kg", "mass", 10**9, "mass-kilogram"),
    ("µl", "volume", 1, None),
    ("ml", "volume", 10**3, "volume-milliliter"),
    ("cl", "volume", 10**4, "volume-centiliter"),
    ("dl", "volume", 10**5, "volume-deciliter"),
    ("l", "volume", 10**6, "volume-liter"),
    ("mm", "length", 1, "length-millimeter"),
    ("cm", "length", 10, "length-centimeter"),
    ("m", "length", 10**3, "length-meter"),
    ("km", "length", 10**6, "length-kilometer"),
    ("second", "time", 1, "duration-second"),
    ("minute", "time", 60, "duration-minute"),
    ("hour", "time", 3600, "duration-hour"),
    ("day", "time", 86400, "duration-day"),
    ("week", "time", 604800, "duration-week"),
    ("month", "months", 1, "duration-month"),
    ("year", "months", 12, "duration-year"),
    ("µmol", "substance", 1, None),
    ("mmol", "substance", 10**3, None),
    ("mol", "substance", 10**6, None),
    ("mEq", "equivalent", 1, None),
    ("IU", "activity", 1, None),
    ("%", "percent", 1, "concentr-percent"),
    ("°C", "celsius", 1, "temperature-celsius"),
    ("°F", "fahrenheit", 1, "temperature-fahrenheit"),
    ("°", "degree", 1, None),
    ("mmHg", "mercury", 1, "pressure-millimeter-ofhg"),
    ("kPa", "pascal", 1, "pressure-kilopascal"),
    ("kcal", "calorie", 1, "energy-kilocalorie"),
    ("kJ", "joule", 1, "energy-kilojoule"),
    ("lb", "pound", 1, "mass-pound"),
    ("oz", "ounce", 1, "mass-ounce"),
    ("inch", "inch", 1, "length-inch"),
    ("foot", "foot", 1, "length-foot"),
    ("tablet", "tablet", 1, None),
    ("capsule", "capsule", 1, None),
    ("drop", "drop", 1, "volume-drop"),
    ("puff", "puff", 1, None),
    ("teaspoon", "teaspoon", 1, "volume-teaspoon"),
    ("tablespoon", "tablespoon", 1, "volume-tablespoon"),
    ("times", "times", 1, None),
    ("clock", "clock", 1, None),
    ("dial", "dial", 1, None),
)

# A time of day counts its minutes: "clock" from midnight, "dial" where it may be morning or afternoon.
UNITS = {name: Unit(name=name, dimension=dimension, size=size, cldr=cldr) for name, dimension, size, cldr in _TABLE}

TIMES = frozenset("second minute hour day week month year".split())
"""Units of time."""
COUNTS = frozenset("° tablet capsule drop puff teaspoon tablespoon times".split())
"""What is counted. A language may leave such a word out beside the number."""
CLOCKS = frozenset(["clock", "dial"])
"""Times of day."""
MEASURES = frozenset(UNITS) - TIMES - COUNTS - CLOCKS
"""What a number never stands without, in any language."""

SYMBOLS = {
    "µg": "µg",
    "μg": "µg",
    "mcg": "µg",
    "ug": "µg",
    "µl": "µl",
    "μl": "µl",
    "μmol": "µmol",
    "µmol": "µmol",
    "h": "hour",
    "hr": "hour",
    "hrs": "hour",
    "min": "minute",
    "s": "second",
    "sec": "second",
    "iu": "IU",
    "meq": "mEq",
    "mval": "mEq",
    "mmhg": "mmHg",
    "kpa": "kPa",
    "kj": "kJ",
    "lb": "lb",
    "lbs": "lb",
    "٪": "%",
    "%": "%",
    "°c": "°C",
    "°f": "°F",
    "°م": "°C",
    "°ف": "°F",
    **{name: name for name in "mg g kg ml cl dl l mm cm m km mmol mol kcal oz".split()},
}
"""What any language may write after a number, in lower case."""

Amount = tuple[str | None, Number]
"""What two quantities share that say the same: a dimension, and how much of it."""


def amount(number: Number, unit: str | None) -> Amount:
    """``(1, "g")`` and ``(1000, "mg")`` are one amount."""
    if unit is None:
        return None, number
    return UNITS[unit].dimension, number * UNITS[unit].size
