"""Article + Catalog -> LocalizedArticle: what of an article may be shown in a locale.

A message is current where its catalog has a translation of today's source text that is not fuzzy, not faulted by a
check of severity error, and without control characters. Nothing else is ever shown as a translation. What becomes of
an article that is not wholly current is the site's policy: ``hold``, ``omit`` or ``source``.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from faqsync.model import (
    Article,
    Block,
    Catalog,
    Category,
    Entry,
    Finding,
    Image,
    Incomplete,
    ItemList,
    LocalizedArticle,
    LocalizedCategory,
    Message,
    Note,
    Paragraph,
    Question,
    Section,
    Shortfall,
    State,
    Text,
)
from faqsync.records import Record, digest, replace
from faqsync.texts import forbidden_character

Key = tuple[str, str]
"""Context and source text: what a message is."""


class Verdicts(Record):
    """What a catalog has for the messages of today, in one locale."""

    locale: str
    source: str
    current: Mapping[Key, str]
    """The translations that may be shown."""
    shortfalls: tuple[Shortfall, ...] = ()
    """The messages without one, in order."""
    findings: tuple[Finding, ...] = ()
    """The errors for which some of them have none."""

    def text(self, message: Message) -> Text | None:
        """The message in the locale, where it is current."""
        translation = self.current.get((message.context, message.text))
        return None if translation is None else Text(markdown=translation, locale=self.locale)

    def text_or_source(self, message: Message) -> Text:
        """The message in the locale where it is current, else as it was written."""
        return self.text(message) or Text(markdown=message.text, locale=self.source)


def judge(
    messages: Iterable[Message],
    catalog: Catalog | None,
    locale: str,
    source: str,
    findings: Iterable[Finding] = (),
) -> Verdicts:
    """Which messages are current in a locale, and what the others lack.

    ``findings`` are those of the checks in this catalog; an error makes the entry on its line stale.
    """
    wanted = {(message.context, message.text): message for message in messages}
    if locale == source:
        return Verdicts(locale=locale, source=source, current={key: key[1] for key in wanted})
    entries = {
        (entry.context or "", entry.text): entry
        for entry in (catalog.entries if catalog is not None else ())
        if entry.translated and entry.strings[0].strip() and not entry.obsolete and entry.plural is None
    }
    left_behind = {context for context, text in entries if (context, text) not in wanted}
    errors: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.severity == "error":
            errors.setdefault(finding.line, []).append(finding)
    current: dict[Key, str] = {}
    shortfalls: list[Shortfall] = []
    state: State
    for context, text in wanted:
        entry = entries.get((context, text))
        if entry is None and context in left_behind:
            state, reason = "stale", "the source text has changed"
        elif entry is None:
            state, reason = "missing", "there is no translation"
        elif unfit := _unfit(entry, errors.get(entry.line, [])):
            state, reason = "stale", unfit
        else:
            current[context, text] = entry.strings[0]
            continue
        shortfalls.append(Shortfall(context=context, text=text, state=state, reason=reason))
    return Verdicts(
        locale=locale,
        source=source,
        current=current,
        shortfalls=tuple(shortfalls),
        findings=tuple(each for found in errors.values() for each in found),
    )


def _unfit(entry: Entry, errors: list[Finding]) -> str | None:
    """Why a translation of today's text may not be shown."""
    if errors:
        return "; ".join(f"{error.check}: {error.message}" for error in errors)
    if entry.fuzzy:
        return "the translation is fuzzy"
    name = forbidden_character(entry.strings[0])
    return name and f"the translation has the control character {name}"


# --- the three policies --------------------------------------------------------------------------------------


def localize(
    article: Article, verdicts: Verdicts, incomplete: Incomplete, *, revised: datetime | None, translator: str | None
) -> LocalizedArticle:
    """The article in one locale, published or held.

    ``revised`` and ``translator`` are what the catalog's header says of itself.
    """
    title, summary = verdicts.text(article.title), verdicts.text(article.summary)
    sections: tuple[Section[Text], ...] = ()
    if title is not None and summary is not None:
        if not verdicts.shortfalls or incomplete == "source":
            sections = tuple(_whole_section(section, verdicts) for section in article.sections)
        elif incomplete == "omit" and not _lacks_warning(article, verdicts):
            found = (_current_section(section, verdicts) for section in article.sections)
            sections = tuple(section for section in found if section is not None)
    localized = LocalizedArticle(
        article=replace(article, sections=()),
        locale=verdicts.locale,
        state="published" if sections else "held",
        title=title or verdicts.text_or_source(article.title),
        summary=summary or verdicts.text_or_source(article.summary),
        sections=sections,
        messages=len(verdicts.current) + len(verdicts.shortfalls),
        shortfalls=verdicts.shortfalls,
        findings=verdicts.findings,
        revised=revised,
        translator=None if translator is None or forbidden_character(translator) else translator,
    )
    return replace(localized, digest=_content_digest(localized)) if sections else localized


def _lacks_warning(article: Article, verdicts: Verdicts) -> bool:
    """Whether a warning would be left out: then the article may not be shown without it."""
    return any(
        isinstance(block, Note) and block.tone == "warning" and verdicts.text(block.text) is None
        for section in article.sections
        for blocks in (section.blocks, *(question.answer for question in section.questions))
        for block in blocks
    )


def _whole_section(section: Section[Message], verdicts: Verdicts) -> Section[Text]:
    """All of the section, in the source language where need be."""
    show = verdicts.text_or_source
    return Section(
        id=section.id,
        heading=None if section.heading is None else show(section.heading),
        blocks=tuple(_whole_block(block, show) for block in section.blocks),
        questions=tuple(
            Question(
                id=question.id,
                question=show(question.question),
                answer=tuple(_whole_block(block, show) for block in question.answer),
            )
            for question in section.questions
        ),
    )


def _whole_block(block: Block[Message], show: Callable[[Message], Text]) -> Block[Text]:
    match block:
        case Paragraph():
            return Paragraph(text=show(block.text))
        case ItemList():
            return ItemList(items=tuple(map(show, block.items)), style=block.style)
        case Note():
            return Note(text=show(block.text), tone=block.tone)
        case Image():
            return Image(alt=show(block.alt), asset=block.asset, width=block.width, height=block.height)


def _current_section(section: Section[Message], verdicts: Verdicts) -> Section[Text] | None:
    """The section without what is not current; none where its heading is not, or where nothing is left."""
    if section.heading is not None and verdicts.text(section.heading) is None:
        return None
    blocks = tuple(block for block in section.blocks if _is_current(block, verdicts))
    questions = tuple(
        question
        for question in section.questions
        if verdicts.text(question.question) is not None
        and all(_is_current(block, verdicts) for block in question.answer)
    )
    if not blocks and not questions:
        return None
    return _whole_section(replace(section, blocks=blocks, questions=questions), verdicts)


def _is_current(block: Block[Message], verdicts: Verdicts) -> bool:
    """Whether all of the block is. A list stands or falls whole, and so does an answer."""
    match block:
        case ItemList():
            return all(verdicts.text(item) is not None for item in block.items)
        case Image():
            return verdicts.text(block.alt) is not None
        case Paragraph() | Note():
            return verdicts.text(block.text) is not None


def _content_digest(localized: LocalizedArticle) -> str:
    """The SHA-256 of what is published of the article: texts and metadata with ``article:`` links as written;
    not addresses, sister locales or the site's own data."""
    article = localized.article
    review = article.reviewed
    return digest(
        (
            (article.id, localized.locale, article.published, article.category, article.keywords, article.authors),
            review and (review.by, review.on, review.next, article.review_covers_text),
            (article.about, article.sources, localized.translator),
            (localized.title, localized.summary, localized.sections),
        )
    )


# --- the site's own messages -----------------------------------------------------------------------------------


def localize_category(category: Category, verdicts: Verdicts) -> LocalizedCategory:
    """The category in one locale; what is not current is shown in the source language."""
    return LocalizedCategory(
        id=category.id,
        title=verdicts.text_or_source(category.title),
        description=None if category.description is None else verdicts.text_or_source(category.description),
    )
