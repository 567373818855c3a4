"""A browser that opens the pages of the benchmark, and a person's hand on ours.

folium's pages load libraries from hosts that deliver them; nothing is fetched from there. The same
releases are read from npm packages in the folder that INCIDENTMAP_NPM names (`npm pack` fills it
once), and given to the page at once, which a network would not do. What no package has (a style
sheet of glyphs) is answered with nothing; the name of what was left out is kept.
"""

from __future__ import annotations

import mimetypes
import os
import re
import shutil
import statistics
import subprocess
import tarfile
import time
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from playwright.sync_api import TimeoutError as TooLate
from playwright.sync_api import sync_playwright

from tests.pages import FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Page, Route

__all__ = ["LIMIT_S", "Felt", "Packages", "Spread", "answers", "felt"]

LIMIT_S: Final = 170
"""A page that has not answered by then is not waited for."""

_TIMES = 20
_DRAG_STEPS = 60
_FRAME_S = 1 / 60
_SAYS = "incidentmap benchmark: "
_NPM = "https://cdn.jsdelivr.net/npm/"
_CDNJS = "https://cdnjs.cloudflare.com/ajax/libs/"
_ELSEWHERE: Final = {
    "https://code.jquery.com/jquery-3.7.1.min.js": f"{_NPM}jquery@3.7.1/dist/jquery.min.js",
    f"{_CDNJS}moment.js/2.18.1/": f"{_NPM}moment@2.18.1/min/",
    f"{_CDNJS}leaflet.markercluster/1.1.0/": f"{_NPM}leaflet.markercluster@1.1.0/dist/",
    f"{_CDNJS}Leaflet.awesome-markers/2.0.2/": f"{_NPM}leaflet.awesome-markers@2.0.5/dist/",
}
"""Where npm's packages have what another host is asked for."""
_PACKAGES: Final = (
    "leaflet@1.9.3",
    "jquery@3.7.1",
    "bootstrap@5.2.2",
    "@fortawesome/fontawesome-free@6.2.0",
    "leaflet.markercluster@1.1.0",
    "leaflet.awesome-markers@2.0.5",
    "leaflet.timeline@1.6.0",
    "moment@2.18.1",
)


class Packages:
    """The libraries of folium's pages, out of npm packages."""

    def __init__(self) -> None:
        self.left_out: set[str] = set()
        self._files: dict[str, bytes] = {}
        folder = os.environ.get("INCIDENTMAP_NPM")
        for package in _PACKAGES if folder else ():
            packed = _packed(package, Path(str(folder)))
            if packed is not None:
                self._unpack(package, packed)

    def __bool__(self) -> bool:
        return bool(self._files)

    def answer(self, route: Route) -> None:
        """Answer a request of a page for a library."""
        address = route.request.url.partition("?")[0]
        for theirs, at_npm in _ELSEWHERE.items():
            address = address.replace(theirs, at_npm)
        body = self._files.get(address, self._files.get(address.replace(".min.", ".")))
        if body is None:
            self.left_out.add(address.rpartition("/")[2])
        kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
        headers = {"access-control-allow-origin": "*"}
        route.fulfill(body=body or b"", content_type=kind, headers=headers)

    def _unpack(self, package: str, file: Path) -> None:
        with tarfile.open(file) as packed:
            for member in packed:
                content = packed.extractfile(member)
                if content is not None and re.search(r"\.(js|css|png|woff2)$", member.name):
                    path = member.name.partition("/")[2]
                    self._files[f"{_NPM}{package}/{path}"] = content.read()


def _packed(package: str, folder: Path) -> Path | None:
    """A package's file in the folder, fetched if it is not there."""
    file = folder / (package.removeprefix("@").replace("/", "-").replace("@", "-") + ".tgz")
    if not file.exists() and shutil.which("npm"):
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=False)
    return file if file.exists() else None


def answers(file: Path, drawn: str, packages: Packages) -> float | None:
    """Seconds until a page answers: it has loaded and drawn, and two frames have come since.

    `drawn` is JavaScript that is true then. None if that takes longer than `LIMIT_S`.
    """
    with _page(packages) as page:
        page.add_init_script(_WATCH.replace("DRAWN", drawn).replace("SAYS", _SAYS))
        start = time.perf_counter()
        try:
            with page.expect_console_message(
                lambda message: message.text.startswith(_SAYS), timeout=LIMIT_S * 1000
            ) as heard:
                page.goto(file.resolve().as_uri(), wait_until="commit", timeout=LIMIT_S * 1000)
        except TooLate:
            return None
        spent, said = time.perf_counter() - start, heard.value.text.removeprefix(_SAYS)
    if said != "answered":
        raise RuntimeError(said)
    return spent


_WATCH = """addEventListener("error", (event) => console.log("SAYS" + event.message));
addEventListener("load", function look() {
    if (!(DRAWN)) setTimeout(look, 20);
    else requestAnimationFrame(() => requestAnimationFrame(() => console.log("SAYSanswered")));
});"""


@contextmanager
def _page(packages: Packages) -> Iterator[Page]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.route(re.compile("^https?:"), packages.answer)
        try:
            yield page
        finally:
            browser.close()


class Spread(NamedTuple):
    """Milliseconds that something took, again and again."""

    median: float
    p95: float
    worst: float
    times: int


class Felt(NamedTuple):
    """What a person feels, and what the page itself measured; None: the page gave nothing."""

    shown: Spread | None
    """From the event of the hand to the frame that shows what came of it, or between frames."""
    measured: Spread | None
    """What the page says of itself: `incidentmap:update` or `incidentmap:frame`."""


def felt(file: Path, packages: Packages) -> dict[str, Felt]:
    """Filter, brush and drag on our page; it must be there, and must move."""
    with _page(packages) as page:
        page.goto(file.resolve().as_uri(), timeout=LIMIT_S * 1000)
        page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=LIMIT_S * 1000)
        page.evaluate(_LISTEN)
        return {"filter": _filter(page), "brush": _brush(page), "drag": _drag(page)}


_LISTEN = """() => {
    window.felt = [];
    const stamp = (event) => requestAnimationFrame(() => setTimeout(
        () => window.felt.push(performance.now() - event.timeStamp)));
    document.addEventListener("change", stamp, true);
    document.addEventListener("keydown", stamp, true);
    window.watchFrames = () => {
        window.frames_at = [];
        window.watching = true;
        requestAnimationFrame(function look(now) {
            window.frames_at.push(now);
            if (window.watching) requestAnimationFrame(look);
        });
    };
}"""


def _filter(page: Page) -> Felt:
    box = page.locator('input[data-filter="kind:airstrike"]')
    box.evaluate(_UNFOLD, timeout=10_000)
    _begin(page)
    for _ in range(_TIMES):
        box.click(timeout=10_000)
        _settle(page)
    return _end(page, "incidentmap:update")


_UNFOLD = """(node) => {
    for (let at = node; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
}"""


def _brush(page: Page) -> Felt:
    """Ten steps of the first handle to the right, and ten of the other to the left."""
    _begin(page)
    for handle, key in ((".brush-from", "ArrowRight"), (".brush-to", "ArrowLeft")):
        page.locator(handle).focus(timeout=10_000)
        for _ in range(_TIMES // 2):
            page.keyboard.press(key)
            _settle(page)
    return _end(page, "incidentmap:update")


def _drag(page: Page) -> Felt:
    box = page.locator(".leaflet-container").bounding_box()
    if box is None:
        msg = "the page shows no map"
        raise RuntimeError(msg)
    x, y = box["x"] + 0.7 * box["width"], box["y"] + 0.6 * box["height"]
    before = page.evaluate(_CENTRE)
    page.mouse.move(x, y)
    page.mouse.down()
    _begin(page)
    page.evaluate("window.watchFrames()")
    due = time.perf_counter()
    for step in range(_DRAG_STEPS):
        page.mouse.move(x - 4 * (step + 1), y - 2 * (step + 1))
        due += _FRAME_S
        time.sleep(max(0.0, due - time.perf_counter()))
    frames: list[float] = page.evaluate("(window.watching = false, window.frames_at)")
    moved = _end(page, "incidentmap:frame")
    page.mouse.up()
    if page.evaluate(_CENTRE) == before:
        msg = "the map did not move when dragged"
        raise RuntimeError(msg)
    return Felt(_spread([b - a for a, b in pairwise(frames)]), moved.measured)


_CENTRE = "(({ lat, lng }) => [lat, lng])(window.incident_map.getCenter())"


def _begin(page: Page) -> None:
    page.evaluate("(performance.clearMeasures(), window.felt.length = 0)")


def _settle(page: Page) -> None:
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 5)))")


def _end(page: Page, name: str) -> Felt:
    measured = page.evaluate(f"performance.getEntriesByName('{name}').map((m) => m.duration)")
    return Felt(_spread(page.evaluate("window.felt")), _spread(measured))


def _spread(times: Sequence[Any]) -> Spread | None:
    if not times:
        return None
    ordered = sorted(float(one) for one in times)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return Spread(statistics.median(ordered), p95, ordered[-1], len(ordered))
