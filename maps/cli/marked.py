"""A text with its places marked, for a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gazetteer.place import Precision
from gazetteer.resolve import radius_m
from maps.cli.output import plain_text
from maps.words import ROLES, UNKNOWN, by_place, place_line, role_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.geoparsing import Geoparsed, PlacedMention, PlacedRelation
    from gazetteer.place import Place

__all__ = ["marked_view", "running_text"]

_STYLES = {
    "location": "bold red underline",
    "actor": "bold blue underline",
    "demonym": "magenta underline",
    "part_of_name": "yellow underline",
    UNKNOWN: "dim underline",
}
_WITHIN = {
    Precision.SITE: "the spot",
    Precision.NEAR: "some way of it",
    Precision.SETTLEMENT: "the town",
    Precision.ADM2: "the district",
    Precision.ADM1: "the province",
    Precision.AREA: "the region",
    Precision.COUNTRY: "the country",
    Precision.WATER: "the water",
}
_NO_RADIUS = {Precision.ADM1, Precision.COUNTRY}
_UNSURE = 0.5
_TABLE_FROM = 96
_HARMLESS = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
"""Characters that show nothing and steer nothing but how their neighbours are joined."""


def running_text(text: str) -> str:
    """Text from outside as a terminal may have it.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        As many characters. Line breaks stay, other white space becomes a space, and what a
        terminal might obey the sign for an unknown character.
    """
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character == "\n" or character.isprintable() or character in _HARMLESS:
        return character
    return " " if character.isspace() else "�"


def marked_view(found: Geoparsed, *, styled: bool, width: int) -> Group:
    """A text with its places marked, the places, and what is said by way of them.

    Parameters
    ----------
    found
        What was found in the text.
    styled
        Whether marks are colours and lines; else the place stands beside its first mention.
    width
        Columns of the terminal.

    Returns
    -------
    Group
        To be printed.
    """
    parts: list[RenderableType] = [_styled(found) if styled else _written(found)]
    known = [one for one in found.mentions if one.place]
    if styled and found.mentions:
        parts += [Text(), _legend({role_key(one) for one in found.mentions})]
    if known:
        parts += [Text(), _places(known, width)]
    if found.relations:
        parts += [Text(), Text("Said by way of places", style="bold")]
        parts += [_relation(one) for one in found.relations]
    for heading, mentions in (
        ("Not sure", [one for one in known if one.confidence < _UNSURE]),
        ("Without a place", [one for one in found.mentions if not one.place]),
    ):
        if mentions:
            parts += [Text(), Text(heading, style="bold"), *_reasons(mentions)]
    if not found.mentions:
        parts += [Text(), Text("No places are named.")]
    return Group(*parts)


def _styled(found: Geoparsed) -> Text:
    """The text with colours and lines."""
    text = Text(running_text(found.text).rstrip("\n"))
    for relation in found.relations:
        text.stylize("italic", relation.relation.start, relation.relation.end)
    for one in found.mentions:
        text.stylize(_STYLES[role_key(one)], one.mention.start, one.mention.end)
    return text


def _written(found: Geoparsed) -> Text:
    """The text with the place beside its first mention, and brackets about the others."""
    text = running_text(found.text)
    parts: list[str] = []
    told: set[str] = set()
    at = 0
    for one in found.mentions:
        words = text[one.mention.start : one.mention.end]
        label = running_text(one.place.label) if one.place else "?"
        again = one.place is not None and one.place.id in told
        parts += [text[at : one.mention.start], f"[{words}]" if again else f"[{words} → {label}]"]
        told |= {one.place.id} if one.place else set()
        at = one.mention.end
    return Text("".join([*parts, text[at:]]).rstrip("\n"))


def _legend(keys: set[str]) -> Text:
    """What the colours mean."""
    names = {**{str(role): word for role, word in ROLES.items()}, UNKNOWN: "without a place"}
    shown = [Text(word, style=_STYLES[key]) for key, word in names.items() if key in keys]
    return Text("  ").join(shown)


def _places(known: list[PlacedMention], width: int) -> RenderableType:
    """The places, each once, in the order of the text."""
    rows = [_row(place, mentions) for place, mentions in by_place(known).items()]
    if width < _TABLE_FROM:
        return Group(*(line for name, *rest in rows for line in (name, _facts(*rest))))
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Place", overflow="fold")
    table.add_column("As", overflow="fold")
    table.add_column("Times", justify="right", no_wrap=True)
    table.add_column("Sure", no_wrap=True)
    table.add_column("Lon, lat", no_wrap=True)
    table.add_column("Within", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table


def _row(place: Place, mentions: list[PlacedMention]) -> tuple[Text, str, str, str, str, str]:
    """A place, as what it is named, how often, how sure, where, how exact."""
    told = {one.mention.role for one in mentions}
    shares = sorted({f"{one.confidence:.2f}" for one in mentions})
    return (
        plain_text(place_line(place)),
        ", ".join(word for role, word in ROLES.items() if role in told),
        str(len(mentions)),
        shares[0] if len(shares) == 1 else f"{shares[0]}-{shares[-1]}",
        f"{place.lon:.2f}, {place.lat:.2f}",
        _within(mentions[0]),
    )


def _facts(roles: str, times: str, sure: str, point: str, within: str) -> Padding:
    """A row on a line of its own, for want of width."""
    often = "once" if times == "1" else f"{times} times"
    return Padding(f"{roles}, {often}, {sure}; lon, lat {point}; {within}", (0, 0, 0, 4))


def _within(one: PlacedMention) -> str:
    """How exact a place is: what it lies in, and the radius of that."""
    precision, radius = one.resolution.precision, radius_m(one.resolution)
    if precision is None or radius is None:
        return ""
    size = f"{radius / 1000:.0f} km" if radius >= 1000 else f"{radius:.0f} m"  # noqa: PLR2004
    return _WITHIN[precision] + ("" if precision in _NO_RADIUS else f", {size}")


def _relation(one: PlacedRelation) -> Padding:
    """What the text says, the ground drawn for it, and where that lies."""
    words = " ".join(running_text(one.relation.text).split())
    drawn = one.footprint
    where = f"about {drawn.lon:.2f}, {drawn.lat:.2f}, radius {drawn.radius_m / 1000:,.0f} km"
    line = Text.assemble((words, "italic"), " → ", running_text(drawn.why), f" ({where})")
    return _indented(line)


def _reasons(mentions: Iterable[PlacedMention]) -> Iterator[Padding]:
    """Mentions that need a word of explanation, each once."""
    lines = {
        (" ".join(running_text(one.mention.text).split()), running_text(one.resolution.why)): None
        for one in mentions
    }
    for words, why in lines:
        yield _indented(Text.assemble((words, "bold"), f": {why}"))


def _indented(line: Text) -> Padding:
    return Padding(line, (0, 0, 0, 2), expand=False)
