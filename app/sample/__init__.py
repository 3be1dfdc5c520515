"""The story the demonstration tells: invented outlets, companies and notices, as they arrive."""

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.resources import files

from app.domain.ids import SourceKey
from app.errors import FormatError

_ROOM = "app.sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSource:
    """An invented publisher of the story; whatever it says has the standing `sample`."""

    key: SourceKey
    title: str
    owner: str | None
    jurisdiction: str
    weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFile:
    """One delivery: bytes that came from a place at an instant.

    The same place may deliver again with other words: an article that was edited. `published_on`
    is given where whoever handed the text over knew its day; other days stand in the bytes, and
    some texts have none at all.
    """

    name: str
    place: str
    source: SourceKey
    received_at: datetime
    published_on: date | None
    body: bytes = field(repr=False)


def story() -> tuple[SampleFile, ...]:
    """Every delivery, in the order in which it arrived."""
    return tuple(_delivery(row) for row in _rows("delivery"))


def story_sources() -> tuple[SampleSource, ...]:
    """Who speaks in the story."""
    return tuple(
        SampleSource(
            key=SourceKey(_text(row, "key")),
            title=_text(row, "title"),
            owner=_text(row, "owner") if "owner" in row else None,
            jurisdiction=_text(row, "jurisdiction"),
            weight=_text(row, "weight"),
        )
        for row in _rows("source")
    )


def _delivery(row: dict[str, object]) -> SampleFile:
    received_at, published_on = row.get("received_at"), row.get("published_on")
    if not isinstance(received_at, datetime) or received_at.tzinfo is None:
        raise FormatError("app/sample/story.toml: `received_at` has no zone; give it one")
    name = _text(row, "file")
    return SampleFile(
        name=name,
        place=_text(row, "place"),
        source=SourceKey(_text(row, "source")),
        received_at=received_at.astimezone(UTC),
        published_on=published_on if isinstance(published_on, date) else None,
        body=files(_ROOM).joinpath("files", name).read_bytes(),
    )


def _rows(section: str) -> list[dict[str, object]]:
    manifest = tomllib.loads(files(_ROOM).joinpath("story.toml").read_text(encoding="utf-8"))
    rows: list[dict[str, object]] = manifest[section]
    return rows


def _text(row: dict[str, object], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise FormatError(f"app/sample/story.toml: a row lacks the text `{key}`; add it")
    return value
