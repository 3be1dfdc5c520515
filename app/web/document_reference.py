"""A document for a reader's own bibliography, under the address that keeps showing its words."""

from enum import StrEnum
from typing import Final

from fastapi import Request, Response

from app.domain.documents import Standing
from app.domain.time import PointInTime
from app.printing.addresses import address, clocks, document_path
from app.printing.hits import opening_words
from app.printing.reference_export import ReferenceEntry, bibtex, csl_json, ris
from app.queries.reader import Reader
from app.queries.reading import reading
from app.web.facets import agency_name
from app.web.frame import Form, Saying, framed


class ReferenceForm(StrEnum):
    """How a bibliography wants its entries; the value is what an address says."""

    RIS = "ris"
    BIBTEX = "bibtex"
    CSL = "csl-json"


_WRITTEN: Final = {
    ReferenceForm.RIS: ("RIS", ris, "ris", "application/x-research-info-systems"),
    ReferenceForm.BIBTEX: ("BibTeX", bibtex, "bib", "application/x-bibtex"),
    ReferenceForm.CSL: ("CSL-JSON", csl_json, "json", "application/vnd.citationstyles.csl+json"),
}


def reference_forms(id_: str, point: PointInTime) -> tuple[Form, ...]:
    """Where a document is had for a bibliography."""
    return tuple(
        Form(
            name=name,
            path=address(document_path(id_), [("form", form.value), *clocks(point)]),
            media_type=media_type,
        )
        for form, (name, _, _, media_type) in _WRITTEN.items()
    )


def reference_answer(
    request: Request, reader: Reader, id_: str, point: PointInTime, form: ReferenceForm
) -> Response:
    """The entry, as a file to keep."""
    entry = _entry(request, reader, id_, point)
    _, write, suffix, media_type = _WRITTEN[form]
    name = "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in entry.id)
    return Response(
        write(entry),
        media_type=f"{media_type}; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{suffix}"',
            "Cache-Control": "no-cache",
        },
    )


def _entry(request: Request, reader: Reader, id_: str, point: PointInTime) -> ReferenceEntry:
    shown = reading(reader, id_, point).document
    still = id_ if "@" in id_ else shown.version
    title = shown.title or opening_words(shown.text) or shown.id
    saying = Saying(title=title, section="", path=document_path(still), sources=())
    cite = framed(request, reader, point, saying).cite
    assert cite is not None, "a document's page is one that can be cited"
    face = shown.instrument
    agencies = () if face is None else tuple(agency_name(key) for key in face.agencies)
    return ReferenceEntry(
        id=shown.id,
        title=title,
        authors=(shown.author,) if shown.author else agencies,
        publisher=shown.source_title,
        published_on=shown.published_on,
        captured_on=shown.capture.captured_at.date(),
        number=None if face is None else face.number,
        citation=None if face is None else face.citation,
        language=shown.language,
        news=shown.standing == Standing.REPORT,
        permalink=cite.permalink,
        note=f"{still}, {shown.capture.digest}",
    )
