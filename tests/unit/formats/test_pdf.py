"""PDFs: their pages are provisions, and what they say of themselves is no more than that."""

from datetime import UTC, date, datetime

import pytest

from app.errors import FormatError
from app.formats.pdf import is_pdf, pages_of, read_pages
from tests.papers import make_pdf


def test_each_page_with_words_is_a_provision_under_its_own_number() -> None:
    pdf = read_pages(pages_of(make_pdf(["Firms were added.", "", "Licences are needed."])))
    assert pdf.text == "Firms were added.\n\nLicences are needed."
    assert [one.label for one in pdf.pages] == ["page-1", "page-3"]
    assert [pdf.text[one.start : one.end] for one in pdf.pages] == [
        "Firms were added.",
        "Licences are needed.",
    ]


def test_the_day_is_the_one_the_file_was_made_and_says_so() -> None:
    pdf = read_pages(pages_of(make_pdf(["Words."], created="D:20260302003000+01'00'")))
    assert pdf.made_on == date(2026, 3, 2)
    assert pdf.made_at == datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert "CreationDate" in (pdf.date_evidence or "")


@pytest.mark.parametrize(
    "written", [None, "D:20260230", "yesterday", "D:19700101000000Z", "D:2026"]
)
def test_a_file_that_gives_no_sure_day_has_none(written: str | None) -> None:
    pdf = read_pages(pages_of(make_pdf(["Words."], created=written)))
    assert (pdf.made_on, pdf.made_at, pdf.date_evidence) == (None, None, None)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Export controls", "Export controls"),
        ("Microsoft Word - Export controls", "Export controls"),
        ("Microsoft Word - rule_final_v3.doc", None),
        ("untitled", None),
        ("Document1", None),
        (None, None),
    ],
)
def test_a_title_is_what_a_person_gave_and_not_what_a_program_put_in(
    written: str | None, title: str | None
) -> None:
    assert read_pages(pages_of(make_pdf(["Words."], title=written))).title == title


def test_a_pdf_is_known_by_its_mark_even_behind_a_line_of_something_else() -> None:
    assert is_pdf(b"\r\n" + make_pdf(["Words."]))
    assert not is_pdf(b"A text about PDF-1.4")


def test_pictures_of_pages_hold_no_words_and_are_refused_with_advice() -> None:
    with pytest.raises(FormatError, match=r"no words in its 2 pages.*text recognition"):
        read_pages(pages_of(make_pdf(["", ""])))


def test_a_pdf_cut_short_is_refused_with_advice() -> None:
    with pytest.raises(FormatError, match="fetch it again"):
        pages_of(make_pdf(["Words."])[:60])
