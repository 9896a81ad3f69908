"""How sure a recovered base is: known facts of one study, and chances that are what they say."""

import itertools

import pytest

from homecoming import published
from homecoming.people import certainty, counts, recovery

STUDY = "kyrgyzstan-2024"


def item(table, name):
    return next(one for one in recovery.items(published.load(f"{STUDY}/{table}")) if one.id == name)


@pytest.mark.parametrize(
    ("table", "name", "base"), [("table-2", "job-match", 501), ("table-3", "job-satisfaction", 502)]
)
def test_two_bases_stand_even_if_one_figure_is_a_misprint(table, name, base):
    found = certainty.of(item(table, name))
    assert {bases[0] for bases in found.misprinted} == {base}
    assert found.sentence.endswith(f"If one figure may be a misprint, {base} is still the only base.")
    # Four answers by two groups: about one table in a hundred fits by chance.
    assert 0.002 < found.weighted.share < 0.05
    assert found.random.share < 0.02


def test_one_base_hangs_on_every_figure():
    found = certainty.of(item("table-7", "colleagues"))
    assert found.bases == (496,)
    wholes = [bases[0] for bases in found.misprinted]
    assert len(found.misprinted) == 14
    assert (min(wholes), max(wholes)) == (402, 508)
    assert sum(base <= 432 for base in wholes) == 4
    # Three answers by two groups: a good third of all tables fits by chance, one in six exactly one base.
    assert found.weighted.share == pytest.approx(0.4, abs=0.1)
    assert found.weighted.one / found.weighted.tables == pytest.approx(0.16, abs=0.06)


def test_a_misprint_is_any_other_figure_in_one_place():
    """Against every figure that could stand in each place, for a small table."""
    printed, asked = ["12.5", "37.5", "50.0"], 30
    expected = set()
    for place, units in itertools.product(range(3), range(1001)):
        other = [*printed]
        other[place] = f"{units // 10}.{units % 10}"
        recovered = counts.recover({"All": other}, asked, limit=1)
        expected |= set(recovered.bases["All"].tolist())
    (problem,) = certainty.problems({"All": printed}, asked)
    assert {base for (base,) in certainty._with_one_misprint(problem)} == expected


def test_chances_are_the_same_each_time_and_never_grow_with_the_number_of_figures():
    shares = [certainty.chance(options, (60, 40), 100, 1, weighted=True).share for options in (2, 3, 4)]
    certainty.chance.cache_clear()
    again = [certainty.chance(options, (60, 40), 100, 1, weighted=True).share for options in (2, 3, 4)]
    assert shares == again
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[-1]


@pytest.mark.parametrize("exclusive", [True, False])
def test_made_tables_are_percentages_of_the_right_shape(exclusive):
    rng = certainty.np.random.default_rng(1)
    for make in (certainty._of_weights, certainty._at_random):
        shares = make(rng, 3, (60, 40), exclusive)
        assert shares.shape == (certainty._TABLES, 3, 3)
        assert ((shares >= 0) & (shares <= 100)).all()
        assert (abs(shares.sum(axis=2) - 100) < 1e-6).all() == exclusive
        whole, groups = shares[:, 0], shares[:, 1:]
        assert (whole <= groups.max(axis=1) + 1e-9).mean() > 0.9


def test_without_a_number_of_people_there_is_no_base_to_be_sure_of():
    (first, *_) = recovery.items(published.load("kazakhstan-korea-2025/table-1"))
    with pytest.raises(ValueError, match="does not say how many people were asked"):
        certainty.of(first)
