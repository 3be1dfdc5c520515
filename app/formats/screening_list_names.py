"""What the Consolidated Screening List calls its lists, and what we call them."""

import re
from typing import Final

# What the publisher calls each list, between brackets, and what we call it.
_LISTS: Final = {
    "DPL": "us-dpl",
    "EL": "us-el",
    "MEU": "us-meu",
    "UVL": "us-uvl",
    "DTC": "us-dtc",
    "ISN": "us-isn",
    "SDN": "us-sdn",
    "SSI": "us-ssi",
    "FSE": "us-fse",
    "CAP": "us-cap",
    "CMIC": "us-cmic",
    "MBS": "us-mbs",
    "NS-MBS": "us-mbs",
    "NS-MBS LIST": "us-mbs",
    "PLC": "us-plc",
    "NS-PLC": "us-plc",
}
_BRACKETS: Final = re.compile(r"\(([A-Z][A-Z\- ]+)\)", re.IGNORECASE)


def list_key(name: str) -> str | None:
    """Our key of a list by the publisher's name of it; `None` for a list that is new."""
    for found in _BRACKETS.findall(name):
        if found.strip().upper() in _LISTS:
            return _LISTS[found.strip().upper()]
    return _LISTS.get(name.strip().upper())
