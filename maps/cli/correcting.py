"""Putting a draft right in a conversation: what of it, which claim, to which value."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.actors import country_of
from geo.count import Count, Counted
from geo.errors import ModelError
from geo.incident import Field, Incident, Withdrawal
from geo.plain import country_name, value_text, verb
from geo.reviewing import FIELD_OF, Aspect, further, lineage, revised, superseding
from geo.when import When
from maps.cli.asking import answer, answer_read, number_of, place_asked, say, say_choices
from maps.cli.common import kind_named, open_gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from geo.dossier import Dossier
    from geo.incident import Claim
    from geo.reviewing import Value
    from geo.source import Citation
    from geo.store import Store
    from geo.where import Where

__all__ = ["correct"]

_NOTHING: Final = "-"
_COUNTRY_CODE: Final = 2
_PER_ROW: Final = 5
_COUNT: Final = "a number as 9, 9-12, 12+ or ~100, or '4 children' for some of them"
_HINTS: Final = {
    Aspect.DATE: "a date as 2024-01-16, 16 January 2024, 2024-01 or EDTF",
    Aspect.PLACE: "a name such as 'Saravan, Iran', or coordinates, latitude first",
    Aspect.KIND: "a kind as airstrike, missile strike, bombing or armed clash",
    Aspect.TITLE: "one line that takes no side",
    Aspect.PERPETRATOR: "who is said to have done it",
    Aspect.TARGET: "whom or what it is said to have been aimed at",
    Aspect.KILLED: _COUNT,
    Aspect.INJURED: _COUNT,
    Aspect.ORIGIN: "the country that it came from, as IR or Iran",
    Aspect.TARGET_COUNTRY: "the country that it was aimed at, as IR or Iran",
}


def correct(store: Store, draft: Dossier, *, by: str, at: datetime) -> bool:
    """Ask what of a draft is wrong and what it should be, and write it down.

    Parameters
    ----------
    store
        The store that it lies in.
    draft
        The draft.
    by
        Who corrects it.
    at
        When, in UTC.

    Returns
    -------
    bool
        Whether something was changed; False where the person went back.
    """
    _menu()
    aspect = answer_read("Correct which (number or name; Enter goes back)", _aspect)
    if aspect is None:
        return False
    if aspect not in FIELD_OF:
        return _correct_own(store, draft, aspect)
    field = FIELD_OF[aspect]
    wrong = [claim for claim in draft.standing if claim.field is field]
    if not wrong:
        return _add(store, draft, aspect, at=at)
    claim = wrong[0] if len(wrong) == 1 else _which(wrong)
    return claim is not None and _correct_claim(store, draft, aspect, claim, by=by, at=at)


def _menu() -> None:
    """What can be corrected, numbered."""
    names = [f"{number:>2} {aspect}" for number, aspect in enumerate(Aspect, 1)]
    for first in range(0, len(names), _PER_ROW):
        say(" " + "".join(f"{name:<15}" for name in names[first : first + _PER_ROW]).rstrip())


def _aspect(typed: str) -> Aspect:
    """The aspect that a number, a name or its beginning stands for."""
    if typed.isdecimal():
        return number_of(typed, list(Aspect))
    wanted = typed.casefold()
    fits = [aspect for aspect in Aspect if aspect.value == wanted]
    fits = fits or [aspect for aspect in Aspect if aspect.startswith(wanted)]
    if len(fits) != 1:
        msg = f"{typed!r} is not one of {', '.join(Aspect)}"
        raise ModelError(msg)
    return fits[0]


def _correct_own(store: Store, draft: Dossier, aspect: Aspect) -> bool:
    """Correct what is the incident's own and nobody's claim."""

    def read(typed: str) -> Incident:
        incident = draft.incident
        if aspect is Aspect.KIND:
            return replace(incident, kind=kind_named(typed))
        if aspect is Aspect.TITLE:
            return replace(incident, title=typed)
        country = None if typed == _NOTHING else _country(typed)
        if aspect is Aspect.ORIGIN:
            return replace(incident, origin_country=country)
        return replace(incident, target_country=country)

    optional = aspect in {Aspect.ORIGIN, Aspect.TARGET_COUNTRY}
    say(f"Type {_HINTS[aspect]}{'; - for none' if optional else ''}. Enter goes back.")
    incident = answer_read(_label(aspect), read)
    if incident is None:
        return False
    store.revise(revised(draft, incident))
    return True


def _correct_claim(
    store: Store, draft: Dossier, aspect: Aspect, wrong: Claim, *, by: str, at: datetime
) -> bool:
    """Have a claim superseded, or taken back where the report says no such thing."""

    def read(typed: str) -> Value | None:
        return None if typed == _NOTHING else _value(aspect, typed, wrong.citation, wrong)

    say(f"Read as: {_told(wrong)}.")
    say(f"Type {_HINTS[aspect]}; - if the report does not say so. Enter goes back.")
    answered = answer_read(_label(aspect), lambda typed: (read(typed),))
    if answered is None:
        return False
    (value,) = answered
    if value is None:
        why = "the report does not say so"
        for claim in lineage(draft, wrong):
            store.withdraw(Withdrawal(subject=claim.id, why=why, by=by, at=at))
        return True
    claim = superseding(draft, wrong, value, at=at)
    store.revise(revised(draft, draft.incident, (claim,)), [claim])
    return True


def _add(store: Store, draft: Dossier, aspect: Aspect, *, at: datetime) -> bool:
    """Add what the report says and nobody read."""
    citation = _which_sentence(draft)
    if citation is None:
        return False
    source = store.sources()[citation.source]
    say(f"Type {_HINTS[aspect]}. Enter goes back.")
    value = answer_read(_label(aspect), lambda typed: _value(aspect, typed, citation, None))
    if value is None:
        return False
    said_by = answer(f"Who says so (Enter for {source.publisher} in its own voice)")
    claim = further(
        draft,
        FIELD_OF[aspect],
        value,
        claimant=said_by or source.publisher,
        citation=citation,
        own_voice=not said_by,
        at=at,
    )
    store.revise(revised(draft, draft.incident, (claim,)), [claim])
    return True


def _which(claims: Sequence[Claim]) -> Claim | None:
    """The claim that was read wrongly, of several."""
    say_choices(map(_told, claims))
    return answer_read("Which one", lambda typed: number_of(typed, claims))


def _which_sentence(draft: Dossier) -> Citation | None:
    """The words of the report that a claim which was overlooked rests on."""
    by_words = {
        (claim.citation.source, claim.citation.quote): claim.citation for claim in draft.standing
    }
    citations = list(by_words.values())
    if not citations:
        msg = f"{draft.incident.id} cites no report; `incidentmap claim` adds claims with a source"
        raise ModelError(msg)
    if len(citations) == 1:
        return citations[0]
    say("Nothing was read of this yet.")
    say_choices(" ".join((each.quote or "no words cited").split()) for each in citations)
    return answer_read("Which of these says so", lambda typed: number_of(typed, citations))


def _value(aspect: Aspect, typed: str, citation: Citation, wrong: Claim | None) -> Value:
    """A claim's value as typed."""
    if aspect is Aspect.DATE:
        return When.parse(typed)
    if aspect is Aspect.PLACE:
        return _place(typed, citation)
    if FIELD_OF[aspect] in {Field.KILLED, Field.INJURED}:
        whom = wrong.count.of if wrong and wrong.count else Counted.PEOPLE
        number, _, named = typed.rpartition(" ")
        if number and named.casefold() in set(Counted):
            return Count.parse(number, of=Counted(named.casefold()))
        return Count.parse(typed, of=whom)
    return typed


def _place(typed: str, citation: Citation) -> Where:
    """A place as typed, mentioned by the words of the report where they have its name."""
    with open_gazetteer() as gazetteer:
        where = place_asked(typed, gazetteer)
    name = where.mention.partition(",")[0].strip()
    at = (citation.quote or "").casefold().find(name.casefold())
    if at < 0 or citation.quote is None:
        return where
    return replace(where, mention=citation.quote[at : at + len(name)])


def _country(typed: str) -> str:
    """The code of a country as typed, by its code or its name."""
    code = typed.upper() if len(typed) == _COUNTRY_CODE else country_of(typed)
    if code is None or country_name(code) == code:
        msg = f"{typed!r} is not a country that is known; type its two letters, such as IR"
        raise ModelError(msg)
    return code


def _told(claim: Claim) -> str:
    return f"{value_text(claim)} ({claim.claimant} {verb(claim)})"


def _label(aspect: Aspect) -> str:
    return aspect.value.capitalize()
