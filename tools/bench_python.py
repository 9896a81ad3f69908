"""Measure Python in the page: from opening a page to the first result of pandas, beside JupyterLite and Lab.

Usage: python tools/bench_python.py [--site FOLDER]. `tools/bench.py` prints the same among the rest.

All are measured in the same way in one run: in a new browser profile (cold), and there once more (warm), from
the start of navigation, with the cell run as soon as the page lets one, until its result is there.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import statistics
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import playwright.sync_api
import psutil
from browser import chromium, serve

from homecoming.site.pagepython.building import Sources
from homecoming.site.pagepython.origins import cache_folder, collect
from homecoming.site.pagepython.wanted import wanted

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[1]
TIMES = 3
LONG = 180_000
CELL = """\
import pandas as pd
frame = pd.DataFrame({"who": ["a", "b"] * 257, "what": list(range(514))})
print(pd.crosstab(frame["who"], frame["what"] % 4).to_numpy().sum() + 9000)"""
RESULT = "9514"
# In the page itself: the time of a run that follows, and how much memory Python takes.
RUN = """async source => {
    const runtime = await pagePython();
    let text = "";
    const began = performance.now();
    await runtime.run(source, { onOutput: output => (text += output.text ?? output.data["text/plain"]) });
    return [performance.now() - began, text];
}"""
# What of the environment of JupyterLite its kernel takes from PyPI.
KERNEL = (
    *("asttokens", "comm", "decorator", "executing", "ipython", "ipython_pygments_lexers", "jedi"),
    *("matplotlib_inline", "parso", "prompt_toolkit", "pure_eval", "pygments", "stack_data", "traitlets"),
    *("typing_extensions", "wcwidth"),
)
# Wheels of the official distribution that it loads.
OFFICIAL = ("micropip", "numpy", "packaging", "pandas", "python-dateutil", "pytz", "six")


def line(what: str, figure: str) -> None:
    """Print one measured figure."""
    print(f"{what:<66} {figure:>14}", flush=True)


def renderers(parent: int) -> Iterator[psutil.Process]:
    """Find the processes that show pages.

    Parameters
    ----------
    parent : int
        The process that started the browser.

    Yields
    ------
    psutil.Process
    """
    for process in psutil.Process(parent).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if "--type=renderer" in process.cmdline():
                yield process


@contextlib.contextmanager
def slowed(parent: int, share: float = 0.25) -> Iterator[None]:
    """Let all processes that show pages work a share of the time only, as on a cheap phone.

    The developer tools slow the page's own thread, and no worker.

    Parameters
    ----------
    parent : int
        The process that started the browser.
    share : float
        Of each 20 milliseconds.
    """
    over = threading.Event()

    def beat() -> None:
        while not over.is_set():
            shown = [process.pid for process in renderers(parent)]
            for _ in range(5):  # a new window has a new process
                for number, pause in ((signal.SIGSTOP, 0.02 * (1 - share)), (signal.SIGCONT, 0.02 * share)):
                    for pid in shown:
                        with contextlib.suppress(ProcessLookupError):
                            os.kill(pid, number)
                    time.sleep(pause)

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def opened(context: BrowserContext, act: Callable[[Page], None]) -> float:
    """Return the seconds that something takes in a new window."""
    tab = context.new_page()
    began = time.perf_counter()
    act(tab)
    took = time.perf_counter() - began
    tab.close()
    return took


def cold_and_warm(browser: Browser, act: Callable[[Page], None], times: int = TIMES) -> tuple[float, float]:
    """Return the medians of the first and of the second opening in new profiles."""
    took = []
    for _ in range(times):
        context = browser.new_context()
        took.append((opened(context, act), opened(context, act)))
        context.close()
    cold, warm = zip(*took, strict=True)
    return statistics.median(cold), statistics.median(warm)


def in_the_page(address: str) -> Callable[[Page], None]:
    """What a reader of the book does."""

    def act(tab: Page) -> None:
        tab.goto(f"{address}book/index.html", wait_until="commit")
        tab.wait_for_function("() => globalThis.pagePython")
        assert RESULT in tab.evaluate(RUN, CELL)[1]

    return act


def in_jupyter(url: str) -> Callable[[Page], None]:
    """What a reader does in JupyterLab or JupyterLite: open the notebook, run its cell."""

    def act(tab: Page) -> None:
        tab.goto(url, wait_until="commit")
        cell = tab.locator(".jp-Notebook .jp-CodeCell .cm-content").first
        cell.wait_for(timeout=LONG)
        # A run before there is a kernel is lost: it is asked for until the cell says that it waits, or ran.
        prompt = tab.locator(".jp-CodeCell .jp-InputPrompt").first
        began = time.monotonic()
        while not prompt.inner_text().strip("[]: "):
            if time.monotonic() - began > LONG / 1000:
                raise TimeoutError("no kernel came")
            cell.click()
            tab.keyboard.press("Control+Enter")
            tab.wait_for_timeout(100)
        tab.locator(".jp-OutputArea-output", has_text=RESULT).first.wait_for(timeout=LONG)

    return act


def notebook(folder: Path, kernel_name: str) -> None:
    """Write a notebook with the cell."""
    kernel = {"kernelspec": {"name": kernel_name, "display_name": "Python"}}
    cell = nbformat.v4.new_code_cell(CELL)
    nbformat.write(nbformat.v4.new_notebook(metadata=kernel, cells=[cell]), folder / "cell.ipynb")


@contextlib.contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """Run a JupyterLab server on a notebook with the cell."""
    notebook(folder, "python3")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        "--IdentityProvider.token=",
    ]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/lab/tree/cell.ipynb?reset"
    finally:
        server.terminate()
        server.wait(30)


def jupyterlite(folder: Path) -> Path:
    """Build a JupyterLite site with the same Python and the same pandas.

    Parameters
    ----------
    folder : pathlib.Path
        A working folder.

    Returns
    -------
    pathlib.Path
        The site.

    Raises
    ------
    subprocess.CalledProcessError
        If its packages cannot be had, or it does not build.
    """
    venv.create(folder / "environment", with_pip=True)
    programs = folder / "environment" / ("Scripts" if sys.platform == "win32" else "bin")

    def pip(*arguments: str) -> None:
        subprocess.run(
            [programs / "python", "-m", "pip", "--quiet", *arguments], check=True, capture_output=True
        )

    pip("install", "jupyterlite-core", "jupyterlite-pyodide-kernel", "jupyter-server", "libarchive-c")
    wheels = folder / "wheels"
    pip("download", "--no-deps", "--only-binary=:all:", "--platform=any", f"--dest={wheels}", *KERNEL)
    sources = Sources(ROOT / "_build" / ".page-python", ROOT, ROOT / "src" / "homecoming")
    with tarfile.open(folder / "pyodide.tar.bz2", "w:bz2") as archive:
        for path in sources.core.iterdir():
            if path.is_file():
                archive.add(path, f"pyodide/{path.name}")
        for one in wanted(sources.lock, OFFICIAL):
            wheel = collect([one], cache_folder(), sources.version)[one.package]
            archive.add(wheel, f"pyodide/{one.file_name}")
    contents = folder / "contents"
    contents.mkdir()
    notebook(contents, "python")
    command = [
        programs / "jupyter",
        "lite",
        "build",
        f"--contents={contents}",
        f"--output-dir={folder / 'site'}",
    ]
    command += [f"--pyodide={folder / 'pyodide.tar.bz2'}"]
    command += [f"--piplite-wheels={wheel}" for wheel in sorted(wheels.iterdir())]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "site"


def page(browser: Browser, site: Path) -> float:
    """Measure the book's own pages, and return the seconds of the first result, cold."""
    with serve(site) as address:
        act = in_the_page(address)
        cold, warm = cold_and_warm(browser, act)
        line("Python in the page: from opening it to the first result, cold", f"{cold:.2f} s")
        line("  warm", f"{warm:.2f} s")
        pid = os.getpid()
        with slowed(pid):
            slow, _ = cold_and_warm(browser, act)
        line("  cold, at a quarter of the speed (a cheap phone)", f"{slow:.2f} s")
        tab = browser.new_page()
        act(tab)
        line(
            "  the same cell again",
            f"{statistics.median(tab.evaluate(RUN, CELL)[0] for _ in range(5)):.0f} ms",
        )
        sizes = tab.evaluate("pagePython().then(runtime => runtime.size())")
        for part, size in sizes.items():
            line(f"  bytes: {part}", f"{size / 1e6:.1f} MB")
        shown = [process.memory_info().rss for process in renderers(pid)]
        line("  memory of the page's process, Python included", f"{max(shown) / 1e6:.0f} MB")
        tab.close()
    return cold


def measure(site: Path) -> None:
    """Measure all three, and print how they compare.

    Parameters
    ----------
    site : pathlib.Path
        The built book.
    """
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        ours = page(browser, site)
        others = []
        (Path(folder) / "lab").mkdir()
        with jupyterlab(Path(folder) / "lab") as url:
            others.append(
                ("JupyterLab, a live server on this machine", *cold_and_warm(browser, in_jupyter(url)))
            )
        lite = Path(folder) / "lite"
        lite.mkdir()
        try:
            with serve(jupyterlite(lite)) as address:
                act = in_jupyter(f"{address}lab/index.html?path=cell.ipynb")
                others.append(("JupyterLite, the same Python and packages", *cold_and_warm(browser, act)))
        except subprocess.CalledProcessError as error:
            print(f"JupyterLite is left out: {(error.stderr or b'').decode()[-300:]}")
        except (TimeoutError, playwright.sync_api.TimeoutError) as error:
            print(f"JupyterLite is left out, its cell did not run: {error}")
        for name, cold, warm in others:
            line(f"{name}: cold", f"{cold:.2f} s")
            line("  warm", f"{warm:.2f} s")
            line("  the page's Python is quicker, cold, by a factor of", f"{cold / ours:.1f}")


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--site", type=Path, default=ROOT / "_build/html")
    measure(words.parse_args().site)
