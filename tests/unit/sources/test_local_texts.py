"""What a person hands over becomes documents, each with the identity its bytes allow."""

from datetime import UTC, date, datetime

import pytest

from app.domain.documents import Capture, Extent, Issue, Kind, Standing
from app.domain.ids import LOCAL, DocumentId, SourceKey, capture_id, digest_of, digested_id
from app.domain.sources import Reading, Words
from app.errors import ConfigError, FormatError
from app.sources.local_texts import SOURCE, recognise

_AT = datetime(2025, 1, 20, tzinfo=UTC)
_PAGE = (
    b"<!doctype html><html lang='en'><head><title>Firms added</title>"
    b"<link rel='canonical' href='https://example.org/a'>"
    b"<meta property='article:published_time' content='2025-01-15T08:45:00Z'></head><body><article>"
    b"<h1>Firms added to a list</h1>"
    + b"<p>The bureau added firms to its list and the rule took effect on the same day.</p>" * 5
    + b"</article></body></html>"
)
_FEED = (
    b"<rss version='2.0'><channel><title>News</title><link>https://example.org/</link><item>"
    b"<guid isPermaLink='false'>g1</guid><title>Firms added</title>"
    b"<link>https://example.org/1</link></item></channel></rss>"
)


def capture(
    body: bytes,
    shape: str,
    place: str = "/papers/a",
    *,
    source: str = LOCAL,
    about: str | None = None,
    published_on: date | None = None,
    mapping: str | None = None,
) -> Capture:
    """Bytes a person handed over."""
    key, digest = SourceKey(source), digest_of(body)
    return Capture(
        id=capture_id(key, _AT, place, digest),
        source=key,
        place=place,
        shape=shape,
        captured_at=_AT,
        digest=digest,
        body=body,
        about=DocumentId(about) if about else None,
        published_on=published_on,
        mapping=mapping,
    )


def read(held: Capture) -> list[Reading]:
    """What the source reads in a capture, without issues."""
    told = SOURCE.readers[held.shape](held)
    return [one for one in told if isinstance(one, Reading)]


def words(reading: Reading) -> Words:
    """The words of a reading, which it must have."""
    assert isinstance(reading.words, Words)
    return reading.words


@pytest.mark.parametrize(
    ("body", "name", "shape"),
    [
        (b"Some words", "a.txt", "text"),
        (b"Some words", "a.TXT.gz", "text"),
        (b"Some words", "PROVENANCE.md", None),
        (b"Some words", "README", None),
        (b'{"title": "A"}\n', "a.jsonl", None),
        (b'{"title": "A"}', "gold.json", None),
        (_PAGE, "a.bin", "article"),
        (b"<div><p>A piece of a page</p></div>", "a.expected.html", "article"),
        (b"<div><p>A piece of a page</p></div>", "a.xml", None),
        (b"<head><title>Moved</title></head>", "a.rss", None),
        (b"From: a@example.org\n\n<html><p>Hello</p></html>", "a.eml", None),
        (_FEED, "a.html", "feed"),
        (_FEED, "a.txt", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', "a.json", "feed"),
        (b"<RULE><PREAMB/></RULE>", "a.xml", None),
        (b"", "a.json", None),
    ],
)
def test_a_file_is_known_by_content_and_plain_text_by_name(
    body: bytes, name: str, shape: str | None
) -> None:
    assert recognise(body, name) == shape


def test_a_plain_text_has_no_date_and_its_place_for_identity() -> None:
    (reading,) = read(capture(b"On 3 January 2025 the bureau said a thing.\nMore.", "text"))
    assert reading.document.id == digested_id(LOCAL, "/papers/a")
    assert reading.document.kind is Kind.REPORT
    assert (reading.published_on, reading.date_evidence) == (None, None)
    assert words(reading).extent is Extent.FULL


def test_an_edited_file_is_the_same_document() -> None:
    (before,) = read(capture(b"First words", "text"))
    (after,) = read(capture(b"Other words", "text"))
    assert before.document == after.document
    (elsewhere,) = read(capture(b"First words", "text", "/papers/b"))
    assert elsewhere.document != before.document


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A short heading\n\nThe text begins.", "A short heading"),
        ("A short heading\nand its next line.", None),
        ("x" * 121 + "\n\nThe text begins.", None),
        ("Only one line", None),
    ],
)
def test_a_first_line_is_a_title_only_where_it_stands_alone(text: str, title: str | None) -> None:
    (reading,) = read(capture(text.encode(), "text"))
    assert reading.title == title


def test_an_empty_text_is_named_by_its_place() -> None:
    with pytest.raises(FormatError, match="/papers/a"):
        read(capture(b" \n\x00", "text"))


def test_a_guessed_encoding_is_an_issue() -> None:
    held = capture("Le café est fermé".encode("cp1252"), "text")
    issues = [one for one in SOURCE.readers["text"](held) if isinstance(one, Issue)]
    assert "guessed" in issues[0].problem


@pytest.mark.parametrize(("body", "shape"), [(b"Some words", "text"), (_PAGE, "article")])
def test_a_person_s_word_on_the_date_and_the_document_stands(body: bytes, shape: str) -> None:
    held = capture(body, shape, about="mine/1", published_on=date(2024, 5, 6))
    (reading,) = read(held)
    assert reading.document.id == "mine/1"
    assert (reading.published_on, reading.published_at) == (date(2024, 5, 6), None)
    assert reading.date_evidence == "given by a person"


def test_a_page_keeps_its_own_date_with_the_tag_that_gives_it() -> None:
    (reading,) = read(capture(_PAGE, "article"))
    assert reading.published_at == datetime(2025, 1, 15, 8, 45, tzinfo=UTC)
    assert reading.date_evidence == "meta article:published_time"
    assert reading.url == "https://example.org/a"


def test_a_page_of_a_named_source_is_known_by_its_address() -> None:
    (first,) = read(capture(_PAGE, "article", "/a", source="my-paper"))
    (second,) = read(capture(_PAGE, "article", "/b", source="my-paper"))
    assert first.document == second.document
    assert first.document.source == "my-paper"


def test_entries_of_a_local_feed_are_kept_apart_from_those_of_another() -> None:
    (entry,) = read(capture(_FEED, "feed"))
    (moved,) = read(capture(_FEED, "feed", "/papers/b"))
    other = _FEED.replace(b"<link>https://example.org/</link>", b"<link>https://other.org/</link>")
    (elsewhere,) = read(capture(other, "feed"))
    assert entry.document == moved.document
    assert entry.document != elsewhere.document


def test_a_broken_feed_is_named_by_its_place() -> None:
    with pytest.raises(FormatError, match="/papers/a: the feed"):
        read(capture(b"<rss", "feed"))


def test_an_undated_entry_takes_the_day_a_person_gives() -> None:
    (reading,) = read(capture(_FEED, "feed", published_on=date(2024, 5, 6)))
    assert (reading.published_on, reading.date_evidence) == (date(2024, 5, 6), "given by a person")


def test_records_are_known_by_their_own_identifier() -> None:
    mapping = "kind = 'notice'\n[fields]\nid = 'n'\ntitle = 't'\nurl = 'u'"
    body = b'{"n": "2024-1", "t": "A"}\n{"t": "B", "u": "https://example.org/b"}'
    first, second = read(capture(body, "records", source="my-list", mapping=mapping))
    assert first.document.id == "my-list/2024-1"
    assert first.document.kind is Kind.NOTICE
    assert second.document.id == digested_id(SourceKey("my-list"), "https://example.org/b")


def test_records_without_a_mapping_ask_for_one() -> None:
    with pytest.raises(ConfigError, match="--mapping"):
        read(capture(b"{}", "records"))


def test_the_source_is_one_of_reports_that_is_never_fetched() -> None:
    assert SOURCE.standing is Standing.REPORT
    assert SOURCE.begin is None
