"""SQLite takes one writer at a time: those who want to write stand in line for their turn.

Its own way is to try again after a sleep, in which whoever comes later may be quicker: of sixteen
busy writers, some then waited for eight seconds. A lock that the system hands on keeps them in
line.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from threading import RLock
from types import TracebackType

if sys.platform != "win32":
    import fcntl


class Turn:
    """The right to write to one file, handed on among the threads and processes that want it.

    It may be taken again by the thread that has it. A process that dies lets go of it. Where the
    file of the line cannot be made, as on a full disk, there is no line, and SQLite decides.
    """

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(f"{database.name}-turn")
        self._threads = RLock()
        self._depth = 0
        self._file: int | None = None

    def __enter__(self) -> None:
        """Wait for the turn."""
        self._threads.acquire()
        self._depth += 1
        if self._depth == 1:
            with suppress(OSError):
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                _stand_in_line(self._file)

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Hand it on."""
        self._depth -= 1
        if self._depth == 0 and self._file is not None:
            # Whoever waits is let in when it is closed.
            os.close(self._file)
            self._file = None
        self._threads.release()


def _stand_in_line(file: int) -> None:
    """Wait until the system hands the lock on; where it has none, SQLite's own way has to do."""
    if sys.platform != "win32":
        fcntl.flock(file, fcntl.LOCK_EX)
