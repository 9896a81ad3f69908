"""`new-table`: what it writes, and that bad input gets an answer, not a traceback."""

import json
import os

import pytest
from bad_files import BAD, NO_FIGURES

from homecoming import published
from homecoming.commands import policy
from homecoming.commands.main import main
from homecoming.people import counts

FACTS = ["--people", "240", "--whole", "All", "--group", "Women=150", "--group", "Men=90"]
GOOD = "question,option,kind,group,printed\nWell?,Yes,option,All,60.0\nWell?,No,option,All,40.0\n"
RIGHT = {
    "46.5": "45.6",
    "59.8": "58.8",
    "18.5": "15.8",
}  # what the example would print without its three errors


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(capsys, *arguments):
    """What the command returns and says; argparse ends the program by itself when the words are wrong."""
    try:
        status = main([str(argument) for argument in arguments])
    except SystemExit as stop:
        status = stop.code
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_example_holds_the_three_errors_and_no_more():
    table = published.load_csv(
        published.EXAMPLE, respondents=240, whole="All", sizes={"Women": 150, "Men": 90}
    )
    printed = table.as_printed(kinds=["option"])
    columns = {group: [RIGHT.get(figure, figure) for figure in printed[group]] for group in printed}
    found = counts.recover(
        columns, {"Women": 150, "Men": 90}, whole="All", min_bases={"Women": 150, "Men": 90, "All": 240}
    )
    assert found.verdict == "unique"


def test_a_page_is_made_and_its_cells_run(tmp_path, capsys):
    status, out, _ = run(capsys, "new-table", "--example", "first-job.csv")
    assert status == policy.DONE
    assert "homecoming audit first-job.csv --people 240" in out
    status, out, _ = run(capsys, "new-table", "first-job.csv", "--title", "A 'first' job", *FACTS)
    assert (status, sorted(os.listdir(tmp_path))) == (policy.DONE, ["first-job.csv", "first-job.ipynb"])
    notebook = json.loads((tmp_path / "first-job.ipynb").read_text("utf-8"))
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    names, shown = {}, []
    for cell in code:
        *before, last = cell.splitlines()
        exec("\n".join(before), names)
        shown.append(eval(last, names))
    assert len(code) == len(shown) == 4
    assert "A &#x27;first&#x27; job" in shown[0]._repr_html_()
    assert len(list(shown[1].states)) > 2
    assert "46.5" in shown[3]._repr_html_()


def test_a_made_page_is_a_valid_notebook(tmp_path, capsys):
    nbformat = pytest.importorskip("nbformat")
    (tmp_path / "t.csv").write_text(GOOD, "utf-8")
    run(capsys, "new-table", "t.csv")
    nbformat.validate(nbformat.read(tmp_path / "t.ipynb", as_version=4))


def test_nothing_is_replaced_unless_told_to(tmp_path, capsys):
    page = tmp_path / "t.ipynb"
    (tmp_path / "t.csv").write_text(GOOD, "utf-8")
    page.write_text("mine", "utf-8")
    status, _, err = run(capsys, "new-table", "t.csv")
    assert (status, page.read_text("utf-8")) == (policy.UNUSABLE, "mine")
    assert "--force" in err
    assert run(capsys, "new-table", "--example", "t.csv")[0] == policy.UNUSABLE
    assert (tmp_path / "t.csv").read_text("utf-8") == GOOD
    assert run(capsys, "new-table", "t.csv", "--force")[0] == policy.DONE
    assert page.read_text("utf-8") != "mine"


@pytest.mark.parametrize("kind", BAD | NO_FIGURES)
def test_a_bad_file_gets_an_answer(tmp_path, capsys, kind):
    (tmp_path / "bad.csv").write_bytes((BAD | NO_FIGURES)[kind][0])
    status, out, err = run(capsys, "new-table", "bad.csv")
    assert status == policy.UNUSABLE
    *progress, message = err.splitlines()
    assert message.startswith("homecoming: bad.csv"), message
    assert "found" in message
    assert "expected" in message
    assert not progress
    assert not out
    assert os.listdir(tmp_path) == ["bad.csv"], "nothing half-written stays behind"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["new-table", "none.csv"], "no such file"),
        (["new-table", "."], "a folder"),
        (["new-table", "t.csv", "--whole", "Everybody"], "no group 'Everybody'"),
        (["new-table", "t.csv", "--group", "Men=3"], "no group 'Men'"),
        (["new-table", "t.csv", "--group", "All=3", "--group", "All=4"], "names a column twice"),
        (["new-table", "t.csv", "--people", "0"], "'0' is not a number of people"),
        (["new-table", "t.csv", "--people", "many"], "'many' is not a number of people"),
        (["new-table", "t.csv", "--people", "²"], "is not a number of people"),
        (["new-table", "t.csv", "--group", "All"], "'All' is not a column and its number"),
        (["new-table", "t.csv", "--group", "=5"], "'=5' is not a column and its number"),
        (
            ["new-table", "two.csv", "--people", "10", "--whole", "All", "--group", "Men=11"],
            "larger than the whole",
        ),
        (["new-table"], "required: FILE"),
        (["check", "t.csv"], "invalid choice"),
        ([], "COMMAND"),
    ],
)
def test_a_command_that_cannot_be_used_says_why(tmp_path, capsys, arguments, words):
    (tmp_path / "t.csv").write_text(GOOD, "utf-8")
    (tmp_path / "two.csv").write_text("option,All,Men\nYes,60,50\nNo,40,50\n", "utf-8")
    status, _, err = run(capsys, *arguments)
    assert status == policy.UNUSABLE
    assert words in err
    assert (tmp_path / "t.csv").read_text("utf-8") == GOOD
    assert sorted(os.listdir(tmp_path)) == ["t.csv", "two.csv"]


def test_help_teaches(capsys):
    status, out, _ = run(capsys, "new-table", "--help")
    assert status == 0
    assert "--example first-job.csv" in out


def test_a_title_is_text_in_the_page_whatever_the_file_says(tmp_path, capsys):
    (tmp_path / "t.csv").write_text(GOOD, "utf-8")
    run(capsys, "new-table", "t.csv", "--title", "<script>alert(1)</script> [x](javascript:y)")
    heading = "".join(json.loads((tmp_path / "t.ipynb").read_text("utf-8"))["cells"][0]["source"])
    first = heading.splitlines()[0]
    assert first == r"# \<script\>alert(1)\</script\> \[x\](javascript:y)"


def test_a_table_of_more_groups_than_an_explorer_has_colours_gets_a_page_without_one(tmp_path, capsys):
    groups = [f"G{number}" for number in range(7)]
    rows = [f"{answer}," + ",".join(["50.0"] * 7) for answer in ("Yes", "No")]
    (tmp_path / "t.csv").write_text("\n".join([",".join(["", *groups]), *rows]), "utf-8")
    assert run(capsys, "new-table", "t.csv")[0] == policy.DONE
    assert "explore" not in (tmp_path / "t.ipynb").read_text("utf-8")
