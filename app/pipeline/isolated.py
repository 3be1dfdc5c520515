"""Bytes that may crash, hang or swell what opens them are opened in a child with limits.

The child is given nothing but the bytes, and nothing but bytes is taken from it: what it says is
read as JSON by a reader, never loaded as objects. Its end is never ours.

python -m app.pipeline.isolated MODULE FUNCTION: bytes in, bytes out.
"""

import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from app.errors import FormatError

_REFUSED: Final = 65
_MEMORY = 512 * 1024 * 1024
_PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a child may take, by the clock on the wall, and how much memory it may hold."""

    seconds: int = 30
    memory: int = _MEMORY


def open_apart(
    opener: Callable[[bytes], bytes], body: bytes, limits: Limits | None = None
) -> bytes:
    """What a function of some module makes of bytes, in a process of its own.

    Raises `FormatError` where it refuses the bytes, or crashes, or passes a limit.
    """
    limits = limits or Limits()
    command = [sys.executable, "-m", __name__, opener.__module__, opener.__qualname__]
    try:
        done = subprocess.run(
            [*command, str(limits.seconds), str(limits.memory)],
            input=body,
            capture_output=True,
            cwd=_PROJECT,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FormatError(
            f"it could not be opened within {limits.seconds} seconds and was given up; "
            "split it, or hand over its text"
        ) from None
    if done.returncode == 0:
        return done.stdout
    raise FormatError(_why(done.returncode, done.stderr.decode("utf-8", "replace"), limits))


def _why(code: int, said: str, limits: Limits) -> str:
    if code == _REFUSED:
        return said.strip()
    if "MemoryError" in said:
        return (
            f"opening it needs more than {limits.memory // 2**20} MiB and was given up; split it, "
            "or hand over its text"
        )
    cause = (
        _named_signal(-code) if code < 0 else (said.strip().splitlines() or [f"code {code}"])[-1]
    )
    return (
        f"the process that opened it ended early ({cause}); its bytes are kept: please report it "
        "with the file, and hand over its text"
    )


def _named_signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _child(module: str, function: str, seconds: str, memory: str) -> int:
    opener: Callable[[bytes], bytes] = getattr(import_module(module), function)
    _limit(int(seconds), int(memory))
    try:
        opened = opener(sys.stdin.buffer.read())
    except FormatError as fault:
        print(fault, file=sys.stderr)
        return _REFUSED
    sys.stdout.buffer.write(opened)
    return 0


def _limit(seconds: int, memory: int) -> None:
    """Processor time, memory and files are the system's to refuse; Windows knows no such limits."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    sys.exit(_child(*sys.argv[1:]))
