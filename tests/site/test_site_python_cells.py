"""Cells that run in the page: run, edited, stopped, kept, taken along, brought back, and read offline."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from browser import serve
from playwright.sync_api import Browser, expect
from site_axe import load, violations
from site_cells import LONG, Desk
from site_pages import PHONE, WIDE
from site_visit import newcomer

PAGE = "book/kyrgyzstan/job-match"
OTHER = "book/kyrgyzstan/study"
BOOKS_TEXT = "cell => cell.querySelector(':scope > .cell_output').innerText.trim()"
#: Stands in a cell that is no exercise, so that it runs before those below.
PLAIN, BELOW, STUB = 2, 3, 12
#: How often each kind of element stands in a widget, what is in templates included.
CENSUS = """root => {
    const counts = {};
    const walk = node => {
        for (const one of node.children) {
            if (["script", "noscript"].includes(one.localName)) continue;
            counts[one.localName] = (counts[one.localName] || 0) + 1;
            walk(one);
            if (one.localName === "template") walk(one.content);
        }
    };
    walk(root);
    return counts;
}"""


@pytest.fixture(scope="module")
def awake(browser: Browser, address: str, site: Path) -> Iterator[Desk]:
    """A page whose Python has been loaded by a first run."""
    if not (site / "_static" / "python" / "python.json").is_file():
        pytest.skip("The book was built without Python in the page.")
    visitor = newcomer(browser)
    visitor.begin("light", WIDE)
    visitor.open(f"{address}{PAGE}.html")
    desk = Desk(visitor.tab)
    desk.run(PLAIN)
    yield desk
    visitor.tab.context.close()


@pytest.fixture
def desk(awake: Desk) -> Desk:
    """The page with its Python awake, and as in the book."""
    awake.tidy()
    return awake


@pytest.fixture
def fresh(browser: Browser, address: str, awake: Desk) -> Iterator[Desk]:
    """The page as a newcomer opens it."""
    visitor = newcomer(browser)
    visitor.begin("light", WIDE)
    visitor.open(f"{address}{PAGE}.html")
    desk = Desk(visitor.tab)
    desk.visitor = visitor
    yield desk
    visitor.tab.context.close()


# ---- Before and while Python loads -------------------------------------------------------------------------


def test_nothing_of_python_is_loaded_before_it_is_wanted(fresh):
    loaded = fresh.tab.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    ours = [name for name in loaded if "/_static/inpage/" in name or "/_static/python/" in name]
    names = {name.rsplit("/", 1)[1].split("?")[0] for name in ours}
    assert "cells.js" in names
    assert names <= {"cells.js", "tables.js", "table.css"}
    assert fresh.tab.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0


def test_loading_tells_megabytes_and_can_be_cancelled(fresh):
    held = []
    fresh.tab.context.route(re.compile(r"/_static/python/[0-9a-f]+/"), lambda route: held.append(route))
    fresh.press(PLAIN, "run")
    status = fresh.cell(PLAIN).locator(".ip-status")
    expect(status).to_contain_text(re.compile(r"\d of \d+(\.\d)? MB \(\d+ %\)"))
    fresh.press(PLAIN, "cancel")
    expect(status).to_have_text("Loading was cancelled.")
    expect(fresh.cell(PLAIN).locator(".ip-output")).to_have_count(0)
    expect(fresh.cell(PLAIN).locator(".cell_output")).to_be_visible()


def test_who_saves_data_is_asked_first(fresh):
    fresh.tab.evaluate("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    fresh.press(PLAIN, "run")
    status = fresh.cell(PLAIN).locator(".ip-status")
    expect(status).to_contain_text("Your browser asks to save data")
    status.get_by_role("button", name="Not now").click()
    expect(status).to_have_text("")
    loaded = fresh.tab.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    assert not [name for name in loaded if "pyodide" in name]


# ---- Running -----------------------------------------------------------------------------------------------


def test_a_cell_shows_in_the_page_what_the_book_shows(desk):
    books = desk.cell(PLAIN).evaluate(BOOKS_TEXT)
    assert desk.run(PLAIN) == books
    expect(desk.cell(PLAIN).locator(".ip-output-title")).to_contain_text("Your output")
    expect(desk.cell(PLAIN).locator(".cell_output")).to_have_count(1)


def test_cells_above_run_first_and_in_silence(fresh):
    books = fresh.cell(4).evaluate(BOOKS_TEXT)
    assert fresh.run(4) == books
    assert fresh.cell(4).locator(".ip-output-title").inner_text() == "Your output [4]"
    expect(fresh.tab.locator(".ip-output")).to_have_count(1)
    expect(fresh.tab.locator("[aria-live=polite]", has_text="Cell 4 has run.")).to_have_count(1)
    assert fresh.visitor.problems == []
    assert fresh.visitor.asked_elsewhere == []


def test_an_error_above_is_named_and_linked(desk):
    desk.write(PLAIN, "people = nobody")
    desk.press(BELOW, "run")
    link = desk.cell(BELOW).locator(".ip-status a")
    link.wait_for(timeout=LONG)
    assert link.get_attribute("href") == f"#cell-{PLAIN}"
    expect(desk.cell(PLAIN).locator(".ip-error")).to_contain_text("nobody")
    expect(desk.cell(BELOW).locator(".ip-output")).to_have_count(0)


def test_an_error_is_told_in_words_with_its_line_and_a_hint(desk):
    told = desk.write_and_run(PLAIN, "figure = 3\nprint(figur)")
    assert "Line 2: print(figur)" in told
    assert "figure" in told.split("Line 2")[1].replace("print(figur)", "")
    expect(desk.cell(PLAIN).locator(".cm-line.ip-at-fault")).to_have_text("print(figur)")
    folded = desk.output(PLAIN).locator("details")
    assert folded.evaluate("one => one.open") is False
    assert "NameError" in folded.locator("pre").text_content()


def test_the_line_of_an_error_stays_marked_when_the_editor_is_closed(desk):
    desk.write_and_run(STUB, "import math\nmath.sqrt(-1)")
    desk.press(STUB, "edit")
    expect(desk.cell(STUB).locator(".ip-line.ip-at-fault")).to_have_text("math.sqrt(-1)")


def test_an_exercise_that_fails_stops_no_other_cell(desk):
    desk.write(STUB, "answer = nobody")
    assert desk.write_and_run(STUB + 1, "answer = 1 + 1\nanswer") == "2"
    expect(desk.cell(STUB).locator(".ip-error")).to_contain_text("nobody")


def test_a_stub_is_opened_by_a_touch_on_its_code_and_is_not_run_by_itself(desk):
    desk.cell(STUB).locator(".highlight").click()
    expect(desk.cell(STUB).locator(".cm-content")).to_be_focused()
    desk.press(STUB, "edit")
    desk.write_and_run(STUB + 1, "1")
    expect(desk.cell(STUB).locator(".ip-output")).to_have_count(0)


def test_check_answers_as_in_a_notebook(desk):
    assert "This is not it." in desk.write_and_run(STUB, 'answer = 3\ncheck("job-match-1", answer)')


def test_an_endless_loop_is_stopped_and_the_cells_above_run_again(desk):
    desk.run(PLAIN)
    desk.write(BELOW, "while True:\n    pass")
    desk.tab.keyboard.press("Control+Enter")
    desk.button(BELOW, "stop").click(timeout=LONG)
    expect(desk.cell(BELOW).locator(".ip-status")).to_contain_text("What the cells had made is gone")
    desk.press(BELOW, "edit")
    desk.press(BELOW, "reset")
    books = desk.cell(4).evaluate(BOOKS_TEXT)
    assert desk.run(4) == books


def test_reset_brings_the_book_back_and_can_be_undone(desk):
    books = desk.source(PLAIN)
    desk.write_and_run(PLAIN, "print('mine')")
    desk.press(PLAIN, "edit")
    expect(desk.cell(PLAIN).locator(".ip-note")).to_have_text("Your version")
    assert desk.source(PLAIN) == "print('mine')"
    desk.press(PLAIN, "reset")
    expect(desk.cell(PLAIN).locator(".ip-note")).to_be_hidden()
    assert desk.source(PLAIN) == books
    expect(desk.cell(PLAIN).locator(".ip-output")).to_have_count(0)
    expect(desk.cell(PLAIN).locator(".cell_output")).to_be_visible()
    desk.press(PLAIN, "reset")
    expect(desk.cell(PLAIN).locator(".ip-note")).to_be_visible()
    assert desk.source(PLAIN) == "print('mine')"


def test_names_are_completed_from_what_has_run(desk):
    desk.run(PLAIN)
    desk.open_editor(STUB).focus()
    desk.tab.keyboard.press("ControlOrMeta+End")
    desk.tab.keyboard.type("\npeop")
    expect(desk.cell(STUB).locator(".cm-tooltip-autocomplete li").first).to_have_text(re.compile("^people"))
    desk.tab.wait_for_timeout(200)  # a list that has just come up takes no key, lest one be taken by mistake
    desk.tab.keyboard.press("Tab")
    expect(desk.cell(STUB).locator(".cm-line").last).to_have_text("people")


# ---- Outputs -----------------------------------------------------------------------------------------------


def test_no_script_of_an_output_runs(desk):
    html = (
        "<p class='kept'>text</p><script>window.caught = 1</script>"
        "<img src=x onerror='window.caught = 2'><svg onload='window.caught = 3'><rect width='9'/></svg>"
        "<iframe srcdoc='<script>parent.caught = 4</script>'></iframe>"
        "<template><img src=x onerror='window.caught = 5'></template>"
        "<a href='javascript:window.caught = 6'>link</a>"
        "<style>p { background: url(https://example.org/a.png) }</style>"
        "<form action='https://example.org/'><button>send</button></form>"
    )
    source = f"class Shown:\n    def _repr_html_(self):\n        return {html!r}\nShown()"
    desk.write_and_run(STUB, source)
    output = desk.output(STUB)
    expect(output.locator(".kept")).to_have_text("text")
    assert output.locator("svg rect").count() == 1
    left = output.evaluate("""one => {
        const all = [...one.querySelectorAll("*"), ...[...one.querySelectorAll("template")]
            .flatMap(template => [...template.content.querySelectorAll("*")])];
        return all.flatMap(e => [e.localName, ...[...e.attributes].map(a => `${a.name}=${a.value}`)]);
    }""")
    assert not [found for found in left if re.match(r"script|iframe|on\w+=", found) or "example.org" in found]
    assert "href=javascript:window.caught = 6" not in left
    assert desk.tab.evaluate("window.caught") is None


def test_an_output_works_none_of_the_pages_controls(desk):
    desk.write(STUB, "answer = 7")
    covering = "<button data-ip-do=clear style='position:fixed;inset:0' id=selfcheck>All is well</button>"
    asking = "<form action='/x'><button>Go on</button></form><b style='background:u\\72l(/x)'>b</b>"
    desk.write_and_run(
        STUB + 1, f"from IPython.display import HTML, display\ndisplay(HTML({covering + asking!r}))"
    )
    before = desk.tab.url
    output = desk.output(STUB + 1)
    for words in ("All is well", "Go on"):
        output.get_by_text(words).click()
    assert desk.tab.url == before
    assert (
        output.locator("[data-ip-do], [action], #selfcheck, [style*=fixed], [style*=background]").count() == 0
    )
    assert desk.tab.locator(".cm-content", has_text="answer = 7").count() == 1


def test_widgets_of_the_book_pass_the_cleaning_whole(desk, site, tmp_path):
    """Explorers, self-checks and tables as the build made them, brought in as outputs of a notebook."""
    told = {}
    notebook = json.loads((site / "_sources" / f"{PAGE}.ipynb").read_text("utf-8"))
    for number in (PLAIN, 6, 8):
        name = desk.cell(number).get_attribute("data-cell")
        html = desk.cell(number).evaluate("one => one.querySelector('.text_html').innerHTML")
        told[number] = desk.cell(number).locator(".text_html").evaluate(CENSUS)
        cell = next(cell for cell in notebook["cells"] if cell["id"] == name)
        cell["outputs"] = [{"output_type": "display_data", "data": {"text/html": html}, "metadata": {}}]
    file = tmp_path / "brought.ipynb"
    file.write_text(json.dumps(notebook), "utf-8")
    bring(desk, file)
    for number, census in told.items():
        assert desk.output(number).locator(".text_html").evaluate(CENSUS) == census


def test_figures_are_drawings_of_the_page(desk):
    desk.write_and_run(
        STUB, "import matplotlib.pyplot as plt\nplt.plot([1, 2], [3, 4], marker='o')\nplt.show()"
    )
    assert desk.output(STUB).locator("svg path").count() > 2


def test_a_slider_made_in_the_page_takes_any_value(desk):
    source = (
        "from homecoming.kernelfree import interact\n"
        'interact(lambda n: f"{n * n} in all", name="squares", n=[1, 2, 9])'
    )
    desk.write_and_run(STUB, source)
    result = desk.output(STUB).locator(".kf-result")
    expect(result).to_have_text("1 in all")
    slider = desk.output(STUB).locator("input[type=range]")
    slider.focus()
    for _ in range(4):
        desk.tab.keyboard.press("ArrowRight")
    expect(result).to_have_text("25 in all")


def test_the_same_explorer_twice_keeps_its_controls_apart(desk):
    desk.run(6)
    desk.write_and_run(STUB, "explorers.explore(table)")
    copy = desk.output(STUB)
    copy.get_by_label("Chart").check()
    expect(copy.locator(".kf-result svg")).to_have_count(1, timeout=LONG)
    expect(desk.output(6).get_by_label("As printed").first).to_be_checked()


def test_self_checks_in_an_output_answer(desk):
    desk.write_and_run(STUB, "from homecoming.book.pages import job_match\njob_match.self_checks()")
    quiz = desk.output(STUB).locator(".sc-quiz")
    quiz.locator("input[type=radio]").first.check()
    expect(quiz.locator(".sc-feedback").first).not_to_be_empty()


# ---- What the reader typed ---------------------------------------------------------------------------------


def test_what_was_typed_is_there_after_a_reload_and_can_be_cleared(fresh):
    books = fresh.source(STUB)
    fresh.write(STUB, "answer = 7  # mine")
    fresh.tab.wait_for_function("key => localStorage.getItem(key)?.includes('mine')", arg=f"inpage:{PAGE}")
    fresh.tab.reload()
    expect(fresh.cell(STUB).locator(".ip-comment")).to_have_text("# mine")
    assert fresh.source(STUB) == "answer = 7  # mine"
    fresh.tidy()
    assert fresh.source(STUB) == books
    assert fresh.tab.evaluate("key => localStorage.getItem(key)", f"inpage:{PAGE}") is None


def test_a_version_of_a_cell_that_has_changed_is_kept_and_told(fresh):
    kept = {"form": 1, "cells": {"25": {"source": "answer = 8", "book": "00000000"}}}
    fresh.tab.evaluate(
        "([key, kept]) => localStorage.setItem(key, kept)", [f"inpage:{PAGE}", json.dumps(kept)]
    )
    fresh.tab.reload()
    expect(fresh.cell(STUB).locator(".ip-note")).to_contain_text("has changed since")
    assert fresh.source(STUB) == "answer = 8"


def test_a_page_without_storage_runs_all_the_same(browser, address, awake):
    visitor = newcomer(browser)
    refuse = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no') }})"
    visitor.tab.add_init_script(refuse)
    visitor.open(f"{address}{PAGE}.html")
    assert Desk(visitor.tab).write_and_run(PLAIN, "6 * 7") == "42"
    visitor.tab.context.close()


def download(desk: Desk, folder: Path) -> Path:
    desk.tab.evaluate("document.querySelector('.ip-menu').open = true")
    with desk.tab.expect_download() as found:
        desk.tab.locator("[data-ip-do=take]").click()
    file = folder / found.value.suggested_filename
    found.value.save_as(file)
    return file


def bring(desk: Desk, file: Path) -> str:
    """Open a notebook on the page, and read what the page says of it."""
    desk.tab.evaluate("document.querySelector('.ip-menu').open = true")
    with desk.tab.expect_file_chooser() as chooser:
        desk.tab.locator("[data-ip-do=bring]").click()
    chooser.value.set_files(file)
    status = desk.tab.locator(".ip-menu .ip-status")
    expect(status).not_to_be_empty()
    return status.inner_text()


def test_the_readers_notebook_is_valid_and_comes_back(desk, tmp_path):
    desk.write_and_run(STUB, "answer = 7\nprint('seven')\nanswer")
    desk.write_and_run(STUB + 1, "nobody")
    file = download(desk, tmp_path)
    assert file.name == "job-match.ipynb"
    notebook = nbformat.read(file, as_version=4)
    nbformat.validate(notebook)
    cells = {cell["id"]: cell for cell in notebook.cells}
    mine = cells[desk.cell(STUB).get_attribute("data-cell")]
    assert mine.source == "answer = 7\nprint('seven')\nanswer"
    assert [output.output_type for output in mine.outputs] == ["stream", "execute_result"]
    assert mine.execution_count == mine.outputs[1].execution_count
    assert '"hint"' not in file.read_text("utf-8")

    desk.tidy()
    assert "job-match.ipynb" in bring(desk, file)
    assert desk.source(STUB) == "answer = 7\nprint('seven')\nanswer"
    assert desk.output(STUB).inner_text().split() == ["seven", "7"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("this is no notebook", "not a notebook"),
        ('{"cells": 3, "nbformat": 4}', "not a notebook"),
        ('{"cells": [{"cell_type": "code", "source": 3}], "nbformat": 4}', "damaged"),
        ('{"cells": [{"cell_type": "code", "source": "1", "outputs": []}], "nbformat": 4}', "another page"),
    ],
)
def test_a_wrong_file_changes_nothing(desk, tmp_path, content, words):
    desk.write(STUB, "answer = 7")
    desk.press(STUB, "edit")
    file = tmp_path / "wrong.ipynb"
    file.write_text(content, "utf-8")
    assert words in bring(desk, file)
    assert desk.source(STUB) == "answer = 7"


# ---- For everybody -----------------------------------------------------------------------------------------


def test_by_keyboard_alone(desk):
    keyboard = desk.tab.keyboard
    desk.button(PLAIN, "edit").focus()
    keyboard.press("Enter")
    editor = desk.cell(PLAIN).locator(".cm-content")
    expect(editor).to_be_focused()
    keyboard.press("ControlOrMeta+a")
    keyboard.type("for n in [1]:\nprint(n)")
    keyboard.press("Shift+Enter")
    assert desk.wait_for_output(PLAIN) == "1"
    expect(editor).to_be_focused()
    keyboard.press("Tab")
    expect(editor).to_be_focused()
    keyboard.press("Escape")
    keyboard.press("Tab")
    expect(editor).not_to_be_focused()
    assert desk.cell(PLAIN).evaluate("cell => cell.contains(document.activeElement)")


@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_with_an_editor_an_output_and_an_error(desk, theme, width):
    desk.tab.set_viewport_size({"width": width, "height": 900})
    desk.tab.emulate_media(color_scheme=theme, reduced_motion="reduce")
    desk.tab.wait_for_function("theme => document.documentElement.dataset.theme === theme", arg=theme)
    try:
        desk.run(PLAIN)
        desk.run(6)
        desk.write_and_run(STUB, "# a comment\nif 3 > 2:\n    print('text', nobody)")
        load(desk.tab)
        for part in (f"#cell-{PLAIN}", "#cell-6", f"#cell-{STUB}", ".ip-menu"):
            assert violations(desk.tab, part) == []
        assert desk.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    finally:
        desk.tab.set_viewport_size({"width": WIDE, "height": 900})
        desk.tab.emulate_media(color_scheme="light")


def test_letters_in_the_editor_are_large_enough_for_a_phone(desk):
    desk.tab.set_viewport_size({"width": PHONE, "height": 900})
    size = desk.open_editor(STUB).evaluate("one => getComputedStyle(one).fontSize")
    desk.tab.set_viewport_size({"width": WIDE, "height": 900})
    assert float(size.removesuffix("px")) >= 16


@pytest.mark.parametrize(("doing", "words"), [("run", "It ran"), ("edit", "Edit"), ("reset", "Undo reset")])
def test_a_press_while_typing_on_a_phone_does_what_it_says(desk, doing, words):
    desk.tab.set_viewport_size({"width": PHONE, "height": 900})
    try:
        desk.write(STUB, "answer = 7")
        expect(desk.cell(STUB).locator(".ip-keys")).to_be_visible()
        desk.tab.keyboard.press("Escape")
        button = desk.button(STUB, doing)
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        desk.tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        desk.tab.mouse.down()
        desk.tab.wait_for_timeout(100)
        assert button.bounding_box() == box
        desk.tab.mouse.up()
        expect(desk.cell(STUB)).to_contain_text(words, timeout=LONG)
    finally:
        desk.tab.set_viewport_size({"width": WIDE, "height": 900})


# ---- The network -------------------------------------------------------------------------------------------


def test_the_page_may_ask_no_other_host(desk):
    blocked = """async ask => {
        const told = new Promise(done => addEventListener(
            "securitypolicyviolation", event => done(event.effectiveDirective), {once: true}));
        await eval(ask)().catch(() => {});
        return told;
    }"""
    assert desk.tab.evaluate(blocked, "() => fetch('https://example.org/')") == "connect-src"


def test_python_reaches_nothing_beside_the_page(desk):
    told = desk.write_and_run(STUB, "import urllib.request\nurllib.request.urlopen('https://example.org/')")
    assert "This cell stopped" in told


def test_another_page_runs_without_a_network(browser, site):
    visitor = newcomer(browser)
    with serve(site) as url:
        visitor.open(f"{url}{PAGE}.html")
        desk = Desk(visitor.tab)
        desk.run(PLAIN)
        visitor.tab.locator(".ip-kept", has_text="are kept in this browser").wait_for(
            state="attached", timeout=LONG
        )
        visitor.tab.context.set_offline(True)
        visitor.tab.goto(f"{url}{OTHER}.html")
        assert desk.write_and_run(1, "6 * 7") == "42"
    visitor.tab.context.close()


def test_a_page_opened_as_a_file_says_what_to_do(fresh, site):
    fresh.visitor.problems.clear()
    fresh.tab.goto((site / f"{PAGE}.html").as_uri())
    fresh.press(PLAIN, "run")
    expect(fresh.cell(PLAIN).locator(".ip-status")).to_contain_text("python -m http.server")
    assert fresh.visitor.problems == []
