"""Rows of the United Kingdom's two sanctions tables, one for each name, to one entry a party."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.formats.delimited import column_key
from app.formats.list_rows import Line, gathered

# Columns of both tables, by key, with the labels of their lines. Those without a label are parts
# of a name or an address.
_LABELS: Final = {
    "nationalityies": "Nationality",
    "nationality": "Nationality",
    "individualentityship": "Type",
    "designationtype": "Type",
    "grouptype": "Type",
    "grouptypedescription": "Type",
    "regimename": "Regime",
    "regime": "Regime",
    "dob": "Date of birth",
    "dateofbirth": "Date of birth",
    "individualdateofbirth": "Date of birth",
    "uniqueid": "Number",
    "ofsigroupid": "OFSI Group ID",
    "groupid": "OFSI Group ID",
    "unreferencenumber": "UN reference number",
    "ukstatementofreasons": "UK statement of reasons",
    "postzipcode": "",
}
_NAMES: Final = ("name1", "name2", "name3", "name4", "name5", "name6")
_NAME_MARKS: Final = (
    *("nametype", "aliastype", "aliastypename", "aliasstrength", "aliasquality"),
    *("namenonlatinscript", "nonlatinscripttype", "nonlatinscriptlanguage", "nametitle"),
)
_ADDRESS: Final = (
    *(f"addressline{number}" for number in range(1, 7)),
    *(f"address{number}" for number in range(1, 7)),
    *("addresspostalcode", "postzipcode", "postcode", "addresscountry", "country"),
)
_OTHERS: Final = frozenset(
    {
        *("title", "lastupdated", "datedesignated", "designationsource", "sanctionsimposed"),
        *("otherinformation", "phonenumber", "website", "emailaddress", "townofbirth"),
        *("countryofbirth", "nationalidentifiernumber", "nationalidentifieradditionalinformation"),
        *("nationalidentificationnumber", "nationalidentificationdetails", "passportnumber"),
        *("passportadditionalinformation", "passportdetails", "position", "gender", "listedon"),
        *("businessregistrationnumbers", "typeofentity", "subsidiaries", "parentcompany"),
        *("businessregistrationnumber", "imonumber", "currentowneroperators", "hullid"),
        *("currentowneroperator", "previousowneroperator", "currentbelievedflagofship"),
        *("previousowneroperators", "previousflags", "typeofship", "tonnageofship", "yearbuilt"),
        *("lengthofship", "hullidentificationnumberhin", "uksanctionslistdatedesignated"),
        *("datelisted", "datelistedday", "uksanctionslistref", "sourceofinformation"),
        *(
            "nonlatinscript",
            "nonlatinname",
            "id",
            "dateoflisting",
            "furtheridentifiyinginformation",
        ),
    }
)
KNOWN: Final = frozenset({*_LABELS, *_NAMES, *_NAME_MARKS, *_ADDRESS, *_OTHERS})
_PRIMARY: Final = frozenset({"primary name", "primary"})
_TYPE_OF_NAME: Final = ("nametype", "aliastype", "aliastypename")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """One row: its place and its cells, by the names the file gives them."""

    where: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UkParty:
    """All rows of one number: the name marked as primary, and every other cell, each once."""

    where: str
    number: str
    name: str
    countries: tuple[str, ...]
    lines: tuple[Line, ...]
    cells: Mapping[str, str]


def parties(rows: Sequence[NameRow], number_column: str) -> Iterator[UkParty | NameRow]:
    """One party for each number, in the order of the file; a row without number or name as it is.

    The same number under two spellings of a column is one number.
    """
    groups: dict[str, list[tuple[NameRow, dict[str, tuple[str, str]]]]] = {}
    for row in rows:
        cells = {column_key(name): (name, said) for name, said in row.cells.items()}
        if number_column not in cells or not _name(cells):
            yield row
            continue
        groups.setdefault(cells[number_column][1], []).append((row, cells))
    for number, group in groups.items():
        lead = next((one for one in group if _is_primary(one[1])), group[0])
        name = _name(lead[1])
        lines: list[Line] = [("Name", name), ("Number", number)]
        for _, cells in (lead, *(one for one in group if one is not lead)):
            lines += _lines(cells, name)
        yield UkParty(
            where=lead[0].where,
            number=number,
            name=name,
            countries=tuple(_countries(cells for _, cells in group)),
            lines=gathered(lines),
            cells={key: said for key, (_, said) in lead[1].items()},
        )


_Cells = dict[str, tuple[str, str]]


def _name(cells: _Cells) -> str:
    return " ".join(cells[part][1] for part in _NAMES if part in cells)


def _is_primary(cells: _Cells) -> bool:
    return any(cells[one][1].lower() in _PRIMARY for one in _TYPE_OF_NAME if one in cells)


def _lines(cells: _Cells, primary: str) -> Iterator[Line]:
    name = _name(cells)
    marks = [cells[mark][1] for mark in _NAME_MARKS if mark in cells]
    if name != primary or not _is_primary(cells) or len(marks) > 1:
        yield "Alias", f"{name} ({', '.join(marks)})" if marks else name
    address = ", ".join(cells[part][1] for part in _ADDRESS if part in cells)
    if address:
        yield "Address", address
    apart = {*_NAMES, *_NAME_MARKS, *_ADDRESS}
    for key, (heading, said) in cells.items():
        if key not in apart:
            yield _LABELS.get(key) or heading.strip(), said


def _countries(rows: Iterator[_Cells]) -> Iterator[str]:
    for cells in rows:
        for key in ("addresscountry", "country", "nationalityies", "nationality"):
            if key in cells:
                yield cells[key][1]
