"""Marks of incidents that are columns: each is made when somebody asks for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, overload

import numpy as np

from geo.kinds import KINDS, Family, Kind
from geo.plain import FIELDS, date_text
from geo.when import When
from maps.layers import Mark
from maps.table import Numbers, Texts, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from maps.layers import Geometry
    from maps.table import Table

__all__ = ["FlatMarks"]

_EXACT: Final = {"site", "settlement"}
_METRES_PER_DEGREE: Final = 111_195.0
_EPOCH: Final = date(1970, 1, 1)
_PLAIN: Final = (
    *("origin", "country", "lon", "lat", "mention", "precision", "precision_label", "radius_m"),
    *("killed_low", "killed_high", "injured_low", "injured_high"),
    *("perpetrator", "target", "weapon", "border"),
)


class FlatMarks(Sequence[Mark]):
    """Incidents of tables as marks, without their claims and links.

    Parameters
    ----------
    tables
        As a scene has them.
    """

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._table = tables["incidents"]
        self._shapes = tables.get("shapes")
        shown_otherwise = tables["views"].rows if "views" in tables else 0
        self._count = self._table.rows - shown_otherwise

    def __len__(self) -> int:
        """How many incidents there are."""
        return self._count

    @overload
    def __getitem__(self, row: int) -> Mark: ...

    @overload
    def __getitem__(self, row: slice) -> Sequence[Mark]: ...

    def __getitem__(self, row: int | slice) -> Mark | Sequence[Mark]:
        """The mark of a row, or those of some."""
        rows = range(self._count)[row]
        return self._mark(rows) if isinstance(rows, int) else [self._mark(one) for one in rows]

    def bounds(self) -> tuple[float, float, float, float] | None:
        """Box about all marks and their areas.

        Returns
        -------
        tuple of float or None
            West, south, east, north in degrees; None where none is located.
        """
        boxes = self.boxes(tuple(Family))
        if not len(boxes):
            return None
        west, south = boxes[:, :2].min(axis=0).tolist()
        east, north = boxes[:, 2:].max(axis=0).tolist()
        return west, south, east, north

    def boxes(self, families: Iterable[str]) -> NDArray[np.float64]:
        """Boxes about the marks of some families and their areas.

        Parameters
        ----------
        families
            Groups of kinds.

        Returns
        -------
        NDArray of float
            West, south, east, north in degrees; each box at least once.
        """
        kind = self._words("kind")
        wanted = [KINDS[Kind(value)].family in set(families) for value in kind.values]
        chosen = np.array([*wanted, False])[kind.codes[: self._count]]
        lon, lat = self._numbers("lon"), self._numbers("lat")
        rows = np.flatnonzero(chosen & lon.present[: self._count])
        told = np.stack((lon.values[rows], lat.values[rows], self._reach(rows)))
        fresh = (np.diff(told, prepend=np.inf) != 0).any(axis=0)  # neighbours share many points
        x, y, reach = told[0, fresh] / lon.per_unit, told[1, fresh] / lat.per_unit, told[2, fresh]
        high = reach / _METRES_PER_DEGREE
        wide = high / np.maximum(np.cos(np.radians(y)), 0.01)
        return np.column_stack((x - wide, y - high, x + wide, y + high))

    def _reach(self, rows: NDArray[Any]) -> NDArray[np.float64]:
        """Metres about the points of some rows; 0 where the place is exact."""
        radius, precision = (self._table.columns.get(name) for name in ("radius_m", "precision"))
        if not isinstance(radius, Numbers):
            return np.zeros(len(rows))
        reach: NDArray[np.float64] = np.where(radius.present, radius.values / radius.per_unit, 0)[
            rows
        ]
        if isinstance(precision, Words):
            exact = np.array([*(value in _EXACT for value in precision.values), False])
            reach[exact[precision.codes[rows]]] = 0
        return reach

    def _numbers(self, name: str) -> Numbers:
        column = self._table.columns[name]
        assert isinstance(column, Numbers)  # noqa: S101 (so the tables are made)
        return column

    def _words(self, name: str) -> Words:
        column = self._table.columns[name]
        assert isinstance(column, Words)  # noqa: S101 (so the tables are made)
        return column

    def _value(self, name: str, row: int) -> Any:  # noqa: ANN401 (text or number)
        """The value of a column in a row; None where it has none, or there is no such column."""
        column = self._table.columns.get(name)
        if column is None:
            return None
        if isinstance(column, Numbers):
            if column.known is not None and not column.known[row]:
                return None
            number = int(column.values[row])
            return number / column.per_unit if column.per_unit > 1 else number
        if isinstance(column, Words):
            code = int(column.codes[row])
            return None if code < 0 else column.values[code]
        return column.values[row] or None

    def _mark(self, row: int) -> Mark:
        def value(name: str) -> Any:  # noqa: ANN401 (text or number)
            return self._value(name, row)

        facts = KINDS[Kind(value("kind"))]
        place = value("place")
        located = value("lon") is not None
        return Mark(
            id=value("id") or str(row),
            title=value("title") or ", ".join(filter(None, (facts.label, place))),
            kind=value("kind"),
            kind_label=facts.label,
            family=facts.family,
            status=value("status") or "active",
            direction=value("direction") or "Origin not claimed",
            place=place or ("place not named" if located else "place not known"),
            exact=value("precision") in _EXACT,
            shape=self._shape(value("shape")),
            killed=self._toll("killed", row),
            injured=self._toll("injured", row),
            sources=value("sources") or 0,
            differing=_fields(value("differing") or 0),
            claims=(),
            links=(),
            **{name: value(name) for name in _PLAIN},
            **_dates(value("first"), value("lasts"), single="lasts" not in self._table.columns)
            | {name: text for name in ("date", "date_label") if (text := value(name))},
        )

    def _shape(self, place: int | None) -> Geometry | None:
        if place is None or self._shapes is None:
            return None
        column = self._shapes.columns["geojson"]
        assert isinstance(column, Texts)  # noqa: S101 (so the tables are made)
        shape: Geometry = json.loads(column.values[place] or "null")
        return shape

    def _toll(self, name: str, row: int) -> str | None:
        """How many are claimed, as text."""
        text = self._value(name, row)
        low, high = (self._value(f"{name}_{end}", row) for end in ("low", "high"))
        if text is not None or low is None:
            return text if text is None else str(text)
        if high is None:
            return f"{low}+"
        return str(low) if low == high else f"{low}-{high}"


def _fields(bits: int) -> tuple[str, ...]:
    return tuple(label for place, label in enumerate(FIELDS.values()) if bits >> place & 1)


def _dates(first: int | None, lasts: int | None, *, single: bool) -> dict[str, Any]:
    """Dates of a mark from its first day and how many days later it ends."""
    if first is None:
        return {"date": None, "date_label": date_text(None), "start": None, "end": None}
    start = _EPOCH + timedelta(days=first)
    end = start if single else None if lasts is None else start + timedelta(days=lasts)
    edtf = f"{start}" if start == end else f"{start}/{end or '..'}"
    return {
        "date": edtf,
        "date_label": date_text(When.parse(edtf)),
        "start": f"{start}T00:00:00+00:00",
        "end": end and f"{end}T23:59:59+00:00",
    }
