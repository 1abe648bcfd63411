"""An article's sections as the HTML of its page, and their table of contents.

Every section and question carries its id, so that whatever names it by its fragment finds it.
"""

from collections.abc import Callable, Iterator
from html import escape

from markupsafe import Markup

from faqsync import markup
from faqsync.formats.voices import Voice, plain
from faqsync.model import Block, Image, ItemList, Note, Paragraph, Section, Text
from faqsync.records import Record


class Prose(Record):
    """How the texts of one page become HTML."""

    voice: Voice
    resolve: markup.Resolve
    """From an ``article:`` target to the reference on this page."""
    refer: Callable[[str], str]
    """From the path of a published file to the reference on this page."""

    def sections(self, sections: tuple[Section[Text], ...]) -> Markup:
        """The sections with their blocks, then their questions."""
        return Markup("".join(line for section in sections for line in self._section(section)))

    def element(self, tag: str, text: Text) -> str:
        """One text in an element, marked where it is not in the page's language."""
        return f"<{tag}{self.voice.marked(text.locale)}>{self.inline(text)}</{tag}>\n"

    def inline(self, text: Text) -> Markup:
        """One text as phrasing content."""
        return Markup(markup.html(text.markdown, self.resolve))

    def _section(self, section: Section[Text]) -> Iterator[str]:
        # A section without a heading is none in HTML.
        tag = "div" if section.heading is None else "section"
        yield f'<{tag} id="{section.id}">\n'
        if section.heading is not None:
            yield self.element("h2", section.heading)
        yield from map(self._block, section.blocks)
        level = "h2" if section.heading is None else "h3"
        for question in section.questions:
            yield f'<div class="question" id="{question.id}">\n'
            yield self.element(level, question.question)
            yield from map(self._block, question.answer)
            yield "</div>\n"
        yield f"</{tag}>\n"

    def _block(self, block: Block[Text]) -> str:
        match block:
            case Paragraph():
                return self.element("p", block.text)
            case ItemList():
                tag = "ol" if block.style == "number" else "ul"
                items = "".join(self.element("li", item) for item in block.items)
                return f"<{tag}>\n{items}</{tag}>\n"
            case Note():
                tone = f'<p class="tone">{self.voice.tone(block.tone)}</p>'
                text = self.element("p", block.text)
                return f'<div class="note {block.tone}" role="note">\n{tone}\n{text}</div>\n'
            case Image():
                return (
                    f'<p class="image"><img src="{escape(self.refer(block.asset))}" alt="{escape(plain(block.alt))}"'
                    f'{self.voice.marked(block.alt.locale)} width="{block.width}" height="{block.height}"></p>\n'
                )


def contents(sections: tuple[Section[Text], ...], voice: Voice) -> Markup:
    """The entries of the table of contents; none where there is next to nothing to find."""
    if sum((section.heading is not None) + len(section.questions) for section in sections) < 3:
        return Markup()
    return Markup("".join(_entry(section, voice) for section in sections))


def _entry(section: Section[Text], voice: Voice) -> str:
    questions = "".join(f"<li>{_link(each.id, each.question, voice)}</li>\n" for each in section.questions)
    if section.heading is None:
        return questions
    link = _link(section.id, section.heading, voice)
    return f"<li>{link}\n<ul>\n{questions}</ul>\n</li>\n" if questions else f"<li>{link}</li>\n"


def _link(fragment: str, text: Text, voice: Voice) -> str:
    return f'<a href="#{fragment}"{voice.marked(text.locale)}>{escape(plain(text))}</a>'


def texts(sections: tuple[Section[Text], ...]) -> Iterator[Text]:
    """Every text of the sections, in their order."""
    for section in sections:
        if section.heading is not None:
            yield section.heading
        yield from _block_texts(section.blocks)
        for question in section.questions:
            yield question.question
            yield from _block_texts(question.answer)


def _block_texts(blocks: tuple[Block[Text], ...]) -> Iterator[Text]:
    for block in blocks:
        match block:
            case ItemList():
                yield from block.items
            case Image():
                yield block.alt
            case Paragraph() | Note():
                yield block.text
