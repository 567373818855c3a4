"""The folium part of the page: a map with nothing on it, and text put in as it stands.

folium compiles what it has rendered once more as a template, so text from outside must never
pass through one of its elements. `Verbatim` does not compile, and the map gets nothing else.
"""

from __future__ import annotations

from typing import Any

import folium
from branca.element import Element, Figure

__all__ = ["Verbatim", "page_around_map"]


class Verbatim(Element):
    """Text that goes into the page as it is.

    Parameters
    ----------
    text
        HTML or JavaScript of ours, or data in base64.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **_: object) -> str:
        """The text, not compiled.

        Parameters
        ----------
        **_
            What folium hands down; not used.

        Returns
        -------
        str
            The text.
        """
        return self._text


class _BareMap(folium.Map):
    """A map whose name does not change."""

    def get_name(self) -> str:
        return "incident_map"


def page_around_map(*, head: list[str], body: list[str]) -> str:
    """A page with an empty folium map.

    Parameters
    ----------
    head
        What to put into the head, ahead of what the map needs.
    body
        What to put into the body, after the map.

    Returns
    -------
    str
        The page as HTML.
    """
    page: Any = _BareMap(
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.25,
        world_copy_jump=True,
    )
    page.default_js = page.default_css = []
    figure: Figure = page.get_root()
    for place, text in enumerate(head, start=1):
        figure.header.add_child(Verbatim(text), name=f"head_{place}", index=place)
    for place, text in enumerate(body):
        figure.html.add_child(Verbatim(text), name=f"body_{place}")
    return str(figure.render())
