"""Practice for the page on relations at work (Yudina and Osadchaya 2024, Table 7)."""

from __future__ import annotations

from homecoming import counts, published, survey
from homecoming.answers import Answer, Names, Number
from homecoming.selfcheck import Question, multiple, number, right, single


def _solutions() -> tuple[counts.Solution, ...]:
    table = published.load("kyrgyzstan-2024/table-7")
    shown = table.as_printed("supervisors", kinds=["option"])
    found = counts.recover(
        {group: list(shown[group]) for group in shown},
        {"Male": 305, "Female": 210},
        whole=table.whole,
        options=list(shown.index),
    )
    return found.solutions


def questions() -> list[Question]:
    """Ask what several solutions mean."""
    people = survey.rebuild()
    base = int(people.bases.at["colleagues", "all"])
    work = people.counts("sector-kyrgyzstan")["All"]
    in_work = int(work.sum() - work["12. Do not work"])
    return [
        single(
            "For supervisors, several sets of whole numbers print the same table. What follows?",
            {
                "The figures are wrong": "Each of the sets gives every printed figure.",
                "The table alone does not tell how many people answered": right(
                    "This book takes the largest set and says so. Another choice would be as honest, if said."
                ),
                "One may take the set that one likes best": "One may take any, but not silently.",
            },
        ),
        number(
            f"{base} people described their colleagues, and Table 1 leaves {in_work} in work. How many, at "
            "least, described colleagues at a job that, by Table 1, they did not have?",
            base - in_work,
            unit="people",
            right="For colleagues only one base is possible, so this is firm ground.",
            otherwise="Suppose that everybody in work answered. Who else did?",
        ),
        single(
            "Can the same be said of the question about supervisors?",
            {
                "Yes, its base is even larger": "Its largest possible base is 494, and it may be smaller.",
                f"No: some of its possible bases are smaller than {in_work}": right(
                    "If 312 people answered, all of them may have been in work."
                ),
                "No: supervisors were not asked": "People were asked about supervisors.",
            },
        ),
        multiple(
            "Who may have answered differently, or not at all, when asked about a supervisor?",
            {
                "People who work for themselves": right("They have none."),
                "People who lost their job last week": right("They may think of the last one, or skip it."),
                "Women": "203 women described their colleagues. Being a woman is no reason to have no "
                "supervisor.",
                "People with two jobs": right("Which supervisor should they think of?"),
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    whole = published.load("kyrgyzstan-2024/table-7").whole

    def different_with_two_decimals() -> int:
        return len(
            {
                tuple(
                    counts.percent(int(k), solution.bases[group], 2)
                    for group in solution.counts
                    for k in solution.counts[group]
                )
                for solution in _solutions()
            }
        )

    return {
        "work-relations-1": Names(
            lambda: {solution.bases[whole] for solution in _solutions()},
            well="So many different surveys would all print this table.",
        ),
        "work-relations-2": Number(
            different_with_two_decimals,
            tolerance=0,
            well="With one decimal more, no two of them would look alike, and the true one would be known.",
        ),
    }
