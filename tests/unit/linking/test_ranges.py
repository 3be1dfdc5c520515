"""What lies between the ends of a cited range."""

import pytest

from app.linking.ranges import members


@pytest.mark.parametrize(
    ("first", "last", "between"),
    [
        ("eccn:3B001.a.4", "eccn:3B001.d", ["eccn:3B001.b", "eccn:3B001.c"]),
        ("cfr:15/730", "cfr:15/733", ["cfr:15/731", "cfr:15/732"]),
        ("cfr:15/744.2", "cfr:15/744.4", ["cfr:15/744.3"]),
        ("cfr:15/744.11(a)", "cfr:15/744.11(c)", ["cfr:15/744.11(b)"]),
        ("cfr:15/744.11(a)(1)(i)", "cfr:15/744.11(a)(1)(iii)", ["cfr:15/744.11(a)(1)(ii)"]),
        ("cfr:15/744.11(c)", "cfr:15/744.11(e)", ["cfr:15/744.11(d)"]),
        ("group:D:1", "group:D:3", ["group:D:2"]),
        ("usml:I", "usml:III", ["usml:II"]),
    ],
)
def test_members_are_counted_in_the_place_where_the_ends_differ(
    first: str, last: str, between: list[str]
) -> None:
    assert list(members(first, last)) == between


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("cfr:15/730", "cfr:15/730"),
        ("cfr:15/730", "cfr:15/731"),
        ("cfr:15/774", "cfr:15/730"),
        ("cfr:31/500.101", "cfr:31/501.101"),
        ("cfr:15/1", "cfr:15/900000"),
        ("cfr:15/744.11", "cfr:15/744.11(c)"),
    ],
)
def test_nothing_is_named_where_nothing_could_be(first: str, last: str) -> None:
    assert members(first, last) == ()
