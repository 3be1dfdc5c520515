"""How much memory this process has ever held: its own, not that of whoever started it."""

import re
import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")
_HIGH_WATER = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


def peak_memory() -> int:
    """Bytes, at most, that lay in memory since this program began.

    What the system counts for a process begins with what its parent held before the program was
    loaded; where the kernel tells of the program alone, that is taken.
    """
    if _STATUS.exists():
        found = _HIGH_WATER.search(_STATUS.read_text())
        if found is not None:
            return int(found.group(1)) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
