"""Roles: what a mention does in its sentence.

A place where something is, a government or a team that acts, a word for people and things from
there, or a part of the name of something else. A small trained network reads the words around the
mention; see `docs/data/train_roles.py`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from gazetteer.mention import Role
from gazetteer.role_features import role_features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.mention import Mention
    from gazetteer.role_network import Network

__all__ = ["MODEL", "role_features", "role_of", "role_with"]

MODEL = "roles.npz"
"""File of the model in `gazetteer/data`."""

_ROLES = tuple(Role)
_BLOCK = 4_000


def role_of(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Tell what each mention does in its sentence.

    Parameters
    ----------
    text
        The text that the mentions come from.
    mentions
        In any order.

    Returns
    -------
    list
        The same mentions in the same order, each with its role.

    Raises
    ------
    ValueError
        If a mention lies outside the text.
    """
    return role_with(_model(), text, mentions)


@cache
def _model() -> Network:
    """The model that ships with the package."""
    from gazetteer.role_network import Network  # noqa: PLC0415 - numpy is slow to import

    with files("gazetteer").joinpath("data", MODEL).open("rb") as file:
        return Network.load(file)


def role_with(model: Network, text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Tell roles with a model of one's own.

    Parameters
    ----------
    model
        What `docs/data/train_roles.py` has trained.
    text
        The text that the mentions come from.
    mentions
        In any order.

    Returns
    -------
    list
        As `role_of`.

    Raises
    ------
    ValueError
        If a mention lies outside the text.
    """
    features = role_features(text, [(mention.start, mention.end) for mention in mentions])
    found: list[Mention] = []
    for start in range(0, len(features), _BLOCK):
        best = model.scores(features[start : start + _BLOCK]).argmax(1).tolist()
        found += [
            replace(mention, role=_ROLES[role])
            for mention, role in zip(mentions[start : start + _BLOCK], best, strict=True)
        ]
    return found
