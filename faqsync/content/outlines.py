"""What is wrong between articles that are each right on their own."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from faqsync.content.articles import image_asset
from faqsync.content.rules import anchors, image_files
from faqsync.errors import Fault
from faqsync.markup import ARTICLE_SCHEME, targets
from faqsync.records import Record
from faqsync.schemas import pointer
from faqsync.texts import strings


class Outline(Record):
    """What other articles need to know of an article, and what it needs of them."""

    id: str
    path: str
    slug: str
    category: str
    anchors: tuple[str, ...]
    """The ids of its sections and questions."""
    links: tuple[tuple[str, str], ...]
    """JSON pointer and target of each ``article:`` link."""
    images: tuple[tuple[str, str], ...] = ()
    """Where each image lies, relative to the project, and its path in the release."""
    replacement: str | None = None


def outline_of(root: Path, path: str, document: dict[str, Any]) -> Outline:
    """The outline of a valid document, read from ``path`` (relative to ``root``)."""
    folder = Path(path).parent
    return Outline(
        id=document["id"],
        path=path,
        slug=document.get("slug", document["id"]),
        category=document["category"],
        anchors=tuple(anchor for _, anchor in anchors(document)),
        links=tuple(
            (pointer(*place), target)
            for place, text in strings(document)
            if place[0] in ("title", "summary", "sections")
            for target in targets(text)
            if target.startswith(ARTICLE_SCHEME)
        ),
        images=tuple(
            ((folder / file).as_posix(), image_asset(root / folder / file)) for _, file in image_files(document)
        ),
        replacement=document.get("withdrawn", {}).get("replacement"),
    )


def site_faults(outlines: Iterable[Outline], former_slugs: Mapping[str, str]) -> list[Fault]:
    """What is wrong between articles that are each right on their own.

    ``former_slugs`` leads from every slug that was ever published to the article that it belongs to.
    """
    articles: dict[str, Outline] = {}
    slugs = dict(former_slugs)
    faults = []

    def fault(outline: Outline, place: str, what: str, cure: str) -> None:
        faults.append(Fault(file=outline.path, pointer=place, what=what, cure=cure))

    ordered = sorted(outlines, key=lambda outline: (outline.id, outline.path))
    for outline in ordered:
        if outline.id in articles:
            other = articles[outline.id].path
            fault(outline, "/id", f"the id {outline.id!r} is also that of {other}", "Rename one of the files")
        elif slugs.setdefault(outline.slug, outline.id) != outline.id:
            owner = slugs[outline.slug]
            what = f"the slug {outline.slug!r} is or was that of {owner!r}"
            fault(outline, "/slug", what, "Choose one that was never used")
        articles.setdefault(outline.id, outline)
    for outline in ordered:
        for place, target in outline.links:
            article, mark, anchor = target.removeprefix(ARTICLE_SCHEME).partition("#")
            if article not in articles:
                fault(outline, place, f"there is no article {article!r} to link to", "Link to the id of an article")
            elif mark and anchor not in articles[article].anchors:
                fault(outline, place, f"{article!r} has no section or question {anchor!r}", "Link to one that it has")
        if outline.replacement is not None:
            if outline.replacement not in articles:
                what = f"there is no article {outline.replacement!r} to replace it"
                fault(outline, "/withdrawn/replacement", what, "Name the id of an article")
            elif _returns(outline, articles):
                what = "the replacements lead back to this article"
                fault(outline, "/withdrawn/replacement", what, "Let the chain end at an article that stays")
    return faults


def _returns(start: Outline, articles: Mapping[str, Outline]) -> bool:
    """Whether following the replacements from an article leads back to it."""
    seen: set[str] = set()
    current: Outline | None = start
    while current is not None and current.replacement is not None and current.id not in seen:
        seen.add(current.id)
        current = articles.get(current.replacement)
    return current is not None and current.id == start.id and bool(seen)
