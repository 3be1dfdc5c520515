"""Records of a person's own form, one by one, with what was not understood beside them."""

from datetime import UTC, date, datetime

import pytest

from app.domain.documents import Issue
from app.domain.instruments import UNSAID
from app.errors import FormatError
from app.formats.mapped_records import MappedRecord, read_mapped
from app.formats.mapping import read_mapping

_MAPPING = read_mapping(
    """
[fields]
id = "number"
url = "link"
title = "title"
text = ["body", "meta.body"]
summary = "abstract"
published_at = "when"
language = "lang"
author = "by"
"""
)


def read(body: str | bytes) -> tuple[list[MappedRecord], list[Issue]]:
    """Records and issues of a file."""
    told = list(read_mapped(body.encode() if isinstance(body, str) else body, _MAPPING))
    return (
        [one for one in told if isinstance(one, MappedRecord)],
        [one for one in told if isinstance(one, Issue)],
    )


def test_a_record_is_read_in_our_words() -> None:
    (record,), issues = read(
        '{"number": 7, "link": "https://example.org/7", "title": "A &amp; B", '
        '"body": "<p>One</p><p>Two</p>", "when": "2023-10-17 10:00:00+02:00", "by": "W"}'
    )
    assert (record.where, record.id, record.title) == ("line 1", "7", "A & B")
    assert (record.text, record.is_full) == ("One\n\nTwo", True)
    assert record.published_at == datetime(2023, 10, 17, 8, tzinfo=UTC)
    assert record.date_evidence == "published_at"
    assert issues == []


def test_absent_says_nothing_and_null_says_none() -> None:
    (absent, null), _ = read('{"title": "A"}\n{"title": "B", "link": null, "when": null}')
    assert absent.url is UNSAID
    assert absent.published_on is UNSAID
    assert null.url is None
    assert null.published_on is None
    assert null.date_evidence is None


def test_keys_nobody_named_are_told_once() -> None:
    _, issues = read('{"title": "A", "x": 1}\n{"title": "B", "x": 2, "y": 3}')
    assert len(issues) == 1
    assert "unread: x (2), y (1)" in issues[0].problem


def test_a_broken_line_is_lost_and_the_rest_is_read() -> None:
    records, issues = read('{"title": "A"}\n{"title": \n\n[1]\n{"title": "B"}')
    assert [record.where for record in records] == ["line 1", "line 5"]
    assert [(issue.where, issue.lost_record) for issue in issues] == [
        ("line 2", True),
        ("line 4", True),
    ]


def test_a_record_without_identity_is_lost() -> None:
    records, issues = read('{"body": "words"}\n{"title": "", "link": "javascript:x"}')
    assert records == []
    assert [issue.where for issue in issues if issue.lost_record] == ["line 1", "line 2"]


def test_the_first_key_that_says_something_is_taken() -> None:
    (record,), _ = read('{"title": "T", "body": "", "meta": {"body": "nested"}}')
    assert record.text == "nested"


def test_a_summary_stands_in_for_a_text_and_a_title_for_both() -> None:
    (first, second), _ = read('{"title": "T", "abstract": "S"}\n{"title": "T"}')
    assert (first.text, first.is_full) == ("S", False)
    assert (second.text, second.is_full) == ("T", False)


@pytest.mark.parametrize("written", ["1697536800", "soon", "10/11/2023"])
def test_a_wrong_date_is_none_and_an_issue(written: str) -> None:
    (record,), issues = read(f'{{"title": "T", "when": "{written}"}}')
    assert record.published_on is None
    assert issues[0].where == "line 1.published_at"


def test_seconds_since_an_epoch_are_no_date() -> None:
    (record,), issues = read('{"title": "T", "when": 1697536800}')
    assert record.published_on is UNSAID or record.published_on is None
    assert "a int where a text belongs" in issues[0].problem


def test_a_date_without_a_zone_is_a_day_and_says_so() -> None:
    (record,), _ = read('{"title": "T", "when": "2023-10-17T10:00:00"}')
    assert (record.published_on, record.published_at) == (date(2023, 10, 17), None)
    assert record.date_evidence == "published_at (no zone)"


def test_a_list_of_records_is_read_too() -> None:
    records, issues = read('[{"title": "A"}, 3, {"title": "B"}]')
    assert [record.where for record in records] == ["[0]", "[2]"]
    assert [issue.where for issue in issues] == ["[1]"]


def test_a_line_separator_inside_a_string_ends_no_line() -> None:
    (record,), issues = read('{"title": "A\u2028B"}\n')
    assert record.title == "A B"
    assert issues == []


def test_half_a_surrogate_pair_loses_no_record() -> None:
    (record,), _ = read('{"title": "A\\ud83d B"}')
    assert record.title == "A B"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_by_its_header(delimiter: str) -> None:
    rows = [
        ["title", "link", "body"],
        ["A", "https://example.org/1", '"two\nlines"'],
        ["B", "", ""],
    ]
    records, issues = read("\n".join(delimiter.join(row) for row in rows))
    assert [record.where for record in records] == ["line 2", "line 4"]
    assert records[0].text == "two\nlines"
    assert records[1].url is None
    assert issues == []


def test_a_row_of_another_length_is_lost() -> None:
    records, issues = read("title,link\nA,https://example.org/1,extra\nB,https://example.org/2\n")
    assert [record.title for record in records] == ["B"]
    assert [(issue.where, issue.lost_record) for issue in issues] == [("line 2", True)]


def test_a_long_field_is_no_reason_to_lose_a_row() -> None:
    (record,), _ = read("title,body\nA," + "word " * 60_000)
    assert len(record.text) > 200_000


@pytest.mark.parametrize("body", ["", "  \n", "[1, 2", "title,title\nA,B", "one column\nA"])
def test_a_file_that_is_no_records_is_named(body: str) -> None:
    with pytest.raises(FormatError):
        read(body)
