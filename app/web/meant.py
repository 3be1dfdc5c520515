"""What a question that reads as a reference may mean, said above its hits."""

from dataclasses import dataclass

from app.domain.time import PointInTime
from app.printing.addresses import address, clocks, document_path, search_path
from app.queries.reader import Reader
from app.queries.suggest import references_meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A reference: the question that finds what is about it, and the document that it names."""

    words: str
    query: str
    path: str
    documents: int
    title: str | None
    document_path: str | None


def meant(reader: Reader, question: str, point: PointInTime) -> tuple[Meant, ...]:
    """The references that a question names and nothing else."""
    return tuple(
        Meant(
            words=one.means,
            query=one.query,
            path=search_path(one.query, point),
            documents=one.documents or 0,
            title=one.title or one.document,
            document_path=None
            if one.document is None
            else address(document_path(one.document), clocks(point)),
        )
        for one in references_meant(reader, question, point)
    )
