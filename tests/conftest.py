"""What tests of several packages share: a real browser, which only they need that ask for it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import FLAGS, find_chromium, find_firefox
from hypothesis import settings

from homecoming.site.pagepython import node
from homecoming.site.pagepython.origins import NowhereError

# A slow machine is no error: nothing here asserts how long a step takes.
settings.register_profile("homecoming", deadline=None)
settings.load_profile("homecoming")

UNTESTED = "NOT TESTED IN A BROWSER"


def pytest_terminal_summary(terminalreporter) -> None:
    """Say it loudly at the end if there was no browser: a green run without one proves half."""
    skipped = terminalreporter.stats.get("skipped", [])
    if count := sum(UNTESTED in str(report.longrepr) for report in skipped):
        terminalreporter.section(f"{UNTESTED}: {count} tests were left out", sep="!", red=True, bold=True)


def leave_out(missing: str, advice: str) -> None:
    """Skip a test that needs a browser; fail it where CI is set."""
    message = f"{UNTESTED}: no {missing} was found. {advice}, and run the tests again."
    if os.environ.get("CI"):
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium or Chrome is; without it browser tests are skipped, and fail where CI is set."""
    path = find_chromium()
    if path is None:
        leave_out(
            "Chromium or Chrome",
            "Install one (for example `apt-get install chromium`), or say where it is (CHROMIUM=/path)",
        )
    return path


@pytest.fixture(scope="session")
def firefox_path() -> str:
    """Where Firefox is; without it its tests are skipped, and fail where CI is set."""
    path = find_firefox()
    if path is None:
        leave_out(
            "Firefox",
            "Install it (for example `apt-get install firefox-esr`), or say where it is (FIREFOX=/path)",
        )
    return path


@pytest.fixture(scope="session")
def puppeteer() -> Path:
    """A folder with Puppeteer from npm. It drives any Firefox; Playwright, only one of its own making."""
    tests = Path(__file__).parent
    folder = tests.parent / "_build" / "firefox"
    try:
        node.installed(folder, tests / "site" / "firefox")
    except NowhereError as error:
        leave_out("Puppeteer", f"It comes from npm ({error}). Connect this machine to the network")
    return folder


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator:
    """A headless browser for one file of tests.

    Not for the whole session: while Playwright runs, its event loop occupies the thread, and the notebooks
    that other files of tests execute need their own.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        leave_out("Playwright", "Install what the tests need (`make environment`)")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def context_of(browser) -> Iterator[Callable]:
    """Browser contexts for a file of tests, one a set of options: a new one costs more than most tests."""
    contexts = {}

    def find(**options):
        kind = json.dumps(options, sort_keys=True)
        if kind not in contexts:
            contexts[kind] = browser.new_context(**options)
        return contexts[kind]

    yield find
    for context in contexts.values():
        context.close()


@pytest.fixture
def page_of(context_of, tmp_path: Path) -> Iterator[Callable]:
    """Open HTML text as a file in a tab of its own: ``page_of(html, fragment="", **context_options)``.

    The page has lists ``problems`` (errors and warnings of its console) and ``requests`` (other than itself).
    """
    pages = []

    def open_page(html: str, fragment: str = "", **options):
        file = tmp_path / "page.html"
        file.write_text(html, "utf-8")
        page = context_of(**options).new_page()
        pages.append(page)
        page.problems, page.requests = [], []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda told: told.type in ("error", "warning") and page.problems.append(told.text))
        page.on("request", lambda one: one.is_navigation_request() or page.requests.append(one.url))
        page.goto(file.as_uri() + fragment)
        return page

    yield open_page
    for page in pages:
        page.close()
