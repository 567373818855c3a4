"""KML 2.2, plain or zipped with icons (KMZ): incidents for Google Earth and other globes.

In the file stands a document for each family of kinds, and one for what nobody places; each
declares the columns. (Folders cannot, and GDAL finds no columns in a KMZ if they are declared
further out.) A place that is known no more exactly than a district is drawn as its area, never as
a bare pin. Each family has three shared styles: `known` (a spot or a settlement), `near` (within
some 25 km) and `area`.

A plain KML carries no icons: addresses on the network would tell a host who looks, and KML has no
pictures inside the file (some readers take `data:` addresses, others draw a red cross). So a reader
draws its own pin in the family's colour, a paler one for `near` and none at all for `area`. A KMZ
carries the map's own symbols, hollow where the spot is not known.
"""

from __future__ import annotations

import re
import shutil
from contextlib import ExitStack
from datetime import datetime
from html import escape as html_escape
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gazetteer.place import Precision
from geo.account import add_up
from geo.exchange.columns import COLUMNS, ColumnType
from geo.exchange.kml_icons import COLOURS, icon, icon_name
from geo.exchange.kml_shapes import shape_xml
from geo.exchange.telling import claim_lines, facts, link_lines
from geo.files import replacing
from geo.kinds import KINDS, Family
from geo.plain import rule_text
from geo.shapes import footprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.exchange.entries import Entry, Going
    from geo.exchange.telling import ClaimLine

__all__ = ["write"]

_NOT_LOCATED: Final = "not-located"
_FOLDERS: Final = (*Family, _NOT_LOCATED)
_KNOWN: Final = {Precision.SITE, Precision.SETTLEMENT}
_CLASSES: Final = ("known", "near", "area")
_TYPES: Final = {
    ColumnType.TEXT: "string",
    ColumnType.INTEGER: "int",
    ColumnType.NUMBER: "double",
    ColumnType.DATETIME: "string",  # KML's schemas have no type for an instant
    ColumnType.BOOLEAN: "bool",
}
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3


def write(going: Going, path: Path) -> tuple[Path, ...]:
    """Write incidents as KML, or as KMZ where the path ends so.

    Parameters
    ----------
    going
        What to write; with areas a geometry is the area rather than a point.
    path
        Where to.

    Returns
    -------
    tuple of Path
        The one file.

    Raises
    ------
    ExportError
        If it cannot be written; whatever stood there still stands.
    """
    zipped = path.suffix.lower() == ".kmz"
    with replacing(path) as file, ExitStack() as stack:
        # Placemarks wait on the disk until those of the folders before theirs are through.
        folders: dict[str, IO[bytes]] = {
            name: stack.enter_context(TemporaryFile(dir=path.parent)) for name in _FOLDERS
        }
        for entry in going.entries():
            folder = _family(entry) if entry.point else _NOT_LOCATED
            folders[folder].write(_placemark(entry, folder, going).encode())
        pieces = list(_pieces(going, folders, icons=zipped))
        if zipped:
            _zip(file, pieces)
        else:
            _join(pieces, file)
    return (path,)


def _join(pieces: Iterable[IO[bytes]], out: IO[bytes]) -> None:
    for piece in pieces:
        piece.seek(0)
        shutil.copyfileobj(piece, out)


def _zip(file: IO[bytes], pieces: list[IO[bytes]]) -> None:
    """A KMZ: the document first, as readers expect, then the icons; no clock in it."""
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        document = _member("doc.kml")
        document.file_size = sum(piece.seek(0, 2) for piece in pieces)
        with archive.open(document, "w") as out:
            _join(pieces, out)
        for family in Family:
            for solid in (True, False):
                archive.writestr(_member(icon_name(family, solid=solid)), icon(family, solid=solid))


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, _LONG_AGO)
    member.compress_type = ZIP_DEFLATED
    member.create_system = _UNIX
    member.external_attr = 0o644 << 16
    return member


def _pieces(going: Going, folders: dict[str, IO[bytes]], *, icons: bool) -> Iterator[IO[bytes]]:
    """The file in pieces; folders with nothing in them are left out."""
    told = [
        f"{going.count} incidents.",
        f"Rule: {going.rule}. {rule_text(going.rule)}.",
        f"Chosen: {going.chosen}." if going.chosen else "",
    ]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document><name>{_xml(going.title)}</name>\n'
        f"<description>{_xml(''.join(f'<p>{_html(line)}</p>' for line in told if line))}"
        "</description>\n"
    )
    yield BytesIO(head.encode())
    for name in _FOLDERS:
        if folders[name].tell():
            yield BytesIO(_folder_head(name, icons=icons).encode())
            yield folders[name]
            yield BytesIO(b"</Document>\n")
    yield BytesIO(b"</Document>\n</kml>\n")


def _folder_head(name: str, *, icons: bool) -> str:
    """What stands before the incidents of a folder: its styles and columns."""
    styles = ""
    if name != _NOT_LOCATED:
        styles = "".join(_style(Family(name), look, icons=icons) for look in _CLASSES)
    fields = "".join(
        f'<SimpleField type="{_TYPES[column.type]}" name="{column.name}"/>\n' for column in COLUMNS
    )
    return (
        f"<Document><name>{name.replace('-', ' ').capitalize()}</name>\n{styles}"
        f'<Schema name="{name}" id="{name}">\n{fields}</Schema>\n'
    )


def _style(family: Family, known: str, *, icons: bool) -> str:
    """What the incidents of a family look like whose places are equally well known."""
    red, green, blue = (COLOURS[family][i : i + 2] for i in (0, 2, 4))
    colour = f"{blue}{green}{red}"  # KML has blue before green before red
    if icons:
        name = icon_name(family, solid=known == "known")
        look = f"<scale>0.8</scale><Icon><href>{name}</href></Icon>"
    elif known == "area":
        look = "<scale>0</scale><Icon/>"
    else:
        look = f"<color>{'ff' if known == 'known' else '80'}{colour}</color><scale>0.8</scale>"
    return (
        f'<Style id="{family}-{known}"><IconStyle>{look}</IconStyle>'
        "<LabelStyle><scale>0.7</scale></LabelStyle>"
        f"<LineStyle><color>ff{colour}</color><width>1.5</width></LineStyle>"
        f"<PolyStyle><color>30{colour}</color></PolyStyle>"
        "<BalloonStyle><text>$[description]</text></BalloonStyle></Style>\n"
    )


def _placemark(entry: Entry, folder: str, going: Going) -> str:
    """One incident; the order of the parts is that of KML's schema."""
    values = entry.values
    shown = (values["date"], values["place"], values["killed"] and f"killed {values['killed']}")
    style = f"<styleUrl>#{folder}-{_class(values['precision'])}</styleUrl>\n" if entry.point else ""
    return (
        f"<Placemark><name>{_xml(entry.dossier.incident.title)}</name>\n"
        f'<Snippet maxLines="1">{_xml("; ".join(filter(None, shown)))}</Snippet>\n'
        f"<description>{_xml(_description(entry, going))}</description>\n"
        f"{_time_span(values['date_start'], values['date_end'])}{style}"
        f'<ExtendedData><SchemaData schemaUrl="#{folder}">{_data(entry)}</SchemaData>'
        f"</ExtendedData>\n{_shape(entry, going)}</Placemark>\n"
    )


def _family(entry: Entry) -> Family:
    return KINDS[entry.dossier.incident.kind].family


def _class(precision: str | None) -> str:
    if precision is None or precision in _KNOWN:
        return "known"
    return "near" if precision == Precision.NEAR else "area"


def _shape(entry: Entry, going: Going) -> str:
    """A pin where the spot is known or nearly, a pin and an area where it is not."""
    if entry.point is None:
        return ""
    if going.areas:
        return shape_xml(None, entry.area) or shape_xml(entry.point, None)
    area: BaseGeometry | None = None
    if _class(entry.values["precision"]) == "area":
        sources = {source.id: source for source in entry.sources}
        where = add_up(entry.dossier, sources, going.rule).where
        area = footprint(where) if where else None
    return shape_xml(entry.point, area)


def _time_span(start: datetime | None, end: datetime | None) -> str:
    ends = (("begin", start), ("end", end))
    told = "".join(f"<{name}>{_instant(at)}</{name}>" for name, at in ends if at)
    return f"<TimeSpan>{told}</TimeSpan>\n" if told else ""


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _data(entry: Entry) -> str:
    """The columns; one with nothing in it is left out."""
    return "\n".join(
        f'<SimpleData name="{column.name}">{_xml(_text(value))}</SimpleData>'
        for column in COLUMNS
        if (value := entry.values[column.name]) is not None
    )


def _text(value: str | float | datetime) -> str:
    if isinstance(value, datetime):
        return _instant(value)
    return str(int(value)) if isinstance(value, bool) else str(value)


def _description(entry: Entry, going: Going) -> str:
    """What a balloon says, as simple HTML in which all text from outside is escaped."""
    told = "<br>".join(_html(line) for line in facts(entry.values))
    claims = "".join(f"<li>{_claim(line)}</li>" for line in claim_lines(entry))
    links = "".join(f"<p>{_html(line)}</p>" for line in link_lines(entry.dossier))
    return (
        f"<h3>{_html(entry.dossier.incident.title)}</h3><p>{told}</p>"
        f"{f'<ul>{claims}</ul>' if claims else ''}{links}<p>{_html(rule_text(going.rule))}.</p>"
    )


def _claim(line: ClaimLine) -> str:
    source = _html(line.source)
    if line.url:
        source = f'<a href="{_html(line.url)}">{source}</a>'
    return "<br>".join(filter(None, (_html(line.said), line.words and _html(line.words), source)))


def _html(text: str) -> str:
    # In a balloon $[name] stands for a field of the placemark: text from outside names none.
    return html_escape(text).replace("$[", "&#36;[")


def _xml(text: str) -> str:
    """Text as XML has it; a character that XML forbids becomes the sign for an unknown one."""
    return escape(_FORBIDDEN.sub("\ufffd", text), {"\r": "&#13;"})
