"""What happened, in one word, and its equal in ACLED's and PLOVER's vocabularies.

ACLED event and sub-event types follow the ACLED codebook (2023 edition: 6 event types,
25 sub-event types); PLOVER events and modes follow the PLOVER manual of the Open Event
Data Alliance. Several of our kinds can share one ACLED sub-event type (a drone strike and
an air strike do); the first of them in the table is what that type reads back as.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from geo.errors import ModelError

__all__ = ["ARMED", "KINDS", "Family", "Kind", "KindFacts", "kind_from_acled", "kind_from_plover"]


class Kind(StrEnum):
    """What an incident is.

    Several can share an ACLED sub-event type, or a PLOVER event and mode; it then reads back as the
    first of them in the table.
    """

    AIRSTRIKE = "airstrike"
    """Bombs or missiles from an aircraft with a crew, or from one that nobody describes."""
    DRONE_STRIKE = "drone_strike"
    """Fire from an aircraft without a crew, or an aircraft that is itself the bomb."""
    MISSILE_STRIKE = "missile_strike"
    """Missiles or rockets from the ground or from the sea."""
    SHELLING = "shelling"
    """Artillery, mortars or tanks from afar."""
    BOMBING = "bombing"
    """An explosive that was placed: a bomb, a mine, a car bomb."""
    SUICIDE_BOMBING = "suicide_bombing"
    """An explosive whose bearer means to die by it."""
    GRENADE = "grenade"
    """A grenade thrown by hand or launched from close by."""
    CHEMICAL_WEAPON = "chemical_weapon"
    """A chemical weapon, however it was brought."""
    ARMED_CLASH = "armed_clash"
    """Armed sides that fire at each other."""
    TERRITORY_REGAINED = "territory_regained"
    """A fight after which a state holds ground that it had lost."""
    TERRITORY_TAKEN = "territory_taken"
    """A fight after which an armed group or a foreign force holds the ground."""
    ATTACK = "attack"
    """Armed violence of one side against people who do not fight back."""
    ASSASSINATION = "assassination"
    """The killing, or the attempt, of a person who was chosen."""
    ABDUCTION = "abduction"
    """People taken away by force, or made to disappear."""
    SEXUAL_VIOLENCE = "sexual_violence"
    """Sexual violence against civilians."""
    PEACEFUL_PROTEST = "peaceful_protest"
    """A protest without violence from any side."""
    PROTEST_WITH_INTERVENTION = "protest_with_intervention"
    """A protest that is broken up or met with arrests, without deadly force."""
    FORCE_AGAINST_PROTESTERS = "force_against_protesters"
    """A protest without violence that is met with deadly or grave force."""
    VIOLENT_DEMONSTRATION = "violent_demonstration"
    """A protest whose people use violence or destroy things."""
    MOB_VIOLENCE = "mob_violence"
    """Violence by a crowd outside any protest."""
    AGREEMENT = "agreement"
    """A truce, treaty or other agreement between sides."""
    ARRESTS = "arrests"
    """Arrests that matter to a conflict, of many or of somebody of note."""
    GROUP_CHANGE = "group_change"
    """A group is founded, splits, joins another, or moves."""
    DISRUPTED_WEAPONS = "disrupted_weapons"
    """A weapon found, stopped or shot down before it did harm."""
    BASE_ESTABLISHED = "base_established"
    """A headquarters, post or base is set up."""
    LOOTING = "looting"
    """Looting or the destruction of property, with nobody attacked."""
    TERRITORY_TRANSFER = "territory_transfer"
    """Ground that changes hands without a fight."""
    RECALL = "recall"
    """A state calls its own ambassador home."""
    EXPULSION = "expulsion"
    """A state sends an ambassador or diplomats away, or bars their return."""
    SUMMONS = "summons"
    """A state calls in the diplomat of another to protest."""
    TALKS = "talks"
    """Governments speak: a call, a visit, a meeting."""
    RESTORATION = "restoration"
    """Ties between governments return to what they were."""
    OTHER = "other"
    """Anything else that belongs to the story."""


class Family(StrEnum):
    """The group of kinds that a map draws alike."""

    STRIKE = "strike"
    """Fire from the air or from afar."""
    BOMBING = "bombing"
    """Explosives placed, carried or thrown."""
    FIGHTING = "fighting"
    """Armed clashes and attacks at close quarters."""
    UNREST = "unrest"
    """Protests and riots."""
    DIPLOMACY = "diplomacy"
    """Steps between governments."""
    OTHER = "other"
    """Arrests, agreements and the rest."""


ARMED: Final = frozenset({Family.STRIKE, Family.BOMBING, Family.FIGHTING})
"""Families of kinds in which arms are used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFacts:
    """What is known of a kind.

    Parameters
    ----------
    label
        Its name in plain English.
    family
        The group of kinds it is drawn with.
    acled_event
        ACLED event type.
    acled_sub_event
        ACLED sub-event type.
    plover_event
        PLOVER event.
    plover_mode
        PLOVER mode, where the event has one that fits.
    """

    label: str
    family: Family
    acled_event: str
    acled_sub_event: str
    plover_event: str
    plover_mode: str | None


_EXPLOSIONS = "Explosions/Remote violence"
_BATTLES = "Battles"
_CIVILIANS = "Violence against civilians"
_PROTESTS = "Protests"
_RIOTS = "Riots"
_STRATEGIC = "Strategic developments"

_ROWS: Final = (
    (Kind.AIRSTRIKE, "Air strike", Family.STRIKE, _EXPLOSIONS, "Air/drone strike", "ASSAULT", "heavy-weapons"),
    (Kind.DRONE_STRIKE, "Drone strike", Family.STRIKE, _EXPLOSIONS, "Air/drone strike", "ASSAULT", "heavy-weapons"),
    (Kind.SHELLING, "Shelling", Family.STRIKE, _EXPLOSIONS, "Shelling/artillery/missile attack", "ASSAULT", "heavy-weapons"),
    (Kind.MISSILE_STRIKE, "Missile strike", Family.STRIKE, _EXPLOSIONS, "Shelling/artillery/missile attack", "ASSAULT", "heavy-weapons"),
    (Kind.BOMBING, "Bombing", Family.BOMBING, _EXPLOSIONS, "Remote explosive/landmine/IED", "ASSAULT", "explosives"),
    (Kind.SUICIDE_BOMBING, "Suicide bombing", Family.BOMBING, _EXPLOSIONS, "Suicide bomb", "ASSAULT", "suicide-attack"),
    (Kind.GRENADE, "Grenade attack", Family.BOMBING, _EXPLOSIONS, "Grenade", "ASSAULT", "explosives"),
    (Kind.CHEMICAL_WEAPON, "Chemical attack", Family.BOMBING, _EXPLOSIONS, "Chemical weapon", "ASSAULT", None),
    (Kind.ARMED_CLASH, "Armed clash", Family.FIGHTING, _BATTLES, "Armed clash", "ASSAULT", "firearms"),
    (Kind.TERRITORY_REGAINED, "Territory regained", Family.FIGHTING, _BATTLES, "Government regains territory", "COERCE", "seize"),
    (Kind.TERRITORY_TAKEN, "Territory taken", Family.FIGHTING, _BATTLES, "Non-state actor overtakes territory", "COERCE", "seize"),
    (Kind.ATTACK, "Armed attack", Family.FIGHTING, _CIVILIANS, "Attack", "ASSAULT", "firearms"),
    (Kind.ASSASSINATION, "Assassination", Family.FIGHTING, _CIVILIANS, "Attack", "ASSAULT", "assassinate"),
    (Kind.ABDUCTION, "Abduction", Family.FIGHTING, _CIVILIANS, "Abduction/forced disappearance", "ASSAULT", "abduct"),
    (Kind.SEXUAL_VIOLENCE, "Sexual violence", Family.FIGHTING, _CIVILIANS, "Sexual violence", "ASSAULT", "sexual"),
    (Kind.PEACEFUL_PROTEST, "Peaceful protest", Family.UNREST, _PROTESTS, "Peaceful protest", "PROTEST", "demo"),
    (Kind.PROTEST_WITH_INTERVENTION, "Protest with intervention", Family.UNREST, _PROTESTS, "Protest with intervention", "PROTEST", "demo"),
    (Kind.FORCE_AGAINST_PROTESTERS, "Force against protesters", Family.UNREST, _PROTESTS, "Excessive force against protesters", "COERCE", None),
    (Kind.VIOLENT_DEMONSTRATION, "Violent demonstration", Family.UNREST, _RIOTS, "Violent demonstration", "PROTEST", "riot"),
    (Kind.MOB_VIOLENCE, "Mob violence", Family.UNREST, _RIOTS, "Mob violence", "PROTEST", "riot"),
    (Kind.AGREEMENT, "Agreement", Family.OTHER, _STRATEGIC, "Agreement", "AGREE", None),
    (Kind.ARRESTS, "Arrests", Family.OTHER, _STRATEGIC, "Arrests", "COERCE", "arrest"),
    (Kind.GROUP_CHANGE, "Change to a group", Family.OTHER, _STRATEGIC, "Change to group/activity", "MOBILIZE", None),
    (Kind.DISRUPTED_WEAPONS, "Weapons stopped", Family.OTHER, _STRATEGIC, "Disrupted weapons use", "COERCE", "seize"),
    (Kind.BASE_ESTABLISHED, "Base set up", Family.OTHER, _STRATEGIC, "Headquarters or base established", "MOBILIZE", "troops"),
    (Kind.LOOTING, "Looting or destruction", Family.OTHER, _STRATEGIC, "Looting/property destruction", "COERCE", "seize"),
    (Kind.TERRITORY_TRANSFER, "Territory handed over", Family.OTHER, _STRATEGIC, "Non-violent transfer of territory", "RETREAT", None),
    (Kind.OTHER, "Other", Family.OTHER, _STRATEGIC, "Other", "THREATEN", None),
    (Kind.RECALL, "Ambassador recalled", Family.DIPLOMACY, _STRATEGIC, "Other", "SANCTION", "withdraw"),
    (Kind.EXPULSION, "Ambassador expelled", Family.DIPLOMACY, _STRATEGIC, "Other", "SANCTION", "expel"),
    (Kind.SUMMONS, "Ambassador summoned", Family.DIPLOMACY, _STRATEGIC, "Other", "ACCUSE", None),
    (Kind.TALKS, "Talks", Family.DIPLOMACY, _STRATEGIC, "Other", "CONSULT", "phone"),
    (Kind.RESTORATION, "Ties restored", Family.DIPLOMACY, _STRATEGIC, "Other", "CONCEDE", None),
)  # fmt: skip

KINDS: Final[dict[Kind, KindFacts]] = {
    kind: KindFacts(
        label=label,
        family=family,
        acled_event=event,
        acled_sub_event=sub_event,
        plover_event=plover,
        plover_mode=mode,
    )
    for kind, label, family, event, sub_event, plover, mode in _ROWS
}
"""Facts of each kind, in the order in which tables and legends list them."""


def kind_from_acled(sub_event: str) -> Kind:
    """Kind of an ACLED sub-event type.

    Parameters
    ----------
    sub_event
        The type as ACLED spells it.

    Returns
    -------
    Kind
        The first kind in `KINDS` of that type.

    Raises
    ------
    ModelError
        If ACLED has no such type.
    """
    for kind, facts in KINDS.items():
        if facts.acled_sub_event.casefold() == sub_event.strip().casefold():
            return kind
    msg = f"{sub_event!r} is not an ACLED sub-event type"
    raise ModelError(msg)


def kind_from_plover(event: str, mode: str | None = None) -> Kind:
    """Kind of a PLOVER event.

    Parameters
    ----------
    event
        Such as `ASSAULT`.
    mode
        Such as `firearms`.

    Returns
    -------
    Kind
        The first kind in `KINDS` of that event and mode.

    Raises
    ------
    ModelError
        If no kind stands for that event and mode.
    """
    for kind, facts in KINDS.items():
        if facts.plover_event == event.strip().upper() and facts.plover_mode == mode:
            return kind
    msg = f"no kind stands for the PLOVER event {event!r} with the mode {mode!r}"
    raise ModelError(msg)
