"""Names that Airwars, and tables like its own, give their columns.

Each is a plain name, see `plain_column` in `cells`; the first that is filled counts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.count import Counted
from geo.incident import Field

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = [
    "ACCURACY",
    "ADMIN1",
    "CODE",
    "CONCEDED",
    "COUNTRY",
    "COUNTS",
    "DATE",
    "DATE_END",
    "GRADING",
    "KNOWN",
    "LINK",
    "NOTES",
    "NUMBERED",
    "PAIR",
    "PLACES",
    "STATUS",
    "SUSPECTED",
    "TARGET",
    "TYPE",
    "WEAPON",
    "are_airwars",
    "ends",
]

CODE: Final = (
    "unique_reference_code", "airwars_code", "incident_code", "airwars_unique_code", "code",
)  # fmt: skip
DATE: Final = ("incident_date", "date", "date_start", "start_date")
DATE_END: Final = ("incident_date_end", "date_end", "end_date")
LINK: Final = ("permalink", "url", "link", "airwars_url", "incident_url")
NOTES: Final = ("summary", "description", "notes", "incident_summary")
PLACES: Final = (
    "location_name", "location", "place", "region", "governorate", "country_name", "country",
)  # fmt: skip
ADMIN1: Final = ("governorate", "province", "region")
COUNTRY: Final = ("country_name", "country")
PAIR: Final = ("coordinates", "lat_lon", "latlng", "lat_long", "latitude_longitude")
ACCURACY: Final = (
    "geolocation_accuracy_slug", "geolocation_accuracy_name", "geolocation_accuracy",
    "location_accuracy", "accuracy",
)  # fmt: skip
TYPE: Final = ("strike_type_name", "strike_type", "type_of_strike")
WEAPON: Final = ("cause_of_death_injury_name", "cause_of_injury_death", "weapon", "munition")
TARGET: Final = (
    "targeted_belligerent_name", "suspected_target", "suspected_targets", "known_target",
    "known_targets", "declared_target",
)  # fmt: skip
GRADING: Final = (
    "civilian_harm_status_name", "civilian_harm_status", "airwars_civilian_harm_grading",
    "airwars_grading", "grading",
)  # fmt: skip
STATUS: Final = ("strike_status_name", "strike_status")
SUSPECTED: Final = (
    "suspected_belligerent", "suspected_belligerents", "suspected_attacker", "suspected_attackers",
    "belligerents_list", "belligerent_list", "belligerents", "belligerent",
)  # fmt: skip
KNOWN: Final = ("known_belligerent", "known_belligerents", "known_attacker", "known_attackers")
NUMBERED: Final = re.compile(r"belligerent_(\d+)_belligerent_name")
COUNTS: Final = (
    (Field.KILLED, Counted.CIVILIANS, (
        "civilian_non_combatants_killed", "civilians_reported_killed", "civilians_killed",
        "civilian_deaths", "civilian_fatalities",
    )),
    (Field.CASUALTIES, Counted.CIVILIANS, ("civilian_casualties", "civilians_harmed")),
    (Field.KILLED, Counted.CHILDREN, ("children_killed", "children_reported_killed")),
    (Field.KILLED, Counted.WOMEN, ("women_killed", "women_reported_killed")),
    (Field.KILLED, Counted.COMBATANTS, (
        "persons_directly_participating_in_hostilities_killed", "belligerents_killed",
        "militants_killed", "militants_reported_killed", "belligerents_reported_killed",
    )),
    (Field.INJURED, Counted.CIVILIANS, (
        "civilian_non_combatants_injured", "civilians_reported_injured", "civilians_injured",
        "civilian_injuries",
    )),
    (Field.INJURED, Counted.CHILDREN, ("children_injured",)),
    (Field.INJURED, Counted.WOMEN, ("women_injured",)),
)  # fmt: skip
CONCEDED: Final = (
    (Field.KILLED, "deaths_conceded"),
    (Field.INJURED, "injuries_conceded"),
)
_FORMS: Final = (
    ("{}_min", "{}_max"),
    ("min_{}", "max_{}"),
    ("minimum_{}", "maximum_{}"),
    ("{}_minimum", "{}_maximum"),
)
"""How columns for the least and the most of something are named after it."""

_HARM: Final = frozenset(
    name
    for _, of, stems in COUNTS
    if of is Counted.CIVILIANS
    for stem in stems
    for name in (stem, *(form.format(stem) for forms in _FORMS for form in forms))
)
_HINTS: Final = frozenset((*GRADING, *STATUS, *TYPE, *SUSPECTED, *KNOWN))


@lru_cache(maxsize=1024)
def ends(stem: str) -> tuple[tuple[str, str], ...]:
    """The columns that the least and the most of something may stand in.

    Parameters
    ----------
    stem
        What is counted, such as `civilians_killed`.

    Returns
    -------
    tuple
        Pairs of plain names.
    """
    return tuple((low.format(stem), high.format(stem)) for low, high in _FORMS)


def are_airwars(names: Collection[str]) -> bool:
    """Whether columns are those of Airwars, or like them.

    Parameters
    ----------
    names
        Plain names of the columns.

    Returns
    -------
    bool
        True where a code, harm to civilians, and a belligerent, a grading or a type of strike are
        there under names that Airwars uses.
    """
    hints = any(n in _HINTS or "conceded" in n or NUMBERED.fullmatch(n) for n in names)
    return hints and any(n in CODE for n in names) and any(n in _HARM for n in names)
