"""The command line: audit a table of your own, and make a page of it (floor 7).

``homecoming audit FILE.csv`` checks a published table and reports in the terminal and, if asked, as one HTML
file. ``homecoming new-table FILE.csv`` makes a notebook page of it. ``homecoming --help`` tells the rest.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Sequence
from html import escape
from importlib import metadata
from pathlib import Path

from homecoming import published
from homecoming.checks import audit
from homecoming.people import recovery
from homecoming.published import PublishedTable
from homecoming.show import typeset

#: What the commands return to the shell.
AGREES, FINDINGS, UNUSABLE = 0, 1, 2

CAREFUL = (
    "A finding says that printed figures do not agree. It does not say why. A misprint, people who did not "
    "answer, weights, or answers that the table does not list leave the same traces. Ask the authors before "
    "you conclude anything; the word is inconsistent."
)

_LAYOUTS = """\
The file is CSV (UTF-8, commas, decimal points), in one of two layouts. As the table is printed:

    option,All,Men,Women
    Yes,57.5,60.0,55.0
    No,42.5,40.0,45.0

with a first column "question" if there are several. Or one row a figure, with the columns
question,option,kind,group,printed. Copy figures exactly: 58.0 says more than 58. A row such as
"Yes + mostly yes" is a subtotal; a column "Difference" holds differences in percentage points.
"""

_AUDIT = f"""\
Check whether the figures of a published table of percentages agree with each other and with the number of
people asked, and find the whole numbers of people that can stand behind them.

{_LAYOUTS}
Tell what the paper tells: the more it says, the more can be checked.

    homecoming audit table.csv
    homecoming audit table.csv --people 200 --whole All --group Men=100 --group Women=100
    homecoming audit table.csv --html report.html

It ends with 0 if nothing was found, with 1 if there are findings, and with 2 if the file or the command
cannot be used. A check that cannot be made, because the paper does not say enough, is listed
but is no finding.
"""

_NEW_TABLE = f"""\
Make a notebook page of a table: set as printed, with an explorer, the people behind it, and the audit. The
page is written beside the file.

{_LAYOUTS}
    homecoming new-table --example first-job.csv        write an invented table to try things on
    homecoming new-table first-job.csv --title "First job" --people 240 --whole All
    jupyter lab first-job.ipynb
"""


class CommandError(ValueError):
    """A command that cannot be carried out. The message says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the ``homecoming`` command.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``homecoming``; those of the command line if left out.

    Returns
    -------
    int
        0 if nothing was found, 1 if there are findings, 2 if the command or the file cannot be used.

    Examples
    --------
    >>> main(["audit", "no-such-file.csv"])
    2
    """
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except ValueError as error:
        # DataError, CommandError, and what other rooms say of options that do not fit the table.
        print(f"homecoming: {error}", file=sys.stderr)
    except BrokenPipeError:
        # The reader of a pipe, such as head, has seen enough. Python would complain again while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"homecoming: {error.filename or 'a file'}: {error.strerror}.", file=sys.stderr)
    except KeyboardInterrupt:
        print("homecoming: stopped.", file=sys.stderr)
    return UNUSABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="homecoming",
        description="Audit published tables of percentages, and make pages of them.",
        epilog="homecoming audit --help and homecoming new-table --help say more, with examples.",
    )
    parser.add_argument("--version", action="version", version=f"homecoming {metadata.version('homecoming')}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    raw = {"formatter_class": argparse.RawDescriptionHelpFormatter}

    command = commands.add_parser(
        "audit", help="check a table and report what does not agree", description=_AUDIT, **raw
    )
    command.add_argument("file", metavar="FILE.csv", help="the table")
    _add_facts(command)
    command.add_argument("--html", metavar="REPORT.html", help="also write the report as one HTML file")
    command.set_defaults(run=_audit)

    command = commands.add_parser(
        "new-table", help="make a notebook page of a table", description=_NEW_TABLE, **raw
    )
    command.add_argument("file", metavar="FILE.csv", help="the table; with --example, the file to write")
    command.add_argument("--example", action="store_true", help="write an invented table to FILE.csv instead")
    _add_facts(command)
    command.add_argument("--force", action="store_true", help="replace a page or file that is there")
    command.set_defaults(run=_new_table)
    return parser


def _add_facts(command: argparse.ArgumentParser) -> None:
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
        raise argparse.ArgumentTypeError(f"{text!r} is not a column and its number of people, such as Men=90")
    return name, _people(number)


def _load(options: argparse.Namespace) -> PublishedTable:
    sizes = dict(options.group)
    if len(sizes) < len(options.group):
        raise CommandError("--group names a column twice: give each column one number of people.")
    people = options.people
    if people is None and options.whole and sizes and options.whole not in sizes:
        people = sum(sizes.values())
    table = published.load_csv(
        options.file, title=options.title, respondents=people, whole=options.whole, sizes=sizes or None
    )
    most = table.max_bases.get(options.whole, 0) if options.whole else 0
    parts = {name: n for name, n in sizes.items() if name != options.whole}
    if most and any(n > most for n in parts.values()):
        raise CommandError(
            f"A group is larger than the whole of {most}: {_listed(parts)}. Correct the numbers."
        )
    return table


# ---------------------------------------------------------------------------------------------- audit


def _audit(options: argparse.Namespace) -> int:
    table = _load(options)
    if options.html and Path(options.html).resolve() == Path(options.file).resolve():
        raise CommandError(f"--html would overwrite the table {options.file}: give the report another name.")
    print(f"Auditing {options.file} ...", file=sys.stderr)
    report = Report(table)
    print(report.as_text())
    if options.html:
        _write(Path(options.html), report.as_html(), replace=True)
        print(f"\nThe report stands in {options.html}")
    return FINDINGS if report.disagreements else AGREES


class Report:
    """An audit of one table, as text for a terminal and as a page.

    Parameters
    ----------
    table : PublishedTable
        The table, also a reader's own.

    Attributes
    ----------
    found : pandas.DataFrame
        What :func:`homecoming.checks.audit.table` found.
    disagreements : int
        How many findings there are beside checks that could not be made.

    Examples
    --------
    >>> report = Report(published.load("kyrgyzstan-2024/table-6"))
    >>> report.disagreements
    0
    """

    def __init__(self, table: PublishedTable):
        self.table = table
        self.items = recovery.items(table)
        self.found = audit.table(table)
        self.disagreements = int((self.found["verdict"] != "cannot be checked").sum())

    def verdict(self) -> str:
        """Sum the audit up in a sentence.

        Examples
        --------
        >>> Report(published.load("kyrgyzstan-2024/table-6")).verdict()
        'Nothing was found: the figures agree with each other in every check that could be made.'
        """
        if not self.disagreements:
            return "Nothing was found: the figures agree with each other in every check that could be made."
        noun = "finding" if self.disagreements == 1 else "findings"
        return f"{self.disagreements} {noun}: not all of these figures can be right together."

    def people(self) -> list[tuple[str, str]]:
        """Say of each question how many people can have answered.

        Examples
        --------
        >>> Report(published.load("kyrgyzstan-2024/table-6")).people()[0][1]
        'Full sample of 515, preferred among 5 solutions (bases 399 to 515).'
        """
        return [(self._name(item), item.choice.rstrip(".") + ".") for item in self.items]

    def as_text(self, width: int = 88) -> str:
        """Write the report for a terminal.

        Parameters
        ----------
        width : int
            Characters a line.

        Examples
        --------
        >>> print(Report(published.load("kyrgyzstan-2024/table-6")).as_text().splitlines()[0])
        What are your current family relations in Kyrgyzstan?, % of respondents
        """
        table = self.table
        lines = [table.title, "=" * min(len(table.title), width), *self._printed()]
        lines += ["", "How many people", "---------------"]
        for name, words in self.people():
            lines += _wrap(f"{name}: {words}", width)
        lines += self._counts()
        lines += ["", "What the checks say", "-------------------", *_wrap(self.verdict(), width)]
        for number, one in enumerate(self.found.itertuples(), start=1):
            lines += ["", *_wrap(f"{number}. {self._place(one)} [{one.verdict}]", width)]
            lines += _wrap(one.explanation, width, indent="   ")
        lines += self._first_look(width)
        asked = audit.rules()
        asked = asked[asked["scope"] == "table"]["asks"]
        lines += ["", "Checks made", "-----------"]
        lines += [f"{self._tally(name):>3}  {words}" for name, words in asked.items()]
        return "\n".join([*lines, "", *_wrap(CAREFUL, width)])

    def as_html(self) -> str:
        """Write the report as a page that stands alone.

        Examples
        --------
        >>> "<h1>" in Report(published.load("kyrgyzstan-2024/table-6")).as_html()
        True
        """
        parts = [
            f"<h1>Audit: {escape(self.table.title)}</h1>",
            f"<p><strong>{escape(self.verdict())}</strong></p>",
        ]
        parts.append(typeset.table(self.table, caption="As printed", marks=self._marks()).html)
        parts.append("<h2>How many people</h2>")
        parts += [f"<p>{escape(name)}: {escape(words)}</p>" for name, words in self.people()]
        for item in self.items:
            if item.solution is not None:
                caption = f"People: {self._name(item)}" if len(self.items) > 1 else "People"
                parts.append(typeset.frame(item.solution.counts, caption=caption, corner="Option").html)
        parts.append("<h2>Findings</h2>")
        listed = [
            f"<li><strong>{escape(self._place(one))}</strong> ({one.verdict}): {escape(one.explanation)}</li>"
            for one in self.found.itertuples()
        ]
        parts.append(f"<ol>{''.join(listed)}</ol>")
        parts += [f"<p>{escape(' '.join(self._first_look(10_000)))}</p>"]
        asked = audit.rules()
        asked = asked[asked["scope"] == "table"].drop(columns="scope").rename(columns={"asks": "Question"})
        asked["Listed"] = [self._tally(name) for name in asked.index]
        parts.append(typeset.frame(asked.rename_axis("Check"), caption="Checks made").html)
        parts.append(f"<p>{escape(CAREFUL)}</p>")
        return _PAGE.format(title=escape(self.table.title), body="\n".join(parts))

    def most_named(self) -> list[str]:
        """List the cells that several checks name, those with most findings first.

        One wrong figure troubles the sums and averages that it stands in, so that it is named more than once.

        Examples
        --------
        >>> Report(published.load("kyrgyzstan-2024/table-6")).most_named()
        []
        """
        cells = self.found[(self.found["option"] != "") & (self.found["verdict"] != "cannot be checked")]
        named = [self._place(one) for one in cells.itertuples()]
        often = {place: named.count(place) for place in named}
        return [f"{place} ({n})" for place, n in sorted(often.items(), key=lambda pair: -pair[1]) if n > 1]

    def _first_look(self, width: int) -> list[str]:
        named = self.most_named()
        return (
            ["", *_wrap(f"Look first at what several checks name: {'; '.join(named)}.", width)]
            if named
            else []
        )

    def _tally(self, rule: str) -> int:
        return int((self.found["rule"] == rule).sum())

    def _marks(self) -> dict[tuple[str, str, str], str]:
        cells = self.found[(self.found["option"] != "") & (self.found["group"] != "")]
        return {(one.question, one.option, one.group): one.explanation for one in cells.itertuples()}

    def _place(self, one) -> str:
        """Where a finding is; its question is named only if there are several."""
        several = one.question and len(self.table.questions) > 1
        wording = self.table.question(one.question).wording if several else ""
        return ", ".join(part for part in (wording, one.option, one.group) if part) or "The question"

    def _name(self, item: recovery.Item) -> str:
        parts = [item.question.wording] if len(self.table.questions) > 1 else []
        if len(self.items) > len(self.table.questions):
            parts.append(item.groups[0])
        return ", ".join(parts) or "The question"

    def _printed(self) -> list[str]:
        lines = []
        for question in self.table.questions:
            if len(self.table.questions) > 1:
                lines += ["", question.wording]
            lines += [self.table.as_printed(question.id).rename_axis(index=None, columns=None).to_string()]
        return lines

    def _counts(self) -> list[str]:
        lines = []
        for item in self.items:
            if item.solution is not None:
                lines += ["", f"People: {self._name(item)}", item.solution.counts.to_string()]
        return lines


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Audit: {title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }}
.hc-scroll {{ overflow-x: auto }}
.hc-table {{ border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 1rem 0 }}
.hc-table caption {{ text-align: left; font-weight: 600 }}
.hc-table th, .hc-table td {{ padding: .25rem .6rem; border-bottom: 1px solid #8888; vertical-align: top }}
.hc-table th, .hc-table td.hc-words {{ text-align: left }}
.hc-table td {{ text-align: right }}
.hc-table .hc-marked {{ outline: 2px solid #c2410c; outline-offset: -2px }}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def _wrap(words: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(
        words, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )


def _listed(sizes: dict[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sizes.items())


# ------------------------------------------------------------------------------------------ new-table


def _new_table(options: argparse.Namespace) -> int:
    file = Path(options.file)
    if options.example:
        _refuse_existing(file, options.force)
        _write(file, published.EXAMPLE.read_text("utf-8"), replace=options.force)
        print(f"{file} holds an invented table of 240 people, 150 women and 90 men, with three errors in it.")
        print(f"Next: homecoming audit {file} --people 240 --whole All --group Women=150 --group Men=90")
        return AGREES
    table = _load(options)
    page = file.with_suffix(".ipynb")
    _refuse_existing(page, options.force)
    _write(page, _notebook(table, file, options), replace=options.force)
    print(f"{page} is a page of {_size(table)}.")
    print(f"Next: jupyter lab {page}")
    return AGREES


def _size(table: PublishedTable) -> str:
    questions, figures = len(table.questions), len(table.cells)
    return f"{questions} question{'s' * (questions != 1)} with {figures} figures"


_ABOUT = """\
Who made this table, where it was published, who was asked and how they were chosen: write it here, in your
own words."""
_IMPORT = "from homecoming import audit, explorers, published, recovery, typeset"
_READ = """\
What does the table say, of whom? What does it not say? Compare each sentence of the paper with its cell."""


def _notebook(table: PublishedTable, file: Path, options: argparse.Namespace) -> str:
    facts = {
        "title": table.title,
        "respondents": table.respondents,
        "whole": table.whole,
        "sizes": dict(options.group) or None,
    }
    told = "".join(f", {name}={value!r}" for name, value in facts.items() if value)
    cells = [
        ("markdown", f"# {table.title}\n\n{_ABOUT}"),
        ("code", f"{_IMPORT}\n\ntable = published.load_csv({file.name!r}{told})\ntypeset.table(table)"),
        ("markdown", "## Explored"),
        ("code", "explorers.explore(table)"),
        ("markdown", "## The people behind the percentages"),
        ("code", "{(item.question.wording, *item.groups): item.choice for item in recovery.items(table)}"),
        ("markdown", f"## Checked\n\n{CAREFUL}"),
        ("code", 'typeset.findings(audit.table(table), caption="What the checks say")'),
        ("markdown", f"## Read\n\n{_READ}"),
    ]
    made = [
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


def _refuse_existing(path: Path, force: bool) -> None:
    if path.exists() and not force:
        raise CommandError(f"{path} is there already: move it away, or add --force to replace it.")


def _write(path: Path, text: str, *, replace: bool) -> None:
    """Write a file in one step: it is there in full, or not at all."""
    if path.is_dir():
        raise CommandError(f"{path} is a folder: give the name of a file.")
    if not path.parent.is_dir():
        raise CommandError(f"There is no folder {path.parent}: make it first, or choose another.")
    draft = path.with_name(f".{path.name}.new")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        if path.exists() and replace:
            shutil.copymode(path, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


if __name__ == "__main__":
    raise SystemExit(main())
