"""Text that tries to be more than text, the whole way from the store to the open page."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gazetteer.place import Precision
from geo.account import RANGE
from geo.count import Count
from geo.dossier import Collection, Dossier
from geo.incident import (
    Claim,
    Field,
    Incident,
    Link,
    LinkType,
    Modality,
    Polarity,
)
from geo.kinds import Kind
from geo.source import Citation, Source
from geo.store import GeoPackageStore
from geo.when import When
from geo.where import Where
from maps.basemap import basemap
from maps.page import write_page
from maps.scene import build_scene
from maps.view import ground_bounds
from tests.pages import chromium, visit

PAYLOADS = (
    "{{ 7*7 }}",
    "{% raw %}{%",
    "${window.pwned=1}`",
    "</script><script>window.pwned=1</script>",
    '"><img src=x onerror=window.pwned=1>',
    "javascript:window.pwned=1",
)


def hostile(number: int, text: str) -> Dossier:
    """An incident with the text in every field that takes any."""
    ident = f"hostile-{number}"
    where = Where(
        mention=text,
        name=text,
        country="IR",
        admin1=text,
        lon=58.0 + number,
        lat=29.0,
        precision=Precision.NEAR,
        radius_m=20_000.0,
        method=text,
    )
    base = Claim(
        id=f"{ident}.weapon.1",
        incident=ident,
        field=Field.WEAPON,
        claimant=text,
        citation=Citation(source=f"source-{number}", quote=text),
        text=text,
        polarity=Polarity.ASSERTS,
        modality=Modality.CLAIMED,
    )
    texts = (Field.PERPETRATOR, Field.TARGET, Field.DAMAGE, Field.RESPONSIBILITY)
    dated = replace(When.parse("2024-01-18"), text=text, zone=text)
    counted = Count(low=9, high=12, text=text)
    claims = (
        base,
        *(replace(base, id=f"{ident}.{about}.1", field=about) for about in texts),
        replace(base, id=f"{ident}.date.1", field=Field.DATE, text=None, when=dated),
        replace(base, id=f"{ident}.location.1", field=Field.LOCATION, text=None, where=where),
        replace(base, id=f"{ident}.killed.1", field=Field.KILLED, text=None, count=counted),
    )
    return Dossier(
        incident=Incident(
            id=ident, kind=Kind.AIRSTRIKE, title=text, origin_country="PK", target_country="IR"
        ),
        claims=claims,
        links=(
            Link(
                from_id=ident,
                to_id=f"hostile-{(number + 1) % len(PAYLOADS)}",
                type=LinkType.FOLLOWS,
                why=text,
            ),
        ),
    )


def hostile_source(number: int, text: str) -> Source:
    return Source(
        id=f"source-{number}",
        publisher=text,
        title=text,
        url=f"https://example.org/{text}",
        published=date(2024, 1, 19),
        language=text,
    )


@pytest.mark.browser
def test_a_hostile_store_makes_a_harmless_page(tmp_path: Path) -> None:
    numbered = list(enumerate(PAYLOADS))
    store = GeoPackageStore.create(
        tmp_path / "hostile.gpkg",
        Collection(
            dossiers=tuple(hostile(n, text) for n, text in numbered),
            sources=tuple(hostile_source(n, text) for n, text in numbered),
        ),
    )
    with store:
        read = store.read()
    scene = build_scene(
        read, title=" ".join(PAYLOADS), made=datetime(2024, 2, 1, tzinfo=UTC), rule=RANGE
    )
    page = write_page(scene, basemap(ground_bounds(scene)), tmp_path / "hostile.html")
    with chromium() as browser, visit(browser, page) as seen:
        seen.page.locator(".all summary").click()
        buttons = seen.page.locator(".all li button")
        assert buttons.count() == len(PAYLOADS)
        shown = []
        for n in range(len(PAYLOADS)):
            buttons.nth(n).evaluate("node => node.click()")
            shown.append(seen.page.locator("#popup-title").text_content())
            links = seen.page.locator(".popup a").evaluate_all("all => all.map((a) => a.protocol)")
            assert set(links) == {"https:"}
            for more in seen.page.locator("button.more").all():
                more.click()
        assert sorted(str(title) for title in shown) == sorted(PAYLOADS)
        assert seen.page.evaluate("window.pwned") is None
    assert (seen.requests, seen.problems) == ([], [])
