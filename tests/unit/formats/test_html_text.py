"""A piece of HTML reads as a person would see it."""

import pytest

from app.formats.html_text import decoded_once, has_markup, nested_too_deep, readable_text, text_of


def test_paragraphs_become_lines_and_scripts_vanish() -> None:
    html = "<p>One &amp; two</p><script>alert(1)</script><style>p{}</style><p>three<br>four</p>"
    assert readable_text(html) == "One & two\n\nthree\nfour"


def test_a_sign_for_less_than_is_not_a_tag() -> None:
    assert not has_markup("yields below 5 < 10 nm")
    assert text_of("yields below 5 < 10 nm") == "yields below 5 < 10 nm"


def test_references_are_decoded_one_time() -> None:
    assert decoded_once("AT&amp;T") == "AT&T"
    assert decoded_once("&amp;lt;b&amp;gt;") == "&lt;b&gt;"
    assert decoded_once("?a=1&copy=2") == "?a=1&copy=2"


def test_lines_of_plain_text_with_a_little_markup_stay_lines() -> None:
    assert text_of("First <b>line</b>\nsecond line") == "First line\nsecond line"


@pytest.mark.parametrize("tag", ["div", "b", "span", "table", "custom-tag"])
def test_nesting_is_found_before_anything_is_parsed(tag: str) -> None:
    assert nested_too_deep(f"<{tag}>" * 600)
    assert not nested_too_deep(f"<{tag}></{tag}>" * 600)


def test_old_pages_that_never_close_their_paragraphs_are_not_deep() -> None:
    assert not nested_too_deep("<p>one<li>two<br>" * 5000)


def test_tags_inside_a_script_do_not_count() -> None:
    assert not nested_too_deep("<script>" + "'<div>'" * 5000 + "</script>")


def test_text_under_a_hundred_thousand_tags_is_still_read() -> None:
    assert readable_text("<div>" * 100_000 + "the words") == "the words"
