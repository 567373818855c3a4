"""What must hold of the five reports of January 2024 when they are read together.

Each check looks at the JSON of the reading (`geo.reading.records`) alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geo.actors import country_of
from geo.distance import geodesic_m
from geo.kinds import ARMED, KINDS, Family, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["checks_of"]

Record = dict[str, Any]
NEAR_M: Final = 50_000.0
AT_M: Final = 30_000.0
_SARAVAN, _RASK, _KERMAN, _ERBIL = (62.33, 27.37), (61.4, 26.24), (57.08, 30.28), (44.01, 36.19)
_NOWHERE: Final = (
    ("Davos, Switzerland", "CH", None),
    ("Sterling, Georgia, the United States", "US", None),
    ("Georgia, the country", "GE", None),
    ("Oslo, Norway", "NO", None),
    ("The Hague, the Netherlands", "NL", None),
    ("Esfahan", "IR", (51.67, 32.65)),
    ("Najaf", "IQ", (44.34, 32.0)),
    ("Tehran", "IR", (51.42, 35.69)),
    ("Islamabad", "PK", (73.05, 33.72)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """An event that the reports tell more than once; `days` is what its date may lie within."""

    name: str
    country: str
    days: tuple[str, str]
    point: tuple[float, float] | None
    by: str | None = None


_EVENTS: Final = (
    _Event(
        name="Saravan",
        country="IR",
        days=("2024-01-17", "2024-01-18"),
        point=_SARAVAN,
        by="PK",
    ),
    _Event(
        name="Balochistan",
        country="PK",
        days=("2024-01-16", "2024-01-17"),
        point=None,
        by="IR",
    ),
    _Event(
        name="Erbil",
        country="IQ",
        days=("2024-01-15", "2024-01-16"),
        point=_ERBIL,
        by="IR",
    ),
    _Event(
        name="Rask",
        country="IR",
        days=("2023-12-01", "2023-12-31"),
        point=_RASK,
    ),
    _Event(
        name="Kerman",
        country="IR",
        days=("2024-01-03", "2024-01-03"),
        point=_KERMAN,
    ),
)
_STEPS: Final = (
    ("ambassador recalled", Kind.RECALL, "PK", ("2024-01-16", "2024-01-18")),
    ("ties restored", Kind.RESTORATION, "PK", ("2024-01-19", "2024-01-19")),
    ("ambassador summoned", Kind.SUMMONS, "NL", ("2024-01-19", "2024-01-19")),
)


def checks_of(record: Record) -> list[tuple[str, bool]]:
    """Each check with whether it holds."""
    checks: list[tuple[str, bool]] = []
    for event in _EVENTS:
        checks += _event_checks(event, record["incidents"])
    saravan = _told(_EVENTS[0], record["incidents"])
    for what, low, exact in (("nine", 9, False), ("at least twelve", 12, True)):
        held = any(_has_toll(one, low, open_end=exact) for one in saravan)
        checks.append((f"Saravan: a toll of {what}", held))
    for name, kind, country, days in _STEPS:
        steps = [one for one in record["incidents"] if one["kind"] == kind]
        here = [one for one in steps if _country(one) == country and _within(one, days)]
        checks.append((f"{name}: one {kind} in {country}", len(here) == 1))
    for name, country, point in _NOWHERE:
        here = [one for one in record["incidents"] if _lies_at(one, country, point)]
        checks.append((f"nothing but diplomacy: {name}", not any(map(_not_diplomacy, here))))
    return checks


def _event_checks(event: _Event, incidents: list[Record]) -> Iterator[tuple[str, bool]]:
    told = _told(event, incidents)
    name = event.name
    yield f"{name}: told of once in {event.country}", len(told) == 1
    if event.point:
        yield f"{name}: lies there", _all(told, lambda one: _is_near(one, event.point))
    yield (
        f"{name}: {' to '.join(dict.fromkeys(event.days))}",
        _all(told, lambda one: _within(one, event.days)),
    )
    if event.by:
        yield f"{name}: by {event.by}", _all(told, lambda one: _by(one) == event.by)


def _told(event: _Event, incidents: list[Record]) -> list[Record]:
    """The violent incidents that may be this event: about that time in the country, or near."""
    return [
        one
        for one in incidents
        if _country(one) == event.country
        and KINDS[Kind(one["kind"])].family in ARMED
        and (_meets(one, event.days) or _is_near(one, event.point))
    ]


def _all(told: list[Record], holds: Callable[[Record], bool]) -> bool:
    return bool(told) and all(map(holds, told))


def _country(one: Record) -> str | None:
    return one["where"]["country"] if one["where"] else None


def _is_near(one: Record, point: tuple[float, float] | None) -> bool:
    return point is not None and _distance_m(one, point) <= NEAR_M


def _distance_m(one: Record, point: tuple[float, float]) -> float:
    where = one["where"]
    if not where or where["lon"] is None:
        return float("inf")
    return geodesic_m((where["lon"], where["lat"]), point)


def _days(one: Record) -> tuple[str, str]:
    """First and last day, as ISO text; an open end reaches as far as can be."""
    date = one["date"] or {"start": None, "end": None}
    return (date["start"] or "0001")[:10], (date["end"] or "9999")[:10]


def _within(one: Record, days: tuple[str, str]) -> bool:
    first, last = _days(one)
    return days[0] <= first and last <= days[1]


def _meets(one: Record, days: tuple[str, str]) -> bool:
    if one["date"] is None:
        return False
    first, last = _days(one)
    return first <= days[1] and days[0] <= last


def _by(one: Record) -> str | None:
    named = one["perpetrator"]
    code: str | None = one["origin_country"]
    return code or (country_of(named) if named else None)


def _has_toll(one: Record, low: int, *, open_end: bool) -> bool:
    """Whether that many are said to be dead, or dead or hurt; with an open end, or without."""
    return any(
        count["effect"] in {"killed", "casualties"}
        and count["low"] == low
        and (not open_end or count["high"] is None)
        for count in one["counts"]
    )


def _lies_at(one: Record, country: str, point: tuple[float, float] | None) -> bool:
    if _country(one) != country:
        return False
    coarse = one["where"]["precision"] in {"area", "country", "water"}
    return point is None or (not coarse and _distance_m(one, point) <= AT_M)


def _not_diplomacy(one: Record) -> bool:
    return KINDS[Kind(one["kind"])].family is not Family.DIPLOMACY
