"""An answer as JSON: the one form that the command line and HTTP both hand out."""

from typing import Any

import orjson

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


def to_json(answer: Any, *, indent: bool = False) -> bytes:
    """A frozen view as one JSON document; instants end in Z, days are ISO days."""
    options = _OPTIONS | (orjson.OPT_INDENT_2 if indent else 0)
    return orjson.dumps(answer, option=options)
