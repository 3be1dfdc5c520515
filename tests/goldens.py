"""Captures kept with what is read from them: a folder for each source, in it one for each case.

A case holds `capture.meta.json` (address, shape, instant), the bytes as `body` with any ending, and
`expected.json`. With `ONRECORD_ACCEPT=1` what is read now is written down as expected.
"""

import dataclasses
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from app.domain.documents import Capture, Custody
from app.domain.ids import CaptureId, DocumentId, SourceKey, digest_of
from app.domain.instruments import Unsaid
from app.domain.sources import Source
from app.pipeline.opening import open_capture
from tests.recorded import ROOT

FOLDER = ROOT / "tests" / "golden"
ACCEPT = "ONRECORD_ACCEPT"
Plain = dict[str, "Plain"] | list["Plain"] | str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Golden:
    """One case: a capture, and what is expected of reading it."""

    folder: Path

    @property
    def key(self) -> SourceKey:
        """The source it is of."""
        return SourceKey(self.folder.parent.name)

    @property
    def expected(self) -> Plain:
        """What is expected."""
        found: Plain = json.loads((self.folder / "expected.json").read_text(encoding="utf-8"))
        return found

    def capture(self, source: Source) -> Capture:
        """The bytes, as if they had just been collected."""
        meta = json.loads((self.folder / "capture.meta.json").read_text(encoding="utf-8"))
        (body,) = [path.read_bytes() for path in self.folder.glob("body*")]
        about = meta.get("about")
        return Capture(
            id=CaptureId(f"{source.key}/golden"),
            source=source.key,
            place=meta["url"],
            shape=meta["shape"],
            captured_at=datetime.fromisoformat(meta["captured_at"]),
            digest=digest_of(body),
            body=body,
            custody=Custody.COLLECTED,
            standing=source.standing,
            about=DocumentId(about) if about else None,
            url=meta["url"],
            status=200,
            media_type=meta.get("media_type"),
        )

    def read(self, source: Source) -> Plain:
        """What is read now, in the form of `expected.json`; accepted, if that is asked for."""
        contents = open_capture(source, self.capture(source))
        assert contents.problem is None, contents.problem
        read = plain(contents)
        if os.environ.get(ACCEPT) == "1":
            written = json.dumps(read, ensure_ascii=False, indent=1, sort_keys=True)
            (self.folder / "expected.json").write_text(f"{written}\n", encoding="utf-8")
        return read


def goldens(folder: Path = FOLDER) -> list[Golden]:
    """Every case below a folder, in order."""
    return [Golden(meta.parent) for meta in sorted(folder.glob("*/*/capture.meta.json"))]


def plain(value: object) -> Plain:
    """A value as JSON, without the fields that say nothing."""
    if is_dataclass(value) and not isinstance(value, type):
        named = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        return {name: plain(said) for name, said in named.items() if not _says_nothing(said)}
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(said) for name, said in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(one) for one in value]
    assert value is None or isinstance(value, str | int | float | bool), type(value)
    return value


def _says_nothing(value: object) -> bool:
    is_empty = isinstance(value, tuple | dict) and not value
    return value is None or is_empty or isinstance(value, Unsaid)
