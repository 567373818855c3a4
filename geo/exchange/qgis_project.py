"""A small QGIS project beside a GeoPackage: it opens styled, in the right place, on the first day.

A style that lies in a GeoPackage is found by QGIS by itself, but leaves time off; only a project
turns it on. QGIS tells days apart rightly for full UTC datetimes alone, so all here are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element, indent, tostring

from geo.exchange.qgis_style import DOCTYPE, LAYERS, QGIS_VERSION, labels_on, node, style_nodes
from geo.source import whole

__all__ = ["Project", "project_file"]

_NAMES: Final = {
    "incidents": "Incidents",
    "footprints": "Footprints",
    "claims": "Claims",
    "sources": "Sources",
}
_GEOMETRIES: Final = {"incidents": "Point", "footprints": "Polygon"}
_RELATIONS: Final = (
    ("claims_of_incident", "Claims", "claims", "incident", "incidents"),
    ("claims_of_source", "Claims read there", "claims", "source", "sources"),
)
"""Id and name of each relation; table and column that refer to the `id` of another table."""

_ID: Final = "incidentmap_{}"
"""Id of a layer by its table; QGIS passes over those of fewer than 11 characters."""

_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GROUND: Final = {"Red": 246, "Green": 244, "Blue": 239}
_PROJ: Final = "+proj=longlat +datum=WGS84 +no_defs"
_ANIMATED: Final = 1
_OFF: Final = 0
_WORLD: Final = (-180.0, -90.0, 180.0, 90.0)
_MARGIN: Final = 0.06
_LEAST_DEGREES: Final = 0.5
_UTC: Final = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What a project needs to know of its GeoPackage.

    Parameters
    ----------
    title
        Its title.
    package
        Name of the GeoPackage, in the project's own folder.
    bounds
        West, south, east, north of what is in it, in degrees (EPSG:4326); None where nothing has a
        place.
    first
        First instant that a date in it allows, in UTC; None where nothing is dated.
    last
        Last second that one allows.
    """

    title: str
    package: str
    bounds: tuple[float, float, float, float] | None = None
    first: datetime | None = None
    last: datetime | None = None


def project_file(project: Project) -> bytes:
    """A project as QGIS reads it.

    Parameters
    ----------
    project
        What it shows.

    Returns
    -------
    bytes
        XML in UTF-8; the same project gives the same bytes.
    """
    root = node(
        "qgis",
        node("title", text=_clean(project.title)),
        node("projectCrs", _wgs_84()),
        _tree(project),
        node("relations", *(_relation(*relation) for relation in _RELATIONS)),
        _canvas(project),
        node("projectlayers", *(_layer(name, project) for name in _NAMES)),
        node("layerorder", *(node("layer", id=_ID.format(name)) for name in LAYERS)),
        _properties(project),
        node("ProjectViewSettings", _view(project), UseProjectScales=0),
        _time_settings(project),
        projectname=_clean(project.title),
        version=QGIS_VERSION,
    )
    indent(root, " ")
    return f"{DOCTYPE}{tostring(root, encoding='unicode')}\n".encode()


def _clean(text: str) -> str:
    """A text without what XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", whole(text))


def _source(name: str, project: Project) -> str:
    return f"./{_clean(project.package)}|layername={name}"


def _wgs_84() -> Element:
    """The CRS; QGIS heeds the authority's name only beside a number of its own."""
    parts = {"proj4": _PROJ, "srsid": 3452, "srid": 4326, "authid": "EPSG:4326"}
    return node("spatialrefsys", *(node(name, text=parts[name]) for name in parts))


def _tree(project: Project) -> Element:
    """The list of layers: what is drawn, and below it what is only looked up."""
    leaves = [
        node(
            "layer-tree-layer",
            id=_ID.format(name),
            name=label,
            providerKey="ogr",
            source=_source(name, project),
            checked="Qt::Checked",
            expanded=int(name in LAYERS),
        )
        for name, label in _NAMES.items()
    ]
    return node("layer-tree-group", *leaves, name="", checked="Qt::Checked", expanded=1)


def _layer(name: str, project: Project) -> Element:
    drawn = name in LAYERS
    about = [
        node("id", text=_ID.format(name)),
        node("datasource", text=_source(name, project)),
        node("layername", text=_NAMES[name]),
        node("provider", text="ogr", encoding="UTF-8"),
    ]
    if drawn:
        about += [node("srs", _wgs_84()), *style_nodes(name)]
    return node(
        "maplayer",
        *about,
        type="vector",
        geometry=_GEOMETRIES.get(name, "No geometry"),
        labelsEnabled=int(labels_on(name)),
        styleCategories="AllStyleCategories",
    )


def _relation(ident: str, name: str, table: str, column: str, other: str) -> Element:
    field = node("fieldRef", referencingField=column, referencedField="id")
    ends = {"referencingLayer": _ID.format(table), "referencedLayer": _ID.format(other)}
    return node("relation", field, id=ident, name=name, strength="Association", **ends)


def _shown(project: Project) -> tuple[float, float, float, float]:
    """The bounds with a margin; never a mere point."""
    if project.bounds is None:
        return _WORLD
    west, south, east, north = project.bounds
    wide = max((east - west) * _MARGIN, _LEAST_DEGREES)
    high = max((north - south) * _MARGIN, _LEAST_DEGREES)
    return west - wide, south - high, east + wide, north + high


def _canvas(project: Project) -> Element:
    corners = zip(("xmin", "ymin", "xmax", "ymax"), _shown(project), strict=True)
    return node(
        "mapcanvas",
        node("units", text="degrees"),
        node("extent", *(node(name, text=repr(value)) for name, value in corners)),
        node("rotation", text="0"),
        node("destinationsrs", _wgs_84()),
        name="theMapCanvas",
        annotationsVisible=1,
    )


def _view(project: Project) -> Element:
    corners = zip(("xmin", "ymin", "xmax", "ymax"), _shown(project), strict=True)
    return node("DefaultViewExtent", _wgs_84(), **dict(corners))


def _days(project: Project) -> tuple[str, str] | None:
    """From the first second of the first day to the last second of the last."""
    if project.first is None or project.last is None:
        return None
    first = project.first.replace(hour=0, minute=0, second=0)
    last = project.last.replace(hour=23, minute=59, second=59)
    return first.strftime(_UTC), last.strftime(_UTC)


def _time_settings(project: Project) -> Element:
    """A day at a time, over all days that there are."""
    days = _days(project)
    limits = zip(("start", "end"), days or (), strict=False)
    whole_range = [node("TemporalRange", *(node(name, text=day) for name, day in limits))]
    manner = {"timeStep": 1, "timeStepUnit": "d", "frameRate": 1, "cumulativeTemporalRange": 0}
    return node("ProjectTimeSettings", *(whole_range if days else []), **manner)


def _properties(project: Project) -> Element:
    """Relative paths, the ground's colour, and the temporal controller on the first day."""
    controller = [_entry("NavigationMode", "int", _ANIMATED if _days(project) else _OFF)]
    limits = zip(("StartDateTime", "EndDateTime"), _days(project) or (), strict=False)
    controller += [_entry(name, "QString", day) for name, day in limits]
    ground = [_entry(f"CanvasColor{part}Part", "int", _GROUND[part]) for part in _GROUND]
    return node(
        "properties",
        node("SpatialRefSys", _entry("ProjectionsEnabled", "int", 1)),
        node("Paths", _entry("Absolute", "bool", "false")),
        node("Gui", *ground),
        node("TemporalControllerWidget", *controller),
    )


def _entry(name: str, kind: str, value: object) -> Element:
    return node(name, text=str(value), type=kind)
