"""The follower that docs/partners.md shows, run against releases."""

import re
from datetime import timedelta
from typing import Any

from conftest import ROOT, Project

DAY = timedelta(days=1)


def follower() -> Any:
    code = re.search(r"```python\n(.*?)```", (ROOT / "docs/partners.md").read_text("utf-8"), re.DOTALL)
    assert code
    names: dict[str, Any] = {}
    exec(code[1], names)
    return names["follow"]


def published(project: Project) -> dict[str, Any]:
    return {each["uri"]: each for each in project.json("de/bundle.json")["articles"]}


def test_the_follower_of_the_docs_ends_with_just_what_is_published(project: Project) -> None:
    follow, base = follower(), f"{project.outputs.as_uri()}/"
    project.publish()
    steady: dict[str, Any] = follow(base, "de", {})
    assert steady["articles"] == published(project)
    sleepy = follow(base, "de", {})

    project.article("aspirin", title="Anew")  # stale in German: held
    project.publish(DAY)
    assert set(follow(base, "de", steady)["articles"]) == {"tag:faq.example.org,2026:back-pain:de"}
    project.translate("de", "aspirin")
    project.article("back-pain", category="pain", slug="lumbago")
    project.publish(DAY)
    assert follow(base, "de", steady)["articles"] == published(project)
    (project.root / "content/back-pain.json").unlink()
    project.publish(DAY)

    assert follow(base, "de", steady)["articles"] == published(project)
    assert follow(base, "de", sleepy)["articles"] == published(project)
    assert len(published(project)) == 1


def test_another_log_makes_the_follower_start_over(project: Project) -> None:
    follow, base = follower(), f"{project.outputs.as_uri()}/"
    project.publish()
    state = follow(base, "de", {"log": "tag:other", "sequence": 99, "articles": {"gone": {}}})
    assert state["articles"] == published(project)
