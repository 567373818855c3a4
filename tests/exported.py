"""A store's incidents in a file of some format, and back: what every such format must keep to."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

from geo.account import add_up
from geo.dossier import Collection, Dossier
from geo.errors import ExportError, ImportFileError
from geo.exchange.entries import Entry, Going, entries, going
from geo.exchange.incoming import Incoming, Reading
from geo.incident import Field
from geo.source import Source, SourceRow
from geo.store import GeoPackageStore, Query
from geo.store.reading import Stored
from geo.store.rows import incident_row
from geo.when import When
from geo.where import Where
from tests.builders import AT, SARAVAN, SOURCES, claim, collection, dossier, strike

__all__ = [
    "UNPLACED",
    "check_columns",
    "check_damaged",
    "check_failing",
    "check_hostile",
    "check_round_trip",
    "check_unreadable",
    "exported",
    "hostile",
    "in_memory",
    "read_back",
]

_HOSTILE = (
    "a\"b'\\ \r\n\t\x00\x1e\x7f =cmd()|'/C calc'!A0 </script><!-- ]]> &amp; ${x} {{y}} \u2028 💥"
)

UNPLACED = dossier(claim(Field.DATE, When.parse("2024-03"), incident="n"), ident="n")
"""An incident that nobody places."""


def _nowhere(name: str, *, country: str | None = None, admin1: str | None = None) -> Where:
    return Where(mention=name, country=country, admin1=admin1)


@contextmanager
def exported(
    found: Collection,
    module: ModuleType,
    ending: str,
    **manner: Any,  # noqa: ANN401 (fields of Going)
) -> Iterator[tuple[Going, Path]]:
    """Incidents out of a fresh store and in a file, with nothing left beside it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with GeoPackageStore.create(folder / "store.gpkg", found) as store:
            export = going(store, Query(), **manner)
            path = folder / f"incidents{ending}"
            assert module.write(export, path) == (path,)
            assert {p.name for p in folder.iterdir()} == {path.name, "store.gpkg"}
            yield export, path


def in_memory(*dossiers: Dossier) -> Going:
    """Incidents on their way out that no store could hold."""

    def found() -> Iterator[Entry]:
        return entries((Stored(d, incident_row(add_up(d, SOURCES))) for d in dossiers), SOURCES)

    return Going(entries=found, count=len(dossiers))


def read_back(module: ModuleType, path: Path) -> list[Incoming]:
    """What a file gives, in its order."""
    return list(module.read(path, Reading(recorded_at=AT, resolve=_nowhere)))


def check_round_trip(module: ModuleType, ending: str, found: Collection, *, areas: bool) -> None:
    """Everything comes back as it was, and the same incidents are the same bytes."""
    with exported(found, module, ending, areas=areas) as (export, path):
        assert _by_id(read_back(module, path)) == _by_id(export.entries())
        first = path.read_bytes()
        module.write(export, path)
        assert path.read_bytes() == first


def hostile() -> Dossier:
    """An incident with text that breaks out of whatever forgets to spell it."""
    where = replace(SARAVAN, mention=_HOSTILE, name=_HOSTILE, admin1=_HOSTILE)
    return replace(
        dossier(
            claim(Field.LOCATION, where, claimant=_HOSTILE),
            claim(Field.WEAPON, _HOSTILE),
        ),
        rows=(SourceRow(incident="strike", dataset="set", key="1", values={_HOSTILE: _HOSTILE}),),
    )


def check_hostile(module: ModuleType, ending: str) -> None:
    """Hostile text comes back as it was; halves of surrogate pairs as unknown characters."""
    found = collection(hostile())
    with exported(found, module, ending, title=_HOSTILE, chosen=_HOSTILE) as (export, path):
        assert _by_id(read_back(module, path)) == _by_id(export.entries())
        half = dossier(claim(Field.WEAPON, "half \ud800", claimant="\udfff"))
        module.write(replace(in_memory(half), title="\ud800"), path)
        (incoming,) = read_back(module, path)
        assert incoming.dossier is not None
        (back,) = incoming.dossier.claims
        assert (back.text, back.claimant) == ("half \ufffd", "\ufffd")


def check_failing(module: ModuleType, ending: str, tmp_path: Path) -> None:
    """What stood there stands when the incidents cannot be read, or the file not be written."""
    path = tmp_path / f"incidents{ending}"
    path.write_text("there before")

    def failing() -> Iterator[Entry]:
        yield from in_memory(strike()).entries()
        msg = "the store is gone"
        raise ZeroDivisionError(msg)

    with pytest.raises(ZeroDivisionError, match="the store is gone"):
        module.write(Going(entries=failing, count=2), path)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert path.read_text() == "there before"
    with pytest.raises(ExportError, match="not written") as caught:
        module.write(in_memory(strike()), tmp_path / "no folder" / path.name)
    assert str(caught.value).count("not written") == 1


def check_unreadable(module: ModuleType, path: Path) -> None:
    """A file that is not there, or is of no format at all, is told as such."""
    for content in (None, b"\x00\xff no such format", b"PAR1 PAR1", b"fgb\x03fgb\x01" * 9):
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(ImportFileError) as caught:
            read_back(module, path)
        assert str(caught.value).startswith(f"{path}: ")


def check_damaged(module: ModuleType, path: Path, at: float, byte: int) -> None:
    """A damaged file is told or read as far as it goes, and never more than that happens."""
    module.write(in_memory(strike("a"), UNPLACED, strike("b")), path)
    content = bytearray(path.read_bytes())
    content[int(at * len(content))] = byte
    path.write_bytes(content)
    with suppress(ImportFileError):
        assert all(one.dossier or one.refused for one in read_back(module, path))


def check_columns(export: Going, frame: pd.DataFrame) -> None:
    """A table that another program has read holds the values that went out."""
    rows = {row["id"]: row for row in frame.to_dict("records")}
    assert len(rows) == export.count
    for entry in export.entries():
        row = rows[entry.dossier.incident.id]
        for name, value in entry.values.items():  # noqa: PD011 (no data frame)
            if value is None:
                assert pd.isna(row[name]), name
            else:
                assert row[name] == value, name


def _by_id(found: Iterable[Any]) -> dict[str, tuple[Dossier, tuple[Source, ...]]]:
    """Incidents on their way out or in, by id, with the sources that they cite."""
    listed = list(found)
    by_id = {one.dossier.incident.id: (one.dossier, one.sources) for one in listed}
    assert len(by_id) == len(listed)
    return by_id
