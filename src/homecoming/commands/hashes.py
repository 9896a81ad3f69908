"""``homecoming hashes``: check the data package, and bring its hashes up to date."""

from __future__ import annotations

import argparse
from typing import Any

from homecoming.commands import policy

_ABOUT = f"""\
Read every file of the data package, hold the verdicts of its claims against the
computed ones, and write the hash and size of files that changed into
datapackage.json. The package is the folder that the environment
variable HOMECOMING_DATA names, or else the data of the book.

    homecoming hashes
    homecoming hashes --check
    HOMECOMING_DATA=my-study homecoming hashes

{policy.STATUSES}
"""


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Describe the subcommand and its options."""
    command = commands.add_parser(
        "hashes",
        help="check the data package and write the hashes of changed files",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("--check", action="store_true", help="only say what is out of date")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from homecoming import published

    found = published.check_package()
    for study in published.studies():
        _check_verdicts(study)
    noun = "table" if found.tables == 1 else "tables"
    print(
        f"{found.tables} {noun} with {found.figures} figures, {found.text_figures} figures of running text: "
        "all valid."
    )
    if options.check:
        for path in found.stale:
            print(f"The hash of {path} is out of date. If that was meant, run: homecoming hashes")
        return policy.FINDINGS if found.stale else policy.DONE
    for path in published.update_hashes():
        print(f"Updated the hash of {path}.")
    return policy.DONE


def _check_verdicts(study: str) -> None:
    """Refuse a claim whose verdict in the file is not the one that its formulas give."""
    from homecoming import published
    from homecoming.checks import claims

    stored, computed = claims.stored_verdicts(study), claims.table(study)["verdict"]
    for claim, verdict in stored.items():
        if verdict != computed[claim]:
            rows = published.records(f"{study}/claims.csv", claims.COLUMNS)
            row = next(one for one in rows if one["id"] == claim)
            raise row.error(
                f"{verdict!r} for the claim {claim!r}",
                f"{computed[claim]!r}, as its formulas give",
                "Correct the verdict, or the formulas.",
                "verdict",
            )
