"""What a language model answers, as strict records; what does not fit is left for counting."""

from __future__ import annotations

import msgspec

from geo.incident import Field, LinkType, Modality, Polarity
from geo.kinds import Kind  # noqa: TC001 - msgspec reads the annotations

__all__ = ["Answer", "FindingTold", "IncidentTold", "LinkTold", "Said", "answer_in", "said_in"]


class FindingTold(msgspec.Struct, frozen=True):
    """One thing said of an incident, as the model puts it."""

    field: Field
    value: str | int
    quote: str
    claimant: str | None = None
    polarity: Polarity = Polarity.ASSERTS
    modality: Modality = Modality.FACT
    country: str | None = None


class IncidentTold(msgspec.Struct, frozen=True):
    """An incident as the model puts it; each finding is read on its own."""

    kind: Kind
    findings: list[msgspec.Raw]
    quote: str = ""


class LinkTold(msgspec.Struct, frozen=True):
    """How two incidents of one answer hang together, by their places in it from 0."""

    later: int
    earlier: int
    type: LinkType
    quote: str


class Answer(msgspec.Struct, frozen=True):
    """A whole answer; each incident and link is read on its own."""

    incidents: list[msgspec.Raw]
    links: list[msgspec.Raw] = []


class _Message(msgspec.Struct, frozen=True):
    content: str | None = None


class _Choice(msgspec.Struct, frozen=True):
    message: _Message
    finish_reason: str | None = None


class _Completion(msgspec.Struct, frozen=True):
    choices: list[_Choice]


class Said(msgspec.Struct, frozen=True):
    """The words of the model, and whether it had no room to end them."""

    words: str
    cut: bool


def said_in(body: bytes) -> Said | None:
    """The words of the model in what its server answers.

    Parameters
    ----------
    body
        The body of the answer.

    Returns
    -------
    Said or None
        None where it is no chat completion.
    """
    try:
        completion = msgspec.json.decode(body, type=_Completion)
    except (msgspec.DecodeError, RecursionError):
        return None
    if not completion.choices:
        return None
    choice = completion.choices[0]
    return Said(choice.message.content or "", choice.finish_reason == "length")


def answer_in(words: str) -> Answer | None:
    """The JSON in the words of a model.

    Parameters
    ----------
    words
        JSON; thoughts before it, and the marks of a code block about it, are passed over.

    Returns
    -------
    Answer or None
        None where there is no JSON of that form.
    """
    words = words.rpartition("</think>")[2]
    start, end = words.find("{"), words.rfind("}")
    try:
        return msgspec.json.decode(words[start : end + 1] if start >= 0 else "", type=Answer)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None
