"""One typed page into HTML, marked so that a browser fetches it again only when it changed."""

import hashlib
from collections.abc import Callable
from email.utils import format_datetime
from functools import cache
from pathlib import Path

from fastapi import Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app import __version__
from app.printing.addresses import (
    capture_bytes_path,
    capture_path,
    document_path,
    outward,
    passage_path,
    search_path,
)
from app.printing.days import day_words, instant_text, instant_words, month_words
from app.queries.changes import last_change
from app.queries.reader import Reader
from app.queries.sources import received
from app.web.assets import asset_path, assets_digest
from app.web.frame import Page

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """Templates that escape everything and know no name but the page's own."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.clear()
    made.filters.update(
        asset=asset_path,
        day=day_words,
        month=month_words,
        instant=instant_words,
        instant_text=instant_text,
        count=_count,
        outward=outward,
        document_path=document_path,
        passage_path=passage_path,
        capture_path=capture_path,
        capture_bytes_path=capture_bytes_path,
        search_path=search_path,
    )
    return made


def html(template: str, page: Page) -> str:
    """A page's HTML."""
    return environment().get_template(template).render(page=page)


def render(template: str, page: Page, *, status: int = 200) -> Response:
    """A page that is made anew each time, such as an error's."""
    return Response(
        html(template, page),
        status_code=status,
        media_type="text/html",
        headers={"Cache-Control": "no-cache"},
    )


def answer(request: Request, reader: Reader, template: str, make: Callable[[], Page]) -> Response:
    """A page, or 304 where nothing that it shows has changed since it was last given.

    The index may follow the store a moment later, so its place belongs to the mark; and so does
    what was received without changing a document, as every page says how fresh its sources are.
    """
    last = last_change(reader.connection)
    indexed = reader.index.position()
    told = "|".join(
        (
            str(request.url),
            f"{last}|{indexed}|{received(reader)}|{reader.today}",
            f"{__version__}|{assets_digest()}",
        )
    )
    etag = f'W/"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if last is not None:
        headers["Last-Modified"] = format_datetime(last[1].replace(microsecond=0), usegmt=True)
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(html(template, make()), media_type="text/html", headers=headers)


def _count(number: int) -> str:
    return f"{number:,}"
