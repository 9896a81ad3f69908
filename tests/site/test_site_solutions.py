"""What is built for the public holds no solution: no page, no source, no download, not the search index."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from html import escape, unescape
from pathlib import Path

import nbformat
import pytest
import snowballstemmer
from site_pages import ROOT

from homecoming.grading import assignment as problem_sets
from homecoming.teach import editions, sources

TEXT = {
    ".html",
    ".js",
    ".json",
    ".ipynb",
    ".txt",
    ".md",
    ".xml",
    ".csv",
    ".py",
    ".inv",
    ".pickle",
    ".doctree",
}
#: Steps that a page teaches by itself, and that a solution takes again.
TAUGHT = (
    'force = 100 - status.loc["Not in Labor Force"]',
    'found = survey.rebuild().counts("expectations")["All"]',
    'found = survey.rebuild().counts("plans-to-leave")',
    "for one in theories.vignettes()",
    'in_work = shares.loc["Employed"] + shares.loc["Self-Employed/Entrepreneurs"]',
    'shown = table.as_printed("supervisors", kinds=["option"])',
    'table = published.load("kyrgyzstan-2024/table-4")',
    'table = published.load("kyrgyzstan-2024/table-5")',
)
WORD = re.compile(r"[a-z]+")
TAG = re.compile(r"<[^>]*>")


@cache
def solved() -> tuple[str, ...]:
    """Everything that only the instructor's edition may hold, in pieces."""
    pieces = []
    for sheet in sources.sheets(ROOT):
        for exercise in sheet.exercises:
            pieces += [exercise.solution, exercise.points, exercise.note]
    for place in sorted((ROOT / "assignments/source").glob("*/*.ipynb")):
        for cell in nbformat.read(place, as_version=4).cells:
            about = cell.metadata.get("nbgrader", {})
            if about.get("solution"):
                pieces.append(cell.source)
            pieces += re.findall(r"### BEGIN HIDDEN TESTS\n(.*?)### END", cell.source, re.DOTALL)
    return tuple(filter(None, pieces))


@cache
def public() -> str:
    """Everything that the public edition is made from, as one text."""
    kinds = {"book": (".ipynb", ".md", ".bib"), "src": (".py",), "data": (".json", ".csv")}
    sources = [
        place
        for folder, endings in kinds.items()
        for place in (ROOT / folder).rglob("*")
        if place.suffix in endings
    ]
    return "\n".join(place.read_text("utf-8") for place in sources)


@cache
def canaries() -> tuple[str, ...]:
    """Lines of solutions that are long enough to stand nowhere else by chance.

    What the public cells of exercises and problem sets hold on purpose (tasks, hints, given code, and the
    checks that students see) is no secret; whatever else stands on a page counts as a leak.
    """
    cells = [cell.source for sheet in sources.sheets(ROOT) for cell in editions.public_cells(sheet)]
    course = ROOT / "assignments"
    for name in problem_sets.names(course):
        cells += [cell.source for cell in problem_sets.read_assignment(course, name).release.cells]
    known = "\n".join([*cells, *TAUGHT])
    lines = {line.strip(" -") for piece in solved() for line in piece.splitlines()}
    return tuple(line for line in sorted(lines) if len(line) >= 30 and line not in known)


def said(place: Path) -> str:
    """What a file says, without the marks of HTML and the quotation marks of JSON."""
    text = place.read_bytes().decode("utf-8", errors="replace")
    return unescape(TAG.sub("", text)) if place.suffix == ".html" else text.replace('\\"', '"')


def leaks(place: Path) -> list[str]:
    text = said(place)
    return [f"{place.name}: {canary}" for canary in canaries() if canary in text]


def built() -> list[Path]:
    """Every file under _build, whoever wrote it."""
    return [place for place in (ROOT / "_build").rglob("*") if place.is_file() and place.suffix in TEXT]


def test_there_are_canaries_enough():
    assert len(canaries()) > 500


def test_no_line_of_a_solution_is_under_build(site):
    files = built()
    assert any(place.name == "searchindex.js" for place in files)
    assert any("_sources" in place.parts for place in files)
    assert [leak for place in files for leak in leaks(place)] == []


def packages(site: Path) -> dict[str, bytes]:
    """Every file that the page's Python can import or read, by its path."""
    folder = site / "_static" / "python"
    listed = json.loads((folder / "python.json").read_text("utf-8"))
    folder /= listed["folder"]
    whole = [folder / listed["files"][name]["path"] for name in ("start", "rest")]
    bundles = [place.read_bytes() for place in whole]
    bundles += [
        b"".join((folder / one).read_bytes() for one in later["paths"])
        for later in listed["bundles"].values()
    ]
    files = {}
    for bundle in map(gzip.decompress, bundles):
        start = 4 + int.from_bytes(bundle[:4], "little")
        for path, place, size in json.loads(bundle[4:start]):
            files[path] = bundle[start + place : start + place + size]
    return files


def test_no_line_of_a_solution_is_in_the_pages_python(site):
    """The snapshot of its memory is made of these files, and of no others."""
    files = packages(site)
    ours = {path: content for path, content in files.items() if "/homecoming/" in f"/{path}"}
    assert any(path.endswith("book/check.pyc") for path in ours)
    assert any(path.endswith("table-2.csv") for path in ours)
    told = {path: content.decode("utf-8", errors="replace") for path, content in ours.items()}
    assert [(path, one) for path, text in told.items() for one in canaries() if one in text] == []
    # Compiled code has no lines: what solutions and tests are called is looked for as well.
    assert [path for path in files if {"exercises", "assignments", "tests"} & set(Path(path).parts)] == []


def test_the_search_index_knows_no_word_that_only_solutions_have(site):
    stem = snowballstemmer.stemmer("english").stemWord
    # What licences say is put together when the book is built.
    licences = TAG.sub(" ", (site / "book/about/third-party.html").read_text("utf-8"))
    words = set(WORD.findall(f"{public()} {licences}".lower()))
    solving = {word for piece in solved() for word in WORD.findall(piece.lower())}
    stems = {*map(stem, solving)} - {*map(stem, words)}
    assert len(stems) > 20
    index = (site / "searchindex.js").read_text("utf-8")
    index = json.loads(index[index.index("(") + 1 : index.rindex(")")])
    # A word that has left the book stays in the index until the next build from nothing, but leads nowhere.
    terms = {term for kind in ("terms", "titleterms") for term, pages in index[kind].items() if pages != []}
    assert len(terms) > 1000
    assert stems & terms == set()


def test_the_canary_sings(site, tmp_path):
    """The same search finds a solution where there is one."""
    sheet = sources.sheets(ROOT)[0]
    cells = editions.instructor_cells(sheet)
    notebook = tmp_path / "leak.ipynb"
    notebook.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=cells)), "utf-8")
    page = tmp_path / "leak.html"
    marked = "".join(f"<pre>{escape(cell.source).replace('(', '<span>(</span>')}</pre>" for cell in cells)
    page.write_text(marked, "utf-8")
    assert leaks(notebook)
    assert leaks(page)


@pytest.mark.parametrize("folder", ["exercises", "assignments", "_instructor"])
def test_no_page_is_made_of_a_source_with_solutions(site, folder):
    assert not (site / folder).exists()
    assert not (site / "_sources" / folder).exists()
