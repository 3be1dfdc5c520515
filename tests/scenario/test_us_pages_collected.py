"""Rounds against doubles of agencies' pages: releases, guidance that is edited, actions, orders."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from app.domain.coverage import CoverageState
from app.sources import us_bis_statements, us_gao, us_ofac_actions, us_white_house
from app.store.collecting import RoundOutcome
from tests.doubles.asking import Asking, asking
from tests.doubles.pages import CHALLENGE, Pages, feed, index, page
from tests.papers import make_pdf
from tests.servers import answering
from tests.workspaces import Desk

TODAY = date(2026, 3, 1)
DAY = timedelta(days=1)
RELEASES = {
    "/press-release/newest": "February 27, 2026",
    "/press-release/middle": "February 24, 2026",
    "/press-release/oldest": "February 21, 2026",
}
GUIDANCE = us_bis_statements.PAGES[0]


@pytest.fixture
def site() -> Pages:
    pages = {us_bis_statements.INDEX.removeprefix(us_bis_statements.SITE): index(RELEASES)}
    pages |= {path: page(f"Release {path[-6:]}") for path in RELEASES}
    pages |= {path: page(f"Guidance {path[-6:]}") for path in us_bis_statements.PAGES}
    return Pages(pages=pages)


@pytest.fixture
def bureau(desk: Desk, site: Pages) -> Iterator[Asking]:
    with asking(desk, us_bis_statements.SOURCE, site, us_bis_statements.SITE) as opened:
        yield opened


def test_releases_arrive_and_the_list_proves_the_days_after_its_oldest(bureau: Asking) -> None:
    done = bureau.collect()
    assert (done.outcome, done.problems) == (RoundOutcome.WHOLE, ())
    states = bureau.states(TODAY - 9 * DAY, TODAY)
    assert min(states) == date(2026, 2, 22)
    assert states[date(2026, 2, 27)] is CoverageState.COMPLETE
    shown = bureau.desk.show("us-bis-statements/press-release/newest")
    assert (shown.kind, shown.type, shown.standing) == ("statement", "press_release", "statement")
    assert "imprint" not in shown.text
    assert shown.title == "Release newest"


def test_guidance_edited_in_place_is_two_versions_of_one_document(
    bureau: Asking, site: Pages
) -> None:
    bureau.collect()
    site.pages[GUIDANCE] = page("Guidance", "Widgets now need a licence.")
    bureau.desk.clock.advance(hours=2)
    assert bureau.collect().changed == 1
    shown = bureau.desk.show(f"us-bis-statements{GUIDANCE}")
    assert shown.kind == "guidance"
    assert len(shown.versions) == 2
    assert "need a licence" in shown.text


def test_guidance_in_a_file_is_read_and_a_file_that_is_gone_takes_no_day(
    bureau: Asking, site: Pages
) -> None:
    linked = b"<a href='/media/documents/guidance.pdf'>One</a><a href='/media/documents/x'>X</a>"
    site.pages[GUIDANCE] = site.pages[GUIDANCE].replace(b"</main>", linked + b"</main>")
    site.pages["/media/documents/guidance.pdf"] = make_pdf(["Widgets need a licence."])
    done = bureau.collect()
    assert (done.outcome, done.problems) == (RoundOutcome.WHOLE, ())
    shown = bureau.desk.show("us-bis-statements/media/documents/guidance.pdf")
    assert "Widgets need a licence" in shown.text
    assert (shown.kind, shown.published_on) == ("guidance", None)


@pytest.mark.parametrize(
    "bad",
    [
        answering(CHALLENGE, headers={"Content-Type": "text/html"}),
        answering(CHALLENGE, status=202, headers={"Content-Type": "text/html"}),
        answering(b"<html><body><main></main><p>Menu</p></body></html>"),
        answering(b"<h1>Gone</h1>", status=404),
        answering(page("Cut short"), length=100_000),
        answering(b""),
    ],
    ids=["challenge", "challenge with 202", "no main text", "gone", "cut short", "nothing"],
)
def test_a_page_without_its_words_changes_nothing_and_is_said_aloud(
    bureau: Asking, site: Pages, bad: list[bytes]
) -> None:
    bureau.collect()
    before = bureau.desk.show(f"us-bis-statements{GUIDANCE}").text
    site.answers[GUIDANCE] = bad
    bureau.desk.clock.advance(hours=2)
    done = bureau.collect()
    assert done.outcome is RoundOutcome.PARTIAL
    assert done.problems
    assert bureau.desk.show(f"us-bis-statements{GUIDANCE}").text == before


def test_an_index_without_a_release_is_a_failure_and_not_the_news_of_none(
    bureau: Asking, site: Pages
) -> None:
    site.pages["/news-updates"] = page("Welcome to the new site")
    done = bureau.collect()
    assert any("names no release" in said for said in done.problems)
    assert bureau.states(TODAY - 9 * DAY, TODAY - DAY) == {}


def test_actions_of_the_sanctions_office_have_the_day_of_their_address(desk: Desk) -> None:
    paths = {f"/recent-actions/{n}": "" for n in ("20260227", "20260225_33", "20260225")}
    site = Pages(pages={path: page("Designations", path) for path in paths})
    site.pages["/recent-actions"] = index(paths)
    with asking(desk, us_ofac_actions.SOURCE, site, us_ofac_actions.SITE) as office:
        assert office.collect().outcome is RoundOutcome.WHOLE
        shown = office.desk.show("us-ofac-actions/20260225_33")
        assert (shown.published_on, shown.date_evidence) == (
            date(2026, 2, 25),
            "the page's address",
        )
        assert min(office.states(TODAY - 9 * DAY, TODAY)) == date(2026, 2, 26)


def test_decisions_are_asked_for_once_and_never_taken_for_one_another(desk: Desk) -> None:
    numbers = ("b-337935", "b-337936", "b-337937")
    pages = {f"/products/{n}": page(f"Decision {n.upper()}") for n in numbers}
    pages["/products/b-337937"] = page("Decision B-337935")
    site = Pages(pages=dict(pages))
    site.pages[us_gao.INDEX.removeprefix(us_gao.SITE)] = index(dict.fromkeys(pages, ""))
    with asking(desk, us_gao.SOURCE, site, us_gao.SITE) as office:
        done = office.collect()
        assert any("not of B-337937" in said for said in done.problems)
        assert office.desk.show("us-gao/b-337936").type == "gao_decision"
        site.pages["/products/b-337937"] = pages["/products/b-337936"].replace(b"936", b"937")
        office.desk.clock.advance(hours=13)
        office.collect()
        assert len(office.paths("/products/")) == len(numbers) + 1


def test_orders_are_read_from_the_feed_and_their_pages_where_it_gives_no_text(desk: Desk) -> None:
    address = f"{us_white_house.SITE}/presidential-actions/2026/02"
    long = "By the authority vested in me I order what follows, at some length. " * 10
    site = Pages(
        pages={
            "/presidential-actions/feed/": feed(
                ("Order one", f"{address}/one/", "Fri, 27 Feb 2026 23:30:00 -0500", long),
                ("Order two", f"{address}/two/", "Tue, 24 Feb 2026 22:00:00 +0000", long),
                ("Order three", f"{address}/three/", "Mon, 23 Feb 2026 12:00:00 +0000", ""),
            ),
            "/presidential-actions/2026/02/three/": page("Order three", "Its whole text."),
        }
    )
    with asking(desk, us_white_house.SOURCE, site, us_white_house.SITE) as house:
        done = house.collect()
        assert (done.outcome, done.problems) == (RoundOutcome.WHOLE, ())
        shown = house.desk.show("us-white-house/2026-02-one")
        assert (shown.kind, shown.published_on) == ("presidential", date(2026, 2, 27))
        assert "Its whole text" in house.desk.show("us-white-house/2026-02-three").text
        assert min(house.states(TODAY - 9 * DAY, TODAY)) == date(2026, 2, 24)
