"""How much an audit finds: correct tables at random, and the same with one digit changed.

    python tools/misprints.py            # 200 tables of each kind
    python tools/misprints.py 500        # as many as that
    python tools/misprints.py 50 "net rows"

Each kind has one line of numbers of tables:

false                 correct ones in which something is found; it should be none
misread               correct ones of which the reading is not as it should be, though nothing may be found
refused               those of which the audit says that it cannot read them
can                   changed ones that no people can have given: these can be found
if read rightly       those of them in which something is found if the reading has no fault
found                 those of them in which something is found
named                 those of them in which the place of the change is named
cannot                changed ones that people can have given all the same
found of the others   those of them in which something is found
ms                    milliseconds a table
"""

from __future__ import annotations

import sys
from collections import Counter
from random import Random
from time import perf_counter

from tables_at_random import KINDS, Made, make, misprint, misread, possible, true_reading

from homecoming.checks.judge import judge
from homecoming.checks.judged import Disagreement, Judgement
from homecoming.published.data_error import DataError
from homecoming.reading.corrections import Corrections
from homecoming.reading.grids import grids_from_text
from homecoming.reading.layouts import read

COLUMNS = (
    "false",
    "misread",
    "refused",
    "can",
    "if read rightly",
    "found",
    "named",
    "cannot",
    "found of the others",
    "ms",
)


def judged(made: Made) -> Judgement:
    """Read and judge a table as it is printed."""
    grid, *_ = grids_from_text(made.text, "table.csv")
    return judge(read(grid, Corrections(**made.told)))


def names(finding: Disagreement, place: tuple[int, int]) -> bool:
    """Whether a finding names the place, or the row or column in which it is."""
    row, column = finding.place
    return (row in (0, place[0])) and (column in (0, place[1], place[1] - 1, place[1] + 1))


def report(kind: str, tables: int) -> str:
    """One line of figures for a kind."""
    number: Counter[str] = Counter()
    begun = perf_counter()
    for seed in range(tables):
        made = make(kind, Random(f"{kind} {seed}"))
        changed, place, _, _ = misprint(made, Random(seed))
        can = not possible(changed)
        number["can" if can else "cannot"] += 1
        number["if read rightly"] += can and bool(judge(true_reading(changed)).findings)
        try:
            judgement = judged(made)
            findings = judged(changed).findings
        except DataError as error:
            number["refused"] += 1
            print(f"{kind} {seed}: {error}", file=sys.stderr)
            continue
        number["false"] += bool(judgement.findings)
        number["misread"] += bool(misread(judgement.reading, made))
        number["found"] += can and bool(findings)
        number["named"] += can and any(names(finding, place) for finding in findings)
        number["found of the others"] += not can and bool(findings)
    number["ms"] = round(500 * (perf_counter() - begun) / tables)
    return f"{kind:26}" + "".join(f"{number[name]:>{len(name) + 2}}" for name in COLUMNS)


def main(arguments: list[str]) -> None:
    """Print the report."""
    tables = int(arguments[0]) if arguments else 200
    print(f"{f'of {tables} tables each':26}" + "".join(f"  {name}" for name in COLUMNS))
    for kind in arguments[1:] or KINDS:
        print(report(kind, tables), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
