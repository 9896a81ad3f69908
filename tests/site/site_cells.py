"""Cells of a page as their reader uses them: run, typed into, reset."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

#: Milliseconds that Python may take to load on a slow machine, and a cell to run; a guard, not a measure.
LONG = 120_000


@dataclass
class Desk:
    """An open page whose cells are run. Cells go by their number on the page."""

    tab: Page

    def cell(self, number: int) -> Locator:
        return self.tab.locator(f"#cell-{number}")

    def button(self, number: int, doing: str) -> Locator:
        return self.cell(number).locator(f"[data-ip-do={doing}]")

    def press(self, number: int, doing: str) -> None:
        self.button(number, doing).click()

    def wait_for_output(self, number: int) -> str:
        """Wait until the cell has run, and read what came out."""
        self.cell(number).locator(".ip-count").wait_for(timeout=LONG)
        self.tab.wait_for_function(
            "id => !document.getElementById(id).matches('[aria-busy]')", arg=f"cell-{number}"
        )
        return self.output(number).inner_text().strip()

    def output(self, number: int) -> Locator:
        return self.cell(number).locator(".ip-output-list")

    def run(self, number: int) -> str:
        self.forget_output(number)
        self.press(number, "run")
        return self.wait_for_output(number)

    def forget_output(self, number: int) -> None:
        """So that what is waited for is the output of the next run."""
        self.cell(number).evaluate("cell => cell.querySelector('.ip-count')?.remove()")

    def open_editor(self, number: int) -> Locator:
        editor = self.cell(number).locator(".cm-content")
        if not editor.count():
            self.press(number, "edit")
        editor.wait_for()
        return editor

    def write(self, number: int, source: str) -> None:
        """Put a source in place of the cell's, as one who pastes."""
        self.open_editor(number).focus()
        self.tab.keyboard.press("ControlOrMeta+a")
        self.tab.keyboard.insert_text(source)

    def write_and_run(self, number: int, source: str) -> str:
        self.write(number, source)
        self.forget_output(number)
        self.tab.keyboard.press("Shift+Enter")
        return self.wait_for_output(number)

    def source(self, number: int) -> str:
        """The source that stands in the cell, outside an editor."""
        return self.cell(number).locator(".cell_input pre").first.text_content().rstrip("\n")

    def tidy(self) -> None:
        """As in the book again."""
        editors = self.tab.locator("[data-cell]:has(.cm-content) [data-ip-do=edit]")
        while open_ := editors.count():
            editors.first.click()
            expect(editors).to_have_count(open_ - 1)
        self.tab.evaluate("document.querySelector('.ip-menu').open = true")
        self.tab.locator("[data-ip-do=clear]").click()
        self.tab.locator(".ip-menu .ip-status", has_text="as in the book").wait_for()
        self.tab.evaluate("document.querySelector('.ip-menu .ip-status').textContent = ''")
