"""Programs that are not ours and read what we write.

Where one is not installed its tests skip; under INCIDENTMAP_FULL, as in the full run, a missing
one is a failure.
"""

import os
import subprocess

import pytest

_DEBIAN_PYTHON = "/usr/bin/python3"


def gdal(*arguments: str) -> str:
    """Output of one of GDAL's commands."""
    return _output(arguments)


def office(*arguments: str) -> str:
    """Output of LibreOffice without a window; its first argument names a fresh profile."""
    return _output(("soffice", "--headless", "--norestore", *arguments))


def debian_python(module: str, script: str, *arguments: str) -> str:
    """Output of a script under Debian's own Python, which has QGIS's and GDAL's modules."""
    probe = subprocess.run(
        [_DEBIAN_PYTHON, "-c", f"import {module}"], capture_output=True, check=False
    )
    if probe.returncode and not os.environ.get("INCIDENTMAP_FULL"):
        pytest.skip(f"Debian's Python has no {module}")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONPATH", None)
    return _output((_DEBIAN_PYTHON, "-c", script, *arguments), environment)


def _output(arguments: tuple[str, ...], environment: dict[str, str] | None = None) -> str:
    try:
        done = subprocess.run(
            arguments, capture_output=True, text=True, check=False, env=environment
        )
    except FileNotFoundError:
        if os.environ.get("INCIDENTMAP_FULL"):
            raise
        pytest.skip(f"{arguments[0]} is not installed")
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr
