"""What the project ships to start with: incidents, their sources and digests of reports.

The files are data, not code: `incidents/*.json` holds one incident each with all that is
claimed of it, `sources.json` the sources that the claims cite, and `reports/*.txt` short
digests in our own words that their citations point into. `geo.seeding` reads them.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["incident_files", "report_files", "sources_file"]


def incident_files() -> tuple[Traversable, ...]:
    """List the files of the incidents, one incident a file.

    Returns
    -------
    tuple
        JSON files in the order of their names, which is the order of the dates.
    """
    return _listed("incidents", ".json")


def report_files() -> tuple[Traversable, ...]:
    """List the digests of reports, which citations give offsets into.

    Returns
    -------
    tuple
        UTF-8 text files in the order of their names.
    """
    return _listed("reports", ".txt")


def sources_file() -> Traversable:
    """Give the file of the sources.

    Returns
    -------
    Traversable
        One JSON file with a list.
    """
    return files(__name__) / "sources.json"


def _listed(folder: str, ending: str) -> tuple[Traversable, ...]:
    inside = (files(__name__) / folder).iterdir()
    return tuple(sorted((f for f in inside if f.name.endswith(ending)), key=lambda f: f.name))
