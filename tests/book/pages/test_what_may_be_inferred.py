"""What may be inferred: every comparison rests on the recovered counts."""

from homecoming.book import studies
from homecoming.book.pages import what_may_be_inferred
from homecoming.checks import inference


def test_what_may_be_inferred_uses_the_recovered_counts(words):
    compared = what_may_be_inferred.sexes_compared()
    assert list(compared.index) == list(studies.questions_by_sex())
    for label, (_, question) in studies.questions_by_sex().items():
        people = studies.rebuilt().counts(question.id)[["Male", "Female"]]
        assert compared.at[label, "p"] == inference.chi_square(people).p
        html = words(what_may_be_inferred.as_if_random().state(question=label, as_if=True, level="95%"))
        assert f"df, p = {inference.chi_square(people).p:.3f}" in html
    rows = what_may_be_inferred.rows_compared()
    assert len(rows) == sum(len(table.options(q.id)) for table, q in studies.questions_by_sex().values())
    assert (compared["p"] > 0.05).all()
    assert (rows["p (Holm)"] > 0.05).all()
