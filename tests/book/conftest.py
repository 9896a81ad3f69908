"""What the tests of the book share: its bibliography."""

from pathlib import Path

import pytest
from pybtex.database import parse_file


@pytest.fixture(scope="session")
def references():
    """The entries of ``book/references.bib`` by key."""
    return parse_file(str(Path(__file__).parents[2] / "book" / "references.bib")).entries
