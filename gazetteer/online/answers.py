"""What online geocoders answered, kept in a file of the cache folder.

Whoever asks twice is answered from here, and nothing leaves the machine. "Nothing found" is kept
like any other answer. The file also holds when each service was last asked, so that commands that
run one after the other, or at once, keep the pace that one of them would.
"""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gazetteer.errors import IndexFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["Answer", "AnswerFile", "Question"]

_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    service TEXT NOT NULL, options TEXT NOT NULL, query TEXT NOT NULL, country TEXT NOT NULL,
    retrieved REAL NOT NULL, answers TEXT NOT NULL,
    PRIMARY KEY (service, options, query, country)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS asked (host TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
"""
_WAIT_S = 30.0
_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked, and of whom.

    Parameters
    ----------
    service
        Name of the service.
    options
        What tells one use of the service from another, as text: its host, its settings.
    query
        The text sent.
    country
        ISO 3166-1 alpha-2 to stay in; empty for anywhere.
    """

    service: str
    options: str
    query: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One place that a service names.

    Parameters
    ----------
    address
        As the service writes it.
    lon, lat
        Degrees, EPSG:4326.
    raw
        What the service said, as read from its JSON.
    retrieved
        Seconds since 1970 (UTC) when it was asked.
    """

    address: str
    lon: float
    lat: float
    raw: dict[str, Any]
    retrieved: float


class AnswerFile:
    """The file of answers. It is opened for each use and made when first written.

    Parameters
    ----------
    path
        Where it is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, question: Question, *, max_age_days: float) -> tuple[Answer, ...] | None:
        """Look an answer up.

        Parameters
        ----------
        question
            What is asked.
        max_age_days
            How old the answer may be, in days.

        Returns
        -------
        tuple
            What the service named, best first, empty where it found nothing; None where it was
            not asked, or too long ago.

        Raises
        ------
        IndexFileError
            If the file does not read or cannot be made.
        """
        sql = (
            "SELECT retrieved, answers FROM answers "
            "WHERE service = ? AND options = ? AND query = ? AND country = ? AND retrieved > ?"
        )
        oldest = time.time() - max_age_days * _DAY_S
        with self._opened() as db:
            row = db.execute(sql, (*_key(question), oldest)).fetchone()
            if row is None:
                return None
            retrieved, answers = row
            return tuple(Answer(**answer, retrieved=retrieved) for answer in json.loads(answers))

    def put(self, question: Question, answers: Sequence[Answer]) -> None:
        """Keep an answer, in place of an older one.

        Parameters
        ----------
        question
            What was asked.
        answers
            What the service named, best first; empty where it found nothing.

        Raises
        ------
        IndexFileError
            If the file does not read or cannot be written.
        """
        records = [
            {"address": answer.address, "lon": answer.lon, "lat": answer.lat, "raw": answer.raw}
            for answer in answers
        ]
        retrieved = answers[0].retrieved if answers else time.time()
        row = (*_key(question), retrieved, json.dumps(records, ensure_ascii=False, default=str))
        with self._opened() as db:
            db.execute("REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)", row)

    def wait_turn(self, host: str, *, min_delay_s: float) -> None:
        """Wait until a host may be asked again, and note that it is asked now.

        Parameters
        ----------
        host
            Who is asked.
        min_delay_s
            Seconds between two requests of all processes that share the file.

        Raises
        ------
        IndexFileError
            If the file does not read or cannot be written.
        """
        while (wait_s := self._take_turn(host, min_delay_s)) > 0:
            time.sleep(wait_s)

    def _take_turn(self, host: str, min_delay_s: float) -> float:
        """Note that the host is asked now, or say how many seconds are left to wait."""
        with self._opened() as db:
            db.execute("BEGIN IMMEDIATE")
            now = time.time()
            row = db.execute("SELECT at FROM asked WHERE host = ?", (host,)).fetchone()
            # A clock that was set back must not make anybody wait for it.
            wait_s = min(row[0] + min_delay_s - now, min_delay_s) if row and row[0] <= now else 0.0
            if wait_s <= 0:
                db.execute("REPLACE INTO asked VALUES (?, ?)", (host, now))
            db.execute("COMMIT")
            return wait_s

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Open the file, with every statement a transaction of its own."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(self.path, timeout=_WAIT_S, isolation_level=None)
            with closing(db):
                db.executescript(_TABLES)
                yield db
        except (OSError, sqlite3.Error, ValueError, TypeError) as error:
            msg = f"online answers cannot be kept there ({error}); delete the file or free space"
            raise IndexFileError(msg, path=self.path) from error


def _key(question: Question) -> tuple[str, str, str, str]:
    """The key of a question in the file."""
    return question.service, question.options, question.query, question.country
