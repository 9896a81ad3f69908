"""The page on a reader's own table: mending takes findings away, and what is told is heeded."""

from homecoming.book.pages import your_own_table


def test_when_both_figures_are_mended_nothing_is_found(words):
    right = {
        ("April", "Doctor (n=5361)"): "2351 (43.9)",
        ("Female", "Religious leader (n=768)"): "468 (61.5)",
    }
    for choices, html in your_own_table.mend("jmir-covid-sources", right).states:
        mended = sum(choices.values())
        assert f"{2 - mended} finding" in words(html)
        assert ("Nothing is found" in words(html)) == (mended == 2)


def test_only_who_says_that_one_answer_was_allowed_gets_sums_checked():
    told = {"blocks": {"": "distribution"}}
    assert {one.kind for one in your_own_table.judged("fom-holidays", **told).findings} == {
        "sum of percentages"
    }
    assert your_own_table.judged("fom-holidays").outcome == "nothing found"
    assert your_own_table.judged("fom-holidays", several=True).outcome == "nothing found"


def test_a_slip_is_noticed_where_a_number_stands_beside_its_percentage():
    noticed = your_own_table.noticed()
    beside = noticed.loc[["Patients in the city and the countryside", "Teachers of a canton"]]
    assert beside["Noticed"].tolist() == beside["Slips"].tolist()
    assert (noticed["Noticed"] < noticed["Slips"]).sum() == 2


def test_without_a_slip_a_cell_has_no_new_finding():
    for cell in your_own_table.CELLS:
        printed, text, judgement = your_own_table.slipped(cell, "as printed")
        assert printed == text
        assert judgement.findings == ()
