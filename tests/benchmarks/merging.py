"""`python -m tests.benchmarks.merging`: pairs proposed among 100,000 incidents, and how fast.

The incidents are made up: ten years, towns of unequal size in 30 countries, nine in ten known to
the town, some to the province or country only, some without a place or a date. Some are told
again, as another report would: a day off, a near kind, another toll, a vaguer place. Counted are
the retold pairs that are found and the proposals that are not retold pairs. Beside it, over the
same incidents: comparing all with all (the seconds for a sample, times the number of pairs), and
comparing all of one country and day or the next, the usual rule of thumb.
"""

from __future__ import annotations

import random
import sys
import time
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product
from typing import TYPE_CHECKING

from gazetteer.place import Precision
from geo.count import Count
from geo.dossier import Dossier
from geo.incident import Field, Incident
from geo.kinds import Kind
from geo.merge.likeness import likeness_of
from geo.merge.proposals import LEAST, Matcher, propose
from geo.merge.traits import traits_of
from geo.when import When
from geo.where import Where
from tests.builders import SOURCES, claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.incident import Claim
    from geo.merge.traits import Traits

_EVENTS = 96_000
_RETOLD = 4_000
_DAYS = 3_650
_TOWNS = 3_000
_SAMPLE = 20_000
_COUNTRIES = (
    "IR PK IQ SY AF IL TR CN US NL UA RU SD TD ML BF NG SO KE ET ER MM BD IN CO VE YE SA LB JO"
)
_STRIKES = (Kind.AIRSTRIKE, Kind.DRONE_STRIKE, Kind.MISSILE_STRIKE, Kind.SHELLING)
_KINDS = (*_STRIKES, Kind.BOMBING, Kind.ARMED_CLASH, Kind.ATTACK, Kind.PEACEFUL_PROTEST)
_WHO = ("Iran", "Pakistan", "Israel", "Turkish forces", "Taliban", "Islamic State", "gunmen", None)


def main() -> int:
    """Print a table."""
    dossiers, retold = made(random.Random(7))  # noqa: S311 (the same each time)
    out = sys.stdout.write
    began = time.perf_counter()
    found = {frozenset((p.keep, p.other)) for p in propose(dossiers, SOURCES)}
    spent = time.perf_counter() - began
    out(f"{len(dossiers):,} incidents, {len(retold):,} of them told twice\n")
    row = "{:36}{:>18}{:>12}{:>10}{:>10}\n"
    out(row.format("", "pairs compared", "seconds", "found", "wrong"))
    compared = sum(1 for _ in Matcher(dossiers, SOURCES).pairs())
    shown = [f"{compared:,}", f"{spent:.1f}", f"{len(found & retold):,}"]
    out(row.format("ours", *shown, f"{len(found - retold):,}"))
    every = [traits_of(dossier, SOURCES) for dossier in dossiers]
    out(row.format(*_by_country_and_day(every, retold)))
    out(row.format(*_all_with_all(every)))
    return 0


def made(dice: random.Random) -> tuple[list[Dossier], set[frozenset[str]]]:
    """Incidents, and the pairs of them that are one event."""
    towns = [_town(number, dice) for number in range(_TOWNS)]
    sizes = [1 / (rank + 5) for rank in range(_TOWNS)]
    events = [
        _event(number, where, dice)
        for number, where in enumerate(dice.choices(towns, sizes, k=_EVENTS))
    ]
    told_twice = dice.sample(events, _RETOLD)
    again = [_retold(event, dice) for event in told_twice]
    pairs = {
        frozenset((a.incident.id, b.incident.id)) for a, b in zip(told_twice, again, strict=True)
    }
    return events + again, pairs


def _town(number: int, dice: random.Random) -> Where:
    countries = _COUNTRIES.split()
    country = number % len(countries)
    return Where(
        mention=f"Town {number}",
        place_id=f"test:{number}",
        name=f"Town {number}",
        country=countries[country],
        admin1=f"Province {dice.randrange(12)}",
        lon=country * 10 - 150 + dice.random() * 8,
        lat=dice.random() * 8 + 25,
        precision=Precision.SETTLEMENT,
        radius_m=5_000,
    )


def _event(number: int, where: Where, dice: random.Random) -> Dossier:
    ident = f"e{number}"
    day = (date(2015, 1, 1) + timedelta(days=dice.randrange(_DAYS))).isoformat()
    deaths = str(int(dice.paretovariate(0.8)) - 1)
    return _dossier(
        ident,
        dice.choice(_KINDS),
        None if dice.random() < 0.02 else day[:7] if dice.random() < 0.03 else day,
        None if dice.random() < 0.02 else _vaguer(where, dice) if dice.random() < 0.1 else where,
        None if dice.random() < 0.3 else deaths,
        dice.choice(_WHO),
    )


def _dossier(  # noqa: PLR0917 (what a report tells, in its order)
    ident: str,
    kind: Kind,
    day: str | None,
    where: Where | None,
    deaths: str | None,
    who: str | None,
    source: str = "paper",
) -> Dossier:
    said: list[Claim] = []
    for field, value in (
        (Field.DATE, day and When.parse(day)),
        (Field.LOCATION, where),
        (Field.KILLED, deaths and Count.parse(deaths)),
        (Field.PERPETRATOR, who),
    ):
        if value:
            told = claim(field, value, incident=ident, source=source)
            said.append(replace(told, citation=replace(told.citation, quote=None)))
    incident = Incident(
        id=ident,
        kind=kind,
        title=f"{kind} {ident}",
        target_country=where.country if where else None,
    )
    return Dossier(incident=incident, claims=tuple(said))


def _vaguer(where: Where, dice: random.Random) -> Where:
    if dice.random() < 0.5:
        return replace(where, place_id=None, precision=Precision.ADM1, radius_m=150_000)
    return replace(where, place_id=None, admin1=None, precision=Precision.COUNTRY, radius_m=400_000)


def _retold(event: Dossier, dice: random.Random) -> Dossier:
    """The same event as another report tells it."""
    ident = f"{event.incident.id}-again"
    values = {c.field: c for c in event.claims}
    when = values[Field.DATE].when if Field.DATE in values else None
    where = values[Field.LOCATION].where if Field.LOCATION in values else None
    day = when.edtf if when else None
    if when and when.exact_day and when.start and dice.random() < 0.2:
        day = (when.start.date() + timedelta(days=dice.choice((-1, 1)))).isoformat()
    if where and where.precision is Precision.SETTLEMENT and dice.random() < 0.15:
        where = _vaguer(where, dice)
    kind = event.incident.kind
    if kind in _STRIKES and dice.random() < 0.3:
        kind = dice.choice(_STRIKES)
    count = values[Field.KILLED].count if Field.KILLED in values else None
    deaths = None if dice.random() < 0.3 else str((count.low if count else 0) + dice.randrange(4))
    who = values[Field.PERPETRATOR].text if Field.PERPETRATOR in values else None
    return _dossier(
        ident, kind, day, where, deaths, who if dice.random() < 0.7 else None, source="other"
    )


def _by_country_and_day(every: list[Traits], retold: set[frozenset[str]]) -> list[str]:
    """The rule of thumb: one country, the same day or the next, and one family of kinds."""
    began = time.perf_counter()
    shelves: defaultdict[tuple[str, int], list[Traits]] = defaultdict(list)
    for traits in every:
        for where, days in product(traits.places[:1], traits.days[:1]):
            if where.country and days.length == 1:
                shelves[where.country, days.first].append(traits)
    compared, found = 0, set()
    for a, b in _neighbours(shelves):
        compared += 1
        if likeness_of(a, b).score >= LEAST:
            found.add(frozenset((a.id, b.id)))
    spent = time.perf_counter() - began
    shown = [
        f"{compared:,}",
        f"{spent:.1f}",
        f"{len(found & retold):,}",
        f"{len(found - retold):,}",
    ]
    return ["one country, a day apart at most", *shown]


def _neighbours(
    shelves: dict[tuple[str, int], list[Traits]],
) -> Iterator[tuple[Traits, Traits]]:
    for (country, day), here in list(shelves.items()):
        yield from combinations(here, 2)
        yield from product(here, shelves.get((country, day + 1), ()))


def _all_with_all(every: list[Traits]) -> list[str]:
    dice = random.Random(11)  # noqa: S311 (the same each time)
    sample = [dice.sample(every, 2) for _ in range(_SAMPLE)]
    began = time.perf_counter()
    for a, b in sample:
        likeness_of(a, b)
    each = (time.perf_counter() - began) / _SAMPLE
    pairs = len(every) * (len(every) - 1) // 2
    return ["all with all (from a sample)", f"{pairs:,}", f"{each * pairs:,.0f}", "", ""]


if __name__ == "__main__":
    raise SystemExit(main())
