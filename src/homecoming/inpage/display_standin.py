"""A small ``IPython.display`` for cells, where IPython is not installed."""

from __future__ import annotations

import importlib.util
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from homecoming.inpage.displays import display

#: How a picture in JPEG begins.
_JPEG = b"\xff\xd8"


class _Form:
    """Text of one form."""

    def __init__(self, data: str):
        self.data = data

    def __repr__(self) -> str:
        return f"<IPython.display.{type(self).__name__} object>"


class HTML(_Form):
    """HTML, shown as such."""

    def _repr_html_(self) -> str:
        return self.data


class Markdown(_Form):
    """Text in Markdown, shown as such."""

    def _repr_markdown_(self) -> str:
        return self.data


class Latex(_Form):
    """A formula in LaTeX."""

    def _repr_latex_(self) -> str:
        return self.data


class SVG(_Form):
    """A drawing in SVG."""

    def _repr_svg_(self) -> str:
        return self.data


class Image:
    """A picture in PNG or JPEG, from its bytes or from a file.

    Parameters
    ----------
    data : bytes or str, optional
        The bytes, or the name of a file.
    filename : str, optional
        The name of a file.
    """

    def __init__(self, data: bytes | str | None = None, filename: str | None = None):
        source = data if data is not None else filename
        if source is None:
            raise ValueError("Image() needs the picture's bytes, or the name of a file.")
        self.data = source if isinstance(source, bytes) else Path(source).read_bytes()

    def _repr_png_(self) -> bytes | None:
        return None if self.data.startswith(_JPEG) else self.data

    def _repr_jpeg_(self) -> bytes | None:
        return self.data if self.data.startswith(_JPEG) else None

    def __repr__(self) -> str:
        return "<IPython.display.Image object>"


def clear_output(wait: bool = False) -> None:
    """Do nothing: what a cell has shown in this page stays.

    Parameters
    ----------
    wait : bool
        As in IPython.

    Examples
    --------
    >>> clear_output()
    """


def get_ipython() -> None:
    """Tell libraries that there is no IPython, which is what None means to them.

    Examples
    --------
    >>> get_ipython()
    """


@contextmanager
def importable() -> Iterator[None]:
    """Let ``from IPython.display import display, HTML`` work where there is no IPython."""
    if not _ipython_is_missing():
        yield
        return
    package, inner = types.ModuleType("IPython"), types.ModuleType("IPython.display")
    for thing in (HTML, Image, Latex, Markdown, SVG, clear_output, display):
        setattr(inner, thing.__name__, thing)
    # Matplotlib asks for the version.
    package.__dict__.update(display=inner, get_ipython=get_ipython, version_info=(9, 0))
    sys.modules["IPython"], sys.modules["IPython.display"] = package, inner
    try:
        yield
    finally:
        del sys.modules["IPython"], sys.modules["IPython.display"]


@cache
def _ipython_is_missing() -> bool:
    return importlib.util.find_spec("IPython") is None
