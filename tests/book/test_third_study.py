"""A further study in the data package changes nothing that the pages say of the two papers."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from homecoming import published

SHOW = """
import hashlib, json
from homecoming import published
from homecoming.book import comparison, pages
from homecoming.book.pages import claims_on_trial, two_papers_three_countries

shown = {page: pages.page(page).self_checks().html for page in pages.pages()}
shown |= {page + ", answers": repr(list(pages.answers(page))) for page in pages.pages()}
shown["list of claims"] = claims_on_trial.claims_list().html
shown["verdicts"] = claims_on_trial.tally().svg
for make in (two_papers_three_countries.side_by_side, two_papers_three_countries.theory_against_rows):
    shown[make.__name__] = repr(list(make().states))
for make in (comparison.employment, comparison.sectors, comparison.designs, comparison.held_against_tables):
    shown[make.__name__] = make().to_string()
print(json.dumps([list(published.studies()), shown]))
"""


def shown(**environment):
    """What the pages show, computed by a Python of its own."""
    done = subprocess.run(
        [sys.executable, "-c", SHOW],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return json.loads(done.stdout)


@pytest.fixture
def with_another_study(tmp_path):
    """A copy of the data package with the made-up study as a study of its own, listed first."""
    folder = shutil.copytree(published.data_dir(), tmp_path / "data")
    shutil.copytree(published.EXAMPLES / "example", folder / "invented-2020")
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    examples = (published.EXAMPLES / "datapackage.json").read_text("utf-8")
    more = json.loads(
        examples.replace('"example"', '"invented-2020"').replace('"example/', '"invented-2020/')
    )
    for part in ("papers", "resources"):
        described[part] = more[part] + described[part]
    (folder / "datapackage.json").write_text(json.dumps(described), "utf-8")
    return folder


def test_a_third_study_changes_nothing_on_the_pages(with_another_study):
    studies, before = shown()
    more_studies, after = shown(HOMECOMING_DATA=str(with_another_study))
    assert more_studies == ["invented-2020", *studies]
    assert [name for name in before if before[name] != after.get(name)] == []
