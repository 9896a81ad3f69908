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


class _Note:
    """The note of one build: what the sources were when it began, and how long it took."""

    def begin(self, app: Sphinx) -> None:
        self.sources, self.clock = sources(Path(app.srcdir)), time.perf_counter()
        (Path(app.outdir).parent / _NOTE).unlink(missing_ok=True)

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        if exception is None and app.builder.format == "html" and not app._warncount:
            seconds = time.perf_counter() - self.clock
            note = Path(app.outdir).parent / _NOTE
            note.write_text(f"{self.sources} {seconds:.1f} s\n", encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, first and last."""
    note = _Note()
    app.connect("builder-inited", note.begin, priority=1)
    app.connect("build-finished", note.end, priority=1000)
