"""A place as it is asked for, and what to make of it where no area is known.

The rule stands in `resolve`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.place import FeatureClass, Precision, Resolution
from gazetteer.resolve.choice import choose, named
from gazetteer.resolve.lookup import look_up
from gazetteer.resolve.phrases import Phrase, bare_name
from gazetteer.resolve.scopes import Area, lies_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.index import Gazetteer
    from gazetteer.place import Candidate, Place
    from gazetteer.resolve.choice import Choice
    from gazetteer.resolve.lookup import Found

__all__ = ["LOOSER", "NARROWED", "WIDER", "Asked", "by_text", "offered", "taken"]

NARROWED = 0.03
"""What it adds to the confidence that the place lies where it is said to."""
WIDER = -0.07
"""What it takes from it that a narrower area was named than the one that holds it."""
LOOSER = -0.1
"""What it takes from it that the name or the kind is only like the one asked for."""
_SHOWN = 10
_SPOTS = frozenset({FeatureClass.SETTLEMENT, FeatureClass.SITE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for, taken apart, with the areas that are known.

    Parameters
    ----------
    text
        As it was given.
    phrase
        The text taken apart.
    country
        ISO 3166-1 alpha-2 to stay in.
    areas
        The areas that it is said to lie in, the narrowest first.
    unknown
        Names of areas that are not known.
    """

    text: str
    phrase: Phrase
    country: str | None
    areas: tuple[Area, ...]
    unknown: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name to speak of."""
        return next(iter(self.phrase.names), "")

    @property
    def note(self) -> str:
        """What to say about areas that are not known."""
        if not self.unknown:
            return ""
        return f"; not known and passed over: {', '.join(self.unknown)}"

    def holds(self, place: Place) -> bool:
        """Tell whether a place lies in one of the areas.

        Parameters
        ----------
        place
            The place.

        Returns
        -------
        bool
            True for any place where no area is known.
        """
        return not self.areas or any(area.holds(place) for area in self.areas)


def by_text(gazetteer: Gazetteer, asked: Asked) -> Resolution:
    """Choose where the text and the country are all that narrows it.

    Parameters
    ----------
    gazetteer
        Where to look.
    asked
        What is asked for; its areas are not looked at.

    Returns
    -------
    Resolution
        With a place only where the rule of `resolve` chooses one.
    """
    phrase, country = asked.phrase, asked.country
    scopes = [_scopes(gazetteer, part) for part in phrase.parts]
    unknown = [part for part, places in zip(phrase.parts, scopes, strict=True) if not places]
    if unknown:
        why = f"nothing is known that {' or '.join(map(repr, unknown))} may narrow it to"
        return Resolution.none(asked.text, offered(gazetteer, asked), why=why + asked.note)
    found = look_up(gazetteer, phrase.names, country)
    candidates, aside = _with_asides(gazetteer, asked, found.best)
    inside = [c for c in candidates if all(_in_any(c.place, places) for places in scopes)]
    if not inside:
        return _none(gazetteer, asked, candidates, scopes)
    narrowed = bool(scopes or country or aside)
    chosen = choose(inside, narrowed=narrowed)
    if not chosen.chosen:
        loose = inside[0].how == "variant"
        shown = offered(gazetteer, asked) if loose else chosen.ranked[:_SHOWN]
        why = f"{chosen.why}: add the country or the province{asked.note}"
        return Resolution.none(asked.text, shown, why=why)
    change = NARROWED if narrowed else 0.0
    return taken(asked, found, chosen, change=WIDER if asked.unknown else change)


def _with_asides(
    gazetteer: Gazetteer, asked: Asked, candidates: list[Candidate]
) -> tuple[list[Candidate], bool]:
    """Narrow by what stands in brackets; where that is no area, it is another name."""
    narrowed = False
    for aside in asked.phrase.asides:
        scopes = _scopes(gazetteer, aside)
        inside = [c for c in candidates if _in_any(c.place, scopes)]
        candidates, narrowed = inside or candidates, narrowed or bool(inside)
    if candidates or not asked.phrase.asides:
        return candidates, narrowed
    return look_up(gazetteer, asked.phrase.asides, asked.country).best, False


def _none(
    gazetteer: Gazetteer,
    asked: Asked,
    candidates: list[Candidate],
    scopes: list[list[Place]],
) -> Resolution:
    """Say that no place of the name is known there, and which names are like it."""
    why = "no place of this name is known"
    if candidates:
        there = _offered_in(gazetteer, asked, scopes)
        why = f"no {asked.name} is known in {', '.join(asked.phrase.parts)}"
        why += _like_it(there, "; names like it there: ")
        return Resolution.none(asked.text, (*there, *candidates)[:_SHOWN], why=why + asked.note)
    like_it = offered(gazetteer, asked)
    why += _like_it(like_it, "; names like it: ") + asked.note
    return Resolution.none(asked.text, like_it, why=why)


def _scopes(gazetteer: Gazetteer, part: str) -> list[Place]:
    """Places that a part after the comma may name."""
    return [candidate.place for candidate in look_up(gazetteer, (part,), None).best]


def offered(gazetteer: Gazetteer, asked: Asked) -> tuple[Candidate, ...]:
    """Places that may be meant where none can be chosen.

    Parameters
    ----------
    gazetteer
        Where to look.
    asked
        What is asked for.

    Returns
    -------
    tuple
        Candidates of the same name or one like it, in the country.
    """
    names = dict.fromkeys((asked.name, bare_name(asked.name)[0]))
    found = (gazetteer.search(name, country=asked.country, limit=_SHOWN) for name in names)
    return tuple(next(filter(None, found), ()))


def _offered_in(
    gazetteer: Gazetteer, asked: Asked, scopes: list[list[Place]]
) -> tuple[Candidate, ...]:
    """Places with a name like it that lie in what it was narrowed to."""
    countries = dict.fromkeys(scope.country for places in scopes for scope in places)
    like_it = (
        candidate
        for country in countries
        for candidate in gazetteer.search(asked.name, country=country, limit=_SHOWN)
    )
    return tuple(c for c in like_it if all(_in_any(c.place, places) for places in scopes))


def _in_any(place: Place, scopes: list[Place]) -> bool:
    """Tell whether the place lies in one of the scopes."""
    return any(lies_in(place, scope) for scope in scopes)


def _like_it(candidates: Sequence[Candidate], words: str) -> str:
    """Name a few names like the one that is not known."""
    names = ", ".join(dict.fromkeys(candidate.matched for candidate in candidates[:3]))
    return words + names if names else ""


def taken(
    asked: Asked,
    found: Found,
    chosen: Choice,
    *,
    change: float,
    over: Sequence[Candidate] = (),
) -> Resolution:
    """The resolution to the first of the candidates.

    Parameters
    ----------
    asked
        What is asked for.
    found
        What was found for it.
    chosen
        The choice among it.
    change
        What the way there adds to or takes from the confidence.
    over
        Places of the name that lie elsewhere.

    Returns
    -------
    Resolution
        As exactly as the words and the places allow.
    """
    place = chosen.ranked[0].place
    loosened = place.id in found.loosened
    near = asked.phrase.near or loosened or chosen.together
    why = chosen.why
    if loosened:
        why += f"; {asked.name} itself is not known"
    if over:
        why += f"; not {named(over[0].place)}, which lies elsewhere"
    return Resolution(
        text=asked.text,
        place=place,
        precision=Precision.NEAR if near and place.feature_class in _SPOTS else place.precision,
        confidence=round(max(0.05, chosen.confidence + change + (LOOSER if loosened else 0.0)), 2),
        candidates=(*chosen.ranked, *over)[:_SHOWN],
        why=why + asked.note,
    )
