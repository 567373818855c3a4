"""Fetching against a real server on this machine that drops, lies and changes its mind."""

import hashlib
import json
import random
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from gazetteer.errors import DownloadError
from gazetteer.sources.download import Fetched, Version, fetch
from tests.mirror import Mirror, serving

CONTENT = random.Random(1).randbytes(700_000)  # noqa: S311 - any bytes will do


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    with serving() as served:
        served.files["IR.zip"] = CONTENT
        yield served


def get(mirror: Mirror, folder: Path, **more: object) -> Fetched | None:
    target = folder / "IR.zip"
    return fetch(mirror.base + "IR.zip", target, pause_s=0.01, **more)  # type: ignore[arg-type]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_comes_whole_and_leaves_nothing_beside_it(mirror: Mirror, tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    fetched = get(mirror, tmp_path, progress=lambda *step: seen.append(step))
    assert fetched == Fetched(
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        size=len(CONTENT),
        version=Version(etag=mirror.etag("IR.zip")),
    )
    assert (tmp_path / "IR.zip").read_bytes() == CONTENT
    assert names(tmp_path) == {"IR.zip"}
    assert seen[-1] == (len(CONTENT), len(CONTENT), "fetching IR.zip")
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)
    assert re.match(r"incidentmap", mirror.asked[0][1]["user-agent"])


def test_a_dropped_connection_goes_on_where_it_stopped(mirror: Mirror, tmp_path: Path) -> None:
    mirror.cuts = [300_000, 100_000]
    assert get(mirror, tmp_path) is not None
    assert (tmp_path / "IR.zip").read_bytes() == CONTENT
    ranges = [headers.get("range") for _, headers in mirror.asked]
    assert ranges == [None, "bytes=300000-", "bytes=400000-"]


def test_a_truncated_file_is_one_clear_error_and_the_next_run_goes_on(
    mirror: Mirror, tmp_path: Path
) -> None:
    mirror.cuts = [100_000, 0, 0, 0]
    with pytest.raises(DownloadError, match="only 100,000 of 700,000 bytes have come") as caught:
        get(mirror, tmp_path)
    assert "run the same command again" in str(caught.value)
    assert names(tmp_path) == {"IR.zip.part", "IR.zip.part.json"}
    assert len(mirror.asked) == 4
    assert get(mirror, tmp_path) is not None
    assert mirror.asked[-1][1]["range"] == "bytes=100000-"
    assert (tmp_path / "IR.zip").read_bytes() == CONTENT


def test_a_server_without_ranges_starts_over(mirror: Mirror, tmp_path: Path) -> None:
    mirror.ranges = False
    mirror.cuts = [300_000]
    assert get(mirror, tmp_path) is not None
    assert mirror.asked[1][1]["range"] == "bytes=300000-"
    assert (tmp_path / "IR.zip").read_bytes() == CONTENT


def test_a_file_that_changed_between_two_parts_starts_over(mirror: Mirror, tmp_path: Path) -> None:
    mirror.cuts = [300_000, 0, 0, 0]
    with pytest.raises(DownloadError):
        get(mirror, tmp_path)
    mirror.files["IR.zip"] = CONTENT[::-1]
    assert get(mirror, tmp_path) is not None
    assert (tmp_path / "IR.zip").read_bytes() == CONTENT[::-1]


def test_a_server_that_sends_the_rest_of_another_version_is_not_believed(
    mirror: Mirror, tmp_path: Path
) -> None:
    mirror.cuts = [300_000, 0, 0, 0]
    with pytest.raises(DownloadError):
        get(mirror, tmp_path)
    mirror.files["IR.zip"] = CONTENT[::-1]
    mirror.heeds_marks = False
    assert get(mirror, tmp_path) is not None
    assert (tmp_path / "IR.zip").read_bytes() == CONTENT[::-1]


def test_without_a_mark_of_the_version_no_part_is_resumed(mirror: Mirror, tmp_path: Path) -> None:
    mirror.marks = False
    mirror.cuts = [300_000]
    assert get(mirror, tmp_path) is not None
    assert all("range" not in headers for _, headers in mirror.asked)
    assert (tmp_path / "IR.zip").read_bytes() == CONTENT


def test_a_part_longer_than_the_file_is_thrown_away(mirror: Mirror, tmp_path: Path) -> None:
    mirror.cuts = [300_000, 0, 0, 0]
    with pytest.raises(DownloadError):
        get(mirror, tmp_path)
    (tmp_path / "IR.zip.part").write_bytes(CONTENT + b"more")
    assert get(mirror, tmp_path) is not None
    assert (tmp_path / "IR.zip").read_bytes() == CONTENT


def test_a_part_of_another_address_is_not_resumed(mirror: Mirror, tmp_path: Path) -> None:
    (tmp_path / "IR.zip.part").write_bytes(b"other")
    note = {"url": "http://other.example/IR.zip", "etag": mirror.etag("IR.zip"), "modified": None}
    (tmp_path / "IR.zip.part.json").write_text(json.dumps(note))
    assert get(mirror, tmp_path) is not None
    assert (tmp_path / "IR.zip").read_bytes() == CONTENT


def test_the_version_at_hand_is_not_fetched_again(mirror: Mirror, tmp_path: Path) -> None:
    assert get(mirror, tmp_path, known=Version(etag=mirror.etag("IR.zip"))) is None
    assert names(tmp_path) == set()
    assert get(mirror, tmp_path, known=Version(etag='"old"')) is not None


def test_a_busy_server_is_asked_again(mirror: Mirror, tmp_path: Path) -> None:
    mirror.statuses = [503, 429]
    assert get(mirror, tmp_path) is not None
    mirror.statuses = [500] * 4
    with pytest.raises(DownloadError, match="500"):
        get(mirror, tmp_path)


def test_a_missing_file_is_asked_for_once(mirror: Mirror, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="404") as caught:
        fetch(mirror.base + "XX.zip", tmp_path / "XX.zip")
    assert caught.value.status == 404
    assert len(mirror.asked) == 1
    assert names(tmp_path) == set()


def test_redirects_stay_on_the_web(mirror: Mirror, tmp_path: Path) -> None:
    mirror.redirects["IR.zip"] = "/there.zip"
    mirror.files["there.zip"] = b"there"
    assert get(mirror, tmp_path) is not None
    assert (tmp_path / "IR.zip").read_bytes() == b"there"
    secret = tmp_path / "secret"
    secret.write_text("secret")
    for elsewhere in (secret.as_uri(), "ftp://127.0.0.1/IR.zip", "data:text/plain,hello"):
        mirror.redirects["IR.zip"] = elsewhere
        with pytest.raises(DownloadError, match=r"not followed|not allowed"):
            get(mirror, tmp_path)
    with pytest.raises(DownloadError, match="wanted http"):
        fetch(secret.as_uri(), tmp_path / "copy")


def test_a_file_too_large_is_refused_and_not_kept(mirror: Mirror, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="700,000 bytes or more; wanted at most 1,000"):
        get(mirror, tmp_path, max_bytes=1_000)
    assert names(tmp_path) == set()


def test_no_network_is_said_at_once(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(DownloadError, match="see whether there is a network"):
        fetch(f"http://127.0.0.1:{port}/IR.zip", tmp_path / "IR.zip", pause_s=60)


def test_a_server_that_says_nothing_times_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/IR.zip"
        with pytest.raises(DownloadError, match="timed out"):
            fetch(url, tmp_path / "IR.zip", timeout_s=0.1, pause_s=0.01)
