"""The walk of a person through drafts on a terminal, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

import typer

from geo.dossier import Dossier
from geo.errors import GeoError
from geo.incident import Status, Withdrawal
from geo.store import Store
from maps.cli.asking import answer, answer_read, number_of, say, say_choices
from maps.cli.common import out
from maps.cli.correcting import correct
from maps.cli.draft_view import draft_view

__all__ = ["Candidate", "Decision", "Merging", "Tally", "walk"]

_CHOICES: Final = {
    "a": "[a]ccept",
    "c": "[c]orrect",
    "r": "[r]eject",
    "m": "[m]erge",
    "s": "[s]kip",
    "q": "[q]uit",
}

Candidate = tuple[str, float, Sequence[str]]
"""An incident that a draft may be the same as: its id, how much speaks for it, and what does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """How a draft is found to be the same as another incident.

    Parameters
    ----------
    candidates
        Gives the incidents that a draft may be the same as, the likeliest first.
    merge
        Merges a draft, by its id, into another incident, by its id.
    """

    candidates: Callable[[Dossier], Sequence[Candidate]]
    merge: Callable[[str, str], None]


class Decision(StrEnum):
    """What a person decided of a draft."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    MERGED = "merged"
    SKIPPED = "skipped"
    ELSEWHERE = "elsewhere"
    """Somebody else decided on it meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What came of a walk through drafts.

    Parameters
    ----------
    accepted
        How many were accepted.
    corrected
        How many were corrected, whatever was decided of them then.
    rejected
        How many were rejected.
    merged
        How many were merged into another incident.
    left
        How many are drafts still.
    """

    accepted: int = 0
    corrected: int = 0
    rejected: int = 0
    merged: int = 0
    left: int = 0

    @property
    def text(self) -> str:
        """The numbers in one line; merged ones only where there are some."""
        merged = f"merged {self.merged}, " if self.merged else ""
        return (
            f"accepted {self.accepted}, corrected {self.corrected}, rejected {self.rejected}, "
            f"{merged}left {self.left}"
        )


def walk(store: Store, drafts: Sequence[str], *, by: str, merging: Merging | None = None) -> Tally:
    """Walk a person through drafts on a terminal.

    Parameters
    ----------
    store
        The store; every decision is written to it at once.
    drafts
        Ids of the drafts, in the order in which they are shown.
    by
        Who decides.
    merging
        How drafts are merged; not offered if left out.

    Returns
    -------
    Tally
        What was decided until the end, or until the person stopped.
    """
    decided: Counter[Decision] = Counter()
    desk = _Desk(store=store, by=by, merging=merging, corrected=set())
    try:
        for number, draft in enumerate(drafts, 1):
            decision = desk.decide(draft, f"Draft {number} of {len(drafts)}")
            if decision is None:
                break
            decided[decision] += 1
    except (typer.Abort, KeyboardInterrupt):
        say("\nStopped. What was decided is in the store.")
    gone = sum(decided.values()) - decided[Decision.SKIPPED]
    return Tally(
        accepted=decided[Decision.ACCEPTED],
        corrected=len(desk.corrected),
        rejected=decided[Decision.REJECTED],
        merged=decided[Decision.MERGED],
        left=len(drafts) - gone,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Where a person decides on drafts, one after the other."""

    store: Store
    by: str
    merging: Merging | None
    corrected: set[str]

    def decide(self, ident: str, heading: str) -> Decision | None:
        """Show a draft and ask until something is decided of it; None where the person quits."""
        if not self._shown(ident, heading):
            return Decision.ELSEWHERE
        choices = _CHOICES if self.merging else {k: v for k, v in _CHOICES.items() if k != "m"}
        question = "  ".join(choices.values())
        while True:
            chosen = answer(question).casefold()
            word = next((k for k, v in choices.items() if chosen in {k, _word(v)}), None)
            if word is None:
                say(f"Type one of {', '.join(choices)}.")
                continue
            try:
                decision = self._done(word, ident, heading)
            except GeoError as problem:
                say(str(problem))
                continue
            if word == "q" or decision is not None:
                return decision

    def _shown(self, ident: str, heading: str) -> bool:
        """Show a draft; False where somebody else decided on it meanwhile."""
        draft = self.store.dossier(ident)
        if draft.incident.status is not Status.DRAFT:
            say(f"{ident} is {draft.incident.status.replace('_', ' ')} by now.")
            return False
        view = draft_view(draft, self.store.sources(), heading)
        out(stderr=True).print(view, soft_wrap=False)
        for other, score, _ in self.merging.candidates(draft)[:1] if self.merging else ():
            say(f"It may be the same as {other} ({score:.2f} of 1); [m]erge says why.\n")
        return True

    def _done(self, word: str, ident: str, heading: str) -> Decision | None:
        """Do what a person chose; None where the draft is still to be decided on."""
        if word == "a":
            self.store.activate(ident, self.by, _now())
            say(f"Accepted {ident}.")
            return Decision.ACCEPTED
        if word == "r":
            return self._rejected(ident)
        if word == "m" and self.merging:
            draft = self.store.dossier(ident)
            merged = _merge(draft, self.merging.candidates(draft), self.merging.merge)
            return Decision.MERGED if merged else None
        if word == "c":
            self._correct(ident, heading)
        return Decision.SKIPPED if word == "s" else None

    def _correct(self, ident: str, heading: str) -> None:
        """Put something right and show the draft again."""
        if correct(self.store, self.store.dossier(ident), by=self.by, at=_now()):
            self.corrected.add(ident)
            self._shown(ident, f"{heading}, corrected")

    def _rejected(self, ident: str) -> Decision | None:
        """Reject a draft, for a reason."""
        why = answer("Why (Enter goes back)")
        if not why:
            return None
        self.store.reject(Withdrawal(subject=ident, why=why, by=self.by, at=_now()))
        say(f"Rejected {ident}.")
        return Decision.REJECTED


def _merge(
    draft: Dossier, candidates: Sequence[Candidate], merge: Callable[[str, str], None]
) -> bool:
    """Ask which incident a draft is the same as, and merge it; False where the person goes back."""
    if candidates:
        say_choices(
            f"{ident} ({score:.2f}): {' '.join(reasons)}" for ident, score, reasons in candidates
        )
    else:
        say("No other incident looks like it; give the id of the one that it is.")

    def read(typed: str) -> str:
        into = number_of(typed, candidates)[0] if typed.isdecimal() else typed
        merge(draft.incident.id, into)
        return into

    into = answer_read("The same as which (number or id; Enter goes back)", read)
    if into is not None:
        say(f"Merged {draft.incident.id} into {into}.")
    return into is not None


def _word(choice: str) -> str:
    """A choice as a word, without the brackets about its letter."""
    return choice.replace("[", "").replace("]", "")


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
