"""CLDR's plural rules as gettext's Plural-Forms: C expressions of a whole number ``n``.

Unicode Technical Standard 35, part 3, section 5 (operands and conditions of plural rules).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_SAMPLE = (*range(1000), *range(1000, 200_000, 1000), 1_000_000)
"""Whole numbers among which each category occurs that any has: rules look at n % 100, and at round thousands."""


class _Junction(NamedTuple):
    """Conditions joined by ``&&`` (without any: always true) or by ``||`` (without any: never)."""

    operator: str
    terms: tuple["_Condition", ...] = ()


_Condition = str | _Junction
"""A comparison in C, or several."""


def plural_forms(rules: Mapping[str, Any], category: Callable[[int], str]) -> str:
    """The value of a Plural-Forms field; its forms stand in the order of `CATEGORIES`.

    ``rules`` are category -> condition, as Babel's ``PluralRule.abstract`` holds them; ``category`` applies them to a
    number. A category that no whole number has gets no form.
    """
    occurring = set(map(category, _SAMPLE))
    *first, _ = [each for each in CATEGORIES if each in occurring]
    if not first:
        return "nplurals=1; plural=0;"
    if len(first) == 1:
        return f"nplurals=2; plural=({_expression(_condition(rules[first[0]], False))});"
    choices = (f"{_expression(_condition(rules[each], True))} ? {form} : " for form, each in enumerate(first))
    return f"nplurals={len(first) + 1}; plural=({''.join(choices)}{len(first)});"


def _condition(node: Any, wanted: bool) -> _Condition:
    """What makes a condition of Babel's syntax tree true, or false where that is ``wanted``."""
    kind, arguments = node
    if kind == "not":
        return _condition(arguments[0], not wanted)
    if kind == "relation":
        _, operand, (_, ranges) = arguments
        return _relation(operand, [(low[1][0], high[1][0]) for low, high in ranges], wanted)
    return _join("&&" if (kind == "and") == wanted else "||", (_condition(each, wanted) for each in arguments))


def _relation(operand: Any, ranges: list[tuple[int, int]], wanted: bool) -> _Condition:
    """Whether an operand is within one of the ranges. Of a whole number all but ``n`` and ``i`` are 0."""
    kind, arguments = operand
    modulus = arguments[1][1][0] if kind == "mod" else None
    if (arguments[0][0] if kind == "mod" else kind) not in ("n", "i"):
        return _join("&&" if any(low <= 0 <= high for low, high in ranges) == wanted else "||", ())
    value = f"n%{modulus}" if modulus else "n"
    top = modulus - 1 if modulus else None
    terms = (_range(value, low, high, top, wanted) for low, high in _merged(ranges))
    return _join("||" if wanted else "&&", terms)


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order, neighbours made one."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _range(value: str, low: int, high: int, top: int | None, wanted: bool) -> _Condition:
    """Whether a value from 0 to ``top`` is from ``low`` to ``high``."""
    if low == high:
        return f"{value} {'==' if wanted else '!='} {low}"
    bounds = [f"{value} {'>=' if wanted else '<'} {low}"] if low > 0 else []
    if high != top:
        bounds.append(f"{value} {'<=' if wanted else '>'} {high}")
    return _join("&&" if wanted else "||", bounds)


def _join(operator: str, conditions: Iterable[_Condition]) -> _Condition:
    """The conditions as one, without what is always or never true."""
    terms: list[_Condition] = []
    for condition in conditions:
        if isinstance(condition, str):
            terms.append(condition)
        elif condition.operator == operator:
            terms += condition.terms
        elif not condition.terms:
            return condition
        else:
            terms.append(condition)
    return terms[0] if len(terms) == 1 else _Junction(operator, tuple(dict.fromkeys(terms)))


def _expression(condition: _Condition) -> str:
    if isinstance(condition, str):
        return condition
    terms = map(_expression, condition.terms)
    if condition.operator == "||":
        return " || ".join(terms)
    return " && ".join(
        f"({text})" if isinstance(term, _Junction) else text for term, text in zip(condition.terms, terms, strict=True)
    )
