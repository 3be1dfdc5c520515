"""HEAD is answered as GET is, without the body: who only asks whether a thing has changed."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Headed:
    """An application in which every address that can be got can be asked for its headers."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._application(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._application({**scope, "method": "GET"}, receive, send_head)
