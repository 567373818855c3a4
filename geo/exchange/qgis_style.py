"""How QGIS draws the layers of a store: symbols, labels and time, as QGIS's XML.

A family of kinds has one colour and one shape. A marker is solid only where the place itself is
known; where all that is known is an area it is hollow, and the footprint below it shows how far the
area reaches: the coarser, the fainter its fill and the looser its line.
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gazetteer.place import Precision
from geo.kinds import KINDS, Family

__all__ = ["DOCTYPE", "LAYERS", "QGIS_VERSION", "labels_on", "node", "qml", "style_nodes"]

DOCTYPE: Final = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
QGIS_VERSION: Final = "3.22.0"
"""The oldest QGIS whose XML this is; newer ones read it."""

LAYERS: Final = ("incidents", "footprints")
"""The layers that have a style, the upper first."""

_HALO: Final = "249,247,243"
_TEXT: Final = "34,33,30,255"
_COLOURS: Final = {
    Family.STRIKE: "181,50,26",
    Family.BOMBING: "122,50,147",
    Family.FIGHTING: "29,92,150",
    Family.UNREST: "128,91,0",
    Family.DIPLOMACY: "0,102,90",
    Family.OTHER: "85,83,77",
}
_SHAPES: Final = {
    Family.STRIKE: ("triangle", 0),
    Family.BOMBING: ("star", 0),
    Family.FIGHTING: ("square", 0),
    Family.UNREST: ("triangle", 180),
    Family.DIPLOMACY: ("diamond", 0),
    Family.OTHER: ("circle", 0),
}
_FAMILY_LABELS: Final = {
    Family.STRIKE: "Strikes",
    Family.BOMBING: "Bombings",
    Family.FIGHTING: "Fighting",
    Family.UNREST: "Unrest",
    Family.DIPLOMACY: "Diplomacy",
    Family.OTHER: "Other",
}
_SIZES_MM: Final = {"star": 4.8, "diamond": 4.2, "triangle": 3.8}
_USUAL_SIZE_MM: Final = 3.4

_WIDEST_KNOWN_M: Final = 25_000
_KNOWN: Final = (
    f"""coalesce("precision" IN ('{Precision.SITE}', '{Precision.SETTLEMENT}')"""
    f' AND "radius_m" < {_WIDEST_KNOWN_M}, false)'
)
_FAINT_UNLESS_ACTIVE: Final = """if("status" = 'active', 100, 45)"""
_LABEL: Final = (
    """CASE WHEN "precision" = 'near' AND "place" <> "mention" THEN 'near ' ELSE '' END """
    """|| coalesce("place", "title") || CASE WHEN "status" = 'active' THEN '' """
    """WHEN "status" = 'merged_into' THEN ' (merged)' ELSE ' (' || "status" || ')' END"""
)
_MOST_LABELS: Final = 500

_FOOTPRINTS: Final = (
    (Precision.SITE, "The very spot", 70, "solid"),
    (Precision.SETTLEMENT, "Somewhere in a settlement", 60, "solid"),
    (Precision.NEAR, "Near a known point", 40, "dash"),
    (Precision.ADM2, "Somewhere in a district", 30, "dash"),
    (Precision.ADM1, "Somewhere in a province", 22, "dot"),
    (Precision.AREA, "Somewhere in a region", 22, "dot"),
    (Precision.COUNTRY, "Somewhere in a country", 10, "dash dot dot"),
    (Precision.WATER, "At sea or in the air", 10, "dash dot dot"),
)
"""Precision, what it means, how dense its fill is (0 to 255), and its line."""


def node(tag: str, *children: Element, **attributes: object) -> Element:
    """An element of XML.

    Parameters
    ----------
    tag
        Its name.
    *children
        What stands in it.
    **attributes
        Its attributes; `text` is the text that stands in it.

    Returns
    -------
    Element
        The element.
    """
    text = attributes.pop("text", None)
    made = Element(tag, {name: str(value) for name, value in attributes.items()})
    made.text = None if text is None else str(text)
    made.extend(children)
    return made


def qml(layer: str) -> str:
    """The style of a layer as a file of its own.

    Parameters
    ----------
    layer
        One of `LAYERS`.

    Returns
    -------
    str
        QML.
    """
    root = node(
        "qgis",
        *style_nodes(layer),
        version=QGIS_VERSION,
        styleCategories="Symbology|Labeling|Temporal|MapTips",
        labelsEnabled=int(labels_on(layer)),
    )
    indent(root, " ")
    return DOCTYPE + tostring(root, encoding="unicode") + "\n"


def style_nodes(layer: str) -> list[Element]:
    """The style of a layer: what stands in a style file, and in a project's layer.

    Parameters
    ----------
    layer
        One of `LAYERS`.

    Returns
    -------
    list of Element
        Time, renderer, labels and the field that names a feature.
    """
    return [
        _temporal(),
        _marker_rules() if layer == "incidents" else _fill_categories(),
        *([_labeling()] if labels_on(layer) else []),
        node("previewExpression", text='"title"'),
    ]


def labels_on(layer: str) -> bool:
    """Whether a layer has labels.

    Parameters
    ----------
    layer
        Name of a layer.

    Returns
    -------
    bool
        True for the incidents alone.
    """
    return layer == "incidents"


def _temporal() -> Element:
    """A feature is shown on the days from its first instant to its last."""
    times = {"startField": "date_start", "endField": "date_end"}
    unused = dict.fromkeys(("startExpression", "endExpression", "durationField"), "")
    manner = {"mode": 2, "limitMode": 1, "accumulate": 0, "fixedDuration": 0, "durationUnit": "d"}
    unbounded = node("fixedRange", node("start"), node("end"))
    return node("temporal", unbounded, enabled=1, **times, **unused, **manner)


def _marker_rules() -> Element:
    """A rule for each family, and in it one for places and one for areas."""
    rules = Element("rules", key="incidents")
    symbols = Element("symbols")
    for family, label in _FAMILY_LABELS.items():
        group = SubElement(rules, "rule", key=family, label=label, filter=_is_of(family))
        for solid, said, condition in (
            (True, "at a known place", _KNOWN),
            (False, "somewhere in an area", f"NOT {_KNOWN}"),
        ):
            name = str(len(symbols))
            label_ = f"{label}, {said}"
            key = f"{family}-{'place' if solid else 'area'}"
            group.append(node("rule", key=key, label=label_, filter=condition, symbol=name))
            symbols.append(_marker(name, family, solid=solid))
    return _renderer("RuleRenderer", rules, symbols)


def _is_of(family: Family) -> str:
    """A condition for the kinds of a family; kinds that nobody knows belong to the last."""
    rest = family is Family.OTHER
    kinds = [kind for kind, facts in KINDS.items() if (facts.family is family) is not rest]
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    return f'"kind" {"NOT IN" if rest else "IN"} ({listed})'


def _marker(name: str, family: Family, *, solid: bool) -> Element:
    shape, angle = _SHAPES[family]
    ink, halo = f"{_COLOURS[family]},255", f"{_HALO},255"
    look = {
        "name": shape,
        "angle": angle,
        "color": ink if solid else f"{_HALO},200",
        "outline_color": halo if solid else ink,
        "outline_width": 0.3 if solid else 0.6,
        "outline_width_unit": "MM",
        "joinstyle": "miter",
        "scale_method": "diameter",
        "size": _SIZES_MM.get(shape, _USUAL_SIZE_MM),
        "size_unit": "MM",
    }
    return _symbol("marker", name, _symbol_layer("SimpleMarker", look))


def _fill_categories() -> Element:
    """A category for each precision; the colour is the family's."""
    categories, symbols = Element("categories"), Element("symbols")
    for precision, label, density, line in _FOOTPRINTS:
        name = str(len(symbols))
        categories.append(
            node("category", symbol=name, value=precision.value, label=label, render="true")
        )
        look = {
            "color": f"{_COLOURS[Family.OTHER]},{density}",
            "outline_color": f"{_COLOURS[Family.OTHER]},255",
            "outline_style": line,
            "outline_width": 0.3,
            "outline_width_unit": "MM",
            "style": "solid",
        }
        inked = {"fillColor": _colour_of_kind(density), "outlineColor": _colour_of_kind(200)}
        symbols.append(_symbol("fill", name, _symbol_layer("SimpleFill", look, inked)))
    return _renderer("categorizedSymbol", categories, symbols, attr="precision")


def _colour_of_kind(density: int) -> str:
    """An expression for the colour of a feature's family."""
    cases = " ".join(
        f"WHEN {_is_of(family)} THEN '{_COLOURS[family]},{density}'"
        for family in Family
        if family is not Family.OTHER
    )
    return f"CASE {cases} ELSE '{_COLOURS[Family.OTHER]},{density}' END"


def _renderer(type_: str, classes: Element, symbols: Element, **more: str) -> Element:
    """A renderer that draws wide areas first, so that what is known better lies on top."""
    widest_first = node("orderByClause", text='"radius_m"', asc=0, nullsFirst=1)
    order = node("orderby", widest_first)
    plain = {"symbollevels": 0, "enableorderby": 1, "forceraster": 0}
    return node("renderer-v2", classes, symbols, order, type=type_, **plain, **more)


def _symbol(kind: str, name: str, layer: Element) -> Element:
    plain = {"alpha": 1, "clip_to_extent": 1, "force_rhr": 0}
    faint = _data_defined("data_defined_properties", {"alpha": _FAINT_UNLESS_ACTIVE})
    return node("symbol", faint, layer, type=kind, name=name, **plain)


def _symbol_layer(
    class_: str, look: dict[str, object], defined: dict[str, str] | None = None
) -> Element:
    options = [node("Option", name=name, type="QString", value=look[name]) for name in look]
    made = node("layer", node("Option", *options, type="Map"), enabled=1, locked=0)
    made.set("class", class_)
    made.set("pass", "0")
    if defined:
        made.append(_data_defined("data_defined_properties", defined))
    return made


def _data_defined(tag: str, expressions: dict[str, str]) -> Element:
    """Properties that an expression gives for each feature."""
    properties = [
        node(
            "Option",
            node("Option", name="active", type="bool", value="true"),
            node("Option", name="expression", type="QString", value=expression),
            node("Option", name="type", type="int", value=3),
            name=name,
            type="Map",
        )
        for name, expression in expressions.items()
    ]
    return node(
        tag,
        node(
            "Option",
            node("Option", name="name", type="QString", value=""),
            node("Option", *properties, name="properties", type="Map"),
            node("Option", name="type", type="QString", value="collection"),
            type="Map",
        ),
    )


def _labeling() -> Element:
    """The place beside the marker; what would lie on another label is left out."""
    halo = {"bufferDraw": 1, "bufferSize": 0.7, "bufferSizeUnits": "MM", "bufferOpacity": 1}
    text = node(
        "text-style",
        node("text-buffer", bufferColor=f"{_HALO},255", **halo),
        fieldName=_LABEL,
        isExpression=1,
        fontFamily="Sans Serif",
        fontSize=8,
        fontSizeUnit="Point",
        textColor=_TEXT,
        textOpacity=1,
        allowHtml=0,
    )
    beside = {"placement": 1, "quadOffset": 5, "xOffset": 2.8, "yOffset": 0, "offsetUnits": "MM"}
    shown = {"drawLabels": 1, "displayAll": 0, "limitNumLabels": 1, "maxNumLabels": _MOST_LABELS}
    settings = node(
        "settings",
        text,
        node("text-format", wrapChar="", autoWrapLength=0),
        node("placement", **beside),
        node("rendering", obstacle=1, obstacleFactor=1, **shown),
    )
    return node("labeling", settings, type="simple")
