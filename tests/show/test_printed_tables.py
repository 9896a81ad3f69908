"""Printed tables in a notebook: one line each, and errors that say what to type."""

import pandas as pd
import pytest

import homecoming
from homecoming import printed_tables
from homecoming.errors import NoSuchNameError
from homecoming.published.data_error import DataError

TABLE = "answer,Town,Village (n = 20)\nYes,56.0,65.0\nNo,45.0,35.0\n"


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "own.csv"
    file.write_text(TABLE, "utf-8")
    return file


@pytest.fixture
def workbook(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for name, rows in (
        ("First", [["answer", "Town (n = 20)"], ["Yes", "55.0"], ["No", "45.0"]]),
        ("Second", [["answer", "Town (n = 20)"], ["Yes", "56.0"], ["No", "44.0"]]),
        ("Words", [["who", "where"], ["Anna", "here"], ["Ben", "there"]]),
    ):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    file = tmp_path / "own.xlsx"
    book.save(file)
    return file


def test_the_package_offers_it():
    assert homecoming.printed_tables is printed_tables
    assert "printed_tables" in dir(homecoming)


def test_what_is_told_goes_before_what_is_printed(path):
    read = printed_tables.read(path, bases={"Town": 20, "Village": 40}, title="Jobs")
    assert {group.label: group.base for group in read.reading.groups} == {"Town": 20, "Village": 40}
    assert "Jobs" in repr(read)


def test_findings_are_a_data_frame(path):
    found = printed_tables.audit(path, bases={"Town": 20})
    assert isinstance(found.findings, pd.DataFrame)
    assert list(found.findings.columns) == [
        *("kind", "row", "column", "block", "printed", "would", "explanation", "innocent", "chance"),
    ]
    assert found.outcome == "findings"
    assert ("Yes", "56.0") in set(zip(found.findings["row"], found.findings["printed"], strict=True))
    assert list(found.findings.index) == list(range(1, len(found.judgement.findings) + 1))


def test_no_findings_are_an_empty_data_frame_with_the_same_columns(path):
    right = printed_tables.audit(path, bases={"Town": 100}, several=True)
    wrong = printed_tables.audit(path, bases={"Town": 20})
    assert right.findings.empty
    assert list(right.findings.columns) == list(wrong.findings.columns)


def test_a_reading_can_be_audited_and_gives_the_same(path):
    read = printed_tables.read(path, bases={"Town": 20})
    whole = printed_tables.audit(path, bases={"Town": 20})
    for given in (read, read.reading):
        pd.testing.assert_frame_equal(printed_tables.audit(given).findings, whole.findings)
    with pytest.raises(TypeError, match="has been read already"):
        printed_tables.audit(read, title="Jobs")


def test_a_table_of_several_is_named_by_its_number_or_its_sheet(workbook):
    assert printed_tables.audit(workbook, table="First").outcome == "nothing found"
    assert printed_tables.audit(workbook, table=2).outcome == "findings"


def test_a_file_with_several_tables_lists_them(workbook):
    with pytest.raises(NoSuchNameError, match=r"has 2 tables.*table='First'.*First, Second"):
        printed_tables.read(workbook)


def test_the_only_table_with_figures_is_taken(workbook):
    import openpyxl

    book = openpyxl.load_workbook(workbook)
    del book["Second"]
    book.save(workbook)
    assert printed_tables.audit(workbook).outcome == "nothing found"


def test_a_sidecar_is_used_unless_it_is_not_wanted(path):
    sidecar = path.with_name("own.csv.reading.json")
    sidecar.write_text('{"tables": [{"table": "", "told": {"title": "Told"}}]}', "utf-8")
    assert printed_tables.read(path).reading.title == "Told"
    assert printed_tables.read(path, use_sidecar=False).reading.title == "own"


@pytest.mark.parametrize(
    ("told", "error", "words"),
    [
        ({"base": {"Town": 20}}, NoSuchNameError, "Did you mean 'bases'"),
        ({"bases": {"Toun": 20}}, NoSuchNameError, "Did you mean 'Town'"),
        ({"bases": {"Town": "20"}}, DataError, "a whole number"),
        ({"table": "Sheet9"}, NoSuchNameError, "no table 'Sheet9'"),
    ],
)
def test_what_cannot_be_told_is_named(path, told, error, words):
    with pytest.raises(error, match=words):
        printed_tables.audit(path, **told)
