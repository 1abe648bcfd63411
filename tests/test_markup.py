"""Inline CommonMark, and nothing else: whatever an author or a translator writes, no other markup comes out."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqsync import markup

SITE = {
    "article:cough": "https://faq.example.org/en/cough/",
    "article:cough#how": "https://faq.example.org/en/cough/#how",
}

TEXTS = [
    ("plain", "plain", "plain"),
    ("**strong** and *emphasis*", "<strong>strong</strong> and <em>emphasis</em>", "strong and emphasis"),
    ("__strong__ and _emphasis_", "<strong>strong</strong> and <em>emphasis</em>", "strong and emphasis"),
    ("**a *b* c**", "<strong>a <em>b</em> c</strong>", "a b c"),
    ("snake_case_name 2*3*4", "snake_case_name 2<em>3</em>4", "snake_case_name 234"),
    (r"\*no\* \[no\](x)", "*no* [no](x)", "*no* [no](x)"),
    ("[*a*](https://x.example/?a=1&b=2)", '<a href="https://x.example/?a=1&amp;b=2"><em>a</em></a>', "a"),
    ("[a](mailto:a@x.example)", '<a href="mailto:a@x.example">a</a>', "a"),
    ("[a](tel:+49301234)", '<a href="tel:+49301234">a</a>', "a"),
    ("[a](HTTPS://x.example/)", '<a href="HTTPS://x.example/">a</a>', "a"),
    ("[a](article:cough#how)", '<a href="https://faq.example.org/en/cough/#how">a</a>', "a"),
    ("see [a](article:gone).", "see a.", "see a."),
    ("[a](javascript:alert)", "a", "a"),
    ("[a](&#106;avascript:alert)", "a", "a"),
    ("[a](data:text/html,x)", "a", "a"),
    ("[a](//x.example/)", "a", "a"),
    (
        "[**a** [b](tel:1)](javascript:x)",
        '[<strong>a</strong> <a href="tel:1">b</a>](javascript:x)',
        "[a b](javascript:x)",
    ),
    ('[a](tel:1 "title")', '<a href="tel:1">a</a>', "a"),
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
    ("AT&T &amp; &lt;", "AT&amp;T &amp;amp; &amp;lt;", "AT&T &amp; &lt;"),
    ("<https://x.example/>", "&lt;https://x.example/&gt;", "<https://x.example/>"),
    ("![a](https://x.example/a.png)", '!<a href="https://x.example/a.png">a</a>', "!a"),
    ("# no heading", "# no heading", "# no heading"),
    ("1. no list", "1. no list", "1. no list"),
    ("`no code`", "`no code`", "`no code`"),
    ('["](tel:1)', '<a href="tel:1">&quot;</a>', '"'),
    ("**", "**", "**"),
    ("", "", ""),
]


@pytest.mark.parametrize(("text", "html", "plain"), TEXTS, ids=[text for text, _, _ in TEXTS])
def test_texts(text: str, html: str, plain: str) -> None:
    assert markup.html(text, SITE.get) == html
    assert markup.plain(text) == plain


@pytest.mark.parametrize(
    ("target", "fine"),
    [
        ("http://x", True),
        ("mailto:a@b", True),
        ("TEL:1", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" https://x", False),
        ("https:", False),
        ("article:cough", False),
        ("x", False),
        ("/x", False),
        ("", False),
    ],
)
def test_what_may_be_linked_to(target: str, fine: bool) -> None:
    assert markup.allowed(target) is fine


def test_targets_are_given_as_written_and_in_order() -> None:
    text = "[a](article:cough) **[b](javascript:x)** [c]( <tel:1 2> ) [d]"
    assert list(markup.targets(text)) == ["article:cough", "javascript:x", "tel:1 2"]


class Elements(HTMLParser):
    """The elements of a piece of HTML, balanced or not."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("strong", "em", "a")
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        assert tag != "a" or "a" not in self.open, "a link in a link"
        self.links += [value or "" for _, value in attrs]
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


PIECES = r"* ** _ [ ] ( ) ]( ](javascript:x) ](tel:1) ](article:cough) \ ! ` a دواء & &#106; &quot; ' < >".split()
PIECES += ["<script>", "</a>", "<!--", "]]>", "<?x?>", '"', " ", "\n", "\u2028"]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=15).map("".join)


@given(HOSTILE | st.text(max_size=30))
def test_no_text_gets_out_of_its_markup(text: str) -> None:
    elements = Elements(markup.html(text, SITE.get))
    assert elements.open == []
    assert elements.text.split() == markup.plain(text).split()
    assert all(link in SITE.values() or markup.allowed(link) for link in elements.links)
