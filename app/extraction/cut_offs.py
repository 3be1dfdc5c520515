"""The hour that ends a day before its midnight, as official texts write it beside the day."""

import re
from typing import Final

_ZONE: Final = (
    r"(?:\(?(?:[Ee]astern(?:\s+(?:[Ss]tandard|[Dd]aylight))?(?:\s+[Tt]ime)?|ET|EST|EDT"
    r"|GMT|UTC|CET|Beijing time)"
    r"(?:\s+\((?:ET|EST|EDT)\))?\)?)"
)
_HOUR: Final = (
    r"(?:(?:\d{1,2}(?::\d{2})?\s?(?:a\.?m\.?|p\.?m\.?|noon|midnight)|[Nn]oon|[Mm]idnight)"
    rf",?(?:\s+{_ZONE})?)"
)
_BEFORE: Final = re.compile(rf"({_HOUR})(?:,?\s+on|\s+of|,)?\s+(?:[A-Z][a-z]+day,?\s+)?$")
_AFTER: Final = re.compile(rf"\s*(?:,|at|\(|by)?\s*(?:at\s+)?({_HOUR})")


def cut_off_of(text: str, start: int, end: int) -> str:
    """The hour before or after a day between two places, as written, or nothing."""
    before = _BEFORE.search(text, max(0, start - 60), start)
    if before:
        return before.group(1).strip(" ,")
    after = _AFTER.match(text, end)
    return after.group(1).strip(" ,") if after else ""
