"""A note beside the built site that says which sources it was built from, so that nobody tests an old one."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from sphinx.application import Sphinx

_SOURCES = (
    "_config.yml",
    "_toc.yml",
    "constraints.txt",
    "book/**/*",
    "data/**/*",
    "src/homecoming/**/*",
)
_NOTE = "built-from.txt"


def sources(root: Path) -> str:
    """Return a hash of everything the site is made of.

    Parameters
    ----------
    root : pathlib.Path
        The book's source folder.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    digest = hashlib.sha256()
    for pattern in _SOURCES:
        for path in sorted(root.glob(pattern)):
            passing = {"__pycache__", ".ipynb_checkpoints"} & set(path.parts)
            if path.is_file() and not passing:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_current(root: Path, site: Path) -> bool:
    """Say whether a site was built, without a warning, from the sources as they are now.

    Parameters
    ----------
    root : pathlib.Path
        The book's source folder.
    site : pathlib.Path
        The built site, usually `_build/html`.

    Returns
    -------
    bool
        False also if the last build failed or warned.
    """
    note = site.parent / _NOTE
    return note.is_file() and note.read_text(encoding="utf-8").split()[:1] == [sources(root)]


def _begin(app: Sphinx) -> None:
    app.hc_began = (sources(Path(app.srcdir)), time.perf_counter())
    (Path(app.outdir).parent / _NOTE).unlink(missing_ok=True)


def _end(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and app.builder.format == "html" and not app._warncount:
        began, clock = app.hc_began
        seconds = time.perf_counter() - clock
        note = Path(app.outdir).parent / _NOTE
        note.write_text(f"{began} {seconds:.1f} s\n", encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, first and last."""
    app.connect("builder-inited", _begin, priority=1)
    app.connect("build-finished", _end, priority=1000)
