"""What an audit of printed tables says, told to a person: as text for a terminal and as a page.

What programs get of it, JSON and CSV, is described in :mod:`homecoming.show.audit_data`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from homecoming import shown, standalone
from homecoming.checks.judged import KINDS, Disagreement, Judgement, Note
from homecoming.reading.grid import Grid
from homecoming.show import audit_data
from homecoming.show.audit_data import Unusable
from homecoming.show.finding_words import (
    CAREFUL,
    NO_PROOF,
    chance_words,
    figures,
    many,
    note_lines,
    outcome,
    place,
    reasons,
    sentence,
    verdict,
    where,
    wrapped,
)
from homecoming.show.printed_grid import cell_of, grid_of, set_grid
from homecoming.show.reading_report import STYLE, ReadingReport
from homecoming.visible import visible

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["REPORT_STYLE", "Audited", "JudgementReport", "Unusable"]

#: The look of a report. Colours that can be read on light and on dark paper, so that it fits any page.
REPORT_STYLE = f"""\
{STYLE}
.hc-printed .hc-marked {{ background: #d9770633; box-shadow: inset 0 0 0 2px #d97706 }}
.hc-audit a.hc-mark {{ background: #9a3412; border-radius: .75rem; color: #fff; display: inline-block }}
.hc-audit a.hc-mark {{ font-size: .8rem; font-weight: 700; line-height: 1.5rem; min-width: 1.5rem }}
.hc-audit a.hc-mark {{ text-align: center; text-decoration: none }}
.hc-audit .hc-found {{ list-style: none; margin: 0; max-width: 46rem; padding: 0 }}
.hc-audit .hc-found > li {{ border-top: 1px solid #8886; padding: .6rem 0 .6rem 2.1rem; position: relative }}
.hc-audit .hc-found > li > a.hc-mark {{ inset-inline-start: 0; position: absolute }}
.hc-audit .hc-found p, .hc-audit .hc-found ul {{ margin: .2rem 0 }}
.hc-audit .hc-found ul {{ padding-left: 1.2rem }}
.hc-audit :target {{ outline: 3px solid #d97706 }}
.hc-audit {{ overflow-wrap: break-word }}
.hc-audit summary {{ cursor: pointer; font-weight: 600; padding: .3rem 0 }}
"""

_PAGE = """\
:root { --hc-paper: #fff }
html { background: var(--hc-paper); color: #1b1b1f }
body { max-width: 78rem }
@media (prefers-color-scheme: dark) {
  :root { --hc-paper: #161618 }
  html { color: #ededf0 }
  a { color: #9cc4ff }
  a:visited { color: #d7b8ff }
}
main > p, .hc-audit > p, .hc-audit > ul, .hc-audit > details { max-width: 46rem }
@media (min-width: 64rem) {
  .hc-beside { align-items: start; display: grid; gap: 2rem; grid-template-columns: auto minmax(22rem, 1fr) }
  .hc-beside > * { min-width: 0 }
}
@media (max-width: 40rem) {
  body { margin: 1rem auto }
  h1 { font-size: 1.5rem }
  .hc-printed { font-size: .875rem }
  .hc-printed th, .hc-printed td { padding-inline: .35rem }
  .hc-printed tr > :first-child:not([colspan]) { inset-inline-start: 0; max-width: 9rem; position: sticky }
  .hc-printed tr > :first-child:not(.hc-marked) { background: var(--hc-paper) }
}
@media print { .hc-scroll { overflow: visible } }
"""

# A table with more characters a row than these stands above its findings rather than beside them.
_BESIDE = 80


class JudgementReport(shown.NotebookMixin):
    """The audit of one table, as text, as a page, as JSON and as CSV.

    Parameters
    ----------
    judgement : Judgement
        What the checks say.
    grid : Grid, optional
        The table as it lies in its file, to be set as printed; without it, what was read is set.

    Examples
    --------
    >>> from homecoming.reading.printed import Block, Cell, Group, Line, Reading
    >>> line = Line("Yes", 2, (Cell(2, 2, "57.5", percent="57.5"),))
    >>> block = Block("", 2, "shares", (line,))
    >>> reading = Reading("own.csv", "Jobs", "column", (Group("All", "All"),), (block,))
    >>> JudgementReport(Judgement(reading, (), (), (), {"base": 1}))
    Jobs. Nothing was found: the figures agree in every check that could be made.
    """

    def __init__(self, judgement: Judgement, grid: Grid | None = None):
        self.judgement = judgement
        self.grid = grid_of(judgement.reading, grid)

    @property
    def outcome(self) -> str:
        """``"findings"``, ``"nothing found"`` or ``"not checked"``."""
        return self.judgement.outcome

    @property
    def notes(self) -> tuple[Note, ...]:
        """What to know of the table, and is no disagreement."""
        return self.judgement.notes

    @property
    def unchecked(self) -> tuple[Note, ...]:
        """What was not checked, and why."""
        return self.judgement.unchecked

    @property
    def findings(self) -> pd.DataFrame:
        """The findings as a table to work with.

        Returns
        -------
        pandas.DataFrame
            One row a finding, numbered from 1. Columns: kind, row, column, block, printed, would,
            explanation, innocent (one text, explanations divided by semicolons), chance (0 to 1, or missing).

        Examples
        --------
        >>> from homecoming.reading.printed import Reading
        >>> found = Disagreement("base", "Total", "All", "", (0, 2), "90", "92", "90 and 92 are printed")
        >>> judgement = Judgement(Reading("a", "A", "none", (), ()), (found,), (), (), {})
        >>> JudgementReport(judgement).findings[["row", "printed", "would"]]
                 row printed would
        number
        1      Total      90    92
        """
        import pandas as pd

        columns = ["kind", "row", "column", "block", "printed", "would", "explanation", "innocent", "chance"]
        rows = [
            {name: getattr(one, name) for name in columns} | {"innocent": "; ".join(one.innocent)}
            for one in self.judgement.findings
        ]
        index = pd.RangeIndex(1, len(rows) + 1, name="number")
        return pd.DataFrame(rows, columns=columns, index=index)

    @property
    def summary(self) -> str:
        """The outcome, in a sentence or two."""
        return f"{visible(self.judgement.reading.title).rstrip('.')}. {verdict(self.judgement)}"

    @property
    def html(self) -> str:
        """The report without a page around it, for a notebook."""
        name = f"{self.grid.title} {self.judgement.reading.title}"
        parts = self.parts(f"a{zlib.crc32(name.encode('utf-8', 'replace'))}", level=0, notebook=True)
        return f"<style>{REPORT_STYLE}</style>\n{parts}"

    def as_text(self, width: int = 88, *, full: bool = True) -> str:
        """Write the report for a terminal.

        Parameters
        ----------
        width : int
            Characters a line.
        full : bool
            Whether to say how the table was read, and what a finding means.

        Examples
        --------
        >>> from homecoming.reading.printed import Reading
        >>> judged = Judgement(Reading("a", "A", "none", (), ()), (), (), (), {})
        >>> print(JudgementReport(judged).as_text(full=False))
        A (a)
        =====
        Not checked: no figure could be compared with another.
        """
        judged = self.judgement
        title = wrapped(self._heading(), width)
        lines = [*title, "=" * min(width, max(map(len, title), default=1))]
        if full:
            lines += ["How it was read", "---------------", *ReadingReport(judged.reading).brief(width)]
            lines += ["", "What the checks say", "-------------------"]
        lines += wrapped(verdict(judged), width)
        for number, one in enumerate(judged.findings, start=1):
            lines += ["", *_finding_lines(number, one, width)]
        for heading, notes in _notes(judged):
            lines += ["", heading, "-" * len(heading)]
            for note in note_lines(notes):
                lines += wrapped(sentence(note), width, "  ", "  ")
        if made := _made(judged):
            lines += ["", "Checks made, with how many figures were compared", "-" * 48]
            for words, number in made:
                lines += wrapped(f"{number:>6,}  {words}", width, "", " " * 8)
        if full and (words := _limits(judged)):
            lines += ["", *wrapped(words, width)]
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """The report for programs, as :mod:`homecoming.show.audit_data` describes it.

        Examples
        --------
        >>> from homecoming.reading.printed import Reading
        >>> report = JudgementReport(Judgement(Reading("a", "A", "none", (), ()), (), (), (), {}))
        >>> report.as_dict()["tables"][0]["outcome"]
        'not checked'
        """
        return Audited([self]).as_dict()

    def as_json(self) -> str:
        """The report as JSON."""
        return Audited([self]).as_json()

    def as_csv(self) -> str:
        """The findings as CSV, one a row; a table without any has one row that says its outcome."""
        return Audited([self]).as_csv()

    def as_html(self) -> str:
        """The report as a page that stands alone."""
        return Audited([self]).as_html()

    def parts(
        self, prefix: str = "t1", *, level: int = 2, notebook: bool = False, reading: bool = True
    ) -> str:
        """The HTML of the report below its title.

        Parameters
        ----------
        prefix : str
            Tells its links from those of other tables on the page.
        level : int
            Of its headings; 0 for bold lines that no table of contents takes up.
        notebook : bool
            Whether corrections are shown as Python or as options of a command.
        reading : bool
            Whether to say how the table was read.
        """
        judged, grid = self.judgement, self.grid
        marks: dict[tuple[int, int], list[int]] = {}
        for number, one in enumerate(judged.findings, start=1):
            if at := cell_of(grid, *one.place):
                marks.setdefault(at, []).append(number)
        caption = grid.caption or (f"{judged.reading.title}, as printed" if not level else "As printed")
        table = set_grid(grid, judged.reading, marks, prefix=prefix, caption=caption)
        table += "".join(f"<p>{escape(visible(note))}</p>" for note in grid.notes)
        said = [f"<p><strong>{escape(verdict(judged))}</strong></p>"]
        if judged.findings:
            items = "".join(self._finding(n, one, prefix) for n, one in enumerate(judged.findings, start=1))
            found = f'<div>{_heading("Findings", level)}<ol class="hc-found">{items}</ol></div>'
            beside = ' class="hc-beside"' if _breadth(grid) <= _BESIDE and not notebook else ""
            said.append(f"<div{beside}><div>{table}</div>{found}</div>")
        else:
            said.append(table)
        for heading, notes in _notes(judged):
            items = "".join(f"<li>{escape(visible(sentence(note)))}</li>" for note in note_lines(notes))
            said.append(f"{_heading(heading, level)}<ul>{items}</ul>")
        if reading:
            read = f'<div class="hc-read">{ReadingReport(judged.reading).parts(notebook=notebook)}</div>'
            said.append(f"<details><summary>How it was read</summary>{read}</details>")
        if made := _made(judged):
            items = "".join(f"<li>{escape(words)} {number:,}</li>" for words, number in made)
            name = "Checks made, with how many figures were compared"
            said.append(f"<details><summary>{name}</summary><ul>{items}</ul></details>")
        if notebook:
            said.append(_careful(judged))
        return f'<div class="hc-audit">{"".join(said)}</div>'

    def _heading(self) -> str:
        """The title, and the file if the title does not name it."""
        title, file = self.judgement.reading.title, self.judgement.reading.file
        return title if not file or title in (file, PurePath(file).stem) else f"{title} ({file})"

    def _finding(self, number: int, one: Disagreement, prefix: str) -> str:
        at = cell_of(self.grid, *one.place)
        link = f'href="#{prefix}-cell-{at[0]}-{at[1]}"' if at else f'href="#{prefix}-finding-{number}"'
        lines = [f"<strong>{escape(visible(where(one)))}</strong>"]
        lines += [escape(visible(text)) for text in (figures(one), sentence(one.explanation)) if text]
        body = "".join(f"<p>{line}</p>" for line in lines)
        if listed := reasons(one.innocent):
            items = "".join(f"<li>{escape(visible(reason))}</li>" for reason in listed)
            body += f"<p>{_enough(listed)}</p><ul>{items}</ul>"
        body += f"<p>{escape(chance_words(one))}</p>"
        sign = f'<a class="hc-mark" {link} aria-label="Finding {number}, in the table">{number}</a>'
        return f'<li id="{prefix}-finding-{number}">{sign}{body}</li>'


class Audited:
    """The audits of some tables together, with a summary.

    Parameters
    ----------
    reports : sequence of JudgementReport
        One for each table that was judged.
    unusable : sequence of Unusable
        Files and tables that could not be used.

    Examples
    --------
    >>> Audited([], [Unusable("own.csv", "", ValueError("no figures"))]).summary()
    ['own.csv  not usable']
    """

    def __init__(self, reports: Sequence[JudgementReport], unusable: Sequence[Unusable] = ()):
        self.reports, self.unusable = tuple(reports), tuple(unusable)

    def summary(self) -> list[str]:
        """A line for each table: file, and its outcome with the number of findings."""
        lines = [(_file(one.grid.file, one.grid.name), outcome(one.judgement)) for one in self.reports]
        lines += [(_file(one.file, one.table), "not usable") for one in self.unusable]
        width = max((len(name) for name, _ in lines), default=0)
        return [f"{name:<{width}}  {words}" for name, words in lines]

    def as_text(self, width: int = 88) -> str:
        """Write all audits for a terminal: a summary first if there are several, then each.

        Examples
        --------
        >>> print(Audited([], [Unusable("own.csv", "", ValueError("no figures"))]).as_text())
        Summary
        -------
        own.csv  not usable
        <BLANKLINE>
        own.csv: not usable: no figures
        """
        alone = len(self.reports) == 1 and not self.unusable
        parts = [] if alone else ["\n".join(["Summary", "-------", *self.summary()])]
        parts += [report.as_text(width, full=alone) for report in self.reports]
        for one in self.unusable:
            parts.append(
                "\n".join(wrapped(f"{_file(one.file, one.table)}: not usable: {one.message}", width))
            )
        return "\n\n".join(parts)

    def as_dict(self) -> dict[str, Any]:
        """All audits for programs, as :mod:`homecoming.show.audit_data` describes it."""
        return audit_data.document(self._judged(), self.unusable)

    def as_json(self) -> str:
        """All audits as JSON."""
        return audit_data.written(self.as_dict())

    def as_csv(self) -> str:
        """All findings as CSV, one a row; a table without any has one row that says its outcome."""
        return audit_data.as_csv(self._judged(), self.unusable)

    def as_html(self) -> str:
        """One page of all audits, with a summary first if there are several.

        Examples
        --------
        >>> page = Audited([], [Unusable("<b>.csv", "", ValueError("no figures"))]).as_html()
        >>> "<h1>Audit of 1 table</h1>" in page, "<b>" in page
        (True, False)
        """
        style = REPORT_STYLE + _PAGE
        if len(self.reports) == 1 and not self.unusable:
            [report] = self.reports
            title = f"Audit: {visible(report.judgement.reading.title)}"
            return standalone.page(title, report.parts() + _careful(report.judgement), style=style)
        parts = [self._summary_table()]
        for n, report in enumerate(self.reports, start=1):
            title = visible(report.judgement.reading.title or report.grid.file)
            parts.append(f'<h2 id="t{n}">{escape(title)}</h2>\n{report.parts(f"t{n}", level=3)}')
        found = [report.judgement for report in self.reports]
        total = many(len(self.reports) + len(self.unusable), "table")
        return standalone.page(f"Audit of {total}", "\n".join(parts) + _careful(*found), style=style)

    def _judged(self) -> list[tuple[Judgement, Grid]]:
        return [(report.judgement, report.grid) for report in self.reports]

    def _summary_table(self) -> str:
        rows = [
            (f'<a href="#t{n}">{escape(_file(one.grid.file, one.grid.name))}</a>', outcome(one.judgement))
            for n, one in enumerate(self.reports, start=1)
        ]
        rows += [(escape(_file(one.file, one.table)), f"not usable: {one.message}") for one in self.unusable]
        body = "".join(
            f'<tr><th scope="row">{name}</th><td class="hc-words">{escape(words)}</td></tr>'
            for name, words in rows
        )
        return (
            '<div class="hc-scroll" role="group" tabindex="0" aria-label="Summary">'
            '<table class="hc-table hc-printed"><caption>Summary</caption>'
            '<thead><tr><th scope="col">File</th>'
            f'<th scope="col" class="hc-words">Outcome</th></tr></thead><tbody>{body}</tbody></table></div>'
        )


def _enough(listed: Sequence[str]) -> str:
    return "This would explain it:" if len(listed) == 1 else "Each of these alone would explain it:"


def _notes(judged: Judgement) -> Iterable[tuple[str, tuple[Note, ...]]]:
    if judged.notes:
        yield "To know (no findings)", judged.notes
    if judged.unchecked:
        yield "Not checked, and why", judged.unchecked


def _made(judged: Judgement) -> list[tuple[str, int]]:
    return [(KINDS.get(kind, kind), number) for kind, number in judged.checked.items() if number]


def _finding_lines(number: int, one: Disagreement, width: int) -> list[str]:
    at = place(*one.place)
    indent = " " * (len(str(number)) + 2)
    lines = wrapped(f"{number}. {where(one)}" + (f" ({at})" if at else ""), width, "", indent)
    for text in (figures(one), sentence(one.explanation)):
        lines += wrapped(text, width, indent)
    if listed := reasons(one.innocent):
        lines += wrapped(_enough(listed), width, indent)
        for reason in listed:
            lines += wrapped(f"- {reason}", width, indent + "  ", "  ")
    return lines + wrapped(chance_words(one), width, indent)


def _breadth(grid: Grid) -> int:
    """About how many characters a row takes: headings and labels are broken into lines, figures are not."""
    rows = [row for row in grid.rows if sum(map(bool, row)) > 1][max(grid.heads, 1) :]
    columns = list(zip(*rows, strict=True))
    return sum(3 + min(max(map(len, texts), default=0), 24) for texts in columns)


def _heading(words: str, level: int) -> str:
    if level:
        return f"<h{level}>{words}</h{level}>"
    return f"<p><strong>{words}</strong></p>"


def _limits(*judged: Judgement) -> str:
    """What findings do not say; or, where there are none, what that does not say."""
    outcomes = {one.outcome for one in judged}
    return CAREFUL if "findings" in outcomes else NO_PROOF if "nothing found" in outcomes else ""


def _careful(*judged: Judgement) -> str:
    words = _limits(*judged)
    return f"\n<p><small>{escape(words)}</small></p>" if words else ""


def _file(file: str, table: str) -> str:
    return visible(f"{file} ({table})" if table else file)
