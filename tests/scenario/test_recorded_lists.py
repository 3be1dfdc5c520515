"""Recorded lists of two days: what changed on them, and what only looks as if it had."""

import gzip
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from app.domain.time import PointInTime
from app.queries.list_change_views import ListChangesView
from app.queries.list_changes import ListSpan, list_changes
from app.queries.lists import list_as_of
from app.store.engine import Store
from tests.workspaces import Desk, open_desk

MARCH, JULY, AUGUST = date(2026, 3, 25), date(2026, 7, 18), date(2026, 8, 7)
FIRST, LATER = date(2026, 7, 23), date(2026, 8, 8)


def read(shared: Path, name: str) -> bytes:
    return gzip.decompress((shared / "data" / name).read_bytes())


def changes(desk: Desk, key: str, from_on: date, to_on: date) -> ListChangesView:
    with desk.tracker.reader() as reader:
        return list_changes(reader, ListSpan(key=key, from_on=from_on, to_on=to_on), PointInTime())


@pytest.fixture
def part_744(desk: Desk, shared: Path) -> Desk:
    for on in (MARCH, JULY):
        body = read(shared, f"ecfr-xml/title-15_part-744_{on}.xml.gz")
        desk.hand_over(f"{on}.xml", body, as_of=on)
    return desk


def test_nothing_changed_on_the_entity_list_but_its_writing(part_744: Desk) -> None:
    noise = {}
    for key in ("us-el", "us-uvl", "us-meu", "us-mieu"):
        found = changes(part_744, key, MARCH, JULY)
        assert (found.added, found.removed, found.changed, found.hold) == ((), (), (), None)
        noise[key] = len(found.editorial)
    print(f"part 744 at two dates: 0 added, 0 removed, 0 changed; editorial {noise}")
    assert noise["us-el"] >= 150


@pytest.fixture
def one_desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on one database: 57,000 rows are read, which test_lists_lost does small on both."""
    url = f"sqlite:///{tmp_path / 'lists.db'}"
    store = Store(url)
    store.migrate()
    store.close()
    desk = open_desk(url, tmp_path / "home")
    with closing(desk.tracker):
        yield desk


def test_a_fortnight_of_removals_is_shown_and_a_lost_programme_is_held(
    one_desk: Desk, shared: Path
) -> None:
    desk = one_desk
    bodies = {
        on: read(shared, f"screening-lists/ofac-sdn_published-{on}.csv.gz")
        for on in (FIRST, AUGUST)
    }
    for on, body in bodies.items():
        desk.hand_over(f"{on}.csv", body, as_of=on)
        desk.clock.advance(days=1)
    found = changes(desk, "us-sdn", FIRST, AUGUST)
    assert (len(found.added), len(found.removed), found.hold) == (53, 108, None)
    assert {one.editorial for one in found.changed} == {False}
    lines = bodies[AUGUST].splitlines(keepends=True)
    cut = b"".join(line for line in lines if b",CUBA," not in line)
    assert 70 <= len(lines) - len(cut.splitlines()) <= 80
    desk.hand_over("cut.csv", cut, as_of=LATER)
    with desk.tracker.reader() as reader:
        view = list_as_of(reader, "us-sdn", PointInTime(as_of=LATER))
    assert (view.total, view.hold and view.hold.sort) == (19_199, "programme")
    assert changes(desk, "us-sdn", AUGUST, LATER).removed == ()
