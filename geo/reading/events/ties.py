"""Steps between governments told in several words: sent for, flown home, broken off, thrown out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.kinds import Kind
from geo.reading.events.event_words import DIPLOMATS, TIES
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["TIES_OF"]

_BEING: Final = frozenset({"was", "were", "been", "being", "be"})
_NEAR: Final = 7
_BROKEN: Final = words(
    """
    broke break broken breaking severed sever severing cut cutting suspended suspend suspending
    froze frozen ruptured
    """
)
_FORMAL: Final = frozenset({"diplomatic", "relations"})
_NO_TIES: Final = words("trade business commercial energy sporting military economic supplier")
_THROWN: Final = words("threw throw throws thrown kicked kicks kicking throwing orders ordered")
_FLOWN: Final = words(
    "flew flown fly flying flies pulled pulling evacuated evacuating evacuates withdrew withdrawn"
)
_FETCHED: Final = words("brought called pulled flown ordered")
_STAFF: Final = frozenset({"staff", "personnel", "employees"})
_MISSIONS: Final = words("embassy embassies consulate consulates mission")
_SENT: Final = words("sent send sending sends")
_GIVEN: Final = words("given gave giving gives")
_PERIODS: Final = words("hours days week weeks hour day")
_AWAY: Final = words("leave depart quit")
_GUESTS: Final = DIPLOMATS | _MISSIONS | words("monitors observers staff attachés delegation chief")
_HANDED: Final = words("handed handing delivered")
_NOTES: Final = words("note letter memorandum demarche démarche")


def _broken(word: str, back: list[str], ahead: list[str]) -> Kind | None:
    """Ties that are broken off, cut or suspended."""
    near = back[-_NEAR:] if _BEING & set(back[-2:]) else ahead[:_NEAR]
    told = not TIES.isdisjoint(near) and (word == "severed" or not _FORMAL.isdisjoint(near))
    return Kind.OTHER if told and _NO_TIES.isdisjoint(near) else None


def _thrown(word: str, back: list[str], ahead: list[str]) -> Kind | None:
    """An ambassador who is thrown out."""
    near = back[-_NEAR:] if _BEING & set(back[-2:]) else ahead[:_NEAR]
    people = not (DIPLOMATS | {"monitors"}).isdisjoint(near)
    people |= not _STAFF.isdisjoint(near) and not _MISSIONS.isdisjoint(near)
    out = "out" in (ahead[:_NEAR] if word.startswith("order") else ahead[:1])
    return Kind.EXPULSION if people and out else None


def _flown(_: str, back: list[str], ahead: list[str]) -> Kind | None:
    """Diplomats who are flown home or pulled out."""
    passive = bool(_BEING & set(back[-2:]))
    people = back[-_NEAR:] if passive else ahead[:_NEAR]
    named = not DIPLOMATS.isdisjoint(people)
    named |= not _STAFF.isdisjoint(people) and not _MISSIONS.isdisjoint(people)
    away = {"home", "out", "from"} & set(ahead)
    withdrawn = not _STAFF.isdisjoint(ahead[:3]) and not _MISSIONS.isdisjoint(back)
    if withdrawn:
        return Kind.RECALL
    return Kind.RECALL if named and away else None


def _fetched(_: str, back: list[str], ahead: list[str]) -> Kind | None:
    """The staff of an embassy that is brought home."""
    near = set(ahead[: _NEAR - 1])
    staff = not _STAFF.isdisjoint(back[-2:]) or not _STAFF.isdisjoint(near)
    of_embassy = not _MISSIONS.isdisjoint(back) or not _MISSIONS.isdisjoint(near)
    return Kind.RECALL if "home" in near and staff and of_embassy else None


def _sent(_: str, __: list[str], ahead: list[str]) -> Kind | None:
    """An ambassador who is sent for, or sent home."""
    near = ahead[: _NEAR + 1]
    if ahead[:1] == ["for"] and not DIPLOMATS.isdisjoint(near):
        return Kind.SUMMONS
    if "home" not in near:
        return None
    people = near if near[0] == "home" else near[: near.index("home")]
    return None if DIPLOMATS.isdisjoint(people) else Kind.EXPULSION


def _given(_: str, back: list[str], ahead: list[str]) -> Kind | None:
    """A diplomat who is given some hours to leave."""
    told = not (_PERIODS | {"until"}).isdisjoint(ahead[:_NEAR]) and not _AWAY.isdisjoint(
        ahead[: _NEAR + 2]
    )
    if not told or _GUESTS.isdisjoint(back + ahead[:_NEAR]):
        return None
    return Kind.EXPULSION


def _another(word: str, back: list[str], ahead: list[str]) -> Kind | None:
    """An ambassador told by "one": "recalled its ambassador and expelled the Colombian one"."""
    owned = ahead[1:2] in (["'s"], ["’s"]) and not "".join(ahead[2:3]).isalpha()
    other = owned or not {"one", "ones"}.isdisjoint(ahead[:4])
    if not other or DIPLOMATS.isdisjoint(back):
        return None
    return Kind.EXPULSION if word.startswith("ex") else Kind.RECALL


def _declared(_: str, __: list[str], ahead: list[str]) -> Kind | None:
    """A diplomat who is declared persona non grata."""
    return Kind.EXPULSION if "persona" in ahead and "grata" in ahead else None


def _noted(_: str, __: list[str], ahead: list[str]) -> Kind | None:
    """An ambassador who is handed a note of protest."""
    near = ahead[: _NEAR + 4]
    note = not _NOTES.isdisjoint(near) and "protest" in near
    return Kind.SUMMONS if note and not DIPLOMATS.isdisjoint(near) else None


_LOOKS: Final = (
    (_BROKEN, _broken),
    (_THROWN, _thrown),
    (_FLOWN, _flown),
    (_FETCHED, _fetched),
    (_SENT, _sent),
    (_GIVEN, _given),
    (words("expelled recalled"), _another),
    (words("declared declares declare declaring"), _declared),
    (_HANDED, _noted),
)
TIES_OF: Final[Mapping[str, tuple[Callable[[str, list[str], list[str]], Kind | None], ...]]] = {
    word: tuple(look for known, look in _LOOKS if word in known)
    for word in frozenset[str]().union(*(known for known, _ in _LOOKS))
}
"""What to look for at a word, with a dozen words on each side: the step it tells, if any."""
