"""A page as readers see it: wide and narrow, light and dark, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
HEAVIEST = 150_000
WIDTHS = (390, 1280)
OTHER_WIDTHS = (320, 768, 1600)
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
_ALL = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
_SEEN = "['color-contrast', 'target-size', 'link-in-text-block', 'scrollable-region-focusable']"


@dataclass(slots=True)
class Look:
    """A tab of one width and theme, what it was sent for its last page, and what went wrong."""

    page: Page
    sent: list[Response] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def keep(self, response: Response) -> None:
        """Count a response to the page's weight."""
        self.sent.append(response)

    def hear(self, message: ConsoleMessage) -> None:
        """Keep what the browser complains of; that an error's page is one is no complaint."""
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.said.append(message.text)

    def open(self, address: str) -> None:
        """Open a page, scrolled to its top."""
        self.sent.clear()
        self.said.clear()
        self.page.goto(address)

    def weight(self) -> int:
        """The bytes of the page with all that it loads."""
        return sum(len(one.body()) for one in self.sent)

    def overflow(self) -> int:
        """How far the page is wider than the window."""
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(wider))

    def appear(self, width: int, theme: Theme) -> None:
        """Take another width and theme, as a reader's window does, without asking again."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=theme)

    def faults(self, rules: str) -> list[str]:
        """What axe finds wrong, with the places."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(f"axe.run(document, {{runOnly: {rules}}})")
        return [
            f"{one['id']}: {node['target']} {node['failureSummary']}"
            for one in found["violations"]
            for node in one["nodes"]
        ]

    def all_faults(self) -> list[str]:
        """What is wrong with the page in any width and theme.

        Structure is the same in all of them; contrast, size and overflow are not.
        """
        found: list[str] = []
        for width, theme in product(WIDTHS, THEMES):
            self.appear(width, theme)
            first = (width, theme) == (WIDTHS[0], THEMES[0])
            found += [f"{width} {theme} {one}" for one in self.faults(_ALL if first else _SEEN)]
            if self.overflow() > 0:
                found.append(f"{width} {theme}: wider than the window by {self.overflow()}")
        for width in OTHER_WIDTHS:
            self.appear(width, "light")
            if self.overflow() > 0:
                found.append(f"{width}: wider than the window by {self.overflow()}")
        if self.weight() > HEAVIEST:
            found.append(f"{self.weight():,} bytes")
        found += [f"{one.status} at {one.url}" for one in self.sent if one.status >= 500]
        return found + [f"the browser said {one}" for one in self.said]


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    """A tab that is told its width and theme later."""
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        look = Look(page)
        page.on("response", lambda response: look.keep(response))  # noqa: PLW0108  # it marks what it is given
        page.on("console", lambda message: look.hear(message))  # noqa: PLW0108  # as above
        page.on("pageerror", lambda error: look.said.append(str(error)))
        yield look
