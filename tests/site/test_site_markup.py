"""The HTML of every page, read without a browser: one title, links that lead somewhere, nothing heavy."""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from site_pages import ALL_PAGES, FRONT_DOOR

#: What would mean that a page needs a library of megabytes.
HEAVY = re.compile(r"mathjax|require(\.min)?\.js|html-manager|embed-amd|thebe|plotly|fontawesome\.js", re.I)
LOADERS = ["script", "link", "img", "iframe", "source", "audio", "video", "object", "embed"]


@functools.cache
def soup(path: Path) -> BeautifulSoup:
    # The states of explorers that wait in templates are read like the state on show.
    text = path.read_text("utf-8").replace("<template", "<div data-waiting").replace("</template>", "</div>")
    return BeautifulSoup(text, "html.parser")


@functools.cache
def ids(path: Path) -> frozenset[str]:
    return frozenset(element["id"] for element in soup(path).find_all(id=True))


def test_exactly_the_pages_of_the_contents_are_published(site):
    built = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert built == {*ALL_PAGES, FRONT_DOOR}


def test_has_one_title_and_a_language(page, site):
    html = soup(site / page)
    assert html.html["lang"] == "en"
    assert html.title.get_text(strip=True)
    assert len(html.find_all("h1")) == 1


def test_ids_are_used_once(page, site):
    found = [element["id"] for element in soup(site / page).find_all(id=True)]
    assert [name for name, times in Counter(found).items() if times > 1] == []


def test_pictures_have_a_text(page, site):
    for picture in soup(site / page).find_all("img"):
        assert picture.has_attr("alt"), str(picture)[:200]
        decoration = picture.find_parent("a") or picture.get("role") == "presentation"
        assert picture["alt"] or decoration, str(picture)[:200]
    for drawing in soup(site / page).find_all("svg"):
        if drawing.get("aria-hidden") == "true" or drawing.find_parent(attrs={"aria-hidden": "true"}):
            continue
        told = drawing.get("aria-label") or " ".join(
            part.get_text() for part in drawing.find_all(["title", "desc"], recursive=False)
        )
        assert len(told) > 20, f"a drawing that says too little: {str(drawing)[:200]}"


def test_loads_nothing_heavy_and_nothing_from_elsewhere(page, site):
    for element in soup(site / page).find_all(LOADERS):
        target = element.get("src") or element.get("href") or ""
        if element.name == "link" and element.get("rel", [""])[0] in ("canonical", "next", "prev", "search"):
            continue
        assert urlsplit(target).scheme in ("", "data"), target
        assert not HEAVY.search(target), target
    assert "application/vnd.jupyter.widget-state+json" not in (site / page).read_text("utf-8")


def test_no_script_holds_up_the_page(page, site):
    for script in soup(site / page).find_all("script", src=True):
        below = "".join(one.get_text(strip=True) for one in script.find_next_siblings())
        after_the_text = script.find_parent("article") and not below
        assert script.has_attr("defer") or after_the_text, script
    assert len(soup(site / page).find_all("link", rel="stylesheet")) <= 3


def test_links_within_the_book_lead_somewhere(page, site):
    broken = []
    for link in soup(site / page).find_all("a", href=True):
        parts = urlsplit(link["href"])
        if parts.scheme or parts.netloc or not link["href"]:
            continue
        target, fragment = urldefrag(urljoin(f"/{page}", link["href"]))
        path = site / unquote(urlsplit(target).path).lstrip("/")
        # An explorer's state stands behind its name: #job-match?group=Female
        name = unquote(fragment.split("?")[0])
        if not path.is_file() or (name and path.suffix == ".html" and name not in ids(path)):
            broken.append(link["href"])
    assert broken == []


def test_every_script_and_style_is_there(page, site):
    for element in soup(site / page).find_all(["script", "link", "img"]):
        target = element.get("src") or element.get("href") or ""
        if target and not urlsplit(target).scheme:
            path = urlsplit(urljoin(f"/{page}", target)).path.lstrip("/")
            assert (site / unquote(path)).is_file(), target


def test_formulas_are_mathml(site):
    """No page shows LaTeX source, and the book has formulas at all."""
    found = 0
    for page in ALL_PAGES:
        for formula in soup(site / page).select(".math"):
            assert formula.find("math"), f"{page}: {formula}"
            found += 1
    assert found


def test_notebooks_can_be_downloaded(site, book_page):
    source = site / "_sources" / book_page.replace(".html", ".ipynb")
    if not source.exists():
        pytest.skip("a page of text only")
    notebook = json.loads(source.read_text("utf-8"))
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
