"""How a command ends: the one place that turns errors into words and an exit status.

An error that this package defines says what cannot be used, where, and what to do; so do errors of files.
They are told in a line, without a traceback. Anything else is a defect of the program: its traceback is
shown, and its status is none of those that a script may take for an answer.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback

DONE = 0
"""It was done, or nothing was found."""
FINDINGS = 1
"""There are findings, or ``--check`` found something out of date."""
UNUSABLE = 2
"""The command, or a file that it was given, cannot be used."""
CRASHED = 70
"""A defect of this program; the number is that of BSD's ``EX_SOFTWARE``."""
STOPPED = 130
"""Stopped by hand, as shells count it."""

STATUSES = """\
It ends with 0 when it is done or nothing was found, with 1 if there are
findings or something is out of date, and with 2 if the command or a file cannot
be used."""

_EXTRAS = {
    "jupyter_client": "grading",
    "nbclient": "grading",
    "nbformat": "site",
    "nbgrader": "grading",
    "psutil": "grading",
    "yaml": "site",
}
"""Which extra of the package brings a module that some commands need."""


class CommandError(ValueError):
    """A command that cannot be carried out. The message says what to do."""


def run(options: argparse.Namespace) -> int:
    """Run a subcommand and return its exit status, whatever happens in it.

    Parameters
    ----------
    options : argparse.Namespace
        What was asked for. ``run`` is the function that does it. A subcommand may set ``if_stopped`` (what
        holds after somebody stopped it) and ``if_blocked`` (what to do about a file that is not to be had).

    Returns
    -------
    int
        One of the statuses of this module.

    Examples
    --------
    >>> run(argparse.Namespace(run=lambda options: DONE))
    0
    """
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of a pipe, such as head, has seen enough. Python would complain again while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNUSABLE
    except KeyboardInterrupt:
        return _say(STOPPED, "stopped by hand.", getattr(options, "if_stopped", ""))
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        words = f"{place}{error.strerror or error}."
        return _say(UNUSABLE, words, getattr(options, "if_blocked", ""))
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in _EXTRAS:
            return _crash()
        return _say(UNUSABLE, f"{missing} is missing. Run: pip install -e '.[{_EXTRAS[missing]}]'")
    except Exception as error:
        return _say(UNUSABLE, str(error)) if _is_ours(error) else _crash()
    return status


def _is_ours(error: Exception) -> bool:
    """Whether this package defines the error, and so words it for people."""
    return type(error).__module__.partition(".")[0] == "homecoming"


def _say(status: int, *sentences: str) -> int:
    print("homecoming:", *filter(None, sentences), file=sys.stderr)
    return status


def _crash() -> int:
    traceback.print_exc()
    return _say(CRASHED, "this is a defect of the program. Please report it with the lines above.")
