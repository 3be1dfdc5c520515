"""The Ministry of Commerce of China: an index a year, articles on several paths, often a gate."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from tests.servers import Asked, answering

SITE = "https://www.mofcom.gov.cn"
_PAGE = """<html><head><meta charset="utf-8"><meta name="SiteName" content="中华人民共和国商务部">
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{on} 09:30"></head>
<body><div id="zoom"><p>决定对灯笼实施出口管制。{title}</p></div></body></html>"""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice at a path."""

    title: str
    on: date
    path: str


@dataclass(slots=True)
class Mofcom:
    """Its notices, the newest first, as the index of each year names them."""

    notices: list[Notice] = field(default_factory=list)
    trap: Callable[[Asked], Iterable[bytes] | None] = lambda _asked: None

    def __call__(self, asked: Asked) -> Iterable[bytes]:
        """Answer as the site would."""
        return self.trap(asked) or self.answer(asked)

    def answer(self, asked: Asked) -> list[bytes]:
        """The honest answer."""
        if asked.path.endswith("/index.html"):
            year = int(asked.path.split("/")[-2])
            rows = "".join(
                f'<li><a href="{one.path}" title="{one.title}">{one.title[:9]}…</a>'
                f"<span>[{one.on}]</span></li>"
                for one in self.notices
                if one.on.year == year
            )
            return answering(f"<html><body><ul>{rows}</ul></body></html>".encode())
        for one in self.notices:
            if one.path == asked.path:
                return answering(_PAGE.format(title=one.title, on=one.on).encode())
        return answering(b"", status=404)
