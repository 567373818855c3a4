"""How many were killed, hurt, missing, held or driven out, and who says so.

`find_counts` reads a report and gives every number of people harmed with the words it comes from:
"at least nine", "a policeman", "no one". `reported` picks out of them those that the report is
about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from geo.count import Count, Counted
from geo.incident import Modality, Polarity
from geo.reading.counts._sentences import cut, joined
from geo.reading.counts.claimants import Claimant, Saying, sayings
from geo.reading.counts.grouping import grouped
from geo.reading.counts.harm import Harm, harms_in
from geo.reading.counts.harm_words import EUPHEMISMS, Effect
from geo.reading.counts.people import Form
from geo.reading.counts.weighing import features, weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.tokens import Tokens

__all__ = ["CountFound", "Share", "find_counts", "harms_of", "reported"]

_QUOTES: Final = frozenset('"“”')
_LONG_QUOTE: Final = 8
_HYPOTHETICAL: Final = frozenset({"if", "unless"})


class Share(StrEnum):
    """What a number is among those beside it."""

    TOTAL = "total"
    """It stands for itself."""
    PART = "part"
    """It is part of another: "nine people, including four children"."""
    SUM = "sum"
    """It is worked out from a list: "three women and four children" make seven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountFound:
    """A number of people harmed, as a report gives it.

    Characters are those of the text read; an end is the character after the last.

    Parameters
    ----------
    effect
        What happened to them.
    count
        How many and whom. "Several" is 3 or more, "dozens" 24 or more, "hundreds" 200 or more, a
        plural without a number 2 or more; "more than 30" is 30 or more; "up to 20" is 0 to 20.
    start
        First character of the phrase for them.
    end
        Character after its last.
    text
        The phrase.
    sentence_start
        First character of its sentence.
    sentence_end
        Character after its last.
    claimant
        Who says it; None where the publisher does.
    polarity
        Whether it is said to be so or denied. "No one was killed" says that it was nobody.
    modality
        In what manner it is said.
    share
        Whether it stands for itself, is part of another or is a sum.
    whole
        First character, and the one after the last, of the phrase that it is part of.
    updates
        Whether it takes the place of an earlier number ("rose to nine").
    group
        Which say the same: those of a text with the same group. None where that is not told.
    confidence
        How likely it is one of the counts that the report is about, 0 to 1. None where that is not
        judged: for effects other than killed and injured, and for numbers such as "several". Of a
        sum it is that of its least sure part. Learnt from news of one region and one time, with its
        level for other news set on a few reports: it ranks the counts of a report, and a low one
        alone is no reason to drop a count.
    """

    effect: Effect
    count: Count
    start: int
    end: int
    text: str
    sentence_start: int
    sentence_end: int
    claimant: Claimant | None = None
    polarity: Polarity = Polarity.ASSERTS
    modality: Modality = Modality.FACT
    share: Share = Share.TOTAL
    whole: tuple[int, int] | None = None
    updates: bool = False
    group: int | None = None
    confidence: float | None = None


def find_counts(text: str) -> list[CountFound]:
    """Find every number of people harmed.

    Parameters
    ----------
    text
        A report in English, in any case of letters.

    Returns
    -------
    list
        In the order of the text. What is only planned, threatened or feared for the future ("could
        kill thousands") is no count. Takes time in proportion to the text.
    """
    tokens = joined(text)
    sentences = list(cut(tokens))
    harms = harms_of(tokens, sentences)
    said = _all_said(tokens, sentences)
    found = [_found(tokens, harm, (begin, end), *said[begin]) for harm, begin, end in harms]
    judged = _judged(tokens, sentences, harms, found)
    sums = _sums(text, harms, judged)
    return sorted([*judged, *sums], key=lambda f: (f.start, f.end))


def harms_of(tokens: Tokens, sentences: Iterable[tuple[int, int]]) -> list[tuple[Harm, int, int]]:
    """Find the phrases for people harmed, without those that are only supposed.

    Parameters
    ----------
    tokens
        The text.
    sentences
        First word of each sentence, and the one after its last.

    Returns
    -------
    list
        Each with first and last word of its sentence.
    """
    found: list[tuple[Harm, int, int]] = []
    before: Effect | None = None
    for begin, end in sentences:
        told = harms_in(tokens, begin, end, before=before)
        found += [(harm, begin, end) for harm in told if not _supposed(tokens, harm, begin)]
        before = next((harm.effect for harm in reversed(told)), before)
    return found


def reported(found: Iterable[CountFound], *, least: float | None = None) -> list[CountFound]:
    """Pick the counts that a report is about.

    Parameters
    ----------
    found
        What `find_counts` gave for one text.
    least
        The confidence from which a count is picked; None for the one that the model was tuned to.

    Returns
    -------
    list
        In the order of the text, of those that say the same the first. Counts that are not judged,
        denied ones, parts of others with no confidence and sums are left out.
    """
    wanted = weights().least if least is None else least
    seen: set[int | None] = set()
    picked = []
    for count in found:
        sure = count.confidence is not None and count.confidence >= wanted
        summed = count.share is Share.SUM
        if sure and not summed and count.group not in seen and count.polarity is Polarity.ASSERTS:
            seen.add(count.group)
            picked.append(count)
    return picked


def _all_said(
    tokens: Tokens, sentences: list[tuple[int, int]]
) -> dict[int, tuple[list[Saying], Claimant | None]]:
    """For each sentence what is said in it, and whose words it is when it stands in quotes."""
    found: dict[int, tuple[list[Saying], Claimant | None]] = {}
    before: Claimant | None = None
    quoted = False
    open_quote: list[int] = []
    for begin, end in sentences:
        said = sayings(tokens, begin, end, before)
        marks = [place for place in range(begin, end) if tokens.lower[place] in _QUOTES]
        starts = bool(marks) and marks[0] == begin
        speaker = before if (quoted or starts) and not said else None
        if quoted or starts:
            open_quote.append(begin)
        before = next((s.claimant for s in reversed(said) if s.claimant.name), before)
        quoted = quoted != (len(marks) % 2 == 1)
        found[begin] = (said, speaker)
        if not quoted:
            if said and not found[open_quote[0] if open_quote else begin][0]:
                for place in open_quote[:-1]:
                    found[place] = (found[place][0], said[-1].claimant)
            open_quote = []
        elif tokens.lower[begin - 1 : begin] == ["\n"] and len(open_quote) > _LONG_QUOTE:
            quoted, open_quote = False, []
    return found


def _supposed(tokens: Tokens, harm: Harm, begin: int) -> bool:
    """Whether a harm is told in a clause with "if"."""
    place = min(harm.trigger, harm.people.start)
    words = tokens.lower[max(begin, place - 12) : place]
    return bool(_HYPOTHETICAL & set(words)) and "as" not in words


def _found(
    tokens: Tokens,
    harm: Harm,
    sentence: tuple[int, int],
    said: list[Saying],
    speaker: Claimant | None,
) -> CountFound:
    """A harm as a count, with who says it."""
    people, number = harm.people, harm.people.number
    words = tokens.words[people.start : people.end + 1]
    closes = "“" in words and words[-1] == "”"
    start, end = tokens.starts[people.start], tokens.ends[people.end - 1 + closes]
    text = tokens.text[start:end]
    saying = _saying(said, people.start)
    claimant = saying.claimant if saying else speaker
    told = speaker or tokens.lower[harm.trigger] in EUPHEMISMS
    modality = saying.modality if saying else Modality.CLAIMED if told else Modality.FACT
    whole = harm.whole
    return CountFound(
        effect=harm.effect,
        count=Count(
            low=number.low,
            high=number.high,
            approximate=number.approximate,
            of=people.of,
            text=" ".join(text.split()),
        ),
        start=start,
        end=end,
        text=text,
        sentence_start=tokens.starts[sentence[0]],
        sentence_end=tokens.ends[sentence[1] - 1],
        claimant=claimant,
        polarity=_polarity(tokens, harm, sentence[0], saying),
        modality=Modality.POSSIBLE if harm.possible else modality,
        share=Share.PART if whole else Share.TOTAL,
        whole=(tokens.starts[whole.start], tokens.ends[whole.end - 1]) if whole else None,
        updates=harm.updates,
    )


def _polarity(tokens: Tokens, harm: Harm, begin: int, saying: Saying | None) -> Polarity:
    """Whether it is denied, or said to be without proof."""
    words = set(tokens.lower[max(begin, harm.trigger - 12) : harm.trigger])
    unproven = words & {"proof", "evidence"} and words & {"no", "not", "without", "don't", "don’t"}
    if unproven or (saying and saying.polarity is Polarity.DENIES):
        return Polarity.DENIES
    return Polarity.ASSERTS


def _saying(said: list[Saying], place: int) -> Saying | None:
    """The saying nearest to a word among those that cover it; nobody named only for want of one."""
    covering = [saying for saying in said if saying.begin <= place < saying.end]
    named = [saying for saying in covering if saying.claimant.name] or covering
    return min(named, key=lambda saying: abs(saying.verb - place), default=None)


def _judged(
    tokens: Tokens,
    sentences: list[tuple[int, int]],
    harms: list[tuple[Harm, int, int]],
    found: list[CountFound],
) -> list[CountFound]:
    """The counts with their groups and how likely the report is about them."""
    groups = grouped(tokens, harms)
    if not groups:
        return found
    described, shared = features(tokens, groups, sentences)
    judged = list(found)
    for number, (group, sure) in enumerate(
        zip(groups, weights().judge(described, shared), strict=True)
    ):
        for place, *_ in group.members:
            judged[place] = replace(found[place], group=number, confidence=round(sure, 4))
    return judged


def _sums(
    text: str, harms: list[tuple[Harm, int, int]], found: list[CountFound]
) -> list[CountFound]:
    """The sums of lists; what is summed becomes a part in `found`."""
    lists: dict[tuple[int, Effect, tuple[int, ...]], list[int]] = {}
    for place, (harm, _, _) in enumerate(harms):
        if len(harm.listed) > 1 and harm.whole is None and harm.people.form is not Form.NOBODY:
            lists.setdefault((harm.trigger, harm.effect, harm.listed), []).append(place)
    sums = []
    for places in lists.values():
        if len(places) > 1:
            whole = _sum(text, [found[place] for place in places])
            sums.append(whole)
            for place in places:
                found[place] = replace(
                    found[place], share=Share.PART, whole=(whole.start, whole.end)
                )
    return sums


def _sum(text: str, parts: list[CountFound]) -> CountFound:
    """One count out of several that stand in a list."""
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    highs = [part.count.high for part in parts]
    of = {part.count.of for part in parts}
    sure = [part.confidence for part in parts]
    return replace(
        parts[0],
        count=Count(
            low=sum(part.count.low for part in parts),
            high=None if None in highs else sum(high or 0 for high in highs),
            approximate=any(part.count.approximate for part in parts),
            of=of.pop() if len(of) == 1 else Counted.PEOPLE,
            text=" ".join(text[start:end].split()),
        ),
        start=start,
        end=end,
        text=text[start:end],
        share=Share.SUM,
        whole=None,
        group=None,
        confidence=None if None in sure else min(one or 0.0 for one in sure),
    )
