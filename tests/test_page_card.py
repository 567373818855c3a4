"""The card of an incident and the chains that it is a step of, opened in a browser."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from maps.layers import LinkLine, View
from maps.page import write_page
from maps.table import Numbers, Table, Texts, words_of
from tests.pages import Visit, box, claim, mark, meet, sample_basemap, sample_scene, visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from maps.layers import Mark, Scene

pytestmark = pytest.mark.browser


def step(at: str, day: int | None, **links: str) -> Mark:
    """An incident on a day of January 2024, and what it follows or led to, in words."""
    date = None if day is None else f"2024-01-{day:02}"
    start = None if date is None else f"{date}T00:00:00+00:00"
    said = tuple(
        LinkLine(to=to, title=to.title(), type=words.replace("_", " "))
        for to, words in links.items()
    )
    changed = mark(id=at, title=at.title(), date=date, start=start, end=start, links=said)
    label = "Date not known" if date is None else f"{day} January 2024"
    return replace(changed, date_label=label, lon=58.0 + (day or 0) / 3)


CHAIN = (
    step("answer", 17, strike="in_response_to", recall="followed_by"),
    step("strike", 16, answer="answered_by"),
    step("ties", 19, recall="follows", other="part_of", rumour="follows"),
    step("recall", 17, answer="follows", ties="followed_by"),
    step("other", 20, ties="includes"),
    step("rumour", None, ties="followed_by"),
)


def viewed() -> Scene:
    """The sample as Pakistan tells it, and as the most careful reader does."""
    scene = sample_scene()
    saravan = scene.marks[2]
    theirs = replace(
        saravan,
        killed=None,
        killed_low=None,
        killed_high=None,
        perpetrator=None,
        by_others=("place", "date"),
    )
    careful = replace(saravan, killed="9", killed_high=9)
    views = (
        View(
            rule="conservative",
            name="Conservative",
            text="The least that is claimed",
            only=False,
            marks=(careful,),
        ),
        View(
            rule="claimant:Pakistan",
            name="Pakistan",
            text="Only what Pakistan says",
            only=True,
            marks=(theirs,),
        ),
    )
    return replace(scene, views=views)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("card") / "map.html"
    return write_page(viewed(), sample_basemap(), path)


@pytest.fixture(scope="module")
def chained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("chain") / "map.html"
    return write_page(replace(sample_scene(), marks=CHAIN), sample_basemap(), path)


@pytest.fixture
def wide(browser: Browser, file: Path) -> Iterator[Visit]:
    with visit(browser, file) as seen:
        yield seen
    assert (seen.requests, seen.problems) == ([], [])


@pytest.fixture
def steps(browser: Browser, chained: Path) -> Iterator[Visit]:
    with visit(browser, chained) as seen:
        yield seen
    assert (seen.requests, seen.problems) == ([], [])


def pin(seen: Visit, incident: str) -> Locator:
    return seen.page.locator(f'[data-incident="{incident}"]')


def title(seen: Visit) -> str:
    return seen.page.locator("#popup-title").inner_text()


class TestCard:
    def test_tells_what_is_known(self, wide: Visit) -> None:
        pin(wide, "saravan").click()
        text = wide.page.locator(".popup").inner_text()
        for part in (
            "Pakistan strikes near Saravan, Iran",
            "18 January 2024",
            "Saravan, Sistan and Baluchestan, Iran",
            "within about 25 km of the place named",
            "In Iran, between 0 and 70 km from Pakistan.",
            "9-12",
            "3 independent sources",
            "Accounts differ on: Killed",
            "A police source says",
            "Pakistan denies",
            "2024-01-19",
        ):
            assert part in text
        assert wide.page.locator(".rule").count() == 0

    def test_sentence_opens_and_says_whose_words(self, wide: Visit) -> None:
        pin(wide, "saravan").click()
        button = wide.page.locator("button.more").first
        sentence = wide.page.locator("tr.quote").first
        assert sentence.is_hidden()
        button.click()
        assert "In our words: Nine people were killed" in sentence.inner_text()
        assert button.get_attribute("aria-expanded") == "true"
        theirs = wide.page.locator("tr.quote q")
        assert theirs.count() == 1  # the one claim that is not paraphrased

    def test_claims_of_one_field_stand_together(self, wide: Visit) -> None:
        pin(wide, "saravan").click()
        fields = wide.page.locator(".claims th[scope=rowgroup] bdi").all_inner_texts()
        assert fields == ["Killed", "Against"]

    def test_links_open_safely(self, wide: Visit) -> None:
        pin(wide, "saravan").click()
        link = wide.page.locator(".claims a").first
        assert link.get_attribute("href") == "https://news.example.org/1"
        assert link.get_attribute("rel") == "noopener noreferrer"

    def test_says_that_it_is_a_draft(self, wide: Visit) -> None:
        pin(wide, "talks").click()
        assert "Draft" in wide.page.locator(".popup").inner_text()

    def test_keys_alone_open_and_close_it(self, wide: Visit) -> None:
        wide.page.locator(".leaflet-container").focus()
        wide.page.keyboard.press("Tab")
        focused = "document.activeElement.dataset.incident"
        assert wide.page.evaluate(focused) == "kerman"
        wide.page.keyboard.press("Enter")
        assert wide.page.locator(".popup").is_visible()
        assert wide.page.evaluate("document.activeElement.id") == "popup-title"
        wide.page.keyboard.press("Escape")
        assert wide.page.locator(".popup").is_hidden()
        assert wide.page.evaluate(focused) == "kerman"

    def test_has_a_name_for_screen_readers(self, wide: Visit) -> None:
        pin(wide, "saravan").click()
        dialog = wide.page.get_by_role("dialog", name="Pakistan strikes near Saravan, Iran")
        assert dialog.count() == 1

    def test_leaves_the_mark_in_sight(self, wide: Visit) -> None:
        for incident in ("saravan", "recall"):
            pin(wide, incident).click()
            assert not meet(box(pin(wide, incident)), box(wide.page.locator(".popup")))
            assert not meet(box(pin(wide, incident)), box(wide.page.locator(".panel")))
            wide.page.keyboard.press("Escape")  # the card may lie over the next mark

    def test_is_a_sheet_that_fits_on_a_phone(self, browser: Browser, file: Path) -> None:
        with visit(browser, file, width=375, height=700) as seen:
            pin(seen, "saravan").click()
            sheet = seen.page.locator(".popup")
            place = box(sheet)
            assert (place["x"], place["width"]) == (0, 375)
            assert place["y"] + place["height"] <= 700
            assert sheet.evaluate("node => node.scrollWidth <= node.clientWidth")
            assert not meet(box(pin(seen, "saravan")), place)
            assert seen.page.evaluate("document.documentElement.scrollWidth") == 375
        assert (seen.requests, seen.problems) == ([], [])

    def test_says_that_the_filters_hide_it(self, wide: Visit) -> None:
        pin(wide, "saravan").click()
        wide.page.locator('[data-filter="kind:airstrike"]').uncheck()
        wide.page.get_by_text("The filters hide it").wait_for()
        wide.page.locator('[data-filter="kind:airstrike"]').check()
        wide.page.get_by_text("The filters hide it").wait_for(state="detached")


class TestFact:
    def test_shows_who_says_so(self, wide: Visit) -> None:
        pin(wide, "saravan").click()
        killed = wide.page.get_by_role("button", name="9-12", exact=True)
        told = wide.page.locator("#told-killed")
        assert told.is_hidden()
        killed.click()
        assert killed.get_attribute("aria-expanded") == "true"
        assert told.locator("li").count() == 3
        first, _, denied = told.locator("li").all()
        assert "Iran says: 9" in first.inner_text()
        assert "In our words: Nine people were killed" in first.inner_text()
        assert first.locator("a").get_attribute("href") == "https://news.example.org/1"
        assert first.locator("a").inner_text() == "Example Wire"
        assert "Pakistan denies: 9" in denied.inner_text()
        killed.click()
        assert told.is_hidden()

    def test_is_no_button_where_no_claim_stands_behind_it(self, wide: Visit) -> None:
        pin(wide, "saravan").click()
        assert wide.page.locator(".fact").count() == 2  # killed, against
        assert wide.page.locator(".fact", has_text="In Iran, between").count() == 0

    def test_stays_open_when_the_card_is_told_anew(self, wide: Visit) -> None:
        pin(wide, "saravan").click()
        wide.page.locator(".fact", has_text="9-12").click()
        wide.page.locator('[data-filter="kind:airstrike"]').uncheck()
        wide.page.get_by_text("The filters hide it").wait_for()
        assert wide.page.locator("#told-killed").is_visible()


class TestRule:
    def card(self, seen: Visit, file: Path, address: str) -> str:
        seen.page.goto(f"{file.as_uri()}#{address}")
        seen.page.locator(".popup").wait_for()
        return seen.page.locator(".popup").inner_text()

    def test_is_named_where_it_is_not_the_maps_own(self, wide: Visit, file: Path) -> None:
        text = self.card(wide, file, "as=conservative&open=saravan")
        assert "Conservative: the least that is claimed" in text
        assert wide.page.locator(".fact", has_text="9").first.inner_text() == "9"
        text = self.card(wide, file, "as=claimant:Pakistan&open=saravan")
        assert "Pakistan's account: only what Pakistan says" in text

    def test_what_a_claimant_does_not_say_is_left_out_or_named(
        self, wide: Visit, file: Path
    ) -> None:
        self.card(wide, file, "as=claimant:Pakistan&open=saravan")
        names = wide.page.locator(".facts dt").all_inner_texts()
        assert {"Killed", "By"}.isdisjoint(names)
        facts = dict(zip(names, wide.page.locator(".facts dd").all_inner_texts(), strict=True))
        assert "(as others say)" in facts["When"]
        assert "(as others say)" in facts["Where"]
        assert "(as others say)" not in facts["Against"]

    def test_says_where_a_claimant_says_nothing(self, wide: Visit, file: Path) -> None:
        text = self.card(wide, file, "as=claimant:Pakistan&open=kerman")
        assert "Pakistan says nothing about it. What follows is what others say." in text


def test_incident_without_claims_names_its_source(browser: Browser, tmp_path: Path) -> None:
    ones = np.array([1, 1], dtype=np.int64)
    tables = {
        "incidents": Table(
            2,
            {
                "kind": words_of(["airstrike", "bombing"]),
                "lon": Numbers.of([62.3, 61.0], per_unit=100_000),
                "lat": Numbers.of([27.3, 28.0], per_unit=100_000),
                "first": Numbers(ones * 19740),
                "source": Numbers.of([0, 1]),
            },
        ),
        "sources": Table(
            2,
            {
                "publisher": words_of(["Example Wire", "Gazette"]),
                "title": Texts(["Strikes near the border", None]),
                "url": Texts(["https://news.example.org/1", "javascript:alert(1)"]),
                "published": words_of(["2024-01-19", None]),
            },
        ),
    }
    scene = replace(sample_scene(), marks=(), tables=tables)
    path = write_page(scene, sample_basemap(), tmp_path / "flat.html")
    with visit(browser, path) as seen:
        pin(seen, "0").click()
        line = seen.page.locator(".one-source")
        assert line.inner_text() == "Source: Example Wire – Strikes near the border 2024-01-19"
        assert line.locator("a").get_attribute("href") == "https://news.example.org/1"
        assert "18 January 2024" in seen.page.locator(".facts").inner_text()
        assert "27.30° N, 62.30° E" in seen.page.locator(".facts").inner_text()
        seen.page.keyboard.press("Escape")
        pin(seen, "1").click()
        assert line.inner_text() == "Source: Gazette"
        assert line.locator("a").count() == 0
    assert (seen.requests, seen.problems) == ([], [])


def test_card_is_told_anew_when_the_texts_have_come(browser: Browser, tmp_path: Path) -> None:
    scene = sample_scene()
    saravan = replace(scene.marks[2], links=(), claims=(claim(), claim(quote=noise(2_400_000))))
    path = write_page(replace(scene, marks=(saravan,)), sample_basemap(), tmp_path / "long.html")
    context = browser.new_context()
    page = context.new_page()
    # The texts follow 50 ms after the map; here they wait until the card is open.
    page.add_init_script(
        "const wait = window.setTimeout;"
        "window.setTimeout = (act, after) => after === 50"
        " ? (window.textsCome = act) : wait(act, after);"
    )
    page.goto(path.as_uri())
    page.locator("[data-incident]").click()
    assert (
        page.locator("#popup-title").inner_text()
        == "Air strike, Saravan, Sistan and Baluchestan, Iran"
    )
    assert page.locator("button.more").count() == 0
    page.evaluate("window.textsCome()")
    page.get_by_role("heading", name="Pakistan strikes near Saravan, Iran").wait_for()
    assert page.locator("button.more").count() == 2
    assert page.evaluate("document.activeElement.id") == "popup-title"
    context.close()


def noise(length: int) -> str:
    """Text that does not deflate to nothing."""
    return np.random.default_rng(1).bytes(length // 2).hex()


class TestChain:
    ORDER = ("Strike", "Answer", "Recall", "Ties", "Rumour")

    def test_steps_stand_in_order_of_time(self, steps: Visit) -> None:
        pin(steps, "recall").click()
        assert steps.page.locator(".step-of").inner_text() == "Step 3 of 5"
        listed = steps.page.locator(".steps li").all_inner_texts()
        assert [line.split()[0] for line in listed] == list(self.ORDER)
        assert "19 January 2024" in listed[3]
        assert "in response to step 1" in listed[1]
        assert "follows step 2" in listed[2]
        assert "follows steps 3, 5" in listed[3]

    def test_current_step_is_marked(self, steps: Visit) -> None:
        pin(steps, "recall").click()
        marked = steps.page.locator('[aria-current="step"]')
        assert marked.count() == 1
        assert "Recall" in marked.inner_text()

    def test_buttons_go_from_end_to_end(self, steps: Visit) -> None:
        pin(steps, "strike").click()
        back, on = steps.page.locator(".step-back"), steps.page.locator(".step-on")
        assert back.is_disabled()
        told = [title(steps)]
        while on.is_enabled():
            on.click()
            told.append(title(steps))
        assert told == list(self.ORDER)
        back.click()
        assert title(steps) == "Ties"

    def test_keys_step_while_the_focus_is_in_the_card(self, steps: Visit) -> None:
        pin(steps, "strike").click()
        keys = steps.page.keyboard
        for key, expected in (
            ("]", "Answer"),
            ("Alt+ArrowDown", "Recall"),
            ("[", "Answer"),
            ("Alt+ArrowUp", "Strike"),
            ("[", "Strike"),
        ):
            keys.press(key)
            assert title(steps) == expected
        steps.page.locator(".panel-toggle").focus()
        keys.press("]")
        assert title(steps) == "Strike"

    def test_focus_stays_on_the_button_and_the_step_is_spoken(self, steps: Visit) -> None:
        pin(steps, "strike").click()
        steps.page.locator(".step-on").focus()
        steps.page.keyboard.press("Enter")
        assert steps.page.evaluate("document.activeElement.className") == "step-on"
        assert steps.page.locator(".popup [role=status]").inner_text() == "Step 2 of 5: Answer"

    def test_step_of_the_list_opens(self, steps: Visit) -> None:
        pin(steps, "strike").click()
        steps.page.locator('[data-to="ties"]').click()
        assert title(steps) == "Ties"

    def test_brings_the_next_step_into_view(self, steps: Visit) -> None:
        pin(steps, "strike").click()
        zoom = steps.page.locator(".leaflet-control-zoom-in")
        for _ in range(3):
            zoom.click()
            steps.page.wait_for_timeout(400)
        for _ in range(3):
            steps.page.locator(".step-on").click()
            here = box(pin(steps, title(steps).lower()))
            assert 0 < here["x"] < 1280
            assert 0 < here["y"] < 800
            assert not meet(here, box(steps.page.locator(".popup")))

    def test_draws_its_path_while_the_card_is_open(self, steps: Visit) -> None:
        steps.page.locator(".parts summary").click()
        steps.page.locator('[data-filter="part:arcs"]').uncheck()
        steps.page.locator('[data-filter="part:areas"]').uncheck()
        picture = "document.querySelector('.leaflet-under-pane canvas').toDataURL()"
        empty = steps.page.evaluate(picture)
        pin(steps, "strike").click()
        assert steps.page.evaluate(picture) != empty
        steps.page.keyboard.press("Escape")
        assert steps.page.evaluate(picture) == empty

    def test_other_links_stand_apart(self, steps: Visit) -> None:
        pin(steps, "ties").click()
        links = steps.page.locator(".links li")
        assert links.all_inner_texts() == ["part of Other"]
        links.locator("button").click()
        assert title(steps) == "Other"
        assert steps.page.locator(".stepper").count() == 0

    def test_has_at_most_fifty_steps(self, browser: Browser, tmp_path: Path) -> None:
        marks = [
            step(f"s{n}", 1 + n // 4, **({f"s{n - 1}": "follows"} if n else {})) for n in range(70)
        ]
        linked = tuple(
            replace(
                one, links=(*one.links, LinkLine(to=f"s{n + 1}", title="x", type="followed by"))
            )
            if n < 69
            else one
            for n, one in enumerate(marks)
        )
        scene = replace(sample_scene(), marks=linked)
        path = write_page(scene, sample_basemap(), tmp_path / "long.html")
        with visit(browser, path) as seen:
            seen.page.goto(f"{path.as_uri()}#open=s40")
            seen.page.locator(".stepper").wait_for()
            assert seen.page.locator(".step-of").inner_text().endswith("of 50")
            listed = seen.page.locator(".steps li bdi").all_inner_texts()
            assert listed == [f"S{n}" for n in range(15, 65)]
            current = seen.page.locator('[aria-current="step"]')
            assert meet(box(current), box(seen.page.locator(".steps ol")))
        assert (seen.requests, seen.problems) == ([], [])
