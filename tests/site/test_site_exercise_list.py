"""The list of exercises on the built page: filtered as a teacher would, and each leads to its exercise."""

from site_pages import ROOT

from homecoming.teach import sources

PAGE = "book/teaching/exercises.html"


def test_a_teacher_finds_exercises_by_level_time_kind_and_outcome(visit, address):
    tab = visit().open(address + PAGE)
    exercises = [exercise for sheet in sources.sheets(ROOT) for exercise in sheet.exercises]
    titles = tab.locator("#exercise-list tbody tr:not([hidden]) th")
    assert titles.all_inner_texts() == [exercise.title for exercise in exercises]

    tab.get_by_label("Outcome").select_option("bounds")
    tab.get_by_label("Kind").select_option("code")
    wanted = [e for e in exercises if e.outcome == "bounds" and e.coding]
    assert titles.all_inner_texts() == [exercise.title for exercise in wanted]
    tab.get_by_label("Level").select_option("3")
    tab.get_by_label("Minutes").select_option("25")
    wanted = [e for e in wanted if e.level == 3 and e.minutes == 25]
    assert titles.all_inner_texts() == [exercise.title for exercise in wanted]

    titles.first.get_by_role("link").click()
    assert tab.url.endswith(f"#{wanted[0].label}")
    assert wanted[0].title in tab.locator(f"#{wanted[0].label}").inner_text()
