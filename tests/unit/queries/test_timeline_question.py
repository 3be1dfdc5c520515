"""A timeline's question is read alike at every door, and its faults are named."""

from datetime import date

import pytest

from app.errors import QueryError
from app.queries.timeline_asked import By, pinned, timeline_question

TODAY = date(2026, 3, 1)


def test_a_month_is_from_its_first_to_its_last_day() -> None:
    asked = timeline_question("chips", today=TODAY, span=("2023-10", "2024-02"))
    assert (asked.from_on, asked.to_on) == (date(2023, 10, 1), date(2024, 2, 29))


def test_what_is_unsaid_stays_open() -> None:
    asked = timeline_question("", today=TODAY)
    assert (asked.by, asked.from_on, asked.to_on, asked.pins) == (None, None, None, ())


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"by": "week"}, "by"),
        ({"by": ""}, "by"),
        ({"span": ("yesterday", None)}, "from"),
        ({"span": (None, "2023-02-30")}, "to"),
        ({"span": ("2023-10-27", "2023-10-15")}, "to"),
        ({"pins": ["|no id"]}, "pin"),
        ({"pins": [" "]}, "pin"),
        ({"pins": ["us-fr/1|" + "x" * 201]}, "pin"),
        ({"pins": [f"us-fr/{number}" for number in range(21)]}, "pin"),
    ],
)
def test_a_fault_names_its_parameter(said: dict[str, object], name: str) -> None:
    with pytest.raises(QueryError) as fault:
        timeline_question("chips", today=TODAY, **said)  # type: ignore[arg-type]
    assert fault.value.name == name
    assert fault.value.hint


def test_a_near_miss_of_a_word_is_suggested() -> None:
    with pytest.raises(QueryError, match="did you mean 'month'"):
        timeline_question("chips", today=TODAY, by="months")


def test_a_pin_is_an_id_with_a_caption_on_one_line() -> None:
    asked = timeline_question("", today=TODAY, pins=["us-fr/1|a rule\n of  note | and more", "b/2"])
    assert [(pin.id, pin.caption) for pin in asked.pins] == [
        ("us-fr/1", "a rule of note | and more"),
        ("b/2", ""),
    ]
    assert [pin.text for pin in asked.pins] == ["us-fr/1|a rule of note | and more", "b/2"]


def test_a_new_caption_keeps_the_place_of_its_pin() -> None:
    asked = timeline_question("", today=TODAY, pins=["a/1|one", "b/2"], by="day")
    again = pinned(asked, "a/1", "first")
    assert [pin.text for pin in again.pins] == ["a/1|first", "b/2"]
    assert again.by is By.DAY
