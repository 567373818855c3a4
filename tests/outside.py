"""Programs that are not ours and read what we write."""

import os
import subprocess

import pytest


def gdal(*arguments: str) -> str:
    """Output of one of GDAL's commands; skips where they are not installed.

    Under INCIDENTMAP_FULL, as in the full run, a missing command is a failure.
    """
    try:
        done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        if os.environ.get("INCIDENTMAP_FULL"):
            raise
        pytest.skip("GDAL's command line tools are not installed")
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr
