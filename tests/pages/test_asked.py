"""Pages of what is asked of publishers: seen, used by hand and without scripts, and printed."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages.conftest import Site
from tests.pages.looking import Look
from tests.servers import Server

A4_PX = 794
ADDRESSES = (
    "/",
    "/sources",
    "/sources?source=news-title-0",
    "/sources?source=local",
    "/coverage",
    "/coverage?source=news-title-2",
    "/coverage?source=local",
    "/coverage?to=2020-01-01",
    "/documents/us-fr/2026-80000",
    "/search?q=nowhereatall+dispatch",
)


def offered(page: Page, site: Site, publisher: Server, path: str = "/awkward.xml") -> None:
    """Go to a feed's dry run as a person does."""
    page.goto(f"{site.url}/sources")
    page.get_by_label("Its address").fill(publisher.url(path))
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Follow this feed?")


def reached(page: Page, wanted: Locator) -> None:
    """Go on with the tabulator until something has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"the tabulator never reaches {wanted}")


def test_every_page_of_sixty_sources_is_accessible_and_light_and_fits_its_window(
    collected: Site, look: Look
) -> None:
    wrong = []
    for address in ADDRESSES:
        look.open(collected.url + address)
        wrong += [f"{address}: {fault}" for fault in look.all_faults()]
    assert not wrong, "\n".join(wrong)


def test_a_single_source_is_shown_as_whole(barely: Site, look: Look) -> None:
    wrong = []
    for address in ("/sources", "/sources?source=news-acme", "/coverage?source=news-acme"):
        look.open(barely.url + address)
        wrong += [f"{address}: {fault}" for fault in look.all_faults()]
    assert not wrong, "\n".join(wrong)


def test_the_dry_run_of_a_feed_is_accessible_and_fits_its_window(
    collected: Site, publisher: Server, look: Look
) -> None:
    look.open(f"{collected.url}/sources")
    look.page.get_by_label("Its address").fill(publisher.url("/awkward.xml"))
    look.sent.clear()
    look.page.get_by_role("button", name="Look at it").click()
    assert not look.all_faults()
    expect(look.page.get_by_text("1 without a date")).to_be_visible()


def test_an_open_table_beside_the_calendars_fits_too(collected: Site, look: Look) -> None:
    look.open(f"{collected.url}/coverage")
    look.page.get_by_text("60 sources as a table").click()
    assert not look.all_faults()


def test_the_calendar_is_parted_where_the_window_is_narrow(collected: Site, look: Look) -> None:
    look.open(f"{collected.url}/coverage?source=news-title-2")
    halves = look.page.locator(".days svg")
    for width, is_parted in ((1280, False), (390, True)):
        look.appear(width, "light")
        first, second = (halves.nth(at).bounding_box() for at in (0, 1))
        assert first is not None
        assert second is not None
        assert (second["y"] > first["y"]) is is_parted
        assert first["height"] > 90


def test_the_rooms_stand_in_one_line_on_a_phone(collected: Site, look: Look) -> None:
    look.open(f"{collected.url}/coverage")
    look.appear(390, "light")
    tops = [one.bounding_box() for one in look.page.locator(".masthead nav a").all()]
    assert len({box["y"] for box in tops if box is not None}) == 1
    assert len(tops) == 6


def test_what_is_not_current_is_said_in_words_and_by_a_shape(collected: Site, page: Page) -> None:
    page.goto(f"{collected.url}/sources")
    states = set(page.locator(".health .badge-mark").all_inner_texts())
    assert states >= {"● current", "✕ not current", "‖ paused"}
    page.goto(f"{collected.url}/sources?source=news-title-0")
    assert page.locator(".facts .badge-mark").inner_text() in states


def test_a_feed_is_looked_at_and_followed_then_paused_with_the_keyboard_alone(
    barely: Site, publisher: Server, page: Page
) -> None:
    page.goto(f"{barely.url}/sources")
    reached(page, page.get_by_label("Its address"))
    page.keyboard.type(publisher.url("/awkward.xml"))
    page.keyboard.press("Enter")
    reached(page, page.get_by_label("Key, for source:"))
    page.keyboard.press("Control+a")
    page.keyboard.type("news-by-keys")
    reached(page, page.get_by_role("button", name="Follow it"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{barely.url}/sources?source=news-by-keys")
    reached(page, page.get_by_role("button", name="Pause"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("paused since")).to_be_visible()
    reached(page, page.get_by_role("button", name="Resume"))
    page.keyboard.press("u")
    expect(page).to_have_url(f"{barely.url}/sources")


def test_details_open_and_rows_are_gone_through_with_keys(collected: Site, page: Page) -> None:
    page.goto(f"{collected.url}/coverage")
    reached(page, page.locator("summary", has_text="as a table"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Days of each source by state")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name="Day by day")).to_be_visible()
    page.keyboard.press("[")
    expect(page.get_by_text("2 Mar 2024 to 1 Mar 2025")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_role("heading", level=1)).to_have_text("Coverage")


def test_without_scripts_a_feed_is_followed_looked_at_again_and_paused(
    barely: Site, publisher: Server, bare: Page
) -> None:
    offered(bare, barely, publisher)
    bare.get_by_label("Key, for source:").fill("news-by-hand")
    bare.get_by_label("Standing").select_option("statement")
    bare.get_by_role("button", name="Follow it").click()
    expect(bare.locator(".facts")).to_contain_text("statement")
    bare.get_by_role("button", name="Look now").click()
    bare.get_by_role("button", name="Pause").click()
    expect(bare.get_by_text("paused since")).to_be_visible()
    bare.get_by_role("button", name="Resume").click()
    expect(bare.get_by_role("button", name="Pause")).to_be_visible()


def test_without_scripts_a_feed_that_cannot_be_followed_says_why(
    barely: Site, publisher: Server, bare: Page
) -> None:
    bare.goto(f"{barely.url}/sources")
    bare.get_by_label("Its address").fill(publisher.url("/nowhere.xml"))
    bare.get_by_role("button", name="Look at it").click()
    expect(bare.get_by_role("alert")).to_contain_text("404")
    bare.get_by_label("Its address").fill(publisher.url("/awkward.xml"))
    bare.get_by_role("button", name="Look at it").click()
    bare.get_by_label("Key, for source:").fill("news-acme")
    bare.get_by_label("Name").fill("A name of my own")
    bare.get_by_label("Standing").select_option("statement")
    bare.get_by_role("button", name="Follow it").click()
    expect(bare.get_by_role("alert")).to_contain_text("There is a source 'news-acme' already")
    expect(bare.get_by_label("Name")).to_have_value("A name of my own")
    expect(bare.get_by_label("Standing")).to_have_value("statement")


def test_without_scripts_years_are_turned_and_tables_opened(collected: Site, bare: Page) -> None:
    bare.goto(f"{collected.url}/coverage?source=news-title-2")
    bare.get_by_role("link", name="The year before").click()
    expect(bare.get_by_text("2 Mar 2024 to 1 Mar 2025")).to_be_visible()
    bare.get_by_role("link", name="the year after").click()
    expect(bare.get_by_text("2 Mar 2025 to 1 Mar 2026")).to_be_visible()
    bare.get_by_role("link", name="Coverage").nth(1).click()
    bare.get_by_text("60 sources as a table").click()
    expect(bare.get_by_role("region", name="Days of each source by state")).to_be_visible()


@pytest.mark.parametrize("address", ["/sources", "/sources?source=news-title-0", "/coverage"])
def test_a_printed_page_has_its_matter_and_nothing_to_press(
    collected: Site, page: Page, address: str
) -> None:
    page.goto(collected.url + address)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_PX, "height": 1100})
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert not [one for one in page.locator("button, input").all() if one.is_visible()]
    expect(page.locator(".masthead nav")).to_be_hidden()
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    expect(page.locator(".permalink")).to_be_visible()
