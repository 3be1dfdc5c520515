"""The series of legislation.gov.uk: what each is, and how its members are cited."""

from typing import Final

from app.domain.documents import Kind
from app.formats.clml import LegislationAddress

_STAND_IN: Final = Kind.RULE
ACTS: Final = frozenset(
    [
        *("ukpga", "ukla", "ukppa", "ukcm", "asp", "asc", "anaw", "mwa", "nia", "apni"),
        *("mnia", "aosp", "aep", "aip", "apgb", "gbla", "gbppa"),
    ]
)
_INSTRUMENTS: Final = frozenset(
    ["uksi", "ssi", "wsi", "nisr", "nisi", "nisro", "uksro", "ukmo", "ukci", "ukmd"]
)
_DRAFTS: Final = frozenset(["ukdsi", "sdsi", "nidsr", "wdsi"])
_ASSIMILATED: Final = {"eur": "regulation", "eudn": "decision"}
# As printed on the instrument: number series that lawyers cite by.
_CITED: Final = {
    "uksi": "SI {year}/{number}",
    "ssi": "SSI {year}/{number}",
    "wsi": "WSI {year}/{number}",
    "nisr": "SR {year}/{number}",
    "ukpga": "{year} c. {number}",
    "asp": "{year} asp {number}",
    "anaw": "{year} anaw {number}",
    "asc": "{year} asc {number}",
    "nia": "{year} c. {number} (N.I.)",
}


def kind_of_code(type_code: str) -> tuple[Kind, str | None]:
    """Kind and type of the members of a series; a new series counts as a rule, of no type."""
    if type_code in ACTS:
        return Kind.STATUTE, "act"
    if type_code in _INSTRUMENTS:
        return Kind.RULE, "statutory_instrument"
    if type_code in _DRAFTS:
        return Kind.PROPOSED_RULE, None
    if type_code in _ASSIMILATED:
        return Kind.STATUTE, _ASSIMILATED[type_code] if type_code == "eur" else None
    return _STAND_IN, None


def citation_of(address: LegislationAddress) -> str | None:
    """How lawyers cite an instrument; `None` for series that go by other numbers."""
    form = _CITED.get(address.type_code)
    return form.format(year=address.year, number=address.number) if form else None


def is_instrument(address: LegislationAddress) -> bool:
    """Whether an address names a statutory instrument as it was made, not a draft of one."""
    return address.type_code in _INSTRUMENTS
