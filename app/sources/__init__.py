"""Publishers, one file each, found by being here; no file imports another."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from app.domain.ids import LOCAL
from app.domain.sources import Source


@cache
def all_sources() -> tuple[Source, ...]:
    """The `SOURCE` of every module in this room, by key.

    Local texts come last: they would take any page or feed for a report, so every publisher is
    asked first whether handed-over bytes are its own.
    """
    found = [import_module(f"{__name__}.{module.name}").SOURCE for module in iter_modules(__path__)]
    return tuple(sorted(found, key=lambda source: (source.key == LOCAL, source.key)))
