"""The reference register, read as any other text: our own words, of standing `curated`."""

from dataclasses import replace
from importlib.resources import files

from app.domain.ids import SourceKey
from app.pipeline.admit import HandedFile, HandOver
from app.pipeline.importing import FileOutcome, Importer, import_file

PLACE = "onrecord:register"


def load_register(importer: Importer) -> FileOutcome:
    """Read the register that this release ships; loading it again changes nothing."""
    body = files("app.vocabulary").joinpath("register.jsonl").read_bytes()
    named = replace(importer, said=HandOver(source=SourceKey("register")))
    return import_file(named, HandedFile(place=PLACE, name="register.jsonl", body=body))
