"""Every page, wide and narrow, light and dark, with nothing, one thing and a thousand."""

from itertools import product
from urllib.parse import quote

from playwright.sync_api import Browser

from tests.pages.conftest import Site
from tests.pages.looking import Look


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
        (empty, single), ("/", "/search", "/search?q=ban", "/lists", "/sources", "/coverage")
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
