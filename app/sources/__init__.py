"""Publishers, found by being here, and the feeds of a catalogue; no file imports another."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from app.domain.ids import LOCAL
from app.domain.sources import Source


@cache
def all_sources() -> tuple[Source, ...]:
    """Every publisher of this room and every feed of its catalogue, by key.

    Local texts come last: they would take any page or feed for a report, so every publisher is
    asked first whether handed-over bytes are its own.
    """
    found = sources_of(import_module(__name__))
    return tuple(sorted(found, key=lambda source: (source.key == LOCAL, source.key)))


def sources_of(package: ModuleType) -> tuple[Source, ...]:
    """What the modules of a package export: each its `SOURCE`, the catalogue of feeds `SOURCES`."""
    found: list[Source] = []
    for module in iter_modules(package.__path__):
        room = import_module(f"{package.__name__}.{module.name}")
        several: tuple[Source, ...] | None = getattr(room, "SOURCES", None)
        found += several if several is not None else [room.SOURCE]
    return tuple(found)
