"""A question written out from its meaning means the same again, and no text breaks the parser."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.domain.documents import Kind, Standing
from app.domain.search import (
    And,
    Days,
    Everything,
    Expression,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
    Word,
)
from app.errors import QueryError
from app.queries.grammar.render import render
from app.queries.parse import parse_expression
from app.vocabulary.kinds import actions, types

TODAY = date(2026, 11, 20)

words = st.sampled_from(
    [
        "chips",
        "China",
        "3A090.a",
        "D:5",
        "744.11(c)(2)",
        "U.S",
        "export-control",
        "中国芯片",
        "12:30",
        "É",
    ]
)
text_fields = st.sampled_from(["words", "title"])
days = st.dates(min_value=date(1994, 1, 1), max_value=date(2030, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> Days:
    field = draw(st.sampled_from(["published", "effective", "comments_close", "changed"]))
    ends = sorted((draw(days), draw(days)))
    return Days(
        field=field,
        from_on=draw(st.sampled_from([ends[0], None])),
        to_on=draw(st.sampled_from([ends[1], None])),
    )


terms = st.one_of(
    st.sampled_from(sorted(Kind)).map(lambda kind: Term(field="kind", value=kind.value)),
    st.sampled_from(sorted(Standing)).map(lambda one: Term(field="standing", value=one.value)),
    st.sampled_from(sorted(types())).map(lambda one: Term(field="type", value=one)),
    st.sampled_from(
        [
            *("fr:90/4544", "cfr:15/744.23(a)(2)", "eccn:3a090.a", "us-fr/2024-28270"),
            *("cfr:15/744/supp-4", "celex:32021r0821", "usc:50/4817(b)", "docket:250108-0011"),
        ]
    ).map(lambda one: Term(field="cites", value=one)),
    st.sampled_from(["us-fr/2024-28270", "us-ecfr/15-744.23"]).map(
        lambda one: Term(field="cited_by", value=one)
    ),
    st.sampled_from(["D:5", "D:5@2024-01-01", "A", "E:1"]).map(
        lambda one: Term(field="group", value=one)
    ),
    st.sampled_from(sorted(actions())).map(lambda one: Term(field="action", value=one)),
    st.sampled_from(["15", "15/744", "15/744.11(c)", "22/120.1"]).map(
        lambda place: Term(field="cfr", value=place)
    ),
    st.sampled_from(["3A090", "3A001.b.2.c.1", "EAR99"]).map(
        lambda eccn: Term(field="eccn", value=eccn)
    ),
    st.builds(
        Term,
        field=st.sampled_from(["source", "list", "docket", "id"]),
        value=st.text(alphabet="abcxyz019-_./()*:~' ", min_size=1)
        .map(str.strip)
        .filter(lambda value: value != ""),
    ),
    st.builds(
        Term,
        field=st.sampled_from(["source", "eccn", "id", "rin"]),
        value=st.sampled_from(["us-", "3A", "us-fr/2024"]),
        prefix=st.just(True),
    ),
)
atoms: st.SearchStrategy[Expression] = st.one_of(
    st.builds(Word, text=words, field=text_fields),
    st.builds(Prefix, text=st.sampled_from(["semicon", "export-contr", "3A09"]), field=text_fields),
    st.builds(
        Phrase,
        words=st.lists(words, min_size=1, max_size=4).map(tuple),
        slop=st.sampled_from([0, 1]),
        field=text_fields,
    ),
    terms,
    spans(),
    st.just(Everything()),
)


def _joined(join: type[And] | type[Or], parts: list[Expression]) -> Expression:
    flat: list[Expression] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, join) else (part,))
    return join(parts=tuple(flat))


expressions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: _joined(And, parts)),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: _joined(Or, parts)),
        inner.map(lambda part: Not(part=part)),
    ),
    max_leaves=12,
)


@given(expressions)
def test_a_question_written_out_means_the_same_again(expression: Expression) -> None:
    assert parse_expression(render(expression), today=TODAY) == expression


signs = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("()\"“”-*~:.<>=/ §'")),
        st.characters(codec="utf-8"),
        st.sampled_from("abz019"),
    ),
    max_size=60,
)
pieces = st.lists(
    st.sampled_from(
        [
            "AND",
            "OR",
            "NOT",
            "(",
            ")",
            "kind:",
            "kind:rule",
            "published:",
            "2025..",
            "title:",
            "-",
            "a",
            '"',
            "~5",
            "cfr:",
            "x:y",
            "*",
        ]
    ),
    max_size=12,
).map(" ".join)


@given(st.one_of(signs, pieces))
def test_any_text_is_a_question_or_an_error_with_its_place(text: str) -> None:
    read = _read(text)
    if isinstance(read, QueryError):
        assert read.position is not None
        assert 0 <= read.position <= len(text)
        assert read.hint
        assert f"position {read.position}" in str(read)
    else:
        assert parse_expression(render(read), today=TODAY) == read


def _read(text: str) -> Expression | QueryError:
    try:
        return parse_expression(text, today=TODAY)
    except QueryError as error:
        return error
