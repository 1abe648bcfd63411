"""The commands: what a person types, and what they read. Errors become exit codes here, and only here is a clock read.

Every command imports what it needs when it runs, so that no other command waits for it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from faqsync import __version__
from faqsync.errors import FaqsyncError, Fault, InvalidInput, printable

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from faqsync.model import Article
    from faqsync.publish import Progress, Report

SMALL_SITE = 100
"""Up to so many articles, one process is faster than several."""

MOST_CHANGES = 50
"""How many changes a publish prints."""

SCHEDULER_SECONDS = 5
"""So long a scheduler may take to answer."""

LAST_YEAR = 9000
"""So that the end of a tombstone is still a date."""

HEAT = ("red", "yellow", "cyan", "green")
"""Colours of translations, from little or nothing that is current to all of it."""

_FILE = click.Path(dir_okay=False, path_type=Path)


def run() -> int:
    """Run the command that the arguments name; its exit code."""
    try:
        with cli.make_context("faqsync", sys.argv[1:]) as context:
            code: int | None = cli.invoke(context)
        sys.stdout.flush()
        return code or 0
    except FaqsyncError as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        return 2
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        place = error.filename or "faqsync"
        click.echo(f"{place}: {error.strerror or error}. Mend the file or its folder, and try again", err=True)
        return 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C", "--directory", default=".", type=click.Path(file_okay=False, path_type=Path), help="The site's folder."
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context, directory: Path) -> None:
    """Publish a clinic's FAQs in every language, and never a translation that its source has left behind."""
    context.obj = directory


def _release_time(now: str | None) -> datetime:
    """The time given, else SOURCE_DATE_EPOCH, else now; in UTC and whole seconds."""
    from faqsync.content.articles import parse_time

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if now is None and not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        time = parse_time(now) if now is not None else datetime.fromtimestamp(int(epoch or ""), UTC)
    except (ValueError, OverflowError, OSError):
        time = None
    if time is None or time.year > LAST_YEAR:
        name, value = ("--now", now) if now is not None else ("SOURCE_DATE_EPOCH", epoch)
        cure = "Write it like 2026-01-15T09:00:00Z" if now is not None else "Give seconds since 1970"
        raise InvalidInput([Fault(file=name, what=f"{value!r} is no time to publish at", cure=cure)])
    return time


# --- publishing ------------------------------------------------------------------------------------------------------


@cli.command()
@click.option("--now", metavar="TIME", help="The release time (RFC 3339). Else SOURCE_DATE_EPOCH, else the clock.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and write nothing.")
@click.option("--yes", is_flag=True, help="Hold or withdraw as many articles as the files say.")
@click.option("--from", "history_from", metavar="DIR", help="Continue the release in this folder.")
@click.option("--scheduler", metavar="ADDRESS", help="Spread the work over the Dask workers of this scheduler, on this machine.")
@click.pass_obj
def publish(
    root: Path, now: str | None, dry_run: bool, yes: bool, history_from: str | None, scheduler: str | None
) -> int:
    """Publish the site into outputs/. The exit code is 1 where a check keeps a translation back."""
    from faqsync.publish import Options
    from faqsync.publish import publish as run_line

    options = Options(now=_release_time(now), history_from=history_from, dry_run=dry_run, brake=not yes)
    with _executor(root, scheduler) as executor, _progress() as progress:
        report = run_line(root if scheduler is None else root.resolve(), options, executor, progress)
    for line in _report_lines(report, dry_run):
        click.echo(line)
    return int(bool(report.findings))


def _report_lines(report: "Report", dry_run: bool) -> Iterator[str]:
    verb = "would " if dry_run else ""
    told = report.changes if dry_run else report.changes[:MOST_CHANGES]
    for change in told:
        why = f": {change.reason}" if change.reason else ""
        yield printable(f"{verb}{change.operation:<8} {change.locale:<8} {change.article}{why}")
    if more := len(report.changes) - len(told):
        yield f"… and {more} more: see changes/{report.release}.json"
    for candidate in report.held:
        yield printable(f"{'held':<8} {candidate.locale:<8} {candidate.article}: {candidate.reason}")
    for finding in report.findings:
        place = f"{finding.file}:{finding.line}"
        yield printable(f"{'error':<8} {finding.locale:<8} {place}: {finding.check}: {finding.message}")
    if report.new_log and not dry_run:
        click.echo("This is release 1 of a NEW log: partners who followed another start over (see --from).", err=True)
    counts = ", ".join(f"{locale} {count}" for locale, count in report.published.items())
    if dry_run:
        yield f"Dry run: nothing was written. Would be published: {counts}."
    elif report.new:
        yield f"Release {report.release}: {report.files} files. Published: {counts}."
    else:
        yield f"Nothing has changed since release {report.release}. Published: {counts}."


@contextmanager
def _executor(root: Path, scheduler: str | None) -> "Iterator[Executor | None]":
    """Dask's workers, if so wanted; as many processes as there are cores; none beside this one for a small site."""
    from faqsync.content import find_articles
    from faqsync.publish import start_workers

    if scheduler is not None:
        with _dask_client(scheduler) as client:
            yield client.get_executor(pure=False)
    elif len(find_articles(root)) <= SMALL_SITE:
        yield None
    else:
        with start_workers() as executor:
            yield executor


def _dask_client(scheduler: str) -> Any:
    try:
        distributed = import_module("distributed")
    except ImportError:
        fault = Fault(file="--scheduler", what="Dask is not installed", cure="Install faqsync[dask]")
        raise InvalidInput([fault]) from None
    try:
        return distributed.Client(scheduler, timeout=SCHEDULER_SECONDS)
    except (OSError, ValueError) as error:
        what, cure = f"no Dask scheduler answers at {scheduler} ({error})", "Start it, or mend the address"
        raise InvalidInput([Fault(file="--scheduler", what=what, cure=cure)]) from None


def _silent(_: str, __: int, ___: int) -> None:
    pass


@contextmanager
def _progress() -> "Iterator[Progress]":
    """A progress bar on a terminal, and silence in a pipe."""
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done)

        yield show


@cli.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def verify(root: Path, folder: Path | None) -> None:
    """Check that a published tree is whole, file by file.

    FOLDER holds it: outputs/ where none is named.
    """
    from faqsync.addresses import outputs_folder
    from faqsync.errors import InvalidRelease
    from faqsync.releases import Folder
    from faqsync.releases import verify as faults_of

    tree = folder or outputs_folder(root)
    if faults := [fault._replace(file=f"{tree}/{fault.file}") for fault in faults_of(Folder(tree))]:
        raise InvalidRelease(faults)
    click.echo(f"{tree} is whole.")


@cli.command()
@click.option("--outputs", type=click.Path(path_type=Path), metavar="DIR", help="The tree to serve. Else outputs/.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 is any that is free.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="How many processes.")
@click.option("--path-prefix", default="/", show_default=True, help="The path that requests come with.")
@click.option("--no-access-log", is_flag=True, help="Do not log requests.")
@click.pass_obj
def serve(
    root: Path, outputs: Path | None, host: str, port: int, workers: int, path_prefix: str, no_access_log: bool
) -> None:
    """Serve a published tree, and every later release of it."""
    from faqsync.addresses import outputs_folder
    from faqsync.service import serve as serve_release

    tree = outputs or outputs_folder(root)
    serve_release(tree, host, port, workers, path_prefix=path_prefix, access_log=not no_access_log)


# --- articles and catalogs -----------------------------------------------------------------------------------------


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--base-url", default="https://faq.example.org/", show_default=True, help="Where it will be served.")
@click.option(
    "--locale", "locales", multiple=True, metavar="TAG", help="A language to translate into (repeat for more)."
)
@click.option("--now", metavar="TIME", help="The time to take for now (RFC 3339).")
def init(folder: Path, base_url: str, locales: tuple[str, ...], now: str | None) -> None:
    """Make a new site in FOLDER that can be published at once."""
    from faqsync.starter import make_site

    made = make_site(folder, base_url, locales, _release_time(now).year)
    click.echo(f"Made {len(made)} files. Next: faqsync -C {folder} publish")


@cli.command(name="import")
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
        now=_release_time(now),
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


@cli.command()
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

    withdrawal = Withdrawal(on=_release_time(on or now), reason=reason, replacement=replacement)
    _amend(root, article, lambda text, _: editing.withdrawn(text, withdrawal))


@cli.command()
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


@cli.command()
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

    day = on or _release_time(now).date().isoformat()

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


@cli.group()
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


@cli.command()
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
    findings = check_site(root, _release_time(now))
    click.echo(checks.report(findings, form), nl=False)
    return int(any(finding.severity == "error" for finding in findings))


@cli.command()
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

    found = translation_status(root, _release_time(now))
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
