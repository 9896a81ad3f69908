"""Lists made of the exercises: a page that names them all, a table to search, and what each outcome has."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from homecoming.show.filterable import filterable
from homecoming.teach import contents
from homecoming.teach.contents import ExerciseError
from homecoming.teach.sources import LEVELS, Exercise, Sheet


@dataclass(frozen=True)
class LearningOutcome:
    """What a reader of the book learns to do, and the problem sets that test it."""

    sentence: str
    assignments: tuple[str, ...]

    @property
    def tested(self) -> str:
        """The problem sets as Markdown; empty where there are none."""
        return ", ".join(f"*{name}*" for name in self.assignments)


def outcomes(root: Path) -> dict[str, LearningOutcome]:
    """Read what a reader of the book learns to do.

    Parameters
    ----------
    root : pathlib.Path
        The repository.

    Returns
    -------
    dict of str to LearningOutcome
        By a short name.
    """
    listed = json.loads((root / "exercises/outcomes.json").read_text(encoding="utf-8"))
    return {name: LearningOutcome(one["outcome"], tuple(one["assignments"])) for name, one in listed.items()}


def _tasks(every: Iterable[Sheet], root: Path, known: Collection[str]) -> list[tuple[Sheet, Exercise]]:
    """List the exercises of the pages that are published; each has a title of its own and a known outcome."""
    published = contents.pages(root)
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


def exercises_page(every: Iterable[Sheet], root: Path) -> str:
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
    part_of = contents.parts(root)
    titles = {sheet.page: contents.title(root / f"{sheet.page}.ipynb") for sheet, _ in tasks}
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
    "exercises.md": exercises_page,
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
