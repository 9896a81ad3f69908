"""Builds the folder ``_static/python/``: files named by their contents, and their list, ``python.json``.

The standard library and the packages are compiled by the page's own Python (in Node), a snapshot of its
memory is taken, and the files are divided by when they come:

- ``start``: what every start needs beside the snapshot: compiled libraries, and the book's own package;
- ``rest``: what the snapshot holds in memory already; only the plain way, without a snapshot, asks for it;
- ``more``: the rest of the standard library, of NumPy and of pandas, when one of its modules is imported;
- the bundles of `wanted`: when one of their packages is imported.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from homecoming.selfcheck.questions import LINKED
from homecoming.site.pagepython import node
from homecoming.site.pagepython.compiling import trimmed
from homecoming.site.pagepython.origins import cache_folder, collect
from homecoming.site.pagepython.own_package import own_files
from homecoming.site.pagepython.packing import Shelf, packed, unpacked, zipped
from homecoming.site.pagepython.wanted import BUNDLES, HERE, read_lock, wanted

_LIBRARY = "lib/python3.14/"
_SITE = f"{_LIBRARY}site-packages/"
_STARTUP = HERE.parents[1] / "inpage" / "web" / "startup.js"
# What a notebook's kernel has when the site is built, as far as it means something here. The language is set
# because the browser's own would move what lies behind it in memory.
_ENVIRONMENT = {
    "HOME": "/home/reader",
    "KERNELFREE_FACE": "page",
    "LANG": "en_US.UTF-8",
    "MPLBACKEND": "agg",
    "PYTHONHASHSEED": "0",
    LINKED: "1",
    "_": "python",
}
_KEPT = 2  # a change that is taken back costs nothing


class Sources:
    """What the page's Python is made of, at hand.

    Parameters
    ----------
    work : pathlib.Path
        A folder for what is kept between builds.
    root : pathlib.Path
        The book's source folder, with ``data/``.
    package : pathlib.Path
        The folder of the package ``homecoming``.

    Raises
    ------
    WrongFileError
        If a file is not the one that its hash names.
    NowhereError
        If no source has a file.
    """

    def __init__(self, work: Path, root: Path, package: Path):
        self.work = work
        self.modules = node.installed(work / "npm")
        self.core = (self.modules / "pyodide").resolve()
        self.lock = read_lock(self.core)
        self.version = json.loads((self.core / "package.json").read_text("utf-8"))["version"]
        everything = [name for names in BUNDLES.values() for name in names]
        self.wheels = collect(wanted(self.lock, everything), cache_folder(), self.version)
        self.own = {f"{_SITE}{path}": content for path, content in own_files(root, package).items()}

    def fingerprint(self) -> str:
        """A short hash of everything that the result depends on."""
        ours = sorted(path for path in HERE.rglob("*") if path.suffix in (".py", ".mjs", ".json", ".txt"))
        return _hash([*(path.read_bytes() for path in [*ours, _STARTUP]), packed(self.own)])

    def official(self, bundle: str) -> dict[str, bytes]:
        """The files of a bundle, without the book's own, as they came."""
        files: dict[str, bytes] = {}
        for name in BUNDLES[bundle]:
            files |= _zip(self.wheels[name], _SITE)
        return files | _zip(self.core / "python_stdlib.zip", _LIBRARY) if bundle == "start" else files


def build(sources: Sources) -> Path:
    """Build the page's Python, or find it built.

    Parameters
    ----------
    sources : Sources
        What it is made of.

    Returns
    -------
    pathlib.Path
        A folder to be copied to ``_static/python/``.
    """
    built = sources.work / "built"
    out = built / sources.fingerprint()
    if not out.is_dir():
        with tempfile.TemporaryDirectory(dir=sources.work) as folder:
            scratch = Path(folder)
            compiled = _compiled(sources, scratch)
            snapshot, facts = _snapshot(sources, compiled["start"], scratch)
            _write(scratch / "out", sources, _divided(compiled, facts), snapshot, facts)
            _settle(scratch / "out", out)
    return out


def _settle(made: Path, place: Path) -> None:
    """Put a finished folder in its place; only the latest few beside it stay."""
    place.parent.mkdir(exist_ok=True)
    if not place.is_dir():  # another build may have been quicker
        made.rename(place)
    for old in sorted(place.parent.iterdir(), key=lambda path: path.stat().st_mtime)[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _hash(contents: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]


def _zip(path: Path, below: str) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {
            f"{below}{info.filename}": archive.read(info) for info in archive.infolist() if not info.is_dir()
        }


def _compiled(sources: Sources, scratch: Path) -> dict[str, dict[str, bytes]]:
    """Compile all bundles; what is not the book's own is compiled once and kept."""
    makers = [
        HERE / name for name in ("compiling.py", "compile.mjs", "packing.py", "wanted.py", "wheels.txt")
    ]
    known = _hash([*(path.read_bytes() for path in makers), json.dumps(sources.lock).encode()])
    kept, fresh = sources.work / "compiled" / known, scratch / "compiled"
    fresh.mkdir()
    jobs = [{"from": str(scratch / "own"), "to": str(scratch / "own-compiled"), "keep": True}]
    (scratch / "own").write_bytes(packed(sources.own))
    if not kept.is_dir():
        for bundle in BUNDLES:
            (scratch / bundle).write_bytes(packed(trimmed(sources.official(bundle))))
            jobs.append({"from": str(scratch / bundle), "to": str(fresh / bundle), "keep": False})
    given = {"core": str(sources.core), "modules": str(HERE), "jobs": jobs}
    node.run(HERE / "compile.mjs", [json.dumps(given)], folder=scratch)
    if not kept.is_dir():
        _settle(fresh, kept)
    made = {bundle: unpacked((kept / bundle).read_bytes()) for bundle in BUNDLES}
    made["start"] |= unpacked((scratch / "own-compiled").read_bytes())
    return made


def _snapshot(sources: Sources, files: Mapping[str, bytes], scratch: Path) -> tuple[bytes, dict[str, Any]]:
    """Take the snapshot. Twice: the first time tells which compiled libraries must be there beforehand."""
    bundle, empty, out = (scratch / name for name in ("everything", "empty", "snapshot"))
    bundle.write_bytes(packed(files))
    empty.write_bytes(b"")
    given: dict[str, Any] = {
        "core": str(sources.core),
        "startup": str(_STARTUP),
        "bundle": str(bundle),
        "environment": _ENVIRONMENT,
        "lock": _bare(sources.lock),
        "empty": str(empty),
        "out": str(out),
        "libraries": [],
    }
    for _ in range(2):
        said = node.run(HERE / "snapshot.mjs", [json.dumps(given)], folder=scratch)
        facts: dict[str, Any] = json.loads(said.splitlines()[-1])
        given["libraries"] = [path for path in facts["loaded"] if path.endswith(".so")]
    return out.read_bytes(), {**facts, "libraries": given["libraries"]}


def _bare(lock: Mapping[str, Any]) -> dict[str, Any]:
    """The official lock without packages: none is ever loaded by name."""
    return {"info": lock["info"], "packages": {}}


def _divided(
    compiled: Mapping[str, dict[str, bytes]], facts: Mapping[str, Any]
) -> dict[str, dict[str, bytes]]:
    """Divide the files by when they come."""
    libraries = {path[1:] for path in facts["libraries"]}
    loaded = {path[1:] for path in facts["loaded"]} - libraries
    packages = {path.rpartition("/")[0] for path in loaded if path.endswith("/__init__.pyc")}
    parts: dict[str, dict[str, bytes]] = {**compiled, "start": {}, "rest": {}, "more": {}}
    for path, content in compiled["start"].items():
        folder, _, name = path.rpartition("/")
        module = name.endswith((".py", ".pyc", ".so"))
        # A file that is read, not imported, comes with the package that holds it.
        early = (
            path.startswith(f"{_SITE}homecoming") or path in libraries or (folder in packages and not module)
        )
        parts["rest" if path in loaded else "start" if early else "more"][path] = content
    later = {_module(path): "more" for path in parts["more"] if path.endswith((".py", ".pyc", ".so"))}
    for bundle in BUNDLES:
        if bundle != "start":
            later |= {_module(path).partition(".")[0]: bundle for path in parts[bundle]}
    parts["start"][f"{_SITE}homecoming/inpage/later.json"] = json.dumps(later).encode()
    return parts


def _module(path: str) -> str:
    """The name under which a file is imported."""
    below = path.removeprefix(_SITE).removeprefix(_LIBRARY).removeprefix("lib-dynload/")
    folder, _, name = below.rpartition("/")
    parts = [*folder.split("/"), name.partition(".")[0]] if folder else [name.partition(".")[0]]
    return ".".join(parts).removesuffix(".__init__")


def _write(
    out: Path,
    sources: Sources,
    parts: Mapping[str, Mapping[str, bytes]],
    snapshot: bytes,
    facts: Mapping[str, Any],
) -> None:
    shelf, core = Shelf(out / "files"), sources.core
    files = {
        "pyodide.mjs": shelf.put("pyodide", (core / "pyodide.mjs").read_bytes(), ".js"),
        "pyodide.asm.mjs": shelf.put("pyodide.asm", (core / "pyodide.asm.mjs").read_bytes(), ".js"),
        "pyodide.asm.wasm": shelf.put(
            "pyodide.asm", zipped((core / "pyodide.asm.wasm").read_bytes()), ".wasm.packed"
        ),
        "start": shelf.put("start", zipped(packed(parts["start"])), ".packed"),
        "rest": shelf.put("rest", zipped(packed(parts["rest"])), ".packed"),
        "snapshot": shelf.put("snapshot", zipped(snapshot), ".packed"),
    }
    later = {
        bundle: shelf.put_in_pieces(bundle, zipped(packed(files)))
        for bundle, files in parts.items()
        if bundle not in ("start", "rest")
    }
    manifest = {
        "files": files,
        "bundles": later,
        "snapshot": {name: facts[name] for name in ("layout", "room", "libraries")},
        "lock": _bare(sources.lock),
        "environment": _ENVIRONMENT,
        "sizes": {
            "start": sum(fact["bytes"] for name, fact in files.items() if name != "rest"),
            **{bundle: fact["bytes"] for bundle, fact in later.items()},
        },
    }
    version = _hash([json.dumps(manifest, sort_keys=True).encode()])
    shelf.folder.rename(out / version)
    whole = {"version": version, "folder": f"{version}/", **manifest}
    (out / "python.json").write_text(json.dumps(whole, indent=1), "utf-8")
