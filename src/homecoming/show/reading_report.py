"""How a printed table was read, told to a person before anything is judged."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from html import escape

from homecoming import shown
from homecoming.reading.corrections import BLOCK_KINDS
from homecoming.reading.figures import parse
from homecoming.reading.printed import Block, Cell, Decision, Group, LeftOut, Line, Reading
from homecoming.show.finding_words import many, place, sentence, wrapped
from homecoming.visible import visible

#: What percentages are percentages of, by the direction of a reading.
DIRECTIONS = {
    "column": "percentages are of the people of their column",
    "row": "percentages are of the people of their row",
    "whole": "percentages are of all people of the table",
    "none": "there are numbers of people and no percentages",
}

#: What the rows of a block are to each other, by its kind.
KINDS = {
    "distribution": "Everybody gave one of these answers",
    "several": "Several answers were allowed: a person may be in several of these rows",
    "shares": "Each of these rows is a question of its own",
    "unknown": "It is not known whether these rows are all answers",
}

#: The same where percentages run along the rows, and the columns are the answers.
ALONG_ROWS = {
    "distribution": "Along each of these rows, everybody gave one of the answers",
    "several": "Several answers were allowed: along a row, a person may be in several columns",
}

_BASE_FROM = {
    "heading": "printed in the heading",
    "row": "printed in a row",
    "total": "printed in a row of totals",
    "told": "told",
}
_KIND_FROM = {
    "told": "told",
    "figures": "likely: the figures show it",
    "words": "printed: words of the table say so",
    "layout": "a guess from the layout",
}
_SURE = {"printed": "printed", "told": "told", "likely": "likely", "guessed": "a guess"}
_CONVENTIONS = {
    "weighted": "percentages are weighted",
    "truncated": "percentages are cut off, not rounded",
    "adjusted": "percentages were made to add up to 100",
    "several": "people could give several answers",
}

#: How many labels of rows are shown of a block, and how many places of what was left out.
_MOST_LABELS, _MOST_HINTS = 6, 6

STYLE = """\
.hc-scroll { overflow-x: auto; margin: .8rem 0 }
.hc-printed { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 0; width: auto }
.hc-printed caption { text-align: left; font-weight: 600; padding: 0 0 .4rem; caption-side: top }
.hc-printed th, .hc-printed td { padding: .25rem .55rem; border-bottom: 1px solid #8886; vertical-align: top }
.hc-printed th { font-weight: 400; text-align: left }
.hc-printed td { text-align: right; white-space: nowrap }
.hc-printed thead th { font-weight: 600; vertical-align: bottom }
.hc-printed thead th:not(:first-child) { text-align: right }
.hc-printed thead th.hc-words:not(:first-child) { text-align: left }
.hc-printed thead th[colspan] { text-align: center }
.hc-printed tbody th { min-width: 8rem }
.hc-printed .hc-heading { font-weight: 600 }
.hc-printed .hc-words { text-align: left; white-space: normal }
.hc-printed .hc-out { font-style: italic }
.hc-read ul { margin: .2rem 0 .8rem; padding-left: 1.3rem }
.hc-read p { margin: .5rem 0 0 }
"""


class ReadingReport(shown.NotebookMixin):
    """A reading as text for a terminal and as HTML for a page.

    Parameters
    ----------
    reading : Reading
        The table, read.

    Examples
    --------
    >>> reading = Reading("own.csv", "Jobs", "column", (Group("Town", "Town (n = 90)", 90, "heading"),), ())
    >>> ReadingReport(reading)
    Jobs: 1 group, 0 rows of figures in 0 blocks; percentages are of the people of their column.
    """

    def __init__(self, reading: Reading):
        self.reading = reading

    @property
    def summary(self) -> str:
        """What was found, in a sentence."""
        return f"{visible(self.reading.title)}: {self._size()}"

    @property
    def html(self) -> str:
        """The table as it was understood, and below it the choices, for a notebook."""
        label = escape(visible(f"As read: {self.reading.title}"))
        return (
            f'<style>{STYLE}</style>\n<div class="hc-read">'
            f'<div class="hc-scroll" role="group" tabindex="0" aria-label="{label}">'
            f"{self._table(label)}</div>"
            f"{self.parts(notebook=True)}</div>"
        )

    def parts(self, *, notebook: bool = False, hints: bool = True) -> str:
        """What was decided, as lists in HTML.

        Parameters
        ----------
        notebook : bool
            Whether corrections are shown as Python or as options of a command.
        hints : bool
            Whether to say what to type if something was read wrongly.
        """
        said = [f"<p>{escape(visible(sentence(self._size())))}</p>"]
        parts = [(heading, [escape(visible(item)) for item in items]) for heading, items in self._parts()]
        typed = [
            f"<code>{escape(visible(code))}</code>: {escape(words)}"
            for code, words in self._hints(notebook=notebook)
        ]
        if hints and typed:
            parts.append(("If it was read wrongly, tell", typed))
        for heading, items in parts:
            listed = "".join(f"<li>{item}</li>" for item in items)
            said.append(f"<p><strong>{escape(heading)}</strong></p><ul>{listed}</ul>")
        return "\n".join(said)

    def as_text(self, width: int = 88, *, hints: bool = True) -> str:
        """Write the reading for a terminal.

        Parameters
        ----------
        width : int
            Characters a line.
        hints : bool
            Whether to say what to type if something was read wrongly.

        Examples
        --------
        >>> reading = Reading("own.csv", "Jobs", "column", (Group("Town", "Town (n = 90)", 90),), ())
        >>> ReadingReport(reading).as_text().splitlines()[3:5]
        ['Groups', '  Town: 90 people']
        """
        lines = wrapped(self.summary, width)
        for heading, items in self._parts():
            lines += ["", heading]
            for item in items:
                lines += wrapped(item, width, "  ", "  ")
        if hints and (said := self.hints()):
            # Not wrapped: an option is copied from here.
            lines += [
                "",
                "If it was read wrongly, add to the command (more: homecoming read --help)",
                *(f"  {visible(one)}" for one in said),
            ]
        return "\n".join(lines)

    def brief(self, width: int = 88) -> list[str]:
        r"""The reading in a few lines, to stand before a judgement.

        Examples
        --------
        >>> reading = Reading("own.csv", "Jobs", "column", (Group("Town", "Town (n = 90)", 90),), ())
        >>> print(*ReadingReport(reading).brief(), sep="\n")
        1 group, 0 rows of figures in 0 blocks; percentages are of the people of their column.
        Groups: Town 90.
        """
        reading = self.reading
        groups = "; ".join(f"{_name(group)}{self._brief_base(group)}" for group in reading.groups[:12])
        more = f"; and {len(reading.groups) - 12} more" if len(reading.groups) > 12 else ""
        lines = [
            *wrapped(self._size(), width),
            *wrapped(f"{self._columns()}: {groups}{more}.", width, "", "  "),
        ]
        for (kind, kind_from), blocks in self._by_kind().items():
            names = "; ".join(_block_name(block) for block in blocks)
            lines += wrapped(f"{self._kind(kind)} ({_why_kind(kind_from)}): {names}.", width, "", "  ")
        for one in self._choices():
            if one.sure == "guessed":
                lines += wrapped(f"A guess: {one.what}: {one.choice} ({one.why}).", width, "", "  ")
        return lines

    def hints(self, *, notebook: bool = False) -> list[str]:
        """What to add to a command, or to a call, if something was read wrongly or is not known.

        Parameters
        ----------
        notebook : bool
            Whether to write Python rather than options of a command.

        Examples
        --------
        >>> reading = Reading("own.csv", "Jobs", "column", (Group("Town", "Town"),), ())
        >>> for words in ReadingReport(reading).hints()[0], ReadingReport(reading).hints(notebook=True)[0]:
        ...     print(words)
        --base Town=N: how many people a group has, if the paper says so
        bases={'Town': N}: how many people a group has, if the paper says so
        """
        return [f"{typed}: {words}" for typed, words in self._hints(notebook=notebook)]

    def _hints(self, *, notebook: bool) -> list[tuple[str, str]]:
        """What to type, and what it says."""
        told = [
            (f"{name}={value!r}" if key is None else f"{name}={{{key!r}: {_value(value)}}}", words)
            if notebook
            else (f"--{option} {shlex.quote(value if key is None else f'{key}={value}')}", words)
            for name, option, key, value, words in self._corrections()
        ]
        return told[:_MOST_HINTS]

    def _corrections(self) -> Iterable[tuple[str, str, str | None, str, str]]:
        """Attribute of the corrections, option, name, value, and what it says: what is least sure first."""
        reading = self.reading
        known = any(block.bases for block in reading.blocks) or any(
            line.base or any(cell and cell.base for cell in line.cells) for _, line in reading.lines()
        )
        without = [group.label for group in reading.groups if group.base is None]
        if without and not known:
            yield "bases", "base", without[0], "N", "how many people a group has, if the paper says so"
        sure = {one.what: one.sure for one in reading.decisions}
        if sure.get("what percentages are of") not in ("told", "printed") and reading.direction != "none":
            other = "columns" if reading.direction == "row" else "rows"
            of = "column" if reading.direction == "row" else "row"
            yield "layout", "layout", None, other, f"percentages are of the people of their {of}"
        alone = len(reading.blocks) == 1
        for block in reading.blocks:
            if block.kind_from in ("told", "words") or not (block.heading or alone):
                continue
            kind = "several" if block.kind == "distribution" else "distribution"
            yield "blocks", "block", block.heading.rstrip(": "), kind, BLOCK_KINDS[kind]
            break
        if len(reading.groups) > 2 and not reading.breakdowns:
            yield "whole", "whole", None, "COLUMN", "the column that counts the people of all others"

    def _size(self) -> str:
        reading = self.reading
        rows = sum(len(block.lines) for block in reading.blocks)
        return (
            f"{many(len(reading.groups), 'group')}, {many(rows, 'row')} of figures in "
            f"{many(len(reading.blocks), 'block')}; {DIRECTIONS[reading.direction]}."
        )

    def _parts(self) -> list[tuple[str, list[str]]]:
        reading = self.reading
        parts = [
            (self._columns(), [self._group(group) for group in reading.groups]),
            (
                "Wholes and their groups",
                [
                    f"{one.whole} = {' + '.join(one.parts)}{_exhausts(one.exhausts)}"
                    for one in reading.breakdowns
                ],
            ),
            *(
                (f"{self._kind(kind)} ({_why_kind(kind_from)})", [_block(block, reading) for block in blocks])
                for (kind, kind_from), blocks in self._by_kind().items()
            ),
            ("Said of the figures", [_CONVENTIONS[name] for name in sorted(reading.conventions)]),
            ("Missing answers", [_missing(one.sign, one.text) for one in reading.missing]),
            ("Left out", list(_left_out(reading.left_out))),
            (
                "Other choices",
                [
                    f"{one.what}: {one.choice} ({_SURE.get(one.sure, one.sure)}: {one.why})"
                    for one in self._choices()
                ],
            ),
        ]
        return [(heading, items) for heading, items in parts if items]

    def _columns(self) -> str:
        """What the columns of figures are: groups of people, or answers where percentages run along rows."""
        return "Answers, in columns" if self.reading.direction == "row" else "Groups"

    def _kind(self, kind: str) -> str:
        along = ALONG_ROWS if self.reading.direction == "row" else {}
        return along.get(kind, KINDS[kind])

    def _group(self, group: Group) -> str:
        if self.reading.direction == "row" and group.base is None:
            return _name(group)  # a column of answers has no people of its own
        return _group(group)

    def _brief_base(self, group: Group) -> str:
        if group.base is not None:
            return f" {group.base:,}"
        return "" if self.reading.direction == "row" else " (number not printed)"

    def _choices(self) -> list[Decision]:
        """Decisions that are not told with the blocks or the wholes already."""
        return [
            one
            for one in self.reading.decisions
            if not one.what.startswith("rows of ") and one.what != "groups and their whole"
        ]

    def _by_kind(self) -> dict[tuple[str, str], list[Block]]:
        kinds: dict[tuple[str, str], list[Block]] = {}
        for block in self.reading.blocks:
            kinds.setdefault((block.kind, block.kind_from), []).append(block)
        return kinds

    def _table(self, caption: str) -> str:
        """The table as it was understood: a column a group, the rows of a block together."""
        reading = self.reading
        heads = "".join(
            f'<th scope="col">{escape(visible(_name(group)))}'
            f"{f'<br>n = {group.base:,}' if group.base is not None else ''}</th>"
            for group in reading.groups
        )
        bodies = []
        for block in reading.blocks:
            rows = "".join(_row(line) for line in block.lines)
            if block.heading:
                span = len(reading.groups) + 1
                name = escape(visible(block.heading))
                rows = f'<tr><th scope="rowgroup" colspan="{span}" class="hc-heading">{name}</th></tr>{rows}'
            bodies.append(f"<tbody>{rows}</tbody>")
        return (
            f'<table class="hc-table hc-printed"><caption>{caption}</caption>'
            f'<thead><tr><th scope="col">Row</th>{heads}</tr></thead>{"".join(bodies)}</table>'
        )


def _value(text: str) -> str:
    return text if text == "N" else repr(text)


def _name(group: Group) -> str:
    return group.label or "a column without a name"


def _group(group: Group) -> str:
    if group.base is None:
        return f"{_name(group)}: number of people not printed"
    source = f", {_BASE_FROM[group.base_from]}" if group.base_from in _BASE_FROM else ""
    return f"{_name(group)}: {group.base:,} people{source}"


def _why_kind(kind_from: str) -> str:
    return _KIND_FROM.get(kind_from, "nothing says more")


def _rows(block: Block) -> str:
    rows = [line.row for line in block.lines] or [block.row]
    return f"row {rows[0]}" if len(rows) == 1 else f"rows {min(rows)} to {max(rows)}"


def _block_name(block: Block) -> str:
    return block.heading.rstrip(": ") or _rows(block)


def _block(block: Block, reading: Reading) -> str:
    heading = f", {block.heading.rstrip(': ')!r}" if block.heading else ""
    labels = [f"{line.label}{'' if line.kind == 'option' else f' [{line.kind}]'}" for line in block.lines]
    if len(labels) > _MOST_LABELS:
        labels = [*labels[:3], "...", labels[-1]]
    answered = ", ".join(
        f"{_name(group)} {block.bases[group.label]:,}"
        for group in reading.groups
        if group.label in block.bases
    )
    return f"{_rows(block)}{heading}: {'; '.join(labels)}" + (f". People: {answered}" if answered else "")


def _exhausts(known: bool | None) -> str:
    if known is None:
        return ", and perhaps others"
    return "" if known else "; these groups do not add up to it"


def _missing(sign: str, text: str) -> str:
    return f"{sign} {text.lstrip(sign).strip()}" if sign else text


def _left_out(left: Iterable[LeftOut]) -> Iterable[str]:
    """What was left out, together what has one reason."""
    reasons: dict[str, list[str]] = {}
    for one in left:
        text = f"{one.text!r} ({place(one.row, one.column)})" if one.text else place(one.row, one.column)
        reasons.setdefault(one.why, []).append(text)
    for why, texts in reasons.items():
        more = f", and {len(texts) - _MOST_LABELS} more" if len(texts) > _MOST_LABELS else ""
        yield f"{why}: {', '.join(texts[:_MOST_LABELS])}{more}"


def _row(line: Line) -> str:
    kind = "" if line.kind == "option" else f" <em>({line.kind})</em>"
    cells = "".join(f"<td>{escape(visible(_figure(cell)))}</td>" for cell in line.cells)
    return f'<tr><th scope="row">{escape(visible(line.label))}{kind}</th>{cells}</tr>'


def _figure(cell: Cell | None) -> str:
    """A cell as printed; a number of people from a column of its own stands before the percentage."""
    if cell is None:
        return "\N{EN DASH}"
    alone = cell.count is not None and cell.percent is not None and len(parse(cell.printed).numbers) == 1
    return f"{cell.count:,} ({cell.printed})" if alone else cell.printed
