"""Text parameters into the question of a timeline: one reading for every door."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.search import Expression
from app.domain.time import PointInTime
from app.errors import QueryError
from app.queries.grammar.days import written_span
from app.queries.grammar.faults import did_you_mean
from app.queries.parse import parse_expression

MOST_PINS = 20
_LONGEST_CAPTION = 200
_PIN = re.compile(r"(?P<id>[^|\s]+)\s*(?:\|(?P<caption>.*))?", re.DOTALL)


class By(StrEnum):
    """How finely a timeline counts."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A document to mark, with the asker's own words for it."""

    id: str
    caption: str

    @property
    def text(self) -> str:
        """The pin as it is written in an address or a shell."""
        return f"{self.id}|{self.caption}" if self.caption else self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineQuestion:
    """What a timeline is asked; what is `None` is chosen by what is found."""

    text: str
    expression: Expression
    by: By | None
    from_on: date | None
    to_on: date | None
    pins: tuple[Pin, ...]
    point: PointInTime


def timeline_question(
    text: str,
    *,
    today: date,
    by: str | None = None,
    span: tuple[str | None, str | None] = (None, None),
    pins: Sequence[str] = (),
    point: PointInTime | None = None,
) -> TimelineQuestion:
    """A question from what was typed; `span` is its first and last day, month or year."""
    from_on, to_on = _edge(span[0], "from", 0), _edge(span[1], "to", 1)
    if from_on is not None and to_on is not None and to_on < from_on:
        hint = "turn the two round"
        raise QueryError(
            f"the timeline from {span[0]} to {span[1]} ends before it begins; {hint}",
            name="to",
            position=0,
            hint=hint,
        )
    return TimelineQuestion(
        text=text,
        expression=parse_expression(text, today=today),
        by=_by(by),
        from_on=from_on,
        to_on=to_on,
        pins=_pins(pins),
        point=point or PointInTime(),
    )


def _by(by: str | None) -> By | None:
    if by is None:
        return None
    try:
        return By(by)
    except ValueError:
        hint = did_you_mean(by, [one.value for one in By])
        message = f"a timeline counts by day, month or year, not by {by!r}; {hint}"
        raise QueryError(message, name="by", position=0, hint=hint) from None


def _edge(text: str | None, name: str, side: int) -> date | None:
    """A day as written, or the first or last day of a month or year."""
    if text is None:
        return None
    try:
        return written_span(text.strip())[side]
    except ValueError:
        hint = "write 2023, 2023-10 or 2023-10-17"
        raise QueryError(f"{text!r} is no day; {hint}", name=name, position=0, hint=hint) from None


def _pins(texts: Sequence[str]) -> tuple[Pin, ...]:
    if len(texts) > MOST_PINS:
        hint = f"keep at most {MOST_PINS}"
        raise QueryError(f"{len(texts)} pins are too many; {hint}", name="pin", hint=hint)
    pins: dict[str, Pin] = {}
    for text in texts:
        read = _PIN.fullmatch(text.strip())
        caption = " ".join((read["caption"] or "").split()) if read else ""
        if read is None or len(caption) > _LONGEST_CAPTION:
            hint = "write ID|caption, such as us-fr/2023-23055|the rule, in up to 200 signs"
            raise QueryError(f"{text!r} is no pin; {hint}", name="pin", position=0, hint=hint)
        pins[read["id"]] = Pin(id=read["id"], caption=caption)
    return tuple(pins.values())


def pinned(asked: TimelineQuestion, id_: str, caption: str) -> TimelineQuestion:
    """The question with a document pinned under a caption, in its old place where it had one."""
    new = _pins([f"{id_.strip()}|{caption}"])[0]
    pins = {pin.id: pin for pin in asked.pins}
    pins[new.id] = new
    return replace(asked, pins=tuple(pins.values()))
