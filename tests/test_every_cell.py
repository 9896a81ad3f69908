"""One more or one less in the last printed digit of any cell: what notices it, and does it name the cell?

``test_data.py`` holds every cell against a second transcription, which names whatever was changed. Here the
question is harder: what would be noticed if there were nothing but the figures themselves? Recomputation
notices every change in the tables of Kyrgyzstan, since they stand on counts. It cannot in the tables of
Kazakhstan and South Korea, which print no number of people: there the running text, which repeats most
figures, does. What neither notices is listed below, cell by cell.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from homecoming import published
from homecoming.checks import audit
from homecoming.published import package

KG, KZ = "kyrgyzstan-2024", "kazakhstan-korea-2025"

# Changes that recomputation notices without naming the cell: with the changed figure a smaller number of
# people fits all figures of the question, so that it is the question's base that comes out differently.
NOT_NAMED = {
    (f"{KG}/table-1", "10. Housing and utilities sector", "In Russia", "1.6"),
    (f"{KG}/table-5", "Satisfactory", "%", "38.4"),
    (f"{KG}/table-5", "Good", "%", "55.0"),
}
# Cells whose change neither the sum of the column nor the text would show: only the transcription does.
UNWATCHED = {
    (f"{KZ}/table-1", "Unemployed", "Kazakhstan (%)"),
    (f"{KZ}/table-1", "Unemployed", "South Korea (%)"),
    (f"{KZ}/table-1", "Not in Labor Force", "Kazakhstan (%)"),
    (f"{KZ}/table-1", "Not in Labor Force", "South Korea (%)"),
    (f"{KZ}/table-2", "Information Technology", "Kazakhstan (%)"),
    (f"{KZ}/table-2", "Other", "Kazakhstan (%)"),
    (f"{KZ}/table-2", "Other", "South Korea (%)"),
}


def changes(table):
    """Every cell with its last digit one less and one more, as the paper would print it."""
    for cell in table.cells.itertuples():
        for step in (-1, 1):
            unit = Decimal(1).scaleb(-len(cell.printed.partition(".")[2]))
            value = Decimal(cell.printed) + step * unit
            if cell.kind == "difference" or 0 <= value <= 100:
                yield cell, f"{value:+f}" if cell.kind == "difference" and value else f"{value:f}"


def with_figure(table, cell, figure):
    cells = table.cells
    cells.loc[cell.Index, ["printed", "value"]] = figure, float(figure)
    printed = {**table._printed, (cell.question_id, cell.option, cell.group): figure}
    return replace(table, _cells=cells, _printed=printed)


def findings(table, **arguments):
    """What the audit finds, without the words."""
    found = audit.table(table, **arguments)
    return set(
        zip(
            *(found[c] for c in ("question", "option", "group", "rule", "printed", "recomputed")), strict=True
        )
    )


@pytest.mark.parametrize("name", published.tables(KG))
def test_recomputation_notices_every_changed_digit(name):
    table = published.load(name)
    known = findings(table)
    for cell, figure in changes(table):
        # A finding that comes, goes or changes: the tests of the audit list them all, so each would fail.
        noticed = findings(with_figure(table, cell, figure)) ^ known
        what = f"{name}, row {cell.row}, {cell.option} | {cell.group}: {cell.printed} changed to {figure}"
        assert noticed, f"{what} and nobody noticed"
        named = any(found[:3] == (cell.question_id, cell.option, cell.group) for found in noticed)
        if (name, cell.option, cell.group, figure) in NOT_NAMED:
            assert not named, f"{what} is named now: strike it from the list"
            assert (cell.question_id, "base") in {(found[0], found[3]) for found in noticed}, what
        else:
            assert named, f"{what} was noticed, but not named: {noticed}"


def test_every_change_was_tried():
    tried = {
        study: sum(1 for n in published.tables(study) for _ in changes(published.load(n)))
        for study in (KG, KZ)
    }
    assert tried == {KG: 2 * 162, KZ: 2 * 26}


def figures_about():
    """For each cell of the other study, the figures of the text that repeat it or are computed from it."""
    figures = published.text_figures(KZ)
    for name in published.tables(KZ):
        for cell, figure in changes(published.load(name)):
            place = (name, cell.question_id, cell.option, cell.group)
            about = [
                any(
                    (c.table, c.question, c.option, c.group) == place
                    for c in published.references(KZ, row.agrees_with)
                )
                for row in figures.itertuples()
            ]
            yield name, cell, figure, figures[about]


def test_without_a_number_of_people_the_text_and_the_sums_are_all_there_is(monkeypatch):
    load = published.load
    by_text, by_sum, by_neither = set(), set(), set()
    for name, cell, figure, about in figures_about():
        changed = with_figure(load(name), cell, figure)
        before = {(f.question, f.recomputed) for f in audit.RULES["text-cell"].check(KZ, about)}
        # References are resolved inside the package, so it is told of the changed table too.
        with monkeypatch.context() as changing:
            for module in (published, package):
                changing.setattr(
                    module, "load", lambda asked, n=name, t=changed: t if asked == n else load(asked)
                )
            after = {(f.question, f.recomputed) for f in audit.RULES["text-cell"].check(KZ, about)}
        sums = ["column-sum"]
        place = (name, cell.option, cell.group)
        if before != after:
            by_text.add((*place, figure))
        elif findings(changed, only=sums) != findings(load(name), only=sums):
            by_sum.add((*place, figure))
        else:
            by_neither.add(place)
    assert by_neither == UNWATCHED
    assert {place[:3] for place in by_sum} == {
        (f"{KZ}/table-3", "Access to Capital for Entrepreneurship", "South Korea (%)")
    }
    assert len(by_text) == 36
    assert len(by_text) + len(by_sum) + 2 * len(by_neither) == 52
