"""One source, three editions: public pages without solutions, the instructor's book, the list of exercises.

Exercises are written in ``exercises/``, in a notebook a page, with their solutions in tagged cells:

- markdown ``exercise``: a ``{exercise}`` block with the options ``:label:``, ``:level:`` (1 to 3),
  ``:minutes:`` and ``:outcome:``;
- markdown ``hint``: one step; several open one after another;
- code ``given``: what all of the page's exercises need;
- code ``solution``, and code ``check`` with ``check("page-1", name)``: a coding exercise;
- markdown ``solution``: points that an answer to a discussion should touch;
- markdown ``note``: for the teacher, with common errors.

``python -m homecoming.teach.editions public`` writes the exercises into the pages of ``book/``, each
solution replaced by a stub. ``python -m homecoming.teach.editions instructor`` writes a whole book with
everything into a folder beside.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import shutil
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pandas as pd
from nbformat import NotebookNode

from homecoming.show.filterable import filterable
from homecoming.teach.book import the_book

TAG = "practice"
"""Cells of a page that carry this tag are written by this module and by nobody else."""

NOT_COMPARED = "nbval-ignore-output"
"""The tag by which nbval knows a cell that shows something which is not kept in the notebook."""

LEVELS = {1: "first steps", 2: "on your own", 3: "for the ambitious"}
TAGS = ("exercise", "hint", "given", "solution", "check", "note")

MARK = "Instructor's edition, with solutions. Not for students."
"""What stands at the top of every page of the instructor's edition."""

_BLOCK = re.compile(
    r"^:::\{exercise\} (?P<title>[^\n]+)\n(?P<options>(?::\w+:[^\n]*\n)+)\n?(?P<text>.*)\n:::\s*$", re.DOTALL
)
_OPTION = re.compile(r"^:(\w+):\s*(.*)$", re.MULTILINE)


class ExerciseError(ValueError):
    """A source of exercises that cannot be used: the message names file and cell and what to mend."""


@dataclass
class Exercise:
    """One exercise with everything that belongs to it."""

    label: str
    title: str
    text: str
    level: int
    minutes: int
    outcome: str
    hints: list[str] = field(default_factory=list)
    solution: str = ""
    points: str = ""
    check: str = ""
    note: str = ""

    @property
    def coding(self) -> bool:
        """Whether it is solved with code, and checked at once."""
        return bool(self.check)


@dataclass
class Sheet:
    """The exercises of one page. Made by :func:`read`."""

    source: Path
    page: str
    given: str
    exercises: list[Exercise]

    @property
    def name(self) -> str:
        """The name under which the page's self-checks and answers stand in ``homecoming.book.pages``."""
        return self.exercises[0].label.rpartition("-")[0]


def sheets(root: Path) -> list[Sheet]:
    """Read the exercises of all pages.

    Parameters
    ----------
    root : pathlib.Path
        The repository.

    Returns
    -------
    list of Sheet
        In the order in which the book has the pages; pages that the book does not have yet come last.

    Raises
    ------
    ExerciseError
        If a source cannot be used.
    """
    found = [read(place, root) for place in sorted((root / "exercises").rglob("*.ipynb")) if _kept(place)]
    order = toc(root)
    return sorted(
        found, key=lambda sheet: (order.index(sheet.page) if sheet.page in order else 999, sheet.page)
    )


def _kept(place: Path) -> bool:
    return ".ipynb_checkpoints" not in place.parts


def toc(root: Path) -> list[str]:
    """List the pages of the book in order, as ``book/…`` without ending."""
    return list(parts(root))


def parts(root: Path) -> dict[str, str]:
    """Say in which part of the book each page stands; the opening page is a part of its own."""
    text = (root / "_toc.yml").read_text(encoding="utf-8")
    part, found = "Opening page", {}
    for caption, page in re.findall(
        r"^\s*(?:- caption:\s*(.+)|(?:- file|root):\s*(\S+))$", text, re.MULTILINE
    ):
        part = caption or part
        if page:
            found[page] = part
    return found


def read(place: Path, root: Path) -> Sheet:
    """Read one source of exercises and check that it is complete.

    Parameters
    ----------
    place : pathlib.Path
        A notebook in ``exercises/``; its page has the same path in ``book/``.
    root : pathlib.Path
        The repository.

    Returns
    -------
    Sheet
        The exercises in order.

    Raises
    ------
    ExerciseError
        If a tag is missing or unknown, a block is malformed, or something belongs to no exercise.
    """
    page = "book/" + place.relative_to(root / "exercises").with_suffix("").as_posix()
    sheet = Sheet(place, page, "", [])
    try:
        cells = nbformat.read(place, as_version=4).cells
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError) as error:
        raise ExerciseError(
            f"{place.relative_to(root)} is not a notebook ({type(error).__name__}). "
            "Mend it, or take an older copy"
        ) from error
    for number, cell in enumerate(cells, 1):
        where = f"{place.relative_to(root)}, cell {number}"
        tags = [tag for tag in cell.metadata.get("tags", []) if tag in TAGS]
        if number == 1 and not tags:
            continue
        if len(tags) != 1:
            raise ExerciseError(f"{where}: needs one of the tags {', '.join(TAGS)}; found {tags or 'none'}")
        (tag,) = tags
        if tag == "exercise":
            sheet.exercises.append(_exercise(cell.source, where))
        elif tag == "given":
            sheet.given = cell.source
        elif not sheet.exercises:
            raise ExerciseError(f"{where}: a {tag} stands before the first exercise")
        else:
            _add(sheet.exercises[-1], tag, cell, where)
    if not sheet.exercises:
        raise ExerciseError(f"{place.relative_to(root)}: has no exercises")
    for position, exercise in enumerate(sheet.exercises, 1):
        _require(sheet, exercise, position)
    return sheet


def _exercise(source: str, where: str) -> Exercise:
    block = _BLOCK.match(source)
    if not block:
        raise ExerciseError(
            f"{where}: an exercise is a block from ':::{{exercise}} Title' to ':::' with options"
        )
    options = dict(_OPTION.findall(block["options"]))
    wanted = {"label", "level", "minutes", "outcome"}
    if set(options) != wanted:
        raise ExerciseError(f"{where}: the options are {sorted(wanted)}; found {sorted(options)}")
    if options["level"] not in map(str, LEVELS) or not options["minutes"].isdigit():
        raise ExerciseError(
            f"{where}: the level is {', '.join(map(str, LEVELS))}, minutes are a whole number"
        )
    return Exercise(
        options["label"],
        block["title"].strip(),
        block["text"].strip(),
        int(options["level"]),
        int(options["minutes"]),
        options["outcome"],
    )


def _add(exercise: Exercise, tag: str, cell: NotebookNode, where: str) -> None:
    name = "points" if tag == "solution" and cell.cell_type == "markdown" else tag
    if tag == "hint":
        exercise.hints.append(cell.source)
    elif getattr(exercise, name):
        raise ExerciseError(f"{where}: exercise {exercise.label} has a second {tag}")
    else:
        setattr(exercise, name, cell.source)


def _require(sheet: Sheet, exercise: Exercise, position: int) -> None:
    where = f"{sheet.source.name}, exercise {exercise.label}"
    if exercise.label != f"{sheet.name}-{position}":
        raise ExerciseError(f"{where}: the label should be {sheet.name}-{position}")
    if not exercise.note or not exercise.hints:
        raise ExerciseError(f"{where}: needs a note for the teacher and at least one hint")
    if exercise.coding != bool(exercise.solution) or exercise.coding == bool(exercise.points):
        raise ExerciseError(f"{where}: needs a solution in code with a check, or points for a discussion")
    if exercise.coding:
        label, _ = _checked(exercise)
        if label != exercise.label:
            raise ExerciseError(f"{where}: its check is of {label}")


def _checked(exercise: Exercise) -> tuple[str, str]:
    """Find in a check cell which exercise and which name it checks."""
    for node in ast.walk(ast.parse(exercise.check)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "check" and len(node.args) == 2:
            label, name = node.args
            if isinstance(label, ast.Constant) and isinstance(name, ast.Name):
                return str(label.value), name.id
    raise ExerciseError(f'{exercise.label}: its check should read check("{exercise.label}", name)')


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
    _, name = _checked(exercise)
    for node in ast.parse(exercise.solution).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return f"def {name}({ast.unparse(node.args)}):\n    return ...  # your code here"
    return f"{name} = ...  # your code here"


def _markdown(source: str, *tags: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(source, metadata={"tags": [TAG, *tags]})


def _code(source: str, *tags: str) -> NotebookNode:
    return nbformat.v4.new_code_cell(source, metadata={"tags": [TAG, *tags]})


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
    from homecoming.teach import answers

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
    return nbformat.writes(notebook, version=4) + "\n"


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
    for name, make in GENERATED.items():
        text = make(every, root)
        listed = root / "book/teaching" / name
        if not listed.exists() or listed.read_text(encoding="utf-8") != text:
            new[listed] = text
    if write:
        for place, text in new.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
    return list(new)


def _cells_said(page: NotebookNode) -> list[tuple]:
    return [(cell.cell_type, cell.source, cell.metadata.get("tags", [])) for cell in page.cells]


@dataclass(frozen=True)
class Outcome:
    """What a reader of the book learns to do, and the problem sets that test it."""

    sentence: str
    assignments: tuple[str, ...]

    @property
    def tested(self) -> str:
        """The problem sets as Markdown; empty where there are none."""
        return ", ".join(f"*{name}*" for name in self.assignments)


def outcomes(root: Path) -> dict[str, Outcome]:
    """Read what a reader of the book learns to do.

    Parameters
    ----------
    root : pathlib.Path
        The repository.

    Returns
    -------
    dict of str to Outcome
        By a short name.
    """
    listed = json.loads((root / "exercises/outcomes.json").read_text(encoding="utf-8"))
    return {name: Outcome(one["outcome"], tuple(one["assignments"])) for name, one in listed.items()}


def _tasks(every: Iterable[Sheet], root: Path, known: Collection[str]) -> list[tuple[Sheet, Exercise]]:
    """List the exercises of the pages that are published; each has a title of its own and a known outcome."""
    published = toc(root)
    present = [
        sheet for sheet in every if sheet.page in published and (root / f"{sheet.page}.ipynb").exists()
    ]
    tasks = [(sheet, exercise) for sheet in present for exercise in sheet.exercises]
    titled: dict[str, str] = {}
    for sheet, exercise in tasks:
        if (other := titled.setdefault(exercise.title, exercise.label)) != exercise.label:
            raise ExerciseError(
                f"{sheet.source.name}, exercise {exercise.label}: {other} has the title {exercise.title!r} "
                "already; give each its own"
            )
        if exercise.outcome not in known:
            raise ExerciseError(
                f"{sheet.source.name}, exercise {exercise.label}: no outcome {exercise.outcome!r}; there are "
                f"{', '.join(known)}"
            )
    return tasks


def map_outcomes(every: Iterable[Sheet], root: Path) -> str:
    """Write the table that leads from each outcome to pages, exercises and problem sets.

    Parameters
    ----------
    every : iterable of Sheet
        The exercises of all pages.
    root : pathlib.Path
        The repository.

    Returns
    -------
    str
        Markdown, to be included in a page.

    Raises
    ------
    ExerciseError
        If an exercise names an outcome that is not in ``exercises/outcomes.json``.
    """
    known = outcomes(root)
    tasks = _tasks(every, root, known)
    rows = []
    for name, outcome in known.items():
        own = [(sheet, exercise) for sheet, exercise in tasks if exercise.outcome == name]
        pages = dict.fromkeys(f"{{doc}}`/{sheet.page}`" for sheet, _ in own)
        minutes = sum(exercise.minutes for _, exercise in own)
        rows.append(
            (
                f"**{name}**: {outcome.sentence}",
                f"{'; '.join(pages)} ({len(own)} exercises, {minutes} minutes)",
                outcome.tested or "none",
            )
        )
    return "\n".join(_listed(("Outcome", "Pages that practise it", "Tested in"), rows)) + "\n"


def catalogue(every: Iterable[Sheet], root: Path) -> str:
    """Write the page that lists all exercises, by outcome and by page.

    Parameters
    ----------
    every : iterable of Sheet
        The exercises of all pages.
    root : pathlib.Path
        The repository.

    Returns
    -------
    str
        Markdown.

    Raises
    ------
    ExerciseError
        If an exercise names an outcome that is not in ``exercises/outcomes.json``.
    """
    known = outcomes(root)
    tasks = _tasks(every, root, known)
    hours = sum(exercise.minutes for _, exercise in tasks) / 60
    lines = [
        "# All exercises",
        "",
        ":::{admonition} What you will be able to do",
        ":class: hc-aims",
        "",
        "- find an exercise by page, by level, by time or by what it teaches;",
        "- say for each outcome where it is practised and where it is tested.",
        ":::",
        "",
        "This list is made from the exercises themselves (`make exercises`). There are "
        f"{len(tasks)}: {sum(e.coding for _, e in tasks)} to be solved with code, with an instant check, and "
        f"{sum(not e.coding for _, e in tasks)} to discuss. Together they take about {hours:.0f} hours. "
        f"The levels: {', '.join(f'{level} {words}' for level, words in LEVELS.items())}.",
        "",
        "Choose from the lists, or type a word of a title.",
        "",
        "```{raw} html",
        ":file: exercise-list.html",
        "```",
        "",
        "## By outcome",
        "",
    ]
    for name, outcome in known.items():
        own = [exercise for _, exercise in tasks if exercise.outcome == name]
        if own:
            named = ", ".join(f"{{ref}}`{exercise.title} <{exercise.label}>`" for exercise in own)
            graded = (
                f" Tested in {{doc}}`the problem sets <assignments>` {outcome.tested}."
                if outcome.tested
                else ""
            )
            lines += [f"{name}", f": {outcome.sentence} Practised in: {named}.{graded}", ""]
    return "\n".join(lines).rstrip() + "\n"


def exercise_list(every: Iterable[Sheet], root: Path) -> str:
    """Write the table of all exercises, which a teacher can search and filter.

    Parameters
    ----------
    every : iterable of Sheet
        The exercises of all pages.
    root : pathlib.Path
        The repository.

    Returns
    -------
    str
        HTML, to be included in a page of ``book/teaching``.

    Raises
    ------
    ExerciseError
        If an exercise names an outcome that is not in ``exercises/outcomes.json``, or has another's title.
    """
    tasks = _tasks(every, root, outcomes(root))
    part_of = parts(root)
    titles = {sheet.page: _heading(root / f"{sheet.page}.ipynb") for sheet, _ in tasks}
    listed = pd.DataFrame(
        {
            "page": [titles[sheet.page] for sheet, _ in tasks],
            "part": [part_of[sheet.page] for sheet, _ in tasks],
            "level": [str(exercise.level) for _, exercise in tasks],
            "minutes": [str(exercise.minutes) for _, exercise in tasks],
            "kind": ["code" if exercise.coding else "discussion" for _, exercise in tasks],
            "outcome": [exercise.outcome for _, exercise in tasks],
        },
        index=[exercise.title for _, exercise in tasks],
    )
    return (
        filterable(
            listed,
            name="exercise-list",
            caption="Exercises of the book",
            filters=["part", "level", "minutes", "kind", "outcome"],
            hidden=["part"],
            links={
                (exercise.title, "exercise"): f"../{sheet.page.removeprefix('book/')}.html#{exercise.label}"
                for sheet, exercise in tasks
            },
            corner="exercise",
        ).html
        + "\n"
    )


GENERATED = {
    "exercises.md": catalogue,
    "exercise-list.html": exercise_list,
    "outcomes.txt": map_outcomes,
}
"""Files of ``book/teaching`` that are made from the exercises."""


def _listed(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        f"| {' | '.join(header)} |",
        f"|{'---|' * len(header)}",
        *(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows),
    ]


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
    config = _for_instructors((root / "_config.yml").read_text(encoding="utf-8"))
    problem_sets = sorted((root / "assignments/source").glob("*/*.ipynb"), key=_number)
    # Pages link to files of data/ and src/; problem sets keep the path that they have in the repository.
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
    toc_text = (root / "_toc.yml").read_text(encoding="utf-8").rstrip("\n")
    caption = "  - caption: Problem sets with solutions\n    chapters:\n"
    chapters = "".join(f"      - file: {page}\n" for page in pages)
    (out / "_toc.yml").write_text(f"{toc_text}\n{caption}{chapters}", encoding="utf-8")
    (out / "_config.yml").write_text(config, encoding="utf-8")
    shutil.copy(root / "constraints.txt", out)
    return out


def _number(problem_set: Path) -> tuple[bool, str]:
    """Order problem sets by the number in their title; one without a number comes last."""
    title = _heading(problem_set)
    found = re.search(r"\d+", title)
    return (not found, found[0] if found else title)


def _heading(notebook: Path) -> str:
    return nbformat.read(notebook, as_version=4).cells[0].source.partition("\n")[0].removeprefix("# ")


def _for_instructors(config: str) -> str:
    """Mark every page as the instructor's, let the problem sets in, and drop buttons that lead to stubs."""
    for pattern, new in (
        (r"^title: (.*)$", r"title: \1 (instructor's edition)"),
        (r"^(exclude_patterns:(?:.*\n)*?.*)assignments, ", r"\1"),
        (r"^launch_buttons:\n(?: +.*\n)+", ""),
        (r'^( +include_patterns: \["book/\*\*")\]', r'\1, "assignments/source/**"]'),
        (r"^( +)html_theme_options:\n", rf"\g<0>\1  announcement: {json.dumps(MARK)}\n"),
    ):
        config, found = re.subn(pattern, new, config, count=1, flags=re.MULTILINE)
        if not found:
            raise ExerciseError(
                f"_config.yml: no line fits {pattern}, so no instructor's edition can be made"
            )
    return config


def main(words: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 1 where ``public --check`` finds a page out of date, or 2 on an error."""
    parser = argparse.ArgumentParser(
        prog="python -m homecoming.teach.editions", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--root", type=Path, default=Path(), help="the repository (default: here)")
    commands = parser.add_subparsers(dest="command", required=True)
    public = commands.add_parser("public", help="write exercises and stubs into the pages of book/")
    public.add_argument("--check", action="store_true", help="only say what is out of date")
    instructor = commands.add_parser("instructor", help="write the sources of the instructor's edition")
    instructor.add_argument("--out", type=Path, default=Path("_instructor"))
    asked = parser.parse_args(words)
    root = asked.root.resolve()
    try:
        if asked.command == "instructor":
            print(write_instructor(root, asked.out))
            return 0
        stale = write_public(root, write=not asked.check)
    except ExerciseError as error:
        print(f"Nothing was done: {error}", file=sys.stderr)
        return 2
    for place in stale:
        print(f"{'out of date' if asked.check else 'wrote'}: {place.relative_to(root)}")
    return int(asked.check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
