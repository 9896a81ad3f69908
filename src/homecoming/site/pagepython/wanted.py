"""What the page's Python is made of: which packages, in which bundle, each named by its hash."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

HERE = Path(__file__).parent
#: Wheels of PyPI, as requirements for pip.
WHEELS = HERE / "wheels.txt"
#: The bundles by name: ``start`` is there when Python begins; the others come when they are first imported.
BUNDLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "start": ("numpy", "pandas", "python-dateutil", "six", "tqdm"),
        "plots": (
            "contourpy",
            "cycler",
            "fonttools",
            "kiwisolver",
            "matplotlib",
            "packaging",
            "pillow",
            "pyparsing",
            "seaborn",
        ),
        "statistics": ("scipy",),
        "files": ("et-xmlfile", "markdown-it-py", "mdurl", "openpyxl"),
    }
)
_REQUIREMENT = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+) --hash=sha256:(?P<hash>[0-9a-f]{64})$")


@dataclass(frozen=True)
class Wanted:
    """A wheel that is needed.

    Attributes
    ----------
    package : str
        The package's name.
    sha256 : str
        The proof that a file is the right one, wherever it came from.
    file_name : str
        The wheel's name in the official distribution; empty if it is not there.
    requirement : str
        What pip is asked for; empty if PyPI does not have it.
    """

    package: str
    sha256: str
    file_name: str = ""
    requirement: str = ""

    @property
    def shown(self) -> str:
        """The name for messages."""
        return self.file_name or self.requirement.partition(" ")[0]


def requirements(file: Path) -> dict[str, Wanted]:
    """Read pinned requirements.

    Parameters
    ----------
    file : pathlib.Path
        Lines ``name==version --hash=sha256:…``, and comments.

    Returns
    -------
    dict of str to Wanted
        By the package's name.

    Raises
    ------
    ValueError
        If a line is something else.

    Examples
    --------
    >>> "seaborn" in requirements(WHEELS)
    True
    """
    found = {}
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            if not (match := _REQUIREMENT.match(line)):
                raise ValueError(f"{file}: {line!r} is not a line of the form name==version --hash=sha256:…")
            found[match["name"]] = Wanted(match["name"], match["hash"], requirement=line)
    return found


def wanted(lock: Mapping[str, Any], packages: Iterable[str]) -> list[Wanted]:
    """Say which files some packages are.

    Parameters
    ----------
    lock : mapping
        The official ``pyodide-lock.json``.
    packages : iterable of str
        Names of packages.

    Returns
    -------
    list of Wanted
        In the same order. What PyPI is asked for by `WHEELS` wins over the official distribution.
    """
    from_pypi = requirements(WHEELS)
    official = lock["packages"]
    return [
        from_pypi.get(name) or Wanted(name, official[name]["sha256"], file_name=official[name]["file_name"])
        for name in packages
    ]


def read_lock(core: Path) -> dict[str, Any]:
    """Read the official lock.

    Parameters
    ----------
    core : pathlib.Path
        The folder of the npm package ``pyodide``.

    Returns
    -------
    dict
        With ``info`` and ``packages``.
    """
    lock: dict[str, Any] = json.loads((core / "pyodide-lock.json").read_text("utf-8"))
    return lock
