"""Notices of the Chinese Ministry, from the index of each year; a gate in front of it is named."""

from collections.abc import Iterator
from datetime import date

import pytest

from app.domain.coverage import CoverageState
from app.sources.cn_mofcom import SOURCE
from tests.doubles_abroad.mofcom import SITE, Mofcom, Notice
from tests.doubles_abroad.walk import DAY, TODAY, Walker, walking
from tests.servers import answering

GG = "/zcfb/blgg/gg/2026/art/2026/art_{0:032x}.html"
OLD = "/zcfb/blgg/gg/2025/art/2025/art_{0:032x}.html"


@pytest.fixture
def ministry() -> Mofcom:
    return Mofcom(
        notices=[
            Notice("商务部公告2026年第9号 关于灯笼", TODAY - 4 * DAY, GG.format(9)),
            Notice("商务部公告2026年第8号 关于灯油", TODAY - 9 * DAY, GG.format(8)),
            Notice("商务部公告2026年第1号 关于蜡", date(2026, 1, 5), GG.format(1)),
            Notice("商务部公告2025年第90号 关于纸", date(2025, 12, 30), OLD.format(90)),
            Notice("商务部公告2025年第2号 关于墨", date(2025, 1, 9), OLD.format(2)),
        ]
    )


@pytest.fixture
def walker(ministry: Mofcom) -> Iterator[Walker]:
    with walking(SOURCE, ministry, SITE) as found:
        yield found


def test_the_notices_of_a_window_prove_its_days(walker: Walker) -> None:
    came = walker(TODAY - 7 * DAY)
    assert came.obstacles == ""
    assert came.states[TODAY - 4 * DAY] is CoverageState.COMPLETE
    assert came.states[TODAY - 5 * DAY] is CoverageState.EMPTY
    assert "cn-mofcom/商务部公告2026年第9号" in came.readings


def test_a_window_over_new_year_rests_on_both_indexes(walker: Walker) -> None:
    came = walker(date(2025, 12, 28), date(2026, 1, 10))
    assert came.states[date(2025, 12, 30)] is CoverageState.COMPLETE
    assert came.states[date(2025, 12, 29)] is CoverageState.EMPTY
    assert came.states[date(2026, 1, 8)] is CoverageState.EMPTY
    # Of the days up to its oldest notice an index says nothing: there may be a page before it.
    assert date(2026, 1, 5) not in came.states


def test_a_notice_on_several_paths_is_one_document(walker: Walker, ministry: Mofcom) -> None:
    again = Notice(ministry.notices[0].title, TODAY - 4 * DAY, "/zwgk/zcfb/art/2026/art_aa.html")
    ministry.notices.insert(1, again)
    came = walker(TODAY - 7 * DAY)
    assert sum("第9号" in id_ for id_ in came.readings) == 1
    assert [one.url for one in came.asked if one.url.endswith(("art_aa.html", "09.html"))] == [
        f"{SITE}{GG.format(9)}",
        f"{SITE}{again.path}",
    ]


def test_old_notices_are_asked_for_once_and_new_ones_again(walker: Walker) -> None:
    came = walker(TODAY - 7 * DAY)
    assert {one.on: one.lasting for one in came.asked if one.on} == {
        TODAY - 4 * DAY: False,
        TODAY - 9 * DAY: False,
        date(2026, 1, 5): True,
    }


@pytest.mark.parametrize(
    "answer",
    [
        answering(b"<html><body><script>location.href='/gate'</script></body></html>"),
        answering(b"<html><title>403 Forbidden</title></html>", status=403),
        answering(b"<html><title>Just a moment...</title></html>", status=202),
        answering("<html><body><a href='/'>首页</a></body></html>".encode()),
        [],
    ],
    ids=["script", "403", "202", "home page", "hangs up"],
)
def test_a_gate_is_named_and_is_no_news_that_nothing_was_published(
    walker: Walker, ministry: Mofcom, answer: list[bytes]
) -> None:
    ministry.trap = lambda _asked: iter(answer)
    came = walker(TODAY - 7 * DAY)
    assert (came.readings, came.states) == ({}, {})
    (why,) = came.failures.values()
    assert "/zcfb/blgg/gg/2026/index.html" in why


def test_an_index_in_no_order_of_days_proves_nothing(walker: Walker, ministry: Mofcom) -> None:
    for n in range(12):
        notice = Notice(
            f"商务部公告2026年第{20 + n}号", TODAY - (n * 5 % 13) * DAY, GG.format(20 + n)
        )
        ministry.notices.append(notice)
    came = walker(TODAY - 7 * DAY)
    assert "order of their days" in came.obstacles
    assert came.states == {}
