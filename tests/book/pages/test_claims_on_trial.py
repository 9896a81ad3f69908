"""Claims on trial: each contradiction is computed where the list points, and each claim can be looked up."""

from pathlib import Path

import nbformat

from homecoming.book.pages import claims_on_trial
from homecoming.checks import claims

PAGE = Path(__file__).parents[3] / "book/reading-tables/claims-on-trial.ipynb"


def test_each_contradicted_claim_has_its_cell_where_the_list_points():
    found = nbformat.read(PAGE, as_version=4).cells
    contradicted = claims.table().query("verdict == @claims.CONTRADICTED").index
    links = claims_on_trial.claims_list().html
    for name in contradicted:
        place = next(n for n, cell in enumerate(found) if f"(claim-{name})=" in cell.source)
        assert found[place + 1].source == f'claims.assess("{name}")'
        assert f'href="#claim-{name}"' in links
    assert sum(cell.source.startswith('claims.assess("') for cell in found) == len(contradicted)


def test_any_claim_can_be_looked_up_and_shows_its_verdict(words):
    states = list(claims_on_trial.one_claim().states)
    assert len(states) == len(claims.table())
    for choices, html in states:
        assert f"Claim {choices['claim']}: {claims.assess(choices['claim']).verdict}" in words(html)
