"""A field dropped, renamed or of another kind is named or left out; nothing wrong is ever read."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from app.domain.documents import Capture
from app.domain.instruments import UNSAID
from app.domain.sources import Reading
from app.pipeline.opening import Contents, open_capture
from app.sources import all_sources
from app.sources.news_search import headline
from tests.goldens import FOLDER, Golden

SOURCES = {source.key: source for source in all_sources()}
# A golden of each, and where its records are.
RECORDS: dict[str, tuple[str, ...]] = {
    "uk-notices/search": ("results",),
    "news-gdelt/articles": ("articles",),
    "eu-oj/acts": ("results", "bindings"),
}
Json = dict[str, object]


def _drop(record: Json, name: str) -> None:
    del record[name]


DRIFTS: dict[str, Callable[[Json, str], None]] = {
    "dropped": _drop,
    "renamed": lambda record, name: record.update({f"{name}_v2": record.pop(name)}),
    "null": lambda record, name: record.update({name: None}),
    "a number": lambda record, name: record.update({name: 1772182800}),
    "a list": lambda record, name: record.update({name: [record[name]]}),
    "an object": lambda record, name: record.update({name: {"value": [record[name]]}}),
    "other words": lambda record, name: record.update({name: "soon"}),
}
# Words that a person reads as they stand: other words there are no drift of the form.
PROSE = ("title", "description", "content_store_document_type", "_id", "link", "url", "domain")
PROSE_OF_NONE = ("language", "url_mobile", "socialimage", "sourcecountry", "act")


def cases() -> Iterator[tuple[str, str, str]]:
    for case, path in RECORDS.items():
        (body,) = (FOLDER / case).glob("body*")
        record = _records(json.loads(body.read_bytes()), path)[0]
        for name in record:
            for drift in DRIFTS:
                if not (drift in ("other words", "a number") and name in (*PROSE, *PROSE_OF_NONE)):
                    yield case, name, drift


def _records(body: object, path: tuple[str, ...]) -> list[Json]:
    found: object = body
    for step in path:
        assert isinstance(found, dict)
        found = found[step]
    assert isinstance(found, list)
    return found


def read(case: str, capture: Capture) -> Contents:
    return open_capture(SOURCES[Golden(FOLDER / case).key], capture)


@pytest.mark.parametrize(("case", "name", "drift"), list(cases()))
def test_a_field_that_changed_its_form_never_becomes_a_wrong_value(
    case: str, name: str, drift: str
) -> None:
    golden = Golden(FOLDER / case)
    capture = golden.capture(SOURCES[golden.key])
    before = read(case, capture)
    drifted = copy.deepcopy(json.loads(capture.body))
    DRIFTS[drift](_records(drifted, RECORDS[case])[0], name)
    after = read(case, replace(capture, body=json.dumps(drifted).encode()))
    right = {one.document.id: one for one in before.readings}
    for reading in after.readings:
        assert reading.document.id in right
        _is_no_more_than(reading, right[reading.document.id])
    if len(after.readings) < len(before.readings):
        flaws = [account.flaw for account in after.accounts]
        assert after.problem is not None or all(flaws)


def _is_no_more_than(reading: Reading, right: Reading) -> None:
    """Each of its values is the right one, or is not said."""
    for field in ("title", "url", "published_on", "published_at", "owner"):
        said = getattr(reading, field)
        assert said in (UNSAID, None, getattr(right, field)), field


def test_the_drifts_are_many_and_touch_every_field() -> None:
    assert len(list(cases())) > 90


@pytest.mark.parametrize(
    ("title", "printed", "outlet"),
    [
        ("Lamps - The Post", "Lamps", "The Post"),
        ("Lamps - and wicks - The Post", "Lamps - and wicks", "The Post"),
        ("Lamp-oil rules - Wire", "Lamp-oil rules", "Wire"),
        ("No outlet here", "No outlet here", None),
        ("Lamps-Wicks", "Lamps-Wicks", None),
    ],
)
def test_a_search_title_ends_with_its_outlet(title: str, printed: str, outlet: str | None) -> None:
    head = headline(title)
    assert (head.title, head.outlet) == (printed, outlet)
