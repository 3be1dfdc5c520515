"""The timeline in a real browser: sound, light, moved by hand and by key, whole without either."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, expect

from tests.pages.conftest import Site
from tests.pages.looking import Look

ADDRESSES = (
    "/timeline",
    "/timeline?by=day",
    "/timeline?q=ban&pin=local/nowhere%7Ca+caption",
    "/timeline?q=licence&from=2026-01&to=2026-03",
    "/timeline?q=nowhereatall",
    "/timeline?q=%28",
    "/timeline?by=year&as_of=2026-02-01",
)


@pytest.fixture
def at(browser: Browser) -> Iterator[Look]:
    """A tab that keeps what it was sent."""
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        tab = Look(page, [])
        page.on("response", lambda response: tab.keep(response))  # noqa: PLW0108  # it marks what it is given
        yield tab


def test_the_timeline_is_accessible_and_light_and_fits_its_window(full: Site, at: Look) -> None:
    wrong = []
    for address in ADDRESSES:
        at.open(full.url + address)
        wrong += [f"{address}: {fault}" for fault in at.all_faults()]
    assert not wrong, "\n".join(wrong)


def test_a_timeline_of_nothing_and_of_one_thing_is_whole_too(
    empty: Site, single: Site, at: Look
) -> None:
    wrong = []
    for site in (empty, single):
        at.open(f"{site.url}/timeline")
        wrong += at.all_faults()
    assert not wrong, "\n".join(wrong)


def test_no_label_of_the_picture_reaches_out_of_it(full: Site, at: Look) -> None:
    outside = """[...document.querySelectorAll('svg.tl')].filter(one => one.clientWidth).flatMap(
        svg => [...svg.querySelectorAll('text')].filter(text => {
            const box = text.getBoundingClientRect(), room = svg.getBoundingClientRect();
            return box.left < room.left - 1 || box.right > room.right + 1;
        }).map(text => text.textContent))"""
    for address in ADDRESSES[:4]:
        at.open(full.url + address)
        for width in (390, 1280):
            at.appear(width, "light")
            assert at.page.evaluate(outside) == []


def test_dragging_across_the_picture_shows_those_days(full: Site, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{full.url}/timeline?by=day&from=2026-01-01&to=2026-01-31")
    box = page.locator("svg.tl-wide").bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 3
    page.mouse.move(box["x"] + box["width"] * 0.3, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, y, steps=4)
    page.mouse.up()
    expect(page.locator("#from")).not_to_have_value("2026-01-01")
    assert page.locator("#from").input_value()[:8] == "2026-01-"
    assert page.locator("#from").input_value() < page.locator("#to").input_value() < "2026-01-31"


def test_arrows_brackets_and_signs_move_the_window(full: Site, page: Page) -> None:
    begun = f"{full.url}/timeline?by=day&from=2026-01-11&to=2026-01-20"
    for key, first in (
        ("ArrowLeft", "2026-01-06"),
        ("ArrowRight", "2026-01-16"),
        ("[", "2026-01-06"),
        ("]", "2026-01-16"),
        ("+", "2026-01-13"),
        ("-", "2026-01-06"),
    ):
        page.goto(begun)
        page.locator("#picture").focus()
        page.keyboard.press(key)
        expect(page.locator("#from")).to_have_value(first)


def test_all_of_it_works_without_a_script(full: Site, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{full.url}/timeline?by=month")
        page.locator("table.tl-counts a").first.click()
        expect(page.get_by_role("heading", name="Documents by day")).to_be_visible()
        page.get_by_role("link", name="Zoom out").click()
        page.get_by_role("link", name="Earlier").click()
        page.get_by_role("link", name="Later").click()
        page.get_by_role("link", name="Year", exact=True).click()
        expect(page.get_by_role("heading", name="Documents by year")).to_be_visible()
        page.goto(f"{full.url}/timeline?q=ban")
        page.get_by_role("button", name="Pin").first.click()
        page.get_by_label("Caption").fill("the <b>first</b>, 50 % | of it")
        page.get_by_role("button", name="Keep").click()
        expect(page.locator("svg.tl-wide")).to_contain_text("1. the <b>first</b>, 50 % | of it")
        page.get_by_role("link", name="Unpin").click()
        expect(page.get_by_role("heading", name="Pinned")).to_have_count(0)


def test_the_picture_opens_as_a_file_and_is_not_empty(full: Site, page: Page) -> None:
    page.goto(f"{full.url}/timeline.svg?by=year")
    assert page.evaluate("document.documentElement.localName") == "svg"
    assert page.locator("text=OnRecord: everything held.").count() == 1


def test_no_text_of_the_timeline_is_ever_run(hostile: Site, page: Page) -> None:
    ran: list[str] = []

    def opened(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    def complained(said: ConsoleMessage) -> None:
        if "Security" in said.text:
            ran.append(said.text)

    page.on("dialog", opened)
    page.on("console", complained)
    for address in ("/timeline", "/timeline?by=day", "/timeline?q=quay", "/timeline.svg"):
        page.goto(hostile.url + address)
        assert page.locator('a[href^="javascript:" i]').count() == 0
    assert ran == []
