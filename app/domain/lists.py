"""What a list is as a whole, beside the entries that stand on it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSnapshot:
    """What one capture says of one list as a whole; its rows are the capture's entries of it.

    `current_on` is the day on which the bytes themselves say the list was current. `flaw` says why
    these rows may not be all of the list (the file is cut short, or counts more than it holds); it
    is `None` where nothing speaks against their being all. `one_of_many` says that its file should
    hold several lists whole each time, so that a list that is missing from it is noticed.
    """

    list_key: str
    current_on: date | None = None
    flaw: str | None = None
    one_of_many: bool = False
