"""Records remember what nobody read, and tell absence from null."""

from collections.abc import Iterator
from datetime import date

import pytest

from app.domain.documents import Issue
from app.domain.instruments import UNSAID
from app.errors import FormatError
from app.formats.records import Record, json_lines, reading, unread


def test_an_absent_field_says_nothing_and_a_null_field_says_none() -> None:
    record = Record.parse(b'{"citation": null, "title": "A rule"}', where="page")
    assert record.said_text("citation") is None
    assert record.said_text("action") is UNSAID
    assert record.said_text("title") == "A rule"


def test_a_field_of_the_wrong_kind_is_named_with_its_place() -> None:
    page = Record.parse(b'{"results": [{"on": "2024-02-30"}, {"on": 3}]}', where="page")
    first, second = page.records("results")
    with pytest.raises(FormatError, match=r"results\[0\]\.on is not a day"):
        first.day("on")
    with pytest.raises(FormatError, match=r"results\[1\]\.on"):
        second.day("on")


def test_a_field_nobody_met_is_one_issue_however_many_records_carry_it() -> None:
    page = Record.parse(
        b'{"results": [{"a": 1, "new": 1}, {"a": 2, "new": 2, "known": 3}], "count": 2}',
        where="page",
    )
    for item in page.records("results"):
        item.text("a")
        item.known("known")
    issues = list(page.unread("count"))
    assert [issue.where for issue in issues] == ["results[0].new"]
    assert "2 times" in issues[0].problem
    assert not issues[0].lost_record


def test_a_failing_record_is_set_aside_whole_and_the_next_one_is_read() -> None:
    page = Record.parse(b'{"results": [{"n": "x"}, {"n": ""}, {"n": "y"}]}', where="page")

    def name(item: Record) -> Iterator[str]:
        yield "begun"
        yield item.text("n")

    outcome = [said for item in page.records("results") for said in reading(item, name)]
    assert [said for said in outcome if isinstance(said, str)] == ["begun", "x", "begun", "y"]
    lost = [said for said in outcome if isinstance(said, Issue)]
    assert [(issue.where, issue.lost_record) for issue in lost] == [("results[1]", True)]


def test_a_broken_line_is_lost_and_the_lines_around_it_are_read() -> None:
    lines = list(json_lines(b'{"a": "1"}\n\n{"a": \n[1]\n{"a": "2", "b": 0}\n'))
    records = [line for line in lines if isinstance(line, Record)]
    lost = [line for line in lines if isinstance(line, Issue)]
    assert [record.text("a") for record in records] == ["1", "2"]
    assert [issue.where for issue in lost] == ["line 3", "line 4"]
    assert all(issue.lost_record for issue in lost)
    assert [issue.where for issue in unread(records)] == ["line 5.b"]


def test_days_and_lists_are_read_by_their_kind() -> None:
    record = Record.parse(b'{"on": "2024-02-29", "ids": ["A ", ""], "none": null}', where="x")
    assert record.day("on") == date(2024, 2, 29)
    assert record.texts("ids") == ("A",)
    assert record.said_texts("none") == ()
    assert record.said_texts("absent") is UNSAID


@pytest.mark.parametrize("body", [b"[1, 2]", b"{", b"\xff\xfe", b""])
def test_what_is_no_object_is_a_format_error_that_names_the_file(body: bytes) -> None:
    with pytest.raises(FormatError, match=r"file\.json"):
        Record.parse(body, where="file.json")
