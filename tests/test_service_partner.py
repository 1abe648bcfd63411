"""A partner who follows the change log over a bad line, while the clinic publishes: at the end they hold the same."""

import random
from datetime import timedelta

import httpx
import pytest
from conftest import Project, paragraph
from serving import Server, serving

STEPS = 14
LOST = 0.25
LOCALES = ("en", "de")


class Clinic:
    """Publishes at random, and remembers which words must not be read any more."""

    def __init__(self, project: Project, chance: random.Random) -> None:
        self.project = project
        self.chance = chance
        self.ids = [f"article-{number}" for number in range(4)]
        self.state: dict[str, dict[str, object]] = {id: {} for id in self.ids}
        self.words: dict[str, int] = dict.fromkeys(self.ids, 0)
        for id in self.ids:
            self._write(id)
        project.translate("de", "site", *self.ids)
        project.publish()

    def word(self, id: str) -> str:
        """The word that only this state of the article has."""
        return f"{id.replace('-', '')}x{self.words[id]}x"

    def act(self) -> None:
        """One or two things that a clinic does, and a publish."""
        for id in self.chance.sample(self.ids, self.chance.randint(1, 2)):
            self.chance.choice((self._edit, self._edit_and_translate, self._withdraw, self._restore, self._rename))(id)
        self.project.publish(timedelta(hours=1), brake=False)

    def _edit(self, id: str) -> None:
        """German is held until somebody translates it."""
        self.words[id] += 1
        self._write(id)

    def _edit_and_translate(self, id: str) -> None:
        self._edit(id)
        self.project.translate("de", id)

    def _withdraw(self, id: str) -> None:
        self.state[id]["withdrawn"] = {"on": "2026-01-20T00:00:00Z", "reason": "It was wrong."}
        self._write(id)

    def _restore(self, id: str) -> None:
        self.state[id].pop("withdrawn", None)
        self._write(id)

    def _rename(self, id: str) -> None:
        self.state[id]["slug"] = f"{id}-{self.chance.randint(0, 10**9)}"
        self._write(id)

    def _write(self, id: str) -> None:
        section = {"id": "lead", "blocks": [paragraph(f"Read {self.word(id)}.")]}
        self.project.article(id, sections=[section], **self.state[id])

    def published(self) -> dict[str, str]:
        """The digests of all that is published, by uri."""
        bundles = (self.project.json(f"{locale}/bundle.json") for locale in LOCALES)
        return {each["uri"]: each["digest"] for bundle in bundles for each in bundle["articles"]}

    def withdrawn_words(self) -> list[str]:
        """Every word but those of the articles that are published in their latest state."""
        texts = "".join((self.project.outputs / locale / "bundle.json").read_text("utf-8") for locale in LOCALES)
        every = (f"{id.replace('-', '')}x{number}x" for id in self.ids for number in range(self.words[id] + 1))
        return [word for word in every if word not in texts]


class Partner:
    """Holds copies of the published articles, by what the service says and nothing else."""

    def __init__(self, server: Server, chance: random.Random) -> None:
        self.server = server
        self.chance = chance
        self.cursor = 0
        self.copies: dict[str, httpx.Response] = {}

    def poll(self) -> None:
        """Ask for changes and carry them out. What is lost on the way is asked for again the next time."""
        try:
            answer = self._get(f"/api/changes?after={self.cursor}&limit={self.chance.randint(1, 4)}").json()
            for row in answer["changes"]:
                self._follow(row)
                self.cursor = row["sequence"]
            self.cursor = answer["next"]
        except ConnectionError:
            pass

    def _follow(self, row: dict[str, str]) -> None:
        self.copies.pop(row["uri"], None)
        if row["operation"] not in ("hold", "withdraw"):
            article = self._get(f"/{row['locale']}/{row['slug']}/article.json")
            if article.status_code == 200:  # else a later row tells what became of it
                self.copies[row["uri"]] = article

    def _get(self, path: str) -> httpx.Response:
        """Raises ConnectionError where the request, or its answer, was lost."""
        if self.chance.random() < LOST / 2:
            raise ConnectionError
        answer = self.server.get(path)
        if self.chance.random() < LOST / 2:
            raise ConnectionError
        return answer


def taken_up(server: Server, project: Project) -> int:
    """Wait until the server knows the last row of the log; its sequence."""
    last: int = project.json("changes.json")["sequence"]
    assert server.get(f"/api/changes?after={last - 1}&wait=30").json()["sequence"] == last
    return last


@pytest.mark.parametrize("seed", [1, 2])
def test_a_partner_ends_with_exactly_what_is_published(project: Project, seed: int) -> None:
    chance = random.Random(seed)
    for path in project.root.glob("content/*.json"):
        path.unlink()
    clinic = Clinic(project, chance)
    with serving(project.outputs) as server:
        partner = Partner(server, chance)
        for _ in range(STEPS):
            clinic.act()
            if chance.random() < 0.5:
                taken_up(server, project)
            for _ in range(chance.randint(0, 4)):
                partner.poll()
        last = taken_up(server, project)
        while partner.cursor < last:
            partner.poll()
        assert {uri: copy.json()["digest"] for uri, copy in partner.copies.items()} == clinic.published()
        gone = clinic.withdrawn_words()
        assert gone
        for path in [*project.tree(), *(copy.url.path[1:] for copy in partner.copies.values())]:
            text = server.get(f"/{path}").text
            assert not [word for word in gone if word in text]
        assert not [word for word in gone for copy in partner.copies.values() if word in copy.text]
