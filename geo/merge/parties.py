"""What speaks for and against two incidents being one: who, against whom, with what, how many.

Each function looks at one aspect and gives the reason it sees, or None where nothing is known.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from geo.actors import actors
from geo.kinds import Kind
from geo.merge.evidence import is_step
from geo.merge.weights import Aspect, Observed, Reason
from geo.plain import country_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.count import Count
    from geo.merge.traits import Names, Traits

__all__ = ["by_actors", "by_count", "by_sides", "by_target", "by_weapon"]

_MUTUAL: Final = {Kind.TALKS, Kind.RESTORATION, Kind.AGREEMENT}
_TWO: Final = 2
_CLOSE: Final = 2
_FAR: Final = 5


def by_sides(a: Traits, b: Traits) -> Reason | None:
    """Whether two diplomatic steps were taken by the same governments.

    Parameters
    ----------
    a
        One incident.
    b
        The other.

    Returns
    -------
    Reason or None
        None where a government is not known, or for other kinds. Talks and the like have no
        direction.
    """
    if not (is_step(a.kind) and is_step(b.kind)):
        return None
    takers, others = (a.doers.countries, b.doers.countries), (_addressed(a), _addressed(b))
    one, two = takers[0] | others[0], takers[1] | others[1]
    if a.kind in _MUTUAL and b.kind in _MUTUAL:
        known = bool(one and two)
        fits = one <= two or two <= one
        whole = fits and min(len(one), len(two)) >= _TWO
    else:
        known = any(p and q for p, q in (takers, others))
        fits = all(not p or not q or p & q for p, q in (takers, others))
        whole = all(p & q for p, q in (takers, others))
    if not known:
        return None
    if not fits:
        sides = "; ".join(sorted({_countries(one), _countries(two)}))
        text = f"The governments are different: {sides}."
        return Reason(about=Aspect.SIDES, observed=Observed.OTHER_SIDE, text=text)
    observed = Observed.SAME_SIDES if whole else Observed.SAME_SIDE
    text = f"The governments can be the same: {_countries(one & two)}."
    return Reason(about=Aspect.SIDES, observed=observed, text=text)


def _addressed(step: Traits) -> frozenset[str]:
    """The government that a step is addressed to."""
    if step.target_country:
        return frozenset({step.target_country})
    return step.aimed_at.countries - step.doers.countries


def by_actors(a: Traits, b: Traits) -> Reason | None:
    """Whether the same are said to have done it.

    Parameters
    ----------
    a
        One incident.
    b
        The other.

    Returns
    -------
    Reason or None
        None where nobody is named for one, or for steps between governments.
    """
    if is_step(a.kind) or is_step(b.kind):
        return None
    seen = _same_doers(a, b) or _other_doers(a, b)
    return Reason(about=Aspect.ACTORS, observed=seen[0], text=seen[1]) if seen else None


def _same_doers(a: Traits, b: Traits) -> tuple[Observed, str] | None:
    groups = a.doers.groups & b.doers.groups
    if groups:
        return Observed.SAME_GROUP, f"Both name {_groups(groups)} as who did it."
    countries = a.doers.countries & b.doers.countries
    if countries:
        return Observed.SAME_STATE, f"Both name {_countries(countries)} as who did it."
    if a.doers.strangers & b.doers.strangers:
        return Observed.SAME_NAME, "Both name who did it in the same words."
    return None


def _other_doers(a: Traits, b: Traits) -> tuple[Observed, str] | None:
    if a.doers.known and b.doers.known:
        pair = " and ".join(sorted((_named(a.doers), _named(b.doers))))
        text = f"They name different ones as who did it: {pair}."
        accused = a.accused_only or b.accused_only
        return (Observed.OTHERS_ACCUSED if accused else Observed.OTHER_ACTORS), text
    if _denies(a, b) or _denies(b, a):
        return Observed.DENIED, "Whom one names as who did it, the other says did not."
    return None


def _denies(a: Traits, b: Traits) -> bool:
    """Whether one says of somebody whom the other names that they did not do it."""
    return bool(
        a.doers.groups & b.denied.groups
        or a.doers.countries & b.denied.countries
        or a.doers.strangers & b.denied.strangers
    )


def by_target(a: Traits, b: Traits) -> Reason | None:
    """Whether they were aimed at the same.

    Parameters
    ----------
    a
        One incident.
    b
        The other.

    Returns
    -------
    Reason or None
        None where nobody is named for one, or for steps between governments.
    """
    if is_step(a.kind) or is_step(b.kind):
        return None
    countries = {a.target_country, b.target_country} - {None}
    if a.target_country and b.target_country and len(countries) == _TWO:
        pair = _countries(country for country in countries if country)
        text = f"They were aimed at different countries: {pair}."
        return Reason(about=Aspect.TARGET, observed=Observed.OTHER_TARGET_COUNTRY, text=text)
    groups = a.aimed_at.groups & b.aimed_at.groups
    if groups:
        text = f"Both were aimed at {_groups(groups)}."
        return Reason(about=Aspect.TARGET, observed=Observed.SAME_TARGET_GROUP, text=text)
    if a.target_country and a.target_country == b.target_country:
        text = f"Both were aimed at {country_name(a.target_country)}."
        return Reason(about=Aspect.TARGET, observed=Observed.SAME_TARGET_COUNTRY, text=text)
    return None


def by_weapon(a: Traits, b: Traits) -> Reason | None:
    """Whether the same sort of weapon is named.

    Parameters
    ----------
    a
        One incident.
    b
        The other.

    Returns
    -------
    Reason or None
        None where no known sort is named for one.
    """
    if not a.weapons or not b.weapons:
        return None
    shared = a.weapons & b.weapons
    if shared:
        text = f"Both name {' and '.join(sorted(shared))}."
        return Reason(about=Aspect.WEAPON, observed=Observed.SAME_WEAPON, text=text)
    text = f"They name different weapons: {', '.join(sorted(a.weapons | b.weapons))}."
    return Reason(about=Aspect.WEAPON, observed=Observed.OTHER_WEAPON, text=text)


def by_count(about: Aspect, a: Count | None, b: Count | None) -> Reason | None:
    """How two numbers of people fit.

    Parameters
    ----------
    about
        Killed or injured.
    a
        The number of one incident.
    b
        The number of the other.

    Returns
    -------
    Reason or None
        None where one is not known.
    """
    if a is None or b is None:
        return None
    low, high = sorted((a, b), key=lambda count: (count.low, count.high or count.low))
    numbers = " and ".join(dict.fromkeys((str(low), str(high))))
    if a.agrees_with(b):
        exact = a.low == a.high == b.low == b.high and a.low > 0
        observed = Observed.SAME_NUMBER if exact else Observed.NUMBERS_AGREE
        return Reason(
            about=about, observed=observed, text=f"The numbers {about} can agree: {numbers}."
        )
    most = low.low if low.high is None else low.high
    times = high.low / max(most, 1)
    observed = (
        Observed.NUMBERS_CLOSE
        if times <= _CLOSE
        else Observed.NUMBERS_DIFFER
        if times <= _FAR
        else Observed.NUMBERS_FAR_APART
    )
    return Reason(about=about, observed=observed, text=f"The numbers {about} differ: {numbers}.")


def _named(names: Names) -> str:
    return ", ".join(filter(None, (_groups(names.groups), _countries(names.countries))))


def _groups(ids: Iterable[str]) -> str:
    return ", ".join(sorted(_actor_names()[ident] for ident in ids))


@cache
def _actor_names() -> dict[str, str]:
    return {actor.id: actor.name for actor in actors()}


def _countries(codes: Iterable[str]) -> str:
    return " and ".join(sorted(country_name(code) or code for code in codes))
