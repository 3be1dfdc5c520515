"""Pages that list what is new, and pages that an agency edits in place."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.documents import Capture
from app.domain.ids import CaptureId, SourceKey, digest_of
from app.errors import FormatError
from app.formats.agency_page import agency_page
from app.formats.listings import Link, chronological, links_of
from tests.captured import body_of
from tests.doubles.pages import index, page

BASE = "https://agency.example/news"
RELEASE = re.compile(r"/release/[\w-]+/?")


def _links(html: str) -> list[Link]:
    return list(links_of(html.encode(), base=BASE, path=RELEASE))


def test_each_entry_has_the_day_that_stands_with_it() -> None:
    found = list(
        links_of(
            index({"/release/b": "May 13, 2025", "/release/a": "2025-05-01"}),
            base=BASE,
            path=RELEASE,
        )
    )
    assert [(one.url, one.on) for one in found] == [
        ("https://agency.example/release/b", date(2025, 5, 13)),
        ("https://agency.example/release/a", date(2025, 5, 1)),
    ]


def test_a_day_is_none_where_several_could_be_meant() -> None:
    (one,) = _links(
        "<html><body><div><p>May 13, 2025</p><p>May 14, 2025</p>"
        "<a href='/release/a'>A</a></div></body></html>"
    )
    assert one.on is None


def test_links_of_menus_of_other_hosts_and_met_before_are_no_entries() -> None:
    found = _links(
        "<html><body><nav><a href='/release/menu'>Menu</a></nav>"
        "<a href='/release/a'>A</a><a href='/release/a#top'>A again</a>"
        "<a href='https://other.example/release/b'>B</a><a href='/about'>About</a>"
        "<a href='/release/c'><img src='x.png'></a><a href='javascript:x'>X</a></body></html>"
    )
    assert [one.title for one in found] == ["A"]


def test_a_listing_speaks_for_the_days_after_its_oldest_entry() -> None:
    capture = Capture(
        id=CaptureId("x"),
        source=SourceKey("xx-test"),
        place=BASE,
        shape="x",
        captured_at=datetime(2026, 3, 1, tzinfo=UTC),
        digest=digest_of(b""),
        body=b"",
        url=BASE,
    )
    days = [date(2026, 2, 20), date(2026, 2, 10)]
    account = chronological(capture, [(str(on), on) for on in days])
    assert (account.first_on, account.flaw) == (date(2026, 2, 11), None)
    undated = chronological(capture, [("a", None), ("b", None)])
    assert undated.flaw is not None


def test_the_main_part_is_taken_whole_with_its_tables_and_folded_answers() -> None:
    folded = "<details><summary>Question 1?</summary><p>Answer one.</p></details>"
    table = "<table><tr><td>ECCN</td><td>3A090</td></tr></table>"
    body = page("Questions").replace(b"</main>", (folded + table).encode() + b"</main>")
    read = agency_page(body, where="x")
    assert read.title == "Questions"
    for words in ("Question 1?", "Answer one.", "3A090"):
        assert words in read.text
    assert "imprint" not in read.text


def test_a_page_without_its_main_words_is_refused_and_never_an_empty_text() -> None:
    empty = b"<html><body><nav>Menu</nav><main></main><footer>Imprint</footer></body></html>"
    with pytest.raises(FormatError, match="no main text"):
        agency_page(empty, where="x")


def test_recorded_pages_have_words(shared: Path) -> None:
    pages = sorted((shared / "data" / "news-html" / "aeb").glob("*.html.gz"))[:12]
    read = [agency_page(body_of(path), where=path.name) for path in pages]
    assert len(read) == 12
    assert all(len(one.text) >= 200 for one in read)
