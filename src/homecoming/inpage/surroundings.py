"""What surrounds a cell in a page's worker: settings, and packages that come when they are first imported."""

from __future__ import annotations

import importlib
import json
import random
import struct
import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

# Seaborn takes a part of SciPy if it is there, and does without if not. SciPy is large.
_DOES_WITHOUT = {"scipy": "seaborn"}


class LaterPackages(MetaPathFinder):
    """Fetches a bundle of packages when one of their modules is imported and is not there yet.

    Parameters
    ----------
    bundles : mapping of str to str
        The bundle of each module that may come later.
    fetch : callable
        Takes a bundle's name and gives its bytes, as `unpack` reads them.
    root : pathlib.Path
        The folder in which the paths of a bundle begin.

    Examples
    --------
    >>> later = LaterPackages({"scipy": "statistics"}, lambda bundle: b"", Path("/"))
    >>> later.find_spec("json") is None
    True
    """

    def __init__(self, bundles: Mapping[str, str], fetch: Callable[[str], bytes], root: Path):
        self._bundles = dict(bundles)
        self._fetch = fetch
        self._root = root

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module that no other finder has found.

        Parameters
        ----------
        fullname : str
            The module that is imported.
        path : sequence of str, optional
            Where its package is.
        target : module, optional
            Not asked for.

        Returns
        -------
        importlib.machinery.ModuleSpec or None
            None if no bundle has it.
        """
        bundle = self._bundles.get(fullname)
        if bundle is None or _being_imported(_DOES_WITHOUT.get(fullname, "")):
            return None
        unpack(self._fetch(bundle), self._root)
        self._bundles = {module: other for module, other in self._bundles.items() if other != bundle}
        importlib.invalidate_caches()
        return PathFinder.find_spec(fullname, path, target)


def _being_imported(module: str) -> bool:
    return bool(getattr(getattr(sys.modules.get(module), "__spec__", None), "_initializing", False))


def unpack(bundle: bytes, root: Path) -> None:
    """Write the files of a bundle, which is gzipped: a number, an index of that length, and the contents.

    Parameters
    ----------
    bundle : bytes
        As the build of the site packs it.
    root : pathlib.Path
        The folder in which its paths begin.
    """
    contents = memoryview(zlib.decompress(bundle, wbits=31))
    start = 4 + struct.unpack_from("<I", contents)[0]
    for path, place, size in json.loads(bytes(contents[4:start])):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(contents[start + place : start + place + size])


def prepare(fetch: Callable[[str], Any]) -> None:
    """Make the worker's Python ready for a reader's cells.

    Parameters
    ----------
    fetch : callable
        The worker's function, which takes a bundle's name and gives a `Uint8Array`.
    """
    # A memory snapshot froze what chance there was: every reader would draw the same numbers.
    random.seed()
    if numpy := sys.modules.get("numpy.random"):
        numpy.seed()
    later = json.loads(Path(__file__).with_name("later.json").read_text("utf-8"))
    sys.meta_path.append(LaterPackages(later, lambda bundle: fetch(bundle).to_bytes(), Path("/")))
    # There are no threads in the page, and a progress bar would start one to look after itself.
    from tqdm import tqdm

    tqdm.monitor_interval = 0
