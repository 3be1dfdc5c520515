"""A PDF becomes its words page by page, and what it says of itself.

Reading is in two steps, because the first can crash, hang or swell on a file made to do so:
`pages_of` opens the PDF and is run in a process of its own; `read_pages` takes what it made.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import orjson

from app.domain.documents import Provision
from app.errors import FormatError
from app.formats.plain_text import normalise, one_line
from app.formats.records import Record
from app.formats.written_dates import read_date

MOST_PAGES: Final = 10_000
MOST_CHARACTERS: Final = 20_000_000
_MARK_WITHIN = 1024
# Where a word is broken at a line's end the reader puts one of these signs for its hyphen.
_BROKEN_WORD = re.compile("[\x02\ufffe](?:\r?\n)?")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?(Z|[+-]\d{2}'?\d{2})?")
# What word processors put in for a title that nobody gave.
_NO_TITLE = re.compile(
    r"(?:untitled|document|doc|slide|page)?\s*\d*|.*\.(?:docx?|indd|pdf|rtf|wpd|xlsx?|pptx?|tmp)",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"^Microsoft (?:Word|PowerPoint|Excel) - ", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf:
    """The words of a PDF with a provision for each page that has any (`page-1`, …).

    Title, author and day are those of the file's own information dictionary. The day is when
    the file was made, which its evidence says: a PDF states no day of publication.
    """

    text: str
    pages: tuple[Provision, ...]
    title: str | None
    author: str | None
    made_on: date | None
    made_at: datetime | None
    date_evidence: str | None


def is_pdf(body: bytes) -> bool:
    """Whether these bytes say they are a PDF; some begin with a line of something else."""
    return b"%PDF-" in body[:_MARK_WITHIN]


def pages_of(body: bytes) -> bytes:
    """Every page's text and the information dictionary, as JSON for `read_pages`.

    Raises `FormatError` where the PDF is broken, locked, or larger than the limits.
    """
    import pypdfium2  # loaded by the process that opens PDFs, and by no other

    try:
        document = pypdfium2.PdfDocument(body)
        count = len(document)
        if count > MOST_PAGES:
            raise FormatError(f"the PDF has {count:,} pages, more than {MOST_PAGES:,}; split it")
        pages, length = [], 0
        for number in range(count):
            page = document[number]
            words = page.get_textpage()
            pages.append({"words": _LONE_SURROGATE.sub("", words.get_text_range())})
            words.close()
            page.close()
            length += len(pages[-1]["words"])
            if length > MOST_CHARACTERS:
                raise FormatError(
                    f"the PDF holds more than {MOST_CHARACTERS:,} letters by page {number + 1}; "
                    "split it"
                )
        said = {
            name: _LONE_SURROGATE.sub("", value)
            for name, value in document.get_metadata_dict(skip_empty=True).items()
        }
    except pypdfium2.PdfiumError as fault:
        raise FormatError(_why(str(fault))) from fault
    return orjson.dumps({"pages": pages, "said": said})


def read_pages(opened: bytes) -> Pdf:
    """The PDF that `pages_of` opened; raises `FormatError` where it holds no words."""
    record = Record.parse(opened, where="pdf")
    held = [page.text_or_none("words") or "" for page in record.records("pages")]
    text, pages = _joined(held)
    if not text:
        raise FormatError(
            f"the PDF holds no words in its {len(held):,} pages, only pictures of them; "
            "run it through text recognition and hand that over"
        )
    said = record.record("said") or Record({})
    made = _day(said.text_or_none("CreationDate"))
    return Pdf(
        text=text,
        pages=pages,
        title=_title(said.text_or_none("Title")),
        author=one_line(said.text_or_none("Author") or "") or None,
        made_on=made[0] if made else None,
        made_at=made[1] if made else None,
        date_evidence="PDF CreationDate (when the file was made)" if made else None,
    )


def _joined(held: list[str]) -> tuple[str, tuple[Provision, ...]]:
    """The pages as one normalised text, an empty line between two, and each one's place in it."""
    pieces: list[str] = []
    provisions: list[Provision] = []
    end = 0
    for number, written in enumerate(held, start=1):
        words = normalise(_BROKEN_WORD.sub("", written))
        if not words:
            continue
        start = end + 2 if pieces else 0
        end = start + len(words)
        pieces.append(words)
        provisions.append(Provision(label=f"page-{number}", heading=None, start=start, end=end))
    return "\n\n".join(pieces), tuple(provisions)


def _title(written: str | None) -> str | None:
    title = _PROGRAM.sub("", one_line(written or ""))
    return None if _NO_TITLE.fullmatch(title) else title


def _day(written: str | None) -> tuple[date, datetime | None] | None:
    match = _DATE.match(written or "")
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    spelt = f"{year}-{month}-{day}"
    if hour is not None:
        spelt += f"T{hour}:{minute}:{second}{(zone or '').replace(chr(39), '')}"
    found = read_date(spelt)
    return None if found is None else (found.on, found.at)


def _why(fault: str) -> str:
    if "password" in fault.lower():
        return "the PDF is locked with a password; unlock it and hand over the copy"
    return f"the PDF cannot be opened ({fault}); fetch it again, it may be cut short"
