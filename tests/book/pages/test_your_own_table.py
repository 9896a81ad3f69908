"""Corrections tried on the invented table: it becomes possible when the errors are gone, and not before."""

from homecoming.book.pages import your_own_table


def test_the_invented_table_becomes_possible_when_the_errors_are_corrected(words):
    jobs = your_own_table.invented()
    suspects = {("Full-time job", "Men"): "45.6", ("Not looking", "All"): "15.8"}
    for choices, html in your_own_table.try_corrections(jobs, suspects).states:
        fits = "Whole numbers of people fit all figures: All 240, Women 150, Men 90." in words(html)
        assert fits == all(choices.values())
