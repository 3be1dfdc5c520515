"""Country groups of the Export Administration Regulations and who was in them on a day."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from app.vocabulary.tables import rows, rows_of_texts, table, text, texts

_FILE = "country_groups.toml"
_LETTERS = ("A", "B", "C", "D", "E")


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """The groups of a country on a day; `sure` only where the table itself is of that day or
    earlier, since not every move of the past is entered."""

    groups: tuple[str, ...]
    sure: bool


@cache
def country_groups() -> tuple[str, ...]:
    """Every group that a text can name, whole letters included."""
    return tuple(sorted({*_members(), *_LETTERS}))


def groups_of(country: str, on: date) -> Membership:
    """The groups a country (by ISO code) was in on a day, moves after that day taken back."""
    found = {group for group, members in _members().items() if country in members}
    for code, moved_on, left, joined in _moves():
        if code == country and on < moved_on:
            found = (found - set(joined)) | set(left)
    return Membership(groups=tuple(sorted(found)), sure=on >= shown_on())


@cache
def shown_on() -> date:
    """The day on which the publisher showed the table as it stands here."""
    return date.fromisoformat(text(table(_FILE), "shown_on"))


@cache
def _members() -> dict[str, tuple[str, ...]]:
    return dict(rows_of_texts(_FILE, "groups"))


@cache
def _moves() -> tuple[tuple[str, date, tuple[str, ...], tuple[str, ...]], ...]:
    """Moves from the latest back."""
    moves = []
    for name, row in rows(_FILE, "moves"):
        country, _, day = name.partition(" ")
        moves.append((country, date.fromisoformat(day), texts(row, "left"), texts(row, "joined")))
    return tuple(sorted(moves, key=lambda move: move[1], reverse=True))
