"""What the settings of a book say: the pages in their order, and the part in which each stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import yaml


class ExerciseError(ValueError):
    """A source of exercises, or a setting, that cannot be used: the message says where and what to do."""


def settings(file: Path) -> dict[str, Any]:
    """Read a file of settings.

    Parameters
    ----------
    file : pathlib.Path
        ``_toc.yml`` or ``_config.yml``.

    Raises
    ------
    ExerciseError
        If it is no YAML, or does not hold names and values.
    """
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ExerciseError(f"{file.name} is not valid YAML. {error}") from error
    if not isinstance(found, dict):
        raise ExerciseError(f"{file.name}: holds no settings; each is a name, a colon and a value")
    return found


def pages(root: Path) -> list[str]:
    """List the pages of the book in order, as ``book/…`` without ending."""
    return list(parts(root))


def parts(root: Path) -> dict[str, str]:
    """Say in which part of the book each page stands; the opening page is a part of its own."""
    order = settings(root / "_toc.yml")
    if "root" not in order:
        raise ExerciseError("_toc.yml: names no root, the page with which the book opens")
    found = {order["root"]: "Opening page"}
    for part in order.get("parts", [order]):
        found |= dict.fromkeys(_pages_of(part), part.get("caption", ""))
    return found


def _pages_of(part: dict[str, Any]) -> Iterator[str]:
    for page in [*part.get("chapters", []), *part.get("sections", [])]:
        yield page["file"]
        yield from _pages_of(page)


def title(notebook: Path) -> str:
    """Return the title of a page: its first heading."""
    first: str = nbformat.read(notebook, as_version=4).cells[0].source
    return first.partition("\n")[0].removeprefix("# ")
