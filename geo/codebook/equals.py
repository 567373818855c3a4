"""What fields and columns are called elsewhere, and their units: a table kept by hand.

UCDP GED by the columns of version 23.1, ACLED by those of its 2023 codebook, PLOVER by the JSON
fields of its manual (its `source` is who acts, not where it was read). None where a vocabulary has
nothing of the kind; where an equal is not exact, brackets say how it differs. A column in which one
field stands as it is takes the field's row. A test holds that every field and column has a row, and
every row a field or column.
"""
# ruff: noqa: E501 - a table reads best one row a line

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["EQUALS", "VALUE_EQUALS", "Equals"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Equals:
    """What a field or column is elsewhere.

    Parameters
    ----------
    unit
        Unit of its own numbers; None for columns, which have theirs in `geo.exchange.columns`.
    ucdp
        Columns of UCDP GED.
    acled
        Columns of ACLED.
    plover
        Fields of a PLOVER record.
    columns
        Columns of an export in which the field stands; none for columns.
    """

    unit: str | None
    ucdp: str | None
    acled: str | None
    plover: str | None
    columns: tuple[str, ...]


_ONE_TOLL = "fatalities (one number for low, best and high; 0 may mean unknown)"
_DEATHS_ONLY = "(deaths only)"
_PRECISE_DAY = "event_date (with time_precision 2 some day of that week, with 3 of that month)"
_PARTIES_UCDP = "side_a, side_b (one-sided violence: side_a acts; else sides without an attacker)"
_PARTIES_ACLED = "actor1, actor2 (their order does not say who attacked)"
_ISO3 = "(ISO 3166-1 alpha-3)"
_STATE_CODE = "(states only, Gleditsch and Ward number)"

_ROWS: Final = (
    # key, unit, UCDP GED, ACLED, PLOVER, export columns
    ("Incident.id", None, "id (a number)", "event_id_cnty", "id", "id"),
    ("Incident.kind", None, "type_of_violence (who fights whom, not what was done)", "event_type, sub_event_type", "event, mode", "kind"),
    ("Incident.title", None, None, "notes (some sentences)", None, "title"),
    ("Incident.status", None, None, None, None, "status"),
    ("Incident.origin_country", None, f"gwnoa {_STATE_CODE}", None, f"source.code {_ISO3}", "origin_country"),
    ("Incident.target_country", None, f"gwnob {_STATE_CODE}", None, f"recipient.code {_ISO3}", "target_country"),
    ("Incident.merged_into", None, None, None, None, "merged_into"),
    ("Claim.id", None, None, None, None, ""),
    ("Claim.incident", None, None, None, None, ""),
    ("Claim.field", None, None, None, None, ""),
    ("Claim.claimant", None, "source_original (who told the reporters; one for the whole event)", None, None, ""),
    ("Claim.citation", None, "source_article", "source", "cite_info", ""),
    ("Claim.when", None, "date_start, date_end, date_prec", "event_date, time_precision", "date, enddate", ""),
    ("Claim.where", None, "where_coordinates, longitude, latitude, where_prec", "location, longitude, latitude, geo_precision", "event_loc", ""),
    ("Claim.count", None, f"low, best, high {_DEATHS_ONLY}", _ONE_TOLL, "dead, injured", ""),
    ("Claim.text", None, _PARTIES_UCDP, _PARTIES_ACLED, "source, recipient", "perpetrator target weapon"),
    ("Claim.polarity", None, None, None, None, ""),
    ("Claim.modality", None, None, None, None, ""),
    ("Claim.supersedes", None, None, None, None, ""),
    ("Claim.recorded_at", None, None, "timestamp (of the last change to the row)", "coded_date, coded_time", ""),
    ("Count.low", "people", f"low {_DEATHS_ONLY}", _ONE_TOLL, "dead, injured (one number, or a code for a range)", "killed_low injured_low"),
    ("Count.high", "people", f"high {_DEATHS_ONLY}", _ONE_TOLL, "dead, injured (one number, or a code for a range)", "killed_high injured_high"),
    ("Count.approximate", None, None, None, None, ""),
    ("Count.of", None, "deaths_civilians, deaths_a, deaths_b, deaths_unknown", None, None, ""),
    ("Count.text", None, None, None, None, ""),
    ("Count.best", "people", f"best {_DEATHS_ONLY}", _ONE_TOLL, "dead, injured (one number, or a code for a range)", "killed_best injured_best"),
    ("When.edtf", None, "date_start, date_end, date_prec", "event_date, time_precision", "date, enddate", "date"),
    ("When.start", "UTC", "date_start (a day)", _PRECISE_DAY, "date, time", "date_start"),
    ("When.end", "UTC", "date_end (a day)", _PRECISE_DAY, "enddate, endtime", "date_end"),
    ("When.zone", None, None, None, None, ""),
    ("When.text", None, None, None, None, ""),
    ("Where.mention", None, "where_description (the coder's words)", None, None, "mention"),
    ("Where.place_id", None, None, None, "event_loc.geonameid (where the id begins with geonames:)", "place_id"),
    ("Where.name", None, "where_coordinates", "location", "event_loc.name", "place"),
    ("Where.country", None, "country, country_id (English name; Gleditsch and Ward number)", "country, iso (English name; ISO 3166-1 number)", "event_loc.country code", "country"),
    ("Where.admin1", None, "adm_1", "admin1", "event_loc.admin1 code (a code, not a name)", "admin1"),
    ("Where.lon", "degrees", "longitude", "longitude", "event_loc.longitude", "lon"),
    ("Where.lat", "degrees", "latitude", "latitude", "event_loc.latitude", "lat"),
    ("Where.precision", None, "where_prec", "geo_precision", None, "precision"),
    ("Where.radius_m", "m", None, None, None, "radius_m"),
    ("Where.footprint", None, None, None, None, ""),
    ("Where.method", None, None, None, None, ""),
    ("Actor.id", None, "side_a_new_id, side_b_new_id (numbers)", None, "identifier_id (of Wikidata)", ""),
    ("Actor.name", None, "side_a, side_b", "actor1, actor2", "identifier_text", ""),
    ("Actor.kind", None, None, "inter1, inter2", "sector", ""),
    ("Actor.aliases", None, None, None, None, ""),
    ("Actor.country", None, f"gwnoa, gwnob {_STATE_CODE}", None, f"code {_ISO3}", ""),
    ("Actor.parent", None, None, "assoc_actor_1, assoc_actor_2 (allies, too)", None, ""),
    ("Source.id", None, None, None, None, ""),
    ("Source.publisher", None, "source_office", "source", "cite_info.publication", ""),
    ("Source.title", None, "source_headline", None, "cite_info.title", ""),
    ("Source.url", None, None, None, "cite_info.url", ""),
    ("Source.published", None, "source_date", None, None, ""),
    ("Source.language", None, None, None, "cite_info.language (ISO 639-1)", ""),
    ("Source.derives_from", None, None, None, None, ""),
    ("Source.archive_url", None, None, None, None, ""),
    ("Citation.source", None, "source_article (the reference itself)", "source (names of publishers)", "cite_info.citation (the reference itself)", ""),
    ("Citation.quote", None, None, "notes (always in the coder's words)", "text, event_text", ""),
    ("Citation.paraphrased", None, None, None, None, ""),
    ("Citation.start", "characters", None, None, "text_info.start", ""),
    ("Citation.end", "characters", None, None, "text_info.end", ""),
    ("Citation.sha256", None, None, None, None, ""),
    ("Citation.retrieved", "UTC", None, None, None, ""),
    ("Citation.archive_url", None, None, None, None, ""),
    ("SourceRow.incident", None, None, None, None, ""),
    ("SourceRow.dataset", None, None, None, "cite_info.corpus", ""),
    ("SourceRow.key", None, "id", "event_id_cnty", "id", ""),
    ("SourceRow.values", None, "all columns", "all columns", "all fields", ""),
    ("Link.from_id", None, None, None, "link (one id that all of a group share)", ""),
    ("Link.to_id", None, None, None, "link (one id that all of a group share)", ""),
    ("Link.type", None, None, None, None, ""),
    ("Link.why", None, None, None, None, ""),
    ("Assessment.incident", None, None, None, None, ""),
    ("Assessment.axis", None, None, None, None, ""),
    ("Assessment.grade", None, None, None, None, ""),
    ("Assessment.why", None, None, None, None, ""),
    ("Assessment.by", None, None, None, None, ""),
    ("Assessment.at", "UTC", None, None, None, ""),
    ("Withdrawal.subject", None, None, "event_id_cnty (in its list of deleted events)", None, ""),
    ("Withdrawal.why", None, None, None, None, ""),
    ("Withdrawal.by", None, None, None, None, ""),
    ("Withdrawal.at", "UTC", None, "deleted_timestamp (in its list of deleted events)", None, ""),
    ("Columns.killed", None, "low, best, high", _ONE_TOLL, "dead", ""),
    ("Columns.killed_low", None, "low", _ONE_TOLL, "dead (one number, or a code for a range)", ""),
    ("Columns.killed_high", None, "high", _ONE_TOLL, "dead (one number, or a code for a range)", ""),
    ("Columns.killed_best", None, "best", _ONE_TOLL, "dead (one number, or a code for a range)", ""),
    ("Columns.injured", None, None, None, "injured", ""),
    ("Columns.injured_low", None, None, None, "injured (one number, or a code for a range)", ""),
    ("Columns.injured_high", None, None, None, "injured (one number, or a code for a range)", ""),
    ("Columns.injured_best", None, None, None, "injured (one number, or a code for a range)", ""),
    ("Columns.perpetrator", None, "side_a (in one-sided violence; else a side, not the attacker)", "actor1 (the order of actors does not say who attacked)", "source (in a fight all sides)", ""),
    ("Columns.target", None, "side_b (one-sided violence: Civilians; else a side, not the one attacked)", "actor2 (the order of actors does not say who attacked)", "recipient", ""),
    ("Columns.weapon", None, None, "sub_event_type (in part)", "mode (in part)", ""),
    ("Columns.cross_border", None, None, None, None, ""),
    ("Columns.border", None, None, None, None, ""),
    ("Columns.border_distance_m", None, None, None, None, ""),
    ("Columns.depth_m", None, None, None, None, ""),
    ("Columns.sources", None, "number_of_sources (reports consulted; -1 where nobody counted)", None, None, ""),
    ("Columns.differing", None, None, None, None, ""),
    ("Columns.rule", None, None, None, None, ""),
)  # fmt: skip

EQUALS: Final = {
    key: Equals(unit=unit, ucdp=ucdp, acled=acled, plover=plover, columns=tuple(columns.split()))
    for key, unit, ucdp, acled, plover, columns in _ROWS
}
"""By record and field, such as `Count.low`, or by `Columns` and the name of a column."""

VALUE_EQUALS: Final[dict[str, dict[str, str | None]]] = {
    "ActorKind.state": {"acled": "State forces", "plover": "GOV"},
    "ActorKind.force": {"acled": "State forces", "plover": "MIL, COP, SPY"},
    "ActorKind.armed_group": {
        "acled": "Rebel group, Political militia, Identity militia",
        "plover": "REB, PRM, UAF",
    },
    "ActorKind.people": {"acled": "Civilians, Protesters, Rioters", "plover": "CVL and others"},
    "Counted.people": {"ucdp": "low, best, high", "acled": "fatalities", "plover": "dead, injured"},
    "Counted.children": {"ucdp": None, "acled": None, "plover": None},
    "Counted.women": {"ucdp": None, "acled": None, "plover": None},
    "Counted.civilians": {"ucdp": "deaths_civilians", "acled": None, "plover": None},
    "Counted.combatants": {"ucdp": "deaths_a, deaths_b", "acled": None, "plover": None},
}
"""Equals of values, by list and value, for the lists that have any beside kinds and precisions."""
