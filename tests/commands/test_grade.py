"""What the command says when something has to be mended first: what, where, what to do; never a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytest.importorskip("nbgrader", reason="needs the extra: pip install -e '.[grading]'")

from homecoming.commands.main import main
from homecoming.grading import marks, sandbox

COURSE = Path(__file__).parents[2] / "assignments"
NAME = "rebuild-a-table"


@pytest.fixture
def no_sandbox_needed(monkeypatch):
    """Make sure that what is said comes before anything is run."""

    def never(*_):
        raise AssertionError("a submission was run")

    monkeypatch.setattr(sandbox, "ensure", lambda: "")
    monkeypatch.setattr(marks, "grade_submission", never)


@pytest.fixture
def handed_in(tmp_path) -> Path:
    place = tmp_path / "class"
    (place / "ada").mkdir(parents=True)
    (place / "ada" / f"{NAME}.ipynb").write_bytes(b"{}")
    return place


def test_a_folder_that_is_no_course(tmp_path, capsys):
    assert main(["release", "--course", str(tmp_path)]) == 2
    assert f"{tmp_path / 'source'} does not exist. Run this in the folder" in capsys.readouterr().err


def test_a_problem_set_that_there_is_not(capsys, handed_in):
    assert main(["grade", "rebuild-a-tabel", str(handed_in), "--course", str(COURSE)]) == 2
    assert "There are: audit-a-table, capstone, rebuild-a-table" in capsys.readouterr().err


def test_a_problem_set_that_is_no_notebook(tmp_path, capsys):
    (tmp_path / "source" / "ps").mkdir(parents=True)
    (tmp_path / "source" / "ps" / "ps.ipynb").write_text("<<<<<<< HEAD")
    assert main(["release", "--course", str(tmp_path)]) == 2
    assert "ps.ipynb is not a notebook (NotJSONError). Mend it" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--jobs", "--seconds", "--cell-seconds", "--memory"])
@pytest.mark.parametrize("value", ["0", "two"])
def test_limits_are_whole_numbers_above_zero(option, value, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["grade", NAME, option, value])
    assert stopped.value.code == 2
    assert f"argument {option}: '{value}' is no whole number above 0" in capsys.readouterr().err


def test_home_is_found_also_where_the_shell_leaves_it_to_us(no_sandbox_needed, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert main(["grade", NAME, "~/class.zip", "--course", str(COURSE)]) == 2
    assert f"{tmp_path / 'class.zip'} does not exist" in capsys.readouterr().err


def test_marks_by_hand_are_read_before_an_hour_of_marking(no_sandbox_needed, tmp_path, capsys, handed_in):
    out = tmp_path / "out"
    out.mkdir()
    (out / "marks-by-hand.csv").write_text("student,name,question,most,points,comment\na,A,journalist,4,9,\n")
    words = ["grade", NAME, str(handed_in), "--course", str(COURSE), "--out", str(out)]
    assert main(words) == 2
    assert "marks-by-hand.csv, line 2: points must lie between 0 and 4" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_found_before_marking(
    no_sandbox_needed, tmp_path, capsys, handed_in
):
    (tmp_path / "out").write_text("a file, not a folder")
    words = ["grade", NAME, str(handed_in), "--course", str(COURSE), "--out", str(tmp_path / "out")]
    assert main(words) == 2
    assert f"homecoming: {tmp_path / 'out'}: File exists." in capsys.readouterr().err


def test_stopping_by_hand_keeps_what_there_was(monkeypatch, tmp_path, capsys, handed_in):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(sandbox, "ensure", lambda: "")
    monkeypatch.setattr(marks, "grade_submission", stop)
    words = ["grade", NAME, str(handed_in), "--course", str(COURSE), "--out", str(tmp_path / "out")]
    assert main(words) == 130
    assert "No marks were written" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []


def test_a_submission_is_told_where_the_data_is(monkeypatch, tmp_path, handed_in):
    data = tmp_path / "own-data"
    data.mkdir()
    (data / "datapackage.json").write_text("{}")
    monkeypatch.setenv("HOMECOMING_DATA", str(data))
    monkeypatch.setattr(sandbox, "ensure", lambda: "")
    given = []

    def note(_assignment, _submission, _limits, readable, environment):
        given.append((readable, environment))
        raise KeyboardInterrupt

    monkeypatch.setattr(marks, "grade_submission", note)
    words = ["grade", NAME, str(handed_in), "--course", str(COURSE), "--out", str(tmp_path / "out")]
    assert main(words) == 130
    assert given == [((data,), {"HOMECOMING_DATA": str(data)})]


def test_a_bad_zip_file_is_told_from_a_notebook(no_sandbox_needed, tmp_path, capsys, handed_in):
    notebook = shutil.copy(handed_in / "ada" / f"{NAME}.ipynb", tmp_path)
    assert main(["grade", NAME, str(notebook), "--course", str(COURSE)]) == 2
    assert "is not a zip file, or it is damaged. Name a folder" in capsys.readouterr().err


@pytest.mark.parametrize("out", ["source", "source/capstone"])
def test_a_release_never_overwrites_the_problem_sets(tmp_path, capsys, out):
    course = shutil.copytree(COURSE, tmp_path / "assignments")
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    arguments = ["release", "capstone", "--course", str(course), "--out", str(course / out)]
    assert main(arguments) == 2
    assert "choose another folder" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in course.rglob("*") if path.is_file()} == before
