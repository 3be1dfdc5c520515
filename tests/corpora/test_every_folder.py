"""Every folder of the recorded material handed over whole: each file is read or named."""

import os
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.bootstrap import open_tracker
from app.formats.mapping import read_mapping
from app.pipeline.admit import HandOver
from app.pipeline.importing import FileOutcome, Importer, files_under, import_files
from app.settings import Settings
from tests.workspaces import FakeClock

_AT_GATE = os.environ.get("ONRECORD_GATE", "") == "1"
# Each test run imports these; the gate imports all there are.
_SHARE = (
    "cfr-annual-xml",
    "cn-mofcom-extracts",
    "eu-official-journal",
    "news-events",
    "uk-official",
)
_MOST_QUARANTINED = 0.02

_NEWS = """
files = "*.jsonl"
[fields]
id = ["agora_id", "id"]
url = ["url", "link"]
title = "title"
text = ["text", "description"]
summary = ["excerpt", "summary"]
published_at = ["published", "date_published"]
language = "language"
"""
_EXTRACTS = """
files = "*.jsonl"
[fields]
id = "src_path"
text = "text"
published_on = "date"
"""
# Folders of records that are nobody's standard, read as their owner would say.
_MAPPINGS = {
    **dict.fromkeys(("agora-fulltext", "grouping", "news-events", "news-items-misc"), _NEWS),
    **dict.fromkeys(("rss-bench", "rss-news"), _NEWS),
    "cn-mofcom-extracts": _EXTRACTS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What became of one folder: the sums over its files."""

    name: str
    files: int
    named: int
    records: int
    new: int
    same: int
    changed: int
    quarantined: int
    issues: int

    @staticmethod
    def of(name: str, outcomes: list[FileOutcome]) -> "Handed":
        """The sums of a folder's outcomes."""
        return Handed(
            name=name,
            files=len(outcomes),
            named=sum(one.problem is not None for one in outcomes),
            records=sum(one.records for one in outcomes),
            new=sum(one.new for one in outcomes),
            same=sum(one.same for one in outcomes),
            changed=sum(one.changed for one in outcomes),
            quarantined=sum(one.quarantined for one in outcomes),
            issues=sum(len(one.issues) for one in outcomes),
        )

    def row(self) -> str:
        """One line of the table in docs/gate.md."""
        return (
            f"| {self.name} | {self.files:,} | {self.named:,} | {self.records:,} | {self.new:,} | "
            f"{self.same:,} | {self.changed:,} | {self.quarantined:,} | {self.issues:,} |"
        )


def handed_over(folder: Path, home: Path) -> tuple[Handed, Handed]:
    """A folder handed over to a new workspace, and once more the same way."""
    with closing(open_tracker(settings=Settings(home=home, workspace="test"))) as tracker:
        mapping = _MAPPINGS.get(folder.name)
        said = HandOver()
        if mapping is not None:
            said = replace(said, mapping=read_mapping(mapping), mapping_text=mapping)
        importer = Importer(
            store=tracker.store,
            sources=tracker.sources,
            clock=FakeClock(),
            body_limit=tracker.body_limit,
            said=said,
        )
        files = files_under([folder])
        first = list(import_files(importer, files, lambda _path: None))
        again = list(import_files(importer, files, lambda _path: None))
    for one in first:
        assert one.records == one.new + one.same + one.changed + one.quarantined, one.path
        # Nothing ends in silence but a feed without entries, which is what it says it is.
        assert one.records or one.problem is not None or one.issues or one.kind == "feed", one.path
        assert one.problem is None or "please report" not in one.problem, one.problem
    return Handed.of(folder.name, first), Handed.of(folder.name, again)


def test_every_file_of_every_folder_is_read_or_named(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = sorted(path for path in (shared / "data").iterdir() if path.is_dir())
    asked = [path for path in folders if _AT_GATE or path.name in _SHARE]
    assert len(folders) == 21
    assert len(asked) == (len(folders) if _AT_GATE else len(_SHARE))
    table = []
    for folder in asked:
        first, again = handed_over(folder, tmp_path / folder.name)
        table.append(first.row())
        assert first.quarantined <= _MOST_QUARANTINED * first.records, first
        assert (again.new, again.changed) == (0, 0), again
        assert again.same == first.records - first.quarantined, again
    with capsys.disabled():
        print("\n| folder | files | named | records | new | same | changed | set aside | issues |")
        print("|---|---|---|---|---|---|---|---|---|")
        print("\n".join(table))
