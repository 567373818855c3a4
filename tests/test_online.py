"""Online geocoders against a real server on this machine that speaks as Nominatim does."""

import json
import logging
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from gazetteer.errors import GazetteerError, IndexFileError, OnlineError
from gazetteer.index import Gazetteer, default_path
from gazetteer.online import Online, open_online, resolve_or_ask
from gazetteer.online.answers import AnswerFile
from gazetteer.online.service import Pace
from gazetteer.place import FeatureClass, Precision

CONTACT = "desk@example.org"
QUICK = Pace(min_delay_s=0.05, retries=1, retry_wait_s=0.05)
UNKNOWN = "Qwxzbandar"  # in no gazetteer
VILLAGE = {
    "osm_type": "node",
    "osm_id": 42,
    "lat": "27.25",
    "lon": "63.7",
    "class": "place",
    "type": "village",
    "addresstype": "village",
    "name": UNKNOWN,
    "display_name": f"{UNKNOWN}, Panjgur District, Balochistan, Pakistan",
    "boundingbox": ["27.23", "27.27", "63.68", "63.72"],
    "address": {"village": UNKNOWN, "state": "Balochistan", "country_code": "pk"},
    "licence": "Data © OpenStreetMap contributors, ODbL 1.0",
}
ELSEWHERE = VILLAGE | {"osm_id": 43, "lat": "30.0", "lon": "67.0", "boundingbox": []}


@dataclass
class Requests:
    """What reached the server, and what it answers."""

    port: int = 0
    answer: Any = field(default_factory=lambda: [VILLAGE])
    statuses: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    times: list[float] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.times)


@pytest.fixture
def server() -> Iterator[Requests]:
    seen = Requests()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.times.append(time.monotonic())
            seen.agents.append(self.headers["User-Agent"])
            seen.asked.append(parse_qs(urlsplit(self.path).query))
            time.sleep(seen.delay_s)
            body = seen.answer if isinstance(seen.answer, bytes) else json.dumps(seen.answer)
            content = body if isinstance(body, bytes) else body.encode()
            try:
                self.send_response(seen.statuses.pop(0) if seen.statuses else 200)
                for name, value in seen.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except ConnectionError:
                pass  # the client has stopped waiting

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        seen.port = http.server_address[1]
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield seen
        http.shutdown()
        thread.join()


@pytest.fixture
def online(server: Requests, tmp_path: Path) -> Iterator[Online]:
    with make(server, tmp_path) as made:
        yield made


def make(
    server: Requests,
    folder: Path,
    *,
    pace: Pace = QUICK,
    options: Mapping[str, str] | None = None,
) -> Online:
    here = {"domain": f"127.0.0.1:{server.port}", "scheme": "http", "proxies": {}}
    return Online(
        "nominatim",
        contact=CONTACT,
        options=here | dict(options or {}),
        pace=pace,
        path=folder / "online.sqlite",
    )


def test_an_answer_becomes_a_place(online: Online, server: Requests) -> None:
    resolution = online.ask(f"{UNKNOWN}, Panjgur")
    place = resolution.place
    assert place is not None
    assert (place.id, place.source) == ("online:nominatim:node/42", "online:nominatim")
    assert (place.name, place.country, place.admin1) == (UNKNOWN, "PK", "Balochistan")
    assert (place.lon, place.lat) == (63.7, 27.25)
    assert (resolution.precision, resolution.confidence) == (Precision.SETTLEMENT, 0.6)
    assert place.radius_m == pytest.approx(2_970, rel=0.02)  # 0.02 degrees up and to the side
    assert place.citation is not None
    assert "127.0.0.1" in place.citation
    assert "OpenStreetMap contributors" in place.citation
    assert server.asked[0]["q"] == [f"{UNKNOWN}, Panjgur"]


def test_the_user_agent_says_who_asks(online: Online, server: Requests) -> None:
    online.ask(UNKNOWN)
    assert server.agents[0].startswith("incidentmap/")
    assert server.agents[0].endswith(f"({CONTACT})")


def test_nothing_is_sent_by_making_one(online: Online, server: Requests) -> None:
    assert online.warning
    assert online.ask("  ").place is None
    assert server.count == 0


def test_what_was_answered_is_not_asked_again(server: Requests, tmp_path: Path) -> None:
    with make(server, tmp_path) as first:
        answered = first.ask(UNKNOWN, "pk")
    with make(server, tmp_path) as second:
        assert second.ask(f"  {UNKNOWN} ", "PK").place == answered.place
    assert server.count == 1
    with make(server, tmp_path) as third:
        third.ask(UNKNOWN)  # without the country it is another question
    assert server.count == 2


def test_nothing_found_is_kept_too(server: Requests, tmp_path: Path) -> None:
    server.answer = []
    for _ in range(2):
        with make(server, tmp_path) as online:
            resolution = online.ask(UNKNOWN)
        assert (resolution.place, resolution.why) == (None, "nominatim finds nothing")
    assert server.count == 1


def test_an_old_answer_is_asked_for_again(server: Requests, tmp_path: Path) -> None:
    with make(server, tmp_path) as online:
        online.ask(UNKNOWN)
    with sqlite3.connect(tmp_path / "online.sqlite") as db:
        db.execute("UPDATE answers SET retrieved = retrieved - 31 * 86400")
    db.close()
    with make(server, tmp_path) as online:
        online.ask(UNKNOWN)
        online.ask(UNKNOWN)
    assert server.count == 2


def test_the_file_of_answers_holds_no_key(server: Requests, tmp_path: Path) -> None:
    path = tmp_path / "online.sqlite"
    options = {"api_key": "s3cret-key", "domain": f"127.0.0.1:{server.port}", "scheme": "http"}
    online = Online(
        "pickpoint", contact=CONTACT, options=options | {"proxies": {}}, pace=QUICK, path=path
    )
    with online:
        assert online.ask(UNKNOWN).place is not None
        server.statuses = [403]
        with pytest.raises(OnlineError) as raised:
            online.ask("Another")
    assert "s3cret" not in str(raised.value)
    assert b"s3cret" not in path.read_bytes()


def test_requests_keep_their_distance(server: Requests, tmp_path: Path) -> None:
    with make(server, tmp_path, pace=Pace(min_delay_s=0.3)) as online:
        for name in ("A place", "B place", "C place"):
            online.ask(name)
    gaps = [later - sooner for sooner, later in zip(server.times, server.times[1:], strict=False)]
    assert len(gaps) == 2
    assert min(gaps) > 0.25


def test_processes_with_one_cache_keep_the_pace_together(server: Requests, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from gazetteer.online import Online\n"
        "from gazetteer.online.service import Pace\n"
        "options = {'domain': sys.argv[1], 'scheme': 'http', 'proxies': {}}\n"
        "with Online('nominatim', contact='a@example.org', options=options,"
        " pace=Pace(min_delay_s=1.0), path=Path(sys.argv[2])) as online: online.ask(sys.argv[3])"
    )
    arguments = [f"127.0.0.1:{server.port}", str(tmp_path / "online.sqlite")]
    running = [
        subprocess.Popen([sys.executable, "-c", code, *arguments, name]) for name in ("A", "B")
    ]
    assert [process.wait() for process in running] == [0, 0]
    assert server.times[1] - server.times[0] > 0.8


def test_the_public_server_is_asked_once_a_second_at_most(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one request a second"):
        Online("nominatim", contact=CONTACT, pace=QUICK, path=tmp_path / "online.sqlite")
    with Online("nominatim", contact=CONTACT, path=tmp_path / "online.sqlite") as online:
        assert "nominatim.openstreetmap.org" in online.warning
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("status", "said", "requests"),
    [
        (429, "too many requests (HTTP 429)", 2),
        (503, "no answer in time (HTTP 503)", 2),
        (403, "refuses to answer (HTTP 403)", 1),
        (401, "refuses to answer (HTTP 401)", 1),
        (500, "does not answer as it should (HTTP 500)", 1),
    ],
)
def test_a_refusal_is_one_line(
    online: Online, server: Requests, status: int, said: str, requests: int
) -> None:
    server.statuses = [status] * 5
    with pytest.raises(OnlineError) as raised:
        online.ask(UNKNOWN)
    message = str(raised.value)
    assert message.startswith(f"nominatim: {said}; ")
    assert "\n" not in message
    assert isinstance(raised.value, GazetteerError)
    assert isinstance(raised.value, ConnectionError)
    assert raised.value.service == "nominatim"
    assert server.count == requests


def test_retries_log_no_traceback(
    online: Online, server: Requests, caplog: pytest.LogCaptureFixture
) -> None:
    server.statuses = [503]
    online.ask(UNKNOWN)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_a_busy_service_is_asked_again(online: Online, server: Requests) -> None:
    server.statuses = [503]
    assert online.ask(UNKNOWN).place is not None
    assert server.count == 2


def test_nobody_waits_for_an_hour(online: Online, server: Requests) -> None:
    server.statuses, server.headers = [429], {"Retry-After": "3600"}
    with pytest.raises(OnlineError, match="too many requests"):
        online.ask(UNKNOWN)
    assert server.count == 1


def test_an_error_is_not_kept_as_an_answer(online: Online, server: Requests) -> None:
    server.statuses = [403]
    with pytest.raises(OnlineError):
        online.ask(UNKNOWN)
    assert online.ask(UNKNOWN).place is not None


def test_a_slow_service(server: Requests, tmp_path: Path) -> None:
    server.delay_s = 0.6
    pace = Pace(min_delay_s=0.05, retries=0)
    with (
        make(server, tmp_path, pace=pace, options={"timeout": "0.2"}) as online,
        pytest.raises(OnlineError, match="no answer in time"),
    ):
        online.ask(UNKNOWN)


def test_a_service_that_is_not_there(server: Requests, tmp_path: Path) -> None:
    options = {"domain": "127.0.0.1:9"}
    with (
        make(server, tmp_path, options=options) as online,
        pytest.raises(OnlineError, match=r"^nominatim: cannot be reached; check"),
    ):
        online.ask(UNKNOWN)


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>sorry</html>",
        b"\xff\xfe\x00",
        b"[1, 2]",
        b'["x"]',
        b"7",
        b'[{"lat": "north", "lon": "1", "display_name": "x"}]',
        b'[{"lat": "1", "display_name": "x"}]',
        b'[{"lat": "1", "lon": "1"}]',
        b'[{"lat": "nan", "lon": "1", "display_name": "x"}]',
        b'{"error": "what\\nis this"}',
    ],
)
def test_an_answer_that_does_not_read(online: Online, server: Requests, answer: bytes) -> None:
    server.answer = answer
    with pytest.raises(OnlineError, match=r"^nominatim: [^\n]+$"):
        online.ask(UNKNOWN)


@pytest.mark.parametrize(
    ("change", "precision", "radius_m"),
    [
        ({"addresstype": "country", "boundingbox": ["25", "35", "60", "70"]}, "country", 733_000),
        ({"addresstype": "state", "boundingbox": ["27", "28", "63", "64"]}, "adm1", 74_000),
        ({"addresstype": "county", "boundingbox": None}, "adm2", 50_000),
        ({"addresstype": "town", "boundingbox": ["1", "1", "1", "1"]}, "settlement", 2_000),
        ({"addresstype": "town", "boundingbox": ["a", "b"]}, "settlement", 2_000),
        ({"addresstype": "aeroway", "boundingbox": ["1", "1.00001", "1", "1"]}, "site", 500),
        ({"addresstype": "lake", "boundingbox": "?"}, "water", 100_000),
        ({"addresstype": "road", "type": "residential", "class": "highway"}, "near", 25_000),
        ({"addresstype": 3, "type": "peak", "class": "natural"}, "near", 25_000),
        ({"addresstype": None, "type": "hamlet"}, "settlement", 2_970),
        ({"addresstype": "sea", "boundingbox": ["-80", "80", "-180", "180"]}, "water", 2e7),
    ],
)
def test_precision_and_radius_follow_the_answer(
    online: Online, server: Requests, change: dict[str, Any], precision: str, radius_m: float
) -> None:
    server.answer = [VILLAGE | change]
    resolution = online.ask(UNKNOWN)
    assert resolution.precision == Precision(precision)
    assert resolution.place is not None
    assert resolution.place.radius_m == pytest.approx(radius_m, rel=0.02)


def test_an_answer_under_another_name_is_trusted_less(online: Online, server: Requests) -> None:
    server.answer = [VILLAGE | {"name": "Something Else"}]
    resolution = online.ask(UNKNOWN)
    assert (resolution.confidence, resolution.candidates[0].how) == (0.4, "fuzzy")
    server.answer = [VILLAGE | {"name": "Anything", "namedetails": {"name:fa": "بندر"}}]
    assert online.ask("بندر، ایران").candidates[0].how == "exact"


def test_answers_far_apart_are_not_guessed_between(online: Online, server: Requests) -> None:
    server.answer = [VILLAGE, ELSEWHERE]
    resolution = online.ask(UNKNOWN)
    assert resolution.place is None
    assert len(resolution.candidates) == 2
    assert "2 places" in resolution.why
    server.answer = [VILLAGE, VILLAGE | {"osm_id": 44, "lat": "27.26"}]
    assert online.ask(f"{UNKNOWN}, there").place is not None


def test_answers_in_another_country_do_not_count(online: Online, server: Requests) -> None:
    server.answer = [ELSEWHERE | {"address": {"country_code": "ir"}}, VILLAGE]
    resolution = online.ask(UNKNOWN, "PK")
    assert server.asked[0]["countrycodes"] == ["pk"]
    assert resolution.place is not None
    assert resolution.place.id.endswith("/42")


def test_a_service_with_answers_of_another_form(server: Requests, tmp_path: Path) -> None:
    server.answer = {
        "features": [
            {
                "geometry": {"coordinates": [63.7, 27.25]},
                "properties": {
                    "name": UNKNOWN, "osm_type": "W", "osm_id": 9, "osm_key": "aeroway",
                    "osm_value": "aerodrome", "countrycode": "PK", "state": "Balochistan",
                    "extent": [63.69, 27.26, 63.71, 27.24],
                },
            }
        ]
    }  # fmt: skip
    options = {"domain": f"127.0.0.1:{server.port}", "scheme": "http", "proxies": {}}
    path = tmp_path / "online.sqlite"
    with Online("Photon", contact=CONTACT, options=options, pace=QUICK, path=path) as online:
        place = online.ask(UNKNOWN).place
    assert place is not None
    assert (place.id, place.country) == ("online:photon:way/9", "PK")
    assert place.feature_class is FeatureClass.SITE
    assert place.radius_m == pytest.approx(1_487, rel=0.02)


# -- resolve_or_ask -------------------------------------------------------------------------------


def quiet(_: str) -> None:
    pass


def test_what_the_gazetteer_knows_is_not_sent(
    gazetteer: Gazetteer, online: Online, server: Requests
) -> None:
    warnings: list[str] = []
    for text in ("Saravan, Iran", "Panjgur", "...", ""):
        known = resolve_or_ask(gazetteer, online, text, warn=warnings.append)
        assert known == gazetteer.resolve(text)
    assert (server.count, warnings) == (0, [])


def test_the_warning_comes_once_and_before_the_request(
    gazetteer: Gazetteer, online: Online, server: Requests
) -> None:
    warnings: list[tuple[str, int]] = []

    def warn(text: str) -> None:
        warnings.append((text, server.count))

    found = resolve_or_ask(gazetteer, online, UNKNOWN, warn=warn)
    assert found.place is not None
    assert found.place.source == "online:nominatim"
    resolve_or_ask(gazetteer, online, "Qwxzabad", warn=warn)
    assert server.count == 2
    ((text, sent_before),) = warnings
    assert sent_before == 0
    assert "leave this machine" in text
    assert f"127.0.0.1:{server.port}" in text
    assert "\n" not in text


def test_an_answer_that_is_kept_warns_of_nothing(
    gazetteer: Gazetteer, server: Requests, tmp_path: Path
) -> None:
    with make(server, tmp_path) as online:
        online.ask(UNKNOWN)
    warnings: list[str] = []
    with make(server, tmp_path) as online:
        found = resolve_or_ask(gazetteer, online, UNKNOWN, warn=warnings.append)
    assert found.place is not None
    assert (server.count, warnings) == (1, [])


def test_who_refuses_at_the_warning_sends_nothing(
    gazetteer: Gazetteer, online: Online, server: Requests
) -> None:
    def refuse(_: str) -> None:
        raise KeyboardInterrupt

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            resolve_or_ask(gazetteer, online, UNKNOWN, warn=refuse)
    assert server.count == 0


def test_what_neither_knows(gazetteer: Gazetteer, online: Online, server: Requests) -> None:
    server.answer = []
    found = resolve_or_ask(gazetteer, online, UNKNOWN, warn=quiet)
    assert found.place is None
    assert found.why.startswith("no place of this name is known")
    assert found.why.endswith("nominatim finds nothing")


def test_a_name_of_several_places_is_trusted_less(
    gazetteer: Gazetteer, online: Online, server: Requests
) -> None:
    text = "Springfield"
    known = gazetteer.resolve(text)
    assert known.place is None
    server.answer = [VILLAGE | {"name": text}]
    found = resolve_or_ask(gazetteer, online, text, warn=quiet)
    assert found.confidence == 0.5
    assert found.candidates[0].place == found.place
    assert found.candidates[1] == known.candidates[0]


# -- set up ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "contact",
    [
        None, "", " ", "me", "me@here", "a b@example.org", "ftp://example.org",
        "a@example.org\r\nX-Evil: 1", "a@example.org)(",
    ],
)  # fmt: skip
def test_nobody_goes_online_without_a_contact(
    contact: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INCIDENTMAP_CONTACT", raising=False)
    with pytest.raises(OnlineError, match=r"^nominatim: [^\n]*contact[^\n]*$"):
        open_online("nominatim", contact=contact, options={})


def test_the_contact_may_stand_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INCIDENTMAP_CONTACT", "https://example.org/desk")
    monkeypatch.setenv("INCIDENTMAP_CACHE", str(tmp_path))
    with open_online("Nominatim") as online:
        assert "https://example.org/desk" in online.warning
        assert str(tmp_path / "online.sqlite") in online.warning


@pytest.mark.parametrize(
    ("service", "options", "said"),
    [
        ("nominatum", {}, "geopy knows no service"),
        ("nominatim", {"domian": "x"}, "takes no option domian; wanted some of timeout"),
        ("nominatim", {"user_agent": "x"}, "takes no option user_agent"),
        ("nominatim", {"timeout": "soon"}, "does not take the options"),
        ("nominatim", {"scheme": "gopher"}, "does not take the options"),
        ("opencage", {}, "wants the option api_key"),
    ],
)
def test_a_service_that_cannot_be_set_up(service: str, options: dict[str, str], said: str) -> None:
    with pytest.raises(OnlineError, match=f"^{service}: {said}"):
        open_online(service, contact=CONTACT, options=options)


def test_a_file_of_answers_that_is_none(server: Requests, tmp_path: Path) -> None:
    (tmp_path / "online.sqlite").write_text("no database " * 100, encoding="utf-8")
    with make(server, tmp_path) as online, pytest.raises(IndexFileError, match="delete the file"):
        online.ask(UNKNOWN)
    assert server.count == 0


def test_a_clock_set_back_makes_nobody_wait(tmp_path: Path) -> None:
    answers = AnswerFile(tmp_path / "online.sqlite")
    answers.wait_turn("host", min_delay_s=5.0)
    with sqlite3.connect(tmp_path / "online.sqlite") as db:
        db.execute("UPDATE asked SET at = at + 3600")
    db.close()
    start = time.monotonic()
    answers.wait_turn("host", min_delay_s=5.0)
    assert time.monotonic() - start < 2.0


def test_the_gazetteer_alone_needs_no_geopy() -> None:
    code = (
        "import sys, gazetteer, gazetteer.index, gazetteer.resolve; gazetteer.Gazetteer\n"
        "sys.exit('geopy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- the command


def test_the_command_asks_only_when_told_and_warns_first(
    server: Requests, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    assert len(gazetteer)  # it is built
    (tmp_path / default_path().name).symlink_to(default_path())
    service = ("--online", "nominatim", "--contact", CONTACT, "--online-option", "scheme=http")

    def locate(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "maps.cli", "locate", UNKNOWN, *words],
            env={**os.environ, "INCIDENTMAP_CACHE": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    domain = ("--online-option", f"domain=127.0.0.1:{server.port}")
    assert json.loads(locate("--json").stdout)["place"] is None
    assert locate("--online", "nominatim").returncode == 1  # nobody to write to
    assert locate(*service, "--online-option", "domain").returncode == 1
    assert locate("--online-option", "a=b").returncode == 1
    assert server.count == 0
    done = locate(*service, *domain, "--within", "Panjgur district", "--json")
    assert done.returncode == 0, done.stderr
    place = json.loads(done.stdout)["place"]
    assert (place["id"], place["country"]) == ("online:nominatim:node/42", "PK")
    [warning] = done.stderr.splitlines()
    assert "leave this machine" in warning
    assert CONTACT in server.agents[0]
    assert server.asked[0]["q"] == [f"{UNKNOWN}, Panjgur district"]
    again = locate(*service, *domain, "--within", "Panjgur district", "--json")
    assert again.stdout == done.stdout
    assert (again.stderr, server.count) == ("", 1)
