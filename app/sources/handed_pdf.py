"""PDFs with no publisher of their own: what a person hands over."""

from collections.abc import Iterator

from app.domain.documents import Capture, Document, Extent, Issue, Kind, Standing
from app.domain.ids import LOCAL, DocumentId, digested_id
from app.domain.sources import Reading, Source, Words
from app.errors import FormatError
from app.formats.language import language_of
from app.formats.pdf import is_pdf, pages_of, read_pages
from app.formats.web_addresses import web_address

KEY = LOCAL


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # content alone decides
    """A PDF by its mark, whatever it is called."""
    return "pdf" if is_pdf(body) else None


def read_pdf(capture: Capture) -> Iterator[Reading | Issue]:
    """A PDF is its pages' words, each page a provision; its capture holds them opened already.

    The day its file was made is shown as such, and a person's word on its date stands above it.
    """
    try:
        pdf = read_pages(capture.body)
    except FormatError as fault:
        raise FormatError(f"{capture.place}: {fault}") from fault
    given = capture.published_on
    yield Reading(
        document=Document(id=_id(capture), source=capture.source, kind=Kind.REPORT),
        words=Words(
            text=pdf.text,
            extent=Extent.FULL,
            language=language_of(pdf.text),
            provisions=pdf.pages,
        ),
        title=pdf.title,
        url=web_address(capture.url),
        published_on=given or pdf.made_on,
        published_at=None if given else pdf.made_at,
        date_evidence="given by a person" if given else pdf.date_evidence,
        author=pdf.author,
    )


def _id(capture: Capture) -> DocumentId:
    if capture.about is not None:
        return capture.about
    address = web_address(capture.url)
    if capture.source == LOCAL:
        return digested_id(LOCAL, capture.place)
    return digested_id(capture.source, address or capture.place)


SOURCE = Source(
    key=KEY,
    title="Texts handed over",
    jurisdiction="none",
    standing=Standing.REPORT,
    readers={"pdf": read_pdf},
    recognise=recognise,
    opened_apart={"pdf": pages_of},
)
