"""Article pages of the Chinese Ministry of Commerce: title, number, day and the notice itself."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement, HTMLParser, document_fromstring, tostring

from app.errors import FormatError
from app.formats.encoding import decode
from app.formats.html_text import nested_too_deep, readable_text
from app.formats.plain_text import one_line
from app.formats.web_addresses import web_address
from app.formats.written_dates import read_date

ZONE: Final = "Asia/Shanghai"
_SITE: Final = re.compile(r"mofcom\.gov\.cn|中华人民共和国商务部|商务部网站")
_META: Final = re.compile(
    rb"""<(?:meta|link)\b[^>]{0,400}?\b(?:name|property|rel)\s*=\s*["']?(?:SiteName|SiteDomain|"""
    rb"""ContentSource|Url|og:url|og:site_name|canonical)["'\s][^>]{0,600}>""",
    re.IGNORECASE,
)
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|meta)\b", re.IGNORECASE)
# Where the site's templates, old and new, put the words of an article.
_BODIES: Final = ("art-con", "art_con", "artCon", "TRS_Editor", "view", "f-zoom")
_BODY_IDS: Final = ("zoom", "artcontent", "content", "artMainContent")
_ISSUER: Final = r"(?:[一-鿿、]{2,40}?)?"
_NUMBERED: Final = (
    re.compile(_ISSUER + r"公告\d{4}年第\d+号"),
    re.compile(_ISSUER + r"(?:公告|令|通知)[〔\[（(]\d{4}[〕\])）]第?\d+号"),
    re.compile(_ISSUER + r"令\d{4}年第\d+号"),
)
_STATED_NUMBER: Final = re.compile(r"【?(?:发布文号|文号)】?\s*[:：]?\s*(\S[^\n【]{3,60})")
_STATE: Final = "中华人民共和国"
_MINISTRY: Final = "商务部"
_DAY: Final = re.compile(r"(20\d\d|19\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class MofcomPage:
    """An article as its page gives it; `number` is that of a numbered notice, spaces left out."""

    title: str | None
    number: str | None
    text: str
    url: str | None
    published_on: date | None
    published_at: datetime | None
    date_evidence: str | None
    source_said: str | None


def is_mofcom_page(body: bytes) -> bool:
    """Whether a page says in its head that it is the Ministry's: its name alone proves nothing."""
    head = body[:32_768]
    if _HTML.search(head[:4096]) is None:
        return False
    stated = b"".join(_META.findall(head))
    return _SITE.search(decode(stated).text) is not None if stated else False


def read_mofcom_page(body: bytes, *, where: str) -> MofcomPage:
    """The article of a page; a page whose words were not filled in is a `FormatError`."""
    text = decode(body).text
    if nested_too_deep(text):
        raise FormatError(f"{where}: nested too deep; save the article alone")
    parser = HTMLParser(encoding="utf-8", remove_comments=True)
    page = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    meta = _meta(page)
    article = _article(page)
    words = readable_text(tostring(article, encoding="unicode")) if article is not None else ""
    if not words:
        raise FormatError(
            f"no documents: {where} is a page of the Ministry without its article (it is filled in "
            "by a script); save the page as the browser shows it"
        )
    title = one_line(meta.get("articletitle") or _heading(page) or "") or None
    on, at, evidence = _published(page, meta)
    return MofcomPage(
        title=title,
        number=_own_number(title, words),
        text=words,
        url=web_address(meta.get("url"), "https://www.mofcom.gov.cn/"),
        published_on=on,
        published_at=at,
        date_evidence=evidence,
        source_said=one_line(meta.get("contentsource") or "") or None,
    )


def notice_number(words: str) -> str | None:
    """The number with which some words begin, the same on every path (`商务部公告2025年第70号`).

    Only at their beginning: an answer to the press names the notice it is about later on.
    """
    close = re.sub(r"\s+", "", words).removeprefix(_STATE)
    for form in _NUMBERED:
        found = form.match(close)
        if found is not None:
            return found[0] if not found[0].startswith("公告") else f"{_MINISTRY}{found[0]}"
    return None


def _own_number(title: str | None, words: str) -> str | None:
    stated = _STATED_NUMBER.search(words[:400])
    return notice_number(title or "") or (notice_number(stated[1]) if stated else None)


def _meta(page: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        name, content = element.get("name"), element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _article(page: HtmlElement) -> HtmlElement | None:
    for id_ in _BODY_IDS:
        found = page.get_element_by_id(id_, None)
        if found is not None and found.text_content().strip():
            return found
    for element in page.iter("div", "td", "article", "section"):
        classes = (element.get("class") or "").split()
        if any(name in classes for name in _BODIES) and element.text_content().strip():
            return element
    return None


def _heading(page: HtmlElement) -> str | None:
    for element in page.iter("h1", "h2", "title"):
        words = one_line(element.text_content())
        if words:
            return words
    return None


def _published(
    page: HtmlElement, meta: dict[str, str]
) -> tuple[date | None, datetime | None, str | None]:
    """The day the page states; its clock is Beijing's where it names none."""
    written = meta.get("pubdate") or meta.get("publishdate")
    read = read_date(written) if written else None
    if read is not None and written is not None:
        return read.on, read.at or _in_beijing(written), "meta PubDate"
    for element in page.iter("span", "p", "div", "em"):
        classes = " ".join((element.get("class") or "", element.get("id") or "")).lower()
        if not re.search(r"time|date|source|infos?\b", classes) or len(element) > 6:
            continue
        found = _DAY.search(element.text_content()[:200])
        if found is None:
            continue
        try:
            return (
                date(int(found[1]), int(found[2]), int(found[3])),
                None,
                f"page ({classes.strip()})",
            )
        except ValueError:
            continue
    return None, None, None


def _in_beijing(written: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(written.strip().replace("/", "-"))
    except ValueError:
        return None
    # A bare day is midnight to the parser, and no instant to anybody else.
    return at.replace(tzinfo=ZoneInfo(ZONE)) if ":" in written and at.tzinfo is None else None
