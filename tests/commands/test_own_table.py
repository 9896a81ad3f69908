"""`audit` and `new-table`: what they find and write, and that bad input gets an answer, not a traceback."""

import json
import os
import re
import zlib

import pytest

from homecoming import published
from homecoming.commands import policy
from homecoming.commands.main import main
from homecoming.people import counts
from homecoming.show.audit_report import AuditReport

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


def corrected(text):
    for wrong, right in RIGHT.items():
        assert text.count(wrong) == 1
        text = text.replace(wrong, right)
    return text


def run(capsys, *arguments):
    """What the command returns and says; argparse ends the program by itself when the words are wrong."""
    try:
        status = main([str(argument) for argument in arguments])
    except SystemExit as stop:
        status = stop.code
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_three_hidden_errors_are_found(capsys):
    status, out, _ = run(capsys, "audit", published.EXAMPLE, *FACTS)
    assert status == policy.FINDINGS
    said = " ".join(out.split())
    assert "No whole number of 90 people gives 46.5 per cent: 41 gives 45.6" in said
    assert "The parts 37.1 + 21.7 make 58.8; 59.8 is printed" in said
    assert "18.5 for the whole lies outside its groups (Women 18.0, Men 12.2)" in said
    assert "inconsistent" in said
    assert "fraud" not in said


def test_a_table_without_errors_returns_zero_and_gives_its_people(tmp_path, capsys):
    file = tmp_path / "right.csv"
    file.write_text(corrected(published.EXAMPLE.read_text("utf-8")), "utf-8")
    status, out, _ = run(capsys, "audit", file, *FACTS)
    assert status == policy.DONE
    assert "Full sample of 240" in out
    assert re.search(r"Full-time job +89 +48 +41", out)


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


def test_without_sizes_what_cannot_be_checked_is_no_finding(tmp_path, capsys):
    file = tmp_path / "right.csv"
    file.write_text(GOOD, "utf-8")
    status, out, _ = run(capsys, "audit", file)
    assert status == policy.DONE
    assert "cannot be checked" in out


def test_the_html_report_says_what_the_terminal_says(tmp_path, capsys):
    _, out, _ = run(
        capsys, "audit", published.EXAMPLE, *FACTS, "--title", "Jobs <1>", "--html", tmp_path / "r.html"
    )
    page = (tmp_path / "r.html").read_text("utf-8")
    assert "<h1>Audit: Jobs &lt;1&gt;</h1>" in page
    report = AuditReport(
        published.load_csv(published.EXAMPLE, respondents=240, whole="All", sizes={"Women": 150, "Men": 90})
    )
    for explanation in report.found["explanation"]:
        assert " ".join(explanation.split()) in " ".join(out.split())
        assert explanation.replace("'", "&#x27;") in page
    assert not re.search(r"(?:src|href)=", page), "the page must stand alone"
    assert os.listdir(tmp_path) == ["r.html"]


def test_every_published_table_can_be_audited_from_its_own_file(capsys):
    for name in published.tables():
        status, out, _ = run(capsys, "audit", published.load(name).path)
        assert status in (policy.DONE, policy.FINDINGS)
        assert "How many people" in out


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


BAD_FILES = {
    "empty": b"",
    "only spaces": b"  \n \n",
    "header alone": b"question,option,kind,group,printed\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + zlib.compress(b"picture" * 99),
    "a spreadsheet": b"PK\x03\x04" + bytes(range(256)),
    "utf-16": GOOD.encode("utf-16"),
    "latin-1": "option,All\nBewußt,60\n".encode("latin-1"),
    "nul bytes": b"option,All\nYes,6\x000\n",
    "semicolons": GOOD.replace(",", ";").encode(),
    "tabs": GOOD.replace(",", "\t").encode(),
    "no header": b"Well?,Yes,option,All,60.0\n",
    "missing column": b"question,option,group,printed\nWell?,Yes,All,60.0\n",
    "extra column": GOOD.replace("printed\n", "printed,note\n").replace(".0\n", ".0,x\n").encode(),
    "column twice": b"option,All,All\nYes,60,60\n",
    "ragged row": GOOD.encode() + b"Well?,Maybe,option\n",
    "open quote": b'option,All\n"Yes,60\n',
    "huge cell": b"option,All\nYes," + b"6" * 200_000 + b"\n",
    "decimal comma": b"option,All\nYes,60,0\n",
    "quoted decimal comma": b'option,All\nYes,"60,0"\n',
    "per cent sign": b"option,All\nYes,60%\n",
    "words": b"option,All\nYes,n/a\n",
    "blank figure": b"option,All\nYes,\n",
    "not a number": b"option,All\nYes,nan\n",
    "infinity": b"option,All\nYes,inf\n",
    "exponent": b"option,All\nYes,6e1\n",
    "other digits": "option,All\nYes,\u0666\u0660\n".encode(),
    "above 100": b"option,All\nYes,160\n",
    "negative": b"option,All\nYes,-6.0\n",
    "row twice": GOOD.encode() + b"Well?,No,option,All,40.0\n",
    "unknown kind": GOOD.replace("No,option", "No,choice").encode(),
    "subtotal without parts": GOOD.encode() + b"Well?,Yes + maybe,subtotal,All,60.0\n",
    "figure missing": GOOD.encode() + b"Well?,Yes,option,Men,60.0\n",
    "a web page": b"<!DOCTYPE html>\n<html><body>Not found</body></html>\n",
}


@pytest.mark.parametrize("kind", BAD_FILES)
@pytest.mark.parametrize("command", ["audit", "new-table"])
def test_a_bad_file_gets_an_answer(tmp_path, capsys, command, kind):
    (tmp_path / "bad.csv").write_bytes(BAD_FILES[kind])
    report = ["--html", "report.html"] if command == "audit" else []
    status, out, err = run(capsys, command, "bad.csv", *report)
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
        (["audit", "none.csv"], "no such file"),
        (["audit", "."], "a folder"),
        (["audit", "t.csv", "--whole", "Everybody"], "no group 'Everybody'"),
        (["audit", "t.csv", "--group", "Men=3"], "no group 'Men'"),
        (["audit", "t.csv", "--group", "All=3", "--group", "All=4"], "names a column twice"),
        (["audit", "t.csv", "--people", "0"], "'0' is not a number of people"),
        (["audit", "t.csv", "--people", "many"], "'many' is not a number of people"),
        (["audit", "t.csv", "--people", "²"], "is not a number of people"),
        (["audit", "t.csv", "--group", "All"], "'All' is not a column and its number"),
        (["audit", "t.csv", "--group", "=5"], "'=5' is not a column and its number"),
        (["audit", "t.csv", "--html", "t.csv"], "would overwrite the table"),
        (["audit", "t.csv", "--html", "."], "is a folder"),
        (["audit", "t.csv", "--html", "none/report.html"], "There is no folder none"),
        (
            ["audit", "two.csv", "--people", "10", "--whole", "All", "--group", "Men=11"],
            "larger than the whole",
        ),
        (["audit"], "FILE.csv"),
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
    for command, words in (("audit", "58.0 says more than 58"), ("new-table", "--example first-job.csv")):
        status, out, _ = run(capsys, command, "--help")
        assert status == 0
        assert words in out
