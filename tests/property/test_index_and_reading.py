"""The index finds what a reader with endless patience finds, for any question and corpus."""

import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import combinations, product
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
from app.index.analysis import words_of
from app.index.read import IndexQuery
from app.index.schema import IndexedShowing
from tests.showings import found, make_showing, put

VOCABULARY = [
    "chips",
    "chip",
    "licence",
    "license",
    "ban",
    "Bans",
    "中国芯片",
    "商务部",
    "3A090.a",
    "AI",
    "artificial",
    "intelligence",
    "café",
    "news",
    "export",
]
DAYS = [date(2025, 1, 31), date(2025, 2, 1), date(2026, 6, 5)]
KINDS = ["rule", "report", "list_entry"]
SPANS = [(5, None), (5, 20), (20, None)]

# What a word stands for, written down here a second time and by hand.
ALIKE = {
    "chips": ["chips", "chip"],
    "chip": ["chip", "chips"],
    "licence": ["licence", "license", "licences", "licenses"],
    "license": ["licence", "license", "licences", "licenses"],
    "ban": ["ban", "bans"],
    "bans": ["ban", "bans"],
    "ai": ["ai", "artificial intelligence"],
    "cafe": ["cafe", "cafes"],
    "news": ["news"],
}
SPELT = {"licence": ["licence", "license"], "license": ["licence", "license"]}

texts = st.lists(st.sampled_from(VOCABULARY), max_size=9).map(" ".join)
showings = st.builds(
    make_showing,
    st.just(0),
    texts,
    title=texts,
    kind=st.sampled_from(KINDS),
    published_on=st.sampled_from([None, *DAYS]),
    effective_on=st.lists(st.sampled_from(DAYS), max_size=2).map(tuple),
    cfr=st.sampled_from([(), ("15/744",), ("15/744.11(c)", "22/120")]),
    agencies=st.sampled_from([(), ("bis",), ("industry-and-security-bureau",)]),
)
fields = st.sampled_from(["words", "title"])
leaves: st.SearchStrategy[Expression] = st.one_of(
    st.builds(Word, text=st.sampled_from(VOCABULARY), field=fields),
    st.builds(
        Phrase,
        words=st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=2).map(tuple),
        slop=st.sampled_from([0, 0, 1, 3]),
        field=fields,
    ),
    st.builds(
        Prefix,
        text=st.sampled_from(["ch", "licen", "3A09", "3A090.a", "中国", "inte"]),
        field=fields,
    ),
    st.sampled_from(KINDS).map(lambda kind: Term(field="kind", value=kind)),
    st.sampled_from(["15", "15/744", "15/744.11", "15/744.11(c)", "22/120", "15/7"]).map(
        lambda place: Term(field="cfr", value=place)
    ),
    st.just(Term(field="agency", value="bis")),
    st.builds(
        Days,
        field=st.sampled_from(["published", "effective", "changed"]),
        from_on=st.sampled_from([None, date(2025, 2, 1)]),
        to_on=st.sampled_from([None, date(2025, 12, 31)]),
    ),
    st.just(Everything()),
)
questions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(parts=tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(parts=tuple(parts))),
        inner.map(lambda part: Not(part=part)),
    ),
    max_leaves=6,
)


def holds(expression: Expression, one: IndexedShowing) -> bool:
    """Whether a showing answers a question: read from the first word to the last."""
    match expression:
        case And(parts=parts):
            return all(holds(part, one) for part in parts)
        case Or(parts=parts):
            return any(holds(part, one) for part in parts)
        case Not(part=part):
            return not holds(part, one)
        case Everything():
            return True
        case Term():
            return _is(expression, one)
        case Days():
            return _on(expression, one)
        case Word() | Phrase() | Prefix():
            return any(_stands(expression, words_of(text)) for text in _texts(expression, one))


def _texts(leaf: Word | Phrase | Prefix, one: IndexedShowing) -> list[str]:
    return [one.title] if leaf.field == "title" else [one.title, one.text]


def _stands(leaf: Word | Phrase | Prefix, text: Sequence[str]) -> bool:
    if isinstance(leaf, Prefix):
        run = words_of(leaf.text)
        return any(_begins(text[at : at + len(run)], run) for at in range(len(text)))
    if isinstance(leaf, Word):
        runs = [words_of(form) for form in ALIKE.get(_key(leaf.text), [leaf.text])]
    else:
        choices = [SPELT.get(word, [word]) for word in leaf.words]
        runs = [words_of(" ".join(chosen)) for chosen in product(*choices)]
        if " ".join(leaf.words) == "artificial intelligence" and not leaf.slop:
            runs.append(["ai"])
        return any(_near(text, run, leaf.slop) for run in runs)
    return any(list(text[at : at + len(run)]) == run for run in runs for at in range(len(text)))


def _near(text: Sequence[str], run: Sequence[str], slop: int) -> bool:
    """Whether words stand in this order with at most so many others between them in all."""
    return any(
        [text[place] for place in places] == list(run)
        and places[-1] - places[0] - len(run) + 1 <= slop
        for places in combinations(range(len(text)), len(run))
    )


def _key(word: str) -> str:
    (first, *_) = words_of(word)
    return first


def _begins(text: Sequence[str], run: Sequence[str]) -> bool:
    if len(text) < len(run) or list(text[:-1]) != list(run[:-1]):
        return False
    return text[-1] == run[-1] if run[-1] == "中国" else text[-1].startswith(run[-1])


def _is(term: Term, one: IndexedShowing) -> bool:
    if term.field == "kind":
        return one.kind == term.value
    if term.field == "agency":
        return one.agencies != ()
    return any(
        place == term.value
        or place.startswith((term.value + "/", term.value + ".", term.value + "("))
        for place in one.cfr
    )


def _on(days: Days, one: IndexedShowing) -> bool:
    dates = {
        "published": [one.published_on] if one.published_on else [],
        "effective": list(one.effective_on),
        "changed": [datetime.fromtimestamp(one.known_from / 1_000_000, UTC).date()],
    }[days.field]
    first, last = days.from_on or date.min, days.to_on or date.max
    return any(first <= day <= last for day in dates)


def _asks_for_entries(expression: Expression) -> bool:
    if isinstance(expression, And | Or):
        return any(_asks_for_entries(part) for part in expression.parts)
    if isinstance(expression, Not):
        return isinstance(expression.part, Not) and _asks_for_entries(expression.part.part)
    return expression == Term(field="kind", value="list_entry")


def _numbered(drawn: list[tuple[IndexedShowing, tuple[int, int | None]]]) -> list[IndexedShowing]:
    return [
        make_showing(
            number,
            one.text,
            title=one.title,
            kind=one.kind,
            published_on=one.published_on,
            effective_on=one.effective_on,
            cfr=one.cfr,
            agencies=one.agencies,
            known_from=span[0] * 10_000_000_000_000,
            known_to=None if span[1] is None else span[1] * 10_000_000_000_000,
        )
        for number, (one, span) in enumerate(drawn, start=1)
    ]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    st.lists(st.tuples(showings, st.sampled_from(SPANS)), min_size=1, max_size=8).map(_numbered),
    st.lists(questions, min_size=12, max_size=12),
    st.sampled_from([4, 5, 19, 20, 21, None]),
)
def test_the_index_finds_what_reading_every_text_finds(
    corpus: list[IndexedShowing], asked: list[Expression], known_at: int | None
) -> None:
    at = None if known_at is None else known_at * 10_000_000_000_000
    latest = max(max(one.known_from, one.known_to or 0) for one in corpus)
    seen = latest if at is None else min(at, latest)
    known = [one for one in corpus if one.known_from <= seen < (one.known_to or seen + 1)]
    with tempfile.TemporaryDirectory() as folder:
        reader = put(Path(folder), corpus)
        for question in asked:
            right = {one.showing for one in known if holds(question, one)}
            entries = {one.showing for one in known if one.kind == "list_entry"}
            if not _asks_for_entries(question):
                right = right - entries or right
            for sort in (Sort.NEWEST, Sort.RELEVANCE):
                asking = IndexQuery(expression=question, known_at=at, sort=sort)
                assert found(reader, asking) == right, (question, sort)
            page = reader.search(IndexQuery(expression=question, known_at=at))
            kinds = Counter(one.kind for one in corpus if one.showing in right)
            assert dict(page.facets["kind"]) == dict(kinds)
            months = Counter(
                one.published_on.replace(day=1) if one.published_on else None
                for one in corpus
                if one.showing in right
            )
            assert dict(page.histogram) == dict(months)
