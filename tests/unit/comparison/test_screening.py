"""Names are compared with reasons, and the reasons add up."""

import pytest

from app.comparison.screening import LEAST, ListedName, NameIndex
from app.comparison.screening_names import folded_name

NAMES = (
    ("1", "HARBOUR LANTERN MICROELECTRONICS CO., LTD.", False, ("CN",)),
    ("1", "海港灯笼微电子有限公司", True, ("CN",)),
    ("2", "Петров Электроника ООО", False, ("RU",)),
    ("3", "Señor Núñez Óptica S.A.", False, ("MX",)),
    ("4", "Hi-Tech Quay", False, ()),
    ("5", "QUIMBY, Oswald Percival", False, ("GB",)),
)


@pytest.fixture
def index() -> NameIndex:
    return NameIndex(
        ListedName(
            entry=entry,
            list_key="us-el",
            name=name,
            primary=NAMES[int(entry)][1],
            is_alias=is_alias,
            countries=countries,
        )
        for entry, name, is_alias, countries in NAMES
    )


@pytest.mark.parametrize(
    ("asked", "entry", "part"),
    [
        ("Harbour Lantern Microelectronics", "1", "legal form"),
        ("Microelectronics Harbour Lantern Co Ltd", "1", "order"),
        ("Harbour Lantern Microelectronica", "1", "words"),
        ("海港灯笼微电子", "1", "name"),
        ("Petrov Elektronika", "2", "spelling"),
        ("Senor Nunez Optica SA", "3", "spelling"),
        ("Hitech Quay", "4", "words"),
        ("Oswald Percival Quimby", "5", "order"),
    ],
)
def test_a_variant_is_found_and_says_what_differs(
    index: NameIndex, asked: str, entry: str, part: str
) -> None:
    (found, *_) = index.matches(asked)
    assert found.listed.entry == entry
    assert part in [one.part for one in found.parts]


def test_the_parts_of_a_score_add_up_to_it(index: NameIndex) -> None:
    for asked in ("Harbor Lantern Microelectronics", "Oswald Quimby Percival", "Hitech Quay"):
        for found in index.matches(asked, country="CN"):
            assert found.score == pytest.approx(sum(part.value for part in found.parts))
            assert LEAST <= found.score <= 1
            assert all(part.why for part in found.parts)


def test_the_same_name_scores_one_and_an_unlike_one_nothing(index: NameIndex) -> None:
    (found,) = index.matches("Hi-Tech Quay")
    assert found.score == 1
    assert index.matches("Lantern Bakery") == []
    assert index.matches("...") == []


def test_another_country_lowers_a_score_and_none_leaves_it(index: NameIndex) -> None:
    (same,) = index.matches("Oswald Percival Quimby", country="GB")
    (other,) = index.matches("Oswald Percival Quimby", country="CN")
    (silent,) = index.matches("Oswald Percival Quimby")
    assert same.score == silent.score > other.score
    assert "CN is not among GB" in [part.why for part in other.parts]


def test_an_entry_is_found_once_by_its_likest_name(index: NameIndex) -> None:
    assert [one.listed.entry for one in index.matches("Harbour Lantern Microelectronics")] == ["1"]


def test_a_name_of_nothing_but_a_legal_form_keeps_it() -> None:
    assert folded_name("Limited Company").words == ("limited", "company")
    assert folded_name("Acme Ltd").words == ("acme",)


def test_chinese_signs_stand_as_they_are_in_both_scripts() -> None:
    assert folded_name("华为技术").words == ("华为", "为技", "技术")
    assert folded_name("華為技術").joined != folded_name("华为技术").joined
