"""What every page is dressed in: faqsync's stylesheet, and what the site's own ``theme/`` adds to it."""

from pathlib import Path

from faqsync.addresses import asset_path
from faqsync.errors import Fault, InvalidInput
from faqsync.formats import pages
from faqsync.records import Record, sha256

_CSS = "text/css; charset=utf-8"
_LOGOS = {".svg": "image/svg+xml", ".png": "image/png"}


class Asset(Record):
    """A file that is published as it is, under a name made of its digest."""

    path: str
    media_type: str
    data: bytes


class Theme(Record):
    """The site's templates (name -> source), and its assets."""

    templates: dict[str, str]
    stylesheets: tuple[Asset, ...]
    logo: Asset | None = None

    @property
    def assets(self) -> tuple[Asset, ...]:
        return self.stylesheets + (() if self.logo is None else (self.logo,))


def read_theme(root: Path) -> Theme:
    """The theme of the project at ``root``: theme/*.css after faqsync's own, theme/logo.svg or .png, theme/templates/.

    Raises InvalidInput where a file cannot be read, or a template has an error.
    """
    folder = root / "theme"
    faqsync = _asset("faqsync", ".css", _CSS, pages.stylesheet())
    try:
        own = [_asset(_stem(file), ".css", _CSS, file.read_bytes()) for file in sorted(folder.glob("*.css"))]
        logos = [folder / f"logo{suffix}" for suffix in _LOGOS]
        logo = next((file for file in logos if file.exists()), None)
        logo_asset = None if logo is None else _asset("logo", logo.suffix, _LOGOS[logo.suffix], logo.read_bytes())
        templates = {file.name: file.read_text("utf-8") for file in sorted((folder / "templates").glob("*.html"))}
    except (OSError, UnicodeDecodeError) as error:
        fault = Fault(file="theme", what=f"it cannot be read ({error})", cure="Make its files readable, in UTF-8")
        raise InvalidInput([fault]) from None
    pages.check_templates(templates)
    return Theme(templates=templates, stylesheets=(faqsync, *own), logo=logo_asset)


def _stem(file: Path) -> str:
    """The file's name as an address may carry it."""
    return "".join(letter for letter in file.stem.lower() if letter.isascii() and letter.isalnum()) or "theme"


def _asset(stem: str, suffix: str, media_type: str, data: bytes) -> Asset:
    return Asset(path=asset_path(stem, sha256(data), suffix), media_type=media_type, data=data)
