"""The pages of the published tables: each rebuilds its table and stores the result for nbval to compare."""

import re
from pathlib import Path

import nbformat
import pytest

from homecoming import published

BOOK = Path(__file__).parents[3] / "book"
TABLES = [published.load(name) for name in published.tables()]
REPRODUCED = [table for table in TABLES if table.respondents]


def notebook(table):
    return nbformat.read(BOOK / f"{table.page}.ipynb", as_version=4)


def prose(table):
    return "\n".join(cell.source for cell in notebook(table).cells if cell.cell_type == "markdown")


def code(table):
    return "\n".join(cell.source for cell in notebook(table).cells if cell.cell_type == "code")


def compared_output(table, call):
    """Text stored for the cells that call something and that nbval compares."""
    stored = []
    for cell in notebook(table).cells:
        if cell.cell_type == "code" and call in cell.source:
            assert {"keep_output", "nbval-check-output"} <= set(cell.metadata.get("tags", [])), cell.source
            stored += [output.text for output in cell.outputs if output.output_type == "stream"]
    return "".join(stored)


@pytest.mark.parametrize("table", REPRODUCED, ids=lambda table: table.name)
def test_the_stored_reproduction_has_every_printed_option_cell(table):
    stored = re.findall(
        r"(?<![\w.])[+-]?\d+\.\d(?!\d)|(?<= )0(?=\n|$)", compared_output(table, "people.reproduce(")
    )
    for question in table.questions:
        for row in table.percentages(question.id).index:
            for group in table.groups:
                printed = table.printed(row, group, question.id)
                assert printed in stored, f"{table.name}: {row}, {group}: {printed} was not rebuilt"
                stored.remove(printed)


@pytest.mark.parametrize("table", REPRODUCED, ids=lambda table: table.name)
def test_the_stored_difference_from_print_is_zero_for_every_option(table):
    text = compared_output(table, "people.difference(")
    figures = [float(figure) for figure in re.findall(r"(?<![\w.])-?\d+\.\d(?!\d)", text)]
    cells = table.cells
    options = (cells["kind"] == "option").sum()
    assert len(figures) == len(cells)
    assert figures.count(0.0) >= options
    assert max(map(abs, figures)) <= 0.1  # subtotals and differences that the paper made of rounded figures


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_page_has_all_its_parts(table):
    words, cells = prose(table), code(table)
    assert f'published.load("{table.name}")' in cells
    assert "typeset.table(table)" in cells
    assert "explorers.explore(table)" in cells
    assert "audit.table(table)" in cells
    assert ":class: hc-aims" in words
    assert words.count(":::{exercise}") >= 3
    assert f"{{download}}`{table.name.split('/')[1]}.csv" in words
    for heading in (
        "## The question",
        "## Rebuilt",
        "## Explore it",
        "## What the check finds",
        "## How to read it",
    ):
        assert heading in words


def test_exercise_labels_are_unique_in_the_book():
    labels = []
    for page in [*BOOK.rglob("*.ipynb"), *BOOK.rglob("*.md")]:
        labels += re.findall(r":label: ([\w-]+)", page.read_text("utf-8"))
    assert len(labels) == len(set(labels))
