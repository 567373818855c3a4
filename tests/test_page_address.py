"""A link that restores what a reader sees, followed in a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from maps.page import write_page
from tests.pages import Visit, sample_basemap, visit
from tests.test_page_card import pin, title, viewed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("address") / "map.html"
    return write_page(viewed(), sample_basemap(), path)


@pytest.fixture
def wide(browser: Browser, file: Path) -> Iterator[Visit]:
    with visit(browser, file) as seen:
        yield seen
    assert (seen.requests, seen.problems) == ([], [])


def follow(page: Page, file: Path, address: str) -> None:
    """Open a link as if it had been clicked elsewhere."""
    page.goto("about:blank")
    page.goto(f"{file.as_uri()}#{address}")
    page.locator("html[data-ready=yes]").wait_for(state="attached")


def settled(page: Page) -> str:
    """What the address says once the map has come to rest."""
    page.wait_for_timeout(600)
    return page.url.partition("#")[2]


def pins(page: Page) -> list[str]:
    found: list[str] = page.locator("[data-incident]").evaluate_all(
        "nodes => nodes.map((node) => node.dataset.incident).sort()"
    )
    return found


class TestWriting:
    def test_says_nothing_until_something_is_changed(self, wide: Visit) -> None:
        assert settled(wide.page) == ""

    def test_holds_what_a_reader_chose(self, wide: Visit) -> None:
        wide.page.locator('[data-filter="kind:talks"]').uncheck()
        wide.page.locator('[data-filter="kind:recall"]').uncheck()
        wide.page.locator(".parts summary").click()
        wide.page.locator('[data-filter="part:arcs"]').uncheck()
        pin(wide, "saravan").click()
        pieces = settled(wide.page).split("&")
        assert re.fullmatch(r"map=[\d.]+/[\d.]{1,6}/[\d.]{1,6}", pieces[0])
        assert sorted(pieces[1:]) == ["hide=arcs", "off.kind=talks,recall", "open=saravan"]

    def test_follows_the_map_and_forgets_the_card(self, wide: Visit) -> None:
        pin(wide, "saravan").click()
        wide.page.keyboard.press("Escape")
        wide.page.locator(".leaflet-control-zoom-in").click()
        first = settled(wide.page)
        assert "open=" not in first
        wide.page.locator(".leaflet-control-zoom-in").click()
        assert settled(wide.page) != first

    def test_words_are_readable_and_safe(self, wide: Visit) -> None:
        wide.page.locator('[data-filter="direction:Iran to Pakistan"]').uncheck()
        assert "off.direction=Iran+to+Pakistan" in settled(wide.page)


class TestReading:
    ADDRESS = (
        "map=6.25/28.5/62.25&off.kind=bombing,talks&from=2024-01-18&to=2024-01-19"
        "&hide=arcs,names&as=conservative&open=saravan"
    )

    def test_restores_all_of_it_in_a_new_page(self, wide: Visit, file: Path) -> None:
        follow(wide.page, file, self.ADDRESS)
        assert "Conservative" in wide.page.locator(".popup .rule").inner_text()
        assert title(wide) == "Pakistan strikes near Saravan, Iran"
        assert not {"kerman", "talks"} & set(pins(wide.page))
        assert "saravan" in pins(wide.page)
        assert wide.page.locator(".name-city").count() == 0
        # It stays as it is, and changes back and forth without loss.
        assert settled(wide.page) == self.ADDRESS
        wide.page.locator(".popup .close").click()
        assert settled(wide.page) == self.ADDRESS.replace("&open=saravan", "")

    def test_link_copied_from_one_page_gives_the_same_view(
        self, browser: Browser, file: Path
    ) -> None:
        with visit(browser, file) as first:
            first.page.add_init_script("delete Navigator.prototype.clipboard")
            first.page.reload()
            first.page.locator('[data-filter="direction:Within Iran"]').uncheck()
            first.page.locator(".leaflet-control-zoom-in").click()
            pin(first, "saravan").wait_for()
            first.page.wait_for_timeout(400)
            first.page.get_by_role("button", name="Copy link").click()
            field = first.page.get_by_label("Link to this view")
            assert field.is_visible()
            marked = "node => node.value.slice(node.selectionStart, node.selectionEnd)"
            link = field.evaluate(marked)
            shown = pins(first.page)
        with visit(browser, file) as second:
            follow(second.page, file, link.partition("#")[2])
            assert pins(second.page) == shown
            assert "province" not in shown
        assert (second.requests, second.problems) == ([], [])

    def test_copies_where_the_browser_lets_it(self, browser: Browser, file: Path) -> None:
        with visit(browser, file) as seen:
            seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
            pin(seen, "saravan").click()
            seen.page.get_by_role("button", name="Copy link").click()
            seen.page.get_by_text("Copied").wait_for()
            copied = seen.page.evaluate("navigator.clipboard.readText()")
            assert copied.startswith(file.as_uri())
            assert copied.endswith("&open=saravan")
            assert seen.page.get_by_label("Link to this view").is_hidden()

    def test_follows_a_change_of_the_address(self, wide: Visit, file: Path) -> None:
        wide.page.goto(f"{file.as_uri()}#off.kind=bombing&open=saravan")
        wide.page.locator(".popup").wait_for()
        assert "kerman" not in pins(wide.page)
        wide.page.goto(f"{file.as_uri()}#map=5/29/62")
        wide.page.locator('[data-incident="kerman"]').wait_for()
        assert wide.page.locator(".popup").is_hidden()

    def test_leaves_the_focus_where_it_is(self, wide: Visit, file: Path) -> None:
        follow(wide.page, file, "open=saravan")
        assert wide.page.evaluate("document.activeElement.tagName") == "BODY"

    @pytest.mark.parametrize(
        "nonsense",
        [
            "hello",
            "map=1e9/NaN/x",
            "map=5/999/0",
            "map=",
            "off.kind=unknown,%E0%A4%A",
            "off.nothing=1&__proto__=1&off.constructor=x",
            "from=2024-02-31&to=yesterday",
            "from=2024-01-20&to=2024-01-10",
            "killed=-5&undated=maybe&hide=everything",
            "actor=<script>alert(1)</script>",
            "as=claimant:Nobody",
            "open=nobody",
            "&&==&=x&%%%",
        ],
    )
    def test_nonsense_is_left_out_piece_by_piece(
        self, wide: Visit, file: Path, nonsense: str
    ) -> None:
        follow(wide.page, file, f"{nonsense}&off.direction=Within+Iran&")
        shown = pins(wide.page)
        assert "province" not in shown
        assert {"kerman", "saravan", "panjgur"} <= set(shown)
        assert wide.page.locator(".popup").is_hidden()
        wide.page.locator(".leaflet-control-zoom-in").click()
        assert re.fullmatch(r"map=[^&]*&off\.direction=Within\+Iran", settled(wide.page))


def test_frame_without_an_address_does_without(browser: Browser, file: Path) -> None:
    with visit(browser, file) as seen:
        inner = file.read_text()
        seen.page.goto("about:blank")
        seen.page.evaluate(
            "text => { const frame = document.createElement('iframe'); frame.id = 'f';"
            "frame.style = 'width: 900px; height: 600px'; frame.sandbox = 'allow-scripts';"
            "frame.srcdoc = text; document.body.append(frame); }",
            inner,
        )
        frame = seen.page.frame_locator("#f")
        frame.locator('[data-incident="saravan"]').click()
        seen.page.wait_for_timeout(600)
        assert "Saravan" in frame.locator("#popup-title").inner_text()
        assert frame.locator(".full").count() == 0
    assert [problem for problem in seen.problems if "sandbox" not in problem] == []
