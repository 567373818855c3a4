"""Geometries as whole-number steps from point to point, which deflate to half of what decimals do.

`assets/data.js` turns them back as it reads.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

__all__ = ["with_deltas"]

_COARSE, _FINE = 1_000, 100_000
_GEOMETRIES: Final = {
    *("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"),
}


def with_deltas(value: Any) -> Any:  # noqa: ANN401 (any plain value)
    """Plain values with every GeoJSON geometry in them written as steps.

    Parameters
    ----------
    value
        Dicts, lists, texts and numbers.

    Returns
    -------
    Any
        The same, where a geometry becomes `{"type", "per_degree", "steps"}`: each of its lines a
        list of whole numbers, first its first point, then the way to each next one.
    """
    if isinstance(value, dict):
        if "coordinates" in value and value.get("type") in _GEOMETRIES:
            return _steps(value)
        return {name: with_deltas(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [with_deltas(inner) for inner in value]
    return value


def _steps(geometry: dict[str, Any]) -> dict[str, Any]:
    lines = geometry["coordinates"]
    unit = next(
        unit for unit in (_COARSE, _FINE) if unit == _FINE or _loss(lines, unit) < 1 / _FINE
    )
    return {"type": geometry["type"], "per_degree": unit, "steps": _nested(lines, unit)}


def _is_line(lines: Any) -> bool:  # noqa: ANN401 (coordinates of any depth)
    first = lines[0] if lines else ()
    nested = isinstance(first, list | tuple) and first
    return not nested or not isinstance(nested[0], list | tuple)


def _nested(lines: Any, unit: int) -> Any:  # noqa: ANN401 (coordinates of any depth)
    if not _is_line(lines):
        return [_nested(line, unit) for line in lines]
    points = np.round(np.atleast_2d(np.array(lines, dtype=float)) * unit).astype(np.int64)
    return np.diff(points, axis=0, prepend=points[:1] * 0).ravel().tolist()


def _loss(lines: Any, unit: int) -> float:  # noqa: ANN401 (coordinates of any depth)
    """Degrees that are lost at most."""
    if not _is_line(lines):
        return max((_loss(line, unit) for line in lines), default=0.0)
    points = np.array(lines, dtype=float) * unit
    return float(np.abs(points - np.round(points)).max(initial=0.0)) / unit
