"""A question is read as its grammar says, and what cannot be read says where and what to do."""

from datetime import date

import pytest

from app.domain.search import (
    And,
    Days,
    Everything,
    Expression,
    Not,
    Or,
    Phrase,
    Prefix,
    Sort,
    Term,
    Word,
)
from app.errors import QueryError
from app.queries.grammar.lexer import LONGEST
from app.queries.parse import parse_expression, search_query

TODAY = date(2026, 11, 20)
A, B, C = Word(text="a"), Word(text="b"), Word(text="c")


def parsed(text: str) -> Expression:
    return parse_expression(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("", Everything()),
        ("  ", Everything()),
        ("*", Everything()),
        ("a b", And(parts=(A, B))),
        ("a AND b", And(parts=(A, B))),
        ("a OR b c", Or(parts=(A, And(parts=(B, C))))),
        ("(a OR b) c", And(parts=(Or(parts=(A, B)), C))),
        ("(a b) c", And(parts=(A, B, C))),
        ("-a", Not(part=A)),
        ("a -b", And(parts=(A, Not(part=B)))),
        ("NOT a OR b", Or(parts=(Not(part=A), B))),
        ("-(a OR b)", Not(part=Or(parts=(A, B)))),
        ("a and b", And(parts=(A, Word(text="and"), B))),
        ('"a b"', Phrase(words=("a", "b"))),
        ("“a b”", Phrase(words=("a", "b"))),
        ('"a b"~5', Phrase(words=("a", "b"), slop=5)),
        ("semicon*", Prefix(text="semicon")),
        ("title:ban", Word(text="ban", field="title")),
        ('title:"a b"', Phrase(words=("a", "b"), field="title")),
        ("is-informed", Word(text="is-informed")),
        ("a - b", And(parts=(A, B))),
        ("chips, & a!", And(parts=(Word(text="chips"), A))),
    ],
)
def test_words_side_by_side_mean_and_and_not_binds_closest(text: str, right: Expression) -> None:
    assert parsed(text) == right


@pytest.mark.parametrize(
    "text", ["D:5", "12:30", "http://example.org/a", "744.11(c)(2)", "3A090.a", "U.S"]
)
def test_a_colon_or_a_paragraph_of_a_citation_belongs_to_its_word(text: str) -> None:
    assert parsed(text) == Word(text=text)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("kind:rule", Term(field="kind", value="rule")),
        ("kind:Proposed-Rule", Term(field="kind", value="proposed_rule")),
        ("Kind:rule", Term(field="kind", value="rule")),
        ("cfr:15/744.11(c)", Term(field="cfr", value="15/744.11(c)")),
        ('cfr:"15 CFR 744.11(c)"', Term(field="cfr", value="15/744.11(c)")),
        ('cfr:"15 C.F.R. § 744.23"', Term(field="cfr", value="15/744.23")),
        ("rin:0694-aj74", Term(field="rin", value="0694-AJ74")),
        ("country:China", Term(field="country", value="CN")),
        ('country:"Hong Kong"', Term(field="country", value="HK")),
        ("eccn:3a090.A", Term(field="eccn", value="3A090.a")),
        ("eccn:3A*", Term(field="eccn", value="3A", prefix=True)),
        ("agency:industry-and-security-bureau", Term(field="agency", value="bis")),
        ("lang:ZH", Term(field="lang", value="zh")),
        ('id:"a*"', Term(field="id", value="a*")),
    ],
)
def test_a_field_takes_its_value_in_the_forms_people_write(text: str, right: Expression) -> None:
    assert parsed(text) == right


def test_a_group_of_values_belongs_to_its_field() -> None:
    rule, notice = Term(field="kind", value="rule"), Term(field="kind", value="notice")
    assert parsed("kind:(rule OR notice) a") == And(parts=(Or(parts=(rule, notice)), A))
    assert parsed("title:(a -b)") == And(
        parts=(Word(text="a", field="title"), Not(part=Word(text="b", field="title")))
    )


@pytest.mark.parametrize(
    ("value", "from_on", "to_on"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-01-31", date(2025, 1, 31), date(2025, 1, 31)),
        ("2025-01..2025-06", date(2025, 1, 1), date(2025, 6, 30)),
        ("2025..", date(2025, 1, 1), None),
        ("..2025", None, date(2025, 12, 31)),
        (">=2025-11-10", date(2025, 11, 10), None),
        (">2025-11-10", date(2025, 11, 11), None),
        ("<2025", None, date(2024, 12, 31)),
        ("<=2025", None, date(2025, 12, 31)),
        ("next14d", TODAY, date(2026, 12, 4)),
        ("last7d", date(2026, 11, 13), TODAY),
        ("last99999w", date(110, 5, 16), TODAY),
        ("today", TODAY, TODAY),
        ("..", None, None),
    ],
)
def test_days_are_read_with_both_ends_included(
    value: str, from_on: date | None, to_on: date | None
) -> None:
    days = parsed(f"effective:{value}")
    assert days == Days(field="effective", from_on=from_on, to_on=to_on)


def test_undated_texts_can_be_asked_for() -> None:
    assert parsed("published:undated") == Not(part=Days(field="published"))


@pytest.mark.parametrize(
    ("text", "position", "hint"),
    [
        ("anthropic AND (", 14, "add a )"),
        ("(a", 0, "add a )"),
        ("a)", 1, "take it away"),
        (")", 0, "take it away"),
        ("()", 0, "put a word into it"),
        ('a "b c', 2, "closing"),
        ('""', 0, "put a word between"),
        ("AND a", 0, "before it"),
        ("a OR", 2, "after it"),
        ("a AND OR b", 2, "after it"),
        ("a (b OR)", 5, "after it"),
        ("-(", 1, "add a )"),
        ("NOT", 0, "put a word after it"),
        ("knd:rule", 0, "did you mean 'kind'?"),
        ("a kind:rul", 7, "did you mean 'rule'?"),
        ("type:interim_final_rul", 5, "did you mean 'interim_final_rule'?"),
        ("action:suspnd", 7, "did you mean 'suspend'?"),
        ("standing:official", 9, "choose one of"),
        ("kind:", 0, "such as kind:rule"),
        ("kind: rule", 0, "such as kind:rule"),
        ("kind:ru*", 5, "write kind:rule"),
        ("cites:x", 6, 'cites:"90 FR 4544"'),
        ("cited_by:x", 9, "cited_by:us-fr/"),
        ("group:Z", 6, "group:D:5"),
        ("group:D:5@2024-02-30", 6, "2024-01-01"),
        ("entity:x", 0, "leave it out"),
        ("state:suspended", 0, "leave it out"),
        ("country:Xyzzy", 8, "country:CN"),
        ("eccn:banana", 5, "eccn:3A090.a"),
        ("rin:1", 4, "rin:0694-AJ74"),
        ("cfr:x", 4, "cfr:15/744"),
        ("published:2025-06..2025-01", 10, "published:2025-01..2025-06"),
        ("published:2025-02-30", 10, "write 2025"),
        ("published:soon", 10, "write 2025"),
        ("published:2025..later", 16, "write 2025"),
        ("title:(a kind:rule)", 9, "close the parenthesis of title:"),
        ("f*o", 0, "end it with *"),
        ("a*", 0, "at least 2 letters"),
        ("licence~2", 0, "words at most 5 apart"),
        ('"a b"~', 5, "up to 50"),
        ('"a b"~99', 5, "up to 50"),
        ('"a b c d e f"~50', 0, "fewer words"),
        ("&", 0, "at least one word"),
        ("(" * 60 + "a" + ")" * 60, 40, "nest at most"),
        ("a " * 400, 512, "at most 256 words"),
        ("a" * (LONGEST + 1), LONGEST, "ask for less"),
        ("中国 AND (", 7, "add a )"),
    ],
)
def test_a_fault_names_its_place_and_the_next_step(text: str, position: int, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        parsed(text)
    assert caught.value.position == position
    assert hint in caught.value.hint
    assert f"position {position}" in str(caught.value)


@pytest.mark.parametrize("limit", [0, -1, 501])
def test_a_page_has_one_to_five_hundred_hits(limit: int) -> None:
    with pytest.raises(QueryError, match="1 to 500") as caught:
        search_query("a", today=TODAY, limit=limit)
    assert caught.value.name == "limit"


def test_an_order_is_one_of_those_there_are() -> None:
    assert search_query("a", today=TODAY).sort is Sort.NEWEST
    assert search_query("a", today=TODAY, sort="comments_close").sort is Sort.COMMENTS_CLOSE
    with pytest.raises(QueryError, match="did you mean 'newest'") as caught:
        search_query("a", today=TODAY, sort="newst")
    assert caught.value.name == "sort"
