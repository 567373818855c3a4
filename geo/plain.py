"""Values of the model in plain English, the same words in tables, maps and exports."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from gazetteer.place import Precision
from gazetteer.sources.curated import read_table
from geo.incident import Field, LinkType, Modality, Polarity
from geo.situation import distance_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.account import Account, Rule
    from geo.incident import Claim, Incident
    from geo.situation import Situation
    from geo.when import When

__all__ = [
    "FIELDS",
    "LINK_WORDS",
    "border_name",
    "border_sentence",
    "country_name",
    "date_text",
    "direction_text",
    "place_text",
    "precision_text",
    "rule_text",
    "shortened",
    "value_text",
    "verb",
]

FIELDS: Final[dict[Field, str]] = {
    Field.DATE: "Date",
    Field.TIME: "Time",
    Field.LOCATION: "Place",
    Field.KILLED: "Killed",
    Field.INJURED: "Injured",
    Field.CASUALTIES: "Killed or injured",
    Field.PERPETRATOR: "By",
    Field.TARGET: "Against",
    Field.WEAPON: "With",
    Field.DAMAGE: "Harm and damage",
    Field.RESPONSIBILITY: "Responsibility",
}
"""Fields of claims, in the order in which they are shown."""

LINK_WORDS: Final[dict[LinkType, tuple[str, str]]] = {
    LinkType.RETALIATION_FOR: ("in retaliation for", "retaliated for by"),
    LinkType.RESPONSE_TO: ("in response to", "answered by"),
    LinkType.FOLLOWS: ("follows", "followed by"),
    LinkType.PART_OF: ("part of", "includes"),
    LinkType.SAME_EVENT: ("same event as", "same event as"),
    LinkType.NOT_SAME_EVENT: ("not the same event as", "not the same event as"),
}
"""A link read from its own end, and from the other."""

_PRECISIONS: Final[dict[Precision, str]] = {
    Precision.SITE: "a known spot",
    Precision.NEAR: "near the place named",
    Precision.SETTLEMENT: "somewhere in the town or village",
    Precision.ADM2: "somewhere in the district",
    Precision.ADM1: "somewhere in the province",
    Precision.AREA: "somewhere in the region",
    Precision.COUNTRY: "somewhere in the country",
    Precision.WATER: "at sea, or somewhere on the water",
}

_VERBS: Final[dict[Modality, tuple[str, str]]] = {
    Modality.FACT: ("reports", "report"),
    Modality.CLAIMED: ("says", "say"),
    Modality.ACCUSED: ("accuses", "accuse"),
    Modality.POSSIBLE: ("thinks possible", "think possible"),
}
_SEVERAL: Final = re.compile(  # "Kurdish officials in Erbil", not "Reuters" or "state news"
    r"(?:(?!(?:of|in|at|from|for|on)\b)[\w’'.-]+ ){0,5}"
    r"(?:(?!news\b)[a-z]\w*[a-rt-z]s|witnesses|police|people"
    r"|Officials|Witnesses|Residents|Authorities|Rebels|Police)"
    r"(?= (?:of|in|at|from|for|on|who)\b|,|$)"
)

_KM: Final = 1000
_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)([?~%]?)")
_MONTH = re.compile(r"(\d{4})-(\d\d)([?~%]?)")
_YEAR = re.compile(r"(\d{4})([?~%]?)")
_MARKS: Final = {"": "", "?": " (uncertain)", "~": " (about)", "%": " (about, uncertain)"}


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in read_table("countries.tsv")}


def country_name(code: str | None) -> str | None:
    """English name of a country.

    Parameters
    ----------
    code
        ISO 3166-1 alpha-2 code.

    Returns
    -------
    str or None
        The code itself where the name is not known; None for None.
    """
    return None if code is None else _names().get(code, code)


def date_text(when: When | None) -> str:
    """A date for people.

    Parameters
    ----------
    when
        The date.

    Returns
    -------
    str
        Such as "18 January 2024", "17 or 18 January 2024", "December 2023" or "no date given".
    """
    if when is None:
        return "no date given"
    edtf = when.edtf
    if edtf[0] == "[" and edtf[-1] == "]" and ".." not in edtf:
        return _joined([part.strip() for part in edtf[1:-1].split(",")], " or ")
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        if start in {"", ".."}:
            return f"until {_one_date(end)}"
        if end in {"", ".."}:
            return f"from {_one_date(start)}"
        return _joined([start, end], " to ")
    return _one_date(edtf)


def _joined(parts: list[str], word: str) -> str:
    """Dates in one phrase; a month or year that all share is said once."""
    texts = [_one_date(part) for part in parts]
    months = {text.partition(" ")[2] for text in texts}
    if len(months) == 1 and all(_DAY.fullmatch(part) for part in parts):
        return word.join(text.partition(" ")[0] for text in texts) + f" {months.pop()}"
    return word.join(texts)


def _one_date(edtf: str) -> str:
    day = _DAY.fullmatch(edtf)
    if day:
        year, month, date, mark = day.groups()
        return f"{int(date)} {_MONTHS[int(month) - 1]} {year}{_MARKS[mark]}"
    month_only = _MONTH.fullmatch(edtf)
    if month_only and 1 <= int(month_only[2]) <= len(_MONTHS):
        year, month, mark = month_only.groups()
        return f"{_MONTHS[int(month) - 1]} {year}{_MARKS[mark]}"
    year_only = _YEAR.fullmatch(edtf)
    if year_only:
        return f"{year_only[1]}{_MARKS[year_only[2]]}"
    date, timed, clock = edtf.partition("T")
    return f"{_one_date(date)}, {clock}" if timed else edtf


def place_text(account: Account) -> str:
    """The place of an incident for people.

    Parameters
    ----------
    account
        The incident under a rule.

    Returns
    -------
    str
        Such as "Saravan, Sistan and Baluchestan, Iran"; "place not known" where there is none.
    """
    where = account.where
    if where is None:
        return "place not known"
    parts = [where.name or where.mention, where.admin1, country_name(where.country)]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def precision_text(precision: Precision, radius_m: float) -> str:
    """How exact a location is, for people.

    Parameters
    ----------
    precision
        The class of its precision.
    radius_m
        Radius in metres of the disc that it lies in.

    Returns
    -------
    str
        Such as "near the place named (within 25 km)"; provinces and countries have no radius.
    """
    if precision in {Precision.ADM1, Precision.COUNTRY}:
        return _PRECISIONS[precision]
    radius = f"{radius_m / 1000:.0f} km" if radius_m >= _KM else f"{radius_m:.0f} m"
    return f"{_PRECISIONS[precision]} (within {radius})"


def direction_text(incident: Incident, lies_in: str | None) -> str:
    """Who on whom, as countries.

    Parameters
    ----------
    incident
        The incident.
    lies_in
        Code of the country it lies in, used where no target country is recorded.

    Returns
    -------
    str
        Such as "Iran to Pakistan", "Within Iran" or "Origin not claimed".
    """
    origin, target = incident.origin_country, incident.target_country or lies_in
    if origin is None:
        return "Origin not claimed"
    if target is None:
        return f"From {country_name(origin)}"
    if origin == target:
        return f"Within {country_name(origin)}"
    return f"{country_name(origin)} to {country_name(target)}"


def border_sentence(incident: Incident, situation: Situation | None) -> str | None:
    """Where an incident lies to the border, with no more precision than its place has.

    Parameters
    ----------
    incident
        The incident.
    situation
        Its border facts.

    Returns
    -------
    str or None
        One or two sentences, None where there are no facts.
    """
    if situation is None or situation.country is None:
        return None
    inside = country_name(situation.country)
    origin = country_name(incident.origin_country)
    sentences = []
    if situation.depth_m is not None:
        depth = distance_text(situation.depth_m, situation.uncertainty_m)
        sentences.append(f"In {inside}, {depth} from the border with {origin}.")
    elif situation.shares_border is False:
        sentences.append(f"In {inside}, which shares no border with {origin}.")
    elif situation.border and situation.distance_m is not None:
        distance = distance_text(situation.distance_m, situation.uncertainty_m)
        sentences.append(
            f"In {inside}, {distance} from the {border_name(situation.border)} border."
        )
    else:
        sentences.append(f"In {inside}, which has no land border.")
    if situation.disagrees:
        side = country_name(situation.side)
        sentences.append(f"The gazetteer puts this place in {inside}, the border line in {side}.")
    return " ".join(sentences)


def border_name(border: str) -> str:
    """A border by the names of its countries.

    Parameters
    ----------
    border
        Such as "IR-PK".

    Returns
    -------
    str
        Such as "Iran–Pakistan", in the order of the names.
    """
    return "–".join(sorted(country_name(code) or code for code in border.split("-")))


def shortened(values: Sequence[str], *, most: int = 3) -> str | None:
    """Some values in one line, with how many more there are.

    Parameters
    ----------
    values
        The values.
    most
        How many are spelt out.

    Returns
    -------
    str or None
        Such as "a; b; c; and 4 more"; None for no values.
    """
    if len(values) <= most + 1:
        return "; ".join(values) or None
    return "; ".join(values[:most]) + f"; and {len(values) - most} more"


def verb(claim: Claim) -> str:
    """How a claimant puts a claim.

    Parameters
    ----------
    claim
        The claim.

    Returns
    -------
    str
        "says", "denies", "reports", "accuses" or "thinks possible"; "say" and so on for several.
    """
    many = _SEVERAL.match(claim.claimant) is not None
    if claim.polarity is Polarity.DENIES:
        return "deny" if many else "denies"
    singular, plural = _VERBS[claim.modality]
    return plural if many else singular


def value_text(claim: Claim) -> str:
    """A claim's value for people: dates spelt out, counts with the words they came in.

    Parameters
    ----------
    claim
        The claim.

    Returns
    -------
    str
        Such as "17 January 2024", "12+ (at least twelve casualties)" or "near Saravan".
    """
    if claim.when is not None:
        return date_text(claim.when)
    count = claim.count
    if count is not None and count.text and count.text != str(count):
        return f"{claim.value_text} ({count.text})"
    return claim.value_text


def rule_text(rule: Rule) -> str:
    """A rule for people.

    Parameters
    ----------
    rule
        The rule.

    Returns
    -------
    str
        One sentence without a full stop.
    """
    return {
        "range": "All claims: counts from the lowest to the highest",
        "conservative": "The least that is claimed",
        "latest": "The latest claim of each field",
        "claimant": f"Only what {rule.claimant} says",
    }[rule.name]
