"""``reading-tables/what-two-margins-cannot-tell``: bounds for people who gave two answers

Widgets that bound the share of people who plan to leave and are badly off, and of people who are well off in
several spheres; then the questions and exercises of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.kernelfree import Explorer, interact, radio, select
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.show import charts, typeset
from homecoming.teach.answers import Answer, Figures


@cache
def leavers() -> Explorer:
    """Bound the share of people who plan to leave and are badly off at home as well.

    Examples
    --------
    >>> "at least 0 and at most 114" in leavers().state(trouble="Expectations not met")
    True
    """
    troubles = {
        "Expectations not met": ("expectations", studies.both_kinds("expectations", "No")),
        "Job does not match": ("job-match", studies.both_kinds("job-match", "No")),
        "Job does not satisfy": ("job-satisfaction", studies.both_kinds("job-satisfaction", "No")),
        "Own security bad": ("own-security", ["Bad"]),
        "Does not work": ("sector-kyrgyzstan", [studies.DO_NOT_WORK]),
        "Environment bad": ("environment", ["Bad"]),
        "Family relations bad": ("family-relations", ["Bad"]),
    }

    def view(trouble: str):
        question, answers = troubles[trouble]
        found = studies.rebuilt().bounds({"plans-to-leave": "Yes", question: answers})
        (_, leaving, _), (_, troubled, _) = found.margins
        rows = ["Plan to leave", trouble, "Both"]
        lower, upper = (
            pd.DataFrame({studies.all_asked(): [leaving, troubled, both]}, index=rows) * 100 / found.base
            for both in (found.lower_people, found.upper_people)
        )
        words = (
            f"{leaving} people plan to leave; {trouble.lower()}: {troubled}. Both hold for at least "
            f"{found.lower_people} and at most {found.upper_people} of {found.base}."
        )
        chart = charts.spans(lower, upper, title=f"Plan to leave, and {trouble.lower()}")
        return typeset.together(words, chart)

    return interact(
        view, name="leavers", title="Do the troubled leave?", trouble=select(list(troubles), label="Trouble")
    )


_SPHERES: Mapping[str, tuple[str, ...]] = {
    "Economic": ("own-security", "provide-for-family", "job-satisfaction"),
    "Social": ("free-time", "sports", "environment"),
    "Psychosocial": ("family-relations", "colleagues", "expectations"),
}

_POSITIVE = {
    "only good": (("Good",), ("Yes", "Mostly yes", "Rather yes, than no")),
    "good or satisfactory": (
        ("Good", "Satisfactory", "Satisfied"),
        ("Yes", "Mostly yes", "Rather yes, than no"),
    ),
}


@cache
def all_spheres() -> Explorer:
    """Bound the share of people who are well off in two or three spheres at once.

    Examples
    --------
    >>> explorer = all_spheres()
    >>> chosen = {"economic": "own-security", "social": "free-time", "psychosocial": "family-relations"}
    >>> "at least 0.0 and at most 44.1" in explorer.state(coding="only good", **chosen)
    True
    """
    short = {
        q.id: q.short for name in published.tables(studies.KYRGYZSTAN) for q in published.load(name).questions
    }
    lists = {
        sphere: {**({} if sphere == "Economic" else {"(leave out)": ""}), **{short[one]: one for one in ids}}
        for sphere, ids in _SPHERES.items()
    }

    def view(coding: str, economic: str, social: str, psychosocial: str):
        chosen = {one: favourable(one, coding) for one in (economic, social, psychosocial) if one}
        asked = len(studies.rebuilt().respondents)
        shares = {
            short[one]: 100 * int(studies.rebuilt().counts(one).loc[answers, "All"].sum()) / asked
            for one, answers in chosen.items()
        }
        found = studies.rebuilt().bounds(chosen)
        lower = pd.DataFrame({studies.all_asked(): {**shares, "All of these": found.lower}})
        upper = pd.DataFrame({studies.all_asked(): {**shares, "All of these": found.upper}})
        words = (
            f"Well off in all of these are at least {found.lower:.1f} and at most {found.upper:.1f} per cent "
            f"of the people asked: {found.lower_people} to {found.upper_people} of {found.base}."
        )
        return typeset.together(words, charts.spans(lower, upper, title="What the margins allow"))

    return interact(
        view,
        name="all-spheres",
        title="Well off in all spheres?",
        coding=radio(list(_POSITIVE), label="Well off means"),
        economic=select(lists["Economic"], label="Economic"),
        social=select(lists["Social"], label="Social", default="free-time"),
        psychosocial=select(lists["Psychosocial"], label="Psychosocial", default="family-relations"),
    )


def favourable(question: str, coding: str) -> list[str]:
    """Pick the favourable answers of a question.

    Parameters
    ----------
    question : str
        Identifier of a question of the Kyrgyz paper.
    coding : {"only good", "good or satisfactory"}
        Whether "satisfactory" counts. Of four answers from yes to no, both halves of yes always count.

    Returns
    -------
    list of str
        Answers as printed.

    Examples
    --------
    >>> favourable("own-security", "good or satisfactory")
    ['Satisfied', 'Good']
    """
    good, yes = _POSITIVE[coding]
    options = [str(option) for option in studies.rebuilt().counts(question).index]
    return [option for option in options if option in (good if "Good" in options else yes)]


def self_checks() -> Quiz:
    """Ask for bounds, and for what narrows them."""
    people = studies.rebuilt()
    leave = int(people.counts("plans-to-leave").at["Yes", "All"])
    unmet = int(people.counts("expectations").loc[studies.both_kinds("expectations", "No"), "All"].sum())
    asked = studies.asked()["All"]
    return quiz(
        "what-two-margins-cannot-tell",
        number(
            "60 of 100 people have a job and 70 have a flat. How many, at least, have both?",
            30,
            unit="people",
            right="60 and 70 do not fit into 100 side by side: 30 must overlap.",
            otherwise="Lay 60 and 70 into a row of 100, as far apart as you can.",
            mistakes={
                42: "You multiplied. That assumes that the two have nothing to do with each other.",
                60: "So many have both at most.",
                0: "60 and 70 are more than 100. So some people must have both.",
            },
        ),
        single(
            f"{leave} people plan to leave, and {unmet} of the {asked} were disappointed. How many of those "
            "who plan to leave were disappointed?",
            {
                f"Anything from none to all {leave}": right("Both stories fit the tables to the last digit."),
                f"About {leave * unmet / asked:.0f}, as in the whole group": "You multiplied. That assumes "
                "that the two answers have nothing to do with each other.",
                f"Most of the {leave}, if not all of them": "It may be so. The tables do not show it.",
            },
        ),
        multiple(
            "What makes the range between the bounds narrower, without any assumption?",
            {
                "Multiplying the two shares": "That is an assumption, and a strong one.",
                "Margins near 0 or 100 per cent": right(
                    "If nearly everybody has it, who has something else mostly has it, too."
                ),
                "Knowing men and women apart": right(
                    "Men's answers can only meet men's answers. The range becomes narrower, or stays."
                ),
                "Asking about more spheres": "It can only push both ends down. That is another range, not a "
                "sharper one.",
            },
        ),
        single(
            "“Only good” gives a range that begins at 0, “good or satisfactory” one that begins above 70. "
            "What decides?",
            {
                "How many people were asked": "The number is the same for both, so it cannot decide.",
                "What people answered": "They are the same people, with the same answers.",
                "What counts as well off": right(
                    "One word in the codebook turns “perhaps none” into “most”."
                ),
            },
        ),
    )


MET, LEAVE = {"expectations": "Yes"}, {"plans-to-leave": "Yes"}


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    people, asked = studies.rebuilt(), studies.asked()["All"]

    def with_and_without_sexes() -> pd.DataFrame:
        apart = people.bounds(MET | LEAVE)
        met = int(people.counts("expectations").at["Yes", "All"])
        leave = int(people.counts("plans-to-leave").at["Yes", "All"])
        return pd.DataFrame(
            {
                "men and women apart": {"lowest": apart.lower_people, "highest": apart.upper_people},
                "totals only": {"lowest": max(0, met + leave - asked), "highest": min(met, leave)},
            }
        ).T

    return {
        "what-two-margins-cannot-tell-1": Figures(
            lambda: pd.Series({"lowest": 28 + 22 - 40, "highest": min(28, 22)}),
            tolerance=0,
            right="Between a quarter of the class and more than half of it.",
            mistakes={
                "The lowest is not 0: the two groups do not fit side by side into the class.": lambda: (
                    pd.Series({"lowest": 0, "highest": 22})
                ),
                "No more people can have both than have the rarer one.": lambda: pd.Series(
                    {"lowest": 10, "highest": 28}
                ),
            },
        ),
        "what-two-margins-cannot-tell-2": Figures(
            with_and_without_sexes,
            tolerance=0,
            right="More women plan to leave than said “Yes”, and a man's “Yes” does not help the others: the "
            "highest number falls.",
            mistakes={
                "These are per cent. The question asks for people.": lambda: (
                    100 * with_and_without_sexes() / asked
                ),
                "You have taken the columns the other way round.": lambda: with_and_without_sexes().set_axis(
                    ["highest", "lowest"], axis=1
                ),
            },
        ),
    }
