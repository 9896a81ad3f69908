"""The book's own package and its data, as the page's Python imports them."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

# What builds the site and what marks a class cannot run in a page.
_LEFT_OUT = {"site", "grading", "web", "__pycache__"}


def own_files(root: Path, package: Path) -> dict[str, bytes]:
    """Read the files of the package and the data, as an installed copy would hold them.

    Parameters
    ----------
    root : pathlib.Path
        The book's source folder, with ``data/``.
    package : pathlib.Path
        The folder of the package ``homecoming``.

    Returns
    -------
    dict of str to bytes
        The contents of each path below ``site-packages``.
    """
    files = {}
    for folder, name in ((package, "homecoming"), (root / "data", "homecoming/data")):
        for path in sorted(folder.rglob("*")):
            below = path.relative_to(folder)
            if path.is_file() and not _LEFT_OUT & set(below.parts):
                files[f"{name}/{below.as_posix()}"] = path.read_bytes()
    # Where the book's entry point is said.
    installed = metadata.distribution("homecoming")
    for name in ("METADATA", "entry_points.txt"):
        if text := installed.read_text(name):
            files[f"homecoming-{installed.version}.dist-info/{name}"] = text.encode()
    return files
