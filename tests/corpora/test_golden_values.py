"""Values that stand in recorded files, read there by hand, held against what our readers make."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from app.domain.documents import Capture
from app.domain.ids import CaptureId, SourceKey, digest_of
from app.domain.instruments import Unsaid
from app.domain.sources import Reading, Words
from app.formats.containers import is_container, members
from app.formats.mapping import read_mapping
from app.pipeline.admit import HandedFile, HandOver, recognise
from app.pipeline.opening import maker_of
from app.sources import all_sources

_TABLE = tomllib.loads(Path(__file__).with_name("golden_values.toml").read_text(encoding="utf-8"))
# Of these fewer than three files are recorded; README.md beside the table says so too.
_FEWER = {
    *("Formex", "Formex contents", "EUR-Lex HTML", "Akoma Ntoso", "CELLAR notice"),
    *("Denied Persons text", "Entity List table", "Unverified List table"),
    *("legislation Atom", "gov.uk search lines"),
}
# Shapes of one publisher or standard, which have three files together.
_FAMILIES = {
    **dict.fromkeys(("SDN CSV", "SDN CSV, repacked", "SDN XML", "SDN advanced XML"), "SDN"),
    **dict.fromkeys(("CSL JSON", "CSL CSV"), "CSL"),
    **dict.fromkeys(("Atom", "RSS"), "feeds"),
}
_SOURCES = all_sources()


def readings_of(path: Path, mapping: str | None) -> list[Reading]:
    """What our readers make of a file handed over."""
    body = path.read_bytes()
    name = path.name
    if is_container(body):
        (member,) = members(body, path.name)
        name, body = member.name, member.body
    said = HandOver()
    if mapping is not None:
        said = HandOver(mapping=read_mapping(mapping), mapping_text=mapping)
    what = recognise(_SOURCES, HandedFile(place=str(path), name=name, body=body), said)
    assert what is not None, f"{path.name} is no known kind"
    found = maker_of(_SOURCES, what.shape)
    assert found is not None
    source, _ = found
    capture = Capture(
        id=CaptureId("golden"),
        source=SourceKey("recorded") if mapping else source.key,
        place=str(path),
        shape=what.shape,
        captured_at=datetime(2026, 11, 20, tzinfo=UTC),
        digest=digest_of(body),
        body=body,
        mapping=mapping,
    )
    return [one for one in source.readers[what.shape](capture) if isinstance(one, Reading)]


def chosen(readings: Sequence[Reading], record: str) -> list[Reading]:
    """The readings that a row of the table speaks of."""
    kind, _, wanted = record.partition(" ")
    match kind:
        case "":
            return list(readings)
        case "title":
            return [one for one in readings if one.title == wanted]
        case "list":
            return [one for one in readings if one.document.list_key == wanted]
        case "kind":
            return [one for one in readings if one.document.kind == wanted]
    return [one for one in readings if record in (one.document.id, one.where)]


def value_of(reading: Reading, field: str, wanted: object) -> object:
    """One field of a reading in the form in which the table writes it."""
    name, _, rest = field.partition(" ")
    words = reading.words.text if isinstance(reading.words, Words) else ""
    facts = reading.facts
    match name:
        case "id":
            return str(reading.document.id)
        case "kind" | "list_key":
            return plain(getattr(reading.document, name))
        case "holds":
            return wanted if str(wanted) in words else f"not in {len(words)} code points"
        case "title_sha256" | "url_sha256":
            said = str(getattr(reading, name.removesuffix("_sha256")))
            return sha256(said.encode()).hexdigest()[:16]
        case "date":
            dates = () if isinstance(facts.dates, Unsaid) else facts.dates
            return next((str(one.on) for one in dates if one.role == rest), None)
        case "line":
            return [
                words[one.start : one.end] for one in provisions(reading) if one.heading == rest
            ]
        case "provisions":
            like = rest.removeprefix("like ")
            return str(sum(one.label.startswith(like) for one in provisions(reading)))
        case "language":
            return reading.words.language if isinstance(reading.words, Words) else None
    return plain(getattr(reading if hasattr(reading, name) else facts, name))


def provisions(reading: Reading) -> Sequence[Any]:
    """The units of a reading's words."""
    return reading.words.provisions if isinstance(reading.words, Words) else ()


def plain(value: object) -> object:
    """A value as TOML would hold it."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case tuple():
            return [plain(one) for one in value]
    return value if isinstance(value, int | str) or value is None else str(value)


@pytest.mark.parametrize("told", _TABLE["file"], ids=lambda told: told["path"].split("/")[-1][:50])
def test_what_stands_in_a_file_is_what_we_read(shared: Path, told: dict[str, Any]) -> None:
    readings = readings_of(shared / "data" / told["path"], told.get("mapping"))
    if "records" in told:
        assert len(readings) == told["records"]
    wrong = []
    for record, field, wanted in told["values"]:
        found = chosen(readings, record)
        if field == "count":
            got: object = len(found)
        else:
            got = value_of(found[0], field, wanted) if found else "no such record"
        if got != wanted:
            wrong.append((record, field, wanted, got))
    assert wrong == []


def test_each_format_has_three_files_or_is_said_to_have_fewer() -> None:
    counted = Counter(_FAMILIES.get(told["format"], told["format"]) for told in _TABLE["file"])
    assert {name for name, times in counted.items() if times < 3} == _FEWER
    assert len(_TABLE["file"]) >= 50
    assert sum(len(told["values"]) for told in _TABLE["file"]) >= 120
