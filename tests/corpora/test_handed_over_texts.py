"""Recorded texts, pages, feeds and records, held against what stands in their bytes."""

import gzip
import tarfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import etree

from app.domain.documents import Capture, Extent, Issue
from app.domain.ids import LOCAL, SourceKey, capture_id, digest_of
from app.domain.sources import Reading, Words
from app.formats.containers import is_container, members
from app.formats.feed import is_feed, read_feed
from app.formats.feed_entries import Entry, Feed
from app.sources.local_texts import SOURCE, recognise

_AT = datetime(2026, 11, 20, tzinfo=UTC)


def capture(body: bytes, place: str, shape: str, mapping: str | None = None) -> Capture:
    """A file handed over."""
    key = SourceKey("recorded") if mapping else LOCAL
    digest = digest_of(body)
    return Capture(
        id=capture_id(key, _AT, place, digest),
        source=key,
        place=place,
        shape=shape,
        captured_at=_AT,
        digest=digest,
        body=body,
        mapping=mapping,
    )


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a folder, containers opened, with its place."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        body = path.read_bytes()
        if is_container(body):
            for member in members(body, path.name):
                yield f"{path}/{member.name}", member.body
        else:
            yield str(path), body


def feed(shared: Path, name: str) -> Feed:
    """One recorded feed."""
    return read_feed(gzip.decompress((shared / "data/feeds-real" / f"{name}.gz").read_bytes()))


def first(shared: Path, name: str) -> Entry:
    """The first entry of one recorded feed."""
    return feed(shared, name).entries[0]


def test_the_customer_s_texts_are_read_and_none_of_them_has_a_date(shared: Path) -> None:
    readings = [
        reading
        for place, body in files(shared / "seeds")
        if recognise(body, place) == "text"
        for reading in SOURCE.readers["text"](capture(body, place, "text"))
    ]
    assert len(readings) == 5
    for reading in readings:
        assert isinstance(reading, Reading)
        assert isinstance(reading.words, Words)
        assert (reading.published_on, reading.published_at, reading.date_evidence) == (None,) * 3
        assert (reading.words.language, reading.words.extent) == ("en", Extent.FULL)
        assert len(reading.words.text) > 3000


def test_every_recorded_feed_is_read_and_what_is_none_is_left(shared: Path) -> None:
    left, read, entries, lost = [], 0, 0, 0
    for place, body in files(shared / "data/feeds-real"):
        if recognise(body, place) != "feed":
            left.append(place.rsplit("/", 1)[-1])
            continue
        told = list(SOURCE.readers["feed"](capture(body, place, "feed")))
        read += 1
        entries += sum(isinstance(one, Reading) for one in told)
        lost += sum(isinstance(one, Issue) and one.lost_record for one in told)
    assert sorted(left) == [
        "PROVENANCE.md",
        "feedjira_PaulDixExplainsNothingFirstEntryContent.xml",
        "feedjira_TechCrunchFirstEntry.xml",
        "miniflux_iso-8859-1-meta-after-1024.html",
        "miniflux_iso88591.xml",
        "miniflux_utf8.html",
        "nodefeedparser_notafeed.html",
        "rss_empty_document.xml",
        "rssparser_unrecognized.rss",
    ]
    assert read == 539
    assert entries > 700
    assert lost <= 0.02 * entries


def test_every_entry_of_a_well_formed_feed_is_accounted_for(shared: Path) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    counted = 0
    for place, body in files(shared / "data/feeds-real"):
        if "feedparser_tests" in place or not is_feed(body):
            continue
        try:
            root = etree.fromstring(body, parser)
        except etree.XMLSyntaxError:
            continue
        found = root.xpath("count(//*[local-name()='item' or local-name()='entry'])")
        told = read_feed(body)
        silent = [issue for issue in told.issues if "nothing to keep" in issue.problem]
        repeated = [issue for issue in told.issues if "same identity" in issue.problem]
        assert len(told.entries) + len(silent) + len(repeated) == found, place
        counted += 1
    assert counted >= 40


@pytest.mark.parametrize(
    ("name", "entries", "expected"),
    [
        (
            "feedjira_AmazonWebServicesBlog.xml",
            10,
            (
                "http://aws.typepad.com/aws/2009/01/"
                "aws-job-architect-designer-position-in-turkey.html",
                datetime(2009, 1, 16, 18, 21, tzinfo=UTC),
                "published",
                "AWS Editor",
            ),
        ),
        (
            "miniflux_koi8r.xml",
            2,
            ("http://example.com/post1", datetime(2026, 2, 15, 10, tzinfo=UTC), "pubDate", None),
        ),
        (
            "nodefeedparser_guid-dupes.xml",
            1,
            (
                "http://www.braingle.com/50366.html",
                datetime(2014, 6, 19, 6, tzinfo=UTC),
                "pubDate",
                None,
            ),
        ),
    ],
)
def test_first_entries_hold_what_stands_in_their_feeds(
    shared: Path, name: str, entries: int, expected: tuple[str, datetime, str, str | None]
) -> None:
    assert len(feed(shared, name).entries) == entries
    entry = first(shared, name)
    assert (entry.url, entry.published_at, entry.date_evidence, entry.author) == expected


def test_letters_survive_wrong_and_old_encodings(shared: Path) -> None:
    assert "Москва" in first(shared, "miniflux_koi8r.xml").text
    assert (feed(shared, "miniflux_windows-1252-incorrect-prolog.xml").title or "").endswith("€")
    assert first(shared, "miniflux_utf8-incorrect-prolog.xml").title == "Café"
    assert first(shared, "nodefeedparser_guid-dupes.xml").language == "en"


def test_a_feed_that_dates_in_dublin_core_is_dated_by_it(shared: Path) -> None:
    told = feed(shared, "rssparser_xml2js-options.rss")
    assert len(told.entries) == 69
    assert {entry.date_evidence.split(" ")[0] for entry in told.entries if entry.date_evidence} == {
        "dc:date"
    }


def test_relative_links_of_a_real_feed_are_resolved(shared: Path) -> None:
    assert first(shared, "feedjira_SamRuby.xml").url == (
        "http://intertwingly.net/blog/2013/01/30/Plex"
    )


_NEWS = """
files = "*.jsonl.gz"
[fields]
url = "link"
title = "title"
text = "description"
published_at = "date_published"
language = "language"
"""


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("rss-news/all_2023-10-17.jsonl.gz", 3471),
        ("rss-news/all_2023-10-20.jsonl.gz", 2993),
        ("rss-news/export-control_2023-01..10.jsonl.gz", 379),
    ],
)
def test_news_records_are_read_through_a_mapping(shared: Path, name: str, lines: int) -> None:
    body = gzip.decompress((shared / "data" / name).read_bytes())
    told = list(SOURCE.readers["records"](capture(body, name, "records", _NEWS)))
    readings = [one for one in told if isinstance(one, Reading)]
    issues = [one for one in told if isinstance(one, Issue)]
    assert len(readings) == lines == body.count(b"\n")
    assert all(isinstance(reading.published_at, datetime) for reading in readings)
    assert all(isinstance(one.words, Words) and "<p" not in one.words.text for one in readings)
    assert [issue.where for issue in issues] == ["records"]
    assert "src_path" in issues[0].problem


def test_federal_register_records_are_dated_by_day(shared: Path) -> None:
    mapping = (
        '[fields]\nid = "document_number"\nurl = "html_url"\ntitle = "title"\n'
        'summary = "abstract"\npublished_on = "publication_date"\n'
    )
    path = shared / "data/federal-register-metadata/relevant.jsonl.gz"
    body = gzip.decompress(path.read_bytes())
    told = list(SOURCE.readers["records"](capture(body, path.name, "records", mapping)))
    readings = [one for one in told if isinstance(one, Reading)]
    assert len(readings) == 871
    assert readings[0].document.id == "recorded/2019-27649"
    assert readings[0].published_on == date(2020, 1, 6)
    assert readings[0].published_at is None
    assert readings[0].date_evidence == "published_on (day only)"


def test_labels_beside_the_records_are_no_known_kind(shared: Path) -> None:
    path = shared / "data/rss-news/export-control_2023-10-15..27.events.jsonl"
    assert recognise(path.read_bytes(), path.name) is None


def test_the_corpus_of_small_feeds_is_read_whole(shared: Path) -> None:
    with tarfile.open(shared / "data/feeds-real/feedparser_tests.tar.gz") as archive:
        names = [entry.name for entry in archive if entry.isreg()]
    held = dict(files(shared / "data/feeds-real"))
    bodies = [body for place, body in held.items() if "feedparser_tests" in place]
    assert len(names) == len(bodies) == 484
    assert sum(is_feed(body) for body in bodies) == 483
