"""Where the recorded material lies that some tests read, outside the project."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VARIABLE = "ONRECORD_SHARED"


def shared_folder() -> Path:
    """The folder that `ONRECORD_SHARED` names, from the project's root; it need not be there."""
    return (ROOT / os.environ.get(VARIABLE, "../shared")).resolve()
