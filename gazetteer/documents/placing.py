"""The way from mentions to places: gather, weigh, gather again, weigh again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.documents.evidence import gathered
from gazetteer.documents.namesakes import Called
from gazetteer.documents.weighing import shipped_weights, weighed
from gazetteer.grid import great_circle_m
from gazetteer.names import fold
from gazetteer.place import Candidate, FeatureClass, How, Precision, Resolution
from gazetteer.resolve.choice import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.documents.evidence import Evidence
    from gazetteer.documents.namesakes import Namesake
    from gazetteer.documents.weighing import Weighed, Weights
    from gazetteer.index import Gazetteer
    from gazetteer.mention import Mention
    from gazetteer.place import Place

__all__ = ["place_mentions"]

_ENOUGH, _HALF = 0.3, 0.5
_MOST = 400
_SHOWN = 3
_LEAST_SHOWN = 0.02
_HOW: dict[Called, tuple[How, float, str]] = {
    Called.NAME: ("folded", 0.95, "it is called {name}"),
    Called.DEMONYM: ("folded", 0.95, "it is the country of the people or things"),
    Called.SHORT: ("folded", 0.95, "it is what the short form stands for"),
    Called.KIND: ("folded", 0.9, "it is called {name} without the word for its kind"),
    Called.DIRECTION: ("folded", 0.85, "it is called {name} without the direction"),
    Called.VARIANT: ("variant", 0.8, "it is called {name}, another spelling of the same sounds"),
    Called.PART: ("prefix", 0.6, "its name {name} is a part of the longer one"),
}
_DIVISIONS = frozenset({FeatureClass.ADM1, FeatureClass.ADM2})
_LOOSE = frozenset({Called.KIND, Called.PART, Called.DIRECTION})
_SEAT_M = 100_000.0
_SEAT_SHARE = 20  # a seat has at least a twentieth of the people of its division
_SLIPS = 2


class _Candidate(NamedTuple):
    """A candidate and what it has of all that they have."""

    row: Namesake
    called: Called
    share: float


class _Choice(NamedTuple):
    """What became of a mention's candidates, the likeliest first."""

    ranked: list[_Candidate]
    said: FeatureClass | None
    chosen: bool
    confidence: float


def place_mentions(
    gazetteer: Gazetteer,
    text: str,
    mentions: Sequence[Mention],
    *,
    weights: Weights | None = None,
) -> list[Resolution]:
    """Choose the place that each mention means.

    Parameters
    ----------
    gazetteer
        Where to look.
    text
        The document.
    mentions
        Its mentions, in any order; the order changes nothing. More than 400 are placed 400 at a
        time.
    weights
        Weights to use instead of those that come along.

    Returns
    -------
    list
        A resolution for each mention, in their order. The confidence is how likely the place, or
        one of the same name less than 25 km from it, is meant. A name that a division and its seat
        share is the seat's unless a word for the kind stands by it. There is no place where nothing
        is known of the name, or what is known is probably not meant.

    Raises
    ------
    ValueError
        If a mention lies outside of the text or its words are not those of the text.
    """
    for mention in mentions:
        if text[mention.start : mention.end] != mention.text:
            found = text[mention.start : mention.end]
            msg = (
                f"characters {mention.start} to {mention.end} are {found!r}; wanted "
                f"{mention.text!r}: give the text that the mentions were found in"
            )
            raise ValueError(msg)
    order = sorted(range(len(mentions)), key=lambda n: (mentions[n].start, mentions[n].end))
    places = _Places(gazetteer)
    resolutions: dict[int, Resolution] = {}
    for first in range(0, len(order), _MOST):
        some = order[first : first + _MOST]
        evidence = gathered(gazetteer, text, [mentions[n] for n in some])
        given = weighed(evidence, weights or shipped_weights())
        for rank, n in enumerate(some):
            choice = _choice(places, evidence, given, rank)
            resolutions[n] = _resolution(places, mentions[n].text, choice)
    return [resolutions[n] for n in range(len(mentions))]


def _choice(places: _Places, evidence: Evidence, given: Weighed, mention: int) -> _Choice:
    """Rank the candidates of a mention and decide whether the first of them is meant."""
    found = evidence.found[evidence.group[mention]]
    own = given.shares[evidence.starts[mention] : evidence.starts[mention + 1] - 1]
    candidates = list(map(_Candidate, found.rows, found.called, (own / own.sum()).tolist()))
    if not candidates:
        return _Choice(candidates, found.said, chosen=False, confidence=0.0)
    first = candidates[given.best[mention]]
    ranked = sorted(candidates, key=lambda one: (one is not first, -one.share, one.row.place))
    holds = evidence.said(mention, "holds")
    stays = found.said or first.row.place in holds | evidence.said(mention, "kind beside")
    if not stays and (seat := _seat(places, first, ranked)):
        ranked.remove(seat)
        ranked.insert(0, seat)
    told = first.row.place in holds | evidence.said(mention, "in area after")
    trust = float(given.trust[mention])
    chosen = trust >= _ENOUGH or told or _part_of_area(first)
    return _Choice(ranked, found.said, chosen=chosen, confidence=trust)


class _Places:
    """Makes places of numbers, each once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._made: dict[int, Place] = {}

    def of(self, number: int) -> Place:
        """Return the place of a number."""
        if number not in self._made:
            self._made[number] = self._gazetteer.place(number)
        return self._made[number]

    def candidate(self, one: _Candidate, text: str) -> Candidate:
        """Return the candidate with its share in the reason."""
        how, score, _ = _HOW[one.called]
        if one.called is Called.NAME and one.row.name.casefold() == text.casefold():
            how, score = "exact", 1.0
        return Candidate(
            place=self.of(one.row.place),
            matched=one.row.name,
            how=how,
            main=not one.row.alternate,
            score=score,
            why=f"{_called(one)}; {one.share:.0%} of what speaks for any place",
        )


def _called(one: _Candidate) -> str:
    """How the place comes to be a candidate, in words."""
    return _HOW[one.called][2].format(name=one.row.name)


def _resolution(places: _Places, text: str, choice: _Choice) -> Resolution:
    """Say what was chosen over what, or why nothing was."""
    if not choice.ranked:
        return Resolution.none(text, (), why=f"no place called {text} is known")
    first, *others = choice.ranked[:_SHOWN]
    shown = [first, *(one for one in others if one.share >= _LEAST_SHOWN)]
    candidates = tuple(places.candidate(one, text) for one in shown)
    place = candidates[0].place
    if not choice.chosen:
        why = f"what is known as {text} is probably not meant, such as {named(place)}"
        if first.share < _HALF and len(candidates) > 1:
            some = f"{named(place)} or {named(candidates[1].place)}"
            why = f"nothing tells which of the places called {text} is meant, such as {some}"
        return Resolution.none(text, candidates, why=why)
    over = f", rather than {named(candidates[1].place)}" if len(candidates) > 1 else ""
    resolution = Resolution.of(
        text,
        candidates,
        confidence=round(choice.confidence, 3),
        why=f"{named(place)}, by the whole document{over}; {_called(first)}",
    )
    return _as_exact(resolution, first.called, choice.said)


def _seat(places: _Places, division: _Candidate, ranked: Sequence[_Candidate]) -> _Candidate | None:
    """The town of the name in a division: without a word for the kind, the town is meant."""
    row = division.row
    if row.feature_class not in _DIVISIONS or division.called is not Called.NAME:
        return None
    for one in ranked:
        town = one.row
        if (
            town.feature_class == FeatureClass.SETTLEMENT
            and one.called is Called.NAME
            and (town.country, town.admin1_code) == (row.country, row.admin1_code)
            and town.population * _SEAT_SHARE >= row.population
            and great_circle_m(town.lon, town.lat, row.lon, row.lat) <= _SEAT_M
            and (not town.alternate or _alike(places.of(town.place).name, town.name))
        ):
            return one
    return None


def _alike(name: str, other: str) -> bool:
    """Tell whether two names are spellings of one, and not Oklahoma City and Oklahoma."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - slow to import, and seldom needed

    return OSA.distance(fold(name), fold(other)) <= _SLIPS


def _part_of_area(one: _Candidate) -> bool:
    """Tell whether it is a country or a division of which a part is named ("northern Syria")."""
    wide = one.row.feature_class in {FeatureClass.COUNTRY, FeatureClass.ADM1}
    return wide and one.called is Called.DIRECTION


def _as_exact(resolution: Resolution, called: Called, said: FeatureClass | None) -> Resolution:
    """Claim no more precision than the words do."""
    if resolution.place is None or resolution.place.feature_class != FeatureClass.SETTLEMENT:
        return resolution
    if called is Called.KIND and said in _DIVISIONS:
        return replace(resolution, precision=Precision(said))
    if called in _LOOSE and said != FeatureClass.SETTLEMENT:
        return replace(resolution, precision=Precision.NEAR)
    return resolution
