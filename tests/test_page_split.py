"""Two accounts of the same incidents on two maps side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from maps.errors import ClaimantError
from maps.layers import View
from maps.page import write_page
from maps.viewing import split_scene
from tests.pages import Visit, sample_basemap, sample_scene, visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from maps.layers import Scene


def account(name: str, killed: dict[str, int]) -> View:
    """What somebody says of some incidents of the sample."""
    marks = {mark.id: mark for mark in sample_scene().marks}
    return View(
        rule=f"claimant:{name}",
        name=name,
        text=f"Only what {name} says",
        only=True,
        marks=tuple(
            replace(marks[one], killed=str(n), killed_low=n, killed_high=n, claims=(), links=())
            for one, n in killed.items()
        ),
    )


def two_sided() -> Scene:
    views = (account("Iran", {"saravan": 9, "kerman": 94}), account("Pakistan", {"saravan": 2}))
    return replace(sample_scene(), views=views)


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        ("Iran,Pakistan", ("claimant:Iran", "claimant:Pakistan")),
        ("pakistan , iran", ("claimant:Pakistan", "claimant:Iran")),
        ("Pakistan", ("claimant:Pakistan", "range")),
        ("actor", ("claimant:Iran", "claimant:Pakistan")),
    ],
)
def test_names_two_sides(asked: str, rules: tuple[str, str]) -> None:
    assert split_scene(two_sided(), asked).split == rules


@pytest.mark.parametrize("asked", ["Oman", "Iran,Oman", "", "Iran,Pakistan,Iran"])
def test_refuses_who_says_nothing_and_names_who_does(asked: str) -> None:
    with pytest.raises(ClaimantError, match="Iran, Pakistan"):
        split_scene(two_sided(), asked)


def test_a_map_without_claimants_has_no_sides() -> None:
    with pytest.raises(ClaimantError, match="nobody"):
        split_scene(sample_scene(), "actor")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("split") / "map.html"
    return write_page(split_scene(two_sided(), "Iran,Pakistan"), sample_basemap(), path)


@pytest.fixture(params=[(1280, 800), (375, 700)], ids=["wide", "phone"])
def seen(browser: Browser, file: Path, request: pytest.FixtureRequest) -> Iterator[Visit]:
    width, height = request.param
    with visit(browser, file, width=width, height=height) as opened:
        opened.page.wait_for_timeout(200)
        yield opened
    assert (opened.requests, opened.problems) == ([], [])


def incidents(seen: Visit, side: str) -> set[str]:
    handles = seen.page.locator(f"{side} [data-incident]")
    return set(handles.evaluate_all("nodes => nodes.map((node) => node.dataset.incident)"))


def off_middle(seen: Visit, side: str, incident: str) -> tuple[float, float]:
    """Pixels from the middle of a map to a symbol on it."""
    boxes = [
        seen.page.locator(where).bounding_box()
        for where in (side, f"{side} [data-incident={incident}]")
    ]
    (x, y), (to_x, to_y) = (
        (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box
    )
    return to_x - x, to_y - y


LEFT, RIGHT = "#incident_map", ".twin"


@pytest.mark.browser
class TestSplit:
    def test_each_side_shows_what_it_says(self, seen: Visit) -> None:
        assert incidents(seen, LEFT) == {"saravan", "kerman"}
        assert incidents(seen, RIGHT) == {"saravan"}

    def test_each_side_is_named(self, seen: Visit) -> None:
        chosen = seen.page.locator(".side option:checked").all_inner_texts()
        assert chosen == ["Iran", "Pakistan"]

    def test_cards_tell_the_account_of_their_side(self, seen: Visit) -> None:
        for side, killed in ((LEFT, "9"), (RIGHT, "2")):
            handle = seen.page.locator(f"{side} [data-incident=saravan]")
            handle.evaluate("node => node.click()")
            cards = seen.page.locator(".popup:visible")
            assert cards.count() == 1
            assert f"Killed\n{killed}" in cards.locator(".facts").inner_text()
            seen.page.keyboard.press("Escape")

    def test_both_move_together(self, seen: Visit) -> None:
        before = off_middle(seen, RIGHT, "saravan")
        seen.page.locator(".leaflet-control-zoom-out").click()
        seen.page.wait_for_timeout(500)
        assert off_middle(seen, RIGHT, "saravan") != pytest.approx(before, abs=2)
        offs = [off_middle(seen, side, "saravan") for side in (LEFT, RIGHT)]
        assert offs[0] == pytest.approx(offs[1], abs=2)

    def test_a_filter_holds_for_both(self, seen: Visit) -> None:
        if seen.page.locator(".panel-body").is_hidden():
            seen.page.locator(".panel-toggle").click()
        seen.page.locator('[data-filter="kind:airstrike"]').uncheck()
        seen.page.wait_for_timeout(300)
        assert incidents(seen, LEFT) == {"kerman"}
        assert incidents(seen, RIGHT) == set()
