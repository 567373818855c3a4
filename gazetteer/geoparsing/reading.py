"""The way of one text: mentions, their roles, their places, and the ground meant by relations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazetteer.documents import place_mentions
from gazetteer.geoparsing.blocks import blocks
from gazetteer.index import Gazetteer
from gazetteer.mention import Mention
from gazetteer.place import Resolution
from gazetteer.recognize import Recognizer, recognize
from gazetteer.relation import Relation, RelativeFootprint, find_relations, footprint_of
from gazetteer.role import role_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gazetteer.place import Place
    from gazetteer.relation import Borders

__all__ = ["Geoparsed", "PlacedMention", "PlacedRelation", "geoparse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedMention:
    """A mention with the place it means.

    Parameters
    ----------
    mention
        Where it stands and what it does in its sentence.
    resolution
        Its place, or why there is none.
    """

    mention: Mention
    resolution: Resolution

    @property
    def place(self) -> Place | None:
        """The place; None where it is not known, or what is known is not meant."""
        return self.resolution.place

    @property
    def confidence(self) -> float:
        """Whether it names this place, 0 to 1: that it names one at all, and that it is this one.

        0 without a place; `mention.confidence` says whether it is a toponym or demonym.
        """
        return self.mention.confidence * self.resolution.confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRelation:
    """Spatial language with the ground it means.

    Parameters
    ----------
    relation
        What the words say, and of which mentions.
    footprint
        Polygons in degrees (EPSG:4326).
    """

    relation: Relation
    footprint: RelativeFootprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Geoparsed:
    """A text whose places are known.

    Parameters
    ----------
    text
        The text.
    mentions
        Its toponyms and demonyms, in order; no two overlap.
    relations
        What it says of places by way of others, in order; only what can be drawn.
    """

    text: str
    mentions: tuple[PlacedMention, ...]
    relations: tuple[PlacedRelation, ...]

    def relation_of(self, mention: Mention) -> PlacedRelation | None:
        """The relation that a mention stands in.

        Parameters
        ----------
        mention
            One of the text.

        Returns
        -------
        PlacedRelation or None
            The first whose first mention it is.
        """
        return next(
            (one for one in self.relations if one.relation.mentions[:1] == (mention,)), None
        )


def geoparse(  # noqa: PLR0913 - each chooses what is done in its own way
    text: str,
    *,
    gazetteer: Gazetteer | None = None,
    borders: Borders | None = None,
    recognizer: Recognizer = recognize,
    grounds: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Geoparsed:
    """Find the toponyms and demonyms of a text, their places and their roles.

    Parameters
    ----------
    text
        A report in English. A text of more than 20,000 characters is read in blocks, each as a
        document of its own, so that time grows in proportion and memory hardly.
    gazetteer
        Where places are looked up; if left out, the default one is opened and closed again.
    borders
        Borders of the world, for the ground that is said to lie on one side of them;
        `geo.border.borders()` knows them. Without them such ground is a disc.
    recognizer
        What finds the mentions.
    grounds
        Whether to read and draw the ground that is told by way of places; without it `relations`
        is empty.
    progress
        Called after each block with the characters read and those there are.

    Returns
    -------
    Geoparsed
        Everything found. A name that the gazetteer does not know is a mention without a place.
    """
    if gazetteer is None:
        with Gazetteer.open() as opened:
            return geoparse(
                text,
                gazetteer=opened,
                borders=borders,
                recognizer=recognizer,
                grounds=grounds,
                progress=progress,
            )
    mentions: list[PlacedMention] = []
    relations: list[PlacedRelation] = []
    for start, end in blocks(text):
        part = text[start:end]
        placed = _placed(gazetteer, part, recognizer(gazetteer, part))
        mentions += (_moved_mention(one, start) for one in placed)
        if grounds:
            relations += (_moved_relation(one, start) for one in _relations(part, placed, borders))
        if progress:
            progress(end, len(text))
    return Geoparsed(text=text, mentions=tuple(mentions), relations=tuple(relations))


def _placed(gazetteer: Gazetteer, text: str, mentions: Sequence[Mention]) -> list[PlacedMention]:
    """Roles and places of the mentions of a document."""
    told = role_of(text, mentions)
    found = place_mentions(gazetteer, text, told)
    return [
        PlacedMention(mention=mention, resolution=resolution)
        for mention, resolution in zip(told, found, strict=True)
    ]


def _relations(
    text: str, placed: Sequence[PlacedMention], borders: Borders | None
) -> Iterator[PlacedRelation]:
    """What the document says of places by way of others."""
    places = {one.mention: one.place for one in placed if one.place}
    for relation in find_relations(text, [one.mention for one in placed]):
        footprint = footprint_of(relation, places, borders)
        if footprint is not None:
            yield PlacedRelation(relation=relation, footprint=footprint)


def _moved_mention(one: PlacedMention, by: int) -> PlacedMention:
    """The same, counted from the start of the whole text."""
    return replace(one, mention=_moved(one.mention, by)) if by else one


def _moved_relation(one: PlacedRelation, by: int) -> PlacedRelation:
    """The same, counted from the start of the whole text."""
    if not by:
        return one
    told = one.relation
    return replace(
        one,
        relation=replace(
            told,
            start=told.start + by,
            end=told.end + by,
            mentions=tuple(_moved(mention, by) for mention in told.mentions),
            near=tuple(_moved(mention, by) for mention in told.near),
            beside=tuple(_moved(mention, by) for mention in told.beside),
        ),
    )


def _moved(mention: Mention, by: int) -> Mention:
    """The same, counted from the start of the whole text."""
    return replace(mention, start=mention.start + by, end=mention.end + by)
