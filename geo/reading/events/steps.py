"""Diplomatic steps and agreements: recalled, expelled, summoned, talked, restored."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.kinds import Kind
from geo.reading.events.event_words import DIPLOMATS, TIES
from geo.reading.events.ties import TIES_OF
from geo.reading.events.trigger import Trigger
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens

__all__ = ["find_steps"]

_REACH: Final = 7
_FAR: Final = 16
_BEING: Final = frozenset({"was", "were", "been", "being"})
_RECALL: Final = words(
    """
    recalled recall recalls recalling withdrew withdraw withdrawing withdrawn
    """
)
_EXPEL: Final = words(
    """
    expelled expel expels expelling expulsion barred bar barring ordered ousted
    """
)
_HOME: Final = words("called calling call brought bring bringing ordered")
_ASK: Final = words("asked asks asking told ordered barred bar barring")
_AWAY: Final = words("leave stay returning return depart")
_SUMMON: Final = words("summoned summon summons summoning")
_RESTORE: Final = words(
    """
    restored restore restores restoring reestablish reestablished reestablishing resumed resume
    resuming normalise normalised normalize normalized normalising normalizing establish renew
    renewed restoration resumption
    """
)
_SPOKE: Final = words("spoke spoken speaking speak talked call conversation")
_BY_PHONE: Final = words("telephone phone telephonic")
_OFFICIALS: Final = words(
    """
    minister ministers counterpart counterparts president presidents premier chancellor envoy
    envoys ambassador negotiators delegations delegation officials leaders sides governments
    diplomats secretary countries delegates armies
    """
)
_NEIGHBOURS: Final = frozenset({"neighbour", "neighbor"})
_TALKS: Final = frozenset({"talks", "negotiations", "consultations"})
_NO_TALKS: Final = words(
    """
    transfer pay wage takeover merger contract coalition club clubs union budget players investors
    shares
    """
)
_MATTERS: Final = words(
    """
    peace ceasefire truce nuclear bilateral trilateral border direct indirect emergency diplomatic
    prisoner prisoners held hold holding disengagement security state states summit negotiating
    mediated stalled proximity round rounds
    """
)
_MEETING: Final = words("ministers presidents leaders delegations negotiators premiers envoys")
_PACTS: Final = frozenset({"ceasefire", "truce", "armistice", "cessation"})
_NOUNS: Final = _TALKS | _PACTS | {"call", "conversation", "restoration", "persona"}
_BOTH: Final = words("both two sides armies governments countries")
_IN_FORCE: Final = frozenset({("came", "into"), ("took", "effect"), ("comes", "into")})
_PEACE: Final = frozenset(
    {"peace", "border", "prisoner", "disengagement", "de-escalation", "cease-fire"}
)
_DEALS: Final = frozenset({"agreement", "deal", "accord", "treaty", "pact"})
_SIGNED: Final = words(
    """
    signed sign signing agreed agree reached reach brokered announced declared concluded accepted
    """
)


def find_steps(tokens: Tokens, first: int, after: int) -> list[Trigger]:
    """Find the steps between governments that a sentence tells.

    Parameters
    ----------
    tokens
        The words of the text.
    first, after
        The sentence: its first word and the one after the last.

    Returns
    -------
    list
        In order.
    """
    found: list[Trigger] = []
    for at in range(first, after):
        if tokens.lower[at] not in _WORDS:
            continue
        kind = _kind(tokens, at, first, after)
        told = kind in [one.kind for one in found[-1:]]
        hotline = kind is Kind.AGREEMENT and found and "hotline" in tokens.lower[at : at + _FAR]
        if kind is not None and not told and not hotline:
            verb = tokens.lower[at] not in _NOUNS
            begin = at - 2 if tokens.lower[max(first, at - 2) : at] == ["re", "-"] else at
            found.append(Trigger(first=begin, after=at + 1, kind=kind, verb=verb))
    return found


def _kind(tokens: Tokens, at: int, first: int, after: int) -> Kind | None:
    """The step that a word tells, with the words around it."""
    word = tokens.lower[at]
    look, more = _LOOKS.get(word), TIES_OF.get(word, ())
    back = tokens.lower[max(first, at - _FAR) : at]
    ahead = tokens.lower[at + 1 : min(after, at + _FAR + 1)]
    kind = look(word, back[-_REACH:], ahead[:_REACH]) if look is not None else None
    return kind or next(filter(None, (one(word, back, ahead) for one in more)), None)


def _people(word: str, back: list[str], ahead: list[str]) -> Kind | None:
    """Ambassadors who are called home, sent away or called in."""
    passive = word.endswith(("ed", "n")) and bool(_BEING & set(back[-2:]))
    near = ahead
    named = not DIPLOMATS.isdisjoint(back if passive else near)
    named |= "one" in near[:4] and not DIPLOMATS.isdisjoint(back)
    if not named:
        return None
    if word in _RECALL:
        return Kind.RECALL
    if word in _SUMMON:
        return Kind.SUMMONS
    return Kind.EXPULSION if word not in {"ordered", "bar", "barred", "barring"} else None


def _called(_: str, back: list[str], ahead: list[str]) -> Kind | None:
    """Ambassadors who are called home or called in."""
    if ahead[:1] == ["home"] and not DIPLOMATS.isdisjoint(ahead + back):
        return Kind.RECALL
    near = ahead[1:6]
    if ahead[:1] == ["in"] and not DIPLOMATS.isdisjoint(near):
        return Kind.SUMMONS
    home = "home" in near and not DIPLOMATS.isdisjoint(near[: near.index("home")])
    return Kind.RECALL if home else None


def _away(_: str, back: list[str], __: list[str]) -> Kind | None:
    """An ambassador who is asked to leave or not to return."""
    if DIPLOMATS.isdisjoint(back) or _ASK.isdisjoint(back):
        return None
    return Kind.EXPULSION


def _unwelcome(_: str, __: list[str], ahead: list[str]) -> Kind | None:
    """A diplomat who is declared persona non grata."""
    return Kind.EXPULSION if ahead[:2] == ["non", "grata"] else None


def _met(_: str, back: list[str], ahead: list[str]) -> Kind | None:
    """Leaders and ministers who meet."""
    several = not _MEETING.isdisjoint(back)
    official = not _OFFICIALS.isdisjoint(back)
    counterpart = official and not (_OFFICIALS | _NEIGHBOURS).isdisjoint(ahead[:5])
    return Kind.TALKS if (several and ahead[:1] != ["with"]) or counterpart else None


def _restored(_: str, back: list[str], ahead: list[str]) -> Kind | None:
    """Ties that are restored."""
    passive = bool(_BEING & set(back[-2:]))
    near = back if passive else ahead
    at = next((n for n, word in enumerate(near) if word in TIES), None)
    if at is None:
        return None
    if passive and back[-2:-1] in (["ties"], ["relations"]):
        return Kind.RESTORATION
    diplomatic = {"diplomatic", "full", "bilateral", "all", "with", "between", "relations"}
    return Kind.RESTORATION if diplomatic & set(near + ahead) else None


def _spoke(word: str, back: list[str], ahead: list[str]) -> Kind | None:
    """Governments that speak on the telephone."""
    phone = not _BY_PHONE.isdisjoint(ahead) or not _BY_PHONE.isdisjoint(back[-2:])
    people = not _OFFICIALS.isdisjoint(back) or not _OFFICIALS.isdisjoint(ahead)
    if word in {"call", "conversation"}:
        linked = bool({"with", "between"} & set(ahead[:2])) or phone
        return Kind.TALKS if linked and people else None
    counterpart = bool({"counterpart", "counterparts"} & set(ahead))
    return Kind.TALKS if (phone and people) or counterpart else None


def _talks(_: str, back: list[str], ahead: list[str]) -> Kind | None:
    """Talks between governments."""
    near = back + ahead
    if ahead[:1] in (["about"], ["to"]) or not _NO_TALKS.isdisjoint(near):
        return None
    return None if _OFFICIALS.isdisjoint(near) and _MATTERS.isdisjoint(near) else Kind.TALKS


def _pact(word: str, back: list[str], ahead: list[str]) -> Kind | None:
    """Agreements that end or limit a fight."""
    if word in _PACTS:
        if not _IN_FORCE.isdisjoint(pairwise(ahead)):
            return Kind.AGREEMENT
        passive = not _BEING.isdisjoint(ahead[:2]) and not _SIGNED.isdisjoint(ahead[:3])
        return Kind.AGREEMENT if passive or not _SIGNED.isdisjoint(back) else None
    both = not _BOTH.isdisjoint(back) and ("pull", "back") in pairwise(ahead)
    pact = (
        both
        or not (_PACTS | {"hotline"}).isdisjoint(ahead)
        or (not _PEACE.isdisjoint(ahead) and not _DEALS.isdisjoint(ahead))
    )
    return Kind.AGREEMENT if pact else None


_LOOKS: Final = (
    dict.fromkeys(_RECALL | _EXPEL | _SUMMON, _people)
    | dict.fromkeys(_AWAY, _away)
    | dict.fromkeys(_RESTORE, _restored)
    | dict.fromkeys(_SPOKE, _spoke)
    | dict.fromkeys(_TALKS, _talks)
    | dict.fromkeys(_PACTS | _SIGNED, _pact)
    | dict.fromkeys(_HOME - _EXPEL, _called)
    | {"persona": _unwelcome, "met": _met}
)
_WORDS: Final = frozenset(_LOOKS) | frozenset(TIES_OF)
