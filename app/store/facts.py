"""Facts of an instrument as the store keeps them: only what was said, in a fixed order."""

from dataclasses import fields
from datetime import date, datetime

import orjson

from app.domain.instruments import UNSAID, InstrumentFacts, StatedDate


def encode_facts(facts: InstrumentFacts) -> str:
    """JSON of the fields that were said; the same facts always give the same text."""
    said: dict[str, object] = {}
    for field in fields(facts):
        value = getattr(facts, field.name)
        if value is UNSAID:
            continue
        if field.name == "dates":
            value = [{"role": day.role, "on": day.on, "scope": day.scope} for day in value]
        said[field.name] = value
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode()


def decode_facts(text: str) -> InstrumentFacts:
    """The facts behind such a text."""
    said = orjson.loads(text)
    values: dict[str, object] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in said.items()
    }
    if said.get("filed_at"):
        values["filed_at"] = datetime.fromisoformat(said["filed_at"])
    if "dates" in said:
        values["dates"] = tuple(
            StatedDate(role=day["role"], on=date.fromisoformat(day["on"]), scope=day["scope"])
            for day in said["dates"]
        )
    return InstrumentFacts(**values)  # type: ignore[arg-type]  # the text was made by encode_facts
