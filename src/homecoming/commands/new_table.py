"""``homecoming new-table``: make a notebook page of a table."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from homecoming.commands import files, own_table, policy

if TYPE_CHECKING:
    from homecoming.published import PublishedTable

_ABOUT = f"""\
Make a notebook page of a table: set as printed, with an explorer, the people
behind it, and the audit. The page is written beside the file.

{own_table.LAYOUTS}
    homecoming new-table --example first-job.csv
    homecoming new-table first-job.csv --title "First job" --people 240
    jupyter lab first-job.ipynb

The first of these writes an invented table to try things on.
"""

_WHO = """\
Who made this table, where it was published, who was asked and how they were chosen: write it here, in your
own words."""
_IMPORT = "from homecoming import audit, explorers, published, recovery, typeset"
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
    command.add_argument("file", metavar="FILE.csv", help="the table; with --example, the file to write")
    command.add_argument("--example", action="store_true", help="write an invented table to FILE.csv instead")
    own_table.add_facts(command)
    command.add_argument("--force", action="store_true", help="replace a page or file that is there")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    file = Path(options.file)
    if options.example:
        return _write_example(file, options.force)
    table = own_table.load(options)
    page = file.with_suffix(".ipynb")
    files.refuse_existing(page, options.force)
    files.write(page, _notebook(table, file, options), replace=options.force)
    print(f"{page} is a page of {_size(table)}.")
    print(f"Next: jupyter lab {page}")
    return policy.DONE


def _write_example(file: Path, force: bool) -> int:
    from homecoming import published

    files.refuse_existing(file, force)
    files.write(file, published.EXAMPLE.read_text("utf-8"), replace=force)
    print(f"{file} holds an invented table of 240 people, 150 women and 90 men, with three errors in it.")
    print(f"Next: homecoming audit {file} --people 240 --whole All --group Women=150 --group Men=90")
    return policy.DONE


def _size(table: PublishedTable) -> str:
    questions, figures = len(table.questions), len(table.cells)
    return f"{questions} question{'s' * (questions != 1)} with {figures} figures"


def _notebook(table: PublishedTable, file: Path, options: argparse.Namespace) -> str:
    from homecoming.show.audit_report import CAREFUL

    facts = {
        "title": table.title,
        "respondents": table.respondents,
        "whole": table.whole,
        "sizes": dict(options.group) or None,
    }
    told = "".join(f", {name}={value!r}" for name, value in facts.items() if value)
    cells = [
        ("markdown", f"# {table.title}\n\n{_WHO}"),
        ("code", f"{_IMPORT}\n\ntable = published.load_csv({file.name!r}{told})\ntypeset.table(table)"),
        ("markdown", "## Explored"),
        ("code", "explorers.explore(table)"),
        ("markdown", "## The people behind the percentages"),
        ("code", "{(item.question.wording, *item.groups): item.choice for item in recovery.items(table)}"),
        ("markdown", f"## Checked\n\n{CAREFUL}"),
        ("code", 'typeset.findings(audit.table(table), caption="What the checks say")'),
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
