"""What goes back: a page for each student, a page for marking by hand, an overview, and CSV files.

Every page is one HTML file that asks no other host for anything. What students wrote is set as plain text:
nothing of it can run in the reader's browser.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from homecoming.grading.assignment import Assignment
from homecoming.grading.marks import Mark, Result

HAND_COLUMNS = ("student", "name", "question", "most", "points", "comment")

_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; padding: 0.3rem 0; }
th, td { text-align: start; vertical-align: top; padding: 0.3rem 0.6rem; border-bottom: 1px solid #8886; }
td.number { text-align: end; white-space: nowrap; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.6rem; border: 1px solid #8886; }
.look { font-weight: 600; }
"""


class HandMarksError(ValueError):
    """A file of marks given by hand that cannot be used: the message names file, line and column."""


def number(points: float) -> str:
    """Write points without needless zeros.

    Examples
    --------
    >>> number(2.0), number(1.5)
    ('2', '1.5')
    """
    return f"{points:.2f}".rstrip("0").rstrip(".")


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>\n"
    )


def _earned(mark: Mark) -> str:
    return "to be marked" if mark.points is None else number(mark.points)


def feedback(assignment: Assignment, result: Result) -> str:
    """Set the page that one student gets back.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    result : Result
        What the submission earned.

    Returns
    -------
    str
        HTML. It tells which checks did not hold, and shows no test and no solution.
    """
    rows = "".join(
        f'<tr><th scope="row">{escape(mark.question.title)}</th>'
        f'<td class="number">{_earned(mark)} of {number(mark.question.points)}</td>'
        f"<td>{escape(mark.why)}</td></tr>"
        for mark in result.marks
    )
    notes = "".join(f"<li>{escape(note)}</li>" for note in result.notes)
    waiting = f" {result.open} questions are still to be marked by a person." if result.open else ""
    written = "".join(
        f"<h3>{escape(mark.question.title)}</h3><pre>{escape(result.texts[mark.question.id])}</pre>"
        for mark in result.marks
        if mark.question.id in result.texts
    )
    body = (
        f"<p>{escape(result.submission.name)}: <strong>{number(result.points)} of "
        f"{number(assignment.points)} points</strong>.{waiting}</p>"
        '<table><caption>Points by question</caption><thead><tr><th scope="col">Question</th>'
        '<th scope="col">Points</th><th scope="col">Why</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
        f"{f'<h2>Notes</h2><ul>{notes}</ul>' if notes else ''}"
        f"{f'<h2>What you wrote</h2>{written}' if written else ''}"
    )
    return _page(f"Feedback: {assignment.title}", body)


def overview(assignment: Assignment, results: Sequence[Result], pages: Mapping[str, str]) -> str:
    """Set the instructor's page: every student with points, notes, and a link to the feedback.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    results : sequence of Result
        One a student.
    pages : mapping of str to str
        The file name of each student's feedback.

    Returns
    -------
    str
        HTML.
    """
    rows = "".join(
        f'<tr><th scope="row"><a href="feedback/{pages[result.submission.student]}">'
        f"{escape(result.submission.name)}</a></th>"
        f'<td class="number">{number(result.points)}</td><td class="number">{result.open or ""}</td>'
        f"<td>{'<span class=look>Look: </span>' if result.look else ''}"
        f"{escape('; '.join(result.notes))}</td></tr>"
        for result in results
    )
    body = (
        f"<p>{len(results)} submissions, {number(assignment.points)} points at most. "
        '<a href="to-mark.html">Answers to be marked by hand</a>.</p>'
        '<table><caption>What each submission earned so far</caption><thead><tr><th scope="col">Student</th>'
        '<th scope="col">Points</th><th scope="col">Still to mark</th><th scope="col">Notes</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
    return _page(f"Grades: {assignment.title}", body)


def to_mark(assignment: Assignment, results: Sequence[Result]) -> str:
    """Set the page for marking by hand: question by question, the guidance and then every answer.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    results : sequence of Result
        One a student.

    Returns
    -------
    str
        HTML. Marks go into ``marks-by-hand.csv`` beside it.
    """
    parts = []
    for question in assignment.questions:
        if not question.by_hand:
            continue
        answers = "".join(
            f"<h3>{escape(result.submission.name)} ({escape(result.submission.student)})</h3>"
            f"<pre>{escape(result.texts[question.id])}</pre>"
            for result in results
            if question.id in result.texts
        )
        parts.append(
            f"<h2>{escape(question.title)} ({escape(question.id)}, {number(question.points)} points)</h2>"
            f"<details><summary>Model answer and guidance</summary><pre>{escape(question.guidance)}</pre>"
            f"</details>{answers or '<p>Nobody answered.</p>'}"
        )
    intro = "<p>Write points and comments into marks-by-hand.csv, then run the same command again.</p>"
    return _page(f"To mark: {assignment.title}", intro + "".join(parts))


def read_hand_marks(place: Path, assignment: Assignment) -> dict[tuple[str, str], tuple[float | None, str]]:
    """Read the marks that a person has given so far.

    Parameters
    ----------
    place : pathlib.Path
        ``marks-by-hand.csv``; it need not exist.
    assignment : Assignment
        The problem set, for its questions and their points.

    Returns
    -------
    dict
        From student and question to points (None where not given yet) and comment.

    Raises
    ------
    HandMarksError
        If a column is missing, a question unknown, or points are no number from 0 to the question's points.
    """
    if not place.exists():
        return {}
    most = {question.id: question.points for question in assignment.questions if question.by_hand}
    given: dict[tuple[str, str], tuple[float | None, str]] = {}
    text = place.read_text(encoding="utf-8-sig")
    # Spreadsheets of some countries save semicolons.
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    if missing := [column for column in HAND_COLUMNS if column not in (reader.fieldnames or [])]:
        raise HandMarksError(f"{place}: the columns {missing} are missing; found {reader.fieldnames}")
    for row in reader:
        where = f"{place}, line {reader.line_num}"
        question, said = row["question"], (row["points"] or "").strip().replace(",", ".")
        if question not in most:
            raise HandMarksError(
                f"{where}: no question {question!r} is marked by hand; there are {list(most)}"
            )
        try:
            points = float(said) if said else None
        except ValueError:
            raise HandMarksError(f"{where}: points must be a number or empty, found {said!r}") from None
        if points is not None and not 0 <= points <= most[question]:
            raise HandMarksError(
                f"{where}: points must lie between 0 and {number(most[question])}, found {said}"
            )
        given[row["student"].removeprefix("'"), question] = (points, row["comment"] or "")
    return given


def with_hand_marks(
    results: Iterable[Result], given: Mapping[tuple[str, str], tuple[float | None, str]]
) -> list[Result]:
    """Put marks given by hand beside those of the tests.

    Parameters
    ----------
    results : iterable of Result
        What the tests gave.
    given : mapping
        As read by :func:`read_hand_marks`.

    Returns
    -------
    list of Result
        The same results, with points and comments filled in where there are any.
    """
    filled = []
    for result in results:
        marks = []
        for mark in result.marks:
            points, comment = given.get((result.submission.student, mark.question.id), (None, ""))
            if mark.question.by_hand and points is not None:
                mark = Mark(mark.question, points, comment)
            marks.append(mark)
        filled.append(replace(result, marks=tuple(marks)))
    return filled


def _safe(text: str) -> str:
    """Keep a spreadsheet from taking what a student chose for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_safe(str(value)) for value in row] for row in rows)
    return written.getvalue()


def hand_marks(results: Sequence[Result], given: Mapping[tuple[str, str], tuple[float | None, str]]) -> str:
    """Write the file for marking by hand, keeping what was marked already.

    Parameters
    ----------
    results : sequence of Result
        One a student.
    given : mapping
        Marks of an earlier run.

    Returns
    -------
    str
        CSV: one row an answer.
    """
    rows = []
    for result in results:
        student, name = result.submission.student, result.submission.name
        for mark in result.marks:
            if mark.question.id in result.texts:
                points, comment = given.get((student, mark.question.id), (None, ""))
                said = "" if points is None else number(points)
                rows.append((student, name, mark.question.id, number(mark.question.points), said, comment))
    return _csv(HAND_COLUMNS, rows)


def grades(assignment: Assignment, results: Sequence[Result]) -> str:
    """Write the full table of marks: one row a student, one column a question.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    results : sequence of Result
        One a student.

    Returns
    -------
    str
        CSV.
    """
    header = ["student", "name", "points", "most", "still to mark", "look"]
    header += [question.id for question in assignment.questions] + ["notes"]
    rows = (
        (
            result.submission.student,
            result.submission.name,
            number(result.points),
            number(assignment.points),
            result.open,
            "yes" if result.look else "",
            *("" if mark.points is None else number(mark.points) for mark in result.marks),
            "; ".join(result.notes),
        )
        for result in results
    )
    return _csv(header, rows)


def moodle(assignment: Assignment, results: Sequence[Result]) -> str:
    """Write Moodle's offline grading worksheet.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    results : sequence of Result
        One a student.

    Returns
    -------
    str
        CSV with the columns that Moodle asks for.
    """
    header = ("Identifier", "Full name", "Grade", "Maximum Grade", "Feedback comments")
    rows = (
        (
            f"Participant {result.submission.lms_id or result.submission.student}",
            result.submission.name,
            number(result.points),
            number(assignment.points),
            "; ".join(f"{mark.question.title}: {_earned(mark)} ({mark.why})" for mark in result.marks),
        )
        for result in results
    )
    return _csv(header, rows)


def canvas(assignment: Assignment, results: Sequence[Result]) -> str:
    """Write a file for the import into Canvas's gradebook.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    results : sequence of Result
        One a student.

    Returns
    -------
    str
        CSV with the columns that Canvas asks for, and its row of possible points.
    """
    header = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment.title)
    rows = [("    Points Possible", "", "", "", "", number(assignment.points))]
    rows += [
        (result.submission.name, result.submission.lms_id or result.submission.student, "", "", "", mark)
        for result in results
        for mark in [number(result.points)]
    ]
    return _csv(header, rows)


def file_names(results: Sequence[Result]) -> dict[str, str]:
    """Give every student a safe and distinct file name.

    Parameters
    ----------
    results : sequence of Result
        One a student.

    Returns
    -------
    dict of str to str
        From the student to the name of the feedback page.

    Examples
    --------
    >>> file_names([])
    {}
    """
    given: dict[str, str] = {}
    for result in results:
        student = result.submission.student
        plain = re.sub(r"[^\w-]+", "-", student).strip("-")[:60] or "student"
        name, count = plain, 1
        while f"{name}.html".lower() in {other.lower() for other in given.values()}:
            count += 1
            name = f"{plain}-{count}"
        given[student] = f"{name}.html"
    return given


def write(assignment: Assignment, results: Sequence[Result], folder: Path) -> Path:
    """Write everything about a class into one folder, taking up marks that were given by hand before.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    results : sequence of Result
        What the tests gave, one a student.
    folder : pathlib.Path
        Where to. ``marks-by-hand.csv`` in it is read first, and keeps what it says.

    Returns
    -------
    pathlib.Path
        The overview.

    Raises
    ------
    HandMarksError
        If the marks given by hand cannot be read; then nothing is written.
    """
    by_hand = folder / "marks-by-hand.csv"
    given = read_hand_marks(by_hand, assignment)
    results = with_hand_marks(results, given)
    pages = file_names(results)
    files = {f"feedback/{pages[r.submission.student]}": feedback(assignment, r) for r in results}
    files |= {
        "index.html": overview(assignment, results, pages),
        "to-mark.html": to_mark(assignment, results),
        "grades.csv": grades(assignment, results),
        "moodle.csv": moodle(assignment, results),
        "canvas.csv": canvas(assignment, results),
        "marks-by-hand.csv": hand_marks(results, given),
    }
    (folder / "feedback").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        half = folder / f"{name}.part"
        half.write_text(text, encoding="utf-8-sig" if name.endswith(".csv") else "utf-8", newline="")
        half.replace(folder / name)
    return folder / "index.html"
