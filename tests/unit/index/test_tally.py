"""A question's answer is counted by lane and day from the index alone, whole and exact."""

import random
import time
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.search import Everything, Term, Word
from app.index.read import IndexQuery, IndexReader
from app.index.schema import IndexedShowing
from app.index.tally import Spread
from tests.showings import make_showing, put

ALL = IndexQuery(expression=Everything())
DAY = date(2023, 10, 17)
WINDOW = (date(2023, 10, 1), date(2023, 10, 31))


def placed(
    number: int, on: date | None, lane: str = "news", other: Iterable[date] = (), **said: object
) -> IndexedShowing:
    days = {"placed_on": on, "published_on": on, "other_on": tuple(other)}
    return make_showing(number, **{"lane": lane, **days, **said})  # type: ignore[arg-type]  # a wrong name fails at once


def spread_of(place: Path, showings: Iterable[IndexedShowing], asked: IndexQuery = ALL) -> Spread:
    spread = put(place, showings).spread(asked)
    assert spread is not None
    return spread


def test_a_place_without_an_index_has_nothing_to_count(tmp_path: Path) -> None:
    assert IndexReader(tmp_path).spread(ALL) is None


def test_lanes_are_counted_with_their_undated(tmp_path: Path) -> None:
    spread = spread_of(tmp_path, [placed(1, DAY), placed(2, None), placed(3, DAY, "law")])
    lanes = {lane.lane: (lane.total, lane.undated) for lane in spread.extent.lanes}
    assert lanes == {"news": (2, 1), "law": (1, 0)}
    assert (spread.extent.first_on, spread.extent.last_on) == (DAY, DAY)
    assert spread.total() == 3


def test_a_window_includes_both_its_ends_and_counts_what_lies_beside_it(tmp_path: Path) -> None:
    one = timedelta(days=1)
    days = [WINDOW[0] - one, WINDOW[0], DAY, DAY, WINDOW[1], WINDOW[1] + one, WINDOW[1] + one]
    spread = spread_of(tmp_path, [placed(at, on) for at, on in enumerate(days, start=1)])
    tally = spread.tally(WINDOW, most=10)
    assert tally.placed["news"] == [
        (WINDOW[0].toordinal(), 1),
        (DAY.toordinal(), 2),
        (WINDOW[1].toordinal(), 1),
    ]
    assert (tally.before, tally.after) == (1, 2)
    assert sorted(tally.touching) == [2, 3, 4, 5]


def test_further_days_are_counted_apart_and_touch_the_window(tmp_path: Path) -> None:
    effective = date(2023, 10, 20)
    rule = placed(1, date(2023, 9, 1), "law", [effective, date(2024, 1, 1)])
    tally = spread_of(tmp_path, [rule, placed(2, DAY)]).tally(WINDOW, most=10)
    assert tally.placed["law"] == []
    assert tally.other["law"] == [(effective.toordinal(), 1)]
    assert sorted(tally.touching) == [1, 2]


def test_more_than_asked_for_are_cut_one_later(tmp_path: Path) -> None:
    showings = [placed(number, DAY) for number in range(1, 8)]
    undated = [placed(number, None) for number in range(8, 12)]
    tally = spread_of(tmp_path, [*showings, *undated]).tally(WINDOW, most=3)
    assert len(tally.touching) == 4
    assert tally.undated == (8, 9, 10, 11)


def test_counting_by_buckets_is_counting_by_days_added_up(tmp_path: Path) -> None:
    chance = random.Random(20231017)  # a fixed sequence, not a secret
    days = [
        date.fromordinal(date(2020, 1, 1).toordinal() + chance.randrange(1400)) for _ in range(300)
    ]
    showings = [
        placed(at, on, chance.choice(["law", "news"]), [on + timedelta(days=chance.randrange(60))])
        for at, on in enumerate(days, start=1)
    ]
    spread = spread_of(tmp_path, showings)
    window = (date(2020, 3, 10), date(2023, 6, 20))
    starts = [window[0], date(2021, 1, 1), date(2022, 1, 1), date(2023, 1, 1)]
    by_day = spread.tally(window, most=1)
    by_year = spread.tally(window, most=1, starts=starts)
    for counted, folded in ((by_day.placed, by_year.placed), (by_day.other, by_year.other)):
        for lane, counts in counted.items():
            years: Counter[int] = Counter()
            for number, count in counts:
                start = max(one for one in starts if one.toordinal() <= number)
                years[start.toordinal()] += count
            assert dict(folded[lane]) == dict(years)
    assert (by_day.before, by_day.after) == (by_year.before, by_year.after)


def test_what_was_superseded_is_counted_only_as_known_then(tmp_path: Path) -> None:
    old = placed(1, DAY, known_from=10, known_to=20, document_pk=7)
    new = placed(2, None, known_from=20, document_pk=7)
    reader = put(tmp_path, [old, new])
    now, then = (reader.spread(IndexQuery(expression=Everything(), known_at=at)) for at in (20, 15))
    assert now is not None
    assert then is not None
    assert [(lane.total, lane.undated) for lane in now.extent.lanes] == [(1, 1)]
    assert [(lane.total, lane.undated) for lane in then.extent.lanes] == [(1, 0)]


def test_entries_of_lists_are_counted_as_the_search_finds_them(tmp_path: Path) -> None:
    entry = placed(1, DAY, "lists", kind="list_entry", text="chips entry", list_key="us-el")
    reader = put(tmp_path, [entry, make_showing(2, "chips", lane="news", placed_on=DAY)])
    for expression in (
        Everything(),
        Word(text="chips"),
        Word(text="entry"),
        Term(field="kind", value="list_entry"),
    ):
        asked = IndexQuery(expression=expression)
        spread = reader.spread(asked)
        assert spread is not None
        assert spread.total() == reader.search(asked).total


@pytest.mark.gate
def test_fifty_thousand_showings_are_counted_in_sixty_milliseconds(tmp_path: Path) -> None:
    chance = random.Random(7)  # a fixed sequence, not a secret
    showings = (
        placed(
            number,
            date.fromordinal(729_000 + chance.randrange(11_000)),
            chance.choice(["law", "news", "news", "statement"]),
            text="chips",
        )
        for number in range(1, 50_001)
    )
    reader = put(tmp_path, showings)
    spent = []
    for _ in range(9):
        begun_at = time.process_time()
        spread = reader.spread(IndexQuery(expression=Word(text="chips")))
        assert spread is not None
        starts = [date(year, 1, 1) for year in range(1998, 2028)]
        tally = spread.tally((date(1998, 1, 1), date(2027, 12, 31)), most=200, starts=starts)
        spent.append(time.process_time() - begun_at)
        assert sum(count for counts in tally.placed.values() for _, count in counts) > 40_000
    assert sorted(spent)[4] < 0.060
