"""A new study from nothing: what is written loads, agrees with itself, and is never written over anything."""

import json
import os

import pytest

from homecoming import published
from homecoming.checks import claims
from homecoming.commands import policy
from homecoming.commands.main import main

FACTS = ["--people", "100", "--whole", "All asked", "--group", "Town=60", "--group", "Village=40"]


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def study(monkeypatch, tmp_path, capsys):
    assert main(["new-study", "village-2020"]) == policy.DONE
    assert "village-2020/README.md" in capsys.readouterr().out
    monkeypatch.setenv("HOMECOMING_DATA", str(tmp_path / "village-2020"))
    return "village-2020"


def test_a_new_study_loads(study):
    assert published.studies() == (study,)
    assert published.default_study() == study
    assert published.tables() == [f"{study}/table-1"]
    table = published.load(f"{study}/table-1")
    assert (table.whole, table.respondents) == ("All asked", 100)
    assert published.paper(study).stratum.groups == ("Town", "Village")
    assert published.text_figures(study)["printed"].tolist() == ["100", "55.0"]
    assert published.stale_hashes() == []


def test_a_new_study_passes_the_checks(study, capsys):
    assert main(["hashes", "--check"]) == policy.DONE
    assert "1 table with 9 figures, 2 figures of running text: all valid." in capsys.readouterr().out
    assert main(["audit", f"{study}/{study}/table-1.csv", *FACTS]) == policy.DONE
    assert claims.table(study)["verdict"].tolist() == ["holds"]
    assert list(claims.stored_verdicts(study).values()) == ["holds"]


def test_a_changed_file_is_noticed_and_its_hash_written(study, capsys):
    text = published.data_dir() / study / "text.csv"
    text.write_text(text.read_text("utf-8").replace("who found work", "with work"), "utf-8")
    assert main(["hashes", "--check"]) == policy.FINDINGS
    assert f"The hash of {study}/text.csv is out of date" in capsys.readouterr().out
    assert main(["hashes"]) == policy.DONE
    assert f"Updated the hash of {study}/text.csv." in capsys.readouterr().out
    assert main(["hashes", "--check"]) == policy.DONE


def test_a_bad_figure_is_named_and_no_hash_is_written(study, capsys):
    table = published.data_dir() / study / "table-1.csv"
    before = (published.data_dir() / "datapackage.json").read_bytes()
    table.write_text(table.read_text("utf-8").replace("51.0", "151.0"), "utf-8")
    assert main(["hashes"]) == policy.UNUSABLE
    assert "table-1.csv, row 2, column 'printed'" in capsys.readouterr().err
    assert (published.data_dir() / "datapackage.json").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (
            "datapackage.json",
            '"defaultStudy": "village-2020"',
            '"defaultStudy": "vilage-2020"',
            "village-2020/datapackage.json, column 'defaultStudy': found 'vilage-2020'; expected one of",
        ),
        (
            "datapackage.json",
            '"Town",\n          "Village"',
            '"Towns",\n          "Village"',
            "village-2020/datapackage.json, column 'papers[0].stratum.groups[0]': found 'Towns'",
        ),
        (
            "village-2020/claims.csv",
            ",holds,",
            ",contradicted,",
            "claims.csv, row 2, column 'verdict': found 'contradicted' for the claim 'more-in-town'; "
            "expected 'holds', as its formulas give.",
        ),
        (
            "village-2020/claims.csv",
            ",holds,",
            ",hold,",
            "claims.csv, row 2, column 'verdict': found 'hold'; expected one of holds, holds with",
        ),
        (
            "village-2020/claims.csv",
            "table-1[Yes|Village]",
            "table-1[Yes|Vilage]",
            "claims.csv, row 2, column 'quantities'",
        ),
    ],
    ids=["default study", "stratum", "verdict", "unknown verdict", "formula"],
)
def test_what_is_valid_in_itself_must_fit_the_rest(study, capsys, file, old, new, words):
    path = published.data_dir() / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    before = (published.data_dir() / "datapackage.json").read_bytes()
    for arguments in (["hashes", "--check"], ["hashes"]):
        assert main(arguments) == policy.UNUSABLE
        said = capsys.readouterr()
        assert words in said.err
        assert "all valid" not in said.out
    assert (published.data_dir() / "datapackage.json").read_bytes() == before


def test_a_stratum_is_not_asked_of_tables_that_show_nobody_apart(study, capsys):
    folder = published.data_dir()
    table = folder / study / "table-1.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if ",Town," not in line and ",Village," not in line]
    table.write_text("".join(kept), "utf-8")
    for name in ("text", "claims"):
        (folder / study / f"{name}.csv").unlink()
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    described["resources"] = described["resources"][:1]
    described["resources"][0]["groups"] = described["resources"][0]["groups"][:1]
    (folder / "datapackage.json").write_text(json.dumps(described), "utf-8")
    assert main(["hashes"]) == policy.DONE
    assert "all valid" in capsys.readouterr().out


def test_the_readme_names_files_that_are_there(study, tmp_path):
    readme = (tmp_path / study / "README.md").read_text("utf-8")
    for name in (f"{study}/table-1.csv", "datapackage.json", f"{study}/text.csv", f"{study}/claims.csv"):
        assert f"`{name}`" in readme
        assert (tmp_path / study / name).is_file()


def test_the_study_may_have_another_name_than_its_folder(tmp_path):
    (tmp_path / "My data").mkdir()
    assert main(["new-study", "My data", "--study", "village-2020"]) == policy.DONE
    described = json.loads((tmp_path / "My data" / "datapackage.json").read_text("utf-8"))
    assert described["papers"][0]["slug"] == "village-2020"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["taken"], "taken is there already"),
        (["file"], "file is there already"),
        (["Village 2020"], "'Village 2020' is no name of a study"),
        (["new", "--study", "../x"], "'../x' is no name of a study"),
        (["example"], "'example' is the made-up study that comes with the code: give another name"),
        (["new", "--study", "example"], "'example' is the made-up study"),
        (["none/new"], "There is no folder none"),
    ],
)
def test_nothing_is_written_where_it_may_not_be(tmp_path, capsys, arguments, words):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine").write_text("mine")
    (tmp_path / "file").write_text("mine")
    assert main(["new-study", *arguments]) == policy.UNUSABLE
    assert words in capsys.readouterr().err
    assert sorted(os.listdir(tmp_path)) == ["file", "taken"]
    assert os.listdir(tmp_path / "taken") == ["mine"]
