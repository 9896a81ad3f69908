"""A reader's own table in a page: the same reading, findings and files as those of the command line."""

import base64
import json
from pathlib import Path

import pytest

from homecoming.commands.main import main
from homecoming.errors import NoSuchNameError
from homecoming.inpage import own_tables
from homecoming.published import data_dir
from homecoming.reading import raw_files

COLLECTED = Path(__file__).parents[1] / "collected_tables"
FILES = [
    *sorted((data_dir() / "other-papers").glob("*.csv")),
    *(COLLECTED / name for name in ("52-gtsummary.md", "54-tableone.txt", "55-korean-poll.csv")),
    *(COLLECTED / name for name in ("92-frecuencias.csv", "36-unweighted-weighted.csv")),
]
TABLE = "\tTown (n = 300)\tAll\nYes\t92 (30.7)\t150\nNo\t208 (69.8)\t250"


def b64(content: str | bytes) -> str:
    return base64.b64encode(content.encode() if isinstance(content, str) else content).decode()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_report_is_that_of_the_command_line(path, capsys, monkeypatch):
    monkeypatch.chdir(path.parent)
    main(["audit", path.name, "--no-sidecar", "--json", "-"])
    by_command = json.loads(capsys.readouterr().out)
    saved = own_tables.saved("json", path.name, b64(path.read_bytes()))
    assert json.loads(saved["text"])["tables"] == by_command["tables"]


def test_what_is_told_changes_the_reading_and_is_saved_as_the_command_reads_it(tmp_path, capsys, monkeypatch):
    told = {"bases": {"All": 500}, "several": True}
    first, second = own_tables.judged("own.tsv", b64(TABLE)), own_tables.judged("own.tsv", b64(TABLE), told)
    assert [group["base"] for group in first["reading"]["groups"]] != [300, 500]
    assert [group["base"] for group in second["reading"]["groups"]] == [300, 500]
    assert second["told"] == told
    saved = own_tables.saved("told", "own.tsv", b64(TABLE), told)
    (tmp_path / "own.tsv").write_text(TABLE, "utf-8")
    (tmp_path / saved["name"]).write_text(saved["text"], "utf-8")
    monkeypatch.chdir(tmp_path)
    main(["audit", "own.tsv", "--json", "-"])
    groups = json.loads(capsys.readouterr().out)["tables"][0]["reading"]["groups"]
    assert [group["base"] for group in groups] == [300, 500]
    again = own_tables.judged("own.tsv", b64(TABLE), beside=b64(saved["text"]))
    assert again["told"] == told


def test_a_page_of_several_tables_has_them_all():
    page = (
        "<table><tr><td>a<td>b</table>" + "<table><tr><th><th>Town<tr><th>Yes<td>60<tr><th>No<td>40</table>"
    )
    found = own_tables.judged("pasted.html", b64(page))
    assert found["tables"] == ["table 1", "table 2"]
    assert found["table"] == 1
    assert found["reading"]
    first = own_tables.judged("pasted.html", b64(page), table=0)
    assert first["error"]
    assert first["grid"]["rows"] == [["a", "b"]]
    assert "reading" not in first


def test_the_roles_of_rows_and_columns_are_said_and_can_be_told():
    grid = own_tables.judged("own.tsv", b64(TABLE))["grid"]
    assert grid["row_roles"] == ["header", "option", "option"]
    assert grid["column_roles"] == ["label", "group", "group"]
    told = own_tables.judged("own.tsv", b64(TABLE), {"columns": {"3": "skip"}, "rows": {"3": "total"}})
    assert told["grid"]["row_roles"][2] == "total"
    assert len(told["reading"]["groups"]) == 1


@pytest.mark.parametrize(
    ("content", "told", "words"),
    [
        ("", None, "empty file"),
        ("%PDF-1.7", None, "a PDF"),
        ("no table", None, "no columns"),
        (TABLE, {"layuot": "rows"}, "Did you mean 'layout'"),
        (TABLE, {"people": 0}, "a whole number from 1"),
        (TABLE, {"bases": {"Towns": 3}}, "Did you mean 'Town'"),
    ],
)
def test_what_cannot_be_used_is_said_in_words(content, told, words):
    found = own_tables.judged("own.txt", b64(content), told)
    assert words in found["error"]
    assert "report" not in found


def test_a_table_that_takes_too_long_is_told(monkeypatch):
    monkeypatch.setattr(raw_files, "MOST_SECONDS_OF_A_TABLE", 1e-6)
    assert "takes more than" in own_tables.judged("own.tsv", b64(TABLE))["error"]


def test_nothing_of_a_table_becomes_markup():
    found = own_tables.judged("own.tsv", b64(TABLE.replace("Yes", "<img src=x onerror=alert(1)>")))
    assert "<img" not in found["report"]["html"] + found["reading"]["html"]


@pytest.mark.parametrize(
    ("kind", "name", "begins"),
    [
        ("html", "own-audit.html", "<!doctype html>"),
        ("csv", "own-audit.csv", "file,"),
        ("json", "own-audit.json", "{"),
    ],
)
def test_a_report_can_be_taken_along(kind, name, begins):
    saved = own_tables.saved(kind, "own.tsv", b64(TABLE))
    assert saved["name"] == name
    assert saved["text"].startswith(begins)
    json.dumps(saved)


def test_no_other_kind_of_file_is_made():
    with pytest.raises(NoSuchNameError):
        own_tables.saved("pdf", "own.tsv", b64(TABLE))
