"""A store as the scene of a map: incident by incident for some thousands, as columns above that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.account import RANGE, Rule
from geo.plain import rule_text
from maps.flat import scene_of_tables
from maps.place_names import place_labels
from maps.scene import ATTRIBUTION, build_scene
from maps.stock_columns import crossed_borders, incident_table
from maps.stock_tables import tables_in_order
from maps.view import ground_bounds

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gazetteer.index import Gazetteer
    from geo.store import Query, Store
    from maps.layers import Scene

__all__ = ["MOST_IN_FULL", "MOST_WITH_CLAIMS", "store_scene"]

MOST_IN_FULL: Final = 5_000
"""Up to so many incidents a map shows everything, other rules and arcs among it."""
MOST_WITH_CLAIMS: Final = 200_000
"""Up to so many it carries what is claimed, by whom and where."""

_WITHOUT_CLAIMS: Final = (
    "Too many incidents to carry what is claimed of each: `incidentmap list` finds one, "
    "`incidentmap show ID` tells its claims"
)


def store_scene(  # noqa: PLR0913 (what a map may want)
    store: Store,
    query: Query,
    *,
    title: str,
    made: datetime,
    rule: Rule = RANGE,
    gazetteer: Gazetteer | None = None,
    on_progress: Callable[[int, int, str], None] | None = None,
    in_full: bool = False,
) -> Scene:
    """Everything that a map of a store shows, apart from the basemap.

    Parameters
    ----------
    store
        The store.
    query
        Which of its incidents.
    title
        Title of the map.
    made
        When the map is made, in UTC.
    rule
        How claims add up; named on the map. The store knows what they add up to under the default
        rule alone, so that under another each incident is added up, however many there are.
    gazetteer
        Where names of towns come from; none are shown without it.
    on_progress
        Told what is done, of how much (0 where nobody knows), and what it is.
    in_full
        Whether to make a mark of each incident, however many there are, as a picture needs it.

    Returns
    -------
    Scene
        Plain values in lon lat, EPSG:4326.
    """
    count = store.count(query)
    if in_full or rule != RANGE or count <= MOST_IN_FULL:
        if on_progress:
            on_progress(0, 0, "reading incidents")
        return build_scene(
            store.read(query), title=title, made=made, rule=rule, gazetteer=gazetteer
        )
    claimed = count <= MOST_WITH_CLAIMS
    columns = store.columns(query, claimed=claimed, on_progress=on_progress)
    if on_progress:
        on_progress(0, 0, "putting incidents in order")
    table, shapes = incident_table(columns, claimed=claimed)
    scene = scene_of_tables(
        tables_in_order(table, shapes, columns),
        title=title,
        made=made,
        rule=str(rule),
        rule_text=rule_text(rule),
        attribution=ATTRIBUTION if claimed else (*ATTRIBUTION, _WITHOUT_CLAIMS),
    )
    scene = replace(scene, border_pairs=crossed_borders(columns))
    ground = ground_bounds(scene)
    if gazetteer is None or ground is None:
        return scene
    return replace(scene, labels=place_labels(gazetteer, ground, scene.countries))
