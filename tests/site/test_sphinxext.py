"""The Sphinx extensions by themselves: a small book in a temporary folder, and the functions behind."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from bs4 import BeautifulSoup
from site_pages import ROOT

from homecoming.show import palette
from homecoming.site import execution, launch, mathematics, modules, own_files, stamp

SETTINGS = """
title: A small book
only_build_toc_files: true
execute: {execute_notebooks: cache, timeout: 30}
parse: {myst_enable_extensions: [dollarmath]}
latex: {use_jupyterbook_latex: false}
sphinx:
  config:
    extensions: [myst_nb, jupyter_book, sphinx_external_toc, sphinx_book_theme, homecoming.site]
    html_math_renderer: mathml
    html_context: {default_mode: light}
"""


def notebook(*cells: str, title: str = "A page") -> str:
    made = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    made.cells = [nbformat.v4.new_markdown_cell(f"# {title}"), *map(nbformat.v4.new_code_cell, cells)]
    return nbformat.writes(made)


def build(folder: Path, settings: str = SETTINGS, **pages: str) -> subprocess.CompletedProcess:
    (folder / "_config.yml").write_text(settings)
    first, *rest = pages
    chapters = "".join(f"\n  - file: {name}" for name in rest)
    (folder / "_toc.yml").write_text(
        f"format: jb-book\nroot: {first}\n" + (f"chapters:{chapters}\n" if rest else "")
    )
    for name, text in pages.items():
        (folder / f"{name}.{'ipynb' if text.startswith('{') else 'md'}").write_text(text)
    command = [Path(sys.executable).with_name("jupyter-book"), "build", "-W", "--keep-going", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def test_a_failing_cell_fails_the_build_and_is_named(tmp_path):
    bad = notebook("share = 58.0", "share / people", title="Bad")
    done = build(tmp_path, first=notebook("1 + 1"), second=bad)
    assert done.returncode != 0
    told = done.stdout + done.stderr
    assert "second.ipynb, cell 3" in told
    assert "    share / people" in told
    assert "NameError: name 'people' is not defined" in told
    assert "\x1b[31m" not in told.split("second.ipynb, cell 3")[1].split("NameError")[0], (
        "colour codes in the message"
    )
    assert not stamp.is_current(tmp_path, tmp_path / "_build" / "html")


def test_results_are_kept_until_cells_or_data_change(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "figures.csv").write_text("1\n")
    (tmp_path / "runs.txt").write_text("")
    count = "with open('runs.txt', 'a') as file: file.write('x')\nprint(open('data/figures.csv').read())"

    def runs() -> int:
        done = build(tmp_path, first=notebook(count), second="# Text\n\n$k/n$\n")
        assert done.returncode == 0, done.stdout + done.stderr
        return len((tmp_path / "runs.txt").read_text())

    assert runs() == 1
    page = (tmp_path / "_build/html/first.html").read_text()
    assert "site.css?v=0" not in page, "the page does not know the fingerprint of its style sheet"
    assert "<math" in (tmp_path / "_build/html/second.html").read_text()
    assert runs() == 1
    assert (tmp_path / "_build/html/first.html").read_text() == page
    (tmp_path / "data" / "figures.csv").write_text("2\n")
    assert runs() == 2
    assert stamp.is_current(tmp_path, tmp_path / "_build" / "html")


def test_a_page_that_leaves_the_book_leaves_the_site(tmp_path):
    first, second = "# First\n", "# Second\n"
    assert build(tmp_path, first=first, second=second).returncode == 0
    site = tmp_path / "_build" / "html"
    assert (site / "second.html").exists()
    assert build(tmp_path, first=first).returncode == 0
    assert {path.name for path in site.glob("*.html")} == {"first.html", "index.html", "search.html"}
    assert [path.name for path in (site / "_sources").iterdir()] == ["first.md"]


def test_code_is_documented_module_by_module(tmp_path):
    settings = SETTINGS.replace("myst_nb, ", "myst_nb, sphinx.ext.autodoc, ")
    pages = "# Code\n\n## All\n\n```{modules} homecoming.site.slimming\n```\n"
    brief = "# Brief\n\n```{modules} homecoming.site.slimming\n:briefly:\n```\n"
    done = build(tmp_path, settings, first=pages, second=brief)
    assert done.returncode == 0, done.stdout + done.stderr
    page = BeautifulSoup((tmp_path / "_build/html/first.html").read_text("utf-8"), "html.parser")
    titles = [title.code.text for title in page.select("section.hc-module > h3")]
    assert titles == [f"site.slimming{part}" for part in ("", ".bundle", ".icons", ".scripts", ".styles")]
    assert (
        page.find(id="homecoming.site.slimming.styles.prune").find_next("dd").p.text.startswith("Leave out")
    )
    listed = BeautifulSoup((tmp_path / "_build/html/second.html").read_text("utf-8"), "html.parser")
    lines = [line.text.strip() for line in listed.select("article li")]
    assert (
        "site.slimming.icons: The icon font, cut to the glyphs in use and put into the style sheet." in lines
    )


def test_the_page_about_the_code_has_every_module():
    named = re.findall(r"\{modules\} (\S+)", (ROOT / "book/about/api.md").read_text("utf-8"))
    shown = [module for name in named for module in modules.public_modules(name)]
    assert len(shown) == len(set(shown))
    assert set(modules.public_modules("homecoming")) - set(shown) == {"homecoming", "homecoming.book"}


def test_what_no_cell_calls_does_not_run_notebooks_anew(tmp_path):
    package = tmp_path / "homecoming"
    (package / "site").mkdir(parents=True)
    (package / "counts.py").write_text("a = 1\n")
    before = execution.fingerprint(tmp_path, package)
    (package / "site" / "look.css").write_text("p {}\n")
    assert execution.fingerprint(tmp_path, package) == before
    (package / "counts.py").write_text("a = 2\n")
    assert execution.fingerprint(tmp_path, package) != before


def test_a_changed_style_sheet_has_all_pages_written(tmp_path, monkeypatch):
    monkeypatch.setattr(own_files, "_HERE", tmp_path / "site")
    env = SimpleNamespace(found_docs={"first", "second"})
    style = tmp_path / "kernelfree" / "look.css"
    style.parent.mkdir()
    found = []
    for text in ("p {}", "p {}", "p { margin: 0 }", "p { margin: 0 }"):
        style.write_text(text)
        found.append(own_files._pages_for_changed_files(None, env))
    assert found == [set(), set(), env.found_docs, set()]


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        (r"\frac{1}", "mfrac needs 2 arguments"),
        (r"\notacommand{x}", "unknown command"),
        (r"a & b", "stray &"),
    ],
)
def test_a_wrong_formula_is_an_error(formula, told):
    with pytest.raises(ValueError, match=told):
        mathematics.mathml(formula)


def test_aligned_formulas_are_set_in_columns():
    made = mathematics.mathml(r"\begin{aligned} a &= b \\ c &= d \end{aligned}", display=True)
    assert made.count("<mtr>") == 2
    assert 'display="block"' in made


def test_links_follow_the_fork(tmp_path):
    assert (
        launch.repository_url(tmp_path, {"HOMECOMING_REPOSITORY": "git@github.com:a/b.git"})
        == "https://github.com/a/b"
    )
    on_github = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "c/d"}
    assert launch.repository_url(tmp_path, on_github) == "https://github.com/c/d"
    assert launch.repository_url(tmp_path, {}) is None
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run(
        ["git", "-C", tmp_path, "remote", "add", "origin", "https://gitlab.com/e/f.git"], check=True
    )
    assert launch.repository_url(tmp_path, {}) == "https://gitlab.com/e/f"


def test_launch_buttons_follow_the_fork(tmp_path, monkeypatch):
    settings = SETTINGS.replace(
        "sphinx:\n",
        "launch_buttons: {notebook_interface: jupyterlab, binderhub_url: 'https://mybinder.org', "
        "colab_url: 'https://colab.research.google.com'}\nsphinx:\n",
    )
    monkeypatch.setenv("HOMECOMING_REPOSITORY", "https://github.com/someone/fork")
    monkeypatch.setenv("HOMECOMING_JUPYTERHUB", "https://hub.example.org/")
    done = build(tmp_path, settings, first=notebook("1"))
    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "_build/html/first.html").read_text("utf-8")
    assert "https://mybinder.org/v2/gh/someone/fork/main?urlpath=lab/tree/first.ipynb" in page
    assert "https://colab.research.google.com/github/someone/fork/blob/main/first.ipynb" in page
    hub = "https://hub.example.org/hub/user-redirect/git-pull?repo=https%3A//github.com/someone/fork"
    assert hub in page.replace("&amp;", "&")


#: How reds, greens and blues are seen without one kind of cone; severity 1, for linear RGB.
SEEN = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}


class TestColours:
    """The palette of the style sheet, computed: contrast by WCAG 2.2, sight after Machado et al. (2009)."""

    CSS = palette.css()

    @pytest.fixture(params=["light", "dark"])
    def colours(self, request) -> dict[str, tuple[float, ...]]:
        block = re.search(rf'html\[data-theme="{request.param}"\] \{{(.*?)\}}', self.CSS, re.DOTALL)[1]
        found = re.findall(r"--hc-([\w-]+): #(\w{6});", block)
        return {
            name: tuple(self.linear(int(code[i : i + 2], 16) / 255) for i in (0, 2, 4))
            for name, code in found
        }

    @staticmethod
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    @staticmethod
    def contrast(one, other) -> float:
        light = sorted(
            sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), c, strict=True)) for c in (one, other)
        )
        return (light[1] + 0.05) / (light[0] + 0.05)

    @staticmethod
    def lab(colour) -> tuple[float, ...]:
        """Oklab (Ottosson 2020), in which equal distances look about equally far apart."""
        r, g, b = (min(max(part, 0), 1) for part in colour)
        cones = (
            0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
            0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
            0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
        )
        lo, me, sh = (part ** (1 / 3) for part in cones)
        return (
            0.2104542553 * lo + 0.793617785 * me - 0.0040720468 * sh,
            1.9779984951 * lo - 2.428592205 * me + 0.4505937099 * sh,
            0.0259040371 * lo + 0.7827717662 * me - 0.808675766 * sh,
        )

    def test_words_and_charts_stand_out(self, colours):
        for ground in ("paper", "shade"):
            for ink in ("ink", "ink-soft", "accent", "warm"):
                assert self.contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
        for number in "123456":
            assert self.contrast(colours[number], colours["paper"]) >= 3, number
        assert self.contrast(colours["ink"], colours["mark"]) >= 4.5

    @pytest.mark.parametrize("eyes", SEEN)
    def test_charts_can_be_told_apart(self, colours, eyes):
        seen = {
            number: self.lab(
                tuple(sum(w * c for w, c in zip(row, colours[number], strict=True)) for row in SEEN[eyes])
            )
            for number in "123456"
        }
        apart = {
            pair: sum((a - b) ** 2 for a, b in zip(seen[pair[0]], seen[pair[1]], strict=True)) ** 0.5
            for pair in combinations("123456", 2)
        }
        assert min(apart.values()) > 0.07, min(apart, key=apart.get)


def test_the_note_of_the_sources_sees_every_source(tmp_path):
    for name in ("book/page.md", "data/table.csv", "src/homecoming/a.py", "_toc.yml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = stamp.sources(tmp_path)
        path.write_text("x")
        assert stamp.sources(tmp_path) != before, name
    assert not stamp.is_current(tmp_path, tmp_path / "_build" / "html")
    assert len(stamp.sources(ROOT)) == 64
