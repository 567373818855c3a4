"""What is done with weapons, told by verbs that say little without them: fired, seized, blew up."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.kinds import Kind
from geo.reading.events.backers import backing_before
from geo.reading.events.event_words import (
    AUXILIARIES,
    CLASS_NOUNS,
    CROWD,
    FIXED_NOUNS,
    MODIFIERS,
    POSSESSIVES,
    PREPOSITIONS,
    WEAPONS,
)
from geo.reading.events.ground import GROUND_DEEDS
from geo.reading.events.trigger import Trigger
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gazetteer.tokens import Tokens
    from geo.reading.events.company import Sentence

__all__ = ["DEEDS", "is_verb"]

_ADVERBS: Final = frozenset({"soon", "also", "again", "never", "then", "not", "now", "still"})
_NO_ADVERBS: Final = words("deadly early weekly hourly daily likely")
_OPENING: Final = words("the a an their its his")
_OWNING: Final = words("the a an of 's ’s")
_MODALS: Final = words("to would could will may might can should must n't shall")
_FIRED: Final = words(
    """
    fired firing fire fires launched launching launch launches lobbed dropped hurled threw thrown
    """
)
_SHOT_ON: Final = frozenset({"on", "at", "upon", "into", "toward", "towards"})
_ROUNDS: Final = words("shots rounds bullets volleys gunshots")
_DOWNED: Final = words(
    """
    drone drones missile missiles rocket rockets projectiles uav uavs aircraft
    """
)
_WEAPON_NOUNS: Final = words(
    """
    bomb bombs bomber bombers mine mines landmine landmines rocket rockets missile missiles shell
    shells drone drones mortar mortars ied grenade
    """
)
_CAME: Final = words("came come coming comes")
_FIRE: Final = frozenset({"fire", "gunfire", "shots"})
_CHARGES: Final = frozenset({"device", "blast", "explosion"})
_SELVES: Final = frozenset({"himself", "herself", "themselves"})
_STOPPED: Final = words("intercepted intercept intercepting downed neutralised neutralized")
_MINES: Final = frozenset({"mine", "landmine", "mines", "landmines"})
_STEPPED: Final = words("stepped hit struck drove triggered over onto")
_PLANTED: Final = AUXILIARIES | words(
    "planted hidden explosion round rounds shell shells which that"
)
_STRUCK: Final = words(
    """
    killed killing wounded injured landed ripped tore fell rained destroyed damaged crashed
    slammed smashed
    """
)
_DOWN: Final = frozenset(
    {("came", "down"), ("went", "through"), ("came", "through"), ("tore", "into")}
)
_FLIGHT: Final = 8
_ALIGHT: Final = frozenset({"fire", "ablaze", "alight"})
_AIRCRAFT: Final = words("jet plane helicopter warplane aircraft fighter bomber airliner gunship")
_EXCHANGE: Final = words("exchange exchanged exchanges traded trading opened opening")
_GUNS: Final = words("guns artillery batteries howitzers mortars tanks salvoes shells rockets")
_BURST: Final = words("blew blown blow blowing went going go goes set")
_NEAR: Final = 6


def is_verb(tokens: Tokens, at: int) -> bool:
    """Tell whether a word that is noun or verb is a verb here.

    Parameters
    ----------
    tokens
        The words of the text.
    at
        The word.

    Returns
    -------
    bool
        True after "to", "could" and the like, and before an object.
    """
    before, after = tokens.at(at - 1), tokens.at(at + 1)
    if before in _ADVERBS:
        return is_verb(tokens, at - 1) or tokens.at(at - 2) in _MODALS
    if tokens.at(at - 2) == "should" and before not in _MODALS:
        return True
    if before in _MODALS:
        return not (before == "to" and tokens.at(at - 2) in {"due", "response", "leading", "led"})
    adverb = before.endswith("ly") and before not in _NO_ADVERBS
    if adverb or (after in _OPENING and before not in _OWNING):
        return True
    if not tokens.words[at].endswith("s") or before in POSSESSIVES or before in PREPOSITIONS:
        return False
    return (
        after[:1].isalpha()
        and tokens.words[at + 1][0].isupper()
        and before in {"army", "military", "force"}
    )


def _fired(sentence: Sentence, at: int) -> Trigger | None:
    """Something that is fired: the weapon says what it is."""
    tokens = sentence.tokens
    if tokens.lower[at] == "fire" and not is_verb(tokens, at):
        return _gunnery(sentence, at)
    ahead = tokens.lower[at + 1 : min(sentence.after, at + 7)]
    stop = next((n for n, w in enumerate(ahead) if w in _SHOT_ON or w in {",", "from"}), len(ahead))
    thing = ahead[:stop]
    if "tear" in thing or ("rubber" in thing and "bullets" in thing):
        return Trigger(first=at, after=at + 1, kind=Kind.FORCE_AGAINST_PROTESTERS, verb=True)
    if any(word in FIXED_NOUNS or word in CLASS_NOUNS for word in thing):
        return None
    back = tokens.lower[max(sentence.first, at - 4) : at]
    kind = _weapon_of(thing)
    if kind is not None and _weapon_of(back) in {Kind.AIRSTRIKE, Kind.DRONE_STRIKE}:
        kind = _weapon_of(back)
    if kind is None and "cylinder" in back[-1:]:
        kind = Kind.SHELLING
    if kind is None and (tokens.at(at - 1) in AUXILIARIES or tokens.at(at - 2) != "with"):
        kind = _weapon_of(back if tokens.at(at - 1) in AUXILIARIES else back[-1:])
    in_air = ahead[:3] == ["into", "the", "air"]
    shots = (
        tokens.lower[at].startswith("fir")
        and not in_air
        and (not thing or not _ROUNDS.isdisjoint(thing))
    )
    if kind is None and shots and tokens.at(at + 1 + stop) in _SHOT_ON and sentence.armed(at):
        crowd = not CROWD.isdisjoint(sentence.words)
        kind = Kind.FORCE_AGAINST_PROTESTERS if crowd else Kind.ATTACK
    return None if kind is None else Trigger(first=at, after=at + 1, kind=kind, verb=True)


def _gunnery(sentence: Sentence, at: int) -> Trigger | None:
    """Fire of heavy weapons: "mortar fire resumed"."""
    weapon, begin = sentence.weapon(at)
    if weapon is not Kind.SHELLING or sentence.company.other > sentence.company.war:
        return None
    return Trigger(first=begin, after=at + 1, kind=weapon)


def _weapon_of(near: list[str]) -> Kind | None:
    """The kind that the weapons among some words give."""
    found = {WEAPONS[word] for word in near if word in WEAPONS}
    return next((kind for kind in MODIFIERS if kind in found), None)


def _shot(sentence: Sentence, at: int) -> Trigger | None:
    """Somebody shot, or an aircraft shot down."""
    tokens = sentence.tokens
    ahead = tokens.lower[at + 1 : min(sentence.after, at + 8)]
    if ahead[:2] == ["-", "out"]:
        return Trigger(first=at, after=at + 3, kind=Kind.ARMED_CLASH)
    if ahead[:1] == ["down"] and not _DOWNED.isdisjoint(
        ahead + tokens.lower[max(sentence.first, at - 6) : at]
    ):
        return Trigger(first=at, after=at + 2, kind=Kind.DISRUPTED_WEAPONS, verb=True)
    sure = (
        "dead" in ahead[:4]
        or ahead[:2] == ["to", "death"]
        or ahead[:2] == ["and", "killed"]
        or ahead[:1] == ["at"]
    )
    sure |= tokens.at(at - 1) in AUXILIARIES and ahead[:1] != ["in"]
    if (sure or sentence.armed(at)) and sentence.company.other <= sentence.company.war + sure:
        crowd = not CROWD.isdisjoint(ahead)
        kind = Kind.FORCE_AGAINST_PROTESTERS if crowd else Kind.ATTACK
        return Trigger(first=at, after=at + 1, kind=kind, verb=True)
    return None


def _exchanged(sentence: Sentence, at: int) -> Trigger | None:
    """Fire that is opened or exchanged."""
    ahead = sentence.tokens.lower[at + 1 : min(sentence.after, at + 4)]
    shot = next((n for n, word in enumerate(ahead) if word in _FIRE), None)
    opened = sentence.tokens.lower[at].startswith("open")
    if (
        shot is None
        and opened
        and ahead[:2] in (["up", "with"], ["up", "on"])
        and sentence.armed(at)
    ):
        with_ = sentence.with_weapon(at) or Kind.ATTACK
        return Trigger(first=at, after=at + 2, kind=with_, verb=True)
    back = sentence.tokens.lower[max(sentence.first, at - 4) : at]
    if shot is None and opened and ahead[:1] == ["up"] and not _GUNS.isdisjoint(back):
        return Trigger(first=at, after=at + 2, kind=Kind.SHELLING, verb=True)
    if shot is None and not opened and not _GUNS.isdisjoint(ahead):
        return Trigger(first=at, after=at + 2, kind=Kind.ARMED_CLASH, verb=True)
    if shot is None:
        return None
    kind = Kind.ATTACK if opened else Kind.ARMED_CLASH
    return Trigger(first=at, after=at + 2 + shot, kind=kind, verb=True)


def _burst(sentence: Sentence, at: int) -> Trigger | None:
    """Something that blows up or goes off."""
    tokens, word = sentence.tokens, sentence.tokens.lower[at]
    ahead = tokens.lower[at + 1 : min(sentence.after, at + 8)]
    if word.startswith("bl") and ahead[:1] == ["apart"]:
        with_ = sentence.with_weapon(at) or Kind.BOMBING
        return Trigger(first=at, after=at + 2, kind=with_, verb=True)
    if word.startswith("bl") and "up" in ahead:
        if not _SELVES.isdisjoint(ahead[:1]):
            return Trigger(first=at, after=at + 1, kind=Kind.SUICIDE_BOMBING, verb=True)
        after = at + 1 + (ahead[0] == "up")
        told = sentence.unmarked() or sentence.armed(at)
        return Trigger(first=at, after=after, kind=Kind.BOMBING, verb=True) if told else None
    near = tokens.lower[max(sentence.first, at - _NEAR) : at] + ahead
    if ahead[:1] == ["off"] and "grenade" in near:
        return Trigger(first=at, after=at + 2, kind=Kind.GRENADE, verb=True)
    if ahead[:1] == ["off"] and any(w in WEAPONS or w in _CHARGES for w in near):
        return Trigger(first=at, after=at + 2, kind=Kind.BOMBING, verb=True)
    return None


def _held(sentence: Sentence, at: int) -> Trigger | None:
    """Tear gas, weapons brought down."""
    tokens, word = sentence.tokens, sentence.tokens.lower[at]
    ahead = tokens.lower[at + 1 : min(sentence.after, at + 6)]
    if word in _STOPPED:
        back = tokens.lower[max(sentence.first, at - _NEAR) : at]
        if _DOWNED.isdisjoint(ahead + back):
            return None
        return Trigger(first=at, after=at + 1, kind=Kind.DISRUPTED_WEAPONS, verb=True)
    if word == "brought" and ahead[:1] == ["down"]:
        manned = not _AIRCRAFT.isdisjoint(ahead)
        kind = Kind.ATTACK if manned else Kind.DISRUPTED_WEAPONS
        down = manned or not _DOWNED.isdisjoint(ahead)
        return Trigger(first=at, after=at + 2, kind=kind, verb=True) if down else None
    if word == "tear" and ahead[:1] == ["gas"]:
        return Trigger(first=at, after=at + 2, kind=Kind.FORCE_AGAINST_PROTESTERS)
    return None


def _under_fire(sentence: Sentence, at: int) -> Trigger | None:
    """Fire that somebody comes under or is met by: "came under heavy artillery fire"."""
    tokens = sentence.tokens
    ahead = tokens.lower[at + 1 : min(sentence.after, at + 5)]
    shot = next((n for n, word in enumerate(ahead) if word in _FIRE), None)
    if shot is None or not PREPOSITIONS.isdisjoint(ahead[:shot]):
        return None
    led = tokens.at(at - 1) in _CAME if tokens.lower[at] == "under" else tokens.at(at - 1) == "met"
    kind = _weapon_of(ahead[:shot])
    if not led or not (kind or sentence.armed(at)):
        return None
    plain = Kind.ATTACK if tokens.lower[at] == "under" else Kind.ARMED_CLASH
    return Trigger(first=at, after=at + 2 + shot, kind=kind or plain)


def _trap(sentence: Sentence, at: int) -> Trigger | None:
    """A trap of explosives: "a booby trap"."""
    tokens = sentence.tokens
    booby = "booby" in {tokens.at(at - 1), tokens.at(at - 2)}
    struck = not _STRUCK.isdisjoint(sentence.words)
    return Trigger(first=at, after=at + 1, kind=Kind.BOMBING) if booby and struck else None


def _bomb(sentence: Sentence, at: int) -> Trigger | None:
    """A weapon that does something: "a roadside bomb killed", "rockets landed"."""
    tokens = sentence.tokens
    word, here = tokens.lower[at], at + 1
    if word in {"bomber", "bombers"} and tokens.at(at - 1) == "suicide":
        return Trigger(first=at - 1, after=at + 1, kind=Kind.SUICIDE_BOMBING)
    if word in _MINES and not _STEPPED.isdisjoint(tokens.lower[max(sentence.first, at - 4) : at]):
        return Trigger(first=at, after=at + 1, kind=Kind.BOMBING)
    while here < sentence.after and tokens.lower[here] in _PLANTED:
        here += 1
    kind, begin = sentence.weapon(at + 1)
    if backing_before(tokens, begin, sentence.first) is not None:
        return None
    if not _lands(sentence, here) or kind is None or sentence.company.other > sentence.company.war:
        return None
    return Trigger(first=begin, after=at + 1, kind=kind)


def _lands(sentence: Sentence, here: int) -> bool:
    """Whether a weapon comes down at a word or soon after, or sets something on fire."""
    tokens = sentence.tokens
    if tokens.at(here) in _STRUCK:
        return True
    ahead = [tokens.at(n) for n in range(here, min(sentence.after, here + _FLIGHT))]
    if not _DOWN.isdisjoint(pairwise(ahead)):
        return True
    return any(
        word == "set" and not _ALIGHT.isdisjoint(ahead[n : n + 4])
        for n, word in enumerate(ahead[:2])
    )


_LOOKS: Final = (
    (_FIRED, _fired),
    (frozenset({"shot", "shoot", "shooting"}), _shot),
    (_WEAPON_NOUNS, _bomb),
    (_EXCHANGE, _exchanged),
    (frozenset({"under", "by", "with"}), _under_fire),
    (frozenset({"trap", "traps"}), _trap),
    (_BURST, _burst),
    (words("tear brought") | _STOPPED, _held),
)
DEEDS: Final[Mapping[str, tuple[Callable[[Sentence, int], Trigger | None], ...]]] = {
    word: tuple(look for known, look in (*GROUND_DEEDS, *_LOOKS) if word in known)
    for word in frozenset[str]().union(*(known for known, _ in (*GROUND_DEEDS, *_LOOKS)))
}
"""What to look for at a word: each tells the event there, if there is one."""
