"""One incident as it is drawn, under whichever rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazetteer.place import Precision
from geo.exchange.geojson import geometry_record
from geo.incident import Field
from geo.kinds import KINDS
from geo.plain import (
    FIELDS,
    border_sentence,
    date_text,
    direction_text,
    place_text,
    precision_text,
    shortened,
)
from geo.shapes import outline_of
from maps.layers import Mark

if TYPE_CHECKING:
    from geo.account import Account
    from geo.situation import Situation
    from geo.where import Where

__all__ = ["mark_of", "shape_of"]

_EXACT = {Precision.SITE, Precision.SETTLEMENT}
_SIMPLIFIED_DEG = 0.01


def mark_of(account: Account, situation: Situation | None) -> Mark:
    """An incident under a rule as it is drawn, without its claims and links.

    Parameters
    ----------
    account
        The incident.
    situation
        How it lies to the borders.

    Returns
    -------
    Mark
        Degrees in lon lat, EPSG:4326; unlocated where its place has no point.
    """
    incident, when, where = account.incident, account.when, account.where
    kind = KINDS[incident.kind]
    located = where if where and where.point else None
    country = situation.country if situation else None
    return Mark(
        id=incident.id,
        title=incident.title,
        kind=incident.kind,
        kind_label=kind.label,
        family=kind.family,
        status=incident.status,
        origin=incident.origin_country,
        country=country,
        direction=direction_text(incident, country),
        lon=located.lon if located else None,
        lat=located.lat if located else None,
        place=place_text(account),
        mention=where.mention if where else None,
        precision=located.precision if located else None,
        precision_label=_precision_label(located),
        radius_m=located.radius_m if located else None,
        exact=bool(located and located.precision in _EXACT),
        shape=shape_of(where),
        date=when.edtf if when else None,
        date_label=date_text(when),
        start=when.start.isoformat() if when and when.start else None,
        end=when.end.isoformat() if when and when.end else None,
        **_tolls(account),
        perpetrator=shortened(account.texts.get(Field.PERPETRATOR, ())),
        target=shortened(account.texts.get(Field.TARGET, ())),
        weapon=shortened(account.texts.get(Field.WEAPON, ())),
        border=border_sentence(incident, situation),
        sources=account.independent_sources,
        differing=tuple(FIELDS[about] for about in account.differing),
        claims=(),
        links=(),
    )


def _tolls(account: Account) -> dict[str, Any]:
    """Killed and injured as text, from the least to the most."""
    tolls: dict[str, Any] = {}
    for name, count in (("killed", account.killed), ("injured", account.injured)):
        tolls[name] = str(count) if count else None
        tolls[f"{name}_low"] = count.low if count else None
        tolls[f"{name}_high"] = count.high if count else None
    return tolls


def _precision_label(where: Where | None) -> str | None:
    if where is None or where.precision is None or where.radius_m is None:
        return None
    return precision_text(where.precision, where.radius_m)


def shape_of(where: Where | None) -> dict[str, Any] | None:
    """The outline of the area that an incident lies in, simplified to what a screen shows.

    Parameters
    ----------
    where
        Its location.

    Returns
    -------
    dict or None
        A GeoJSON geometry in lon lat, EPSG:4326; None where there is but a disc, or no point.
    """
    if where is None or where.point is None:
        return None
    area = outline_of(where)
    if area is None:
        return None
    return geometry_record(area if where.footprint else area.simplify(_SIMPLIFIED_DEG))
