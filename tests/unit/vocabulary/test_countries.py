"""Countries under the names reports give them."""

import pytest

from app.vocabulary.countries import countries, country_code, country_names
from app.vocabulary.spelling import folded


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("China", "CN"),
        ("People’s Republic of China", "CN"),
        ("the Netherlands", "NL"),
        ("U.A.E.", "AE"),
        ("Türkiye", "TR"),
        ("Turkiye", "TR"),
        ("Cote d'Ivoire", "CI"),
        ("UK", "GB"),
        ("cn", "CN"),
        ("Macao", "MO"),
        ("Korea, South", "KR"),
    ],
)
def test_a_country_is_found_by_its_names(name: str, code: str) -> None:
    assert country_code(name) == code


def test_hong_kong_and_macau_are_not_china() -> None:
    assert country_code("Hong Kong") == "HK"
    assert country_code("Macau") == "MO"


def test_a_name_of_no_country_is_none() -> None:
    assert country_code("Atlantis") is None
    assert country_code("D:5") is None
    assert country_code("worldwide") is None


def test_all_codes_of_the_standard_are_there() -> None:
    assert len(countries()) == 250
    assert all(len(code) == 2 and code.isupper() for code in countries())


def test_no_name_belongs_to_two_countries() -> None:
    owners: dict[str, set[str]] = {}
    for code, names in countries().items():
        for name in (code, *names):
            owners.setdefault(folded(name), set()).add(code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_the_common_name_comes_first() -> None:
    assert country_names("GB")[0] == "United Kingdom"
    assert country_names("zz") == ()
