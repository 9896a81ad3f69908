"""The book's notebooks run cell by cell in a session: every output that is kept comes out the same."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from homecoming.inpage.session import Session
from homecoming.selfcheck.questions import LINKED

BOOK = Path(__file__).parents[2] / "book"
#: Where a cell's outputs are not compared.
IGNORED = {"nbval-ignore-output", "nbval-skip", "raises-exception"}


def kept(path: Path) -> int:
    cells = nbformat.read(path, as_version=4).cells
    return sum(1 for cell in cells if cell.cell_type == "code" and cell.outputs)


NOTEBOOKS = [path for path in sorted(BOOK.rglob("*.ipynb")) if kept(path)]


def joined(outputs: list[dict]) -> list[tuple[str, str]]:
    """Give what is compared: text in plain, pieces of one stream joined."""
    told: list[tuple[str, str]] = []
    for output in outputs:
        kind = output["output_type"]
        name, text = (
            (output["name"], output["text"]) if kind == "stream" else (kind, output["data"]["text/plain"])
        )
        if kind == "stream" and told and told[-1][0] == name:
            text = told.pop()[1] + text
        told.append((name, text))
    return told


def test_there_is_enough_to_compare():
    assert len(NOTEBOOKS) > 20
    assert sum(map(kept, NOTEBOOKS)) > 100


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_kept_output_is_the_same(path, monkeypatch):
    monkeypatch.setenv("KERNELFREE_FACE", "page")
    monkeypatch.setenv(LINKED, "1")
    monkeypatch.chdir(path.parent)
    session = Session(path.relative_to(BOOK.parent).with_suffix("").as_posix())
    compared = 0
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        outputs: list[dict] = []
        done = session.run(cell.source, outputs.append)
        tags = set(cell.metadata.get("tags", ()))
        if "raises-exception" not in tags:
            assert done["ok"], outputs[-1]
        if cell.outputs and not tags & IGNORED:
            assert joined(outputs) == joined(cell.outputs), cell.source
            compared += 1
    assert compared
