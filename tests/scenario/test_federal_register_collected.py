"""Rounds against a double of the Federal Register with the traps its service is known for."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.coverage import CoverageState
from app.sources.us_federal_register import SOURCE
from app.store.collecting import RoundOutcome
from tests.doubles.asking import Asking, asking
from tests.doubles.federal_register import GOVINFO, SITE, Register, paper
from tests.servers import Asked as Question
from tests.servers import answering
from tests.workspaces import Desk, open_desk

# The desk's clock begins on Sunday, 1 March 2026 at noon, UTC.
TODAY = date(2026, 3, 1)
FRIDAY = date(2026, 2, 27)
DAY = timedelta(days=1)


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def asked(desk: Desk, register: Register) -> Iterator[Asking]:
    with asking(desk, SOURCE, register, SITE, GOVINFO) as opened:
        yield opened


def test_a_rule_and_its_text_arrive_and_the_week_behind_is_proven(
    asked: Asking, register: Register
) -> None:
    register.papers = [paper("2026-03001", FRIDAY), paper("2026-03002", FRIDAY, slug="other")]
    done = asked.collect()
    assert (done.outcome, done.problems) == (RoundOutcome.WHOLE, ())
    states = asked.states(TODAY - 7 * DAY, TODAY)
    assert states.pop(FRIDAY) is CoverageState.COMPLETE
    assert set(states.values()) == {CoverageState.EMPTY}
    assert TODAY not in states
    shown = asked.desk.show("us-fr/2026-03001")
    assert "The words of 2026-03001" in shown.text
    assert shown.standing == "authentic"


def test_one_agency_is_asked_at_a_time_and_no_field_by_a_name_of_our_own(
    asked: Asking, register: Register
) -> None:
    done = asked.collect()
    assert done.problems == (
        "us-fr brought 0 records, and at least 1 are usual; see whether its form moved",
    )
    searches = asked.paths("/documents.json")
    assert all(path.count("conditions%5Bagencies") <= 1 for path in searches)
    assert all("per_page=1000&" in path for path in searches)
    assert not [path for path in searches if "=&" in path]


def test_a_text_that_is_not_there_yet_is_read_where_gpo_prints_it(
    asked: Asking, register: Register
) -> None:
    register.papers = [paper("2026-03001", FRIDAY)]
    register.texts_missing = {"2026-03001"}
    assert asked.collect().outcome is RoundOutcome.WHOLE
    assert "as GPO prints them & keeps them" in asked.desk.show("us-fr/2026-03001").text


def _arrives_whole(asked: Asking, register: Register, number: int) -> None:
    first = date(2026, 1, 1)
    register.papers = [
        paper(f"2026-{n:05}", first + (n % 31) * DAY, full_text_xml_url=None, cfr_references=[])
        for n in range(number)
    ]
    done = asked.collect(since=first, until=first + 30 * DAY)
    assert (done.outcome, done.new) == (RoundOutcome.WHOLE, number)
    assert len(asked.states(first, first + 30 * DAY)) == 31
    assert not asked.paths("page=51")


def test_twenty_five_thousand_documents_of_one_window_arrive_whole(
    migrated_sqlite_url: str, tmp_path: Path
) -> None:
    register = Register()
    desk = open_desk(migrated_sqlite_url, tmp_path / "home")
    with closing(desk.tracker), asking(desk, SOURCE, register, SITE, GOVINFO) as asked:
        _arrives_whole(asked, register, 25_000)


@pytest.mark.gate
def test_twenty_five_thousand_documents_arrive_whole_on_each_database(
    asked: Asking, register: Register
) -> None:
    _arrives_whole(asked, register, 25_000)


def test_a_day_on_which_the_publisher_counts_no_further_fails_loudly(
    asked: Asking, register: Register
) -> None:
    register.largest_page = 20
    register.papers = [
        paper(f"2026-{n:05}", FRIDAY, full_text_xml_url=None, cfr_references=[])
        for n in range(10_001)
    ]
    done = asked.collect(since=FRIDAY - DAY, until=FRIDAY)
    assert done.outcome is RoundOutcome.PARTIAL
    assert any("10,000 or more documents on 2026-02-27" in said for said in done.problems)
    assert asked.states(FRIDAY - DAY, FRIDAY) == {FRIDAY - DAY: CoverageState.EMPTY}


@pytest.mark.parametrize("cursor", [False, True])
def test_pages_are_followed_though_their_links_drop_the_question(
    asked: Asking, register: Register, *, cursor: bool
) -> None:
    register.cursor, register.largest_page = cursor, 20
    register.papers = [
        paper(f"2026-{n:05}", FRIDAY, full_text_xml_url=None, cfr_references=[]) for n in range(45)
    ]
    done = asked.collect(since=FRIDAY, until=FRIDAY)
    assert (done.outcome, done.new) == (RoundOutcome.WHOLE, 45)
    pages = asked.paths("&page=")
    assert [("fields" in path, "search_after_cursor" in path) for path in pages] == [
        (True, cursor)
    ] * 2


def test_on_a_sunday_the_weeks_before_are_asked_again_and_their_texts_are_not(
    asked: Asking, register: Register
) -> None:
    old = TODAY - 30 * DAY
    register.papers = [paper("2026-01001", old, comments_close_on="2026-03-02")]
    asked.collect()
    assert asked.desk.show("us-fr/2026-01001").title == "Paper 2026-01001"
    assert asked.paths("/full_text/") == []
    register.papers = [paper("2026-01001", old, comments_close_on="2026-04-02")]
    asked.desk.clock.advance(hours=2)
    assert asked.collect().changed == 1
    register.papers = []
    asked.desk.clock.advance(hours=2)
    asked.collect()
    assert asked.desk.show("us-fr/2026-01001").title == "Paper 2026-01001"


def test_an_answer_of_other_days_proves_nothing(asked: Asking, register: Register) -> None:
    register.papers = [paper("2026-03001", FRIDAY, full_text_xml_url=None)]
    asked.server.script = lambda question: register(
        replace(question, path=question.path.replace("2026-02-26", "2026-02-27"))
    )
    done = asked.collect(since=FRIDAY - DAY, until=FRIDAY - DAY)
    assert done.outcome is RoundOutcome.PARTIAL
    assert "stands in an answer about 2026-02-26" in done.problems[0]
    assert asked.states(FRIDAY - DAY, FRIDAY) == {}


def test_a_text_of_some_days_ago_is_asked_for_once(asked: Asking, register: Register) -> None:
    register.papers = [paper("2026-02901", FRIDAY - 2 * DAY), paper("2026-03001", FRIDAY)]
    asked.collect()
    asked.desk.clock.advance(hours=2)
    asked.collect()
    texts = [path.rpartition("/")[2] for path in asked.paths("/full_text/")]
    assert sorted(texts) == ["2026-02901.xml", "2026-03001.xml", "2026-03001.xml"]


@pytest.mark.parametrize("said", ["120", "Sun, 01 Mar 2026 12:02:00 GMT"])
def test_a_publisher_that_says_when_to_come_back_is_left_alone_until_then(
    asked: Asking, said: str
) -> None:
    asked.server.script = lambda _question: answering(
        b"Too many requests", status=429, headers={"Retry-After": said}
    )
    done = asked.collect()
    assert done.outcome is RoundOutcome.FAILED
    assert len(asked.paths()) == 1
    assert done.next_at == datetime(2026, 3, 1, 12, 2, tzinfo=UTC)
    assert asked.states(TODAY - 8 * DAY, TODAY) == {}


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_an_answer_cut_short_proves_nothing_and_removes_nothing(
    asked: Asking, register: Register, share: float
) -> None:
    register.papers = [paper("2026-03001", FRIDAY), paper("2026-03002", FRIDAY)]
    asked.collect()

    def cut(question: Question) -> Iterator[bytes]:
        head, *rest = register(question)
        body = b"".join(rest)
        yield head
        yield body[: int(len(body) * share)]

    asked.server.script = cut
    asked.desk.clock.advance(days=1)
    done = asked.collect()
    assert done.outcome is RoundOutcome.FAILED
    assert asked.states(TODAY, TODAY) == {}
    asked.desk.index()
    assert asked.desk.search("source:us-fr").total == 2
