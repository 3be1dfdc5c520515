"""CELLAR: a store of acts that answers questions about days, and gives acts by negotiation."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qs, urlsplit

from tests.servers import Asked, answering

SITES = ("http://publications.europa.eu", "https://publications.europa.eu")
EUR_LEX = "https://eur-lex.europa.eu"
_DAYS = re.compile(r'\?day >= "([\d-]+)"\S* && \?day <= "([\d-]+)"')
_WORK = "http://publications.europa.eu/resource/cellar/"
_PAGE = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>L_{number}</title></head><body>
<p class="oj-doc-ti">COMMISSION DELEGATED REGULATION (EU) {year}/{number}</p>
<p class="oj-doc-ti">of 8 September {year}</p>
<p class="oj-doc-ti">amending Regulation (EU) 2021/821 as regards lanterns</p>
<p class="oj-normal">THE EUROPEAN COMMISSION,</p>
<p class="oj-ti-art">Article 1</p><p class="oj-normal">Lanterns are listed.</p></body></html>"""


def act_page(celex: str) -> bytes:
    """An act as its publisher's page gives it."""
    return _PAGE.format(year=celex[1:5], number=int(celex[6:])).encode()


@dataclass(slots=True)
class Cellar:
    """The acts it holds by CELEX number and day; `names` cuts what it names below what it counts.

    Without a language it refuses to give words. `trap` may answer in its place.
    """

    acts: dict[str, date] = field(default_factory=dict)
    names: int | None = None
    trap: Callable[[Asked], Iterable[bytes] | None] = lambda _asked: None

    def __call__(self, asked: Asked) -> Iterable[bytes]:
        """Answer as the publisher would."""
        return self.trap(asked) or self.answer(asked)

    def answer(self, asked: Asked) -> list[bytes]:
        """The honest answer."""
        parts = urlsplit(asked.path)
        if parts.path == "/webapi/rdf/sparql":
            return self._rows(asked, parse_qs(parts.query)["query"][0])
        if asked.headers.get("accept-language") != "eng":
            return answering(b"a language is needed", status=400)
        celex = parts.path.rsplit("/", 1)[-1]
        wanted = asked.headers.get("accept")
        is_act = celex in self.acts and celex.startswith("3")
        if parts.path.startswith("/resource/celex/") and is_act:
            if wanted != "application/xhtml+xml":
                return answering(b"no such form", status=406)
            return answering(act_page(celex), headers={"Content-Type": "application/xhtml+xml"})
        return answering(b"no such resource", status=404)

    def _rows(self, asked: Asked, query: str) -> list[bytes]:
        if asked.headers.get("accept") != "application/sparql-results+json":
            return answering(b"<sparql/>", headers={"Content-Type": "application/xml"})
        days = _DAYS.search(query)
        assert "VALUES" in query, "a full scan takes minutes"
        assert days is not None
        found = {
            celex: on
            for celex, on in sorted(self.acts.items(), key=lambda act: (act[1], act[0]))
            if date.fromisoformat(days[1]) <= on <= date.fromisoformat(days[2])
        }
        if "COUNT(DISTINCT" in query:
            rows = [{"acts": _cell(str(len(found)))}]
        else:
            rows = [
                {
                    **{"celex": _cell(celex), "day": _cell(str(on)), "act": _cell(_WORK + celex)},
                    **({"published": _cell(str(on))} if celex.startswith("3") else {}),
                }
                for celex, on in list(found.items())[: self.names]
            ]
        body = {"head": {"vars": []}, "results": {"bindings": rows}}
        return answering(json.dumps(body).encode())


def _cell(value: str) -> dict[str, str]:
    return {"type": "literal", "value": value}
