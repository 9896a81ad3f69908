"""What the tests of the pages share."""

import re

import pytest


@pytest.fixture
def words():
    """Read what a widget shows as plain words: ``words(html)``."""
    return lambda html: " ".join(re.sub(r"<[^>]+>", " ", html).split())
