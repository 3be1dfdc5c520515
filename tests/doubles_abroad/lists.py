"""Lists of sanctions of the United Kingdom, the Union and the United Nations, a few rows each."""

from collections.abc import Sequence

UK_PAGE = "/api/content/government/publications/the-uk-sanctions-list"
UK_XML = "/media/6a/UK_Sanctions_List_20260227.xml"
UK_CSV = "/media/6a/UK_Sanctions_List_20260227.csv"
UN = "https://scsanctions.un.org"
EU = "https://webgate.ec.europa.eu"


def uk_xml(names: Sequence[str]) -> bytes:
    """The UK's list in the form it is asked for first."""
    rows = "".join(
        f"<Designation><UniqueID>RUS{number:04}</UniqueID><Names><Name><Name6>{name}</Name6>"
        "<NameType>Primary Name</NameType></Name></Names><RegimeName>Russia</RegimeName>"
        "</Designation>"
        for number, name in enumerate(names)
    )
    dated = "<DateGenerated>27/02/2026</DateGenerated>"
    return f"<?xml version='1.0'?><Designations>{dated}{rows}</Designations>".encode()


def uk_csv(names: Sequence[str]) -> bytes:
    """The same list as the table that is asked for in its place."""
    head = "Unique ID,Name 6,Name type,Regime Name"
    rows = [f"RUS{number:04},{name},Primary Name,Russia" for number, name in enumerate(names)]
    return "\r\n".join(["Report Date: 27-Feb-2026", head, *rows, ""]).encode()


def un_xml(names: Sequence[str]) -> bytes:
    """The Council's list."""
    rows = "".join(
        f"<ENTITY><DATAID>{690000 + number}</DATAID><FIRST_NAME>{name}</FIRST_NAME></ENTITY>"
        for number, name in enumerate(names)
    )
    return (
        "<CONSOLIDATED_LIST dateGenerated='2026-02-27T03:00:00Z'><INDIVIDUALS/>"
        f"<ENTITIES>{rows}</ENTITIES></CONSOLIDATED_LIST>"
    ).encode()


def eu_xml(names: Sequence[str]) -> bytes:
    """The Union's list."""
    rows = "".join(
        f"<sanctionEntity euReferenceNumber='EU.{number}.1' logicalId='{number}'>"
        f"<nameAlias wholeName='{name}' strong='true'/></sanctionEntity>"
        for number, name in enumerate(names)
    )
    space = "xmlns='http://eu.europa.ec/fpi/fsd/export' generationDate='2026-02-27T16:47:04+01:00'"
    return f"<export {space}>{rows}</export>".encode()
