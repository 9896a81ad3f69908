"""``homecoming audit``: check whether the figures of a published table agree."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from homecoming.commands import files, own_table, policy

_ABOUT = f"""\
Check whether the figures of a published table of percentages agree with each
other and with the number of people asked, and find the whole numbers of people
that can stand behind them.

{own_table.LAYOUTS}
Tell what the paper tells: the more it says, the more can be checked.

    homecoming audit table.csv
    homecoming audit table.csv --people 200 --whole All \\
        --group Town=100 --group Village=100
    homecoming audit table.csv --html report.html

{policy.STATUSES}
A check that cannot be made, because the paper does not say enough, is listed
but is no finding.
"""


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Describe the subcommand and its options."""
    command = commands.add_parser(
        "audit",
        help="check a table and report what does not agree",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("file", metavar="FILE.csv", help="the table")
    own_table.add_facts(command)
    command.add_argument("--html", metavar="REPORT.html", help="also write the report as one HTML file")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from homecoming.show.audit_report import AuditReport

    table = own_table.load(options)
    if options.html and Path(options.html).resolve() == Path(options.file).resolve():
        raise policy.CommandError(
            f"--html would overwrite the table {options.file}: give the report another name."
        )
    print(f"Auditing {options.file} ...", file=sys.stderr)
    report = AuditReport(table)
    print(report.as_text())
    if options.html:
        files.write(Path(options.html), report.as_html(), replace=True)
        print(f"\nThe report stands in {options.html}")
    return policy.FINDINGS if report.disagreements else policy.DONE
