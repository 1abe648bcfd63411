"""A new site that can be published at once."""

import shutil
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from faqsync import schemas
from faqsync.addresses import schema_path
from faqsync.errors import Fault, InvalidInput
from faqsync.locales import canonical_tag
from faqsync.texts import is_web_address

_FILES = Path(__file__).with_name("site")
_FOR_EDITORS = ("article", "site")
"""The schemas that an editor completes and explains a user's files with."""


def make_site(folder: Path, base_url: str, locales: tuple[str, ...], year: int) -> list[Path]:
    """Write a new site into ``folder``; the files made.

    ``year`` goes into its authority (RFC 4151). Raises InvalidInput where the folder is in use, ``base_url`` is
    no web address, or a locale is no BCP 47 tag.
    """
    faults = []
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        faults.append(Fault(file=str(folder), what="it is not an empty folder", cure="Name one that is not there yet"))
    if not is_web_address(base_url):
        faults.append(Fault(file="--base-url", what=f"{base_url!r} is no web address", cure="Give https://…"))
    tags = []
    for name in locales:
        try:
            tags.append(canonical_tag(name))
        except ValueError as error:
            faults.append(Fault(file="--locale", what=str(error), cure="Give one such as es or pt-BR"))
    if faults:
        raise InvalidInput(faults)
    values = {
        "base_url": base_url,
        "authority": f"{urlsplit(base_url).hostname},{year}",
        "locales": ", ".join(f'"{tag}"' for tag in tags),
    }
    shutil.copytree(_FILES, folder, dirs_exist_ok=True)
    config = folder / "faqsync.toml"
    config.write_text(Template(config.read_text("utf-8")).substitute(values), "utf-8")
    for name in _FOR_EDITORS:
        file = folder / schema_path(name)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(schemas.schema_bytes(name))
    return sorted(path for path in folder.rglob("*") if path.is_file())
