import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from gazetteer.index import Gazetteer
from gazetteer.place import Precision
from geo.count import Counted
from geo.dossier import Collection, Dossier
from geo.errors import SeedError
from geo.incident import Claim, Field, LinkType, Modality, Polarity
from geo.kinds import KINDS, Family, Kind
from geo.record import to_record
from geo.seeding import read_collection
from seeds import incident_files, report_files, sources_file

SEEDS = Path(__file__).parents[1] / "seeds"
ERBIL = "2024-01-15-erbil-missile-strike"
BALOCHISTAN = "2024-01-16-balochistan-missile-strike"
SARAVAN = "2024-01-18-saravan-airstrike"
EXPULSION = "2024-01-17-islamabad-expulsion"
RESTORATION = "2024-01-19-islamabad-restoration"
KERMAN = "2024-01-03-kerman-bombing"
WORDS = 8
Json: TypeAlias = Any
Edit: TypeAlias = Callable[[Json], None]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(SEEDS / "incidents", tmp_path / "incidents")
    shutil.copy(SEEDS / "sources.json", tmp_path)
    return tmp_path


def dossier(seeds: Collection, incident: str) -> Dossier:
    return next(d for d in seeds.dossiers if d.incident.id == incident)


def about(seeds: Collection, incident: str, field: Field) -> list[Claim]:
    return [claim for claim in dossier(seeds, incident).claims if claim.field is field]


def claims(seeds: Collection) -> list[Claim]:
    return [claim for d in seeds.dossiers for claim in d.claims]


def tolls(seeds: Collection, incident: str) -> set[tuple[str, int, int | None, Counted]]:
    return {
        (c.claimant, c.count.low, c.count.high, c.count.of)
        for c in about(seeds, incident, Field.KILLED)
        if c.count
    }


def texts(seeds: Collection, incident: str, field: Field) -> set[tuple[str, str | None]]:
    return {(c.claimant, c.text) for c in about(seeds, incident, field)}


# --- what is there -------------------------------------------------------------------------


def test_every_seed_reads(seeds: Collection) -> None:
    assert len(seeds.dossiers) == len(incident_files()) == 16
    assert len(seeds.sources) == len(json.loads(sources_file().read_bytes()))
    assert len(report_files()) == 5
    assert all(d.claims for d in seeds.dossiers)
    assert seeds.actors


def test_a_folder_of_the_same_layout_reads_the_same(seeds: Collection, copy: Path) -> None:
    assert read_collection(copy) == seeds


def test_the_files_are_in_the_form_that_the_model_writes(seeds: Collection) -> None:
    written = [json.loads(file.read_bytes()) for file in (*incident_files(), sources_file())]
    assert written == to_record((*seeds.dossiers, seeds.sources))


def test_each_file_is_named_for_its_incident(seeds: Collection) -> None:
    names = [file.name for file in incident_files()]
    assert names == [f"{d.incident.id}.json" for d in seeds.dossiers]
    for d in seeds.dossiers:
        assert d.incident.id.endswith(d.incident.kind.value.replace("_", "-"))


def test_every_incident_has_a_place_and_a_date(seeds: Collection) -> None:
    for d in seeds.dossiers:
        places = [c.where for c in d.claims if c.where]
        assert places, d.incident.id
        assert all(where.located for where in places), d.incident.id
        dates = [c.when for c in d.claims if c.field is Field.DATE and c.when]
        assert any(d.incident.id.startswith(when.edtf[:7]) for when in dates), d.incident.id


def test_the_finest_places_are_what_the_reports_name(seeds: Collection) -> None:
    finest = {
        d.incident.id: min(
            c.where.precision.rank for c in d.claims if c.where and c.where.precision
        )
        for d in seeds.dossiers
    }
    assert finest[SARAVAN] == Precision.NEAR.rank
    assert finest[BALOCHISTAN] == Precision.ADM1.rank
    assert finest["2024-01-15-syria-missile-strike"] == Precision.COUNTRY.rank
    assert finest[ERBIL] == Precision.SETTLEMENT.rank
    assert not any("panjgur" in c.value_text.casefold() for c in claims(seeds))


def test_places_are_those_of_the_gazetteer(seeds: Collection, gazetteer: Gazetteer) -> None:
    for claim in claims(seeds):
        where = claim.where
        if where is None:
            continue
        assert where.place_id, claim.id
        place = gazetteer.get(where.place_id)
        assert place is not None, claim.id
        given = (where.name, where.country, where.admin1, where.lon, where.lat)
        assert given == (place.name, place.country, place.admin1, place.lon, place.lat), claim.id
        near = 25_000 if where.precision is Precision.NEAR else 0
        widened = 50_000 if "widened" in where.method else 0
        assert where.radius_m == max(place.radius_m, near, widened), claim.id


def test_diplomatic_steps_lie_at_the_seat_of_who_acted(seeds: Collection) -> None:
    capital = {"PK": "Islamabad", "NL": "The Hague"}
    steps = [d for d in seeds.dossiers if KINDS[d.incident.kind].family is Family.DIPLOMACY]
    assert {d.incident.kind for d in steps} == {
        Kind.RECALL,
        Kind.EXPULSION,
        Kind.TALKS,
        Kind.RESTORATION,
        Kind.SUMMONS,
    }
    for d in steps:
        assert d.incident.target_country == "IR"
        for claim in d.claims:
            if claim.where:
                assert claim.where.method == "seat of government"
                assert claim.where.name == capital[d.incident.origin_country or ""]


# --- citations -----------------------------------------------------------------------------


def test_citations_point_into_the_digests(seeds: Collection) -> None:
    digests = {hashlib.sha256(f.read_bytes()).hexdigest(): f for f in report_files()}
    used = set()
    for claim in claims(seeds):
        cited = claim.citation
        assert cited.sha256 in digests, claim.id
        assert cited.paraphrased, claim.id
        text = digests[cited.sha256].read_text(encoding="utf-8")
        assert text[cited.start : cited.end] == cited.quote, claim.id
        used.add(cited.sha256)
    assert used == set(digests)


def test_quotes_are_whole_sentences_of_one_line(seeds: Collection) -> None:
    lines = {line for f in report_files() for line in f.read_text(encoding="utf-8").splitlines()}
    for claim in claims(seeds):
        assert claim.citation.quote in lines, claim.id


def test_sources_exist_and_copies_are_no_second_source(seeds: Collection) -> None:
    sources = {source.id: source for source in seeds.sources}
    assert {claim.citation.source for claim in claims(seeds)} <= set(sources)
    assert sources["page-004-2024-01-19"].derives_from == "page-000-2024-01-19"
    assert sources["freedom-archives-2024-01-19"].derives_from == "the-cradle-2024-01-19"
    reuters = {c.citation.quote or "" for c in claims(seeds) if c.citation.source[:7] == "reuters"}
    assert reuters
    assert all("Reuters" in quote for quote in reuters)


def test_own_voice_is_fact_and_every_other_voice_is_not(seeds: Collection) -> None:
    publisher = {source.id: source.publisher for source in seeds.sources}
    for claim in claims(seeds):
        own = claim.claimant == publisher[claim.citation.source]
        if claim.modality is Modality.FACT:
            assert own, claim.id
        elif claim.modality is not Modality.POSSIBLE:
            assert not own, claim.id


# --- where the reports disagree ------------------------------------------------------------


def test_both_dates_of_the_strike_in_iran(seeds: Collection) -> None:
    dates: dict[str, set[str]] = {}
    for claim in about(seeds, SARAVAN, Field.DATE):
        assert claim.when
        dates.setdefault(claim.when.edtf, set()).add(claim.claimant)
    assert set(dates) == {"2024-01-17", "2024-01-18"}
    assert "Pakistan" in dates["2024-01-17"]
    assert {"Iran", "Pakistan's military", "The Cradle"} <= dates["2024-01-18"]


def test_every_toll_of_the_strike_in_iran(seeds: Collection) -> None:
    found = tolls(seeds, SARAVAN)
    assert ("Iran", 9, 9, Counted.PEOPLE) in found
    assert ("Iran", 9, None, Counted.PEOPLE) in found
    assert ("Iran", 4, 4, Counted.CHILDREN) in found
    assert ("Pakistan's foreign ministry", 2, None, Counted.COMBATANTS) in found
    assert ("Unnamed page (report 000)", 12, None, Counted.PEOPLE) in found


def test_casualties_are_not_passed_off_as_dead(seeds: Collection) -> None:
    twelve = [
        c
        for c in about(seeds, SARAVAN, Field.KILLED)
        if c.count and "casualties" in str(c.count.text)
    ]
    assert len(twelve) == 2
    for claim in twelve:
        assert claim.modality is Modality.POSSIBLE
        assert "dead or hurt" in str(claim.count and claim.count.text)


def test_who_the_dead_were(seeds: Collection) -> None:
    said = texts(seeds, SARAVAN, Field.DAMAGE)
    assert ("Iran's authorities", "the dead were foreign nationals") in said
    assert any(who == "Local sources" and "without papers" in str(text) for who, text in said)
    counted = {str(c.count.text) for c in about(seeds, SARAVAN, Field.KILLED) if c.count}
    assert any("not Iranian nationals, most of them women and children" in text for text in counted)
    assert any("several of those it calls terrorists" in text for text in counted)
    assert any("a child who he says was Iranian" in text for text in counted)


def test_the_toll_in_balochistan(seeds: Collection) -> None:
    found = tolls(seeds, BALOCHISTAN)
    assert ("Pakistan", 2, 2, Counted.CHILDREN) in found
    assert ("Provincial officials in Pakistan", 2, 2, Counted.CHILDREN) in found
    (hurt,) = about(seeds, BALOCHISTAN, Field.INJURED)
    assert (hurt.claimant, hurt.value_text) == ("Pakistan", "2+ civilians")


def test_the_targets_that_each_side_names(seeds: Collection) -> None:
    in_pakistan = texts(seeds, BALOCHISTAN, Field.TARGET)
    assert ("Iran", "two bases of Jaish al-Adl") in in_pakistan
    assert ("Iran", "a base of the Taliban") in in_pakistan
    in_erbil = texts(seeds, ERBIL, Field.TARGET)
    assert ("Iran's foreign minister", "a Mossad compound") in in_erbil
    assert ("Unnamed page (report 000)", "the home of a prominent Iraqi Kurd") in in_erbil


def test_a_death_in_erbil_is_said_and_denied(seeds: Collection) -> None:
    killed = about(seeds, ERBIL, Field.KILLED)
    denied = [c for c in killed if c.polarity is Polarity.DENIES]
    assert [c.claimant for c in denied] == ["Iran's foreign minister"]
    assert any(
        c.claimant == "Dutch foreign minister Bruins Slot" and c.polarity is Polarity.ASSERTS
        for c in killed
    )


def test_what_became_of_the_ambassador_and_who_decided(seeds: Collection) -> None:
    assert len({text for _, text in texts(seeds, EXPULSION, Field.TARGET)}) == 3
    assert len({text for _, text in texts(seeds, RESTORATION, Field.PERPETRATOR)}) == 4


def test_kerman_is_claimed_by_one_and_laid_to_others(seeds: Collection) -> None:
    incident = dossier(seeds, KERMAN).incident
    assert (incident.origin_country, incident.target_country) == (None, "IR")
    (claimed,) = about(seeds, KERMAN, Field.RESPONSIBILITY)
    assert claimed.claimant == "Islamic State, Afghanistan branch"
    (toll,) = about(seeds, KERMAN, Field.KILLED)
    assert toll.value_text == "~100"


# --- links ---------------------------------------------------------------------------------


def test_links_lead_somewhere_and_say_why(seeds: Collection) -> None:
    known = {d.incident.id for d in seeds.dossiers}
    links = {(k.from_id, k.to_id): k for d in seeds.dossiers for k in d.links}
    assert all(link.to_id in known and link.why for link in links.values())
    assert links[SARAVAN, BALOCHISTAN].type is LinkType.RETALIATION_FOR
    assert links[BALOCHISTAN, KERMAN].type is LinkType.RETALIATION_FOR
    assert links["2024-01-19-the-hague-summons", ERBIL].type is LinkType.RESPONSE_TO
    assert links[EXPULSION, BALOCHISTAN].type is LinkType.RESPONSE_TO


def test_links_run_from_later_to_earlier(seeds: Collection) -> None:
    for d in seeds.dossiers:
        for link in d.links:
            assert link.to_id[:10] <= link.from_id[:10] or link.to_id < link.from_id


# --- words ---------------------------------------------------------------------------------


def test_titles_take_no_side(seeds: Collection) -> None:
    loaded = re.compile(
        r"terror|militant|extremis|martyr|regime|massacre|brutal|murder|heroic|thug", re.IGNORECASE
    )
    for d in seeds.dossiers:
        assert not loaded.search(d.incident.title), d.incident.title


def test_no_words_of_the_reports_are_copied(seeds: Collection, shared: Path) -> None:
    theirs: set[tuple[str, ...]] = set()
    for report in (shared / "reports").glob("*.txt"):
        theirs.update(_sequences(report.read_text(encoding="utf-8")))
    assert theirs
    ours = [file.read_text(encoding="utf-8") for file in report_files()]
    ours += [(SEEDS / "README.md").read_text(encoding="utf-8")]
    ours += [text for record in _records(seeds) for text in _strings(record)]
    for text in ours:
        for sequence in _sequences(text):
            assert sequence not in theirs, " ".join(sequence)


def _records(seeds: Collection) -> list[Json]:
    files = [*incident_files(), sources_file()]
    assert len(files) == len(seeds.dossiers) + 1
    return [json.loads(file.read_bytes()) for file in files]


def _strings(record: Json) -> Iterable[str]:
    if isinstance(record, str):
        if not record.startswith("http"):
            yield record
    elif isinstance(record, dict | list):
        for item in record.values() if isinstance(record, dict) else record:
            yield from _strings(item)


def _sequences(text: str) -> Iterable[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", re.sub(r"['’]", "", text.casefold()))
    return (tuple(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1))


def test_the_check_for_copied_words_can_fail() -> None:
    assert len(list(_sequences("One, two three four five six seven eight nine"))) == 2
    assert next(iter(_sequences("Iran’s a b c d e f G"))) == next(
        iter(_sequences("irans A b c d e f g"))
    )


# --- broken files --------------------------------------------------------------------------


def change(folder: Path, name: str, edit: Edit) -> None:
    path = folder / name
    record = json.loads(path.read_bytes())
    edit(record)
    path.write_text(json.dumps(record), encoding="utf-8")


FILE = f"incidents/{SARAVAN}.json"


def _unknown_kind(record: Json) -> None:
    record["incident"]["kind"] = "air raid"


def _unknown_field(record: Json) -> None:
    record["claims"][3]["claiment"] = "X"


def _text_for_number(record: Json) -> None:
    next(c for c in record["claims"] if c["field"] == "killed")["count"]["low"] = "nine"


def _no_claimant(record: Json) -> None:
    record["claims"][2]["claimant"] = " "


def _unknown_source(record: Json) -> None:
    record["claims"][5]["citation"]["source"] = "nobody"


def _unknown_link(record: Json) -> None:
    record["links"][1]["to_id"] = "2024-01-01-nowhere-attack"


def _two_claims_of_one_id(record: Json) -> None:
    record["claims"][1]["id"] = record["claims"][0]["id"]


def _unknown_superseded(record: Json) -> None:
    record["claims"][4]["supersedes"] = "gone"


def _unknown_merged(record: Json) -> None:
    record["incident"] |= {"status": "merged_into", "merged_into": "gone"}


def _unknown_withdrawn(record: Json) -> None:
    record["withdrawals"] = [
        {"subject": "gone", "why": "w", "by": "b", "at": "2024-01-20T00:00:00Z"}
    ]


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (_unknown_kind, "incident.kind"),
        (_unknown_field, "claims[3].claiment"),
        (_text_for_number, ".count.low"),
        (_no_claimant, "claims[2]"),
        (_unknown_source, "claims[5].citation.source"),
        (_unknown_link, "links[1].to_id"),
        (_two_claims_of_one_id, f"{SARAVAN}.date.1"),
        (_unknown_superseded, "claims[4].supersedes"),
        (_unknown_merged, "incident.merged_into"),
        (_unknown_withdrawn, "withdrawals[0].subject"),
    ],
)
def test_a_broken_incident_is_named_with_its_place(copy: Path, edit: Edit, place: str) -> None:
    change(copy, FILE, edit)
    with pytest.raises(SeedError) as problem:
        read_collection(copy)
    assert problem.value.path == copy / FILE
    assert str(copy / FILE) in str(problem.value)
    assert place in str(problem.value)


def test_an_incident_given_twice(copy: Path) -> None:
    second = copy / "incidents" / "zz.json"
    shutil.copy(copy / FILE, second)
    with pytest.raises(SeedError, match=rf"zz\.json: `incident\.id`.*{SARAVAN}\.json"):
        read_collection(copy)


def test_a_claim_id_given_in_two_files(copy: Path) -> None:
    other = f"incidents/{BALOCHISTAN}.json"

    def edit(record: Json) -> None:
        record["claims"][7]["id"] = f"{SARAVAN}.date.1"

    change(copy, other, edit)
    with pytest.raises(SeedError, match=r"claims\[0\]\.id.*balochistan-missile-strike\.json"):
        read_collection(copy)


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (lambda r: r[1].update(id=r[0]["id"]), "[1].id"),
        (lambda r: r[1].update(derives_from="gone"), "[1].derives_from"),
        (lambda r: r[2].update(url="ftp://example.org"), "[2]"),
        (lambda r: r[3].update(published="yesterday"), "[3].published"),
    ],
)
def test_broken_sources_are_named_with_their_place(copy: Path, edit: Edit, place: str) -> None:
    change(copy, "sources.json", edit)
    with pytest.raises(SeedError) as problem:
        read_collection(copy)
    assert problem.value.path == copy / "sources.json"
    assert place in str(problem.value)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"incident": "\xff"}', b"\x00"])
def test_what_is_no_incident_at_all(copy: Path, content: bytes) -> None:
    (copy / FILE).write_bytes(content)
    with pytest.raises(SeedError, match=re.escape(str(copy / FILE))):
        read_collection(copy)


def test_missing_files_are_named(tmp_path: Path, copy: Path) -> None:
    with pytest.raises(SeedError, match="no such folder"):
        read_collection(tmp_path / "nowhere")
    (copy / "sources.json").unlink()
    with pytest.raises(SeedError, match=r"sources\.json: cannot be read"):
        read_collection(copy)
