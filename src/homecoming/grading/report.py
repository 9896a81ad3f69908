"""What goes back: a page for each student, a page for marking by hand, an overview, and CSV files.

Every page is one HTML file that asks no other host for anything. What students wrote is set as plain text:
nothing of it can run in the reader's browser.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from homecoming import standalone
from homecoming.grading.assignment import Assignment, GradedQuestion
from homecoming.grading.marks import GradedSubmission, Mark

HAND_COLUMNS = ("student", "name", "question", "most", "points", "comment")

HandMarks = dict[tuple[str, str], tuple[float | None, str, str]]
"""From student and question to points (None where not given yet), comment and the student's name."""

_NOT_YET = (None, "", "")

_STYLE = """\
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; padding: 0.3rem 0; }
th, td { text-align: start; vertical-align: top; padding: 0.3rem; border-bottom: 1px solid #8886; }
tbody th, td { overflow-wrap: anywhere; }
tbody th { min-width: 5rem; }
td:last-child { min-width: 8rem; }
td.number { text-align: end; white-space: nowrap; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.6rem; border: 1px solid #8886; }
.look { font-weight: 600; }
"""


class HandMarksError(ValueError):
    """A file of marks given by hand that cannot be used: the message names file, line and column."""


def points_text(points: float) -> str:
    """Write points without needless zeros.

    Examples
    --------
    >>> points_text(2.0), points_text(1.5)
    ('2', '1.5')
    """
    return f"{points:.2f}".rstrip("0").rstrip(".")


def _earned(mark: Mark) -> str:
    return "to be marked" if mark.points is None else points_text(mark.points)


def feedback(assignment: Assignment, result: GradedSubmission) -> str:
    """Set the page that one student gets back.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    result : GradedSubmission
        What the submission earned.

    Returns
    -------
    str
        HTML. It tells which checks did not hold, and shows no test and no solution.
    """
    rows = "".join(
        f'<tr><th scope="row">{escape(mark.question.title)}</th>'
        f'<td class="number">{"–" if mark.points is None else _earned(mark)} of '
        f"{points_text(mark.question.points)}</td>"
        f"<td>{escape(_earned(mark) if mark.points is None else mark.why)}</td></tr>"
        for mark in result.marks
    )
    notes = "".join(f"<li>{escape(note)}</li>" for note in result.notes)
    left = "1 question is" if result.open == 1 else f"{result.open} questions are"
    waiting = f" {left} still to be marked by a person." if result.open else ""
    written = "".join(
        f"<h3>{escape(mark.question.title)}</h3><pre>{escape(result.texts[mark.question.id])}</pre>"
        for mark in result.marks
        if mark.question.id in result.texts
    )
    body = (
        f"<p>{escape(result.submission.name)}: <strong>{points_text(result.points)} of "
        f"{points_text(assignment.points)} points</strong>.{waiting}</p>"
        '<table><caption>Points by question</caption><thead><tr><th scope="col">Question</th>'
        '<th scope="col">Points</th><th scope="col">Why</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
        f"{f'<h2>Notes</h2><ul>{notes}</ul>' if notes else ''}"
        f"{f'<h2>What you wrote</h2>{written}' if written else ''}"
    )
    return standalone.page(f"Feedback: {assignment.title}", body, style=_STYLE)


def overview(assignment: Assignment, results: Sequence[GradedSubmission], pages: Mapping[str, str]) -> str:
    """Set the instructor's page: every student with points, notes, and a link to the feedback.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    results : sequence of GradedSubmission
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
        f'<td class="number">{points_text(result.points)}</td><td class="number">{result.open or ""}</td>'
        f"<td>{'<span class=look>Look: </span>' if result.look else ''}"
        f"{escape('; '.join(result.notes))}</td></tr>"
        for result in results
    )
    body = (
        f"<p>{len(results)} submissions, {points_text(assignment.points)} points at most. "
        '<a href="to-mark.html">Answers to be marked by hand</a>.</p>'
        "<p>“Look” means: open this submission yourself before the marks go out. The name leads to the page "
        "that the student gets.</p>"
        '<table><caption>What each submission earned so far</caption><thead><tr><th scope="col">Student</th>'
        '<th scope="col">Points</th><th scope="col">To mark</th><th scope="col">Notes</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
    return standalone.page(f"Grades: {assignment.title}", body, style=_STYLE)


def to_mark(assignment: Assignment, results: Sequence[GradedSubmission]) -> str:
    """Set the page for marking by hand: question by question, the guidance and then every answer.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    results : sequence of GradedSubmission
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
            f"<h3>{_who(result)}</h3><pre>{escape(result.texts[question.id])}</pre>"
            for result in results
            if question.id in result.texts
        )
        parts.append(
            f"<h2>{escape(question.title)} ({points_text(question.points)} points)</h2>"
            f"<p>In marks-by-hand.csv: <code>{escape(question.id)}</code>.</p>"
            f"<details><summary>Model answer and guidance</summary><pre>{escape(question.guidance)}</pre>"
            f"</details>{answers or '<p>Nobody answered.</p>'}"
        )
    intro = (
        "<p>Write points and comments into marks-by-hand.csv, in the columns <code>points</code> and "
        "<code>comment</code>. Students read the comment. Then run the same command again.</p>"
    )
    return standalone.page(f"To mark: {assignment.title}", intro + "".join(parts), style=_STYLE)


def _who(result: GradedSubmission) -> str:
    name, student = result.submission.name, result.submission.student
    return escape(name if name == student else f"{name} ({student})")


def read_hand_marks(place: Path, assignment: Assignment) -> HandMarks:
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
        From student and question to points (None where not given yet), comment and the student's name.

    Raises
    ------
    HandMarksError
        If it is not in UTF-8, a column is missing, a question unknown, or points are no number from 0 to
        the question's points.
    """
    if not place.exists():
        return {}
    most = {question.id: question.points for question in assignment.questions if question.by_hand}
    given: HandMarks = {}
    try:
        text = place.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise HandMarksError(
            f"{place}: is not saved in UTF-8. In Excel: Save As, CSV UTF-8 (comma delimited). In "
            "LibreOffice: character set Unicode (UTF-8)"
        ) from error
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
                f"{where}: points must lie between 0 and {points_text(most[question])}, found {said}"
            )
        student, name, comment = (_plain(row[column] or "") for column in ("student", "name", "comment"))
        given[student, question] = (points, comment, name)
    return given


def with_hand_marks(results: Iterable[GradedSubmission], given: HandMarks) -> list[GradedSubmission]:
    """Put marks given by hand beside those of the tests.

    Parameters
    ----------
    results : iterable of GradedSubmission
        What the tests gave.
    given : mapping
        As read by :func:`read_hand_marks`.

    Returns
    -------
    list of GradedSubmission
        The same results, with points and comments filled in where there are any.
    """
    filled = []
    for result in results:
        marks = []
        for mark in result.marks:
            points, comment, _ = given.get((result.submission.student, mark.question.id), _NOT_YET)
            if mark.question.by_hand and points is not None:
                mark = Mark(mark.question, points, comment)
            marks.append(mark)
        filled.append(replace(result, marks=tuple(marks)))
    return filled


def _safe(text: str) -> str:
    """Keep a spreadsheet from taking what a student chose for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _plain(text: str) -> str:
    """Undo what :func:`_safe` did."""
    return text[1:] if text[:1] == "'" and _safe(text[1:]) == text else text


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_safe(str(value)) for value in row] for row in rows)
    return written.getvalue()


def hand_marks(assignment: Assignment, results: Sequence[GradedSubmission], given: HandMarks) -> str:
    """Write the file for marking by hand, keeping what was marked already.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    results : sequence of GradedSubmission
        One a student.
    given : dict
        Marks of an earlier run. Those of students who are not in this one stay at the end of the file.

    Returns
    -------
    str
        CSV: one row an answer.
    """
    rows = []
    left = {key: mark for key, mark in given.items() if mark[0] is not None or mark[1]}
    for result in results:
        student, name = result.submission.student, result.submission.name
        for mark in result.marks:
            if mark.question.id in result.texts:
                points, comment, _ = given.get((student, mark.question.id), _NOT_YET)
                left.pop((student, mark.question.id), None)
                rows.append(_row(student, name, mark.question, points, comment))
    questions = {question.id: question for question in assignment.questions}
    rows += [
        _row(student, name, questions[of], points, comment)
        for (student, of), (points, comment, name) in left.items()
    ]
    return _csv(HAND_COLUMNS, rows)


def _row(
    student: str, name: str, question: GradedQuestion, points: float | None, comment: str
) -> tuple[str, ...]:
    said = "" if points is None else points_text(points)
    return (student, name, question.id, points_text(question.points), said, comment)


def grades(assignment: Assignment, results: Sequence[GradedSubmission]) -> str:
    """Write the full table of marks: one row a student, one column a question.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    results : sequence of GradedSubmission
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
            points_text(result.points),
            points_text(assignment.points),
            result.open,
            "yes" if result.look else "",
            *("" if mark.points is None else points_text(mark.points) for mark in result.marks),
            "; ".join(result.notes),
        )
        for result in results
    )
    return _csv(header, rows)


def moodle(assignment: Assignment, results: Sequence[GradedSubmission]) -> str:
    """Write Moodle's offline grading worksheet.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    results : sequence of GradedSubmission
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
            points_text(result.points),
            points_text(assignment.points),
            "; ".join(_in_a_line(mark) for mark in result.marks),
        )
        for result in results
    )
    return _csv(header, rows)


def _in_a_line(mark: Mark) -> str:
    return f"{mark.question.title}: {_earned(mark)}{f' ({mark.why})' if mark.why else ''}"


def moodle_feedback(assignment: Assignment, results: Sequence[GradedSubmission]) -> bytes:
    """Pack the feedback pages as Moodle takes them: *Upload multiple feedback files in a zip*.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    results : sequence of GradedSubmission
        One a student; those that do not come from Moodle are left out.

    Returns
    -------
    bytes
        A zip file with one folder a student, named as in Moodle's own.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for result in results:
            if result.submission.prefix:
                archive.writestr(f"{result.submission.prefix}/feedback.html", feedback(assignment, result))
    return packed.getvalue()


def canvas(assignment: Assignment, results: Sequence[GradedSubmission]) -> str:
    """Write a file for the import into Canvas's gradebook.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    results : sequence of GradedSubmission
        One a student.

    Returns
    -------
    str
        CSV with the columns that Canvas asks for, and its row of possible points.
    """
    header = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment.title)
    rows = [("    Points Possible", "", "", "", "", points_text(assignment.points))]
    rows += [
        (result.submission.name, result.submission.lms_id or result.submission.student, "", "", "", mark)
        for result in results
        for mark in [points_text(result.points)]
    ]
    return _csv(header, rows)


def file_names(results: Sequence[GradedSubmission]) -> dict[str, str]:
    """Give every student a safe and distinct file name.

    Parameters
    ----------
    results : sequence of GradedSubmission
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


def write(
    assignment: Assignment, results: Sequence[GradedSubmission], folder: Path
) -> list[GradedSubmission]:
    """Write everything about a class into one folder, taking up marks that were given by hand before.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    results : sequence of GradedSubmission
        What the tests gave, one a student.
    folder : pathlib.Path
        Where to. ``marks-by-hand.csv`` in it is read first, and keeps what it says.

    Returns
    -------
    list of GradedSubmission
        The same, with the marks that were given by hand so far: what the files say.

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
        "marks-by-hand.csv": hand_marks(assignment, results, given),
    }
    contents = {
        name: text.encode("utf-8-sig" if name.endswith(".csv") else "utf-8") for name, text in files.items()
    }
    if any(result.submission.prefix for result in results):
        contents["moodle-feedback.zip"] = moodle_feedback(assignment, results)
    (folder / "feedback").mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        half = folder / f"{name}.part"
        half.write_bytes(content)
        half.replace(folder / name)
    return results
