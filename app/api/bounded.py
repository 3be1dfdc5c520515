"""No request may send more than the largest question here holds: bodies are read before routes."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.problems import problem

# Ten thousand names to screen, each with all that may be said of it, take some two.
MOST_BYTES = 4 * 1024 * 1024
_TITLE = "more than a question here may hold"
_DETAIL = f"the body is larger than {MOST_BYTES:,} bytes; send less at once"


class Bounded:
    """An application that is never given more of a body than that.

    A body's length is refused before any of it is read, and one that does not say its length as
    soon as it has become too long: also from callers who may ask nothing that takes a body.
    """

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        if _is_more(Headers(scope=scope).get("content-length", "")):
            await problem(413, _TITLE, _DETAIL)(scope, receive, send)
            return
        came = 0

        async def receive_bounded() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > MOST_BYTES:
                raise HTTPException(413, _DETAIL)
            return message

        await self._application(scope, receive_bounded, send)


def _is_more(stated: str) -> bool:
    digits = stated.strip().lstrip("0")
    return digits.isdecimal() and (len(digits) > 12 or int(digits) > MOST_BYTES)
