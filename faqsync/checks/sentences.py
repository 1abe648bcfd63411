"""Text -> its sentences, as far as punctuation shows them."""

import re

SENTENCE_END = re.compile(r"[.!?؟।。！？][.!?؟।。！？\"'”’»)\]*」』）]*(?:(?<=[。！？」』）])|\s|$)")


def sentences(text: str) -> list[str]:
    """The sentences of a text; a dot after an abbreviation counts as an end too."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    return [part for start, end in zip(starts, [*ends, len(text)], strict=True) if (part := text[start:end].strip())]
