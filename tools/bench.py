"""Measure the book: recovery of counts, rendering, Python in the page, weight of pages, first control, build.

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

import bench_python
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


#: A table of real people by (options, groups, people a group at most), as text for another process, too.
PEOPLE = """
import random
from homecoming.people import counts

def people(options, groups, most, decimals=1, seed=1):
    rng = random.Random(seed)
    ks = {}
    for group in range(groups):
        drawn = rng.choices(range(options), [rng.random() + 0.05 for _ in range(options)], k=most * 9 // 10)
        ks[f"G{group}"] = [drawn.count(option) for option in range(options)]
    if groups > 1:
        ks = {"All": [sum(row) for row in zip(*ks.values())], **ks}
    table = {label: [counts.percent(k, sum(of), decimals) for k in of] for label, of in ks.items()}
    return table, {label: most * groups if label == "All" else most for label in ks}
"""


def memory(program: str) -> str:
    """Return the most memory that a Python program takes above that of its imports.

    Parameters
    ----------
    program : str
        What follows after the tables of people.

    Returns
    -------
    str
        Megabytes, with the unit.
    """
    # Linux alone tells the peak of the program itself: what getrusage gives is at least that of its parent.
    peak = "int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0]) / 1000"
    whole = f"{PEOPLE}\nimport scipy.optimize\nbefore = {peak}\n{program}\nprint({peak} - before)"
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=True)
    return f"{float(done.stdout):.0f} MB"


def engine() -> None:
    """Measure verdicts, repairs and memory, beside the listing of all solutions where that can be had."""
    from homecoming import published
    from homecoming.people import counts, recovery
    from homecoming.people.feasibility import decide
    from homecoming.people.fewest_wrong import fewest_wrong

    made: dict[str, Callable[..., tuple[dict[str, list[str]], dict[str, int]]]] = {}
    exec(PEOPLE, made)
    people = made["people"]
    tables = [published.load(name) for name in published.tables("kyrgyzstan-2024")]
    items = [item for table in tables for item in recovery.items(table)]
    posed = [
        (
            {group: list(item.printed[group]) for group in item.groups},
            item.max_bases,
            item.parts and item.whole,
        )
        for item in items
    ]

    def listed() -> None:
        for columns, most, whole in posed:
            counts.recover(columns, most, whole=whole or None)

    def decided() -> None:
        for columns, most, whole in posed:
            decide(columns, most, whole=whole or None)

    line(
        "Verdicts on the same nine tables, against listing",
        f"{median_time(decided) / median_time(listed):.2f}",
    )
    for options, groups, most in (
        (5, 2, 400),
        (5, 2, 10_000),
        (30, 6, 10_000),
        (5, 1, 100_000),
        (30, 1, 100_000),
    ):
        columns, bases = people(options, groups, most)
        whole = "All" if groups > 1 else None
        said: list[str] = []

        def verdict(columns=columns, bases=bases, whole=whole, said=said) -> None:
            said.append(decide(columns, bases, whole=whole).verdict)

        took = median_time(verdict, 3)
        try:
            beside = median_time(
                lambda c=columns, b=bases, w=whole: counts.recover(c, b, whole=w, limit=1), 1
            )
            against = f"1/{beside / took:.0f} of counting"
        except ValueError:
            against = "counting refuses"
        line(f"{options} options, {groups} groups of {most:,}: {said[0]} ({against})", f"{took:.2f} s")
    for options, groups, most in ((3, 3, 900), (8, 3, 1000), (30, 6, 1000)):
        columns, bases = people(options, groups, most)
        columns["All"][0], columns["G1"][1] = columns["G1"][1], columns["All"][0]
        took = median_time(lambda c=columns, b=bases: counts.recover(c, b, whole="All", limit=1), 1)
        line(
            f"{options} options, {groups} groups of {most:,}, impossible: search for one cell",
            f"{took:.2f} s",
        )
        found = fewest_wrong(columns, bases, whole="All")
        took = median_time(lambda c=columns, b=bases: fewest_wrong(c, b, whole="All"), 1)
        line(f"  the fewest wrong: {found.size} ({found.proof or 'not shown to be fewest'})", f"{took:.2f} s")
    decide_in = "from homecoming.people.feasibility import decide\n"
    large = "decide(*people({}), whole={})"
    line("Memory: 30 options, 6 groups of 10,000", memory(decide_in + large.format("30, 6, 10_000", "'All'")))
    line("Memory: one column of 100,000, counted", memory("counts.recover(*people(5, 1, 100_000), limit=1)"))
    line("Memory: smallest base of five decimals", memory("counts.smallest_base(['12.34567', '87.65433'])"))
    command = [sys.executable, "-m", "homecoming", "audit", str(published.EXAMPLE)]
    line(
        "homecoming audit on a small file, the whole command",
        f"{median_time(lambda: subprocess.run(command, capture_output=True, check=False), 3):.2f} s",
    )


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
    engine()
    in_browser(options.site, options.page)
    print("\nPython in the page")
    bench_python.measure(options.site)
    weights(options.site, [page for page in pages(options.site) if page != "index.html"])
    if not options.no_build:
        builds()
    return 0


if __name__ == "__main__":
    sys.exit(main())
