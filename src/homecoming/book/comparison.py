"""Two papers and three countries side by side, and theories held against rows of tables.

Figures of different studies stand beside each other here only with what is needed to read them: who was
counted, when, how people were chosen, and what the percentages are percentages of. What stands here is about
these two papers. A further study in the data package changes nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.book.studies import KAZAKHSTAN_KOREA, KYRGYZSTAN
from homecoming.errors import NoSuchNameError

COUNTRIES = ("Kazakhstan", "South Korea", "Kyrgyzstan")
SECTORS = ("Agriculture", "Manufacturing", "Services", "Information technology", "Other")

#: Rows of the Kyrgyz Table 1 that are services in the five sectors of the other paper. Building has no place
#: of its own there.
TRANSPORT, _BUILDING = "3. Transport, taxi", "2. Building"
SERVICES = (TRANSPORT, "5. Trade", "6. Education, science", "7. Healthcare", "8. Service sector",
            "10. Housing and utilities sector", "11. Delivery, courier service")  # fmt: skip
FITS, AGAINST, SILENT = READINGS = ("fits", "speaks against", "cannot tell")


def employment(count_self_employed: bool = True) -> pd.DataFrame:
    """Set shares of people in work side by side.

    Parameters
    ----------
    count_self_employed : bool
        Whether the self-employed of Kazakhstan and South Korea count as in work. The Kyrgyz paper does not
        tell them apart, so that they are always in its figure.

    Returns
    -------
    pandas.DataFrame
        One row, "In work", per cent of all returnees of each study; columns ``COUNTRIES``.

    Examples
    --------
    >>> employment().loc["In work"].round(1).to_dict()
    {'Kazakhstan': 83.7, 'South Korea': 83.1, 'Kyrgyzstan': 83.9}
    """
    status = published.load(f"{KAZAKHSTAN_KOREA}/table-1").percentages()
    rows = ["Employed"] + ([studies.SELF_EMPLOYED] if count_self_employed else [])
    sectors_now = published.load(f"{KYRGYZSTAN}/table-1").percentages()[studies.IN_KYRGYZSTAN]
    figures = [*status.loc[rows].sum(), 100 - sectors_now[studies.DO_NOT_WORK]]
    return pd.DataFrame([figures], index=["In work"], columns=list(COUNTRIES))


def sectors(building: str = "Manufacturing") -> pd.DataFrame:
    """Bring the sectors of both papers to the same five, per cent of those in work.

    Parameters
    ----------
    building : {"Manufacturing", "Other"}
        Where the Kyrgyz row "Building" goes; the other paper has no such row and does not say where
        builders are counted.

    Returns
    -------
    pandas.DataFrame
        Rows ``SECTORS``, columns ``COUNTRIES``; each column adds up to 100.

    Raises
    ------
    NoSuchNameError
        If building is put anywhere else.

    Examples
    --------
    >>> sectors().loc["Services"].round(1).to_dict()
    {'Kazakhstan': 40.8, 'South Korea': 45.6, 'Kyrgyzstan': 70.3}
    """
    if building not in ("Manufacturing", "Other"):
        raise NoSuchNameError("place for builders", building, ("Manufacturing", "Other"))
    other_paper = published.load(f"{KAZAKHSTAN_KOREA}/table-2").percentages().set_axis(list(SECTORS))
    sectors_now = published.load(f"{KYRGYZSTAN}/table-1").percentages()[studies.IN_KYRGYZSTAN]
    in_work = sectors_now.drop(studies.DO_NOT_WORK)
    places = {
        "1. Industry": "Manufacturing",
        _BUILDING: building,
        "4. Agriculture": "Agriculture",
        "9. Information technology sector (IT)": "Information technology",
        "Other": "Other",
        **dict.fromkeys(SERVICES, "Services"),
    }
    grouped = in_work.groupby(in_work.index.map(places)).sum().reindex(list(SECTORS))
    joined = other_paper.set_axis(list(COUNTRIES[:2]), axis=1)
    return joined.assign(Kyrgyzstan=100 * grouped / grouped.sum())


def designs() -> pd.DataFrame:
    """Say what has to be known before figures of the two papers are compared.

    Returns
    -------
    pandas.DataFrame
        Rows: who is counted, how they were chosen, how many, when, source. Columns: the two studies.

    Examples
    --------
    >>> designs().loc["How many", "Kyrgyzstan"]
    '515; fewer for questions about work'
    """
    rows = {
        "Who": (
            "return migrants; by the text ethnic Kazakhs and Koreans, many of whom never lived there before",
            "labour migrants back from Russia; a quarter are citizens of Russia",
        ),
        "How chosen": (
            "not stated; figures credited to statistics offices and an agency's reports",
            "purposive: people who fit one description and could be found",
        ),
        "How many": ("not stated", f"{studies.asked()['All']}; fewer for questions about work"),
        "When": ("2023, by the tables' titles and sources", "October and November 2022"),
        "Per cent of": ("not stated", "everybody asked, or those who answered; not stated"),
        "Men and women": ("not shown", "shown in most tables"),
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=[*studies.PLACES.values()])


@dataclass(frozen=True)
class RowReading:
    """A theory held against one row of a table.

    Attributes
    ----------
    theory, source : str
        The theory, and the key of its source in the bibliography.
    expects : str
        What the theory would lead a reader to expect, in our words.
    study, formula, figure : str
        Where to look: a formula of :func:`homecoming.published.resolve` (empty if no row bears on it), and
        what it gives, in words.
    reading : str
        One of ``READINGS``.
    why : str
        The reason, and what is missing.

    Examples
    --------
    >>> row_readings()[0].theory
    'Neoclassical economics'
    """

    theory: str
    source: str
    expects: str
    study: str
    formula: str
    figure: str
    reading: str
    why: str


def row_readings() -> tuple[RowReading, ...]:
    """Hold the theories of the first part against single rows of the tables.

    Returns
    -------
    tuple of RowReading
        A reading is ours and can be argued with; a row of percentages never proves a theory.

    Examples
    --------
    >>> len({row.theory for row in row_readings()})
    10
    """
    kz, sk = studies.KAZAKHSTAN, studies.SOUTH_KOREA
    everybody = studies.table_of("plans-to-leave").whole
    both, home = KAZAKHSTAN_KOREA, KYRGYZSTAN
    neoclassical, nelm, structuralism = (
        "Neoclassical economics",
        "New economics of labour migration",
        "Structuralism",
    )
    transnational, networks = "Transnationalism", "Cross-border social networks"
    return (
        RowReading(
            neoclassical,
            "cassarino2004",
            "Those come back whose stay did not pay: they do badly at home too.",
            both,
            f"table-1[Unemployed|{kz}]",
            "unemployed in Kazakhstan",
            AGAINST,
            "Few are unemployed, and most are in work. But nobody was compared with those who stayed abroad.",
        ),
        RowReading(
            neoclassical,
            "cassarino2004",
            "Return is a sum that did not come out: work is lost by it.",
            home,
            f"table-1[{studies.DO_NOT_WORK}|{studies.IN_KYRGYZSTAN}]"
            f" - table-1[{studies.DO_NOT_WORK}|{studies.IN_RUSSIA}]",
            "points more without work than in Russia",
            FITS,
            "The share without work doubled. Pay here and there was not asked, so the sum itself is unknown.",
        ),
        RowReading(
            nelm,
            "cassarino2004",
            "Target earners come back with savings and invest them.",
            both,
            f"table-1[{studies.SELF_EMPLOYED}|{kz}]",
            "self-employed in Kazakhstan",
            FITS,
            "One in seven works for himself or herself. The paper also reads it as a lack of jobs.",
        ),
        RowReading(
            nelm,
            "cassarino2004",
            "Target earners have the capital they went for.",
            both,
            f"table-3[Access to Capital for Entrepreneurship|{kz}]",
            "lack capital in Kazakhstan",
            AGAINST,
            "Capital is the largest barrier named, in both countries. Its base is not stated.",
        ),
        RowReading(
            structuralism,
            "cassarino2004",
            "Institutions at home decide what skills are worth.",
            both,
            f"table-3[Bureaucratic Hurdles|{sk}]",
            "report bureaucratic hurdles in South Korea",
            FITS,
            "Bureaucracy and recognition of qualifications are the next barriers after capital.",
        ),
        RowReading(
            structuralism,
            "cassarino2004",
            "Skills from abroad go unused.",
            home,
            "table-2[No + mostly no|For all those interviewed]",
            "say that the job does not match",
            FITS,
            "More than a third; but two in three say that it does. Skills themselves were not asked.",
        ),
        RowReading(
            transnational,
            "cassarino2004",
            "Return is a stage, not an end.",
            home,
            f"table-8[Yes|{everybody}] + table-8[{studies.HESITATE}|{everybody}]",
            "plan to leave or do not know",
            FITS,
            "Half do not say No, though only three months and one country were asked about.",
        ),
        RowReading(
            networks,
            "cassarino2004",
            "Contacts on both sides carry people and projects home.",
            home,
            "",
            "",
            SILENT,
            "No table asks about contacts abroad. Relations with colleagues at home are another matter.",
        ),
        RowReading(
            "Cerase",
            "cerase1974",
            "What counts is how expectations meet reality at home.",
            home,
            f"table-9[Yes + rather yes, than no|{everybody}]",
            "had expectations met or rather met",
            FITS,
            "The question is Cerase's own. The answers do not tell his four returns apart.",
        ),
        RowReading(
            "Cerase",
            "cerase1974",
            "A few innovators bring new means and skills.",
            home,
            "table-1[9. Information technology sector (IT)|Difference]",
            "points more in information technology",
            SILENT,
            f"Five people more of {studies.asked()['All']}. A sector is not an innovation, and time abroad "
            "was not reported.",
        ),
        RowReading(
            "Cassarino",
            "cassarino2004",
            "Preparation before return decides how it goes.",
            home,
            "",
            "",
            SILENT,
            "Nobody was asked how the return was prepared, or whether it was decided or compelled.",
        ),
        RowReading(
            "Kuschminder",
            "kuschminder2017",
            "Men and women reintegrate in different ways.",
            home,
            "table-8[Yes|Female] - table-8[Yes|Male]",
            "points more women than men plan to leave",
            SILENT,
            "Men and women are close in most tables. Strategies need each person's answers together.",
        ),
        RowReading(
            "King, Dustmann",
            "dustmann2001",
            "Neither too short nor too long a stay is best.",
            home,
            "",
            "",
            SILENT,
            "No table shows how long people had been away.",
        ),
        RowReading(
            "IOM: sustainable reintegration",
            "iom2017",
            "Sustainable means: to leave again is a choice, not a need.",
            home,
            f"table-8[Yes|{everybody}]",
            "plan to leave",
            SILENT,
            "A plan to leave is neither success nor failure by this definition; the reason decides.",
        ),
    )


def held_against_tables() -> pd.DataFrame:
    """Give :func:`row_readings` as a table with the figures.

    Returns
    -------
    pandas.DataFrame
        Columns theory, expects, where, figure, reading, why.

    Examples
    --------
    >>> held_against_tables().loc[0, "figure"]
    '9.7 unemployed in Kazakhstan'
    """
    return pd.DataFrame([_told(row) for row in row_readings()])


def _told(row: RowReading) -> Mapping[str, str]:
    where, figure = "", ""
    if row.formula:
        tables = {cell.table for cell in published.references(row.study, row.formula)}
        numbers = ", ".join(f"Table {published.load(name).number}" for name in sorted(tables))
        where = f"{studies.PLACES[row.study]}: {numbers}"
        figure = f"{published.resolve(row.study, row.formula)} {row.figure}"
    return {
        "theory": row.theory,
        "expects": row.expects,
        "where": where,
        "figure": figure,
        "reading": row.reading,
        "why": row.why,
    }
