"""Reading tables: the widgets say what the data say, and each contradiction is computed on its page."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from homecoming import published
from homecoming.book import comparison, reintegration, studies
from homecoming.book.pages import (
    claims_on_trial,
    index_of_reintegration,
    people_behind_percentages,
    percent_point_base,
    two_papers_three_countries,
    what_may_be_inferred,
    what_two_margins_cannot_tell,
    your_own_table,
)
from homecoming.checks import claims, inference
from homecoming.people import counts, survey
from homecoming.show.filterable import filterable

BOOK = Path(__file__).parents[2] / "book" / "reading-tables"
PAGES = sorted(path.stem for path in BOOK.glob("*.ipynb"))
KG = "kyrgyzstan-2024"


def cells(page):
    return nbformat.read(BOOK / f"{page}.ipynb", as_version=4).cells


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# The pages
# ---------


def test_there_are_nine_chapters():
    assert len(PAGES) == 9


@pytest.mark.parametrize("page", PAGES)
def test_a_chapter_has_aims_a_widget_checked_figures_and_exercises(page):
    prose = "\n".join(cell.source for cell in cells(page) if cell.cell_type == "markdown")
    code = [cell for cell in cells(page) if cell.cell_type == "code"]
    assert ":class: hc-aims" in prose
    assert prose.count(":::{exercise}") >= 3
    assert "{term}`" in prose or page in ("claims-on-trial", "your-own-table")
    assert any(re.search(rf"{page.replace('-', '_')}\.\w+\(", cell.source) for cell in code)
    checked = [cell for cell in code if "nbval-check-output" in cell.metadata.get("tags", [])]
    assert len(checked) >= 3
    assert all(cell.outputs for cell in checked)
    assert "fraud" not in prose.casefold()


def test_each_contradicted_claim_has_its_cell_where_the_list_points():
    found = cells("claims-on-trial")
    contradicted = claims.table().query("verdict == @claims.CONTRADICTED").index
    links = claims_on_trial.claims_list().html
    for name in contradicted:
        place = next(n for n, cell in enumerate(found) if f"(claim-{name})=" in cell.source)
        assert found[place + 1].source == f'claims.judge("{name}")'
        assert f'href="#claim-{name}"' in links
    assert sum(cell.source.startswith('claims.judge("') for cell in found) == len(contradicted)


# The widgets
# -----------


def test_percent_and_point_agree_with_the_table():
    table = published.load(f"{KG}/table-1")
    for choices, html in percent_point_base.percent_or_point().states:
        if choices["figures"] == "as printed":
            before, after = (
                float(table.printed(choices["sector"], g)) for g in ("In Russia", "In Kyrgyzstan")
            )
            assert f"by {abs(after - before):.1f} percentage points" in words(html)
            assert f"that is {abs(100 * (after - before) / before):.1f} per cent" in words(html)


def test_the_slider_lights_up_at_the_recovered_bases_and_at_no_other_together():
    """Where the slider says that a column fits must be where `consistent` and the sum of counts say so."""
    explorer = people_behind_percentages.slide_base()
    people = survey.rebuild(KG)
    names = {"Table 2": "job-match", "Table 3": "job-satisfaction", "Table 9": "expectations"}
    names["Table 7, colleagues"] = "colleagues"
    for table, question in names.items():
        for sex, asked in (("Male", 305), ("Female", 210)):
            missing = asked - int(people.counts(question)[sex].sum())
            html = words(explorer.state(question=table, column=sex, missing=missing))
            assert f"and the people add up to {asked - missing}." in html, (table, sex)


def test_what_may_be_inferred_uses_the_recovered_counts():
    compared = what_may_be_inferred.sexes_compared()
    assert len(compared) == 9
    for label, (_, question) in studies.questions_by_sex().items():
        people = survey.rebuild(KG).counts(question.id)[["Male", "Female"]]
        assert compared.at[label, "p"] == inference.chi_square(people).p
        html = words(what_may_be_inferred.as_if_random().state(question=label, as_if=True, level="95%"))
        assert f"df, p = {inference.chi_square(people).p:.3f}" in html
    rows = what_may_be_inferred.rows_compared()
    assert len(rows) == sum(len(table.options(q.id)) for table, q in studies.questions_by_sex().values())
    assert (compared["p"] > 0.05).all()
    assert (rows["p (Holm)"] > 0.05).all()


def test_every_range_of_the_spheres_is_the_bound_of_its_answers():
    people = survey.rebuild(KG)
    states = list(what_two_margins_cannot_tell.all_spheres().states)
    assert len(states) > 50
    for choices, html in states[::7]:
        answers = {
            one: what_two_margins_cannot_tell.favourable(one, choices["coding"])
            for one in (choices["economic"], choices["social"], choices["psychosocial"])
            if one
        }
        found = people.bounds(answers)
        assert f"at least {found.lower:.1f} and at most {found.upper:.1f} per cent" in words(html)


def test_every_state_of_the_index_is_the_index_of_its_choices():
    for choices, html in list(index_of_reintegration.build_index().states)[::11]:
        scored = reintegration.scores(
            choices["coding"], extra=reintegration.SELECTIONS[choices["indicators"]]
        )
        made = reintegration.composite(scored, choices["weights"], choices["aggregation"])
        assert f"Index: {made.value:.1f} of 100" in words(html)


def test_any_claim_can_be_looked_up_and_shows_its_verdict():
    states = list(claims_on_trial.one_claim().states)
    assert len(states) == len(claims.table())
    for choices, html in states:
        assert f"Claim {choices['claim']}: {claims.judge(choices['claim']).verdict}" in words(html)


def test_the_invented_table_becomes_possible_when_the_errors_are_mended():

    sizes = {"Women": 150, "Men": 90}
    jobs = published.load_csv(published.EXAMPLE, respondents=240, whole="All", sizes=sizes)
    suspects = {("Full-time job", "Men"): "45.6", ("Not looking", "All"): "15.8"}
    for choices, html in your_own_table.try_corrections(jobs, suspects).states:
        fits = "Whole numbers of people fit all figures: All 240, Women 150, Men 90." in words(html)
        assert fits == all(choices.values())


# Three countries
# ---------------


def test_five_sectors_hold_all_workers_and_the_order_of_employment_turns():
    for building in ("Manufacturing", "Other"):
        assert comparison.sectors(building).sum().round(6).tolist() == [100, 100, 100]
    with pytest.raises(ValueError, match="no place for builders 'Services'"):
        comparison.sectors("Services")
    without, counted = (comparison.employment(one).loc["In work"] for one in (False, True))
    assert without["South Korea"] > without["Kazakhstan"]
    assert counted["South Korea"] < counted["Kazakhstan"]


def test_every_theory_row_leads_to_a_cell_or_says_that_there_is_none():
    bibliography = (BOOK.parent / "references.bib").read_text("utf-8")
    for row in comparison.rows():
        assert row.reading in comparison.READINGS
        assert f"{{{row.source}," in bibliography
        if row.formula:
            assert published.references(row.study, row.formula)
        else:
            assert row.reading == comparison.SILENT
    told = comparison.held_against_tables()
    assert told["theory"].nunique() == len(list(two_papers_three_countries.theory_against_rows().states))


# The searchable table
# --------------------


def test_a_searchable_table_escapes_words_and_hides_what_is_for_filters_only():
    data = pd.DataFrame({"verdict": ["<b>"], "about": ["x & y"]}, index=["1 < 2"])
    html = filterable(data, name="t", caption="T", filters=["about"], hidden=["about"]).html
    assert '<td class="hc-words" data-heading="Verdict">&lt;b&gt;</td>' in html
    assert 'data-filter-0="x &amp; y"' in html
    assert "<option>x &amp; y</option>" in html
    assert 'data-heading="About"' not in html


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"filters": ["paper"]}, "no column 'paper'"),
        ({"links": {("two", "verdict"): "#"}}, "not there"),
    ],
)
def test_a_searchable_table_refuses_what_is_not_there(more, words):
    with pytest.raises(ValueError, match=words):
        filterable(pd.DataFrame({"verdict": ["holds"]}, index=["one"]), name="t", caption="T", **more)


def test_possible_bases_agree_with_recovery():
    fits = people_behind_percentages.possible_bases("job-match")
    table = published.load(f"{KG}/table-2")
    printed = table.as_printed(kinds=["option"])
    for column, group in {"Male": "Male", "Female": "Female", "All": table.whole}.items():
        most = table.max_bases[group]
        alone = counts.recover({group: list(printed[group])}, most)
        assert sorted(fits.index[fits[column]]) == sorted(alone.bases[group].unique())
