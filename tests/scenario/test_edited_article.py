"""An article is edited, and put back: what was on the page is known for every instant."""

from datetime import datetime

from tests.workspaces import Desk

PAGE = """<html><head><title>{title}</title>
<meta property="article:published_time" content="{day}T08:00:00Z"></head>
<body><article><h1>{title}</h1><p>{words} Exporters of lithography tools said on the quay that they
had been given no notice, and that their lawyers were still reading what little there was to read
about the licence requirement.</p><p>The ministry promised a text by the end of the month, and a
spokeswoman added that nothing would change for shipments already under way to their buyers.</p>
</article></body></html>"""

FIRST = PAGE.format(title="Ban on tools lifted", day="2026-02-27", words="The ban was lifted.")
SECOND = PAGE.format(title="Ban on tools eased", day="2026-02-28", words="The ban was eased.")


def tell(desk: Desk) -> list[datetime]:
    """Three deliveries from one place; the instants just after each, and one before all."""
    instants = [desk.clock.at]
    for page in (FIRST, SECOND, FIRST):
        desk.clock.advance(hours=1)
        desk.hand_over("harbour/ban.html", page)
        instants.append(desk.clock.advance(minutes=30))
    desk.index()
    return instants


def test_an_edit_and_its_reversal_are_two_versions_and_three_showings(desk: Desk) -> None:
    tell(desk)
    (hit,) = desk.search("lithography").hits
    view = desk.show(hit.id)
    assert [view.title, len(view.versions), len(view.showings)] == ["Ban on tools lifted", 2, 3]
    first, second, third = view.showings
    assert first.version == third.version != second.version
    assert (first.superseded_at, second.superseded_at) == (second.recorded_at, third.recorded_at)
    assert third.superseded_at is None


def test_at_each_instant_search_and_show_answer_what_was_on_the_page_then(desk: Desk) -> None:
    before, first, second, third = tell(desk)
    told = {first: ("lifted", 27), second: ("eased", 28), third: ("lifted", 27)}
    assert desk.search("lithography", as_known=before).total == 0
    for instant, (word, day) in told.items():
        (hit,) = desk.search("lithography", as_known=instant).hits
        view = desk.show(hit.id, as_known=instant)
        assert hit.title == view.title == f"Ban on tools {word}"
        assert view.published_on is not None
        assert (view.published_on.month, view.published_on.day) == (2, day)
        assert word in view.text
    assert desk.search("eased", as_known=first).total == 0
    assert desk.search("eased", as_known=second).total == 1
    assert desk.search("eased").total == 0


def test_the_same_bytes_again_change_nothing(desk: Desk) -> None:
    tell(desk)
    held = desk.digest()
    again = desk.hand_over("harbour/ban.html", FIRST)
    assert (again.new, again.changed, again.same) == (0, 0, 1)
    assert desk.digest() == held
