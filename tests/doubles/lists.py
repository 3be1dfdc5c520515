"""Doubles of services that publish whole lists: their rows, their counts, and what they lose."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urlsplit

from tests.servers import Asked, answering

NAMES = {
    "EL": "Entity List (EL) - Bureau of Industry and Security",
    "UVL": "Unverified List (UVL) - Bureau of Industry and Security",
    "SDN": "Specially Designated Nationals (SDN) - Treasury Department",
}


@dataclass(slots=True)
class Screening:
    """The consolidated file; ids of its rows are digests of all they say, so an edit renames."""

    rows: list[dict[str, object]] = field(default_factory=list)
    states: int | None = None
    answer: list[bytes] | None = None

    def __call__(self, asked: Asked) -> Iterable[bytes]:
        """Answer as the service would; the older place has nothing here."""
        path = urlsplit(asked.path).path
        if not path.startswith("/downloadable_consolidated_screening_list/"):
            return answering(b"", status=404)
        if self.answer is not None:
            return self.answer
        rows = [{"id": sha256(json.dumps(row).encode()).hexdigest(), **row} for row in self.rows]
        total = len(rows) if self.states is None else self.states
        said = {"search_performed_at": "2026-03-01T05:00:00-05:00", "total": total}
        body = json.dumps({**said, "results": rows}).encode()
        return answering(body, headers={"Content-Type": "application/json"})


def row(list_: str, name: str, **said: object) -> dict[str, object]:
    """One entry as the file gives it."""
    return {
        "source": NAMES[list_],
        "name": name,
        "alt_names": [],
        "addresses": [{"address": "1 Road", "city": "Kazan", "country": "RU"}],
        "federal_register_notice": "89 FR 96830",
        "start_date": "2024-12-02",
        **said,
    }


def sdn_xml(*names: str, programme: str = "SDGT", count: int | None = None) -> bytes:
    """A file of Treasury's, which says its day and how many entries it should hold."""
    entries = "".join(
        f"<sdnEntry><uid>{number}</uid><lastName>{name}</lastName><sdnType>Entity</sdnType>"
        f"<programList><program>{programme}</program></programList></sdnEntry>"
        for number, name in enumerate(names, start=1001)
    )
    return (
        '<?xml version="1.0" standalone="yes"?>'
        '<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/'
        'exports/XML"><publshInformation>'
        "<Publish_Date>02/27/2026</Publish_Date>"
        f"<Record_Count>{len(names) if count is None else count}</Record_Count>"
        f"</publshInformation>{entries}</sdnList>"
    ).encode()
