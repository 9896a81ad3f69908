"""``homecoming read``: show how a printed table is understood, before anything is judged."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from homecoming.commands import files, policy, told

_ABOUT = f"""\
Show how a printed table is read: which columns are groups, which rows belong
together, which numbers of people are printed, what was left out, and how sure
that is. Nothing is judged; "homecoming audit" does that with the same reading.

{told.FORMATS}
If something is read wrongly, say it with the options below, or write the small
file FILE.reading.json beside the table and edit it:

    homecoming read table.csv
    homecoming read table.csv --base Town=90 --block "Education=distribution"
    homecoming read table.xlsx --table "Sheet 2" --write

{policy.STATUSES}
"""


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Describe the subcommand and its options."""
    command = commands.add_parser(
        "read",
        help="show how a table is read, before it is audited",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("file", metavar="FILE", help="the table")
    told.add(command)
    command.add_argument("--write", action="store_true", help="also write FILE.reading.json, to be edited")
    command.add_argument("--force", action="store_true", help="replace a FILE.reading.json that is there")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from homecoming.reading import opened, raw_files, sidecar
    from homecoming.show.reading_report import ReadingReport
    from homecoming.visible import visible

    corrections = told.corrections(options)
    beside = sidecar.beside(Path(options.file))
    if options.write:
        if options.file == "-":
            raise policy.CommandError("--write needs a file: save what you pasted first.")
        files.refuse_irregular(beside)
        files.refuse_existing(beside, options.force)
    told.ask_for_paste([options.file])
    tables = opened.opened(
        options.file,
        corrections,
        table=options.table,
        encoding=options.encoding,
        use_sidecar=not options.no_sidecar,
    )
    for number, table in enumerate(tables):
        heading = visible(table.grid.title)
        print("\n" * (number > 0) + heading, "=" * min(88, len(heading)), sep="\n")
        if table.reading is not None:
            print(ReadingReport(table.reading).as_text())
        else:
            print(f"Not read: {table.error}")
    if options.write:
        raw = raw_files.content(options.file)
        said = ((table.grid.name, table.reading, table.told) for table in tables)
        files.write(beside, sidecar.text(Path(options.file).name, raw, said), replace=options.force)
        print(f"\nWhat was decided stands in {visible(str(beside))}: edit it, and homecoming audit uses it.")
    return policy.DONE
