"""What the pages are made with: the package's templates and stylesheet, and what a site puts in their place.

The only module that knows jinja2.
"""

from functools import lru_cache
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, TemplateSyntaxError

from faqsync.errors import Fault, InvalidInput

FOLDER = "theme/templates"
"""Where a site keeps its own templates, relative to the project."""
PACKAGED = "faqsync/"
"""Before the name of a template of the package, so that the site's own in its place can extend it."""

_PACKAGE = Path(__file__).parents[2]


def stylesheet() -> bytes:
    """The package's CSS, in UTF-8."""
    return (_PACKAGE / "assets" / "faqsync.css").read_bytes()


@lru_cache(maxsize=1)
def packaged_templates() -> dict[str, str]:
    """The package's templates: name -> source."""
    files = sorted((_PACKAGE / "templates").glob("*.html"))
    return {file.name: file.read_text(encoding="utf-8") for file in files}


def check_templates(templates: dict[str, str]) -> None:
    """Compile a site's own templates (name -> source).

    Raises InvalidInput, with a fault for each that cannot be compiled.
    """
    faults: list[Fault] = []
    for name in sorted(templates):
        try:
            template(name, templates)
        except InvalidInput as error:
            faults.extend(error.faults)
    if faults:
        raise InvalidInput(faults)


def template(name: str, templates: dict[str, str]) -> Template:
    """The template called ``name``: the site's own where ``templates`` (name -> source) has it, else the package's.

    Raises InvalidInput where it cannot be compiled.
    """
    try:
        return _environment(tuple(sorted(templates.items()))).get_template(name)
    except TemplateSyntaxError as error:
        raise InvalidInput([_fault(f"{FOLDER}/{name}", error.lineno, error)]) from error


def fill(template: Template, values: dict[str, Any]) -> bytes:
    """The template filled in, in UTF-8.

    Raises InvalidInput where one of the site's own fails, whatever it tries.
    """
    try:
        return template.render(values).encode()
    except Exception as error:
        places = [frame for frame in extract_tb(error.__traceback__) if frame.filename.startswith(f"{FOLDER}/")]
        if not places:
            raise
        raise InvalidInput([_fault(places[-1].filename, places[-1].lineno, error)]) from error


@lru_cache(maxsize=8)
def _environment(templates: tuple[tuple[str, str], ...]) -> Environment:
    packaged = packaged_templates()
    own = dict(templates)

    def load(name: str) -> tuple[str, str, None] | None:
        if name in own:
            return own[name], f"{FOLDER}/{name}", None
        source = packaged.get(name.removeprefix(PACKAGED))
        return None if source is None else (source, name, None)

    return Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def _fault(file: str, line: int | None, error: Exception) -> Fault:
    return Fault(
        file=file,
        line=line,
        what=f"the template cannot be used: {error}",
        cure="Mend it, or remove it to have faqsync's own again",
    )
