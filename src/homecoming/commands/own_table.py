"""A reader's own table: what a command is told of it, and how it is read."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from homecoming.commands.policy import CommandError

if TYPE_CHECKING:
    from homecoming.published import PublishedTable

LAYOUTS = """\
The file is CSV (UTF-8, commas, decimal points), in one of two layouts. As the
table is printed:

    option,All,Town,Village
    Yes,57.5,60.0,55.0
    No,42.5,40.0,45.0

with a first column "question" if there are several. Or one row a figure, with
the columns question,option,kind,group,printed. Copy figures exactly:
58.0 says more than 58. A row such as "Yes + mostly yes" is a subtotal; a
column "Difference" holds differences in percentage points.
"""


def add_facts(command: argparse.ArgumentParser) -> None:
    """Add the options that tell what the paper says of the table and its people."""
    facts = command.add_argument_group("what the paper says")
    facts.add_argument("--title", help="title of the table; the file's name if left out")
    facts.add_argument("--people", type=_people, metavar="N", help="number of people asked")
    facts.add_argument("--whole", metavar="COLUMN", help="the column that counts the people of all others")
    facts.add_argument(
        "--group",
        action="append",
        default=[],
        type=_group,
        metavar="COLUMN=N",
        help="number of people in a column; may be given several times",
    )


def _people(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of people, such as 240")
    return int(text)


def _group(text: str) -> tuple[str, int]:
    name, equals, number = text.rpartition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a column and its number of people, such as Town=90"
        )
    return name, _people(number)


def load(options: argparse.Namespace) -> PublishedTable:
    """Read the table that the options describe.

    Raises
    ------
    CommandError
        If the options contradict each other or the table.
    homecoming.published.DataError
        If the file cannot be used.
    """
    from homecoming import published

    sizes = dict(options.group)
    if len(sizes) < len(options.group):
        raise CommandError("--group names a column twice: give each column one number of people.")
    people = options.people
    if people is None and options.whole and sizes and options.whole not in sizes:
        people = sum(sizes.values())
    try:
        table = published.load_csv(
            options.file, title=options.title, respondents=people, whole=options.whole, sizes=sizes or None
        )
    except published.DataError:
        raise
    except ValueError as error:
        # An option names a column that the table does not have.
        raise CommandError(str(error)) from error
    most = table.max_bases.get(options.whole, 0) if options.whole else 0
    parts = {name: n for name, n in sizes.items() if name != options.whole}
    if most and any(n > most for n in parts.values()):
        listed = ", ".join(f"{name} {number}" for name, number in parts.items())
        raise CommandError(f"A group is larger than the whole of {most}: {listed}. Correct the numbers.")
    return table
