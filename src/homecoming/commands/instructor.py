"""``homecoming instructor``: write the sources of the instructor's edition."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from homecoming.commands import policy

_ABOUT = f"""\
Write the sources of the instructor's edition into a folder: the whole book,
with solutions, notes for the teacher and the problem sets. What stands in the
folder is replaced.

    homecoming instructor --out _instructor
    jupyter-book build -W --keep-going _instructor

{policy.STATUSES}
"""


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Describe the subcommand and its options."""
    command = commands.add_parser(
        "instructor",
        help="write the sources of the instructor's edition",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "--out", type=Path, default=Path("_instructor"), help="where to (default: _instructor)"
    )
    command.add_argument("--root", type=Path, default=Path(), help="the repository (default: here)")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from homecoming.teach import editions

    print(editions.write_instructor(options.root.resolve(), options.out))
    return policy.DONE
