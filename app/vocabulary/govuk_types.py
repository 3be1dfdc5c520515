"""What GOV.UK calls its pages, and what each counts as here."""

from functools import cache

from app.domain.documents import Kind
from app.vocabulary.tables import Row, rows, table, text, texts

_FILE = "govuk_types.toml"


def kind_of_page(document_type: str) -> tuple[Kind, str | None] | None:
    """Kind and instrument type of a page; `None` for a type nobody has entered yet."""
    kind = _kinds().get(document_type)
    return None if kind is None else (kind, _typed().get(document_type))


@cache
def _kinds() -> dict[str, Kind]:
    return {
        page: Kind(kind) for kind, listed in rows(_FILE, "kinds") for page in texts(listed, "types")
    }


@cache
def _typed() -> dict[str, str]:
    named = table(_FILE).get("typed")
    row: Row = named if isinstance(named, dict) else {}
    return {page: text(row, page) for page in row}
