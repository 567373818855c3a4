"""Rows in GeoNames' own formats, made up for tests, and archives of them."""

import io
import zipfile


def dump_row(
    geonameid: int = 1,
    name: str = "Deh Now",
    *,
    ascii_name: str | None = None,
    alternates: str = "",
    lon: float | str = 62.5,
    lat: float | str = 27.5,
    kind: str = "P.PPL",
    country: str = "IR",
    admin1: str = "04",
    admin2: str = "",
    population: int | str = 0,
) -> str:
    """A row of a country dump: 19 columns."""
    letter, _, code = kind.partition(".")
    cells = (
        geonameid, name, name if ascii_name is None else ascii_name, alternates, lat, lon, letter,
        code, country, "", admin1, admin2, "", "", population, "", 1200, "Asia/Tehran",
        "2024-01-31",
    )  # fmt: skip
    assert len(cells) == 19
    return "\t".join(map(str, cells)) + "\n"


def name_row(
    geonameid: int,
    language: str,
    name: str,
    *,
    preferred: bool = False,
    colloquial: bool = False,
    historic: bool = False,
) -> str:
    """A row of alternate names: 10 columns, flags as 1 or nothing."""
    flags = ("1" if flag else "" for flag in (preferred, False, colloquial, historic))
    return "\t".join((f"{geonameid}0", str(geonameid), language, name, *flags, "", "")) + "\n"


def archive(member: str, text: str) -> bytes:
    """A zip archive as GeoNames makes them, with a readme."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("readme.txt", "This work is licensed.\n")
        made.writestr(member, text)
    return stream.getvalue()
