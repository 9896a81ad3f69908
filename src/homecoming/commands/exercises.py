"""``homecoming exercises``: write the exercises into the pages of the book, without their solutions."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from homecoming.commands import policy

_ABOUT = f"""\
Write the exercises of exercises/ into the pages of book/, each solution
replaced by a stub, and bring the lists of exercises in book/teaching/ up to
date.

    homecoming exercises
    homecoming exercises --check

{policy.STATUSES}
"""


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Describe the subcommand and its options."""
    command = commands.add_parser(
        "exercises",
        help="write exercises and stubs into the pages of the book",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("--check", action="store_true", help="only say what is out of date")
    command.add_argument("--root", type=Path, default=Path(), help="the repository (default: here)")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from homecoming.teach import editions

    root = options.root.resolve()
    stale = editions.write_public(root, write=not options.check)
    for place in stale:
        print(f"{'out of date' if options.check else 'wrote'}: {place.relative_to(root)}")
    return policy.FINDINGS if options.check and stale else policy.DONE
