"""The codebook says everything about the model, and nothing that is not so."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import pytest

from gazetteer.place import RADIUS_M, Precision
from geo.account import RANGE, Rule
from geo.codebook.book import COLUMNS_RECORD, MODEL, codebook, look_up
from geo.codebook.equals import EQUALS, VALUE_EQUALS
from geo.codebook.facts import Codebook, FieldFacts, ListFacts
from geo.codebook.markdown import markdown, with_preface
from geo.codebook.source import member_meanings, parameters, rst_table, summary
from geo.dossier import Collection, Dossier
from geo.errors import ModelError
from geo.exchange.columns import COLUMNS
from geo.incident import Claim
from geo.kinds import KINDS, Kind
from geo.record import to_record
from tests.documented import Colour, Sample

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "codebook.md"


@cache
def book() -> Codebook:
    return codebook()


def all_fields() -> dict[str, FieldFacts]:
    return {f"{record.name}.{one.name}": one for record in book().records for one in record.fields}


def lists() -> dict[str, ListFacts]:
    return {one.name: one for one in book().lists}


def parts(hint: Any) -> Iterator[type]:  # noqa: ANN401
    """The classes in an annotation."""
    for one in (hint, *get_args(hint)):
        if isinstance(one, type):
            yield one
        elif one is not hint:
            yield from parts(one)


def reached(cls: type) -> set[type]:
    """A record, and every record and enum that its fields can hold."""
    found = {cls}
    if is_dataclass(cls):
        for hint in get_type_hints(cls).values():
            for part in parts(hint):
                if is_dataclass(part) or (issubclass(part, StrEnum) and part is not StrEnum):
                    found |= reached(part)
    return found


def enums() -> list[type[StrEnum]]:
    found = (cls for cls in reached(Collection) if issubclass(cls, StrEnum))
    return sorted(found, key=lambda enum: enum.__name__)


# --- nothing is left out ---------------------------------------------------------------------


def test_every_record_that_a_collection_can_hold_is_there() -> None:
    records = {cls for cls in reached(Collection) if is_dataclass(cls)} - {Collection, Dossier}
    assert set(MODEL) == records


@pytest.mark.parametrize("cls", MODEL, ids=lambda cls: cls.__name__)
def test_every_field_is_there_in_order_with_a_meaning(cls: type[Any]) -> None:
    assert list(parameters(cls)) == [one.name for one in fields(cls)], "its docstring has others"
    (record,) = [one for one in book().records if one.name == cls.__name__]
    assert [one.name for one in record.fields] == [one.name for one in fields(cls)]
    assert all(one.meaning.endswith((".", '".')) and one.type for one in record.fields)


def test_every_column_is_there_as_it_is() -> None:
    columns = book().records[-1]
    assert columns.name == COLUMNS_RECORD
    told = [(one.name, one.meaning, one.unit, one.hxl, one.values) for one in columns.fields]
    assert told == [(c.name, c.meaning, c.unit, c.hxl, c.values) for c in COLUMNS]


@pytest.mark.parametrize("enum", enums(), ids=lambda enum: enum.__name__)
def test_every_value_of_an_enum_has_a_meaning(enum: type[StrEnum]) -> None:
    assert set(member_meanings(enum)) == set(enum), "a value without a string below it"
    told = {value.name: value.meaning for value in lists()[enum.__name__].values}
    assert set(told) == {member.value for member in enum}
    assert all(meaning.endswith(".") for meaning in told.values())


def test_whatever_names_a_list_names_one_that_is_there() -> None:
    named = {one.values for one in all_fields().values() if one.values}
    assert named <= set(lists())
    assert {"Kind", "Status", "Precision", "Rule"} <= named


def test_the_rules_are_those_that_can_be_typed() -> None:
    names = [value.name for value in lists()["Rule"].values]
    with pytest.raises(ModelError) as refused:
        Rule.parse("average")
    assert str(refused.value).endswith(f"{', '.join(names[:-1])} and {names[-1]}")
    assert [str(Rule.parse(name)) for name in names] == names
    defaults = [v.name for v in lists()["Rule"].values if "(the default)" in v.meaning]
    assert defaults == [str(RANGE)]


def test_every_number_has_a_unit() -> None:
    numbers = {key: one for key, one in all_fields().items() if "number" in one.type}
    assert len(numbers) > 15
    assert not [key for key, one in numbers.items() if not one.unit]
    assert all(one.unit == "m" for key, one in all_fields().items() if key.endswith("_m"))


# --- equals elsewhere ------------------------------------------------------------------------


def test_every_field_has_its_row_of_equals_and_every_row_its_field() -> None:
    model = {f"{cls.__name__}.{one.name}" for cls in MODEL for one in fields(cls)}
    own = {key for key in EQUALS if key.startswith(f"{COLUMNS_RECORD}.")}
    assert set(EQUALS) - own == model
    assert own <= {f"{COLUMNS_RECORD}.{column.name}" for column in COLUMNS}


def test_every_column_has_its_own_row_or_that_of_one_field() -> None:
    standing = [column for equals in EQUALS.values() for column in equals.columns]
    names = {column.name for column in COLUMNS}
    assert set(standing) <= names
    for name in names:
        assert f"{COLUMNS_RECORD}.{name}" in EQUALS or standing.count(name) == 1, name


def test_columns_of_ucdp_are_columns_of_ucdp(shared: Path) -> None:
    path = shared / "data/events/ucdp_ged231_global_sample1000.csv"
    with path.open(encoding="utf-8") as file:
        header = set(file.readline().strip().split(","))
    told = {name for equals in EQUALS.values() for name in plain_names(equals.ucdp)}
    assert len(told) > 25
    assert told - {"all columns"} <= header


def plain_names(equal: str | None) -> list[str]:
    """Names in the words for an equal, without what is said of them in brackets."""
    return [name.strip() for name in re.sub(r" ?\([^)]*\)", "", equal or "").split(",") if name]


def test_equals_that_a_newcomer_looks_for() -> None:
    def told(key: str) -> tuple[str | None, ...]:
        one = all_fields()[key]
        return one.ucdp, one.acled, one.plover, one.hxl

    lon, tag = "longitude", "#geo+lon"
    assert told("Where.lon") == (lon, lon, f"event_loc.{lon}", tag) == told("Columns.lon")
    assert plain_names(told("Count.best")[0]) == ["best"]
    assert plain_names(told("Columns.killed_low")[1]) == ["fatalities"]
    assert "0 may mean unknown" in str(told("Columns.killed_low")[1])
    assert told("When.start")[3] == "#date+start"
    assert told("Columns.perpetrator")[2] == "source (in a fight all sides)"
    assert told("Claim.polarity") == (None, None, None, None)


def test_kinds_and_precisions_have_the_codes_that_the_program_uses() -> None:
    kinds = {value.name: value.codes for value in lists()["Kind"].values}
    assert list(kinds) == [kind.value for kind in KINDS]
    assert kinds["airstrike"] == to_record(KINDS[Kind.AIRSTRIKE])
    for value in lists()["Precision"].values:
        precision = Precision(value.name)
        assert value.codes == {
            "ucdp_where_prec": precision.ucdp,
            "acled_geo_precision": precision.acled,
            "radius_m": RADIUS_M[precision],
        }


def test_equals_of_values_belong_to_values() -> None:
    known = {f"{one.name}.{value.name}" for one in book().lists for value in one.values}
    assert set(VALUE_EQUALS) <= known
    for name in {key.partition(".")[0] for key in VALUE_EQUALS}:
        assert {f"{name}.{value.name}" for value in lists()[name].values} <= set(VALUE_EQUALS), name


def test_hxl_tags_are_hxl_to_its_own_library() -> None:
    from hxl.model import Column, TagPattern

    for column in COLUMNS:
        assert column.hxl
        parsed = Column.parse(column.hxl)
        assert parsed, column.hxl
        assert parsed.display_tag == column.hxl
        assert TagPattern.parse(column.hxl).match(parsed)
    assert not Column.parse("killed")


# --- looking up ------------------------------------------------------------------------------


def names_in(book: Codebook) -> tuple[list[str], list[str]]:
    return (
        [f"{record.name}.{one.name}" for record in book.records for one in record.fields],
        [f"{one.name}.{value.name}" for one in book.lists for value in one.values],
    )


def test_a_record_comes_with_its_fields_and_their_lists() -> None:
    found = look_up(book(), "claim")
    assert [record.name for record in found.records] == ["Claim"]
    assert len(found.records[0].fields) == len(fields(Claim))
    assert [one.name for one in found.lists] == ["Field", "Polarity", "Modality"]


def test_a_name_brings_the_field_the_value_and_what_goes_on_from_it() -> None:
    assert names_in(look_up(book(), "KILLED")) == (
        ["Columns.killed", "Columns.killed_low", "Columns.killed_high", "Columns.killed_best"],
        ["Field.killed"],
    )


def test_a_field_of_one_record_can_be_meant() -> None:
    assert names_in(look_up(book(), "Citation.start")) == (["Citation.start"], [])
    told, listed = names_in(look_up(book(), "Actor.kind"))
    assert told == ["Actor.kind"]
    assert listed[0] == "ActorKind.state"


def test_a_value_and_a_list_can_be_meant() -> None:
    assert names_in(look_up(book(), "drone strike")) == ([], ["Kind.drone_strike"])
    assert names_in(look_up(book(), "LinkType.part_of")) == ([], ["LinkType.part_of"])
    assert names_in(look_up(book(), "claimant:name")) == ([], ["Rule.claimant:NAME"])
    assert len(look_up(book(), "polarity").lists[0].values) == 2


def test_every_name_can_be_looked_up() -> None:
    for key, one in all_fields().items():
        assert key in names_in(look_up(book(), one.name))[0]
        assert names_in(look_up(book(), key))[0] == [key]


def test_a_name_that_is_nowhere_is_refused_with_names_like_it() -> None:
    with pytest.raises(ModelError, match=r"'kiled' is not in the codebook; did you mean killed"):
        look_up(book(), "kiled")
    with pytest.raises(ModelError, match="`incidentmap codebook` shows all"):
        look_up(book(), "¿")


# --- the document ----------------------------------------------------------------------------


def test_the_document_is_what_the_command_makes() -> None:
    made = with_preface(book())
    assert DOCUMENT.read_text(encoding="utf-8") == made, (
        "docs/codebook.md is out of date; remake it:\n"
        "    incidentmap codebook --markdown > docs/codebook.md"
    )


def test_a_table_has_as_many_cells_in_each_row_and_links_lead_somewhere() -> None:
    text = with_preface(book())
    for section in text.split("\n## ")[1:]:
        rows = [line for line in section.splitlines() if line.startswith("|")]
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1, section
    headings = {found.lower() for found in re.findall(r"^## (\w+)$", text, flags=re.MULTILINE)}
    links = set(re.findall(r"\(#(\w+)\)", text))
    assert links == headings


def test_a_bar_in_a_meaning_does_not_end_the_cell() -> None:
    one = ListFacts(name="Sort", meaning="Two.", values=())
    barred = FieldFacts(
        name="a|b", type="text", meaning="this | that", required=True, default=None, unit=None,
        values=None, columns=(), ucdp=None, acled=None, plover=None, hxl=None,
    )  # fmt: skip
    record = book().records[0]
    odd = Codebook(records=(type(record)(name="R", meaning="M", fields=(barred,)),), lists=(one,))
    assert r"| `a\|b` | text | this \| that | – | – | – | – |" in markdown(odd)


def test_what_a_field_holds_is_told_in_words() -> None:
    held = {key: one.holds for key, one in all_fields().items()}
    assert held["Incident.status"] == "one of Status; active if left out"
    assert held["Count.low"] == "whole number, people"
    assert held["Count.high"] == "whole number, people; may be empty"
    assert held["Count.approximate"] == "yes or no; no if left out"
    assert held["When.start"] == "instant, UTC; may be empty"
    assert held["Actor.aliases"] == "list of text; may be empty"
    assert held["SourceRow.values"] == "text by name; may be empty"
    assert held["Source.published"] == "day; may be empty"
    assert held["Claim.citation"] == "Citation"
    assert held["Columns.kind"] == "text (see Kind)"
    assert not [key for key, one in all_fields().items() if "None" in one.meaning]


def test_it_goes_through_json() -> None:
    record = json.loads(msgspec.json.encode(book()))
    assert msgspec.convert(record, Codebook) == book()


# --- reading the source ----------------------------------------------------------------------


def test_docstrings_are_read_from_the_source() -> None:
    assert summary(Sample) == "First line and second. More."
    assert parameters(Sample) == {
        "lon": "Degrees, both.",
        "lat": "Degrees, both.",
        "name": "A name.",
    }
    assert summary(Colour) == "A colour."
    assert parameters(Colour) == {}


def test_a_value_without_a_string_below_it_is_left_out() -> None:
    assert member_meanings(Colour) == {"r": "Like blood.", "g": "Like grass."}


def test_the_table_of_rules_is_read_whole() -> None:
    table = rst_table("geo.account")
    assert next(iter(table)).startswith("`range`")
    assert table["`latest`"] == "the claim that was published last, of each field"


@pytest.mark.parametrize("option", ["-O", "-OO"])
def test_it_works_from_a_packed_package_and_without_docstrings(tmp_path: Path, option: str) -> None:
    packed = tmp_path / "packages.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for package in ("geo", "gazetteer"):
            for path in sorted((ROOT / package).rglob("*.py")):
                archive.write(path, path.relative_to(ROOT))
    program = (
        f"import sys; sys.path.insert(0, {str(packed)!r})\n"
        "import geo; assert 'packages.zip' in geo.__file__, geo.__file__\n"
        "from geo.codebook.book import codebook\n"
        "from geo.codebook.markdown import with_preface\n"
        "sys.stdout.buffer.write(with_preface(codebook()).encode())"
    )
    done = subprocess.run(
        [sys.executable, option, "-c", program],
        cwd=tmp_path,
        env={},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode() == with_preface(book())
