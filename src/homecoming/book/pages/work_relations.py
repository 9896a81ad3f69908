"""``kyrgyzstan/work-relations``: how are relations at work? (Yudina and Osadchaya 2024, Table 7)

Questions on what several solutions mean; exercises on how many surveys print the same table, and on what one
decimal more would tell.
"""

from __future__ import annotations

from homecoming import published
from homecoming.book import studies
from homecoming.people import counts
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.teach.answers import Answer, Names, Number

TABLE = f"{studies.KYRGYZSTAN}/table-7"


def _solutions() -> tuple[counts.Solution, ...]:
    table = published.load(TABLE)
    shown = table.as_printed("supervisors", kinds=["option"])
    found = counts.recover(
        {group: list(shown[group]) for group in shown},
        {sex: studies.asked()[sex] for sex in studies.SEXES},
        whole=table.whole,
        options=list(shown.index),
    )
    return found.solutions


def self_checks() -> Quiz:
    """Ask what several solutions mean."""
    base = int(studies.rebuilt().bases.at["colleagues", "all"])
    in_work, asked = studies.in_work(), studies.asked()["All"]
    whole = published.load(TABLE).whole
    bases = sorted(solution.bases[whole] for solution in _solutions())
    return quiz(
        "work-relations",
        single(
            "For supervisors, several sets of whole numbers print the same table. What follows?",
            {
                "At least one of the printed figures is wrong": "Each of the sets gives all printed figures.",
                "The largest of these sets is the true one": "This book takes it and says so. That is a "
                "choice, not a finding.",
                "The table does not tell how many answered": right(
                    "One may work with one of the sets, if one says which."
                ),
            },
        ),
        number(
            f"{base} people described their colleagues, and Table 1 leaves {in_work} in work. How many, at "
            "least, described colleagues at a job that, by Table 1, they did not have?",
            base - in_work,
            unit="people",
            right="For colleagues only one base is possible, if every figure is printed right. It also rests "
            f"on all {asked} having answered Table 1.",
            otherwise="Suppose that everybody in work answered. Who else did?",
            mistakes={
                asked - in_work: "These are all people without work. Not all of them need have answered.",
                asked
                - base: "So many people left the question out. The question is how many answered without "
                "work.",
            },
        ),
        single(
            "Can the same be said of the question about supervisors?",
            {
                f"No: perhaps fewer than {in_work} people answered it": right(
                    f"{bases[0]} is possible, too. Then all who answered may have been in work."
                ),
                f"Yes: {bases[-1]} people answered it, more than {in_work}": f"{bases[-1]} is the largest "
                f"possible number. It may be as small as {bases[0]}.",
                "No: people without work have no supervisor": "They have no colleagues at work, either, and "
                f"at least {base - in_work} answered that question.",
            },
        ),
        multiple(
            "Who may find it hard to answer a question about “the direct supervisor”?",
            {
                "People who work for themselves": right("They have no supervisor at all."),
                "People who like their supervisor": "They can answer at once: “Good”.",
                "People who lost their job last week": right("They may think of the last one, or skip it."),
                "People with two jobs": right("Which supervisor should they think of?"),
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    whole = published.load(TABLE).whole

    def different(decimals: int, groups: list[str] | None = None) -> int:
        return len(
            {
                tuple(
                    counts.percent(int(k), solution.bases[group], decimals)
                    for group in groups or solution.counts
                    for k in solution.counts[group]
                )
                for solution in _solutions()
            }
        )

    return {
        "work-relations-1": Names(
            lambda: {solution.bases[whole] for solution in _solutions()},
            right="So many different surveys would all print this table.",
        ),
        "work-relations-2": Number(
            lambda: different(2),
            tolerance=0,
            right="With one decimal more, no two of them would look alike, and the true one would be known.",
            mistakes={
                "With one decimal they all print the same table. Take two decimals.": lambda: different(1),
                "You compared the column of everybody only. Take the men and the women as well.": (
                    lambda: different(2, [whole])
                ),
                "You compared the men only. Take all three columns.": lambda: different(2, ["Male"]),
                "You compared the women only. Take all three columns.": lambda: different(2, ["Female"]),
            },
        ),
    }
