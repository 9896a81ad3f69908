"""Widgets of single pages over the printed tables."""

from homecoming import published
from homecoming.book.pages import employment_status, opening


def test_countries_change_places_when_the_self_employed_count():
    explorer = employment_status.employment_rates(published.load("kazakhstan-korea-2025/table-1"))
    assert "Higher: South Korea" in explorer.state(rate="The row “Employed” alone")
    assert "Higher: Kazakhstan" in explorer.state(rate="In work: employed and self-employed")


def test_the_opening_page_reaches_every_question():
    pages = {choices["chosen"][1].id for choices, _ in opening.gallery().states}
    assert pages == {
        question.id for name in published.tables() for question in published.load(name).questions
    }
