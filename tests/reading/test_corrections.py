"""What a person says of a table: the sidecar holds it and says when it does not fit; options go before it."""

import json

import pytest

from homecoming.errors import NoSuchNameError
from homecoming.published import DataError
from homecoming.reading import sidecar
from homecoming.reading.corrections import Corrections
from homecoming.reading.opened import opened

TABLE = "answer,All (n = 40),Town,Village\nYes,60.0,55.0,65.0\nNo,40.0,45.0,35.0\n"
ALL = Corrections(
    title="Jobs",
    layout="columns",
    transposed=False,
    header_rows=1,
    people=40,
    whole="All",
    bases={"Town": 20},
    block_bases={("Work", "Town"): 19, ("", ""): 18},
    blocks={"Work": "distribution"},
    block_rows=("Work", "12"),
    columns={"B": "group"},
    rows={"Total": "total"},
    several=False,
    weighted=True,
    truncated=False,
    adjusted=True,
    decimal=",",
)


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "jobs.csv"
    file.write_text(TABLE, "utf-8")
    return file


def write(table, **told):
    said = {"tables": [{"table": "", "told": told}]}
    sidecar.beside(table).write_text(json.dumps(said), "utf-8")


def test_what_is_written_is_read_again(tmp_path):
    file = tmp_path / "jobs.csv.reading.json"
    file.write_text(sidecar.text("jobs.csv", b"abc", [("", None, ALL), ("Sheet 2", None, Corrections())]))
    said = sidecar.load(file)
    assert said.of("") == ALL
    assert said.of("Sheet 2") == said.of("Sheet 3") == Corrections()
    assert said.fits(b"abc")
    assert not said.fits(b"abd")


def test_what_was_decided_is_there_to_copy_and_tells_nothing_by_itself(table):
    [before] = opened(table)
    written = sidecar.text("jobs.csv", table.read_bytes(), [("", before.reading, before.told)])
    sidecar.beside(table).write_text(written, "utf-8")
    said = json.loads(written)["tables"][0]
    assert said["told"] == {}
    assert said["as_read"]["bases"]["All"] == 40
    assert said["as_read"]["layout"] == "columns"
    [after] = opened(table)
    assert after.told == Corrections()
    assert after.reading.groups == before.reading.groups
    assert after.reading.blocks == before.reading.blocks
    assert after.reading.decisions[-1].what == "corrections"


def test_a_line_that_was_decided_can_be_told(table):
    """Everything that stands in as_read is a correction that holds."""
    [before] = opened(table)
    decided = sidecar.as_dict(sidecar.as_read(before.reading))
    write(table, **decided)
    [after] = opened(table)
    assert [group.label for group in after.reading.groups] == [group.label for group in before.reading.groups]
    assert after.reading.group("All").base_from == "told"


def test_options_go_before_the_sidecar_and_leave_the_rest(table):
    write(table, bases={"Town": 20, "Village": 20}, title="Jobs")
    [one] = opened(table, Corrections(bases={"Town": 22}))
    assert (one.told.bases, one.told.title) == ({"Town": 22, "Village": 20}, "Jobs")
    [one] = opened(table, use_sidecar=False)
    assert one.told == Corrections()


def test_a_table_that_was_changed_since_is_said(table):
    [one] = opened(table)
    sidecar.beside(table).write_text(
        sidecar.text("jobs.csv", table.read_bytes(), [("", one.reading, one.told)])
    )
    table.write_text(TABLE.replace("65.0", "66.0"), "utf-8")
    [one] = opened(table)
    last = one.reading.decisions[-1]
    assert (last.what, last.sure) == ("corrections", "guessed")
    assert "another version" in last.why


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "an empty file"),
        ("{", "row 1: found what is no JSON"),
        ('{\n "tables": [\n}', "row 3: found what is no JSON"),
        ("[]", "without a list of tables"),
        ('{"tables": {}}', "without a list of tables"),
        ('{"tables": [1]}', "a table with told and as_read"),
        ('{"tables": [], "base": 1}', "no key 'base'"),
        ('{"tables": [{"told": {"base": {}}}]}', "Did you mean 'bases'"),
        ('{"tables": [{"tolt": {}}]}', "Did you mean 'told'"),
        ('{"tables": [{"told": {"bases": 5}}]}', "names with values"),
        ('{"tables": [{"told": {"bases": {"Town": "20"}}}]}', "'bases: Town'"),
        ('{"tables": [{"told": {"bases": {"Town": 0}}}]}', "from 1 to"),
        ('{"tables": [{"told": {"bases": {"Town": true}}}]}', "a whole number"),
        ('{"tables": [{"told": {"block_bases": {"Work": 5}}}]}', "names with values"),
        ('{"tables": [{"told": {"blocks": {"Work": "distributon"}}}]}', "Did you mean 'distribution'"),
        ('{"tables": [{"told": {"columns": {"B": "percent"}}}]}', "no role of a column 'percent'"),
        ('{"tables": [{"told": {"weighted": "yes"}}]}', "true or false"),
        ('{"tables": [{"told": {"layout": "column"}}]}', "Did you mean 'columns'"),
        ('{"tables": [{"told": {"layout": []}}]}', "no layout"),
        ('{"tables": [{"told": {"title": 7}}]}', "text in double quotes"),
        ('{"tables": [{"told": {"block_rows": "Work"}}]}', "a list of rows"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_sidecar_that_cannot_be_used_says_why(table, text, words):
    sidecar.beside(table).write_text(text, "utf-8")
    with pytest.raises((DataError, NoSuchNameError)) as error:
        opened(table)
    assert words in str(error.value)
    assert "jobs.csv.reading.json" in str(error.value)


def test_a_table_is_chosen_by_name_or_number(tmp_path):
    page = tmp_path / "page.html"
    one = "<table><tr><td>answer<td>All<tr><td>Yes<td>60<tr><td>No<td>{}</table>"
    page.write_text(one.format(40) + one.format(41))
    assert [table.grid.name for table in opened(page)] == ["table 1", "table 2"]
    for name in ("2", "table 2"):
        [second] = opened(page, table=name)
        assert second.grid.rows[2] == ("No", "41")
    with pytest.raises(NoSuchNameError, match="no table '3'"):
        opened(page, table="3")


def test_tables_of_other_kinds_on_a_page_do_not_stop_the_one_that_is_meant(tmp_path):
    page = tmp_path / "page.html"
    menu = "<table><tr><td>Home<td>News</table>"
    page.write_text(menu + "<table><tr><td>answer<td>All<tr><td>Yes<td>60<tr><td>No<td>40</table>")
    first, second = opened(page)
    assert first.reading is None
    assert second.reading is not None
    page.write_text(menu * 2)
    with pytest.raises(DataError, match="2 tables, none of which can be read"):
        opened(page)
