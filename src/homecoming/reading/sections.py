"""Which rows of a table belong together, and what they are to each other: blocks, totals, subtotals.

Headings, indents and empty rows say where a block begins. Where they are silent, the figures can tell: rows
whose percentages add up to 100, or whose counts add up to everybody, in most groups at once.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from homecoming.reading.corrections import Corrections
from homecoming.reading.drafts import Draft
from homecoming.reading.figures import gives, plain
from homecoming.reading.headings import parse_heading
from homecoming.reading.printed import Block, Cell, Line, PValue

__all__ = ["Section", "blocks", "names_part", "sections"]

#: How sure it must be that rows add up to 100 not by chance: the exponent of one in so many.
_SURE, _ENOUGH = 2.0, 1.0
#: How many rows a subtotal sums at most.
_LONGEST = 12
#: Among how many answers all choices of parts are tried.
_MOST_ANSWERS = 10


@dataclass
class Section:
    """Rows between two marks that separate blocks.

    Attributes
    ----------
    heading : str
        As printed; empty if there is none.
    row : int
        Where it stands.
    rows : list of Draft
        The rows.
    bases : dict of int to int
        For groups by place the number of people in this block; -1 stands for the whole table.
    bases_from : str
        ``"heading"`` or ``"row"``.
    p : PValue or None
        The p-value in the heading's row.
    told : str
        What somebody told of the block.

    Examples
    --------
    >>> Section("Age", 2).rows
    []
    """

    heading: str
    row: int
    rows: list[Draft] = field(default_factory=list)
    bases: dict[int, int] = field(default_factory=dict)
    bases_from: str = ""
    p: PValue | None = None
    unit: str = ""
    indent: int = -1
    told: str = ""
    breaks: set[int] = field(default_factory=set)


def sections(rows: Sequence[Draft], corrections: Corrections, *, file: str = "") -> list[Section]:
    """Cut the rows of a table at headings, indents, empty rows and what is told.

    Parameters
    ----------
    rows : sequence of Draft
        All rows.
    corrections : Corrections
        What is told of rows at which a block begins.
    file : str
        Unused name of the file, kept for messages.

    Returns
    -------
    list of Section
        Those with rows.

    Examples
    --------
    >>> from homecoming.reading.sheets import Row
    >>> def draft(number, kind, label):
    ...     return Draft(Row(number, (label, "")), parse_heading(label), kind, (None,))
    >>> found = sections([draft(2, "heading", "Age"), draft(3, "option", "18-29")], Corrections())
    >>> [(section.heading, len(section.rows)) for section in found]
    [('Age', 1)]
    """
    begins = {plain(name).casefold() for name in corrections.block_rows}
    found: list[Section] = [Section("", rows[0].row.number if rows else 0)]
    question = ""
    above: list[str] = []
    for draft in rows:
        current = found[-1]
        label = draft.heading.printed
        told = plain(label).casefold() in begins or str(draft.row.number) in begins
        if draft.kind == "heading":
            if not label and not draft.question:
                found.append(
                    Section(
                        "", draft.row.number, bases=dict(draft.bases), bases_from="row" if draft.bases else ""
                    )
                )
                continue
            own = parse_heading(current.heading)
            fresh = not current.rows and not current.breaks and bool(current.heading) and not own.mean
            above = [*above, current.heading] if fresh and draft.row.indent > current.indent else []
            if (fresh and draft.row.indent > current.indent >= 0) or (
                fresh and draft.row.indent == current.indent and not current.bases and not own.base
            ):
                heading = f"{current.heading} – {label}"
            else:
                heading = label
            found.append(_section(heading, draft))
            question = draft.question
            continue
        if draft.question != question:
            question = draft.question
            if question:
                found.append(
                    Section(
                        question,
                        draft.row.number,
                        bases=_heading_bases(question),
                        bases_from="heading" if _heading_bases(question) else "",
                    )
                )
            elif current.rows:
                found.append(Section("", draft.row.number))
            current = found[-1]
        elif told or (current.rows and draft.row.gap and draft.kind != "break") or _ends(current, draft):
            found.append(Section("", draft.row.number))
        current = found[-1]
        if draft.kind == "break":
            current.breaks.add(len(current.rows))
            continue
        current.rows.append(draft)
    return [section for section in found if section.rows or section.heading]


def _section(heading: str, draft: Draft) -> Section:
    named = draft.heading.base
    bases = dict(draft.bases) or ({-1: named} if named is not None else {})
    bases_from = "row" if draft.bases else "heading" if named is not None else ""
    return Section(
        heading,
        draft.row.number,
        bases=bases,
        bases_from=bases_from,
        p=draft.p,
        unit=draft.heading.unit,
        indent=draft.row.indent,
    )


def _heading_bases(question: str) -> dict[int, int]:
    base = parse_heading(question).base
    return {-1: base} if base is not None else {}


def _ends(section: Section, draft: Draft) -> bool:
    """Whether a row stands outside the block above: less indented, or with a unit of its own."""
    if not section.rows or not section.heading:
        return False
    if section.indent >= 0 and section.rows[0].row.indent > section.indent >= draft.row.indent:
        return True
    own = draft.heading.unit
    return bool(own) and own == section.unit and not any(row.heading.unit for row in section.rows)


# ---------------------------------------------------------------------------------------------------------
# What adds up
# ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sum:
    """Whether the rows of one group add up to everybody: None if nothing is printed; how little by chance."""

    adds: bool | None
    strength: float = 0.0
    total: Decimal | None = None


def _places(text: str) -> Decimal:
    return Decimal(1).scaleb(-len(text.partition(".")[2]))


def adds_up(
    cells: Sequence[Cell | None], base: int | None, *, percents: bool = True, loose: bool = True
) -> _Sum:
    """Whether cells of one group add up to 100 per cent, or to its number of people.

    Parameters
    ----------
    cells : sequence of Cell or None
        The cells of exclusive answers; None counts as nobody.
    base : int or None
        The number of people.
    percents : bool
        Whether percentages run down the column, so that they may add up.
    loose : bool
        Whether to allow twice what rounding explains, since figures may have been cut off or rounded twice.

    Returns
    -------
    _Sum
        With ``strength`` the exponent of the chance: 2 means that one in a hundred would add up by chance.

    Examples
    --------
    >>> adds_up([Cell(1, 2, "60", percent="60"), Cell(2, 2, "41", percent="41")], None).adds
    True
    """
    shown = [cell for cell in cells if cell is not None]
    if len(shown) * 2 < len(cells) or not shown:
        return _Sum(None)
    by_percent = [cell for cell in shown if cell.percent is not None]
    by_count = [cell for cell in shown if cell.count is not None]
    best = _Sum(None)
    if percents and len(by_percent) * 2 > len(shown):
        best = _to_hundred(by_percent, loose=loose)
        if best.adds and len(by_count) == len(by_percent) == len(shown):
            best = replace(best, strength=max(best.strength, _of_their_sum(by_count)))
        # Percentages of few people add up by chance as often as their counts do.
        people = base or (sum(cell.count or 0 for cell in by_count) if len(by_count) == len(shown) else 0)
        if people:
            best = replace(best, strength=min(best.strength, math.log10(people + 1)))
    if base and len(by_count) == len(shown) and base > 1:
        counted = sum(cell.count or 0 for cell in by_count)
        if counted == base:
            return _Sum(True, max(best.strength, math.log10(base)), best.total)
        if best.adds is None:
            return _Sum(False, 0.0, Decimal(100 * counted) / base)
    return best


def _to_hundred(cells: Sequence[Cell], *, loose: bool) -> _Sum:
    total = tolerance = Decimal(0)
    for cell in cells:
        value, unit = Decimal(cell.percent or "0"), _places(cell.percent or "0")
        total += value / 2 if cell.below else value
        tolerance += value / 2 if cell.below else unit / 2
    finest = min(_places(cell.percent or "0") for cell in cells)
    allowed = max(2 * tolerance - finest / 2 if loose else tolerance, finest)
    chance = min(1.0, float((2 * (allowed // finest) + 1) * finest / 100))
    adds = abs(total - 100) <= allowed
    return _Sum(adds, -math.log10(chance) if adds else 0.0, total)


def _of_their_sum(cells: Sequence[Cell]) -> float:
    """How little by chance counts and percentages show that the counts are everybody: an exponent, or 0."""
    everybody = sum(cell.count or 0 for cell in cells)
    fits = sum(gives(cell.count or 0, everybody, cell.percent or "0") for cell in cells)
    most = max(Decimal(cell.percent or "0") for cell in cells)
    if not everybody or not most or fits + (len(cells) > 3) < len(cells):
        return 0.0
    share = float(min(_places(cell.percent or "0") for cell in cells) / most)
    return -math.log10(min(1.0, max(share, 1 / everybody)))


def _together(
    rows: Sequence[Draft], bases: dict[int, int | None], *, percents: bool, loose: bool = True
) -> tuple[float, list[_Sum]]:
    """How sure it is that rows are all answers to one question; 0 if most groups do not add up."""
    groups = range(len(rows[0].cells)) if rows else range(0)
    sums = [
        adds_up([row.cells[g] for row in rows], bases.get(g), percents=percents, loose=loose) for g in groups
    ]
    known = [s for s in sums if s.adds is not None]
    failing = [s for s in known if not s.adds]
    passing = [s for s in known if s.adds]
    if not passing:
        return 0.0, sums
    allowed = 0 if len(known) < 2 else 1 if len(known) < 5 else len(known) // 4
    if len(failing) > allowed or (len(known) == 2 and failing and passing[0].strength < (2 if loose else 3)):
        return 0.0, sums
    if any(s.total is not None and not 20 <= s.total <= 250 for s in failing):
        return 0.0, sums
    return sum(s.strength for s in passing), sums


# ---------------------------------------------------------------------------------------------------------
# Totals and subtotals
# ---------------------------------------------------------------------------------------------------------


def _value(cell: Cell | None) -> tuple[Decimal, Decimal]:
    """The figure of a cell with half a unit of its last place."""
    if cell is None:
        return Decimal(0), Decimal(0)
    if cell.percent is not None:
        return Decimal(cell.percent), _places(cell.percent) / 2
    return Decimal(cell.count or 0), Decimal(0)


def _is_sum(whole: Draft, parts: Sequence[Draft]) -> tuple[int, int]:
    """In how many groups a row is the sum of others, and in how many that can be said."""
    hits = tried = 0
    for g, cell in enumerate(whole.cells):
        if cell is None:
            continue
        others = [part.cells[g] for part in parts]
        if all(other is None for other in others):
            continue
        if cell.count is not None and all(other is None or other.count is not None for other in others):
            tried += 1
            hits += cell.count == sum(other.count or 0 for other in others if other is not None)
            continue
        if cell.percent is None or any(other is not None and other.percent is None for other in others):
            continue
        value, half = _value(cell)
        sums = [_value(other) for other in others]
        tried += 1
        hits += abs(value - sum(v for v, _ in sums)) <= half + sum(h for _, h in sums)
    return hits, tried


def mark_sums(
    rows: Sequence[Draft], bases: dict[int, int | None], *, percents: bool
) -> list[tuple[Draft, tuple[int, ...]]]:
    """Say which rows of a section are totals and subtotals, and of which rows.

    Parameters
    ----------
    rows : sequence of Draft
        The rows of a section.
    bases : dict of int to int or None
        The number of people of each group.
    percents : bool
        Whether percentages run down the columns.

    Returns
    -------
    list of (Draft, tuple of int)
        The rows with their kinds, and for a subtotal the places of its parts.

    Examples
    --------
    >>> mark_sums([], {}, percents=True)
    []
    """
    marked = [row.kind if row.told else "option" for row in rows]
    parts: list[tuple[int, ...]] = [()] * len(rows)
    labels = {plain(row.heading.words).casefold(): at for at, row in enumerate(rows)}
    for at, row in enumerate(rows):
        names = [plain(part).casefold() for part in re.split(r" \+ ", row.heading.words)]
        if len(names) > 1 and all(name in labels for name in names) and not row.told:
            marked[at], parts[at] = "subtotal", tuple(labels[name] for name in names)
    for at, row in enumerate(rows):
        if row.heading.total and not row.told and marked[at] == "option":
            kind, of = _total(rows, at, marked, bases, percents=percents)
            marked[at], parts[at] = kind, of
    for at, row in enumerate(rows):
        if marked[at] != "option" or row.told or (row.heading.total and len(rows) > 1):
            continue
        children = _children(rows, at)
        if len(children) > 1 and _mostly(_is_sum(row, [rows[i] for i in children])):
            marked[at], parts[at] = ("total" if _everybody(row, bases) else "subtotal"), tuple(children)
    for at, row in enumerate(rows):
        if marked[at] == "option" and row.heading.subtotal and not row.told:
            run = _run(rows, at, marked, all_groups=False)
            if not run or not _in_all(row, rows, run):
                run = _named_parts(rows, at, marked) or run or _mostly_run(rows, at, marked)
            if run:
                marked[at], parts[at] = "subtotal", run
            elif re.search(r"\bnet\b|sub-?total|zwischensumme|소계", row.heading.words, re.IGNORECASE):
                marked[at] = "subtotal"
    _silent(rows, marked, parts, bases, percents=percents)
    for at, row in enumerate(rows):
        if row.told and row.kind == "subtotal" and not parts[at]:
            parts[at] = _children(rows, at) or _run(rows, at, marked, all_groups=False) or ()
    return [(replace(row, kind=marked[at]), tuple(parts[at])) for at, row in enumerate(rows)]


def _mostly(hits: tuple[int, int]) -> bool:
    return hits[1] > 0 and hits[0] * 2 > hits[1]


def _everybody(row: Draft, bases: dict[int, int | None]) -> bool:
    """Whether a row has everybody: 100 per cent, or all people of the group."""
    full = shown = 0
    for g, cell in enumerate(row.cells):
        if cell is None:
            continue
        shown += 1
        if cell.percent is not None:
            full += Decimal(cell.percent) >= 99
        else:
            full += cell.count is not None and cell.count == bases.get(g)
    return shown > 0 and full * 2 > shown


def _total(
    rows: Sequence[Draft], at: int, marked: Sequence[str], bases: dict[int, int | None], *, percents: bool
) -> tuple[str, tuple[int, ...]]:
    others = [i for i in range(len(rows)) if i != at and marked[i] == "option" and not rows[i].heading.total]
    summed = _is_sum(rows[at], [rows[i] for i in others]) if others else (0, 0)
    if _everybody(rows[at], bases) or not others:
        return "total", ()
    if _mostly(summed):
        # Several answers: "Total 185 %" is the sum of the rows and not everybody.
        over = any(cell is not None and cell.percent is not None for cell in rows[at].cells)
        return ("subtotal", tuple(others)) if over and percents else ("total", ())
    run = _run(rows, at, marked, all_groups=False)
    if run and len(run) < len(others):
        return "subtotal", run
    return "total", ()


def _children(rows: Sequence[Draft], at: int) -> tuple[int, ...]:
    """The rows right below that are indented one step further."""
    found = []
    for i in range(at + 1, len(rows)):
        if rows[i].row.indent <= rows[at].row.indent:
            break
        found.append(i)
    step = min((rows[i].row.indent for i in found), default=0)
    return tuple(i for i in found if rows[i].row.indent == step)


def _run(rows: Sequence[Draft], at: int, marked: Sequence[str], *, all_groups: bool) -> tuple[int, ...]:
    """The answers beside each other whose sum a row is: right below or above it, or, for a net, anywhere."""
    places = [i for i in range(len(rows)) if i != at and marked[i] == "option"]
    best: tuple[tuple[int, Decimal, int], tuple[int, ...]] | None = None
    last = sum(i < at for i in places)
    for start in range(len(places)):
        for end in range(start + 2, min(len(places), start + _LONGEST) + 1):
            if start < last < end or (all_groups and start != last and end != last):
                continue
            run = tuple(places[start:end])
            near = run[0] == at + 1 or run[-1] == at - 1
            if all_groups and not near:
                continue
            hits, tried = _is_sum(rows[at], [rows[k] for k in run])
            if not (hits == tried > 0 if all_groups or not near else hits * 2 > tried > 0):
                continue
            score = (hits, -_distance(rows[at], [rows[k] for k in run]), int(near))
            if best is None or score > best[0]:
                best = score, run
    return best[1] if best else ()


def _in_all(whole: Draft, rows: Sequence[Draft], run: Sequence[int]) -> bool:
    hits, tried = _is_sum(whole, [rows[i] for i in run])
    return hits == tried


#: Words that say that a row is a sum, or of whom, and not what it sums.
_SUM_WORDS = re.compile(
    r"\b(?:net|netto|sub-?total|total|all|any|sum|summe|zwischensumme|gesamt|insgesamt|zusammen|combined"
    r"|(?:top|bottom)[ -]?(?:2|3|two|three)(?: box)?|итого|всего|сумма)\b|소계|합계|小计|小計",
    re.IGNORECASE,
)
#: "Neither agree nor disagree" and "Not satisfied" are no part of "agree" and "satisfied".
_DENIED = re.compile(r"\b(?:not|no|nor|neither|never|non|un|nicht|kein\w*|weder|не|ни|нет)\b", re.IGNORECASE)


def names_part(whole: str, part: str) -> bool:
    """Whether the words of a sum stand in the label of a row: "NET: Satisfied" in "Very satisfied".

    Parameters
    ----------
    whole : str
        The label of the sum.
    part : str
        The label of another row, or column.

    Returns
    -------
    bool
        False also where the other label denies the words.

    Examples
    --------
    >>> [names_part("NET: Satisfied", name) for name in ("Very satisfied", "Not satisfied", "Dissatisfied")]
    [True, False, False]
    """
    core = re.findall(r"\w+", _SUM_WORDS.sub(" ", plain(whole)).casefold())
    words = re.findall(r"\w+", plain(part).casefold())
    if not core or _DENIED.search(plain(part)) or len(words) > len(core) + 3:
        return False
    return any(words[at : at + len(core)] == core for at in range(len(words)))


def _named_parts(rows: Sequence[Draft], at: int, marked: Sequence[str]) -> tuple[int, ...]:
    """The answers whose labels have the words of a net, if half of the groups or more agree."""
    named = tuple(
        i
        for i in range(len(rows))
        if i != at and marked[i] == "option" and names_part(rows[at].heading.words, rows[i].heading.words)
    )
    if not 2 <= len(named) <= _LONGEST:
        return ()
    hits, tried = _is_sum(rows[at], [rows[i] for i in named])
    return named if hits and hits * 2 >= tried else ()


def _mostly_run(rows: Sequence[Draft], at: int, marked: Sequence[str]) -> tuple[int, ...]:
    """The only answers whose sum a net is in all groups but one, wherever they stand, of four or more."""
    places = [i for i in range(len(rows)) if i != at and marked[i] == "option"]
    before = sum(i < at for i in places)
    if len(places) > _MOST_ANSWERS:
        return ()
    found = []
    for size in range(2, min(len(places), _LONGEST) + 1):
        for run in itertools.combinations(range(len(places)), size):
            hits, tried = _is_sum(rows[at], [rows[places[i]] for i in run])
            if tried < 4 or hits < tried - 1:
                continue
            beside = run[-1] - run[0] == size - 1 and not run[0] < before <= run[-1]
            found.append((tuple(places[i] for i in run), beside))
    # Other answers may give the same sums by chance: then nobody can say which are meant.
    return found[0][0] if len(found) == 1 and found[0][1] else ()


def _distance(whole: Draft, parts: Sequence[Draft]) -> Decimal:
    """How far a row is from the sum of others, over all groups."""
    distance = Decimal(0)
    for g, cell in enumerate(whole.cells):
        if cell is not None:
            distance += abs(_value(cell)[0] - sum(_value(part.cells[g])[0] for part in parts))
    return distance


def _silent(
    rows: Sequence[Draft],
    marked: list[str],
    parts: list[tuple[int, ...]],
    bases: dict[int, int | None],
    *,
    percents: bool,
) -> None:
    """Find subtotals that no word names: without them the rows add up to 100, and each sums others."""
    options = [at for at in range(len(rows)) if marked[at] == "option" and not rows[at].told]
    if (
        not 4 <= len(options) <= 60
        or not percents
        or _together([rows[i] for i in options], bases, percents=True)[0]
    ):
        return
    found: dict[int, tuple[int, ...]] = {}
    inside: set[int] = set()
    for at in options:
        if at in inside:
            continue
        run = _run(
            rows, at, [marked[i] if i not in found else "subtotal" for i in range(len(rows))], all_groups=True
        )
        if run and any(
            cell is not None and cell.percent is not None and Decimal(cell.percent) > 0
            for cell in rows[at].cells
        ):
            found[at] = run
            inside |= set(run)
    rest = [rows[i] for i in options if i not in found]
    if found and len(rest) > 1 and _together(rest, bases, percents=True)[0] >= _ENOUGH:
        for at, run in found.items():
            marked[at], parts[at] = "subtotal", run


# ---------------------------------------------------------------------------------------------------------
# Blocks
# ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """What is known of all blocks: said in words, told, or by the layout."""

    several_told: bool = False
    several_said: bool = False
    alone: bool = False
    exhaustive: bool = False


def blocks(
    section: Section,
    bases: dict[int, int | None],
    labels: Sequence[str],
    *,
    percents: bool,
    told: Told = Told(),
) -> list[Block]:
    """Make blocks of a section: one, or several where the figures show it.

    Parameters
    ----------
    section : Section
        Rows between two marks.
    bases : dict of int to int or None
        The number of people of each group.
    labels : sequence of str
        The labels of the groups.
    percents : bool
        Whether percentages run down the columns.
    told : Told
        What is known of all blocks.

    Returns
    -------
    list of Block
        In printed order.

    Examples
    --------
    >>> from homecoming.reading.sheets import Row
    >>> rows = [
    ...     Draft(Row(n, (label, text)), parse_heading(label), "option", (Cell(n, 2, text, percent=text),))
    ...     for n, label, text in ((2, "Yes", "60"), (3, "No", "40"))
    ... ]
    >>> blocks(Section("Job", 1, rows), {}, ["All"], percents=True)[0].kind
    'distribution'
    """
    own = {g: section.bases.get(g, base) for g, base in bases.items()}
    marked = mark_sums(section.rows, own, percents=percents)
    if not marked:
        return []
    options = [at for at, (row, _) in enumerate(marked) if row.kind == "option"]
    pieces = _pieces(section, marked, options, own, percents=percents, told=told)
    out = []
    for number, (places, kind, kind_from) in enumerate(pieces):
        heading = section.heading if number == 0 or section.told else ""
        row = section.row if heading else marked[places[0]][0].row.number
        out.append(
            _block(
                section if heading else None,
                heading,
                row,
                [marked[i] for i in places],
                places,
                kind,
                kind_from,
                labels,
            )
        )
    return out


_Piece = tuple[list[int], str, str]


def _pieces(
    section: Section,
    marked: Sequence[tuple[Draft, tuple[int, ...]]],
    options: Sequence[int],
    bases: dict[int, int | None],
    *,
    percents: bool,
    told: Told,
) -> list[_Piece]:
    rows = [row for row, _ in marked]
    everything = list(range(len(rows)))
    if section.told:
        return [(everything, section.told, "told")]
    if told.several_told:
        return [(everything, "several", "told")]
    if not options:
        return [(everything, "unknown", "")]
    strength, sums = _together([rows[i] for i in options], bases, percents=percents)
    headed = bool(section.heading)
    if len(options) > 1 and strength >= (_ENOUGH / 2 if headed or told.exhaustive else _ENOUGH):
        return [(everything, "distribution", "figures")]
    if told.several_said and len(options) > 1:
        return [(everything, "several", "words")]
    if headed:
        cut = _prefix(section, rows, options, bases, percents=percents)
        if cut:
            rest = Section(
                "",
                rows[cut].row.number,
                list(section.rows[cut:]),
                breaks={b - cut for b in section.breaks if b > cut},
            )
            later = _pieces(
                rest,
                [(row, tuple(p - cut for p in parts)) for row, parts in marked[cut:]],
                [i - cut for i in options if i >= cut],
                bases,
                percents=percents,
                told=replace(told, alone=False),
            )
            return [
                (list(range(cut)), "distribution", "figures"),
                *(([i + cut for i in places], kind, why) for places, kind, why in later),
            ]
        return [(everything, *_kind(rows, options, sums, told, headed=True))]
    runs = _runs(section, rows, options, bases, percents=percents)
    if not runs:
        return [(everything, *_kind(rows, options, sums, told, headed=False))]
    pieces: list[_Piece] = []
    place = 0
    for start, end in [*runs, (len(rows), len(rows))]:
        if place < start:
            between = list(range(place, start))
            chosen = [i for i in options if place <= i < start]
            _, own = _together([rows[i] for i in chosen], bases, percents=percents) if chosen else (0.0, [])
            pieces.append((between, *_kind(rows, chosen, own, replace(told, alone=False), headed=False)))
        if start < end:
            pieces.append((list(range(start, end)), "distribution", "figures"))
        place = end
    return pieces


def _kind(
    rows: Sequence[Draft], options: Sequence[int], sums: Sequence[_Sum], told: Told, *, headed: bool
) -> tuple[str, str]:
    """What rows that do not add up are to each other."""
    totals = [s.total for s in sums if s.total is not None]
    over = sum(total > 110 for total in totals) * 2 > len(totals) if totals else False
    if told.several_said and (over or len(options) > 1):
        return "several", "words"
    if _exclude_each_other([rows[i].heading.words for i in options], totals):
        return "distribution", "words"
    if len(options) == 1 or _own_bases(rows, options):
        return "shares", "layout"
    everybody = any(
        row.kind == "total"
        and any(c is not None and c.percent is not None and Decimal(c.percent) >= 99 for c in row.cells)
        for row in rows
    )
    if (
        everybody
        and len(totals) > 0
        and not told.several_said
        and all(20 <= total <= 250 for total in totals)
    ):
        return "distribution", "layout"  # a row of totals says 100 per cent
    near = bool(totals) and sum(60 <= total <= 160 for total in totals) * 2 > len(totals)
    if near and not told.several_said and _ranges([rows[i].heading.words for i in options]):
        return "distribution", "words"
    if (
        len(totals) == 1
        and abs(totals[0] - 100) <= 5
        and not told.several_said
        and (headed or told.alone or told.exhaustive)
    ):
        return "distribution", "layout"
    if headed:
        return ("several", "figures") if over else ("unknown", "")
    units = any(rows[i].heading.unit for i in options)
    if told.alone and not units and len(options) > 2:
        return ("several", "figures") if over else ("unknown", "")
    if told.alone and told.exhaustive:
        return "unknown", ""
    return "shares", "layout"


#: Answers of which a person gives one; with both ends of a scale, or a rest, the answers are all there.
_ANSWERS = re.compile(
    r"(?:strongly |somewhat |rather |fully |mostly |tend to )?(?:dis)?agree(?: strongly)?"
    r"|(?:very|fairly|quite|rather|not very|not at all|somewhat|completely|totally) (?:dis|un)?\w+|yes|no"
    r"|never|always|often"
    r"|sometimes|rarely|seldom|neither.*|neutral|undecided|other|others|none|nothing|refus(?:ed|al)"
    r"|no answer|not sure"
    r"|do(?:n'|n’| no)t know|dk(?:/na)?|ja|nein|wei(?:ß|ss) nicht|keine angabe|sonstiges?|stimme .*"
    r"|lehne .*|teils.*"
    r"|да|нет|скорее .*|затруд.*|отказ.*|не знаю|другое|нет ответа|예|아니오|아니요|모름.*|무응답|はい"
    r"|いいえ|無回答|是|否",
    re.IGNORECASE,
)
_ENDS = (
    (
        re.compile(r"(?:yes|ja|да|예|はい|是)", re.IGNORECASE),
        re.compile(r"(?:no|nein|нет|아니오|아니요|いいえ|否)", re.IGNORECASE),
    ),
    (
        re.compile(r".*\bagree.*|stimme .*", re.IGNORECASE),
        re.compile(r".*disagree.*|lehne .*", re.IGNORECASE),
    ),
    (re.compile(r"always|very .*", re.IGNORECASE), re.compile(r"never|not at all.*", re.IGNORECASE)),
    (re.compile(r"скорее да", re.IGNORECASE), re.compile(r"скорее нет", re.IGNORECASE)),
)
_REST = re.compile(
    r"do(?:n'|n’| no)t know|refus(?:ed|al)|no answer|not sure|wei(?:ß|ss) nicht|keine angabe|затруд.*"
    r"|отказ.*|не знаю"
    r"|нет ответа|모름.*|무응답|無回答",
    re.IGNORECASE,
)


def _exclude_each_other(labels: Sequence[str], totals: Sequence[Decimal]) -> bool:
    """Whether the names of the rows say that a person is in one of them, and that all are there.

    One wrong figure then makes no other table of them.
    """
    names = [plain(label).strip(" :.,").casefold() for label in labels]
    if len(names) < 2 or len(set(names)) < len(names) or not totals:
        return False
    if sum(bool(_ANSWERS.fullmatch(name)) for name in names) * 3 < 2 * len(names):
        return False
    ends = any(
        any(low.fullmatch(name) and not high.fullmatch(name) for name in names)
        and any(map(high.fullmatch, names))
        for low, high in _ENDS
    )
    return ends or any(map(_REST.fullmatch, names))


def _own_bases(rows: Sequence[Draft], options: Sequence[int]) -> bool:
    """Whether the rows print different numbers of people in their cells, so that each is a question."""
    if not options:
        return False
    for g in range(len(rows[options[0]].cells)):
        bases = {cell.base for i in options if (cell := rows[i].cells[g]) is not None and cell.base}
        if len(bases) > 1:
            return True
    return False


_RANGE = re.compile(
    r"(?:from |ab |от )?(\d+)(?: ?[-–—−‐to]+ ?(\d+)| ?\+| and (?:over|more|older)|.*\b(?:older|over|more"
    r"|и старше)|$)?"
)


def _ranges(labels: Sequence[str]) -> bool:
    """Whether labels are ranges of numbers that follow each other: 18–29, 30–44, 45+."""
    words = [plain(label).casefold() for label in labels]
    ranges = [_RANGE.match(re.sub(r"^[<>≤≥⩽⩾ ]+", "", word)) for word in words]
    if len(labels) < 3 or not all(ranges):
        return False
    edges = [(int(match[1]), int(match[2] or match[1])) for match in ranges if match]
    closed = sum(match[2] is not None for match in ranges if match)
    return closed * 2 >= len(edges) and all(a[1] <= b[0] for a, b in itertools.pairwise(edges))


def _prefix(
    section: Section,
    rows: Sequence[Draft],
    options: Sequence[int],
    bases: dict[int, int | None],
    *,
    percents: bool,
) -> int:
    """How many rows below a heading add up to everybody, where more rows follow; 0 if none do."""
    best = 0
    for end in range(2, len(options)):
        chosen = [rows[i] for i in options[:end]]
        strength, sums = _together(chosen, bases, percents=percents, loose=False)
        if strength >= (1.5 if all(s.adds is not False for s in sums) else 2.5):
            best = options[end]
    return best


class _RunningSums:
    """Running sums of percentages and counts, to see quickly which runs of rows cannot be everybody."""

    def __init__(self, rows: Sequence[Draft], bases: dict[int, int | None]):
        groups = [
            (
                [(_share(cell), _slack(cell)) for cell in cells],
                [_counted(cell) for cell in cells],
                bases.get(g),
            )
            for g in range(len(rows[0].cells) if rows else 0)
            if (cells := [row.cells[g] for row in rows])
        ]
        zero = Decimal(0)
        self.sums = [
            (
                list(itertools.accumulate((share for share, _ in shares), initial=zero)),
                list(itertools.accumulate((slack for _, slack in shares), initial=zero)),
                list(itertools.accumulate(counts, initial=0)),
                base,
            )
            for shares, counts, base in groups
        ]

    def may_add(self, start: int, end: int) -> bool:
        """Whether half of the groups that have figures there may add up."""
        good = tried = 0
        for share, slack, count, base in self.sums:
            people = count[end] - count[start]
            if slack[end] == slack[start] and not people:
                continue
            tried += 1
            off = abs(share[end] - share[start] - 100)
            good += off <= slack[end] - slack[start] or people == base
        return good * 2 >= tried > 0


def _share(cell: Cell | None) -> Decimal:
    return Decimal(cell.percent) if cell is not None and cell.percent else Decimal(0)


def _slack(cell: Cell | None) -> Decimal:
    if cell is None or not cell.percent:
        return Decimal(0)
    return _places(cell.percent) + (Decimal(cell.percent) if cell.below else 0)


def _counted(cell: Cell | None) -> int:
    return cell.count or 0 if cell is not None else 0


def _runs(
    section: Section,
    rows: Sequence[Draft],
    options: Sequence[int],
    bases: dict[int, int | None],
    *,
    percents: bool,
) -> list[tuple[int, int]]:
    """The best cut of rows into runs that add up to everybody, none of them by chance."""
    count = len(options)
    if count < 2 or count > 400:
        return []
    needed = _SURE + math.log10(count) / 2
    sums = _RunningSums([rows[i] for i in options], bases)
    best: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())]
    for end in range(1, count + 1):
        chosen = best[end - 1]
        for start in range(max(0, end - 40), end - 1):
            if any(options[start] < b <= options[end - 1] for b in section.breaks):
                continue
            if not sums.may_add(start, end):
                continue
            window = [rows[i] for i in options[start:end]]
            strength, added = _together(window, bases, percents=percents, loose=False)
            # Where nothing sets rows apart, they must add up in two of three groups.
            if strength < needed or 3 * sum(one.adds is False for one in added) > len(added):
                continue
            score = best[start][0] + strength + 0.3 * (end - start)
            if score > chosen[0]:
                chosen = score, (*best[start][1], (start, end))
        best.append(chosen)
    found: list[tuple[int, int]] = []
    for start, end in best[-1][1]:
        last = options[end] if end < count else len(rows)
        # Totals and subtotals right behind a run belong to it.
        stop = options[end - 1] + 1
        while stop < last and rows[stop].kind != "option":
            stop += 1
        first = options[start]
        while first and rows[first - 1].kind != "option" and (not found or first - 1 >= found[-1][1]):
            first -= 1
        found.append((first, stop))
    return found


def _block(
    section: Section | None,
    heading: str,
    row: int,
    marked: Iterable[tuple[Draft, tuple[int, ...]]],
    places: Sequence[int],
    kind: str,
    kind_from: str,
    labels: Sequence[str],
) -> Block:
    marked = list(marked)
    new = {old: at for at, old in enumerate(places)}
    shown = [at for at, (draft, _) in enumerate(marked) if draft.p is not None]
    p = section.p if section is not None else None
    if p is None and kind != "shares" and len(shown) == 1 and len(marked) > 1:
        p = marked[shown[0]][0].p
    lines = tuple(
        Line(
            label=draft.heading.printed
            or next((cell.printed for cell in draft.cells if cell is not None), ""),
            row=draft.row.number,
            cells=draft.cells,
            kind=draft.kind,
            base=draft.base,
            parts=tuple(new[part] for part in parts if part in new),
            differences=draft.differences,
            p=None if draft.p is p else draft.p,
        )
        for draft, parts in marked
    )
    bases = {labels[g]: base for g, base in (section.bases if section is not None else {}).items() if g >= 0}
    return Block(
        heading,
        row,
        kind,
        lines,
        bases,
        section.bases_from if section is not None and bases else "",
        kind_from,
        p,
    )
