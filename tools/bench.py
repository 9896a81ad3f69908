"""Measure the book: recovery of counts, rendering, weight of pages, first control, switch, build.

Usage: python tools/bench.py [--site FOLDER] [--page PAGE] [--no-build]

The browser's figures are taken on localhost, with a cold cache and no network: from the start of navigation
until the first control of the page can be used (median of 15 openings), and from a reader's choice until the
frame in which its result stands is drawn (median of 30 switches, at 60 frames a second).
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from browser import chromium, pages, serve
from tqdm import tqdm

ROOT = Path(__file__).resolve().parents[1]
OPENINGS, SWITCHES, REPEATS = 15, 30, 5

# Runs before the page's own scripts: looks in every frame whether the first control has been woken.
FIRST_CONTROL = """
const look = () => {
    const control = document.querySelector(".kf-controls:not(:disabled) :is(select, input)");
    if (control) window.firstControl = performance.now();
    else requestAnimationFrame(look);
};
look();
"""
# Moves the first control to and fro; the message arrives after the frame with the result has been drawn.
SWITCH = """async times => {
    const block = document.querySelector("[data-kf-explorer] [data-kf-control]");
    const inputs = [...block.querySelectorAll("select, input")];
    const drawn = () => new Promise(done => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = done;
        channel.port2.postMessage(null);
    }));
    const choose = n => {
        const input = inputs.length > 1 ? inputs[n % inputs.length] : inputs[0];
        if (input.localName === "select") input.selectedIndex = n % input.options.length;
        else if (input.type === "range") input.value = n % (Number(input.max) + 1);
        else input.checked = inputs.length > 1 || n % 2 === 1;
        input.dispatchEvent(new Event("input", {bubbles: true}));
    };
    const took = [];
    for (let n = 1; n <= times; n += 1) {
        await new Promise(done => setTimeout(done, 30 + 7 * (n % 5)));
        const began = performance.now();
        choose(n);
        const script = performance.now() - began;
        await drawn();
        took.push([performance.now() - began, script]);
    }
    return took;
}"""


def line(what: str, figure: str) -> None:
    """Print one measured figure.

    Parameters
    ----------
    what : str
        What was measured.
    figure : str
        The figure with its unit.
    """
    print(f"{what:<66} {figure:>14}", flush=True)


def median_time(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the median of the seconds that some work takes.

    Parameters
    ----------
    work : callable
        Called without arguments.
    repeats : int
        How often.

    Returns
    -------
    float
        Seconds.
    """
    took = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def in_python() -> None:
    """Measure the recovery of all Kyrgyz tables, and the rendering of an explorer."""
    os.environ["KERNELFREE_FACE"] = "static"
    from homecoming import published
    from homecoming.people import recovery, survey
    from homecoming.show import explorers

    tables = [published.load(name) for name in published.tables("kyrgyzstan-2024")]

    def recover() -> None:
        recovery.items.cache_clear()
        for table in tables:
            recovery.items(table)

    line("Recover the counts behind all nine Kyrgyz tables", f"{median_time(recover):.2f} s")
    survey.rebuild("kyrgyzstan-2024")
    table = published.load("kyrgyzstan-2024/table-2")
    explorers.explore(table)  # imports and fonts, once
    states = len(list(explorers.explore(table).states))
    took = median_time(lambda: explorers.explore(table).html, 3)
    line(f"Render the explorer of Table 2 ({states} states)", f"{took:.2f} s")


def weights(site: Path, shown: list[str]) -> None:
    """Print the states and the compressed bytes of each page.

    Parameters
    ----------
    site : pathlib.Path
        The built site.
    shown : list of str
        The pages.
    """
    print("\nPage, with everything it loads (gzip)                        explorers  states      kB")
    sizes = []
    for page in shown:
        html = (site / page).read_text("utf-8")
        loaded = set(re.findall(r'(?:src|href)="([^"]*_static/[^"?#]+|[^"]*searchindex\.js)', html))
        files = [site / page, *((site / page).parent / name for name in loaded)]
        size = sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files) / 1000
        states = html.count("data-kf-for=")
        sizes.append(size)
        print(f"{page:<60} {html.count('data-kf-explorer'):>9} {states:>7} {size:>7.0f}")
    print(f"{'median; heaviest':<60} {statistics.median(sizes):>17.0f} {max(sizes):>7.0f}\n")


def in_browser(site: Path, page: str) -> None:
    """Measure the time to the first working control, and the time of a switch.

    Parameters
    ----------
    site : pathlib.Path
        The built site.
    page : str
        A page that has an explorer.
    """
    with serve(site) as address, chromium() as browser:
        control, paint = [], []
        for _ in tqdm(range(OPENINGS + 1), desc="opening", unit="page", leave=False):
            context = browser.new_context(viewport={"width": 1280, "height": 900})  # a cold cache
            tab = context.new_page()
            tab.add_init_script(FIRST_CONTROL)
            tab.goto(address + page)
            tab.wait_for_function("window.firstControl")
            control.append(tab.evaluate("window.firstControl"))
            paint.append(
                tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN")
            )
            context.close()
        # The first opening starts the browser's own processes.
        line(f"Open {page} until its first control works", f"{statistics.median(control[1:]):.0f} ms")
        seen = map(max, control[1:], paint[1:])
        line("  until it can be seen as well", f"{statistics.median(seen):.0f} ms")

        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(address + page)
        tab.evaluate(SWITCH, 5)
        took = tab.evaluate(SWITCH, SWITCHES)
        whole, script = ([entry[n] for entry in took] for n in (0, 1))
        line(
            f"One switch, until its frame is drawn (median of {SWITCHES})",
            f"{statistics.median(whole):.1f} ms",
        )
        line("  of which script", f"{statistics.median(script):.1f} ms")


def build(folder: Path) -> float:
    """Build the whole book and return the seconds that it took.

    Parameters
    ----------
    folder : pathlib.Path
        Where the result goes; empty for a cold build.

    Returns
    -------
    float
        Seconds.

    Raises
    ------
    subprocess.CalledProcessError
        If the book does not build; the output has been printed.
    """
    command = [Path(sys.executable).with_name("jupyter-book"), "build", "--path-output", folder, ROOT]
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        print(done.stdout[-3000:], done.stderr[-3000:], file=sys.stderr)
        done.check_returncode()
    return time.perf_counter() - began


def builds() -> None:
    """Measure a cold build, one without a change, and one after a page was touched."""
    with tempfile.TemporaryDirectory(dir=ROOT / "_build") as folder:
        line("Build the book, cold", f"{build(Path(folder)):.1f} s")
        line("Build again, nothing changed", f"{build(Path(folder)):.1f} s")


def main() -> int:
    """Measure and print; return the exit code."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--site", type=Path, default=ROOT / "_build/html")
    words.add_argument("--page", default="book/kyrgyzstan/job-match.html")
    words.add_argument("--no-build", action="store_true", help="leave the builds out")
    options = words.parse_args()
    if not (options.site / options.page).is_file():
        print(f"{options.site / options.page} is not there. Build the book first: make book", file=sys.stderr)
        return 2
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{os.cpu_count()} cores{load}, Python {sys.version.split()[0]}\n")
    in_python()
    in_browser(options.site, options.page)
    weights(options.site, [page for page in pages(options.site) if page != "index.html"])
    if not options.no_build:
        builds()
    return 0


if __name__ == "__main__":
    sys.exit(main())
