"""A bundle: whole or not at all, the same each time, and never in place of what is not ours."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.account import Rule
from geo.dossier import Collection
from geo.errors import ExportError
from geo.exchange.bundle import BUNDLED, MANIFEST, write_bundle
from geo.exchange.columns import COLUMNS
from geo.exchange.entries import Going
from geo.exchange.formats import FORMATS
from geo.exchange.sheets import CLAIMS
from geo.source import SourceRow
from tests.builders import PAPER, strike
from tests.tables_out import HOSTILE, all_hostile, disputed, outgoing

_SOME = tuple(form for form in FORMATS if form.name in {"CSV", "XLSX"})
_FILES = ["LICENCES.md", "README.md", "claims.csv", "incidents.csv", "incidents.xlsx", MANIFEST]


def bundled(collection: Collection, folder: Path, **manner: Any) -> tuple[Path, ...]:  # noqa: ANN401
    with outgoing(collection, **manner) as out:
        return write_bundle(out, folder, _SOME)


def imported(*datasets: str) -> Collection:
    """An incident from a row of each data set."""
    return Collection(
        dossiers=tuple(
            replace(
                strike(f"i{number}"),
                rows=(SourceRow(incident=f"i{number}", dataset=name, key=f"{number}"),),
            )
            for number, name in enumerate(datasets)
        ),
        sources=(PAPER,),
    )


def test_all_formats_but_the_one_that_another_holds() -> None:
    assert [form.endings[0] for form in BUNDLED] == [
        ".geojson",
        ".geojsons",
        ".gpkg",
        ".fgb",
        ".parquet",
        ".kmz",
        ".timemap.json",
        ".csv",
        ".xlsx",
    ]


def test_the_files_and_their_hashes(seeds: Collection, tmp_path: Path) -> None:
    paths = bundled(seeds, tmp_path / "out", title="Border", chosen="country IR", rule=Rule())
    assert [path.name for path in paths] == sorted(_FILES)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(_FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    manifest = json.loads((tmp_path / "out" / MANIFEST).read_text())
    listed = {file["name"]: file for file in manifest.pop("files")}
    assert list(listed) == sorted(set(_FILES) - {MANIFEST})
    for name, file in listed.items():
        content = (tmp_path / "out" / name).read_bytes()
        assert file["bytes"] == len(content)
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
    assert manifest == {
        "bundle": "incidentmap",
        "version": 1,
        "title": "Border",
        "incidents": len(seeds.dossiers),
        "rule": "range",
        "filters": "country IR",
    }


def test_every_claim_is_a_row(seeds: Collection, tmp_path: Path) -> None:
    bundled(seeds, tmp_path / "out")
    table = pd.read_csv(tmp_path / "out" / "claims.csv")
    assert list(table.columns) == [column.name for column in CLAIMS.columns]
    assert set(table["id"]) == {claim.id for d in seeds.dossiers for claim in d.claims}


def test_claims_are_inert(tmp_path: Path) -> None:
    bundled(all_hostile(), tmp_path / "out")
    table = pd.read_csv(tmp_path / "out" / "claims.csv", keep_default_na=False)
    text = table["quote"].astype(str)
    assert (text.str.lstrip(' "\u200f\u00a0').str[:1].isin(list("=+-@＝＋－＠"))).sum() == 0
    assert "'=cmd|' /C calc'!A0" in set(text)
    assert len(HOSTILE) == table["incident"].nunique()


def test_the_readme_says_what_there_is(tmp_path: Path) -> None:
    manner = {"title": "Strikes <b>", "chosen": "kind airstrike", "rule": Rule.parse("latest")}
    bundled(disputed(), tmp_path / "out", **manner)
    text = (tmp_path / "out" / "README.md").read_text()
    assert text.startswith("# Strikes &lt;b&gt;\n")
    assert "1 incident, the same in every file." in text
    assert "The latest claim of each field (`latest`)" in text
    assert "Filters: kind airstrike." in text
    for name in _FILES:
        assert f"| {name} |" in text
    for column in (*COLUMNS, *CLAIMS.columns):
        unit = column.unit or ""
        assert f"| `{column.name}` | {column.type} | {unit} | {column.meaning} |" in text
    for form in _SOME:
        assert form.leaves_out in text
    assert "not pass" not in text


def test_licences_name_those_whose_data_it_is(tmp_path: Path) -> None:
    bundled(disputed(), tmp_path / "out")
    text = (tmp_path / "out" / "LICENCES.md").read_text()
    for name in ("OpenStreetMap contributors", "Open Database License", "GeoNames", "CC BY 4.0"):
        assert name in text
    assert "imported" not in text
    assert "Warning" not in text


def test_a_data_set_that_asks_to_be_cited_is_named(tmp_path: Path) -> None:
    bundled(imported("ucdp-ged", "ucdp-ged", "my-`list`"), tmp_path / "out")
    text = (tmp_path / "out" / "LICENCES.md").read_text()
    assert "`ucdp-ged`: 2 incidents. Uppsala Conflict Data Program (UCDP) asks to be cited" in text
    assert "`my-'list'`: 1 incident. Look up its terms" in text
    assert "Warning" not in text


def test_rows_that_may_not_be_passed_on_are_warned_of_at_the_top(tmp_path: Path) -> None:
    bundled(imported("acled", "ucdp-ged"), tmp_path / "out")
    top = (tmp_path / "out" / "LICENCES.md").read_text().split("\n")[2]
    assert top.startswith("**Warning: 1 incident from Armed Conflict Location & Event Data (ACLED)")
    assert "forbids" in top
    assert "Do not pass this folder on" in (tmp_path / "out" / "README.md").read_text()[:200]


def test_the_same_incidents_give_the_same_bytes(seeds: Collection, tmp_path: Path) -> None:
    for name in ("a", "b"):
        bundled(seeds, tmp_path / name)
    for name in _FILES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_bundle_or_an_empty_folder_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    bundled(disputed(), out)
    (out / "incidents.csv").write_text("changed")
    (out / "incidents.xlsx~").write_text("left by a program")
    bundled(disputed(), out)
    assert (out / "incidents.csv").read_text(encoding="utf-8-sig").startswith("id,")
    assert sorted(path.name for path in out.iterdir()) == sorted(_FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("notes.txt", "mine", "no bundle of incidentmap"),
        (MANIFEST, '{"name": "a web app", "files": []}', "no bundle of incidentmap"),
        (MANIFEST, "[1]", "no bundle of incidentmap"),
        (MANIFEST, "{", "no bundle of incidentmap"),
    ],
)
def test_a_folder_that_is_not_ours_is_left(tmp_path: Path, name: str, text: str, why: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text(text)
    with pytest.raises(ExportError, match=f"out: not written.*{why}"):
        bundled(disputed(), out)
    assert (out / name).read_text() == text
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_bundle_with_something_of_yours_in_it_is_left(tmp_path: Path) -> None:
    bundled(disputed(), tmp_path / "out")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    with pytest.raises(ExportError, match=r"notes\.txt in it is not of the bundle"):
        bundled(disputed(), tmp_path / "out")
    assert (tmp_path / "out" / "notes.txt").read_text() == "mine"


def test_a_file_is_left(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(ExportError, match="a file of that name is there"):
        bundled(disputed(), tmp_path / "out")


def test_what_fails_half_way_leaves_the_bundle_that_was_there(tmp_path: Path) -> None:
    bundled(disputed(), tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    with outgoing(disputed()) as out:
        many = Going(entries=out.entries, count=2_000_000)
        with pytest.raises(ExportError, match=r"out: not written: incidents\.xlsx: its sheet"):
            write_bundle(many, tmp_path / "out", _SOME)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_no_folder_above_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="x/out"):
        bundled(disputed(), tmp_path / "x" / "out")
