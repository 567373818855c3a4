"""`review` as a person or a program meets it: a real terminal of 80 columns, a real store."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pexpect
import pytest

from gazetteer.index import Gazetteer
from geo.account import add_up
from geo.dossier import Collection, Dossier
from geo.incident import Field, Modality, Status
from geo.kinds import Kind
from geo.store import GeoPackageStore
from tests.builders import PAPER, claim, strike
from tests.drafts import DRAFTS, RAID, RAIDED, TEXTS

ROOT = Path(__file__).resolve().parents[1]
ASKED = r"\[q\]uit: "
STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-7]|4[0-7]|9[0-7]|38;[0-9;]+)m")
Terminal: TypeAlias = "pexpect.spawn[str]"


class Shell:
    """A folder with a store of three drafts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "incidents.gpkg"
        self.env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
        for name in ("INCIDENTMAP_STORE", "COLUMNS", "NO_COLOR"):
            self.env.pop(name, None)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "maps.cli", "review", *words],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def refused(self, *words: str) -> str:
        before = self.path.read_bytes()
        done = self.run(*words)
        assert (done.returncode, done.stdout) == (1, "")
        assert self.path.read_bytes() == before
        assert len(done.stderr.splitlines()) == 1, done.stderr
        return done.stderr

    def json(self, *words: str) -> Any:  # noqa: ANN401
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def dossier(self, ident: str) -> Dossier:
        with GeoPackageStore(self.path) as store:
            return store.dossier(ident)

    def status(self, ident: str) -> Status:
        return self.dossier(ident).incident.status


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    with GeoPackageStore.create(made.path) as store:
        store.add(DRAFTS, TEXTS)
    return made


def hear_interrupts() -> None:
    """Ctrl-C is heard again where the tests run in the background, which made it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def sit(shell: Shell) -> Iterator[Callable[..., Terminal]]:
    """Sits a person down at `review`, or at another program."""
    children: list[Terminal] = []

    def start(*words: str, program: str | None = None, **env: str) -> Terminal:
        arguments = ["-c", program] if program else ["-m", "maps.cli", "review", *words]
        child = pexpect.spawn(
            sys.executable,
            arguments,
            cwd=str(shell.folder),
            env={**shell.env, **env},
            encoding="utf-8",
            timeout=60,
            dimensions=(60, 80),
            preexec_fn=hear_interrupts,
        )
        children.append(child)
        return child

    yield start
    for child in children:
        child.close(force=True)


def seen(child: Terminal, until: str | type[pexpect.EOF] = ASKED) -> str:
    """What the person reads until a question, without styles; no line is wider than the screen."""
    child.expect(until)
    text = STYLE.sub("", f"{child.before}{child.after}").replace("\r", "")
    assert all(len(line) <= 80 for line in text.split("\n")), text
    return text


def answer(child: Terminal, *typed: str, until: str | type[pexpect.EOF] = ASKED) -> str:
    """What the person reads while typing some answers, each after its question."""
    *first, last = typed
    read = ""
    for word in first:
        child.sendline(word)
        read += seen(child, ": $")
    child.sendline(last)
    return read + seen(child, until)


def ended(child: Terminal) -> str:
    """What the person reads at the end."""
    text = seen(child, pexpect.EOF)
    child.close()
    assert child.exitstatus == 0, text
    return text


# --- on a terminal ---------------------------------------------------------------------------


def test_a_draft_is_shown_with_the_words_that_it_rests_on(sit: Callable[..., Terminal]) -> None:
    child = sit()
    child.expect(ASKED)
    styled = str(child.before)
    text = STYLE.sub("", styled).replace("\r", "")
    assert "Draft 1 of 3" in text
    for line in (
        r"What +Air strike",
        r"When +18 January 2024",
        r"Where +Saravan, Sistan and Baluchestan, Iran",
        r"Precision +near the place named \(within 25 km\)",
        r"Border +In Iran, between \d+ and \d+ km from the border with Pakistan\.",
        r"Direction +Pakistan to Iran",
        r"Read in +The Paper, 19 January 2024",
        r"Confidence +0\.83 of 1: a strike with a place and a toll",
        r"Killed +9 +the governor says",
        r"By +Pakistan +Pakistan says",
    ):
        assert re.search(rf"^ +{line} *$", text, re.MULTILINE), (line, text)
    told = " ".join(text.split())
    assert told.count(f"“{RAID}”") == 1
    assert told.index(RAID) < told.index("hideouts") < told.index("[a]ccept")
    for words in ("Nine", "near Saravan", "Thursday", "hideouts of an armed group"):
        assert re.search(rf"\x1b\[[0-9;]*1m{words}\x1b", styled), words
    assert "may be the same as" not in told


def test_each_draft_is_decided_on_and_the_end_adds_up(
    shell: Shell, sit: Callable[..., Terminal]
) -> None:
    child = sit("--by", "Ada")
    assert "Draft 1 of 3" in seen(child)
    assert "Blast in Quetta" in answer(child, "a")
    assert "Something happened" in answer(child, "reject", "told twice")
    child.sendline("s")
    assert "accepted 1, corrected 0, rejected 1, left 1" in ended(child)
    accepted, rejected = shell.dossier("raid"), shell.dossier("blast")
    assert accepted.incident.status is Status.ACTIVE
    assert [(a.grade, a.by) for a in accepted.assessments][1:] == [("accepted", "Ada")]
    (why,) = rejected.withdrawals
    assert (why.why, why.by) == ("told twice", "Ada")
    assert shell.status("unsure") is Status.DRAFT


def test_what_is_mistyped_is_asked_for_again_and_enter_decides_nothing(
    shell: Shell, sit: Callable[..., Terminal]
) -> None:
    child = sit("raid")
    seen(child)
    for typed in ("", "x", "acc"):
        assert "Type one of a, c, r, m, s, q." in answer(child, typed)
    assert "Why" in answer(child, "r", "")
    assert "Correct which" in answer(child, "c", "")
    child.sendline("q")
    assert "accepted 0, corrected 0, rejected 0, left 1" in ended(child)
    assert shell.dossier("raid") == RAIDED


def test_a_claim_is_corrected_by_one_that_supersedes_it(
    shell: Shell, sit: Callable[..., Terminal]
) -> None:
    child = sit("raid")
    seen(child)
    assert "is not a date" in answer(child, "c", "date", "Thursday", until="Date: ")
    text = answer(child, "2024-01-17")
    assert "Draft 1 of 1, corrected" in text
    assert "17 January 2024" in text
    assert "is not a count" in answer(child, "c", "7", "a few", until="Killed: ")
    assert re.search(r"Killed +4 children +the governor says", answer(child, "4 children"))
    assert re.search(r"Against +a school +Pakistan says", answer(child, "c", "target", "a school"))
    assert "'t' is not one of" in answer(child, "c", "t", until="back\\): ")
    assert "The raid" in answer(child, "title", "The raid")
    child.sendline("a")
    assert "accepted 1, corrected 1, rejected 0, left 0" in ended(child)
    now = shell.dossier("raid")
    new = {c.supersedes: c for c in now.claims if c.supersedes}
    assert set(new) == {"raid.date.1", "raid.killed.1", "raid.target.1"}
    assert now.claims[: len(RAIDED.claims)] == RAIDED.claims
    for old in RAIDED.claims:
        if old.id in new:
            assert new[old.id].citation == old.citation
            assert new[old.id].claimant == old.claimant
    assert now.incident.title == "The raid"


def test_a_place_kind_and_countries_are_corrected(
    shell: Shell, sit: Callable[..., Terminal], gazetteer: Gazetteer
) -> None:
    assert len(gazetteer)
    child = sit("raid")
    seen(child)
    assert "Blorp" in answer(child, "c", "place", "Blorp on the Hill", until="Place: ")
    assert "could be:" in answer(child, "Tripoli", until="Which one: ")
    assert "type a number" in answer(child, "99", until="Which one: ")
    text = answer(child, "2")
    assert "Air strike, Tripoli, Lebanon" in text
    assert "Pakistan to Lebanon" in text
    assert "is not a kind" in answer(child, "c", "kind", "raid", until="Kind: ")
    assert "Bombing, Tripoli, Lebanon" in answer(child, "drone strike", "c", "kind", "bombing")
    asked = answer(child, "c", "origin", "Narnia", until="Origin: ")
    assert "not a country" in asked
    assert "Israel to Lebanon" in answer(child, "Israel")
    assert "From Israel" not in answer(child, "c", "origin", "-")
    assert "Origin not claimed" in answer(child, "c", "target country", "sy")
    child.sendline("q")
    ended(child)
    now = shell.dossier("raid").incident
    assert (now.kind, now.origin_country, now.target_country) == (Kind.BOMBING, None, "SY")
    where = add_up(shell.dossier("raid"), {}).where
    assert where is not None
    assert (where.mention, where.country) == ("Tripoli", "LB")


def test_what_the_report_does_not_say_is_taken_back_and_does_not_come_again(
    shell: Shell, sit: Callable[..., Terminal]
) -> None:
    child = sit("raid")
    seen(child)
    answer(child, "c", "killed", "12")
    shown = answer(child, "c", "killed", "-").partition("corrected")[2]
    assert "Against" in shown
    assert "Killed" not in shown
    child.sendline("q")
    ended(child)
    now = shell.dossier("raid")
    assert not [c for c in now.standing if c.field is Field.KILLED]
    assert [w.subject for w in now.withdrawals] == ["raid.killed.1", "raid.killed.2"]


def test_what_was_overlooked_is_added_with_the_sentence_that_says_it(
    shell: Shell, sit: Callable[..., Terminal]
) -> None:
    child = sit("raid")
    seen(child)
    assert "armed group" in answer(child, "c", "injured", until="says so: ")
    text = answer(child, "1", "3 civilians", "the governor")
    assert re.search(r"Injured +3 civilians +the governor says", text)
    child.sendline("q")
    ended(child)
    (added,) = (c for c in shell.dossier("raid").claims if c.field is Field.INJURED)
    assert added.citation == RAIDED.claims[0].citation
    assert (added.claimant, added.modality) == ("the governor", Modality.CLAIMED)


def test_of_several_claims_the_wrong_one_is_chosen(
    shell: Shell, sit: Callable[..., Terminal]
) -> None:
    with GeoPackageStore(shell.path) as store:
        store.add_claims([replace(RAIDED.claims[2], id="raid.killed.9", claimant="a witness")])
    child = sit("raid")
    seen(child)
    assert "9 (Nine) (a witness says)" in answer(child, "c", "killed", until="Which one: ")
    text = answer(child, "2", "8")
    assert re.search(r"Killed +8 +a witness says", text)
    assert re.search(r"Killed +9 +the governor says", text)


@pytest.mark.parametrize("where", [[], ["c"], ["c", "date"], ["r"]])
@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_stopping_anywhere_loses_nothing_and_leaves_nothing_half_done(
    shell: Shell, sit: Callable[..., Terminal], where: list[str], key: str
) -> None:
    child = sit()
    seen(child)
    answer(child, "a")
    for word in where:
        child.sendline(word)
        child.expect(": $")
    child.send(key)
    text = ended(child)
    assert "Stopped. What was decided is in the store." in text
    assert "accepted 1, corrected 0, rejected 0, left 2" in text
    assert "Traceback" not in text
    assert shell.status("raid") is Status.ACTIVE
    assert shell.status("blast") is Status.DRAFT


def test_a_draft_that_somebody_else_decided_on_meanwhile_is_passed_over(
    shell: Shell, sit: Callable[..., Terminal]
) -> None:
    child = sit()
    seen(child)
    assert shell.run("raid", "blast", "--accept").returncode == 0
    assert "raid is active, not a draft" in answer(child, "a")
    text = answer(child, "s")
    assert "blast is active by now." in text
    assert "Something happened" in text
    child.sendline("q")
    assert "accepted 0, corrected 0, rejected 0, left 2" in ended(child)


def test_no_colour_where_none_is_wanted(sit: Callable[..., Terminal]) -> None:
    child = sit(NO_COLOR="1")
    child.expect(ASKED)
    assert not COLOUR.search(str(child.before))


MERGING = """
import sys
from pathlib import Path
from geo.incident import Link, LinkType
from geo.store import GeoPackageStore
from maps.cli.walking import Merging, walk

with GeoPackageStore(Path("incidents.gpkg")) as store:
    def merge(draft, into):
        store.add_link(Link(from_id=draft, to_id=into, type=LinkType.SAME_EVENT))

    def candidates(draft):
        return [("unsure", 0.71, ("the same day", "no place"))]

    print(walk(store, ["raid"], by="me", merging=Merging(candidates=candidates, merge=merge)).text)
"""


def test_merging_is_offered_where_there_is_a_way_to(
    shell: Shell, sit: Callable[..., Terminal]
) -> None:
    child = sit(program=MERGING)
    assert "[m]erge" in seen(child)
    asked = answer(child, "m", until="back\\): ")
    assert "1  unsure (0.71): the same day no place" in asked
    assert "no incident has the id 'nowhere'" in answer(child, "nowhere", until="back\\): ")
    assert "[m]erge" in answer(child, "")
    answer(child, "m", until="back\\): ")
    child.sendline("1")
    text = ended(child)
    assert "Merged raid into unsure." in text
    assert "accepted 0, corrected 0, rejected 0, merged 1, left 0" in text
    assert [link.to_id for link in shell.dossier("raid").links] == ["unsure"]


def test_a_draft_that_repeats_an_incident_joins_it(
    shell: Shell, sit: Callable[..., Terminal]
) -> None:
    known = rekeyed(RAIDED, "known", Status.ACTIVE)
    with GeoPackageStore(shell.path) as store:
        store.add(Collection(dossiers=(known,), sources=(PAPER,)))
    child = sit("raid", "blast", "--by", "Ada")
    assert "It may be the same as known (" in " ".join(seen(child).split())
    asked = answer(child, "m", until="back\\): ")
    assert re.search(r"^ +1 +known \(\d\.\d\d\): Both lie at Saravan\.", asked, re.MULTILINE)
    after = answer(child, "1")
    assert "Merged raid into known." in after
    assert "Draft 2 of 2" in after
    assert "No other incident looks like it" in answer(child, "m", until="back\\): ")
    assert "[m]erge" in answer(child, "")
    child.sendline("q")
    assert "accepted 0, corrected 0, rejected 0, merged 1, left 1" in ended(child)
    gone, kept = shell.dossier("raid"), shell.dossier("known")
    assert (gone.incident.status, gone.incident.merged_into) == (Status.MERGED_INTO, "known")
    assert gone.assessments[-1].by == "Ada"
    assert "Both lie at Saravan" in gone.assessments[-1].why
    assert kept.incident.status is Status.ACTIVE


def rekeyed(dossier: Dossier, ident: str, status: Status) -> Dossier:
    """The same incident under another id."""
    return Dossier(
        incident=replace(dossier.incident, id=ident, status=status),
        claims=tuple(
            replace(claim, id=f"{ident}.{n}", incident=ident)
            for n, claim in enumerate(dossier.claims)
        ),
    )


# --- without one -----------------------------------------------------------------------------


def test_drafts_are_listed_for_programs(shell: Shell) -> None:
    listed = shell.json()
    assert [d["incident"]["id"] for d in listed] == ["raid", "blast", "unsure"]
    assert [d["confidence"] for d in listed] == [0.83, 0.4, None]
    first = listed[0]
    assert first["situation"]["border"] == "IR-PK"
    assert first["shown"]["killed"]["low"] == 9
    assert {c["citation"]["quote"] for c in first["claims"]} >= {RAID}
    assert [source["id"] for source in first["sources"]] == ["paper"]
    assert [d["incident"]["id"] for d in shell.json("blast")] == ["blast"]


def test_drafts_are_accepted_without_asking(shell: Shell) -> None:
    done = shell.run("--accept", "raid", "blast")
    assert done.stdout == "accepted raid\naccepted blast\n"
    assert shell.json("--accept", "all") == {"accepted": ["unsure"]}
    assert {shell.status(ident) for ident in ("raid", "blast", "unsure")} == {Status.ACTIVE}
    assert "no drafts in incidents.gpkg" in shell.run().stdout
    assert shell.json() == []


def test_drafts_are_rejected_without_asking(shell: Shell) -> None:
    assert shell.json("--reject", "raid", "--why", "no") == {"rejected": ["raid"]}
    assert shell.status("raid") is Status.WITHDRAWN
    assert shell.dossier("raid").withdrawals[0].why == "no"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "nobody is there to ask"),
        (["--accept"], "no drafts are named"),
        (["--accept", "--reject", "raid", "--why", "x"], "cannot both"),
        (["--reject", "raid"], "--why"),
        (["raid", "--why", "x"], "--reject"),
        (["--accept", "raid", "raed"], "did you mean raid"),
        (["--accept", "raid", "old"], "old is active, not a draft"),
        (["raid", "old"], "old is active, not a draft"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(
    shell: Shell, words: list[str], told: str
) -> None:
    with GeoPackageStore(shell.path) as store:
        store.add(Collection(dossiers=(strike("old"),), sources=(PAPER,)))
    assert told in shell.refused(*words)


def test_the_command_loads_nothing_heavy(shell: Shell) -> None:
    program = (
        "import sys; sys.argv = ['incidentmap', 'review', '--accept', 'all']\n"
        "from maps.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'pandas', 'geopandas', 'folium', 'matplotlib', 'pyogrio'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", program], cwd=shell.folder, env=shell.env, check=True)


def test_control_characters_of_a_report_are_not_obeyed(
    shell: Shell, sit: Callable[..., Terminal]
) -> None:
    sly = replace(claim(Field.WEAPON, "\x1b[2Jrocket", incident="raid"), claimant="\x1b]0;x\x07")
    with GeoPackageStore(shell.path) as store:
        store.add_claims([sly])
    child = sit("raid")
    child.expect(ASKED)
    shown = str(child.before)
    child.sendline("c")
    child.expect("back")
    child.sendline("date")
    child.expect("Date: ")
    assert "rocket" in shown
    assert not re.search("\x1b\\[2J|\x1b\\]0;|\x07", shown)
