"""An audit of one table, told to a person: as text for a terminal, and as a page that stands alone."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from html import escape
from typing import Any

from homecoming import standalone
from homecoming.checks import audit
from homecoming.people import recovery
from homecoming.published import PublishedTable
from homecoming.show import typeset

CAREFUL = (
    "A finding says that printed figures do not agree. It does not say why. A misprint, people who did not "
    "answer, weights, or answers that the table does not list leave the same traces. Ask the authors before "
    "you conclude anything; the word is inconsistent."
)

_STYLE = """\
.hc-scroll { overflow-x: auto }
.hc-table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 1rem 0 }
.hc-table caption { text-align: left; font-weight: 600 }
.hc-table th, .hc-table td { padding: .25rem .6rem; border-bottom: 1px solid #8888; vertical-align: top }
.hc-table th, .hc-table td.hc-words { text-align: left }
.hc-table td { text-align: right }
.hc-table .hc-marked { outline: 2px solid #c2410c; outline-offset: -2px }
"""


class AuditReport:
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
    >>> from homecoming import published
    >>> report = AuditReport(published.load("example/table-2"))
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
        >>> from homecoming import published
        >>> AuditReport(published.load("example/table-2")).verdict()
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
        >>> from homecoming import published
        >>> AuditReport(published.load("example/table-2")).people()[0][1]
        'Full sample of 240.'
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
        >>> from homecoming import published
        >>> print(AuditReport(published.load("example/table-2")).as_text().splitlines()[0])
        Plans to move, % of respondents
        """
        table = self.table
        lines = [table.title, "=" * min(len(table.title), width), *self._printed()]
        lines += ["", "How many people", "---------------"]
        for name, words in self.people():
            lines += _wrap(f"{name}: {words}", width)
        lines += self._counts()
        lines += ["", "What the checks say", "-------------------", *_wrap(self.verdict(), width)]
        for number, one in enumerate(self._findings(), start=1):
            lines += ["", *_wrap(f"{number}. {self._place(one)} [{one.verdict}]", width)]
            lines += _wrap(one.explanation, width, indent="   ")
        if named := self.most_named():
            lines += ["", *_wrap(f"Look first at what several checks name: {'; '.join(named)}.", width)]
        asked = audit.rules()
        asked = asked[asked["scope"] == "table"]
        lines += ["", "Checks made", "-----------"]
        lines += [f"{self._tally(str(name)):>3}  {words}" for name, words in asked["asks"].items()]
        return "\n".join([*lines, "", *_wrap(CAREFUL, width)])

    def as_html(self) -> str:
        """Write the report as a page that stands alone.

        Examples
        --------
        >>> from homecoming import published
        >>> "<h1>" in AuditReport(published.load("example/table-2")).as_html()
        True
        """
        parts = [
            f"<p><strong>{escape(self.verdict())}</strong></p>",
            typeset.table(self.table, caption="As printed", marks=self._marks()).html,
            "<h2>How many people</h2>",
        ]
        parts += [f"<p>{escape(name)}: {escape(words)}</p>" for name, words in self.people()]
        for item in self.items:
            if item.solution is not None:
                caption = f"People: {self._name(item)}" if len(self.items) > 1 else "People"
                parts.append(typeset.frame(item.solution.counts, caption=caption, corner="Option").html)
        parts.append("<h2>Findings</h2>")
        listed = [
            f"<li><strong>{escape(self._place(one))}</strong> ({one.verdict}): {escape(one.explanation)}</li>"
            for one in self._findings()
        ]
        parts.append(f"<ol>{''.join(listed)}</ol>")
        if named := self.most_named():
            parts.append(f"<p>Look first at what several checks name: {escape('; '.join(named))}.</p>")
        asked = audit.rules()
        asked = asked[asked["scope"] == "table"].drop(columns="scope").rename(columns={"asks": "Question"})
        asked["Listed"] = [self._tally(name) for name in asked.index]
        parts.append(typeset.frame(asked.rename_axis("Check"), caption="Checks made").html)
        parts.append(f"<p>{escape(CAREFUL)}</p>")
        return standalone.page(f"Audit: {self.table.title}", "\n".join(parts), style=_STYLE)

    def most_named(self) -> list[str]:
        """List the cells that several checks name, those with most findings first.

        One wrong figure troubles the sums and averages that it stands in, so that it is named more than once.

        Examples
        --------
        >>> from homecoming import published
        >>> AuditReport(published.load("example/table-2")).most_named()
        []
        """
        named = [
            self._place(one) for one in self._findings() if one.option and one.verdict != "cannot be checked"
        ]
        often = {place: named.count(place) for place in named}
        return [f"{place} ({n})" for place, n in sorted(often.items(), key=lambda pair: -pair[1]) if n > 1]

    def _findings(self) -> Iterator[Any]:
        """One finding after another, its columns as attributes: pandas cannot tell their types."""
        yield from self.found.itertuples()

    def _tally(self, rule: str) -> int:
        return int((self.found["rule"] == rule).sum())

    def _marks(self) -> dict[tuple[str, str, str], str]:
        return {
            (one.question, one.option, one.group): one.explanation
            for one in self._findings()
            if one.option and one.group
        }

    def _place(self, one: Any) -> str:
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


def _wrap(words: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(
        words, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
