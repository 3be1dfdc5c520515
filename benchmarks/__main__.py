"""Every benchmark at the sizes asked for: python -m benchmarks [--gate] [--documents N]..."""

import argparse
import platform
from collections.abc import Sequence
from os import cpu_count

from benchmarks import ingest, search

_SIZES = (20_000,)
_SIZES_AT_GATE = (20_000, 200_000, 1_000_000)
# Beyond this the peer's index takes longer to build than all the rest.
_LARGEST_WITH_PEER = 200_000


def main(argv: Sequence[str] | None = None) -> None:
    """Run them one after another and print what they measured."""
    parser = argparse.ArgumentParser(description=__doc__, prog="benchmarks")
    parser.add_argument("--gate", action="store_true", help="the sizes of the release gate")
    parser.add_argument("--documents", type=int, action="append", help="a size; may be repeated")
    asked = parser.parse_args(argv)
    sizes = asked.documents or (_SIZES_AT_GATE if asked.gate else _SIZES)
    print(f"Python {platform.python_version()}, {platform.machine()}, {cpu_count()} processors")
    for size in sizes:
        print(f"\n== {size:,} documents: bytes to searchable ==")
        ingest.main(["--documents", str(size)])
        print(f"\n== {size:,} documents: one search page ==")
        without_peer = ["--without-peer"] if size > _LARGEST_WITH_PEER else []
        search.main(["--documents", str(size), *without_peer])


if __name__ == "__main__":
    main()
