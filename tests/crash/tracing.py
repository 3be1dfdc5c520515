"""A process stopped for ever at the very write we choose, whoever in it writes.

The kernel counts: a filter on the child's system calls hands every call that changes a file or
speaks to a database to the parent before it is done, and at the chosen one the child is killed.
So SQLite's pages, PostgreSQL's messages, the index's commit and the renaming of its position file
are all hit, from Python, C and Rust alike, with nothing of the product patched.
"""

import ctypes
import os
import platform
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

# write, pwrite64, writev, sendto, sendmsg, fsync, fdatasync, ftruncate, rename*, mkdir*, unlink*
_CALLS = {
    "x86_64": (1, 18, 20, 44, 46, 74, 75, 77, 82, 83, 87, 258, 263, 264, 316),
    "aarch64": (64, 68, 66, 206, 211, 82, 83, 46, 38, 34, 35, 276),
}
_TRACEME, _CONT, _SETOPTIONS = 0, 7, 0x4200
# Clones and forks are traced too, filtered calls reported, and all ends with the one who counts.
_OPTIONS = 0x2 | 0x4 | 0x8 | 0x80 | 0x100000
_EVENT_SECCOMP = 7
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_LOAD_NUMBER, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_TELL_TRACER, _ALLOW = 0x7FF00000, 0x7FFF0000
_ANY_THREAD = 0x40000000
_REFUSED = 113
_PASSED_ON = (signal.SIGSTOP, signal.SIGTRAP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a run ended: its exit code (`None` where it was killed) and the writes it began."""

    code: int | None
    writes: int


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("jump_true", ctypes.c_uint8),
        ("jump_false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("filter", ctypes.POINTER(_Instruction)))


def can_trace() -> str | None:
    """Why this machine cannot count another process's writes; `None` where it can."""
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return "counting another process's writes needs Linux on x86-64 or ARM64"
    if run_until(lambda: os._exit(0), None).code == _REFUSED:
        return "this machine lets no process trace its own child"
    return None


def run_until(work: Callable[[], object], last: int | None) -> Ended:
    """Fork, do the work in the child, and kill it before its write number `last` is done."""
    pid = os.fork()
    if pid == 0:
        _be_traced()
        work()
        sys.exit(0)
    return _count(pid, last)


def _count(main: int, last: int | None) -> Ended:
    writes, code, watched = 0, None, False
    while True:
        try:
            pid, status = os.waitpid(-1, _ANY_THREAD)
        except ChildProcessError:
            return Ended(code=code, writes=writes)
        if not os.WIFSTOPPED(status):
            if pid == main:
                code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
            continue
        if not watched:
            watched = True
            _ptrace(_SETOPTIONS, main, _OPTIONS)
        if status >> 16 == _EVENT_SECCOMP:
            writes += 1
            if writes == last:
                os.kill(main, signal.SIGKILL)
        sent = os.WSTOPSIG(status)
        _ptrace(_CONT, pid, 0 if status >> 16 or sent in _PASSED_ON else sent)


def _be_traced() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if _ptrace(_TRACEME, 0, 0) != 0:
        _refuse()
    os.kill(os.getpid(), signal.SIGSTOP)
    calls = _CALLS[platform.machine()]
    steps = [_Instruction(_LOAD_NUMBER, 0, 0, 0)]
    steps += [
        _Instruction(_JUMP_IF_EQUAL, len(calls) - done, 0, number)
        for done, number in enumerate(calls)
    ]
    steps += [_Instruction(_RETURN, 0, 0, _ALLOW), _Instruction(_RETURN, 0, 0, _TELL_TRACER)]
    program = _Program(len(steps), (_Instruction * len(steps))(*steps))
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        _refuse()
    if libc.prctl(_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0) != 0:
        _refuse()


def _refuse() -> NoReturn:
    os._exit(_REFUSED)


def _ptrace(request: int, pid: int, value: int) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.restype = ctypes.c_long
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    return int(libc.ptrace(request, pid, None, value))
