"""A timeline's picture is sound XML, says what it shows, and none of its words touch."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.coverage import Receipt
from app.printing.timeline.axis import Axis, ticks
from app.printing.timeline.csv import timeline_csv
from app.printing.timeline.rows import SIZE, entries_of, marks_of, rows_of
from app.printing.timeline.svg import NARROW, WIDE, columns_of, svg_file, svg_on_page
from app.printing.timeline.text import cut, width_of
from app.queries.timeline_views import (
    Bucket,
    Item,
    LaneView,
    PinView,
    SourceCount,
    Span,
    TimelineView,
    WindowView,
)

FIRST, LAST = date(2023, 10, 15), date(2023, 10, 27)
_LANES = st.sampled_from(["law", "news"])
SVG = "{http://www.w3.org/2000/svg}"


def item(
    id_: str,
    on: date | None,
    *,
    lane: str = "news",
    title: str | None = None,
    role: str = "published",
) -> Item:
    return Item(
        id=id_,
        lane=lane,
        title=title if title is not None else f"Title of {id_}",
        on=on,
        role=role if on else None,
        scope="",
        kind="report" if lane == "news" else "rule",
        type=None,
        standing="report" if lane == "news" else "authentic",
        source="news-acme",
        url=None,
    )


def view(
    *items: Item,
    spans: tuple[Span, ...] = (),
    pins: tuple[PinView, ...] = (),
    undated: int = 0,
    window: tuple[date, date] = (FIRST, LAST),
) -> TimelineView:
    lanes = []
    for lane in ("law", "statement", "news", "lists"):
        days = sorted({one.on for one in items if one.lane == lane and one.on})
        buckets = tuple(
            Bucket(
                from_on=on,
                to_on=on,
                count=sum(one.on == on and one.lane == lane for one in items),
            )
            for on in days
        )
        without = undated if lane == "news" else 0
        total = sum(bucket.count for bucket in buckets) + without
        lanes.append(LaneView(lane=lane, total=total, undated=without, buckets=buckets))
    return TimelineView(
        query="chips",
        by="day",
        window=WindowView(
            from_on=window[0], to_on=window[1], before=3, after=4, first_on=FIRST, last_on=LAST
        ),
        total=len(items) + undated,
        lanes=tuple(lanes),
        items=items,
        spans=spans,
        undated=(),
        pins=pins,
        sources=(SourceCount(source="news-acme", count=len(items)),),
        truncated=False,
        as_of=None,
        as_known=datetime(2026, 3, 1, 12, tzinfo=UTC),
        coverage=Receipt(sources=(), complete=False),
    )


def texts(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in ET.fromstring(svg).iter(f"{SVG}text")]


def pieces() -> st.SearchStrategy[str]:
    signs = st.characters(codec="utf-8")
    nasty = st.sampled_from(["<script>", "]]>", '"/>', "&#0;", "\u202e", "\x0b", "\ud7ff", "-->"])
    return st.lists(st.one_of(st.text(signs, max_size=20), nasty), max_size=4).map("".join)


@given(pieces(), pieces(), pieces())
def test_no_text_breaks_the_picture_or_becomes_part_of_it(title: str, id_: str, asked: str) -> None:
    shown = view(
        item(id_ or "a", FIRST, title=title),
        pins=(
            PinView(
                id=id_ or "a",
                caption=title,
                held=True,
                title=title,
                on=FIRST,
                lane="news",
                url=None,
            ),
        ),
    )
    shown = replace(shown, query=asked)
    for svg in (svg_file(shown), svg_on_page(shown, width=WIDE, columns=())):
        elements = list(ET.fromstring(svg).iter())
        names = {one.tag.removeprefix(SVG) for one in elements}
        assert names <= {"svg", "title", "style", "path", "text", "g", "a"}
        attributes = {name for one in elements for name in one.attrib}
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        leads = {one.get("href") for one in elements if one.get("href")}
        assert all(path is not None and path.startswith("/documents/") for path in leads)


def test_source_question_counts_and_instant_are_burned_in() -> None:
    said = " ".join(texts(svg_file(view(item("a", FIRST), undated=2))))
    for words in (
        "OnRecord: chips.",
        "1 of 3 documents in this window,",
        "3 before it, 4 after it,",
        "2 undated.",
        "news-acme 1",
        "not proof",
        "As of now,",
        "as known 1 Mar 2026 12:00 UTC.",
    ):
        assert words in said


def test_a_picture_on_a_page_has_no_style_of_its_own() -> None:
    svg = svg_on_page(view(item("a", FIRST)), width=WIDE, columns=())
    assert "<style" not in svg
    assert " style=" not in svg
    assert ' fill="#' not in svg


def test_a_file_can_be_read_without_style_sheets() -> None:
    svg = svg_file(view(item("a", FIRST)))
    without = re.sub(r"<style>.*?</style>", "", svg)
    for tag in re.findall(r"<(?:text|path)[^>]*>", without):
        assert " fill=" in tag


def test_reports_of_one_day_under_one_title_stand_together() -> None:
    svg = svg_file(view(item("a", FIRST, title="Same"), item("b", FIRST, title="same ")))
    assert "Same ×2" in texts(svg)


def test_the_way_of_a_rule_is_a_bar_with_its_length_in_days() -> None:
    rule = [
        item("us-fr/1", date(2023, 10, 17), lane="law", role="filed"),
        item("us-fr/1", date(2023, 10, 25), lane="law"),
    ]
    span = Span(
        id="us-fr/1",
        lane="law",
        title="Title of us-fr/1",
        from_on=date(2023, 10, 17),
        from_role="filed",
        to_on=date(2023, 11, 17),
        to_role="effective",
        days=31,
    )
    svg = svg_file(view(*rule, spans=(span,)))
    assert "Title of us-fr/1 · 31 days" in texts(svg)
    assert "31 days from filed for public inspection (17 Oct 2023) to takes effect (17 Nov" in svg
    assert 'stroke-width="4"' in svg


def test_a_pin_outside_the_window_is_not_drawn_and_one_inside_is() -> None:
    inside = PinView(id="a", caption="here", held=True, title="A", on=FIRST, lane="news", url=None)
    outside = replace(inside, id="b", caption="there", on=LAST + timedelta(days=9))
    said = texts(svg_file(view(item("a", FIRST), pins=(inside, outside))))
    assert "1. here" in said
    assert not any("there" in words for words in said)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 12), st.text(min_size=1, max_size=120), st.sampled_from(["law", "news"])
        ),
        max_size=60,
    ),
    st.sampled_from([WIDE, NARROW]),
)
def test_no_two_labels_of_a_lane_touch(told: list[tuple[int, str, str]], width: float) -> None:
    items = [
        item(str(number), FIRST + timedelta(days=day), lane=lane, title=title)
        for number, (day, title, lane) in enumerate(told)
    ]
    axis = Axis(first=FIRST, last=LAST, left=10, right=width - 10)
    for lane in ("law", "news"):
        entries = entries_of([one for one in items if one.lane == lane], ())
        rows = rows_of(entries, axis, most=12, edge=axis.right)
        for group in (rows.tall, rows.plain):
            for row in {one.row for one in group}:
                spans = sorted(
                    (one.x - width_of(one.label, SIZE), one.x)
                    if one.to_left
                    else (one.x, one.x + width_of(one.label, SIZE))
                    for one in group
                    if one.row == row
                )
                assert all(left[1] < right[0] for left, right in pairwise(spans))
                assert spans[0][0] >= 0
                assert spans[-1][1] <= width
        assert rows.tall_rows * 2 + rows.plain_rows <= 12
        drawn = sum(one.entry.copies for one in (*rows.tall, *rows.plain))
        assert drawn + rows.left_out == sum(one.copies for one in entries)


@given(
    st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["filed", "published", "effective"]))),
    st.sampled_from([60.0, 300.0, WIDE]),
)
def test_the_marks_of_a_document_stand_apart_in_the_order_of_their_days(
    told: list[tuple[int, str]], width: float
) -> None:
    days = told[:5]
    items = [item("a", FIRST + timedelta(days=day), lane="law", role=role) for day, role in days]
    axis = Axis(first=FIRST, last=LAST, left=10, right=10 + width)
    for entry in entries_of(items, ()):
        marks = marks_of(entry, axis)
        assert [mark.role for mark in marks] == [role for _, role in sorted(set(days))]
        assert all(right.x - left.x >= 8.9 for left, right in pairwise(marks))
        assert marks[-1].x <= axis.right


@given(st.dates(), st.integers(0, 40_000), st.sampled_from([WIDE - 20, NARROW - 20]))
@example(first=date(2000, 1, 1), days=556, width=1100.0)
def test_names_along_the_axis_are_in_it_and_apart(first: date, days: int, width: float) -> None:
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))
    axis = Axis(first=first, last=last, left=10, right=10 + width)
    named = ticks(axis)
    assert named
    assert all(axis.left <= tick.x <= axis.right for tick in named)
    assert all(right.x - left.x >= width_of(left.label, 11) + 3 for left, right in pairwise(named))


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_columns_cover_the_window_once_and_are_wide_enough_to_hit(width: float) -> None:
    for days in (1, 5, 40, 400, 9000):
        last = FIRST + timedelta(days=days - 1)
        shown = view(window=(FIRST, last))
        columns = columns_of(shown, width)
        if columns:
            assert columns[0][0] == FIRST
            assert columns[-1][1] == last
            ends = [(after[0] - before[1]).days for before, after in pairwise(columns)]
            assert set(ends) <= {1}


@given(st.text(max_size=80), st.floats(0, 300))
def test_what_is_cut_fits_or_is_an_ellipsis(text: str, room: float) -> None:
    short = cut(text, room, 12)
    assert width_of(short, 12) <= room or short == "…"
    assert short == text or short.endswith("…")


def test_the_rows_of_a_csv_hold_counts_documents_and_pins() -> None:
    pin = PinView(id="a", caption="=run", held=True, title="A", on=FIRST, lane="news", url=None)
    rows = timeline_csv(view(item("a", FIRST, title="+1"), undated=2, pins=(pin,))).splitlines()
    assert [row.split(",")[0] for row in rows] == ["row", "bucket", "bucket", "item", "pin"]
    assert ",'+1," in rows[3]
    assert ",'=run," in rows[4]
    assert len({row.count(",") for row in rows}) == 1
