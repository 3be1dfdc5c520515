"""What answers prove of days, and what they do not, however much they look like it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.comparison.completeness import Answered, Missed, Proof, prove
from app.domain.coverage import Account, CoverageState
from app.domain.sources import Window

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 2, 26), date(2026, 3, 1)
WINDOW = Window(first_on=FIRST, last_on=LAST)
SETTLED = LAST - DAY


def page(
    *names: str,
    on: date = FIRST,
    stated: int | None = None,
    more: bool = False,
    question: str = "list",
    root: int = 0,
    flaw: str | None = None,
) -> Answered:
    account = Account(
        question=question,
        first_on=FIRST,
        last_on=LAST,
        records=tuple((name, on) for name in names),
        stated=stated,
        more=more,
        flaw=flaw,
    )
    return Answered(root=root, account=account, capture=f"xx/{question}", captured_on=LAST)


def proof(*answered: Answered, missed: tuple[Missed, ...] = (), roots: int = 1) -> Proof:
    return prove(WINDOW, answered, missed, roots=roots, settled_on=SETTLED)


def states(found: Proof) -> dict[date, str]:
    return {day.on: day.state.value for day in found.days}


def test_a_whole_listing_proves_days_with_records_and_days_without() -> None:
    found = proof(page("a", "b", stated=3, more=True), page("c", stated=3))
    assert states(found) == {
        FIRST: "complete",
        FIRST + DAY: "empty",
        FIRST + 2 * DAY: "empty",
    }
    assert found.obstacles == ()


def test_today_is_not_proven_while_its_publisher_may_add_to_it() -> None:
    assert LAST not in states(proof(page("a", on=LAST, stated=1)))


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        ((page("a", "b", stated=3, more=True),), "its last page never came"),
        ((page("a", "b", stated=3),), "2 records came of 3 stated"),
        ((page("a", "b", stated=4, more=True), page("b", "c", stated=4)), "came twice"),
        ((page("a", stated=2, more=True), page("b", stated=3)), "its total moved"),
        ((page("a", stated=1, flaw="it was cut"),), "it was cut"),
    ],
)
def test_a_listing_that_may_not_be_whole_proves_nothing(
    pages: tuple[Answered, ...], why: str
) -> None:
    found = proof(*pages)
    assert found.days == ()
    assert why in " ".join(found.obstacles)


def test_an_answer_that_never_came_takes_the_days_of_its_root() -> None:
    found = proof(page("a", stated=1), missed=(Missed(root=0, why="503"),))
    assert found.days == ()
    assert found.obstacles == ("503",)


def test_an_answer_that_one_day_wants_takes_that_day() -> None:
    found = proof(page("a", stated=1), missed=(Missed(root=0, why="404", on=FIRST),))
    assert set(states(found)) == {FIRST + DAY, FIRST + 2 * DAY}


def test_every_question_that_was_begun_with_has_to_be_answered() -> None:
    one, two = page("a", stated=1), page(stated=0, question="other", root=1)
    assert len(proof(one, two, roots=2).days) == 3
    assert proof(one, roots=2).days == ()


def test_how_matters_stand_is_proven_of_the_day_of_the_answer_alone() -> None:
    account = Account(question="list", records=(("a", None),))
    now = Answered(root=0, account=account, capture="xx/now", captured_on=LAST)
    assert states(proof(now)) == {LAST: "complete"}


def test_a_feed_proves_the_days_behind_its_oldest_entry() -> None:
    account = Account(
        question="feed", first_on=FIRST + 2 * DAY, records=(("a", FIRST + DAY), ("b", SETTLED))
    )
    feed = Answered(root=0, account=account, capture="xx/feed", captured_on=LAST)
    assert states(proof(feed)) == {SETTLED: "complete"}


def test_a_day_that_two_questions_speak_for_wants_both() -> None:
    whole = page("a", stated=1, question="one")
    broken = page("b", stated=2, question="two")
    assert proof(whole, broken).days == ()


NAMES = st.lists(st.integers(0, 400), unique=True, min_size=1, max_size=40)


@given(names=NAMES, size=st.integers(1, 7), lost=st.data())
def test_no_page_can_be_missing_doubled_or_cut_without_its_being_seen(
    names: list[int], size: int, lost: st.DataObject
) -> None:
    """Any one thing done to the pages of a listing that states its total takes every day."""
    cut = [names[at : at + size] for at in range(0, len(names), size)]
    pages = [
        page(*map(str, some), stated=len(names), more=number < len(cut) - 1)
        for number, some in enumerate(cut)
    ]
    assert len(proof(*pages).days) == 3
    at = lost.draw(st.integers(0, len(pages) - 1))
    what = lost.draw(st.sampled_from(["lost", "doubled", "shortened"]))
    spoiled = list(pages)
    if what == "lost":
        del spoiled[at]
    elif what == "doubled":
        spoiled.insert(at, pages[at])
    else:
        spoiled[at] = page(*map(str, cut[at][1:]), stated=len(names), more=at < len(cut) - 1)
    assert proof(*spoiled).days == ()


def test_the_proof_names_the_records_and_what_they_came_in() -> None:
    (day, *_) = proof(page("a", "b", stated=2)).days
    assert (day.state, day.proof) == (CoverageState.COMPLETE, "2 records in xx/list")


def stands(name: str, *, on: date, root: int) -> Answered:
    account = Account(question=name, records=((name, None),))
    return Answered(root=root, account=account, capture=f"xx/{name}", captured_on=on)


def test_two_lists_between_which_midnight_came_prove_neither_day() -> None:
    apart = (stands("a", on=LAST - DAY, root=0), stands("b", on=LAST, root=1))
    assert proof(*apart, roots=2).days == ()
    together = (stands("a", on=LAST, root=0), stands("b", on=LAST, root=1))
    assert states(proof(*together, roots=2)) == {LAST: "complete"}


def test_a_day_that_a_record_without_a_day_may_be_of_is_not_called_empty() -> None:
    whole = page("a", stated=2, more=True)
    undated = replace(whole, account=replace(whole.account, records=(("x", None),), more=False))
    assert states(proof(whole, undated)) == {FIRST: "complete"}
