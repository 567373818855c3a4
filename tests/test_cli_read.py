"""`incidentmap read` as a person or a program meets it: real reports, a real store."""

import http.server
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pexpect
import pytest

from gazetteer.index import Gazetteer
from geo.checking import check_citations
from geo.incident import Status
from geo.store import GeoPackageStore, Query
from tests.test_cli import ROOT, Shell
from tests.test_cli_review import STYLE
from tests.test_language_model import STRIKE, Server, finding, server, told

assert server is not None  # a fixture

DRONES = """\
Drones hit fuel depot in Panjgur

ISLAMABAD, 19 January 2024 - Iranian drones struck a fuel depot in Panjgur on Thursday and killed \
at least two people, Pakistan's interior ministry said. On Friday Pakistan summoned Iran's \
ambassador over the strike.
"""
LATER = """\
Depot burns after drone strike

QUETTA, 20 January 2024 - Three people were killed when Iranian drones struck a fuel depot in \
Panjgur, Pakistan, on Thursday, a hospital said. The fire was put out on Friday morning.
"""
RECIPE = "Lentil soup\n\nPublished 3 March 2024\n\nSoak the lentils for an hour. Then add salt.\n"


@pytest.fixture
def shell(tmp_path: Path, gazetteer: Gazetteer) -> Shell:
    assert len(gazetteer)
    made = Shell(tmp_path)
    made.env["COLUMNS"] = "80"
    for name, text in (("drones.txt", DRONES), ("later.txt", LATER), ("recipe.txt", RECIPE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return made


def incidents(shell: Shell, name: str = "incidents.gpkg") -> dict[str, Status]:
    with GeoPackageStore(shell.folder / name) as store:
        read = store.read(Query(statuses=tuple(Status)))
        checked = check_citations(read.dossiers, store.text)
    assert (checked.faults, checked.unchecked) == ((), 0)
    assert checked.held == sum(len(dossier.claims) for dossier in read.dossiers)
    return {dossier.incident.id: dossier.incident.status for dossier in read.dossiers}


def test_what_is_read_is_shown_and_kept_as_drafts(shell: Shell) -> None:
    done = shell.run("read", "drones.txt")
    assert (done.returncode, done.stderr) == (0, "")
    for line in (
        r"drones\.txt: 19 January 2024, “Drones hit fuel depot in Panjgur”",
        r"Drone strike, Panjgur, Pakistan",
        r" +When +18 January 2024",
        r" +Where +Panjgur, Balochistan, Pakistan",
        r" +Precision +somewhere in the town or village \(within \d+ km\)",
        r" +Border +In Pakistan, \d+ km from the border with Iran\.",
        r" +Direction +Iran to Pakistan",
        r" +Toll +2\+ killed, Pakistan's interior ministry says",
        r" +Confidence +0\.\d\d of 1",
        r" +in response to 2024-01-18-panjgur-drone-strike",
        r"kept 2 drafts in incidents\.gpkg; `incidentmap review` walks you through them",
    ):
        assert re.search(rf"^{line} *$", done.stdout, re.MULTILINE), (line, done.stdout)
    assert all(len(line) <= 80 for line in done.stdout.splitlines()), done.stdout
    assert incidents(shell) == {
        "2024-01-18-panjgur-drone-strike": Status.DRAFT,
        "2024-01-19-islamabad-summons": Status.DRAFT,
    }
    assert "hold" in shell.ok("check", "--strict")


def test_a_store_that_is_there_takes_the_drafts_in(shell: Shell) -> None:
    shell.ok("init", "--store", "other.gpkg")
    text = shell.ok("read", "drones.txt", "--store", "other.gpkg")
    assert "`incidentmap review --store other.gpkg` walks you through them" in text
    assert len(incidents(shell, "other.gpkg")) == 2
    assert not (shell.folder / "incidents.gpkg").exists()


def test_a_dry_run_only_shows(shell: Shell) -> None:
    text = shell.ok("read", "drones.txt", "--dry-run")
    assert "Drone strike, Panjgur" in text
    assert "2 drafts; nothing was written" in text
    assert not (shell.folder / "incidents.gpkg").exists()


def test_what_is_accepted_is_active_and_says_by_whom(shell: Shell) -> None:
    text = shell.ok("read", "drones.txt", "--accept")
    assert "accepted 2 incidents into incidents.gpkg, unreviewed" in text
    assert set(incidents(shell).values()) == {Status.ACTIVE}
    with GeoPackageStore(shell.folder / "incidents.gpkg") as store:
        judged = store.dossier("2024-01-18-panjgur-drone-strike").assessments
    assert [one.grade for one in judged] == ["read", "accepted"]
    assert judged[-1].why == "accepted as it was read"
    assert judged[-1].by


def test_a_report_that_tells_of_nothing_leaves_nothing(shell: Shell) -> None:
    assert "recipe.txt: no incident found" in shell.ok("read", "recipe.txt")
    assert not (shell.folder / "incidents.gpkg").exists()
    text = shell.ok("read", "recipe.txt", "drones.txt")
    assert "recipe.txt: no incident found" in text
    with GeoPackageStore(shell.folder / "incidents.gpkg") as store:
        assert len(store.sources()) == 1


def test_a_report_is_kept_once(shell: Shell) -> None:
    shell.ok("read", "drones.txt")
    before = (shell.folder / "incidents.gpkg").read_bytes()
    (shell.folder / "copy.txt").write_text(DRONES, encoding="utf-8")
    for words in (["drones.txt"], ["copy.txt", "--published", "2024-01-20"]):
        done = shell.run("read", *words)
        assert (done.returncode, done.stdout) == (0, "")
        assert f"{words[0]}: this report is in incidents.gpkg already" in done.stderr
    record = shell.json("read", "drones.txt", "--keep")
    assert (record["source"], record["incidents"], record["known"]) == (None, [], ["drones.txt"])
    assert "2 drafts; nothing was written" in shell.ok("read", "drones.txt", "--dry-run")
    assert (shell.folder / "incidents.gpkg").read_bytes() == before


def test_a_damaged_text_is_mended(shell: Shell) -> None:
    shell.ok("read", "drones.txt")
    with GeoPackageStore(shell.folder / "incidents.gpkg") as store:
        store.connection.executescript(
            "CREATE TABLE t AS SELECT * FROM texts; DELETE FROM texts;"
            "INSERT INTO texts SELECT fid, sha256, source, name, characters, x'00' FROM t;"
            "DROP TABLE t;"
        )
    assert shell.run("check").returncode == 1
    assert "was damaged and is mended" in shell.run("read", "drones.txt").stderr
    assert "hold" in shell.ok("check", "--strict")
    assert len(incidents(shell)) == 2


def test_the_same_event_in_two_reports_is_one_draft_with_its_reasons(shell: Shell) -> None:
    text = shell.ok("read", "drones.txt", "later.txt")
    assert "2 reports, 2 of them independent" in text
    assert re.search(r"Told again +\(\d\.\d\d\): .*Panjgur", text)
    kept = [ident for ident in incidents(shell) if "panjgur" in ident]
    assert len(kept) == 1
    with GeoPackageStore(shell.folder / "incidents.gpkg") as store:
        claims = store.dossier(kept[0]).claims
    assert {claim.count.low for claim in claims if claim.count} == {2, 3}


def test_an_incident_of_the_store_that_is_told_again_is_named_and_left_alone(shell: Shell) -> None:
    shell.ok("read", "drones.txt", "--accept")
    text = shell.ok("read", "later.txt")
    assert "may be the same event as 2024-01-18-panjgur-drone-strike" in " ".join(text.split())
    (command,) = re.findall(r"`incidentmap (merge \S+ \S+)`", text)
    assert command.split()[1] == "2024-01-18-panjgur-drone-strike"
    statuses = incidents(shell)
    assert statuses[command.split()[2]] is Status.DRAFT
    shell.ok(*command.split(), "--yes")
    assert incidents(shell)[command.split()[2]] is Status.MERGED_INTO


def test_a_copy_that_comes_later_is_no_second_source(shell: Shell) -> None:
    shell.ok("read", "drones.txt", "--accept")
    copy = DRONES.replace("Drones hit fuel depot", "Depot hit by drones").replace("ISLAMABAD, ", "")
    (shell.folder / "copy.txt").write_text(copy, encoding="utf-8")
    text = shell.ok("read", "copy.txt")
    for command in re.findall(r"`incidentmap (merge \S+ \S+)`", text):
        shell.ok(*command.split(), "--yes")
    with GeoPackageStore(shell.folder / "incidents.gpkg") as store:
        first, second = store.sources().values()
    assert (first.derives_from, second.derives_from) == (None, first.id)
    listed = {one["id"]: one for one in shell.json("list")}
    assert listed["2024-01-18-panjgur-drone-strike"]["independent_sources"] == 1


def test_the_day_that_is_given_goes_before_the_one_that_the_report_gives(shell: Shell) -> None:
    record = shell.json("read", "drones.txt", "--published", "26 January 2024")
    assert record["source"]["published"] == "2024-01-26"
    assert record["incidents"][0]["date"]["edtf"] == "2024-01-25"


def test_standard_input_is_a_report(shell: Shell) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "maps.cli", "read", "-", "--json"],
        cwd=shell.folder,
        env=shell.env,
        input=DRONES.encode(),
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["incidents"][0]["kind"] == "drone_strike"


# --- for programs ----------------------------------------------------------------------------

DOCUMENT = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
TYPES: dict[str, type | tuple[type, ...]] = {
    "text": str, "day": str, "instant": str, "integer": int, "number": (int, float),
    "boolean": bool,
}  # fmt: skip
FORMS = {"day": r"\d{4}-\d\d-\d\d", "instant": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"}


def documented() -> dict[str, dict[str, str]]:
    """The tables of the document: fields with their types, by heading."""
    tables = {}
    for section in re.split(r"^## ", DOCUMENT, flags=re.MULTILINE)[1:]:
        rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", section, re.MULTILINE)
        if rows:
            tables[section.partition("\n")[0]] = dict(rows)
    return tables


def held(value: object, kind: str, at: str = "answer") -> set[str]:
    """Hold a value against its documented type; gives the fields met."""
    tables = documented()
    if kind.endswith(" or null"):
        return set() if value is None else held(value, kind.removesuffix(" or null"), at)
    if kind.startswith("list of "):
        assert isinstance(value, list), at
        of = kind.removeprefix("list of ")
        return {field for one in value for field in held(one, of, at)}
    if kind in TYPES:
        assert isinstance(value, TYPES[kind]), (at, value)
        assert re.fullmatch(FORMS.get(kind, r"(?s).*"), str(value)), (at, value)
        assert (kind == "boolean") == isinstance(value, bool), (at, value)
        return set()
    assert isinstance(value, dict), at
    table = tables[kind]
    assert set(value) <= set(table), (at, set(value) - set(table))
    needed = {field for field, told in table.items() if not told.endswith(", if known")}
    assert needed <= set(value), (at, needed - set(value))
    met = {f"{kind}.{field}" for field in value}
    for field, one in value.items():
        met |= held(one, table[field].removesuffix(", if known"), f"{at}.{field}")
    return met


def test_the_answer_is_what_the_document_says(shell: Shell) -> None:
    met = held(shell.json("read", "drones.txt", "later.txt"), "answer")
    tables = documented()
    for kind in ("incident", "date", "where", "count", "link", "claim", "citation"):
        never = {f"{kind}.{field}" for field in tables[kind]} - met
        assert never <= {"claim.supersedes"}, never
    reports = ROOT / "tests" / "reports" / "tuning"
    for name in ("mirjaveh-panjgur.txt", "sudan-chad.txt", "racak-bodies.txt"):
        held(shell.json("read", str(reports / name)), "answer")


def test_the_example_of_the_document_is_an_answer() -> None:
    example = json.loads(re.findall(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)[0])
    held(example, "answer")
    (strike,) = example["incidents"]
    assert strike["counts"][0]["quote"] in DRONES
    start, end = (strike["counts"][0][name] for name in ("start", "end"))
    assert DRONES[start:end] == strike["counts"][0]["quote"]


def test_every_value_that_may_come_is_documented() -> None:
    from gazetteer.place import Precision
    from geo.count import Counted
    from geo.incident import Field, LinkType, Modality, Polarity
    from geo.kinds import Kind

    for values in (Kind, Precision, Counted, Field, LinkType, Modality, Polarity):
        for value in values:
            assert f"`{value}`" in DOCUMENT, value


def test_programs_find_no_new_files_unless_they_ask(shell: Shell) -> None:
    before = sorted(shell.folder.iterdir())
    answer = shell.json("read", "drones.txt")
    assert "kept" not in answer
    assert "store" not in answer
    assert sorted(shell.folder.iterdir()) == before
    answer = shell.json("read", "drones.txt", "--keep")
    assert held(answer, "answer") >= {"answer.kept", "answer.store"}
    assert answer["store"] == "incidents.gpkg"
    assert answer["kept"] == [one["id"] for one in answer["incidents"]]
    assert set(incidents(shell)) == set(answer["kept"])
    assert set(incidents(shell).values()) == {Status.DRAFT}
    assert shell.json("read", "later.txt", "--accept")["kept"]


# --- sources of other forms ------------------------------------------------------------------


def mail(subject: str, text: str, charset: str = "utf-8") -> bytes:
    made = EmailMessage()
    made["From"] = "desk@news.example"
    made["Date"] = "Fri, 19 Jan 2024 10:00:00 +0000"
    made["Subject"] = subject
    made.set_content(text, charset=charset)
    return made.as_bytes()


def test_each_message_of_a_mail_archive_is_a_report(shell: Shell) -> None:
    bodies = [
        DRONES.split("\n\n")[1],
        "A bomb killed four people in Quetta on Thursday, police said.",
    ]
    head = b"From desk@news.example Fri Jan 19 10:00:00 2024\n"
    archive = b"".join(head + mail(text[:9], text) + b"\n" for text in bodies)
    empty = head + b"From: a@news.example\nMIME-Version: 1.0\nContent-Type: image/png\n\nAAAA\n\n"
    (shell.folder / "list.mbox").write_bytes(archive + empty)
    done = shell.run("read", "list.mbox")
    assert done.returncode == 0, done.stderr
    assert "left out: list.mbox, message 3 of 3" in done.stderr
    assert "list.mbox, message 1 of 3: news.example, 19 January 2024" in done.stdout
    assert {ident.split("-", 3)[3] for ident in incidents(shell)} == {
        "panjgur-drone-strike", "islamabad-summons", "quetta-bombing",
    }  # fmt: skip
    assert shell.json("check", "list.mbox", "--strict")["faults"] == []


def test_a_page_whose_text_no_file_can_hold_is_read_and_checked(shell: Shell) -> None:
    text = "A bomb killed four people in Quetta on Thursday, the +2AA- police said."
    head = b"From: a@news.example\nDate: Fri, 19 Jan 2024 10:00:00 +0000\nSubject: Bomb\n"
    form = b'MIME-Version: 1.0\nContent-Type: text/plain; charset="utf-7"\n\n'
    (shell.folder / "odd.eml").write_bytes(head + form + text.encode("ascii") + b"\n")
    shell.ok("read", "odd.eml")
    assert len(incidents(shell)) == 1
    assert shell.json("check", "odd.eml", "--strict")["quote_differs"] == 0
    answer = shell.json("read", "odd.eml", "--store", "none.gpkg")
    assert "\ufffd" in answer["incidents"][0]["claims"][0]["citation"]["quote"]


@pytest.fixture
def site(shell: Shell) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = partial(Quiet, directory=str(shell.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{served.server_address[1]}"
        served.shutdown()
        thread.join()


def test_a_page_is_fetched_from_the_web(shell: Shell, site: str) -> None:
    answer = shell.json("read", f"{site}/drones.txt")
    assert answer["incidents"][0]["kind"] == "drone_strike"
    assert answer["source"]["url"] == f"{site}/drones.txt"
    assert "answered 404" in shell.refused("read", f"{site}/none.txt")


def test_the_web_needs_its_extra(shell: Shell) -> None:
    program = (
        "import sys; sys.modules['trafilatura'] = None\n"
        "sys.argv = ['incidentmap', 'read', 'https://news.example/a']\n"
        "from maps.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=shell.folder, env=shell.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert "install incidentmap[web]" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_language_model_is_asked_where_one_is_named(shell: Shell, server: Server) -> None:
    answer = told({"kind": "drone_strike", "findings": [
        finding("location", "Panjgur", "fuel depot in Panjgur on Thursday"),
        finding("killed", 2, "killed at least two people"),
        finding("killed", 7, STRIKE),
    ]})  # fmt: skip
    server.answers = [answer]
    model = ["--extractor", server.url, "--model", "tiny"]
    done = shell.run("read", "drones.txt", *model, "--json")
    assert done.returncode == 0, done.stderr
    assert "the reports are sent to http://127.0.0.1" in done.stderr
    assert "dropped 1 of what the model answered" in done.stderr
    (incident,) = json.loads(done.stdout)["incidents"]
    assert [count["low"] for count in incident["counts"]] == [2]
    server.answers = [b"no"]
    failed = shell.run("read", "drones.txt", *model)
    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1].startswith("error: ")
    assert not (shell.folder / "incidents.gpkg").exists()


# --- what goes wrong -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "a report is missing"),
        (["none.txt"], "none.txt: cannot be read (No such file or directory)"),
        (["."], "is a folder"),
        (["empty.txt"], "empty.txt: is empty"),
        (["-"], "standard input: is empty"),
        (["-", "-"], "give - once"),
        (["picture.png"], "picture.png: is a picture"),
        (["latin.txt"], "latin.txt, line 3: byte 1"),
        (["drones.txt", "none.txt"], "none.txt: cannot be read"),
        (["drones.txt", "--published", "last week"], "--published: 'last week' is not a date"),
        (["drones.txt", "--published", "2024-01"], "--published: '2024-01' is not a date"),
        (["drones.txt", "--model", "m"], "--model goes with --extractor"),
        (["drones.txt", "--key-variable", "K"], "--key-variable goes with --extractor"),
        (["drones.txt", "--extractor", "http://localhost:1/v1"], "needs --model"),
        (["drones.txt", "--extractor", "http://far.example/v1", "--model", "m"], "https"),
        (["drones.txt", "--dry-run", "--accept"], "--accept contradicts it"),
        (["drones.txt", "--store", "drones.txt"], "is not an incidentmap store"),
        (["drones.txt", "--store", "none/a.gpkg"], "cannot be made"),
        (["bad\nname\x1b[2J.txt"], "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_writes_nothing(
    shell: Shell, words: list[str], told: str
) -> None:
    (shell.folder / "empty.txt").write_text(" \n")
    (shell.folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (shell.folder / "latin.txt").write_bytes("Bomb\n\nin Caf\xe9 Nord".encode("latin-1"))
    before = sorted(shell.folder.iterdir())
    assert told in shell.refused("read", *words)
    assert sorted(shell.folder.iterdir()) == before


def test_what_keeps_a_report_from_being_read_well_is_told(shell: Shell) -> None:
    (shell.folder / "undated.txt").write_text(DRONES.replace("19 January 2024 - ", ""))
    german = "Bei einem Angriff auf ein Dorf in der Provinz sind am Donnerstag nach Angaben der "
    (shell.folder / "german.txt").write_text(f"{german * 5}Polizei neun Menschen getötet worden.\n")
    done = shell.run("read", "undated.txt", "german.txt", "--dry-run")
    assert "undated.txt, german.txt: no day of publication found" in done.stderr
    assert "\ngerman.txt: not in English, it seems" in done.stderr


def test_on_a_terminal_nothing_of_the_bar_stays_and_no_sign_is_obeyed(shell: Shell) -> None:
    sly = DRONES.replace("interior ministry", "interior \x1b[2Jministry\x07")
    (shell.folder / "sly.txt").write_text(sly, encoding="utf-8")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "maps.cli", "read", "sly.txt"],
        cwd=str(shell.folder),
        env={**shell.env, "TERM": "xterm-256color"},
        encoding="utf-8",
        timeout=60,
        dimensions=(60, 80),
    )
    child.expect("walks you through")
    styled = str(child.before)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert not re.search("\x1b\\[2J|\x07", styled)
    text = STYLE.sub("", styled)
    assert "Drone strike, Panjgur, Pakistan" in text


def test_the_command_loads_nothing_heavy(shell: Shell) -> None:
    program = (
        "import sys; sys.argv = ['incidentmap', 'read', 'drones.txt']\n"
        "from maps.cli import main\n"
        "try: main()\nexcept SystemExit as end: assert not end.code\n"
        "heavy = {'pandas', 'geopandas', 'folium', 'matplotlib', 'pyogrio', 'trafilatura', 'pypdf'}"
        " & set(sys.modules)\nassert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", program], cwd=shell.folder, env=shell.env, check=True)
