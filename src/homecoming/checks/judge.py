"""Judge a table that has been read: every figure against every other that it must agree with.

Count, percentage and base are checked together; sums, totals, wholes, differences and p-values after that. A
base that is not printed but follows from the figures is a note. A figure is a finding only if it cannot hold
together with the others; each finding names the innocent explanations that were tested and would be enough.

References: Brown and Heathers (2017), "The GRIM Test", Social Psychological and Personality Science 8(4), for
one percentage; everything above that is arithmetic on whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from homecoming.checks.bases_inferred import Settled, settle
from homecoming.checks.case import Case, plural
from homecoming.checks.conventions import counts_as_bases, in_list, looks_weighted, recognise
from homecoming.checks.innocent import slip_words, slips
from homecoming.checks.joint_question import check_joint_questions
from homecoming.checks.judged import KINDS, Judgement, Note
from homecoming.checks.p_values import agrees, p_of_tests, p_text
from homecoming.checks.printed_share import Share, bases_that_fit
from homecoming.checks.sums_and_wholes import check_differences, check_sums, check_totals, check_wholes
from homecoming.checks.vectors import Spot, Vector, block_name, spots_of, vectors_of, wholes_of
from homecoming.people.rounding import percent, why_impossible
from homecoming.reading.printed import Line, PValue, Reading

__all__ = ["judge"]

# So many people, as a share, may be missing from a question before other figures are asked about it.
_FEW_MISSING = Fraction(1, 10)
_SOME_MISSING = Fraction(1, 5)
_MOST_MISSING = Fraction(1, 2)


def judge(reading: Reading) -> Judgement:
    """Judge a table: what does not agree, what follows, what was not checked and why.

    Parameters
    ----------
    reading : Reading
        A table that has been read.

    Returns
    -------
    Judgement
        Findings in printed order. The ``chance`` of a finding is 0 where it contradicts arithmetic under
        what was printed or told. A figure that would be possible if some people did not answer is a finding
        only if more than one in ten would have to be missing: 0 means there that no correct table with up to
        10 per cent of answers missing shows it. It is None where nobody can say, as for p-values of an
        unknown test.

    Examples
    --------
    >>> from homecoming.reading.printed import Block, Cell, Group, Line
    >>> cells = Cell(1, 2, "92 (30.7)", 92, "30.7"), Cell(2, 2, "208 (69.8)", 208, "69.8")
    >>> lines = Line("Yes", 1, (cells[0],)), Line("No", 2, (cells[1],))
    >>> table = Reading(
    ...     "t.csv", "T", "column", (Group("Town", "Town (n = 300)", 300, "heading"),),
    ...     (Block("Work", 1, "distribution", lines),),
    ... )
    >>> [(found.row, found.printed, found.would) for found in judge(table).findings]
    [('No', '208 (69.8)', '69.3')]
    """
    if "weighted" in reading.conventions:
        return _judge_weighted(reading)
    convention, spots, settled, note = recognise(reading)
    case = Case(reading, spots, settled)
    if note is not None:
        case.notes.append(note)
    reason = looks_weighted(reading, settled) or counts_as_bases(reading)
    if reason:
        case.weighted = True
        case.unchecked.append(Note("count and percentage", reason))
        for found in settled:
            if in_list(reading, found) and not counts_as_bases(reading):
                _judge_vector(case, found)
    else:
        for found in settled:
            _judge_vector(case, found)
        _note_bases(case)
    _check_above_hundred(case)
    check_sums(case)
    check_totals(case)
    check_wholes(case)
    check_differences(case)
    if not reason:
        check_joint_questions(case, convention)
        for found, printed in case.together:
            _doubt_together(case, found, printed)
        _check_p_values(case)
    return _judgement(case)


def _judge_weighted(reading: Reading) -> Judgement:
    """Weighted figures need not come from whole people: only sums, wholes and differences are checked."""
    spots = spots_of(reading)
    case = Case(reading, spots, [settle(vector) for vector in vectors_of(reading, spots)], weighted=True)
    text = "the table is weighted: percentages need not come from whole numbers of people"
    case.unchecked.append(Note("count and percentage", text))
    check_sums(case, counts=False)
    check_totals(case)
    check_wholes(case)
    check_differences(case)
    return _judgement(case)


def _judgement(case: Case) -> Judgement:
    reading = case.reading
    _say_unchecked(case)
    findings = sorted(case.findings, key=lambda found: found.place)
    checked = {kind: case.checked[kind] for kind in KINDS if case.checked[kind]}
    return Judgement(reading, tuple(findings), tuple(case.notes), tuple(case.unchecked), checked)


def _check_above_hundred(case: Case) -> None:
    """A share of people is at most 100 per cent; where many figures are larger they are no shares."""
    shares = [(spot, share) for spot in case.spots if (share := spot.share) is not None]
    above = [(spot, share) for spot, share in shares if share.units > share.scale]
    if len(above) > max(1, len(shares) // 10):
        text = "figures above 100: these are not shares of people"
        case.unchecked.append(Note(above[0][0].line.label, text, above[0][0].line.row))
        return
    for spot, share in above:
        if not case.any_doubted([spot]):
            slip = [
                slip_words(how, text, share.text) for text, how in slips(share.text) if _is_share(text, share)
            ]
            text = f"{share.text} is more than 100 per cent"
            case.find("impossible percentage", spot, "at most 100", text, slip[:2])


def _is_share(text: str, like: Share) -> bool:
    share = Share(text)
    return share.decimals == like.decimals and share.units <= share.scale


def _judge_vector(case: Case, found: Settled) -> None:
    vector = found.vector
    if found.how == "none":
        return
    for spot in vector.spots:
        if spot.share is not None:
            case.checked["count and percentage" if spot.both else "impossible percentage"] += 1
    base = vector.base
    counted = any(spot.both for spot in vector.spots)
    if base is None or base.strict:
        _judge_strict(case, found)
    elif counted:
        _judge_counted(case, found, base.most)
    elif found.how != "full":
        _judge_figures(case, found, base.most)


def _judge_strict(case: Case, found: Settled) -> None:
    """The base was printed for these figures, or follows from most of them."""
    vector = found.vector
    if found.how == "other":
        _judge_other_base(case, found)
        return
    for spot in found.wrong:
        n = spot.base.most if spot.base is not None else found.base
        if n is not None:
            case.doubt_cell(spot, n, vector, _why(spot, n, found))
    base = vector.base
    if found.wrong or not vector.adds_up or base is None or base.least != base.most:
        return
    if vector.sum_of_counts is not None or len(vector.shares) < len(vector.spots):
        return
    n = base.most
    ranges = [share.counts(n) for share in vector.shares]
    least, most = sum(low for low, _ in ranges), sum(high for _, high in ranges)
    if least <= n and (n <= most or not vector.complete):
        return
    shares = vector.shares
    if sum(share.low for share in shares) > 100 or sum(share.high for share in shares) < 100:
        return
    first = vector.spots[0]
    row = first.line.label if case.reading.direction == "row" else block_name(first.block)
    people = str(least) if least == most else f"{least} to {most}"
    text = f"each figure is possible, but the numbers of people behind them add up to {people}, not to {n}"
    case.add(
        "sum of counts",
        row,
        first.group.heading or first.group.label,
        (first.cell.row if case.reading.direction == "row" else first.block.row, first.cell.column),
        f"sum {people}",
        str(n),
        text,
        block=first.block,
        innocent=(f"missing answers: fewer than {n} people may have answered",),
    )


def _judge_other_base(case: Case, found: Settled) -> None:
    """All percentages are of one other number of people than the printed one, or than the rows make."""
    first, base = found.vector.spots[0], found.vector.base
    other = str(found.most) if found.least == found.most else f"{found.least} to {found.most}"
    if base is None:
        text = f"{first.group.label}: the percentages are of {other} people, the rows make {found.base}"
        case.notes.append(Note(block_name(first.block), text, first.block.row))
        return
    n = str(base.most)
    text = f"all {plural(found.compared, 'percentage')} are of {other} people, not of {n} ({base.source})"
    row = first.line.label if case.reading.direction == "row" else block_name(first.block)
    column = first.group.heading or first.group.label
    place = (first.cell.row, first.cell.column)
    case.add("base", row, column, place, n, other, text, block=first.block)


def _why(spot: Spot, n: int, found: Settled) -> str:
    share, k = spot.share, spot.cell.count
    if share is None:
        return ""
    if k is None:
        return why_impossible(share.text, n) or f"{share.text} is not possible for {plural(n)}"
    if k > n:
        return f"{k} is more than the {plural(n)} of this column"
    value = percent(k, n, share.decimals + 2)
    text = f"{k} of {n} is {value} per cent, but {share.text} is printed"
    if found.how == "misfit" and not (spot.base and spot.base.strict) and len(found.vector.spots) > 1:
        text += f"; the other figures of this column agree with {_span(found)} people"
    if spot.base is not None and spot.base.least != spot.base.most:
        text += f" ({spot.base.words} people by the footnote)"
    return text


def _span(found: Settled) -> str:
    if found.least is None or found.most is None or found.least >= found.most:
        return str(found.base)
    return f"{found.least} to {found.most}"


def _judge_counted(case: Case, found: Settled, printed: int) -> None:
    """Counts and percentages, and a base that is an upper limit."""
    vector = found.vector
    if len(vector.spots) == 1:
        if found.how == "larger":
            spot = vector.spots[0]
            case.doubt_cell(spot, printed, vector, _why_larger(spot, printed))
        elif found.how == "smaller" and found.most is not None:
            _judge_shortfall(case, found, printed, found.most)
        return
    if found.base is None:
        return
    for spot in found.wrong:
        case.doubt_cell(spot, found.base, vector, _why(spot, found.base, found) + _over(case, spot, printed))


def _over(case: Case, spot: Spot, printed: int) -> str:
    """Say so if a number of people is too large for its column together with the other rows."""
    found = case.base_of.get(spot.key)
    total = found.vector.sum_of_counts if found is not None and found.vector.adds_up else None
    if total is None or total <= printed:
        return ""
    return f"; the rows would make {total} of {printed} people"


def _why_larger(spot: Spot, printed: int) -> str:
    share, k = spot.share, spot.cell.count
    if share is None or k is None:
        return ""
    needed = share.bases(k)
    text = (
        f"{k} of {printed} is {percent(k, printed, share.decimals + 2)} per cent, but {share.text} is printed"
    )
    if needed is None:
        return f"{k} people cannot be {share.text} per cent of anybody"
    return f"{text}: it needs at least {needed[0]} people, more than {printed}"


def _complete_around(case: Case, spot: Spot) -> tuple[int, int, int, int]:
    """How many vectors of the same column use all people, of how many; and how many cells of the same row."""
    column_full = column = row_full = row = 0
    for other in case.settled:
        base = other.vector.base
        if base is None or other.how == "none" or any(member is spot for member in other.vector.spots):
            continue
        first = other.vector.spots[0]
        same_row = other.vector.kind != "distribution" or len(other.vector.spots) == len(
            [member for member in other.vector.spots if member.block_at == spot.block_at]
        )
        if first.group_at == spot.group_at:
            column += 1
            column_full += other.how == "full"
        elif same_row and any(
            member.block_at == spot.block_at and member.line_at == spot.line_at
            for member in other.vector.spots
        ):
            row += 1
            row_full += other.how == "full"
    return column_full, column, row_full, row


def _judge_shortfall(case: Case, found: Settled, printed: int, most: int) -> None:
    """One number of people with its percentage that needs fewer people than the column has."""
    spot = found.vector.spots[0]
    share, k = spot.share, spot.cell.count
    if share is None or k is None:
        return
    gap = Fraction(printed - most, printed)
    column_full, column, row_full, row = _complete_around(case, spot)
    slip = any(share.fits(int(text), printed) for text, _ in slips(str(k))) or any(
        Share(text, convention=share.convention).fits(k, printed) for text, _ in slips(share.text)
    )
    others_complete = column >= 2 and column_full == column
    doubtful = (
        gap > _FEW_MISSING
        and others_complete
        and row_full == row
        and ((row and slip) or (row and gap >= _MOST_MISSING) or (gap >= _MOST_MISSING and slip))
    )
    # What makes up a whole tells as well: a number that its groups do not give is doubted there.
    if doubtful:
        text = (
            f"{k} is {share.text} per cent of {_span(found)} people, {printed - most} fewer than {printed}, "
            "which all other rows of this column agree with"
        )
        case.doubt_cell(spot, printed, found.vector, text, chance=0.0)


def _judge_figures(case: Case, found: Settled, printed: int) -> None:
    """Percentages without numbers of people, and a base that is an upper limit."""
    vector = found.vector
    best = found.base if found.how == "smaller" else None
    enough = _MOST_MISSING if len(vector.spots) > 1 else 1 - _SOME_MISSING
    if best is not None and best >= enough * printed and not _one_slip(case, found, printed):
        return
    if best is not None and best >= _MOST_MISSING * printed and _row_is_smaller(case, found):
        return
    impossible = [spot for spot in vector.spots if spot.share and not spot.share.possible(printed)]
    for spot in impossible:
        if spot.share is not None:
            text = why_impossible(spot.share.text, printed) + _only_from(best)
            case.doubt_cell(spot, printed, vector, text)
    if not impossible and vector.adds_up:
        case.together.append((found, printed))


def _only_from(best: int | None) -> str:
    return f"; fewer people who answered would explain it only from {best} downwards" if best else ""


def _doubt_together(case: Case, found: Settled, printed: int) -> None:
    """Each figure of a question is possible, and no number of people gives all of them together."""
    first = found.vector.spots[0]
    row = block_name(first.block)
    if case.any_doubted(found.vector.spots) or any(other.row == row for other in case.findings):
        return
    total = sum((share.value for share in found.vector.shares), Fraction(0))
    text = f"each figure is possible, but no whole numbers of {plural(printed)} give all of them together"
    text += f" (they add up to {float(total):g}){_only_from(found.base if found.how == 'smaller' else None)}"
    mending = _mending(found.vector, printed)
    would = " or ".join(f"{spot.line.label}: {text}" for spot, text in mending[:3])
    case.add(
        "table",
        row,
        first.group.heading or first.group.label,
        (first.block.row, first.cell.column),
        ", ".join(share.text for share in found.vector.shares),
        would,
        text,
        block=first.block,
        innocent=[
            slip_words("one digit", text, spot.cell.printed, spot.line.label) for spot, text in mending[:3]
        ],
    )


def _row_is_smaller(case: Case, found: Settled) -> bool:
    """Whether the same question rests on fewer people in another column too: then answers are missing."""
    spot = found.vector.spots[0]
    lines = {member.line_at for member in found.vector.spots}
    for other in case.settled:
        first = other.vector.spots[0]
        if other is found or first.block_at != spot.block_at or first.group_at == spot.group_at:
            continue
        if lines & {member.line_at for member in other.vector.spots} and other.how == "smaller":
            return True
    return False


def _mending(vector: Vector, printed: int) -> list[tuple[Spot, str]]:
    """Figures of which one slip of the hand would make the vector fit its full base, with what would."""
    shares = vector.shares
    if len(shares) < len(vector.spots):
        return []
    n = np.array([printed], dtype=np.int64)
    found = []
    for at, spot in enumerate(vector.spots):
        for text, _ in slips(shares[at].text, neighbours_only=True):
            changed = [*shares[:at], Share(text, convention=shares[at].convention), *shares[at + 1 :]]
            if bases_that_fit(changed, n, adds_up=vector.adds_up, complete=vector.complete)[0]:
                found.append((spot, text))
                break
    return found


def _one_slip(case: Case, found: Settled, printed: int) -> bool:
    """Whether one slip explains a question better than missing answers do.

    That is so if everything else rests on all people, more than one in ten would have to be missing here, and
    one figure changed in one digit makes the question fit as well.
    """
    vector = found.vector
    if len(vector.spots) < 2 or not vector.same_people or _row_is_smaller(case, found):
        return False
    if found.base is not None and printed - found.base <= _FEW_MISSING * printed:
        return False
    spot = vector.spots[0]
    others = [
        other
        for other in case.settled
        if other is not found
        and other.how != "none"
        and (
            other.vector.spots[0].group_at == spot.group_at or other.vector.spots[0].block_at == spot.block_at
        )
    ]
    if not others or any(other.how != "full" for other in others):
        return False
    return bool(_mending(vector, printed))


def _note_bases(case: Case) -> None:
    """Note bases that follow from the figures and are smaller than the printed ones, block by block."""
    if case.reading.direction == "row":
        return
    for block_at, block in enumerate(case.reading.blocks):
        smaller: dict[int, list[tuple[Settled, int]]] = {}
        for found in case.settled:
            first = found.vector.spots[0]
            base = found.vector.base
            if (
                first.block_at != block_at
                or base is None
                or base.strict
                or case.any_doubted(found.vector.spots)
            ):
                continue
            n = _noted(found, base.most)
            if n is not None and n < base.most:
                single = len(found.vector.spots) == 1 and len(block.lines) > 1
                smaller.setdefault(first.line_at if single else -1, []).append((found, n))
        for line_at, entries in sorted(smaller.items()):
            about = block_name(block) if line_at < 0 else block.lines[line_at].label
            row = block.row if line_at < 0 else block.lines[line_at].row
            case.notes.append(Note(about, "; ".join(_base_text(*entry) for entry in entries), row))


def _noted(found: Settled, printed: int) -> int | None:
    """The base to note: the one that fits, or the sum of the numbers if the percentages fit both."""
    if found.how == "smaller":
        return found.most if found.most is not None else found.base
    total = found.vector.sum_of_counts
    if found.how != "full" or not found.vector.adds_up or len(found.vector.spots) < 2 or not total:
        return None
    fits = all(
        share.fits(spot.cell.count or 0, total) for spot in found.vector.spots if (share := spot.share)
    )
    return total if fits and total < printed else None


def _base_text(found: Settled, n: int) -> str:
    vector = found.vector
    label = vector.spots[0].group.label
    printed = vector.base.most if vector.base is not None else n
    if not any(spot.both for spot in vector.spots):
        return f"{label}: the figures fit at most {n} of the {printed} people"
    if vector.adds_up and len(vector.spots) > 1:
        total = vector.sum_of_counts
        answered = total if total is not None and total <= printed else n
        return f"{label}: {answered} of {printed} answered, {printed - answered} missing"
    spot = vector.spots[0]
    needs = f"{spot.cell.printed} needs {_span(found)} people"
    return f"{label}: {needs}, {printed - n} fewer than {printed}"


def _say_unchecked(case: Case) -> None:
    """Say which columns of percentages had no number of people, and what was left out of the reading."""
    reading = case.reading
    if "weighted" not in reading.conventions and reading.direction != "none":
        without = {
            spot.group.label
            for found in case.settled
            if found.how == "none"
            for spot in found.vector.spots
            if spot.share is not None
        }
        known = {
            spot.group.label for found in case.settled if found.how != "none" for spot in found.vector.spots
        }
        for group in reading.groups:
            if group.label in without - known:
                text = "no number of people is printed: the percentages were not compared with one"
                case.unchecked.append(Note(group.label, text))
    why: dict[str, list[str]] = {}
    rows: dict[str, int] = {}
    for left in reading.left_out:
        why.setdefault(left.why, []).append(left.text)
        rows.setdefault(left.why, left.row)
    for reason, texts in why.items():
        about = ", ".join(texts[:6]) + (", ..." if len(texts) > 6 else "")
        case.unchecked.append(Note(about, reason, rows[reason]))


def _check_p_values(case: Case) -> None:
    wholes = wholes_of(case.reading)
    places = [at for at, group in enumerate(case.reading.groups) if group.label not in wholes]
    if len(places) < 2 or len(case.reading.breakdowns) > 1:
        return
    for block_at, block in enumerate(case.reading.blocks):
        options = [at for at, line in enumerate(block.lines) if line.kind == "option"]
        with_p = [at for at in options if block.lines[at].p is not None]
        together = _counts(case, block_at, options, places) if len(options) > 1 else None
        if block.p is not None and together is not None and block.kind == "distribution":
            _check_p(case, block_at, block.p, block_name(block), [together])
        for at in with_p:
            line = block.lines[at]
            # Beside some of a question's answers a p-value may be that of all of them.
            if len(options) > 1 and block.kind == "unknown":
                continue
            tables = [_share_table(case, block_at, at, places)]
            if len(options) > 1 and block.kind == "distribution":
                tables.append(together)
            if line.p is not None:
                _check_line_p(case, block_at, line, line.p, tables)


def _check_line_p(
    case: Case, block_at: int, line: Line, p: PValue, tables: list[list[list[int]] | None]
) -> None:
    known = [table for table in tables if table is not None]
    # A p-value beside the first row may be that of the block: without its numbers nothing can be said.
    if len(known) == len(tables) or (len(tables) == 2 and tables[1] is not None):
        _check_p(case, block_at, p, line.label, known)


def _people(case: Case, spot: Spot | None) -> int | None:
    """The number of people of a cell, printed or the only one that its percentage allows."""
    if spot is None:
        return 0
    if spot.key in case.doubted:
        return None
    if spot.cell.count is not None:
        return spot.cell.count
    n, share = _base(case, spot), spot.share
    if n is None or share is None:
        return None
    low, high = share.counts(n)
    return low if low == high else None


def _base(case: Case, spot: Spot) -> int | None:
    found = case.base_of.get(spot.key)
    if found is None:
        return None
    if found.base is not None and found.how in ("full", "smaller", "inferred", "misfit"):
        return found.base
    return spot.base.most if spot.base is not None else None


def _counts(case: Case, block_at: int, options: list[int], places: list[int]) -> list[list[int]] | None:
    table = []
    for line_at in options:
        row = [_people(case, case.spot(block_at, line_at, at)) for at in places]
        known = [count for count in row if count is not None]
        if len(known) < len(row):
            return None
        table.append(known)
    return table


def _share_table(case: Case, block_at: int, line_at: int, places: list[int]) -> list[list[int]] | None:
    """People with an answer and all others, by group."""
    if case.reading.direction != "column":
        return None
    spots = [case.spot(block_at, line_at, at) for at in places]
    counts = [_people(case, spot) for spot in spots]
    bases = [_base(case, spot) if spot is not None else None for spot in spots]
    table = [
        [count, base - count]
        for count, base in zip(counts, bases, strict=True)
        if count is not None and base is not None and base >= count
    ]
    if len(table) < len(places):
        return None
    return [[have for have, _ in table], [rest for _, rest in table]]


def _check_p(case: Case, block_at: int, p: PValue, row: str, tables: Sequence[list[list[int]]]) -> None:
    tested = [result for table in tables if (result := p_of_tests(table)) is not None]
    if not tested:
        return
    case.checked["p-value"] += 1
    if any(agrees(p.relation, p.value, result) for result in tested):
        return
    usual = tested[-1]
    would = p_text(usual.usual)
    shares = tables[-1]
    text = (
        f"chi-square of {_table_text(shares)} gives {would}; all usual tests give between "
        f"{p_text(usual.least)} and {p_text(usual.most)}"
    )
    innocent = ("another test, or one that takes other things into account, may have been used",)
    block = case.reading.blocks[block_at]
    case.add(
        "p-value", row, p.heading, (p.row, p.column), p.printed, would, text, block=block, innocent=innocent,
        chance=None,
    )  # fmt: skip


def _table_text(table: list[list[int]]) -> str:
    if len(table) == 2:
        return " and ".join(f"{have}/{have + rest}" for have, rest in zip(*table, strict=True))
    return f"the {len(table)} rows by {len(table[0])} columns"
