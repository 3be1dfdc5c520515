"""Chinese notices are kept in Chinese, and nobody is told that they were understood."""

from pathlib import Path

from app.domain.documents import Kind
from app.domain.sources import Words
from app.sources import all_sources
from app.sources.cn_mofcom import SOURCE
from tests.captured import body_of, say

PAGE = """<html><head><meta charset="utf-8"><meta name="SiteName" content="中华人民共和国商务部">
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2031-03-01 09:30">
<meta name="Url" content="{url}"></head><body><div id="zoom"><p>决定对灯笼实施出口管制。</p></div>
</body></html>"""


def page(title: str, url: str = "/art/2031/art_00ff.html") -> bytes:
    return PAGE.format(title=title, url=url).encode()


def test_a_notice_is_known_by_its_number_on_every_path() -> None:
    one = say(SOURCE, page("商务部公告2031年第7号 关于灯笼"))
    other = say(SOURCE, page("商务部公告 2031年 第7号", url="/zwgk/art/2031/art_11aa.html"))
    assert list(one.readings) == list(other.readings) == ["cn-mofcom/商务部公告2031年第7号"]
    (reading,) = one.readings.values()
    assert (reading.document.kind, reading.document.type) == (Kind.NOTICE, "announcement")
    assert reading.facts.number == "商务部公告2031年第7号"


def test_its_text_stays_chinese_and_is_said_to_be_unread() -> None:
    said = say(SOURCE, page("商务部公告2031年第7号"))
    (reading,) = said.readings.values()
    assert isinstance(reading.words, Words)
    assert (reading.words.text, reading.words.language) == ("决定对灯笼实施出口管制。", "zh")
    (issue,) = said.issues
    assert issue.problem.startswith("language not read")
    assert issue.document == reading.document.id
    assert not issue.lost_record


def test_the_day_is_beijings_and_the_instant_is_kept_in_utc() -> None:
    (reading,) = say(SOURCE, page("商务部公告2031年第7号")).readings.values()
    assert str(reading.published_on) == "2031-03-01"
    assert str(reading.published_at) == "2031-03-01 01:30:00+00:00"


def test_an_article_without_a_number_is_a_statement_known_by_its_address() -> None:
    one = say(SOURCE, page("商务部新闻发言人答记者问"))
    again = say(SOURCE, page("商务部新闻发言人就灯笼答记者问"))
    assert list(one.readings) == list(again.readings)
    (reading,) = one.readings.values()
    assert reading.document.kind is Kind.STATEMENT


def test_summaries_made_by_a_model_are_no_notices_of_the_ministry(shared: Path) -> None:
    body = body_of(shared / "data/cn-mofcom-extracts/extracts.jsonl.gz")
    asked = [source for source in all_sources() if source.recognise is not None]
    assert len(asked) > 5
    for source in asked:
        assert source.recognise is not None
        assert source.recognise(body, "extracts.jsonl") is None, source.key
