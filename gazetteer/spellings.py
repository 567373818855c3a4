"""Every spelling of every name in order, to find those that begin so and those misspelt.

A row is a folded name in one country, with the most important place of that name there. The rows
lie in two orders, by their first letters and by their last, as arrays mapped from their files.

A slip is a letter left out, put in or changed, or two neighbours swapped. A name with one slip has
its first half or its last half intact. A name with two has its first or last third intact, or one
slip in the first third and the middle intact. Each of these is a short run of one of the two
orders. What stands there is sifted by its letters, of which a slip changes at most two, and what
remains is measured letter by letter. So every name of the same script within two slips is found,
and few are looked at.
"""

from __future__ import annotations

import mmap
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

import numpy as np

from gazetteer.names import slip_rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import numpy.typing as npt

    Array: TypeAlias = npt.NDArray[Any]
    Row: TypeAlias = tuple[str, str | None, int]

__all__ = ["Spelling", "Spellings", "write"]

_BATCH = 200_000
_LONGEST = 255
_KEY = 6  # letters that a row is ordered by: so many codes below 40 fit into 32 bits
_BASE = 40
_SPACE, _DIGIT, _LETTER, _LETTERS = 1, 2, 12, 26  # codes: one, ten, twenty-six
_LONG_RUN = 1_000
_LARGE = 100_000_000  # bytes
_LONGEST_THIRD = _KEY  # a third need not be a third, and more letters tell no more apart
_FIRST_LOOK = 8.0
_MORE_BYTES = 3  # that UTF-8 has for a letter
_ENDS = 2  # letters

_FORWARD = ("keys", "marks", "lengths", "countries", "places", "starts", "sizes", "text")
_KEPT = ("keys", "marks")  # each search needs many pages of them
_BACKWARD = ("ends", "end_marks", "order")


class Spelling(NamedTuple):
    """A spelling that comes close to what was asked for."""

    folded: str
    """The folded name."""
    place: int
    """Number of the most important place of that name."""
    slips: int
    """How many slips lie between it and what was asked for; 0 for a name that begins so."""


class _Codes(dict[int, int]):
    """One small number for each character; other scripts share those of the Latin letters."""

    def __missing__(self, character: int) -> int:
        if ord("0") <= character <= ord("9"):
            code = _DIGIT + character - ord("0")
        else:
            code = _LETTER + (character - ord("a")) % _LETTERS
        self[character] = code
        return code


_CODES = _Codes({ord(" "): _SPACE})


def _encoded(name: str) -> bytes:
    """Write a name with one byte a character."""
    return name.translate(_CODES).encode("latin-1")


def write(folder: Path, rows: Iterable[Row], countries: list[str]) -> None:
    """Write the arrays.

    Parameters
    ----------
    folder
        An empty folder.
    rows
        Folded name, country (ISO 3166-1 alpha-2 or None) and number of the most important place
        of that name there; each name once a country, best in order of the names.
    countries
        The countries that occur, in the order of their numbers, which begin at 1.
    """
    numbers: dict[str | None, int] = {code: n for n, code in enumerate(countries, start=1)}
    numbers[None] = 0
    source = iter(rows)
    batches = []
    while batch := list(islice(source, _BATCH)):
        names, codes, places = zip(*batch, strict=True)
        raw = [name.encode() for name in names]
        encoded = [_encoded(name) for name in names]
        lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
        batches.append(
            {
                "keys": _keys(encoded),
                "ends": _keys([code[::-1] for code in encoded]),
                "marks": _marks(encoded),
                "lengths": np.minimum(lengths, _LONGEST).astype(np.uint8),
                "countries": np.fromiter(map(numbers.__getitem__, codes), np.uint16),
                "places": np.fromiter(places, np.uint32),
                "sizes": np.fromiter(map(len, raw), np.uint16),
                "text": np.frombuffer(b"".join(raw), np.uint8),
            }
        )
    columns = {name: np.concatenate([batch[name] for batch in batches]) for name in batches[0]}
    del batches
    ends_at = np.cumsum(columns["sizes"], dtype=np.uint64)
    columns["starts"] = (ends_at - columns["sizes"]).astype(np.uint32)
    order = np.argsort(columns["keys"], kind="stable")
    for name in (*_FORWARD[:-1], "ends"):
        columns[name] = columns[name][order]
    columns["order"] = np.argsort(columns["ends"], kind="stable").astype(np.uint32)
    columns["ends"] = columns["ends"][columns["order"]]
    columns["end_marks"] = columns["marks"][columns["order"]]
    for name in (*_FORWARD, *_BACKWARD):
        np.save(folder / f"{name}.npy", columns[name])


def _keys(encoded: list[bytes], fill: int = 0) -> Array:
    """The first letters of each name as a number that sorts as they do."""
    codes = np.array(encoded, f"S{_KEY}").view(np.uint8).reshape(-1, _KEY)
    codes = np.where(codes == 0, np.uint8(fill), codes)
    key = np.zeros(len(codes), np.uint32)
    for column in codes.T:
        key = key * np.uint32(_BASE) + column
    return key


def _marks(encoded: list[bytes]) -> Array:
    """What letters each name has, as 64 bits of which a slip changes two at most.

    Two bits for a letter and for spaces, one for a digit: has it one, has it two.
    """
    count = len(encoded)
    lengths = np.fromiter(map(len, encoded), np.int64, count)
    rows = np.repeat(np.arange(count), lengths)
    codes = np.frombuffer(b"".join(encoded), np.uint8)
    times = np.bincount(rows * _BASE + codes, minlength=count * _BASE).reshape(count, _BASE)
    bits = np.zeros(count, np.uint64)
    for code, marks in enumerate(_MARKS):
        for number, mark in enumerate(marks, start=1):
            bits |= np.where(times[:, code] >= number, np.uint64(mark), np.uint64(0))
    return bits


def _marks_of(code: bytes) -> np.uint64:
    """As `_marks`, of one name."""
    return np.uint64(sum(mark for one in set(code) for mark in _MARKS[one][: code.count(one)]))


def _mark_table() -> list[tuple[int, ...]]:
    """The marks of each code: of the first of it in a name, and of the second."""
    table: list[tuple[int, ...]] = [()] * _BASE
    for digit in range(10):
        table[_DIGIT + digit] = (1 << digit,)
    for number, code in enumerate((_SPACE, *range(_LETTER, _LETTER + _LETTERS))):
        table[code] = (1 << 10 + 2 * number, 2 << 10 + 2 * number)
    return table


_MARKS = _mark_table()


class Spellings:
    """The spellings of one index.

    Parameters
    ----------
    folder
        Where `write` has put them.
    countries
        The same countries.

    Raises
    ------
    OSError
        If a file is missing.
    ValueError
        If a file is broken.
    """

    def __init__(self, folder: Path, countries: list[str]) -> None:
        self._numbers = {code: number for number, code in enumerate(countries, start=1)}
        self._mapped: list[mmap.mmap] = []

        def mapped(name: str) -> Array:
            array = np.load(folder / f"{name}.npy", mmap_mode="r")
            if name not in _KEPT:
                self._mapped.append(array._mmap)  # noqa: SLF001 - the only way to its pages
            return cast("Array", array.view(np.ndarray))  # the subclass is slower to slice

        self._keys, self._marks, self._lengths, self._countries = map(mapped, _FORWARD[:4])
        self._places, self._starts, self._sizes, self._text = map(mapped, _FORWARD[4:])
        self._ends, self._end_marks, self._order = map(mapped, _BACKWARD)
        self._large = sum(map(len, self._mapped)) > _LARGE

    def __len__(self) -> int:
        """Count the spellings, each once a country."""
        return len(self._keys)

    def beginning(self, start: str, *, country: str | None, limit: int) -> list[Spelling]:
        """Find the names that begin so, without those that are so.

        Parameters
        ----------
        start
            The beginning of a folded name.
        country
            ISO 3166-1 alpha-2 to stay in.
        limit
            How many at most.

        Returns
        -------
        list
            Those of the most important places first.
        """
        (first,), (last,) = _runs(self._keys, [_encoded(start)])
        found: list[Spelling] = []
        for rows in self._by_importance(int(first), int(last), country, limit):
            close = self._that_begin(rows, start.encode())
            close = close[np.argsort(self._places[close])]
            places = self._places[close].tolist()
            named = zip(self._names(close), places, strict=True)
            found += (Spelling(name, place, 0) for name, place in named if name != start)
            if len(found) >= limit:
                break
        self._let_go()
        return found[:limit]

    def close_to(self, name: str, *, slips: int, country: str | None, limit: int) -> list[Spelling]:
        """Find the names that are a slip or two away.

        Parameters
        ----------
        name
            A folded name.
        slips
            How many slips at most, 1 or 2.
        country
            ISO 3166-1 alpha-2 to stay in.
        limit
            How many at most.

        Returns
        -------
        list
            The fewest slips first, then by `slip_rank`; without the name itself.
        """
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - most searches need no slips
        from rapidfuzz.process import extract  # noqa: PLC0415

        rows = self._sifted(name, slips, country)
        names = self._names(rows)
        close = extract(name, names, scorer=OSA.distance, score_cutoff=slips, limit=None)
        found = [
            Spelling(other, int(self._places[rows[index]]), int(distance))
            for other, distance, index in close
            if distance
        ]
        found.sort(key=lambda one: (one.slips, slip_rank(name, one.folded, one.place)))
        self._let_go()
        return found[:limit]

    def _sifted(self, name: str, slips: int, country: str | None) -> Array:
        """The rows in which such a name must lie and whose letters agree well enough."""
        code = _encoded(name)
        marks = _marks_of(code)
        beginnings, endings = _intact(code, slips)
        by_start = _sift(self._keys, self._marks, beginnings, marks, 2 * slips)
        by_end = _sift(self._ends, self._end_marks, endings, marks, 2 * slips)
        rows: Array = np.concatenate((by_start, self._order[by_end]))
        if country:
            rows = rows[self._countries[rows] == self._numbers.get(country)]
        longer = np.abs(self._lengths[rows].astype(np.int16) - len(code))
        # A letter changed is two marks, one more or fewer is a mark and a place in length.
        differ = np.bitwise_count(self._marks[rows] ^ marks) + longer
        rows = rows[(differ <= 2 * slips) & (longer <= slips)]
        return self._of_its_script(rows, name, slips)

    def _of_its_script(self, rows: Array, name: str, slips: int) -> Array:
        """Leave out rows that only look alike because scripts share codes.

        No row that close is left out: one slip leaves the first letter or the last, and changes by
        three at most how many more bytes than letters a name has.
        """
        raw = name.encode()
        sizes = self._sizes[rows].astype(np.int16)
        more = sizes - self._lengths[rows]
        kept = np.abs(more - (len(raw) - len(name))) <= _MORE_BYTES * slips
        if slips == 1 and len(name) > _ENDS:
            starts = self._starts[rows]
            kept &= (self._text[starts] == raw[0]) | (self._text[starts + sizes - 1] == raw[-1])
        return np.unique(rows[kept])

    def _that_begin(self, rows: Array, raw: bytes) -> Array:
        """The rows whose names begin with these bytes; the last tell most apart."""
        for at in range(len(raw) - 1, -1, -1):
            there = self._text.take(self._starts[rows] + np.uint32(at), mode="clip")
            rows = rows[there == raw[at]]
        return rows

    def _by_importance(
        self, first: int, last: int, country: str | None, limit: int
    ) -> Iterator[Array]:
        """Yield the rows of a run in parts, those of the most important places first.

        The importance of a place is its number, so the first look is only at low numbers.
        """
        if first >= last:
            return
        places = self._places[first:last]
        inside = self._countries[first:last] == self._numbers.get(country) if country else None
        low, high = 0.0, _FIRST_LOOK * limit * len(self) / (last - first)
        while low <= len(self):
            wanted = (places >= low) & (places < high)
            yield np.flatnonzero(wanted if inside is None else wanted & inside) + first
            low, high = high, 8 * high

    def _let_go(self) -> None:
        """Give pages back; the system keeps them in memory as long as it has any."""
        if self._large and hasattr(mmap, "MADV_DONTNEED"):
            for mapped in self._mapped:
                mapped.madvise(mmap.MADV_DONTNEED)

    def _names(self, rows: Array) -> list[str]:
        """Read the folded names of rows."""
        starts = self._starts[rows].tolist()
        sizes = self._sizes[rows].tolist()
        text = self._text.data
        return [
            str(text[start : start + size], "utf-8")
            for start, size in zip(starts, sizes, strict=True)
        ]


def _intact(code: bytes, slips: int) -> tuple[list[bytes], list[bytes]]:
    """Beginnings and backward endings, one of which a name so misspelt must have."""
    length = len(code)
    if slips == 1:
        half = length // 2
        return [code[:half], _swapped(code, half)], [code[half:][::-1]]
    third = min((length - 1) // 2, _LONGEST_THIRD)
    last = length - third
    swapped = _swapped(code, third)
    beginnings = {code[:third], swapped[:last], _swapped(swapped, last)[: last + 1]}
    letters = [_SPACE, *range(_LETTER, _LETTER + _LETTERS)]
    if any(_DIGIT <= letter < _LETTER for letter in code):
        letters += range(_DIGIT, _LETTER)
    for changed in _slips_in(code[:third], letters):
        beginnings.add((changed + code[third:last])[:_KEY])
        beginnings.add((changed + _swapped(code, last)[third : last + 1])[:_KEY])
    return sorted(beginnings), [code[last:][::-1]]


def _swapped(code: bytes, at: int) -> bytes:
    """Swap the letters on either side."""
    return code[: at - 1] + code[at : at + 1] + code[at - 1 : at] + code[at + 1 :]


def _slips_in(code: bytes, alphabet: list[int]) -> set[bytes]:
    """Write the beginning of a name with one slip in it."""
    letters = [bytes((letter,)) for letter in alphabet]
    halves = [(code[:cut], code[cut:]) for cut in range(len(code) + 1)]
    found = {left + right[1:] for left, right in halves if right}
    found |= {left + right[1:2] + right[:1] + right[2:] for left, right in halves if right[1:]}
    found |= {left + letter + right[1:] for left, right in halves if right for letter in letters}
    found |= {left + letter + right for left, right in halves for letter in letters}
    return found


def _runs(keys: Array, beginnings: list[bytes]) -> tuple[Array, Array]:
    """First rows of the runs that begin so, and the rows after their last."""
    first = np.searchsorted(keys, _keys(beginnings), "left")
    last = np.searchsorted(keys, _keys(beginnings, fill=_BASE - 1), "right")
    return first, last


def _sift(
    keys: Array, column: Array, beginnings: list[bytes], marks: np.uint64, most: int
) -> Array:
    """Rows of the runs whose marks differ in so many places at most."""
    firsts, lasts = _runs(keys, beginnings)
    sizes = lasts - firsts
    long = sizes > _LONG_RUN
    rows = np.repeat(firsts[~long], sizes[~long])
    rows += np.arange(len(rows)) - np.repeat(np.cumsum(sizes[~long]) - sizes[~long], sizes[~long])
    found = [rows[np.bitwise_count(column[rows] ^ marks) <= most]]
    for first, last in zip(firsts[long].tolist(), lasts[long].tolist(), strict=True):
        close = np.bitwise_count(column[first:last] ^ marks) <= most
        found.append(np.flatnonzero(close) + first)
    return np.concatenate(found)
