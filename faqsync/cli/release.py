"""The commands about releases: publish, verify, serve."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from faqsync.cli.clock import release_time
from faqsync.errors import Fault, InvalidInput, printable

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from faqsync.publish import Progress, Report

SMALL_SITE = 100
"""Up to so many articles, one process is faster than several."""

SCHEDULER_SECONDS = 5
"""So long a scheduler may take to answer."""

MOST_CHANGES = 50
"""How many changes a publish prints."""


@click.command()
@click.option("--now", metavar="TIME", help="The release time (RFC 3339). Else SOURCE_DATE_EPOCH, else the clock.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and write nothing.")
@click.option("--yes", is_flag=True, help="Hold or withdraw as many articles as the files say.")
@click.option("--from", "history_from", metavar="DIR", help="Continue the release in this folder.")
@click.option("--scheduler", metavar="ADDRESS", help="Let the Dask workers of this scheduler work, on this machine.")
@click.pass_obj
def publish(
    root: Path, now: str | None, dry_run: bool, yes: bool, history_from: str | None, scheduler: str | None
) -> int:
    """Publish the site into outputs/. The exit code is 1 where a check keeps a translation back."""
    from faqsync.publish import Options
    from faqsync.publish import publish as run_line

    options = Options(now=release_time(now), history_from=history_from, dry_run=dry_run, brake=not yes)
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


@click.command()
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


@click.command()
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
