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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import numpy.typing as npt

    Array: TypeAlias = npt.NDArray[Any]
    Row: TypeAlias = tuple[str, str | None, int]

__all__ = ["Spelling", "Spellings", "write"]

_LONGEST = 255
_KEY = 8  # letters that a row is ordered by
_BATCH = 200_000
_HALF = 128  # codes of ASCII
_SLOTS = 26  # letters with two marks each; then ten digits and two for spaces
_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789 "
_BEYOND = bytes(range(_HALF, 2 * _HALF))
_LONG_RUN = 1_000
_LET_GO = 4  # searches
_FIRST_LOOK = 8.0

_FORWARD = ("keys", "marks", "lengths", "countries", "places", "starts", "sizes", "text")
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
    """One byte for each character; those beyond ASCII share the upper half."""

    def __missing__(self, character: int) -> int:
        code = self[character] = character if character < _HALF else _HALF + character % _HALF
        return code


_CODES = _Codes()


def _encoded(name: str) -> bytes:
    """Write a name with one byte a character."""
    return name.encode() if name.isascii() else name.translate(_CODES).encode("latin-1")


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


def _keys(encoded: list[bytes]) -> Array:
    """The first letters of each name as a number that sorts as they do."""
    cut = np.array(encoded, f"S{_KEY}").tobytes()
    return np.frombuffer(cut, ">u8").astype(np.uint64)


def _marks(encoded: list[bytes]) -> Array:
    """What letters each name has, as 64 bits of which a slip changes two at most.

    Two bits for a letter, one for a digit, two for spaces: has it one, has it two.
    """
    count = len(encoded)
    lengths = np.fromiter(map(len, encoded), np.int64, count)
    slot = _SLOT[np.frombuffer(b"".join(encoded), np.uint8)]
    row = np.repeat(np.arange(count), lengths)
    width = len(_FIRST_BIT)
    times = np.bincount(row * width + slot, minlength=count * width).reshape(count, width)
    bits = np.zeros(count, np.uint64)
    for column in range(width):
        bits |= np.where(times[:, column] >= 1, np.uint64(_FIRST_BIT[column]), np.uint64(0))
        bits |= np.where(times[:, column] >= 2, np.uint64(_SECOND_BIT[column]), np.uint64(0))  # noqa: PLR2004
    return bits


def _slots() -> tuple[Array, list[int], list[int]]:
    """The slot of each code, and the bits of each slot."""
    slot = np.arange(2 * _HALF) % _SLOTS
    slot[ord("a") : ord("z") + 1] = np.arange(_SLOTS)
    slot[ord("0") : ord("9") + 1] = _SLOTS + np.arange(10)
    slot[ord(" ")] = _SLOTS + 10
    digits = [1 << 2 * _SLOTS + digit for digit in range(10)]
    first = [1 << 2 * letter for letter in range(_SLOTS)] + digits + [1 << 62]
    second = [2 << 2 * letter for letter in range(_SLOTS)] + [0] * 10 + [2 << 62]
    return slot, first, second


_SLOT, _FIRST_BIT, _SECOND_BIT = _slots()


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
        self._searches = 0

        def mapped(name: str) -> Array:
            array = np.load(folder / f"{name}.npy", mmap_mode="r")
            self._mapped.append(array._mmap)  # noqa: SLF001 - the only way to its pages
            return cast("Array", array.view(np.ndarray))  # the subclass is slower to slice

        self._keys, self._marks, self._lengths, self._countries = map(mapped, _FORWARD[:4])
        self._places, self._starts, self._sizes, self._text = map(mapped, _FORWARD[4:])
        self._ends, self._end_marks, self._order = map(mapped, _BACKWARD)

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
        self._let_go(every=_LET_GO)
        (first,), (last,) = _runs(self._keys, [_encoded(start)])
        rows = self._by_importance(int(first), int(last), country, limit)
        named = ((row, self._name(row)) for row in rows)
        found = (
            Spelling(name, int(self._places[row]), 0)
            for row, name in named
            if name.startswith(start) and name != start
        )
        return list(islice(found, limit))

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
            The fewest slips first, then those of the most important places; without the name
            itself.
        """
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - most searches need no slips
        from rapidfuzz.process import extract  # noqa: PLC0415

        self._let_go(every=1)
        rows = self._sifted(_encoded(name), slips, country)
        names = [self._name(row) for row in rows.tolist()]
        close = extract(name, names, scorer=OSA.distance, score_cutoff=slips, limit=None)
        found = [
            Spelling(other, int(self._places[rows[index]]), int(distance))
            for other, distance, index in close
            if distance
        ]
        found.sort(key=lambda spelling: (spelling.slips, spelling.place))
        return found[:limit]

    def _sifted(self, code: bytes, slips: int, country: str | None) -> Array:
        """The rows in which such a name must lie and whose letters agree well enough."""
        marks = _marks([code])[0]
        beginnings, endings = _intact(code, slips)
        by_start = _sift(self._keys, self._marks, beginnings, marks, 2 * slips)
        by_end = _sift(self._ends, self._end_marks, endings, marks, 2 * slips)
        rows: Array = np.union1d(by_start, self._order[by_end])
        lengths = self._lengths[rows].astype(np.int16)
        kept = np.abs(lengths - len(code)) <= slips
        if country:
            kept &= self._countries[rows] == self._numbers.get(country)
        close: Array = rows[kept]
        return close

    def _by_importance(
        self, first: int, last: int, country: str | None, limit: int
    ) -> Iterator[int]:
        """Yield the rows of a run, the most important places first.

        The importance of a place is its number, so the first look is only at low numbers.
        """
        if first >= last:
            return
        places = self._places[first:last]
        inside = self._countries[first:last] == self._numbers.get(country) if country else None
        low, high = 0.0, _FIRST_LOOK * limit * len(self) / (last - first)
        while low <= len(self):
            wanted = (places >= low) & (places < high)
            rows = np.flatnonzero(wanted if inside is None else wanted & inside)
            yield from (rows[np.argsort(places[rows])] + first).tolist()
            low, high = high, 8 * high

    def _let_go(self, *, every: int) -> None:
        """Give pages back now and then: the system keeps them in memory as long as it has any."""
        self._searches += 1
        if self._searches % every == 0 and hasattr(mmap, "MADV_DONTNEED"):
            for mapped in self._mapped:
                mapped.madvise(mmap.MADV_DONTNEED)

    def _name(self, row: int) -> str:
        """Read the folded name of a row."""
        start = int(self._starts[row])
        return self._text[start : start + int(self._sizes[row])].tobytes().decode()


def _intact(code: bytes, slips: int) -> tuple[list[bytes], list[bytes]]:
    """Beginnings and backward endings, one of which a name so misspelt must have."""
    length = len(code)
    if slips == 1:
        half = length // 2
        return [code[:half], _swapped(code, half)], [code[half:][::-1]]
    third = (length - 1) // 2
    last = length - third
    beginnings = {code[:third], _swapped(code, third)[:last]}
    letters = _LETTERS if code.isascii() else _LETTERS + _BEYOND
    for changed in _slips_in(code[:third], letters):
        beginnings.add(changed + code[third:last])
        beginnings.add(changed + _swapped(code, last)[third : last + 1])
    return sorted(beginnings), [code[last:][::-1]]


def _swapped(code: bytes, at: int) -> bytes:
    """Swap the letters on either side."""
    return code[: at - 1] + code[at : at + 1] + code[at - 1 : at] + code[at + 1 :]


def _slips_in(code: bytes, alphabet: bytes) -> set[bytes]:
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
    cut = [code[:_KEY] for code in beginnings]
    low = b"".join(code.ljust(_KEY, b"\0") for code in cut)
    high = b"".join(code.ljust(_KEY, b"\xff") for code in cut)
    first = np.searchsorted(keys, np.frombuffer(low, ">u8").astype(np.uint64), "left")
    last = np.searchsorted(keys, np.frombuffer(high, ">u8").astype(np.uint64), "right")
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
