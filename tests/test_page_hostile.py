"""Text from outside that tries to be more than text."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from maps.errors import TilesError
from maps.page import render_page, write_page
from tests.pages import sample_basemap, sample_scene, visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from maps.layers import Scene

PAYLOADS = [
    "{{ 7*7 }}",
    "{% raw %}",
    "{%",
    "{{ config }}",
    "{{ this._parent.__class__.__init__.__globals__ }}",
    "{# x",
    "${alert(1)}",
    "`+alert(1)+`",
    "'-alert(1)-'",
    "</script><script>window.pwned=1</script>",
    "</title><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "<svg onload=window.pwned=1>",
    '" onmouseover="window.pwned=1',
    "javascript:alert(1)",
    "JaVaScRiPt:window.pwned=1",
    " javascript:window.pwned=1",
    "data:text/html,<script>window.pwned=1</script>",
    "//evil.example/x.js",
    "<!--",
    "]]>",
    "a\u2028b\u2029c",
    "bell\x07 escape\x1b delete\x7f",
    "\u202egnp.live\u202c",
    "\ud800 alone",
    "&lt;b&gt;",
    "\\u003cscript\\u003e",
    "x" * 400,
    "POLICY-OF-THE-PAGE",
    "</head><base href=//evil.example>",
]


_OURS = {"start", "end", "differing", "by_others", "views", "countries", "kind"}
"""Fields whose values are dates and words of our own alone."""


def poisoned(value: Any, text: str) -> Any:  # noqa: ANN401 (any value of a scene)
    """The value with every text in it replaced; geometries and numbers stay."""
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(poisoned(item, text) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [f.name for f in fields(value) if f.name not in _OURS]
        return replace(value, **{name: poisoned(getattr(value, name), text) for name in names})
    return value


def hostile_scene() -> Scene:
    """A mark for each payload, with that payload in every text of it, its id included."""
    plain = sample_scene()
    full = plain.marks[2]
    marks = []
    for n, text in enumerate(PAYLOADS):
        link = replace(full.links[0], to=PAYLOADS[n - 1])
        bad = poisoned(replace(full, links=()), text)
        links = (poisoned(link, text), replace(poisoned(link, text), to=PAYLOADS[n - 1]))
        marks.append(replace(bad, links=links, lon=58.0 + n % 6, lat=26.0 + n // 6))
    return replace(
        plain,
        marks=tuple(marks),
        arcs=tuple(replace(poisoned(plain.arcs[0], t), incident=t) for t in PAYLOADS),
        labels=tuple(
            replace(poisoned(plain.labels[2], t), lon=57.0 + n, lat=33.0)
            for n, t in enumerate(PAYLOADS)
        ),
        title=" ".join(PAYLOADS),
        rule_text=" ".join(PAYLOADS),
        attribution=tuple(PAYLOADS),
    )


@pytest.mark.parametrize("text", PAYLOADS)
def test_renders_and_never_writes_it_as_markup(text: str) -> None:
    html = render_page(poisoned(sample_scene(), text), sample_basemap())
    plain = render_page(sample_scene(), sample_basemap())
    for opening in ("<script", "<style", "<meta", "<title", "<base", "</head>", "<html"):
        assert html.count(opening) == plain.count(opening)
    assert outside_title(html).count(text) == outside_title(plain).count(text)


def outside_title(page: str) -> str:
    """A page without its title, the only text from outside that is not packed."""
    return re.sub(r"<title>.*?</title>", "", page)


def readable(text: str) -> str:
    """Text as a browser gives it back: half a character is shown as the sign for that."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


@pytest.mark.browser
def test_is_shown_as_text_and_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    path = write_page(hostile_scene(), sample_basemap(), tmp_path / "hostile.html")
    with visit(browser, path) as seen:
        page = seen.page
        every = readable(" ".join(PAYLOADS))
        assert page.locator("h1").evaluate("node => node.textContent.toWellFormed()") == every
        handles = page.locator("[data-incident]")
        assert handles.count() == len(PAYLOADS)
        for n, text in enumerate(PAYLOADS):
            handles.nth(n).evaluate("node => node.click()")
            shown = readable(text)
            for where in ("#popup-title", ".claims tbody th bdi", ".claims tbody td bdi"):
                found = page.locator(where).first
                assert found.evaluate("node => node.textContent.toWellFormed()") == shown
            for more in page.locator("button.more").all():
                more.click()
            quote = page.locator("tr.quote").first
            assert quote.is_visible()
            assert shown in quote.evaluate("node => node.textContent.toWellFormed()")
            assert page.locator(".popup a").count() == 0
            hovered = page.locator("#popup-title")
            hovered.hover()
        page.locator(".link").first.click()
        for handle in handles.all():
            handle.evaluate("node => node.dispatchEvent(new MouseEvent('mouseenter'))")
        assert page.evaluate("window.pwned") is None
        assert page.locator("main img, main iframe, main script, main object").count() == 0
        inline = page.evaluate(
            "[...document.querySelectorAll('*')].flatMap((n) => n.getAttributeNames())"
            ".filter((name) => name.startsWith('on'))"
        )
        assert inline == []
    assert (seen.requests, seen.problems) == ([], [])


@pytest.mark.browser
def test_web_links_stay_links_and_others_do_not(browser: Browser, tmp_path: Path) -> None:
    scene = sample_scene()
    good = 'https://example.org/?q="><script>window.pwned=1</script>'
    urls = [good, "http://example.org/", "ftp://example.org/", "https://", "https:evil", None]
    claim = scene.marks[2].claims[0]
    claims = tuple(replace(claim, url=url, value=str(n)) for n, url in enumerate(urls))
    one = replace(scene.marks[2], claims=claims)
    path = write_page(replace(scene, marks=(one,)), sample_basemap(), tmp_path / "links.html")
    with visit(browser, path) as seen:
        seen.page.locator("[data-incident=saravan]").click()
        links = seen.page.locator(".claims a")
        found = links.evaluate_all("nodes => nodes.map((node) => node.getAttribute('href'))")
        assert found == [
            "https://example.org/?q=%22%3E%3Cscript%3Ewindow.pwned=1%3C/script%3E",
            "http://example.org/",
        ]
    assert (seen.requests, seen.problems) == ([], [])


@pytest.mark.browser
def test_policy_stops_a_script_that_got_in(browser: Browser, tmp_path: Path) -> None:
    html = render_page(sample_scene(), sample_basemap())
    spoilt = html.replace("</body>", "<script>window.pwned=1</script></body>")
    assert spoilt != html
    path = tmp_path / "spoilt.html"
    path.write_text(spoilt, encoding="utf-8")
    with visit(browser, path) as seen:
        assert seen.page.evaluate("window.pwned") is None
    assert any("script-src" in problem for problem in seen.problems)


@pytest.mark.parametrize(
    "tiles",
    [
        "https://example.org/{z}/{x}/{y}.png; script-src *",
        "https://exa mple.org/{z}/{x}/{y}.png",
        "https://example.org/{z}/{x}/{y}.png'",
        "https://{{7*7}}.example.org/{z}/{x}/{y}.png",
        "javascript:alert(1)//{z}/{x}/{y}",
        "https://example.org/tiles.png",
        "data:image/png,{z}{x}{y}",
        "",
    ],
)
def test_address_of_tiles_cannot_reach_the_policy(tiles: str) -> None:
    with pytest.raises(TilesError):
        render_page(sample_scene(), sample_basemap(), tiles=tiles)
