"""The commands about the articles: init, import, withdraw, restore, review."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from faqsync.cli.clock import release_time
from faqsync.errors import Fault, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from faqsync.model import Article


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--base-url", default="https://faq.example.org/", show_default=True, help="Where it will be served.")
@click.option(
    "--locale", "locales", multiple=True, metavar="TAG", help="A language to translate into (repeat for more)."
)
@click.option("--now", metavar="TIME", help="The time to take for now (RFC 3339).")
def init(folder: Path, base_url: str, locales: tuple[str, ...], now: str | None) -> None:
    """Make a new site in FOLDER that can be published at once."""
    from faqsync.starter import make_site

    made = make_site(folder, base_url, locales, release_time(now).year)
    click.echo(f"Made {len(made)} files. Next: faqsync -C {folder} publish")


@click.command(name="import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--published", metavar="TIME", help="When it is first published (RFC 3339). Else now.")
@click.option("--category", metavar="ID", help="Its category. Else the one that the text names.")
@click.option("--summary", metavar="TEXT", help="Its summary. Else the lead's first sentence.")
@click.option("--id", "identifier", metavar="ID", help="Its id. Else made from the title.")
@click.option("--now", metavar="TIME", help="The time to take for now (RFC 3339).")
@click.option("--force", is_flag=True, help="Write over an article of the same id.")
@click.pass_obj
def import_(
    root: Path, /, file: Path, now: str | None, force: bool, identifier: str | None, **given: str | None
) -> None:
    """Turn a plain-text article into content/<id>.json."""
    from faqsync.addresses import article_file
    from faqsync.config import read_site
    from faqsync.importers import ImportOptions, import_text, read_text, to_json
    from faqsync.releases import Folder

    site = read_site(root)
    options = ImportOptions(
        now=release_time(now),
        id=identifier,
        language=site.source,
        categories=tuple(category.id for category in site.categories),
        **given,
    )
    document, assumed = import_text(read_text(file), str(file), options)
    path = article_file(document["id"])
    if (root / path).exists() and not force:
        raise InvalidInput([Fault(file=path, what="it is there already", cure="Give another --id, or --force")])
    Folder(root).write(path, [to_json(document)])
    for line in assumed:
        click.echo(line, err=True)
    click.echo(f"Wrote {path}.")


@click.command()
@click.argument("article", metavar="ID")
@click.option("--reason", required=True, help="Why, for readers and partners, in the source language.")
@click.option("--replacement", metavar="ID", help="The article to read instead.")
@click.option("--on", metavar="TIME", help="From when (RFC 3339). Else from now.")
@click.option("--now", metavar="TIME", help="The time to take for now (RFC 3339).")
@click.pass_obj
def withdraw(root: Path, article: str, reason: str, replacement: str | None, on: str | None, now: str | None) -> None:
    """Take an article back.

    With the next publish its text is gone, and every partner is told.
    """
    from faqsync.content import editing
    from faqsync.model import Withdrawal

    withdrawal = Withdrawal(
        on=release_time(on, "--on") if on else release_time(now), reason=reason, replacement=replacement
    )
    _amend(root, article, lambda text, _: editing.withdrawn(text, withdrawal))


@click.command()
@click.argument("article", metavar="ID")
@click.pass_obj
def restore(root: Path, article: str) -> None:
    """Bring a withdrawn article back."""
    from faqsync.content import editing
    from faqsync.model import Article

    def change(text: str, found: Article) -> str:
        if found.withdrawn is None:
            fault = Fault(file=found.path, what="it is not withdrawn", cure="There is nothing to restore")
            raise InvalidInput([fault])
        return editing.restored(text)

    _amend(root, article, change)


@click.command()
@click.argument("article", metavar="ID")
@click.option("--by", "name", metavar="NAME", required=True, help="Who reviewed it.")
@click.option("--on", metavar="DATE", help="The day of the review. Else today.")
@click.option("--next", "following", metavar="DATE", help="The day by which it is to be reviewed again.")
@click.option("--now", metavar="TIME", help="The time to take for now (RFC 3339).")
@click.pass_obj
def review(root: Path, article: str, name: str, on: str | None, following: str | None, now: str | None) -> None:
    """Say that an article was reviewed, as its text is today."""
    from faqsync.content import editing
    from faqsync.model import Agent, Article, Review

    day = on or release_time(now).date().isoformat()

    def change(text: str, found: Article) -> str:
        before = found.reviewed.by if found.reviewed else None
        agent = before if before is not None and before.name == name else Agent(name=name)
        return editing.reviewed(text, Review(by=agent, on=day, next=following, text=found.text))

    _amend(root, article, change)


def _amend(root: Path, article: str, change: "Callable[[str, Article], str]") -> None:
    from faqsync.config import read_site
    from faqsync.content import editing
    from faqsync.releases import Folder

    path, data = editing.amend(root, read_site(root), article, change)
    Folder(root).write(path, [data])
    click.echo(f"Wrote {path}.")
