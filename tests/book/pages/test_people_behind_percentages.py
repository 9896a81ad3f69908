"""People behind percentages: the slider agrees with the recovered bases."""

from homecoming.book import studies
from homecoming.book.pages import people_behind_percentages
from homecoming.people import counts


def test_the_slider_lights_up_at_the_recovered_bases_and_at_no_other_together(words):
    """Where the slider says that a column fits must be where `consistent` and the sum of counts say so."""
    explorer = people_behind_percentages.slide_base()
    people = studies.rebuilt()
    names = {"Table 2": "job-match", "Table 3": "job-satisfaction", "Table 9": "expectations"}
    names["Table 7, colleagues"] = "colleagues"
    for table, question in names.items():
        for sex in studies.SEXES:
            asked = studies.asked()[sex]
            missing = asked - int(people.counts(question)[sex].sum())
            html = words(explorer.state(question=table, column=sex, missing=missing))
            assert f"and the people add up to {asked - missing}." in html, (table, sex)


def test_possible_bases_agree_with_recovery():
    fits = people_behind_percentages.possible_bases("job-match")
    table = studies.table_of("job-match")
    printed = table.as_printed(kinds=["option"])
    for column, group in {"Male": "Male", "Female": "Female", "All": table.whole}.items():
        most = table.max_bases[group]
        alone = counts.recover({group: list(printed[group])}, most)
        assert sorted(fits.index[fits[column]]) == sorted(alone.bases[group].unique())
