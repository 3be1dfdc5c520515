"""A real Chromium for the tests of pages: the machine's own, driven and never downloaded."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.databases import missing

GIVEN = "ONRECORD_TEST_CHROMIUM"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A browser on a machine without a way out tries many times at every start, unless told not to.
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PATIENCE_MS = 10_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run (for each process of it)."""
    found = os.environ.get(GIVEN) or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        missing(f"no Chromium: install it (Debian: apt-get install chromium), or set {GIVEN}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(_QUIET))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab that knows nothing of the tests before it."""
    with browser.new_context(locale="en-GB", timezone_id="UTC") as context:
        context.set_default_timeout(_PATIENCE_MS)
        yield context.new_page()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
