"""The readers of the corpora, on small files of each format."""

from pathlib import Path

import pytest

from tests.benchmarks.corpora import Format, read

LGL = """<?xml version="1.0"?>
<articles><article docid="7"><text>A fire in Paris, Texas.</text><toponyms>
<toponym><start>10</start><end>15</end><phrase>Paris</phrase>
<gaztag geonameid="4717560"><fcode>PPL</fcode><lat>33.66</lat><lon>-95.55</lon></gaztag></toponym>
<toponym><start>17</start><end>22</end><phrase>Texas</phrase></toponym>
<toponym><start>0</start><end>4</end><phrase>Nice</phrase></toponym>
</toponyms></article></articles>"""
GEOVIRUS = """<articles><article><text>Ebola in Guinea.</text><locations>
<location><name>Guinea</name><lat>10</lat><lon>-11</lon><start>10</start><end>16</end></location>
</locations></article></articles>"""
GEOWEBNEWS = """<articles><article file="3"><text>The city of Rask, Iranian police.</text><toponyms>
<toponym><extractedName>Rask</extractedName><type>Literal</type><start>12</start><end>16</end>
<geonamesID>1159456</geonamesID><latitude>26.24</latitude><longitude>61.4</longitude></toponym>
<toponym><extractedName>city</extractedName><type>Literal_Expression</type>
<start>4</start><end>8</end></toponym>
<toponym><extractedName>Iranian</extractedName><type>Non_Literal_Modifier</type>
<start>18</start><end>25</end><geonamesID/><latitude>32</latitude><longitude>53</longitude>
</toponym></toponyms></article></articles>"""
GEOCORPORA = (
    "feature_id\ttweet_id_str\ttweet_text\tchar_position\ttext\tgeoNameId\ttoponym\tlongitude"
    "\tlatitude\n"
    "1\t9\tFlood in Lima and Quito\t9\tLima\t3936456\tLima\t-77.03\t-12.04\n"
    "2\t9\tFlood in Lima and Quito\t18\tQuito\t\tQuito\t\t\n"
    "3\t10\tNothing here\t\t\t\t\t\t\n"
)


def _written(folder: Path, text: str) -> Path:
    path = folder / "corpus"
    path.write_text(text, encoding="utf-8")
    return path


def test_lgl_has_points_where_tagged_and_drops_spans_that_hold_something_else(
    tmp_path: Path,
) -> None:
    (document,) = read(_written(tmp_path, LGL), Format.LGL)
    assert document.id == "7"
    assert [tuple(t) for t in document.toponyms] == [
        (10, 15, "Paris", -95.55, 33.66, 4717560, "PPL"),
        (17, 22, "Texas", None, None, None, ""),
    ]


def test_geovirus_counts_characters_from_one(tmp_path: Path) -> None:
    (document,) = read(_written(tmp_path, GEOVIRUS), Format.GEOVIRUS)
    (toponym,) = document.toponyms
    assert document.text[toponym.start : toponym.end] == "Guinea"
    assert (toponym.lon, toponym.lat) == (-11.0, 10.0)


def test_geowebnews_keeps_toponyms_and_no_expressions(tmp_path: Path) -> None:
    (document,) = read(_written(tmp_path, GEOWEBNEWS), Format.GEOWEBNEWS)
    assert [(t.phrase, t.geonameid, t.kind) for t in document.toponyms] == [
        ("Rask", 1159456, "Literal"),
        ("Iranian", None, "Non_Literal_Modifier"),
    ]


def test_geocorpora_gathers_the_lines_of_a_tweet(tmp_path: Path) -> None:
    first, second = read(_written(tmp_path, GEOCORPORA), Format.GEOCORPORA)
    assert [t.phrase for t in first.toponyms] == ["Lima", "Quito"]
    assert (first.toponyms[0].lon, first.toponyms[1].lon) == (-77.03, None)
    assert second.toponyms == ()


@pytest.mark.parametrize("form", [Format.GEOVIRUS, Format.GEOWEBNEWS])
def test_another_format_is_an_error_that_names_the_file(tmp_path: Path, form: Format) -> None:
    path = _written(tmp_path, "<articles><article><text>x</text></article></articles>")
    with pytest.raises(ValueError, match=f"corpus: no toponym found.*{form}"):
        read(path, form)


def test_the_real_files_read_whole(shared: Path) -> None:
    corpora = shared / "data" / "corpora"
    lgl = read(corpora / "lgl.xml", Format.LGL)
    web = read(corpora / "geowebnews.xml", Format.GEOWEBNEWS)
    assert (len(lgl), sum(len(d.toponyms) for d in lgl)) == (588, 5088)
    assert (len(web), sum(t.lon is not None for d in web for t in d.toponyms)) == (200, 2599)
