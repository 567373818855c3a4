"""GeoJSON text sequences as RFC 8142 has them: 0x1E, a feature, a line feed, and so on.

A stream can be cut off or added to anywhere. What is read may also be newline-delimited GeoJSON,
which is the same without 0x1E.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.errors import ImportFileError
from geo.exchange.geojson import feature, incoming_feature, is_ours
from geo.exchange.ground import ground
from geo.exchange.whole import json_line
from geo.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from geo.exchange.entries import Going
    from geo.exchange.incoming import Incoming, Reading

__all__ = ["is_ours", "read", "write"]

_RECORD: Final = b"\x1e"


def write(going: Going, path: Path) -> tuple[Path, ...]:
    """Write incidents as a GeoJSON text sequence.

    Parameters
    ----------
    going
        The incidents; each feature names the rule, as there is no place for it above them all.
    path
        Where to.

    Returns
    -------
    tuple of Path
        The file.

    Raises
    ------
    ExportError
        If it cannot be written.
    """
    with replacing(path) as file:
        for entry in going.entries():
            file.write(_RECORD + json_line(feature(entry, ground(entry))) + b"\n")
    return (path,)


def read(path: Path, reading: Reading) -> Iterator[Incoming]:  # noqa: ARG001 (the file says it all)
    """Incidents of a text sequence, or of newline-delimited GeoJSON, that we wrote.

    Parameters
    ----------
    path
        The file, read a record at a time.
    reading
        Not needed: everything is in the file.

    Yields
    ------
    Incoming
        What each feature gives, in the order of the file; one that was cut off is refused.

    Raises
    ------
    ImportFileError
        If the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            for number, text in enumerate(filter(bytes.strip, _records(file)), 1):
                yield incoming_feature(f"feature {number}", text)
    except OSError as problem:
        raise ImportFileError(path, f"cannot be read: {problem.strerror}") from None


def _records(file: BinaryIO) -> Iterator[bytes]:
    """Records, which with 0x1E may run over several lines, and without are a line each."""
    marked = file.read(1) == _RECORD
    file.seek(0)
    held: list[bytes] = []
    for line in file:
        before, *begun = line.split(_RECORD) if marked else (b"", line)
        held.append(before)
        for piece in begun:
            yield b"".join(held)
            held = [piece]
    yield b"".join(held)
