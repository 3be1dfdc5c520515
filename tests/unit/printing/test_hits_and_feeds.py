"""A hit is read with its title or opening words, and told to feed readers without loss."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from app.printing.addresses import address, document_path, outward
from app.printing.feed_entries import FeedAnswer, atom, json_feed, opml, table
from app.printing.hits import HitLine, hit_line, opening_words, runs
from app.queries.views import Excerpt, Hit

HIT = Hit(
    id="local/1a2b",
    version="local/1a2b@0123456789ab",
    title="Ban on <tools>",
    kind="report",
    type=None,
    standing="report",
    source="local",
    published_on=date(2026, 2, 27),
    url="https://x.example/a",
    language="en",
    excerpts=(Excerpt(field="text", text="The ban stands.", highlights=((4, 7),), start=10),),
)
ATOM = "{http://www.w3.org/2005/Atom}"


def _answer(*lines: HitLine) -> FeedAnswer:
    return FeedAnswer(
        title="OnRecord: ban",
        root="http://127.0.0.1:8000",
        page_path="/search?q=ban",
        self_path="/feeds/search.atom?q=ban",
        updated_at=datetime(2026, 3, 1, tzinfo=UTC),
        lines=lines,
        next_path=None,
    )


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=5),
)
def test_cutting_at_highlights_loses_no_letter(
    text: str, highlights: list[tuple[int, int]]
) -> None:
    assert "".join(run.text for run in runs(text, sorted(highlights))) == text


def test_a_document_without_a_title_shows_its_opening_words_and_says_so() -> None:
    line = hit_line(replace(HIT, title=None), {})
    assert line.untitled
    assert line.title[0].text == "The ban stands."
    assert opening_words("word " * 100).endswith("word…")


def test_an_excerpt_opens_its_first_hit_in_the_text() -> None:
    line = hit_line(HIT, {"local": "Texts handed over"}, [("q", "ban")])
    assert line.excerpts[0].path == "/documents/local/1a2b@0123456789ab~14-17?q=ban"
    assert line.source_title == "Texts handed over"


def test_an_excerpt_that_only_says_the_title_again_is_left_out() -> None:
    again = Excerpt(field="text", text="Ban\n eased", highlights=((0, 3),), start=0)
    assert hit_line(replace(HIT, title="Ban eased", excerpts=(again,)), {}).excerpts == ()
    assert len(hit_line(replace(HIT, title="Ban", excerpts=(again,)), {}).excerpts) == 1


def test_an_address_of_ours_escapes_what_an_id_may_hold() -> None:
    assert document_path('a/x?y#"<>') == "/documents/a/x%3Fy%23%22%3C%3E"
    assert address("/search", [("q", "a&b"), ("sort", None), ("cursor", "")]) == "/search?q=a%26b"


def test_only_web_addresses_lead_outside() -> None:
    assert outward("https://x.example/a") == "https://x.example/a"
    for wrong in ("javascript:alert(1)", "data:text/html,x", "java\tscript:x", "//x", "", None):
        assert outward(wrong) is None


def test_a_feed_tells_an_undated_hit_without_inventing_its_day() -> None:
    undated = hit_line(replace(HIT, published_on=None), {})
    feed = etree.fromstring(atom(_answer(hit_line(HIT, {}), undated)))
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}published") for entry in entries] == [
        "2026-02-27T00:00:00Z",
        None,
    ]
    assert entries[0].findtext(f"{ATOM}title") == "Ban on <tools>"
    items = json.loads(json_feed(_answer(undated)))["items"]
    assert "date_published" not in items[0]


def test_signs_that_xml_cannot_hold_do_not_break_a_feed() -> None:
    line = hit_line(replace(HIT, title="a\x0b\x00\ufffeb"), {})
    feed = etree.fromstring(atom(_answer(line)))
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "a\ufffd\ufffd\ufffdb"


def test_a_table_is_safe_to_open_in_a_spreadsheet() -> None:
    line = hit_line(replace(HIT, title="=HYPERLINK(1)"), {})
    rows = list(csv.reader(io.StringIO(table(_answer(line)).decode())))
    assert rows[1][1] == "'=HYPERLINK(1)"


def test_the_list_of_feeds_is_opml() -> None:
    listed = etree.fromstring(opml("Sources", [("A & B", "http://x.example/f", None)]))
    assert listed.find("body/outline").get("text") == "A & B"  # type: ignore[union-attr]  # there
