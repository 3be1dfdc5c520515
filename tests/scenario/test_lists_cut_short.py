"""A list file that was cut short, wherever it was cut, never tells of a removal."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import pytest

from app.domain.time import PointInTime
from app.queries.list_changes import ListSpan, list_changes
from app.queries.lists import list_as_of
from tests.workspaces import Desk

FIRST, LATER = date(2026, 5, 1), date(2026, 5, 2)
ROWS: Final = 120
NATIONALS: Final = "Specially Designated Nationals (SDN)"


def table() -> str:
    rows = (f'{number},"PARTY, {number}",entity,SDGT,ALIAS {number}\n' for number in range(ROWS))
    return "uid,name,type,programs,alternate_names\n" + "".join(rows)


def consolidated() -> str:
    rows = [
        {"source": NATIONALS, "name": f"Party {number}", "entity_number": str(number)}
        for number in range(ROWS)
    ]
    return json.dumps({"total": ROWS, "results": rows}, indent=1)


def treasury() -> str:
    rows = "".join(
        f"<sdnEntry><uid>{number}</uid><lastName>PARTY {number}</lastName>"
        "<sdnType>Entity</sdnType></sdnEntry>"
        for number in range(ROWS)
    )
    space = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"
    return f'<?xml version="1.0"?><sdnList xmlns="{space}">{rows}</sdnList>'


WHOLE: Final = {"table": table(), "json": consolidated(), "xml": treasury()}


def cuts(whole: str, parts: int) -> Iterator[str]:
    """The file cut at even steps, and again at the line's end before each: there it looks whole."""
    for step in range(1, parts):
        piece = whole[: len(whole) * step // parts]
        yield piece
        yield piece[: piece.rfind("\n") + 1]


def told_as_removed(desk: Desk, pieces: Sequence[str]) -> list[str]:
    for number, piece in enumerate(dict.fromkeys(pieces)):
        if piece:
            desk.hand_over(f"cut-{number}.list", piece, as_of=LATER)
    with desk.tracker.reader() as reader:
        span = ListSpan(key="us-sdn", from_on=FIRST, to_on=LATER)
        found = list_changes(reader, span, PointInTime())
        assert list_as_of(reader, "us-sdn", PointInTime(as_of=LATER)).total >= ROWS - 2
    return [one.entry for one in found.removed]


@pytest.mark.parametrize("form", WHOLE)
def test_no_cut_of_a_list_removes_anybody(desk: Desk, form: str) -> None:
    desk.hand_over("whole.list", WHOLE[form], as_of=FIRST)
    # A cut that leaves all but one or two rows cannot be told from a delisting by any file alone.
    pieces = [one for one in cuts(WHOLE[form], 20) if len(one) < len(WHOLE[form]) * 0.96]
    assert told_as_removed(desk, pieces) == []


@pytest.mark.gate
@pytest.mark.parametrize("form", WHOLE)
def test_no_cut_of_a_list_removes_anybody_at_full_number(desk: Desk, form: str) -> None:
    desk.hand_over("whole.list", WHOLE[form], as_of=FIRST)
    pieces = [one for one in cuts(WHOLE[form], 200) if len(one) < len(WHOLE[form]) * 0.96]
    assert told_as_removed(desk, pieces) == []
