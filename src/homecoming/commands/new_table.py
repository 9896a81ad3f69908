"""``homecoming new-table``: make a notebook page of a table."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from homecoming.commands import files, policy, told
from homecoming.visible import visible

if TYPE_CHECKING:
    from homecoming.reading.printed import Reading

_ABOUT = f"""\
Make a notebook page of a printed table: how it is read, an explorer and the
people behind it where its questions allow that, and the audit. The page is
written beside the file.

{told.FORMATS}
    homecoming new-table --example first-job.csv
    homecoming new-table first-job.csv --title "First job" --whole All
    jupyter lab first-job.ipynb

The first of these writes an invented table to try things on.
"""

_WHO = """\
Who made this table, where it was published, who was asked and how they were chosen: write it here, in your
own words."""
#: An explorer's chart has so many colours.
_MOST_GROUPS = 6
_READ = """\
What does the table say, of whom? What does it not say? Compare each sentence of the paper with its cell."""


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Describe the subcommand and its options."""
    command = commands.add_parser(
        "new-table",
        help="make a notebook page of a table",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("file", metavar="FILE", help="the table; with --example, the file to write")
    command.add_argument("--example", action="store_true", help="write an invented table to FILE instead")
    told.add(command)
    command.add_argument("--force", action="store_true", help="replace a page or file that is there")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if options.file == "-":
        raise policy.CommandError("A page needs a file: save what you would paste first.")
    file = Path(options.file)
    if options.example:
        return _write_example(file, options.force)
    from homecoming.reading.sidecar import as_dict
    from homecoming.show import printed_tables

    facts = {"table": options.table, "encoding": options.encoding, "use_sidecar": not options.no_sidecar}
    facts |= as_dict(told.corrections(options))
    shown = printed_tables.read(file, **facts)
    page = file.with_suffix(".ipynb")
    files.refuse_existing(page, options.force)
    notebook = _notebook(shown.reading, file, facts)
    files.write(page, notebook, replace=options.force)
    figures = sum(cell is not None for _, line in shown.reading.lines() for cell in line.cells)
    print(f"{page} is a page of a table with {figures} figures.")
    print(f"Next: jupyter lab {page}")
    return policy.DONE


def _write_example(file: Path, force: bool) -> int:
    from homecoming import published

    files.refuse_existing(file, force)
    files.write(file, published.EXAMPLE.read_text("utf-8"), replace=force)
    print(f"{file} holds an invented table of 240 people, 150 women and 90 men, with three errors in it.")
    print(f"Next: homecoming audit {file} --people 240 --whole All --group Women=150 --group Men=90")
    return policy.DONE


def _notebook(reading: Reading, file: Path, facts: dict[str, object]) -> str:
    from homecoming.show.finding_words import CAREFUL

    usual = {"table": None, "encoding": None, "use_sidecar": True}
    said = {name: value for name, value in facts.items() if name not in usual or value != usual[name]}
    arguments = "".join(f", {name}={value!r}" for name, value in said.items())
    cells = [
        ("markdown", f"# {_plain(reading.title)}\n\n{_WHO}"),
        (
            "code",
            "from homecoming import printed_tables\n\n"
            f"table = printed_tables.read({file.name!r}{arguments})\ntable",
        ),
        *_explored(reading),
        ("markdown", f"## Checked\n\n{CAREFUL}"),
        ("code", f"printed_tables.audit({file.name!r}{arguments})"),
        ("markdown", f"## Read\n\n{_READ}"),
    ]
    made: list[dict[str, object]] = [
        {
            "cell_type": kind,
            "id": f"cell-{number}",
            "metadata": {},
            "source": text.splitlines(keepends=True),
            **({"execution_count": None, "outputs": []} if kind == "code" else {}),
        }
        for number, (kind, text) in enumerate(cells, start=1)
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    notebook = {"cells": made, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _plain(title: str) -> str:
    """A title that is text in Markdown, whatever a file says: no tag, no link, no line of its own."""
    return re.sub(r"([\\`*_\[\]<>&#|])", r"\\\1", " ".join(visible(title).split()))


def _explored(reading: Reading) -> list[tuple[str, str]]:
    """The cells that explore a table; none if no question of it can be explored."""
    from homecoming.reading.conversion import published_table

    try:
        questions = published_table(reading)
    except ValueError:
        return []
    if len(questions.groups) > _MOST_GROUPS:
        return []  # an explorer has no more colours
    return [
        ("markdown", "## Explored"),
        (
            "code",
            "from homecoming import explorers, recovery\n"
            "from homecoming.reading.conversion import published_table\n\n"
            "questions = published_table(table.reading)\nexplorers.explore(questions)",
        ),
        ("markdown", "## The people behind the percentages"),
        (
            "code",
            "{(item.question.wording, *item.groups): item.choice for item in recovery.items(questions)}",
        ),
    ]
