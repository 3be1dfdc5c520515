"""The index has one writer, knows how far it has come, and can always be built again."""

from pathlib import Path

import orjson
import pytest

from app.domain.search import Everything, Word
from app.errors import ConfigError
from app.index.read import IndexQuery, IndexReader
from app.index.write import IndexWriter
from tests.showings import found, make_showing, put

ALL = IndexQuery(expression=Everything())


def test_a_document_written_twice_is_there_once(tmp_path: Path) -> None:
    put(tmp_path, [make_showing(1, "first words")])
    reader = put(tmp_path, [make_showing(1, "first words")])
    assert found(reader, ALL) == {1}


def test_a_document_replaced_by_nothing_is_gone(tmp_path: Path) -> None:
    reader = put(tmp_path, [make_showing(1), make_showing(2)])
    with IndexWriter(tmp_path) as writer:
        writer.replace(1, [])
        writer.commit(3)
    assert found(reader, ALL) == {2}
    assert reader.position() == 3


def test_what_was_not_committed_is_not_there(tmp_path: Path) -> None:
    reader = put(tmp_path, [make_showing(1)])
    with IndexWriter(tmp_path) as writer:
        writer.replace(2, [make_showing(2)])
    assert found(reader, ALL) == {1}
    with IndexWriter(tmp_path) as writer:
        assert writer.position() == 1


def test_a_second_writer_is_told_what_to_do(tmp_path: Path) -> None:
    with IndexWriter(tmp_path), pytest.raises(ConfigError, match="another process; let that one"):
        IndexWriter(tmp_path)
    with IndexWriter(tmp_path) as again:
        assert again.position() == 0


def test_a_broken_index_is_begun_anew_at_the_beginning(tmp_path: Path) -> None:
    put(tmp_path, [make_showing(1)])
    for meta in tmp_path.glob("*/meta.json"):
        meta.write_text("{")
    with IndexWriter(tmp_path) as writer:
        assert writer.position() == 0
        writer.replace(2, [make_showing(2)])
        writer.commit(2)
    assert found(IndexReader(tmp_path), ALL) == {2}


def test_an_index_of_another_release_is_begun_anew(tmp_path: Path) -> None:
    reader = put(tmp_path, [make_showing(1)])
    assert reader.position() == 1
    mark = tmp_path / "position.json"
    mark.write_bytes(orjson.dumps(orjson.loads(mark.read_bytes()) | {"schema": 0}))
    with IndexWriter(tmp_path) as writer:
        assert writer.position() == 0
        writer.replace(1, [make_showing(1, "again")])
        writer.commit(1)
    assert found(reader, IndexQuery(expression=Word(text="again"))) == {1}


def test_a_reader_sees_each_commit_without_being_opened_again(tmp_path: Path) -> None:
    reader = IndexReader(tmp_path)
    assert reader.position() == 0
    for number in (1, 2, 3):
        put(tmp_path, [make_showing(number)])
        assert reader.position() == number
        assert found(reader, ALL) == set(range(1, number + 1))


def test_only_what_was_known_at_an_instant_is_found(tmp_path: Path) -> None:
    old = make_showing(1, "old words", known_from=10, known_to=20)
    new = make_showing(1, "new words", showing=2, known_from=20, position=2)
    reader = put(tmp_path, [old, new])
    for known_at, right in [(9, set()), (10, {1}), (19, {1}), (20, {2}), (None, {2})]:
        asked = IndexQuery(expression=Word(text="words"), known_at=known_at)
        assert found(reader, asked) == right
