"""What every test may ask for: databases, a browser, the recorded material."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.recorded import ROOT, VARIABLE, shared_folder

pytest_plugins = ["tests.databases", "tests.browser", "tests.workspaces"]

# Deadlines per example would make a loaded machine a failing one.
settings.register_profile("test", deadline=None)
settings.register_profile("gate", deadline=None, max_examples=10_000)
AT_GATE = os.environ.get("ONRECORD_GATE", "") == "1"
settings.load_profile("gate" if AT_GATE else "test")


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's root."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of recorded material; a test that asks for it is skipped where there is none."""
    return shared_folder()


def pytest_configure() -> None:
    if os.environ.get(VARIABLE) and not shared_folder().is_dir():
        raise pytest.UsageError(f"{VARIABLE} names {shared_folder()}, and there is no such folder")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    absent = pytest.mark.skip(reason=f"no recorded material at {shared_folder()}; set {VARIABLE}")
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker("shared")
        if item.get_closest_marker("shared") and not shared_folder().is_dir():
            item.add_marker(absent)
    if not AT_GATE:
        _leave_for_the_gate(config, items)


def _leave_for_the_gate(config: pytest.Config, items: list[pytest.Item]) -> None:
    left = [item for item in items if item.get_closest_marker("gate")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not item.get_closest_marker("gate")]
