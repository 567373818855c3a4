"""KML and KMZ: valid by Google's and OGC's schemas, read by GDAL, areas drawn as areas."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from PIL import Image
from pykml.parser import Schema

from gazetteer.place import Precision
from geo.account import Rule
from geo.dossier import Collection, Dossier
from geo.exchange.columns import COLUMNS
from geo.exchange.entries import Entry
from geo.exchange.kml import write
from geo.exchange.kml_icons import COLOURS, icon
from geo.incident import Field
from geo.kinds import Family
from geo.source import Citation, Source
from geo.when import When
from geo.where import Where
from maps._sheet import FAMILY_COLOURS
from tests.any_incidents import collections
from tests.builders import SARAVAN, claim, collection, dossier, strike
from tests.goings import going_of
from tests.outside import gdal

etree: Any = import_module("lxml.etree")  # has no types
html: Any = import_module("lxml.html")

KML = {"k": "http://www.opengis.net/kml/2.2"}
PROVINCE = Where(
    mention="Sistan and Baluchestan",
    name="Sistan and Baluchestan",
    place_id="iso:IR-11",
    country="IR",
    lon=60.5,
    lat=27.9,
    precision=Precision.ADM1,
    radius_m=300_000,
)
HOSTILE = "\x00\ud800]]></description><script>alert(1)</script>&amp;\r\n$[id] \"'=1+1\u202e"


@cache
def schema(name: str) -> Any:  # noqa: ANN401
    return Schema(name)


def written(incidents: Collection, folder: Path, **manner: Any) -> Any:  # noqa: ANN401 (lxml has no types)
    """The document of a plain KML, valid by both schemas."""
    assert write(going_of(incidents, **manner), folder / "a.kml") == (folder / "a.kml",)
    root = etree.parse(folder / "a.kml").getroot()
    for name in ("kml22gx.xsd", "ogckml22.xsd"):
        schema(name).assertValid(root)
    return root


def texts(root: Any, path: str) -> list[str]:  # noqa: ANN401
    return [str(one.text) for one in root.iterfind(path, KML)]


def placed(where: Where) -> Collection:
    return collection(dossier(claim(Field.LOCATION, where)))


def styles(root: Any) -> list[str]:  # noqa: ANN401
    return texts(root, ".//k:Placemark/k:styleUrl")


@pytest.mark.parametrize("areas", [False, True])
def test_the_seeds_are_valid_and_all_there(seeds: Collection, tmp_path: Path, areas: bool) -> None:  # noqa: FBT001
    root = written(seeds, tmp_path, areas=areas, title="Seeds & more", chosen="since 2024")
    ids = texts(root, './/k:SimpleData[@name="id"]')
    assert sorted(ids) == sorted(one.incident.id for one in seeds.dossiers)
    assert texts(root, "k:Document/k:name") == ["Seeds & more"]
    assert "Rule: range. " in texts(root, "k:Document/k:description")[0]
    assert "since 2024" in texts(root, "k:Document/k:description")[0]
    fields = root.find(".//k:Schema", KML)
    assert [field.get("name") for field in fields] == [column.name for column in COLUMNS]


@pytest.mark.parametrize("name", ["seeds.kml", "seeds.kmz"])
def test_gdal_reads_places_times_and_columns(seeds: Collection, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    export = going_of(seeds)
    write(export, path)
    known = {entry.values["id"]: entry.values for entry in export.entries()}
    seen = 0
    for layer in geopandas.list_layers(path)["name"]:
        frame = geopandas.read_file(path, layer=layer)
        for row in frame.to_dict("records"):
            values = known[row.get("id2") or row["id"]]  # KML has an id of its own
            point = shapely.get_parts([row["geometry"]])[0]
            assert (point.x, point.y) == pytest.approx((values["lon"], values["lat"]), abs=1e-6)
            assert row["begin"].to_pydatetime() == values["date_start"]
            assert row["end"].to_pydatetime() == values["date_end"]
            low = row["killed_low"]
            assert (None if np.isnan(low) else low) == values["killed_low"]
            assert row["radius_m"] == values["radius_m"]
            seen += 1
    assert seen == len(seeds.dossiers)
    told = gdal("ogrinfo", "-ro", "-so", "-al", str(path))
    assert sum(map(int, re.findall(r"Feature Count: (\d+)", told))) == len(seeds.dossiers)
    assert len(re.findall(r"^killed_low: Integer", told, re.MULTILINE)) == told.count("Layer name")


def test_a_province_is_drawn_as_its_outline_and_has_no_bare_pin(tmp_path: Path) -> None:
    root = written(placed(PROVINCE), tmp_path)
    assert styles(root) == ["#strike-area"]
    shape = root.find(".//k:Placemark/k:MultiGeometry", KML)
    assert shape.find("k:Point", KML) is not None
    polygon = shapely.union_all(list(polygons(root)))
    assert polygon.contains(shapely.Point(60.86, 29.5))  # Zahedan lies in it
    assert 100 < shapely.get_num_coordinates(polygon) <= 1_000
    hidden = root.find('.//k:Style[@id="strike-area"]/k:IconStyle', KML)
    assert hidden.findtext("k:scale", None, KML) == "0"
    assert len(hidden.find("k:Icon", KML)) == 0


def test_a_spot_is_a_pin_and_what_is_near_is_a_paler_one(tmp_path: Path) -> None:
    site = replace(SARAVAN, precision=Precision.SITE, radius_m=100)
    known, near = (written(placed(where), tmp_path) for where in (site, SARAVAN))
    assert (styles(known), styles(near)) == (["#strike-known"], ["#strike-near"])
    colours = [
        texts(near, f'.//k:Style[@id="strike-{look}"]/k:IconStyle/k:color')[0]
        for look in ("known", "near")
    ]
    assert colours == ["ff1a32b5", "801a32b5"]
    assert texts(near, ".//k:Placemark/k:Point/k:coordinates") == ["62.3342,27.3709"]


def polygons(root: Any) -> Iterator[shapely.Polygon]:  # noqa: ANN401
    for ring in texts(root, ".//k:outerBoundaryIs/k:LinearRing/k:coordinates"):
        corners = [tuple(map(float, pair.split(","))) for pair in ring.split(" ")]
        assert corners[0] == corners[-1]
        assert shapely.LinearRing(corners).is_ccw
        yield shapely.Polygon(corners)


def test_areas_are_polygons_closed_counter_clockwise_and_cut_at_the_antimeridian(
    tmp_path: Path,
) -> None:
    fiji = replace(SARAVAN, lon=179.9, lat=-17.0, radius_m=50_000)
    root = written(placed(fiji), tmp_path, areas=True)
    assert root.find(".//k:Point", KML) is None
    east, west = sorted(polygons(root), key=lambda part: -part.bounds[0])
    assert (east.bounds[2], west.bounds[0]) == (180, -180)
    ground = (east.area + west.area) * 111.32**2 * np.cos(np.radians(17))
    assert ground == pytest.approx(np.pi * 50**2, rel=0.02)


def test_an_area_with_a_hole_keeps_it_and_one_without_extent_is_a_point(tmp_path: Path) -> None:
    ring = "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 6 3, 6 6, 3 6, 3 3))"
    holed = replace(SARAVAN, footprint=ring, precision=Precision.AREA)
    root = written(placed(holed), tmp_path)
    (hole,) = texts(root, ".//k:innerBoundaryIs//k:coordinates")
    assert sorted(set(hole.split(" "))) == ["3,3", "3,6", "6,3", "6,6"]
    line = replace(SARAVAN, footprint="LINESTRING (0 0, 9 9)", precision=Precision.AREA)
    for where in (line, replace(SARAVAN, radius_m=0.0)):
        root = written(placed(where), tmp_path, areas=True)
        assert root.find(".//k:Placemark/k:Point", KML) is not None


def test_a_country_of_many_islands_is_drawn_with_few_corners(tmp_path: Path) -> None:
    canada = replace(PROVINCE, place_id="iso:CA", country="CA", precision=Precision.COUNTRY)
    parts = list(polygons(written(placed(canada), tmp_path)))
    assert 200 < sum(map(shapely.get_num_coordinates, parts)) <= 1_000
    assert shapely.union_all(parts).contains(shapely.Point(-75.7, 45.42))  # Ottawa


def test_incidents_without_a_place_keep_to_their_own_folder(tmp_path: Path) -> None:
    nowhere = dossier(claim(Field.DATE, When.parse("2024-01"), incident="b"), ident="b")
    root = written(collection(strike("a"), nowhere), tmp_path)
    assert texts(root, "k:Document/k:Document/k:name") == ["Strike", "Not located"]
    (kept,) = root.xpath('//k:Document[k:name="Not located"]/k:Placemark', namespaces=KML)
    assert kept.findtext('.//k:SimpleData[@name="id"]', None, KML) == "b"
    assert not kept.xpath("k:Point | k:MultiGeometry | k:Polygon | k:styleUrl", namespaces=KML)
    assert texts(kept, "k:TimeSpan/*") == ["2024-01-01T00:00:00Z", "2024-01-31T23:59:59Z"]


@pytest.mark.parametrize(
    ("edtf", "ends"),
    [("../2024-01-18", ["end"]), ("2024-01-18/..", ["begin"]), ("2024", ["begin", "end"])],
)
def test_open_ends_of_a_date_are_left_out(tmp_path: Path, edtf: str, ends: list[str]) -> None:
    root = written(collection(dossier(claim(Field.DATE, When.parse(edtf)))), tmp_path)
    span = root.find(".//k:TimeSpan", KML)
    assert [etree.QName(one).localname for one in span] == ends
    assert all(datetime.fromisoformat(one.text).utcoffset() is not None for one in span)


def test_a_balloon_lists_every_claim_that_stands_with_its_words_and_link(tmp_path: Path) -> None:
    told = dossier(
        claim(Field.WEAPON, "drones", number=1),
        claim(Field.WEAPON, "missiles", number=2, supersedes="strike.weapon.1"),
        claim(Field.WEAPON, "nothing", number=3, claimant="Pakistan", denies=True),
    )
    paper = Source(id="paper", publisher="The Paper", title="A & B", url="https://e.org/?a=1&b=2")
    root = written(
        Collection(dossiers=(told,), sources=(paper,)), tmp_path, rule=Rule.parse("latest")
    )
    balloon = html.fromstring(texts(root, ".//k:Placemark/k:description")[0])
    lines = [one.text_content() for one in balloon.iter("li")]
    assert len(lines) == 2
    assert lines[0] == "Iran says: with missiles“Iran on weapon”The Paper, A & B"
    assert lines[1].startswith("Pakistan denies: with nothing")
    assert {one.get("href") for one in balloon.iter("a")} == {paper.url}
    assert "The latest claim of each field" in balloon.text_content()
    assert texts(root, './/k:SimpleData[@name="rule"]') == ["latest"]


def hostile() -> Collection:
    told = claim(Field.WEAPON, HOSTILE, claimant=HOSTILE, source="s")
    told = replace(told, citation=Citation(source="s", quote=HOSTILE))
    where = claim(Field.LOCATION, replace(SARAVAN, mention=HOSTILE, name=HOSTILE))
    base = dossier(told, replace(where, citation=told.citation))
    named = replace(base.incident, title=HOSTILE)
    source = Source(id="s", publisher=HOSTILE, title=HOSTILE, url="https://e.org/'\"><script>")
    return Collection(dossiers=(replace(base, incident=named),), sources=(source,))


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    root = written(hostile(), tmp_path, title=HOSTILE, chosen=HOSTILE)
    clean = HOSTILE.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    assert texts(root, ".//k:Placemark/k:name") == [clean]
    assert texts(root, './/k:SimpleData[@name="weapon"]') == [clean]
    for text in (
        *texts(root, ".//k:Placemark/k:description"),
        *texts(root, "k:Document/k:description"),
    ):
        balloon = html.fromstring(f"<div>{text}</div>")
        tags = {str(one.tag) for one in balloon.iter()}
        assert tags <= {"div", "h3", "p", "br", "ul", "li", "a"}
        assert {one.get("href") for one in balloon.iter("a")} <= {"https://e.org/'\"><script>"}
        assert "$[id]" not in text


@given(collections())
@settings(max_examples=40)
def test_whatever_is_written_is_valid_and_whole(given_: Collection) -> None:
    for areas in (False, True):
        with TemporaryDirectory() as folder:
            root = written(given_, Path(folder), areas=areas)
        ids = texts(root, './/k:SimpleData[@name="id"]')
        assert sorted(ids) == [one.incident.id for one in given_.dossiers]
        for text in texts(root, ".//k:coordinates"):
            for pair in text.split(" "):
                lon, lat = map(float, pair.split(","))
                assert -180 <= lon <= 180
                assert -90 <= lat <= 90


def test_a_plain_file_points_nowhere_and_a_zipped_one_only_into_itself(tmp_path: Path) -> None:
    root = written(placed(SARAVAN), tmp_path)
    assert root.find(".//k:href", KML) is None
    write(going_of(placed(SARAVAN)), tmp_path / "a.KMZ")
    with ZipFile(tmp_path / "a.KMZ") as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "doc.kml"
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        document = etree.fromstring(archive.read("doc.kml"))
        schema("kml22gx.xsd").assertValid(document)
        assert set(texts(document, ".//k:href")) <= set(archive.namelist())
        for name in archive.namelist()[1:]:
            with Image.open(io.BytesIO(archive.read(name))) as picture:
                picture.verify()
                assert (picture.format, picture.size, picture.mode) == ("PNG", (64, 64), "RGBA")
    hrefs = [
        texts(document, f'.//k:Style[@id="strike-{look}"]//k:href')
        for look in ("known", "near", "area")
    ]
    assert hrefs == [["icons/strike-solid.png"], *[["icons/strike-hollow.png"]] * 2]


def test_a_document_too_large_for_an_old_zip_is_written_as_a_new_one(
    seeds: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zipfile.ZIP64_LIMIT", 100_000)
    write(going_of(seeds), tmp_path / "a.kmz")
    with ZipFile(tmp_path / "a.kmz") as archive:
        assert archive.getinfo("doc.kml").file_size > 100_000
        assert archive.testzip() is None


@pytest.mark.parametrize("family", Family)
def test_a_symbol_is_solid_or_hollow_in_the_colour_that_the_map_has(family: Family) -> None:
    assert f"#{COLOURS[family]}" == FAMILY_COLOURS[family]
    middles = []
    for solid in (True, False):
        with Image.open(io.BytesIO(icon(family, solid=solid))) as picture:
            x, y = (30, 16) if family is Family.DIPLOMACY else (32, 32)  # the cloth of the flag
            middles.append(picture.getpixel((x, y)))
            assert picture.getpixel((0, 0)) == (0, 0, 0, 0)
    assert middles == [(*bytes.fromhex(COLOURS[family]), 255), (0xF9, 0xF7, 0xF3, 255)]


@pytest.mark.parametrize("name", ["a.kml", "a.kmz"])
def test_the_same_incidents_give_the_same_bytes(
    seeds: Collection, tmp_path: Path, name: str
) -> None:
    export = going_of(seeds)
    write(export, tmp_path / name)
    first = (tmp_path / name).read_bytes()
    write(export, tmp_path / name)
    assert (tmp_path / name).read_bytes() == first


def test_what_breaks_off_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    def broken() -> Iterator[Entry]:
        yield from going_of(collection(strike())).entries()
        raise ValueError("no more")

    path = tmp_path / "a.kmz"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match="no more"):
        write(replace(going_of(collection()), entries=broken), path)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.kmz", b"old")]


def test_links_are_told_in_words(seeds: Collection, tmp_path: Path) -> None:
    linked: Dossier = next(one for one in seeds.dossiers if one.links)
    root = written(replace(seeds, dossiers=(linked,)), tmp_path)
    assert linked.links[0].to_id in texts(root, ".//k:Placemark/k:description")[0]
