"""Editions of the book from one source of exercises: public pages without solutions, the instructor's book.

``homecoming exercises`` writes the exercises into the pages of ``book/``, each solution replaced by a stub.
``homecoming instructor`` writes a whole book with everything into a folder beside.
"""

from __future__ import annotations

import ast
import copy
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
import yaml
from nbformat import NotebookNode

from homecoming.teach import answers, contents, lists
from homecoming.teach.book import the_book
from homecoming.teach.contents import ExerciseError
from homecoming.teach.sources import LEVELS, Exercise, Sheet, checked, sheets

TAG = "practice"
"""Cells of a page that carry this tag are written by this module and by nobody else."""

NOT_COMPARED = "nbval-ignore-output"
"""The tag by which nbval knows a cell that shows something which is not kept in the notebook."""

MARK = "Instructor's edition, with solutions. Not for students."
"""What stands at the top of every page of the instructor's edition."""


def stub(exercise: Exercise) -> str:
    r"""What stands in the public edition in place of a solution.

    Parameters
    ----------
    exercise : Exercise
        A coding exercise.

    Returns
    -------
    str
        Code that runs, and that the check finds unanswered: a name to fill in, or an empty function.

    Examples
    --------
    >>> task = Exercise("a-1", "A", "?", 1, 5, "python", solution="x = 1", check='check("a-1", x)')
    >>> stub(task)
    'x = ...  # your code here'
    >>> task.solution = 'def x(n, k=1):\n    "Double n."\n    return 2 * n'
    >>> print(stub(task))
    def x(n, k=1):
        return ...  # your code here
    """
    _, name = checked(exercise)
    for node in ast.parse(exercise.solution).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return f"def {name}({ast.unparse(node.args)}):\n    return ...  # your code here"
    return f"{name} = ...  # your code here"


def _markdown(source: str, *tags: str) -> NotebookNode:
    cell: NotebookNode = nbformat.v4.new_markdown_cell(source, metadata={"tags": [TAG, *tags]})
    return cell


def _code(source: str, *tags: str) -> NotebookNode:
    cell: NotebookNode = nbformat.v4.new_code_cell(source, metadata={"tags": [TAG, *tags]})
    return cell


def _details(summary: str, body: str) -> str:
    return f"<details>\n<summary>{summary}</summary>\n\n{body}\n\n</details>"


def hints(steps: Sequence[str]) -> str:
    """Nest hints, so that each opens only after the one before it.

    Parameters
    ----------
    steps : sequence of str
        Markdown, from the gentlest to the plainest.

    Returns
    -------
    str
        Markdown with native ``<details>``.

    Examples
    --------
    >>> print(hints(["Look."]))
    <details>
    <summary>Hint</summary>
    <BLANKLINE>
    Look.
    <BLANKLINE>
    </details>
    """
    inner = ""
    for place, step in reversed(list(enumerate(steps, 1))):
        label = "Hint" if len(steps) == 1 else f"Hint {place} of {len(steps)}"
        inner = _details(label, f"{step}\n\n{inner}".strip())
    return inner


def _pose(exercise: Exercise) -> list[NotebookNode]:
    """Put the task, what should come out of it where that may be seen, and the hints."""
    kind = "code" if exercise.coding else "discussion"
    about = f"*{LEVELS[exercise.level].capitalize()} · {kind} · about {exercise.minutes} minutes*"
    task = f":::{{exercise}} {exercise.title}\n:label: {exercise.label}\n\n{about}\n\n{exercise.text}\n:::"
    if not _shown(exercise):
        return [_markdown(f"{task}\n\n{hints(exercise.hints)}")]
    shown = _code(f'expected("{exercise.label}")', "remove-input", NOT_COMPARED)
    return [_markdown(task), shown, _markdown(hints(exercise.hints))]


def _opening(sheet: Sheet, about: str) -> list[NotebookNode]:
    """Put the self-checks, a word about the exercises, and what they all need."""
    return [
        _markdown("## Check yourself\n\nThe answers stay in your browser. Nobody else sees them."),
        _code(the_book().self_checks(sheet.name), "remove-input", NOT_COMPARED),
        _markdown(f"## Exercises\n\n{about}"),
        _code(sheet.given),
    ]


def public_cells(sheet: Sheet) -> list[NotebookNode]:
    """Make the cells of the public edition: self-checks, exercises, hints, stubs; no solution.

    Parameters
    ----------
    sheet : Sheet
        The exercises of a page.

    Returns
    -------
    list of nbformat.NotebookNode
        Cells tagged `practice`.
    """
    cells = _opening(
        sheet,
        "To write code, run this page as a notebook. On a published site, the rocket "
        "button at the top opens it, at no cost. On your own computer, `make lab` does. `check` says "
        "what is right and what kind of slip it is. It never says the answer.",
    )
    for exercise in sheet.exercises:
        cells += _pose(exercise)
        if exercise.coding:
            todo = stub(exercise)
            gap = "\n\n\n" if todo.startswith("def ") else "\n"
            cells.append(_code(todo + gap + exercise.check, "remove-output", NOT_COMPARED))
    return cells


def _shown(exercise: Exercise) -> bool:
    if not exercise.coding:
        return False
    sought = the_book().answers(exercise.label.rpartition("-")[0]).get(exercise.label)
    return bool(isinstance(sought, answers.Figures) and sought.show)


def instructor_cells(sheet: Sheet) -> list[NotebookNode]:
    """Make the cells of the instructor's edition: solutions, points and notes beside every exercise.

    Parameters
    ----------
    sheet : Sheet
        The exercises of a page.

    Returns
    -------
    list of nbformat.NotebookNode
        Cells tagged `practice`.
    """
    minutes = sum(exercise.minutes for exercise in sheet.exercises)
    cells = _opening(
        sheet,
        f"Together about {minutes} minutes. Students open the public page in "
        "JupyterLab; here solutions and common errors stand beside each exercise.",
    )
    for exercise in sheet.exercises:
        cells += _pose(exercise)
        if exercise.coding:
            cells += [_markdown("**Solution**"), _code(exercise.solution), _code(exercise.check)]
        else:
            cells.append(
                _markdown(
                    f":::{{admonition}} What an answer may touch\n:class: tip\n\n{exercise.points}\n:::"
                )
            )
        cells.append(
            _markdown(
                f":::{{admonition}} For the teacher\n:class: note\n\n{exercise.note}\n\n"
                f"Practises: *{exercise.outcome}*.\n:::"
            )
        )
    return cells


def insert(page: NotebookNode, cells: Sequence[NotebookNode]) -> NotebookNode:
    """Put practice cells into a page: where they stood before, or before its last word on the data.

    Parameters
    ----------
    page : nbformat.NotebookNode
        A page of the book.
    cells : sequence of nbformat.NotebookNode
        Cells tagged `practice`.

    Returns
    -------
    nbformat.NotebookNode
        The same page, changed in place.
    """
    old = [place for place, cell in enumerate(page.cells) if TAG in cell.metadata.get("tags", [])]
    place = old[0] if old else len(page.cells)
    if not old and page.cells and page.cells[-1].source.startswith("The data of this page"):
        place -= 1
    rest = [cell for cell in page.cells if TAG not in cell.metadata.get("tags", [])]
    page.cells = [*rest[:place], *cells, *rest[place:]]
    for number, cell in enumerate(page.cells):
        cell["id"] = str(number)
    return page


def _text(notebook: NotebookNode) -> str:
    text: str = nbformat.writes(notebook, version=4)
    return text + "\n"


def write_public(root: Path, *, write: bool = True) -> list[Path]:
    """Bring the pages of the book, and the lists of exercises and outcomes, up to date with the sources.

    Parameters
    ----------
    root : pathlib.Path
        The repository.
    write : bool
        False to say only what is out of date.

    Returns
    -------
    list of pathlib.Path
        What was out of date.

    Raises
    ------
    ExerciseError
        If a source cannot be used; then nothing is written.
    """
    every = sheets(root)
    new: dict[Path, str] = {}
    for sheet in every:
        place = root / f"{sheet.page}.ipynb"
        if not place.exists():
            continue
        page = nbformat.read(place, as_version=4)
        before = _cells_said(page)
        insert(page, public_cells(sheet))
        # Not the bytes of the file: editors save the same cells in other ways.
        if _cells_said(page) != before:
            new[place] = _text(page)
    for name, make in lists.GENERATED.items():
        text = make(every, root)
        listed = root / "book/teaching" / name
        if not listed.exists() or listed.read_text(encoding="utf-8") != text:
            new[listed] = text
    if write:
        for place, text in new.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
    return list(new)


def _cells_said(page: NotebookNode) -> list[tuple[str, str, list[str]]]:
    return [(cell.cell_type, cell.source, cell.metadata.get("tags", [])) for cell in page.cells]


def write_instructor(root: Path, out: Path) -> Path:
    """Write the sources of the instructor's edition: the book, with everything that the public does not get.

    Parameters
    ----------
    root : pathlib.Path
        The repository.
    out : pathlib.Path
        Where to. The folder is emptied first, but for what an earlier build cached.

    Returns
    -------
    pathlib.Path
        The folder, ready for ``jupyter-book build``.

    Raises
    ------
    ExerciseError
        If a source cannot be used; then nothing is written.
    """
    every = sheets(root)
    config = _settings_for_instructors(contents.settings(root / "_config.yml"))
    problem_sets = sorted((root / "assignments/source").glob("*/*.ipynb"), key=_number)
    # Pages link to files of data/ and src/; problem sets keep the path that they have in the repository.
    _refuse_unsafe(root, out)
    for name in ("book", "data", "src", "assignments"):
        shutil.rmtree(out / name, ignore_errors=True)
        shutil.copytree(
            root / name,
            out / name,
            ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__", "*.egg-info"),
        )
    for sheet in every:
        place = out / f"{sheet.page}.ipynb"
        if place.exists():
            place.write_text(
                _text(insert(nbformat.read(place, as_version=4), instructor_cells(sheet))), encoding="utf-8"
            )
    pages = [place.relative_to(root).with_suffix("").as_posix() for place in problem_sets]
    order = _contents_for_instructors(contents.settings(root / "_toc.yml"), pages)
    (out / "_toc.yml").write_text(_dump(order), encoding="utf-8")
    (out / "_config.yml").write_text(_dump(config), encoding="utf-8")
    shutil.copy(root / "constraints.txt", out)
    return out


def _refuse_unsafe(root: Path, out: Path) -> None:
    """Refuse a folder that holds the sources, lies in them, or has what is not ours: it would be deleted."""
    place, home = out.resolve(), root.resolve()
    inside = [home / name for name in ("book", "data", "src", "assignments", "exercises", "tests", "tools")]
    if home.is_relative_to(place) or any(place.is_relative_to(folder) for folder in inside):
        raise ExerciseError(
            f"--out {out} holds the sources of the book, or lies in them, and would overwrite them: choose a "
            "folder of its own, such as _instructor"
        )
    settings = out / "_config.yml"
    earlier = settings.is_file() and MARK in settings.read_text(encoding="utf-8", errors="replace")
    if out.is_dir() and any(out.iterdir()) and not earlier:
        raise ExerciseError(
            f"--out {out} holds something else than an earlier instructor's edition, which would be deleted: "
            "choose a folder of its own, such as _instructor"
        )


def _number(problem_set: Path) -> tuple[bool, str]:
    """Order problem sets by the number in their title; one without a number comes last."""
    title = contents.title(problem_set)
    found = re.search(r"\d+", title)
    return (not found, found[0] if found else title)


def _contents_for_instructors(order: dict[str, Any], problem_sets: Sequence[str]) -> dict[str, Any]:
    """Add the problem sets as a last part."""
    part = {
        "caption": "Problem sets with solutions",
        "chapters": [{"file": problem_set} for problem_set in problem_sets],
    }
    return {**order, "parts": [*order["parts"], part]}


def _settings_for_instructors(settings: dict[str, Any]) -> dict[str, Any]:
    """Mark every page as the instructor's, let the problem sets in, and drop buttons that lead to stubs."""
    changed = copy.deepcopy(settings)
    try:
        changed["title"] += " (instructor's edition)"
        changed["exclude_patterns"].remove("assignments")
        del changed["launch_buttons"]
        of_sphinx = changed["sphinx"]["config"]
        of_sphinx["include_patterns"].append("assignments/source/**")
        of_sphinx["html_theme_options"]["announcement"] = MARK
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise ExerciseError(
            "_config.yml: an instructor's edition needs title, exclude_patterns with assignments, "
            "launch_buttons, and under sphinx: config: include_patterns and html_theme_options; "
            f"found otherwise ({error})"
        ) from error
    return changed


def _dump(settings: dict[str, Any]) -> str:
    return yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)
