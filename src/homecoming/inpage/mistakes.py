"""What went wrong in a cell, as an output: in plain words first, then Python's own.

The traceback begins with the cell; nothing of what runs the cell is in it.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from homecoming.inpage import slips, syntax_slips
from homecoming.inpage.outlet import NoInputError
from homecoming.inpage.slips import Mistake

_OUR_FOLDER = str(Path(__file__).parent)

#: What an error means, where its own words are hard.
MEANINGS = {
    "ArithmeticError": "A calculation has no result.",
    "AssertionError": "Something that must be true is not true.",
    "AttributeError": "Something is asked for after a dot that is not there.",
    "EOFError": "There is no more input.",
    "FileNotFoundError": "There is no such file.",
    "ImportError": "Something could not be imported.",
    "IndentationError": "The spaces at the beginning of a line are not right.",
    "IndexError": "A position is asked for that does not exist.",
    "KeyError": "Something is looked up that is not there.",
    "KeyboardInterrupt": "The cell was stopped.",
    "MemoryError": "There is not enough memory for this.",
    "ModuleNotFoundError": "There is no such module here.",
    "NameError": "A name is used that Python does not know.",
    "OverflowError": "A number is too large.",
    "RecursionError": "A function calls itself again and again, without end.",
    "SyntaxError": "Python cannot read this line.",
    "SystemExit": "The cell asked Python to end. Here it goes on.",
    "TabError": "Tabs and spaces are mixed at the beginning of a line.",
    "TypeError": "An operation or a function got something of the wrong kind.",
    "UnboundLocalError": "A function uses a name before it has a value.",
    "UnicodeDecodeError": "The bytes of a text are not in the expected encoding.",
    "ValueError": "A function got a value that it cannot use.",
    "ZeroDivisionError": "Something is divided by zero.",
}


def reported(
    error: BaseException, source: str, name: str, namespace: Mapping[str, Any], cells: Sequence[str] = ()
) -> dict[str, Any]:
    r"""Make the output of a cell that failed.

    Parameters
    ----------
    error : BaseException
        What the cell raised.
    source : str
        The cell.
    name : str
        Its file name.
    namespace : mapping
        The names that the cells have made.
    cells : sequence of str
        The sources of the page's cells, if they are known.

    Returns
    -------
    dict
        An output of type "error" with a ``hint``: ``what``, ``line``, ``text`` and ``advice``.

    Examples
    --------
    >>> try:
    ...     exec(compile("a = 1\na / 0", "Cell [1]", "exec"))
    ... except ZeroDivisionError as error:
    ...     output = reported(error, "a = 1\na / 0", "Cell [1]", {})
    >>> output["hint"]["what"], output["hint"]["line"], output["hint"]["text"]
    ('Something is divided by zero.', 2, 'a / 0')
    """
    # Where the book's own code tells of an error in the reader's, the slip is in that one.
    cause = error.__cause__ if _is_of_the_book(error) else error
    line = (_line(cause, name) if cause else None) or _line(error, name)
    lines = source.splitlines()
    text = lines[line - 1].strip() if line is not None and 0 < line <= len(lines) else ""
    advice, what = "", _meaning(error, source, cells)
    if isinstance(error, SyntaxError) and error.filename == name:
        advice = syntax_slips.advice(error, source) or ""
    elif cause is not None and not _is_of_the_book(cause):
        inside = {**namespace, **_inside(cause)}
        advice = slips.advice(Mistake(cause, source, text, inside, tuple(cells))) or ""
    return {
        "output_type": "error",
        "ename": type(error).__name__,
        "evalue": _words(error),
        "traceback": _traceback(error, unread=isinstance(error, SyntaxError) and error.filename == name),
        "hint": {"what": what, "line": line, "text": text, "advice": advice},
    }


def _words(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # an error of the reader's own, whose __str__ fails
        return ""


def _is_of_the_book(error: BaseException) -> bool:
    if isinstance(error, NoInputError):
        return False
    if type(error).__module__.partition(".")[0] == "homecoming":
        return True
    # The book's own words are sentences; Python's own end without a full stop.
    steps = _frames(error)
    where = str(steps[-1].tb_frame.f_globals.get("__name__")) if steps else ""
    spoken = isinstance(error, ValueError | TypeError) and _words(error).endswith(".")
    return spoken and where.partition(".")[0] == "homecoming"


def _meaning(error: BaseException, source: str, cells: Sequence[str]) -> str:
    if _is_of_the_book(error) or isinstance(error, NoInputError):
        return _words(error)
    if slips.is_unanswered(error, (source, *cells)):
        return "This question is not answered yet."
    if isinstance(error, AssertionError) and (sentence := _first_paragraph(error)):
        return sentence
    for kind in type(error).__mro__:
        if kind.__module__ == "builtins" and kind.__name__ in MEANINGS:
            return MEANINGS[kind.__name__]
    return f"{type(error).__name__}: {_words(error)}".rstrip(": ")


def _first_paragraph(error: BaseException) -> str:
    """Give what the author of a check says; libraries go on with tables of what differs."""
    return " ".join(_words(error).strip().partition("\n\n")[0].split())


def _frames(error: BaseException) -> list[TracebackType]:
    frames, step = [], error.__traceback__
    while step:
        frames.append(step)
        step = step.tb_next
    return frames


def _line(error: BaseException, name: str) -> int | None:
    if isinstance(error, SyntaxError) and error.filename == name:
        return error.lineno
    own = [step.tb_lineno for step in _frames(error) if step.tb_frame.f_code.co_filename == name]
    return own[-1] if own else None


def _inside(error: BaseException) -> dict[str, Any]:
    """Give the names known where the reader's own code failed, in whatever cell it stands."""
    own = [step for step in _frames(error) if step.tb_frame.f_code.co_filename.startswith("Cell [")]
    return dict(own[-1].tb_frame.f_locals) if own else {}


def _traceback(error: BaseException, unread: bool) -> list[str]:
    try:
        told = traceback.TracebackException.from_exception(error, compact=True)
        _without_ours(told)
        # A cell that could not be read has not begun.
        written = "".join(told.format_exception_only() if unread else told.format())
    except Exception:  # an error of the reader's own that cannot be written
        written = f"{type(error).__name__}\n"
    return written.rstrip("\n").split("\n")


def _without_ours(told: traceback.TracebackException) -> None:
    told.stack[:] = [frame for frame in told.stack if not frame.filename.startswith(_OUR_FOLDER)]
    for other in (told.__cause__, told.__context__, *(getattr(told, "exceptions", None) or ())):
        if other is not None:
            _without_ours(other)
