"""Collections of incidents from JSON files: those the project ships, and a user's own.

Both have one layout: `sources.json` with a list of sources, and `incidents/` with one JSON
file an incident, its claims and links inside. Reading is strict: whatever is broken, missing
or given twice is an error that names the file and the place in it, and nothing is returned.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from geo.actors import actors
from geo.dossier import Collection, Dossier
from geo.errors import ModelError, SeedError
from geo.record import from_json
from geo.source import Source
from seeds import incident_files, sources_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

__all__ = ["read_collection", "read_seeds"]

_T = TypeVar("_T")
_Files = dict[str, Path]


def read_seeds() -> Collection:
    """Read the incidents that the project ships.

    Returns
    -------
    Collection
        Incidents in the order of their dates, their sources, and the actors that are known.

    Raises
    ------
    SeedError
        If a file is broken.
    """
    return _read(sources_file(), incident_files())


def read_collection(folder: Path) -> Collection:
    """Read a folder of incidents of the same layout.

    Parameters
    ----------
    folder
        Folder with `sources.json` and `incidents/*.json`.

    Returns
    -------
    Collection
        Incidents in the order of their file names, their sources, and the actors that are known.

    Raises
    ------
    SeedError
        If a file is missing or broken.
    """
    inside = folder / "incidents"
    if not inside.is_dir():
        raise SeedError(inside, "no such folder; it holds one JSON file an incident")
    return _read(folder / "sources.json", sorted(inside.glob("*.json")))


def _read(listed: Traversable, incidents: Iterable[Traversable]) -> Collection:
    sources = _load(listed, tuple[Source, ...])
    _check_sources(sources, _path(listed))
    source_ids = {source.id for source in sources}
    dossiers: list[tuple[Path, Dossier]] = []
    incident_in: _Files = {}
    claim_in: _Files = {}
    for file in incidents:
        path, dossier = _path(file), _load(file, Dossier)
        _enter(dossier.incident.id, incident_in, path, "incident.id")
        for index, claim in enumerate(dossier.claims):
            _enter(claim.id, claim_in, path, f"claims[{index}].id")
        _check_claims(dossier, path, source_ids)
        dossiers.append((path, dossier))
    for path, dossier in dossiers:
        _check_links(dossier, path, incident_in)
    return Collection(
        dossiers=tuple(dossier for _, dossier in dossiers), sources=sources, actors=actors()
    )


def _path(file: Traversable) -> Path:
    return Path(str(file))


def _load(file: Traversable, kind: type[_T]) -> _T:
    """Read one file, whatever is wrong with it told as a SeedError."""
    try:
        return from_json(file.read_bytes(), kind)
    except OSError as problem:
        raise SeedError(_path(file), f"cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError as problem:
        raise SeedError(_path(file), f"is not UTF-8 at byte {problem.start}") from None
    except ModelError as problem:
        raise SeedError(_path(file), str(problem)) from None


def _check_sources(sources: tuple[Source, ...], path: Path) -> None:
    seen: _Files = {}
    for index, source in enumerate(sources):
        _enter(source.id, seen, path, f"[{index}].id")
    for index, source in enumerate(sources):
        if source.derives_from:
            _known(source.derives_from, seen, path, f"[{index}].derives_from", "source")


def _check_claims(dossier: Dossier, path: Path, sources: set[str]) -> None:
    own = {claim.id for claim in dossier.claims}
    for index, claim in enumerate(dossier.claims):
        at = f"claims[{index}]"
        _known(claim.citation.source, sources, path, f"{at}.citation.source", "source")
        if claim.supersedes:
            _known(claim.supersedes, own, path, f"{at}.supersedes", "claim of the incident")
    for index, taken_back in enumerate(dossier.withdrawals):
        subjects = own | {dossier.incident.id}
        _known(taken_back.subject, subjects, path, f"withdrawals[{index}].subject", "record")


def _check_links(dossier: Dossier, path: Path, incidents: _Files) -> None:
    if dossier.incident.merged_into:
        merged = dossier.incident.merged_into
        _known(merged, incidents, path, "incident.merged_into", "incident")
    for index, link in enumerate(dossier.links):
        _known(link.to_id, incidents, path, f"links[{index}].to_id", "incident")


def _enter(record_id: str, seen: _Files, path: Path, at: str) -> None:
    """Note an id, or raise if it was met before."""
    if record_id in seen:
        raise SeedError(
            path, f"`{at}`: the id {record_id!r} is in {seen[record_id].name} already; give another"
        )
    seen[record_id] = path


def _known(wanted: str, known: Iterable[str], path: Path, at: str, record: str) -> None:
    if wanted not in known:
        raise SeedError(path, f"`{at}`: no {record} has the id {wanted!r}; check its spelling")
