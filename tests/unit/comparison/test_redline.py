"""What changed between two texts is marked, and nothing of either is lost."""

from hypothesis import given
from hypothesis import strategies as st

from app.comparison.redline import Change, redline


def _without(change: Change, old: str, new: str) -> str:
    return "".join(
        piece.text
        for unit in redline(old, new)
        for piece in unit.pieces
        if piece.change is not change
    )


def _marked(old: str, new: str) -> list[tuple[str, str]]:
    return [
        (piece.change.value, piece.text)
        for unit in redline(old, new)
        for piece in unit.pieces
        if piece.change is not Change.SAME
    ]


@given(st.text(alphabet="ab c\n芯片.", max_size=60), st.text(alphabet="ab c\n芯片.", max_size=60))
def test_a_redline_gives_both_texts_again(old: str, new: str) -> None:
    assert _without(Change.ADDED, old, new) == old
    assert _without(Change.REMOVED, old, new) == new


def test_one_word_for_another_is_marked_and_nothing_else() -> None:
    old = "The ban was lifted at noon.\nNothing else moved."
    new = "The ban was eased at noon.\nNothing else moved."
    assert _marked(old, new) == [("removed", "lifted"), ("added", "eased")]


def test_the_end_of_a_line_stays_where_it_was() -> None:
    assert _marked("Ban lifted\nat noon", "Ban eased\nat noon") == [
        ("removed", "lifted"),
        ("added", "eased"),
    ]


def test_two_changed_words_side_by_side_are_one_change() -> None:
    old, new = "They lifted the old ban yesterday", "They eased the new rule yesterday"
    assert ("removed", "old ban") in _marked(old, new)


def test_lines_with_nothing_in_common_are_replaced_whole() -> None:
    old, new = "A ban on lithography tools.", "Quay 14 opens on Friday morning!"
    assert _marked(old, new) == [("removed", old), ("added", new)]


def test_chinese_is_compared_sign_by_sign() -> None:
    assert _marked("对华芯片出口禁令", "对华芯片出口限令") == [("removed", "禁"), ("added", "限")]


def test_the_same_text_has_no_change() -> None:
    assert not any(unit.changed for unit in redline("one\n\ntwo", "one\n\ntwo"))
