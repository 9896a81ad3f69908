"""The list of claims on the built page: searched, filtered, and one click from each computation."""

import pytest

from homecoming.checks import claims

PAGE = "book/reading-tables/claims-on-trial.html"
#: Each row of the list with where its first link leads, and every id of the page.
ROWS = """() => [...document.querySelectorAll("#claims-list tbody tr")]
    .map(row => [row.textContent.replace(/\\s+/g, " "), row.querySelector("a")?.getAttribute("href")])"""
IDS = "() => [...document.querySelectorAll('[id]')].map(element => element.id)"


@pytest.fixture
def tab(visit, address):
    visitor = visit()
    tab = visitor.open(address + PAGE)
    yield tab
    assert visitor.problems == []


def shown(tab):
    return tab.evaluate(
        "[...document.querySelectorAll('#claims-list tbody tr')].filter(row => !row.hidden).length"
    )


def test_the_list_is_searched_and_filtered_as_the_verdicts_say(tab):
    found = claims.table()
    assert shown(tab) == len(found)
    tab.get_by_label("Verdict", exact=True).select_option(claims.CONTRADICTED)
    contradicted = found[found["verdict"] == claims.CONTRADICTED]
    assert shown(tab) == len(contradicted)
    tab.get_by_label("Paper", exact=True).select_option("Kyrgyzstan")
    there = contradicted[contradicted["study"] == "kyrgyzstan-2024"]
    assert shown(tab) == len(there)
    tab.locator("#claims-list-words").fill("MAJORITY vast")
    assert shown(tab) == 1
    assert tab.locator("#claims-list output").inner_text() == f"1 of {len(found)} rows"
    tab.locator("#claims-list-words").fill("no such words anywhere")
    assert shown(tab) == 0


def test_every_verdict_leads_to_its_computation_in_one_click(tab):
    rows, ids = tab.evaluate(ROWS), tab.evaluate(IDS)
    for name, row in claims.table().iterrows():
        address = next(address for text, address in rows if row["claim"] in text)
        if row["verdict"] == claims.CONTRADICTED:
            assert ids.count(address[1:]) == 1, name
        else:
            assert address == f"#one-claim?claim={name}"
    tab.locator("#claims-list tbody tr a[href='#one-claim?claim=expectations-58']").click()
    tab.wait_for_function(
        "document.querySelector('#one-claim').textContent.includes('Claim expectations-58:')"
    )


def test_without_scripts_the_whole_list_stands_there(browser, address):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address + PAGE)
    assert tab.locator("#claims-list tbody tr").count() == len(claims.table())
    assert not tab.locator("#claims-list form").is_visible()
    context.close()
