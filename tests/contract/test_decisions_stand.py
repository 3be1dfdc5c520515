"""No decision of a person is lost between two steps, nor stands after it was taken back."""

from datetime import timedelta

import pytest

from app.domain.reviews import Review, ReviewState
from app.errors import QueryError
from app.pipeline.deriving import derived
from app.pipeline.extract import extract_waiting
from app.pipeline.review import ReviewAsked, review
from app.queries.audit import verify_chain
from app.store.derived import Derived
from app.store.work import Unread
from tests.workspaces import Desk

pytest_plugins = ["tests.workspaces"]

RULE = "us-fr/2025-00637"
WORDS = "The bureau amends 15 CFR 744.23(a)(2) and revises ECCN 3A090.a as set out below."
BOTH = ["cfr:15/744.23(a)(2)", "eccn:3A090.a"]


def hand_over(desk: Desk, words: str = WORDS) -> None:
    body = (
        '{"document_number": "2025-00637", "publication_date": "2025-01-16", "type": "Rule", '
        f'"title": "A rule on chips", "abstract": "{words}"}}'
    )
    desk.hand_over("rule.json", body, source="us-fr")
    desk.index()


def asked(desk: Desk, state: ReviewState, **said: object) -> ReviewAsked:
    shown = desk.show(RULE)
    start = shown.text.index("3A090.a")
    return ReviewAsked(
        subject=f"{shown.version}~{start}-{start + len('3A090.a')}",
        state=state,
        note="read against the printed page",
        made_by="person/ada",
        **said,  # type: ignore[arg-type]  # a test names fields of ReviewAsked
    )


def decide(desk: Desk, state: ReviewState, **said: object) -> Review:
    desk.clock.advance(minutes=1)
    return review(desk.tracker.store, desk.clock, asked(desk, state, **said))


def cited(desk: Desk) -> list[str]:
    return [one.key for one in desk.show(RULE).citations]


@pytest.mark.parametrize("reading", ["", "citation"])
@pytest.mark.parametrize(
    ("state", "said"),
    [
        (ReviewState.CORRECTED, {"sets": {"key": "eccn:3A991.p"}}),
        (ReviewState.WRONG, {}),
        (ReviewState.WRONG, {"reading": "citation"}),
    ],
)
def test_a_decision_is_taken_back_whether_its_reading_is_named_or_not(
    desk: Desk, state: ReviewState, said: dict[str, object], reading: str
) -> None:
    hand_over(desk)
    decide(desk, state, **said)
    assert cited(desk) != BOTH
    decide(desk, ReviewState.OPEN, reading=reading)
    assert cited(desk) == BOTH


def test_a_decision_about_all_readings_is_not_taken_back_in_part(desk: Desk) -> None:
    hand_over(desk)
    of_all = Review(
        subject=asked(desk, ReviewState.WRONG).subject,
        state=ReviewState.WRONG,
        note="none of it",
        made_by="person/ada",
    )
    with desk.tracker.store.transaction(desk.clock) as transaction:
        document_pk = transaction.passages.document_pk(RULE)
        transaction.review(of_all, document_pk=document_pk)
    with pytest.raises(QueryError, match="leave --reading out"):
        decide(desk, ReviewState.OPEN, reading="citation")


def test_a_decision_after_which_the_process_died_is_applied_by_the_next_reading(
    desk: Desk,
) -> None:
    hand_over(desk)
    document = asked(desk, ReviewState.WRONG)

    class DiedError(BaseException):
        pass

    turns = iter((True, True))

    def dying_clock() -> object:
        # The second transaction, which puts the readings right, never comes about.
        if next(turns, None) is None:
            raise DiedError
        return desk.clock()

    desk.clock.advance(minutes=1)
    with pytest.raises(DiedError):
        review(desk.tracker.store, dying_clock, document)  # type: ignore[arg-type]  # a clock that ends
    assert cited(desk) == BOTH
    extract_waiting(desk.tracker.store, desk.clock)
    assert cited(desk) == BOTH[:1]


def test_a_decision_made_while_others_read_is_not_undone_by_what_they_read(desk: Desk) -> None:
    hand_over(desk)
    left = [ReviewState.WRONG]

    def slow(unread: Unread) -> Derived:
        read = derived(unread)
        if unread.document == RULE and left:
            decide(desk, left.pop())
        return read

    desk.clock.advance(minutes=1)
    extract_waiting(desk.tracker.store, desk.clock, again=True, deriver=slow)
    assert not left
    assert cited(desk) == BOTH[:1]


def test_words_that_stand_twice_in_a_later_version_are_neither_of_them(desk: Desk) -> None:
    hand_over(desk)
    decide(desk, ReviewState.WRONG)
    desk.clock.advance(days=1)
    # The first copy stands where the passage stood.
    hand_over(desk, f"{WORDS} Then: {WORDS}")
    assert cited(desk).count("eccn:3A090.a") == 2


def test_the_log_holds_whatever_letters_a_name_has(desk: Desk) -> None:
    hand_over(desk)
    named = asked(desk, ReviewState.WRONG)
    desk.clock.advance(minutes=1)
    strange = ReviewAsked(
        subject=named.subject,
        state=named.state,
        note="a\x00 note \ud83d",
        made_by="person/a\x00\ud83d\u202e",
    )
    review(desk.tracker.store, desk.clock, strange)
    desk.clock.at += timedelta(minutes=1)
    with desk.tracker.reader() as reader:
        chain = verify_chain(reader)
    assert (chain.holds, chain.entries) == (True, 1)
