"""Fixtures that several test modules share."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from gazetteer.index import Gazetteer
from geo.dossier import Collection
from geo.seeding import read_seeds

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No deadline: these machines are noisy. The full run tries the same examples every time.
settings.register_profile("steady", deadline=None, derandomize="INCIDENTMAP_FULL" in os.environ)
settings.load_profile("steady")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session", autouse=True)
def _empty_shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a developer has added to the gazetteer changes no test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INCIDENTMAP_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    """The default gazetteer, built once into the user's cache."""
    with Gazetteer.open() as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """A fresh Chromium for the tests of a module."""
    from tests.pages import chromium

    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def seeds() -> Collection:
    return read_seeds()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party test material; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not there")
    return SHARED
