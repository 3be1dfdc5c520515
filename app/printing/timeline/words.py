"""The words around a timeline's picture: what it answers, from what, and as of when."""

from app.printing.days import day_words, instant_words
from app.queries.timeline_views import TimelineView

LANE_WORDS = {
    "law": "Law",
    "statement": "Statements",
    "news": "News",
    "lists": "Lists",
}
_MOST_SOURCES = 6
_LONGEST_QUESTION = 160


def heading_words(view: TimelineView) -> str:
    """What the picture is, in one line."""
    asked = f"“{_short(view.query)}”" if view.query.strip() else "everything held"
    first, last = day_words(view.window.from_on), day_words(view.window.to_on)
    return f"Timeline of {asked}, {first} to {last}"


def count_words(count: int) -> str:
    """How many documents."""
    return "1 document" if count == 1 else f"{count:,} documents"


def burned_in(view: TimelineView) -> list[str]:
    """What a picture says of itself wherever it is copied to, in pieces that are not torn."""
    window = view.window
    said = [
        f"OnRecord: {_short(view.query) or 'everything held'}.",
        f"{view.shown:,} of {count_words(view.total)} in this window,",
        f"{window.before:,} before it, {window.after:,} after it,",
        f"{view.undated_total:,} undated.",
    ]
    named = [f"{one.source} {one.count:,}" for one in view.sources[:_MOST_SOURCES]]
    if named:
        rest = len(view.sources) - len(named)
        said.append("Sources:")
        said.extend(f"{name}," for name in named[:-1])
        said.append(f"{named[-1]}" + (f" and {rest} more." if rest else "."))
    if not view.coverage.complete:
        said.append("No source is proven complete: an empty place is not proof.")
    said.append(f"As of {day_words(view.as_of)}," if view.as_of else "As of now,")
    said.append(f"as known {instant_words(view.as_known)}.")
    return said


def _short(query: str) -> str:
    line = " ".join(query.split())
    return line if len(line) <= _LONGEST_QUESTION else f"{line[:_LONGEST_QUESTION]}…"
