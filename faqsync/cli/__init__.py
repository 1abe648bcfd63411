"""The commands: what a person types, and what they read. Errors become exit codes here, and only here is a clock read.

Every command imports what it needs when it runs, so that no other command waits for it.
"""

import os
import sys
from pathlib import Path

import click

from faqsync import __version__
from faqsync.cli import articles, release, translations
from faqsync.errors import FaqsyncError


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


for command in (
    release.publish,
    release.verify,
    release.serve,
    articles.init,
    articles.import_,
    articles.withdraw,
    articles.restore,
    articles.review,
    translations.catalogs,
    translations.check,
    translations.status,
):
    cli.add_command(command)
