"""The gazetteer itself: one read-only folder, opened in milliseconds.

`Gazetteer.open` builds it when it is not there or was made from something else. How a name finds
its places is in `search`, how one of them is chosen in `resolve`.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import contextmanager, suppress
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from gazetteer.build import APPLICATION_ID, PLACES, SPELLINGS, build, index_key
from gazetteer.errors import IndexFileError, UnknownPlaceError
from gazetteer.grid import around, ranges
from gazetteer.place import FeatureClass
from gazetteer.rows import COLUMNS, place_of
from gazetteer.search import Names, Wanted, search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

    from gazetteer.documents.namesakes import Namesake
    from gazetteer.place import Candidate, Place, Resolution
    from gazetteer.spellings import Spellings

__all__ = ["Gazetteer", "default_path"]

_PLACES = f"SELECT {COLUMNS} FROM places p"
_CELLS = (
    f"SELECT {COLUMNS} FROM json_each(:ranges) r "
    "CROSS JOIN places p ON p.cell BETWEEN r.value ->> 0 AND r.value ->> 1"
)
_MANY_CELLS = 20_000  # of 259,200: from here on reading in order of importance is faster
_BETWEEN = " WHERE p.lat BETWEEN :south AND :north"
_WITHIN = " AND p.lon BETWEEN :west AND :east"
_ACROSS = " AND (p.lon >= :west OR p.lon <= :east)"
_OF_CLASS = " AND p.feature_class = :feature_class"
_BY_PEOPLE = " AND coalesce(p.population, 0) >= :people ORDER BY p.number LIMIT :bound"
_NUMBERS = "SELECT place FROM names WHERE folded = ?"
_NAMESAKE = (
    "p.id, p.country, p.admin1_code, p.feature_class, p.feature_code, p.lon, p.lat, "
    "coalesce(p.population, 0)"
)
_NAMESAKES = {
    "name": f"SELECT n.place, n.name, n.alternate, {_NAMESAKE} FROM names n JOIN places p "
    "ON p.number = n.place WHERE n.folded = ? ORDER BY n.alternate, n.place LIMIT ?",
    "skeleton": f"SELECT n.place, n.name, 0, {_NAMESAKE} FROM variants n JOIN places p "
    "ON p.number = n.place WHERE n.skeleton = ? ORDER BY n.place LIMIT ?",
    "id": f"SELECT p.number, p.name, 0, {_NAMESAKE} FROM places p WHERE p.id = ? LIMIT ?",
}
_NAMES_OF = """
SELECT n.language, n.name FROM places p JOIN names n ON n.place = p.number WHERE p.id = ?
ORDER BY n.name <> p.name, n.alternate, n.language IS NULL, n.name
"""
# The best place of each name: in the order of `names`, main names before alternates.
_KNOWN = """
WITH known AS (
    SELECT r.value AS name, count(*) AS places, min(n.alternate) AS alternate,
        min(n.alternate << 40 | n.place) & 0xFFFFFFFFFF AS best
    FROM json_each(?) r CROSS JOIN names n ON n.folded = r.value GROUP BY r.key
)
SELECT k.name, k.places, k.alternate, k.best, p.feature_class
FROM known k CROSS JOIN places p ON p.number = k.best
"""
_META = "SELECT value FROM meta WHERE key = ?"
# The file is not mapped: what a map has once shown stays in memory, in the end all of it.
_CACHE_KB = 10_000
_HALF_EARTH_M = 20_100_000.0
_FIRST_LOOK_M = 10_000.0
_SPHERE = 0.99  # the box is drawn on a sphere, which is up to 0.6 % off


def default_path() -> Path:
    """Where the index lies unless told otherwise.

    Returns
    -------
    Path
        In the folder that INCIDENTMAP_CACHE names, else in the user's cache folder.
    """
    folder = os.environ.get("INCIDENTMAP_CACHE")
    if not folder:
        import platformdirs  # noqa: PLC0415 - not needed where the folder is named

        folder = platformdirs.user_cache_dir("incidentmap")
    return Path(folder) / f"gazetteer-{index_key()}.index"


class Gazetteer:
    """Names in, places out.

    Use `Gazetteer.open`, as a context manager or with `close`. An instance belongs to the thread
    that opened it.

    Parameters
    ----------
    db
        Connection to the SQLite file of an index.
    folder
        The folder of the index.
    """

    def __init__(self, db: sqlite3.Connection, folder: Path) -> None:
        self._db = db
        self._folder = folder
        self._spellings: Spellings | None = None

    @classmethod
    def open(
        cls, path: Path | None = None, *, progress: Callable[[int, int, str], None] | None = None
    ) -> Self:
        """Open the index, and build it first where that is needed.

        Parameters
        ----------
        path
            The folder of the index; None for `default_path`. A missing or outdated index is built
            there; where another process is building it, this waits.
        progress
            Called while building, with steps done, steps in all and what is being done.

        Returns
        -------
        Gazetteer
            Ready to search.

        Raises
        ------
        IndexFileError
            If the path holds something that is no index, or cannot be written.
        DataError
            If a source does not read as it should.
        """
        ours = path is None
        path = path or default_path()
        db = _connect(path, ours=ours)
        if db is None:
            with _building(path, progress):
                db = _connect(path, ours=ours)
                if db is None:
                    build(path, progress=progress)
                    db = _connect(path, ours=ours)
        if db is None:
            msg = "the index was built but does not open; delete the folder and try again"
            raise IndexFileError(msg, path=path)
        return cls(db, path)

    @property
    def folder(self) -> Path:
        """The folder of the index; `Gazetteer.open` takes it in another process."""
        return self._folder

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()

    def __len__(self) -> int:
        """Count the places."""
        (count,) = self._db.execute("SELECT count(*) FROM places p").fetchone()
        return int(count)

    def get(self, place_id: str) -> Place:
        """Look a place up by its id.

        Parameters
        ----------
        place_id
            An id such as 'geonames:98182'.

        Returns
        -------
        Place
            The place.

        Raises
        ------
        UnknownPlaceError
            If no place has the id.
        """
        row = self._db.execute(f"{_PLACES} WHERE p.id = ?", (place_id,)).fetchone()
        if row is None:
            raise UnknownPlaceError(place_id)
        return place_of(row)

    def names(self, place_id: str) -> tuple[tuple[str | None, str], ...]:
        """All names of a place.

        Parameters
        ----------
        place_id
            An id such as 'geonames:98182'.

        Returns
        -------
        tuple
            ISO 639 code of the language, None where no source says, and name; names as good as
            the main one first.

        Raises
        ------
        UnknownPlaceError
            If no place has the id.
        """
        rows = self._db.execute(_NAMES_OF, (place_id,)).fetchall()
        if not rows:
            raise UnknownPlaceError(place_id)
        return tuple(dict.fromkeys(rows))

    def numbers(self, folded: str) -> tuple[int, ...]:
        """Look up a folded name and nothing else, in microseconds.

        Parameters
        ----------
        folded
            A name that `gazetteer.names.fold` has folded.

        Returns
        -------
        tuple
            Numbers of the places of that name, those of which it is a main name first, then the
            most important first. `place` takes a number; it holds for this index only.
        """
        return tuple(number for (number,) in self._db.execute(_NUMBERS, (folded,)))

    def namesakes(
        self, key: str, *, by: Literal["name", "skeleton", "id"] = "name", limit: int = 100
    ) -> list[Namesake]:
        """Look up what tells the places of a name apart, without making a `Place` of each.

        Parameters
        ----------
        key
            A name that `gazetteer.names.fold` has folded, what `skeleton` has made of one, or an
            id.
        by
            Which of these it is.
        limit
            How many rows at most; a place has one for each spelling.

        Returns
        -------
        list
            Places of which it is a main name first, then the most important first.
        """
        from gazetteer.documents.namesakes import Namesake  # noqa: PLC0415 - only for whole documents

        return [Namesake(*row) for row in self._db.execute(_NAMESAKES[by], (key, limit))]

    def known(self, folded: Iterable[str]) -> dict[str, tuple[int, bool, int, str]]:
        """Look up which of many folded names there are, at once.

        Parameters
        ----------
        folded
            Names that `gazetteer.names.fold` has folded.

        Returns
        -------
        dict
            For each name that there is: how many entries bear it, whether it is a main name of
            one, number of the best of them and its feature class.
        """
        rows = self._db.execute(_KNOWN, (json.dumps(list(folded)),))
        return {
            name: (places, not alternate, best, kind)
            for name, places, alternate, best, kind in rows
        }

    def place(self, number: int) -> Place:
        """Look a place up by its number.

        Parameters
        ----------
        number
            As `numbers` gives it.

        Returns
        -------
        Place
            The place.

        Raises
        ------
        UnknownPlaceError
            If no place has the number.
        """
        row = self._db.execute(f"{_PLACES} WHERE p.number = ?", (number,)).fetchone()
        if row is None:
            raise UnknownPlaceError(str(number))
        return place_of(row)

    def search(  # noqa: PLR0913 - each narrows the search in its own way
        self,
        text: str,
        *,
        country: str | None = None,
        admin1: str | None = None,
        feature_class: FeatureClass | None = None,
        near: tuple[float, float] | None = None,
        bbox: tuple[float, float, float, float] | None = None,
        min_population: int = 0,
        limit: int = 10,
        prefix: bool = True,
        fuzzy: bool = True,
    ) -> list[Candidate]:
        """Find the places that a name may mean.

        Parameters
        ----------
        text
            A name, in any script, without anything around it.
        country
            ISO 3166-1 alpha-2 to stay in.
        admin1
            GeoNames code or name of a first-order division to stay in.
        feature_class
            The kind of place wanted.
        near
            Longitude and latitude; of places whose names match equally well the nearer come
            first, instead of the more populous.
        bbox
            West, south, east, north in degrees to stay in; across the antimeridian where west is
            greater than east.
        min_population
            How many people a place must have.
        limit
            How many candidates at most.
        prefix
            Whether names that begin so fill up to the limit.
        fuzzy
            Whether names with a slip or two fill up to the limit.

        Returns
        -------
        list
            Best first: exact, folded, variant, prefix, fuzzy; empty where nothing comes close.
        """
        wanted = Wanted(
            country=country.upper() if country else None,
            admin1=admin1,
            feature_class=feature_class,
            near=near,
            bbox=bbox,
            min_population=min_population,
        )
        names = Names(self._db, self._loosely)
        return search(names, text, wanted, limit=limit, prefix=prefix, fuzzy=fuzzy)

    def _loosely(self) -> Spellings:
        """The spellings, mapped when first needed."""
        if self._spellings is None:
            from gazetteer.spellings import Spellings  # noqa: PLC0415 - numpy is slow to import

            meta = dict(self._db.execute("SELECT key, value FROM meta"))
            folder = self._folder / meta["spellings"]
            if not folder.is_dir():
                msg = "the index was replaced while it was open; open it again"
                raise IndexFileError(msg, path=self._folder)
            self._spellings = Spellings(folder, json.loads(meta["countries"]))
        return self._spellings

    def resolve(
        self,
        text: str,
        *,
        country: str | None = None,
        within: Iterable[str] = (),
        fall_back: bool = False,
    ) -> Resolution:
        """Choose the place that a text means, or say why none can be chosen.

        Parameters
        ----------
        text
            A name, alone or with what narrows it: 'Saravan, Iran', 'Panjgur district'.
        country
            ISO 3166-1 alpha-2 to stay in.
        within
            Names of areas that the place is said to lie in, in any order, as data rows have them
            ('Idlib governorate', 'Ariha district'). One that is not known is passed over.
        fall_back
            Whether a place that is not known is put at the narrowest known area that holds it.

        Returns
        -------
        Resolution
            With a place only where one stands out; see `gazetteer.resolve` for the rule.
        """
        from gazetteer.resolve import resolve  # noqa: PLC0415 - it needs this class

        return resolve(self, text, country=country, within=within, fall_back=fall_back)

    def nearest(
        self,
        lon: float,
        lat: float,
        *,
        limit: int = 1,
        feature_class: FeatureClass = FeatureClass.SETTLEMENT,
    ) -> list[tuple[Place, float]]:
        """Find the places nearest to a point.

        Parameters
        ----------
        lon, lat
            Degrees, EPSG:4326.
        limit
            How many at most.
        feature_class
            The kind of place.

        Returns
        -------
        list
            Places with their geodesic distance on WGS 84 in metres, the nearest first.
        """
        radius_m = _FIRST_LOOK_M
        while True:
            places = self._box(around(lon, lat, radius_m), feature_class)
            distances = _distances_m(lon, lat, places)
            found = sorted(zip(places, distances, strict=True), key=itemgetter(1))[:limit]
            sure = len(found) == limit and found[-1][1] <= radius_m * _SPHERE
            if sure or radius_m > _HALF_EARTH_M:
                return found
            radius_m *= 3

    def within(  # noqa: PLR0913 - a box has four sides
        self,
        west: float,
        south: float,
        east: float,
        north: float,
        *,
        min_population: int = 0,
        limit: int = 100,
        feature_class: FeatureClass = FeatureClass.SETTLEMENT,
    ) -> list[Place]:
        """Find the places in a box.

        Parameters
        ----------
        west, south, east, north
            Degrees, EPSG:4326. A box whose west lies east of its east crosses the antimeridian.
        min_population
            How many people a place must have.
        limit
            How many places at most.
        feature_class
            The kind of place.

        Returns
        -------
        list
            The most populous first.
        """
        box = west, south, east, north
        return self._box(box, feature_class, people=min_population, limit=limit)

    def _box(
        self,
        box: tuple[float, float, float, float],
        feature_class: FeatureClass,
        *,
        people: int = 0,
        limit: int = -1,
    ) -> list[Place]:
        """Fetch the places in a box, the most important first; a limit below 0 is none."""
        west, south, east, north = box
        cells = list(ranges(*box))
        many = sum(last - first + 1 for first, last in cells) > _MANY_CELLS
        sql = (
            (_PLACES if many else _CELLS)
            + _BETWEEN
            + (_ACROSS if west > east else _WITHIN)
            + _OF_CLASS
            + _BY_PEOPLE
        )
        values = {
            "ranges": json.dumps(cells),
            "west": west,
            "south": south,
            "east": east,
            "north": north,
            "feature_class": feature_class.value,
            "people": people,
            "bound": limit,
        }
        return [place_of(row) for row in self._db.execute(sql, values)]


def _distances_m(lon: float, lat: float, places: Sequence[Place]) -> list[float]:
    """Geodesic distance to each place."""
    if not places:
        return []
    from pyproj import Geod  # noqa: PLC0415 - slow to import, and only this needs it

    count = len(places)
    lons, lats = [place.lon for place in places], [place.lat for place in places]
    return list(Geod(ellps="WGS84").inv([lon] * count, [lat] * count, lons, lats)[2])


@contextmanager
def _building(path: Path, progress: Callable[[int, int, str], None] | None) -> Iterator[None]:
    """Keep other processes from building the same index; the system ends it with the process."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only to build

    lock = FileLock(path.with_name(f"{path.name}.lock"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if progress:
                progress(0, 1, "waiting for the index that another process is building")
            lock.acquire()
    except OSError as error:
        msg = f"the index cannot be written ({error}); free space there or name another folder"
        raise IndexFileError(msg, path=path) from error
    try:
        yield
    finally:
        lock.release()


def _connect(path: Path, *, ours: bool) -> sqlite3.Connection | None:
    """Open an index; None where it has to be built."""
    if not path.exists():
        return None
    db, key = None, None
    # A file that is missing or no database fails with the first, one without a key with the second.
    with suppress(sqlite3.DatabaseError, TypeError):
        uri = f"{(path / PLACES).resolve().as_uri()}?mode=ro&immutable=1"
        db = sqlite3.connect(uri, uri=True)
        (application,) = db.execute("PRAGMA application_id").fetchone()
        if application == APPLICATION_ID:
            (key,) = db.execute(_META, ("key",)).fetchone()
    if db and key == index_key() and any(path.glob(SPELLINGS)):
        db.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        return db
    if db:
        db.close()
    if ours or key or (path.is_dir() and not any(path.iterdir())):
        return None
    msg = "it is there and is no gazetteer; name another path, or delete it to build one"
    raise IndexFileError(msg, path=path)
