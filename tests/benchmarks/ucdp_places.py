"""How many places of real events are found, and how many are put wrong.

Run with `python -m tests.benchmarks.ucdp_places [--index PATH] [--every] [FILE ...]`. It reads the
UCDP samples in ../shared/data/events (or the files named), takes the rows whose place is exact,
resolves the name with the country and the admin names of its row, and compares with the row's
coordinates. `--index` asks another index as well, such as one with more villages; `--every` lists
each place that was put wrong.

The groups: "five" are Iran, Pakistan, Iraq, Syria and Afghanistan, "villages" the rows among them
whose name says so, BD is Bangladesh. The columns: "found" is placed within 25 km and said to be a
place or near one, "+fallen" within 25 km in any way, "wrong" more than 25 km off and said to be a
place. A name on many rows counts as often as it stands there; the second table counts it once.
"""

from __future__ import annotations

import argparse
import csv
import re
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from gazetteer.grid import great_circle_m
from gazetteer.index import Gazetteer
from gazetteer.place import FeatureClass, Precision
from gazetteer.resolve import Resolver

EVENTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "events"
FIVE = frozenset({"IR", "PK", "IQ", "SY", "AF"})
GROUPS = ("five", "villages", "BD", "others")
VILLAGE = re.compile(r"\bvillage\b", re.IGNORECASE)
EXACT = 1
NEAR_M = 25_000.0
CLAIMS_A_PLACE = frozenset({Precision.SITE, Precision.NEAR, Precision.SETTLEMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The place of an event as its row has it."""

    name: str
    country: str
    within: tuple[str, ...]
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of it; distance in metres, None where it was not placed."""

    event: Event
    group: str
    known: bool
    why: str
    off_m: float | None
    claims: bool

    @property
    def is_village(self) -> bool:
        """Whether it is called a village, in one of the five countries."""
        return self.group == "five" and VILLAGE.search(self.event.name) is not None


def events(path: Path) -> list[Event]:
    """The exact rows of a file; a row of HXL tags has no number and is left out."""
    found = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            exact = re.fullmatch(rf"{EXACT}(?:\.0)?", row["where_prec"] or "")
            if exact and row["where_coordinates"].strip():
                found.append(
                    Event(
                        name=row["where_coordinates"],
                        country=row["country"],
                        within=tuple(filter(None, (row["adm_2"], row["adm_1"]))),
                        lon=float(row["longitude"]),
                        lat=float(row["latitude"]),
                    )
                )
    return found


def code_of(gazetteer: Gazetteer, country: str) -> str | None:
    """The alpha-2 code of a country as UCDP writes it: 'DR Congo (Zaire)', 'Macedonia, FYR'."""
    for name in (country, *re.split(r"[(),]", country)):
        found = gazetteer.search(name, feature_class=FeatureClass.COUNTRY, prefix=False)
        if found:
            return found[0].place.country
    return None


def answers(gazetteer: Gazetteer, asked: list[Event]) -> tuple[list[Answer], float]:
    """Resolve every event; also how many seconds it took."""
    start = time.perf_counter()
    resolver = Resolver(gazetteer)
    codes = {country: code_of(gazetteer, country) for country in {e.country for e in asked}}
    resolutions = [
        resolver.resolve(e.name, country=codes[e.country], within=e.within, fall_back=True)
        for e in asked
    ]
    seconds = time.perf_counter() - start
    found = []
    for event, resolution in zip(asked, resolutions, strict=True):
        place, code = resolution.place, codes[event.country]
        off_m = great_circle_m(event.lon, event.lat, place.lon, place.lat) if place else None
        group = "five" if code in FIVE else "BD" if code == "BD" else "others"
        found.append(
            Answer(
                event=event,
                group=group,
                known=_is_known(gazetteer, event),
                why=resolution.why,
                off_m=off_m,
                claims=resolution.precision in CLAIMS_A_PLACE,
            )
        )
    return found, seconds


def _is_known(gazetteer: Gazetteer, event: Event) -> bool:
    """Whether the gazetteer has anything at all within 2 km of the event."""
    return gazetteer.nearest(event.lon, event.lat)[0][1] <= 2_000.0


def table(found: list[Answer]) -> None:
    """Print a line for each group."""
    say(f"{'':8}{'rows':>6}{'found':>8}{'+fallen':>9}{'wrong':>8}{'unplaced':>10}{'median km':>11}")
    for group in GROUPS:
        part = [a for a in found if a.group == group or (group == "villages" and a.is_village)]
        if not part:
            continue
        near = [a for a in part if a.off_m is not None and a.off_m <= NEAR_M]
        wrong = [a for a in part if a.claims and a.off_m is not None and a.off_m > NEAR_M]
        errors = [a.off_m / 1000 for a in part if a.off_m is not None]
        say(
            f"{group:8}{len(part):6}"
            f"{_share([a for a in near if a.claims], part):>8}{_share(near, part):>9}"
            f"{_share(wrong, part):>8}{_share([a for a in part if a.off_m is None], part):>10}"
            f"{statistics.median(errors):11.1f}"
        )
        bare = [a for a in part if not a.claims and not a.known]
        say(f"{'':14}neither the name nor any place within 2 km is known: {_share(bare, part)}")


def _share(part: list[Answer], whole: list[Answer]) -> str:
    """Part of the whole in per cent."""
    return f"{100 * len(part) / len(whole):.1f} %"


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--index", type=Path, help="another index to ask as well")
    parser.add_argument("--every", action="store_true", help="list what was put wrong")
    options = parser.parse_args()
    asked = [
        event for path in options.files or sorted(EVENTS.glob("*.csv")) for event in events(path)
    ]
    for path in (None, *filter(None, [options.index])):
        with Gazetteer.open(path) as gazetteer:
            found, seconds = answers(gazetteer, asked)
            say(
                f"{path or 'default index'}: {len(gazetteer):,} places, "
                f"{len(asked) / seconds:,.0f} rows/s"
            )
        table(found)
        say("each name of a country once:")
        table(list({(a.event.country, a.event.name, a.event.within): a for a in found}.values()))
        for answer in found if options.every else ():
            if answer.claims and answer.off_m is not None and answer.off_m > NEAR_M:
                event = answer.event
                say(
                    f"  {event.name} | {' | '.join(event.within)} | {event.country}: "
                    f"{answer.off_m / 1000:.0f} km: {answer.why}"
                )


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
