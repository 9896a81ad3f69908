"""The widget of the index: each state is the index of its choices."""

from homecoming.book import reintegration
from homecoming.book.pages import index_of_reintegration


def test_every_state_of_the_index_is_the_index_of_its_choices(words):
    for choices, html in list(index_of_reintegration.build_index().states)[::11]:
        scored = reintegration.scores(
            choices["coding"], extra=reintegration.SELECTIONS[choices["indicators"]]
        )
        made = reintegration.composite(scored, choices["weights"], choices["aggregation"])
        assert f"Index: {made.value:.1f} of 100" in words(html)
