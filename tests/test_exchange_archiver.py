"""Tables of the auto-archiver: sources, with what was archived of them."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from geo.exchange.datasets.archiver import NAME, ArchivedSource, recognises, sources
from geo.exchange.incoming import Reading
from geo.exchange.tables import open_table
from geo.where import Where
from tests.builders import AT

if TYPE_CHECKING:
    from pathlib import Path

HEADER = [
    "Link", "Archive status", "Destination folder", "Archive location", "Archive date",
    "Thumbnail", "Upload timestamp", "Upload title", "Text content", "Screenshot", "Hash",
    "Perceptual hashes", "WACZ", "ReplayWebpage",
]  # fmt: skip
SHA = "ab" * 32
DONE = {
    "Link": "https://www.x.example/post/1",
    "Archive status": "telethon_archiver: success",
    "Archive location": "https://store.example/1.mp4\nhttps://store.example/1.html",
    "Archive date": "2024-01-18T09:30:00.123456+00:00",
    "Upload timestamp": "2024-01-16T22:00:00-05:00",
    "Upload title": "=A strike",
    "Text content": "It was seen.\nTwice.",
    "Hash": f"SHA-256:{SHA.upper()}",
}


def read(folder: Path, *rows: dict[str, str], header: list[str] = HEADER) -> list[ArchivedSource]:
    path = folder / "archive.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)
    reading = Reading(recorded_at=AT, resolve=lambda name, **_: Where(mention=name))
    return list(sources(open_table(path), reading))


def test_its_columns_are_known_whatever_their_case() -> None:
    assert recognises(HEADER)
    assert recognises(["url", "archive_status"])
    assert recognises(column.upper() for column in HEADER)
    assert not recognises(["Link", "Status", "Date", "Killed"])
    assert not recognises(["Archive status", "Archive location"])
    assert NAME == "auto-archiver"


def test_an_archived_link_is_a_source_with_its_copy(tmp_path: Path) -> None:
    (one,) = read(tmp_path, DONE)
    assert one.source is not None
    assert (one.source.url, one.source.publisher, one.source.title, one.source.published) == (
        "https://www.x.example/post/1", "x.example", "=A strike", date(2024, 1, 17),
    )  # fmt: skip
    assert one.archive_url == "https://store.example/1.mp4"
    assert one.sha256 == SHA
    assert one.retrieved == datetime(2024, 1, 18, 9, 30, 0, 123456, tzinfo=UTC)
    assert "It was seen.\nTwice." in (one.text or "")
    assert (one.at, one.note, one.refused) == ("line 4", None, None)


@pytest.mark.parametrize(
    ("status", "note"),
    [
        ("Archive failed", "no archived copy: 'Archive failed'"),
        ("nothing archived", "no archived copy: 'nothing archived'"),
        ("Archive in progress", "no archived copy: 'Archive in progress'"),
        ("", "not archived yet"),
    ],
)
def test_what_failed_is_a_source_without_a_copy(tmp_path: Path, status: str, note: str) -> None:
    (one,) = read(tmp_path, DONE | {"Archive status": status})
    assert one.source is not None
    assert (one.archive_url, one.sha256, one.retrieved) == (None, None, None)
    assert one.note == note


def test_a_copy_without_a_web_address_is_told(tmp_path: Path) -> None:
    local = DONE | {"Archive location": "./local_archive/1.mp4"}
    first, second = read(
        tmp_path,
        local,
        local | {"Link": "https://x.example/2", "WACZ": "https://store.example/2.wacz"},
    )
    assert first.archive_url is None
    assert first.note == "archived, but the address of the copy is no web address"
    assert second.archive_url == "https://store.example/2.wacz"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "x.example/1", "https://", "https://["]
)
def test_a_link_that_is_no_web_address_is_refused(tmp_path: Path, link: str) -> None:
    bad, good = read(tmp_path, DONE | {"Link": link}, DONE)
    assert bad.source is None
    assert "no web address" in (bad.refused or "")
    assert link[:80] in (bad.refused or "")
    assert good.source is not None


def test_odd_cells_are_passed_over_and_told(tmp_path: Path) -> None:
    (one,) = read(
        tmp_path,
        DONE
        | {"Upload timestamp": "some day", "Hash": "SHA3-512:" + "ab" * 64, "Archive date": "?"},
    )
    assert one.source is not None
    assert (one.source.published, one.sha256, one.retrieved) == (None, None, None)
    assert "no day of publication: 'some day'" in (one.note or "")


def test_rows_without_a_link_are_passed_over_and_the_same_link_has_the_same_id(
    tmp_path: Path,
) -> None:
    first, second, third = read(
        tmp_path, {}, DONE, {"Archive status": "x"}, DONE, DONE | {"Link": "https://x.example/9"}
    )
    assert first.source is not None
    assert second.source is not None
    assert third.source is not None
    assert first.source.id == second.source.id != third.source.id


def test_a_row_that_is_damaged_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Link,Archive status\nhttps://x.example/1,a,b\n")
    reading = Reading(recorded_at=AT, resolve=lambda name, **_: Where(mention=name))
    (one,) = sources(open_table(path), reading)
    assert "3 cells" in (one.refused or "")
