"""What makers read out of a version, put right by what people decided about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from app.domain.ids import VersionId
from app.domain.reviews import Review, ReviewState
from app.store.derived import Derived, Values

TABLES: Final[Mapping[str, str]] = {
    "citation": "citation",
    "date": "dated_fact",
    "action": "action",
    "type": "type_reading",
}


def put_right(
    read: Derived, text: str, reviews: Iterable[Review], *, version: VersionId
) -> Derived:
    """The readings of a version, the one of this id and text, as people left them.

    A decision about a passage holds wherever its words stand in their old surroundings, and
    nowhere else; one about a document's type holds for all its words. What a person confirmed
    stands also where a maker no longer finds it.
    """
    tables = {name: list(rows) for name, rows in read.of_version.items()}
    for review in reviews:
        names = [review.reading] if review.reading else [name for name in TABLES if name != "type"]
        span = None if review.reading == "type" else span_of(review, text, version)
        if review.reading != "type" and span is None:
            continue
        for name in names:
            kept = [row for row in tables.get(TABLES[name], []) if not _is_at(row, span)]
            if review.state is not ReviewState.WRONG:
                kept += [_row(name, row, review, span) for row in review.rows]
            if kept or TABLES[name] in tables:
                tables[TABLES[name]] = _in_order(kept)
    return replace(read, of_version=tables)


def span_of(review: Review, text: str, version: VersionId) -> tuple[int, int] | None:
    """Where the passage of a decision stands in a text; `None` where it does not, or twice.

    In the version it was made about it stands at its place, however often its words do.
    """
    if review.subject.startswith(f"{version}~"):
        return _at_its_place(review, text)
    whole = review.before + review.quote + review.after
    first = text.find(whole)
    if first < 0 or text.find(whole, first + 1) >= 0:
        return None
    start = first + len(review.before)
    return start, start + len(review.quote)


def _at_its_place(review: Review, text: str) -> tuple[int, int] | None:
    """The offsets that the passage's own id names, where the text still has its words there."""
    start, _, end = review.subject.rpartition("~")[2].partition("-")
    if not (start.isdigit() and end.isdigit()):
        return None
    begins, ends = int(start), int(end)
    around = text[max(0, begins - len(review.before)) : ends + len(review.after)]
    wanted = review.before + review.quote + review.after
    return (begins, ends) if around == wanted else None


def _is_at(row: Values, span: tuple[int, int] | None) -> bool:
    """Whether a reading is the one spoken of; a reading of the type has no place."""
    return span is None or (row["begins"], row["ends"]) == span


def _row(name: str, said: Values, review: Review, span: tuple[int, int] | None) -> Values:
    row: dict[str, object] = {**said, "made_by": review.made_by}
    for day in ("on_day", "was_on"):
        if isinstance(written := row.get(day), str):
            row[day] = date.fromisoformat(written)
    if span is not None:
        row.update(begins=span[0], ends=span[1], quote=review.quote)
    if name == "type":
        row["rule"] = "a person's decision"
    return row


def _in_order(rows: Sequence[Values]) -> list[Values]:
    """As makers give them: by place."""
    return sorted(rows, key=lambda row: (_number(row.get("begins")), _number(row.get("ends"))))


def _number(value: object) -> int:
    return value if isinstance(value, int) else -1
