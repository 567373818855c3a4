"""A small scene to draw, and a browser to look at it with."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, sync_playwright

from maps.basemap import Basemap
from maps.layers import Arc, ClaimLine, Label, LinkLine, Mark, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Dialog, FloatRect, Locator

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def claim(**changes: Any) -> ClaimLine:  # noqa: ANN401 (any field)
    """A claim about a toll, with some fields changed."""
    plain = ClaimLine(
        field="Killed",
        value="9",
        claimant="Iran",
        verb="says",
        quote="Nine people were killed, the governor's office said.",
        paraphrased=True,
        publisher="Example Wire",
        source_title="Strikes near the border",
        url="https://news.example.org/1",
        published="2024-01-19",
        differs=False,
    )
    return replace(plain, **changes)


def mark(**changes: Any) -> Mark:  # noqa: ANN401 (any field)
    """An air strike near Saravan, with some fields changed."""
    plain = Mark(
        id="saravan",
        title="Pakistan strikes near Saravan, Iran",
        kind="airstrike",
        kind_label="Air strike",
        family="strike",
        status="active",
        origin="PK",
        country="IR",
        direction="Pakistan to Iran",
        lon=62.33,
        lat=27.37,
        place="Saravan, Sistan and Baluchestan, Iran",
        mention="a border village near Saravan",
        precision="near",
        precision_label="within about 25 km of the place named",
        radius_m=25_000.0,
        exact=False,
        shape=None,
        date="2024-01-18",
        date_label="18 January 2024",
        start="2024-01-18T00:00:00+00:00",
        end="2024-01-18T23:59:59+00:00",
        killed="9-12",
        killed_low=9,
        killed_high=12,
        injured=None,
        injured_low=None,
        injured_high=None,
        perpetrator="Pakistan Air Force",
        target="Baloch armed groups",
        weapon=None,
        border="In Iran, between 0 and 70 km from Pakistan.",
        sources=3,
        differing=("Killed",),
        claims=(
            claim(differs=True),
            claim(value="at least 12", claimant="A police source", differs=True, url=None),
            claim(value="9", claimant="Pakistan", verb="denies", differs=True, paraphrased=False),
            claim(field="Against", value="hideouts", claimant="Pakistan's foreign ministry"),
        ),
        links=(LinkLine(to="panjgur", title="Iran strikes Panjgur", type="in retaliation for"),),
    )
    return replace(plain, **changes)


PROVINCE: dict[str, Any] = {
    "type": "Polygon",
    "coordinates": [
        [[58.8, 26.4], [63.3, 27.0], [61.6, 29.9], [60.9, 31.4], [59.2, 29.6], [58.8, 26.4]]
    ],
}

_QUIET: dict[str, Any] = {
    "killed": None,
    "killed_low": None,
    "killed_high": None,
    "origin": None,
    "differing": (),
    "claims": (claim(field="Against", value="not said"),),
    "links": (),
    "border": None,
    "perpetrator": None,
    "target": None,
}
_TOWN: dict[str, Any] = {
    **_QUIET,
    "precision": "settlement",
    "precision_label": "somewhere in the town or village",
    "radius_m": 8000.0,
    "exact": True,
}
_STEP: dict[str, Any] = {
    **_TOWN,
    "country": "PK",
    "lon": 73.06,
    "lat": 33.72,
    "place": "Islamabad, Pakistan",
    "mention": "Islamabad",
    "family": "diplomacy",
}
_NOWHERE: dict[str, Any] = {
    **_QUIET,
    "lon": None,
    "lat": None,
    "country": None,
    "place": "Iran",
    "precision": None,
    "precision_label": None,
    "radius_m": None,
}


def sample_scene() -> Scene:
    """Marks of each sort: solid, hollow, in a province, at one spot, draft, without a place."""
    marks = (
        mark(
            **_TOWN | {"killed": "94+", "killed_low": 94},
            id="kerman",
            title="Bombings in Kerman",
            kind="bombing",
            kind_label="Bombing",
            family="bombing",
            direction="Origin not known",
            lon=57.07,
            lat=30.28,
            place="Kerman, Iran",
        ),
        mark(
            **_QUIET
            | {"origin": "IR"}
            | {"links": (LinkLine(to="saravan", title="Near Saravan", type="retaliated for by"),)},
            id="panjgur",
            title="Iran strikes Panjgur district",
            kind="missile_strike",
            kind_label="Missile strike",
            country="PK",
            direction="Iran to Pakistan",
            lon=64.1,
            lat=26.97,
            place="Koh-e Sabz, Panjgur, Pakistan",
        ),
        mark(),
        mark(
            **_QUIET,
            id="province",
            title="Clash in the province",
            kind="armed_clash",
            kind_label="Armed clash",
            family="fighting",
            direction="Within Iran",
            lon=60.8,
            lat=28.2,
            precision="adm1",
            precision_label="somewhere in the province",
            shape=PROVINCE,
        ),
        mark(**_STEP, id="recall", title="Recall", kind="recall", kind_label="Recall"),
        mark(**_STEP, id="expulsion", title="Expulsion", kind="expulsion", kind_label="Expulsion"),
        mark(**_STEP, id="talks", title="Talks", kind="talks", kind_label="Talks", status="draft"),
        mark(
            **_NOWHERE,
            id="arrests",
            title="Arrests in Iran",
            kind="arrests",
            kind_label="Arrests",
            family="other",
            direction="Within Iran",
        ),
    )
    return Scene(
        title="Iran and Pakistan, January 2024",
        rule="range",
        rule_text="Counts run from the lowest claimed to the highest",
        made=datetime(2026, 11, 22, 9, 5, tzinfo=UTC),
        marks=marks,
        arcs=(
            Arc(
                incident="saravan",
                origin="Pakistan",
                direction="Pakistan to Iran",
                family="strike",
                points=((70.0, 30.0), (66.2, 28.8), (62.33, 27.37)),
            ),
        ),
        labels=(
            Label(text="Iran", lon=55.0, lat=32.5, kind="country", rank=0, local="ایران"),
            Label(text="Pakistan", lon=69.0, lat=30.0, kind="country", rank=0, local="پاکستان"),
            Label(text="Zahedan", lon=60.86, lat=29.5, kind="city", rank=1),
            Label(text="Quetta", lon=67.0, lat=30.18, kind="city", rank=2, local="کوئٹہ"),
            Label(text="Khash", lon=61.2, lat=28.2, kind="town", rank=3),
        ),
        border_pairs=(("IR", "PK"),),
        bounds=(57.07, 26.4, 73.06, 33.72),
        attribution=("Claims: as named in each popup",),
        countries=frozenset({"IR", "PK"}),
    )


def sample_basemap() -> Basemap:
    """A few straight lines where the land would be."""
    west = [[[50.0, 25.0], [61.6, 25.0], [61.6, 35.0], [50.0, 35.0], [50.0, 25.0]]]
    east = [[[61.6, 25.0], [75.0, 25.0], [75.0, 35.0], [61.6, 35.0], [61.6, 25.0]]]
    border = [[61.6, 25.1], [63.3, 27.1], [60.9, 29.8]]

    def feature(kind: str, coordinates: list[Any], **properties: str) -> dict[str, Any]:
        geometry = {"type": kind, "coordinates": coordinates}
        return {"type": "Feature", "properties": properties, "geometry": geometry}

    line = {"type": "LineString", "coordinates": border}
    ring = PROVINCE["coordinates"][0]
    return Basemap(
        world=(feature("Polygon", west), feature("Polygon", east)),
        countries=(feature("Polygon", west, code="IR"), feature("Polygon", east, code="PK")),
        borders=({"a": "IR", "b": "PK", "length_km": 914.0, "off_m": 80, "geometry": line},),
        provinces=(feature("LineString", ring, code="IR-11", country="IR"),),
        attribution=("Natural Earth", "© OpenStreetMap contributors"),
    )


@dataclass
class Visit:
    """A page that is open, and what it did that it should not have done.

    Parameters
    ----------
    page
        The page.
    requests
        Addresses that it asked for, its own file left out.
    problems
        Errors on the console, exceptions, dialogs.
    """

    page: Page
    requests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A fresh Chromium; skips where there is none, unless the whole suite is asked for."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("INCIDENTMAP_FULL") == "1":
            pytest.fail("INCIDENTMAP_FULL=1 wants the browser tests; install chromium")
        pytest.skip("no chromium on this machine; install it to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(
    browser: Browser,
    file: Path,
    *,
    width: int = 1280,
    height: int = 800,
    dark: bool = False,
    ready: str = ".panel .count:not(:empty)",
) -> Iterator[Visit]:
    """Open a file with the network refused, and watch it; `ready` is what it has when done."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    seen = Visit(page=page)
    own = file.resolve().as_uri()

    def on_request(address: str) -> None:
        if address.partition("#")[0] != own and not address.startswith("data:"):
            seen.requests.append(address)

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            seen.problems.append(message.text)

    def on_dialog(dialog: Dialog) -> None:
        seen.problems.append(dialog.message)
        dialog.dismiss()

    page.on("request", lambda request: on_request(request.url))
    page.on("console", on_console)
    page.on("pageerror", lambda error: seen.problems.append(str(error)))
    page.on("dialog", on_dialog)
    page.add_init_script(
        "window.violations = [];"
        "document.addEventListener('securitypolicyviolation',"
        " (event) => window.violations.push(event.violatedDirective));"
    )
    context.route("http://**/*", lambda route: route.abort())
    context.route("https://**/*", lambda route: route.abort())
    try:
        page.goto(own)
        page.wait_for_selector(ready, state="attached")
        yield seen
        seen.problems.extend(page.evaluate("window.violations"))
    finally:
        context.close()


def box(element: Locator) -> FloatRect:
    """Where an element lies on the page."""
    found = element.bounding_box()
    assert found is not None
    return found


def meet(a: FloatRect, b: FloatRect) -> bool:
    """Whether two boxes share a point inside."""
    return (
        a["x"] < b["x"] + b["width"]
        and b["x"] < a["x"] + a["width"]
        and a["y"] < b["y"] + b["height"]
        and b["y"] < a["y"] + a["height"]
    )
