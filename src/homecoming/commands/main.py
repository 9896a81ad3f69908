"""The command line ``homecoming``: every subcommand has a module of its own, and this one gathers them.

A subcommand's module offers ``add(commands)``, which describes its options, and imports what is slow only
when it runs, so that ``homecoming --help`` answers at once.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from homecoming.commands import (
    audit_table,
    exercises,
    grade,
    hashes,
    instructor,
    new_study,
    new_table,
    policy,
    read_table,
    release,
)

_SUBCOMMANDS = (read_table, audit_table, new_table, new_study, exercises, instructor, release, grade, hashes)

_EPILOG = f"""\
example:
    homecoming audit table.csv

homecoming COMMAND --help says more of each, with examples.

{policy.STATUSES}
"""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help that leaves room for the names of the subcommands: argparse forgets how far they are indented."""

    def __init__(self, prog: str):
        super().__init__(prog)
        self._action_max_length = 4 + max(len(module.__name__.rpartition(".")[2]) for module in _SUBCOMMANDS)


class _Version(argparse.Action):
    """``--version``; the version is looked up when it is asked for, since that takes a while."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib import metadata

        print(f"homecoming {metadata.version('homecoming')}")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="homecoming",
        description="Audit published tables of percentages, and work on the book.",
        epilog=_EPILOG,
        formatter_class=_Help,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for subcommand in _SUBCOMMANDS:
        subcommand.add(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the ``homecoming`` command.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``homecoming``; those of the command line if left out.

    Returns
    -------
    int
        The exit status: see :mod:`homecoming.commands.policy`.

    Examples
    --------
    >>> main(["audit", "no-such-file.csv"])
    2
    """
    return policy.run(_parser().parse_args(arguments))
