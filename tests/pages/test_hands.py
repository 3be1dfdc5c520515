"""Reading with the keyboard alone, and without any script."""

import re

from playwright.sync_api import Page, expect

from tests.pages.conftest import Site


def focused(page: Page) -> str:
    """The words of what has the focus."""
    return str(page.evaluate("document.activeElement.innerText || document.activeElement.id"))


def test_from_a_question_to_a_passage_with_the_keyboard_alone(full: Site, page: Page) -> None:
    page.goto(full.url)
    page.keyboard.press("/")
    page.keyboard.type('"ban was eased"')
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 document")
    page.keyboard.press("j")
    assert "Ban on tools eased" in focused(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        if focused(page) == "in its text":
            break
    page.keyboard.press("Enter")
    passage = page.get_by_role("complementary", name="Passage")
    expect(passage).to_contain_text("ban was eased")
    expect(passage).to_contain_text("capture")
    expect(page.locator("mark.quoted").first).to_be_visible()


def test_the_focus_is_always_seen(full: Site, page: Page) -> None:
    page.goto(f"{full.url}/search?q=licence")
    page.get_by_role("link", name="Skip to").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", focused(page)


def test_the_skip_link_leads_past_the_masthead(full: Site, page: Page) -> None:
    page.goto(full.url)
    page.keyboard.press("Tab")
    assert focused(page).startswith("Skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_o_opens_the_hit_that_j_went_to_and_u_goes_up_again(full: Site, page: Page) -> None:
    page.goto(f"{full.url}/search?q=dispatch")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dispatch")
    page.keyboard.press("u")
    expect(page).to_have_url(f"{full.url}/search?q=dispatch")


def test_brackets_turn_the_parts_of_a_long_text(full: Site, page: Page) -> None:
    page.goto(f"{full.url}/documents/{full.id_of('ledger anchors')}")
    page.keyboard.press("]")
    expect(page.get_by_text("Part 2 of").first).to_be_visible()
    page.keyboard.press("[")
    expect(page.get_by_text("Part 1 of").first).to_be_visible()


def test_a_badge_explains_itself_when_it_has_the_focus(full: Site, page: Page) -> None:
    page.goto(f"{full.url}/search?q=dispatch")
    badge = page.locator(".hits .badge").first
    badge.focus()
    explained = page.locator(f"#{badge.get_attribute('aria-describedby')}")
    expect(explained).to_contain_text("Anyone else")


def test_what_a_half_typed_question_may_mean_is_offered_and_followed_by_keys(
    full: Site, page: Page
) -> None:
    page.goto(f"{full.url}/sources")
    box = page.get_by_role("combobox", name="Search the record")
    box.press_sequentially("kind:rep")
    offered = page.get_by_role("option")
    expect(offered).to_have_count(1)
    expect(offered).to_contain_text("kind:report")
    assert box.get_attribute("aria-expanded") == "true"
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_be_focused()
    box.press("ArrowDown")
    expect(offered).to_have_count(1)
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == offered.get_attribute("id")
    expect(offered).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(page).to_have_url(f"{full.url}/search?q=kind%3Areport")


def test_a_field_is_completed_in_the_box_and_asked_on(full: Site, page: Page) -> None:
    page.goto(f"{full.url}/sources")
    box = page.get_by_role("combobox", name="Search the record")
    box.press_sequentially("dispatch stand")
    page.get_by_role("option", name="standing:").click()
    expect(box).to_have_value("dispatch standing:")
    expect(page.get_by_role("option", name="standing:report")).to_be_visible()


def test_the_question_is_read_while_it_is_typed(full: Site, page: Page) -> None:
    page.goto(f"{full.url}/search")
    box = page.get_by_role("combobox", name="Question")
    box.press_sequentially('"ban was eased"')
    expect(page.locator("#live")).to_contain_text("1 document answers")
    box.press_sequentially(" AND (")
    expect(page.locator("#live")).to_contain_text("not closed")


def test_dragging_over_the_bars_narrows_the_days(full: Site, page: Page) -> None:
    page.goto(f"{full.url}/search?q=dispatch")
    bars = page.locator(".bars [data-from] .bar-room")
    ends = [bars.nth(at).bounding_box() for at in (1, 2)]
    assert ends[0] is not None
    assert ends[1] is not None
    page.mouse.move(ends[0]["x"] + 1, ends[0]["y"] + 20)
    page.mouse.down()
    page.mouse.move(ends[1]["x"] + 1, ends[1]["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_url("**published**")
    expect(page.get_by_role("combobox", name="Question")).to_have_value(
        re.compile(r"dispatch published:\d{4}-\d\d-01\.\.\d{4}-\d\d-\d\d")
    )


def test_without_scripts_a_question_is_asked_narrowed_widened_and_paged(
    full: Site, bare: Page
) -> None:
    bare.goto(f"{full.url}/search")
    bare.get_by_role("searchbox", name="Question").fill("licence")
    bare.get_by_role("button", name="Search").click()
    heading = bare.get_by_role("heading", level=1)
    everything = heading.inner_text()
    bare.get_by_label("from", exact=True).fill("2024-01-01")
    bare.get_by_role("button", name="Narrow").click()
    assert "published:2024-01-01.." in bare.get_by_role("searchbox", name="Question").input_value()
    assert heading.inner_text() != everything
    bare.get_by_role("link", name="any day").click()
    assert heading.inner_text() == everything
    bare.get_by_role("link", name="Next 20").click()
    expect(bare.get_by_role("link", name="First page")).to_be_visible()


def test_without_scripts_facets_of_one_field_are_chosen_together(full: Site, bare: Page) -> None:
    bare.goto(f"{full.url}/search?q=licence+OR+quays")
    kinds = bare.get_by_role("region", name="Kind")
    kinds.get_by_role("link", name="rule", exact=True).click()
    expect(bare.get_by_role("heading", level=1)).to_contain_text("1 document")
    kinds.get_by_role("link", name="report", exact=True).click()
    question = bare.get_by_role("searchbox", name="Question").input_value()
    assert question == "(licence OR quays) (kind:rule OR kind:report)"
    kinds.get_by_role("link", name="take out rule").click()
    question = bare.get_by_role("searchbox", name="Question").input_value()
    assert question == "(licence OR quays) kind:report"


def test_without_scripts_the_clocks_are_changed_in_place(full: Site, bare: Page) -> None:
    bare.goto(f"{full.url}/search?q=ban")
    bare.locator("details.clocks summary").click()
    bare.get_by_label("As of day").fill("2026-02-26")
    bare.locator("details.clocks").get_by_role("button", name="Show").click()
    expect(bare.get_by_text("As of 26 Feb 2026: not the present state")).to_be_visible()
    expect(bare.get_by_role("heading", level=1)).to_contain_text("Nothing answers")
    bare.get_by_role("link", name="Back to now").first.click()
    expect(bare.get_by_role("heading", level=1)).to_contain_text("1 document")


def test_without_scripts_two_versions_are_compared(full: Site, bare: Page) -> None:
    bare.goto(f"{full.url}/documents/{full.id_of('title:eased')}")
    bare.get_by_role("button", name="Compare").click()
    expect(bare.locator("del").nth(1)).to_have_text("lifted")
    expect(bare.locator("ins").nth(1)).to_have_text("eased")
