"""The built book, served on this machine, in a browser that is cut off from the network."""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from browser import note_elsewhere, serve
from playwright.sync_api import Browser, Page
from site_pages import ALL_PAGES, BOOK_PAGES, ROOT

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


@dataclass
class Visit:
    """An open page, everything that went wrong on it, and what it asked of other hosts."""

    tab: Page
    problems: list[str] = field(default_factory=list)
    asked_elsewhere: list[str] = field(default_factory=list)

    def open(self, url: str) -> Page:
        self.tab.goto(url, wait_until="load")
        # The theme's scripts are deferred; what they do on load is done one frame later.
        self.tab.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")
        return self.tab

    def look(self, theme: str, width: int) -> None:
        self.tab.set_viewport_size({"width": width, "height": 900})
        self.tab.emulate_media(color_scheme=theme, reduced_motion="reduce")
        if self.tab.url != "about:blank":
            self.tab.wait_for_function("theme => document.documentElement.dataset.theme === theme", arg=theme)

    def begin(self, theme: str, width: int) -> None:
        self.look(theme, width)
        self.problems.clear()
        self.asked_elsewhere.clear()

    def end(self) -> None:
        """Leave nothing behind for the next test."""
        self.tab.evaluate(
            "try { localStorage.clear(); sessionStorage.clear(); } catch { /* no page is open */ }"
        )
        self.tab.goto("about:blank")


def newcomer(browser: Browser) -> Visit:
    context = browser.new_context()
    visitor = Visit(context.new_page(), asked_elsewhere=note_elsewhere(context))
    watch(visitor.tab, visitor.problems)
    return visitor


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


def watch(tab: Page, problems: list[str]) -> None:
    """Note whatever a page complains of: errors, warnings of the console, requests that fail."""
    tab.on("pageerror", lambda error: problems.append(f"error: {error}"))
    tab.on("console", lambda m: m.type in ("error", "warning") and problems.append(f"console: {m.text}"))
    # A picture that has not come yet when a reader leaves is no failure.
    tab.on("requestfailed", lambda r: r.failure == "net::ERR_ABORTED" or problems.append(f"failed: {r.url}"))
    tab.on("response", lambda r: r.status >= 400 and problems.append(f"{r.status}: {r.url}"))
