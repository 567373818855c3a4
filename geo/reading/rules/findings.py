"""What is claimed of an event: when, where, by whom, how many, who denies it, in which sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geo.errors import ModelError
from geo.incident import Field, Modality, Polarity
from geo.plain import country_name
from geo.reading.counts import Share
from geo.reading.events import Manner
from geo.reading.extractor import Finding
from geo.reading.rules.locating import where_of
from geo.reading.rules.seats import seat_of
from geo.reading.rules.speakers import speaker_of
from geo.reading.rules.states import MEETINGS
from geo.reading.rules.tolls import FIELDS
from geo.when import When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.index import Gazetteer
    from geo.reading.counts import CountFound
    from geo.reading.rules.dating import Dated
    from geo.reading.rules.group import Group
    from geo.reading.rules.scene import Scene
    from geo.reading.rules.spots import Spot
    from geo.reading.rules.tellings import Telling
    from geo.where import Where

__all__ = ["findings_of"]

_MODALITIES: Final = {
    Manner.CLAIMED: Modality.CLAIMED,
    Manner.ACCUSED: Modality.ACCUSED,
    Manner.POSSIBLE: Modality.POSSIBLE,
    Manner.PLANNED: Modality.POSSIBLE,
}
_DENIES: Final = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|reject(?:s|ed)?|dismiss(?:es|ed)?|refuted?|disputed?|no part"
    r"|nothing to do|did not|had not)\b"
)


def findings_of(  # noqa: PLR0913, PLR0917 (what an incident is made of)
    group: Group,
    spots: Sequence[Spot],
    origin: str | None,
    tolls: Sequence[CountFound],
    scene: Scene,
    gazetteer: Gazetteer,
) -> tuple[Finding, ...]:
    """Tell what is claimed of an event.

    Parameters
    ----------
    group
        The tellings.
    spots
        Where it is told to have happened.
    origin
        ISO 3166-1 alpha-2 code of the country that it came from.
    tolls
        The numbers of people harmed that belong to it.
    scene
        The article with what was found.
    gazetteer
        Where seats of government are looked up.

    Returns
    -------
    tuple
        Dates, places, sides, tolls and denials, each claim once.
    """
    findings = _once(
        (
            *_dates(group, scene),
            *_places(group, spots, origin, scene, gazetteer),
            *_sides(group, origin),
            *_counts(tolls, scene),
            *_denials(group, scene),
            *_blamed(group),
        )
    )
    return tuple(_superseding(findings, tolls))


def _places(
    group: Group, spots: Sequence[Spot], origin: str | None, scene: Scene, gazetteer: Gazetteer
) -> Iterator[Finding]:
    """Where it is told to have happened; a government acts at its seat."""
    if group.last.step:
        seat = _seat(group, spots, origin, scene, gazetteer)
        if seat is not None:
            yield seat
        return
    for spot in list({s.placed.mention.start: s for s in reversed(spots)}.values())[::-1]:
        one = next(t for t in group.tellings if t.spot is spot)
        yield Finding(
            field=Field.LOCATION,
            start=one.event.sentence_start,
            end=one.event.sentence_end,
            claimant=_claimant(one),
            where=where_of(spot, scene),
            modality=_modality(one) if spot.sure else Modality.POSSIBLE,
        )


def _seat(
    group: Group, spots: Sequence[Spot], origin: str | None, scene: Scene, gazetteer: Gazetteer
) -> Finding | None:
    """Where a step between governments was taken."""
    one = next((t for t in group.tellings if t.doer), group.tellings[0])
    town = next(
        (s for s in spots if s.sure and s.inside and s.exact and s.place.country == origin), None
    )
    if town is None and group.kind in MEETINGS:
        town = next((s for s in spots if s.sure and s.inside and s.exact), None)
    if town is not None:
        where: Where | None = where_of(town, scene)
    elif origin is not None:
        words = one.doer.name if one.doer else one.event.text
        where = seat_of(origin, words, gazetteer)
    else:
        where = None
    if where is None:
        return None
    return Finding(
        field=Field.LOCATION,
        start=one.event.sentence_start,
        end=one.event.sentence_end,
        claimant=_claimant(one),
        where=where,
        modality=_modality(one),
    )


def _dates(group: Group, scene: Scene) -> Iterator[Finding]:
    """When it is told to have happened."""
    for dated in group.dates:
        one = next(t for t in group.tellings if t.dated is dated)
        yield Finding(
            field=Field.DATE,
            start=one.event.sentence_start,
            end=one.event.sentence_end,
            claimant=None if dated.assumed else _claimant(one),
            when=_when(dated, scene),
            modality=Modality.POSSIBLE if dated.assumed else _modality(one),
        )


def _when(dated: Dated, scene: Scene) -> When:
    """A date with its words; uncertain where it is inferred from other sentences.

    What opens a report and gives no date is taken to be of the day of the report or the one before.
    """
    published = scene.article.published
    if dated.assumed and published is not None:
        first = published - timedelta(days=1)
        return When.parse(f"{first.isoformat()}?/{published.isoformat()}?")
    when = dated.when if dated.own else _unsure(dated.when)
    words = scene.text[dated.start : dated.end]
    return When(edtf=when.edtf, start=when.start, end=when.end, text=words)


def _unsure(when: When) -> When:
    """A date that is only inferred from the sentences before."""
    try:
        return When.parse(f"{when.edtf}?")
    except ModelError:
        return when


def _sides(group: Group, origin: str | None) -> Iterator[Finding]:
    """Who did it, to whom, with what."""
    claimed = {(said.start, said.side.name) for said in group.said}
    for one in group.tellings:
        acting = one.doer.name if one.doer else None
        if (one.event.sentence_start, acting) in claimed:
            acting = None
        if one.step and (one.doer is None or one.doer.country is None):
            acting = country_name(origin)
        told = (
            (Field.PERPETRATOR, acting),
            (Field.TARGET, one.target.name if one.target else None),
            (Field.WEAPON, one.event.weapon.text if one.event.weapon else None),
        )
        for about, name in told:
            if name is None or not one.live:
                continue
            yield Finding(
                field=about,
                start=one.event.sentence_start,
                end=one.event.sentence_end,
                claimant=_claimant(one),
                text=name,
                modality=_modality(one),
            )


def _counts(tolls: Sequence[CountFound], scene: Scene) -> Iterator[Finding]:
    """How many were harmed."""
    for count in tolls:
        if count.share is Share.PART and count.count.of == "people":
            continue
        said = count.claimant
        claimant = speaker_of(said.text, said.start, said.end, scene) if said else None
        yield Finding(
            field=FIELDS[count.effect],
            start=count.sentence_start,
            end=count.sentence_end,
            claimant=claimant,
            count=count.count,
            polarity=count.polarity,
            modality=count.modality,
        )


def _denials(group: Group, scene: Scene) -> Iterator[Finding]:
    """Who says that it was not so."""
    for one in group.tellings:
        sentence = scene.text[one.event.sentence_start : one.event.sentence_end]
        if one.event.manner is not Manner.DENIED or not _DENIES.search(sentence):
            continue
        side = one.speaker or one.doer
        if side is not None:
            yield Finding(
                field=Field.RESPONSIBILITY,
                start=one.event.sentence_start,
                end=one.event.sentence_end,
                claimant=side.name,
                text=one.doer.name if one.doer else one.event.text,
                polarity=Polarity.DENIES,
                modality=Modality.CLAIMED,
            )


def _blamed(group: Group) -> Iterator[Finding]:
    """Who is said to be behind it, or denies it, in other sentences."""
    for one in group.said:
        denied = one.polarity is Polarity.DENIES
        yield Finding(
            field=Field.RESPONSIBILITY if denied else Field.PERPETRATOR,
            start=one.start,
            end=one.end,
            claimant=one.claimant.name if one.claimant else None,
            text=one.side.name,
            polarity=one.polarity,
            modality=one.modality,
        )


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Each claim once: the same value by the same claimant says nothing new."""
    kept: dict[object, Finding] = {}
    for one in findings:
        value: object = one.when.edtf if one.when else one.text or one.where
        if one.count is not None:
            value = (one.count.low, one.count.high, one.count.of)
        kept.setdefault((one.field, one.claimant, value, one.polarity), one)
    return list(kept.values())


def _superseding(findings: Sequence[Finding], tolls: Sequence[CountFound]) -> Iterator[Finding]:
    """The findings; a toll that has risen takes the place of the last one told before."""
    risen = {(toll.sentence_start, toll.count.low) for toll in tolls if toll.updates}
    gone: set[int] = set()
    for one in findings:
        replaced = None
        if one.count is not None and (one.start, one.count.low) in risen:
            replaced = max(
                (
                    number
                    for number, other in enumerate(findings)
                    if _is_older(other, one) and number not in gone
                ),
                key=lambda number: findings[number].start,
                default=None,
            )
        if replaced is not None:
            gone.add(replaced)
        yield replace(one, replaces=replaced)


def _is_older(other: Finding, one: Finding) -> bool:
    """Whether a count is of the same people as a newer and larger one."""
    if other is one or other.count is None or one.count is None or other.field is not one.field:
        return False
    same = other.count.of is one.count.of and other.polarity is one.polarity
    return same and other.count.low < one.count.low and other.claimant in {None, one.claimant}


def _claimant(one: Telling) -> str | None:
    """Who says so."""
    return one.speaker.name if one.speaker else None


def _modality(one: Telling) -> Modality:
    """In what manner it is said."""
    modality = _MODALITIES.get(one.event.manner, Modality.FACT)
    if modality in {Modality.CLAIMED, Modality.ACCUSED} and one.speaker is None:
        return Modality.POSSIBLE
    return modality
