"""The Chinese Ministry's pages are known by their own head, its notices by their numbers."""

import pytest

from app.errors import FormatError
from app.formats.mofcom_page import is_mofcom_page, notice_number, read_mofcom_page

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8">
<meta name="SiteName" content="中华人民共和国商务部">
<meta name="ArticleTitle" content="商务部 海关总署公告2031年第7号 关于灯笼">
<meta name="PubDate" content="2031-03-01 00:30">
<meta name="Url" content="/art/2031/art_00ff.html">
</head><body><div class="nav">首页</div><div class="art-con art-con-bottonmLine">
<p>决定对灯笼实施管制。</p>
<p>特此公告。</p></div><div>网站地图</div></body></html>"""


def test_a_notice_is_its_words_without_the_page_around_them() -> None:
    page = read_mofcom_page(PAGE.encode(), where="page")
    assert page.text == "决定对灯笼实施管制。\n\n特此公告。"
    assert page.number == "商务部海关总署公告2031年第7号"
    assert page.url == "https://www.mofcom.gov.cn/art/2031/art_00ff.html"


def test_its_clock_is_beijings() -> None:
    page = read_mofcom_page(PAGE.encode(), where="page")
    assert page.published_on is not None
    assert page.published_at is not None
    assert page.published_on.isoformat() == "2031-03-01"
    assert page.published_at.utcoffset() is not None
    assert page.published_at.isoformat() == "2031-03-01T00:30:00+08:00"


def test_pages_in_the_older_encoding_are_read_as_well() -> None:
    old = PAGE.replace("utf-8", "gb2312").encode("gb18030")
    assert is_mofcom_page(old)
    assert read_mofcom_page(old, where="page").text.startswith("决定对灯笼")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("商务部公告 2025 年第 70 号", "商务部公告2025年第70号"),
        ("不可靠实体清单工作机制公告〔2025〕7号", "不可靠实体清单工作机制公告〔2025〕7号"),
        ("中华人民共和国商务部公告2031年第7号", "商务部公告2031年第7号"),
        ("公告2031年第7号", "商务部公告2031年第7号"),
        ("商务部令2031年第5号", "商务部令2031年第5号"),
        ("关于灯笼的通知", None),
        ("就《商务部公告2031年第7号》答记者问", None),
    ],
)
def test_a_number_is_the_same_however_it_is_spaced(words: str, number: str | None) -> None:
    assert notice_number(words) == number


def test_a_number_may_stand_above_the_words_instead_of_in_the_title() -> None:
    headed = PAGE.replace("商务部 海关总署公告2031年第7号 关于灯笼", "关于灯笼的公告")
    headed = headed.replace("<p>决定", "<p>【发布文号】商务部公告2031年第8号</p><p>决定")
    assert read_mofcom_page(headed.encode(), where="page").number == "商务部公告2031年第8号"


def test_a_page_that_only_speaks_of_the_ministry_is_not_its() -> None:
    report = PAGE.replace("中华人民共和国商务部", "灯笼日报")
    report = report.replace("特此公告", "见商务部网站 mofcom.gov.cn")
    assert not is_mofcom_page(report.encode())


def test_a_page_whose_article_a_script_fills_in_is_refused() -> None:
    empty = PAGE.replace("art-con art-con-bottonmLine", "frame")
    with pytest.raises(FormatError, match="filled in"):
        read_mofcom_page(empty.encode(), where="page")
