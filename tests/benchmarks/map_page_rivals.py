"""Ways to make a page of incidents: ours, and what a user of folium or geopandas would write.

Each makes its page in a process of its own, `python -m tests.benchmarks.map_page_rivals WAY ROWS
FILE`, with columns as JSON in ROWS, and prints the seconds as JSON: of importing what it needs,
and of making the file from the columns. Every rival gets the same fields into its popups, with
text escaped, and the fastest of its own settings: no tiles, canvas where it has one.
"""

from __future__ import annotations

import html
import importlib
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Columns = Mapping[str, Sequence[Any]]
    Record = dict[str, Any]

__all__ = ["WAYS", "Way", "write_ours"]

_CENTRE: Final[dict[str, Any]] = {
    "location": (20.0, 30.0),
    "zoom_start": 3,
    "tiles": None,
    "maxZoom": 18,
}
_DAY_MS = 86_400_000
_FAST_CALLBACK = """function (row) {
    const marker = L.marker(new L.LatLng(row[0], row[1]));
    const box = document.createElement("div");
    marker.bindPopup(() => {
        box.replaceChildren(...row.slice(2).map((value) => {
            const line = document.createElement("p");
            line.textContent = value;
            return line;
        }));
        return box;
    });
    return marker;
}"""


def write_ours(columns: Columns, path: Path) -> None:
    """Our page."""
    import numpy as np

    from maps.basemap import basemap
    from maps.flat import flat_scene
    from maps.page import write_page

    arrays: dict[str, Any] = dict(columns)
    arrays["date"] = np.array(columns["date"], dtype="datetime64[D]")
    made = datetime(2026, 1, 1, tzinfo=UTC)
    write_page(flat_scene(arrays, title="Made incidents", made=made), basemap(None), path)


def _markers(columns: Columns, path: Path) -> None:
    """A folium Marker with a popup for every incident."""
    import folium

    page = folium.Map(**_CENTRE)
    _mark_each(columns, page)
    page.save(str(path))


def _marker_cluster(columns: Columns, path: Path) -> None:
    """The same in a MarkerCluster."""
    import folium
    from folium.plugins import MarkerCluster

    page = folium.Map(**_CENTRE)
    _mark_each(columns, MarkerCluster().add_to(page))  # type: ignore[no-untyped-call]
    page.save(str(path))


def _mark_each(columns: Columns, layer: Any) -> None:  # noqa: ANN401 (folium's)
    import folium

    for record in _records(columns):
        where = (record.pop("lat"), record.pop("lon"))
        lines = "<br>".join(html.escape(str(value)) for value in record.values())
        folium.Marker(where, popup=folium.Popup(lines, max_width=320)).add_to(layer)


def _fast_cluster(columns: Columns, path: Path) -> None:
    """FastMarkerCluster: data, and a callback that makes the popup."""
    import folium
    from folium.plugins import FastMarkerCluster

    page = folium.Map(**_CENTRE)
    rest = [values for name, values in columns.items() if name not in {"lon", "lat"}]
    rows = [list(row) for row in zip(columns["lat"], columns["lon"], *rest, strict=True)]
    FastMarkerCluster(rows, callback=_FAST_CALLBACK).add_to(page)  # type: ignore[no-untyped-call]
    page.save(str(path))


def _geojson(columns: Columns, path: Path) -> None:
    """folium.GeoJson on a canvas, with popup fields."""
    import folium

    page = folium.Map(**_CENTRE, prefer_canvas=True)
    fields = [name for name in columns if name not in {"lon", "lat"}]
    folium.GeoJson(
        _features(columns),
        marker=folium.CircleMarker(radius=4),
        popup=folium.GeoJsonPopup(fields),
    ).add_to(page)
    page.save(str(path))


def _timeline(columns: Columns, path: Path) -> None:
    """folium's Timeline: what is shown lies within a year of the slider's time."""
    import folium
    import numpy as np
    from folium.plugins import Timeline, TimelineSlider

    page = folium.Map(**_CENTRE, prefer_canvas=True)
    data = _features(columns)
    starts = np.array(columns["date"], dtype="datetime64[ms]").astype(np.int64).tolist()
    for feature, start in zip(data["features"], starts, strict=True):
        feature["properties"] |= {"start": start, "end": start + 365 * _DAY_MS}
    popup = folium.JsCode("(one, layer) => layer.bindPopup(() => show(one.properties))")
    circle = folium.JsCode("(one, where) => L.circleMarker(where, { radius: 4 })")
    timeline = Timeline(data, on_each_feature=popup, point_to_layer=circle).add_to(page)
    slider: Any = TimelineSlider(auto_play=False)
    slider.add_timelines(timeline).add_to(page)
    root: Any = page.get_root()
    root.script.add_child(folium.Element(_SHOW))
    page.save(str(path))


_SHOW = """function show(fields) {
    const box = document.createElement("div");
    box.innerText = Object.values(fields).join("\\n");
    return box;
}"""


def _explore(columns: Columns, path: Path) -> None:
    """GeoDataFrame.explore, with a popup."""
    import geopandas as gpd

    rest = {name: values for name, values in columns.items() if name not in {"lon", "lat"}}
    points = gpd.points_from_xy(columns["lon"], columns["lat"])
    frame = gpd.GeoDataFrame(rest, geometry=points, crs="EPSG:4326")
    frame.explore(tiles=None, tooltip=False, popup=True, prefer_canvas=True).save(str(path))


def _records(columns: Columns) -> Iterator[Record]:
    for row in zip(*columns.values(), strict=True):
        yield dict(zip(columns, row, strict=True))


def _features(columns: Columns) -> Record:
    features = []
    for record in _records(columns):
        where = [record.pop("lon"), record.pop("lat")]
        point = {"type": "Point", "coordinates": where}
        features.append({"type": "Feature", "properties": record, "geometry": point})
    return {"type": "FeatureCollection", "features": features}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to make a page, what it imports, and how to see that it has drawn."""

    name: str
    write: Callable[[Columns, Path], None]
    needs: tuple[str, ...]
    drawn: str
    """JavaScript that is true once the page has drawn its incidents."""


_ON_CANVAS = """[...document.querySelectorAll("canvas.leaflet-zoom-animated")].some((canvas) =>
    canvas.width && canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height)
        .data.some((value) => value))"""
_ICON = 'document.querySelector(".leaflet-marker-icon") !== null'

WAYS: Final = {
    "ours": Way(
        name="ours",
        write=write_ours,
        needs=("numpy", "maps.flat", "maps.page", "maps.basemap", "maps._shell"),
        drawn='document.documentElement.dataset.ready === "yes"',
    ),
    "fast": Way(
        name="folium FastMarkerCluster, data",
        write=_fast_cluster,
        needs=("folium.plugins",),
        drawn=_ICON,
    ),
    "geojson": Way(
        name="folium.GeoJson + popup fields",
        write=_geojson,
        needs=("folium",),
        drawn=_ON_CANVAS,
    ),
    "timeline": Way(
        name="folium Timeline",
        write=_timeline,
        needs=("folium.plugins",),
        drawn=f'{_ON_CANVAS} && document.querySelector(".leaflet-timeline-control") !== null',
    ),
    "explore": Way(
        name="GeoDataFrame.explore",
        write=_explore,
        needs=("geopandas", "folium", "matplotlib", "mapclassify"),
        drawn=_ON_CANVAS,
    ),
    "cluster": Way(
        name="folium MarkerCluster",
        write=_marker_cluster,
        needs=("folium.plugins",),
        drawn=_ICON,
    ),
    "markers": Way(
        name="folium Marker + popup",
        write=_markers,
        needs=("folium",),
        drawn=_ICON,
    ),
}
"""Ways by key, the quick ones first."""


def main() -> int:
    """Make one page, and say how long it took."""
    way, rows, file = WAYS[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3])
    start = time.perf_counter()
    for name in way.needs:
        importlib.import_module(name)
    imported = time.perf_counter() - start
    columns = orjson.loads(rows.read_bytes())
    start = time.perf_counter()
    way.write(columns, file)
    made = time.perf_counter() - start
    sys.stdout.write(orjson.dumps({"import_s": imported, "make_s": made}).decode())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
