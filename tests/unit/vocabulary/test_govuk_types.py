"""What GOV.UK calls its pages stands under the product's own kinds."""

from app.domain.documents import Kind
from app.vocabulary.govuk_types import kind_of_page
from app.vocabulary.kinds import types
from app.vocabulary.tables import rows, table, texts


def test_a_page_counts_as_what_it_is() -> None:
    assert kind_of_page("press_release") == (Kind.STATEMENT, "press_release")
    assert kind_of_page("detailed_guide") == (Kind.GUIDANCE, "guidance")
    assert kind_of_page("open_consultation") == (Kind.NOTICE, None)


def test_an_unknown_page_counts_as_nothing() -> None:
    assert kind_of_page("lantern_show") is None


def test_no_page_stands_under_two_kinds() -> None:
    listed = [page for _, row in rows("govuk_types.toml", "kinds") for page in texts(row, "types")]
    assert len(listed) == len(set(listed))


def test_every_type_given_is_one_of_the_field_and_of_the_pages_own_kind() -> None:
    typed = table("govuk_types.toml")["typed"]
    assert isinstance(typed, dict)
    for page, type_ in typed.items():
        known = kind_of_page(page)
        assert known is not None
        assert types()[type_].kind is known[0], page
