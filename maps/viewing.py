"""The same incidents as other rules show them, so that a reader can view them as another does."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.account import RANGE, Rule, add_up
from geo.plain import rule_text
from geo.situation import situate
from maps.errors import ClaimantError
from maps.layers import Mark, View
from maps.mark import mark_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from geo.dossier import Dossier
    from geo.source import Source
    from maps.layers import Scene

__all__ = ["other_views", "split_scene"]

_MOST_CLAIMANTS: Final = 60
_WHOSE: Final = re.compile(r"([^,]{2,40}?)['’]s? ")
_NAMES: Final = {"range": "All claims", "conservative": "Conservative", "latest": "Latest"}
_PLACE: Final = (
    *("lon", "lat", "place", "mention", "precision", "precision_label", "radius_m", "exact"),
    *("shape", "country", "direction", "border"),
)
_DATE: Final = ("date", "date_label", "start", "end")


def other_views(
    dossiers: Sequence[Dossier], sources: Mapping[str, Source], rule: Rule, marks: Sequence[Mark]
) -> Iterable[View]:
    """What incidents look like under the rules that are not in force.

    Parameters
    ----------
    dossiers
        The incidents.
    sources
        The sources that their claims cite, by id.
    rule
        The rule in force.
    marks
        The incidents under it, in the same order.

    Yields
    ------
    View
        All claims, the conservative reading, the latest claims, and the account of each claimant,
        those with most incidents first, and those who publish the reports last.
    """
    pairs = list(zip(dossiers, marks, strict=True))
    publishers = {source.publisher for source in sources.values()}
    claimants = _claimants(dossiers, publishers)
    named = [Rule(name="claimant", claimant=name) for name in claimants]
    for other in (RANGE, Rule(name="conservative"), Rule(name="latest"), *named):
        if other == rule:
            continue
        shown = [(dossier, mark) for dossier, mark in pairs if _admits(other, dossier)]
        told = (_told(dossier, mark, other, sources) for dossier, mark in shown)
        only = other.claimant is not None
        yield View(
            rule=str(other),
            name=other.claimant or _NAMES[other.name],
            text=rule_text(other),
            only=only,
            marks=tuple(
                new for new, (_, old) in zip(told, shown, strict=True) if only or _differs(new, old)
            ),
        )


def split_scene(scene: Scene, sides: str) -> Scene:
    """A scene as two accounts of the same incidents, side by side.

    Parameters
    ----------
    scene
        The scene.
    sides
        Two claimants with a comma between them; one, to stand beside the map's own rule; or
        `actor` for the two that speak of most incidents, publishers last.

    Returns
    -------
    Scene
        The same, with its two sides named.

    Raises
    ------
    ClaimantError
        If there is no such claimant.
    """
    accounts = {view.name: view.rule for view in scene.views if view.only}
    if sides == "actor":
        names = list(accounts)[:2]
    else:
        names = [name.strip() for name in sides.split(",") if name.strip()]
    known = {name.casefold(): rule for name, rule in accounts.items()}
    for name in names:
        if name.casefold() not in known:
            raise ClaimantError(name, tuple(accounts))
    if not 1 <= len(names) <= 2:  # noqa: PLR2004 (there are two sides)
        raise ClaimantError(sides, tuple(accounts))
    rules = [known[name.casefold()] for name in names]
    left, right = rules if len(rules) > 1 else (rules[0], scene.rule)
    return replace(scene, split=(left, right))


def _claimants(dossiers: Iterable[Dossier], publishers: AbstractSet[str]) -> list[str]:
    """Who says anything, sides before publishers; "Iran" also for "Iran's IRGC"."""
    tally: Counter[str] = Counter()
    for dossier in dossiers:
        names = {claim.claimant for claim in dossier.standing}
        whose = {found[1] for name in names if (found := _WHOSE.match(name))}
        tally.update(names | whose)
    ranked = sorted(tally, key=lambda name: (name in publishers, -tally[name], name))
    return ranked[:_MOST_CLAIMANTS]


def _admits(rule: Rule, dossier: Dossier) -> bool:
    return any(rule.admits(claim) for claim in dossier.standing)


def _told(dossier: Dossier, mark: Mark, rule: Rule, sources: Mapping[str, Source]) -> Mark:
    """An incident under a rule; a claimant who gives no place or date leaves it where others do."""
    account = add_up(dossier, sources, rule)
    told = mark_of(account, situate(account))
    others: dict[str, tuple[str, ...]] = {}
    if rule.claimant and account.where is None and mark.place:
        others["place"] = _PLACE
    if rule.claimant and account.when is None and mark.date:
        others["date"] = _DATE
    kept = {name: getattr(mark, name) for names in others.values() for name in names}
    return replace(told, **kept, by_others=tuple(others))


def _differs(new: Mark, old: Mark) -> bool:
    return new != replace(old, claims=(), links=())
