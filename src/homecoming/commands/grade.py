"""``homecoming grade``: mark a class, every submission in a sandbox of its own."""

from __future__ import annotations

import argparse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from homecoming.commands import policy, release

if TYPE_CHECKING:
    from homecoming.grading.marks import GradedSubmission
    from homecoming.grading.sandbox import Limits

_ABOUT = f"""\
Mark a class: every submission is run in a sandbox of its own, without a
network. Feedback pages, an overview, and CSV files for Moodle and Canvas are
written.

    homecoming grade capstone
    homecoming grade capstone class.zip --jobs 8
    homecoming grade capstone submissions/capstone --out _grading/second-try

It needs Linux or WSL with bubblewrap, and pip install -e '.[grading]'.
{policy.STATUSES}
"""


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Describe the subcommand and its options."""
    command = commands.add_parser(
        "grade",
        help="mark a class: every submission in a sandbox of its own",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("name", metavar="NAME", help="the problem set")
    command.add_argument(
        "submissions",
        metavar="SUBMISSIONS",
        type=Path,
        nargs="?",
        help="folder, or zip file of Moodle or Canvas (default: submissions/NAME)",
    )
    release.add_course(command)
    command.add_argument("--out", type=Path, help="where to (default: _grading/NAME)")
    for name, default, words in (
        ("jobs", 2, "submissions side by side"),
        ("cell-seconds", 30, "time for one cell"),
        ("seconds", 240, "time for one submission"),
        ("memory", 2048, "MiB for one process"),
    ):
        command.add_argument(
            f"--{name}", type=_above_zero, metavar="N", default=default, help=f"{words} (default: {default})"
        )
    command.set_defaults(
        run=_run,
        if_stopped="No marks were written, and marks given by hand are kept.",
        if_blocked="If a spreadsheet has it open, close it there; or name another folder with --out.",
    )


def _above_zero(word: str) -> int:
    if not (word.isdecimal() and int(word)):
        raise argparse.ArgumentTypeError(f"{word!r} is no whole number above 0")
    return int(word)


def grade_class(
    course: Path,
    name: str,
    submissions: Path,
    out: Path,
    limits: Limits | None = None,
    jobs: int = 2,
) -> list[GradedSubmission]:
    """Mark a class and write everything that goes back.

    Parameters
    ----------
    course : pathlib.Path
        The course folder.
    name : str
        The problem set.
    submissions : pathlib.Path
        A folder or the zip file of a learning platform; see :func:`homecoming.grading.collect.collect`.
    out : pathlib.Path
        Where to.
    limits : sandbox.Limits, optional
        What each submission may use.
    jobs : int
        How many run side by side.

    Returns
    -------
    list of marks.GradedSubmission
        One a student, with the marks that were given by hand so far.
    """
    from tqdm import tqdm

    from homecoming import published
    from homecoming.grading import assignment as problem_sets
    from homecoming.grading import collect, marks, report, sandbox

    data = published.data_dir()
    # The sandbox empties the environment: what names the data here has to name it there.
    readable, environment = (data,), {"HOMECOMING_DATA": str(data)}
    assignment = problem_sets.read_assignment(course, name)
    sandbox.ensure()
    handed_in = collect.collect(submissions, name)
    # What would keep the result from being written comes to light before an hour of marking, not after it.
    report.read_hand_marks(out / "marks-by-hand.csv", assignment)
    out.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(jobs) as pool:
        try:
            running = pool.map(
                lambda one: marks.grade_submission(assignment, one, limits, readable, environment), handed_in
            )
            graded = list(tqdm(running, total=len(handed_in), desc=f"Grading {name}", unit="submission"))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return report.write(assignment, graded, out)


def _run(options: argparse.Namespace) -> int:
    from homecoming.grading import sandbox

    out = options.out or Path("_grading", options.name)
    # Not every shell puts the home folder in place of ~ after SUBMISSIONS=.
    submissions = (options.submissions or Path("submissions", options.name)).expanduser()
    limits = sandbox.Limits(options.cell_seconds, options.seconds, options.memory * sandbox.MEBIBYTE)
    graded = grade_class(options.course, options.name, submissions, out, limits, options.jobs)
    print(_listed(graded))
    print(f"\nOverview, feedback pages and CSV files: {out / 'index.html'}")
    return policy.DONE


def _listed(graded: list[GradedSubmission]) -> str:
    from homecoming.grading.report import points_text

    points = sum(mark.question.points for mark in graded[0].marks)
    lines = []
    for one in graded:
        waiting = f", {one.open} to mark by hand" if one.open else ""
        lines.append(f"{one.submission.name}: {points_text(one.points)} of {points:g}{waiting}")
        lines += [f"    {'! ' if one.look else ''}{note}" for note in one.notes]
    return "\n".join(lines)
