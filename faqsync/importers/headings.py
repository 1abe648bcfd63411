"""What a heading looks like."""

import re
from typing import Literal

from faqsync.importers.lines import Line
from faqsync.importers.sentences import SMALL_WORDS, is_ended, is_question, sentences

_FAQ_WORDS = r"(?:(?:most )?(?:frequently|commonly|often)[ -]asked|common|frequent|popular|faq) questions"
_FAQ = re.compile(
    rf"(?:the |some |your )?(?:{_FAQ_WORDS}|questions (?:and|&) answers|q ?(?:&|and) ?a|faqs?)"
    r"(?: \(?faqs?\)?| (?:and|&) answers)?(?: (?:about|on|for|regarding) .{1,80}| ?[:–—-] .{1,80})?:?"
    r"|häufig(?:e| gestellte) fragen:?|preguntas frecuentes:?|questions fréquentes:?|foire aux questions:?"
    r"|domande frequenti:?|perguntas frequentes:?|よくある(?:ご)?質問|常见问题|الأسئلة (?:الشائعة|المتكررة):?",
    re.IGNORECASE,
)
_FAQ_TITLE = re.compile(rf"\b(?:{_FAQ_WORDS}|questions (?:and|&) answers|faqs?)\b", re.IGNORECASE)
_LANDMARK = re.compile(
    r"(?:in )?(?:introduction|overview|conclusions?|summary|final thoughts|closing thoughts|(?:the )?bottom line"
    r"|(?:key )?takeaways):?",
    re.IGNORECASE,
)

_LONGEST = 120


def is_heading(line: Line) -> bool:
    """Whether it may be a heading: short, one sentence, not ended but by a question mark."""
    text = line.text
    if line.mark == "heading":
        return True
    if line.mark not in ("none", "number") or len(text) > _LONGEST or text[0].islower():
        return False
    if is_ended(text) and not is_question(text):
        return False
    return any(map(str.isalpha, text)) and len(list(sentences(text))) == 1


def landmark(line: Line) -> Literal["faq", "landmark"] | None:
    """What it is where it is a heading beyond doubt: ``faq`` above the questions, ``landmark`` elsewhere."""
    if line.mark not in ("none", "number", "heading") or is_question(line.text):
        return None
    if len(line.text) <= _LONGEST and _FAQ.fullmatch(line.text) and not line.text.endswith((".", "!")):
        return "faq"
    return "landmark" if line.mark == "heading" or _LANDMARK.fullmatch(line.text) else None


def names_questions(title: str) -> bool:
    """Whether a title says that the article is an FAQ."""
    return _FAQ_TITLE.search(title) is not None


def is_title_case(text: str) -> bool:
    """Whether no word but the small ones has a small initial, as in “Can It Be Used for Pain?”."""
    return all(word.lower() in SMALL_WORDS for word in re.findall(r"[^\W\d_][\w'’]*", text) if word[0].islower())
