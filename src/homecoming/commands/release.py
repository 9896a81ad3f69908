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
    homecoming release --pages book/problem-sets

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
    command.add_argument(
        "--pages", type=Path, metavar="FOLDER", help="write them side by side into FOLDER, as pages of a book"
    )
    command.set_defaults(run=_run)


def add_course(command: argparse.ArgumentParser) -> None:
    """Add the option that names the course, for both commands about problem sets."""
    command.add_argument(
        "--course", type=Path, default=Path("assignments"), help="the course folder (default: assignments)"
    )


def write_releases(
    course: Path, out: Path, names: list[str] | None = None, *, as_pages: bool = False
) -> list[Path]:
    """Write the release of some or all problem sets.

    Parameters
    ----------
    course : pathlib.Path
        The course folder.
    out : pathlib.Path
        Where to.
    names : list of str, optional
        Which; without it, all.
    as_pages : bool
        Side by side in ``out``, as the pages of a book are; otherwise a folder for each.

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
            f"{out} would overwrite the problem sets themselves: choose another folder"
        )
    write = assignment.write_page if as_pages else assignment.write_release
    wanted = names or assignment.names(course)
    return [write(assignment.read_assignment(course, name), out) for name in wanted]


def _run(options: argparse.Namespace) -> int:
    out = options.pages or options.out
    for place in write_releases(options.course, out, options.names, as_pages=options.pages is not None):
        print(place)
    return policy.DONE
