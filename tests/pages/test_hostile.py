"""Nothing that was written to be run is run, on any page, through whichever door it came."""

from itertools import cycle
from urllib.parse import quote

from playwright.sync_api import Browser, Page, expect

from tests.pages.conftest import Site
from tests.pages.hostile_texts import addresses, count, forms
from tests.servers import Server

_WATCH = """
window.__heard = [];
document.addEventListener(
  "securitypolicyviolation", (event) => window.__heard.push(event.violatedDirective));
"""
_SEEN = """() => {
  const wrong = [...window.__heard];
  for (const element of document.querySelectorAll("*")) {
    for (const one of element.attributes) {
      const address = /^(href|src|action|formaction|data|srcdoc|xlink:href)$/i.test(one.name);
      const safe = /^(\\/|#|https?:\\/\\/)/.test(one.value);
      if (address && !safe) wrong.push(`${one.name}=${one.value}`);
      if (/^(on|style$)/i.test(one.name)) wrong.push(`${element.tagName} ${one.name}`);
    }
  }
  return wrong;
}"""


class Watch:
    """Whatever a page did that it should not have."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: list[str] = []
        page.add_init_script(_WATCH)
        page.on("dialog", self._dialog)
        page.on("console", lambda said: self._console(said.text))
        page.on("pageerror", lambda error: self.seen.append(f"script error {error}"))

    def _dialog(self, dialog: object) -> None:
        self.seen.append("a dialog opened")
        dialog.dismiss()  # type: ignore[attr-defined]  # Playwright's own type is not exported

    def _console(self, said: str) -> None:
        if "Content Security Policy" in said:
            self.seen.append(said)

    def look(self, address: str) -> None:
        """Open a page and write down all that is wrong with it."""
        self.page.goto(address)
        self.seen += [f"{address}: {one}" for one in self.page.evaluate(_SEEN)]


def test_there_are_at_least_two_hundred_of_them() -> None:
    assert count() >= 200


def test_what_would_be_wrong_is_seen(hostile: Site, browser: Browser) -> None:
    with browser.new_context() as context:
        watch = Watch(context.new_page())
        watch.look(hostile.url)
        assert not watch.seen
        watch.page.evaluate(
            "document.body.insertAdjacentHTML('beforeend',"
            ' \'<a href="javascript:1">x</a><img src="/x" onerror="alert(1)">\')'
        )
        watch.seen += watch.page.evaluate(_SEEN)
    assert "href=javascript:1" in watch.seen
    assert "IMG onerror" in watch.seen
    assert any("Content Security Policy" in one for one in watch.seen)


def test_no_page_runs_what_it_shows(hostile: Site, browser: Browser) -> None:
    with browser.new_context() as context:
        watch = Watch(context.new_page())
        for address in (
            "/",
            "/sources",
            "/search?q=quay",
            "/search",
            "/timeline?q=quay",
        ):
            watch.look(hostile.url + address)
        ids = _every_id(hostile)
        for id_ in ids:
            watch.look(f"{hostile.url}/documents/{quote(id_)}?q=quay")
    assert len(ids) >= 200
    assert not watch.seen


def test_no_page_of_what_is_asked_runs_what_it_shows(hostile: Site, browser: Browser) -> None:
    with hostile.desk.tracker.reader() as reader:
        keys = [one.key for one in reader.sources if one.key.startswith("news-hostile")]
    with browser.new_context() as context:
        watch = Watch(context.new_page())
        watch.look(f"{hostile.url}/coverage")
        for key in keys:
            watch.look(f"{hostile.url}/sources?source={key}")
        for key in keys[:3]:
            watch.look(f"{hostile.url}/coverage?source={key}")
        proofs = watch.page.locator(".proofs").inner_text()
        for number in range(len(forms())):
            watch.look(f"{hostile.url}/documents/us-fr/2026-{80_000 + number}")
            assert "confirmed by" in watch.page.get_by_role("region", name="Decided").inner_text()
        assert watch.page.goto(f"{hostile.url}/api/v1/audit") is not None
        assert watch.page.locator("script").count() == 0
    assert len(keys) == len(forms())
    assert "<script>" in proofs
    assert not watch.seen


def test_the_dry_run_of_a_feed_runs_nothing(
    hostile: Site, publisher: Server, browser: Browser
) -> None:
    with browser.new_context() as context:
        watch = Watch(context.new_page())
        watch.page.goto(f"{hostile.url}/sources")
        watch.page.get_by_label("Its address").fill(publisher.url("/hostile.xml"))
        watch.page.get_by_role("button", name="Look at it").click()
        expect(watch.page.get_by_role("row")).to_have_count(11)
        expect(watch.page.get_by_role("row").nth(1)).to_contain_text("<script>")
        watch.page.get_by_label("Name").fill(forms()[0])
        watch.seen += watch.page.evaluate(_SEEN)
        watch.page.get_by_role("button", name="Follow it").click()
        expect(watch.page.get_by_role("heading", name="Asking it")).to_be_visible()
        expect(watch.page.get_by_role("heading", level=1)).to_have_text(forms()[0])
        watch.seen += watch.page.evaluate(_SEEN)
    assert not watch.seen


def test_captures_and_feeds_run_nothing_either(hostile: Site, browser: Browser) -> None:
    with browser.new_context() as context:
        watch = Watch(context.new_page())
        captures = {hostile.desk.show(id_).capture.id for id_ in _every_id(hostile)}
        for capture in sorted(captures):
            watch.look(f"{hostile.url}/captures/{capture}")
    assert len(captures) > len(forms())
    assert not watch.seen


def test_what_an_address_says_is_not_run(hostile: Site, browser: Browser) -> None:
    begins = (
        *("/search?as_of=", "/search?as_known=", "/search?sort=", "/search?cursor="),
        *("/sources?source=", "/documents/", "/captures/", "/redline/", "/"),
    )
    every = (*forms(), *addresses())
    with browser.new_context() as context:
        watch = Watch(context.new_page())
        for form in every:
            watch.look(f"{hostile.url}/search?q={quote(form, safe='')}")
        for form, begin in zip(every * 2, cycle(begins), strict=False):
            watch.look(hostile.url + begin + quote(form, safe=""))
    assert not watch.seen


def _every_id(site: Site) -> list[str]:
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = site.desk.search("", limit=500, cursor=cursor)
        found += [hit.id for hit in page.hits]
        cursor = page.next_cursor
        if cursor is None:
            return found
