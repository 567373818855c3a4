"""Lines that hold a JSON object each, and what to say where one does not."""

from __future__ import annotations

from typing import Any

__all__ = ["field_of", "object_of", "shown"]

_SHOWN = 60


def object_of(line: str | bytes, *, example: str) -> dict[str, Any]:
    """Read a line.

    Parameters
    ----------
    line
        The line, UTF-8 where it is bytes; a byte order mark is passed over.
    example
        A line as it should be, for the message.

    Returns
    -------
    dict
        The object.

    Raises
    ------
    ValueError
        If it is no JSON, or something else than an object.
    """
    import orjson  # noqa: PLC0415 - only lines need it

    bom = b"\xef\xbb\xbf" if isinstance(line, bytes) else "\ufeff"
    try:
        value = orjson.loads(line.removeprefix(bom))  # type: ignore[arg-type]
    except orjson.JSONDecodeError as problem:
        msg = f"no JSON ({problem}); wanted one object on the line, such as {example}"
        raise ValueError(msg) from None
    if not isinstance(value, dict):
        msg = f"{shown(value)} is no JSON object; write one such as {example}"
        raise ValueError(msg)  # noqa: TRY004 - a mistake in a file
    return value


def field_of(value: dict[str, Any], key: str, kinds: tuple[type, ...], *, example: str) -> Any:  # noqa: ANN401
    """Look up the value of a key.

    Parameters
    ----------
    value
        The object.
    key
        The key.
    kinds
        What it may be.
    example
        A line as it should be, for the message.

    Returns
    -------
    Any
        The value, of one of the types.

    Raises
    ------
    ValueError
        If the key is missing or its value of another type.
    """
    if key not in value:
        msg = f"{key} is missing; every line has id and text, such as {example}"
        raise ValueError(msg)
    found = value[key]
    if not isinstance(found, kinds) or isinstance(found, bool):
        wanted = "text or a whole number" if int in kinds else "text"
        msg = f"{key} is {shown(found)}; wanted {wanted}"
        raise ValueError(msg)  # noqa: TRY004 - a mistake in a file
    return found


def shown(value: object) -> str:
    """Show a value in a message.

    Parameters
    ----------
    value
        Any value.

    Returns
    -------
    str
        As Python writes it, cut after 60 characters.
    """
    text = repr(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
