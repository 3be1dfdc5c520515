"""An entry of a list keeps its identity while its publisher edits it."""

from app.domain.ids import SourceKey
from app.domain.sources import Words
from app.formats.list_rows import (
    Listed,
    gathered,
    listed_reading,
    name_key,
    named_native,
    told_apart,
    written_day,
)


def entry(native: str, address: str) -> Listed:
    return Listed(
        native=native,
        list_key="us-el",
        name="Acme",
        lines=(("Name", "Acme"), ("Address", address)),
        where="row",
    )


def test_case_accents_and_signs_do_not_make_another_name() -> None:
    assert name_key("Société Générale d'Étude, S.A.") == name_key("SOCIETE GENERALE D ETUDE SA")
    assert name_key("华为") != name_key("中芯")


def test_a_later_notice_behind_the_first_leaves_the_identity() -> None:
    before = named_native("el", "Acme Co.", "CN", "84 FR 22963")
    assert named_native("el", "ACME CO", "CN", "84 F.R. 22963 5/21/19; 88 FR 71991") == before
    assert named_native("el", "Acme Co.", "RU", "84 FR 22963") != before
    assert named_native("el", "Acme Co.", "CN", "90 FR 4544") != before


def test_rows_of_one_name_are_told_apart_whatever_their_order() -> None:
    rows = [entry("el/1", "Kabul"), entry("el/1", "Herat"), entry("el/2", "Kabul")]
    named = {(one.native, dict(one.lines)["Address"]) for one in told_apart(rows)}
    assert len({native for native, _ in named}) == 3
    assert named == {(one.native, dict(one.lines)["Address"]) for one in told_apart(reversed(rows))}


def test_rows_that_are_alike_in_every_word_are_still_two_rows() -> None:
    natives = [one.native for one in told_apart([entry("el/1", "Kabul")] * 3)]
    assert len(set(natives)) == 3


def test_what_another_row_says_again_is_said_once() -> None:
    assert gathered([("Name", "A"), ("Alias", "B"), ("Name", "A"), ("Alias", "C")]) == (
        ("Name", "A"),
        ("Alias", "B"),
        ("Alias", "C"),
    )


def test_every_line_of_an_entry_is_a_provision_of_its_words() -> None:
    lines = (("Name", "Acme"), ("Alias", "A c\nm e"), ("Alias", "Other"), ("Blank", " "))
    reading = listed_reading(
        SourceKey("us-bis"),
        Listed(native="el/1", list_key="us-el", name="Acme", lines=lines, where="row"),
    )
    assert isinstance(reading.words, Words)
    text = reading.words.text
    assert text == "Name: Acme\nAlias: A c m e\nAlias: Other"
    cut = {one.label: text[one.start : one.end] for one in reading.words.provisions}
    assert cut == {"name": "Acme", "alias": "A c m e", "alias-2": "Other"}


def test_a_day_nobody_can_read_is_left_to_the_words() -> None:
    assert str(written_day("02/01/2026", "%d/%m/%Y")) == "2026-01-02"
    assert written_day("soon", "%d/%m/%Y", "%Y-%m-%d") is None
