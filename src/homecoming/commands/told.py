"""What a person tells a command of a printed table: the options of ``read`` and ``audit``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TypeVar

from homecoming.commands.policy import CommandError
from homecoming.errors import NoSuchNameError
from homecoming.reading.corrections import (
    BLOCK_KINDS,
    COLUMN_ROLES,
    LAYOUTS,
    MOST_PEOPLE,
    ROW_ROLES,
    Corrections,
)

FORMATS = """\
FILE is CSV, TSV, XLSX, HTML, Markdown, or plain text with columns two or more
spaces apart; - reads what you paste or pipe. The table stands in it as it is
printed: a column a group, a row an answer, cells such as 57.5, 92 (30.7) or
92/300. Copy figures exactly: 58.0 says more than 58.
"""


Key = TypeVar("Key")
Value = TypeVar("Value")


def add(command: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    facts = command.add_argument_group("what the paper says")
    facts.add_argument("--title", help="title of the table")
    facts.add_argument("--people", type=_people, metavar="N", help="number of people asked")
    facts.add_argument("--whole", metavar="COLUMN", help="the column that counts the people of all others")
    _several(facts, "--base", "--group", type=_base, metavar="COLUMN=N", help="number of people in a column")
    _several(
        facts,
        "--block-base",
        type=_block_base,
        metavar="HEADING=N",
        help="number of people who answered a block; of one column: HEADING::COLUMN=N",
    )
    for name, words in (
        ("several", "people could give several answers"),
        ("weighted", "percentages are weighted"),
        ("truncated", "percentages are cut off, not rounded"),
        ("adjusted", "percentages were made to add up to 100"),
    ):
        facts.add_argument(f"--{name}", action=argparse.BooleanOptionalAction, default=None, help=words)
    layout = command.add_argument_group("how the table is laid out, if it is read wrongly")
    layout.add_argument("--layout", choices=LAYOUTS, help=_listed(LAYOUTS))
    layout.add_argument("--transposed", action="store_true", default=None, help="swap rows and columns")
    layout.add_argument("--header-rows", type=_few, metavar="N", help="how many rows name the columns")
    layout.add_argument("--decimal", choices=(".", ","), help="the sign before decimals")
    _several(
        layout,
        "--block",
        type=_pair(BLOCK_KINDS, "kind of block"),
        metavar="HEADING=KIND",
        help=f"what the rows of a block are. {_listed(BLOCK_KINDS)}",
    )
    _several(layout, "--block-row", metavar="ROW", help="a row (label or number) at which a block begins")
    _several(
        layout,
        "--column",
        type=_pair(COLUMN_ROLES, "role of a column"),
        metavar="COLUMN=ROLE",
        help=f"what a column is. {_listed(COLUMN_ROLES)}",
    )
    _several(
        layout,
        "--row",
        type=_pair(ROW_ROLES, "role of a row"),
        metavar="ROW=ROLE",
        help=f"what a row is. {_listed(ROW_ROLES)}",
    )
    which = command.add_argument_group("which table")
    which.add_argument("--table", metavar="NAME", help="a sheet of a workbook, or 2 for the second table")
    which.add_argument("--encoding", metavar="NAME", help="how to read a text that is not UTF-8: cp1251, ...")
    which.add_argument("--no-sidecar", action="store_true", help="leave out FILE.reading.json")


def corrections(options: argparse.Namespace) -> Corrections:
    """Gather what the options tell.

    Raises
    ------
    CommandError
        If two of them contradict each other.

    Examples
    --------
    >>> parser = argparse.ArgumentParser()
    >>> add(parser)
    >>> corrections(parser.parse_args(["--group", "Town=90", "--weighted"])).bases
    {'Town': 90}
    """
    told = Corrections(
        title=options.title,
        layout=options.layout,
        transposed=options.transposed,
        header_rows=options.header_rows,
        people=options.people,
        whole=options.whole,
        bases=_once(options.base, "--group", "column", "number of people"),
        block_bases=_once(options.block_base, "--block-base", "block", "number of people"),
        blocks=_once(options.block, "--block", "block", "kind"),
        block_rows=tuple(options.block_row),
        columns=_once(options.column, "--column", "column", "role"),
        rows=_once(options.row, "--row", "row", "role"),
        several=options.several,
        weighted=options.weighted,
        truncated=options.truncated,
        adjusted=options.adjusted,
        decimal=options.decimal,
    )
    most = told.bases.get(told.whole, told.people) if told.whole else told.people
    groups = {name: n for name, n in told.bases.items() if name != told.whole}
    if most and any(n > most for n in groups.values()):
        listed = ", ".join(f"{name} {number}" for name, number in groups.items())
        raise CommandError(f"A group is larger than the whole of {most}: {listed}. Correct the numbers.")
    return told


def ask_for_paste(files: Sequence[str]) -> None:
    """Say what a command waits for, if it reads what somebody types.

    Examples
    --------
    >>> ask_for_paste(["table.csv"])
    """
    if "-" in files and sys.stdin.isatty():
        print("Paste the table, then press Ctrl-D (on Windows Ctrl-Z and Enter).", file=sys.stderr)


def _several(group: argparse._ArgumentGroup, *names: str, help: str, **settings: object) -> None:
    group.add_argument(*names, action="append", default=[], help=f"{help} (repeatable)", **settings)  # type: ignore[arg-type]


def _listed(names: dict[str, str]) -> str:
    return "; ".join(f"{name}: {words}" for name, words in names.items()).replace("%", "%%")


def _once(pairs: list[tuple[Key, Value]], option: str, named_by: str, noun: str) -> dict[Key, Value]:
    named = dict(pairs)
    if len(named) < len(pairs):
        raise CommandError(f"{option} names a {named_by} twice: give each {named_by} one {noun}.")
    return named


def _people(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:12]) <= MOST_PEOPLE:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of people, such as 240")
    return int(text)


def _few(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:6]) > 50:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of rows, such as 2")
    return int(text)


def _base(text: str) -> tuple[str, int]:
    name, equals, number = text.rpartition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a column and its number of people, such as Town=90"
        )
    return name, _people(number)


def _block_base(text: str) -> tuple[tuple[str, str], int]:
    name, number = _base(text)
    heading, _, column = name.partition("::")
    return (heading, column), number


class _pair:
    """Reads ``NAME=VALUE`` with one of a few values."""

    def __init__(self, values: dict[str, str], kind: str):
        self.values, self.kind = values, kind

    def __call__(self, text: str) -> tuple[str, str]:
        name, equals, value = text.rpartition("=")
        if not equals:
            example = f"NAME={next(iter(self.values))}"
            raise argparse.ArgumentTypeError(f"{text!r} has no {self.kind}: write {example}")
        if value not in self.values:
            raise argparse.ArgumentTypeError(str(NoSuchNameError(self.kind, value, self.values)))
        return name, value
