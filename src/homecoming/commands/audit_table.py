"""``homecoming audit``: check whether the figures of printed tables agree."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from homecoming.commands import files, policy, told
from homecoming.errors import NoSuchNameError
from homecoming.visible import visible

if TYPE_CHECKING:
    from homecoming.reading.corrections import Corrections
    from homecoming.show.judgement_report import JudgementReport, Unusable

_ABOUT = f"""\
Check whether the figures of printed tables of percentages agree with each other
and with the numbers of people that are printed.

{told.FORMATS}
First look at how the table is read, and correct it there or here:

    homecoming read table.csv
    homecoming audit table.csv
    homecoming audit table.csv --whole All --base All=200 --base Town=100
    homecoming audit *.csv --html report.html --json report.json
    homecoming audit table.csv --json -

With several files, what is told is told of each of them; what belongs to one
belongs into its FILE.reading.json (see "homecoming read FILE --write").
"""

_STATUSES = """\
It ends with
  0  if nothing was found in any table,
  1  if there are findings, and every file could be used,
  2  if a file could not be used, or in a file nothing could be checked; the
     findings of the other files are told all the same.
A check that cannot be made, because the paper does not say enough, is listed
with why, and is no finding.
"""


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Describe the subcommand and its options."""
    command = commands.add_parser(
        "audit",
        help="check tables and report what does not agree",
        description=_ABOUT,
        epilog=_STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("files", metavar="FILE", nargs="+", help="a table, or several")
    told.add(command)
    reports = command.add_argument_group("reports beside the one for the terminal")
    for name, words in (
        ("json", "all findings for programs; - writes to the terminal, and nothing else"),
        ("csv", "one row a finding; - writes to the terminal, and nothing else"),
        ("html", "one page that stands alone"),
    ):
        reports.add_argument(f"--{name}", metavar=f"REPORT.{name}", help=words)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from homecoming.show.judgement_report import Audited

    corrections = told.corrections(options)
    _check_targets(options)
    names = list(dict.fromkeys(options.files))
    told.ask_for_paste(names)
    audited = _Audit(options, corrections, quiet="-" in (options.json, options.csv))
    for name in _with_progress(names):
        audited.file(name)
    said = Audited(audited.reports, audited.unusable)
    if len(names) == 1 and audited.failed is not None:
        raise audited.failed
    for target, write in (
        (options.json, said.as_json),
        (options.csv, said.as_csv),
        (options.html, said.as_html),
    ):
        if target == "-":
            sys.stdout.write(write())
        elif target:
            files.write(Path(target), write(), replace=True)
    if not audited.quiet:
        if len(audited.reports) + len(audited.unusable) > 1:
            print("\nSummary", "-------", *said.summary(), sep="\n")
        for target in filter(None, (options.json, options.csv, options.html)):
            print(f"\nThe report stands in {visible(target)}")
    return audited.status()


class _Audit:
    """What the files of one command say, gathered."""

    def __init__(self, options: argparse.Namespace, corrections: Corrections, *, quiet: bool):
        self.options, self.corrections, self.quiet = options, corrections, quiet
        self.reports: list[JudgementReport] = []
        self.unusable: list[Unusable] = []
        self.failed: Exception | None = None
        self.crashed = self.unused = self.unchecked = False

    def file(self, name: str) -> None:
        """Audit one file; whatever is wrong with it, the next one is audited as well."""
        from homecoming.published.data_error import DataError
        from homecoming.show.judgement_report import Unusable

        try:
            self._tables(name)
        except (DataError, NoSuchNameError) as error:
            self.failed, self.unused = error, True
            self.unusable.append(Unusable(name, "", error))
            if len(self.options.files) > 1:
                place = "" if str(error).startswith(name) else f"{name}: "
                print("homecoming:", visible(f"{place}{error}"), file=sys.stderr)
        except Exception as error:
            # A defect of the program. The other files are still worth their audit; the exit status says it.
            self.failed, self.crashed = error, True
            self.unusable.append(Unusable(name, "", error))
            if len(self.options.files) > 1:
                traceback.print_exc()

    def status(self) -> int:
        """The exit status: what could not be used goes before findings, which are told in any case."""
        if self.crashed:
            return policy.CRASHED
        if self.unused or self.unchecked:
            return policy.UNUSABLE
        return policy.FINDINGS if any(report.judgement.findings for report in self.reports) else policy.DONE

    def _tables(self, name: str) -> None:
        from homecoming.checks.judge import judge
        from homecoming.reading import raw_files
        from homecoming.reading.opened import opened
        from homecoming.show.judgement_report import JudgementReport, Unusable

        checked = False
        for table in opened(
            name,
            self.corrections,
            table=self.options.table,
            encoding=self.options.encoding,
            use_sidecar=not self.options.no_sidecar,
        ):
            if table.reading is None:
                # A page has tables of other kinds beside the one that is meant.
                self.unusable.append(Unusable(name, table.grid.name, table.error or ValueError("not read")))
                continue
            with raw_files.within(raw_files.MOST_SECONDS_OF_A_TABLE, table.grid.title, "judge"):
                judgement = judge(table.reading)
            report = JudgementReport(judgement, table.grid)
            checked = checked or report.judgement.outcome != "not checked"
            if not self.quiet:
                print("\n" * bool(self.reports) + report.as_text(full=len(self.options.files) == 1))
            self.reports.append(report)
        self.unchecked = self.unchecked or not checked


def _with_progress(names: list[str]) -> Iterable[str]:
    if len(names) < 10 or not sys.stderr.isatty():
        return names
    from tqdm import tqdm

    return tqdm(names, desc="Auditing", unit="file", file=sys.stderr)


def _check_targets(options: argparse.Namespace) -> None:
    """Refuse reports that would replace what is no report, before anything is read."""
    targets = [(name, getattr(options, name)) for name in ("json", "csv", "html") if getattr(options, name)]
    if [target for _, target in targets].count("-") > 1 or options.html == "-":
        raise policy.CommandError("Only one of --json and --csv can be written to the terminal with -.")
    written = [(name, target) for name, target in targets if target != "-"]
    for name, target in written:
        for file in options.files:
            if file != "-" and _same(target, file):
                words = f"--{name} would overwrite the table {visible(file)}: give the report another name."
                raise policy.CommandError(words)
        if any(other != name and _same(target, path) for other, path in written):
            raise policy.CommandError(f"--{name} has the same name as another report: give it its own.")
        files.refuse_irregular(Path(target))


def _same(one: str, other: str) -> bool:
    """Whether two paths are one file, also by way of links."""
    try:
        return os.path.samefile(one, other)
    except OSError:
        return Path(one).absolute() == Path(other).absolute()
