"""Collecting submissions: folders, and the zip files of Moodle and Canvas, also malicious ones."""

import zipfile
from pathlib import Path

import pytest

from homecoming.grading.collect import MOST_BYTES, CollectError, collect


def archive(place: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(place, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return place


def told(submissions) -> list[tuple]:
    return [(one.student, one.name, one.content) for one in submissions]


def test_a_folder_a_student(tmp_path):
    for student in ("bea", "ada"):
        (tmp_path / student).mkdir()
        (tmp_path / student / "ps.ipynb").write_bytes(student.encode())
    assert told(collect(tmp_path, "ps")) == [("ada", "ada", b"ada"), ("bea", "bea", b"bea")]


def test_the_folders_of_nbgrader_and_flat_files(tmp_path):
    (tmp_path / "ada" / "ps").mkdir(parents=True)
    (tmp_path / "ada" / "ps" / "ps.ipynb").write_bytes(b"1")
    (tmp_path / "bea.ipynb").write_bytes(b"2")
    (tmp_path / "ada" / "ps" / ".ipynb_checkpoints").mkdir()
    (tmp_path / "ada" / "ps" / ".ipynb_checkpoints" / "ps.ipynb").write_bytes(b"old")
    assert told(collect(tmp_path, "ps")) == [("ada", "ada", b"1"), ("bea", "bea", b"2")]


@pytest.mark.parametrize(
    "name",
    [
        "Айгүл Асанова_48151_assignsubmission_file_/ps.ipynb",
        "Айгүл Асанова_48151_assignsubmission_file/ps.ipynb",
        "Айгүл Асанова_48151_assignsubmission_file_ps.ipynb",
        "Айгүл Асанова_48151_assignsubmission_file_/work/ps.ipynb",
    ],
    ids=["folder", "folder-short", "flat", "deeper"],
)
def test_moodle(tmp_path, name):
    (one,) = collect(archive(tmp_path / "class.zip", {name: b"1"}), "ps")
    assert (one.student, one.name, one.platform, one.lms_id) == ("48151", "Айгүл Асанова", "moodle", "48151")
    assert one.content == b"1"


def test_feedback_goes_back_to_the_folder_of_the_notebook(tmp_path):
    files = {
        "Ada L_1_assignsubmission_onlinetext_/onlinetext.html": b"Please see my file",
        "Ada L_1_assignsubmission_file_/ps.ipynb": b"1",
    }
    (one,) = collect(archive(tmp_path / "class.zip", files), "ps")
    assert one.prefix == "Ada L_1_assignsubmission_file_"


@pytest.mark.parametrize("late", ["", "_LATE"])
def test_canvas(tmp_path, late):
    place = archive(tmp_path / "class.zip", {f"kimminjun{late}_771_90210_ps-2.ipynb": b"1"})
    (one,) = collect(place, "ps")
    assert (one.student, one.name, one.platform) == ("771", "kimminjun", "canvas")


def test_a_zip_file_in_a_folder_and_a_mac(tmp_path):
    archive(tmp_path / "class.zip", {"ada/ps.ipynb": b"1", "__MACOSX/ada/._ps.ipynb": b"junk"})
    assert told(collect(tmp_path, "ps")) == [("ada", "ada", b"1")]


def test_the_problem_sets_name_counts_then_the_newest(tmp_path):
    (tmp_path / "ada").mkdir()
    for name in ("notes.ipynb", "ps.ipynb"):
        (tmp_path / "ada" / name).write_bytes(name.encode())
    (one,) = collect(tmp_path, "ps")
    assert one.content == b"ps.ipynb"
    assert one.note == "2 notebooks were handed in; ps.ipynb was taken"


def test_no_notebook_is_reported_under_the_students_name(tmp_path):
    place = archive(tmp_path / "class.zip", {"Ada L_1_assignsubmission_file_/homework.docx": b"PK"})
    (one,) = collect(place, "ps")
    assert one.content is None
    assert one.problem == "no notebook was handed in, only homework.docx"


def test_an_empty_folder_is_reported_under_the_students_name(tmp_path):
    (tmp_path / "ada" / ".ipynb_checkpoints").mkdir(parents=True)
    (tmp_path / "ada" / ".ipynb_checkpoints" / "ps.ipynb").write_bytes(b"old")
    (tmp_path / "bea").mkdir()
    (tmp_path / ".git").mkdir()
    assert [(one.student, one.content, one.problem) for one in collect(tmp_path, "ps")] == [
        ("ada", None, "nothing was handed in"),
        ("bea", None, "nothing was handed in"),
    ]


def test_a_folder_too_far_up_is_no_class(tmp_path):
    (tmp_path / "ps" / "ada").mkdir(parents=True)
    (tmp_path / "ps" / "ada" / "ps.ipynb").write_bytes(b"1")
    with pytest.raises(CollectError, match=f"say SUBMISSIONS={tmp_path / 'ps'}"):
        collect(tmp_path, "ps")


def test_names_in_an_archive_reach_nothing_outside(tmp_path):
    place = archive(
        tmp_path / "class.zip",
        {"../../etc/ps.ipynb": b"1", "/root/ps.ipynb": b"2", "..\\..\\x.ipynb": b"3", "ada/ps.ipynb": b"4"},
    )
    before = set(tmp_path.rglob("*"))
    collected = collect(place, "ps")
    assert set(tmp_path.rglob("*")) == before
    assert ("ada", "ada", b"4") in told(collected)


def test_links_are_not_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "ps.ipynb").symlink_to(secret)
    (one,) = collect(tmp_path / "class", "ps")
    assert one.content is None
    assert "a link" in one.problem


def test_a_bomb_is_not_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "class.zip", "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("ada/ps.ipynb", b"0" * (MOST_BYTES + 1))
    (one,) = collect(tmp_path / "class.zip", "ps")
    assert one.content is None
    assert "too large" in one.problem


def test_a_damaged_entry_spoils_only_itself(tmp_path):
    place = archive(tmp_path / "class.zip", {"ada/ps.ipynb": b"A" * 100, "bea/ps.ipynb": b"B" * 100})
    raw = place.read_bytes()
    place.write_bytes(raw.replace(b"A" * 100, b"a" * 100))
    ada, bea = collect(place, "ps")
    assert ada.content is None
    assert "cannot be read" in ada.problem
    assert bea.content == b"B" * 100


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda place: None, "does not exist"),
        (lambda place: place.mkdir(), "holds no submissions"),
        (lambda place: place.write_bytes(b"not a zip"), "is not a zip file"),
        (lambda place: archive(place, {}), "holds no submissions"),
    ],
    ids=["missing", "empty-folder", "not-a-zip", "empty-zip"],
)
def test_nothing_to_collect_is_said(tmp_path, make, message):
    make(tmp_path / "class.zip")
    with pytest.raises(CollectError, match=message):
        collect(tmp_path / "class.zip", "ps")
