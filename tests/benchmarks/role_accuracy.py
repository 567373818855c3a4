"""How many roles are told right: on ReLocaR and GeoWebNews, by documents left out in turn."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from docs.data import train_roles
from gazetteer.mention import Mention, Role
from gazetteer.role import role_with
from tests.benchmarks.roles_corpora import Marked, geowebnews, relocar

if TYPE_CHECKING:
    from gazetteer.chain import Weights

__all__ = ["print_roles"]

FOLDS = 5


def print_roles() -> None:
    """Print how many roles are told right, by documents left out in turn."""
    corpora = {"relocar": relocar(), "gwn": geowebnews()}
    right, asked = dict.fromkeys(corpora, 0), dict.fromkeys(corpora, 0)
    by_fold = []
    for fold in range(FOLDS):
        trained = [d for c in corpora.values() for n, d in enumerate(c) if n % FOLDS != fold]
        model = train_roles.train(trained)
        for name, corpus in corpora.items():
            held = [d for n, d in enumerate(corpus) if n % FOLDS == fold]
            hits = [hit for document in held for hit in _told(model, document)]
            right[name] += sum(hits)
            asked[name] += len(hits)
            if name == "relocar":
                by_fold.append(sum(hits) / len(hits))
    for name in corpora:
        _say(f"roles, {name}", f"{right[name] / asked[name]:.3f}")
    _say("roles, relocar", "by fold " + " ".join(f"{share:.3f}" for share in by_fold))


def _told(model: Weights, document: Marked) -> list[bool]:
    """Whether each role is told; ReLocaR knows only places and what is not."""
    text = document.text
    mentions = [Mention(start=s, end=e, text=text[s:e]) for s, e, _ in document.places]
    found = [mention.role for mention in role_with(model, text, mentions)]
    wanted = [Role(role) for _, _, role in document.places]
    if document.id.startswith("relocar"):
        return [(f is Role.ACTOR) == (w is Role.ACTOR) for f, w in zip(found, wanted, strict=True)]
    return [f is w for f, w in zip(found, wanted, strict=True)]


def _say(what: str, figure: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{what:44}{figure}\n")
