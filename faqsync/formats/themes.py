"""What the pages are made with: the package's templates and stylesheet, and what a site puts in their place.

The only module that knows jinja2.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, TemplateSyntaxError

from faqsync.errors import Fault, InvalidInput

FOLDER = "theme/templates"
"""Where a site keeps its own templates, relative to the project."""
PACKAGED = "faqsync/"
"""Before the name of a template that a site replaces, so that its own one can extend it."""

_PACKAGE = Path(__file__).parents[1]


def stylesheet() -> bytes:
    """The CSS of the package, in UTF-8."""
    return (_PACKAGE / "assets" / "faqsync.css").read_bytes()


@lru_cache(maxsize=1)
def packaged_templates() -> dict[str, str]:
    """The templates of the package: name -> source."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted((_PACKAGE / "templates").glob("*.html"))}


def environment(templates: dict[str, str]) -> Environment:
    """The templates of the package, with a site's own (name -> source) in the place of those that they replace."""
    return _environment(tuple(sorted(templates.items())))


@lru_cache(maxsize=8)
def _environment(templates: tuple[tuple[str, str], ...]) -> Environment:
    packaged = packaged_templates()
    sources = packaged | {PACKAGED + name: source for name, source in packaged.items()} | dict(templates)
    return Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def check_templates(templates: dict[str, str]) -> None:
    """Compile a site's own templates (name -> source).

    Raises InvalidInput, with a fault for each that cannot be compiled.
    """
    faults = []
    for name in sorted(templates):
        try:
            environment(templates).get_template(name)
        except TemplateError as error:
            faults.append(_fault(name, error))
    if faults:
        raise InvalidInput(faults)


def fill(theme: Environment, name: str, values: dict[str, Any]) -> bytes:
    """The template ``name`` filled in, in UTF-8.

    Raises InvalidInput where a template of the site names what is not there.
    """
    try:
        return theme.get_template(name).render(values).encode()
    except TemplateError as error:
        raise InvalidInput([_fault(name, error)]) from error


def _fault(name: str, error: TemplateError) -> Fault:
    line = error.lineno if isinstance(error, TemplateSyntaxError) else None
    return Fault(
        file=f"{FOLDER}/{name}",
        line=line,
        what=f"the template cannot be used: {error.message}",
        cure="Mend the template, or remove it to use faqsync's own",
    )
