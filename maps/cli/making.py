"""Commands that make files: `demo`, `init`, `map`."""

from __future__ import annotations

from datetime import UTC, datetime
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
    open_gazetteer,
    open_store,
    out,
    print_json,
    progress_bar,
    report,
    tell,
)
from maps.cli.watching import make_and_watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.account import Rule
    from geo.dossier import Collection
    from geo.store import Query
    from maps.cli.digests import FoundAgain
    from maps.layers import Scene

__all__ = ["demo", "init", "map_"]

_DEMO_TITLE = "Iran and Pakistan, January 2024: strikes and the steps that followed"
_READ_TITLE = "Read by machine from digests of five reports, reviewed by nobody"
_PICTURES = {".png", ".svg"}


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Folder to make the files in.")
    ] = Path("incidentmap-demo"),
    *,
    as_json: AsJson = False,
) -> None:
    """Make maps of the incidents that come along, as curated and as read from digests of reports.

    The curated ones become a store, a map, a picture and GeoJSON; what the built-in reader makes
    of the digests, accepted as it is, a store and a map of its own.
    """
    from geo.account import RANGE
    from geo.exchange.geojson import to_geojson
    from geo.files import replace_file
    from maps.cli.digests import found_again

    _make_folder(folder)
    store, read_store = folder / "incidents.gpkg", folder / "read.gpkg"
    page, picture, geojson, read_page = (
        folder / name for name in ("map.html", "map.png", "incidents.geojson", "read.html")
    )
    curated, found = _curated_and_read(store, read_store)
    _write_maps(_scene(curated, RANGE, _DEMO_TITLE), [page, picture])
    replace_file(geojson, to_geojson(curated))
    _write_maps(_scene(found, RANGE, _READ_TITLE), [read_page])
    files = {"map": page, "picture": picture, "geojson": geojson, "store": store}
    files |= {"read_map": read_page, "read_store": read_store}
    _report_demo(files, found_again(curated, found), as_json=as_json)


def init(
    *,
    seeds: Annotated[
        bool, typer.Option("--seeds", help="Start with the incidents that come with the project.")
    ] = False,
    as_json: AsJson = False,
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Make a new store."""
    _make_store(store, seeds=seeds)
    with open_store(store) as opened:
        made = len(opened.ids())
    report(
        {"store": str(store), "incidents": made},
        f"made {store} with {made} incidents",
        as_json=as_json,
    )


def map_(
    target: Annotated[
        Path, typer.Argument(metavar="[FILE]", help="map.html, or a picture: .png or .svg.")
    ] = Path("map.html"),
    *,
    title: Annotated[str | None, typer.Option(help="Title on the map.")] = None,
    rule: RuleName = "range",
    tiles: Annotated[
        str | None,
        typer.Option(help="Online background, such as osm; its host sees who looks at the map."),
    ] = None,
    png: Annotated[bool, typer.Option("--png", help="Also a PNG of that name beside it.")] = False,
    svg: Annotated[bool, typer.Option("--svg", help="Also an SVG of that name beside it.")] = False,
    split: Annotated[
        str | None,
        typer.Option(
            metavar="NAME[,NAME]|actor",
            help="Two maps side by side: the accounts of two sides, of one beside all claims, or "
            "(actor) of the two that say most.",
        ),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Make it anew whenever the store changes.")
    ] = False,
    kind: KindFilter = None,
    country: CountryFilter = None,
    status: StatusFilter = None,
    since: Since = None,
    until: Until = None,
    as_json: AsJson = False,
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Make a map of the store: one file that needs no network."""
    from geo.account import Rule
    from maps.viewing import split_scene

    query = choose_query(kinds=kind, countries=country, statuses=status, since=since, until=until)
    chosen = Rule.parse(rule)
    pictures = {
        kind: target.with_suffix(f".{kind}") for kind, on in (("png", png), ("svg", svg)) if on
    }
    files = {"map": target} | {k: path for k, path in pictures.items() if path != target}

    def make() -> int:
        scene = _store_scene(store, query, chosen, title or _title(store), files.values())
        if split is not None:
            scene = split_scene(scene, split)
        _write_maps(scene, files.values(), tiles)
        return len(scene.marks)

    if watch:
        make_and_watch(store, target, make, as_json=as_json)
        return
    make()
    lines = "\n".join(map(str, files.values()))
    report({name: str(path) for name, path in files.items()}, lines, as_json=as_json)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ExportError(folder, problem.strerror or str(problem)) from None


def _curated_and_read(store: Path, read_store: Path) -> tuple[Collection, Collection]:
    """The incidents that come along, and those read from the digests; a store there is kept."""
    from maps.cli.digests import read_digests

    for path in (store, read_store):
        if path.exists():
            tell(f"{path} is there already: it is kept, and the map is made from it")
    if not store.exists():
        _make_store(store, seeds=True)
    if not read_store.exists():
        with open_gazetteer() as gazetteer:
            read_digests(read_store, gazetteer)
    with open_store(store) as curated, open_store(read_store) as found:
        return curated.read(), found.read()


def _report_demo(files: Mapping[str, Path], told: FoundAgain, *, as_json: bool) -> None:
    """Say where the files are, and what was read."""
    if as_json:
        print_json({name: str(path) for name, path in files.items()} | {"read": told._asdict()})
        return
    for path in files.values():
        out().print(str(path), soft_wrap=True)
    out().print(
        f"{told.reports} digests of reports were read: {told.incidents} incidents, accepted "
        f"unreviewed into {files['read_store']}.\n"
        f"{told.found_again} of the {told.curated} incidents in {files['store']}, which people "
        "read from the same reports, were found again.",
        soft_wrap=True,
    )


def _make_store(path: Path, *, seeds: bool) -> None:
    """Make a store; with seeds, it appears only once they are all in it."""
    from geo.seeding import read_seeds
    from geo.store import GeoPackageStore

    collection = read_seeds() if seeds else None
    GeoPackageStore.create(path, collection).close()


def _scene(collection: Collection, rule: Rule, title: str) -> Scene:
    from maps.scene import build_scene

    with open_gazetteer() as gazetteer:
        return build_scene(
            collection,
            title=title,
            made=datetime.now(UTC).replace(microsecond=0),
            rule=rule,
            gazetteer=gazetteer,
        )


def _store_scene(
    store: Path, query: Query, rule: Rule, title: str, targets: Iterable[Path]
) -> Scene:
    """The scene of a store, with a bar for the long work."""
    from maps.stock import store_scene

    with open_gazetteer() as gazetteer, open_store(store) as opened, progress_bar() as advance:
        return store_scene(
            opened,
            query,
            title=title,
            made=datetime.now(UTC).replace(microsecond=0),
            rule=rule,
            gazetteer=gazetteer,
            on_progress=advance,
            in_full=any(target.suffix.lower() in _PICTURES for target in targets),
        )


def _write_maps(scene: Scene, targets: Iterable[Path], tiles: str | None = None) -> None:
    """Write a page, or a picture by its ending, each on the ground that it shows."""
    from maps.basemap import basemap
    from maps.view import ground_bounds

    for target in targets:
        if target.suffix.lower() in _PICTURES:
            from maps.picture import picture_bounds, write_picture

            ground = basemap(picture_bounds(scene), exact_borders=scene.border_pairs)
            write_picture(scene, ground, target)
        else:
            from maps.page import write_page

            ground = basemap(ground_bounds(scene), exact_borders=scene.border_pairs)
            write_page(scene, ground, target, tiles=tiles)


def _title(store: Path) -> str:
    """The heading of a map that was given none."""
    return "Incidents" if store.stem == "incidents" else f"Incidents in {store.stem}"
