"""How fast official texts are read for citations and dates, in megabytes a CPU-second.

python -m benchmarks.extraction FOLDER_OF_FEDERAL_REGISTER_XML [--times 3]
"""

import argparse
import gzip
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from app.domain.citations import Setting
from app.domain.documents import Issue
from app.extraction.citations import find_citations
from app.extraction.dates import find_dates
from app.formats.federal_register_xml import PrintedDocument, printed_documents

FLOOR = 3.0


def main(argv: Sequence[str] | None = None) -> None:
    """Read every document of a folder, and say how much a second of the processor read."""
    parser = argparse.ArgumentParser(description=__doc__, prog="benchmarks.extraction")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args(argv)
    documents = [it for path in sorted(asked.folder.glob("*.xml.gz")) for it in _documents(path)]
    size = sum(len(document.text.encode()) for document in documents) / 1e6
    fastest = min(_seconds(documents) for _ in range(asked.times))
    print(f"{len(documents)} documents, {size:.1f} MB, {size / fastest:.1f} MB a CPU-second")
    print("met" if size / fastest >= FLOOR else f"below the floor of {FLOOR}")


def _seconds(documents: Sequence[PrintedDocument]) -> float:
    begun = time.process_time()
    for document in documents:
        find_citations(document.text, context=Setting(provisions=document.provisions))
        find_dates(document.text, published_on=document.issued_on, provisions=document.provisions)
    return time.process_time() - begun


def _documents(path: Path) -> Iterator[PrintedDocument]:
    parser = etree.XMLParser(recover=True, huge_tree=True)
    root = etree.fromstring(gzip.decompress(path.read_bytes()), parser)
    for document in printed_documents(root):
        if not isinstance(document, Issue):
            yield document


if __name__ == "__main__":
    main()
