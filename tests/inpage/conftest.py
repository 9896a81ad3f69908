"""What the tests of the page's Python share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from homecoming.inpage.session import Session


@pytest.fixture
def session() -> Session:
    return Session("book/index")


@pytest.fixture
def shown(session) -> Callable[[str], list[dict]]:
    """Run a cell, which must come to its end unless it fails as announced; give its outputs."""

    def run(source: str, *, fails: bool = False) -> list[dict]:
        outputs: list[dict] = []
        done = session.run(source, outputs.append)
        assert done["ok"] is not fails, outputs
        return outputs

    return run
