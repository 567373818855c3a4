"""The words that say where, as patterns over a sentence in which each mention is one letter.

The sentence is in lower case and single-spaced, with straight apostrophes and hyphens for dashes.
`PLACE` stands for a mention, `LINE` for a line known by name, such as the Line of Control. Each
repetition has an upper bound, so that reading is linear in the text.
"""

# ruff: noqa: E501, ISC004 (a pattern reads best in few pieces, and a row holds several)
from __future__ import annotations

import math
import re

from gazetteer.relation.distances import DISTANCE
from gazetteer.relation.model import RelationKind

__all__ = ["LINE", "LINES", "PATTERNS", "PLACE", "bearing_of"]

PLACE = "\ue000"
"""Stands for a mention."""
LINE = "\ue001"
"""Stands for the name of a line."""
LINES = {
    "line of actual control": ("CN", "IN"),
    "line of control": ("IN", "PK"),
    "durand line": ("AF", "PK"),
    "blue line": ("IL", "LB"),
    "korean demilitarized zone": ("KP", "KR"),
    "38th parallel": ("KP", "KR"),
    "loc": ("IN", "PK"),
}
"""Lines known by name, and the two countries whose land meets there, in alphabetical order."""

_DIR = r"(?:north|south|east|west)(?:[- ]?(?:north|south|east|west)){0,2}"
_BEARING = rf"(?P<bearing>{_DIR})"
_SIDE = rf"(?P<bearing>{_DIR})(?:ern|erly|ward|wards)?"
_KIND = (
    r"(?:(?:provincial |regional |district |state )?capital|city|cit|town|township|village|hamlet|"
    r"settlement|district|province|region|governorate|county|area|port|airport|airbase|base|camp|"
    r"refugee camp|island|river|mountains?|neighbou?rhood|suburb|crossing|border crossing|strait)"
    r"(?:s|ies)?"
)
_WHAT = (
    rf"(?:small|large|main|key|strategic|remote|coastal|nearby|border|mountainous|ancient|old|"
    rf"historic|besieged|restive|largest|second-largest|rebel-held|government-held|divided|desert|"
    rf"contested|occupied|{_DIR}ern|central|mainly|predominantly)"
)
_TARGET = (
    rf"(?:(?:the|a|an|its) )?(?:{_WHAT},? ){{0,3}}(?:{PLACE}(?:'s?)? (?:{_WHAT} ){{0,2}}"
    rf"(?={_KIND} ))?(?:{_KIND} )?(?:(?:of|called|named) )?(?:the )?"
)
_ONE = _TARGET + f"(?P<a>{PLACE})"
_TWO = _TARGET + f"(?P<b>{PLACE})"
_BORDER = r"(?:borders?|frontiers?|border ?lines?|international borders?|boundary)(?![\w])"
_ZONE = (
    r"(?:areas?|regions?|zones?|belt|strip|districts?|villages?|towns?|point|post|crossing|"
    r"communit(?:y|ies)|hamlets?|settlements?|fence)"
)
_LAND = (
    rf"(?:territory|soil|{_BORDER}|side|land|airspace|mainland|lines|country|"
    r"(?:tribal |border )?(?:areas?|regions?|provinces?|districts?))"
)
_AT_ROAD = (
    r"(?:roads?|highways?|motorway|route|railway|rail line|line|pipeline|expressway|corridor|axis)"
)
_NEARLY = (
    r"(?:near(?:by)?(?: to)?|close to|not far from|in the vicinity of|in the area (?:of|around)|"
    r"in the areas (?:of|around)|in the (?:surroundings|environs|countryside) of|"
    r"(?:just )?outside(?: of)?|around|adjacent to|next to|a short distance from|bordering on)"
)
_PAIR = (
    rf"(?:(?P<a>{PLACE})(?:'s?)?(?:-|/| and | - )(?P<b>{PLACE})(?:'s?)? (?:\w{{1,15}} )?{_BORDER}"
    rf"|{_BORDER} (?:line )?(?:(?:that )?(?:between|of|dividing|separating|shared by|shared between)) "
    rf"(?:the )?(?P<c>{PLACE})(?:'s?)?(?: and | from | with |-)(?:the )?(?P<d>{PLACE})"
    rf"|(?P<e>{PLACE})(?:'s?)? (?:\w{{1,15}} )?{_BORDER}(?: {_ZONE})? (?:with|to|shared with) "
    rf"(?:\w{{1,15}}ing )?(?:the )?(?P<f>{PLACE})"
    rf"|{_BORDER}(?: {_ZONE})? (?:of|in) (?:the )?(?P<g>{PLACE}) with (?:the )?(?P<h>{PLACE})"
    rf"|{_BORDER} (?P<k>{PLACE}) shares with (?:the )?(?P<l>{PLACE}))"
)
_SINGLE = (
    rf"(?:(?P<m>{PLACE})(?:'s?)? (?:\w{{1,15}} )?{_BORDER}"
    rf"|{_BORDER}(?: {_ZONE})? (?:with|of|to) (?:\w{{1,15}}ing )?(?:the )?(?P<n>{PLACE}))"
)
_ANY_BORDER = rf"(?:the )?(?:{_PAIR}|{_SINGLE}|(?P<line>{LINE})|(?:(?:porous|common|shared|long|volatile|tense|disputed) )?(?P<bare>{_BORDER}))"
_AT = r"(?P<at>along(?:side)?|on|at|astride|straddling|over|across)"
_BY = (
    r"(?P<by>near(?:by)?(?: to)?|close to|not far from|in the vicinity of|adjacent to|next to|"
    r"around|towards?|in the (?:areas?|regions?|zones?|districts?) (?:of|around|along|near)|"
    r"bordering)"
)
_CROSS = r"(?:cross(?:ed|es|ing)?|across|over|beyond|past|from across|the other side of)"


def _compiled(
    *patterns: tuple[RelationKind, str],
) -> tuple[tuple[RelationKind, re.Pattern[str]], ...]:
    """Patterns that begin and end with a word."""
    return tuple((kind, re.compile(rf"(?<!\w)(?:{text})(?!\w)")) for kind, text in patterns)


PATTERNS = _compiled(
    # inside a country, so deep
    (
        RelationKind.INSIDE,
        rf"(?P<far>{DISTANCE}) (?:deep |away )?(?:inside|into|within|deep in|in|past|beyond|across|over)"
        rf"(?: of)? (?:the )?(?P<a>{PLACE})(?:'s?)?(?: {_DIR}ern)?(?: {_LAND})?(?! with)",
    ),
    (
        RelationKind.INSIDE,
        rf"(?P<far>{DISTANCE}) (?:{_CROSS}|from|inside|within|into|of) (?:the )?{_BORDER},? "
        rf"(?:(?:deep )?(?:in|inside|into)|on) (?:the )?(?P<a>{PLACE})(?:'s?)?(?: {_LAND})?",
    ),
    (
        RelationKind.INSIDE,
        rf"(?P<deep>deep) (?:inside|into|in|within) (?:the )?(?P<a>{PLACE})(?:'s?)?(?: {_LAND})?",
    ),
    # across a border
    (
        RelationKind.INSIDE,
        rf"(?P<across>{_CROSS}) (?:the )?(?:{LINE}|{_BORDER})"
        rf"(?: from (?:the )?(?P<near>{PLACE}))?,? "
        rf"(?:in|into|inside|to) (?:the )?{_TARGET}(?P<a>{PLACE})(?:'s?)?(?: {_LAND})?",
    ),
    (RelationKind.ACROSS, rf"{_CROSS} (?:the )?(?:{LINE}|{_BORDER}) from {_ONE}"),
    (
        RelationKind.INSIDE,
        rf"(?P<across>on|to|from|at|in) (?:the )?(?P<a>{PLACE})(?:'s?)? side of (?:the )?"
        rf"(?:{PLACE}(?:'s?)?(?:-|/| and ){PLACE}(?:'s?)? |(?:shared |common |joint )?)"
        rf"(?:{_BORDER}|{LINE})(?: with (?P<with>{PLACE}))?",
    ),
    # so far from a border
    (
        RelationKind.BORDER,
        rf"(?P<far>{DISTANCE}) (?:away )?(?:from|off|of|short of|{_DIR}(?:ern)? (?:of|from)|inside|"
        rf"within|across|over|beyond) {_ANY_BORDER}",
    ),
    # on, along or near a border
    (
        RelationKind.BORDER_PLACE,
        rf"(?:border|frontier) {_ZONE} (?:near|close to|around|of|in|outside|in the vicinity of|at) {_ONE}"
        r"(?! with)",
    ),
    (
        RelationKind.BORDER_PLACE,
        rf"(?:border|frontier) {_ZONE} (?P<a>{PLACE})",
    ),
    (RelationKind.BORDER, rf"{_BY} {_ANY_BORDER}(?: {_ZONE})?"),
    (RelationKind.BORDER, rf"{_AT} {_ANY_BORDER}(?P<zone> {_ZONE})?"),
    (RelationKind.BORDER, rf"(?:the )?{_PAIR}(?P<zone> {_ZONE})?"),
    (RelationKind.BORDER, rf"(?:the )?(?P<bare>border|frontier)(?P<zone> {_ZONE})"),
    (RelationKind.BORDER, rf"(?P<across>across|along|over|near) (?:the )?(?P<line>{LINE})"),
    # anywhere inside a country
    (
        RelationKind.INSIDE,
        rf"(?:inside|within|into|on|in|over) (?:the )?(?P<a>{PLACE})(?:'s?)? (?:territory|soil|airspace|"
        r"mainland)",
    ),
    (RelationKind.INSIDE, rf"inside (?P<a>{PLACE})"),
    # at sea
    (
        RelationKind.COAST,
        rf"(?:(?P<far>{DISTANCE}) )?(?:away )?(?:just )?(?:off|from) (?:of )?(?:the )?(?:{_SIDE} )?(?:coast|shores?|"
        rf"coastline) of {_ONE}",
    ),
    (
        RelationKind.COAST,
        rf"(?:(?P<far>{DISTANCE}) )?(?:just )?off (?:the )?(?:{_SIDE} )?(?:port (?:city )?of )?"
        rf"(?P<a>{PLACE})(?:'s?)? (?:{_SIDE.replace('bearing', 'other')} )?(?:coast|shores?|coastline)",
    ),
    (
        RelationKind.COAST,
        rf"(?:(?P<far>{DISTANCE}) )?(?:in|to) (?:the )?waters (?:off|of) (?:the )?{_ONE}",
    ),
    (RelationKind.COAST, rf"(?:(?P<far>{DISTANCE}) )off {_ONE}"),
    # direction and distance
    (
        RelationKind.DIRECTION,
        rf"(?P<far>{DISTANCE}),? (?:away )?(?:to the )?(?:due )?{_SIDE} (?:of|from|outside) {_ONE}",
    ),
    (
        RelationKind.DIRECTION,
        rf"(?P<far>{DISTANCE}) (?:away )?from {_ONE},? (?:to|in|towards) the {_SIDE}",
    ),
    (
        RelationKind.DISTANCE,
        rf"(?P<far>{DISTANCE}),? (?:away )?(?:from|outside(?: of)?|of|short of) {_ONE}",
    ),
    (
        RelationKind.DISTANCE,
        rf"(?P<far>{DISTANCE}) from (?:the )?(?:centre|center|heart) of {_ONE}",
    ),
    # roads and corridors
    (
        RelationKind.ROAD,
        rf"(?:(?:along|on|off|near|of|at|by) )?(?:the )?(?:main )?(?P<a>{PLACE})(?:-| - | to |/)(?P<b>{PLACE}) "
        rf"(?:main |national |desert |super)?{_AT_ROAD}",
    ),
    (
        RelationKind.ROAD,
        rf"{_AT_ROAD} (?:(?:that|which) )?(?:(?:runs|running|leading|leads) )?"
        rf"(?:from|between|links|linking|connects|connecting|joining) {_ONE},? "
        rf"(?:to|and|with|towards?) {_TWO}",
    ),
    (RelationKind.ROAD, rf"on the way from {_ONE} to {_TWO}"),
    (
        RelationKind.BETWEEN,
        rf"(?<!border )(?<!borders )(?:(?:half-?way|midway|somewhere) )?(?:in )?between {_ONE} and {_TWO}",
    ),
    # edges
    (
        RelationKind.OUTSKIRTS,
        rf"(?:{_SIDE} )?(?:outskirts|suburbs?|edges?|fringes?|periphery|outlying areas|entrance) "
        rf"(?:of|to) {_ONE}",
    ),
    (
        RelationKind.OUTSKIRTS,
        rf"(?P<a>{PLACE})(?:'s?)? (?:{_SIDE} )?(?:outskirts|suburbs?|fringes?)",
    ),
    (RelationKind.OUTSKIRTS, rf"suburban (?P<a>{PLACE})"),
    # parts and directions
    (
        RelationKind.PART,
        rf"(?:in|across|into|throughout|from|over|struck|hit) the (?:far |extreme )?{_SIDE}(?: (?:part|parts|half|region|"
        rf"corner|areas?|regions?))? of {_ONE}",
    ),
    (
        RelationKind.PART,
        rf"(?P<a>{PLACE})'s? (?:far |extreme |restive |rural )?{_BEARING}"
        rf"(?:ern (?:part|parts|half|region|regions|areas?|corner|border))?(?! {PLACE})(?! (?:province|of))",
    ),
    (
        RelationKind.DIRECTION,
        rf"(?:(?:just|directly|immediately|due|to the) ){{0,2}}{_SIDE} (?:of|from) {_ONE}",
    ),
    # near
    (RelationKind.NEAR, rf"{_NEARLY} {_ONE}"),
    (
        RelationKind.NEAR,
        rf"(?:in|near|at|around|from|of) (?:the )?(?P<a>{PLACE})(?:'s?)? (?:area|vicinity|surroundings|environs|"
        r"countryside)",
    ),
    (
        RelationKind.PART,
        rf"(?<!{PLACE}'s )(?<!{PLACE} )(?:{_SIDE})[- ](?P<a>{PLACE})(?! (?:province|governorate|state))",
    ),
)
"""Kinds and patterns, the more telling first: a word is read once."""

_AXES = {"north": (0.0, 1.0), "south": (0.0, -1.0), "east": (1.0, 0.0), "west": (-1.0, 0.0)}
_NARROW = 20.0


def bearing_of(words: str) -> tuple[float, float] | None:
    """Read a direction.

    Parameters
    ----------
    words
        Such as 'north', 'south-east' or 'north-north-east'.

    Returns
    -------
    tuple or None
        Degrees clockwise from north, and how many it may be off to either side; None for words
        that point nowhere, such as 'north-south'.
    """
    axes = [_AXES[word] for word in re.findall("north|south|east|west", words)]
    if not axes:
        return None
    main = axes[-2:]
    x, y = (sum(parts) for parts in zip(*main, strict=True))
    if x == y == 0.0:
        return None
    if len(axes) == len(main) + 1:
        length = math.hypot(x, y)
        x, y = x / length + axes[0][0], y / length + axes[0][1]
        if math.hypot(x, y) < 1.0:
            return None
    return math.degrees(math.atan2(x, y)) % 360, _NARROW if len(axes) > len(main) else 35.0
