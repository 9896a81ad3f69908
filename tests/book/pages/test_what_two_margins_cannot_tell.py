"""What two margins cannot tell: each range is the bound of its answers."""

from homecoming.book import studies
from homecoming.book.pages import what_two_margins_cannot_tell


def test_every_range_of_the_spheres_is_the_bound_of_its_answers(words):
    people = studies.rebuilt()
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
