"""Plural-Forms for every locale that CLDR knows, against Babel's own reading of its rules."""

import re
from gettext import c2py

import pytest
from babel.core import Locale
from babel.localedata import locale_identifiers

from faqsync.locales import plural_forms
from faqsync.plurals import CATEGORIES

RULES = {
    str(rule.rules): (name.replace("_", "-"), rule)
    for name in locale_identifiers()
    for rule in [Locale.parse(name).plural_form]
}
NUMBERS = [*range(201), 1000, 2000, 100_000, 1_000_000, 3_000_000]


@pytest.mark.parametrize(("tag", "rule"), RULES.values(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_rule_of_cldr_sorts_whole_numbers_as_babel_does(tag, rule):
    match = re.fullmatch(r"nplurals=(\d); plural=(.+);", plural_forms(tag))
    form = c2py(match[2])
    categories = {form(n): rule(n) for n in NUMBERS}
    assert [categories[form(n)] for n in NUMBERS] == [rule(n) for n in NUMBERS]
    assert sorted(categories) == list(range(int(match[1])))
    assert sorted(categories.values(), key=CATEGORIES.index) == [categories[n] for n in sorted(categories)]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ja", "nplurals=1; plural=0;"),
        ("de", "nplurals=2; plural=(n != 1);"),
        ("es", "nplurals=3; plural=(n == 1 ? 0 : n != 0 && n%1000000 == 0 ? 1 : 2);"),
        ("pt-BR", "nplurals=3; plural=(n <= 1 ? 0 : n != 0 && n%1000000 == 0 ? 1 : 2);"),
        ("pl", "nplurals=3; plural=(n == 1 ? 0 : n%10 >= 2 && n%10 <= 4 && (n%100 < 12 || n%100 > 14) ? 1 : 2);"),
        (
            "ar",
            "nplurals=6; plural=(n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n%100 >= 3 && n%100 <= 10 ? 3 : "
            "n%100 >= 11 ? 4 : 5);",
        ),
        ("is", "nplurals=2; plural=(n%10 != 1 || n%100 == 11);"),
        ("en-XA", "nplurals=2; plural=(n != 1);"),
        ("qaa", "nplurals=2; plural=(n != 1);"),
    ],
)
def test_the_expressions_are_those_that_a_person_would_write(tag, expected):
    assert plural_forms(tag) == expected
