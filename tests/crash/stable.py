"""A process with the product loaded, which forks once for every run asked of it.

Loading takes two seconds and a run of the command a third of one: so the command is started by
forking, with its own arguments, environment and output, and ends as any other does.

python -m tests.crash.stable: a JSON object a line in, one a line out.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from app.cli.main import run
from app.sources import all_sources
from tests.crash.tracing import Ended, can_trace, run_until
from tests.recorded import ROOT


@dataclass(frozen=True, slots=True)
class Stable:
    """The process that forks, as a test speaks to it."""

    process: "subprocess.Popen[str]"

    def why_not(self) -> str | None:
        """Why nothing can be counted here; `None` where it can."""
        said = self._ask({"can": True})["why_not"]
        return None if said is None else str(said)

    def run(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        *,
        output: str = os.devnull,
        last: int | None = None,
    ) -> Ended:
        """Run the command with these arguments, killed before its write number `last`."""
        said = self._ask(
            {
                "arguments": list(arguments),
                "environment": dict(environment),
                "output": output,
                "last": last,
            }
        )
        code = said["code"]
        assert code is None or isinstance(code, int)
        return Ended(code=code, writes=int(str(said["writes"])))

    def _ask(self, asked: Mapping[str, object]) -> dict[str, object]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        answer: dict[str, object] = json.loads(self.process.stdout.readline())
        return answer


@contextmanager
def opened() -> Iterator[Stable]:
    """A stable for as long as the block runs."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.crash.stable"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Stable(process)
        assert process.stdin is not None
        process.stdin.close()


def _command(arguments: list[str], environment: dict[str, str], output: str) -> None:
    os.environ.update(environment)
    sink = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(sink, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.argv = ["onrecord", *arguments]
    run()


def _serve(asked: IO[str], answers: IO[str]) -> None:
    all_sources()
    for line in asked:
        wanted = json.loads(line)
        if "can" in wanted:
            said: dict[str, object] = {"why_not": can_trace()}
        else:
            ended = run_until(
                lambda wanted=wanted: _command(  # type: ignore[misc]  # a default holds the line
                    wanted["arguments"], wanted["environment"], wanted["output"]
                ),
                wanted["last"],
            )
            said = {"code": ended.code, "writes": ended.writes}
        print(json.dumps(said), file=answers, flush=True)


if __name__ == "__main__":
    _serve(sys.stdin, sys.stdout)
