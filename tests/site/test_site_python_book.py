"""A third runtime reads the whole book: the page's own Python, in a browser that is cut off from the network.

Every notebook is run from top to bottom as a reader's browser runs it, and each output that is kept is equal
there. Every exercise is tried there with its stub, which fails, and with its solution, which passes.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page
from site_pages import ROOT

from homecoming.teach import editions, sources

NOTEBOOKS = [
    page
    for page in sorted((ROOT / "book").rglob("*.ipynb"))
    if not {".ipynb_checkpoints", "problem-sets"} & set(page.parts)
]
SHEETS = sources.sheets(ROOT)

# Runs cells in the page's Python, a new one if asked, and gives back the outputs of each.
RUN = """async ({base, page, sources, anew}) => {
    if (anew) window.ours?.stop();
    if (anew || !window.ours) window.ours = new (await pagePython()).constructor({ base, page });
    const all = [];
    for (const source of sources) {
        const outputs = [];
        await ours.run(source, { onOutput: (output) => outputs.push(output) });
        all.push(outputs);
    }
    return all;
}"""


@pytest.fixture(scope="module")
def outside(regular, address) -> Page:
    """A page of the book whose own Python sleeps, so that tests can start one after another."""
    return regular.open(f"{address}book/index.html")


def run(tab: Page, address: str, page: str, cells: list[str], *, anew: bool = True) -> list[list[dict]]:
    """What cells put out that run one after another, by default in a Python that has run nothing yet."""
    given = {"base": f"{address}_static/python/", "page": page, "sources": cells, "anew": anew}
    return tab.evaluate(RUN, given)


def text_of(outputs: list[dict]) -> list[str]:
    """Outputs as nbval compares them: each stream as one text, and the texts of what is shown."""
    streams: dict[str, str] = {}
    shown = []
    for output in outputs:
        if output["output_type"] == "stream":
            streams[output["name"]] = streams.get(output["name"], "") + output["text"]
        elif output["output_type"] == "error":
            shown.append(f"{output['ename']}: {output['evalue']}")
        else:
            shown += [f"{mime}: {output['data'][mime]}" for mime in ("text/plain",) if mime in output["data"]]
    return [*(f"{name}: {text}" for name, text in streams.items()), *shown]


def errors(outputs: list[dict]) -> list[str]:
    return [f"{one['ename']}: {one['evalue']}" for one in outputs if one["output_type"] == "error"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_notebook_says_the_same_in_the_page(path: Path, outside, address):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    page = path.relative_to(ROOT).with_suffix("").as_posix()
    found = run(outside, address, page, [cell.source for cell in cells])
    for cell, outputs in zip(cells, found, strict=True):
        assert errors(outputs) == [], f"cell {cell.id}:\n{cell.source}"
        if "nbval-check-output" in cell.metadata.get("tags", []):
            assert text_of(outputs) == text_of(cell.outputs), f"cell {cell.id}:\n{cell.source}"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_stubs_fail_and_solutions_pass_in_the_page(sheet, outside, address):
    coding = [exercise for exercise in sheet.exercises if exercise.coding]
    cells = [sheet.given]
    for exercise in coding:
        # The verdict's text alone could be worded for either: what it says of itself is asked as well.
        for answer in (editions.stub(exercise), exercise.solution):
            name = exercise.check.partition("(")[0]
            cells.append(f"{answer}\n_verdict = {exercise.check}\nprint({name!r}, _verdict.right)\n_verdict")
    given, *found = run(outside, address, sheet.page, cells, anew=False)
    assert errors(given) == []
    for exercise, stub, solution in zip(coding, found[::2], found[1::2], strict=True):
        for outputs, right in ((stub, False), (solution, True)):
            assert errors(outputs) == [], exercise.label
            texts = text_of(outputs)
            assert texts[0] == f"stdout: check {right}\n", exercise.label
            html = outputs[-1]["data"]["text/html"]
            assert "<" in html, "the verdict is shown as a page shows it"


def test_the_runtime_came_from_the_site_alone(regular, outside, address):
    assert regular.asked_elsewhere == []
