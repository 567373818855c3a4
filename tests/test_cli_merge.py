"""`incidentmap merge` and the store below it: real processes, real files."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pexpect
import pytest

from geo.dossier import Collection
from geo.errors import ModelError, UnknownIdError
from geo.incident import Field, Link, LinkType, Status, Withdrawal
from geo.kinds import Kind
from geo.merge import propose
from geo.store import GeoPackageStore, Query
from tests.builders import AT, OTHER, collection
from tests.test_cli import Shell
from tests.test_merge import GUNMEN, told

KEEP = told("keep", kind=Kind.ATTACK, killed="9", by="Pakistan", target="IR")
AGAIN = told(
    "again", kind=Kind.DRONE_STRIKE, day="2024-01-17", killed="12+", by="Pakistan", origin="PK",
    source="other", status=Status.DRAFT,
)  # fmt: skip
EVERY = Query(statuses=tuple(Status))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GeoPackageStore]:
    with GeoPackageStore.create(
        tmp_path / "incidents.gpkg", collection(KEEP, AGAIN, GUNMEN)
    ) as opened:
        yield opened


@pytest.fixture
def shell(tmp_path: Path, store: GeoPackageStore) -> Shell:
    assert len(store.ids()) == 3
    return Shell(tmp_path)


def test_a_merge_keeps_every_claim_and_both_records(store: GeoPackageStore) -> None:
    store.add_link(Link(from_id="gunmen", to_id="again", type=LinkType.FOLLOWS))
    store.add_link(Link(from_id="again", to_id="gunmen", type=LinkType.NOT_SAME_EVENT))
    store.merge("keep", "again", why="one air strike", by="me", at=AT)
    kept, gone = store.dossier("keep"), store.dossier("again")
    assert kept.claims[: len(KEEP.claims)] == KEEP.claims
    joined = [(c.field, c.value) for c in kept.claims[len(KEEP.claims) :]]
    assert joined == [(c.field, c.value) for c in AGAIN.claims]
    assert gone.claims == AGAIN.claims
    assert (gone.incident.status, gone.incident.merged_into) == (Status.MERGED_INTO, "keep")
    assert (kept.incident.status, kept.incident.kind) == (Status.ACTIVE, Kind.DRONE_STRIKE)
    assert kept.incident.origin_country == "PK"
    (judged,) = gone.assessments
    assert (judged.why, judged.by, judged.at) == ("Merged into keep. one air strike", "me", AT)
    assert kept.links == (Link(from_id="keep", to_id="gunmen", type=LinkType.NOT_SAME_EVENT),)
    assert set(store.links_to("keep")) == {
        Link(from_id="gunmen", to_id="keep", type=LinkType.FOLLOWS),
        Link(from_id="again", to_id="keep", type=LinkType.SAME_EVENT, why="one air strike"),
    }
    assert [d.incident.id for d in store.read().dossiers] == ["keep", "gunmen"]


def test_the_layers_show_what_the_merged_incident_adds_up_to(store: GeoPackageStore) -> None:
    store.merge("keep", "again", why="one", by="me", at=AT)
    rows = {r["id"]: r for r in store.connection.execute("SELECT * FROM incidents").fetchall()}
    keep, again = rows["keep"], rows["again"]
    assert (keep["killed"], keep["sources"], keep["kind"]) == ("9+", 2, "drone_strike")
    assert keep["date"] == "[2024-01-17,2024-01-18]"
    assert keep["differing"] == "date, killed"
    assert keep["merged_into"] is None
    assert (again["status"], again["merged_into"]) == ("merged_into", "keep")
    areas = store.connection.execute("SELECT incident, status, kind FROM footprints").fetchall()
    shown = {row["incident"]: (row["status"], row["kind"]) for row in areas}
    assert shown["again"] == ("merged_into", "drone_strike")
    assert shown["keep"] == ("active", "drone_strike")


def test_a_withdrawn_claim_stays_withdrawn(store: GeoPackageStore) -> None:
    store.withdraw(Withdrawal(subject="again.killed.1", why="misread", by="me", at=AT))
    store.merge("keep", "again", why="one", by="me", at=AT)
    standing = [c.value_text for c in store.dossier("keep").standing if c.field is Field.KILLED]
    assert standing == ["9"]
    row = store.connection.execute("SELECT killed FROM incidents WHERE id = 'keep'").fetchone()
    assert row["killed"] == "9"


def test_what_cannot_be_merged_changes_nothing(store: GeoPackageStore) -> None:
    store.merge("keep", "again", why="one", by="me", at=AT)
    store.withdraw(Withdrawal(subject="gunmen", why="misread", by="me", at=AT))
    before = store.path.read_bytes()
    for keep, other, error, message in (
        ("keep", "again", ModelError, "again was merged into keep before"),
        ("again", "keep", ModelError, "again was merged into keep before"),
        ("keep", "gunmen", ModelError, "gunmen is withdrawn"),
        ("keep", "keep", ModelError, "name two"),
        ("keep", "agin", UnknownIdError, "did you mean again"),
    ):
        with pytest.raises(error, match=message):
            store.merge(keep, other, why="", by="me", at=AT)
    assert store.path.read_bytes() == before


def test_an_event_merged_twice_over_ends_in_one(store: GeoPackageStore) -> None:
    store.add(collection(told("third", source="other")))
    store.merge("keep", "again", why="one", by="me", at=AT)
    store.merge("third", "keep", why="one", by="me", at=AT)
    ids = [c.id for c in store.dossier("third").claims]
    assert len(set(ids)) == len(ids) == len(AGAIN.claims) + len(KEEP.claims) + 2 - 1
    assert [d.incident.id for d in store.read().dossiers] == ["third", "gunmen"]
    back = store.read(EVERY)
    assert propose(back.dossiers, back.sources_by_id) == []


_MERGING = """
import sys
from pathlib import Path
from geo.store import GeoPackageStore
from tests.builders import AT
store = GeoPackageStore(Path(sys.argv[1]))
print("ready", flush=True)
for n in range(300):
    store.merge("keep", f"d{n}", why="one", by="me", at=AT)
"""


def test_a_merge_that_is_killed_happened_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "many.gpkg"
    drafts = [told(f"d{n}", killed="12", source="other", quoted=f"{n}") for n in range(300)]
    GeoPackageStore.create(path, collection(KEEP, *drafts)).close()
    with subprocess.Popen(
        [sys.executable, "-c", _MERGING, str(path)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        with GeoPackageStore(path) as reader:
            while len(reader.links_to("keep")) < 5:
                assert writer.poll() is None
        writer.send_signal(signal.SIGKILL)
    with GeoPackageStore(path) as after:
        gone = [d for d in after.read(EVERY).dossiers if d.incident.status is Status.MERGED_INTO]
        assert 5 <= len(gone) < 300
        assert len(after.links_to("keep")) == len(gone)
        assert len(after.dossier("keep").claims) == len(KEEP.claims) + 3 * len(gone)


def test_pairs_are_listed_with_their_reasons_in_80_columns(shell: Shell) -> None:
    shell.env["COLUMNS"] = "80"
    listed = shell.ok("merge")
    assert max(map(len, listed.splitlines())) <= 80
    for words in (
        "keep",
        "again",
        "Both lie at Saravan.",
        "The dates are a day apart",
        "1 pair that",
    ):
        assert words in listed
    assert "gunmen" not in listed
    (pair,) = shell.json("merge")
    assert (pair["keep"], pair["other"]) == ("keep", "again")
    assert 0.5 < pair["score"] < 1
    weights = {reason["about"]: reason["weight"] for reason in pair["reasons"]}
    assert weights["date"] < 0 < weights["place"]
    assert shell.json("merge", "--least", "0.99") == []
    assert "No two incidents" in shell.ok("merge", "--least", "0.99")


def test_the_shipped_incidents_are_no_pairs(tmp_path: Path, seeds: Collection) -> None:
    GeoPackageStore.create(tmp_path / "incidents.gpkg", seeds).close()
    assert Shell(tmp_path).json("merge") == []


def test_nothing_is_merged_without_a_word(shell: Shell, store: GeoPackageStore) -> None:
    before = store.path.read_bytes()
    done = shell.run("merge", "keep", "again")
    assert done.returncode == 1
    assert "say --yes" in done.stderr
    assert "The dates are a day apart" in done.stderr
    assert done.stdout == ""
    assert store.path.read_bytes() == before


def test_yes_merges_and_says_what_joined(shell: Shell, store: GeoPackageStore) -> None:
    told_of = shell.json("merge", "keep", "again", "--yes", "--why", "the same raid", "--by", "ed")
    assert told_of == {
        "kept": "keep", "merged": "again", "claims_joined": 4, "why": "the same raid",
    }  # fmt: skip
    (judged,) = store.dossier("again").assessments
    assert (judged.why, judged.by) == ("Merged into keep. the same raid", "ed")
    assert shell.json("merge") == []
    assert "merged into keep before" in shell.refused("merge", "keep", "again", "--yes")
    assert "Same event as" in shell.ok("show", "keep")


def test_the_reasons_are_recorded_where_none_is_given(shell: Shell, store: GeoPackageStore) -> None:
    shell.ok("merge", "keep", "again", "--yes")
    (link,) = store.links_to("keep")
    assert link.why is not None
    assert "Both lie at Saravan; " in link.why


def test_not_the_same_is_recorded_and_never_proposed_again(shell: Shell) -> None:
    said = shell.ok("merge", "keep", "again", "--not-same", "--why", "two raids")
    assert said == "recorded that keep and again are two events\n"
    assert shell.json("merge") == []
    (link,) = json.loads(shell.ok("show", "keep", "--json"))["links"]
    assert (link["type"], link["why"]) == ("not_same_event", "two raids")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["keep"], "name the incident to merge into keep too"),
        (["keep", "keep"], "name two"),
        (["again", "keep", "--yes"], "keep the active one: `incidentmap merge keep again`"),
        (["keep", "agan"], "did you mean again"),
        (["keep", "keep", "--not-same"], "cannot be linked to itself"),
    ],
)
def test_what_does_not_fit_is_one_line(shell: Shell, words: list[str], message: str) -> None:
    assert message in shell.refused("merge", *words)


@pytest.mark.parametrize(("answer", "merges"), [("y", 1), ("n", 0), ("", 0)])
def test_a_person_is_asked(shell: Shell, store: GeoPackageStore, answer: str, merges: int) -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "maps.cli", "merge", "keep", "again"],
        cwd=str(shell.folder),
        env=shell.env,
        encoding="utf-8",
        timeout=60,
        dimensions=(40, 80),
    )
    child.expect("Both lie at Saravan")
    child.expect("Merge again into keep")
    child.sendline(answer)
    child.expect("merged again into keep" if merges else "nothing was written")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1 - merges
    assert len(store.links_to("keep")) == merges


def test_text_from_outside_moves_no_terminal(tmp_path: Path) -> None:
    evil = replace(KEEP, incident=replace(KEEP.incident, title="Strike \x1b[31mred\x07"))
    made = Collection(dossiers=(evil, AGAIN), sources=collection().sources)
    assert OTHER in made.sources
    GeoPackageStore.create(tmp_path / "incidents.gpkg", made).close()
    listed = Shell(tmp_path).ok("merge")
    assert "\x1b" not in listed
    assert "\x07" not in listed
