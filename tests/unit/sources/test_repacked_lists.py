"""What others make of a list is read as theirs, under a source of its own."""

import json
from collections.abc import Mapping

import pytest

from app.domain.documents import Standing
from app.errors import FormatError
from app.sources.repacked_lists import SOURCE
from tests.captured import say

ROW = {
    "name": "Acme Works",
    "aliases": ["Akme"],
    "country": "Afghanistan",
    "address": "1 North Rd",
    "status": None,
    "effective_date": None,
    "federal_register": "76 FR 1, 11/21/11",
    "notes": "All items",
}
LINE = {"list": "EL", "name": "Acme Works", "aliases": None, "countries": ["AF"], "fr": "76 FR 1"}
CHINESE = {
    "list_id": "cn-attention-list",
    "id": "cn-1",
    "entity_name": "Acme Works",
    "aliases": ["阿克梅"],
    "country": "cn",
    "date_added": "2026-02-24",
}


def one_list(*rows: Mapping[str, object], **more: object) -> bytes:
    told = {"list_id": "bis-entity-list", "count": len(rows), "entities": rows, **more}
    return json.dumps(told).encode()


def test_a_list_with_its_name_is_a_snapshot_of_that_list() -> None:
    said = say(SOURCE, one_list(ROW, extracted="2026-07-09", source_file="a.txt"))
    (reading,) = said.readings.values()
    assert (reading.document.list_key, reading.title) == ("us-el", "Acme Works")
    assert reading.facts.countries == ("AF",)
    assert [(one.list_key, one.flaw) for one in said.lists] == [("us-el", None)]
    assert said.issues == ()
    assert SOURCE.standing is Standing.REPORT


def test_a_list_that_counts_more_than_it_holds_is_not_whole() -> None:
    assert say(SOURCE, one_list(ROW, count=3409)).lists[0].flaw is not None


def test_records_that_name_their_list_come_as_lines_or_as_one_array() -> None:
    lines = json.dumps(LINE) + "\n" + json.dumps({**LINE, "list": "UVL"}) + "\n"
    assert [one.list_key for one in say(SOURCE, lines.encode()).lists] == ["us-el", "us-uvl"]
    array = json.dumps([CHINESE], ensure_ascii=False).encode()
    assert list(say(SOURCE, array).readings) == ["repacked-lists/cn-watch/cn-1"]


def test_a_broken_line_costs_itself_and_the_word_whole() -> None:
    lines = json.dumps(LINE) + "\n{broken\n"
    said = say(SOURCE, lines.encode())
    assert [issue.where for issue in said.lost] == ["line 2"]
    assert said.lists[0].flaw == "line 2 is broken"


def test_a_list_cut_short_is_refused() -> None:
    body = one_list(ROW, ROW)
    with pytest.raises(FormatError):
        say(SOURCE, body[:-20])


def test_records_of_no_known_list_are_left() -> None:
    assert SOURCE.recognise is not None
    unknown = one_list(ROW, list_id="moon-list")
    assert SOURCE.recognise(unknown, "a.json") is None
    assert SOURCE.recognise(b'{"generated": "2026", "lists": []}', "a.json") is None
