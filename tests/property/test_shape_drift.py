"""A publisher drops, renames or retypes a field: what is read is right, or it is set aside.

Every field of every record, also of records within, is changed in turn. A value that the sound
record does not hold is a wrong one; none may come out.
"""

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.documents import Capture
from app.domain.ids import digest_of
from app.domain.sources import Source
from app.pipeline.opening import Contents, open_capture
from app.sources import all_sources
from tests.captured import body_of
from tests.goldens import Golden, Plain, goldens, plain

_SOURCES = {source.key: source for source in all_sources()}
_JSON = [
    one for one in goldens() if one.key.startswith("us-") and list(one.folder.glob("body.json"))
]
_RECORDED = (
    ("us-fr", "fr-api", "kc_current-document.json"),
    ("us-fr", "fr-api", "kc_regulatory-document.json"),
    ("us-fr", "fr-api", "kc_historical-document.json"),
    ("us-fr-inspection", "fr-inspection", "kc_inspection-detail.json"),
    ("us-regulations", "regulations-documents", "mw_regulations_dot_gov_docs.json.gz"),
)
# How a record was told and where; what a name is derived from where another field is gone.
_OF_THE_TELLING = frozenset(
    ("where", "kind_said", "date_evidence", "words.extent", "words.language", "facts.number")
)
_WITHIN_WORDS = "words.provisions"
_DAY_LIKE = "31/12/2026"


def _changed(value: Plain, path: str = "") -> Iterator[tuple[str, Plain]]:
    """The same value with one field, somewhere within, dropped, renamed or of another kind."""
    if isinstance(value, dict):
        for name, held in value.items():
            rest = {key: kept for key, kept in value.items() if key != name}
            yield f"{path}.{name} dropped", rest
            yield f"{path}.{name} renamed", {**rest, f"{name}_v2": held}
            for sort, other in _retyped(held):
                yield f"{path}.{name} as {sort}", {**value, name: other}
            for place, within in _changed(held, f"{path}.{name}"):
                yield place, {**value, name: within}
    elif isinstance(value, list):
        for number, member in enumerate(value[:2]):
            for place, within in _changed(member, f"{path}[{number}]"):
                yield place, [*value[:number], within, *value[number + 1 :]]


def _retyped(held: Plain) -> Iterator[tuple[str, Plain]]:
    yield "an object", {"value": held}
    yield "a list of objects", [{"value": held}]
    yield "a flag", True
    yield "a list within a list", [[held]]
    if held is not None and not isinstance(held, str):
        yield "words", "words"
    elif isinstance(held, str) and len(held) == 10 and held[4] == held[7] == "-":
        yield "a day of another form", _DAY_LIKE
        yield "an instant of a machine", 1_767_225_600_000


def _read(source: Source, capture: Capture, body: Plain) -> Contents:
    written = json.dumps(body).encode()
    return open_capture(source, replace(capture, body=written, digest=digest_of(written)))


def _leaves(value: Plain, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name, held in value.items():
            yield from _leaves(held, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for member in value:
            yield from _leaves(member, path)
    elif path == "words.text":
        yield from ((path, line) for line in str(value).splitlines() if line)
    else:
        yield path, value


def _wrong(body: Plain, sound: Contents, drifted: Contents) -> set[tuple[str, object]]:
    """What a drifted answer says that the sound one does not, of documents that stand in both."""
    before = {one.document.id: set(_leaves(plain(one))) for one in sound.readings}
    every = set().union(*before.values()) if before else set()
    values = {str(value) for _, value in _leaves(body)}
    found: set[tuple[str, object]] = set()
    for one in drifted.readings:
        said = set(_leaves(plain(one)))
        if not one.kind_said:
            said = {leaf for leaf in said if leaf[0] not in ("document.kind", "document.type")}
        # An entry that is named by a digest of its words is another one without some of them.
        held = before.get(one.document.id, every)
        found |= {
            leaf
            for leaf in said - held
            if leaf[0] not in _OF_THE_TELLING
            and not leaf[0].startswith(_WITHIN_WORDS)
            and not (leaf[0] == "words.text" and _is_of(values, str(leaf[1])))
        }
    return {leaf for leaf in found if not (leaf[0] == "document.id" and _is_digest(leaf[1]))}


def _is_of(values: set[str], line: str) -> bool:
    """Whether a line of a list's entry holds nothing but what the publisher's record holds."""
    _, _, said = line.partition(": ")
    return said in values or all(part in values for part in said.split(", "))


def _is_digest(id_: object) -> bool:
    tail = str(id_).rpartition("/")[2]
    return len(tail) == 12 and all(sign in "0123456789abcdef" for sign in tail)


def _try_all(source: Source, capture: Capture) -> tuple[int, dict[str, object]]:
    body: Plain = json.loads(capture.body)
    sound = _read(source, capture, copy.deepcopy(body))
    tried = 0
    wrong: dict[str, object] = {}
    for place, changed in _changed(body):
        tried += 1
        drifted = _read(source, capture, changed)
        if drifted.problem is not None and "please report" in drifted.problem:
            wrong[place] = drifted.problem
        elif said := _wrong(changed, sound, drifted):
            wrong[place] = said
    return tried, wrong


@pytest.mark.parametrize("golden", _JSON, ids=[f"{one.key}-{one.folder.name}" for one in _JSON])
def test_a_drifted_field_of_an_answer_never_becomes_a_wrong_value(golden: Golden) -> None:
    source = _SOURCES[golden.key]
    tried, wrong = _try_all(source, golden.capture(source))
    assert tried >= 10
    assert not wrong


@pytest.mark.parametrize(("key", "shape", "name"), _RECORDED)
def test_a_drifted_field_of_a_recorded_answer_never_becomes_a_wrong_value(
    key: str, shape: str, name: str, shared: Path
) -> None:
    body = body_of(shared / "data" / "federal-register-api" / name)
    source = next(one for one in all_sources() if one.key == key and shape in one.readers)
    capture = replace(_any_capture(), source=source.key, shape=shape, body=body)
    tried, wrong = _try_all(source, capture)
    assert tried > 100
    assert not wrong


def _any_capture() -> Capture:
    return replace(goldens()[0].capture(all_sources()[0]), url=None, place="recorded")
