"""What the source of a module says of its classes: docstrings, their parameters, enum members.

The strings below the members of an enum exist in the source only, not at run time; so all of it
is read from there, the same from a checkout and from an installed wheel.
"""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from enum import StrEnum

__all__ = ["member_meanings", "parameters", "rst_table", "summary"]

_RULE_OF_DASHES: Final = re.compile(r"-{3,}")
_RULE_OF_TABLE: Final = re.compile(r"(=+)( +)=+")


def summary(cls: type) -> str:
    """What the docstring of a class says before its first section.

    Parameters
    ----------
    cls
        The class.

    Returns
    -------
    str
        One line.
    """
    lines = _docstring(_class(cls)).splitlines()
    return _one_line("\n".join(lines[: min([*_headings(lines), len(lines)])]))


def parameters(cls: type) -> dict[str, str]:
    """The section "Parameters" of the docstring of a class.

    Parameters
    ----------
    cls
        A class documented as numpydoc has it, without types.

    Returns
    -------
    dict
        For each parameter what is said of it, in one line.
    """
    found: dict[str, str] = {}
    names: list[str] = []
    for line in _section(_docstring(_class(cls)), "Parameters"):
        if line.startswith(" "):
            for name in names:
                found[name] = _one_line(f"{found[name]} {line}")
        elif line:
            names = [name.strip() for name in line.split(",")]
            found.update(dict.fromkeys(names, ""))
    return found


def member_meanings(enum: type[StrEnum]) -> dict[str, str]:
    """The strings below the members of an enum.

    Parameters
    ----------
    enum
        The enum.

    Returns
    -------
    dict
        What is said of each value, in one line; values without a string are left out.
    """
    body = _class(enum).body
    found: dict[str, str] = {}
    for node, after in pairwise(body):
        match node, after:
            case (
                ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[enum[name].value] = _one_line(text)
    return found


def rst_table(module: str) -> dict[str, str]:
    """The table of two columns in the docstring of a module.

    Parameters
    ----------
    module
        Its full name; it is not imported.

    Returns
    -------
    dict
        The second column by the first, each in one line, without the heading.
    """
    lines = (ast.get_docstring(_tree(module)) or "").splitlines()
    rules = [at for at, line in enumerate(lines) if _RULE_OF_TABLE.fullmatch(line)]
    begin = len(lines[rules[0]].partition(" ")[0])
    found: dict[str, str] = {}
    name = ""
    for line in lines[rules[1] + 1 : rules[2]]:
        name = line[:begin].strip() or name
        found[name] = _one_line(f"{found.get(name, '')} {line[begin:]}")
    return found


@cache
def _tree(module: str) -> ast.Module:
    package, _, name = module.rpartition(".")
    return ast.parse(files(package).joinpath(f"{name}.py").read_text(encoding="utf-8"))


def _class(cls: type) -> ast.ClassDef:
    nodes = _tree(cls.__module__).body
    return next(n for n in nodes if isinstance(n, ast.ClassDef) and n.name == cls.__name__)


def _docstring(node: ast.ClassDef) -> str:
    return inspect.cleandoc(ast.get_docstring(node) or "")


def _section(text: str, heading: str) -> list[str]:
    """Lines of a section, up to the heading of the next."""
    lines = text.splitlines()
    for begin, end in pairwise([*_headings(lines), len(lines)]):
        if lines[begin] == heading:
            return lines[begin + 2 : end]
    return []


def _headings(lines: list[str]) -> list[int]:
    """Where the sections begin."""
    return [at - 1 for at, line in enumerate(lines) if _RULE_OF_DASHES.fullmatch(line)]


def _one_line(text: str) -> str:
    return " ".join(text.split())
