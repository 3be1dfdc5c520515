"""Small files of kinds that are awkward to write by hand, made as programs make them."""

from collections.abc import Sequence


def make_pdf(
    pages: Sequence[str], *, title: str | None = None, created: str | None = None
) -> bytes:
    """A PDF with a page for each text; an empty text makes an empty page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    said = "".join(
        f"/{name} ({value})"
        for name, value in (("Title", title), ("CreationDate", created))
        if value
    )
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, text in enumerate(pages):
        lines = [text[at : at + 80] for at in range(0, len(text), 80)]
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        drawn = f"BT /F1 10 Tf 12 TL 40 800 Td {shown} ET"
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
            f"/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    objects.append(f"<<{said}>>")
    return _laid_out(objects)


def _laid_out(objects: Sequence[str]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, written in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj{written}endobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    return body + (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {size}/Root 1 0 R/Info {size - 1} 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("latin-1")
