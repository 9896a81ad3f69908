"""The Python of one page: cells run in it one after the other, as in a notebook.

The functions at the end are for a page's worker. They take and give JSON, so that nothing of Python stays
behind on the other side.
"""

from __future__ import annotations

import builtins
import json
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from homecoming.inpage import called, completion, display_standin
from homecoming.inpage.cell_code import compiled, file_name
from homecoming.inpage.displays import bundle, display, wide_frames
from homecoming.inpage.drawings import close_figures, drawing_for_the_page, show_open_figures
from homecoming.inpage.mistakes import reported
from homecoming.inpage.outlet import Emit, NoKeyboard, Outlet, Stream, taking


class Session:
    """The names and the cells of one page.

    Parameters
    ----------
    page : str
        The page's name in the book, for example ``"book/index"``.

    Attributes
    ----------
    namespace : dict of str to object
        What the cells have made: the names of ``__main__``.
    cells : list of str
        The sources of the page's cells in order, if they are known: then a hint can name the cell that makes
        a name which is missing.

    Examples
    --------
    >>> session, outputs = Session(), []
    >>> session.run("people = 300", outputs.append)
    {'ok': True, 'execution_count': 1}
    >>> done = session.run("people // 2", outputs.append)
    >>> outputs[0]["data"]
    {'text/plain': '150'}
    """

    def __init__(self, page: str = ""):
        self.page = page
        self.cells: list[str] = []
        self._module = types.ModuleType("__main__")
        self.namespace: dict[str, Any] = self._module.__dict__
        self.namespace.update(__builtins__=builtins, display=display)
        self._count = 0

    def run(self, source: str, emit: Emit) -> dict[str, Any]:
        """Run a cell.

        Parameters
        ----------
        source : str
            The cell.
        emit : callable
            Takes each output as it comes, a dictionary in the form of nbformat 4. An output of type "error"
            has, beside what nbformat asks for, a ``hint``: ``what`` happened in plain words, the ``line``
            (its number in the cell, or None) and its ``text``, and an ``advice``, empty if there is none.

        Returns
        -------
        dict
            ``ok``: whether the cell came to its end; ``execution_count``: which run it was.
        """
        self._count += 1
        name = file_name(self._count)
        outlet = Outlet(emit)
        ok = True
        with self._in_place(outlet):
            try:
                self._execute(source, name, outlet)
                show_open_figures()
            except BaseException as error:  # also exit() and the like: nothing ends a page's Python
                ok = False
                close_figures()
                outlet.show(reported(error, source, name, self.namespace, self.cells))
            outlet.close()
        return {"ok": ok, "execution_count": self._count}

    def complete(self, source: str, position: int) -> dict[str, Any]:
        """Tell what may stand at a place in a cell.

        Parameters
        ----------
        source : str
            The cell as typed so far.
        position : int
            The place, in characters from the beginning.

        Returns
        -------
        dict
            ``from``: where the word to be completed begins; ``options``: each with ``label``, ``type`` and
            ``detail``.

        Examples
        --------
        >>> Session().complete("pri", 3)["options"][0]["label"]
        'print'
        """
        return completion.complete(source, position, self.namespace)

    def call(self, name: str, arguments: dict[str, Any]) -> Any:
        """Call a function of the book.

        Parameters
        ----------
        name : str
            As "package.module:function"; a public function of ``homecoming``.
        arguments : dict
            Its arguments by name.

        Returns
        -------
        object
            What the function returns; it can be written as JSON.

        Raises
        ------
        homecoming.inpage.called.NotForPagesError
            If there is no such function, or its result is no JSON.

        Examples
        --------
        >>> Session().call("homecoming.visible:visible", {"text": "town"})
        'town'
        """
        # What a page's own function prints is for nobody.
        with self._in_place(Outlet(lambda output: None)):
            try:
                return called.function(name)(**arguments)
            finally:
                close_figures()

    def _execute(self, source: str, name: str, outlet: Outlet) -> None:
        # Each run warns anew.
        self.namespace.pop("__warningregistry__", None)
        code = compiled(source, name)
        exec(code.body, self.namespace)
        if code.last is None:
            return
        value = eval(code.last, self.namespace)
        if value is None or code.quiet:
            return
        self.namespace["_"] = value
        own = getattr(type(value), "_ipython_display_", None)
        if callable(own):
            own(value)
            return
        data, metadata = bundle(value)
        outlet.show(
            {
                "output_type": "execute_result",
                "data": data,
                "metadata": metadata,
                "execution_count": self._count,
            }
        )

    @contextmanager
    def _in_place(self, outlet: Outlet) -> Iterator[None]:
        """Put what a cell expects of the world in its place, and back again."""
        before = sys.stdin, sys.stdout, sys.stderr, sys.modules["__main__"]
        sys.stdin, sys.stdout, sys.stderr = (
            NoKeyboard(),
            Stream(outlet, "stdout"),
            Stream(outlet, "stderr"),
        )
        sys.modules["__main__"] = self._module
        try:
            with taking(outlet), drawing_for_the_page(), wide_frames(), display_standin.importable():
                yield
        finally:
            sys.stdin, sys.stdout, sys.stderr, sys.modules["__main__"] = before


# ---- For the worker ----------------------------------------------------------------------------------------

_sessions: list[Session] = []


def start(page: str) -> None:
    """Start the page's Python anew.

    Parameters
    ----------
    page : str
        The page's name in the book.

    Examples
    --------
    >>> start("book/index")
    """
    _sessions[:] = [Session(page)]


def run(source: str, emit_json: Callable[[str], None]) -> str:
    """Run a cell: :meth:`Session.run`, with outputs and result as JSON.

    Parameters
    ----------
    source : str
        The cell.
    emit_json : callable
        Takes each output as JSON.

    Returns
    -------
    str
        JSON.

    Examples
    --------
    >>> start("book/index")
    >>> run("a = 1", [].append)
    '{"ok": true, "execution_count": 1}'
    """
    return json.dumps(_session().run(source, lambda output: emit_json(json.dumps(output))))


def complete(source: str, position: int) -> str:
    """Tell what may stand at a place: :meth:`Session.complete`, as JSON.

    Parameters
    ----------
    source : str
        The cell.
    position : int
        The place.

    Returns
    -------
    str
        JSON.

    Examples
    --------
    >>> complete("import json", 11)
    '{"from": 7, "options": [{"label": "json", "type": "namespace", "detail": ""}]}'
    """
    return json.dumps(_session().complete(source, position))


def call(name: str, arguments_json: str) -> str:
    """Call a function of the book: :meth:`Session.call`, with arguments and result as JSON.

    Parameters
    ----------
    name : str
        As "package.module:function".
    arguments_json : str
        A JSON object.

    Returns
    -------
    str
        JSON.

    Examples
    --------
    >>> call("homecoming.visible:visible", '{"text": "town"}')
    '"town"'
    """
    return json.dumps(_session().call(name, json.loads(arguments_json)))


def know_cells(cells: Sequence[str]) -> int:
    """Tell the session the sources of its page's cells, for its hints.

    Parameters
    ----------
    cells : sequence of str
        In the order of the page.

    Returns
    -------
    int
        How many they are.

    Examples
    --------
    >>> know_cells(["people = 300", "people / 2"])
    2
    """
    _session().cells = list(cells)
    return len(cells)


def _session() -> Session:
    if not _sessions:
        start("")
    return _sessions[0]
