"""Values as the article has them: a model points at words, and what they say is read from them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from babel import Locale, UnknownLocaleError

from gazetteer.geoparsing import geoparse
from gazetteer.place import Precision
from gazetteer.tokens import Tokens
from geo.count import Count
from geo.errors import CountError, DateError
from geo.incident import Field
from geo.reading.counts import find_counts
from geo.reading.counts.numbers import number_at
from geo.reading.dates import DateUse, find_dates, near_date
from geo.reading.language_model.quotes import Passages
from geo.when import When
from geo.where import Where

if TYPE_CHECKING:
    from gazetteer.geoparsing import Geoparsed
    from gazetteer.index import Gazetteer
    from gazetteer.place import Resolution
    from geo.reading.article import Article
    from geo.reading.counts import CountFound
    from geo.reading.counts.numbers import Number
    from geo.reading.dates import DateFound

__all__ = ["FIELDS", "Values"]

FIELDS: Final = tuple(field for field in Field if field is not Field.TIME)
"""What a model is asked about; the time of day comes with the date."""

_NEAR: Final = 400
_LONGEST: Final = 200
_YEAR_DAYS: Final = 366
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NONE = re.compile(r"\b(?:no|none|nobody|not|without|zero|0)\b", re.IGNORECASE)


class Values:
    """Reads values from an article.

    Parameters
    ----------
    article
        The article.
    gazetteer
        Where places are looked up.
    """

    def __init__(self, article: Article, gazetteer: Gazetteer) -> None:
        self.article = article
        self.gazetteer = gazetteer

    @cached_property
    def passages(self) -> Passages:
        """What the article tells."""
        told = ((passage.start, passage.end) for passage in self.article.told())
        return Passages(self.article.text, told)

    @cached_property
    def _dates(self) -> list[DateFound]:
        return find_dates(self.article.text, self.article.published)

    @cached_property
    def _counts(self) -> list[CountFound]:
        return find_counts(self.article.text)

    @cached_property
    def _places(self) -> Geoparsed:
        return geoparse(self.article.text, gazetteer=self.gazetteer)

    def words(self, words: str, start: int, end: int) -> str | None:
        """Words as the article has them, in a quote or near it.

        Parameters
        ----------
        words
            Words, at most 200 characters.
        start, end
            The quote.

        Returns
        -------
        str or None
            None where they do not stand there.
        """
        span = self._beside(words, start, end)
        return self._as_written(span) if span else None

    def anywhere(self, words: str) -> str | None:
        """Words as the article has them, anywhere in it.

        Parameters
        ----------
        words
            Words, at most 200 characters.

        Returns
        -------
        str or None
            None where they do not stand there.
        """
        if len(words) > _LONGEST:
            return None
        span = self.passages.worded(words, 0, len(self.article.text))
        return self._as_written(span) if span else None

    def when(self, value: str, start: int, end: int) -> When | None:
        """The date that a quote gives.

        Parameters
        ----------
        value
            Words of the quote, or the date that it comes to.
        start, end
            The quote.

        Returns
        -------
        When or None
            As `geo.reading.dates` reads it; None where neither the quote nor what stands about it
            names such a date. In another language than English a day is taken as uncertain if its
            number stands in the quote.
        """
        inside = [date for date in self._dates if date.start < end and start < date.end]
        usable = [date for date in inside if date.when and date.use is not DateUse.PAGE]
        usable.sort(key=lambda date: date.use is not DateUse.ON)
        try:
            wanted = When.parse(value)
        except DateError:
            span = self.passages.worded(value, start, end) if len(value) <= _LONGEST else None
            within = (d for d in usable if span and d.start < span[1] and span[0] < d.end)
            return next((date.when for date in within), None)
        whens = [date.when for date in usable if date.when]
        if not whens:
            near = near_date(self.article.text, self._dates, start, end)
            whens = [near.when] if near else []
        fitting = (when for when in whens if when.overlaps(wanted))
        return next(fitting, None) or self._by_digits(wanted, start, end)

    def _by_digits(self, wanted: When, start: int, end: int) -> When | None:
        """A day whose number stands in a quote that is not in English."""
        published = self.article.published
        if self.article.language in {None, "en"} or not wanted.start:
            return None
        if not _DAY.fullmatch(wanted.edtf):
            return None
        day = wanted.start.date()
        numbers = {int(found[0]) for found in re.finditer(r"\d{1,4}", self.article.text[start:end])}
        beside = published is not None and abs((published - day).days) <= _YEAR_DAYS
        sure = day.day in numbers and (day.year in numbers or beside)
        return When.parse(f"{wanted.edtf}?") if sure else None

    def count(self, field: Field, value: str, start: int, end: int) -> Count | None:
        """The number of people that a quote gives.

        Parameters
        ----------
        field
            Killed or injured.
        value
            The number, in a form that `Count.parse` reads or in words.
        start, end
            The quote.

        Returns
        -------
        Count or None
            As the quote has it; None where it has no such number.
        """
        asked = _asked(value)
        if asked is None:
            return None
        inside = [found for found in self._counts if start <= found.start < end]
        own = [found.count for found in inside if found.effect.value == field.value]
        best = _closest(asked, own)
        if best is not None:
            return best
        quote = self.article.text[start:end]
        best = _closest(asked, [_count_of(number, quote) for number in _numbers(quote)])
        if best is not None:
            return best
        none = (asked.low, asked.high) == (0, 0) and _NONE.search(quote)
        return replace(asked, text=None) if none else None

    def where(self, value: str, country: str | None, start: int, end: int) -> Where | None:
        """The place that an article names.

        Parameters
        ----------
        value
            Its name as written, at most 200 characters.
        country
            ISO 3166-1 alpha-2 code that it is said to lie in; heeded where the article names that
            country or a place in it.
        start, end
            The quote.

        Returns
        -------
        Where or None
            Without a point where the place is not known; None where the article does not name it.
        """
        whole = (0, len(self.article.text))
        span = self._beside(value, start, end)
        if span is None and len(value) <= _LONGEST:
            span = self.passages.worded(value, *whole)
        if span is None:
            return None
        mention = self._as_written(span)
        placed = self._placed(span, mention)
        if placed is not None:
            return placed
        stay = country if country and self._tells_of(country) else None
        return _at(mention, self.gazetteer.resolve(mention, country=stay), near=False)

    def _placed(self, span: tuple[int, int], mention: str) -> Where | None:
        """The place of a mention as the whole article tells it."""
        for one in self._places.mentions:
            own = one.mention
            if one.place and own.start < span[1] and span[0] < own.end:
                beside = self._places.relation_of(own) is not None
                return _at(mention, one.resolution, near=beside)
        return None

    def _tells_of(self, country: str) -> bool:
        """Whether the article names a country, or a place in it."""
        if any(one.place and one.place.country == country for one in self._places.mentions):
            return True
        try:
            name = Locale.parse(self.article.language or "en", sep="-").territories.get(country)
        except (ValueError, UnknownLocaleError):
            return False
        return bool(name) and self.anywhere(str(name)) is not None

    def _beside(self, words: str, start: int, end: int) -> tuple[int, int] | None:
        """Where words stand in a quote, else near it."""
        if len(words) > _LONGEST:
            return None
        about = (max(0, start - _NEAR), min(len(self.article.text), end + _NEAR))
        return self.passages.worded(words, start, end) or self.passages.worded(words, *about)

    def _as_written(self, span: tuple[int, int]) -> str:
        return " ".join(self.article.text[span[0] : span[1]].split())


def _at(mention: str, resolution: Resolution, *, near: bool) -> Where:
    """A resolution as a location; what is only told by way of a settlement lies near it."""
    precision = resolution.precision
    if resolution.place is None or precision is None:
        return Where(mention=mention)
    if near and precision in {Precision.SITE, Precision.SETTLEMENT}:
        precision = Precision.NEAR
    return Where.at_place(mention, resolution.place, precision=precision)


def _asked(value: str) -> Count | None:
    """A number as a model writes it."""
    if len(value) > _LONGEST:
        return None
    try:
        return Count.parse(value)
    except CountError:
        numbers = _numbers(value)
        return _count_of(numbers[0], value) if len(numbers) == 1 else None


def _numbers(text: str) -> list[Number]:
    """The numbers of a few words, in order."""
    words = Tokens.of(text).lower
    found: list[Number] = []
    at = 0
    while at < len(words):
        number = number_at(words, at)
        if number:
            found.append(number)
        at = number.end if number else at + 1
    return found


def _count_of(number: Number, text: str) -> Count:
    """A number as a count with the words that it stands in."""
    tokens = Tokens.of(text)
    words = text[tokens.starts[number.start] : tokens.ends[number.end - 1]]
    return Count(low=number.low, high=number.high, approximate=number.approximate, text=words)


def _closest(asked: Count, counts: list[Count]) -> Count | None:
    """Of the counts with the figures asked for, the first with the same bounds, else the first."""
    figures = {asked.low, asked.high if asked.high is not None else asked.low}
    same = [one for one in counts if (one.low, one.high) == (asked.low, asked.high)]
    alike = [one for one in counts if figures <= {one.low, one.high} and figures != {0}]
    if same or alike:
        return (same or alike)[0]
    each = [one for one in counts if {one.low, one.high} & figures]
    low = any(asked.low in (one.low, one.high) for one in each)
    high = any(asked.high in (one.low, one.high) for one in each)
    return replace(asked, text=None) if low and high and asked.high is not None else None
