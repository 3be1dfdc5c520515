"""A cursor opens the next page of its own question, and nothing else."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.search import SearchQuery, Sort
from app.domain.time import PointInTime
from app.errors import QueryError
from app.queries.cursors import Cursor, read, written
from app.queries.parse import search_query

KEY = b"k" * 32
TODAY = date(2026, 11, 20)
CURSOR = Cursor(known_at=1_800_000_000_000_000, key=(1 << 62) + 5, offset=0, entries=False)


def asked(
    text: str = "chips", sort: str = "newest", point: PointInTime | None = None
) -> SearchQuery:
    return search_query(text, today=TODAY, sort=sort, point=point)


@pytest.mark.parametrize("key", [None, 1, (1 << 63) - 1])
def test_a_cursor_comes_back_as_it_was_given(key: int | None) -> None:
    cursor = Cursor(known_at=7, key=key, offset=40, entries=True)
    assert read(written(cursor, asked(), KEY), asked(), KEY) == cursor


@pytest.mark.parametrize(
    "other",
    [
        asked("chips ban"),
        asked(sort=Sort.OLDEST.value),
        asked(point=PointInTime(as_of=TODAY)),
        asked(point=PointInTime(as_known=datetime(2026, 1, 1, tzinfo=UTC))),
    ],
)
def test_a_cursor_of_another_question_is_refused(other: SearchQuery) -> None:
    with pytest.raises(QueryError, match="another question") as caught:
        read(written(CURSOR, asked(), KEY), other, KEY)
    assert caught.value.name == "cursor"


def test_a_cursor_of_another_workspace_is_refused() -> None:
    with pytest.raises(QueryError, match="not given by this workspace"):
        read(written(CURSOR, asked(), b"other"), asked(), KEY)


def test_a_cursor_with_any_sign_changed_is_refused() -> None:
    text = written(CURSOR, asked(), KEY)
    for place in range(0, len(text) - 1, 3):
        changed = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
        with pytest.raises(QueryError, match="not given by this workspace"):
            read(changed, asked(), KEY)


@given(st.text(max_size=80))
def test_any_text_that_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="not given by this workspace"):
        read(text, asked(), KEY)
