"""Classes with docstrings as the model has them, for tests of what is read from a source."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass
class Sample:
    """First line
    and second.

    More.

    Parameters
    ----------
    lon, lat
        Degrees,
        both.
    name
        A name.

    Raises
    ------
    ValueError
        Never.
    """

    lon: float
    lat: float
    name: str


class Colour(StrEnum):
    """A colour."""

    RED = "r"
    """Like
    blood."""
    BLUE = "b"
    GREEN = "g"
    """Like grass."""
