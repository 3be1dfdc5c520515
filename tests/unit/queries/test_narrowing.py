"""A choice narrows a question or widens it, and what is written means what was chosen."""

from datetime import date

import pytest

from app.domain.search import Expression
from app.queries.grammar.render import render
from app.queries.narrowing import (
    asks_for_days,
    chosen,
    narrowings,
    undated,
    with_value,
    within,
    without_days,
    without_value,
)
from app.queries.parse import parse_expression

TODAY = date(2026, 3, 1)


def _read(text: str) -> Expression:
    return parse_expression(text, today=TODAY)


@pytest.mark.parametrize(
    ("question", "narrowed"),
    [
        ("", "kind:rule"),
        ("chips", "chips kind:rule"),
        ("chips OR licence", "(chips OR licence) kind:rule"),
        ("chips kind:report", "chips (kind:report OR kind:rule)"),
        ("chips (kind:report OR kind:notice)", "chips (kind:report OR kind:notice OR kind:rule)"),
        ("-kind:report", "-kind:report kind:rule"),
    ],
)
def test_a_value_is_added_beside_those_of_its_field(question: str, narrowed: str) -> None:
    assert with_value(_read(question), "kind", "rule") == narrowed


def test_a_value_is_taken_out_and_the_rest_stays() -> None:
    both = _read("chips (kind:report OR kind:rule)")
    assert chosen(both, "kind") == ("report", "rule")
    assert without_value(both, "kind", "rule") == "chips kind:report"
    assert without_value(_read("kind:rule"), "kind", "rule") == ""


def test_a_span_of_days_takes_the_place_of_the_one_before() -> None:
    asked = _read("chips published:2025")
    assert asks_for_days(asked)
    assert within(asked, date(2026, 1, 1), None) == "chips published:2026-01-01.."
    assert undated(asked) == "chips published:undated"
    assert render(without_days(_read("chips published:undated"))) == "chips"


def test_what_stands_inside_a_choice_is_not_taken_apart() -> None:
    asked = _read("(kind:rule published:2025) OR chips")
    assert chosen(asked, "kind") == ()
    assert not asks_for_days(asked)


def test_each_condition_is_left_out_once() -> None:
    found = [(render(one), render(rest)) for one, rest in narrowings(_read("a b kind:rule"))]
    assert found == [("a", "b kind:rule"), ("b", "a kind:rule"), ("kind:rule", "a b")]


@pytest.mark.parametrize("question", ["chips", "a OR b", "-x y", 'title:"a b" ch*'])
def test_what_is_written_can_be_read_again(question: str) -> None:
    narrowed = with_value(_read(question), "kind", "rule")
    assert chosen(_read(narrowed), "kind") == ("rule",)
    assert without_value(_read(narrowed), "kind", "rule") == render(_read(question))
