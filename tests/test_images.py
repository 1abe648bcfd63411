"""Images beside an article: published under their digest, described in every language."""

import hashlib
from datetime import timedelta

from conftest import Project, paragraph

PICTURE = b"\x89PNG\r\n\x1a\n of a spine"


def test_an_image_is_published_under_its_digest_with_a_translated_description(project: Project) -> None:
    image = {"type": "image", "file": "spine.png", "alt": "A spine", "width": 640, "height": 480}
    project.write("content/spine.png", PICTURE)
    project.article("spine", sections=[{"id": "lead", "blocks": [paragraph("Look."), image]}])
    project.translate("de", "spine")
    project.publish()
    path = f"assets/spine-{hashlib.sha256(PICTURE).hexdigest()[:16]}.png"
    assert (project.outputs / path).read_bytes() == PICTURE
    page = (project.outputs / "de/spine/index.html").read_text("utf-8")
    assert f'src="../../{path}" alt="A spine (de)"' in page
    block = project.json("de/spine/article.json")["sections"][0]["blocks"][1]
    assert (block["url"], block["alt"]["markdown"]) == (f"https://faq.example.org/{path}", "A spine (de)")

    project.write("content/spine.png", PICTURE + b" and a disc")
    project.publish(timedelta(days=1))
    assert not (project.outputs / path).exists()
    assert [change["article"] for change in project.json("changes/2.json")["changes"]] == ["spine", "spine"]


def test_a_missing_description_holds_the_translation(project: Project) -> None:
    image = {"type": "image", "file": "spine.png", "alt": "A spine", "width": 640, "height": 480}
    project.write("content/spine.png", PICTURE)
    project.article("spine", sections=[{"id": "lead", "blocks": [image]}])
    project.translate("de", "spine", leave=("A spine",))
    assert ("spine", "de") in {(each.article, each.locale) for each in project.publish().held}
