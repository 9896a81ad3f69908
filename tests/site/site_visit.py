"""A visitor of the site: a window, everything that went wrong in it, and what it asked of other hosts."""

from __future__ import annotations

from dataclasses import dataclass, field

from browser import note_elsewhere
from playwright.sync_api import Browser, Page


@dataclass
class Visit:
    """An open page, everything that went wrong on it, and what it asked of other hosts."""

    tab: Page
    problems: list[str] = field(default_factory=list)
    asked_elsewhere: list[str] = field(default_factory=list)

    def open(self, url: str) -> Page:
        """Open a page and wait until it is as its reader finds it."""
        self.tab.goto(url, wait_until="load")
        # The theme's scripts are deferred; what they do on load is done one frame later.
        self.tab.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")
        return self.tab

    def look(self, theme: str, width: int) -> None:
        """See the open page, and those that follow, in the system's colours and at a width."""
        self.tab.set_viewport_size({"width": width, "height": 900})
        self.tab.emulate_media(color_scheme=theme, reduced_motion="reduce")
        if self.tab.url != "about:blank":
            self.tab.wait_for_function("theme => document.documentElement.dataset.theme === theme", arg=theme)

    def begin(self, theme: str, width: int) -> None:
        """Look in this way from now on, and forget what was noted."""
        self.look(theme, width)
        self.problems.clear()
        self.asked_elsewhere.clear()

    def end(self) -> None:
        """Leave nothing behind for the next test."""
        self.tab.evaluate(
            "try { localStorage.clear(); sessionStorage.clear(); } catch { /* no page is open */ }"
        )
        self.tab.goto("about:blank")
        self.problems.clear()
        self.asked_elsewhere.clear()


def newcomer(browser: Browser) -> Visit:
    """Make a visitor who has never been here, in a browser profile of its own."""
    context = browser.new_context()
    visitor = Visit(context.new_page(), asked_elsewhere=note_elsewhere(context))
    watch(visitor.tab, visitor.problems)
    return visitor


def watch(tab: Page, problems: list[str]) -> None:
    """Note whatever a page complains of: errors, warnings of the console, requests that fail."""
    tab.on("pageerror", lambda error: problems.append(f"error: {error}"))
    tab.on("console", lambda m: m.type in ("error", "warning") and problems.append(f"console: {m.text}"))
    # A picture that has not come yet when a reader leaves is no failure.
    tab.on("requestfailed", lambda r: r.failure == "net::ERR_ABORTED" or problems.append(f"failed: {r.url}"))
    tab.on("response", lambda r: r.status >= 400 and problems.append(f"{r.status}: {r.url}"))
