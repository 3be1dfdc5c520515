"""Lists of sanctions as they are fetched: how they stand today, and no row gone by mistake."""

from collections.abc import Iterator

import pytest

from app.domain.coverage import CoverageState
from app.domain.sources import Source
from app.sources.eu_sanctions import SOURCE as EU_LIST
from app.sources.uk_sanctions import SOURCE as UK_LIST
from app.sources.un_sanctions import SOURCE as UN_LIST
from app.store.collecting import RoundOutcome
from tests.doubles_abroad.govuk import ASSETS, SITE, GovUk, page
from tests.doubles_abroad.lists import (
    EU,
    UK_CSV,
    UK_PAGE,
    UK_XML,
    UN,
    eu_xml,
    uk_csv,
    uk_xml,
    un_xml,
)
from tests.doubles_abroad.rounds import following, outcome
from tests.doubles_abroad.walk import TODAY, walking
from tests.servers import Asked, Server, answering, dripping
from tests.workspaces import Desk

NAMES = [f"Lantern Works {number}" for number in range(60)]


def govuk(*extensions: str) -> GovUk:
    double = GovUk(files={UK_XML: uk_xml(NAMES), UK_CSV: uk_csv(NAMES)})
    files = [
        {"attachment_type": "file", "title": "The list", "url": f"{ASSETS}{path}"}
        for path in ("/media/6a/UK_Sanctions_List_20260227.ods", UK_CSV, UK_XML)
        if path.rpartition(".")[2] in extensions
    ]
    path = UK_PAGE.removeprefix("/api/content/")
    double.pages[path] = page(path, "2026-02-27T09:00:00Z", details={"attachments": files})
    return double


def test_the_page_names_the_dated_file_and_the_file_proves_today() -> None:
    with walking(UK_LIST, govuk("ods", "csv", "xml"), SITE, ASSETS) as walker:
        came = walker()
    assert [one.shape for one in came.asked] == ["uk-list-page", "uk-list-xml"]
    assert len(came.readings) == len(NAMES)
    assert came.states == {TODAY: CoverageState.COMPLETE}


def test_where_the_first_form_cannot_be_had_the_next_one_takes_its_place() -> None:
    double = govuk("ods", "csv", "xml")
    double.trap = lambda asked: answering(status=404) if asked.path == UK_XML else None
    with walking(UK_LIST, double, SITE, ASSETS) as walker:
        came = walker()
    assert came.asked[-1].shape == "uk-list-csv"
    assert len(came.readings) == len(NAMES)
    assert came.states == {TODAY: CoverageState.COMPLETE}


def test_a_page_that_offers_no_form_we_read_says_which_it_offers() -> None:
    with walking(UK_LIST, govuk("ods"), SITE, ASSETS) as walker:
        came = walker()
    assert came.states == {}
    assert "UK_Sanctions_List_20260227.ods" in came.obstacles


@pytest.mark.parametrize(
    ("source", "site", "body"),
    [(UN_LIST, UN, un_xml(NAMES)), (EU_LIST, EU, eu_xml(NAMES))],
    ids=["UN", "EU"],
)
def test_a_whole_list_proves_today_and_a_cut_or_failing_one_nothing(
    source: Source, site: str, body: bytes
) -> None:
    answers = [answering(body)]
    with walking(source, lambda _asked: answers[0], site) as walker:
        assert walker().states == {TODAY: CoverageState.COMPLETE}
        for bad in (
            answering(b"busy", status=500),
            answering(body[:-200]),
            answering(body, length=len(body) + 50),
            answering(b"<html><title>Access Denied</title></html>"),
            answering(b"<export/>"),
        ):
            answers[0] = bad
            came = walker()
            assert came.states == {}
            assert came.obstacles


def test_a_list_that_comes_cut_or_not_at_all_loses_no_row(desk: Desk) -> None:
    answers = [answering(un_xml(NAMES))]

    def script(_asked: Asked) -> list[bytes]:
        return answers[0]

    with following(desk, UN_LIST, script, UN) as follower:
        assert outcome(follower.collect()) is RoundOutcome.WHOLE
        follower.desk.index()
        for bad in (
            answering(un_xml(NAMES)[:900]),
            answering(b"<CONSOLIDATED_LIST><ENTITIES/></CONSOLIDATED_LIST>"),
            answering(b"busy", status=503),
        ):
            answers[0] = bad
            follower.desk.clock.advance(hours=3)
            assert outcome(follower.collect()) is not RoundOutcome.WHOLE
            follower.desk.index()
            assert follower.desk.search("kind:list_entry list:un-sc").total == len(NAMES)


def test_a_list_that_drips_is_given_up_and_proves_nothing() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n<export>"
    found: list[Server] = []

    def script(_asked: Asked) -> Iterator[bytes]:
        return dripping(lambda: found[0], head)

    with walking(EU_LIST, script, EU, seconds=0.1) as walker:
        found.append(walker.server)
        came = walker()
    assert came.states == {}
    assert came.obstacles
