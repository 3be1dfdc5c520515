"""What people decided about a document's readings, as lines under them."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.reviews import ReviewState
from app.domain.time import PointInTime
from app.printing.addresses import address, clocks, document_path
from app.queries.document_views import DocumentView

_SAID = {
    ReviewState.CONFIRMED: "confirmed",
    ReviewState.WRONG: "said to be wrong",
    ReviewState.CORRECTED: "corrected",
    ReviewState.OPEN: "left open again",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision: about what, what it says, who made it, when and why."""

    about: str
    quote: str
    path: str
    said: str
    made_by: str
    note: str
    recorded_at: datetime


def decisions(shown: DocumentView, point: PointInTime) -> tuple[DecisionLine, ...]:
    """The decisions that stand about a document, in the order they were made."""
    return tuple(
        DecisionLine(
            about=one.reading or "reading",
            quote=one.quote,
            path=address(document_path(one.subject), clocks(point)),
            said=_SAID[ReviewState(one.state)],
            made_by=one.made_by.removeprefix("person/"),
            note=one.note,
            recorded_at=one.recorded_at,
        )
        for one in shown.reviews
    )
