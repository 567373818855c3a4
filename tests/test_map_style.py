"""Colours of the page can be read, by day and by night."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = (files("maps") / "assets" / "map.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root(?::not\(\.printing\))? \{(.*?)\}", CSS, re.DOTALL)
)
FAMILIES = ("strike", "bombing", "fighting", "unrest", "diplomacy", "other")


def contrast(a: str, b: str) -> float:
    """Contrast ratio of WCAG 2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
        ]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dim = sorted((luminance(a), luminance(b)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
class TestContrast:
    @pytest.mark.parametrize("ink", ["text", "soft", "link", "alert"])
    def test_text_on_cards(self, theme: dict[str, str], ink: str) -> None:
        assert contrast(theme[ink], theme["card"]) >= 4.5

    @pytest.mark.parametrize("ink", ["text", "soft", "crossed"])
    def test_names_on_the_map(self, theme: dict[str, str], ink: str) -> None:
        for ground in ("land", "sea", "halo"):
            assert contrast(theme[ink], theme[ground]) >= 4.5

    def test_alerts(self, theme: dict[str, str]) -> None:
        assert contrast(theme["alert"], theme["alert-ground"]) >= 4.5

    @pytest.mark.parametrize("family", FAMILIES)
    def test_symbols(self, theme: dict[str, str], family: str) -> None:
        for ground in ("land", "sea", "halo", "card"):
            assert contrast(theme[family], theme[ground]) >= 3
