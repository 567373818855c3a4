"""The model as JSON and back: what seed files, stores and `--json` hold.

Fields with nothing in them are left out. Reading is strict: a wrong type, an unknown value
or a broken rule is an error that names the place in the data.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

import msgspec

from geo.errors import ModelError

__all__ = [
    "checked_before",
    "decoded",
    "encoded",
    "from_json",
    "from_record",
    "to_json",
    "to_record",
]

_T = TypeVar("_T")
_NESTS: Final = (dict, list, tuple)


def to_record(value: object) -> Any:  # noqa: ANN401 (JSON has no narrower type)
    """Plain dicts, lists, strings and numbers of a value of the model.

    Parameters
    ----------
    value
        Any value of the model.

    Returns
    -------
    Any
        What `json.dumps` takes; dates as ISO 8601 text, empty fields left out.
    """
    return _without_empty(msgspec.to_builtins(value))


def to_json(value: object) -> str:
    """One line of JSON of a value of the model.

    Parameters
    ----------
    value
        Any value of the model.

    Returns
    -------
    str
        JSON, fields in the order of the model.
    """
    return msgspec.json.encode(to_record(value)).decode()


def from_record(record: object, kind: type[_T]) -> _T:
    """Read a value of the model from plain dicts and lists.

    Parameters
    ----------
    record
        What `json.loads` gives.
    kind
        The class wanted.

    Returns
    -------
    _T
        The value.

    Raises
    ------
    ModelError
        If the record does not fit; the message names the place.
    """
    value = checked_before(record, kind)
    unknown = _unknown(record, to_record(value), "")
    if unknown:
        msg = f"`{unknown}` is not a field that is known; check its spelling"
        raise ModelError(msg)
    return value


def checked_before(record: object, kind: type[_T]) -> _T:
    """Read a value as `from_record` does, without looking for fields that nobody knows.

    Parameters
    ----------
    record
        Plain dicts and lists that we wrote ourselves.
    kind
        The class wanted.

    Returns
    -------
    _T
        The value.

    Raises
    ------
    ModelError
        If the record does not fit; the message names the place.
    """
    try:
        return msgspec.convert(record, kind)
    except msgspec.ValidationError as problem:
        raise ModelError(str(problem).replace("`$.", "`").replace("`$[", "`[")) from None


def from_json(text: str | bytes, kind: type[_T]) -> _T:
    """Read a value of the model from JSON.

    Parameters
    ----------
    text
        The JSON.
    kind
        The class wanted.

    Returns
    -------
    _T
        The value.

    Raises
    ------
    ModelError
        If it is no JSON or does not fit.
    """
    return from_record(decoded(text), kind)


def decoded(text: str | bytes) -> Any:  # noqa: ANN401 (JSON has no narrower type)
    """Plain dicts, lists, strings and numbers of JSON.

    Parameters
    ----------
    text
        The JSON.

    Returns
    -------
    Any
        As `json.loads` gives it.

    Raises
    ------
    ModelError
        If it is no JSON.
    """
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as problem:
        raise ModelError(str(problem)) from None


def encoded(plain: object) -> str:
    """JSON of plain dicts, lists, strings and numbers, with nothing left out.

    Parameters
    ----------
    plain
        What `json.dumps` takes.

    Returns
    -------
    str
        One line of JSON.
    """
    return msgspec.json.encode(plain).decode()


def _without_empty(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {
            name: _without_empty(one) if isinstance(one, _NESTS) else one
            for name, one in value.items()
            if one is not None and (one or not isinstance(one, (list, tuple)))
        }
    if isinstance(value, (list, tuple)):
        return [_without_empty(item) for item in value]
    return value


def _is_empty(value: object) -> bool:
    return value is None or value in ([], ())


def _unknown(given: Any, known: Any, at: str) -> str | None:  # noqa: ANN401
    """Path of the first field that was given but not read."""
    if isinstance(given, dict):
        for key, value in given.items():
            path = f"{at}.{key}".removeprefix(".")
            if _is_empty(value):
                continue
            if key not in known:
                return path
            found = _unknown(value, known[key], path)
            if found:
                return found
    elif isinstance(given, (list, tuple)):
        for index, (item, read) in enumerate(zip(given, known, strict=True)):
            found = _unknown(item, read, f"{at}[{index}]")
            if found:
                return found
    return None
