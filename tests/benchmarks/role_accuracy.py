"""How many roles are told right, by documents left out in turn: ReLocaR and GeoWebNews."""

from __future__ import annotations

import random
import statistics
import sys
from typing import TYPE_CHECKING

from docs.data import train_roles
from gazetteer.mention import Mention, Role
from gazetteer.role import role_with
from tests.benchmarks.roles_corpora import Marked, geowebnews, relocar

if TYPE_CHECKING:
    from gazetteer.role_network import Network

__all__ = ["print_roles"]

FOLDS, SHUFFLES = 5, 3


def print_roles() -> None:
    """Print how many roles are told right, by texts left out in turn, in several orders."""
    corpora = {"relocar": relocar(), "gwn": geowebnews()}
    always = train_roles.always()
    shares: dict[str, list[float]] = {name: [] for name in corpora}
    for shuffle in range(SHUFFLES):
        folds = {name: _shuffled(corpus, shuffle) for name, corpus in corpora.items()}
        hits: dict[str, list[bool]] = {name: [] for name in corpora}
        for fold in range(FOLDS):
            rest = [d for part in folds.values() for n in part if n != fold for d in part[n]]
            model = train_roles.train(rest + always)
            for name, part in folds.items():
                hits[name] += [hit for document in part[fold] for hit in _told(model, document)]
        for name, found in hits.items():
            shares[name].append(sum(found) / len(found))
    for name, by_shuffle in shares.items():
        mean, spread = statistics.mean(by_shuffle), statistics.pstdev(by_shuffle)
        each = " ".join(f"{share:.3f}" for share in by_shuffle)
        _say(f"roles, {name}", f"{mean:.3f} +- {spread:.3f} ({each})")


def _shuffled(corpus: list[Marked], seed: int) -> dict[int, list[Marked]]:
    """Deal documents into folds; those with the same text stay together."""
    texts = sorted({document.text for document in corpus})
    random.Random(seed).shuffle(texts)  # noqa: S311 - nothing secret
    dealt = {text: number % FOLDS for number, text in enumerate(texts)}
    return {fold: [d for d in corpus if dealt[d.text] == fold] for fold in range(FOLDS)}


def _told(model: Network, document: Marked) -> list[bool]:
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
