"""A site's own css, logo and templates, through a whole publish."""

import pytest
from conftest import Project

from faqsync.errors import InvalidInput

EXTENDED = '{% extends "faqsync/article.html" %}{% block colophon %}{{ super() }}<p>Ring us: 112</p>{% endblock %}'


def test_css_logo_and_templates_are_put_on_top(project: Project) -> None:
    project.write("theme/clinic.css", ":root { --accent: #7a1f5c; }")
    project.write("theme/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    project.write("theme/templates/article.html", EXTENDED)
    project.publish()
    tree = project.tree()
    page = tree["de/aspirin/index.html"].decode()
    styles = [line.split('"')[3] for line in page.splitlines() if 'rel="stylesheet"' in line]
    assert [path.rpartition("-")[0] for path in styles] == ["../../assets/faqsync", "../../assets/clinic"]
    assert tree[styles[1].removeprefix("../../")] == b":root { --accent: #7a1f5c; }"
    assert '<img src="../../assets/logo-' in page
    assert "<p>Ring us: 112</p>" in page
    assert "Ring us" not in tree["de/index.html"].decode()


def test_an_edited_template_reaches_every_page_and_no_feed(project: Project) -> None:
    project.write("theme/templates/article.html", EXTENDED)
    project.publish()
    before = project.tree()
    project.write("theme/templates/article.html", EXTENDED.replace("112", "999"))
    project.publish()
    after = project.tree()
    assert "Ring us: 999" in after["ar/aspirin/index.html"].decode()
    assert all(after[path] == data for path, data in before.items() if path.endswith(("atom.xml", "bundle.json")))


def test_a_broken_template_stops_the_publish_with_its_place(project: Project) -> None:
    project.write("theme/templates/article.html", "{% block main %}\n{{ nothing.here }}\n{% endblock %}")
    with pytest.raises(InvalidInput, match=r"theme/templates/article\.html:2: .*nothing"):
        project.publish()
    assert not project.outputs.exists() or not (project.outputs / "release.json").exists()
