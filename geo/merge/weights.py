"""How much each observation speaks for or against two incidents being one.

A weight is a natural logarithm of odds: +0.7 doubles the odds that the two are the same event,
-0.7 halves them, 0 leaves them alone. Weights are added up, from `PRIOR` on, and the sum read
back as a probability. They are set by hand, in round numbers; `python -m tests.benchmarks.merging`
shows what they find and what they miss. Whatever is not known weighs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["CERTAIN", "PRIOR", "WEIGHTS", "Aspect", "Observed", "Reason"]


class Aspect(StrEnum):
    """What a reason is about, in the order in which reasons are weighed."""

    LINK = "link"
    """What a person recorded of the two."""
    TEXT = "text"
    """The words of the sources that both rest on."""
    KIND = "kind"
    DATE = "date"
    PLACE = "place"
    SIDES = "sides"
    """The governments behind a diplomatic step."""
    ACTORS = "actors"
    TARGET = "target"
    WEAPON = "weapon"
    KILLED = "killed"
    INJURED = "injured"


class Observed(StrEnum):
    """What can be observed of two incidents."""

    LINKED_SAME = "linked_same"
    LINKED_APART = "linked_apart"
    SAME_WORDS = "same_words"
    TOLD_APART = "told_apart"
    COPY_TOLD_APART = "copy_told_apart"
    SAME_KIND = "same_kind"
    SAME_VAGUE_KIND = "same_vague_kind"
    KINDRED_KIND = "kindred_kind"
    UNLIKE_ARMS = "unlike_arms"
    OTHER_KIND = "other_kind"
    KIND_RULED_OUT = "kind_ruled_out"
    SAME_DAY = "same_day"
    WITHIN_DAYS = "within_days"
    WITHIN_MONTH = "within_month"
    WITHIN_LONGER = "within_longer"
    NEXT_DAY = "next_day"
    NEXT_DAY_ONE_SOURCE = "next_day_one_source"
    SOME_DAYS_APART = "some_days_apart"
    MANY_DAYS_APART = "many_days_apart"
    DATE_RULED_OUT = "date_ruled_out"
    SAME_PLACE = "same_place"
    NEAR = "near"
    DISCS_TOUCH = "discs_touch"
    SAME_PROVINCE = "same_province"
    SAME_REGION = "same_region"
    SAME_COUNTRY = "same_country"
    BEYOND_REACH = "beyond_reach"
    OTHER_PROVINCE = "other_province"
    APART = "apart"
    FAR_APART = "far_apart"
    OTHER_COUNTRY = "other_country"
    SAME_SIDE = "same_side"
    SAME_SIDES = "same_sides"
    OTHER_SIDE = "other_side"
    SAME_GROUP = "same_group"
    SAME_STATE = "same_state"
    SAME_NAME = "same_name"
    DENIED = "denied"
    OTHERS_ACCUSED = "others_accused"
    OTHER_ACTORS = "other_actors"
    SAME_TARGET_GROUP = "same_target_group"
    SAME_TARGET_COUNTRY = "same_target_country"
    OTHER_TARGET_COUNTRY = "other_target_country"
    SAME_WEAPON = "same_weapon"
    OTHER_WEAPON = "other_weapon"
    SAME_NUMBER = "same_number"
    NUMBERS_AGREE = "numbers_agree"
    NUMBERS_CLOSE = "numbers_close"
    NUMBERS_DIFFER = "numbers_differ"
    NUMBERS_FAR_APART = "numbers_far_apart"


CERTAIN: Final = 100.0
"""Nothing outweighs this: with it the score is 1, with minus it 0."""

PRIOR: Final = -3.0
"""Two incidents that somebody told apart, and of which nothing is known, are mostly two."""

WEIGHTS: Final[dict[Observed, float]] = {
    # A person has decided.
    Observed.LINKED_SAME: CERTAIN,
    Observed.LINKED_APART: -CERTAIN,
    # A report that tells two events in different sentences means two; but a sentence may tell
    # several events, and a copy may be reworded.
    Observed.SAME_WORDS: 1.0,
    Observed.TOLD_APART: -2.5,
    Observed.COPY_TOLD_APART: -1.0,
    # Reports confuse one kind of strike with another; nobody confuses a strike with a summons.
    Observed.SAME_KIND: 1.0,
    Observed.SAME_VAGUE_KIND: 0.5,
    Observed.KINDRED_KIND: 0.3,
    Observed.UNLIKE_ARMS: -1.0,
    Observed.OTHER_KIND: -3.0,
    Observed.KIND_RULED_OUT: -CERTAIN,
    # Time zones and late news shift a date by a day; nothing shifts it by ten.
    Observed.SAME_DAY: 1.5,
    Observed.WITHIN_DAYS: 1.0,
    Observed.WITHIN_MONTH: 0.4,
    Observed.WITHIN_LONGER: 0.1,
    Observed.NEXT_DAY: -1.0,
    Observed.NEXT_DAY_ONE_SOURCE: -2.5,
    Observed.SOME_DAYS_APART: -3.0,
    Observed.MANY_DAYS_APART: -6.0,
    Observed.DATE_RULED_OUT: -CERTAIN,
    # A town says much, a province little, a country next to nothing.
    Observed.SAME_PLACE: 3.0,
    Observed.NEAR: 2.5,
    Observed.DISCS_TOUCH: 1.0,
    Observed.SAME_PROVINCE: 1.0,
    Observed.SAME_REGION: 0.5,
    Observed.SAME_COUNTRY: 0.3,
    Observed.BEYOND_REACH: -0.5,
    Observed.OTHER_PROVINCE: -1.5,
    Observed.APART: -2.0,
    Observed.FAR_APART: -4.0,
    Observed.OTHER_COUNTRY: -4.0,
    # A diplomatic step is known by its governments, wherever it was announced.
    Observed.SAME_SIDE: 1.5,
    Observed.SAME_SIDES: 3.0,
    Observed.OTHER_SIDE: -4.0,
    # Who did it is often disputed: an accusation weighs less than a report.
    Observed.SAME_GROUP: 2.0,
    Observed.SAME_STATE: 1.5,
    Observed.SAME_NAME: 0.5,
    Observed.DENIED: 0.0,
    Observed.OTHERS_ACCUSED: -1.0,
    Observed.OTHER_ACTORS: -2.5,
    # The country aimed at mostly follows from the place; another one does not fit at all.
    Observed.SAME_TARGET_GROUP: 0.7,
    Observed.SAME_TARGET_COUNTRY: 0.3,
    Observed.OTHER_TARGET_COUNTRY: -3.0,
    Observed.SAME_WEAPON: 0.3,
    Observed.OTHER_WEAPON: -0.3,
    # Two events may well have nine dead each, and one event's toll grows for days.
    Observed.SAME_NUMBER: 0.5,
    Observed.NUMBERS_AGREE: 0.3,
    Observed.NUMBERS_CLOSE: -0.3,
    Observed.NUMBERS_DIFFER: -1.0,
    Observed.NUMBERS_FAR_APART: -2.0,
}
"""The weight of each observation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One observation about two incidents.

    Parameters
    ----------
    about
        What it is about.
    observed
        What was observed.
    text
        The same in one sentence for people.
    """

    about: Aspect
    observed: Observed
    text: str

    @property
    def weight(self) -> float:
        """How much it speaks for (above 0) or against (below 0) the two being one event."""
        return WEIGHTS[self.observed]
