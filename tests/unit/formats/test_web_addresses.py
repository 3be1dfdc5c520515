"""Only addresses of the web stand in a record."""

import pytest

from app.formats.web_addresses import joined_base, web_address


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            " JavaScript:alert(1)",
            "data:text/html,x",
        ),
        *("tag:example.org,2025:1", "mailto:a@example.org", "file:///etc/passwd", "http://", ""),
        *("http://[::1", "//", "vbscript:x", "ftp://example.org/a", "https:///path"),
    ],
)
def test_what_is_no_web_address_is_left_out(raw: str) -> None:
    assert web_address(raw) is None


def test_a_script_does_not_pass_by_way_of_a_base() -> None:
    assert web_address("javascript:alert(1)", "https://example.org/") is None


def test_a_relative_link_is_resolved() -> None:
    assert web_address("../b?x=1", "https://example.org/a/c") == "https://example.org/b?x=1"


def test_a_base_may_itself_be_relative_to_another() -> None:
    assert joined_base("/blog/", "https://example.org/feed") == "https://example.org/blog/"
