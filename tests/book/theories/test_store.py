"""What is wrong with a file of the theory part is said with its name; every source is in the bibliography."""

import re
import shutil

import pandas as pd
import pytest

from homecoming import published
from homecoming.book.theories import store


def test_source_labels_name_the_year_of_the_bibliography(references):
    for _, row in store.read_csv("sources.csv", ("key", "label")):
        stated = re.findall(r"\b\d{4}\b", row["label"])
        assert stated in ([], [references[row["key"]].fields["year"]]), row


@pytest.mark.parametrize("name", ["series.csv", "timeline.csv", "origins.csv"])
def test_every_figure_and_date_has_a_source(name, references):
    rows = pd.read_csv(published.data_dir() / "theory" / name, dtype=str)
    assert set(rows["source"]) <= set(references)
    assert rows.drop(columns="note", errors="ignore").notna().all(axis=None)


@pytest.fixture
def theory_folder(tmp_path, monkeypatch):
    """The folder ``theory`` of a data package that has no files in it yet."""
    shutil.copy(published.data_dir() / "datapackage.json", tmp_path)
    monkeypatch.setenv("HOMECOMING_DATA", str(tmp_path))
    (tmp_path / "theory").mkdir()
    return tmp_path / "theory"


@pytest.mark.parametrize("content", ["", "key,name\n", "key,label\na,b,c\n"])
def test_a_bad_file_is_named(content, theory_folder):
    (theory_folder / "sources.csv").write_text(content, encoding="utf-8")
    with pytest.raises(published.DataError, match=r"theory/sources\.csv"):
        store.read_csv.__wrapped__("sources.csv", ("key", "label"))


def test_a_missing_or_broken_json_file_is_named(theory_folder):
    with pytest.raises(published.DataError, match=r"theory/facts\.json"):
        store.read_json.__wrapped__("facts.json")
    (theory_folder / "facts.json").write_text("{\n oops", encoding="utf-8")
    with pytest.raises(published.DataError, match="row 2"):
        store.read_json.__wrapped__("facts.json")
