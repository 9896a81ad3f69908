"""How a value shows itself: a bundle of forms by MIME type, as in a notebook."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from homecoming.inpage import outlet
from homecoming.inpage.drawings import drawing
from homecoming.inpage.plain_text import plain

_METHODS = {
    "text/html": "_repr_html_",
    "text/markdown": "_repr_markdown_",
    "image/svg+xml": "_repr_svg_",
    "image/png": "_repr_png_",
    "image/jpeg": "_repr_jpeg_",
    "text/latex": "_repr_latex_",
    "application/json": "_repr_json_",
}

#: Columns of a data frame that a notebook shows; pandas itself, not knowing where it is, goes by a terminal.
_COLUMNS, _BY_TERMINAL = 20, 0

Bundle = tuple[dict[str, Any], dict[str, Any]]


def bundle(value: object) -> Bundle:
    """Ask a value for all forms that it has.

    Parameters
    ----------
    value : object
        Anything.

    Returns
    -------
    data, metadata : dict of str to object
        ``data`` has ``text/plain`` and what the value's own methods give (``_repr_html_`` and the like);
        pictures of bytes are in base64, JSON is text, everything else is text as it came.

    Examples
    --------
    >>> bundle("town")
    ({'text/plain': "'town'"}, {})
    """
    _let_frames_be_wide()
    data: dict[str, Any] = {}
    metadata: dict[str, Any] = {}
    whole = None if isinstance(value, type) else _asked(value, "_repr_mimebundle_")
    for form, more in zip((data, metadata), whole if isinstance(whole, tuple) else (whole,), strict=False):
        form.update(more or {})
    if drawn := drawing(value):
        data.setdefault("image/svg+xml", drawn)
    for kind, method in _METHODS.items():
        if kind in data or isinstance(value, type):
            continue
        form = _asked(value, method)
        if isinstance(form, tuple):
            form, metadata[kind] = form
        if form is not None:
            data[kind] = form
    if "text/plain" not in data:
        data["text/plain"] = plain(value)
    return {kind: _as_text(form) for kind, form in data.items()}, metadata


def display(*values: object) -> None:
    """Show values at this place of a cell's output.

    Parameters
    ----------
    *values : object
        Shown one below the other.

    Examples
    --------
    >>> display("outside a cell they are printed")
    'outside a cell they are printed'
    """
    place = outlet.current()
    for value in values:
        if place is None:
            print(plain(value))
            continue
        own = getattr(type(value), "_ipython_display_", None)
        if callable(own):
            own(value)
            continue
        data, metadata = bundle(value)
        place.show({"output_type": "display_data", "data": data, "metadata": metadata})


@contextmanager
def wide_frames() -> Iterator[None]:
    """Have pandas show as many columns as in a notebook, unless the reader says how many."""
    _let_frames_be_wide()
    try:
        yield
    finally:
        pandas: Any = sys.modules.get("pandas")
        if hasattr(pandas, "get_option") and pandas.get_option("display.max_columns") == _COLUMNS:
            pandas.set_option("display.max_columns", _BY_TERMINAL)


def _let_frames_be_wide() -> None:
    pandas: Any = sys.modules.get("pandas")
    # A module that is being imported, or failed to be, has nothing to ask yet.
    if hasattr(pandas, "get_option") and pandas.get_option("display.max_columns") == _BY_TERMINAL:
        pandas.set_option("display.max_columns", _COLUMNS)


def _asked(value: object, method: str) -> Any:
    """Call one of a value's methods; one that fails is told of, and the value shows its other forms."""
    try:
        found = getattr(value, method, None)
        # Some objects answer to any name: such an answer is no method of theirs.
        return found() if callable(found) and not hasattr(value, "_no_object_has_this_") else None
    except NotImplementedError:
        return None
    except Exception as error:
        print(
            f"{type(value).__name__}.{method}() failed: {type(error).__name__}: {error}",
            file=sys.stderr,
        )
        return None


def _as_text(form: Any) -> str:
    if isinstance(form, bytes):
        return base64.b64encode(form).decode("ascii")
    return form if isinstance(form, str) else json.dumps(form)
