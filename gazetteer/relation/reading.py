"""Reading relations from the words around mentions, sentence by sentence."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazetteer.mention import Role
from gazetteer.relation.distances import read_distance
from gazetteer.relation.model import Distance, Relation, RelationKind
from gazetteer.relation.patterns import LINE, LINES, PATTERNS, PLACE, bearing_of
from gazetteer.sentences import sentence_ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.mention import Mention  # noqa: TC004 (an annotation, not looked at)

__all__ = ["find_relations"]

_LONGEST = 2_000
_LINE_NAMES = re.compile(r"\b(?:" + "|".join(map(re.escape, LINES)) + r")\b", re.IGNORECASE)
_SPACES = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_SAME = str.maketrans("’‘–—‑‐−", "''-----") | dict.fromkeys(map(ord, _SPACES + PLACE + LINE), " ")
_PIECES = re.compile(r"\S+(?:\s\S+)*|\s+")
_PLACED = re.compile(
    r"(?:near|in|at|outside|around|close to|towards?)(?: the)?"
    r"(?: (?:city|town|village|district|province|area|region|county) of)?(?: the)? $"
)
_SAYS = re.compile(
    r"\b(?:said|says|told|reported|reports|according|announced|claimed|spokes\w+|officials?)\b"
)
_BORDERS = re.compile(f"border|frontier|boundary|{LINE}")
_NEARBY = 90
_LOOK_BACK = 5
_BORDER_KINDS = frozenset({
    RelationKind.INSIDE, RelationKind.ACROSS, RelationKind.BORDER, RelationKind.BORDER_PLACE,
})  # fmt: skip
_ON_LINE = Distance(low_m=0.0, high_m=10_000.0)
_BY_LINE = Distance(low_m=0.0, high_m=25_000.0)
_DEEP = Distance(low_m=20_000.0, high_m=400_000.0, text="deep")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence with a letter for each mention.

    Parameters
    ----------
    text
        As written.
    masked
        Lower case, single-spaced, one letter for each mention and each named line.
    starts, ends
        Characters of the whole text that each letter stands for.
    mentions
        The mentions by their place in `masked`.
    """

    text: str
    masked: str
    starts: list[int]
    ends: list[int]
    mentions: dict[int, Mention]


def find_relations(text: str, mentions: Iterable[Mention]) -> list[Relation]:
    """Read where things are, relative to the places that a text mentions.

    Parameters
    ----------
    text
        A report in English.
    mentions
        Its mentions, by character of the text; those inside the name of something else are
        passed over, and of two that overlap the second.

    Returns
    -------
    list of Relation
        In the order of the text; no two overlap. Reading takes time in proportion to the text.
    """
    known = sorted(
        (mention for mention in mentions if mention.role is not Role.PART_OF_NAME),
        key=lambda mention: (mention.start, -mention.end),
    )
    found: list[Relation] = []
    before: deque[tuple[Mention, ...]] = deque(((),), maxlen=_LOOK_BACK)
    for sentence in _sentences(text, known):
        earlier = tuple(mention for mentions in before for mention in reversed(mentions))
        for relation in _read(text, sentence):
            alone = not (relation.mentions or relation.beside)
            beside = before[0] if alone else relation.beside
            found.append(replace(relation, beside=beside, earlier=earlier))
        before.appendleft(tuple(sentence.mentions.values()))
    return found


def _sentences(text: str, mentions: list[Mention]) -> Iterator[_Sentence]:
    """The sentences of a text, masked; none is cut within a mention."""
    begin, nth = 0, 0
    for cut in sentence_ends(text):
        while begin < cut:
            end = min(cut, begin + _LONGEST)
            own: list[Mention] = []
            while nth < len(mentions) and mentions[nth].start < end:
                if mentions[nth].start >= (own[-1].end if own else begin):
                    own.append(mentions[nth])
                nth += 1
            end = min(max(end, own[-1].end if own else end), len(text))
            yield _masked(text, begin, end, own)
            begin = end


def _masked(text: str, begin: int, end: int, mentions: list[Mention]) -> _Sentence:
    """Put one letter for each mention, and plain letters for the rest."""
    spans: dict[int, tuple[int, Mention | None]] = {
        match.start(): (match.end(), None) for match in _LINE_NAMES.finditer(text, begin, end)
    }
    lined = set(spans)
    for mention in mentions:
        if not any(start <= mention.start < spans[start][0] for start in lined):
            spans[mention.start] = (mention.end, mention)
    masked: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    by_place: dict[int, Mention] = {}

    def take(letters: str, start: int, stop: int) -> None:
        masked.append(letters)
        starts.extend(range(start, start + len(letters)))
        ends.extend(range(stop - len(letters) + 1, stop + 1))

    at = begin
    for start, (after, who) in [*sorted(spans.items()), (end, (end, None))]:
        for piece in _PIECES.finditer(text, at, max(at, start)):
            spaced = bool(masked) and masked[-1] != " "
            if not piece[0][0].isspace():
                take(_letters(piece[0]), *piece.span())
            elif spaced:
                take(" ", *piece.span())
        if start < end:
            if who is not None:
                by_place[len(starts)] = who
            take(LINE if who is None else PLACE, start, after)
            at = after
    return _Sentence(
        text=text[begin:end].strip(),
        masked="".join(masked),
        starts=starts,
        ends=ends,
        mentions=by_place,
    )


def _letters(word: str) -> str:
    """A word in plain writing, letter by letter."""
    plain = word.translate(_SAME).lower()
    if len(plain) == len(word):
        return plain
    return "".join(low if len(low := c.translate(_SAME).lower()) == 1 else c for c in word)


def _read(text: str, sentence: _Sentence) -> list[Relation]:
    """The relations of a sentence; what an earlier pattern has read, no later one reads."""
    if not sentence.mentions and not _BORDERS.search(sentence.masked):
        return []
    taken = bytearray(len(sentence.masked))
    found: list[Relation] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(sentence.masked):
            begin, end = match.span()
            if any(taken[begin:end]):
                continue
            relation = _relation(text, sentence, kind, match)
            if relation is not None:
                taken[begin:end] = b"\1" * (end - begin)
                found.append(relation)
    return sorted(found, key=lambda relation: relation.start)


def _relation(
    text: str, sentence: _Sentence, kind: RelationKind, match: re.Match[str]
) -> Relation | None:
    """What a match says; None where it says nothing after all."""
    groups = {name: at for name, at in match.groupdict().items() if at is not None}
    own = {name: match.start(name) for name, at in groups.items() if at == PLACE}
    anchors = tuple(
        sentence.mentions[at] for name, at in own.items() if name not in {"near", "with"}
    )
    if kind is RelationKind.BETWEEN and any(m.role is Role.ACTOR for m in anchors):
        return None
    pointed = bearing_of(groups.get("bearing") or groups.get("other") or "")
    if kind in {RelationKind.DIRECTION, RelationKind.PART} and pointed is None:
        return None
    distance = _distance(kind, groups)
    if "far" in groups and distance is None:
        return None
    bearing, tolerance = pointed or (None, 35.0)
    start, end = sentence.starts[match.start()], sentence.ends[match.end() - 1]
    near = [sentence.mentions[own["near"]]] if "near" in own else []
    if kind in _BORDER_KINDS:
        near += _placed(sentence, match)
    near = [mention for mention in near if mention not in anchors]
    return Relation(
        kind=kind,
        mentions=anchors,
        start=start,
        end=end,
        text=text[start:end],
        sentence=sentence.text,
        distance=distance,
        bearing=bearing,
        tolerance=tolerance,
        line=_line(text, sentence, match),
        near=tuple(dict.fromkeys(near)),
        beside=tuple(m for m in sentence.mentions.values() if m not in anchors and m not in near),
    )


def _distance(kind: RelationKind, groups: dict[str, str]) -> Distance | None:
    """The distance that is said, or that the words for a border stand for."""
    if "far" in groups:
        return read_distance(groups["far"])
    if "deep" in groups:
        return _DEEP
    if kind is RelationKind.INSIDE:
        return _BY_LINE if "across" in groups else None
    if kind is RelationKind.BORDER:
        return _ON_LINE if "at" in groups and "zone" not in groups else _BY_LINE
    return None


def _line(text: str, sentence: _Sentence, match: re.Match[str]) -> tuple[str, str] | None:
    """The countries of the line that a match names."""
    at = match[0].find(LINE)
    if at < 0:
        return None
    begin, end = sentence.starts[match.start() + at], sentence.ends[match.start() + at]
    return LINES[text[begin:end].lower()]


def _placed(sentence: _Sentence, match: re.Match[str]) -> list[Mention]:
    """Mentions close to a match that stand there as the place where it is.

    They follow a word such as "near" or "in", and nobody speaks between them and the match.
    """
    found = []
    for at, mention in sentence.mentions.items():
        if match.start() <= at < match.end() or mention.role in {Role.ACTOR, Role.DEMONYM}:
            continue
        if at >= match.end():
            between = sentence.masked[match.end() : at]
        else:
            between = sentence.masked[at + 1 : match.start()]
        before = sentence.masked[max(0, at - 40) : at]
        if len(between) <= _NEARBY and _PLACED.search(before) and not _SAYS.search(between):
            found.append(mention)
    return found
