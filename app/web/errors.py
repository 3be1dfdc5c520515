"""Each error class as a page in the frame: what is wrong, where, and the next step."""

from dataclasses import dataclass

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from app.errors import (
    ConfigError,
    FormatError,
    NotFoundError,
    QueryError,
    TrackerError,
    UnreachableError,
)
from app.web.asking import tracker_of
from app.web.frame import Page, Saying, framed_error
from app.web.rendering import render

STATUS: tuple[tuple[type[TrackerError], int, str], ...] = (
    (QueryError, 400, "The question cannot be read"),
    (NotFoundError, 404, "Not held here"),
    (FormatError, 422, "Not in the form its kind promises"),
    (ConfigError, 500, "The installation is not usable as it stands"),
    (UnreachableError, 503, "Something this page needs did not respond"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caret:
    """A value that could not be read, cut at the place where reading stopped."""

    name: str
    before: str
    at: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage(Page):
    """What went wrong, with its place and the next step."""

    status: int
    heading: str
    message: str
    hint: str
    caret: Caret | None


def caret(name: str, value: str, position: int | None) -> Caret | None:
    """Where in a value the fault lies; nothing where no place is known."""
    if position is None or not value:
        return None
    at = min(position, len(value))
    return Caret(name=name, before=value[:at], at=value[at : at + 1], after=value[at + 1 :])


def add_error_pages(pages: FastAPI) -> None:
    """Answer every error with a page."""
    pages.add_exception_handler(TrackerError, _tracker_page)
    pages.add_exception_handler(RequestValidationError, _validation_page)
    pages.add_exception_handler(HTTPException, _http_page)
    pages.add_exception_handler(Exception, _broken_page)


def _tracker_page(request: Request, error: Exception) -> Response:
    assert isinstance(error, TrackerError)
    status, heading = _told(error)
    if not isinstance(error, QueryError):
        return _page(request, status, heading, str(error))
    value = request.query_params.get("q" if error.name == "query" else error.name, "")
    mark = caret(error.name, value, error.position)
    return _page(request, status, heading, str(error), hint=error.hint, mark=mark)


def status_of(error: TrackerError) -> int:
    """What a browser is told of an error."""
    return _told(error)[0]


def _told(error: TrackerError) -> tuple[int, str]:
    return next((code, name) for kind, code, name in STATUS if isinstance(error, kind))


def _validation_page(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    fault = error.errors()[0]
    return _page(request, 400, STATUS[0][2], f"{fault['loc'][-1]}: {fault['msg']}")


def _http_page(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        message = "There is no page at this address. Search for a word, or begin at Today."
        return _page(request, 404, "No such page", message)
    return _page(request, error.status_code, str(error.detail), "Go back and try another way.")


def _broken_page(request: Request, _error: Exception) -> Response:
    """What no one foresaw; the server's log has the whole of it."""
    message = "Something here is broken, and the server’s log says what. Nothing held is lost."
    return _page(request, 500, "This page could not be made", message)


def sentence(message: str) -> str:
    """An error's words as a sentence of a page: errors begin small, as shells print them."""
    return f"{message[:1].upper()}{message[1:]}{'' if message.endswith(('.', '?', '!')) else '.'}"


def _page(
    request: Request,
    status: int,
    heading: str,
    message: str,
    *,
    hint: str = "",
    mark: Caret | None = None,
) -> Response:
    saying = Saying(
        title=heading,
        section="",
        path=request.url.path,
        question=request.query_params.get("q", ""),
    )
    page = ErrorPage(
        frame=framed_error(tracker_of(request).clock(), saying),
        status=status,
        heading=heading,
        message=sentence(message),
        hint="" if hint and hint in message else hint,
        caret=mark,
    )
    return render("error.html", page, status=status)
