"""Texts as numbers of the words that they are made of.

Deflate looks back 32 KB and no further. Headlines by the ten thousand use the same words again and
again, but rarely so near. So each word with the separators behind it is a token, and a text is a
run of tokens, by number. `assets/table.js` reads what is written here.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["Tokens", "tokens_if_smaller", "tokens_of"]

_END: Final = b"\0"
_SEPARATES: Final = np.array([byte in b" /-.,:;" for byte in range(256)])
_CHUNK: Final = 8
"""Bytes that are looked at together."""
_LONG: Final = 64
"""Bytes after which a word without separators is cut."""
_CONTINUES: Final = np.arange(256) >> 6 == 0b10  # noqa: PLR2004 (bits)
"""Bytes of UTF-8 that stand inside a character."""
_MIXER: Final = np.uint64(0x9E3779B97F4A7C15)
_DIRECT: Final = 192
"""How many tokens, the commonest, are one byte; the others have a page number and two bytes."""
_MOST: Final = _DIRECT + ((256 - _DIRECT) << 16)
_RARE: Final = 8
"""Tokens up to this often come in the order of the alphabet, in which their list deflates best."""
_SAMPLE: Final = 1 << 16
"""How many bytes are tried to see how well they deflate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Texts as tokens.

    Parameters
    ----------
    words
        The tokens, each once, with a zero byte behind each; the first is empty and ends a text.
        Every text has a space behind it that is not its own.
    heads
        A byte for each token of each text: its number if that is below 192, else 192 and a page.
    tails
        Of those that have a page, the number on it: all low bytes, then all high ones.
    """

    words: bytes
    heads: bytes
    tails: bytes


def tokens_if_smaller(texts: Sequence[str]) -> Tokens | None:
    """Texts as tokens, if they deflate better so.

    Parameters
    ----------
    texts
        Any texts that can be written in UTF-8.

    Returns
    -------
    Tokens or None
        None if they are better left as they are.
    """
    tokens = tokens_of(texts)
    if tokens is None:
        return None
    parts = (tokens.words, tokens.heads, tokens.tails)
    return tokens if sum(map(_cost, parts)) < _cost("".join(texts).encode()) else None


def tokens_of(texts: Sequence[str]) -> Tokens | None:
    """Texts as tokens.

    Parameters
    ----------
    texts
        Any texts that can be written in UTF-8.

    Returns
    -------
    Tokens or None
        None if there are none, if one holds a zero byte, or if there are more than four million
        different tokens.
    """
    joined = " \0".join([*texts, ""]).encode()
    if not joined or joined.count(_END) != len(texts):
        return None
    data = np.frombuffer(joined + bytes(_CHUNK), np.uint8)
    ends = _ends(data[: len(joined)])
    begins = np.concatenate([[0], ends[:-1]])
    chunks = list(_chunks(data, begins, ends - begins))
    first, found = _distinct(chunks, ends - begins)
    if len(first) > _MOST or not _are_alike(chunks, ends - begins, first[found]):
        return None
    order = _order(data[begins[first]] == 0, np.bincount(found), [c[first] for c in chunks[:2]])
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    heads, tails = _split(rank[found])
    listed = first[order]
    return Tokens(words=_written(data, begins[listed], ends[listed]), heads=heads, tails=tails)


def _ends(data: NDArray[np.uint8]) -> NDArray[Any]:
    """Where tokens end: behind the last of some separators, and behind the end of a text."""
    separates = _SEPARATES[data]
    ends = np.flatnonzero(separates & ~np.append(separates[1:], False) | (data == 0)) + 1
    begins = np.concatenate([[0], ends[:-1]])
    long = np.flatnonzero(ends - begins > _LONG)
    cuts = [np.arange(begins[at] + _LONG, ends[at], _LONG) for at in long]
    if not cuts:
        return ends
    inside = np.concatenate(cuts)
    for _ in range(3):
        inside -= _CONTINUES[data[inside]]
    return np.union1d(ends, inside)


def _chunks(
    data: NDArray[np.uint8], begins: NDArray[Any], sizes: NDArray[Any]
) -> Iterator[NDArray[np.uint64]]:
    """The first eight bytes of each token as a number, then the next eight; 0 after its end."""
    bytewise = np.ndarray(len(data) - _CHUNK + 1, ">u8", data, strides=(1,))
    for at in range(0, int(sizes.max()), _CHUNK):
        here = np.flatnonzero(sizes > at)
        beyond = np.maximum(0, at + _CHUNK - sizes[here]).astype(np.uint64) * np.uint64(8)
        chunk = np.zeros(len(begins), np.uint64)
        chunk[here] = bytewise[begins[here] + at] >> beyond << beyond
        yield chunk


def _distinct(
    chunks: list[NDArray[np.uint64]], sizes: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """One token of each sort, and the sort of each token; by a hash, which may take two for one."""
    import pandas as pd  # noqa: PLC0415 (takes a while, and few tables have texts)

    hashes = sizes.astype(np.uint64)
    for chunk in chunks:
        hashes = (hashes ^ chunk) * _MIXER
        hashes ^= hashes >> np.uint64(32)
    found, distinct = pd.factorize(hashes)
    first = np.zeros(len(distinct), dtype=np.int64)
    first[found] = np.arange(len(found))
    return first, found


def _are_alike(chunks: list[NDArray[np.uint64]], sizes: NDArray[Any], others: NDArray[Any]) -> bool:
    """Whether each token is the same as another one."""
    return all(np.array_equal(column, column[others]) for column in (sizes, *chunks))


def _order(
    is_end: NDArray[np.bool_], times: NDArray[Any], chunks: list[NDArray[np.uint64]]
) -> NDArray[Any]:
    """The end of a text, then common tokens, the commonest first, then rare ones by alphabet."""
    common = times > _RARE
    return np.lexsort((*chunks[::-1], np.where(common, -times, 0), ~common, ~is_end))


def _written(data: NDArray[np.uint8], begins: NDArray[Any], ends: NDArray[Any]) -> bytes:
    """Tokens one after another, the end of a text behind each."""
    sizes = ends - begins + 1
    sizes[0] = 1
    after = np.cumsum(sizes)
    within = np.arange(after[-1]) - np.repeat(after - sizes, sizes)
    written: NDArray[np.uint8] = data[np.repeat(begins, sizes) + within]
    written[after - 1] = 0
    return written.tobytes()


def _split(codes: NDArray[Any]) -> tuple[bytes, bytes]:
    paged = codes >= _DIRECT
    heads = np.where(paged, _DIRECT + ((codes - _DIRECT) >> 16), codes).astype(np.uint8)
    tails = (codes[paged] - _DIRECT).astype("<u2").view(np.uint8).reshape(-1, 2)
    return heads.tobytes(), tails.T.tobytes()


def _cost(data: bytes) -> float:
    """Bytes that some data takes when deflated, judged by what lies in the middle of it."""
    middle = max(0, (len(data) - _SAMPLE) // 2)
    sample = data[middle : middle + _SAMPLE]
    return len(zlib.compress(sample, 6)) * len(data) / max(1, len(sample))
