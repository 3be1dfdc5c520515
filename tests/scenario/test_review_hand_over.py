"""Files that lie, repeat themselves or are named oddly: nothing is lost, doubled or put back."""

import gzip
import json
import os
import random
import warnings
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.domain.documents import Standing
from app.domain.ids import DocumentId, SourceKey
from app.domain.sources import Source
from app.errors import NotFoundError, QueryError
from app.formats.mapping import read_mapping
from app.pipeline.importing import FileOutcome, files_under, import_files
from app.printing.answers import to_json
from tests.workspaces import Desk

WORDS = "The bureau has eased the licence requirement for chip exports to the island republic."
EDITED = WORDS.replace("eased", "ended")
MAPPING = 'files = "*.jsonl"\n[fields]\nid = "id"\ntitle = "t"\ntext = "t"\npublished_at = "at"\n'


def import_paths(desk: Desk, *paths: Path, **said: object) -> list[FileOutcome]:
    return list(import_files(desk.importer(**said), files_under(paths), lambda _path: None))


def packed(folder: Path, *members: tuple[str, str]) -> Path:
    path = folder / "packed.zip"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")
        for name, words in members:
            archive.writestr(name, words)
    return path


def add_source(desk: Desk, key: str) -> None:
    made = Source(
        key=SourceKey(key), title=key, jurisdiction="x", standing=Standing.REPORT, readers={}
    )
    desk.tracker.store.transact(
        lambda tx: tx.sources.add(made, at=tx.opened_at), desk.tracker.clock
    )


def test_what_a_person_said_stands_though_it_is_not_said_again(desk: Desk) -> None:
    desk.hand_over("a.txt", WORDS, published_on=date(2026, 2, 14), id="mine")
    held = desk.digest()
    again = desk.hand_over("a.txt", WORDS)
    assert (again.new, again.changed, again.same) == (0, 0, 1)
    assert desk.digest() == held
    edited = desk.hand_over("a.txt", EDITED)
    assert (edited.new, edited.changed) == (0, 1)
    assert desk.show("local/mine").published_on == date(2026, 2, 14)


def test_what_a_person_says_anew_changes_it(desk: Desk) -> None:
    desk.hand_over("a.txt", WORDS, published_on=date(2026, 2, 14), id="mine")
    corrected = desk.hand_over("a.txt", WORDS, published_on=date(2026, 2, 15))
    assert corrected.changed == 1
    assert desk.show("local/mine").published_on == date(2026, 2, 15)


def test_a_text_of_a_named_source_is_not_doubled_by_a_plain_import(desk: Desk) -> None:
    add_source(desk, "news-acme")
    desk.hand_over("a.txt", WORDS, source="news-acme")
    again = desk.hand_over("a.txt", WORDS)
    assert (again.new, again.same) == (0, 1)


def test_an_old_copy_elsewhere_does_not_put_an_edited_file_back(desk: Desk) -> None:
    desk.hand_over("a.txt", WORDS)
    desk.hand_over("a.txt", EDITED)
    desk.hand_over("backup/a.txt", WORDS)
    desk.index()
    (hit,) = desk.search("ended").hits
    assert desk.show(hit.id).capture.place == "/desk/a.txt"
    assert desk.search("eased").total == 1


def test_many_changes_in_one_instant_are_all_kept(desk: Desk) -> None:
    for words in (WORDS, EDITED, WORDS, EDITED):
        desk.hand_over("a.txt", words)
    desk.hand_over("a.txt", EDITED, published_on=date(2026, 2, 14))
    desk.index()
    (hit,) = desk.search("ended").hits
    assert len(desk.show(hit.id).showings) == 5


def test_two_members_of_one_name_are_two_documents(desk: Desk, tmp_path: Path) -> None:
    archive = packed(tmp_path, ("a.txt", WORDS), ("a.txt", EDITED))
    assert [one.new for one in import_paths(desk, archive)] == [1, 1]
    assert [one.same for one in import_paths(desk, archive)] == [1, 1]


def test_one_id_is_not_given_to_several_members(desk: Desk, tmp_path: Path) -> None:
    archive = packed(tmp_path, ("a.txt", WORDS), ("b.txt", EDITED))
    (refused,) = import_paths(desk, archive, id="mine")
    assert refused.records == 0
    assert "--id" in (refused.problem or "")
    (alone,) = import_paths(desk, packed(tmp_path, ("a.txt", WORDS)), id="mine")
    assert alone.new == 1


def test_an_id_for_records_that_have_their_own_is_refused(desk: Desk) -> None:
    body = json.dumps({"document_number": "2026-01234", "publication_date": "2026-02-03"})
    refused = desk.hand_over("a.json", body, id="mine")
    assert (refused.records, "--id" in (refused.problem or "")) == (0, True)


@pytest.mark.parametrize("name", [" ", "local/", "my text", "a#b", "a@b~1-2", "us-fr/2026-01234"])
def test_an_id_that_cannot_be_one_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(QueryError, match="--id"):
        desk.hand_over("a.txt", WORDS, id=name)


def test_words_belong_only_to_a_document_that_is_held(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="2026-01234"):
        desk.hand_over("a.txt", WORDS, about=DocumentId("us-fr/2026-01234"))


def test_a_name_that_is_no_utf8_is_imported_and_told(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    path = os.fsencode(folder) + b"/caf\xe9.txt"
    try:
        with open(path, "wb") as file:
            file.write(WORDS.encode())
    except OSError:
        pytest.skip("this file system has no such names")
    (first,), (again,) = import_paths(desk, folder), import_paths(desk, folder)
    assert (first.new, again.same) == (1, 1)
    assert first.path.endswith("caf\\xe9.txt")
    assert to_json(first)


def test_what_a_folder_holds_and_does_not_open_is_named(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(WORDS)
    (folder / "a.txt.gz").write_bytes(gzip.compress(WORDS.encode()))
    (folder / "empty.txt").write_text("")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "linked.txt").symlink_to(folder / "a.txt")
    (folder / "round").symlink_to(folder)
    told = {Path(one.path).name: one for one in import_paths(desk, folder)}
    assert sorted(told) == ["a.txt", "a.txt.gz", "empty.txt", "gone.txt", "linked.txt"]
    assert {name for name, one in told.items() if one.problem} == {"empty.txt", "gone.txt"}
    assert sum(one.new for one in told.values()) == 1
    held = desk.digest()
    assert sum(one.new + one.changed for one in import_paths(desk, folder)) == 0
    assert desk.digest() == held


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_folder_that_cannot_be_opened_is_named(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "folder" / "closed"
    folder.mkdir(parents=True)
    folder.chmod(0)
    (told,) = import_paths(desk, folder.parent)
    folder.chmod(0o700)
    assert (told.kind, told.path) == ("unreadable", str(folder))


def test_a_member_may_have_a_very_long_name(desk: Desk, tmp_path: Path) -> None:
    letters = random.Random(1)
    name = "".join(letters.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=20_000)) + ".txt"
    archive = packed(tmp_path, (name, WORDS))
    assert [one.new for one in import_paths(desk, archive)] == [1]
    assert [one.same for one in import_paths(desk, archive)] == [1]


def mapped(**fields: str) -> str:
    return json.dumps({"id": "1", "t": WORDS, **fields})


def over_mapping(desk: Desk) -> Callable[[str], FileOutcome]:
    return lambda body: desk.hand_over(
        "r.jsonl", body, mapping=read_mapping(MAPPING), mapping_text=MAPPING
    )


def test_a_record_may_have_a_very_long_id(desk: Desk) -> None:
    letters = random.Random(2)
    id_ = "".join(letters.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=9_000))
    hand_over = over_mapping(desk)
    assert hand_over(mapped(id=id_)).new == 1
    assert hand_over(mapped(id=id_ + "0")).new == 1


def test_signs_that_a_database_refuses_do_not_stop_an_import(desk: Desk) -> None:
    outcome = over_mapping(desk)(mapped(**{"x\x00y": "a\x00b", "at": "2026-02-03\x00"}))
    assert (outcome.records, outcome.quarantined) == (1, 0)
    assert desk.show("local/1").text == WORDS


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00Z"]
)
def test_a_date_at_the_end_of_time_does_not_stop_an_import(desk: Desk, at: str) -> None:
    assert over_mapping(desk)(mapped(at=at)).records == 1
    assert desk.digest()
