"""Sums over the rows of a block, totals and subtotals, groups and the whole they make up, and differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from homecoming.checks.case import Case, plural
from homecoming.checks.innocent import slip_words, slips
from homecoming.checks.judged import Note
from homecoming.checks.printed_share import Share
from homecoming.checks.vectors import Spot, Vector, answer_lines, block_name, parts_of, wholes_of
from homecoming.people.rounding import percent
from homecoming.reading.printed import Block, Breakdown, Difference

__all__ = ["check_differences", "check_sums", "check_totals", "check_wholes"]

# A block whose numbers reach less of its column than this has other rows that are not printed.
_NEARLY_ALL = Fraction(9, 10)
# A sum further from 100 than this, that no slip in one figure explains, is the sum of something else.
_FAR_FROM_HUNDRED = 20
# How much of a column may not have answered before its size says little.
_MOST_MISSING = Fraction(1, 2)


def _total(values: Iterable[Fraction]) -> Fraction:
    return sum(values, Fraction(0))


def _short(value: Fraction) -> str:
    """A sum of percentages as text."""
    return f"{float(value):.6f}".rstrip("0").rstrip(".")


def _options(block: Block) -> list[int]:
    return [at for at, line in enumerate(block.lines) if line.kind == "option"]


def _column(case: Case, block_at: int, group_at: int) -> list[Spot | None]:
    """The cells of a block's answers in one group."""
    block = case.reading.blocks[block_at]
    return [case.spot(block_at, at, group_at) for at in _options(block)]


def check_sums(case: Case, *, counts: bool = True) -> None:
    r"""Check that answers which exclude each other add up: percentages to 100, numbers to everybody.

    Parameters
    ----------
    case : Case
        The table; findings and notes are added to it.
    counts : bool
        Whether numbers of people are checked too.

    Examples
    --------
    >>> from homecoming.checks.conventions import recognise
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> table = read(grids_from_text(",Town (n = 291)\nA,238 (82)\nB,53 (18)\nC,1 (0)\n")[0])
    >>> case = Case(table, *recognise(table)[1:3])
    >>> check_sums(case)
    >>> [(found.row, found.would) for found in case.findings]
    [('A to C', '291')]
    """
    _sums_of_percentages(case)
    if counts:
        _sums_of_counts(case)


def _sums_of_percentages(case: Case) -> None:
    columns: dict[int, list[Vector]] = {}
    for found in case.settled:
        vector = found.vector
        if not vector.adds_up or not vector.shares or len(vector.shares) < len(vector.spots):
            continue
        if len(vector.spots) < 2 and case.reading.direction == "row":
            continue
        at = -1 if case.reading.direction == "row" else vector.spots[0].block_at
        columns.setdefault(at, []).append(vector)
    for vectors in columns.values():
        case.checked["sum of percentages"] += len(vectors)
        odd = [vector for vector in vectors if not _adds_to_hundred(vector)]
        told = all(vector.spots[0].block.kind_from in ("told", "words") for vector in vectors)
        # If most columns do not add up, the rows are not all answers, or a person may be in several.
        if len(odd) > 1 and 2 * len(odd) > len(vectors) and not told:
            spot = odd[0].spots[0]
            sums = ", ".join(_short(_total(share.value for share in vector.shares)) for vector in odd[:4])
            text = f"the figures add up to {sums}: answers may not be printed, or people be in several"
            case.notes.append(Note(block_name(spot.block), text, spot.block.row))
            continue
        for vector in odd:
            _doubt_sum(case, vector)


def _adds_to_hundred(vector: Vector) -> bool:
    shares = vector.shares
    if _total(share.low for share in shares) > 100:
        return False
    return not vector.complete or _total(share.high for share in shares) >= 100


def _doubt_sum(case: Case, vector: Vector) -> None:
    doubted = [spot for spot in vector.spots if case.any_doubted([spot])]
    if _counts_explain(case, vector) or (doubted and _mends_sum(case, vector, doubted)):
        return
    shares = vector.shares
    total = _total(share.value for share in shares)
    first, last = vector.spots[0], vector.spots[-1]
    room = max(abs(_total(s.high for s in shares) - total), abs(total - _total(s.low for s in shares)))
    text = (
        f"the {plural(len(shares), 'figure')} add up to {_short(total)}; rounding explains at most "
        f"{_short(room)} more or less than 100"
    )
    slips_found = _slips_to_hundred(vector)
    # Who was told that everybody gave one answer is told as well how far the figures are from it.
    told = first.block.kind_from == "told"
    if not told and not slips_found and abs(total - 100) > _FAR_FROM_HUNDRED:
        text = f"{first.group.label}: the figures add up to {_short(total)}; they are no parts of 100"
        case.notes.append(Note(block_name(first.block), text, first.block.row))
        return
    innocent = []
    if total > 100:
        innocent.append("several answers: a person may be in several rows")
    else:
        innocent.append("answers that are not printed: the rows may not be all answers")
    innocent += slips_found[:3]
    if case.reading.direction == "row":
        row, place = first.line.label, (first.line.row, 0)
        column = f"{first.group.label} to {last.group.label}"
    else:
        row, place = block_name(first.block), (first.block.row, first.cell.column)
        column = first.group.heading or first.group.label
    printed = f"sum {_short(total)}"
    case.add(
        "sum of percentages", row, column, place, printed, "100", text, block=first.block, innocent=innocent
    )


def _mends_sum(case: Case, vector: Vector, doubted: Sequence[Spot]) -> bool:
    """Whether figures that are doubted already account for a sum; one alone may be told what it would be."""
    if len(doubted) > 1 or any(spot.cell.count is not None for spot in vector.spots):
        return True
    (spot,) = doubted
    share = spot.share
    at, found = next(
        (
            (at, found)
            for at, found in enumerate(case.findings)
            if found.kind == "impossible percentage" and found.place == (spot.cell.row, spot.cell.column)
        ),
        (-1, None),
    )
    if share is None or share.below or found is None:
        return True
    others = [part for other in vector.spots if other is not spot and (part := other.share) is not None]
    low, high = _total(part.low for part in others), _total(part.high for part in others)

    def fills(text: str) -> bool:
        part = Share(text, convention=share.convention)
        return low + part.low <= 100 <= high + part.high

    if any(fills(text) for text in found.would.split(" or ") if text[:1].isdigit()):
        return True
    rest = 100 - _total(part.value for part in others)
    middle = int(_round(rest, share) * share.scale / 100) if rest > 0 else 0
    n = spot.base.most if spot.base is not None else None
    fitting = [
        text
        for units in sorted(range(max(0, middle - 5), middle + 6), key=lambda units: abs(units - middle))
        if fills(text := f"{Decimal(units).scaleb(-share.decimals):f}")
        and (n is None or Share(text, convention=share.convention).possible(n))
    ]
    if not fitting:
        return False
    total = _total(part.value for part in vector.shares)
    text = (
        f"{found.explanation}; the {plural(len(vector.shares), 'figure')} add up to {_short(total)}, not 100"
    )
    innocent = tuple(
        slip_words(how, text, share.text) for text, how in slips(share.text) if text in fitting[:1]
    )
    case.findings[at] = replace(found, would=fitting[0], explanation=text, innocent=innocent)
    return True


def _counts_explain(case: Case, vector: Vector) -> bool:
    """Whether the numbers of people explain the sum: some people are in no row."""
    found, total = case.base_of.get(vector.spots[0].key), vector.sum_of_counts
    if found is None or found.base is None or total is None or case.weighted:
        return False
    base = found.base if found.how != "other" else found.most
    return not found.wrong and base is not None and total < base


def _slips_to_hundred(vector: Vector) -> list[str]:
    """Figures that, with one digit changed or two exchanged, would make the sum right."""
    found = []
    shares = vector.shares
    for spot, share in zip(vector.spots, shares, strict=True):
        others = [other for other in shares if other is not share]
        for text, how in slips(share.text):
            changed = Share(text, share.below, share.convention)
            if changed.decimals != share.decimals:
                continue
            low = _total(s.low for s in others) + changed.low
            high = _total(s.high for s in others) + changed.high
            exact = _total(s.value for s in others) + changed.value
            if low <= 100 <= high and abs(exact - 100) <= Fraction(100, share.scale):
                found.append(slip_words(how, text, share.text, spot.line.label))
                break
    return found


def _sums_of_counts(case: Case) -> None:
    reading = case.reading
    wholes = wholes_of(reading)
    order = sorted(range(len(reading.groups)), key=lambda at: reading.groups[at].label not in wholes)
    for block_at, block in enumerate(reading.blocks):
        if len(_options(block)) < 2 or block.kind not in ("distribution", "unknown"):
            continue
        for group_at in order:
            spots = _column(case, block_at, group_at)
            counts = [spot.cell.count if spot else 0 for spot in spots]
            if not any(counts) or any(spot and spot.cell.count is None for spot in spots):
                continue
            n = block.bases.get(reading.groups[group_at].label) or reading.groups[group_at].base
            settled = next((case.base_of.get(spot.key) for spot in spots if spot), None)
            if n is None or case.any_doubted(spots) or (settled is not None and settled.how == "other"):
                continue
            total = sum(count for count in counts if count is not None)
            answers = answer_lines(reading, block)
            answered = sum(spot.cell.count or 0 for spot in spots if spot and spot.line_at in answers)
            case.checked["sum of counts"] += 1
            if n in (total, answered):
                continue
            doubted = _doubt_total(case, block_at, group_at, total, n)
            # Once is enough: what is missing from all is missing from a group too.
            if doubted and reading.groups[group_at].label in wholes:
                break


def _doubt_total(case: Case, block_at: int, group_at: int, total: int, n: int) -> bool:
    block, group = case.reading.blocks[block_at], case.reading.groups[group_at]
    spots = [spot for spot in _column(case, block_at, group_at) if spot is not None]
    shares = [(spot, share) for spot in spots if (share := spot.share) is not None]
    along_columns = case.reading.direction == "column" and shares
    if total > n:
        if block.kind != "distribution":
            return False
        text = f"the rows make {total} people, {total - n} more than the {n} of {group.label}"
        innocent = ("several answers: a person may be in several rows",)
    else:
        if along_columns:
            _note_rest(case, block_at, group_at, total, n)
            return False
        if total < _NEARLY_ALL * n or not _should_be_all(case, block_at, group_at):
            return False
        if any(missing.rows or missing.sign for missing in case.reading.missing):
            return False
        text = f"the rows make {total} of {n} people: {plural(n - total)} {_are(n - total)} in no row"
        innocent = (
            f"missing answers: {plural(n - total)} may not have answered, which the table does not say",
        )
    column = spots[0].cell.column if spots else 0
    case.add(
        "sum of counts",
        block_name(block),
        group.heading or group.label,
        (block.row, column),
        f"sum {total}",
        str(n),
        text,
        block=block,
        innocent=innocent,
    )
    return True


def _note_rest(case: Case, block_at: int, group_at: int, total: int, n: int) -> None:
    """Percentages of everybody beside rows that hold fewer: the table shows that some are in no row."""
    block, group = case.reading.blocks[block_at], case.reading.groups[group_at]
    spots = [spot for spot in _column(case, block_at, group_at) if spot is not None]
    shares = [(spot, share) for spot in spots if (share := spot.share) is not None]
    if all(share.fits(spot.cell.count or 0, n) for spot, share in shares) and not all(
        share.fits(spot.cell.count or 0, total) for spot, share in shares
    ):
        text = f"{group.label}: {total} of {n} people are in these rows, and the percentages are of {n}"
        case.notes.append(Note(block_name(block), text, block.row))


def _are(n: int) -> str:
    return "is" if n == 1 else "are"


def _should_be_all(case: Case, block_at: int, group_at: int) -> bool:
    """Whether a block is meant to hold everybody: it says so, or other blocks of the column do."""
    reading = case.reading
    if reading.blocks[block_at].kind == "distribution":
        return True
    n = reading.groups[group_at].base
    for other, block in enumerate(reading.blocks):
        spots = _column(case, other, group_at)
        answers = other != block_at and len(spots) > 1 and block.kind == "distribution"
        if answers and sum(spot.cell.count or 0 for spot in spots if spot) == n:
            return True
    return False


def check_totals(case: Case) -> None:
    r"""Check rows of totals and subtotals against the rows that they sum.

    Examples
    --------
    >>> from homecoming.checks.conventions import recognise
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> table = read(grids_from_text(",Town\nA,30 (30.0)\nB,70 (70.0)\nTotal,99 (100.0)\n")[0])
    >>> case = Case(table, *recognise(table)[1:3])
    >>> check_totals(case)
    >>> [(found.row, found.would) for found in case.findings]
    [('Total', '100')]
    """
    for block_at, block in enumerate(case.reading.blocks):
        for line_at, line in enumerate(block.lines):
            if line.kind not in ("total", "subtotal"):
                continue
            parts = list(line.parts) if line.kind == "subtotal" else _options(block)
            if line.kind == "subtotal" and not parts:
                text = "it is not known which rows this subtotal sums"
                case.unchecked.append(Note(line.label, text, line.row))
                continue
            if line.kind == "subtotal" and not _fits_everywhere(case, block_at, line_at, parts):
                # Which rows it sums was read from the figures: another run of rows may be meant.
                runs = _runs(_options(block))
                if any(_fits_everywhere(case, block_at, line_at, run) for run in runs):
                    continue
            for group_at in range(len(case.reading.groups)):
                spot = case.spot(block_at, line_at, group_at)
                summed = [case.spot(block_at, at, group_at) for at in parts]
                if spot is None or len(parts) < 2 or case.any_doubted([spot, *summed]):
                    continue
                if line.kind == "total":
                    _check_total(case, block, spot, summed)
                else:
                    _check_subtotal(case, spot, summed)


def _runs(options: list[int]) -> list[list[int]]:
    """All rows one below the other, two or more."""
    places = range(len(options))
    return [options[first : last + 1] for first in places for last in places if last > first]


def _fits_everywhere(case: Case, block_at: int, line_at: int, parts: list[int]) -> bool:
    """Whether a subtotal is the sum of these rows in every group, within rounding."""
    for group_at in range(len(case.reading.groups)):
        spot = case.spot(block_at, line_at, group_at)
        summed = [case.spot(block_at, at, group_at) for at in parts]
        if spot is None:
            continue
        counts = [part.cell.count if part else 0 for part in summed]
        known = [count for count in counts if count is not None]
        if spot.cell.count is not None and len(known) == len(counts):
            if sum(known) != spot.cell.count:
                return False
            continue
        shares = [part.share for part in summed if part is not None and part.share is not None]
        if spot.share is None or len(shares) < len(summed):
            continue
        low, high = _total(part.low for part in shares), _total(part.high for part in shares)
        if low > spot.share.high or spot.share.low > high:
            return False
    return True


def _check_total(case: Case, block: Block, spot: Spot, summed: Sequence[Spot | None]) -> None:
    if block.kind not in ("distribution", "unknown"):
        return
    if _sum_of_counts(case, spot, summed, block.kind == "distribution"):
        return
    share = spot.share
    shares = [part.share for part in summed if part is not None]
    if share is None or block.kind != "distribution" or case.reading.direction != "column":
        return
    known = [part for part in shares if part is not None]
    if len(known) < 2:
        return
    case.checked["total or subtotal"] += 1
    # Some papers print 100, others what the rounded figures add up to.
    if share.low <= 100 <= share.high or share.value == _total(part.value for part in known):
        return
    text = f"a total of all answers is 100, and the rows add up to {_short(_total(s.value for s in known))}"
    case.find("total or subtotal", spot, "100", text)


def _sum_of_counts(case: Case, spot: Spot, summed: Sequence[Spot | None], sure: bool) -> bool:
    """Check the number of a total; True if it was doubted."""
    counts = [part.cell.count if part else 0 for part in summed]
    known = [count for count in counts if count is not None]
    if spot.cell.count is None or len(known) < len(counts) or not any(known):
        return False
    case.checked["total or subtotal"] += 1
    total = sum(known)
    if total == spot.cell.count:
        return False
    if not sure and total < _NEARLY_ALL * spot.cell.count:
        return False
    everybody = case.reading.direction == "row" and spot.block.kind == "distribution"
    if everybody and total < spot.cell.count == spot.group.base:
        # The sum of the block is compared with everybody already.
        return False
    innocent = _digit_slips(spot, summed, total)
    chance: float | None = 0.0
    if total < spot.cell.count and _smaller_base(case, summed, total):
        # A total of 100 per cent says that it is the total of these rows, unless the table names others.
        unnamed = not any(missing.rows or missing.sign for missing in case.reading.missing)
        full = spot.share is not None and spot.share.value == 100 and spot.line.kind == "total"
        if not (unnamed and full and sure):
            return False
        gap = plural(spot.cell.count - total)
        innocent.append(f"missing answers: {gap} without an answer may be counted in the total")
        # Some tables print a total of all people beside percentages of those who answered.
        chance = None
    text = f"the rows add up to {total} people, the total says {spot.cell.count}"
    case.find("total or subtotal", spot, str(total), text, innocent, chance)
    return True


def _smaller_base(case: Case, summed: Sequence[Spot | None], total: int) -> bool:
    """Whether the percentages show that they are shares of the people who answered."""
    spots = [spot for spot in summed if spot is not None and spot.share is not None]
    return (
        case.reading.direction == "column"
        and bool(spots)
        and all(share.fits(spot.cell.count or 0, total) for spot in spots if (share := spot.share))
    )


def _digit_slips(spot: Spot, summed: Sequence[Spot | None], total: int) -> list[str]:
    count = spot.cell.count
    if count is None:
        return []
    found = [slip_words(how, text, count) for text, how in slips(str(count)) if int(text) == total][:1]
    for part in summed:
        if part is None or part.cell.count is None:
            continue
        right = part.cell.count + count - total
        if right >= 0:
            found += [
                slip_words(how, text, part.cell.count, part.line.label)
                for text, how in slips(str(part.cell.count))
                if int(text) == right
            ][:1]
    return found


def _check_subtotal(case: Case, spot: Spot, summed: Sequence[Spot | None]) -> None:
    if _sum_of_counts(case, spot, summed, True):
        return
    share = spot.share
    parts = [part.share for part in summed if part is not None]
    known = [part for part in parts if part is not None]
    if share is None or len(known) < len(summed):
        return
    if spot.cell.count is not None and all(part is None or part.both for part in summed):
        # Their numbers were compared, and each percentage with its own number.
        return
    case.checked["total or subtotal"] += 1
    low, high = _total(part.low for part in known), _total(part.high for part in known)
    total = _total(part.value for part in known)
    settled = next((case.base_of.get(part.key) for part in summed if part is not None), None)
    n = settled.base if settled is not None and settled.how in ("full", "inferred") else None
    if n is not None and not (spot.base and spot.base.strict):
        n = None
    if low <= share.high and share.low <= high:
        if n is None:
            return
        least, most = sum(part.counts(n)[0] for part in known), sum(part.counts(n)[1] for part in known)
        own = share.counts(n)
        if own[0] <= most and least <= own[1]:
            return
        options = dict.fromkeys((percent(least, n, share.decimals), percent(most, n, share.decimals)))
        text = f"of {n} people the rows make {least if least == most else f'{least} to {most}'}"
        case.find("total or subtotal", spot, " to ".join(options), text)
        return
    text = f"its rows add up to {_short(total)}; rounding does not explain {share.text}"
    case.find("total or subtotal", spot, _short(total), text)


def check_wholes(case: Case) -> None:
    r"""Check each whole against the groups that make it up, for each breakdown by itself.

    Examples
    --------
    >>> from homecoming.checks.conventions import recognise
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> table = read(grids_from_text(",All (n = 160),Town (n = 81),Village (n = 79)\nHigh,54,53,51\n")[0])
    >>> case = Case(table, *recognise(table)[1:3])
    >>> check_wholes(case)
    >>> [(found.row, found.would) for found in case.findings]
    [('High', '51 to 53')]
    """
    labels = [group.label for group in case.reading.groups]
    for breakdown in case.reading.breakdowns:
        if breakdown.whole not in labels or any(part not in labels for part in breakdown.parts):
            continue
        whole, parts = parts_of(case.reading, breakdown)
        if len(parts) < 2 and not breakdown.told:
            continue
        exhausts = _exhausts(case, breakdown, whole, parts)
        if case.reading.direction == "row" and breakdown.exhausts is None and not exhausts:
            _check_net_column(case, whole, parts)
        _check_bases(case, breakdown, whole, parts, exhausts)
        if not exhausts:
            continue
        for block_at, block in enumerate(case.reading.blocks):
            for line_at in range(len(block.lines)):
                spot = case.spot(block_at, line_at, whole)
                groups = [case.spot(block_at, line_at, at) for at in parts]
                if spot is None or case.any_doubted([spot, *groups]):
                    continue
                if not _check_people(case, spot, groups) and case.reading.direction == "column":
                    _check_average(case, spot, groups)


def _check_net_column(case: Case, whole: int, parts: list[int]) -> None:
    """Check a column such as "Net agree" against the answers that it sums in most rows."""
    rows = []
    for block_at, block in enumerate(case.reading.blocks):
        for line_at in range(len(block.lines)):
            spot = case.spot(block_at, line_at, whole)
            summed = [case.spot(block_at, line_at, at) for at in parts]
            if spot is None or spot.share is None or any(p is None or p.share is None for p in summed):
                continue
            shares = [p.share for p in summed if p is not None and p.share is not None]
            low, high = _total(s.low for s in shares), _total(s.high for s in shares)
            rows.append((spot, summed, low <= spot.share.high and spot.share.low <= high))
    if 2 * sum(agrees for *_, agrees in rows) <= len(rows):
        return
    for spot, summed, _ in rows:
        if not case.any_doubted([spot, *summed]):
            _check_subtotal(case, spot, summed)


def _exhausts(case: Case, breakdown: Breakdown, whole: int, parts: list[int]) -> bool:
    """Whether groups make up the whole: known, or shown by nearly all numbers of people."""
    if breakdown.exhausts is not None:
        return breakdown.exhausts
    agree = compared = 0
    for block_at, block in enumerate(case.reading.blocks):
        for line_at in range(len(block.lines)):
            spot = case.spot(block_at, line_at, whole)
            counts = [
                part.cell.count if (part := case.spot(block_at, line_at, at)) is not None else 0
                for at in parts
            ]
            known = [count for count in counts if count is not None]
            if spot is None or spot.cell.count is None or len(known) < len(counts):
                continue
            compared += 1
            agree += sum(known) == spot.cell.count
    return compared >= 3 and 5 * agree >= 4 * compared


def _check_bases(case: Case, breakdown: Breakdown, whole: int, parts: list[int], exhausts: bool) -> None:
    groups = case.reading.groups
    n, sizes = groups[whole].base, [groups[at].base for at in parts]
    known = [size for size in sizes if size is not None]
    if n is None or len(known) < len(sizes):
        return
    case.checked["base"] += 1
    total = sum(known)
    if total == n:
        return
    names = ", ".join(breakdown.parts)
    if breakdown.told and exhausts:
        column = next((spot.cell.column for spot in case.spots if spot.group_at == whole), 0)
        heading = groups[whole].heading or groups[whole].label
        text = f"the groups that make up {breakdown.whole} ({names}) have {total} people together, not {n}"
        case.add("base", breakdown.whole, heading, (0, column), str(n), str(total), text)
    elif total < n:
        case.notes.append(Note(breakdown.whole, f"the groups ({names}) make {total} of {n} people"))


def _check_people(case: Case, spot: Spot, groups: Sequence[Spot | None]) -> bool:
    """Compare numbers of people; True if there are some to compare."""
    counts = [group.cell.count if group is not None else 0 for group in groups]
    known = [count for count in counts if count is not None]
    if spot.cell.count is None or len(known) < len(counts) or not any(group for group in groups):
        return False
    case.checked["groups and whole"] += 1
    total = sum(known)
    if total == spot.cell.count:
        return True
    if total < spot.cell.count and any(group is None for group in groups):
        return True
    text = f"the groups have {' + '.join(map(str, known))} = {total} people, the whole has {spot.cell.count}"
    case.find("groups and whole", spot, str(total), text, _digit_slips(spot, groups, total))
    return True


def _check_average(case: Case, spot: Spot, groups: Sequence[Spot | None]) -> None:
    """A whole's percentage is an average of its groups'."""
    share = spot.share
    known = [(group, part) for group in groups if group is not None and (part := group.share) is not None]
    if share is None or len(known) < len(groups):
        return
    case.checked["groups and whole"] += 1
    # Weights change what share of the whole each group is.
    bases = [None if group.base is None or case.weighted else group.base.most for group, _ in known]
    low, high, touch = _hull([part for _, part in known], bases)
    outside = share.high < low or share.low > high
    if not outside and touch:
        # Every group would have to stand at the very edge.
        outside = (share.low == high and any(part.high < high for _, part in known)) or (
            share.high == low and any(part.low > low for _, part in known)
        )
    if outside and _is_sum(share, [part for _, part in known]):
        text = (
            "the whole is the sum of its groups here: numbers, or shares of the whole, that were not compared"
        )
        case.unchecked.append(Note(spot.line.label, text, spot.line.row))
        return
    if outside:
        figures = [part.value for _, part in known]
        printed = " and ".join(part.text for _, part in known)
        least, most = min(figures), max(figures)
        would = _short(least) if least == most else f"{_short(least)} to {_short(most)}"
        text = f"a whole is an average of its groups: {share.text} cannot be an average of {printed}"
        if not least - Fraction(100, share.scale) <= share.value <= most + Fraction(100, share.scale):
            text += ", whatever the sizes of the groups"
        elif least <= share.value <= most:
            would = f"{_short(_round(low, share))} to {_short(_round(high, share))}"
            text += " with these numbers of people, even if up to half of them did not answer"
        case.find("groups and whole", spot, would, text, _whole_slips(share, low, high))
        return
    _check_strict(case, spot, share, known)


def _is_sum(share: Share, parts: Sequence[Share]) -> bool:
    low, high = _total(part.low for part in parts), _total(part.high for part in parts)
    return low <= share.high and share.low <= high


def _round(value: Fraction, share: Share) -> Fraction:
    unit = Fraction(100, share.scale)
    return round(value / unit) * unit


def _whole_slips(share: Share, low: Fraction, high: Fraction) -> list[str]:
    return [
        slip_words(how, text, share.text)
        for text, how in slips(share.text, neighbours_only=True)
        if low <= Share(text).value <= high
    ][:2]


def _hull(parts: Sequence[Share], bases: Sequence[int | None]) -> tuple[Fraction, Fraction, bool]:
    """Lowest and highest average: each group has between half of its people and all; unknown sizes are free.

    The last value says whether sizes are free, so that the edges themselves need all groups there.
    """
    if any(base is None for base in bases) or not any(bases):
        return min(part.low for part in parts), max(part.high for part in parts), True
    sizes = [Fraction(base or 0) for base in bases]

    def highest(values: list[Fraction]) -> Fraction:
        order = sorted(range(len(values)), key=lambda at: -values[at])
        averages: list[Fraction] = []
        for cut in range(1, len(order) + 1):
            weights = [
                sizes[at] if place < cut else sizes[at] * _MOST_MISSING for place, at in enumerate(order)
            ]
            if sum(weights):
                total = _total(w * values[at] for w, at in zip(weights, order, strict=True))
                averages.append(total / _total(weights))
        # Also for negative values, which stand for the lowest average.
        return max(averages)

    return -highest([-part.low for part in parts]), highest([part.high for part in parts]), False


def _check_strict(case: Case, spot: Spot, share: Share, known: Sequence[tuple[Spot, Share]]) -> None:
    """With numbers of people told for whole and groups the whole's people are those of the groups."""
    bases = [group.base for group, _ in known]
    strict = [base.most for base in bases if base is not None and base.strict and base.least == base.most]
    if len(strict) < len(known) or spot.base is None or not spot.base.strict:
        return
    n = spot.base.most
    if sum(strict) != n or spot.base.least != n:
        return
    ranges = [part.counts(base) for (_, part), base in zip(known, strict, strict=True)]
    own = share.counts(n)
    least, most = sum(low for low, _ in ranges), sum(high for _, high in ranges)
    if own[0] <= most and least <= own[1]:
        return
    people = str(least) if least == most else f"{least} to {most}"
    options = dict.fromkeys((percent(least, n, share.decimals), percent(most, n, share.decimals)))
    text = f"the groups have {people} people, which of {n} is {' to '.join(options)}, not {share.text}"
    case.find("groups and whole", spot, " to ".join(options), text)


def check_differences(case: Case) -> None:
    r"""Check printed differences of two groups, within what rounding of both allows.

    Examples
    --------
    >>> from homecoming.checks.conventions import recognise
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> table = read(grids_from_text(",1998,2003,D\nA,34,47,+13\nB,29,40,+21\nC,49,61,+12\n")[0])
    >>> case = Case(table, *recognise(table)[1:3])
    >>> check_differences(case)
    >>> [(found.row, found.would) for found in case.findings]
    [('B', '+11')]
    """
    printed: dict[str, list[tuple[int, int, Difference]]] = {}
    for block_at, block in enumerate(case.reading.blocks):
        for line_at, line in enumerate(block.lines):
            for difference in line.differences:
                printed.setdefault(difference.heading, []).append((block_at, line_at, difference))
    for heading, rows in printed.items():
        pair = _pair(case, rows)
        if pair is None:
            text = "it is not clear which two columns these are differences of"
            case.unchecked.append(Note(heading, text, 0, rows[0][2].column))
            continue
        for block_at, line_at, difference in rows:
            _check_difference(case, pair, block_at, line_at, difference)


def _stretch(
    case: Case, pair: tuple[int, int], block_at: int, line_at: int
) -> tuple[Fraction, Fraction] | None:
    """Between what the unrounded difference of two groups lies."""
    first, second = (case.spot(block_at, line_at, at) for at in pair)
    if first is None or second is None or first.share is None or second.share is None:
        return None
    return second.share.low - first.share.high, second.share.high - first.share.low


def _value(text: str) -> tuple[Fraction, Fraction] | None:
    """A printed difference and half a unit of its last place."""
    plain = text.strip().rstrip("%").strip().replace("\u2212", "-").replace("\u2013", "-").replace(",", ".")
    plain = plain.lstrip("+")
    try:
        value = Fraction(plain)
    except (ValueError, ZeroDivisionError):
        return None
    return value, Fraction(1, 2 * 10 ** len(plain.partition(".")[2]))


def _signed(difference: Difference) -> bool:
    """Some columns print differences without a sign."""
    return difference.printed.strip()[:1] in ("+", "-", "\u2212", "\u2013")


def _explains(stretch: tuple[Fraction, Fraction], value: Fraction, half: Fraction, signed: bool) -> bool:
    ways = [value] if signed else [value, -value]
    return any(stretch[0] <= way + half and way - half <= stretch[1] for way in ways)


def _pair(case: Case, rows: list[tuple[int, int, Difference]]) -> tuple[int, int] | None:
    """Which two groups a column of differences compares: the pair that explains most of it."""
    scores: Counter[tuple[int, int]] = Counter()
    places = range(len(case.reading.groups))
    for first in places:
        for second in places:
            if first == second:
                continue
            for block_at, line_at, difference in rows:
                stretch, value = (
                    _stretch(case, (first, second), block_at, line_at),
                    _value(difference.printed),
                )
                if stretch and value:
                    scores[first, second] += _explains(stretch, *value, _signed(difference))
    if not scores:
        return None
    pair, best = max(scores.items(), key=lambda item: (item[1], item[0][1] > item[0][0], -item[0][0]))
    return pair if 2 * best > len(rows) else None


def _check_difference(
    case: Case, pair: tuple[int, int], block_at: int, line_at: int, difference: Difference
) -> None:
    stretch, value = _stretch(case, pair, block_at, line_at), _value(difference.printed)
    first, second = (case.spot(block_at, line_at, at) for at in pair)
    if not stretch or not value or first is None or second is None or case.any_doubted([first, second]):
        return
    case.checked["difference"] += 1
    if _explains(stretch, *value, _signed(difference)):
        return
    if first.share is None or second.share is None:
        return
    right = second.share.value - first.share.value
    sign = "+" if right > 0 and difference.printed.strip().startswith("+") else ""
    text = (
        f"{second.share.text} less {first.share.text} is {_short(right)}; rounding allows "
        f"{_short(stretch[0])} to {_short(stretch[1])}"
    )
    case.add(
        "difference",
        first.line.label,
        difference.heading,
        (difference.row, difference.column),
        difference.printed,
        f"{sign}{_short(right)}",
        text,
        block=first.block,
    )
