"""What the pages say: no figure stands in the prose that the data or the page's own cells do not give."""

import re

import pytest
from bs4 import BeautifulSoup
from site_pages import TABLES, printed_cells

from homecoming import published

CELLS = "cells => cells.map(td => ({...td.dataset, text: td.innerText}))"
#: As it stands in prose.
FIGURE = re.compile(r"(?<![\w.,/-])\d+\.\d(?!\d|\.\d)")


def known(study: str) -> set[str]:
    """Figures with one decimal that the study prints, in its tables or in its text."""
    cells = [published.load(name).cells["printed"] for name in published.tables(study)]
    figures = {figure.lstrip("+-") for column in cells for figure in column}
    return figures | set(published.text_figures(study)["printed"])


PRINTED = set().union(*map(known, published.studies()))


@pytest.fixture(scope="module")
def table_pages(site):
    pages = sorted([*site.glob("book/kyrgyzstan/*.html"), *site.glob("book/kazakhstan-korea/*.html")])
    names = {page.relative_to(site / "book").with_suffix("").as_posix() for page in pages}
    folders = {name.split("/")[0] for name in names}
    assert names == {table.page for table in TABLES.values()} | {f"{folder}/study" for folder in folders}
    return {page.stem: BeautifulSoup(page.read_text("utf-8"), "html.parser") for page in pages}


def test_every_figure_in_the_prose_is_printed_or_computed_on_its_page(table_pages):
    unbacked = []
    for name, page in table_pages.items():
        article = page.select_one("article")
        computed = set()
        for output in article.select(".cell_output"):
            computed |= set(
                FIGURE.findall(output.get_text(" ").replace("\N{MINUS SIGN}", "-").replace("-", " "))
            )
        for cell in article.select("div.cell"):
            cell.decompose()
        for figure in FIGURE.findall(article.get_text(" ")):
            if figure not in PRINTED | computed:
                unbacked.append(f"{name}: {figure}")
    assert not unbacked


@pytest.fixture(scope="module")
def without_script(browser):
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("page_name", TABLES)
def test_the_page_shows_its_whole_table_without_a_script(without_script, address, page_name):
    """Every cell of the data file stands on the page, as printed, when scripts are switched off."""
    without_script.goto(address + page_name)
    cells = printed_cells(TABLES[page_name])
    found = {}
    for cell in without_script.eval_on_selector_all("td[data-question]", CELLS):
        found.setdefault((cell["question"], cell["option"], cell["group"]), []).append(cell["text"].strip())
    assert set(found) == set(cells)
    wrong = {key: texts for key, texts in found.items() if cells[key] not in texts}
    assert wrong == {}
