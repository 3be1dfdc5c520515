"""The same words again from surer hands: no change, and no poorer copy can move them any more."""

from dataclasses import replace
from datetime import UTC, date, datetime

from app.domain.documents import Capture, Custody, Document, Extent, Kind, Standing
from app.domain.ids import DocumentId, SourceKey, capture_id, digest_of
from app.domain.sources import Reading, Words
from app.pipeline.merge import Decision, Outcome, merge
from app.store.showings import Held, NewShowing

KEY = SourceKey("xx-gazette")
AT = datetime(2026, 3, 1, tzinfo=UTC)
READING = Reading(
    document=Document(id=DocumentId("xx-gazette/1"), source=KEY, kind=Kind.NOTICE),
    title="A notice",
    published_on=date(2026, 2, 27),
    words=Words(text="The words of the notice.", extent=Extent.FULL),
)


def capture(custody: Custody, standing: Standing = Standing.AUTHENTIC) -> Capture:
    body = b"the same"
    return Capture(
        id=capture_id(KEY, AT, "a", digest_of(body)),
        source=KEY,
        place="a",
        shape="gz",
        captured_at=AT,
        digest=digest_of(body),
        body=body,
        custody=custody,
        standing=standing,
    )


def held(decision: Decision) -> Held:
    new = decision.showing
    assert isinstance(new, NewShowing)
    return Held(
        document=new.document,
        document_pk=1,
        showing_pk=1,
        version_pk=1,
        capture_pk=1,
        withdrawn=False,
        shown=new.shown,
    )


VOUCHED = held(merge(None, READING, capture(Custody.VOUCHED)))


def test_the_publishers_own_copy_of_vouched_words_raises_their_custody() -> None:
    decision = merge(VOUCHED, READING, capture(Custody.COLLECTED))
    assert decision.outcome is Outcome.SAME
    assert decision.showing is not None
    assert decision.showing.shown == replace(VOUCHED.shown, custody=Custody.COLLECTED)


def test_from_then_on_what_is_only_vouched_for_gives_way() -> None:
    raised = held(merge(VOUCHED, READING, capture(Custody.COLLECTED)))
    other = replace(READING, title="Another title")
    refused = merge(raised, other, capture(Custody.VOUCHED))
    assert (refused.outcome, refused.showing) == (Outcome.SAME, None)
    assert refused.issue is not None
    assert "surer custody" in refused.issue.problem


def test_a_copy_in_no_surer_custody_writes_nothing() -> None:
    for custody in (Custody.VOUCHED, Custody.HANDED_OVER):
        assert merge(VOUCHED, READING, capture(custody)) == Decision(outcome=Outcome.SAME)


def test_a_withdrawn_document_is_not_shown_again_by_it() -> None:
    withdrawn = replace(VOUCHED, withdrawn=True)
    assert merge(withdrawn, READING, capture(Custody.COLLECTED)).showing is None


def test_a_standing_that_moves_with_the_custody_is_a_change() -> None:
    as_report = held(merge(None, READING, capture(Custody.HANDED_OVER, Standing.REPORT)))
    assert merge(as_report, READING, capture(Custody.COLLECTED)).outcome is Outcome.CHANGED
