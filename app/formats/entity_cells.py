"""Parties as a gazette prints them in one cell of a table: name, other names, then addresses."""

import re
from typing import Final

# What a firm is, not what it is called: a comma before one of these does not end the name.
_FIRM = (
    r"(?:co|company|corp|corporation|inc|incorporated|ltd|limited|llc|l\.l\.c|llp|lp|plc|pte|pty|"
    r"gmbh|s\.?a|s\.?r\.?l|b\.?v|n\.?v|a\.?g|a\.?s|fze|fzc|fzco|fz|jsc|ojsc|cjsc|pjsc|ooo|oao|zao|"
    r"sdn|bhd|kk|l\.t\.d|est|group)\b"
)
_NAME_ENDS: Final = re.compile(
    rf"\s*(?:,\s*(?:the following|(?:two|three|four|five|six|seven|eight|\d+|and)?\s*aliases)"
    rf"|[,;(—–-]?\s*\ba\.?k\.?a\b|[,;(]?\s*\bf\.?k\.?a\b|,(?!\s*{_FIRM})|;|\s[—–]\s)",
    re.IGNORECASE,
)
_ALIASES: Final = re.compile(
    r"\b[af]\.?k\.?a\.?,?(?:\s*,?\s*the following(?: [\w-]+)? alias(?:es)?)?\s*:?\s*", re.IGNORECASE
)
_BETWEEN_ALIASES: Final = re.compile(r"[;,]\s*(?:and\s+)?[—–]\s*|;\s*(?:and\s+)?|^\s*[—–]\s*")
# A full stop before the address ends the last alias; one behind a short form does not.
_ALIAS_ENDS: Final = re.compile(
    rf"(?<!\bSt)(?<!\bNo)(?<!\bDr)(?<!\b[A-Z])\.\s+(?=[A-Z0-9#])|,(?!\s*(?i:{_FIRM}))"
)
_PLAIN_AKA: Final = 120
# Entity, licence requirement, review policy, citation; a country may stand before them.
_FEWEST_CELLS: Final = 4
_CITED: Final = re.compile(r"\b\d{2,3}\s*F\.?\s*R\.?\s*(?:\[|\d)", re.IGNORECASE)
_LICENSED: Final = re.compile(r"subject to the EAR", re.IGNORECASE)


def entry_name(cell: str) -> str:
    """The name an entry goes by: its first words, up to an alias or the comma of an address."""
    found = _NAME_ENDS.search(cell, 1)
    return (cell[: found.start()] if found else cell).strip(" .,;:—–-") or cell


def aliases_in(cell: str) -> tuple[str, ...]:
    """Other names in a cell, in order; the last one ends where its address begins."""
    found = _ALIASES.search(cell)
    if found is None:
        return ()
    behind = cell[found.end() :]
    listed = "—" in behind or "–" in behind
    pieces = [one for one in _BETWEEN_ALIASES.split(behind) if one and one.strip()]
    if not listed:
        pieces = [behind[:_PLAIN_AKA]]
    names: list[str] = []
    for piece in pieces:
        end = _ALIAS_ENDS.search(piece, 1)
        names.append((piece[: end.start()] if end else piece).strip(" .,;:—–-()"))
        if end is not None and piece[end.end() :].strip(" .,"):
            break  # addresses stand behind it, divided by semicolons like the names
    return tuple(dict.fromkeys(name for name in names if name))


def printed_rows(text: str) -> tuple[tuple[str, str], ...]:
    """Country and entity of each row of a list that an amendment prints, in order.

    A rule prints its rows with the page left open ("91 FR [INSERT FR PAGE NUMBER]"), so a row is
    one by its cells: an entity, what needs a licence, and a citation at the end. The country is
    carried down from the last row that names one.
    """
    found: list[tuple[str, str]] = []
    country = ""
    for line in text.split("\n"):
        # An empty first cell leaves its stroke at the line's beginning.
        padded = f" {line}" if line.startswith("| ") else line
        cells = [cell.strip() for cell in padded.split(" | ")]
        if len(cells) < _FEWEST_CELLS:
            if len(cells) == 1 and line.strip().isupper():
                country = line.strip(" .")
            continue
        if not _CITED.search(cells[-1]) or not _LICENSED.search(line):
            continue
        if len(cells) > _FEWEST_CELLS:
            country, entity = cells[0] or country, cells[1]
        else:
            entity = cells[0]
        if entity and not entity.startswith("*"):
            found.append((country.strip(" ."), entity))
    return tuple(found)
