"""A searchable table in a real browser: on a page from the start, and in an output that comes later."""

from importlib.resources import files

import pandas as pd

from homecoming.show.filterable import filterable

PAGE = "<!doctype html><html lang=en><title>Tables</title><main id='here'>{}</main>"


def table(name: str) -> str:
    data = pd.DataFrame({"verdict": ["holds", "contradicted"]}, index=["one", "two"])
    return filterable(data, name=name, caption=name, filters=["verdict"]).html


def search(page, name: str, words: str) -> list[str]:
    page.locator(f"#{name}-words").fill(words)
    return page.locator(f"#{name} tbody tr:visible th").all_inner_texts()


def test_a_table_wakes_by_the_script_that_stands_in_it(page_of):
    page = page_of(PAGE.format(table("first") + table("second")))
    assert search(page, "first", "contra") == ["two"]
    assert search(page, "second", "") == ["one", "two"]
    assert page.problems == []


def test_a_table_that_comes_later_without_its_script_is_woken(page_of):
    page = page_of(PAGE.format(""))
    insert = "html => { here.insertAdjacentHTML('beforeend', html); window.filterable?.(); }"
    page.evaluate(insert, table("first"))
    assert search(page, "first", "contra") == ["one", "two"], "nothing has woken it"
    script = files("homecoming").joinpath("show", "assets", "filterable.js").read_text("utf-8")
    page.add_script_tag(content=script)
    assert search(page, "first", "contra") == ["two"]
    page.evaluate(insert, table("second"))
    assert search(page, "second", "contra") == ["two"]
    assert search(page, "first", "") == ["one", "two"]
    assert page.problems == []
