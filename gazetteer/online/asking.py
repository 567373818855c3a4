"""Asking a service: what is sent, what is kept, and what becomes of the answers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Self

from gazetteer.errors import OnlineError
from gazetteer.grid import great_circle_m
from gazetteer.index import default_path
from gazetteer.names import MAX_LENGTH
from gazetteer.online.answers import AnswerFile, Question
from gazetteer.online.places import candidate_of, country_of
from gazetteer.online.service import CONTACT_VARIABLE, Pace, Service
from gazetteer.place import Resolution

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from gazetteer.index import Gazetteer
    from gazetteer.online.answers import Answer
    from gazetteer.place import Candidate, Place

__all__ = ["Online", "open_online", "resolve_or_ask"]

_SHOWN = 10
_SAME_NAME = 0.6
_OTHER_NAME = 0.4
_KNOWN_RIVALS = 0.1
_LIKE = 0.8  # score of a name that is the same but for its spelling


class Online:
    """A geocoder of geopy's that is asked over the network, slowly and once.

    Use `open_online`, or this class for what it does not take; as a context manager or with
    `close`. Making one sends nothing.

    Parameters
    ----------
    service
        A name that geopy knows: 'nominatim', 'photon', 'opencage'.
    contact
        E-mail address or URL of who asks. It goes into the user agent.
    options
        Keywords for geopy's class, such as `api_key` or `domain`.
    pace
        How fast the service is asked; None for at most once a second.
    max_age_days
        Days for which an answer is kept.
    path
        The file of answers; None for online.sqlite in the cache folder.

    Raises
    ------
    OnlineError
        If there is no contact, or geopy does not know the service or takes no such options.
    ValueError
        If the delay is shorter than the public server of OpenStreetMap allows.
    """

    def __init__(  # noqa: PLR0913 - what a service asks for differs, and tests are in a hurry
        self,
        service: str,
        *,
        contact: str,
        options: Mapping[str, Any] | None = None,
        pace: Pace | None = None,
        max_age_days: float = 30.0,
        path: Path | None = None,
    ) -> None:
        self._service = Service(
            service, contact=contact, options=options or {}, pace=pace or Pace()
        )
        self._answers = AnswerFile(path or default_path().with_name("online.sqlite"))
        self._max_age_days = max_age_days
        self._warned = False

    def close(self) -> None:
        """Close the connections to the service."""
        self._service.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the connections to the service."""
        self.close()

    @property
    def warning(self) -> str:
        """What somebody should know before anything is sent."""
        service = self._service
        return (
            f"the place names looked up now leave this machine: they are sent to {service.name} "
            f"({service.host}) with your contact {service.contact}; answers are kept in "
            f"{self._answers.path}"
        )

    def ask(
        self, text: str, country: str | None = None, *, warn: Callable[[str], None] | None = None
    ) -> Resolution:
        """Ask for a place, unless the answer is kept from before.

        Parameters
        ----------
        text
            A name, alone or with what narrows it.
        country
            ISO 3166-1 alpha-2 to stay in.
        warn
            Called with `warning` before the first request that is really sent.

        Returns
        -------
        Resolution
            With a place where the answers agree on one. Its source is 'online:' and the service.

        Raises
        ------
        OnlineError
            If the service does not answer, refuses, or answers with what does not read.
        IndexFileError
            If the answer cannot be kept.
        """
        sendable = text.encode("utf-8", errors="ignore").decode("utf-8")
        query = " ".join(sendable.split())[:MAX_LENGTH]
        if not query:
            return Resolution.none(text, (), why="there is no name in it")
        code = country.upper() if country else None
        answers = [
            answer
            for answer in self._answered(query, code, warn)
            if code is None or country_of(answer) in {None, code}
        ]
        return _resolution(text, self._candidates(query, answers), service=self._service.name)

    def _answered(
        self, query: str, country: str | None, warn: Callable[[str], None] | None
    ) -> tuple[Answer, ...]:
        """The answers kept from before, else those of the service."""
        service = self._service
        question = Question(
            service=service.name, options=service.digest, query=query, country=country or ""
        )
        kept = self._answers.get(question, max_age_days=self._max_age_days)
        if kept is not None:
            return kept
        if warn is not None and not self._warned:
            warn(self.warning)
            self._warned = True
        answers = service.fetch(query, country, before=self._wait_turn)
        self._answers.put(question, answers)
        return answers

    def _wait_turn(self) -> None:
        """Keep the pace with every process that has the same cache folder."""
        service = self._service
        self._answers.wait_turn(service.host, min_delay_s=service.pace.min_delay_s)

    def _candidates(self, query: str, answers: list[Answer]) -> tuple[Candidate, ...]:
        """Candidates of the answers, in the order of the service."""
        service = self._service
        try:
            return tuple(
                candidate_of(answer, query, service=service.name, host=service.host)
                for answer in answers
            )
        except ValueError as error:
            raise OnlineError(f"answered with no place: {error}", service=service.name) from error


def open_online(
    service: str, *, contact: str | None = None, options: Mapping[str, str] | None = None
) -> Online:
    """Make ready to ask a service. Nothing is sent yet.

    Parameters
    ----------
    service
        A name that geopy knows: 'nominatim', 'photon', 'opencage'.
    contact
        E-mail address or URL of who asks; None for what INCIDENTMAP_CONTACT holds.
    options
        Keywords for geopy's class, such as `api_key` or `domain`; `timeout` is in seconds.

    Returns
    -------
    Online
        Ready to ask.

    Raises
    ------
    OnlineError
        If there is no contact, or geopy does not know the service or takes no such options.
    """
    return Online(service, contact=contact or os.environ.get(CONTACT_VARIABLE, ""), options=options)


def resolve_or_ask(  # noqa: PLR0913 - what the gazetteer is asked, and what is done beyond
    gazetteer: Gazetteer,
    online: Online,
    text: str,
    *,
    country: str | None = None,
    within: Sequence[str] = (),
    warn: Callable[[str], None],
) -> Resolution:
    """Choose the place that a text means; ask online what the gazetteer cannot say.

    Parameters
    ----------
    gazetteer
        Asked first.
    online
        Asked where the gazetteer knows no such place, or several and cannot decide.
    text
        A name, alone or with what narrows it.
    country
        ISO 3166-1 alpha-2 to stay in.
    within
        Names of areas that the place is said to lie in; the service is sent them after the text.
    warn
        Called once for each `Online`, before the first request that is really sent, with a
        sentence that says that the names leave this machine, and to whom.

    Returns
    -------
    Resolution
        The gazetteer's where it has a place. Else the service's, whose candidates come before the
        gazetteer's.

    Raises
    ------
    OnlineError
        If the service does not answer, refuses, or answers with what does not read.
    IndexFileError
        If a file of the cache folder does not read or cannot be written.
    """
    known = gazetteer.resolve(text, country=country, within=within)
    if known.place is not None or not any(map(str.isalnum, text)):
        return known
    asked = online.ask(", ".join((text, *within)), country, warn=warn)
    candidates = (*asked.candidates, *known.candidates)[:_SHOWN]
    if asked.place is None:
        why = f"{known.why}; {asked.why}"
        return Resolution.none(text, candidates, why=why)
    rivals = any(candidate.score >= _LIKE for candidate in known.candidates)
    confidence = asked.confidence - (_KNOWN_RIVALS if rivals else 0.0)
    why = f"{asked.why}; the gazetteer alone: {known.why}"
    return Resolution.of(text, candidates, confidence=round(confidence, 2), why=why)


def _resolution(text: str, candidates: tuple[Candidate, ...], *, service: str) -> Resolution:
    """Choose the first where the others lie on the same ground."""
    if not candidates:
        return Resolution.none(text, (), why=f"{service} finds nothing")
    first, *others = candidates
    elsewhere = [other.place for other in others if not _same_ground(first.place, other.place)]
    if elsewhere:
        names = "; ".join(place.label for place in (first.place, *elsewhere[:2]))
        why = f"{service} finds {len(elsewhere) + 1} places, such as {names}: add what narrows it"
        return Resolution.none(text, candidates, why=why)
    confidence = _SAME_NAME if first.score >= _LIKE else _OTHER_NAME
    return Resolution.of(text, candidates, confidence=confidence, why=first.why)


def _same_ground(place: Place, other: Place) -> bool:
    """Tell whether one of two places lies in the disc of the other."""
    distance_m = great_circle_m(place.lon, place.lat, other.lon, other.lat)
    return distance_m <= max(place.radius_m, other.radius_m)
