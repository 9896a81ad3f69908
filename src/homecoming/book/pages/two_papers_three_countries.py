"""``reading-tables/two-papers-three-countries``: two papers side by side

Widgets that set employment and sectors of three countries side by side, and hold a theory against the rows of
the tables; then the questions and exercises of the page.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from homecoming import published
from homecoming.book import comparison, studies
from homecoming.kernelfree import Explorer, checkbox, interact, radio, select
from homecoming.selfcheck import Quiz, multiple, quiz, right, single
from homecoming.show import charts, typeset
from homecoming.teach.answers import Answer, Figures


@cache
def side_by_side() -> Explorer:
    """Set employment or sectors of the three countries side by side.

    Examples
    --------
    >>> explorer = side_by_side()
    >>> "83.7" in explorer.state(topic="In work", self_employed=True)
    True
    """

    def view(topic: str, self_employed: bool = True, building: str = "Manufacturing"):
        if topic == "In work":
            shown = comparison.employment(self_employed)
            kazakhstan, korea, _ = shown.loc["In work"]
            ahead = "South Korea" if korea > kazakhstan else "Kazakhstan"
            words = (
                f"Of Kazakhstan and South Korea, {ahead} is ahead by {abs(korea - kazakhstan):.1f} points. "
                f"Kyrgyzstan's figure is of {studies.asked()['All']} people."
            )
        else:
            shown = comparison.sectors(building)
            words = (
                f"Per cent of those in work. In Kyrgyzstan these are {studies.in_work()} people; of how many "
                "in Kazakhstan and South Korea is not stated."
            )
        return typeset.together(words, charts.bars(shown, title=topic, colours=[1, 2, 3]))

    return interact(
        view,
        name="side-by-side",
        title="Three countries",
        topic=radio(["In work", "Sectors"], label="Compare"),
        self_employed=checkbox(True, label="Count the self-employed", only_if={"topic": ["In work"]}),
        building=radio(
            ["Manufacturing", "Other"], label="Kyrgyz builders go to", only_if={"topic": ["Sectors"]}
        ),
    )


@cache
def theory_against_rows() -> Explorer:
    """Hold a theory against the rows of the tables.

    Examples
    --------
    >>> "cannot tell" in theory_against_rows().state(theory="Cassarino")
    True
    """
    rows = comparison.held_against_tables()

    def view(theory: str):
        blocks: list[object] = []
        for row in rows[rows["theory"] == theory].itertuples():
            said = {
                "It would lead us to expect": row.expects,
                "Where to look": row.where or "no table",
                "What stands there": row.figure or "nothing",
                "Our reading": row.reading,
                "Why": row.why,
            }
            blocks.append(typeset.frame(pd.DataFrame({"": said}), caption=row.expects, corner=theory))
        readings = ", ".join(rows.loc[rows["theory"] == theory, "reading"])
        return typeset.together(*blocks, summary=f"{theory}: {readings}.")

    return interact(
        view,
        name="theory-against-rows",
        title="Theories and rows",
        theory=select(list(dict.fromkeys(rows["theory"])), label="Theory"),
    )


def self_checks() -> Quiz:
    """Ask what may be compared."""
    in_work = comparison.employment(True).loc["In work"].round(1)
    return quiz(
        "two-papers-three-countries",
        single(
            f"In work are {in_work['Kazakhstan']} per cent in Kazakhstan, {in_work['South Korea']} in Korea "
            f"and {in_work['Kyrgyzstan']} in Kyrgyzstan. What do the three nearly equal figures show?",
            {
                "That people find work equally well everywhere": "Other people were counted, in other years, "
                "by other questions.",
                "Nothing yet: people and questions differ": right(
                    "Side by side, figures raise questions. They do not answer them."
                ),
                "That the three labour markets are alike": "It may be a coincidence, as far as anyone can "
                "know.",
            },
        ),
        single(
            "Korea is ahead in “employed”, Kazakhstan in “employed or self-employed”. What kind of finding "
            "is that?",
            {
                "A finding about definitions": right(
                    "A ranking that hangs on a definition says little of countries."
                ),
                "A finding about South Korea": "Korea is ahead by one definition only.",
                "A finding about Kazakhstan": "Kazakhstan is ahead by one definition only.",
            },
        ),
        multiple(
            "What must be known before two columns of two studies may be compared?",
            {
                "Who was counted": right("Returnees in one sense, or in two?"),
                "Whose figures are larger": "That is what one compares. It can be seen at once, and says "
                "nothing about whether one may.",
                "How many were counted": right("Without it nobody knows how sure a figure is."),
                "How rows were merged": right("Are taxis services? Are builders industry?"),
            },
        ),
        single(
            "A row of a table fits transnationalism. It would have fitted structuralism as well. How good a "
            "proof is it?",
            {
                "A strong one, for both": "What would fit either theory cannot tell them apart.",
                "None: it refutes both": "Fitting is no refutation.",
                "A weak one, for either": right(
                    "Look for a row that fits one theory and speaks against the other."
                ),
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    shown = published.load(f"{studies.KAZAKHSTAN_KOREA}/table-1").percentages()
    own = shown.loc[studies.SELF_EMPLOYED]
    force = 100 - shown.loc["Not in Labor Force"]

    def rates() -> pd.DataFrame:
        return pd.DataFrame(
            {
                "employed": shown.loc["Employed"],
                "in work": shown.loc["Employed"] + own,
                "in the labour force": force,
                "unemployed": 100 * shown.loc["Unemployed"] / force,
            }
        ).T

    def without_transport(out_of_base: tuple[str, ...] = (studies.DO_NOT_WORK,)) -> pd.Series:
        sectors = published.load(f"{studies.KYRGYZSTAN}/table-1").percentages()[studies.IN_KYRGYZSTAN]
        # The exercise names its rows by number, and leaves transport out: 5, 6, 7, 8 and 11.
        services = [row for row in comparison.SERVICES if row.split(".")[0] in ("5", "6", "7", "8", "11")]
        share = sectors[services].sum()
        workers = 100 - sectors[list(out_of_base)].sum()
        return pd.Series(
            {
                "Kazakhstan": comparison.sectors("Other").loc["Services", "Kazakhstan"],
                "South Korea": comparison.sectors("Other").loc["Services", "South Korea"],
                "Kyrgyzstan": 100 * share / workers,
            }
        )

    return {
        "two-papers-three-countries-1": Figures(
            rates,
            right="Two rates put Korea ahead, two put Kazakhstan ahead: choose before you look.",
            show="table",
            caption="Four rates, per cent",
            mistakes={
                "Your unemployed are a share of everybody. Divide by the labour force.": lambda: pd.concat(
                    [rates().drop(index="unemployed"), shown.loc[["Unemployed"]].set_axis(["unemployed"])]
                ),
            },
        ),
        "two-papers-three-countries-2": Figures(
            without_transport,
            tolerance=0.2,
            right="Services stay the largest sector, and the order of the three countries stays as it was.",
            show="bars",
            caption="Share of services among people in work, transport left out in Kyrgyzstan",
            mistakes={
                "In Kyrgyzstan you divided by everybody. The base is people in work.": lambda: (
                    without_transport(())
                ),
                "Transport is no service here, but it is still work: keep it in the base.": lambda: (
                    without_transport((studies.DO_NOT_WORK, comparison.TRANSPORT))
                ),
            },
        ),
    }
