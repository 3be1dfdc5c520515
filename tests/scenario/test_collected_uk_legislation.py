"""legislation.gov.uk asked as it is asked: its feeds followed, its texts as made and as revised."""

from collections.abc import Iterator

import pytest

from app.domain.coverage import CoverageState
from app.domain.sources import Words
from app.sources.uk_legislation import AS_MADE, SOURCE, WATCHED
from tests.doubles_abroad.legislation import SITE, Legislation
from tests.doubles_abroad.walk import DAY, TODAY, Walker, walking
from tests.servers import answering

OURS = "uksi/2026/88"
FIRST = TODAY - 7 * DAY


@pytest.fixture
def double() -> Legislation:
    new = [(f"uksi/2026/{200 - n}", f"The Sheep Order {n}", TODAY - n * DAY) for n in range(1, 30)]
    new.insert(3, (OURS, "The Export Control (Amendment) Order 2026", TODAY - 3 * DAY))
    return Legislation(new=new, effects=6)


@pytest.fixture
def walker(double: Legislation) -> Iterator[Walker]:
    with walking(SOURCE, double, SITE) as found:
        yield found


def test_what_is_new_is_read_page_by_page_until_it_is_old_enough(walker: Walker) -> None:
    came = walker(FIRST)
    assert came.states == {TODAY - n * DAY: CoverageState.COMPLETE for n in range(2, 8)}
    assert came.obstacles == ""
    pages = [one for one in walker.server.asked if one.path.startswith("/new/")]
    assert 3 <= len(pages) < 8


def test_a_feed_that_ends_early_says_nothing_of_the_days_up_to_its_oldest_entry(
    walker: Walker, double: Legislation
) -> None:
    double.new = double.new[:4]
    assert double.new[-1][2] == TODAY - 3 * DAY
    assert set(walker(FIRST).states) == {TODAY - 2 * DAY}


def test_the_text_of_a_new_order_on_export_control_is_asked_for_as_it_was_made(
    walker: Walker,
) -> None:
    came = walker(FIRST)
    words = came.readings[f"uk-legislation/{OURS}"].words
    assert isinstance(words, Words)
    assert "Lanterns need a licence." in words.text
    made = [one.url for one in came.asked if one.url.endswith("/made/data.xml")]
    assert made == [f"{SITE}/{act}/made/data.xml" for act in (*AS_MADE, OURS)]


def test_effects_are_read_to_their_last_page(walker: Walker) -> None:
    came = walker(FIRST)
    effects = [id_ for id_ in came.readings if "/effect/" in id_]
    assert len(effects) == 6
    assert f"uk-legislation/{WATCHED[0]}" in came.readings


def test_an_act_that_nothing_was_done_to_has_no_effects_and_that_is_an_answer(
    walker: Walker, double: Legislation
) -> None:
    double.effects = 0
    came = walker(FIRST)
    assert came.failures == {}
    assert came.states


def test_the_same_page_again_and_again_is_found_out(walker: Walker, double: Legislation) -> None:
    double.repeats_first_page = True
    came = walker(FIRST)
    assert "came twice" in came.obstacles
    assert came.states == {}


def test_a_listing_in_no_order_of_days_reaches_nowhere(walker: Walker, double: Legislation) -> None:
    double.new = [
        (act, title, TODAY - (n * 7 % 11) * DAY) for n, (act, title, _) in enumerate(double.new)
    ]
    came = walker(FIRST)
    assert "no order of days" in came.obstacles
    assert came.states == {}


@pytest.mark.parametrize("path", ["/new/", "/changes/", "/uksi/2008/3231/data.xml"])
@pytest.mark.parametrize(
    "answer",
    [
        answering(b"<html><title>Just a moment...</title></html>", status=202),
        answering(b"<feed xmlns='http://www.w3.org/2005/Atom'><id>https://x.example</id></feed>"),
        answering(b"<Legislation><Primary>", length=400),
        answering(b"busy", status=503),
    ],
    ids=["202", "another's feed", "cut", "503"],
)
def test_what_is_no_answer_proves_nothing(
    walker: Walker, double: Legislation, path: str, answer: list[bytes]
) -> None:
    double.trap = lambda asked: answer if asked.path.startswith(path) else None
    came = walker(FIRST)
    assert came.states == {}
    assert came.failures


def test_a_long_window_also_asks_how_the_act_read_at_its_end(walker: Walker) -> None:
    came = walker(TODAY - 40 * DAY, TODAY - 10 * DAY)
    end = TODAY - 10 * DAY
    assert f"{SITE}/{WATCHED[0]}/{end}/data.xml" in [one.url for one in came.asked]
