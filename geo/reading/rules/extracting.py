"""The built-in extractor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.border import borders
from geo.reading.extractor import Extracted, IncidentFound
from geo.reading.rules.grouping import blame, groups_of
from geo.reading.rules.linking import links_of
from geo.reading.rules.making import incident_of
from geo.reading.rules.responsibility import responsibilities_of
from geo.reading.rules.scene import scene_of
from geo.reading.rules.tellings import tellings_of
from geo.reading.rules.tolls import tolls_of

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer
    from geo.reading.article import Article
    from geo.reading.rules.group import Group
    from geo.reading.rules.scene import Scene

__all__ = ["RuleExtractor"]


class RuleExtractor:
    """Reads articles by rules and small trained models.

    Parameters
    ----------
    gazetteer
        Where places are looked up.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(self, article: Article) -> Extracted:
        """Find the incidents that an article tells.

        Parameters
        ----------
        article
            The article.

        Returns
        -------
        Extracted
            Incidents in the order in which they are first told, each once.
        """
        scene = scene_of(article, self._gazetteer, borders())
        kept: list[Group] = []
        found: list[IncidentFound] = []
        groups = groups_of(tellings_of(scene))
        for one in responsibilities_of(scene):
            blame(one, groups, scene)
        tolls = tolls_of(scene, _by_event(scene, groups))
        for group in groups:
            own = [count for count, belongs in tolls if belongs is group]
            incident = incident_of(group, own, scene, self._gazetteer)
            if incident is not None:
                kept.append(group)
                found.append(incident)
        return Extracted(incidents=tuple(found), links=tuple(links_of(scene, kept, found)))


def _by_event(scene: Scene, groups: list[Group]) -> list[Group | None]:
    """The group of each event; None for events that were left out."""
    of = {one.event.start: group for group in groups for one in group.tellings}
    return [of.get(event.start) for event in scene.events]
