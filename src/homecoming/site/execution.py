"""Notebooks run before the pages are read: on all cores, once for each state of code and data.

myst-nb runs notebooks one after another while it reads them, and keeps a result as long as the cells are
the same. Here the notebooks without a result are run side by side first, so that myst-nb finds every result
in its cache. The folder of the cache carries a fingerprint of what the cells call (`src/homecoming`, `data/`,
`constraints.txt`): when that changes, Sphinx sees a changed setting, reads every page again, and the
notebooks run anew.
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import cast

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from myst_nb.core.read import create_nb_reader
from myst_nb.sphinx_ import SphinxEnvType
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging
from tqdm import tqdm

LOGGER = logging.getLogger(__name__)

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_KEPT_CACHES = 3  # a change that is taken back, or another branch, costs nothing


class NotebookFailedError(SphinxError):
    """One or more notebooks raised an error; the message names notebook, cell and line."""

    category = "Notebook failed"


@dataclass
class Job:
    """A notebook to run.

    Attributes
    ----------
    docname : str
        The page's name.
    path : pathlib.Path
        Its file; the kernel runs in this folder.
    notebook : nbformat.NotebookNode
        Its cells; the outputs are put in place.
    """

    docname: str
    path: Path
    notebook: nbformat.NotebookNode


def fingerprint(root: Path, package: Path) -> str:
    """Return a short hash of everything a cell's result depends on beside the cell itself.

    Parameters
    ----------
    root : pathlib.Path
        The book's source folder; `data/` and `constraints.txt` in it count, where they exist.
    package : pathlib.Path
        The folder of the package `homecoming`; all but `site`, and scripts of pages in `web`, which no cell
        calls.

    Returns
    -------
    str
        Twelve hexadecimal digits.
    """
    digest = hashlib.sha256(sys.version.encode())
    for folder, pattern in ((package, "**/*"), (root, "data/**/*"), (root, "constraints.txt")):
        for path in sorted(folder.glob(pattern)):
            name = path.relative_to(folder)
            if path.is_file() and path.suffix != ".pyc" and not {"site", "web"} & set(name.parts):
                digest.update(name.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _choose_cache(app: Sphinx, config: Config) -> None:
    """Name the cache after the fingerprint, and drop old ones."""
    caches = Path(app.outdir).parent / ".jupyter_cache"
    chosen = caches / fingerprint(Path(app.srcdir), Path(__file__).resolve().parents[1])
    config.nb_execution_cache_path = str(chosen)
    if caches.is_dir():
        others = sorted((p for p in caches.iterdir() if p != chosen), key=lambda p: p.stat().st_mtime)
        for path in others[: -_KEPT_CACHES + 1]:
            shutil.rmtree(path, ignore_errors=True)


def _jobs(env: BuildEnvironment, docnames: Iterable[str]) -> Iterator[Job]:
    """Yield every notebook that is to run among the pages, read exactly as myst-nb will read it."""
    settings = cast(SphinxEnvType, env)
    left_out = settings.mystnb_config.execution_excludepatterns
    for docname in docnames:
        path = Path(env.doc2path(docname))
        if any(PurePosixPath(path.as_posix()).match(pattern) for pattern in left_out):
            continue
        text = path.read_text(encoding="utf-8")
        reader = create_nb_reader(str(path), settings.myst_config, settings.mystnb_config, text)
        if reader is not None:
            yield Job(docname, path, reader.read(text))


def _run_stale_notebooks(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Run every notebook that has no result yet, and put the results where myst-nb looks for them."""
    settings = cast(SphinxEnvType, env).mystnb_config
    if settings.execution_mode != "cache":
        return
    cache = get_cache(settings.execution_cache_path)
    stale = []
    for job in _jobs(env, sorted(docnames)):
        try:
            cache.match_cache_notebook(job.notebook)
        except KeyError:
            stale.append(job)
    if not stale:
        return

    failures: list[str] = []
    done = itertools.count(1)
    workers = min(len(stale), _cores())
    LOGGER.info("running %d notebooks, %d at a time", len(stale), workers)
    with tqdm(total=len(stale), unit="notebook", leave=False, disable=not sys.stderr.isatty()) as bar:

        def report(job: Job, seconds: float, failure: str | None) -> None:
            bar.clear()
            outcome = "FAILED" if failure else f"{seconds:.1f} s"
            width = len(str(len(stale)))
            LOGGER.info("[%*d/%d] %s: %s", width, next(done), len(stale), job.docname, outcome)
            bar.update()
            if failure:
                failures.append(failure)
                return
            bundle = CacheBundleIn(job.notebook, str(job.path), data={"execution_seconds": seconds})
            cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
            if job.notebook.metadata.get("widgets"):
                LOGGER.warning(
                    "The page made live widgets, which do nothing without a kernel.", location=job.docname
                )

        asyncio.run(_run_all(stale, workers, settings.execution_timeout, report))
    if failures:
        raise NotebookFailedError("\n\n".join(failures))


async def _run_all(
    jobs: list[Job], workers: int, timeout: int, report: Callable[[Job, float, str | None], None]
) -> None:
    """Run the notebooks, `workers` kernels at a time, and report each as it ends."""
    free = asyncio.Semaphore(workers)

    async def run(job: Job) -> None:
        async with free:
            began = time.perf_counter()
            failure = await _run(job, timeout)
            report(job, time.perf_counter() - began, failure)

    await asyncio.gather(*map(run, jobs))


async def _run(job: Job, timeout: int) -> str | None:
    """Run one notebook in place; return None, or what went wrong and where."""
    if not any(cell.cell_type == "code" and cell.source.strip() for cell in job.notebook.cells):
        return None  # nothing to run: spare it a kernel
    job.notebook.metadata.pop("widgets", None)  # of an earlier run, in somebody's JupyterLab
    current = 0

    def note(cell: nbformat.NotebookNode, cell_index: int) -> None:
        nonlocal current
        current = cell_index

    client = NotebookClient(
        job.notebook,
        timeout=timeout,
        resources={"metadata": {"path": str(job.path.parent)}},
        on_cell_start=note,
        record_timing=False,  # metadata of cells is part of what a result is found by
    )
    # The kernels share the cores, so one thread each; a fixed seed, so that sets come out in one order.
    environment = {**os.environ, "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory(prefix="kernel-") as sockets:
        if os.name == "posix":  # files as sockets: ports chosen by kernels that start together can collide
            kernel = client.create_kernel_manager()
            kernel.transport, kernel.ip = "ipc", f"{sockets}/socket"
        try:
            await client.async_execute(env=environment)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            cell = job.notebook.cells[current]
            source = "\n".join(f"    {line}" for line in cell.source.splitlines())
            raised = [output for output in cell.get("outputs", []) if output.output_type == "error"]
            told = _ANSI.sub("", "\n".join(raised[-1].traceback) if raised else str(error)).strip()
            return f"{job.path}, cell {current + 1} (id {cell.get('id', 'none')}):\n\n{source}\n\n{told}"
    return None


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, before myst-nb copies its settings."""
    app.connect("config-inited", _choose_cache)
    app.connect("env-before-read-docs", _run_stale_notebooks)
