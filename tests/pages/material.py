"""Texts written for the tests of pages: an edited article, awkward titles, a thousand records."""

import json
from collections.abc import Callable
from datetime import date
from html import escape

from app.domain.ids import SourceKey
from app.formats.mapping import read_mapping
from app.pipeline.admit import new_source
from tests.pages.hostile_texts import hostile_article, hostile_feed, hostile_records
from tests.workspaces import Desk

Fill = Callable[[Desk], None]

MAPPING = """
files = ["*.jsonl"]
source = "news-wire"
standing = "report"
kind = "report"
[fields]
id = "id"
title = "title"
text = "text"
url = "url"
published_at = "when"
author = "author"
language = "language"
"""
LONG_TITLE = (
    "Exporters, freight forwarders, insurers and banks ask whether a licence requirement that has "
    "been announced as suspended, is described by some newspapers as lifted and by others as "
    "scrapped, and by the department itself as awaiting a notice in the gazette, still applies to "
    "the container that leaves the harbour on Friday morning"
)
ARABIC = "وزارة التجارة تعلن تعليق قاعدة الملكية لمدة عام واحد ابتداء من نوفمبر"
HAN = "商务部公告对部分光子加速器及相关技术实施出口管制措施的决定"
_ARTICLE = """<html lang="{language}"><head><title>{title}</title>{meta}</head><body><article>
<h1>{title}</h1>{words}</article></body></html>"""
_MORE = (
    "Exporters of lithography tools said on the quay that they had been given no notice, and that "
    "their lawyers were still reading what little there was to read about the licence requirement."
)


def article(title: str, words: str, *, day: str | None = None, language: str = "en") -> str:
    """A news page."""
    told = "" if day is None else f"{day}T08:00:00Z"
    meta = f'<meta property="article:published_time" content="{told}">' if day else ""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in (words, _MORE))
    return _ARTICLE.format(title=escape(title), meta=meta, words=paragraphs, language=language)


def nothing(desk: Desk) -> None:
    """No text at all."""
    assert desk is not None


def one_article(desk: Desk) -> None:
    """One dated article."""
    page = article("Ban on tools eased", "The ban was eased.", day="2026-02-27")
    desk.hand_over("one.html", page)


def everything(desk: Desk) -> None:
    """Awkward texts of every sort, and a thousand records."""
    add_source(desk)
    records(desk, 1000)
    edited(desk)
    for name, title, language in (
        ("long", LONG_TITLE, "en"),
        ("arabic", ARABIC, "ar"),
        ("han", HAN, "zh"),
    ):
        words = f"{title}. " * 6
        page = article(title, words, day="2026-02-20", language=language)
        desk.hand_over(f"{name}.html", page)
    desk.hand_over("untitled.txt", f"The harbour of Oldport held its breath. {_MORE}")
    desk.hand_over("long-text.txt", long_text())
    desk.hand_over("table.txt", table_text())
    desk.hand_over("notice.json", notice())
    desk.hand_over("july.csv", parties("Zephyr Winches", "Quoin Hawsers"), as_of=date(2026, 7, 23))
    desk.hand_over("broken.jsonl", '{"id": 1}\n{"nonsense"\n', **mapped())


def records(desk: Desk, count: int) -> None:
    """So many dated records of one source."""
    lines = [
        json.dumps(
            {
                "id": f"wire-{number}",
                "title": f"Dispatch {number}: chips and licences at pier {number % 17}",
                "text": f"Cargo {number} of accelerators waits for a licence. {_MORE}",
                "url": f"https://wire.example/{number}",
                "when": f"20{20 + number % 6}-{number % 12 + 1:02}-{number % 28 + 1:02}T06:00:00Z",
                "author": f"Reporter {number % 9}",
            }
        )
        for number in range(count)
    ]
    desk.hand_over("wire.jsonl", "\n".join(lines), **mapped())


def add_source(desk: Desk) -> None:
    """The invented source of the records, as a person names it at run time."""
    source = new_source(desk.tracker.sources, set(), SourceKey("news-wire"))
    assert source is not None
    desk.tracker.store.transact(
        lambda transaction: transaction.sources.add(source, at=transaction.opened_at), desk.clock
    )


def mapped() -> dict[str, object]:
    """What a person says who hands over records with the mapping file."""
    return {
        "mapping": read_mapping(MAPPING),
        "mapping_text": MAPPING,
        "source": SourceKey("news-wire"),
    }


def edited(desk: Desk) -> None:
    """An article in two versions."""
    for title, words in (
        ("Ban on tools lifted", "The ban was lifted at noon by the ministry of trade."),
        ("Ban on tools eased", "The ban was eased at noon by the ministry of trade."),
    ):
        desk.clock.advance(hours=1)
        desk.hand_over("harbour/ban.html", article(title, words, day="2026-02-27"))


def long_text() -> str:
    """A text of many parts, each paragraph with a number of its own."""
    paragraphs = [f"Paragraph {number} on anchors. {_MORE * 3}" for number in range(400)]
    return "The ledger of anchors\n\n" + "\n\n".join(paragraphs)


def table_text() -> str:
    """A text that is mostly a table."""
    rows = [f"OLDPORT | Company {at}, Pier {at} | All items | Denial" for at in range(60)]
    return "Ledger of piers\n\nPlace | Party | Scope | Policy\n" + "\n".join(rows)


def notice() -> str:
    """A page of the Federal Register's interface with one rule."""
    rule = {
        "document_number": "2026-99001",
        "title": "Ownership Screening of Quays",
        "type": "Rule",
        "abstract": "The harbour office screens the ownership of quays and of their cranes.",
        "publication_date": "2026-02-10",
        "effective_on": "2026-03-20",
        "html_url": "https://register.example/2026-99001",
        "agencies": [{"name": "Bureau of Quays", "slug": "industry-and-security-bureau"}],
        "cfr_references": [{"title": 15, "part": 744}],
        "docket_ids": ["Docket No. 260210-0001"],
        "regulation_id_numbers": ["0694-ZZ99"],
        "citation": "91 FR 99001",
    }
    return json.dumps({"count": 1, "description": "Documents", "total_pages": 1, "results": [rule]})


def parties(*names: str) -> str:
    """A list of restricted parties."""
    told = "".join(f'{uid},"{name}",entity,SDGT,\n' for uid, name in enumerate(names))
    return f"uid,name,type,programs,alternate_names\n{told}"


def payloads(desk: Desk) -> None:
    """Every hostile text through an article, a feed and records."""
    add_source(desk)
    for name, page in hostile_article():
        desk.hand_over(name, page)
        desk.clock.advance(seconds=1)
    desk.hand_over("hostile.xml", hostile_feed())
    desk.hand_over("hostile.jsonl", hostile_records(), **mapped())
