"""The words of a question are marked where a text is read, as the search would find them."""

from datetime import date
from itertools import pairwise

import pytest

from app.queries.marks import marks_in

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("ban", "The ban and the banner", ["ban"]),
        ("ban*", "The ban and the banner", ["ban", "banner"]),
        ("licence", "A License, two licences", ["License", "licences"]),
        ('"entity list"', "The Entity List; entity, list", ["Entity List", "entity, list"]),
        ("出口管制", "对华出口管制措施", ["出口管制"]),
        ("cafe", "The CAFÉ on the quay", ["CAFÉ"]),
        ("-ban quay kind:rule", "ban quay rule", ["quay"]),
        ("kind:rule", "rule", []),
        ('"ban eased"~3', "ban was quietly eased", ["ban", "eased"]),
    ],
)
def test_marks(question: str, text: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in marks_in(text, question, today=TODAY)] == marked


def test_marks_never_overlap() -> None:
    found = marks_in("export controls control", '"export controls" controls', today=TODAY)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
