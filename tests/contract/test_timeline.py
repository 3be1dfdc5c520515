"""The timeline tells the same at every door and on both databases, and as much as the search."""

import csv
import json
from io import StringIO

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from app.asgi import build
from app.cli.main import application
from app.domain.ids import SourceKey
from app.domain.time import PointInTime
from app.errors import QueryError
from app.formats.mapping import read_mapping
from app.pipeline.admit import new_source
from app.queries.timeline import MOST_ITEMS, timeline
from app.queries.timeline_asked import timeline_question
from app.queries.timeline_views import TimelineView
from tests.workspaces import Desk

MAPPING = """
files = "*.jsonl"
source = "news-acme"
[fields]
id = "id"
title = "title"
published_at = "at"
text = "text"
"""
RULE = {
    "document_number": "2026-01001",
    "type": "Rule",
    "title": "Chips rule",
    "abstract": "A rule about chips.",
    "publication_date": "2026-01-20",
    "effective_on": "2026-02-10",
    "comments_close_on": "2026-03-05",
    "html_url": "https://www.federalregister.gov/documents/2026/01/20/2026-01001/chips-rule",
}


def records(*told: tuple[str, str | None]) -> str:
    said = (
        {"id": f"n{number}", "title": title, "text": "chips", **({"at": at} if at else {})}
        for number, (title, at) in enumerate(told, start=1)
    )
    return "".join(f"{json.dumps(one)}\n" for one in said)


def follow_news(desk: Desk) -> None:
    """Write the source of the mapping down, as the command line does."""
    source = new_source(desk.tracker.sources, set(), SourceKey("news-acme"))
    assert source is not None
    with desk.tracker.store.transaction(desk.clock) as transaction:
        if source.key not in transaction.sources.keys():  # noqa: SIM118  # a shelf's question
            transaction.sources.add(source, at=transaction.opened_at)


def hand_over_news(desk: Desk, *told: tuple[str, str | None]) -> None:
    follow_news(desk)
    desk.hand_over(
        "news.jsonl", records(*told), mapping=read_mapping(MAPPING), mapping_text=MAPPING
    )


@pytest.fixture
def story(desk: Desk) -> Desk:
    desk.hand_over("rule.json", json.dumps(RULE), source=SourceKey("us-fr"))
    hand_over_news(
        desk,
        ("Chips curbs announced", "2026-01-12T10:00:00Z"),
        ("Chips curbs announced", "2026-01-12T11:00:00Z"),
        ("Chips rule out", "2026-01-20"),
        ("Chips some day", None),
    )
    desk.index()
    return desk


def ask(desk: Desk, text: str, **said: object) -> TimelineView:
    with desk.tracker.reader() as reader:
        asked = timeline_question(text, today=reader.today, **said)  # type: ignore[arg-type]
        return timeline(reader, asked)


def counts(view: TimelineView) -> dict[str, list[tuple[str, int, int]]]:
    return {
        lane.lane: [(str(one.from_on), one.count, one.dates) for one in lane.buckets]
        for lane in view.lanes
    }


def test_law_stands_on_every_day_it_states_and_news_on_its_own(story: Desk) -> None:
    view = ask(story, "chips", by="day")
    assert counts(view) == {
        "law": [("2026-01-20", 1, 0), ("2026-02-10", 0, 1), ("2026-03-05", 0, 1)],
        "statement": [],
        "news": [("2026-01-12", 2, 0), ("2026-01-20", 1, 0)],
        "lists": [],
    }
    law = [(str(item.on), item.role) for item in view.items if item.lane == "law"]
    assert law == [
        ("2026-01-20", "published"),
        ("2026-02-10", "effective"),
        ("2026-03-05", "comments_close"),
    ]
    (span,) = view.spans
    assert (span.from_role, span.to_role, span.days) == ("published", "effective", 21)
    assert [item.title for item in view.undated] == ["Chips some day"]


def test_the_way_into_force_ends_on_the_first_day_of_it(desk: Desk) -> None:
    entry = {
        "document_number": "2025-02002",
        "type": "Rule",
        "title": "A suspension for a year",
        "publication_date": "2025-11-12",
        "signing_date": "2025-11-07",
        "effective_on": "2025-11-10",
    }
    desk.hand_over("rule.json", json.dumps(entry), source=SourceKey("us-fr"))
    desk.index()
    (span,) = ask(desk, "suspension").spans
    assert (span.from_role, span.to_role, span.days) == ("signed", "published", 5)


@pytest.mark.parametrize("by", ["day", "month", "year"])
@pytest.mark.parametrize("text", ["", "chips", "kind:rule", "curbs OR rule", "nothing"])
def test_the_lanes_add_up_to_what_the_search_finds(story: Desk, text: str, by: str) -> None:
    view = ask(story, text, by=by)
    assert sum(lane.total for lane in view.lanes) == story.search(text).total == view.total
    for lane in view.lanes:
        assert sum(one.count for one in lane.buckets) + lane.undated == lane.total


def test_a_window_cuts_its_buckets_and_counts_what_lies_beside_it(story: Desk) -> None:
    view = ask(story, "chips", by="month", span=("2026-01-15", "2026-02-15"))
    (january, february) = view.lanes[0].buckets
    assert (str(january.from_on), str(january.to_on)) == ("2026-01-15", "2026-01-31")
    assert (str(february.from_on), str(february.to_on)) == ("2026-02-01", "2026-02-15")
    assert (view.window.before, view.window.after) == (2, 0)
    assert {item.role for item in view.items} == {"published", "effective"}


def test_a_rule_published_before_the_window_is_shown_on_the_day_it_takes_effect(
    story: Desk,
) -> None:
    view = ask(story, "chips", span=("2026-02", "2026-02"))
    assert [(item.id, item.role) for item in view.items] == [("us-fr/2026-01001", "effective")]
    assert view.lanes[0].total == 0


def test_both_clocks_are_kept(story: Desk) -> None:
    then = story.clock.advance(hours=1)
    story.clock.advance(days=1)
    hand_over_news(story, ("Chips curbs announced", "2026-01-13"))
    story.index()
    assert ("2026-01-13", 1, 0) in counts(ask(story, "announced", by="day"))["news"]
    known = ask(story, "announced", by="day", point=PointInTime(as_known=then))
    assert counts(known)["news"] == [("2026-01-12", 2, 0)]
    lived = ask(story, "chips", point=PointInTime(as_of=known.window.from_on))
    assert lived.lanes[0].buckets == ()
    assert lived.lanes[2].undated == 1


def test_many_documents_are_counted_and_not_listed(desk: Desk) -> None:
    told = [(f"Chips {number}", "2026-01-12") for number in range(MOST_ITEMS + 1)]
    hand_over_news(desk, *told)
    desk.index()
    view = ask(desk, "chips")
    assert (view.items, view.truncated) == ((), True)
    assert view.lanes[2].buckets[0].count == MOST_ITEMS + 1
    few = ask(desk, "chips -title:200")
    assert (len(few.items), few.truncated) == (MOST_ITEMS, False)


def test_a_source_nobody_knows_is_a_slip_and_not_an_empty_answer(desk: Desk) -> None:
    with pytest.raises(QueryError, match="us-fx"):
        ask(desk, "source:us-fx")


def test_nothing_found_is_four_empty_lanes(desk: Desk) -> None:
    view = ask(desk, "chips")
    assert [(lane.lane, lane.total, lane.buckets) for lane in view.lanes] == [
        (name, 0, ()) for name in ("law", "statement", "news", "lists")
    ]


def test_a_pin_that_is_not_held_is_said_to_be_so(story: Desk) -> None:
    view = ask(story, "chips", pins=["us-fr/2026-01001|the rule", "us-fr/0000-00000|lost"])
    assert [(pin.caption, pin.held, str(pin.on)) for pin in view.pins] == [
        ("the rule", True, "2026-01-20"),
        ("lost", False, "None"),
    ]


def test_every_door_tells_the_same(story: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_HOME", str(story.tracker.index_path.parents[1]))
    monkeypatch.setenv("ONRECORD_DATABASE_URL", story.tracker.store.url.render_as_string(False))
    asked = {"q": "chips", "by": "day", "from": "2026-01", "to": "2026-02", "pin": "news-acme/n1|x"}
    words = ["timeline", "chips", "--by", "day", "--from", "2026-01", "--to", "2026-02"]
    words += ["--pin", "news-acme/n1|x"]
    shell = CliRunner()
    with TestClient(build(story.tracker)) as http:
        answer = http.get("/api/v1/timeline", params=asked)
        page = http.get("/timeline", params=asked)
        table = http.get("/timeline.csv", params=asked)
        picture = http.get("/timeline.svg", params=asked)
    said = json.loads(shell.invoke(application, [*words, "--json"]).stdout)
    told = answer.json()
    assert {**said, "as_known": ""} == {**told, "as_known": ""}
    assert {"as_of", "as_known", "coverage", "truncated"} <= set(told)
    assert (told["from"], told["to"], told["by"]) == ("2026-01-01", "2026-02-28", "day")
    rows = list(csv.DictReader(StringIO(table.text)))
    items = [(row["id"], row["on"], row["role"]) for row in rows if row["row"] == "item"]
    assert items == [(one["id"], one["on"], one["role"]) for one in told["items"]]
    assert shell.invoke(application, [*words, "--csv", "-"]).stdout.count("\nitem,") == len(items)
    assert "<svg" in shell.invoke(application, [*words, "--svg", "-"]).stdout
    assert picture.headers["content-type"] == "image/svg+xml"
    for title in ("Chips rule", "Chips curbs announced", "Chips some day"):
        assert title in page.text


def test_an_answer_that_has_not_changed_is_not_given_twice(story: Desk) -> None:
    with TestClient(build(story.tracker)) as http:
        first = http.get("/api/v1/timeline", params={"q": "chips"})
        again = http.get(
            "/api/v1/timeline",
            params={"q": "chips"},
            headers={"If-None-Match": first.headers["etag"]},
        )
    assert (first.status_code, again.status_code) == (200, 304)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"q": "chips", "lane": "law"}, "lane"),
        ({"q": "chips", "by": "week"}, "by"),
        ({"q": "chips", "from": ""}, "from"),
        ({"q": "chips", "from": "2026-02", "to": "2026-01"}, "to"),
        ({"q": "chips (", "by": "day"}, "query"),
        ({"q": "chips", "pin": "a|" + "x" * 300}, "pin"),
    ],
)
def test_a_wrong_question_is_a_problem_with_its_name(
    story: Desk, asked: dict[str, str], name: str
) -> None:
    with TestClient(build(story.tracker)) as http:
        answer = http.get("/api/v1/timeline", params=asked)
    assert answer.status_code == 400
    assert answer.json()["name"] == name


def test_a_caption_that_was_typed_becomes_part_of_the_address(story: Desk) -> None:
    asked = {"q": "chips", "pin": "news-acme/n1|x", "pin_id": "news-acme/n1", "caption": "first"}
    with TestClient(build(story.tracker)) as http:
        answer = http.get("/timeline", params=asked, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/timeline?q=chips&pin=news-acme%2Fn1%7Cfirst"
