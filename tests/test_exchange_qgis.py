"""QGIS itself opens what is exported, styled, and shows the right day."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from gazetteer.place import Precision
from geo.account import Rule, add_up
from geo.dossier import Collection, Dossier
from geo.exchange.entries import going
from geo.exchange.geopackage import write
from geo.exchange.qgis_project import Project, project_file
from geo.exchange.qgis_style import qml
from geo.incident import Field, Status
from geo.kinds import KINDS, Family, Kind
from geo.store import GeoPackageStore, Query
from geo.when import When
from tests.builders import SARAVAN, claim, collection, dossier, strike
from tests.outside import debian_python

FIRST, LAST = datetime(2024, 1, 10, tzinfo=UTC), datetime(2024, 2, 5, tzinfo=UTC)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]

QGIS = """
import json, os, sys
for place in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
    os.environ[place] = os.path.dirname(sys.argv[4])
from qgis.core import (Qgis, QgsApplication, QgsDateTimeRange, QgsExpression, QgsExpressionContext,
    QgsExpressionContextUtils, QgsFeatureRequest, QgsMapRendererParallelJob, QgsMapSettings,
    QgsProject, QgsRenderContext, QgsSymbol, QgsSymbolLayer, QgsVectorLayer,
    QgsVectorLayerTemporalContext)
from qgis.PyQt.QtCore import QDateTime, QSize, Qt
project_path, package, days, out = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), sys.argv[4]
application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
told = {"read": project.read(project_path), "title": project.title(),
    "crs": project.crs().authid(), "layers": {}, "alone": {}, "passing": {}, "ink": {}}

def instant(text):
    return QDateTime.fromString(text, Qt.ISODate)

def range_of(day):
    return QgsDateTimeRange(instant(day), instant(day).addDays(1), True, False)

def temporal(layer):
    it = layer.temporalProperties()
    return [it.isActive(), int(it.mode()), it.startField(), it.endField()]

def style(layer):
    renderer = layer.renderer()
    return {"renderer": renderer.type(), "valid": layer.isValid(),
        "legend": [item.label() for item in renderer.legendSymbolItems()],
        "labels": layer.labelsEnabled(), "temporal": temporal(layer),
        "shown": layer.displayExpression()}

def symbols(layer):
    context = QgsRenderContext()
    found = {}
    for feature in layer.getFeatures():
        renderer = layer.renderer().clone()
        scope = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        scope.setFeature(feature)
        context.setExpressionContext(scope)
        renderer.startRender(context, layer.fields())
        (symbol,) = renderer.symbolsForFeature(feature, context)
        look = symbol.symbolLayer(0)
        name = feature["id"] if layer.name() == "Incidents" else feature["incident"]
        key = look.properties()
        opacity = symbol.dataDefinedProperties().value(QgsSymbol.PropertyOpacity, scope)
        fill = look.dataDefinedProperties().value(QgsSymbolLayer.PropertyFillColor, scope)
        found[name] = {"fill": key["color"], "line": key["outline_color"], "opacity": opacity,
            "shape": key.get("name"), "dash": key.get("outline_style"),
            "dyed": fill, "label": layer.labelsEnabled()
                and QgsExpression(layer.labeling().settings().fieldName).evaluate(scope)}
        renderer.stopRender(context)
    return found

drawn = [layer for layer in project.layerTreeRoot().layerOrder() if layer.isSpatial()]
told["order"] = [layer.name() for layer in drawn]
for layer in project.mapLayers().values():
    told["layers"][layer.name()] = {"valid": layer.isValid(), "source": layer.source()}
for layer in drawn:
    told["layers"][layer.name()].update(style(layer), crs=layer.crs().authid(),
        symbols=symbols(layer))
    alone = QgsVectorLayer(package + "|layername=" + layer.name().lower(), "alone", "ogr")
    said, worked = alone.loadDefaultStyle()
    told["alone"][layer.name()] = dict(style(alone), worked=worked)
    field = "id" if layer.name() == "Incidents" else "incident"
    passing = told["passing"][layer.name()] = {}
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    for day in days:
        wanted = layer.temporalProperties().createFilterString(context, range_of(day))
        request = QgsFeatureRequest().setFilterExpression(wanted)
        passing[day] = sorted(feature[field] for feature in layer.getFeatures(request))
relations = project.relationManager().relations().values()
told["relations"] = {one.id(): one.isValid() for one in relations}
times = project.timeSettings()
told["range"] = [times.temporalRange().begin().toString(Qt.ISODate),
    times.temporalRange().end().toString(Qt.ISODate), times.timeStep()]
told["controller"] = [project.readNumEntry("TemporalControllerWidget", "NavigationMode")[0]] + [
    project.readEntry("TemporalControllerWidget", name)[0]
    for name in ("StartDateTime", "EndDateTime")]
view = project.viewSettings().defaultViewExtent()
told["view"] = [view.xMinimum(), view.yMinimum(), view.xMaximum(), view.yMaximum()]
for day in [None] + days:
    settings = QgsMapSettings()
    settings.setLayers(drawn)
    settings.setDestinationCrs(project.crs())
    settings.setOutputSize(QSize(400, 240))
    settings.setExtent(view)
    if day:
        settings.setIsTemporal(True)
        settings.setTemporalRange(range_of(day))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    ground = picture.pixel(0, 0)
    told["ink"][day or "all"] = sum(picture.pixel(x, y) != ground
        for x in range(picture.width()) for y in range(picture.height()))
with open(out, "w") as file:
    json.dump(told, file, default=str)
"""


def told_by_qgis(
    given: Collection, folder: Path, *, rule: str = "range", days: list[datetime] = DAYS
) -> dict[str, Any]:
    """What QGIS makes of the export of some incidents."""
    with GeoPackageStore.create(folder / "store.gpkg", given) as store:
        every = Query(statuses=tuple(Status))
        path, project = write(going(store, every, rule=Rule.parse(rule)), folder / "out.gpkg")
    moved = folder / "moved"
    moved.mkdir()
    path, project = path.rename(moved / path.name), project.rename(moved / project.name)
    out = folder / "told.json"
    texts = json.dumps([named(day) for day in days])
    debian_python("qgis.core", QGIS, str(project), str(path), texts, str(out))
    told: dict[str, Any] = json.loads(out.read_text())
    return told


def named(day: datetime) -> str:
    return day.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture(scope="module")
def told(seeds: Collection, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return told_by_qgis(seeds, tmp_path_factory.mktemp("qgis"))


def of_every_sort() -> Collection:
    """An incident of each kind at a known spot, one of each precision, and a draft."""
    made: list[Dossier] = []
    spots = [(kind, Precision.SITE, 100.0, Status.ACTIVE) for kind in Kind]
    spots += [(Kind.AIRSTRIKE, one, 20_000.0, Status.ACTIVE) for one in Precision]
    spots += [
        (Kind.AIRSTRIKE, Precision.SETTLEMENT, 60_000.0, Status.ACTIVE),
        (Kind.AIRSTRIKE, Precision.SITE, 100.0, Status.DRAFT),
    ]
    for number, (kind, precision, radius_m, status) in enumerate(spots):
        ident = f"{kind}-{precision}-{radius_m:.0f}-{status}-{number}"
        where = replace(SARAVAN, precision=precision, radius_m=radius_m)
        one = dossier(
            claim(Field.DATE, When.parse("2024-01-18"), incident=ident),
            claim(Field.LOCATION, where, incident=ident),
            ident=ident,
        )
        made.append(replace(one, incident=replace(one.incident, kind=kind, status=status)))
    return collection(*made)


@pytest.fixture(scope="module")
def sorts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return told_by_qgis(of_every_sort(), tmp_path_factory.mktemp("sorts"), days=[])


# --- the project -----------------------------------------------------------------------------


def test_the_project_opens_with_its_layers(told: dict[str, Any]) -> None:
    assert told["read"] is True
    assert told["title"] == "Incidents (rule: range)"
    assert told["crs"] == "EPSG:4326"
    assert told["order"] == ["Incidents", "Footprints"]
    assert set(told["layers"]) == {"Incidents", "Footprints", "Claims", "Sources"}
    assert all(layer["valid"] for layer in told["layers"].values())
    assert all(told["layers"][name]["crs"] == "EPSG:4326" for name in told["order"])
    assert told["relations"] == {"claims_of_incident": True, "claims_of_source": True}


def test_it_finds_the_package_wherever_both_are_moved(told: dict[str, Any]) -> None:
    for layer in told["layers"].values():
        assert "/moved/out.gpkg|layername=" in layer["source"]


def test_the_first_day_is_shown_and_all_are_within_reach(told: dict[str, Any]) -> None:
    first, last = "2020-01-01T00:00:00Z", "2024-01-19T23:59:59Z"
    assert told["range"] == [first, last, 1]
    animated = 1
    assert told["controller"] == [animated, first, last]


def test_the_view_holds_all_that_there_is(told: dict[str, Any]) -> None:
    west, south, east, north = told["view"]
    assert west < 4.2
    assert south < 24.9
    assert east > 73.1
    assert north > 52.2
    assert east - west < 90


# --- style -----------------------------------------------------------------------------------


def test_the_styles_are_applied_in_the_project_and_to_a_layer_alone(told: dict[str, Any]) -> None:
    families = ("Strikes", "Bombings", "Fighting", "Unrest", "Diplomacy", "Other")
    rules = [f"{f}, {s}" for f in families for s in ("at a known place", "somewhere in an area")]
    for given in (told["layers"], told["alone"]):
        points, areas = given["Incidents"], given["Footprints"]
        assert points["renderer"] == "RuleRenderer"
        assert [label for label in points["legend"] if label not in families] == rules
        assert points["labels"] is True
        assert areas["renderer"] == "categorizedSymbol"
        assert len(areas["legend"]) == len(Precision)
        assert areas["labels"] is False
        for layer in (points, areas):
            start_and_end = 2
            assert layer["temporal"] == [True, start_and_end, "date_start", "date_end"]
            assert layer["shown"] == '"title"'
    assert told["alone"]["Incidents"]["worked"] is True
    assert told["alone"]["Footprints"]["worked"] is True


def test_each_family_has_the_colour_it_has_on_the_map(sorts: dict[str, Any]) -> None:
    css = Path("maps/assets/map.css").read_text(encoding="utf-8").partition("@media")[0]
    colours = {
        family: ",".join(str(part) for part in bytes.fromhex(found[1]))
        for family in Family
        if (found := re.search(rf"--{family}: #([0-9a-f]{{6}});", css))
    }
    assert set(colours) == set(Family)
    points = sorts["layers"]["Incidents"]["symbols"]
    areas = sorts["layers"]["Footprints"]["symbols"]
    shapes: dict[Family, set[str]] = {family: set() for family in Family}
    for ident, look in points.items():
        kind = Kind(ident.partition("-")[0])
        colour = colours[KINDS[kind].family]
        shapes[KINDS[kind].family].add(look["shape"])
        inked = look["line"] if hollow(look) else look["fill"]
        assert inked == f"{colour},255", ident
        assert areas[ident]["dyed"].startswith(f"{colour},"), ident
    assert all(len(shape) == 1 for shape in shapes.values())


def hollow(look: dict[str, Any]) -> bool:
    """Whether a marker is empty inside."""
    return str(look["fill"]).startswith("249,247,243,")


def test_no_marker_is_more_exact_than_what_is_known(
    told: dict[str, Any], sorts: dict[str, Any]
) -> None:
    by_sort = {
        tuple(ident.split("-")[1:3]): hollow(look)
        for ident, look in sorts["layers"]["Incidents"]["symbols"].items()
        if ident.startswith("airstrike-")
    }
    known = {("site", "100"), ("site", "20000"), ("settlement", "20000")}
    assert {sort for sort, empty in by_sort.items() if not empty} == known
    assert ("settlement", "60000") in by_sort
    assert len(by_sort) == len(Precision) + 2
    seeds_ = told["layers"]["Incidents"]["symbols"]
    assert hollow(seeds_["2024-01-16-balochistan-missile-strike"])
    assert hollow(seeds_["2024-01-18-saravan-airstrike"])
    assert not hollow(seeds_["2024-01-03-kerman-bombing"])


def test_footprints_tell_precision_apart(sorts: dict[str, Any]) -> None:
    areas = sorts["layers"]["Footprints"]["symbols"]
    looks = {
        ident.split("-")[1]: (int(look["dyed"].rsplit(",")[-1]), look["dash"])
        for ident, look in areas.items()
        if "-20000-" in ident
    }
    densities = [looks[precision][0] for precision in ("site", "settlement", "near", "adm1")]
    assert densities == sorted(densities, reverse=True)
    assert len(set(looks.values())) >= 6
    assert all(0 < density < 100 for density, _ in looks.values())


def test_a_draft_is_faint(sorts: dict[str, Any]) -> None:
    found = {"draft" in i: s["opacity"] for i, s in sorts["layers"]["Incidents"]["symbols"].items()}
    assert found == {True: 45, False: 100}


def test_a_label_says_no_more_than_is_known(told: dict[str, Any]) -> None:
    labels = {i: look["label"] for i, look in told["layers"]["Incidents"]["symbols"].items()}
    assert labels["2024-01-03-kerman-bombing"] == "Kerman"
    assert labels["2024-01-18-saravan-airstrike"] == "near Sarāvān"
    assert labels["2022-11-17-sanandaj-violent-demonstration"] == "Sanandaj (draft)"


# --- time ------------------------------------------------------------------------------------


def test_each_incident_is_shown_on_its_own_days_and_no_others(
    told: dict[str, Any], seeds: Collection
) -> None:
    accounts = [add_up(one, seeds.sources_by_id) for one in seeds.dossiers]
    shown = 0
    for day in DAYS:
        until = day + timedelta(days=1)
        expected = sorted(
            account.incident.id
            for account in accounts
            if account.when
            and (account.when.start or day) < until
            and (account.when.end or day) >= day
        )
        assert told["passing"]["Incidents"][named(day)] == expected, day
        assert told["passing"]["Footprints"][named(day)] == expected, day
        shown += len(expected)
    assert shown > len(seeds.dossiers) / 2
    assert told["passing"]["Incidents"][named(FIRST + timedelta(days=5))] == [
        "2024-01-15-erbil-missile-strike",
        "2024-01-15-syria-missile-strike",
        "2024-01-19-iran-arrests",
    ]


def test_the_picture_changes_with_the_day(told: dict[str, Any]) -> None:
    ink = told["ink"]
    assert ink["all"] > ink[named(datetime(2024, 1, 16, tzinfo=UTC))] > 0
    assert ink[named(LAST)] == 0
    assert all(ink[named(day)] == 0 for day in DAYS if day > datetime(2024, 1, 19, 12, tzinfo=UTC))


# --- what it does with little ----------------------------------------------------------------


def test_an_export_of_nothing_opens(tmp_path: Path) -> None:
    told = told_by_qgis(Collection(), tmp_path, days=[])
    assert told["read"] is True
    assert all(layer["valid"] for layer in told["layers"].values())
    off = 0
    assert told["controller"][0] == off
    assert told["view"] == [-180, -90, 180, 90]


def test_undated_and_unlocated_incidents_go_along(tmp_path: Path) -> None:
    undated = dossier(claim(Field.LOCATION, SARAVAN, incident="u"), ident="u")
    nowhere = dossier(claim(Field.DATE, When.parse("2024-01-12/.."), incident="n"), ident="n")
    days = [FIRST, LAST]
    told = told_by_qgis(collection(strike(), undated, nowhere), tmp_path, days=days)
    assert told["passing"]["Incidents"] == {named(FIRST): ["u"], named(LAST): ["n", "u"]}
    assert told["range"] == ["2024-01-12T00:00:00Z", "2024-01-18T23:59:59Z", 1]


def test_a_project_is_whole_days_of_utc_and_the_same_every_time() -> None:
    at = datetime(2024, 1, 18, 13, 5, 9, tzinfo=UTC)
    project = Project(title="T", package="a.gpkg", bounds=(1.0, 2.0, 1.0, 2.0), first=at, last=at)
    content = project_file(project)
    assert content == project_file(project)
    root = ET.fromstring(content)  # noqa: S314 (our own)
    assert [e.text for e in root.iter("start")][-1] == "2024-01-18T00:00:00Z"
    assert [e.text for e in root.iter("end")][-1] == "2024-01-18T23:59:59Z"
    extent = root.find("mapcanvas/extent")
    assert extent is not None
    assert [float(side.text or "") for side in extent] == [0.5, 1.5, 1.5, 2.5]


@pytest.mark.parametrize("layer", ["incidents", "footprints"])
def test_a_style_is_xml_that_names_no_kind_nobody_knows(layer: str) -> None:
    text = qml(layer)
    ET.fromstring(text)  # noqa: S314 (our own)
    lists = re.findall(r"&quot;kind&quot; (?:NOT )?IN \(([^)]*)\)", text)
    listed = {kind for found in lists for kind in re.findall(r"'(\w+)'", found)}
    assert listed == {k.value for k, facts in KINDS.items() if facts.family is not Family.OTHER}
