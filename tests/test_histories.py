"""Whatever becomes of a site, its tree is the one that a publish without a memory makes, and its followers know it.

Hypothesis makes up histories: every release is a handful of edits and some time. They are the same ones in each run;
``THOROUGH=1`` tries many more, and others each time.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import Project, paragraph, tree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faqsync.releases import Folder, verify

THOROUGH = bool(os.environ.get("THOROUGH"))
IDS = ("aspirin", "cough", "flu", "sleep")
LOCALES = ("de", "ar", "pt-BR")
DAY = timedelta(days=1)

Message = tuple[str, str]
"""Context and text."""


class Site(Project):
    """A site, and all that its author and its translators know of it. Every text that anyone writes has a mark."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.marks = 0
        self.documents: dict[str, dict[str, Any]] = {}
        """Of each article that has a file."""
        self.versions: dict[str, list[dict[str, Any]]] = {id: [] for id in IDS}
        self.catalogs: dict[tuple[str, str], dict[Message, tuple[str, bool]]] = {}
        """Locale and article -> message -> its translation, and whether that is fuzzy."""
        self.settings: dict[str, Any] = {
            "base_url": "https://faq.example.org/",
            "locales": ["de", "ar"],
            "incomplete": "hold",
            "feed_items": 50,
            "bundle_parts": 1,
            "tombstone_days": 400,
            "pain": "Pain",
        }

    def mark(self, kind: str) -> str:
        """A word that stands nowhere else, without digits: checks compare those of a translation with its source's."""
        self.marks += 1
        return f"x{kind}{''.join('abcdefghij'[int(digit)] for digit in str(self.marks))}z"

    def save(self) -> None:
        """Write everything that the user owns."""
        for folder in ("content", "locales"):
            shutil.rmtree(self.root / folder, ignore_errors=True)
        self.write("faqsync.toml", CONFIG.format(**{key: json.dumps(value) for key, value in self.settings.items()}))
        for id, document in self.documents.items():
            self.write(f"content/{id}.json", json.dumps(document))
        for (locale, id), entries in self.catalogs.items():
            self.write(f"locales/{locale.replace('-', '_')}/LC_MESSAGES/{id}.po", "".join(po_entries(entries)))


CONFIG = """\
[site]
base_url = {base_url}
authority = "faq.example.org,2026"
source = "en"
locales = {locales}
title = "A clinic"
publisher = {{ name = "The clinic" }}

[publish]
incomplete = {incomplete}
feed_items = {feed_items}
bundle_parts = {bundle_parts}
tombstone_days = {tombstone_days}

[[category]]
id = "general"
title = "General"

[[category]]
id = "pain"
title = {pain}
"""


def po_entries(entries: dict[Message, tuple[str, bool]]) -> Iterator[str]:
    yield 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    for (context, text), (translation, fuzzy) in entries.items():
        flag = "#, fuzzy\n" if fuzzy else ""
        yield f'\n{flag}msgctxt "{context}"\nmsgid "{text}"\nmsgstr "{translation}"\n'


def messages(document: dict[str, Any]) -> Iterator[Message]:
    yield "title", document["title"]
    yield "summary", document["summary"]
    for section in document["sections"]:
        yield f"{section['id']}/heading", section["heading"]
        yield from ((section["id"], block["text"]) for block in section.get("blocks", ()))
        for question in section.get("questions", ()):
            place = f"{section['id']}/{question['id']}"
            yield f"{place}/question", question["question"]
            yield from ((f"{place}/answer", block["text"]) for block in question["answer"])


# --- what may happen -------------------------------------------------------------------------------------------------


def add(site: Site, id: str, number: int) -> None:
    """A new article, or one that was removed, written anew."""
    texts = (f"{word} {site.mark('s')}" for word in ("Title", "Summary", "Lead", "Signs", "Questions", "Why", "So"))
    title, summary, lead, signs, questions, why, so = texts
    site.documents[id] = {
        "id": id,
        "language": "en",
        "title": title,
        "summary": summary,
        "category": ("general", "pain")[number % 2],
        "published": "2026-01-15T09:00:00Z",
        "sections": [
            {
                "id": "lead",
                "heading": lead,
                "blocks": [paragraph(f"See [more](article:{IDS[0]}#why) {site.mark('s')}")],
            },
            {"id": "signs", "heading": signs, "blocks": [paragraph(f"One {site.mark('s')}")]},
            {
                "id": "faq",
                "heading": questions,
                "questions": [{"id": "why", "question": why, "answer": [paragraph(so)]}],
            },
        ],
    }


def edit(site: Site, id: str, number: int) -> None:
    """Another text: its translations are stale."""
    document = site.documents[id]
    text = f"Edited {site.mark('s')}"
    match number % 4:
        case 0:
            document["title"] = text
        case 1:
            document["summary"] = text
        case 2:
            document["sections"][0]["heading"] = text
        case 3:
            next(section for section in document["sections"] if section["id"] == "faq")["questions"][0]["answer"] = [
                paragraph(text)
            ]


def go_back(site: Site, id: str, number: int) -> None:
    """The article as it was in an earlier release."""
    if versions := site.versions[id]:
        site.documents[id] = deepcopy(versions[number % len(versions)])


def translate(site: Site, id: str, number: int) -> None:
    """All of the article, into every locale."""
    for locale in LOCALES:
        entries = site.catalogs.setdefault((locale, id), {})
        for message in messages(site.documents[id]):
            if message not in entries or entries[message][1] or number == 0:
                entries[message] = (f"{message[1]} {site.mark('t')}", False)


def make_fuzzy(site: Site, id: str, number: int) -> None:
    """A translator, or a platform, is not sure of one translation."""
    entries = site.catalogs.get((LOCALES[number % len(LOCALES)], id), {})
    for message in list(entries)[number : number + 1]:
        entries[message] = (f"{message[1]} {site.mark('t')}", True)


def withdraw(site: Site, id: str, number: int) -> None:
    on = site.now + (number % 3 - 1) * 2 * DAY
    replacement = {} if id == IDS[0] else {"replacement": IDS[0]}
    site.documents[id]["withdrawn"] = {"on": rfc3339(on), "reason": "Wrong", **replacement}


def restore(site: Site, id: str, _: int) -> None:
    site.documents[id].pop("withdrawn", None)


def rename(site: Site, id: str, number: int) -> None:
    site.documents[id]["slug"] = id if number == 0 else f"{id}-{number}"


def reorder(site: Site, id: str, _: int) -> None:
    site.documents[id]["sections"].reverse()


def draft(site: Site, id: str, number: int) -> None:
    site.documents[id]["draft"] = number > 1


def embargo(site: Site, id: str, number: int) -> None:
    site.documents[id]["published"] = rfc3339(site.now + (number - 2) * DAY)


def remove(site: Site, id: str, _: int) -> None:
    if id != IDS[0]:  # the others link to it
        del site.documents[id]


def recategorize(site: Site, id: str, number: int) -> None:
    site.documents[id]["category"] = ("general", "pain")[number % 2]


def configure(site: Site, _: str, number: int) -> None:
    choices: dict[str, tuple[Any, ...]] = {
        "base_url": ("https://faq.example.org/", "https://clinic.example/faq/"),
        "incomplete": ("hold", "omit", "source"),
        "feed_items": (50, 1, 2),
        "bundle_parts": (1, 16),
        "tombstone_days": (400, 1),
        "pain": ("Pain", "Aches"),
        "locales": (["de", "ar"], ["ar"], ["ar", "pt-BR", "de"], []),
    }
    key = list(choices)[site.marks % len(choices)]
    site.settings[key] = choices[key][number % len(choices[key])]
    site.mark("c")


def dress(site: Site, _: str, number: int) -> None:
    """Another theme, or none."""
    shutil.rmtree(site.root / "theme", ignore_errors=True)
    if number:
        site.write("theme/own.css", f"h1 {{ margin: {number}em }}")


def forget(site: Site, _: str, __: int) -> None:
    """The state is lost."""
    shutil.rmtree(site.root / ".faqsync", ignore_errors=True)


def look_killed(site: Site, _: str, __: int) -> None:
    """The next publish finds the marker of one that was killed."""
    if site.outputs.exists():
        (site.outputs / ".publishing").touch()


def rfc3339(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


Edit = Callable[[Site, str, int], None]
OF_A_FILE: tuple[Edit, ...] = (
    edit,
    translate,
    translate,
    withdraw,
    restore,
    rename,
    reorder,
    draft,
    embargo,
    remove,
    recategorize,
    make_fuzzy,
)
ANY: tuple[Edit, ...] = (go_back, configure, configure, dress, forget, look_killed)

EDITS = st.tuples(st.sampled_from(OF_A_FILE + ANY), st.sampled_from(IDS), st.integers(0, 3))
TIMES = st.sampled_from([timedelta(0), timedelta(hours=1), DAY, 3 * DAY, 401 * DAY])
HISTORIES = st.lists(st.tuples(st.lists(EDITS, max_size=4), TIMES), min_size=6, max_size=10)


def carry_out(site: Site, edits: list[tuple[Edit, str, int]]) -> None:
    """What needs a file makes one where there is none."""
    for make, id, number in edits:
        if make in OF_A_FILE and id not in site.documents:
            add(site, id, number)
        else:
            make(site, id, number)
    site.save()
    for id, document in site.documents.items():
        site.versions[id].append(deepcopy(document))


# --- what must hold --------------------------------------------------------------------------------------------------


class Follower:
    """A partner who knows the log, and nothing else."""

    def __init__(self) -> None:
        self.sequence = 0
        self.known: dict[tuple[str, str], tuple[str, str]] = {}
        """Locale and article -> uri and digest."""

    def follow(self, files: dict[str, bytes]) -> None:
        """Catch up with the log of this tree."""
        path, pages = json.loads(files["changes.json"])["page"], []
        while path is not None:
            pages.append(json.loads(files[path]))
            path = pages[-1]["previous"]
        for page in reversed(pages):
            for row in page["changes"]:
                if row["sequence"] > self.sequence:
                    self.take(row)

    def take(self, row: dict[str, Any]) -> None:
        assert row["sequence"] == self.sequence + 1
        self.sequence = row["sequence"]
        pair = (row["locale"], row["article"])
        if row["operation"] in ("publish", "restore"):
            assert pair not in self.known
        elif row["operation"] in ("update", "rename"):
            assert self.known[pair][0] == row["uri"]
        else:
            self.known.pop(pair, None)
            return
        self.known[pair] = (row["uri"], row["digest"])


def bundled(files: dict[str, bytes]) -> dict[tuple[str, str], tuple[str, str]]:
    """What the bundles hold."""
    return {
        (bundle["locale"], each["id"]): (each["uri"], each["digest"])
        for bundle in (json.loads(data) for path, data in files.items() if re.search(r"/bundle(-.)?\.json$", path))
        for each in bundle["articles"]
    }


def may_be_shown(site: Site) -> tuple[set[str], set[str], set[str]]:
    """The marks of source texts that must be there; of translations that must be; of translations that may be."""
    source: set[str] = set()
    must: set[str] = set()
    may: set[str] = set()
    for id, document in site.documents.items():
        withdrawn = document.get("withdrawn")
        gone = withdrawn and withdrawn["on"] <= rfc3339(site.now)
        if gone or document.get("draft") or document["published"] > rfc3339(site.now):
            continue
        texts = set(messages(document))
        source |= {marks_in(text) for _, text in texts}
        for locale in site.settings["locales"]:
            entries = site.catalogs.get((locale, id), {})
            current = {text for message, (text, fuzzy) in entries.items() if message in texts and not fuzzy}
            if len(current) == len(texts):
                must |= {marks_in(text, "t") for text in current}
            if site.settings["incomplete"] != "hold":
                may |= {marks_in(text, "t") for text in current}
    return source, must, may | must


def marks_in(text: str, kind: str = "s") -> str:
    return re.findall(f"x{kind}[a-j]+z", text)[0]


def check(site: Site) -> None:
    """Publish, here and elsewhere without a memory."""
    other = Project(site.root.parent / "full")
    shutil.rmtree(other.root, ignore_errors=True)
    shutil.copytree(site.root, other.root, ignore=shutil.ignore_patterns(".*"))
    other.now = site.now
    other.publish(brake=False)
    report = site.publish(brake=False)
    files = site.tree()
    assert files == tree(other.outputs)
    assert list(verify(Folder(site.outputs))) == []
    assert report.release == json.loads(files["release.json"])["release"]
    assert not site.publish(brake=False).new

    everything = b"\n".join(files.values()).decode()
    source, must, may = may_be_shown(site)
    assert set(re.findall("xs[a-j]+z", everything)) == source
    assert must <= set(re.findall("xt[a-j]+z", everything)) <= may


@pytest.fixture(scope="module")
def memory() -> Iterator[Path]:
    """A folder in memory where there is one."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else None) as folder:
        yield Path(folder)


@settings(
    max_examples=300 if THOROUGH else 15,
    derandomize=not THOROUGH,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(history=HISTORIES)
def test_any_history(memory: Path, history: list[tuple[list[tuple[Edit, str, int]], timedelta]]) -> None:
    shutil.rmtree(memory / "site", ignore_errors=True)
    site = Site(memory / "site")
    first = [(make, id, 1) for id in IDS[:3] for make in (edit, translate)]
    followers: list[Follower] = []
    for edits, later in [(first, timedelta(0)), *history]:
        site.now += later
        carry_out(site, edits)
        check(site)
        followers.append(Follower())
        followers[-1].follow(site.tree())
        assert followers[-1].known == bundled(site.tree())
    for follower in followers:  # each stopped at another release
        follower.follow(site.tree())
        assert follower.known == followers[-1].known


def test_the_feed_of_a_topic_tells_of_its_last_article(project: Project) -> None:
    """Its subscribers are told, also where the file is gone and with it the article's category."""
    project.publish()
    (project.root / "content/back-pain.json").unlink()
    project.publish(DAY)
    for _ in range(2):
        feed = project.json("de/topics/pain/feed.json")
        assert [item["id"] for item in feed["items"]] == ["tag:faq.example.org,2026:back-pain:de"]
        assert "pain" not in (project.outputs / "feeds.opml").read_text("utf-8")
        project.publish(DAY)
    project.publish(400 * DAY)
    assert not (project.outputs / "de/topics/pain").exists()
    assert (project.outputs / "de/topics/general").exists()
