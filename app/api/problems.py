"""Each error class as an HTTP problem document (RFC 9457)."""

from http import HTTPStatus

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
from app.printing.answers import to_json

STATUS: tuple[tuple[type[TrackerError], int, str], ...] = (
    (QueryError, 400, "the question cannot be read"),
    (NotFoundError, 404, "not held here"),
    (FormatError, 422, "not in the form its kind promises"),
    (ConfigError, 500, "the installation is not usable as it stands"),
    (UnreachableError, 503, "something this answer needs did not respond"),
)


def add_problems(application: FastAPI) -> None:
    """Answer every error as a problem document."""
    application.add_exception_handler(TrackerError, _tracker_problem)
    application.add_exception_handler(RequestValidationError, _validation_problem)
    application.add_exception_handler(HTTPException, _http_problem)
    application.add_exception_handler(Exception, _broken_problem)


def problem(status: int, title: str, detail: str, **more: object) -> Response:
    """A problem document."""
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return Response(to_json(said), status_code=status, media_type="application/problem+json")


async def _tracker_problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, TrackerError)
    status, title = next((code, name) for kind, code, name in STATUS if isinstance(error, kind))
    if isinstance(error, QueryError):
        return problem(
            status,
            title,
            str(error),
            name=error.name,
            position=error.position,
            hint=error.hint or None,
        )
    return problem(status, title, str(error))


async def _validation_problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    fault = error.errors()[0]
    name = str(fault["loc"][-1])
    return problem(
        400, "the question cannot be read", f"{name}: {fault['msg']}", name=name, position=None
    )


async def _http_problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        detail = "there is nothing at this address; the interface is described at /openapi.json"
        return problem(404, "no such address", detail)
    title = HTTPStatus(error.status_code).phrase.lower()
    answer = problem(error.status_code, title, str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


async def _broken_problem(_request: Request, _error: Exception) -> Response:
    detail = "something here is broken, and the server's log says what; nothing held is lost"
    return problem(500, "no answer could be made", detail)
