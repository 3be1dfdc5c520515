"""Recorded material and the customer's texts serve tests and never enter the project."""

import gzip
import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.house.project_files import project_files, project_texts
from tests.recorded import ROOT

RUN_OF_WORDS = 12
_WORD = re.compile(r"\w+")


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _bodies(folders: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    """Each recorded file as it lies there and, where it is packed, as it unpacks."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                body = path.read_bytes()
                yield path, body
                if path.suffix == ".gz":
                    yield path, gzip.decompress(body)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return zip(*(words[start:] for start in range(RUN_OF_WORDS)), strict=False)


def test_no_file_of_the_project_is_a_recorded_one(shared: Path) -> None:
    ours = {
        _digest(body): path.relative_to(ROOT).as_posix()
        for path in project_files()
        if (body := path.read_bytes()).strip()
    }
    recorded = {_digest(body): path for path, body in _bodies([shared / "data", shared / "seeds"])}
    assert recorded
    assert not {ours[same]: recorded[same] for same in ours.keys() & recorded.keys()}


def test_no_sentence_of_a_customers_text_is_in_the_project(shared: Path) -> None:
    theirs = {run for path in (shared / "seeds").glob("*.txt") for run in _runs(path.read_text())}
    assert theirs
    copied = {
        place: " ".join(same.pop())
        for place, text in project_texts()
        if (same := theirs.intersection(_runs(text)))
    }
    assert not copied


@pytest.mark.parametrize("broken", ["{}", "A quotation: {}", "{}\n\nwith more after it"])
def test_a_copied_sentence_is_found_however_it_is_laid_out(broken: str) -> None:
    sentence = "One two three four five, six seven; eight nine ten eleven twelve."
    laid_out = broken.format(sentence.upper().replace(" ", "\n  "))
    assert set(_runs(sentence)).intersection(_runs(laid_out))
