"""Which groups of a table divide which whole: by words, by headings above, by numbers of people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from homecoming.errors import NoSuchNameError
from homecoming.reading.corrections import Corrections
from homecoming.reading.figures import plain
from homecoming.reading.headings import parse_heading
from homecoming.reading.printed import Breakdown, Decision, Group, Reading

__all__ = ["breakdowns"]


def breakdowns(
    reading: Reading, parents: Mapping[str, str], corrections: Corrections
) -> tuple[tuple[Breakdown, ...], tuple[Decision, ...]]:
    """Say which groups divide which whole.

    Parameters
    ----------
    reading : Reading
        The table, with groups and their numbers of people.
    parents : mapping of str to str
        For the label of a group the heading above it.
    corrections : Corrections
        The whole, if it is told.

    Returns
    -------
    tuple of Breakdown, tuple of Decision
        The breakdowns, and how they were found.

    Raises
    ------
    NoSuchNameError
        If the whole that is told is not there.

    Examples
    --------
    >>> groups = (Group("All", "All", 150), Group("Town", "Town", 90), Group("Village", "Village", 60))
    >>> breakdowns(Reading("own.csv", "Own", "column", groups, ()), {}, Corrections())[0]
    (Breakdown(whole='All', parts=('Town', 'Village'), exhausts=True, told=False),)
    """
    groups = list(reading.groups)
    if len(groups) < 2:
        return (), ()
    wholes, why, sure = _wholes(reading, parents, corrections)
    if not wholes:
        return (), ()
    found: list[Breakdown] = []
    told = corrections.whole is not None
    crossed = _crossed(groups, wholes, parents)
    if crossed and not told:
        found = [
            Breakdown(w.label, tuple(p.label for p in ps), _exhausts(w, ps, reading)) for w, ps in crossed
        ]
        return tuple(found), tuple(_decision(b, why, sure) for b in found)
    names = {whole.label for whole in wholes}
    rest = [group for group in groups if group.label not in names]
    # The last whole before the other groups is divided by them; a wider whole by the narrower one.
    inner = (
        min(wholes, key=lambda whole: (whole.base is None, whole.base or 0))
        if all(w.base for w in wholes)
        else wholes[-1]
    )
    for outer in wholes:
        if outer is not inner and outer.base and inner.base and outer.base > inner.base:
            found.append(Breakdown(outer.label, (inner.label,), False))
    for parts in _runs(inner, rest, parents, reading):
        if len(parts) > 1 or told:
            found.append(
                Breakdown(
                    inner.label, tuple(part.label for part in parts), _exhausts(inner, parts, reading), told
                )
            )
    return tuple(found), tuple(_decision(b, why, sure) for b in found)


def _decision(found: Breakdown, why: str, sure: str) -> Decision:
    choice = f"{found.whole} is divided into {', '.join(found.parts)}{_ENDS[found.exhausts]}"
    return Decision("groups and their whole", choice, why, sure)


def _crossed(
    groups: Sequence[Group], wholes: Sequence[Group], parents: Mapping[str, str]
) -> list[tuple[Group, list[Group]]]:
    """Wholes and parts where the same headings stand under "Town", "Village" and "Total"."""
    leaves: dict[str, list[Group]] = {}
    for group in groups:
        parent, colon, leaf = group.label.rpartition(": ")
        if not colon or parents.get(group.label) != parent:
            return []
        leaves.setdefault(leaf, []).append(group)
    if len(leaves) < 2 or len({len(members) for members in leaves.values()}) != 1:
        return []
    labels = {whole.label for whole in wholes}
    out = []
    for members in leaves.values():
        whole = [group for group in members if group.label in labels]
        parts = [group for group in members if group.label not in labels]
        if len(whole) == 1 and len(parts) > 1:
            out.append((whole[0], parts))
    return out if len(out) == len(leaves) else []


_ENDS = {
    True: ", which make it up",
    False: ", which do not make it up",
    None: "; it is not known whether they make it up",
}


def _divide(whole: Group, others: Sequence[Group], parents: Mapping[str, str]) -> list[Group]:
    """Groups that stand beside each other and have exactly the people of a whole."""
    for start in range(len(others)):
        total = 0
        for end in range(start, len(others)):
            if not others[end].base or parents.get(others[end].label) != parents.get(others[start].label):
                break
            total += others[end].base or 0
            if total == whole.base and end > start:
                return list(others[start : end + 1])
    return []


def _between(reading: Reading, whole: Group, parts: Sequence[Group]) -> bool:
    """Whether in nearly all rows the percentage of the whole lies among those of its parts."""
    places = {group.label: at for at, group in enumerate(reading.groups)}
    good = tried = 0
    for _, line in reading.lines():
        cells = [line.cells[places[group.label]] for group in (whole, *parts)]
        shares = [Decimal(cell.percent) for cell in cells if cell is not None and cell.percent is not None]
        if len(shares) == len(cells):
            tried += 1
            good += min(shares[1:]) - 1 <= shares[0] <= max(shares[1:]) + 1
    return good * 10 >= tried * 9


def _wholes(
    reading: Reading, parents: Mapping[str, str], corrections: Corrections
) -> tuple[list[Group], str, str]:
    groups = list(reading.groups)
    if corrections.whole is not None:
        wanted = plain(corrections.whole).casefold()
        told = [g for g in groups if wanted in (plain(g.label).casefold(), plain(g.heading).casefold())]
        if not told:
            raise NoSuchNameError("group", corrections.whole, [g.label for g in groups])
        return told[:1], "it was told", "told"
    by_words = [
        g for g in groups if parse_heading(g.label).total or parse_heading(g.label.rpartition(": ")[2]).total
    ]
    if by_words and len(by_words) < len(groups):
        return by_words, "its heading names everybody", "printed"
    if len(groups) > 2:
        # Numbers of people add up by chance as well: a whole stands at an end, its figures among the others.
        ends = [groups[0], groups[-1]]
        for candidate in [*ends, *groups[1:-1]] if reading.direction != "row" else ():
            others = [group for group in groups if group is not candidate]
            parts = _divide(candidate, others, parents) if candidate.base else []
            rest = [group for group in others if group not in parts]
            # Anywhere else a whole is divided twice, as by place and by age.
            again = candidate in ends or _divide(candidate, rest, parents)
            if parts and again and _between(reading, candidate, parts):
                return [candidate], "its people are those of other groups together", "likely"
        for candidate in (groups[0], groups[-1]):
            others = [group for group in groups if group is not candidate]
            if _counts_add_up(reading, candidate, others):
                return [candidate], "its counts are those of all other groups together", "likely"
    return [], "", ""


def _counts_add_up(reading: Reading, whole: Group, parts: Sequence[Group]) -> bool:
    """Whether in most rows the counts of the parts add up to the count of the whole."""
    places = {group.label: at for at, group in enumerate(reading.groups)}
    good = tried = 0
    for _, line in reading.lines():
        cell = line.cells[places[whole.label]]
        others = [line.cells[places[part.label]] for part in parts]
        if (
            cell is None
            or cell.count is None
            or any(other is not None and other.count is None for other in others)
        ):
            continue
        if not any(other is not None for other in others):
            continue
        tried += 1
        good += cell.count == sum(other.count or 0 for other in others if other is not None)
    return tried > 1 and good * 4 > tried * 3


def _runs(
    whole: Group, rest: Sequence[Group], parents: Mapping[str, str], reading: Reading
) -> list[list[Group]]:
    """Groups that stand beside each other and divide the whole in one way."""
    if not rest:
        return []
    above = [parents.get(group.label, "") for group in rest]
    if len(set(above)) > 1:
        runs: list[list[Group]] = []
        for at, group in enumerate(rest):
            if at and above[at] == above[at - 1]:
                runs[-1].append(group)
            else:
                runs.append([group])
        return runs
    if whole.base and all(group.base for group in rest):
        cut = _cut(list(rest), lambda run: sum(group.base or 0 for group in run) == whole.base)
        if cut:
            return cut
    cut = _cut(list(rest), lambda run: len(run) > 1 and _counts_add_up(reading, whole, run))
    if cut:
        return cut
    numbered = [bool(re.match(r"[<>≤≥]?\s?\d", group.label)) for group in rest]
    if 1 < sum(numbered) < len(rest) - 1 or (sum(numbered) > 1 and len(rest) - sum(numbered) > 1):
        by_kind: list[list[Group]] = []
        for at, group in enumerate(rest):
            if at and numbered[at] == numbered[at - 1]:
                by_kind[-1].append(group)
            else:
                by_kind.append([group])
        return by_kind
    return [list(rest)]


def _cut(rest: list[Group], fits) -> list[list[Group]]:  # type: ignore[no-untyped-def]
    """The groups cut into runs that each fit; a last run may not. Empty if no run fits."""
    runs: list[list[Group]] = []
    start = 0
    while start < len(rest):
        end = next((end for end in range(start + 1, len(rest) + 1) if fits(rest[start:end])), None)
        if end is None:
            break
        runs.append(rest[start:end])
        start = end
    if not runs:
        return []
    return [*runs, rest[start:]] if start < len(rest) else runs


def _exhausts(whole: Group, parts: Sequence[Group], reading: Reading) -> bool | None:
    if whole.base and all(part.base for part in parts):
        return sum(part.base or 0 for part in parts) == whole.base
    return True if _counts_add_up(reading, whole, parts) else None
