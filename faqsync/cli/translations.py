"""The commands about translations: catalogs, check, status."""

import os
import sys
from pathlib import Path

import click

from faqsync.cli.clock import release_time
from faqsync.errors import Fault, InvalidInput, printable

HEAT = ("red", "yellow", "cyan", "green")
"""Colours of translations, from little or nothing that is current to all of it."""

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def catalogs() -> None:
    """Write and merge the catalogs that translators edit."""


@catalogs.command()
@click.option("--pseudo", is_flag=True, help="Make those of en-XA (accents) and ar-XB (right to left) too.")
@click.pass_obj
def update(root: Path, pseudo: bool) -> None:
    """Bring all templates and catalogs up to date.

    They are written for the articles of today, and every translation is kept.
    """
    from faqsync.translating import update_catalogs

    changed = update_catalogs(root, pseudo)
    for path in changed:
        click.echo(path)
    click.echo(f"{len(changed)} files written.")


@catalogs.command()
@click.argument("base", type=_FILE)
@click.argument("ours", type=_FILE)
@click.argument("theirs", type=_FILE)
def merge(base: Path, ours: Path, theirs: Path) -> None:
    """Merge two versions of a catalog into OURS, as git asks for it.

    Where both sides have translated one message, it becomes fuzzy and shows both.
    """
    from faqsync.translating import merge_files

    for entry in merge_files(base, ours, theirs):
        click.echo(printable(f"{entry.context or ''}: two translations, shown together as fuzzy"), err=True)


@catalogs.command(name="bring-in")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@click.option("--locale", metavar="TAG", help="The language of the files. Else what their headers say.")
@click.pass_obj
def bring_in(root: Path, files: tuple[Path, ...], locale: str | None) -> None:
    """Fill the catalogs with what they lack and each FILE has.

    A file is called after its article. It may be of an older revision, or back from a translation platform. What does
    not fit is listed, and nothing that is there is overwritten.
    """
    from faqsync.translating import bring_in_files

    for brought in bring_in_files(root, files, locale):
        click.echo(printable(f"{brought.into}: {brought.count} brought in from {brought.file}"))
        for what, entries in (("has another one", brought.differing), ("is no message of today", brought.unknown)):
            for entry in entries:
                click.echo(printable(f"{brought.file}:{entry.line}: {entry.context or ''}: left out, it {what}"))


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="How to print what is found.",
)
@click.option("--explain", metavar="NAME", help="Print what a check is for, with examples, and check nothing.")
@click.option("--now", metavar="TIME", help="The time to take for now (RFC 3339).")
@click.pass_obj
def check(root: Path, form: str, explain: str | None, now: str | None) -> int:
    """Check every article and catalog, and write nothing. The exit code is 1 where a check finds an error."""
    from faqsync import checks
    from faqsync.checking import check_site

    if explain is not None:
        known = ", ".join(sorted(each.name for each in checks.CHECKS))
        try:
            click.echo(checks.explain(explain), nl=False)
        except KeyError:
            fault = Fault(file="--explain", what=f"there is no check {explain!r}", cure=f"Name one of {known}")
            raise InvalidInput([fault]) from None
        return 0
    findings = check_site(root, release_time(now))
    click.echo(checks.report(findings, form), nl=False)
    if form == "text" and not findings:
        click.echo("The checks have nothing to say.")
    return int(any(finding.severity == "error" for finding in findings))


@click.command()
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.option(
    "--html", "page", metavar="FILE", type=_FILE, help="Write it as a page, with what to do next in each language."
)
@click.option("--now", metavar="TIME", help="The time by which embargoes and withdrawals are due (RFC 3339).")
@click.pass_obj
def status(root: Path, output: str, page: Path | None, now: str | None) -> None:
    """Show how far translations are, and what is left.

    In each language, for every article: how many messages are current, how many words are left, and why it is held.
    """
    from shutil import get_terminal_size

    from faqsync.records import encode
    from faqsync.releases import Folder
    from faqsync.translating import status_page, status_table, translation_status

    found = translation_status(root, release_time(now))
    if page is not None:
        Folder(page.parent).write(page.name, [status_page(found)])
        click.echo(f"Wrote {page}.", err=True)
    if output == "json":
        click.echo(encode({"status": found.standings}), nl=False)
        return
    width = get_terminal_size().columns if sys.stdout.isatty() else None
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for line in status_table(found, width, lambda text, heat: click.style(text, fg=HEAT[heat]) if coloured else text):
        click.echo(line)
