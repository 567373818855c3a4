"""Where the rows of a table lie that have a name of a place and no coordinates."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from geo.exchange.countries import country_named
from geo.where import Where

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.index import Gazetteer

__all__ = ["Resolver"]

_REMEMBERED: Final = 65_536


class Resolver:
    """Finds places by the gazetteer, each name once.

    A place that is not known is put at the narrowest known area that holds it, with the precision
    of that area: its province, or its country. One that could be several, and one of which nothing
    is known, has no point.

    Parameters
    ----------
    open_gazetteer
        Gives the gazetteer; called when the first place is asked for.
    """

    def __init__(self, open_gazetteer: Callable[[], Gazetteer]) -> None:
        self._open = open_gazetteer
        self._place = lru_cache(_REMEMBERED)(self._find)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return self._open()

    def __call__(
        self, name: str, *, country: str | None = None, admin1: str | None = None
    ) -> Where:
        """Find where a named place is.

        Parameters
        ----------
        name
            The place as the row has it.
        country
            The country that it lies in: ISO 3166-1 alpha-2 code, or its name.
        admin1
            The first-order division that it lies in.

        Returns
        -------
        Where
            Without a point where nobody knows the place, or it could be several.
        """
        return self._place(name.strip(), country, admin1)

    def _find(self, name: str, country: str | None, admin1: str | None) -> Where:
        code = country_named(country) if country else None
        within = (admin1,) if admin1 else ()
        found = self._gazetteer.resolve(
            name, country=code, within=within, fall_back=bool(admin1 or code)
        )
        if found.place is None or found.precision is None:
            return Where(mention=name, country=code, admin1=admin1)
        return Where.at_place(name, found.place, precision=found.precision)
