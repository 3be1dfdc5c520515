"""An answer as JSON: the one form that the command line and HTTP both hand out."""

from dataclasses import fields
from functools import cache
from typing import Any, Final

import orjson

from app.domain.coverage import SourceCoverage

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS
# Names that the interface promised before they were ours, and that no field of Python's can have.
PRINTED_NAMES: Final[dict[type, dict[str, str]]] = {
    SourceCoverage: {"from_on": "from", "to_on": "to"},
}


def to_json(answer: Any, *, indent: bool = False) -> bytes:
    """A frozen view as one JSON document; instants end in Z, days are ISO days."""
    options = _OPTIONS | (orjson.OPT_INDENT_2 if indent else 0)
    return orjson.dumps(answer, default=_plain, option=options)


def _plain(value: Any) -> dict[str, Any]:
    return {printed: getattr(value, name) for name, printed in _names(type(value))}  # type: ignore[arg-type]  # a class is hashable


@cache
def _names(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """The fields of a dataclass, and what each is called in print."""
    printed = PRINTED_NAMES.get(kind, {})
    return tuple((field.name, printed.get(field.name, field.name)) for field in fields(kind))
