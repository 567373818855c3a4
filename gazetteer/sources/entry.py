"""What every source yields: a place and its other names."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.place import Place

__all__ = ["Entry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place and its other names.

    Parameters
    ----------
    place
        The place, with its main name.
    names
        Names as good as the main one: spellings and scripts of the same name.
    alternates
        Names that it also has somewhere: other languages, old names, short forms.
    languages
        The language of some of these names: pairs of an ISO 639 code and a name.
    """

    place: Place
    names: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
