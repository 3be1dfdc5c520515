"""Every page, wide and narrow, light and dark, with nothing, one thing and a thousand."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.pages.conftest import Site

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
    """A tab of one width and theme, and what it was sent for its last page."""

    page: Page
    sent: list[Response]

    def keep(self, response: Response) -> None:
        """Count a response to the page's weight."""
        self.sent.append(response)

    def open(self, address: str) -> None:
        """Open a page, scrolled to its top."""
        self.sent.clear()
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
        return found


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    """A tab that is told its width and theme later."""
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        look = Look(page, [])
        page.on("response", lambda response: look.keep(response))  # noqa: PLW0108  # it marks what it is given
        yield look


def addresses(site: Site) -> list[str]:
    """Every kind of page of a full site, the awkward ones among them."""
    edited = site.id_of('"ban was eased" tools')
    version = site.desk.show(edited).version
    long = site.id_of("ledger anchors")
    capture = site.desk.show(edited).capture.id
    found = [
        "/",
        "/?as_of=2026-03-01",
        "/search",
        "/search?q=licence&sort=relevance",
        "/search?q=licence+AND+(",
        "/search?q=licence+nowhereatall+kind:report",
        f"/search?q={quote('kind:report harbour OR 光子')}",
        "/sources",
        "/lists",
        "/lists/us-sdn",
        "/lists/us-sdn?as_of=2026-01-01",
        "/documents/us-ofac/sdn/1",
        "/nowhere",
        f"/captures/{capture}",
        f"/documents/{edited}?q=ban",
        f"/documents/{version}~4-30",
        f"/redline/{edited}",
        f"/documents/{long}?part=2&q=anchors",
        f"/documents/{site.id_of('ledger piers party')}",
        f"/documents/{site.id_of('title:quays')}",
    ]
    titles = ("freight forwarders, insurers and banks", "光子加速器", "وزارة التجارة")
    return found + [f"/documents/{site.id_of(f'title:{chr(34)}{one}{chr(34)}')}" for one in titles]


def test_every_page_is_accessible_and_light_and_fits_its_window(full: Site, look: Look) -> None:
    wrong = []
    for address in addresses(full):
        look.open(full.url + address)
        wrong += [f"{address}: {fault}" for fault in look.all_faults()]
    assert not wrong, "\n".join(wrong)


def test_what_is_wrong_would_be_found(empty: Site, look: Look) -> None:
    look.open(empty.url)
    look.page.evaluate(
        "document.querySelector('h1').style.color = '#ccc';"
        "document.documentElement.removeAttribute('lang');"
        "document.querySelector('main').style.minWidth = '2000px';"
    )
    found = "\n".join(look.all_faults())
    assert "390 dark: wider than the window by 1610" in found
    assert "390 light color-contrast" in found
    assert "html-has-lang" in found


def test_a_page_with_nothing_and_one_with_a_single_thing_are_whole_too(
    empty: Site, single: Site, look: Look
) -> None:
    wrong = []
    for site, address in product(
        (empty, single), ("/", "/search", "/search?q=ban", "/lists", "/sources")
    ):
        look.open(site.url + address)
        wrong += [f"{address}: {fault}" for fault in look.all_faults()]
    assert not wrong, "\n".join(wrong)


def test_a_document_of_a_million_letters_is_read_in_parts(full: Site, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{full.url}/documents/{full.id_of('ledger anchors')}")
        seen = 0
        while True:
            seen += page.locator("article.text p", has_text="Paragraph ").count()
            later = page.get_by_role("link", name="Part ").filter(
                has=page.locator("xpath=self::*[@rel='next']")
            )
            if later.count() == 0:
                break
            later.first.click()
    assert seen == 400
