"""Every verdict is computed again; the ones that matter most are also computed another way."""

import itertools
import shutil
from decimal import Decimal

import pytest

from homecoming import published
from homecoming.checks import claims, inference
from homecoming.people import counts, survey

STORED = [
    (study, name, verdict)
    for study in published.studies()
    for name, verdict in claims.stored_verdicts(study).items()
]


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    """A copy of the data package that a test may spoil."""
    copy = tmp_path / "data"
    shutil.copytree(published.data_dir(), copy)
    monkeypatch.setenv("HOMECOMING_DATA", str(copy))
    return copy


def change(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(("study", "name", "stored"), STORED, ids=[name for _, name, _ in STORED])
def test_the_verdict_in_the_file_is_the_computed_one(study, name, stored):
    ruling = claims.assess(name)
    assert ruling.study == study
    assert ruling.verdict == stored
    assert "{" not in ruling.explanation


def test_there_are_enough_claims_and_all_kinds_of_verdict():
    found = claims.table()
    assert len(found) == len(STORED) >= 45
    assert found.index.is_unique
    assert set(found["verdict"]) == set(claims.VERDICTS)
    for _, own in found.groupby("study"):
        assert len(own) >= 25


def test_contradictions_computed_another_way():
    """With the printed text of single cells and plain arithmetic only."""
    kg = {number: published.load(f"kyrgyzstan-2024/table-{number}") for number in range(1, 10)}
    kk = {number: published.load(f"kazakhstan-korea-2025/table-{number}") for number in (1, 2, 3)}
    everybody = "For all those reviewed"
    table_2 = kg[2].percentages()
    judged = counts.recover(
        {group: list(kg[2].as_printed(kinds=["option"])[group]) for group in table_2},
        {"Male": 305, "Female": 210},
        whole=table_2.columns[0],
    ).bases.rename(columns={table_2.columns[0]: "base"})
    (idle,) = counts.consistent(kg[1].printed("12. Do not work", "In Kyrgyzstan"), 515)
    contradicted = {
        "plans-vast-majority": Decimal(kg[8].printed("No", everybody)) < 50,
        "expectations-not-met-small": sum(
            Decimal(kg[9].printed(answer, everybody))
            for answer in ("Rather yes, than no", "Rather no than yes", "No")
        )
        == Decimal("63.5"),
        "sample-worked-in-russia": kg[1].printed("12. Do not work", "In Russia") == "8.0",
        "own-security-satisfactory": "48.6"
        not in [
            kg[4].printed(answer, everybody, question)
            for question, answer in itertools.product(("own-security",), ("Bad", "Satisfied", "Good"))
        ],
        "well-off-5-8": kg[4].printed("Bad", everybody, "provide-for-family") == "5.8",
        "it-38-percent": kk[2].printed("Information Technology", "South Korea (%)") == "12.3",
        "credentials-next": Decimal(kk[3].printed("Bureaucratic Hurdles", "Kazakhstan (%)"))
        > Decimal(kk[3].printed("Recognition of Foreign Qualifications", "Kazakhstan (%)")),
        "korea-high-tech": sum(
            Decimal(kk[2].printed(sector, "South Korea (%)"))
            for sector in ("Information Technology", "Manufacturing")
        )
        < Decimal(kk[2].printed("Services", "South Korea (%)")),
        # No whole number of 515 lies within half a tenth of the printed share.
        "pay-base": not any(
            abs(Decimal(100 * k) / 515 - Decimal("53.3")) <= Decimal("0.05") for k in range(516)
        ),
        "rated-work-have-work": judged["base"].min() > 515 - idle,
    }
    for name, found in contradicted.items():
        assert found, name
        assert claims.assess(name).verdict == claims.CONTRADICTED, name


def test_figures_typed_into_explanations_are_computed():
    people = survey.rebuild()
    at_work = (
        people.bases.at["sector-kyrgyzstan", "all"]
        - people.counts("sector-kyrgyzstan").at["12. Do not work", "All"]
    )
    spare = [people.bases.at[question, "all"] - at_work for question in ("job-match", "colleagues")]
    told = repr(claims.assess("rated-work-have-work"))
    assert f"at least {spare[0]} rated" in told
    assert f"colleagues, at least {spare[1]}." in told

    workers = [
        people.counts(f"sector-{country}")["All"].drop("12. Do not work")
        for country in ("russia", "kyrgyzstan")
    ]
    apart = inference.dissimilarity(*workers).percent
    assert f"Among workers alone it is {apart:.1f}." in repr(claims.assess("sectors-unchanged"))

    assert counts.consistent("48.6", 514) == (250,)
    assert "(250 of 514 is)" in repr(claims.assess("own-security-satisfactory"))


def test_a_changed_figure_changes_the_verdict(own_data):
    cell = "Information Technology,option,South Korea (%),"
    change(own_data / "kazakhstan-korea-2025/table-2.csv", f"{cell}12.3", f"{cell}38")
    ruling = claims.assess("it-38-percent")
    assert ruling.verdict == claims.HOLDS
    assert "Table 2 prints 38" in ruling.explanation


def test_a_reader_may_assess_by_another_yardstick():
    assert claims.assess("plans-vast-majority", majority=45).verdict == claims.HOLDS
    assert claims.assess("sectors-unchanged").verdict == claims.UNCHECKED
    assert claims.assess("sectors-unchanged", significant=20).verdict == claims.HOLDS
    assert claims.assess("sectors-unchanged", significant=10).verdict == claims.CONTRADICTED
    with pytest.raises(ValueError, match=r"There is no quantity 'most'\. There are: no, majority"):
        claims.assess("plans-vast-majority", most=45)
    with pytest.raises(ValueError, match="There is no claim 'vast'"):
        claims.assess("vast")


def test_a_ruling_shows_its_computation():
    ruling = claims.assess("plans-vast-majority")
    page = ruling._repr_html_()
    assert "Claim plans-vast-majority: contradicted" in page
    assert "48.7 = table-8[No|For all those reviewed]" in page
    assert "no &gt; majority" in page


GOOD = "no=table-8[No|For all those reviewed]; majority=50,no > majority"


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("no=table-8[Never|For all those reviewed]; majority=50,no > majority", "column 'quantities'.*Never"),
        ("no=people[luck|No|All]; majority=50,no > majority", "column 'quantities'.*luck"),
        ("no=people[plans-to-leave|No]; majority=50,no > majority", "column 'quantities'.*people"),
        ("no=people[plans-to-leave|Perhaps|All]; majority=50,no > majority", "no answer 'Perhaps'"),
        ("no is table-8[No|Male]; majority=50,no > majority", "name = formula"),
        ("no=1; no=2; majority=50,no > majority", "each name once"),
        ("no=1; majority=50,no > most", "column 'holds_when'.*no quantity 'most'.*There are: no, majority"),
        ("no=1; majority=50,no >", "column 'holds_when'.*ends too soon"),
        ("no=1; majority=50,__import__('os').getcwd()", "column 'holds_when'.*cannot be read from"),
        ("most=1; majority=50,most > majority", "column 'explanation'.*no quantity 'no'"),  # it uses {no}
    ],
)
def test_a_claim_that_cannot_be_read_says_where(own_data, bad, words):
    change(own_data / "kyrgyzstan-2024/claims.csv", GOOD, bad)
    with pytest.raises(published.DataError, match=words) as caught:
        claims.assess("plans-vast-majority")
    assert caught.value.file == "data/kyrgyzstan-2024/claims.csv"
    assert caught.value.row > 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("plans-vast-majority,Conclusion", "sample-by-sex,Conclusion", "the claim 'sample-by-sex' again"),
        ("plans-vast-majority,Conclusion", "plans-vast-majority,", "column 'location': found a blank cell"),
        ("id,location,topic", "id,place,topic", "column 'location': found no such column"),
    ],
)
def test_a_claims_file_out_of_order_says_where(own_data, old, new, words):
    change(own_data / "kyrgyzstan-2024/claims.csv", old, new)
    with pytest.raises(published.DataError, match=words):
        claims.table("kyrgyzstan-2024")
