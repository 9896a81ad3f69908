"""A real browser on the built book, for the screenshots, the measurements and the tests.

Nothing here leaves the machine: the site is served on localhost, and no other host has an address.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

# Tests that need no browser run without Playwright, which is imported where one is started.
if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FIREFOXES = ("firefox", "firefox-esr", "/Applications/Firefox.app/Contents/MacOS/firefox")
# No sandbox: in containers and on CI the browser may not make one. The rest keeps it from calling home.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Cut off from the network by name: to look at each request before it is sent takes a time of its own.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
_COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".txt", ".ipynb", ".csv"}


def find_chromium(playwright: Playwright | None = None) -> str | None:
    """Find a Chromium or Chrome on this machine.

    Parameters
    ----------
    playwright : playwright.sync_api.Playwright, optional
        If given, a browser that it has downloaded counts as well.

    Returns
    -------
    str or None
        The program: what ``CHROMIUM`` says, else the first found, else None.
    """
    if stated := os.environ.get("CHROMIUM"):
        return stated
    places = [*APPLICATIONS, playwright.chromium.executable_path] if playwright else APPLICATIONS
    found = [*map(shutil.which, NAMES), *(place for place in places if Path(place).exists())]
    return next(filter(None, found), None)


def find_firefox() -> str | None:
    """Find a Firefox on this machine.

    Returns
    -------
    str or None
        The program: what ``FIREFOX`` says, else the first found, else None.
    """
    return os.environ.get("FIREFOX") or next(filter(None, map(shutil.which, FIREFOXES)), None)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start a headless Chromium and end it.

    Yields
    ------
    playwright.sync_api.Browser

    Raises
    ------
    RuntimeError
        If no browser is found; the message says what to do.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = find_chromium(playwright)
        if program is None:
            raise RuntimeError("No Chromium or Chrome was found. Install one, or say where: CHROMIUM=/path")
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files of a folder, compressed as a web server would."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the file, gzipped if it is text."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if path.suffix not in _COMPRESSED or not path.is_file():
            super().do_GET()
            return
        body = _gzipped(path, path.stat().st_mtime_ns)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        # As GitHub Pages says. Who comes back has scripts and styles already.
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Stay silent."""


@functools.lru_cache(maxsize=512)
def _gzipped(path: Path, changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)


class _Server(http.server.ThreadingHTTPServer):
    """Many requests at a time; a reader who leaves before the answer is no error."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Report what goes wrong, other than a connection that was closed."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of localhost.

    Parameters
    ----------
    folder : pathlib.Path
        The built site.

    Yields
    ------
    str
        The address, with a slash at its end.
    """
    handler = functools.partial(_Handler, directory=str(folder))
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def note_elsewhere(context: BrowserContext) -> list[str]:
    """Note every request to another host; none of them leaves the machine.

    Parameters
    ----------
    context : playwright.sync_api.BrowserContext
        All its pages are watched.

    Returns
    -------
    list of str
        The addresses that were asked for; it grows as pages ask.
    """
    asked: list[str] = []
    context.on("request", lambda request: _is_elsewhere(request.url) and asked.append(request.url))
    return asked


def _is_elsewhere(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost")


def pages(site: Path) -> list[str]:
    """List the pages of a built site.

    Parameters
    ----------
    site : pathlib.Path
        The folder `_build/html`.

    Returns
    -------
    list of str
        Addresses relative to the folder, in alphabetical order.
    """
    found = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return sorted(page for page in found if not page.startswith("_"))
