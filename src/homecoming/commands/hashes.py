"""``homecoming hashes``: check the data package, and bring its hashes up to date."""

from __future__ import annotations

import argparse
from typing import Any

from homecoming.commands import policy

_ABOUT = f"""\
Read every file of the data package, and write the hash and size of those that
changed into datapackage.json. The package is the folder that the environment
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
