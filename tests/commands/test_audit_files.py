"""`read` and `audit`: what they say of tables, of many at a time, and of files that are none."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest
from bad_files import BAD, NO_FIGURES

from homecoming import published
from homecoming.commands import policy
from homecoming.commands.main import main

FACTS = ["--people", "240", "--whole", "All", "--group", "Women=150", "--group", "Men=90"]
GOOD = "answer,All (n = 40),Town (n = 20),Village (n = 20)\nYes,60.0,55.0,65.0\nNo,40.0,45.0,35.0\n"
WRONG = GOOD.replace("55.0", "56.0")


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def tables(tmp_path):
    (tmp_path / "good.csv").write_text(GOOD, "utf-8")
    (tmp_path / "wrong.csv").write_text(WRONG, "utf-8")
    (tmp_path / "bad.csv").write_text("no table at all\n", "utf-8")
    (tmp_path / "shares.csv").write_text("x,A\nFirst,10\nSecond,11.5\nThird,17\n", "utf-8")


def run(capsys, *arguments):
    """What the command returns and says; argparse ends the program by itself when the words are wrong."""
    try:
        status = main([str(argument) for argument in arguments])
    except SystemExit as stop:
        status = stop.code
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_three_hidden_errors_of_the_example_are_found(capsys):
    status, out, _ = run(capsys, "audit", published.EXAMPLE, *FACTS, "--json", "-")
    assert status == policy.FINDINGS
    [table] = json.loads(out)["tables"]
    assert {"46.5", "59.8", "18.5"} <= {finding["printed"] for finding in table["findings"]}


def test_every_published_table_can_be_audited_from_its_own_file(capsys):
    for name in published.tables():
        status, out, _ = run(capsys, "audit", published.load(name).path, "--json", "-")
        [table] = json.loads(out)["tables"]
        assert status == (policy.FINDINGS if table["findings"] else policy.DONE)
        assert table["outcome"] != "not checked"


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["good.csv"], policy.DONE),
        (["wrong.csv"], policy.FINDINGS),
        (["bad.csv"], policy.UNUSABLE),
        (["shares.csv"], policy.UNUSABLE),
        (["good.csv", "wrong.csv"], policy.FINDINGS),
        (["good.csv", "bad.csv"], policy.UNUSABLE),
        (["wrong.csv", "bad.csv", "good.csv"], policy.UNUSABLE),
        (["none.csv", "good.csv"], policy.UNUSABLE),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_the_exit_status_never_mixes_the_outcomes(capsys, names, expected):
    assert run(capsys, "audit", *names)[0] == expected


@pytest.mark.usefixtures("tables")
def test_one_bad_file_stops_no_other_and_the_summary_names_all(capsys):
    status, out, err = run(capsys, "audit", "wrong.csv", "bad.csv", "good.csv")
    assert status == policy.UNUSABLE
    summary = out.partition("Summary")[2].splitlines()
    assert [line.split(maxsplit=1) for line in summary if ".csv" in line] == [
        ["wrong.csv", "1 finding"],
        ["good.csv", "nothing found"],
        ["bad.csv", "not usable"],
    ]
    assert err.startswith("homecoming: bad.csv: found no columns")
    assert "Traceback" not in err


@pytest.mark.usefixtures("tables")
def test_a_defect_of_the_program_in_one_file_stops_no_other(capsys, monkeypatch):
    from homecoming.checks import judge

    sound = judge.judge
    monkeypatch.setattr(judge, "judge", lambda reading: 1 / 0 if "good" in reading.file else sound(reading))
    status, out, err = run(capsys, "audit", "good.csv", "wrong.csv")
    assert status == policy.CRASHED
    assert "ZeroDivisionError" in err
    assert "1 finding" in out
    status, _, err = run(capsys, "audit", "good.csv")
    assert status == policy.CRASHED
    assert "this is a defect" in err


@pytest.mark.usefixtures("tables")
def test_a_table_that_takes_too_long_stops_no_other(capsys, monkeypatch):
    from homecoming.checks import judge
    from homecoming.reading import raw_files

    sound = judge.judge

    def slow(reading):
        if "good" in reading.file:
            time.sleep(60)
        return sound(reading)

    monkeypatch.setattr(judge, "judge", slow)
    monkeypatch.setattr(raw_files, "MOST_SECONDS_OF_A_TABLE", 0.3)
    status, out, err = run(capsys, "audit", "good.csv", "wrong.csv")
    assert status == policy.UNUSABLE
    assert "good.csv: found what takes more than 0.3 seconds to judge" in err
    assert "1 finding" in out


@pytest.mark.usefixtures("tables")
def test_reports_for_programs_hold_all_files(capsys):
    status, out, _ = run(
        capsys,
        *("audit", "wrong.csv", "bad.csv", "good.csv"),
        *("--json", "all.json", "--csv", "all.csv", "--html", "all.html"),
    )
    assert status == policy.UNUSABLE
    for name in ("all.json", "all.csv", "all.html"):
        assert f"The report stands in {name}" in out
    said = json.loads(Path("all.json").read_text("utf-8"))
    assert [(table["file"], len(table["findings"])) for table in said["tables"]] == [
        ("wrong.csv", 1),
        ("good.csv", 0),
    ]
    with open("all.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["file"] for row in rows] == ["wrong.csv", "good.csv", "bad.csv"]
    page = Path("all.html").read_text("utf-8")
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page), "the page must stand alone"
    assert all(name in page for name in ("wrong.csv", "bad.csv", "good.csv"))


@pytest.mark.usefixtures("tables")
def test_what_programs_read_stands_alone_on_the_terminal(capsys):
    _, out, _ = run(capsys, "audit", "wrong.csv", "good.csv", "--json", "-")
    json.loads(out)
    _, out, _ = run(capsys, "audit", "wrong.csv", "good.csv", "--csv", "-")
    assert len(list(csv.DictReader(io.StringIO(out)))) == 2


@pytest.mark.usefixtures("tables")
def test_a_pasted_table_is_audited():
    done = subprocess.run(
        [sys.executable, "-m", "homecoming", "audit", "-"],
        input=WRONG.replace(",", "\t"),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == policy.FINDINGS
    assert "56.0" in done.stdout


@pytest.mark.usefixtures("tables")
def test_the_reading_is_shown_before_any_judgement(capsys):
    status, out, _ = run(capsys, "read", "wrong.csv")
    assert status == policy.DONE
    for words in ("All", "Town", "Village", "40", "Yes"):
        assert words in out
    assert "finding" not in out
    assert sorted(os.listdir()) == ["bad.csv", "good.csv", "shares.csv", "wrong.csv"]


@pytest.mark.usefixtures("tables")
def test_a_sidecar_is_written_edited_and_used(capsys):
    assert run(capsys, "read", "wrong.csv", "--write")[0] == policy.DONE
    sidecar = Path("wrong.csv.reading.json")
    said = json.loads(sidecar.read_text("utf-8"))
    assert run(capsys, "audit", "wrong.csv")[0] == policy.FINDINGS
    said["tables"][0]["told"] = {"weighted": True}
    sidecar.write_text(json.dumps(said), "utf-8")
    _, out, _ = run(capsys, "audit", "wrong.csv", "--json", "-")
    kinds = {finding["kind"] for finding in json.loads(out)["tables"][0]["findings"]}
    assert "impossible percentage" not in kinds
    status, _, err = run(capsys, "read", "wrong.csv", "--write")
    assert (status, "--force" in err) == (policy.UNUSABLE, True)
    assert json.loads(sidecar.read_text("utf-8")) == said
    assert run(capsys, "read", "wrong.csv", "--write", "--force")[0] == policy.DONE
    assert json.loads(sidecar.read_text("utf-8"))["tables"][0]["told"] == {"weighted": True}


OPTIONS = [
    (["--people", "0"], "'0' is not a number of people"),
    (["--people", "many"], "'many' is not a number of people"),
    (["--people", "²"], "is not a number of people"),
    (["--people", "9" * 5000], "is not a number of people"),
    (["--group", "All"], "'All' is not a column and its number"),
    (["--base", "=5"], "'=5' is not a column and its number"),
    (["--group", "All=3", "--base", "All=4"], "names a column twice"),
    (["--whole", "Everybody"], "no group 'Everybody'"),
    (["--group", "City=3"], "no group 'City'"),
    (["--people", "10", "--group", "Town=11"], "larger than the whole"),
    (["--block", "Work"], "has no kind of block"),
    (["--block", "Work=distributon"], "Did you mean 'distribution'"),
    (["--block", "Work=distribution"], "no block 'Work'"),
    (["--block-base", "Work::Town=x"], "'x' is not a number of people"),
    (["--column", "Town=percentage"], "no role of a column 'percentage'"),
    (["--column", "Citi=skip"], "no column 'Citi'"),
    (["--row", "Maybe=total"], "no row 'Maybe'"),
    (["--header-rows", "-1"], "not a number of rows"),
    (["--layout", "wide"], "invalid choice: 'wide'"),
    (["--table", "7"], "no table '7'"),
    (["--encoding", "cp0"], "the encoding 'cp0'"),
]


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize("command", ["read", "audit"])
@pytest.mark.parametrize(
    ("options", "words"), OPTIONS, ids=lambda part: "" if isinstance(part, str) else " ".join(part)[:40]
)
def test_an_option_that_cannot_be_used_says_why(capsys, command, options, words):
    status, out, err = run(capsys, command, "good.csv", *options)
    assert status == policy.UNUSABLE
    assert words in err
    assert not out
    assert "Traceback" not in err


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize("kind", ["html", "json", "csv"])
def test_a_report_replaces_nothing_but_a_report(capsys, tmp_path, kind):
    def refused(target):
        status, out, err = run(capsys, "audit", "good.csv", f"--{kind}", target)
        assert (status, out) == (policy.UNUSABLE, "")
        return err

    assert "would overwrite the table" in refused("good.csv")
    assert "would overwrite the table" in refused(tmp_path / "good.csv")
    assert "is a folder" in refused(".")
    assert "no folder none" in refused("none/report")
    Path("link").symlink_to("good.csv")
    Path("other").symlink_to("nowhere")
    os.mkfifo("pipe")
    os.link("good.csv", "twin")
    assert "would overwrite the table" in refused("twin")
    assert "would overwrite the table" in refused("link")
    assert "is a link" in refused("other")
    assert "a device or a pipe" in refused("pipe")
    assert "a device or a pipe" in refused("/dev/null")
    assert Path("good.csv").read_text("utf-8") == GOOD
    Path("old").write_text("an older report")
    assert run(capsys, "audit", "good.csv", f"--{kind}", "old")[0] == policy.DONE
    assert "an older report" not in Path("old").read_text("utf-8")
    assert not [name for name in os.listdir() if name.endswith(".new")]


@pytest.mark.usefixtures("tables")
def test_two_reports_are_two_files(capsys):
    status, _, err = run(capsys, "audit", "good.csv", "--json", "r", "--csv", "r")
    assert (status, "same name" in err) == (policy.UNUSABLE, True)
    status, _, err = run(capsys, "audit", "good.csv", "--json", "-", "--csv", "-")
    assert (status, "Only one" in err) == (policy.UNUSABLE, True)


@pytest.mark.parametrize("kind", BAD | NO_FIGURES)
@pytest.mark.parametrize("command", ["audit", "read"])
def test_a_bad_file_gets_an_answer(capsys, command, kind):
    raw, words = (BAD | NO_FIGURES)[kind]
    Path("bad.csv").write_bytes(raw)
    more = ["--html", "report.html", "--json", "report.json"] if command == "audit" else ["--write"]
    status, out, err = run(capsys, command, "bad.csv", *more)
    assert (status, out) == (policy.UNUSABLE, "")
    [message] = err.splitlines()
    assert message.startswith("homecoming: bad.csv")
    assert words in message
    assert os.listdir() == ["bad.csv"], "nothing half-written stays behind"


@pytest.mark.usefixtures("tables")
def test_labels_cannot_speak_to_the_terminal(capsys):
    label = "Yes\x1b[31m\x1b]0;x\x07\u202e\u2066"
    Path("evil.csv").write_text(WRONG.replace("Yes", label).replace("Town", "Town\u202e"), "utf-8")
    for arguments in (["read"], ["audit"], ["audit", "--json", "-"], ["audit", "--csv", "-"]):
        _, out, err = run(capsys, arguments[0], "evil.csv", *arguments[1:])
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out + err)
        assert r"\u202e" in out
    run(capsys, "audit", "evil.csv", "--html", "evil.html")
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e]", Path("evil.html").read_text("utf-8"))
    said = json.loads(run(capsys, "audit", "evil.csv", "--json", "-")[1])
    assert said["tables"][0]["reading"]["blocks"][0]["lines"][0]["label"] == label, "programs get it as it is"


def test_names_that_are_no_text_can_be_said(capsys):
    name = os.fsdecode(b"t\xff\x1b.csv")
    Path(name).write_text(WRONG, "utf-8")
    status, out, err = run(capsys, "audit", name, "--json", "r.json", "--html", "r.html", "--csv", "r.csv")
    assert (status, err) == (policy.FINDINGS, "")
    out.encode("utf-8")
    status, _, err = run(capsys, "audit", f"{name}x")
    assert (status, r"t\udcff\x1b.csvx" in err) == (policy.UNUSABLE, True)


def test_help_teaches(capsys):
    for command, words in (("audit", "58.0 says more than 58"), ("read", "FILE.reading.json")):
        status, out, _ = run(capsys, command, "--help")
        assert status == 0
        assert words in out


def test_the_words_of_the_command_are_told(capsys):
    status, _, err = run(capsys, "audit")
    assert (status, "FILE" in err) == (policy.UNUSABLE, True)


def test_a_table_says_the_same_in_every_kind_of_file(capsys):
    rows = [line.split("\t") for line in WRONG.replace(",", "\t").splitlines()]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save("own.xlsx")
    bars = ["|" + "|".join(row) + "|" for row in rows]
    cells = ["<tr>" + "".join(f"<td>{cell.replace('(', '<br>(')}" for cell in row) for row in rows]
    Path("own.md").write_text("\n".join([bars[0], "|---" * 4 + "|", *bars[1:]]), "utf-8")
    Path("own.html").write_text(f"<p>Text</p><table>{''.join(cells)}</table>", "utf-8")
    Path("own.tsv").write_text("\n".join(map("\t".join, rows)), "utf-16")
    Path("own.txt").write_text("\n".join("  ".join(cell.ljust(20) for cell in row) for row in rows), "utf-8")
    Path("own.csv").write_text("\n".join(map(";".join, rows)).replace(".", ","), "utf-8")
    names = ["own.xlsx", "own.md", "own.html", "own.tsv", "own.txt", "own.csv"]
    _, out, _ = run(capsys, "audit", *names, "--json", "-")
    tables = json.loads(out)["tables"]
    assert [table["file"] for table in tables] == names
    for table in tables:
        [finding] = table["findings"]
        assert finding["printed"].replace(",", ".") == "56.0"
        assert (finding["row"], finding["would"]) == ("Yes", "55.0 or 60.0")
