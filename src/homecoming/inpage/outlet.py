"""Where a cell's outputs go: text in the order it was printed, in pieces, and not without end."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Emit = Callable[[dict[str, Any]], None]

#: Text waits until it is this long, or until so many seconds have passed since the page heard last.
PIECE, SECONDS = 8_000, 0.1
#: Characters of text, characters of other outputs, and number of outputs that a cell may show.
MOST_TEXT, MOST_SHOWN, MOST_OUTPUTS = 1_000_000, 20_000_000, 500
#: Characters that are kept of the end of what was left out.
TAIL = 2_000

TOO_MUCH_TEXT = (
    "\n… This cell prints more than a page can hold. What follows is left out; its end will stand below.\n"
)
TOO_MANY_OUTPUTS = "\n… This cell shows more than a page can hold. What follows is left out.\n"


class Outlet:
    """Collects what one run of a cell shows, and hands it on as nbformat outputs.

    Parameters
    ----------
    emit : callable
        Takes one output, a plain dictionary.

    Examples
    --------
    >>> outlet = Outlet(print)
    >>> outlet.write("stdout", "one ")
    >>> outlet.write("stdout", "two")
    >>> outlet.flush()
    {'output_type': 'stream', 'name': 'stdout', 'text': 'one two'}
    """

    def __init__(self, emit: Emit):
        self._emit = emit
        self._name, self._waiting, self._length, self._heard = "", [""], 0, -SECONDS
        self._written, self._shown, self._outputs = 0, 0, 0
        self._tail = ""

    def write(self, name: str, text: str) -> None:
        """Take text for a stream.

        Parameters
        ----------
        name : {"stdout", "stderr"}
            The stream.
        text : str
            Any piece of text.
        """
        if self._written > MOST_TEXT:
            self._tail = (self._tail + text[-TAIL:])[-TAIL:]
            return
        self._written += len(text)
        if self._written > MOST_TEXT:
            keep = len(text) - (self._written - MOST_TEXT)
            self._tail = text[keep:][-TAIL:]
            text = text[:keep] + TOO_MUCH_TEXT
        if name != self._name:
            self.flush()
            self._name = name
        self._waiting.append(text)
        self._length += len(text)
        # A line goes at once if none went lately: what comes next may take its time.
        due = "\n" in text and time.monotonic() - self._heard >= SECONDS
        if due or self._length >= PIECE or self._written > MOST_TEXT:
            self.flush()

    def flush(self) -> None:
        """Hand on the text that waits."""
        text = "".join(self._waiting)
        self._waiting, self._length = [], 0
        if text:
            self._heard = time.monotonic()
            self._emit({"output_type": "stream", "name": self._name, "text": text})

    def show(self, output: dict[str, Any]) -> None:
        """Hand on an output that is no text of a stream, after the text before it.

        Parameters
        ----------
        output : dict
            In the form of nbformat 4.
        """
        self.flush()
        size = sum(len(str(value)) for value in output.get("data", {}).values())
        full = self._shown + size > MOST_SHOWN or self._outputs >= MOST_OUTPUTS
        self._outputs += 1
        if full and output["output_type"] != "error":
            if self._shown < MOST_SHOWN:
                self._shown = MOST_SHOWN
                self._emit({"output_type": "stream", "name": "stderr", "text": TOO_MANY_OUTPUTS})
            return
        self._shown += size
        self._emit(output)

    def close(self) -> None:
        """Hand on what waits, and the end of what was left out."""
        self.flush()
        if self._tail:
            self._emit({"output_type": "stream", "name": self._name, "text": f"… {self._tail}"})
            self._tail = ""


class Stream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of a running cell.

    Parameters
    ----------
    outlet : Outlet
        Takes the text.
    name : {"stdout", "stderr"}
        Which of the two it is.
    """

    def __init__(self, outlet: Outlet, name: str):
        self._outlet = outlet
        self._stream = name

    encoding = "utf-8"

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Take text.

        Raises
        ------
        TypeError
            If it is not text.
        """
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outlet.write(self._stream, text)
        return len(text)

    def flush(self) -> None:
        """Hand on what waits."""
        self._outlet.flush()


class NoInputError(EOFError):
    """A cell asked for input from the keyboard, which a page has not."""


class NoKeyboard(io.TextIOBase):
    """``sys.stdin`` of a running cell: it says that there is none."""

    def readable(self) -> bool:
        """Say that it can be read from, so that the clear error below is the one that comes."""
        return True

    def readline(self, size: int = -1) -> str:  # type: ignore[override]
        """Refuse.

        Raises
        ------
        NoInputError
            Always.
        """
        raise NoInputError("input() cannot ask for anything in this page.")

    def read(self, size: int | None = -1) -> str:
        """Refuse, as :meth:`readline` does."""
        return self.readline()


_now: list[Outlet] = []


@contextmanager
def taking(outlet: Outlet) -> Iterator[None]:
    """Make an outlet the one that :func:`current` gives.

    Parameters
    ----------
    outlet : Outlet
        Of the cell that runs.
    """
    _now.append(outlet)
    try:
        yield
    finally:
        _now.remove(outlet)


def current() -> Outlet | None:
    """Give the outlet of the cell that runs, if one runs.

    Examples
    --------
    >>> current() is None
    True
    """
    return _now[-1] if _now else None
