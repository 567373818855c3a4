"""A table of sentences with what each tells: `event_sentences.tsv`, a third of it held back.

"seen" and "more" were looked at while the rules were written, "held" was written first and "last"
when they were done; neither was looked at before the end. "later" holds what was read wrong since
then. The braces stand about the word that tells the event; "-" is not looked at, and "nobody" is
no phrase at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gazetteer.mention import Mention
from geo.reading.events import EventFound, Phrase, find_events
from geo.reading.events.places import place_of

__all__ = ["Row", "event_of", "rows", "verdicts"]

_FILE = Path(__file__).with_name("event_sentences.tsv")
_MORE_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sentence and what it tells; the kind is "none" where nothing happened."""

    part: str
    kind: str
    manner: str
    actor: str
    target: str
    place: str
    text: str
    start: int
    end: int


def rows(part: str) -> list[Row]:
    """The rows of a part: "seen", "more", "held" or "last"."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines[1:]:
        which, kind, manner, actor, target, place, marked = line.split("\t")
        text = marked.replace("{", "").replace("}", "")
        start, end = marked.find("{"), marked.find("}") - 1
        if which == part:
            row = Row(
                part=which, kind=kind, manner=manner, actor=actor, target=target, place=place,
                text=text, start=start, end=end,
            )  # fmt: skip
            found.append(row)
    return found


def event_of(row: Row) -> EventFound | None:
    """The event at the row's word; where it tells one event only, that one."""
    events = find_events(row.text)
    at = [one for one in events if one.start < row.end and row.start < one.end]
    at = at or (events if len(events) == 1 else [])
    return next((one for one in at if one.kind == row.kind), at[0] if at else None)


def verdicts(row: Row) -> dict[str, bool]:
    """What of a row is told right, by name; what is not looked at is left out."""
    if row.kind == "none":
        return {"no event": not find_events(row.text)}
    event = event_of(row)
    found = {
        "kind": event is not None and event.kind == row.kind,
        "manner": event is not None and event.manner == row.manner,
    }
    if row.actor != "-":
        found["actor"] = event is not None and _says(event.actor, row.actor)
    if row.target != "-":
        found["target"] = event is not None and _says(event.target, row.target)
    if row.place != "-":
        found["place"] = event is not None and _first_place(row, event) == row.place
    return found


def _says(phrase: Phrase | None, wanted: str) -> bool:
    """Whether a phrase holds the words wanted and few more; "nobody" where there is none."""
    if wanted == "nobody":
        return phrase is None
    if phrase is None or wanted.lower() not in phrase.text.lower():
        return False
    return len(phrase.text.split()) <= len(wanted.split()) + _MORE_WORDS


def _first_place(row: Row, event: EventFound) -> str | None:
    """The likeliest of the row's place and the other names of its sentence."""
    others = [word.strip(".,'s") for word in row.text.split()[1:] if word[0].isupper()]
    mentions = []
    for name in {row.place, *others}:
        at = row.text.find(name)
        if at >= 0 and (name == row.place or name not in row.place):
            mentions.append(Mention(start=at, end=at + len(name), text=name))
    ranked = place_of(event, sorted(mentions, key=lambda one: one.start), row.text)
    return ranked[0][0].text if ranked else None
