"""The built book, served on this machine, in a browser that is cut off from the network."""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import serve
from playwright.sync_api import Browser
from site_pages import ALL_PAGES, BOOK_PAGES, ROOT
from site_visit import Visit, newcomer

from homecoming.site.stamp import is_current


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test with an argument `page` runs on every page; with `book_page`, on every page of the book."""
    for argument, pages in (("page", ALL_PAGES), ("book_page", BOOK_PAGES)):
        if argument in metafunc.fixturenames:
            metafunc.parametrize(argument, pages)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("site")


@contextlib.contextmanager
def _one_at_a_time(lock: Path) -> Iterator[None]:
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _told(built: subprocess.CompletedProcess) -> str:
    """What a reader of a failed build looks for: its warnings and errors, and the end."""
    lines = [line for line in built.stderr.splitlines() if line.strip()]
    return "\n".join([*(line for line in lines if "WARNING" in line), *lines[-15:]])


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built book, built anew by the real command if its sources have changed."""
    if stated := os.environ.get("HOMECOMING_SITE"):
        return Path(stated).resolve()
    folder = ROOT / "_build" / "html"
    # Workers that share a run share its failure too: one build is enough to know.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "alone")
    note = ROOT / "_build" / "test-build.txt"
    with _one_at_a_time(ROOT / "_build" / ".test-lock"):
        failed = note.read_text("utf-8") if note.is_file() else ""
        if failed.startswith(f"{run}\n") and run != "alone":
            pytest.fail(failed, pytrace=False)
        if not is_current(ROOT, folder):
            command = [Path(sys.executable).with_name("jupyter-book"), "build", "-W", "--keep-going", "."]
            built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
            if built.returncode != 0:
                note.write_text(f"{run}\nThe book does not build:\n{_told(built)}", "utf-8")
                pytest.fail(note.read_text("utf-8"), pytrace=False)
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the book is served, with a slash at the end."""
    with serve(site) as url:
        yield url


@pytest.fixture(scope="module")
def regular(browser: Browser) -> Visit:
    """A visitor for a whole file of tests: a new browser profile costs three times what a page costs."""
    return newcomer(browser)


@pytest.fixture
def visit(browser: Browser, regular: Visit) -> Iterator[Callable[..., Visit]]:
    """Make a visitor: ``visit(theme="light", width=1280)``. Requests to other hosts fail and are noted."""
    visitors: list[Visit] = []

    def make(theme: str = "light", width: int = 1280) -> Visit:
        visitors.append(newcomer(browser) if visitors else regular)
        visitors[-1].begin(theme, width)
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.end()
    for visitor in visitors[1:]:
        visitor.tab.context.close()
