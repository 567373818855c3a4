"""Bytes deflated, many of them on several cores at once.

Long data is cut into pieces that are deflated side by side, each with the end of the one before
it as its dictionary; joined they are one stream as any reader of zlib takes it.
"""

from __future__ import annotations

import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import Final

__all__ = ["deflated"]

_SMALL: Final = 2_000_000
"""Bytes up to which it costs nothing to deflate as well as can be."""
_PIECE: Final = 1 << 20
_WINDOW: Final = 1 << 15
"""How far back deflate looks."""
_SAMPLE: Final = 1 << 14
"""Bytes of which one stretch in sixteen is tried to see how the data deflates."""
_HEAD: Final = b"\x78\x9c"


def deflated(data: bytes) -> bytes:
    """A zlib stream of some bytes.

    Parameters
    ----------
    data
        The bytes.

    Returns
    -------
    bytes
        The same bytes give the same stream, however many cores there are.
    """
    if len(data) < _SMALL:
        return zlib.compress(data, 9)
    strategy = _strategy(data)
    with ThreadPoolExecutor() as pool:
        pieces = pool.map(lambda at: _piece(data, at, strategy), range(0, len(data), _PIECE))
        return _HEAD + b"".join(pieces) + zlib.adler32(data).to_bytes(4, "big")


def _strategy(data: bytes) -> int:
    """Text repeats itself; numbers pack best, and fastest, by runs of one byte alone."""
    sample = b"".join(data[at : at + _SAMPLE] for at in range(0, len(data), 16 * _SAMPLE))
    strategies = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_RLE)
    return min(strategies, key=lambda strategy: len(_piece(sample, 0, strategy)))


def _piece(data: bytes, at: int, strategy: int) -> bytes:
    """A piece of data as part of a raw stream, its last one closed."""
    before = data[max(0, at - _WINDOW) : at]
    told = {"zdict": before} if before else {}
    deflating = zlib.compressobj(
        6, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, strategy, **told
    )
    packed = deflating.compress(data[at : at + _PIECE])
    is_last = at + _PIECE >= len(data)
    return packed + deflating.flush(zlib.Z_FINISH if is_last else zlib.Z_SYNC_FLUSH)
