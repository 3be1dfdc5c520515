"""Lists of feeds as readers export them."""

import pytest

from app.domain.documents import Issue
from app.errors import FormatError
from app.formats.opml import Outline, read_opml

_LIST = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Trade"><outline text="Press"><outline title="Acme" type="rss" description="All news"
 xmlUrl="https://acme.example/feed" htmlUrl="https://acme.example/"/></outline>
<outline text="B" XMLURL="https://b.example/rss"/></outline>
<outline text="again" xmlUrl="https://b.example/rss"/>
<outline text="odd" xmlUrl="javascript:alert(1)"/></body></opml>"""


def test_every_feed_is_named_once_with_the_headings_it_stands_under() -> None:
    found = [one for one in read_opml(_LIST, where="f") if isinstance(one, Outline)]
    assert [(one.title, one.feed, one.folder) for one in found] == [
        ("Acme", "https://acme.example/feed", "Trade / Press"),
        ("B", "https://b.example/rss", "Trade"),
    ]
    assert (found[0].page, found[0].note) == ("https://acme.example/", "All news")


def test_an_address_no_browser_may_follow_is_an_issue() -> None:
    (issue,) = [one for one in read_opml(_LIST, where="f") if isinstance(one, Issue)]
    assert issue.where == "outline[3]"
    assert issue.lost_record


def test_another_kind_of_xml_is_refused() -> None:
    with pytest.raises(FormatError, match="not opml"):
        list(read_opml(b"<rss/>", where="f"))
