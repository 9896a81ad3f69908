"""The Sphinx extension, in real builds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

SOURCE = """from homecoming.kernelfree import interact
interact(lambda n: str(n * n), name="squares", n=range(1, 5))"""


def build(source: Path, target: Path, *options: str) -> subprocess.CompletedProcess:
    env = {name: value for name, value in os.environ.items() if name != "KERNELFREE_FACE"}
    return subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", *options, str(source), str(target)],
        env=env,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    source = tmp_path_factory.mktemp("source")
    target = tmp_path_factory.mktemp("site")
    (source / "conf.py").write_text(
        'extensions = ["myst_nb", "homecoming.kernelfree.sphinx"]\nhtml_theme = "basic"\n'
        "nb_execution_raise_on_error = True\n"
    )
    (source / "index.md").write_text("# Start\n\n```{toctree}\npages/squares\n```\n")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# Numbers"), nbformat.v4.new_code_cell(SOURCE)]
    )
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    (source / "pages").mkdir()
    nbformat.write(notebook, source / "pages" / "squares.ipynb")
    done = build(source, target)
    assert done.returncode == 0, done.stderr
    return target


def test_a_page_with_an_explorer_has_the_static_face_and_its_two_files(site):
    page = BeautifulSoup((site / "pages" / "squares.html").read_text("utf-8"), "html.parser")
    made = {}
    exec(SOURCE.replace("interact(lambda", "made = interact(lambda"), made)
    assert str(made["made"].html) in (site / "pages" / "squares.html").read_text("utf-8")
    (script,) = [one for one in page("script", src=True) if "kernelfree" in one["src"]]
    assert not {"defer", "async"} & set(script.attrs), "it would run after the page has been drawn"
    assert script.find_all_previous("section", class_="kf-explorer"), "it would hold up what stands below it"
    assert (site / "pages" / script["src"].split("?")[0]).is_file()
    (style,) = [one for one in page("link", rel="stylesheet") if "kernelfree" in one["href"]]
    assert (site / "pages" / style["href"].split("?")[0]).is_file()


def test_no_widget_manager_comes_with_it(site):
    page = (site / "pages" / "squares.html").read_text("utf-8")
    assert "widget-state" not in page
    assert "widget-view" not in page
    assert "require" not in page


def test_a_page_without_an_explorer_loads_nothing(site):
    assert "kernelfree" not in (site / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (["one", "one"], "2 explorers are called 'one'"),
        (["explorers"], "shares its id with something else on the page"),
        (["one", "two"], None),
    ],
)
def test_explorers_that_share_a_name_fail_the_build(tmp_path, body, words):
    sections = "".join(
        f'   <section class="kf-explorer" id="{name}" data-kf-explorer></section>\n' for name in body
    )
    (tmp_path / "index.rst").write_text(f"Explorers\n=========\n\n.. raw:: html\n\n{sections}")
    extensions = json.dumps({"extensions": ["homecoming.kernelfree.sphinx"]})
    (tmp_path / "conf.py").write_text(f"globals().update({extensions})\n")
    done = build(tmp_path, tmp_path / "built", "-D", "html_theme=basic")
    if words is None:
        assert done.returncode == 0, done.stderr
    else:
        assert done.returncode != 0
        assert "index: WARNING: kernelfree: " in done.stderr.replace(".rst", "")
        assert words in done.stderr
