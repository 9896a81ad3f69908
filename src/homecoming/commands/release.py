"""``homecoming release``: write the problem sets as students get them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from homecoming.commands import policy

_ABOUT = f"""\
Write the notebooks that students get: without solutions, hidden tests and
guidance for marking.

    homecoming release
    homecoming release capstone --out handouts

{policy.STATUSES}
"""


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Describe the subcommand and its options."""
    command = commands.add_parser(
        "release",
        help="write the problem sets as students get them",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("names", metavar="NAME", nargs="*", help="problem sets; without any, all")
    add_course(command)
    command.add_argument(
        "--out", type=Path, default=Path("_build/assignments"), help="where to (default: _build/assignments)"
    )
    command.set_defaults(run=_run)


def add_course(command: argparse.ArgumentParser) -> None:
    """Add the option that names the course, for both commands about problem sets."""
    command.add_argument(
        "--course", type=Path, default=Path("assignments"), help="the course folder (default: assignments)"
    )


def write_releases(course: Path, out: Path, names: list[str] | None = None) -> list[Path]:
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

    Raises
    ------
    AssignmentError
        If a problem set cannot be used, or ``out`` lies among the sources, which it would overwrite.
    """
    from homecoming.grading import assignment

    if out.resolve().is_relative_to((course / "source").resolve()):
        raise assignment.AssignmentError(
            f"--out {out} would overwrite the problem sets themselves: choose another folder"
        )
    wanted = names or assignment.names(course)
    return [assignment.write_release(assignment.read_assignment(course, name), out) for name in wanted]


def _run(options: argparse.Namespace) -> int:
    for place in write_releases(options.course, options.out, options.names):
        print(place)
    return policy.DONE
