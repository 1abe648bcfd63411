"""Catalogs that come from elsewhere: the other side of a git merge, a platform, or the past."""

from collections.abc import Iterable
from pathlib import Path

from faqsync import catalogs, config
from faqsync.addresses import catalog_file
from faqsync.errors import Fault, InvalidInput
from faqsync.locales import canonical_tag
from faqsync.model import Catalog, Entry, Site
from faqsync.records import Record, replace
from faqsync.translating.updating import templates, updated, write_changed


def merge_files(base: Path, ours: Path, theirs: Path) -> tuple[Entry, ...]:
    """Merge two versions of a catalog, and write the result into ``ours``; the entries that now show both.

    An empty file is an empty catalog: git gives one as the base where both sides have added a file. Raises
    InvalidInput, and writes nothing, where a file is no valid catalog.
    """
    faults: list[Fault] = []
    versions: list[Catalog] = []
    for file in (base, ours, theirs):
        try:
            versions.append(_read(file))
        except InvalidInput as error:
            faults += error.faults
    if faults:
        raise InvalidInput(faults)
    merged = catalogs.merge(*versions)
    ours.write_bytes(catalogs.write(merged))
    sides = [{entry.key: entry.strings for entry in version.entries} for version in versions[1:]]
    return tuple(entry for entry in merged.entries if entry.strings not in [side.get(entry.key) for side in sides])


def _read(file: Path) -> Catalog:
    try:
        data = file.read_bytes()
    except OSError as error:
        fault = Fault(file=str(file), what=f"it cannot be read ({error.strerror})", cure="Name a readable file")
        raise InvalidInput([fault]) from None
    return catalogs.read(data, str(file)) if data else Catalog()


class Brought(Record):
    """What came of a file that was brought in."""

    file: str
    into: str
    """The catalog, relative to the project."""
    count: int
    """How many translations it had that were lacking."""
    differing: tuple[Entry, ...]
    """Its translations of messages that have another one already."""
    unknown: tuple[Entry, ...]
    """Its translations of what is no message of today."""


def bring_in_files(root: Path, files: Iterable[Path], locale: str | None = None) -> list[Brought]:
    """Fill today's catalogs with what they lack and the files have; nothing that is there is overwritten.

    A file is called after its article, or ``site``. Its language is ``locale`` (BCP 47 or gettext's spelling), else
    what its header says. Raises InvalidInput, and writes nothing, where a file fits no catalog of the site.
    """
    site = config.read_site(root)
    known = dict(templates(root, site))
    current: dict[str, Catalog] = {}
    brought: list[Brought] = []
    faults: list[Fault] = []
    for file in files:
        try:
            other = _read(file)
            tag, name = _locale_of(file, other, site, locale), _name_of(file, known)
            path = catalog_file(tag, name)
            before = current[path] if path in current else updated(root, name, known[name], tag)
        except InvalidInput as error:
            faults += error.faults
            continue
        current[path], rest = catalogs.bring_in(before, other)
        brought.append(_compared(file, path, before, current[path], rest))
        current[path] = _signed(current[path], other) if brought[-1].count else before
    if faults:
        raise InvalidInput(faults)
    write_changed(root, {path: catalogs.write(catalog) for path, catalog in current.items()})
    return brought


def _compared(file: Path, into: str, before: Catalog, after: Catalog, rest: tuple[Entry, ...]) -> Brought:
    live = {entry.key for entry in before.entries if not entry.obsolete}
    return Brought(
        file=str(file),
        into=into,
        count=sum(old.strings != new.strings for old, new in zip(before.entries, after.entries, strict=True)),
        differing=tuple(entry for entry in rest if entry.key in live),
        unknown=tuple(entry for entry in rest if entry.key not in live),
    )


def _locale_of(file: Path, other: Catalog, site: Site, locale: str | None) -> str:
    name = locale or other.header("Language") or ""
    try:
        tag = canonical_tag(name)
    except ValueError:
        tag = None
    if tag is None or tag == site.source or tag not in site.locales:
        what = f"its language is {name!r}" if name else "it does not say its language"
        others = ", ".join(each for each in site.locales if each != site.source)
        raise InvalidInput([Fault(file=str(file), what=what, cure=f"Give --locale: one of {others}")])
    return tag


def _name_of(file: Path, known: dict[str, Catalog]) -> str:
    if file.stem not in known:
        cure = "Call the file after its article: <id>.po"
        raise InvalidInput([Fault(file=str(file), what=f"there is no article {file.stem!r}", cure=cure)])
    return file.stem


def _signed(catalog: Catalog, other: Catalog) -> Catalog:
    """The catalog with the other one's PO-Revision-Date and Last-Translator, where that was revised later."""
    ours, theirs = catalogs.revised(catalog), catalogs.revised(other)
    if theirs is None or (ours is not None and ours >= theirs):
        return catalog
    signature = {name: other.header(name) or "" for name in ("PO-Revision-Date", "Last-Translator")}
    return replace(catalog, headers=tuple((name, signature.get(name, value)) for name, value in catalog.headers))
