"""Questions to a person on a terminal, asked on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import typer

from gazetteer.errors import GazetteerError
from geo.errors import GeoError, ModelError, PlaceError
from maps.cli.common import interactive, out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gazetteer.index import Gazetteer
    from geo.where import Where

__all__ = ["answer", "answer_read", "number_of", "place_asked", "say", "say_choices"]

_T = TypeVar("_T")


def say(message: str) -> None:
    """Tell a person something, wrapped between words.

    Parameters
    ----------
    message
        A line or two; control characters in it are not obeyed.
    """
    from maps.cli.output import plain_text

    out(stderr=True).print(plain_text(message), soft_wrap=False)


def say_choices(choices: Iterable[str]) -> None:
    """Tell a person what there is to choose from, numbered from 1.

    Parameters
    ----------
    choices
        Each in words.
    """
    from rich.table import Table

    from maps.cli.output import plain_text

    table = Table(box=None, show_header=False, padding=(0, 0, 0, 2))
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for number, choice in enumerate(choices, 1):
        table.add_row(str(number), plain_text(choice))
    out(stderr=True).print(table, soft_wrap=False)


def answer(question: str) -> str:
    """What a person types.

    Parameters
    ----------
    question
        The question.

    Returns
    -------
    str
        Without space around it; empty where only Enter was pressed.

    Raises
    ------
    Abort
        If the person ends the input or presses Ctrl-C.
    """
    typed: str = typer.prompt(question, default="", show_default=False, err=True)
    return typed.strip()


def answer_read(question: str, read: Callable[[str], _T]) -> _T | None:
    """What a person types, read as what it should be; asked for again after a mistake.

    Parameters
    ----------
    question
        The question.
    read
        Reads the answer, and raises what says why it cannot.

    Returns
    -------
    _T or None
        None where only Enter was pressed.
    """
    while typed := answer(question):
        try:
            return read(typed)
        except (GeoError, GazetteerError) as problem:
            say(str(problem))
    return None


def number_of(typed: str, choices: Sequence[_T]) -> _T:
    """The choice that a number stands for.

    Parameters
    ----------
    typed
        The number as typed; 1 is the first.
    choices
        What there is to choose from.

    Returns
    -------
    _T
        The choice.

    Raises
    ------
    ModelError
        If it is no number of a choice.
    """
    if typed.isdecimal() and 1 <= int(typed) <= len(choices):
        return choices[int(typed) - 1]
    msg = f"{typed!r} is none of these; type a number from 1 to {len(choices)}"
    raise ModelError(msg)


def place_asked(text: str, gazetteer: Gazetteer, precision: str | None = None) -> Where:
    """The place as named; asks which one on a terminal where it could be several.

    Parameters
    ----------
    text
        A name, an id of the gazetteer, or coordinates.
    gazetteer
        Where names are looked up.
    precision
        How exact the place is, as typed; as the gazetteer has it if left out.

    Returns
    -------
    Where
        The location.

    Raises
    ------
    ModelError
        If there is no such precision.
    PlaceError
        If nobody knows the place, or it could be several and nobody is there to ask.
    """
    from gazetteer.place import Precision
    from geo.placing import place_named
    from maps.cli.output import candidate_text

    try:
        exact = Precision(precision) if precision else None
    except ValueError:
        msg = f"{precision!r} is not a precision; they are {', '.join(Precision)}"
        raise ModelError(msg) from None
    try:
        return place_named(text, gazetteer, precision=exact)
    except PlaceError as problem:
        candidates = problem.resolution.candidates
        if not candidates or not interactive():
            raise
        say(f"{text!r} could be:")
        say_choices(map(candidate_text, candidates))
        chosen = answer_read("Which one", lambda typed: number_of(typed, candidates))
        if chosen is None:
            raise
        return place_named(chosen.place.id, gazetteer, precision=exact)
