"""Commands: ``release`` writes what students get, ``grade`` marks what they hand in."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tqdm import tqdm

from homecoming.grading import assignment as problem_sets
from homecoming.grading import collect, marks, report, sandbox


def release(course: Path, out: Path, names: list[str] | None = None) -> list[Path]:
    """Write the release of some or all problem sets.

    Parameters
    ----------
    course : pathlib.Path
        The course folder.
    out : pathlib.Path
        Where to.
    names : list of str, optional
        Which; without it, all.

    Returns
    -------
    list of pathlib.Path
        The notebooks that were written.
    """
    wanted = names or problem_sets.names(course)
    return [problem_sets.write_release(problem_sets.load(course, name), out) for name in wanted]


def grade(
    course: Path,
    name: str,
    submissions: Path,
    out: Path,
    limits: sandbox.Limits | None = None,
    jobs: int = 2,
) -> list[marks.Result]:
    """Mark a class and write everything that goes back.

    Parameters
    ----------
    course : pathlib.Path
        The course folder.
    name : str
        The problem set.
    submissions : pathlib.Path
        A folder or the zip file of a learning platform; see :func:`collect.collect`.
    out : pathlib.Path
        Where to.
    limits : sandbox.Limits, optional
        What each submission may use.
    jobs : int
        How many run side by side.

    Returns
    -------
    list of marks.Result
        One a student, with the marks that were given by hand so far.
    """
    assignment = problem_sets.load(course, name)
    sandbox.ensure()
    handed_in = collect.collect(submissions, name)
    # What would keep the result from being written comes to light before an hour of marking, not after it.
    report.read_hand_marks(out / "marks-by-hand.csv", assignment)
    out.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(jobs) as pool:
        try:
            running = pool.map(lambda one: marks.grade(assignment, one, limits), handed_in)
            results = list(tqdm(running, total=len(handed_in), desc=f"Grading {name}", unit="submission"))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return report.write(assignment, results, out)


def _table(results: list[marks.Result], points: float) -> str:
    lines = []
    for result in results:
        waiting = f", {result.open} to mark by hand" if result.open else ""
        lines.append(f"{result.submission.name}: {report.number(result.points)} of {points:g}{waiting}")
        lines += [f"    {'! ' if result.look else ''}{note}" for note in result.notes]
    return "\n".join(lines)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m homecoming.commands.grade", description=__doc__)
    parser.add_argument("--course", type=Path, default=Path("assignments"), help="the course folder")
    commands = parser.add_subparsers(dest="command", required=True)
    out = commands.add_parser("release", help="write the notebooks that students get")
    out.add_argument("names", nargs="*", help="problem sets; without any, all")
    out.add_argument("--out", type=Path, default=Path("_build/assignments"))
    mark = commands.add_parser("grade", help="mark a class: every submission in a sandbox of its own")
    mark.add_argument("name", help="the problem set")
    mark.add_argument("submissions", type=Path, nargs="?", help="folder, or zip file of Moodle or Canvas")
    mark.add_argument("--out", type=Path, help="where to (default: _grading/NAME)")
    mark.add_argument("--jobs", type=_above_zero, default=2, help="submissions side by side (default: 2)")
    mark.add_argument("--cell-seconds", type=_above_zero, default=30, help="time for one cell (default: 30)")
    mark.add_argument("--seconds", type=_above_zero, default=240, help="for one submission (default: 240)")
    mark.add_argument("--memory", type=_above_zero, default=2048, help="MiB for one process (default: 2048)")
    return parser


def _above_zero(word: str) -> int:
    if not (word.isdecimal() and int(word)):
        raise argparse.ArgumentTypeError(f"{word!r} is no whole number above 0")
    return int(word)


def main(words: list[str] | None = None) -> int:
    """Run a command; return 0, 2 where something has to be mended first, or 130 when stopped by hand."""
    asked = _arguments().parse_args(words)
    try:
        if asked.command == "release":
            for place in release(asked.course, asked.out, asked.names):
                print(place)
            return 0
        out = asked.out or Path("_grading", asked.name)
        # Not every shell puts the home folder in place of ~ after SUBMISSIONS=.
        submissions = (asked.submissions or Path("submissions", asked.name)).expanduser()
        limits = sandbox.Limits(asked.cell_seconds, asked.seconds, asked.memory * sandbox.MEBIBYTE)
        results = grade(asked.course, asked.name, submissions, out, limits, asked.jobs)
    except (
        problem_sets.AssignmentError,
        collect.CollectError,
        report.HandMarksError,
        sandbox.SandboxError,
    ) as error:
        print(f"Nothing was done: {error}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("nbgrader"):
            raise
        print("Nothing was done: nbgrader is missing. Run: pip install -e '.[grading]'", file=sys.stderr)
        return 2
    except OSError as error:
        if error.filename is None:
            raise
        print(
            f"Stopped: {error.filename} cannot be read or written ({error.strerror}). If a spreadsheet has "
            "it open, close it there; or name another folder with --out",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        print("\nStopped by hand: no marks were written, and marks given by hand are kept.", file=sys.stderr)
        return 130
    points = sum(mark.question.points for mark in results[0].marks)
    print(_table(results, points))
    print(f"\nOverview, feedback pages and CSV files: {out / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
