"""From a grid of texts to a reading: what a table shows, how that was understood, and how sure it is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import PurePath

from homecoming.errors import NoSuchNameError
from homecoming.published.data_error import DataError
from homecoming.reading.columns import Columns, GroupColumns, columns, named, said
from homecoming.reading.corrections import BLOCK_KINDS, LAYOUTS, Corrections
from homecoming.reading.drafts import Draft, check_named, drafts
from homecoming.reading.figures import gives, plain
from homecoming.reading.footnotes import conventions, directions, missing
from homecoming.reading.grid import Grid
from homecoming.reading.headings import parse_heading
from homecoming.reading.printed import Block, Breakdown, Cell, Decision, Group, LeftOut, Missing, Reading
from homecoming.reading.sections import Section, Told, adds_up, blocks, names_part, sections
from homecoming.reading.sheets import Sheet, sheets
from homecoming.reading.tidy import is_tidy, read_tidy
from homecoming.reading.turns import side_by_side
from homecoming.reading.wholes import breakdowns

__all__ = ["read"]


def read(grid: Grid, corrections: Corrections | None = None) -> Reading:
    """Read a table.

    Parameters
    ----------
    grid : Grid
        The cells of the table, as they stand in the file.
    corrections : Corrections
        What somebody told of the table; it goes before everything that the table itself shows.

    Returns
    -------
    Reading
        Groups, blocks of rows, cells, what was left out, and every choice with why and how sure.

    Raises
    ------
    DataError
        If no counts or percentages are found.
    NoSuchNameError
        If a correction names a column, row, group or block that is not there.

    Examples
    --------
    >>> rows = (("", "Town (n = 90)", "Village (n = 60)"), ("Yes", "20 (22.2)", "30 (50.0)"))
    >>> rows += (("No", "70 (77.8)", "30 (50.0)"),)
    >>> reading = read(Grid("own.csv", "", rows, (1, 2, 3), (0, 0, 0)))
    >>> [(group.label, group.base) for group in reading.groups], reading.direction, reading.blocks[0].kind
    ([('Town', 90), ('Village', 60)], 'column', 'distribution')
    """
    corrections = corrections or Corrections()
    if corrections.layout is not None and corrections.layout not in LAYOUTS:
        raise NoSuchNameError("layout", corrections.layout, LAYOUTS)
    for kind in corrections.blocks.values():
        if kind not in BLOCK_KINDS:
            raise NoSuchNameError("kind of block", kind, BLOCK_KINDS)
    if corrections.transposed:
        grid = _transposed(grid)
    if corrections.layout == "tidy" or (corrections.layout is None and is_tidy(grid)):
        reading = _told_bases(read_tidy(grid), corrections, None)
        divided, why = breakdowns(reading, {}, corrections)
        reading = replace(reading, breakdowns=divided, decisions=(*reading.decisions, *why))
        return _corrected(reading, corrections)
    tables = sheets(grid, corrections)
    check_named(tables, corrections)
    tables = tuple(side_by_side(sheet) for sheet in tables)
    parts = [_Table.of(sheet, grid, corrections) for sheet in tables]
    parts = [part for part in parts if any(row.kind not in ("heading", "break", "base") for row in part.rows)]
    if not parts:
        raise _no_figures(grid, tables)
    return _corrected(_together(parts, grid, corrections), corrections)


def _no_figures(grid: Grid, tables: Sequence[Sheet]) -> DataError:
    rows = sum(len(sheet.body) for sheet in tables)
    what = (
        f"{rows} rows below the header, none with a percentage or a number of people"
        if rows
        else "no rows below a header"
    )
    return DataError(
        what,
        "a table with names of rows and columns of percentages or numbers of people",
        "Say with --header-rows how many rows are headers, or with --column COLUMN=group what has figures.",
        file=grid.title,
    )


def _transposed(grid: Grid) -> Grid:
    rows = tuple(zip(*grid.rows, strict=True))
    return replace(
        grid,
        rows=rows,
        numbers=tuple(range(1, len(rows) + 1)),
        indents=(0,) * len(rows),
        spans={},
        heads=0,
        strong=frozenset(),
    )


# ---------------------------------------------------------------------------------------------------------
# One table
# ---------------------------------------------------------------------------------------------------------


@dataclass
class _Table:
    """One sheet while it is read."""

    sheet: Sheet
    columns: Columns
    rows: tuple[Draft, ...]
    left: list[LeftOut]
    decisions: list[Decision]
    bases: dict[int, int | None] = field(default_factory=dict)
    bases_from: dict[int, str] = field(default_factory=dict)
    direction: str = "column"
    sections: list[Section] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    said: frozenset[str] = frozenset()
    nets: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def groups(self) -> tuple[GroupColumns, ...]:
        return self.columns.groups

    @property
    def labels(self) -> list[str]:
        return [group.label for group in self.groups]

    @classmethod
    def of(cls, sheet: Sheet, grid: Grid, corrections: Corrections) -> _Table:
        found = columns(sheet, corrections, grid.decimal)
        read_rows = drafts(sheet, found, corrections)
        found, what = _per_row(found, read_rows.rows, corrections)
        if what is not None:
            read_rows = drafts(sheet, found, corrections)
        table = cls(sheet, found, read_rows.rows, list(read_rows.left), [what] if what else [])
        table.said = said(sheet) | conventions(
            row.heading.printed for row in table.rows if row.kind == "heading"
        )
        for at, heading, why in found.left:
            table.left.append(LeftOut(0, at + 1, heading, why))
        if read_rows.zeros:
            table._decide(
                "decimals",
                "zeros at the end were dropped in print: 4 is read as 4.0",
                "all other percentages have decimals, and none ends in a zero",
                "likely",
            )
        if found.comma:
            table._decide(
                "decimals",
                "a comma stands before decimals",
                "most figures can only be read so",
                "likely" if not corrections.decimal else "told",
            )
        table._turn_answers(corrections)
        table._find_bases(corrections)
        table._find_direction(grid, corrections)
        table._find_blocks(grid, corrections)
        return table

    def _decide(self, what: str, choice: str, why: str, sure: str) -> None:
        self.decisions.append(Decision(what, choice, why, sure))

    # -- answers under each group --------------------------------------------------------------------------

    def _turn_answers(self, corrections: Corrections) -> None:
        """Read "Town: Yes, No; Village: Yes, No" as the groups Town and Village, and each row as a question.

        Only if in most rows the figures under each heading add up to 100, or their counts to one base.
        """
        parents: dict[str, list[int]] = {}
        for g, group in enumerate(self.groups):
            if group.parent:
                parents.setdefault(group.parent, []).append(g)
        answers = {
            parent: [self.groups[g].label.rpartition(": ")[2] for g in places]
            for parent, places in parents.items()
        }
        same = len({tuple(names) for names in answers.values()}) == 1
        if (
            corrections.layout is not None
            or len(parents) < 2
            or not same
            or len(next(iter(answers.values()))) < 2
        ):
            return
        if sum(map(len, parents.values())) != len(self.groups) or any(
            self.groups[g].base for g in range(len(self.groups))
        ):
            return
        rows = [row for row in self.rows if row.kind == "option"]
        sums = [adds_up([row.cells[g] for g in places], None) for row in rows for places in parents.values()]
        known = [s for s in sums if s.adds is not None]
        if len(rows) < 2 or sum(bool(s.adds) for s in known) * 4 < 3 * len(known) or not known:
            return
        down = self._columns_add_up(sections([row for row in self.rows if row.kind != "base"], corrections))
        if down > 0.5:
            return
        names = next(iter(answers.values()))
        turned: list[Draft] = []
        for row in self.rows:
            if row.kind != "option":
                kind = "break" if row.kind == "heading" else row.kind
                turned.append(replace(row, kind=kind, cells=(None,) * len(parents), bases={}))
                continue
            blank = (None,) * len(parents)
            turned.append(replace(row, kind="heading", cells=blank, differences=()))
            for at, name in enumerate(names):
                label = f"{row.heading.printed}: {name}"
                cells = tuple(row.cells[places[at]] for places in parents.values())
                turned.append(
                    replace(row, heading=parse_heading(label), cells=cells, p=None, base=None, differences=())
                )
        groups = []
        for parent, places in parents.items():
            first = self.groups[places[0]]
            heading = first.heading.removesuffix(names[0]).strip() or parent
            groups.append(
                GroupColumns(parent, heading, first.count, first.percent, total=parse_heading(parent).total)
            )
        self.columns = replace(self.columns, groups=tuple(groups))
        self.rows = tuple(turned)
        choice = f"{', '.join(names)} under each group are the answers, and each row is a question"
        self._decide("columns", choice, "under each heading the figures of a row add up to 100", "likely")

    # -- bases --------------------------------------------------------------------------------------------

    def _find_bases(self, corrections: Corrections) -> None:
        """The number of people of each group: from headings, rows of numbers, or what is told."""
        self.bases = {g: group.base for g, group in enumerate(self.groups)}
        self.bases_from = {g: "heading" for g, base in self.bases.items() if base is not None}
        rows = [row for row in self.rows if row.kind == "base"]
        plain_rows = [row for row in rows if not row.weighted] or rows
        if len(plain_rows) < len(rows):
            self.said |= {"weighted"}
            for row in rows:
                if row.weighted:
                    self.left.append(
                        LeftOut(
                            row.row.number,
                            0,
                            row.heading.printed,
                            "weighted numbers of people, beside those not weighted",
                        )
                    )
        self.sections = sections([row for row in self.rows if row.kind != "base"], corrections)
        figures = [at for at, row in enumerate(self.rows) if row.kind not in ("heading", "base", "break")]
        if len(plain_rows) == 1 or len({tuple(sorted(row.bases.items())) for row in plain_rows}) == 1:
            for g, people in plain_rows[0].bases.items() if plain_rows else ():
                if self.bases[g] is None:
                    self.bases[g], self.bases_from[g] = people, "row"
        elif plain_rows:
            first = next(at for at, row in enumerate(self.rows) if row.kind == "base")
            self._bases_of_sections(plain_rows, before=not figures or first < figures[0])
        if self.columns.base is not None:
            return
        self._bases_of_totals()
        for title in self.sheet.titles:
            base = parse_heading(title).base
            whole = self._whole()
            if base is not None and whole is not None and self.bases[whole] is None:
                self.bases[whole], self.bases_from[whole] = base, "heading"

    def _whole(self) -> int | None:
        """The group of everybody: the only one, or the one that words name so."""
        named_so = [g for g, group in enumerate(self.groups) if group.total]
        return 0 if len(self.groups) == 1 else named_so[0] if named_so else None

    def _bases_of_sections(self, rows: Sequence[Draft], *, before: bool) -> None:
        """Give several rows of numbers of people to the rows that they stand above (or below)."""
        places = sorted(row.row.number for row in rows)
        by_place = {row.row.number: row for row in rows}
        for section in self.sections:
            if not section.rows:
                continue
            here = section.rows[0].row.number if before else section.rows[-1].row.number
            fitting = [place for place in places if (place < here if before else place > here)]
            if fitting and not section.bases:
                section.bases = dict(by_place[fitting[-1] if before else fitting[0]].bases)
                section.bases_from = "row"

    def _bases_of_totals(self) -> None:
        """Rows of totals with counts: the number of people of the group, or of the block."""
        found: list[tuple[Section, dict[int, int]]] = []
        for section in self.sections:
            totals = [row for row in section.rows if row.heading.total or row.kind == "total"]
            for row in totals[-1:]:
                full = {
                    g: cell.count
                    for g, cell in enumerate(row.cells)
                    if cell is not None
                    and cell.count
                    and (cell.percent is None or Decimal(cell.percent) >= 99)
                }
                across = {
                    g: cell.count
                    for g, cell in enumerate(row.cells)
                    if cell is not None
                    and cell.count
                    and cell.percent is not None
                    and not self._of_more(section, row, g)
                }
                summed = {
                    g: n
                    for g, n in across.items()
                    if len(self.groups) > 1
                    and n == sum(_count(o.cells[g]) for o in section.rows if o is not row)
                }
                counts = full | summed
                if counts:
                    found.append((section, counts))
        if not found:
            return
        agree = all(counts == found[0][1] for _, counts in found) or len(found) == 1
        for section, counts in found:
            for g, n in counts.items():
                if self.bases[g] is None and agree:
                    self.bases[g], self.bases_from[g] = n, "total"
                elif self.bases[g] != n and g not in section.bases:
                    section.bases[g] = n
                    section.bases_from = section.bases_from or "row"

    def _of_more(self, section: Section, total: Draft, g: int) -> bool:
        """Whether "Total 284 (94.7)" and the rows above are shares of more people than the total."""
        cell = total.cells[g]
        if cell is None or cell.count is None or cell.percent is None:
            return False
        others = [
            o for row in section.rows if row is not total and (o := row.cells[g]) is not None and _both(o)
        ]
        value = Decimal(cell.percent)
        half = Decimal(1).scaleb(-len(cell.percent.partition(".")[2])) / 2
        low, high = (int(100 * cell.count / (value + half)), int(100 * cell.count / (value - half)) + 1)
        if not others or value >= 99 or high - low > 200:
            return False
        return any(2 * sum(_any(o, {n}) for o in others) > len(others) for n in range(low, high + 1))

    # -- direction ----------------------------------------------------------------------------------------

    def _find_direction(self, grid: Grid, corrections: Corrections) -> None:
        """Decide what percentages are percentages of, by figures where that can be."""
        what = "what percentages are of"
        if corrections.layout in ("columns", "rows", "whole"):
            self.direction = {"columns": "column", "rows": "row", "whole": "whole"}[corrections.layout]
            self._decide(what, _OF[self.direction], "it was told", "told")
            return
        cells = [cell for row in self.rows for cell in row.cells if cell is not None]
        if not any(cell.percent is not None for cell in cells):
            self.direction = "none" if not any(cell.base for cell in cells) else "column"
            self._decide(what, _OF[self.direction], "no percentages are printed", "printed")
            return
        if corrections.layout == "list" or (self.columns.base is not None and len(self.groups) == 1):
            self.direction = "row"
            why = "it was told" if corrections.layout == "list" else "each row has its own number of people"
            self._decide(what, _OF["row"], why, "told" if corrections.layout == "list" else "printed")
            return
        if along := self._fractions_along():
            self.direction = along
            self._decide(what, _OF[along], "the numbers of people in the cells repeat so", "printed")
            return
        words = directions(
            [
                *self.sheet.titles,
                *self.sheet.notes,
                *(text for row in self.sheet.header for text in row.texts),
            ]
        )
        stated = next(iter(words)) if len(words) == 1 else ""
        fits = self._fits()
        best = max(fits[name] for name in ("column", "row", "whole"))
        shown = sum(cell.percent is not None for cell in cells)
        # A few counts in one row do not outweigh all the rows that add up.
        few = fits["all"] * 10 < 3 * shown and self._rows_add_up() >= 0.7
        if best and not few:
            leading = [name for name in ("column", "row", "whole") if fits[name] == best]
            self.direction = stated if stated in leading else leading[0]
            listed = ", ".join(
                f"{count} fit the {_PEOPLE[name]}" for name, count in fits.items() if name != "all"
            )
            sure = "likely" if best * 2 > fits["all"] and len(leading) == 1 else "guessed"
            self._decide(
                what,
                _OF[self.direction],
                f"of {fits['all']} percentages with a number beside them, {listed}",
                sure,
            )
            return
        rows, columns_ = self._rows_add_up(), self._columns_add_up()
        if self.columns.base is not None and (rows >= 0.5 or stated != "column"):
            self.direction = "row"
            self._decide(what, _OF["row"], "each row has its own number of people", "printed")
        elif rows >= 0.6 and (rows > columns_ or stated == "row"):
            self.direction = "row"
            self._decide(
                what,
                _OF["row"],
                f"{rows:.0%} of the rows add up to 100, {columns_:.0%} of the columns",
                "likely",
            )
        elif stated:
            self.direction = stated
            self._decide(what, _OF[stated], "words of the table say so", "printed")
        else:
            self.direction = "column"
            sure = "likely" if columns_ > rows else "guessed"
            why = (
                f"{columns_:.0%} of the columns add up to 100, {rows:.0%} of the rows"
                if columns_
                else "nothing says otherwise"
            )
            self._decide(what, _OF["column"], why, sure)

    def _fractions_along(self) -> str:
        """Where cells print their people, as in 92/300: whether these are the same along rows or columns."""
        rows = [[cell.base for cell in row.cells if cell is not None and cell.base] for row in self.rows]
        rows = [bases for bases in rows if len(bases) > 1]
        down = [
            [cell.base for row in self.rows if row.cells and (cell := row.cells[g]) is not None and cell.base]
            for g in range(len(self.groups))
        ]
        down = [bases for bases in down if len(bases) > 1]
        if not rows or not down:
            return ""
        same_rows = sum(len(set(bases)) == 1 for bases in rows) / len(rows)
        same_columns = sum(len(set(bases)) == 1 for bases in down) / len(down)
        if same_rows > 0.9 and same_columns < 0.5:
            return "row"
        return "column" if same_columns > 0.5 and same_rows < 0.9 else ""

    def _fits(self) -> dict[str, int]:
        """How many counts give their percentages, of the people of the column, of the row, of the whole."""
        fits = {"column": 0, "row": 0, "whole": 0, "all": 0}
        whole = self._whole() if len(self.groups) > 1 else None
        apart = [g for g, group in enumerate(self.groups) if not group.total]
        if apart and not any(_both(row.cells[g]) for row in self.rows for g in apart):
            return fits  # counts of everybody alone do not say what the others are percentages of
        for section in self.sections:
            sums = {
                g: sum(_count(row.cells[g]) for row in section.rows if not row.heading.total)
                for g in range(len(self.groups))
            }
            full = sum(n for g, n in sums.items() if g != whole)
            everybody = {self.bases[whole], sums[whole]} if whole is not None else {full}
            hidden = {g: _one_base([c for row in section.rows if _both(c := row.cells[g])]) for g in sums}
            for row in section.rows:
                parts = [g for g in range(len(self.groups)) if not self.groups[g].total]
                along = sum(_count(row.cells[g]) for g in parts)
                printed = _count(row.cells[whole]) if whole is not None else 0
                for g, cell in enumerate(row.cells):
                    if cell is None or not cell.count or cell.percent is None or cell.base is not None:
                        continue
                    fits["all"] += 1
                    unseen = hidden[g] if hidden[g] not in everybody else None
                    down = {self.bases[g], section.bases.get(g), sums[g], unseen} - {None}
                    fits["column"] += _any(cell, down)
                    if len(parts) > 1 or row.base or printed:
                        fits["row"] += g != whole and _any(cell, {row.base, printed, along} - {None})
                    fits["whole"] += len(parts) > 1 and _any(cell, everybody - {None})
        return fits

    def _rows_add_up(self) -> float:
        """The share of rows whose percentages add up to 100 over the groups."""
        good = tried = 0
        self.nets = self._net_columns()
        places = [g for g, group in enumerate(self.groups) if not group.total and g not in self.nets]
        for row in self.rows:
            cells = [row.cells[g] for g in places] if row.cells else []
            if row.kind not in ("option", "total") or sum(cell is not None for cell in cells) < 2:
                continue
            adds = adds_up(cells, None).adds
            tried += adds is not None
            good += bool(adds)
        return good / tried if tried > 1 or (self.columns.base is not None and tried) else 0.0

    def _net_columns(self) -> dict[int, tuple[int, ...]]:
        """Columns that are the sum of others in nearly all rows, where the others alone add up to 100."""
        rows = [
            row
            for row in self.rows
            if row.kind in ("option", "total") and sum(c is not None for c in row.cells) > 2
        ]
        places = [g for g, group in enumerate(self.groups) if not group.total]
        if len(rows) < 2 or len(places) < 4:
            return {}
        found: dict[int, tuple[int, ...]] = {}
        used: set[int] = set()
        few = len(rows) // 10
        # A heading that names a sum, as "Net agree" does, may have a wrong figure or two.
        worded = {g for g in places if parse_heading(self.groups[g].label).subtotal}
        for g in places if len(places) <= _MOST_ANSWERS else ():
            if g in used:
                continue
            others = [o for o in places if o != g and o not in found and o not in used]
            runs = [tuple(others[a:b]) for a in range(len(others)) for b in range(a + 2, len(others) + 1)]
            named = tuple(o for o in others if names_part(self.labels[g], self.labels[o]))
            best: tuple[int, tuple[int, ...]] | None = None
            for run in runs:
                allowed = few
                if g in worded:
                    allowed = max(few, len(rows) // 2 if run == named else (len(rows) - 1) // 3)
                misses = 0
                for row in rows:
                    misses += not _sums(row.cells[g], [row.cells[o] for o in run])
                    if misses > (allowed if best is None else min(allowed, best[0] - 1)):
                        break
                else:
                    best = misses, run
            if best is not None:
                found[g] = best[1]
                used |= set(best[1])
        rest = [g for g in places if g not in found]
        full = sum(bool(adds_up([row.cells[g] for g in rest], None).adds) for row in rows)
        return found if full * 10 >= 7 * len(rows) else {}

    def _columns_add_up(self, parts: Sequence[Section] | None = None) -> float:
        """The share of rows in blocks whose percentages add up to 100 down the columns."""
        good = tried = 0
        bases = self.bases or dict.fromkeys(range(len(self.groups)))
        for section in self.sections if parts is None else parts:
            for block in blocks(section, bases, self.labels, percents=True, told=Told()):
                lines = [line for line in block.lines if line.kind == "option"]
                tried += len(lines)
                good += len(lines) if block.kind == "distribution" and block.kind_from == "figures" else 0
        return good / tried if tried else 0.0

    # -- blocks -------------------------------------------------------------------------------------------

    def _find_blocks(self, grid: Grid, corrections: Corrections) -> None:
        kinds = {plain(heading).casefold(): kind for heading, kind in corrections.blocks.items()}
        filled = [section for section in self.sections if section.rows]
        book = _is_books_own(self.sheet)
        told = Told(
            several_told=corrections.several is True,
            several_said="several" in self.said,
            alone=len(filled) == 1 and not any(row.kind == "break" for row in self.rows),
            exhaustive=book,
        )
        for section in self.sections:
            section.told = (
                kinds.get(plain(section.heading).casefold().rstrip(": "), "")
                or kinds.get(plain(section.heading).casefold(), "")
                or kinds.get("", "")
            )
            self._base_of_heading(section)
        alone = len(filled) == 1 and not filled[0].heading
        if alone and kinds:
            title = plain(self.sheet.titles[-1]).casefold() if self.sheet.titles else ""
            filled[0].told = filled[0].told or kinds.get(title, "")
        for section in filled:
            if self.direction in ("row", "none", "whole"):
                self.blocks += self._row_blocks(section, told)
            else:
                self.blocks += blocks(section, self.bases, self.labels, percents=True, told=told)

    def _base_of_heading(self, section: Section) -> None:
        """A number of people in the heading of a block: of the only group, or of everybody."""
        base = section.bases.pop(-1, None)
        if base is None:
            return
        whole = self._whole()
        if whole is not None and (self.bases[whole] is None or base <= (self.bases[whole] or 0)):
            section.bases[whole] = base
            if len(self.groups) > 1:
                self._decide(
                    "numbers of people of a block",
                    f"{base} in {section.heading!r} are the people of {self.labels[whole]!r}",
                    "it counts everybody",
                    "likely",
                )
        else:
            section.bases_from = ""
            self._decide(
                "numbers of people of a block",
                f"{base} in {section.heading!r} is not used",
                "no column counts the people of all groups",
                "guessed",
            )

    def _row_blocks(self, section: Section, told: Told) -> list[Block]:
        """Blocks of a table whose percentages run along the rows, or that has counts only."""
        found = blocks(section, self.bases, self.labels, percents=False, told=told)
        if section.told or told.several_told or len(found) != 1 or self.direction == "none":
            return [self._counted(block) for block in found]
        return [self._counted(block) for block in found]

    def _sums_and_bases(self, block: Block) -> list[tuple[int, int]]:
        """For each group with counts their sum in a block, and its people: printed, or of other blocks."""
        found = []
        for g in range(len(self.groups)):
            totals = [
                total for section in self.sections if (total := _sum_of_counts(section.rows, g)) is not None
            ]
            base = self.bases[g]
            if base is None and len(totals) > 1 and max(totals.count(total) for total in totals) > 1:
                base = max(totals, key=totals.count)
            cells = [line.cells[g] for line in block.lines if line.kind == "option"]
            if base and not any(cell is not None and cell.count is None for cell in cells):
                found.append((sum(map(_count, cells)), base))
        return found

    def _counted(self, block: Block) -> Block:
        """The kind of a block by its counts, or by whether its rows add up."""
        if block.kind_from in ("told", "figures"):
            return block
        options = [line for line in block.lines if line.kind == "option"]
        have_counts = any(
            cell is not None and cell.count is not None for line in options for cell in line.cells
        )
        if self.direction == "row" and len(self.groups) > 1:
            along = self._along(block)
            # Answers that add up along the rows; but rows of everybody each are questions of their own.
            beyond = [total > 1.02 * base for total, base in self._sums_and_bases(block)]
            if along is True and not (beyond and all(beyond)):
                return replace(block, kind="distribution", kind_from="figures")
            if along is True or (along is False and not have_counts):
                return replace(block, kind="shares" if along else "several", kind_from="figures")
        if have_counts and len(options) > 1:
            near = [0.9 * base <= total <= 1.02 * base for total, base in self._sums_and_bases(block)]
            if near and sum(near) * 2 > len(near) and (block.heading or len(self.sections) == 1):
                return replace(block, kind="distribution", kind_from="figures")
            if block.kind == "distribution":
                return replace(block, kind="unknown", kind_from="")
            return block
        if self.direction != "row":
            return block
        if len(self.groups) == 1:
            return replace(block, kind="shares", kind_from="layout")
        return replace(block, kind="unknown", kind_from="")

    def _along(self, block: Block) -> bool | None:
        """Whether the percentages of most rows add up to 100; False if they are far above, else None."""
        places = [g for g, group in enumerate(self.groups) if not group.total and g not in self.nets]
        sums = [adds_up([line.cells[g] for g in places], None) for line in block.lines]
        known = [s for s in sums if s.adds is not None]
        if known and sum(bool(s.adds) for s in known) * 2 > len(known):
            return True
        over = [s.total for s in known if s.total is not None and s.total > 110]
        return False if len(over) * 2 > len(known) > 0 else None


#: With more columns nobody prints answers and their sums side by side.
_MOST_ANSWERS = 16

_OF = {
    "column": "of the people of their column",
    "row": "of the people of their row",
    "whole": "of all people of the table",
    "none": "there are no percentages",
}
_PEOPLE = {"column": "column's people", "row": "row's people", "whole": "whole's people"}


def _sum_of_counts(rows: Sequence[Draft], g: int) -> int | None:
    """What the counts of answers add up to; None if there are not two."""
    cells = [row.cells[g] for row in rows if row.kind == "option" and not row.heading.total]
    counts = [cell.count for cell in cells if cell is not None and cell.count is not None]
    return sum(counts) if len(counts) > 1 else None


def _both(cell: Cell | None) -> bool:
    return cell is not None and cell.count is not None and cell.percent is not None


def _count(cell: Cell | None) -> int:
    return cell.count or 0 if cell is not None else 0


def _sums(whole: Cell | None, parts: Sequence[Cell | None]) -> bool:
    """Whether a percentage is the sum of others, as far as rounding goes."""
    if whole is None or whole.percent is None:
        return False
    shown = [part.percent for part in parts if part is not None and part.percent is not None]
    half = sum(Decimal(1).scaleb(-len(text.partition(".")[2])) for text in (*shown, whole.percent)) / 2
    return bool(shown) and abs(Decimal(whole.percent) - sum(map(Decimal, shown))) <= half


def _any(cell: Cell, bases: Iterable[int | None]) -> bool:
    return any(
        base is not None and base >= (cell.count or 0) and gives(cell.count or 0, base, cell.percent or "0")
        for base in bases
    )


def _is_books_own(sheet: Sheet) -> bool:
    """Whether the table is laid out with a first column ``option``, as the book's own files are."""
    first = [text.strip().casefold() for text in sheet.header[0].texts[:2]] if sheet.header else []
    return first[:1] == ["option"] or first == ["question", "option"]


def _per_row(
    found: Columns, rows: Sequence[Draft], corrections: Corrections
) -> tuple[Columns, Decision | None]:
    """Whether numbers beside percentages are those who answered so, or all who were asked in a row."""
    if found.base is not None and any(group.count != group.percent for group in found.groups):
        return found, None  # a column of its own says how many were asked in each row
    groups = list(found.groups)
    changed = []
    told = set(corrections.columns.values())
    for g, group in enumerate(groups):
        if group.count is None or group.percent is None or group.count == group.percent or "n" in told:
            continue
        cells = [
            c
            for row in rows
            if row.kind == "option" and (c := row.cells[g]) is not None and c.count and c.percent
        ]
        if len(cells) < 2:
            continue
        counted = _share_with_one_base(cells)
        asked = sum(any(gives(k, c.count or 0, c.percent or "0") for k in _near(c)) for c in cells) / len(
            cells
        )
        counts = [c.count or 0 for c in cells]
        alike = max(counts) * 4 < 5 * min(counts) and len({c.percent for c in cells}) > 1
        # A percentage fits nearly any large number of people, which then says nothing.
        telling = sum(
            min(1.0, (c.count or 0) / 100 / 10 ** len((c.percent or "").partition(".")[2])) for c in cells
        )
        if counted < 0.5 and (alike or (asked > 0.8 and asked > counted and telling * 2 < len(cells))):
            groups[g] = replace(group, per_row=True)
            changed.append(group.label)
    if not changed:
        return found, None
    only = len(groups) == 1
    why = "as counts they would not give the percentages beside them"
    choice = "the number of people asked in each row, not of those who answered so"
    if only:
        group = groups[0]
        found = replace(found, base=group.count, groups=(replace(group, count=None, per_row=False),))
    else:
        found = replace(found, groups=tuple(groups))
    return found, Decision("numbers beside percentages", choice, why, "likely")


def _near(cell: Cell) -> tuple[int, int]:
    k = int(Decimal(cell.percent or "0") * (cell.count or 0) / 100)
    return k, k + 1


def _one_base(cells: Sequence[Cell | None]) -> int | None:
    """The number of people that is not printed and gives all percentages of a column, three or more."""
    shown = [cell for cell in cells if cell is not None and cell.count and cell.percent]
    if len(shown) < 3:
        return None
    low, high = 1, 10**9
    for cell in shown:
        value, half = (
            Decimal(cell.percent or "0"),
            Decimal(1).scaleb(-len((cell.percent or "").partition(".")[2])) / 2,
        )
        if value > half:
            low = max(low, math.ceil(100 * (cell.count or 0) / (value + half)))
            high = min(high, math.floor(100 * (cell.count or 0) / (value - half)))
    return low if low <= high < 10**9 else None


def _share_with_one_base(cells: Sequence[Cell]) -> float:
    """The largest share of counts and percentages that agree on one number of people."""
    intervals = []
    for cell in cells:
        value, half = (
            Decimal(cell.percent or "0"),
            Decimal(1).scaleb(-len((cell.percent or "").partition(".")[2])) / 2,
        )
        count = Decimal(cell.count or 0)
        if value > half:
            intervals.append((100 * count / (value + half), 100 * count / (value - half)))
    most = max((sum(low <= point <= high for low, high in intervals) for point, _ in intervals), default=0)
    return most / len(intervals) if intervals else 0.0


# ---------------------------------------------------------------------------------------------------------
# The whole reading
# ---------------------------------------------------------------------------------------------------------


def _together(parts: Sequence[_Table], grid: Grid, corrections: Corrections) -> Reading:
    """One reading of all tables that are stacked in a grid."""
    first = parts[0]
    labels: list[str] = list(dict.fromkeys(label for part in parts for label in part.labels))
    groups: dict[str, Group] = {}
    for part in parts:
        for g, group in enumerate(part.groups):
            if group.label not in groups:
                groups[group.label] = Group(
                    group.label,
                    group.heading,
                    part.bases[g],
                    part.bases_from.get(g, "") if part.bases[g] else "",
                )
    all_blocks: list[Block] = []
    for number, part in enumerate(parts):
        place = {label: part.labels.index(label) if label in part.labels else None for label in labels}
        title = part.sheet.titles[-1] if len(parts) > 1 and part.sheet.titles else ""
        own = {
            label: base
            for label, g in place.items()
            if number and g is not None and (base := part.bases[g]) is not None and base != groups[label].base
        }
        for block in part.blocks:
            lines = tuple(
                replace(line, cells=tuple(line.cells[g] if g is not None else None for g in place.values()))
                for line in block.lines
            )
            heading = f"{title}: {block.heading}" if title and block.heading else title or block.heading
            bases = own | block.bases
            all_blocks.append(
                replace(
                    block,
                    lines=lines,
                    heading=heading,
                    bases=bases,
                    bases_from=block.bases_from or ("heading" if bases else ""),
                )
            )
    titles = [title for title in first.sheet.titles if title]
    notes = tuple(
        dict.fromkeys(note for part in parts for note in (*part.sheet.titles[1:], *part.sheet.notes))
    )
    title = corrections.title or (titles[0] if titles else "") or PurePath(grid.file).stem
    stated = conventions([*titles, *notes]) | frozenset().union(*(part.said for part in parts))
    rows = {line.row: line.label for block in all_blocks for line in block.lines}
    decisions = [decision for part in parts for decision in part.decisions]
    for block in all_blocks:
        decisions.append(_about(block, stated, along=first.direction == "row" and len(labels) > 1))
    reading = Reading(
        file=grid.title,
        title=title,
        direction=first.direction,
        groups=tuple(groups[label] for label in labels),
        blocks=tuple(all_blocks),
        notes=notes,
        conventions=frozenset(stated),
        left_out=tuple(dict.fromkeys(left for part in parts for left in part.left)),
        decisions=tuple(dict.fromkeys(decisions)),
    )
    reading = _told_bases(reading, corrections, first.columns)
    found = missing(notes, rows, {group.label: group.base for group in reading.groups})
    parents = {group.label: group.parent for part in parts for group in part.groups}
    found = (*(m for m in found if m.most > 0 and _signed(m, reading)), *_missing_rows(parts, reading))
    reading = replace(reading, missing=found)
    divided, why = breakdowns(reading, parents, corrections)
    if reading.direction == "row":
        nets = {first.labels[g]: tuple(first.labels[o] for o in parts_) for g, parts_ in first.nets.items()}
        divided += tuple(
            Breakdown(net, names) for net, names in nets.items() if net not in {b.whole for b in divided}
        )
    return replace(reading, breakdowns=divided, decisions=(*reading.decisions, *why))


def _signed(found: Missing, reading: Reading) -> bool:
    """Whether a number of missing answers of one group has its sign at a cell of that group."""
    if not found.sign or not found.group:
        return True
    at = [group.label for group in reading.groups].index(found.group)
    return any(
        (cell := line.cells[at]) is not None and found.sign in cell.signs for _, line in reading.lines()
    )


def _missing_rows(parts: Sequence[_Table], reading: Reading) -> list[Missing]:
    """What rows such as "Unknown | 3 | 4" say of the answers above, if percentages are of the others."""
    found = []
    for part in parts:
        for draft in part.rows:
            if draft.kind != "break" or not draft.bases:
                continue
            above = [(block, line) for block, line in reading.lines() if line.row < draft.row.number]
            if not above:
                continue
            block, last = above[-1]
            lines = block.lines if block.kind == "distribution" else (last,)
            between = [row for row in part.rows if last.row < row.row.number < draft.row.number]
            if any(row.kind in ("break", "heading") for row in between):
                continue
            rows = tuple(line.row for line in lines)
            for g, absent in draft.bases.items():
                label = part.labels[g]
                base = reading.group(label).base
                at = [group.label for group in reading.groups].index(label)
                cells = [
                    cell
                    for line in lines
                    if (cell := line.cells[at]) is not None and cell.count and cell.percent
                ]
                if base is None or label in block.bases or not 0 < absent < base or not cells:
                    continue
                less = sum(gives(cell.count or 0, base - absent, cell.percent or "0") for cell in cells)
                if less > sum(gives(cell.count or 0, base, cell.percent or "0") for cell in cells):
                    found.append(Missing("", absent, absent, draft.heading.printed, rows, label))
    return found


def _about(block: Block, stated: frozenset[str], *, along: bool) -> Decision:
    name = block.heading or f"{block.lines[0].label} to {block.lines[-1].label}"
    why = {
        "told": "it was told",
        "figures": "the figures show it",
        "words": "words of the table say so",
        "layout": "the layout of the table says so",
    }.get(block.kind_from, "the rows do not add up to everybody, and nothing says why")
    choice = BLOCK_KINDS.get(block.kind, "not known whether the rows are all answers")
    if along and block.kind == "distribution":
        choice = "along each row everybody gave one of the answers (columns)"
    sure = {"told": "told", "figures": "likely", "words": "printed"}.get(block.kind_from, "guessed")
    return Decision(f"rows of {name!r}", f"{block.kind}: {choice}", why, sure)


def _told_bases(reading: Reading, corrections: Corrections, found: Columns | None) -> Reading:
    """The reading with the numbers of people that are told."""
    groups = {group.label: group for group in reading.groups}
    told: dict[str, int] = {}
    for name, base in corrections.bases.items():
        told[_group_of(name, reading, found)] = base
    whole = _group_of(corrections.whole, reading, found) if corrections.whole is not None else None
    if corrections.people is not None:
        target = whole or (
            reading.groups[0].label
            if len(reading.groups) == 1
            else next((g.label for g in reading.groups if parse_heading(g.label).total), None)
        )
        if target is not None:
            told.setdefault(target, corrections.people)
    elif whole is not None and whole not in told and len(told) > 1 and groups[whole].base is None:
        told[whole] = sum(told.values())
    blocks_told: dict[str, dict[str, int]] = {}
    headings = {plain(block.heading).casefold().rstrip(": "): block.heading for block in reading.blocks}
    for (heading, group), base in corrections.block_bases.items():
        key = plain(heading).casefold().rstrip(": ")
        if key not in headings:
            raise NoSuchNameError(
                "block", heading, [block.heading for block in reading.blocks if block.heading]
            )
        names = [g.label for g in reading.groups] if not group else [_group_of(group, reading, found)]
        blocks_told.setdefault(headings[key], {}).update(dict.fromkeys(names, base))
    for heading in corrections.blocks:
        if (
            heading
            and plain(heading).casefold().rstrip(": ") not in headings
            and not any(b.kind_from == "told" for b in reading.blocks)
        ):
            raise NoSuchNameError(
                "block", heading, [block.heading for block in reading.blocks if block.heading]
            )
    return replace(
        reading,
        groups=tuple(
            replace(g, base=told[g.label], base_from="told") if g.label in told else g for g in reading.groups
        ),
        blocks=tuple(
            replace(b, bases=b.bases | blocks_told[b.heading], bases_from="told")
            if b.heading in blocks_told
            else b
            for b in reading.blocks
        ),
    )


def _group_of(name: str, reading: Reading, found: Columns | None) -> str:
    wanted = plain(name).casefold()
    for group in reading.groups:
        if wanted in (plain(group.label).casefold(), plain(group.heading).casefold()):
            return group.label
    at = named(name, found.headings) if found is not None else None
    for columns_ in found.groups if found is not None else ():
        if at is not None and at in (columns_.count, columns_.percent):
            return columns_.label
    raise NoSuchNameError("group", name, [group.label for group in reading.groups])


def _corrected(reading: Reading, corrections: Corrections) -> Reading:
    """The reading with the conventions that are told, and the title."""
    stated = set(reading.conventions)
    for name in ("several", "weighted", "truncated", "adjusted"):
        value = getattr(corrections, name)
        if value is True:
            stated.add(name)
        elif value is False:
            stated.discard(name)
    return replace(reading, conventions=frozenset(stated), title=corrections.title or reading.title)
