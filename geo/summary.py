"""What an incident adds up to as flat values: the columns of the store's layer and of exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.incident import Field
from geo.situation import situate

if TYPE_CHECKING:
    from geo.account import Account

__all__ = ["summary"]


def summary(account: Account) -> dict[str, Any]:
    """An incident under a rule, one plain value a name.

    Parameters
    ----------
    account
        The incident.

    Returns
    -------
    dict
        Text, numbers and None, always the same names in the same order; distances in metres,
        countries as ISO 3166-1 alpha-2 codes, `date` as EDTF.
    """
    when, where, situation = account.when, account.where, situate(account)
    values: dict[str, Any] = {
        "date": when.edtf if when else None,
        "place": (where.name or where.mention) if where else None,
        "mention": where.mention if where else None,
        "place_id": where.place_id if where else None,
        "country": situation.country if situation else (where.country if where else None),
        "admin1": where.admin1 if where else None,
        "precision": where.precision if where else None,
        "radius_m": where.radius_m if where else None,
    }
    for name, count in (("killed", account.killed), ("injured", account.injured)):
        values[name] = str(count) if count else None
        values[f"{name}_low"] = count.low if count else None
        values[f"{name}_high"] = count.high if count else None
        values[f"{name}_best"] = count.best if count else None
    for about in (Field.PERPETRATOR, Field.TARGET, Field.WEAPON):
        values[about.value] = account.text_of(about)
    return values | {
        "sources": account.independent_sources,
        "differing": ", ".join(account.differing) or None,
        "border": situation.border if situation else None,
        "border_distance_m": _whole_m(situation.distance_m) if situation else None,
        "depth_m": _whole_m(situation.depth_m) if situation else None,
        "cross_border": situation.cross_border if situation else None,
        "rule": str(account.rule),
    }


def _whole_m(metres: float | None) -> float | None:
    """A distance without digits that no border line is exact enough for."""
    return None if metres is None else float(round(metres))
