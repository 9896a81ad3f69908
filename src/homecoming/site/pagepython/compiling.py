"""Trims and compiles what goes into the page. Runs inside the page's own Python, whose bytecode it makes.

The module imports nothing of the package, so that it can be carried there by itself, with ``packing``.
"""

from __future__ import annotations

import importlib._bootstrap_external
import re
from collections.abc import Mapping

_SITE = "lib/python3.14/site-packages/"
# Tests, headers, stubs, and parts that build other packages or ask for a screen.
_PACKAGES_WITHOUT = re.compile(
    r"(\.pyi|\.h|\.hpp|\.tpl|\.pxd|\.pxi|\.pyx|\.a|\.c|\.cpp|\.f|\.f90|\.inc|\.build|\.in|\.md|\.exe)$"
    r"|/(tests?|sphinxext|_pyinstaller|mpl-data/sample_data|mpl-data/images)/"
    r"|numpy/distutils/|matplotlib/backends/(web_backend/|_macosx|qt_editor/)"
    r"|\.dist-info/|\.data/"
)
_LIBRARY_WITHOUT = re.compile(
    r"^lib/python3\.14/((idlelib|lib2to3|ensurepip|tkinter|turtledemo|pydoc_data|test|venv|distutils|curses|dbm"
    r"|xmlrpc|wsgiref|sqlite3|multiprocessing/dummy)/|turtle|antigravity)"
)


def trimmed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Leave out what nobody can use in the page.

    Parameters
    ----------
    files : mapping of str to bytes
        The contents of each path.

    Returns
    -------
    dict of str to bytes
        The rest.

    Examples
    --------
    >>> trimmed({"lib/python3.14/site-packages/a.py": b"", "lib/python3.14/site-packages/a/tests/b.py": b""})
    {'lib/python3.14/site-packages/a.py': b''}
    """
    return {
        path: content
        for path, content in files.items()
        if not (_PACKAGES_WITHOUT if path.startswith(_SITE) else _LIBRARY_WITHOUT).search(path)
    }


def compiled(files: Mapping[str, bytes], *, keep: bool) -> dict[str, bytes]:
    """Compile Python sources.

    Parameters
    ----------
    files : mapping of str to bytes
        The contents of each path, without the slash at its beginning.
    keep : bool
        Whether docstrings and assertions stay. Without them a fifth of the memory is saved.

    Returns
    -------
    dict of str to bytes
        ``.pyc`` in place of ``.py``; what does not compile (templates, code for other versions) as it was.

    Examples
    --------
    >>> sorted(compiled({"a.py": b"1", "b.py": b"(", "c.txt": b""}, keep=True))
    ['a.pyc', 'b.py', 'c.txt']
    """
    made = {}
    for path, content in files.items():
        if path.endswith(".py"):
            try:
                code = compile(content, f"/{path}", "exec", dont_inherit=True, optimize=0 if keep else 2)
            except (SyntaxError, ValueError):
                made[path] = content
            else:
                made[f"{path}c"] = bytes(importlib._bootstrap_external._code_to_timestamp_pyc(code, 0, 0))  # type: ignore[attr-defined]
        else:
            made[path] = content
    return made
