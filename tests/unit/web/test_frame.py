"""What surrounds a page's matter: policy, places in long texts, places of faults, files of ours."""

import re
from pathlib import Path

import pytest

from app.web import rendering
from app.web.assets import asset_path
from app.web.errors import caret
from app.web.headers import POLICY
from app.web.paging import paging

TEMPLATES = sorted((Path(rendering.__file__).parent / "templates").glob("*.html"))


def test_the_policy_allows_nothing_inline_and_nothing_foreign() -> None:
    assert "default-src 'none'" in POLICY
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_anything_that_the_policy_would_stop(template: Path) -> None:
    written = template.read_text()
    assert not re.findall(r"\son\w+=|\sstyle=|<style|javascript:|\|\s*safe\b", written)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", written))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_can_be_read(template: Path) -> None:
    assert rendering.environment().get_template(template.name).name == template.name


def test_a_link_outside_is_made_in_one_place() -> None:
    making = [path.name for path in TEMPLATES if 'rel="noopener' in path.read_text()]
    assert making == ["parts.html"]


def test_the_first_part_has_none_before_it_and_the_last_none_after() -> None:
    only = paging(1, 1, str)
    assert (only.earlier_path, only.later_path) == (None, None)
    middle = paging(2, 3, str)
    assert (middle.earlier_path, middle.later_path) == ("1", "3")


@pytest.mark.parametrize(
    ("position", "parts"),
    [(0, ("", "a", "bc")), (2, ("ab", "c", "")), (3, ("abc", "", "")), (99, ("abc", "", ""))],
)
def test_a_fault_is_shown_at_its_place(position: int, parts: tuple[str, str, str]) -> None:
    mark = caret("query", "abc", position)
    assert mark is not None
    assert (mark.before, mark.at, mark.after) == parts


def test_a_fault_without_a_place_has_no_caret() -> None:
    assert caret("query", "abc", None) is None
    assert caret("query", "", 0) is None


def test_the_address_of_a_file_holds_its_digest() -> None:
    assert re.fullmatch(r"/static/[0-9a-f]{16}/site\.css", asset_path("site.css"))
    with pytest.raises(KeyError):
        asset_path("elsewhere.css")
