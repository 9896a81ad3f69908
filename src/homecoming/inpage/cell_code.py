"""A cell's source made ready to run: its statements, and the last expression, whose value is shown."""

from __future__ import annotations

import ast
import io
import linecache
import tokenize
import warnings
from dataclasses import dataclass
from types import CodeType

_IGNORED = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


@dataclass(frozen=True)
class CellCode:
    """What :func:`compiled` makes of a cell.

    Attributes
    ----------
    body : types.CodeType
        All statements but the last expression.
    last : types.CodeType or None
        The last expression, if the cell ends with one.
    quiet : bool
        Whether the cell ends with a semicolon, which keeps the value from being shown.
    """

    body: CodeType
    last: CodeType | None
    quiet: bool


def file_name(number: int) -> str:
    """Give the name under which warnings and tracebacks speak of a cell.

    Parameters
    ----------
    number : int
        Which run it is, counted from 1.

    Examples
    --------
    >>> file_name(3)
    'Cell [3]'
    """
    return f"Cell [{number}]"


def compiled(source: str, name: str) -> CellCode:
    """Compile a cell, and keep its lines for tracebacks and ``inspect.getsource``.

    Parameters
    ----------
    source : str
        The cell.
    name : str
        Its file name, from :func:`file_name`.

    Returns
    -------
    CellCode
        Nothing of it has been run yet.

    Raises
    ------
    SyntaxError
        If the cell is not Python.

    Examples
    --------
    >>> compiled("a = 1", "Cell [1]").last is None
    True
    >>> compiled("a = 1; a;", "Cell [2]").quiet
    True
    """
    # No modification time: the lines are kept although there is no such file.
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    tree = ast.parse(source, name)
    last: CodeType | None = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        expression = ast.Expression(tree.body.pop().value)  # type: ignore[attr-defined]
        last = compile(expression, name, "eval", dont_inherit=True)
    return CellCode(compile(tree, name, "exec", dont_inherit=True), last, _ends_with_semicolon(source))


def parsed(source: str) -> ast.Module:
    r"""Parse code once more, without the warnings that its own run gives.

    Parameters
    ----------
    source : str
        A cell, or a part of one.

    Returns
    -------
    ast.Module
        The tree.

    Raises
    ------
    SyntaxError
        If it is not Python.

    Examples
    --------
    >>> len(parsed("a = 1\nb = 2").body)
    2
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)


def _ends_with_semicolon(source: str) -> bool:
    if ";" not in source:
        return False
    last = ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in _IGNORED:
            last = token.string
    return last == ";"
