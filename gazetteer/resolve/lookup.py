"""The places that a phrase may name, from the same name to names that are only like it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gazetteer.grid import around
from gazetteer.names import fold, plain, skeleton
from gazetteer.place import Candidate, FeatureClass, Precision
from gazetteer.resolve.phrases import bare_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gazetteer.index import Gazetteer
    from gazetteer.place import Place
    from gazetteer.resolve.phrases import Phrase
    from gazetteer.resolve.scopes import Area

__all__ = ["SAME", "Found", "alike", "by_consonants", "consonants", "look_up", "one_letter_off"]

SAME = frozenset({"exact", "folded"})
"""How names match that are the same."""

_SAME_NAME = 0.92  # the score of names that differ by accents at most
_LIMIT = 300
_MOST_PLACES = 20_000
_MOST_RADIUS_M = 300_000.0
_MIN_CONSONANTS = 3
_MIN_LETTERS = 5
_LIKENESS = 0.7
_DIVISIONS = (FeatureClass.ADM1, FeatureClass.ADM2)
_SPOTS = (FeatureClass.SETTLEMENT, FeatureClass.SITE)
_SMALL = frozenset(
    {
        "the",
        "al",
        "el",
        "ad",
        "adh",
        "an",
        "ar",
        "as",
        "ash",
        "at",
        "ath",
        "az",
        "ul",
        "us",
        "e",
        "i",
        "o",
    }
)
_SOFT = re.compile("[auhv]")
_REPEATED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The places that a phrase may name.

    Parameters
    ----------
    tiers
        Those of the same name but for accents, those of the same name but for small words, and
        those of another romanisation.
    loosened
        Ids of settlements that stand for a site named after them.
    """

    tiers: tuple[list[Candidate], list[Candidate], list[Candidate]] = field(
        default_factory=lambda: ([], [], [])
    )
    loosened: set[str] = field(default_factory=set)

    @property
    def best(self) -> list[Candidate]:
        """The first tier that holds any; of the last one those that match best."""
        tier = next(filter(None, self.tiers), [])
        top = max((candidate.score for candidate in tier), default=0.0)
        return tier if tier is self.tiers[0] else [c for c in tier if c.score == top]

    def keep(self, candidates: Iterable[Candidate]) -> None:
        """Sort candidates into the tiers.

        Parameters
        ----------
        candidates
            In the order in which they were found; of one place the first counts.
        """
        known = {candidate.place.id for tier in self.tiers for candidate in tier}
        for candidate in candidates:
            if candidate.place.id not in known:
                same = candidate.how in SAME
                self.tiers[0 if candidate.score >= _SAME_NAME else 1 if same else 2].append(
                    candidate
                )


def look_up(
    gazetteer: Gazetteer,
    names: Sequence[str],
    country: str | None,
    holds: Callable[[Place], bool] = lambda _: True,
) -> Found:
    """Look up the places that some names of one place may name.

    Parameters
    ----------
    gazetteer
        Where to look.
    names
        The names it goes by, as written.
    country
        ISO 3166-1 alpha-2 to stay in.
    holds
        Which places count; where one of them has the whole name, the name without the word for
        its kind is not tried.

    Returns
    -------
    Found
        With a word for the kind, only places of that kind: a town for a site that is not known,
        and any place for a settlement that is not known.
    """
    found = Found()
    for name in names:
        bare, kind = bare_name(name)
        whole = _search(gazetteer, name, country)
        if kind in _DIVISIONS:  # lists give many a town the name of its district too
            whole = [c for c in whole if c.main or c.place.feature_class not in _SPOTS]
        found.keep(whole)
        if kind is None or any(c.score >= _SAME_NAME and holds(c.place) for c in whole):
            continue
        of_kind = [c for c in _search(gazetteer, bare, country, kind) if holds(c.place)]
        if kind is FeatureClass.SITE and not of_kind:
            of_kind = _search(gazetteer, bare, country, FeatureClass.SETTLEMENT)
            found.loosened.update(candidate.place.id for candidate in of_kind)
        elif kind is FeatureClass.SETTLEMENT and not of_kind:
            of_kind = _search(gazetteer, bare, country)
        found.keep(of_kind)
    return found


def _search(
    gazetteer: Gazetteer, name: str, country: str | None, kind: FeatureClass | None = None
) -> list[Candidate]:
    """Search for a name and its romanisations."""
    return gazetteer.search(
        name, country=country, feature_class=kind, limit=_LIMIT, prefix=False, fuzzy=False
    )


def one_letter_off(gazetteer: Gazetteer, phrase: Phrase, country: str | None) -> list[Candidate]:
    """Settlements and sites whose name is one letter off.

    Parameters
    ----------
    gazetteer
        Where to look.
    phrase
        What was written.
    country
        ISO 3166-1 alpha-2 to stay in.

    Returns
    -------
    list
        Best first; none for a name of fewer than five letters, and none whose first letter is
        another, which slips hardly ever change.
    """
    bares = dict.fromkeys(bare_name(name)[0] for name in phrase.names)
    return [
        candidate
        for bare in bares
        if len(fold(bare)) >= _MIN_LETTERS
        for candidate in gazetteer.search(bare, country=country, limit=_LIMIT, prefix=False)
        if candidate.slips == 1
        and candidate.place.feature_class in _SPOTS
        and fold(candidate.matched)[:1] == fold(bare)[:1]
    ]


def by_consonants(gazetteer: Gazetteer, area: Area) -> dict[str, list[Place]]:
    """Settlements in the box about an area by the consonants of their main names.

    Parameters
    ----------
    gazetteer
        Where to look.
    area
        The area. One of more than 300 km about is too large to tell names apart so loosely.

    Returns
    -------
    dict
        Places by key, as `consonants` makes it.
    """
    found: dict[str, list[Place]] = {}
    if area.radius_m > _MOST_RADIUS_M:
        return found
    for centre in area.places:
        box = around(centre.lon, centre.lat, area.radius_m)
        for place in gazetteer.within(*box, limit=_MOST_PLACES):
            if place.country == centre.country:
                found.setdefault(consonants(place.name), []).append(place)
    return found


def consonants(name: str) -> str:
    """Reduce a name to what hardly any romanisation changes.

    Parameters
    ----------
    name
        A name in any script.

    Returns
    -------
    str
        Its skeleton without articles, vowels and soft consonants but for the first letter; empty
        where fewer than three letters are left.
    """
    words = plain(name).split()
    key = skeleton(" ".join(word for word in words if word not in _SMALL) or name)
    key = _REPEATED.sub(r"\1", key[:1].replace("u", "a") + _SOFT.sub("", key[1:]))
    return key if len(key) >= _MIN_CONSONANTS else ""


def alike(phrase: Phrase, area: Area, places: dict[str, list[Place]]) -> list[Candidate]:
    """Places in an area whose names have the same consonants.

    Parameters
    ----------
    phrase
        What was written.
    area
        The area. In a province the name needs one consonant more than in a district.
    places
        Places by key, as `by_consonants` gives them.

    Returns
    -------
    list
        Candidates.
    """
    keys = dict.fromkeys(consonants(bare_name(name)[0]) for name in phrase.names)
    least = _MIN_CONSONANTS + (area.precision is not Precision.ADM2)
    return [
        Candidate(
            place=place,
            matched=place.name,
            how="variant",
            score=_LIKENESS,
            why=f"it is called {place.name}, which has the same consonants",
        )
        for key in keys
        if len(key) >= least
        for place in places.get(key, ())
        if area.holds(place)
    ]
