"""Ten thousand names against a list of 25,921 entries, beside trying every name with every other.

    python -m benchmarks.screening [NAMES]

CPU seconds of this process: another program on the machine does not change them, and the ratio to
the naive way is taken in the same run.
"""

import json
import random
import sys
from collections.abc import Sequence
from time import process_time
from typing import Final

from rapidfuzz import fuzz, process, utils

from app.comparison.screening import ListedName, NameIndex

ENTRIES: Final = 25_921
NAIVE: Final = 40
SYLLABLES: Final = (
    *("ka", "lo", "mi", "ter", "van", "shu", "bei", "ron", "das", "el", "qui", "nor", "vos"),
    *("tan", "gri", "pel", "zhu", "mar", "dov", "hin", "sa", "ber", "lin", "ost", "fa", "yu"),
)
KINDS: Final = ("Trading", "Technology", "Shipping", "Electronics", "Industries", "Bank", "Foundry")
FORMS: Final = ("Co., Ltd.", "LLC", "JSC", "Inc.", "GmbH", "")


def made_up(total: int, chance: random.Random) -> list[str]:
    """Names of firms and people with common words in the measure that lists have them."""
    return [
        " ".join(
            (
                *("".join(chance.choices(SYLLABLES, k=chance.randint(3, 4))).title() for _ in "ab"),
                chance.choice(KINDS),
                chance.choice(FORMS),
            )
        ).strip()
        for _ in range(total)
    ]


def asked_of(names: Sequence[str], total: int, chance: random.Random) -> list[str]:
    """Half of what is asked is on the list, with a slip; the other half is not."""
    found = []
    for number in range(total):
        if number % 2:
            found += made_up(1, chance)
            continue
        name = chance.choice(names)
        at = chance.randrange(len(name))
        found.append(name[:at] + chance.choice("aeiou") + name[at + 1 :])
    return found


def main(total: int) -> dict[str, object]:
    """Measure both ways and say what came of it."""
    chance = random.Random(11)
    names = made_up(ENTRIES, chance)
    asked = asked_of(names, total, chance)
    begun = process_time()
    index = NameIndex(
        ListedName(
            entry=str(at), list_key="x", name=name, primary=name, is_alias=False, countries=()
        )
        for at, name in enumerate(names)
    )
    built = process_time()
    matched = sum(bool(index.matches(name)) for name in asked)
    screened = process_time()
    ready = [utils.default_process(name) for name in names]
    naive_from = process_time()
    for name in asked[:NAIVE]:
        process.extract(
            utils.default_process(name), ready, scorer=fuzz.token_set_ratio, score_cutoff=85
        )
    naive = (process_time() - naive_from) / NAIVE * total
    return {
        "entries": ENTRIES,
        "names": total,
        "index_cpu_s": round(built - begun, 2),
        "screen_cpu_s": round(screened - built, 2),
        "with_matches": matched,
        "naive_cpu_s_estimated": round(naive, 1),
        "naive_sample": NAIVE,
        "times_faster": round(naive / (screened - begun), 1),
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000), indent=2))
