"""A news page yields its report, and a date only where the page gives one."""

from datetime import UTC, date, datetime

import pytest

from app.errors import FormatError
from app.formats.article import LARGEST, Article, read_article, without_heading

_BODY = "".join(
    f"<p>Paragraph {number} says that the bureau added several firms to its list, that the rule "
    "took effect on filing, and that exporters have questions about what it means.</p>"
    for number in range(6)
)


def read(head: str = "", *, before: str = "", after: str = "") -> Article:
    """A page around the same article."""
    page = (
        f"<!doctype html><html lang='en-US'><head><title>Firms added | The Daily</title>{head}"
        "</head><body><nav><ul><li><a href='/'>Home</a><li><a href='/sport'>Sport</a></ul></nav>"
        f"<article><h1>Firms added to the list</h1>{before}{_BODY}</article>{after}"
        "<footer>All rights reserved by nobody</footer></body></html>"
    )
    return read_article(page.encode())


def ld(published: str, more: str = "") -> str:
    """Structured data of an article."""
    return (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": '
        f'"{published}"{more}}}</script>'
    )


def test_the_article_is_kept_and_the_page_around_it_is_not() -> None:
    article = read()
    assert "Paragraph 0 says" in article.text
    assert "Paragraph 5 says" in article.text
    assert "Sport" not in article.text
    assert "All rights reserved" not in article.text
    assert article.language == "en"


def test_a_page_without_a_date_has_no_date() -> None:
    article = read()
    assert article.published_on is None
    assert article.published_at is None
    assert article.date_evidence is None


def test_structured_data_outranks_other_tags_and_is_named() -> None:
    article = read(
        '<meta property="article:published_time" content="2024-03-09T10:00:00Z">'
        + ld("2024-03-07T22:55:25-05:00")
    )
    assert article.published_at == datetime(2024, 3, 8, 3, 55, 25, tzinfo=UTC)
    assert article.published_on == date(2024, 3, 7)
    assert article.date_evidence == "json-ld datePublished"


def test_a_day_takes_its_instant_from_a_tag_that_agrees_with_it() -> None:
    article = read(
        ld("2024-03-07") + '<meta property="article:published_time" content="2024-03-07T10:00:00Z">'
    )
    assert article.published_at == datetime(2024, 3, 7, 10, tzinfo=UTC)
    assert article.date_evidence == "meta article:published_time"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:modified_time" content="2024-03-09T10:00:00Z">',
        '<meta property="og:updated_time" content="2024-03-09T10:00:00Z">',
        '<script type="application/ld+json">{"@type": "NewsArticle", '
        '"dateModified": "2024-03-09T10:00:00Z"}</script>',
    ],
)
def test_the_day_of_a_change_is_not_that_of_publication(head: str) -> None:
    assert read(head).published_on != date(2024, 3, 9)


def test_articles_merely_listed_do_not_date_the_page() -> None:
    listed = (
        '<script type="application/ld+json">{"@type": "ItemList", "itemListElement": '
        '[{"@type": "NewsArticle", "datePublished": "2020-01-01T00:00:00Z"}]}</script>'
    )
    assert read(listed).published_on is None


def test_a_graph_of_structured_data_is_searched() -> None:
    graph = (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": '
        '["Article"], "datePublished": "2024-03-07T10:00:00Z", "headline": "Firms &amp; lists", '
        '"author": [{"name": "A. Writer"}, {"name": "B. Writer"}]}]}</script>'
    )
    article = read(graph)
    assert article.published_on == date(2024, 3, 7)
    assert article.author == "A. Writer, B. Writer"


def test_structured_data_with_a_line_end_in_a_string_is_read_all_the_same() -> None:
    assert read(ld("2024-03-07", ', "headline": "two\nlines"')).published_on == date(2024, 3, 7)


def test_broken_structured_data_is_passed_over() -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
    assert read(broken).published_on is None


@pytest.mark.parametrize("written", ["last Tuesday", "13/13/2024", "2024", "1709800000"])
def test_a_tag_that_names_no_day_is_not_taken_for_one(written: str) -> None:
    assert read(f'<meta name="pubdate" content="{written}">').published_on is None


def test_a_day_shown_to_readers_is_taken_with_the_words_that_show_it() -> None:
    article = read(before='<div class="date">7 March 2024</div>')
    assert article.published_on == date(2024, 3, 7)
    assert article.published_at is None
    assert "7 March 2024" in (article.date_evidence or "")


def test_the_canonical_address_is_one_of_the_web() -> None:
    assert (
        read('<link rel="canonical" href="https://example.org/a">').url == "https://example.org/a"
    )
    assert read('<link rel="canonical" href="javascript:alert(1)">').url is None


def test_a_dated_address_dates_a_page_that_says_nothing_else() -> None:
    article = read('<link rel="canonical" href="https://example.org/2024/03/07/firms">')
    assert article.published_on == date(2024, 3, 7)
    assert article.date_evidence == "day in the canonical address"


def test_the_title_is_the_heading_without_the_outlet() -> None:
    assert read().title == "Firms added to the list"


def test_the_same_page_reads_the_same_twice() -> None:
    assert read(ld("2024-03-07")) == read(ld("2024-03-07"))


def test_a_hundred_thousand_nested_tags_are_refused_before_parsing() -> None:
    with pytest.raises(FormatError, match="too deeply"):
        read_article(b"<!doctype html><html><body>" + b"<div>" * 100_000 + b"text")


def test_a_page_of_tags_without_end_is_refused() -> None:
    with pytest.raises(FormatError, match="more than 25,000 tags"):
        read_article(b"<!doctype html><html><body><table>" + b"<td>x" * 50_000)


def test_a_page_that_is_too_large_is_refused() -> None:
    with pytest.raises(FormatError, match="save the article alone"):
        read_article(b"<html>" + b" " * LARGEST)


@pytest.mark.parametrize("page", [b"", b"<!doctype html><html><body></body></html>"])
def test_a_page_without_words_is_named(page: bytes) -> None:
    with pytest.raises(FormatError, match="no readable words"):
        read_article(page)


def test_a_title_among_the_first_lines_is_not_said_again_in_the_text() -> None:
    words = " ".join(f"Sentence {number} of the article says something new." for number in range(9))
    page = (
        "<html><head><title>Rules for chips | Paper</title></head><body><article>"
        f"<h1>Rules for chips</h1><p>{words}</p><p>{words.replace('new', 'more')}</p>"
        "</article></body></html>"
    )
    article = read_article(page.encode())
    assert article.title == "Rules for chips"
    assert not article.text.startswith("Rules for chips")
    assert "Sentence 0 of" in article.text


def test_a_title_stays_where_little_else_would_be_left() -> None:
    assert without_heading("Rules for chips\nSoon.", "Rules for chips") == "Rules for chips\nSoon."
