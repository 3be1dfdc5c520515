"""Feeds of every family, with the dirt that publishers leave in them."""

from datetime import UTC, date, datetime

import pytest

from app.domain.documents import Extent
from app.errors import FormatError
from app.formats.feed import LARGEST, is_feed, read_feed
from app.formats.feed_entries import Entry, Feed


def rss(items: str, channel: str = "<link>https://example.org/</link>") -> Feed:
    """An RSS feed of these items."""
    body = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title>'
        f"{channel}{items}</channel></rss>"
    )
    return read_feed(body.encode())


def only(feed: Feed) -> Entry:
    """The one entry of a feed."""
    (entry,) = feed.entries
    return entry


def test_an_entry_carries_what_the_feed_says() -> None:
    entry = only(
        rss(
            "<item><title>Firms added</title><link>https://example.org/1</link><guid>g1</guid>"
            "<pubDate>Tue, 17 Oct 2023 10:00:00 GMT</pubDate><dc:creator>A. Writer</dc:creator>"
            "<description>&lt;p&gt;Two &amp;amp; three&lt;/p&gt;</description></item>"
        )
    )
    assert (entry.title, entry.url) == ("Firms added", "https://example.org/1")
    assert entry.identity == "g1"
    assert entry.published_at == datetime(2023, 10, 17, 10, tzinfo=UTC)
    assert entry.date_evidence == "pubDate"
    assert (entry.text, entry.extent) == ("Two & three", Extent.SUMMARY)
    assert entry.author == "A. Writer"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("AT&amp;T sues", "AT&T sues"),
        ("AT&amp;amp;T sues", "AT&T sues"),
        ("AT&amp;amp;amp;T sues", "AT&amp;T sues"),
        ("&lt;b&gt;Bold&lt;/b&gt; move", "Bold move"),
        ("<![CDATA[A <em>new</em> rule]]>", "A new rule"),
        ("below 5 &lt; 10 nm", "below 5 < 10 nm"),
    ],
)
def test_titles_escaped_twice_are_decoded_once_more_and_no_further(
    written: str, title: str
) -> None:
    item = f"<item><title>{written}</title><guid>1</guid></item>"
    assert only(rss(item)).title == title


def test_plain_text_in_atom_is_literal() -> None:
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>f</id><entry><id>1</id>'
        b'<title type="text">The &lt;b&gt; tag</title></entry></feed>'
    )
    assert only(read_feed(body)).title == "The <b> tag"


def test_the_full_text_is_preferred_to_the_summary() -> None:
    entry = only(
        rss(
            "<item><guid>1</guid><description>Short.</description>"
            "<content:encoded>&lt;p&gt;The whole article.&lt;/p&gt;</content:encoded></item>"
        )
    )
    assert (entry.text, entry.extent) == ("The whole article.", Extent.FULL)


def test_an_entry_of_a_title_alone_has_the_title_for_its_text() -> None:
    entry = only(rss("<item><title>Only this</title></item>"))
    assert (entry.text, entry.extent) == ("Only this", Extent.SUMMARY)


@pytest.mark.parametrize(
    "written", ["yesterday", "Tue, 32 Oct 2023 10:00:00 GMT", "1697536800", "10/11/2023"]
)
def test_a_wrong_date_is_none_and_an_issue(written: str) -> None:
    feed = rss(f"<item><guid>1</guid><title>T</title><pubDate>{written}</pubDate></item>")
    assert only(feed).published_on is None
    assert only(feed).date_evidence is None
    assert [issue.where for issue in feed.issues] == ["item[0].pubDate"]


def test_a_year_of_two_digits_is_this_century_up_to_49() -> None:
    item = "<item><guid>1</guid><pubDate>Sat, 05 Aug 23 10:00:00 GMT</pubDate></item>"
    assert only(rss(item)).published_on == date(2023, 8, 5)
    assert only(rss(item.replace("Aug 23", "Aug 98"))).published_on == date(1998, 8, 5)


def test_a_date_without_a_zone_is_a_day() -> None:
    entry = only(rss("<item><title>T</title><pubDate>2023-10-17 10:00:00</pubDate></item>"))
    assert (entry.published_on, entry.published_at) == (date(2023, 10, 17), None)
    assert entry.date_evidence == "pubDate (no zone)"


def test_dublin_core_dates_are_named_as_such() -> None:
    entry = only(rss("<item><title>T</title><dc:date>2023-10-17T10:00:00Z</dc:date></item>"))
    assert entry.date_evidence == "dc:date"


def test_the_day_of_a_change_is_named_so_and_used_only_alone() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><title>T</title><entry><id>1</id>'
        "<title>A</title>{}<updated>2023-10-19T10:00:00Z</updated></entry></feed>"
    )
    alone = only(read_feed(atom.format("").encode()))
    assert (alone.published_on, alone.date_evidence) == (date(2023, 10, 19), "updated")
    both = atom.format("<published>2023-10-17T10:00:00Z</published>")
    entry = only(read_feed(both.encode()))
    assert (entry.published_on, entry.date_evidence) == (date(2023, 10, 17), "published")


def test_no_date_is_no_issue() -> None:
    feed = rss("<item><title>T</title></item>")
    assert only(feed).published_on is None
    assert feed.issues == ()


def test_relative_links_are_resolved_against_the_feed() -> None:
    assert only(rss("<item><link>/a/1</link></item>")).url == "https://example.org/a/1"


def test_a_feed_found_at_an_address_resolves_against_it() -> None:
    body = b"<rss><channel><item><title>T</title><link>a/1</link></item></channel></rss>"
    assert only(read_feed(body, url="https://example.org/f/")).url == "https://example.org/f/a/1"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_links_that_are_not_of_the_web_are_left_out(link: str) -> None:
    feed = rss(
        f"<item><guid isPermaLink='false'>1</guid><title>T</title><link>{link}</link></item>"
    )
    assert only(feed).url is None
    assert "not an http address" in feed.issues[0].problem


def test_one_guid_on_every_entry_does_not_make_them_one() -> None:
    items = "".join(
        f"<item><guid isPermaLink='false'>same</guid><title>{n}</title>"
        f"<link>https://example.org/{n}</link></item>"
        for n in range(3)
    )
    forwards = rss(items)
    assert len({entry.identity for entry in forwards.entries}) == 3
    alone = rss(items.split("</item>")[1] + "</item>")
    assert only(alone).identity == "same"


def test_the_same_entry_twice_is_one_entry_and_an_issue() -> None:
    item = "<item><guid>g</guid><title>T</title><link>https://example.org/1</link></item>"
    feed = rss(item * 2)
    assert len(feed.entries) == 1
    assert "same identity" in feed.issues[0].problem


def test_an_entry_that_says_nothing_is_named_and_nothing_is_lost() -> None:
    feed = rss("<item></item><item><title>T</title></item>")
    assert len(feed.entries) == 1
    assert [(issue.where, issue.lost_record) for issue in feed.issues] == [("item[0]", False)]


def test_a_broken_feed_is_read_as_far_as_it_goes_with_an_issue() -> None:
    body = b"<rss><channel><title>T</title><item><title>A &foo; b</title><link>https://e.org/1"
    feed = read_feed(body)
    assert feed.entries[0].title is not None
    assert "not well-formed" in feed.issues[0].problem


def test_zero_bytes_and_other_controls_do_not_break_a_feed() -> None:
    feed = rss("<item><title>A\x00B\x08C</title></item>")
    assert only(feed).title == "ABC"
    assert feed.issues == ()


@pytest.mark.parametrize("reference", ["&#x110000;", "&#55357;", "&#0;", "&#xFFFF;"])
def test_a_number_that_is_no_letter_does_not_end_a_feed(reference: str) -> None:
    feed = rss(f"<item><title>A{reference}B</title></item><item><title>C</title></item>")
    assert [entry.title for entry in feed.entries] == ["AB", "C"]


def test_a_feed_wrapped_in_a_page_is_a_feed_still() -> None:
    body = (
        b'<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body>'
        b'<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><title>T</title><entry><id>1</id>'
        b"<title>A</title></entry></feed></body></html>"
    )
    assert is_feed(body)
    assert only(read_feed(body)).title == "A"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252"])
def test_feeds_in_other_encodings_are_read(encoding: str) -> None:
    body = "<rss><channel><item><title>Café crème</title></item></channel></rss>".encode(encoding)
    assert only(read_feed(body)).title == "Café crème"


def test_a_wrong_prolog_does_not_garble_titles() -> None:
    body = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><item><title>Café 칩</title>'
        "</item></channel></rss>"
    )
    assert only(read_feed(body.encode())).title == "Café 칩"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<rss version='2.0'><channel/></rss>", True),
        (b"<?xml version='1.0'?><!-- x --><feed xmlns='http://www.w3.org/2005/Atom'/>", True),
        (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'><channel/></rdf:RDF>", True),
        (b"<CHANNEL HREF='http://e.org/'><ITEM/></CHANNEL>", True),
        (b"<rdf:RDF><skos:Concept/></rdf:RDF>", False),
        (b"<!doctype html><html><body>rss feed</body></html>", False),
        (b"<head><title>Moved</title></head>", False),
        (b"<note><to>rss</to></note>", False),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', True),
        (b'{"version": "1.1", "items": []}', False),
        (b"", False),
    ],
)
def test_a_feed_is_known_by_its_outermost_element(body: bytes, expected: bool) -> None:
    assert is_feed(body) is expected


@pytest.mark.parametrize("body", [b"<rss", b"<!doctype html><html><p>Moved</p></html>", b""])
def test_what_holds_nothing_to_read_is_named(body: bytes) -> None:
    with pytest.raises(FormatError):
        read_feed(body)


def test_feeds_made_to_exhaust_a_reader_are_refused() -> None:
    with pytest.raises(FormatError, match="too deeply"):
        read_feed(b"<rss><channel><item>" + b"<a>" * 100_000)
    with pytest.raises(FormatError, match="more than 250,000 tags"):
        read_feed(b"<rss><channel>" + b"<" * 300_000)
    with pytest.raises(FormatError, match="ask for less"):
        read_feed(b"<rss>" + b" " * LARGEST)


def test_an_entity_bomb_stays_small() -> None:
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boom"}">' for n in range(12))
    body = (
        f"<!DOCTYPE rss [{declared}]><rss><channel><item><title>x &e11;</title></item>"
        "</channel></rss>"
    )
    entry = only(read_feed(body.encode()))
    assert len(entry.text) < 1000


def test_a_json_feed_reads_like_any_other() -> None:
    body = (
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "N", "language": "en-GB",'
        b' "home_page_url": "https://example.org/", "items": [{"id": 7, "url": "/7",'
        b' "title": "A &amp; B", "content_html": "<p>Whole</p>",'
        b' "date_published": "2023-10-17T10:00:00+02:00", "authors": [{"name": "W"}]},'
        b' {"id": "8", "content_text": "Only text", "date_modified": "2023-10-18"}, 3, {}]}'
    )
    feed = read_feed(body)
    first, second = feed.entries
    assert (first.identity, first.url, first.title) == ("7", "https://example.org/7", "A & B")
    assert (first.text, first.extent, first.author) == ("Whole", Extent.FULL, "W")
    assert first.published_at == datetime(2023, 10, 17, 8, tzinfo=UTC)
    assert (second.title, second.text) == (None, "Only text")
    assert second.date_evidence == "date_modified (day only)"
    assert [issue.where for issue in feed.issues if issue.lost_record] == ["items[2]", "items[3]"]


@pytest.mark.parametrize("rest", [b', "items": {}}', b', "items": [', b"}"])
def test_a_broken_json_feed_is_named(rest: bytes) -> None:
    with pytest.raises(FormatError, match="JSON"):
        read_feed(b'{"version": "https://jsonfeed.org/version/1"' + rest)
