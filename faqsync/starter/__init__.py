"""A new site that can be published at once."""

import json
import shutil
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from faqsync import config, schemas
from faqsync.addresses import SITE_CONFIG, schema_path
from faqsync.errors import Fault, InvalidInput
from faqsync.texts import is_web_address

_FILES = Path(__file__).with_name("site")
_FOR_EDITORS = ("article", "site")
"""The schemas that an editor completes and explains a user's files with."""


def make_site(folder: Path, base_url: str, locales: tuple[str, ...], year: int) -> list[Path]:
    """Write a new site into ``folder``; the files made.

    ``year`` goes into its authority (RFC 4151). Raises InvalidInput, and writes nothing, where the folder is in use or
    no site can be made of the rest.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        fault = Fault(file=str(folder), what="it is not an empty folder", cure="Name one that is not there yet")
        raise InvalidInput([fault])
    if not is_web_address(base_url):
        raise InvalidInput([Fault(file="--base-url", what=f"{base_url!r} is no web address", cure="Give https://…")])
    values = {
        "base_url": base_url,
        "authority": f"{urlsplit(base_url).hostname},{year}",
        "locales": json.dumps(locales, ensure_ascii=False)[1:-1],
    }
    text = Template((_FILES / SITE_CONFIG).read_text("utf-8")).substitute(values)
    config.parse_site(text)
    shutil.copytree(_FILES, folder, dirs_exist_ok=True)
    (folder / SITE_CONFIG).write_text(text, "utf-8")
    for name in _FOR_EDITORS:
        file = folder / schema_path(name)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(schemas.schema_bytes(name))
    return sorted(path for path in folder.rglob("*") if path.is_file())
