"""What headings of columns and labels of rows say."""

from __future__ import annotations

import pytest

from homecoming.reading.headings import parse_heading


@pytest.mark.parametrize(
    ("text", "label", "base", "unit", "signs"),
    [
        ("Control (n = 102)", "Control", 102, "", ""),
        ("Intervention n = 637", "Intervention", 637, "", ""),
        ("Government (n=9845)", "Government", 9845, "", ""),
        ("Total (n = 11,242)", "Total", 11242, "", ""),
        ("Gesamt (n = 1.004)", "Gesamt", 1004, "", ""),
        ("Town\n(n = 1 804)", "Town", 1804, "", ""),
        ("Total Group (N = 160*)", "Total Group", 160, "", "*"),
        ("Total n = 296", "Total", 296, "", ""),
        ("전체 (n=300)", "전체", 300, "", ""),
        ("Town (n=90, 30.1%)", "Town", 90, "", ""),
        ("Intervention n = 637, n (%)*", "Intervention", 637, "n %", "*"),
        ("Drug A, N = 98", "Drug A", 98, "", ""),
        ("都市（n＝１５０）", "都市", 150, "", ""),
        ("Education (n = 283)", "Education", 283, "", ""),
        ("(n = 633)*", "", 633, "", "*"),
        ("n (%)", "", None, "n %", ""),
        ("Number (%)c", "", None, "n %", "c"),
        ("% (n)", "", None, "% n", ""),
        ("Percent (%)", "", None, "%", ""),
        ("Rural n", "Rural", None, "n", ""),
        ("Rural %", "Rural", None, "%", ""),
        ("Yes (%)", "Yes", None, "%", ""),
        ("% agree", "agree", None, "%", ""),
        ("Всего, чел.", "Всего", None, "n", ""),
        ("빈도(명)", "", None, "n", ""),
        ("비율(%)", "", None, "%", ""),
        ("Percent (95% CI)", "", None, "% interval", ""),
        ("Employed, n (%)", "Employed", None, "n %", ""),
        ("Place, n (% of those asked)", "Place", None, "n %", ""),
        ("Nonparticipants", "Nonparticipants", None, "", ""),
        ("Number of children", "Number of children", None, "", ""),
        ("Less than 5% of time", "Less than 5% of time", None, "", ""),
        ("18–29", "18–29", None, "", ""),
        ("1998", "1998", None, "", ""),
        ("No", "No", None, "", ""),
    ],
)
def test_taken_apart(text, label, base, unit, signs):
    heading = parse_heading(text)
    assert (heading.label, heading.base, heading.unit, heading.signs) == (label, base, unit, tuple(signs))


QUESTIONS = ("total", "counts_people", "p", "difference", "statistic", "mean", "missing")


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        (
            "total",
            "Total|All|Overall|Everyone|Gesamt|Insgesamt|Total sample|Ensemble|Всего|Итого|Все"
            "|Барлығы|Жалпы|Бардыгы"
            "|Жалпысынан|전체|합계|총계|合计|計|Total (Deutschschweiz)|All participants|Overall (N=500)"
            "|◎ 전 체 ◎|المجموع",
            "Total cholesterol|All of the time|Allergy|Overall satisfaction|Town",
        ),
        (
            "counts_people",
            "N|n|Number|Base|Sample size|Unweighted base|Number of respondents|사례수|Basis|База"
            "|Anzahl Befragte|Total n",
            "Number of rooms|Basement|Town|Total|Yes",
        ),
        (
            "p",
            "P|p|p-value|P value|P value*|Pa|Sig. (2-tailed)|유의확률|p-Wert|P for trend",
            "Place|Pain|PiAR|Percent",
        ),
        (
            "difference",
            "D|Difference|Δ|Change|Differenz|Разница|차이|Diff. 2017 - 2016|Change (pp)",
            "Different|Diet|Changed job",
        ),
        (
            "statistic",
            "χ²|OR (95% CI)|95% CI|SE|SD|df|Cumulative %|aOR|Chi-square|x2|Valid Percent",
            "Order|Town|Test kit",
        ),
        (
            "mean",
            "Age, mean ± SD|Mean age|Median (IQR)|BMI (mean (SD))|Средний возраст|평균 나이",
            "Meaning of life|First quartile-poorest|Employed, n (%)",
        ),
        (
            "missing",
            "Missing|Unknown|No answer|keine Angabe|Нет ответа|무응답|Refused",
            "Missed medicine|Known|Yes",
        ),
    ],
)
def test_words(question, yes, no):
    assert [text for text in yes.split("|") if not getattr(parse_heading(text), question)] == []
    assert [text for text in no.split("|") if getattr(parse_heading(text), question)] == []


def test_subtotals_are_only_candidates():
    assert all(
        parse_heading(text).subtotal
        for text in ("Net satisfied", "Total agree", "Agree (net)", "Yes + mostly yes", "T2B")
    )
    assert not parse_heading("Agree").subtotal
