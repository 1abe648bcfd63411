"""Tell a catalog that ends from one that was cut off: between two lines, a cut leaves a file that is well-formed."""

import re
import unicodedata

_WRAPPED = re.compile(r'(?<!\\n)(?<!\s")"\n[ \t]*(?:\#(?:~\|?|\|))?[ \t]*"')
"""Two strings of one text that are not two lines of it."""
_NUMBER = re.compile(r"\d+(?:[.,'’٫٬\s]\d+)*")
_LAST_NUMBER = re.compile(rf"({_NUMBER.pattern})\s*\Z")


def looks_cut(strings: list[str], sources: list[str], text: str) -> bool:
    """Whether a translation at the very end of a file may go on.

    It may if it ends in the beginning of a number of its source; and, where the file is wrapped, if it has other digits
    than its source or ends in a blank unlike it.
    """
    whole = "".join(strings)
    last = _LAST_NUMBER.search(whole)
    numbers = {_digits(number) for source in sources for number in _NUMBER.findall(source)}
    if last and _digits(last[1]) not in numbers and any(each.startswith(_digits(last[1])) for each in numbers):
        return True
    wrapped = len(strings) == 2 and not strings[0] and not strings[1].endswith("\n")
    if len(strings) < 2 or not (wrapped or _WRAPPED.search(text)):
        return False
    ends_open = whole[-1:].isspace() and not any(source[-1:].isspace() for source in sources)
    return ends_open or sorted(_digits(whole)) not in [sorted(_digits(source)) for source in sources]


def _digits(text: str) -> str:
    """The digits of a text, whatever their script, as ASCII."""
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())
