"""The command that writes incidents for other tools: `export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import ExportError
from maps.cli.common import (
    DEFAULT_STORE,
    AsJson,
    CountryFilter,
    KindFilter,
    RuleName,
    Since,
    StatusFilter,
    StorePath,
    Until,
    choose_query,
    open_store,
    out,
    print_json,
    progress_bar,
    tell,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.exchange.entries import Going
    from geo.exchange.formats import Format

__all__ = ["export"]


def export(
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…",
            help="Files to write, each in the format of its ending; DIR/ for all of them.",
        ),
    ],
    *,
    rule: RuleName = "range",
    areas: Annotated[
        bool,
        typer.Option("--areas", help="Give the area that an incident lies in, not its middle."),
    ] = False,
    hxl: Annotated[
        bool, typer.Option("--hxl", help="A row of HXL hashtags below the header of a table.")
    ] = False,
    title: Annotated[
        str | None, typer.Option(help="What to call it, where a format has a title.")
    ] = None,
    kind: KindFilter = None,
    country: CountryFilter = None,
    status: StatusFilter = None,
    since: Since = None,
    until: Until = None,
    as_json: AsJson = False,
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Write the store's incidents for other tools, each file in the format of its ending.

    .geojson and .geojsons, .gpkg (with styles and a QGIS project), .fgb, .parquet, .kml and .kmz,
    .csv, .xlsx, .timemap.json; DIR/ makes a folder with all of them, a README and hashes.
    """
    from geo.account import Rule
    from geo.exchange.entries import going
    from geo.store.columns import one_moment

    query = choose_query(kinds=kind, countries=country, statuses=status, since=since, until=until)
    chosen = Rule.parse(rule)
    wanted = [(target, _format_of(target, store)) for target in targets]
    words = _words(kind=kind, country=country, status=status, since=since, until=until)
    written: list[tuple[Path, ...]] = []
    with open_store(store) as opened, progress_bar() as advance, one_moment(opened.connection):
        export_of = going(
            opened,
            query,
            on_progress=advance,
            rule=chosen,
            areas=areas,
            hxl=hxl,
            title=title or "Incidents",
            chosen=words,
        )
        for target, form in wanted:
            written.append(_write(export_of, target, form))
    _tell_what_was_written(written, [form for _, form in wanted], export_of, as_json=as_json)


def _format_of(target: str, store: Path) -> Format | None:
    """The format of a target; None for a folder."""
    from geo.exchange.formats import format_of

    path = Path(target)
    if target.endswith("/") or path.is_dir():
        return None
    if path.resolve() == store.resolve():
        raise ExportError(path, "that is the store itself; name another file")
    form = format_of(path)
    if form.module == "geopackage" and path.exists():
        _spare_a_store(path)
    return form


def _spare_a_store(path: Path) -> None:
    """Refuse to write over a store that somebody has worked in."""
    from geo.exchange.geopackage import is_export, is_store

    if is_store(path) and not is_export(path):
        raise ExportError(path, "is a store, not an export; name another file")


def _write(export_of: Going, target: str, form: Format | None) -> tuple[Path, ...]:
    from geo.exchange.formats import writer_of

    path = Path(target)
    if form is not None:
        return writer_of(form)(export_of, path)
    from geo.exchange.bundle import write_bundle

    write_bundle(export_of, path)
    return (path,)


def _words(**filters: str | Sequence[str] | None) -> str:
    """The filters in words."""
    given = [
        f"{name} {value if isinstance(value, str) else ', '.join(value)}"
        for name, value in filters.items()
        if value
    ]
    return "; ".join(given)


def _tell_what_was_written(
    written: Sequence[Sequence[Path]],
    forms: Sequence[Format | None],
    export_of: Going,
    *,
    as_json: bool,
) -> None:
    left_out = {form.name: form.leaves_out for form in forms if form and form.leaves_out}
    files = [str(path) for paths in written for path in paths]
    if as_json:
        print_json(
            {
                "files": files,
                "incidents": export_of.count,
                "rule": str(export_of.rule),
                "leaves_out": left_out,
            }
        )
        return
    for path in files:
        out().print(path, soft_wrap=True)
    for name, what in left_out.items():
        tell(f"{name} cannot carry: {what}")
